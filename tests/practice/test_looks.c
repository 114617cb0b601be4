/*
 * Proves that a chart is drawn for a second look when it is signed, so many of a hundred, only
 * where whoever signed has a supervisor; that every override of such a person waits too; that
 * the supervisor alone looks, once, and disagrees with a sentence; that declaring a chart
 * invalid takes nothing back.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/looks.h"
#include "practice/sign.h"
#include "tests/support/visits.h"

static struct err err;
static int64_t visit;

static int
begin(void **state)
{
	AUTO_FREE char *mara = NULL;

	visits_begin(state);
	visits_now("2026-03-12T12:00");
	mara = xasprintf("%lld", (long long)v.mara->staff->id);
	visits_set(&record_staff, v.ruth->staff->id, "supervisor", mara);
	visits_set(&record_practice, 1, "look_percent", "100");
	visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12", "10:00", "done");
	visits_chart(visit);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, visits_end)

static void
act(struct practice *p, enum sign_act what, const char *words)
{
	static const char *const reasons[SIGN_TICKS] = { "none wanted", "none wanted" };
	struct sign_visit look;

	OK(sign_look(p, visit, &look, &err));
	OK(sign_do(p, &look, what, words, reasons, NULL, &err));
}

static bool
keep(const struct look *l, void *arg)
{
	*(struct look *)arg = *l;
	return false;
}

/* How many wait for a login; the first of them. */
static long
waiting(struct practice *p, struct look *first)
{
	long n;

	OK(looks_count(p, &n, &err));
	*first = (struct look){ .signature = 0 };
	OK(looks_waiting(p, keep, first, &err));
	return n;
}

static long
drawn(void)
{
	return dbfile_int(v.path, "SELECT count(*) FROM second_look WHERE act = 'drawn'");
}

static void
the_supervisor_of_who_signed_looks(void **state)
{
	struct look l;

	assert_int_equal(waiting(v.mara, &l), 0);
	act(v.ruth, SIGN_SIGN, NULL);
	assert_int_equal(drawn(), 1);
	assert_int_equal(waiting(v.ruth, &l), 0);
	assert_int_equal(waiting(v.mara, &l), 1);
	assert_int_equal(l.session, visit);
	assert_string_equal(l.by, "Ruth Aoki");
	assert_string_equal(l.name, "Lang, Anna, Thu 12 Mar 10:00, Ruth");
	REFUSED(look_say(v.ruth, &l, true, NULL, &err), ERR_INVALID, "does not wait for a second "
	    "look of yours");
	REFUSED(look_say(v.desk, &l, true, NULL, &err), ERR_DENIED, "");
	REFUSED(look_say(v.mara, &l, false, " ", &err), ERR_INVALID, "Why do you not agree?");
	OK(look_say(v.mara, &l, true, NULL, &err));
	assert_int_equal(waiting(v.mara, &l), 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM second_look WHERE act = 'agreed' "
	    "AND looked_by <> staff AND words IS NULL"), 1);
}

static void
it_is_said_once_with_a_sentence(void **state)
{
	struct look l;

	act(v.ruth, SIGN_SIGN, NULL);
	assert_int_equal(waiting(v.mara, &l), 1);
	OK(look_say(v.mara, &l, false, "too deep on the cheek", &err));
	REFUSED(look_say(v.mara, &l, true, NULL, &err), ERR_INVALID, "does not wait");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM second_look WHERE "
	    "act = 'disagreed' AND words = 'too deep on the cheek'"), 1);
}

static void
nobody_is_drawn_without_need(void **state)
{
	struct look l;

	visits_set(&record_practice, 1, "look_percent", "");
	act(v.ruth, SIGN_SIGN, NULL);
	assert_int_equal(drawn(), 0);
	visits_set(&record_practice, 1, "look_percent", "100");
	assert_int_equal(waiting(v.mara, &l), 0);
	/* nobody supervises mara */
	visit = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "15:00", "done");
	dbfile_sql(v.path, "UPDATE device SET name = 'First'; UPDATE lot SET number = 'A1'");
	visits_chart(visit);
	act(v.mara, SIGN_SIGN, NULL);
	assert_int_equal(drawn(), 0);
}

/* What was drawn stays drawn, whatever the setting is later. */
static void
signing_anew_takes_nothing_back(void **state)
{
	struct look l;

	act(v.ruth, SIGN_SIGN, NULL);
	act(v.ruth, SIGN_INVALID, "the wrong zone");
	visits_set(&record_practice, 1, "look_percent", "0");
	act(v.ruth, SIGN_SIGN, NULL);
	assert_int_equal(waiting(v.mara, &l), 1);
	assert_int_equal(l.signature, dbfile_int(v.path, "SELECT min(id) FROM signature"));
}

static bool
draw_often(struct db *db, void *arg, struct err *e)
{
	int i;

	for (i = 0; i < 400; i++)
		if (!looks_draw(db, visit, e))
			return false;
	return arg == NULL;
}

/* Of 400 at 50 of a hundred fewer than 100 or more than 300 come in one of 10^23 runs. */
static void
so_many_of_a_hundred(void **state)
{
	visits_set(&record_practice, 1, "look_percent", "0");
	act(v.ruth, SIGN_SIGN, NULL);
	visits_set(&record_practice, 1, "look_percent", "50");
	OK(db_write(v.mara->db, "sign", "draw", draw_often, NULL, &err));
	assert_in_range(drawn(), 100, 300);
}

static void
every_override_waits(void **state)
{
	int64_t screening = visits_screen(v.anna, "keloid", "yes", NULL);
	AUTO_FREE char *ruth = xasprintf("%lld", (long long)v.ruth->staff->id);
	struct look l;

	visits_set(&record_practice, 1, "look_percent", "");
	assert_int_equal(waiting(v.mara, &l), 0);
	dbfile_sql(v.path, "UPDATE screening SET override_reason = 'an old scar of the knee'");
	visits_set(&record_screening, screening, "override_by", ruth);
	assert_int_equal(waiting(v.mara, &l), 1);
	assert_int_equal(l.screening, screening);
	assert_string_equal(l.reason, "an old scar of the knee");
	assert_int_equal(waiting(v.ruth, &l), 0);
	assert_int_equal(waiting(v.mara, &l), 1);
	OK(look_say(v.mara, &l, false, "a keloid of the chest is one", &err));
	assert_int_equal(waiting(v.mara, &l), 0);
}

TEST_MAIN(
    CASE(the_supervisor_of_who_signed_looks), CASE(it_is_said_once_with_a_sentence),
    CASE(nobody_is_drawn_without_need), CASE(signing_anew_takes_nothing_back),
    CASE(so_many_of_a_hundred), CASE(every_override_waits))
