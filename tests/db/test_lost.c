/*
 * test_lost.c - SQLite rolls a transaction back by itself.
 *
 * Proves that nothing of such a write is in the file, however its function goes on:
 * what follows fails with the first sentence, at every door, and the next write is an
 * ordinary one. The rollbacks are real: a trigger that says so, an interrupted
 * statement, a disk that is full while SQLite spills its cache.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define ENTRIES "SELECT count(*) FROM journal"
#define PEOPLE "SELECT count(*) FROM client"

static void
is_whole(const char *path)
{
	AUTO_FREE char *problems = dbfile_check(path, true);

	assert_string_equal(problems, "");
}

static int
stop(void *arg)
{
	(void)arg;
	return 1;
}

static void
limit_files(rlim_t size)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = size;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static bool
add(struct db *db, const char *family, struct err *e)
{
	AUTO_RECORD struct record *c = record_new(&record_client);
	static char notes[20000];

	memset(notes, 'x', sizeof(notes) - 1);
	record_set_text(c, "family", family);
	record_set_text(c, "notes", notes);
	return db_insert(db, c, e);
}

/* Inserts until it fails, which takes the transaction with it. */
static void
until_lost(struct db *db, struct err *first)
{
	int i;

	for (i = 0; i < 1000; i++)
		if (!add(db, "Boom", first))
			return;
	fail_msg("nothing failed");
}

static void
by_trigger(struct db *db, struct err *first)
{
	until_lost(db, first);
}

static void
by_interrupt(struct db *db, struct err *first)
{
	sqlite3_progress_handler(db->raw, 1, stop, NULL);
	until_lost(db, first);
	sqlite3_progress_handler(db->raw, 0, NULL, NULL);
}

static void
by_full_disk(struct db *db, struct err *first)
{
	AUTO_FREE char *log = xasprintf("%s-wal", db_path(db));
	struct stat st;

	sqlite3_exec(db->raw, "PRAGMA main.cache_size = 1", NULL, NULL, NULL);
	assert_int_equal(stat(log, &st), 0);
	limit_files((rlim_t)st.st_size + 100000);
	until_lost(db, first);
	limit_files(RLIM_INFINITY);
}

typedef void (*how)(struct db *, struct err *);
static const how ways[] = { by_trigger, by_interrupt, by_full_disk };

/* On the program's own connection, so that the file has no trigger of ours. */
static void
set_trigger(struct db *db, how way)
{
	if (way == by_trigger)
		assert_int_equal(sqlite3_exec(db->raw, "CREATE TEMP TRIGGER boom "
		    "AFTER INSERT ON client WHEN NEW.family = 'Boom' "
		    "BEGIN SELECT RAISE(ROLLBACK, 'boom: the trigger said so'); END",
		    NULL, NULL, NULL), SQLITE_OK);
}

struct going {
	how way;
	struct err first;
	bool attempt;
};

/* Nothing in it minds what fails. */
static bool
go_on(struct db *db, void *arg, struct err *e)
{
	struct going *g = arg;
	struct err later = { 0 };

	(void)e;
	assert_true(add(db, "Before", &later));
	g->way(db, &g->first);
	assert_true(sqlite3_get_autocommit(db->raw));
	assert_false(add(db, "After", &later));
	assert_string_equal(later.text, g->first.text);
	assert_false(stmt_run(db_stmt(db, "derive_clear_totals"), &later));
	assert_string_equal(later.text, g->first.text);
	assert_null(db_get(db, &record_client, 1, &later));
	assert_string_equal(later.text, g->first.text);
	return true;
}

static bool
attempt(struct db *db, void *arg, struct err *e)
{
	struct going *g = arg;
	struct err later = { 0 };

	(void)e;
	assert_false(db_attempt(db, go_on, arg, &later));
	assert_string_equal(later.text, g->first.text);
	assert_false(db_attempt(db, go_on, arg, &later));
	assert_string_equal(later.text, g->first.text);
	return true;
}

static bool
try_write(struct db *db, struct going *g, struct err *e)
{
	return db_write(db, "change", "all", g->attempt ? attempt : go_on, g, e);
}

static void
nothing_of_a_write_stays(void **state)
{
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < 2 * ARRAY_LEN(ways); i++) {
		struct going g = { .way = ways[i / 2], .attempt = i % 2 == 1 };
		AUTO_FREE char *name = xasprintf("write%zu.db", i);
		AUTO_FREE char *path = dbfile_new(name);
		struct db *db = dbfile_open(path, 1);
		int64_t entries;

		assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 1);
		entries = dbfile_int(path, ENTRIES);
		set_trigger(db, g.way);
		assert_false(try_write(db, &g, &err));
		assert_string_equal(err.text, g.first.text);
		assert_string_not_equal(err.text, "");
		assert_int_equal(dbfile_int(path, PEOPLE), 1);
		assert_int_equal(dbfile_int(path, ENTRIES), entries);
		db_idle(db);
		assert_int_equal(dbfile_add_client(db, "Bea", "Cole", &err), 2);
		assert_int_equal(dbfile_int(path, ENTRIES), entries + 1);
		db_close(db);
		is_whole(path);
	}
}

/* A function that says nothing of what failed and wrote nothing else. */
static bool
only_fail(struct db *db, void *arg, struct err *e)
{
	struct going *g = arg;

	(void)e;
	g->way(db, &g->first);
	return true;
}

static void
a_write_of_nothing_tells(void **state)
{
	struct going g = { .way = by_interrupt };
	AUTO_FREE char *path = dbfile_new("nothing.db");
	struct db *db = dbfile_open(path, 1);
	struct err err;

	(void)state;
	assert_false(db_write(db, "change", "none", only_fail, &g, &err));
	assert_string_equal(err.text, g.first.text);
	db_idle(db);
	db_close(db);
}

static bool
draft_after(struct db *db, void *arg, struct err *e)
{
	struct going *g = arg;
	struct stmt *st;

	sqlite3_progress_handler(db->raw, 1, stop, NULL);
	assert_false(stmt_run(db_stmt(db, "derive_clear_stats"), &g->first));
	sqlite3_progress_handler(db->raw, 0, NULL, NULL);
	st = db_stmt(db, "draft_insert");
	stmt_set_int(st, "staff", 1);
	stmt_set_int(st, "at", 1);
	stmt_set_text(st, "form", "client");
	stmt_set_int(st, "record", 0);
	stmt_set_int(st, "base_version", 0);
	stmt_set_text(st, "fields", "{}");
	assert_false(stmt_run(st, e));
	return true;
}

static void
a_local_write_too(void **state)
{
	struct going g = { 0 };
	AUTO_FREE char *path = dbfile_new("local.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	(void)state;
	assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	assert_false(db_write_local(db, draft_after, &g, &err));
	assert_string_equal(err.text, g.first.text);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM draft"), 0);
	db_idle(db);
	db_close(db);
}

static void
a_load_too(void **state)
{
	AUTO_FREE char *path = test_path("load.db");
	struct err err = { 0 };
	struct db *db = db_create(path, &err);
	struct going g = { .way = by_interrupt };

	(void)state;
	OK(db != NULL);
	assert_false(db_load(db, "load", go_on, &g, &err));
	assert_string_equal(err.text, g.first.text);
	OK(db_publish(db, &err));
	assert_int_equal(dbfile_int(path, PEOPLE), 0);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM kept_total"), 0);
}

/* The session extension applies an undo by statements of its own; of two rows the
 * first takes the transaction away, and the second must not commit alone. */
static bool
rename_both(struct db *db, void *arg, struct err *e)
{
	int64_t id;

	for (id = 1; id <= 2; id++) {
		AUTO_RECORD struct record *r = db_get(db, &record_client, id, e);

		record_set_text(r, "given", arg);
		if (!db_update(db, r, e))
			return false;
	}
	return true;
}

static void
an_undo_too(void **state)
{
	AUTO_FREE char *path = dbfile_new("undo.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	int64_t entries;

	(void)state;
	assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 1);
	assert_int_equal(dbfile_add_client(db, "Bea", "Cole", &err), 2);
	OK(db_write(db, "change", "both", rename_both, (char[]){ "New" }, &err));
	entries = dbfile_int(path, ENTRIES);
	assert_int_equal(sqlite3_exec(db->raw, "CREATE TEMP TRIGGER boom "
	    "BEFORE UPDATE ON client WHEN NEW.given = 'Ada' "
	    "BEGIN SELECT RAISE(ROLLBACK, 'boom: the trigger said so'); END",
	    NULL, NULL, NULL), SQLITE_OK);
	assert_false(db_undo(db, 0, NULL, NULL, NULL, &err));
	assert_string_not_equal(err.text, "");
	db_idle(db);
	db_close(db);
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM client WHERE given = 'New'"), 2);
	assert_int_equal(dbfile_int(path, ENTRIES), entries);
	is_whole(path);
}

static void
making_derived_data_anew_too(void **state)
{
	AUTO_FREE char *path = dbfile_new("rebuild.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 1);
	assert_int_equal(sqlite3_exec(db->raw, "CREATE TEMP TRIGGER boom "
	    "AFTER INSERT ON client_key "
	    "BEGIN SELECT RAISE(ROLLBACK, 'boom: the trigger said so'); END",
	    NULL, NULL, NULL), SQLITE_OK);
	assert_false(db_rebuild(db, &err));
	assert_string_equal(err.text, "Not saved, the trigger said so.");
	db_idle(db);
	db_close(db);
	is_whole(path);
}

static bool
commit_inside(struct db *db, void *arg, struct err *e)
{
	(void)arg;
	assert_true(add(db, "Alone", e));
	assert_int_not_equal(sqlite3_exec(db->raw, "COMMIT", NULL, NULL, NULL),
	    SQLITE_OK);
	return err_set(e, ERR_INVALID, NULL, "No.");
}

static void
nobody_else_commits(void **state)
{
	AUTO_FREE char *path = dbfile_new("alone.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	(void)state;
	assert_false(db_write(db, "change", "alone", commit_inside, NULL, &err));
	db_close(db);
	assert_int_equal(dbfile_int(path, PEOPLE), 0);
}

TEST_MAIN(cmocka_unit_test(nothing_of_a_write_stays),
    cmocka_unit_test(a_write_of_nothing_tells), cmocka_unit_test(a_local_write_too),
    cmocka_unit_test(a_load_too), cmocka_unit_test(an_undo_too),
    cmocka_unit_test(making_derived_data_anew_too),
    cmocka_unit_test(nobody_else_commits))
