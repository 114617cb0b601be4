/*
 * test_rules.c - rules of the storage layer that each protect something.
 *
 * Proves that a number is never used twice, that somebody else's commit is
 * noticed, that a checkpoint keeps the log small, that labels hold no names,
 * and that our own mistakes (an unknown column, a statement left open, a write
 * that the journal would miss) stop the program instead of passing.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

static void
numbers_are_never_used_twice(void **state)
{
	AUTO_FREE char *path = dbfile_new("numbers.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t first = dbfile_add_client(db, "Ada", "Byrne", &err), n;

	(void)state;
	OK(db_undo(db, 0, NULL, &n, NULL, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 0);
	assert_int_equal(dbfile_add_client(db, "Bo", "Lind", &err), first + 1);
	db_close(db);
}

static void
a_colleagues_commit_is_noticed(void **state)
{
	AUTO_FREE char *path = dbfile_new("noticed.db");
	struct err err = { 0 };
	struct db *mara = dbfile_open(path, 1), *jon = dbfile_open(path, 2);
	int64_t before = db_data_version(mara);

	(void)state;
	OK(dbfile_add_client(mara, "Ada", "Byrne", &err) != 0);
	assert_int_equal(db_data_version(mara), before);
	OK(dbfile_add_client(jon, "Bo", "Lind", &err) != 0);
	assert_int_not_equal(db_data_version(mara), before);
	db_close(mara);
	db_close(jon);
}

static void
the_log_stays_small(void **state)
{
	AUTO_FREE char *path = dbfile_new("log.db");
	AUTO_FREE char *wal = xasprintf("%s-wal", path);
	AUTO_FREE char *notes = xmalloc(50001);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t id = dbfile_add_client(db, "Ada", "Byrne", &err);
	struct stat st;
	int i;

	(void)state;
	for (i = 0; i < 300; i++) {
		memset(notes, 'a' + i % 26, 50000);
		notes[50000] = '\0';
		OK(dbfile_set(db, &record_client, id, "notes", notes, &err));
	}
	/* 300 saves of 50 KB with their journal are over 30 MB of log */
	assert_int_equal(stat(wal, &st), 0);
	assert_true(st.st_size < 16 * 1024 * 1024);
	db_close(db);
	/* the last one out leaves one file */
	assert_int_not_equal(stat(wal, &st), 0);
}

static void
labels_hold_no_names(void **state)
{
	AUTO_FREE char *path = dbfile_new("labels.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);

	(void)state;
	OK(dbfile_add_client(db, "Xanthippe", "Quux", &err) != 0);
	OK(db_undo(db, 0, NULL, NULL, NULL, &err));
	db_close(db);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE "
	    "label LIKE '%Xanthippe%' OR label LIKE '%Quux%'"), 0);
}

/* Runs `fn` in a child; true when it ended in bug(). */
static bool
ends_in_bug(const char *path, void (*fn)(struct db *))
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct err e;
		struct db *db = db_open(path, &e);
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		if (db != NULL)
			fn(db);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
unknown_statement(struct db *db)
{
	db_stmt(db, "no_such_statement");
}

static void
unknown_parameter(struct db *db)
{
	stmt_set_int(db_stmt(db, "journal_entry"), "nn", 1);
}

static void
unknown_column(struct db *db)
{
	struct stmt *st = db_stmt(db, "journal_head");

	if (stmt_next(st))
		stmt_int(st, "nn");
}

static void
asked_twice(struct db *db)
{
	stmt_next(db_stmt(db, "journal_head"));
	db_stmt(db, "journal_head");
}

static void
idle_with_an_open_statement(struct db *db)
{
	stmt_next(db_stmt(db, "journal_all"));
	db_idle(db);
}

static bool
write_again(struct db *db, void *arg, struct err *e)
{
	return dbfile_set(db, arg, 1, "name", "Other", e);
}

static bool
touch_and_leave_open(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, arg, 1, e);

	record_set_text(r, "name", "Other");
	stmt_next(db_stmt(db, "journal_all"));
	return db_update(db, r, e);
}

static void
commit_with_an_open_statement(struct db *db)
{
	struct err e;

	db_write(db, "change", "x", touch_and_leave_open,
	    (void *)(uintptr_t)&record_practice, &e);
}

static void
write_inside_a_write(struct db *db)
{
	struct err e;

	db_write(db, "change", "x", write_again, (void *)(uintptr_t)&record_practice,
	    &e);
}

/* A write that the capture does not see: the session is gone. */
static bool
unseen(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_practice, 1, e);

	(void)arg;
	record_set_text(r, "name", "Other");
	sqlite3session_enable(db->session, 0);
	return db_update(db, r, e);
}

static void
write_past_the_journal(struct db *db)
{
	struct err e;

	db_write(db, "change", "x", unseen, NULL, &e);
}

static void
our_mistakes_stop_the_program(void **state)
{
	static void (*const mistakes[])(struct db *) = {
		unknown_statement, unknown_parameter, unknown_column, asked_twice,
		idle_with_an_open_statement, write_inside_a_write,
		write_past_the_journal,
#ifdef CHAIRSIDE_DEBUG
		commit_with_an_open_statement,
#endif
	};
	AUTO_FREE char *path = dbfile_new("mistakes.db");
	AUTO_FREE char *before = dbfile_dump(path);
	size_t i;

	(void)state;
	(void)commit_with_an_open_statement;
	for (i = 0; i < ARRAY_LEN(mistakes); i++)
		if (!ends_in_bug(path, mistakes[i]))
			fail_msg("mistake %zu was not noticed", i);
	AUTO_FREE char *after = dbfile_dump(path);
	assert_string_equal(before, after);
}

TEST_MAIN(
    cmocka_unit_test(numbers_are_never_used_twice),
    cmocka_unit_test(a_colleagues_commit_is_noticed),
    cmocka_unit_test(the_log_stays_small),
    cmocka_unit_test(labels_hold_no_names),
    cmocka_unit_test(our_mistakes_stop_the_program))
