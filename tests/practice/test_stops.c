/*
 * Open bookings that cannot stand: an answer, the card, an adverse event, a licence, a
 * certificate or a lot that changes bars those it concerns and no other, with the reason and
 * the first day on which nothing bars them; putting it right frees them. What a login keeps is
 * what a new one finds, after every write. Who may not read what is medical is told no reason.
 * A bad lot of bookings costs no more statements each than a few, and what was ever used of a lot
 * is added up once, until that changes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "practice/screening_form.h"
#include "practice/stops.h"
#include "practice/watch.h"
#include "tests/support/visits.h"

static struct seen {
	long n;
	int64_t session;
	date_day until;
	char why[200], words[400], name[100];
} seen;

static bool
keep(const struct stop *s, void *arg)
{
	struct practice *p = arg;
	AUTO_BUF struct buf words = BUF_INIT;

	if (seen.n++ > 0)
		return true;
	seen.session = s->session;
	seen.until = s->until;
	snprintf(seen.why, sizeof(seen.why), "%s", s->why);
	snprintf(seen.name, sizeof(seen.name), "%s", s->name);
	stop_text(p, s, &words);
	snprintf(seen.words, sizeof(seen.words), "%s", words.s);
	return true;
}

/* That many are barred, the first of them `session`, for that reason, until that day ("": none
 * can be named). A login that begins now sees the same. */
static void
barred(struct practice *p, long n, int64_t session, const char *why, const char *until)
{
	struct practice *other = clinic_open(v.path, record_text(p->staff, "login"));
	char iso[DATE_ISO_SIZE] = "";
	struct err err;
	struct seen first;

	seen = (struct seen){ .n = 0 };
	OK(stops_list(other, keep, other, &err));
	practice_close(other);
	first = seen;
	seen = (struct seen){ .n = 0 };
	OK(stops_list(p, keep, p, &err));
	assert_int_equal(first.n, seen.n);
	assert_int_equal(stops_count(p, 0), n);
	assert_int_equal(seen.n, n);
	if (n == 0)
		return;
	assert_int_equal(first.session, seen.session);
	assert_int_equal(seen.session, session);
	assert_true(stops_has(p, session));
	assert_string_equal(seen.why, why);
	if (seen.until != DATE_NONE)
		date_to_iso(seen.until, iso);
	assert_string_equal(iso, until);
}

static void
a_date_answered_bars_until_its_window_is_over(void **state)
{
	int64_t soon = visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked"), later;
	struct err err;

	visits_screen(v.anna, NULL);
	later = visits_add(v.anna, v.needling, 0, "2026-05-20", "14:00", "confirmed");
	visits_add(v.anna, v.facial, 0, "2026-03-20", "16:00", "booked");
	barred(v.mara, 0, 0, NULL, NULL);
	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	barred(v.mara, 1, soon, "DEFER until 29 Mar 2026 (filler)", "2026-03-29");
	assert_string_equal(seen.words, "Hello Anna, this is Test practice: we are sorry, your visit on "
	    "Fri 20 Mar at 14:00 has to be moved, and can be from Sun 29 Mar on. Please call us to "
	    "find a time that suits you.");
	assert_non_null(strstr(seen.name, "Lang, Anna"));
	barred(v.desk, 1, soon, "see screening", "2026-03-29");
	visits_screen(v.anna, "isotretinoin", "stopped", "isotretinoin_date", "2026-03", NULL);
	barred(v.mara, 2, soon, "DEFER until 12 Sep 2026 (isotretinoin)", "2026-09-12");
	OK(session_end(v.mara, soon, visits_version(soon), SESSION_CLINIC_CANCELLED, NULL, NULL,
	    &err));
	barred(v.mara, 1, later, "DEFER until 12 Sep 2026 (isotretinoin)", "2026-09-12");
	visits_set(&record_session, later, "date", "2026-09-12");
	barred(v.mara, 0, 0, NULL, NULL);
}

static void
no_day_is_named_where_there_is_none(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked");

	visits_screen(v.anna, "keloid", "yes", "filler_date", "2026-03-01", NULL);
	barred(v.mara, 1, id, "BLOCK keloid and 1 more", "");
	assert_string_equal(seen.words, "Hello Anna, this is Test practice: before your visit on Fri "
	    "20 Mar at 14:00 we have to speak with you. Please call us.");
}

static void
a_changed_card_asks_for_a_new_screening(void **state)
{
	static const char *const fields[] = { "medicines", "allergies", "conditions" };
	int64_t id = visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked");
	AUTO_BUF struct buf label = BUF_INIT;
	struct undone u;
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++) {
		AUTO_FREE char *why = xasprintf("%s changed since the screening",
		    fields[i]);

		visits_screen(v.anna, NULL);
		OK(clinic_set(v.mara, v.anna, "phone", fields[i], &err));
		barred(v.mara, 0, 0, NULL, NULL);
		OK(clinic_set(v.mara, v.anna, fields[i], "pollen", &err));
		barred(v.mara, 1, id, why, "");
		barred(v.desk, 1, id, "the card changed since the screening", "");
		OK(practice_undo(v.mara, &u, &label, &err));
		barred(v.mara, 0, 0, NULL, NULL);
		OK(clinic_set(v.mara, v.anna, fields[i], "pollen", &err));
		barred(v.mara, 1, id, why, "");
		visits_screen(v.anna, NULL);
		barred(v.mara, 0, 0, NULL, NULL);
	}
}

static void
people_and_lots_bar_those_they_are_for(void **state)
{
	int64_t ruth = v.ruth->staff->id, lot;
	int64_t hers = visits_add(v.anna, v.needling, ruth, "2026-03-20", "14:00", "booked"), mine;
	AUTO_FREE char *id = xasprintf("%lld", (long long)ruth);

	visits_screen(v.anna, NULL);
	mine = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-04-20", "14:00", "booked");
	barred(v.mara, 0, 0, NULL, NULL);
	visits_set(&record_staff, ruth, "licence_ends", "2026-03-19");
	barred(v.mara, 1, hers, "licence of Ruth Aoki ended 19 Mar 2026", "");
	assert_int_equal(stops_count(v.mara, ruth), 1);
	assert_int_equal(stops_count(v.mara, v.mara->staff->id), 0);
	visits_set(&record_staff, ruth, "licence_ends", "2026-03-20");
	barred(v.mara, 0, 0, NULL, NULL);
	visits_new(&record_certificate, "staff", id, "name", "First aid", "ends", "2026-03-14", NULL);
	barred(v.mara, 1, hers, "First aid ended 14 Mar 2026", "");
	visits_set(&record_certificate, 1, "ends", "2027-03-14");
	visits_set(&record_service, v.needling, "chart", "microneedling");
	visits_new(&record_product, "name", "Tips", "kind", "cartridge", NULL);
	barred(v.mara, 0, 0, NULL, NULL);
	lot = visits_new(&record_lot, "product", "1", "number", "A1", NULL);
	visits_new(&record_lot_move, "lot", "1", "date", SHEET_TODAY, "quantity", "5", "kind",
	    "received", NULL);
	visits_set(&record_lot, lot, "recalled_on", "2026-03-11");
	barred(v.mara, 2, hers, "lot A1 of Tips was recalled 11 Mar 2026", "");
	visits_set(&record_lot, lot, "recalled_on", "");
	visits_set(&record_lot, lot, "expires", "2026-04-19");
	barred(v.mara, 1, mine, "lot A1 of Tips expired 19 Apr 2026", "");
}

static void
what_can_be_asked_on_the_day_bars_nothing(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked");
	struct err err;

	visits_add(v.anna, v.needling, 0, "2027-03-20", "14:00", "booked");
	barred(v.mara, 0, 0, NULL, NULL);
	visits_screen(v.anna, "keloid", "-", NULL);
	barred(v.mara, 0, 0, NULL, NULL);
	OK(clinic_set(v.mara, v.anna, "born", "", &err));
	visits_screen(v.anna, NULL);
	barred(v.mara, 0, 0, NULL, NULL);
	visits_new(&record_adverse_event, "client", "1", "what", "blisters", "onset", "2026-03-11",
	    "grade", "2", NULL);
	barred(v.mara, 2, id, "blisters, since 11 Mar 2026", "");
}

static void
in_steps_it_is_the_same(void **state)
{
	struct stops_fresh fresh;
	struct err err;
	long i;

	visits_screen(v.anna, "keloid", "yes", NULL);
	for (i = 0; i < 25; i++)
		visits_add(v.anna, v.needling, 0, "2026-03-20", i % 2 == 0 ? "14:00" : "", "booked");
	for (i = 0; !stops_whole(v.ruth); i++)
		OK(stops_look(v.ruth, 10, &fresh, &err));
	assert_int_equal(i, 3);
	assert_int_equal(fresh.n, 0);	/* nothing was written */
	assert_int_equal(stops_count(v.ruth, 0), 25);
	assert_int_equal(stops_count(v.mara, 0), 0);
	visits_add(v.anna, v.needling, 0, "2026-03-21", "14:00", "booked");
	OK(stops_look(v.ruth, 1, &fresh, &err));
	assert_int_equal(fresh.n, 1);
	assert_int_equal(stops_count(v.ruth, 0), 26);
	visits_set(&record_service, v.needling, "price", "310");
	OK(stops_look(v.ruth, 5, &fresh, &err));
	assert_false(stops_whole(v.ruth));
	assert_int_equal(stops_count(v.ruth, 0), 26);	/* until all are looked at again */
	visits_screen(v.anna, NULL);
	OK(stops_look(v.ruth, 5, &fresh, &err));
	OK(stops_look(v.ruth, 0, &fresh, &err));
	assert_int_equal(fresh.n, 0);
	assert_int_equal(stops_count(v.ruth, 0), 0);
	OK(stops_look(v.books, 0, &fresh, &err));
	assert_false(stops_whole(v.books));
	REFUSED(stops_list(v.books, keep, v.books, &err), ERR_DENIED, "");
}

#define STATEMENTS_A_BOOKING 22

static void
a_booking_costs_a_few_statements(void **state)
{
	struct err err;
	int64_t few, many;
	long i;

	visits_screen(v.anna, NULL);
	OK(stops_look(v.mara, 0, NULL, &err));
	visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked");
	stops_free(v.mara);
	practice_work(v.mara);
	OK(stops_look(v.mara, 0, NULL, &err));
	few = practice_work(v.mara).statements;
	for (i = 0; i < 50; i++)
		visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked");
	stops_free(v.mara);
	practice_work(v.mara);
	OK(stops_look(v.mara, 0, NULL, &err));
	many = practice_work(v.mara).statements;
	if (many - few > 50 * STATEMENTS_A_BOOKING)
		fail_msg("%lld statements for 50 bookings", (long long)(many - few));
	practice_work(v.mara);
	OK(stops_look(v.mara, 0, NULL, &err));
	assert_int_equal(practice_work(v.mara).statements, 0);	/* nothing has changed */
}

#define USED 10000

/* Steps of a look at Anna's bookings, after her card has changed. */
static int64_t
steps_after(const char *phone)
{
	struct err err;

	OK(clinic_set(v.mara, v.anna, "phone", phone, &err));
	practice_work(v.mara);
	OK(stops_look(v.mara, 0, NULL, &err));
	assert_int_equal(stops_count(v.mara, 0), 1);
	return practice_work(v.mara).steps;
}

static void
what_was_used_of_a_lot_is_added_up_once(void **state)
{
	int64_t move;

	visits_screen(v.anna, NULL);
	visits_add(v.anna, v.needling, 0, "2026-03-20", "14:00", "booked");
	visits_set(&record_service, v.needling, "chart", "microneedling");
	visits_new(&record_product, "name", "Tips", "kind", "cartridge", NULL);
	visits_new(&record_lot, "product", "1", "number", "A1", "expires", "2026-03-19", NULL);
	move = visits_new(&record_lot_move, "lot", "1", "date", SHEET_TODAY, "quantity", "5", "kind",
	    "received", NULL);
	AUTO_FREE char *sql = xasprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < %d) INSERT INTO chart_product(version, chart, position, used_as, lot, quantity) "
	    "SELECT 1, 1, i, 'cartridge', 1, 0 FROM n", USED);
	dbfile_sql(v.path, sql);
	assert_true(steps_after("617 555 0100") > USED);
	assert_true(steps_after("617 555 0101") < USED);
	visits_set(&record_lot_move, move, "quantity", "4");
	assert_true(steps_after("617 555 0102") > USED);
}

TEST_MAIN(
    VISITS_CASE(a_date_answered_bars_until_its_window_is_over),
    VISITS_CASE(no_day_is_named_where_there_is_none),
    VISITS_CASE(a_changed_card_asks_for_a_new_screening),
    VISITS_CASE(people_and_lots_bar_those_they_are_for),
    VISITS_CASE(what_can_be_asked_on_the_day_bars_nothing),
    VISITS_CASE(in_steps_it_is_the_same),
    VISITS_CASE(a_booking_costs_a_few_statements),
    VISITS_CASE(what_was_used_of_a_lot_is_added_up_once))
