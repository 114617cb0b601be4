/*
 * test_overlap.c - a rule across rows is judged once, after the write.
 *
 * Proves that two visits are swapped in one write, and the swap undone and redone; that
 * a visit over midnight, or numbed past it, is in the way of the next day's, from either
 * side; that of twenty programs at one time of a practitioner one gets it; that a load is judged too,
 * and that `check` names what another program wrote.
 */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define RACERS 20

struct slot {
	const char *date;
	int start, minutes, numbing;
	bool marked;
	int64_t id;
};

static bool
put(struct db *db, void *arg, struct err *e)
{
	struct slot *s = arg;
	AUTO_RECORD struct record *r = record_new(&record_session);

	record_set_int(r, "staff", 1);
	record_set_text(r, "date", s->date);
	record_set_int(r, "start", s->start);
	record_set_int(r, "minutes", s->minutes);
	record_set_int(r, "numbing", s->numbing);
	record_set_int(r, "overlap_ok", s->marked);
	if (!db_insert(db, r, e))
		return false;
	s->id = r->id;
	return true;
}

static bool
book(struct db *db, struct slot *s, struct err *e)
{
	return db_write(db, "change", "book session", put, s, e);
}

/* --- a swap ------------------------------------------------------------------------ */

struct swap {
	int64_t a, b;
};

static bool
swap_inside(struct db *db, void *arg, struct err *e)
{
	const struct swap *s = arg;
	AUTO_RECORD struct record *a = db_get(db, &record_session, s->a, e);
	AUTO_RECORD struct record *b = db_get(db, &record_session, s->b, e);
	int64_t start;

	if (a == NULL || b == NULL)
		return false;
	start = record_int(a, "start");
	record_set_int(a, "start", record_int(b, "start"));
	record_set_int(b, "start", start);
	return db_update(db, a, e) && db_update(db, b, e);
}

static int64_t
start_of(const char *path, int64_t id)
{
	AUTO_FREE char *sql = xasprintf("SELECT start FROM session WHERE id = %lld",
	    (long long)id);

	return dbfile_int(path, sql);
}

static void
two_visits_are_swapped(void **state)
{
	AUTO_FREE char *path = dbfile_new("swap.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	struct slot nine = { "2026-03-12", 540, 60, 0, false, 0 };
	struct slot ten = { "2026-03-12", 600, 60, 0, false, 0 };
	struct swap s;

	(void)state;
	OK(book(db, &nine, &err));
	OK(book(db, &ten, &err));
	s = (struct swap){ nine.id, ten.id };
	OK(db_write(db, "change", "move session", swap_inside, &s, &err));
	assert_int_equal(start_of(path, nine.id), 600);
	assert_int_equal(start_of(path, ten.id), 540);
	OK(db_undo(db, 0, NULL, NULL, NULL, &err));
	assert_int_equal(start_of(path, nine.id), 540);
	OK(db_redo(db, NULL, NULL, &err));
	assert_int_equal(start_of(path, nine.id), 600);
	/* one that takes longer does not fit into the other's place */
	OK(db_undo(db, 0, NULL, NULL, NULL, &err));
	OK(dbfile_set(db, &record_session, ten.id, "minutes", "61", &err));
	assert_false(db_write(db, "change", "move session", swap_inside, &s, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.text, "Not saved, the practitioner has another visit at "
	    "that time.");
	assert_int_equal(start_of(path, nine.id), 540);
	db_close(db);
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
}

/* --- midnight ----------------------------------------------------------------------- */

static void
midnight_ends_no_visit(void **state)
{
	static const struct {
		struct slot first, second;
		bool fits;
	} cases[] = {
		{ { "2026-03-12", 1410, 60, 0, false, 0 }, { "2026-03-13", 15, 30, 0, false, 0 }, false },
		{ { "2026-03-13", 15, 30, 0, false, 0 }, { "2026-03-12", 1410, 60, 0, false, 0 }, false },
		{ { "2026-03-12", 1410, 60, 0, false, 0 }, { "2026-03-13", 30, 30, 0, false, 0 }, true },
		{ { "2026-03-12", 1410, 30, 0, false, 0 }, { "2026-03-13", 0, 30, 0, false, 0 }, true },
		{ { "2026-03-12", 1410, 60, 0, true, 0 }, { "2026-03-13", 15, 30, 0, false, 0 }, true },
		{ { "2026-03-12", 1410, 60, 0, false, 0 }, { "2026-03-13", 15, 30, 0, true, 0 }, true },
		/* a whole day, over the end of a month */
		{ { "2026-02-28", 60, 1440, 0, false, 0 }, { "2026-03-01", 59, 5, 0, false, 0 }, false },
		{ { "2026-02-28", 60, 1440, 0, false, 0 }, { "2026-03-01", 60, 5, 0, false, 0 }, true },
		/* numbed past midnight: treated after one that begins on the next day, or before */
		{ { "2026-11-30", 1430, 30, 40, false, 0 }, { "2026-12-01", 10, 30, 0, false, 0 }, false },
		{ { "2026-12-01", 10, 30, 0, false, 0 }, { "2026-11-30", 1430, 30, 40, false, 0 }, false },
		{ { "2026-11-30", 1430, 30, 40, false, 0 }, { "2026-12-01", 0, 30, 0, false, 0 }, true },
		{ { "2026-11-30", 1430, 30, 40, false, 0 }, { "2026-12-01", 59, 30, 0, false, 0 }, false },
		{ { "2026-11-30", 1430, 30, 40, false, 0 }, { "2026-12-01", 60, 30, 0, false, 0 }, true },
		/* as late as it can be: from 3:59 on */
		{ { "2026-11-30", 1439, 5, 240, false, 0 }, { "2026-12-01", 230, 10, 0, false, 0 }, false },
		{ { "2026-11-30", 1439, 5, 240, false, 0 }, { "2026-12-01", 229, 10, 0, false, 0 }, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *name = xasprintf("midnight-%zu.db", i);
		AUTO_FREE char *path = dbfile_new(name);
		struct err err = { 0 };
		struct db *db = dbfile_open(path, 1);
		struct slot first = cases[i].first, second = cases[i].second;

		OK(book(db, &first, &err));
		if (book(db, &second, &err) != cases[i].fits)
			fail_msg("case %zu: %s", i, err.text);
		if (!cases[i].fits) {
			/* nor back onto it */
			OK(dbfile_set(db, &record_session, first.id, "status", "cancelled",
			    &err));
			db_set_who(db, 2, "jon");
			OK(book(db, &second, &err));
			db_set_who(db, 1, "mara");
			assert_false(db_undo(db, 0, NULL, NULL, NULL, &err));
			assert_int_equal(err.code, ERR_STALE);
			assert_non_null(strstr(err.text, "at that time"));
		}
		db_close(db);
	}
}

/* --- a race ----------------------------------------------------------------------------- */

static void
one_of_twenty_gets_it(void **state)
{
	AUTO_FREE char *path = dbfile_new("race.db");
	struct err err;
	int i, status, won = 0;

	(void)state;
	for (i = 0; i < RACERS; i++) {
		struct slot s = { "2026-03-12", 540 + i, 60, 0, false, 0 };
		pid_t child = fork();
		struct db *db;

		assert_true(child >= 0);
		if (child > 0)
			continue;
		db = db_open(path, &err);
		if (db == NULL)
			_exit(2);
		db_set_who(db, 1 + i % 2, "racer");
		db_set_wait(db, 120);
		_exit(book(db, &s, &err) ? 0 : err.code == ERR_INVALID ? 1 : 3);
	}
	for (i = 0; i < RACERS; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
		won += WEXITSTATUS(status) == 0;
	}
	assert_int_equal(won, 1);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM session"), 1);
}

/* --- other ways in ------------------------------------------------------------------------ */

static void
add_sentence(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static void
what_another_program_wrote_is_named(void **state)
{
	AUTO_FREE char *path = dbfile_new("foreign.db");
	AUTO_BUF struct buf said = BUF_INIT;
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	struct slot one = { "2026-03-12", 1400, 60, 0, false, 0 }, two = one;
	long problems = 0;

	(void)state;
	two.date = "2026-03-14";
	OK(book(db, &one, &err));
	OK(book(db, &two, &err));
	dbfile_sql(path, "UPDATE session SET date = '2026-03-13', start = 10 WHERE id = 2");
	OK(db_check_rules(db, add_sentence, &said, &problems, &err));
	assert_int_equal(problems, 1);
	assert_string_equal(said.s, "session 1 and 2: the practitioner has another visit at "
	    "that time.\n");
	/* nor is one missed that is treated after midnight, and after the next day's */
	dbfile_sql(path, "UPDATE session SET numbing = 60 WHERE id = 1");
	problems = 0;
	buf_cut(&said, 0);
	OK(db_check_rules(db, add_sentence, &said, &problems, &err));
	assert_int_equal(problems, 1);
	assert_string_equal(said.s, "session 2 and 1: the practitioner has another visit at "
	    "that time.\n");
	/* whoever touches one of them is refused, until it is let in on purpose */
	assert_false(dbfile_set(db, &record_session, 1, "status", "confirmed", &err));
	OK(dbfile_set(db, &record_session, 1, "overlap_ok", "yes", &err));
	problems = 0;
	OK(db_check_rules(db, add_sentence, &said, &problems, &err));
	assert_int_equal(problems, 0);
	db_close(db);
}

static bool
load_two(struct db *db, void *arg, struct err *e)
{
	struct slot one = { "2026-03-12", 540, 60, 0, false, 0 };
	struct slot two = { "2026-03-12", 599, 60, 0, false, 0 };
	AUTO_RECORD struct record *staff = record_new(&record_staff);

	record_set_text(staff, "name", "Mara");
	record_set_text(staff, "role", "owner");
	two.start += *(int *)arg;
	return db_insert(db, staff, e) && put(db, &one, e) && put(db, &two, e);
}

static void
a_load_is_judged(void **state)
{
	int later;

	(void)state;
	for (later = 0; later < 2; later++) {
		AUTO_FREE char *path = test_path("load-%d.db", later);
		struct err err = { 0 };
		struct db *db = db_create(path, &err);

		OK(db != NULL);
		if (db_load(db, "load", load_two, &later, &err) != (later == 1))
			fail_msg("%s", err.text);
		if (later == 0)
			assert_non_null(strstr(err.text, "another visit at that time"));
		db_close(db);
	}
}

TEST_MAIN(
    cmocka_unit_test(two_visits_are_swapped),
    cmocka_unit_test(midnight_ends_no_visit),
    cmocka_unit_test(one_of_twenty_gets_it),
    cmocka_unit_test(what_another_program_wrote_is_named),
    cmocka_unit_test(a_load_is_judged))
