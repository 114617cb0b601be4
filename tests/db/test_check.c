/*
 * test_check.c - a check of the whole file asks little and keeps nobody waiting.
 *
 * Proves that it takes no lock, so that it runs while somebody writes and somebody writes
 * while it runs; that damage of the search index is named; that the number of statements
 * does not grow with the clients; that links are followed backwards, forwards and to a row
 * itself, and one that leads nowhere is named; that counts are compared where a day is
 * none; that of many visits only those that begin too early are asked about; and that the
 * columns of a change are not looked for by name, nor the changes of a table sorted.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

struct said {
	struct buf text;
	struct db *writer;	/* writes when something is said */
};

static void
listen(const char *sentence, void *arg)
{
	struct said *s = arg;
	struct err err = { 0 };

	buf_addf(&s->text, "%s\n", sentence);
	if (s->writer != NULL)
		assert_int_not_equal(dbfile_add_client(s->writer, "Meanwhile", "Ann", &err), 0);
}

static void
finds(struct db *db, bool deep, struct db *writer, const char *expected)
{
	struct said said = { .text = BUF_INIT, .writer = writer };
	struct err err = { 0 };
	long problems = 0;

	OK(db_check(db, deep, listen, &said, &problems, &err));
	assert_string_equal(said.text.s, expected);
	buf_free(&said.text);
}

/* --- the lock ------------------------------------------------------------------------ */

static bool
check_meanwhile(struct db *db, void *arg, struct err *e)
{
	(void)db;
	(void)e;
	finds(arg, true, NULL, "");
	return true;
}

static void
it_runs_while_somebody_writes(void **state)
{
	AUTO_FREE char *path = dbfile_new("busy.db");
	struct db *writer = dbfile_open(path, 1), *checker = dbfile_open(path, 2);
	struct err err = { 0 };

	(void)state;
	checker->wait_seconds = 1;
	OK(db_write(writer, "change", "nothing", check_meanwhile, checker, &err));
	db_close(writer);
	db_close(checker);
}

#define INDEX_DAMAGED "The search index is damaged; `chairside check --rebuild` makes it anew.\n"

static void
somebody_writes_while_the_index_is_looked_at(void **state)
{
	AUTO_FREE char *path = dbfile_new("search.db");
	struct db *db = dbfile_open(path, 1), *writer = dbfile_open(path, 2);
	struct err err = { 0 };

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	finds(db, false, NULL, "");
	/* the words are there and the index does not lead to them */
	dbfile_sql(path, "UPDATE client_search_docsize SET sz = x'010101'");
	writer->wait_seconds = 1;
	finds(db, false, writer, INDEX_DAMAGED);
	OK(db_rebuild(db, &err));
	finds(db, true, NULL, "");
	dbfile_sql(path, "DELETE FROM client_search_data WHERE id > 100");
	finds(db, false, NULL, INDEX_DAMAGED);
	db_close(writer);
	db_close(db);
}

/* --- how much it asks ------------------------------------------------------------------ */

static void
its_statements_do_not_grow(void **state)
{
	AUTO_FREE char *path = dbfile_new("grows.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	long few;
	int i;

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	db_work(db);
	finds(db, true, NULL, "");
	few = db_work(db).statements;
	assert_true(few > 0);
	for (i = 0; i < 30; i++)
		assert_int_not_equal(dbfile_add_client(db, "Bea", "Ray", &err), 0);
	db_work(db);
	finds(db, true, NULL, "");
	assert_int_equal(db_work(db).statements, few);
	db_close(db);
}

static bool
stock(struct db *db, void *arg, struct err *e)
{
	const int *n = arg;
	int i;

	for (i = 0; i < *n; i++) {
		AUTO_RECORD struct record *r = record_new(&record_product);
		AUTO_FREE char *called = xasprintf("Serum %d of %d", i, *n);

		record_set_text(r, "name", called);
		if (!db_insert(db, r, e))
			return false;
	}
	return true;
}

static int64_t
named_by_a_deep_check(struct db *db)
{
	db_work(db);
	finds(db, true, NULL, "");
	return db_work(db).named;
}

static void
changes_are_read_by_their_places_and_not_sorted(void **state)
{
	AUTO_FREE char *path = dbfile_new("places.db");
	struct db *db = dbfile_open(path, 1);
	AUTO_BUF struct buf plan = BUF_INIT;
	struct err err = { 0 };
	int few = 3, many = 40;
	int64_t before, then;
	char *rest;

	(void)state;
	before = named_by_a_deep_check(db);
	OK(db_write(db, "change", "stock", stock, &few, &err));
	then = named_by_a_deep_check(db);
	OK(db_write(db, "change", "stock", stock, &many, &err));
	assert_int_equal(named_by_a_deep_check(db) - then, then - before);

	/* only those with an older header, behind RIGHT, and the headers themselves are */
	OK(db_query_plan(db, "journal_table_changes", &plan, &err));
	rest = strstr(plan.s, "RIGHT");
	assert_non_null(rest);
	assert_non_null(strstr(rest, "USE TEMP B-TREE FOR ORDER BY"));
	*rest = '\0';
	rest = strstr(plan.s, "SEARCH c USING INDEX journal_change_row");
	assert_non_null(rest);
	assert_null(strstr(rest, "USE TEMP B-TREE"));
	db_close(db);
}

static bool
book_all(struct db *db, void *arg, struct err *e)
{
	const int *n = arg;
	int i;

	for (i = 0; i < *n; i++) {
		AUTO_RECORD struct record *r = record_new(&record_session);

		record_set_int(r, "staff", 1 + i % 2);
		record_set_text(r, "date", i % 3 == 0 ? "2026-03-12" : "2026-03-13");
		record_set_int(r, "start", 30 * (i / 2) % 1440);
		record_set_int(r, "minutes", 30);
		if (!db_insert(db, r, e))
			return false;
	}
	return true;
}

static void
only_early_visits_are_asked_about(void **state)
{
	AUTO_FREE char *path = dbfile_new("early.db");
	struct db *db = dbfile_open(path, 1);
	struct said said = { .text = BUF_INIT };
	struct err err = { 0 };
	long problems = 0;
	int n = 90;
	int64_t without;

	(void)state;
	db_work(db);
	OK(db_check_rules(db, listen, &said, &problems, &err));
	without = db_work(db).statements;
	OK(db_write(db, "change", "book", book_all, &n, &err));
	db_work(db);
	OK(db_check_rules(db, listen, &said, &problems, &err));
	assert_int_equal(db_work(db).statements, without);
	/* one goes on over the next two, another from the day before */
	dbfile_sql(path, "UPDATE session SET minutes = 100 WHERE id = 7");
	dbfile_sql(path, "UPDATE session SET date = '2026-03-11', start = 1400, minutes = 80 "
	    "WHERE id = 90");
	OK(db_check_rules(db, listen, &said, &problems, &err));
	assert_string_equal(said.text.s,
	    "session 7 and 13: the practitioner has another visit at that time.\n"
	    "session 90 and 4: the practitioner has another visit at that time.\n");
	assert_int_equal(db_work(db).statements, without + 2);
	buf_free(&said.text);
	db_close(db);
}

/* --- links ------------------------------------------------------------------------------ */

static void
links_lead_somewhere(void **state)
{
	AUTO_FREE char *path = dbfile_new("links.db");
	struct db *db = dbfile_open(path, 1);

	(void)state;
	dbfile_sql(path, "INSERT INTO receipt(id, version, date, state, origin, corrects) VALUES"
	    "(1, 1, '2026-03-12', 'open', 'here', 3), (2, 1, '2026-03-12', 'open', 'here', 2),"
	    "(3, 1, '2026-03-12', 'open', 'here', 1);"
	    "UPDATE kept_total SET n = 3 WHERE name = 'receipt';"
	    "INSERT OR IGNORE INTO kept_total VALUES('receipt', 3)");
	finds(db, false, NULL, "");
	dbfile_sql(path, "UPDATE receipt SET corrects = 4 WHERE id = 2");
	finds(db, false, NULL, "receipt 2 names a receipt that does not exist.\n");
	dbfile_sql(path, "UPDATE receipt SET corrects = 9000000000 WHERE id = 2");
	finds(db, false, NULL, "receipt 2 names a receipt that does not exist.\n");
	/* an id too large for the walk's own list is no fault by itself */
	dbfile_sql(path, "UPDATE receipt SET id = 9000000000 WHERE id = 3;"
	    "UPDATE receipt SET corrects = 9000000000 WHERE id = 1;"
	    "UPDATE receipt SET corrects = NULL WHERE id = 2");
	finds(db, false, NULL, "");
	db_close(db);
}

/* --- counts ----------------------------------------------------------------------------- */

static void
counts_are_compared_where_a_day_is_none(void **state)
{
	AUTO_FREE char *path = dbfile_new("days.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	dbfile_sql(path, "INSERT INTO session(id, version, client, date, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, late) VALUES"
	    "(1, 1, 1, 'someday', 30, 0, 'done', 'import', 0, 0)");
	OK(db_rebuild(db, &err));
	finds(db, false, NULL, "session 1: date is \"someday\", which cannot be.\n");
	dbfile_sql(path, "UPDATE client_stat SET last_visit = 'another'");
	finds(db, false, NULL, "session 1: date is \"someday\", which cannot be.\n"
	    "Counts of client 1 are not what its records say.\n");
	dbfile_sql(path, "UPDATE session SET date = '2026-03-12'");
	OK(db_rebuild(db, &err));
	/* the first visit may have been imported */
	dbfile_sql(path, "UPDATE client SET first_visit = '2020-01-02'");
	finds(db, false, NULL, "Counts of client 1 are not what its records say.\n");
	OK(db_rebuild(db, &err));
	finds(db, false, NULL, "");
	assert_int_equal(dbfile_int(path, "SELECT visits FROM client_stat"), 1);
	db_close(db);
}

TEST_MAIN(
    cmocka_unit_test(it_runs_while_somebody_writes),
    cmocka_unit_test(somebody_writes_while_the_index_is_looked_at),
    cmocka_unit_test(its_statements_do_not_grow),
    cmocka_unit_test(changes_are_read_by_their_places_and_not_sorted),
    cmocka_unit_test(only_early_visits_are_asked_about),
    cmocka_unit_test(links_lead_somewhere),
    cmocka_unit_test(counts_are_compared_where_a_day_is_none))
