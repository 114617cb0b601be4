/*
 * Proves that an import that is cut is finished by running it again: killed at any
 * moment, on a full disk, beside another writer. What is there in the end is byte
 * for byte what an import that was not cut leaves.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/importing.h"

#define ROWS 1500
#define KILLS 12

static const char ini[] = "[receipts]\ncreate = client, staff\n";

/* Receipts make clients, staff, receipts, lines: many tables in one row's write. */
static void
make_rows(struct buf *out)
{
	int i;

	buf_adds(out, "number,date,client,staff,description,amount\n");
	for (i = 0; i < ROWS; i++)
		buf_addf(out, "%d,2018-03-%02d,C%d,S%d,Peel,%d.25\n", i / 2, 1 + i % 28,
		    i % 200, i % 5, i % 9);
}

static char *
whole(const char *name, const struct buf *rows)
{
	struct practice *p = importing_new(name);

	importing(p, "receipts", rows->s, ini);
	counted(ROWS, ROWS, 0, 0, 0);
	practice_close(p);
	return dbfile_dump(importing_path());
}

/* In a process that is gone after `microseconds` of work, in whatever it does. */
static bool
import_and_die(const struct buf *rows, long microseconds)
{
	struct itimerval timer = { .it_value = { .tv_usec = microseconds } };
	struct practice *p;
	pid_t child = fork();
	int status;

	if (child == 0) {
		signal(SIGPROF, SIG_DFL);
		p = practice_open(importing_path(), "mara", NULL);
		setitimer(ITIMER_PROF, &timer, NULL);
		importing(p, "receipts", rows->s, ini);
		practice_close(p);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status);
}

static void
killed_it_is_finished_by_running_again(void **state)
{
	AUTO_BUF struct buf rows = BUF_INIT;
	AUTO_FREE char *expected = NULL, *got = NULL, *found = NULL;
	struct practice *p;
	int i, killed = 0;

	make_rows(&rows);
	expected = whole("whole.db", &rows);
	practice_close(importing_new("killed.db"));
	for (i = 0; i < KILLS; i++)
		killed += import_and_die(&rows, 3000 + 7919 * i);
	assert_true(killed > 0);
	p = clinic_open(importing_path(), "mara");
	importing(p, "receipts", rows.s, ini);
	assert_true(imported.ok);
	assert_int_equal(imported.r.added + imported.r.unchanged, ROWS);
	practice_close(p);
	got = dbfile_dump(importing_path());
	assert_string_equal(got, expected);
	found = dbfile_check(importing_path(), true);
	assert_string_equal(found, "");
}

/* No file may grow past a size: the import ends with a sentence, what went in
 * before stays, and with room again it is finished. */
static void
on_a_full_disk_it_stops(void **state)
{
	struct rlimit before, small;
	AUTO_BUF struct buf rows = BUF_INIT;
	AUTO_FREE char *expected = NULL, *got = NULL;
	struct practice *p;
	int64_t lines;

	make_rows(&rows);
	expected = whole("roomy.db", &rows);
	p = importing_new("full.db");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_IGN);
	small = before;
	small.rlim_cur = 900 * 1024;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	importing(p, "receipts", rows.s, ini);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(imported.ok);
	assert_int_equal(imported.e.code, ERR_IO);
	assert_non_null(strstr(imported.e.text, "The disk is full"));
	assert_non_null(strstr(imported.e.text, "run again goes on with the rest"));
	lines = number_of("SELECT count(*) FROM receipt_line");
	assert_int_equal(lines, imported.r.added);
	assert_true(lines < ROWS);
	importing(p, "receipts", rows.s, ini);
	counted(ROWS, ROWS - lines, 0, lines, 0);
	practice_close(p);
	got = dbfile_dump(importing_path());
	assert_string_equal(got, expected);
}

static volatile sig_atomic_t stop;

static void
stop_it(int permille, void *arg)
{
	stop = SIGTERM;
}

/* Told to end while a batch is under way. */
static void
stopped_it_says_how_far_it_came(void **state)
{
	struct import_options o = { .kind = "receipts", .stop = &stop,
	    .progress = stop_it };
	AUTO_BUF struct buf rows = BUF_INIT;
	AUTO_FREE char *expected = NULL, *got = NULL, *in = NULL;
	struct practice *p;

	make_rows(&rows);
	expected = whole("unstopped.db", &rows);
	p = importing_new("stopped.db");
	assert_false(importing_as(p, &o, rows.s, rows.len, ini));
	in = xasprintf("The import was stopped. Before that %ld row%s of the file went in; "
	    "the same import run again goes on with the rest.", imported.r.added,
	    imported.r.added == 1 ? "" : "s");
	assert_string_equal(imported.e.text, in);
	assert_true(imported.r.added > 0 && imported.r.added < ROWS);
	/* before the first row: nothing is in */
	assert_false(importing_as(p, &o, rows.s, rows.len, ini));
	assert_string_equal(imported.e.text,
	    "The import was stopped. Nothing of the file is in.");
	stop = 0;
	importing(p, "receipts", rows.s, ini);
	assert_true(imported.ok);
	assert_int_equal(imported.r.added + imported.r.unchanged, ROWS);
	practice_close(p);
	got = dbfile_dump(importing_path());
	assert_string_equal(got, expected);
}

static bool
import_file_number(const struct buf *rows, int i)
{
	struct practice *p = practice_open(importing_path(), "mara", NULL);
	AUTO_FREE char *file = test_path("two%d.csv", i);
	AUTO_FREE char *map = test_path("two%d.ini", i);
	struct import_options o = { .kind = "receipts", .path = file, .map = map };
	bool ok;

	/* files of its own: the other must not read one half written */
	test_write(file, rows->s, rows->len);
	test_write(map, ini, strlen(ini));
	ok = importing_as(p, &o, NULL, 0, NULL) && imported.r.refused == 0;
	practice_close(p);
	return ok;
}

/* Two at once with the same file: each row goes in once. */
static void
two_at_once_double_nothing(void **state)
{
	AUTO_BUF struct buf rows = BUF_INIT;
	AUTO_FREE char *found = NULL;
	pid_t child[2];
	int status, i;

	make_rows(&rows);
	practice_close(importing_new("two.db"));
	for (i = 0; i < 2; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			bool ok = import_file_number(&rows, i);

			buf_free(&rows);
			_exit(!ok);
		}
	}
	for (i = 0; i < 2; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(number_of("SELECT count(*) FROM receipt_line"), ROWS);
	assert_int_equal(number_of("SELECT count(*) FROM import_row"), ROWS);
	assert_int_equal(number_of("SELECT count(*) FROM client"), 200);
	found = dbfile_check(importing_path(), true);
	assert_string_equal(found, "");
}

TEST_MAIN(
    cmocka_unit_test(killed_it_is_finished_by_running_again),
    cmocka_unit_test(on_a_full_disk_it_stops),
    cmocka_unit_test(stopped_it_says_how_far_it_came),
    cmocka_unit_test(two_at_once_double_nothing))
