/*
 * test_local.c - writes outside the journal, and drafts that end with a save.
 *
 * Proves that a local write leaves no entry and may change no record, that it does
 * not wait long, that the draft of a record goes in the transaction that saves it
 * and in no other, and that statements and rows are counted.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define DRAFTS "SELECT count(*) FROM draft"
#define ENTRIES "SELECT count(*) FROM journal"

static bool
insert_inside(struct db *db, void *arg, struct err *e)
{
	struct stmt *st = db_stmt(db, "draft_insert");
	int64_t *id = arg;

	stmt_set_int(st, "staff", db->who);
	stmt_set_int(st, "at", clock_now());
	stmt_set_text(st, "form", "client");
	stmt_set_int(st, "record", 0);
	stmt_set_int(st, "base_version", 0);
	stmt_set_text(st, "fields", "{}");
	while (stmt_next(st))
		*id = stmt_int(st, "id");
	return stmt_end(st, e);
}

static int64_t
add_draft(struct db *db)
{
	struct err err = { 0 };
	int64_t id = 0;

	OK(db_write_local(db, insert_inside, &id, &err));
	assert_true(id > 0);
	return id;
}

static bool
nothing_inside(struct db *db, void *arg, struct err *e)
{
	(void)db;
	(void)arg;
	(void)e;
	return true;
}

static bool
refuse_inside(struct db *db, void *arg, struct err *e)
{
	return insert_inside(db, arg, e) && err_set(e, ERR_INVALID, NULL, "No.");
}

static bool
insert_record(struct db *db, void *arg, struct err *e)
{
	return db_insert(db, arg, e);
}

static void
nothing_is_journalled(void **state)
{
	AUTO_FREE char *path = dbfile_new("local.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t entries = dbfile_int(path, ENTRIES), id;

	(void)state;
	add_draft(db);
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	assert_false(db_write_local(db, refuse_inside, &id, &err));
	assert_string_equal(err.text, "No.");
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	assert_int_equal(dbfile_int(path, ENTRIES), entries);
	db_idle(db);
	db_close(db);
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
}

#ifdef CHAIRSIDE_DEBUG
static bool
record_inside(struct db *db, void *arg, struct err *e)
{
	(void)arg;
	return db_exec(db, "UPDATE practice SET name = 'X'", e);
}

static int
change_a_record(const void *path)
{
	struct db *db = dbfile_open(path, 1);
	struct err err;

	return db_write_local(db, record_inside, NULL, &err);
}

static void
a_record_stops_the_program(void **state)
{
	AUTO_FREE char *path = dbfile_new("record.db");

	(void)state;
	assert_int_equal(test_in_child(change_a_record, path), -1);
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM practice WHERE name = 'X'"), 0);
}
#endif

static void
it_does_not_wait_long(void **state)
{
	AUTO_FREE char *path = dbfile_new("busy.db");
	AUTO_FREE char *lock = xasprintf("%s.lock", path);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t id = 0;
	int fd;

	(void)state;
	add_draft(db);
	db_set_wait(db, 600);
	fd = open(lock, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0 && flock(fd, LOCK_EX) == 0);
	assert_false(db_write_local(db, insert_inside, &id, &err));
	assert_int_equal(err.code, ERR_BUSY);
	assert_int_equal(db->wait_seconds, 600);
	close(fd);
	add_draft(db);
	db_close(db);
}

/* Adds a client of that name in the write that ends a draft. */
static bool
add_ending(struct db *db, int64_t draft, const char *given, struct err *e)
{
	const struct db_ending ending = { .draft = draft };
	AUTO_RECORD struct record *c = record_new(&record_client);

	record_set_text(c, "given", given);
	return db_write_ending(db, &ending, "change", "add client", insert_record, c, e);
}

static void
a_draft_ends_with_its_record(void **state)
{
	AUTO_FREE char *path = dbfile_new("ends.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t id = add_draft(db), other = add_draft(db), entries;
	const struct db_ending ending = { .draft = other };

	(void)state;
	/* a refused save leaves it */
	assert_false(add_ending(db, id, NULL, &err));
	assert_int_equal(dbfile_int(path, DRAFTS), 2);
	OK(add_ending(db, id, "Ada", &err));
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	/* nor does the next save end another */
	OK(dbfile_set(db, &record_client, 1, "city", "Graz", &err));
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	/* a save that changes nothing ends it too, without an entry */
	entries = dbfile_int(path, ENTRIES);
	OK(db_write_ending(db, &ending, "change", "x", nothing_inside, NULL, &err));
	assert_int_equal(dbfile_int(path, DRAFTS), 0);
	assert_int_equal(dbfile_int(path, ENTRIES), entries);
	db_close(db);
}

static void
nobody_ends_anothers(void **state)
{
	AUTO_FREE char *path = dbfile_new("others.db");
	struct err err = { 0 };
	struct db *mara = dbfile_open(path, 1), *jon = dbfile_open(path, 2);
	int64_t id = add_draft(mara);

	(void)state;
	OK(add_ending(jon, id, "Ada", &err));
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	db_close(mara);
	db_close(jon);
}

/* Killed after so many steps of SQLite's work. */
static int
kill_at(void *arg)
{
	int *steps = arg;

	if (--*steps <= 0)
		kill(getpid(), SIGKILL);
	return 0;
}

/* Whenever the program is killed, either both stand or neither: the record and the
 * end of its draft. */
static void
killed_it_is_there_or_the_record_is(void **state)
{
	AUTO_FREE char *path = dbfile_new("killed.db");
	struct db *db = dbfile_open(path, 1);
	int64_t id = add_draft(db);
	int steps, status = 0, killed = 0;

	(void)state;
	db_close(db);
	for (steps = 1; steps < 100000; steps = steps * 5 / 4 + 1) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct err e;
			int left = steps;

			db = db_open(path, &e);
			if (db == NULL)
				_exit(2);
			db_set_who(db, 1, "mara");
			sqlite3_progress_handler(db->raw, 1, kill_at, &left);
			_exit(add_ending(db, id, "Ada", &e) ? 0 : 3);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFSIGNALED(status))
			break;
		killed++;
		assert_int_equal(dbfile_int(path, DRAFTS) +
		    dbfile_int(path, "SELECT count(*) FROM client"), 1);
	}
	assert_true(killed > 5);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(dbfile_int(path, DRAFTS), 0);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 1);
}

static void
work_is_counted(void **state)
{
	AUTO_FREE char *path = dbfile_new("work.db");
	struct db *db = dbfile_open(path, 1);
	struct db_work w;
	struct err err = { 0 };
	struct stmt *st;
	int64_t n = 0;

	(void)state;
	add_draft(db);
	add_draft(db);
	db_work(db);
	st = db_stmt(db, "draft_page");
	stmt_set_int(st, "staff", 1);
	stmt_set_int(st, "most", 10);
	while (stmt_next(st))
		n++;
	OK(stmt_end(st, &err));
	w = db_work(db);
	assert_int_equal(n, 2);
	assert_int_equal(w.statements, 1);
	assert_int_equal(w.rows, 2);
	assert_true(w.steps > 2);
	db_data_version(db);
	w = db_work(db);
	assert_int_equal(w.statements + w.rows + w.steps, 0);
	db_close(db);
}

#ifdef CHAIRSIDE_DEBUG
static void
columns_are_told(void **state)
{
	AUTO_FREE char *path = dbfile_new("columns.db"), *log = test_path("columns");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	struct stmt *st;

	(void)state;
	add_draft(db);
	st = db_stmt(db, "draft_page");
	stmt_set_int(st, "staff", 1);
	stmt_set_int(st, "most", 10);
	assert_true(stmt_next(st));
	assert_int_equal(stmt_int(st, "id"), 1);
	OK(stmt_end(st, &err));
	setenv("CHAIRSIDE_COLUMNS", log, 1);
	db_close(db);
	unsetenv("CHAIRSIDE_COLUMNS");
	AUTO_FREE char *told = test_read(log, NULL);
	assert_non_null(strstr(told, "read draft_page id\n"));
	assert_non_null(strstr(told, "left draft_page form\n"));
}
#endif

TEST_MAIN(
#ifdef CHAIRSIDE_DEBUG
    cmocka_unit_test(columns_are_told),
#endif
    cmocka_unit_test(nothing_is_journalled),
#ifdef CHAIRSIDE_DEBUG
    cmocka_unit_test(a_record_stops_the_program),
#endif
    cmocka_unit_test(it_does_not_wait_long),
    cmocka_unit_test(a_draft_ends_with_its_record),
    cmocka_unit_test(nobody_ends_anothers),
    cmocka_unit_test(killed_it_is_there_or_the_record_is),
    cmocka_unit_test(work_is_counted))
