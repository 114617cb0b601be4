/*
 * test_load.c - the first rows of a new file go in at once, and nothing is read again.
 *
 * Proves that no index but those that keep values unique and those of signing is there
 * meanwhile, and all are afterwards, in the schema and the plans of a file that had no load;
 * that what is signed in a load is found by an index; that each client
 * takes three statements, whatever visits it has; that what is updated meanwhile is in the
 * digests as it is in the end; and that a load that fails leaves the indexes.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define PLAIN "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL" \
	" AND sql NOT LIKE 'CREATE UNIQUE %'"
#define UNIQUE "SELECT count(*) FROM sqlite_schema WHERE sql LIKE 'CREATE UNIQUE %'"
#define SCHEMA "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)"

struct load {
	int clients;
	int64_t plain, uniques;
	size_t scans;		/* statements of signing that read a whole table */
	bool fails;
};

static char *
ask(struct db *db, const char *sql)
{
	sqlite3_stmt *st;
	char *s;

	assert_int_equal(sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	s = xstrdup((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return s;
}

static bool
scans(struct db *db, const char *query)
{
	AUTO_BUF struct buf plan = BUF_INIT;
	struct err err;

	OK(db_query_plan(db, query, &plan, &err));
	return strstr(plan.s, "SCAN") != NULL;
}

static bool
put(struct db *db, void *arg, struct err *e)
{
	static const char *const signing[] = { "sign_chart", "sign_lines", "sign_products",
	    "sign_standing" };
	struct load *l = arg;
	AUTO_RECORD struct record *practice = record_new(&record_practice);
	AUTO_FREE char *plain = ask(db, PLAIN), *uniques = ask(db, UNIQUE);
	size_t k;
	int i;

	for (k = 0; k < ARRAY_LEN(signing); k++)
		l->scans += scans(db, signing[k]);
	l->plain = strtol(plain, NULL, 10);
	l->uniques = strtol(uniques, NULL, 10);
	record_set_text(practice, "name", "Load");
	if (!db_insert(db, practice, e))
		return false;
	for (i = 0; i < l->clients; i++) {
		AUTO_RECORD struct record *c = record_new(&record_client);
		AUTO_RECORD struct record *s = record_new(&record_session);

		record_set_text(c, "given", "Ann");
		if (!db_insert(db, c, e))
			return false;
		record_set_int(s, "client", c->id);
		record_set_text(s, "date", "2026-03-12");
		record_set_int(s, "minutes", 30);
		record_set_text(s, "status", "done");
		if (!db_insert(db, s, e))
			return false;
	}
	record_set_text(practice, "name", "Loaded");
	return db_update(db, practice, e) &&
	    (!l->fails || err_set(e, ERR_INVALID, NULL, "No."));
}

static void
indexes_come_after_the_rows(void **state)
{
	AUTO_FREE char *path = test_path("load.db"), *other = test_path("none.db");
	struct err err = { 0 };
	struct db *db = db_create(path, &err), *none;
	struct load l = { .clients = 3 };
	const char *name;
	size_t i;

	(void)state;
	OK(db != NULL);
	none = db_create(other, &err);
	OK(none != NULL);
	OK(db_load(db, "make", put, &l, &err));
	assert_int_equal(l.plain, 3);
	assert_int_equal(l.scans, 0);
	assert_true(l.uniques > 5);
	AUTO_FREE char *here = ask(db, SCHEMA), *there = ask(none, SCHEMA);
	assert_string_equal(here, there);
	for (i = 0; (name = db_query_name(i)) != NULL; i++) {
		AUTO_BUF struct buf mine = BUF_INIT, theirs = BUF_INIT;

		OK(db_query_plan(db, name, &mine, &err));
		OK(db_query_plan(none, name, &theirs, &err));
		assert_string_equal(mine.s, theirs.s);
	}
	db_close(none);
	OK(db_publish(db, &err));
	AUTO_FREE char *said = dbfile_check(path, true);
	assert_string_equal(said, "");
}

static long
statements_for(const char *name, int clients)
{
	AUTO_FREE char *path = test_path("%s", name);
	struct err err = { 0 };
	struct db *db = db_create(path, &err);
	struct load l = { .clients = clients };
	long n;

	OK(db != NULL);
	db_work(db);
	OK(db_load(db, "make", put, &l, &err));
	n = db_work(db).statements;
	db_close(db);
	return n;
}

static void
each_client_takes_three_statements(void **state)
{
	long few = statements_for("few.db", 10), many = statements_for("many.db", 110);

	(void)state;
	/* two to insert client and visit, three for what is derived of the client */
	assert_int_equal(many - few, 100 * 5);
}

static void
a_load_that_fails_leaves_the_indexes(void **state)
{
	AUTO_FREE char *path = test_path("fails.db");
	struct err err = { 0 };
	struct db *db = db_create(path, &err);
	struct load l = { .clients = 3, .fails = true };

	(void)state;
	OK(db != NULL);
	AUTO_FREE char *before = ask(db, SCHEMA);
	assert_false(db_load(db, "make", put, &l, &err));
	AUTO_FREE char *after = ask(db, SCHEMA);
	assert_string_equal(before, after);
	db_close(db);
	assert_int_not_equal(access(path, F_OK), 0);
}

TEST_MAIN(
    cmocka_unit_test(indexes_come_after_the_rows),
    cmocka_unit_test(each_client_takes_three_statements),
    cmocka_unit_test(a_load_that_fails_leaves_the_indexes))
