/*
 * test_migrate.c - a practice file comes to the newest schema whole or not.
 *
 * Proves that pending migrations go in together, that one that fails, loses a
 * row or breaks a link changes nothing, that a verified copy stands beside the
 * file before anything else, that a program killed in the middle leaves a
 * file that opens, and that the journal tells of it once.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"
#include "tests/support/steps.h"

#define ADD_ONE "ALTER TABLE client ADD COLUMN colour TEXT;"
#define ADD_TWO "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT;"

/* The shipped migrations and two more. */
static const struct migration *
longer(const char *one, const char *two, size_t *n)
{
	static struct migration list[64];
	const struct migration *shipped = migrations(n);

	memcpy(list, shipped, *n * sizeof(*list));
	list[*n] = (struct migration){ (int)*n + 1, "9998-one.sql", one };
	list[*n + 1] = (struct migration){ (int)*n + 2, "9999-two.sql", two };
	*n += 2;
	return list;
}

static char *
with_records(const char *name)
{
	char *path = dbfile_new(name);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);

	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	db_close(db);
	return path;
}

/* How often the file's journal tells of it. */
static int64_t
told(const char *path)
{
	return dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = 'migrate'");
}

static void
say_problem(const char *problem, void *arg)
{
	(void)arg;
	fail_msg("%s", problem);
}

static void
pending_ones_go_in_together(void **state)
{
	AUTO_FREE char *path = with_records("two.db");
	struct err err = { 0 };
	size_t n;
	const struct migration *list = longer(ADD_ONE, ADD_TWO, &n);
	struct db *db = dbfile_open(path, 1), *other = dbfile_open(path, 2);
	AUTO_FREE char *copy = xasprintf("%s.before-%04d", path,
	    list[n - 1].number);
	AUTO_FREE char *label = xasprintf("SELECT count(*) FROM journal WHERE who = 0 AND label "
	    "LIKE 'bring the file from version %d to version %d by %%' AND schema = %d",
	    list[n - 3].number, list[n - 1].number, list[n - 1].number);
	long problems = 0;
	const struct finder f = { say_problem, NULL, &problems };

	(void)state;
	AUTO_FREE char *before = dbfile_dump(path);
	OK(db_migrate(db, list, n, &err));
	assert_int_equal(db_schema_version(db), list[n - 1].number);
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM pragma_table_info('client') WHERE name = 'colour'"), 1);
	/* the copy is the file as it was, and whole */
	AUTO_FREE char *kept = dbfile_dump(copy);
	assert_string_equal(before, kept);
	assert_int_equal(dbfile_int(copy, "PRAGMA user_version"), n - 2);
	/* again, and by another program that wanted to at the same time: nothing to do */
	OK(db_migrate(db, list, n, &err));
	OK(db_migrate(other, list, n, &err));
	db_close(other);
	OK(dbfile_add_client(db, "Mei", "Tan", &err) != 0);
	assert_int_equal(told(path), 1);
	assert_int_equal(dbfile_int(path, label), 1);
	OK(journal_verify(db, &f, &err));
	OK(db_undo(db, 0, NULL, NULL, NULL, &err));
	/* changes made before are still undone after columns were appended */
	OK(db_undo(db, 0, NULL, NULL, NULL, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 0);
	db_close(db);
}

static void
a_bad_one_changes_nothing(void **state)
{
	static const struct { const char *sql, *said; } cases[] = {
		{ "CREATE TABLE broken(;", "9999-two.sql" },
		{ "DELETE FROM client;", "rows in client" },
		{ "INSERT INTO payment(version, receipt, date, method, amount) "
		  "VALUES(1, 99, '2026-01-01', 'cash', 1);", "payment" },
		{ "UPDATE session SET client = 7; UPDATE client SET id = 7;"
		  "INSERT INTO session(version, client, date, minutes, minutes_assumed,"
		  " status, origin, overlap_ok, late) VALUES(1, 1, '2026-01-01', 1, 0,"
		  " 'done', 'import', 1, 0);", "session" },
	};
	size_t i, n;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *name = xasprintf("bad-%zu.db", i);
		AUTO_FREE char *path = with_records(name);
		AUTO_FREE char *before = dbfile_dump(path);
		const struct migration *list = longer(ADD_ONE, cases[i].sql, &n);
		struct db *db = dbfile_open(path, 1);
		struct err err = { 0 };

		assert_false(db_migrate(db, list, n, &err));
		assert_non_null(strstr(err.text, cases[i].said));
		db_close(db);
		assert_int_equal(dbfile_int(path, "PRAGMA user_version"), n - 2);
		AUTO_FREE char *after = dbfile_dump(path);
		assert_string_equal(before, after);
		AUTO_FREE char *problems = dbfile_check(path, true);
		assert_string_equal(problems, "");
	}
}

/* Killed after `steps` of SQLite's work inside the migration. */
static int
kill_at(void *arg)
{
	int *steps = arg;

	if (--*steps <= 0)
		kill(getpid(), SIGKILL);
	return 0;
}

static void
killed_in_the_middle_it_opens(void **state)
{
	AUTO_FREE char *path = with_records("killed.db");
	AUTO_FREE char *before = dbfile_dump(path);
	size_t n;
	const struct migration *list = longer(ADD_ONE, ADD_TWO, &n);
	int steps, status, killed = 0;

	(void)state;
	for (steps = 1; steps < 40000; steps = steps * 3 / 2 + 1) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct err e;
			struct db *db = db_open(path, &e);
			int left = steps;

			if (db == NULL)
				_exit(2);
			sqlite3_progress_handler(db->raw, 1, kill_at, &left);
			db_migrate(db, list, n, &e);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		/* it came through, or was killed behind its commit: newer than this
		 * program now */
		if (!WIFSIGNALED(status) ||
		    dbfile_int(path, "PRAGMA user_version") == (int64_t)n)
			break;
		killed++;
		AUTO_FREE char *after = dbfile_dump(path);
		assert_string_equal(before, after);
		AUTO_FREE char *problems = dbfile_check(path, true);
		assert_string_equal(problems, "");
	}
	assert_true(killed > 3);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	assert_int_equal(dbfile_int(path, "PRAGMA user_version"), n);
	assert_int_equal(told(path), 1);
}

/* One number of the file. */
static int64_t
one_int(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *st;
	int64_t i;

	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	i = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return i;
}

/* Of one table of an older file: each column has a value in some row, and all rows are in
 * the file as it is now. */
static void
rows_are_kept(sqlite3 *raw, const char *table, int number)
{
	AUTO_BUF struct buf columns = BUF_INIT;
	AUTO_FREE char *names = xasprintf("SELECT name FROM "
	    "pragma_table_info('%s', 'older')", table);
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(raw, names, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		AUTO_FREE char *filled = xasprintf("SELECT count(\"%s\") FROM "
		    "older.\"%s\"", name, table);

		if (one_int(raw, filled) == 0)
			fail_msg("tests/db/landed up to %04d.sql: no row has a value in "
			    "%s.%s", number, table, name);
		buf_addf(&columns, "%s\"%s\"", columns.len > 0 ? ", " : "", name);
	}
	sqlite3_finalize(st);
	AUTO_FREE char *lost = xasprintf("SELECT count(*) FROM (SELECT %s FROM "
	    "older.\"%s\" EXCEPT SELECT %s FROM main.\"%s\")", columns.s, table,
	    columns.s, table);
	if (one_int(raw, lost) > 0)
		fail_msg("%s: rows of migration %04d are not what they were", table,
		    number);
}

/* The file against the copy that was made before it was migrated. */
static void
all_rows_are_kept(const char *path, const char *older, int number)
{
	AUTO_FREE char *attach = xasprintf("ATTACH '%s' AS older", older);
	enum table_kind kind;
	sqlite3_stmt *st;
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, attach, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, "SELECT name FROM older.sqlite_schema "
	    "WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", -1, &st, NULL),
	    SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(st, 0);

		assert_true(table_kind_of(table, &kind));
		/* the head goes on with the entry about it */
		if (kind != TABLE_DERIVED && strcmp(table, "journal_head") != 0)
			rows_are_kept(raw, table, number);
	}
	sqlite3_finalize(st);
	sqlite3_close(raw);
}

/* Every schema that has landed comes to the newest with its rows. */
static void
landed_files_migrate(void **state)
{
	size_t n, i;
	const struct migration *list = migrations(&n);

	(void)state;
	for (i = 0; i < n; i++) {
		AUTO_FREE char *name = xasprintf("landed-%d.db", list[i].number);
		AUTO_FREE char *path = dbfile_landed(name, list[i].number);
		AUTO_FREE char *older = test_path("older-%d.db", list[i].number);
		size_t size;
		AUTO_FREE char *bytes = test_read(path, &size);
		struct err err = { 0 };
		struct db *db;

		test_write(older, bytes, size);
		db = db_open(path, &err);
		OK(db != NULL);
		assert_int_equal(db_schema_version(db), list[n - 1].number);
		assert_null(db_refusal(db));
		assert_int_equal(told(path), i + 1 < n);
		all_rows_are_kept(path, older, list[i].number);
		OK(db_rebuild(db, &err));
		/* another one: the first is erased in the newest */
		OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
		/* the migration wrote its values into the row: it can be undone */
		db_set_who(db, 1, "mara");
		OK(dbfile_set(db, &record_practice, 1, "opens", "8:30", &err));
		OK(db_undo(db, 0, NULL, NULL, NULL, &err));
		assert_int_equal(dbfile_int(path, "SELECT opens FROM practice"), 540);
		assert_int_equal(dbfile_int(path, "SELECT closes FROM practice"), 1080);
		db_close(db);
	}
}

/* A file of the schema before the newest. */
static char *
older_file(const char *name)
{
	size_t n;
	const struct migration *list = migrations(&n);

	return dbfile_landed(name, list[n - 2].number);
}

static void
whoever_opens_an_older_file_is_told(void **state)
{
	AUTO_FREE char *path = older_file("told.db");
	int64_t n = dbfile_int(path, "SELECT max(n) FROM journal");
	int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		db_close(dbfile_open(path, 1));
		assert_int_equal(told(path), 1);
		assert_int_equal(dbfile_int(path, "SELECT n FROM journal_head"), n + 1);
	}
}

/* Where the journal cannot be written at that time, because its key is away, its newest entry
 * is in the future or its head is not right, it tells before its next entry. */
static void
it_is_told_later_where_it_could_not_be(void **state)
{
	static const struct { const char *spoil, *mend; bool key; } cases[] = {
		{ "SELECT 1", "SELECT 1", true },
		{ "UPDATE journal SET at = at + 9000000000 WHERE n = 4",
		  "UPDATE journal SET at = at - 9000000000 WHERE n = 4", false },
		{ "UPDATE journal_head SET mac = randomblob(32)", "SELECT 1", false },
	};
	struct err err = { 0 };
	struct db *db;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *name = xasprintf("later-%zu.db", i);
		AUTO_FREE char *path = older_file(name);
		AUTO_FREE char *key = xasprintf("%s.key", path);
		AUTO_FREE char *away = xasprintf("%s.away", path);

		dbfile_sql(path, cases[i].spoil);
		if (cases[i].key)
			assert_int_equal(rename(key, away), 0);
		db_close(dbfile_open(path, 1));
		assert_int_equal(told(path), 0);
		dbfile_sql(path, cases[i].mend);
		if (cases[i].key)
			assert_int_equal(rename(away, key), 0);
		db = dbfile_open(path, 1);
		assert_int_equal(told(path), 0);
		OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
		OK(dbfile_add_client(db, "Mei", "Tan", &err) != 0);
		db_close(db);
		assert_int_equal(told(path), 1);
		assert_int_equal(dbfile_int(path, "SELECT n FROM journal WHERE kind = 'migrate'"), 5);
	}
}

static bool
opens(void *arg)
{
	struct err e;
	struct db *db = db_open(arg, &e);
	bool ok = db != NULL && db_refusal(db) == NULL;

	db_close(db);
	return ok;
}

/* The journal's new form: killed at any step on the disk, the file has the old form or the
 * new one, with all entries, and the next program that opens it finishes. */
static void
the_journals_form_comes_whole(void **state)
{
	static const int number = 9;
	AUTO_FREE char *before = dbfile_landed("form.db", number - 1);
	AUTO_FREE char *before_key = xasprintf("%s.key", before);
	size_t size, key_size;
	AUTO_FREE char *bytes = test_read(before, &size);
	AUTO_FREE char *key = test_read(before_key, &key_size);
	int n, older = 0;
	bool killed = true;

	(void)state;
	for (n = 0; killed; n++) {
		AUTO_FREE char *path = test_path("form-%d.db", n);
		AUTO_FREE char *path_key = xasprintf("%s.key", path);

		test_write(path, bytes, size);
		test_write(path_key, key, key_size);
		killed = steps_killed_at(n, opens, path);
		if (dbfile_int(path, "PRAGMA user_version") < number) {
			older++;
			assert_int_equal(dbfile_int(path, "SELECT count(*) FROM "
			    "sqlite_schema WHERE name = 'journal_header'"), 0);
		}
		assert_true(opens(path));
		assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal_header "
		    "WHERE code = 'client' AND tbl = 'client' AND header = x''"), 1);
		all_rows_are_kept(path, before, number);
	}
	assert_true(older > 3 && n > older + 1);
}

TEST_MAIN(
    cmocka_unit_test(landed_files_migrate),
    cmocka_unit_test(whoever_opens_an_older_file_is_told),
    cmocka_unit_test(it_is_told_later_where_it_could_not_be),
    cmocka_unit_test(the_journals_form_comes_whole),
    cmocka_unit_test(pending_ones_go_in_together),
    cmocka_unit_test(a_bad_one_changes_nothing),
    cmocka_unit_test(killed_in_the_middle_it_opens))
