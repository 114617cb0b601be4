/*
 * A full disk: what is there is read and shown, the sentence says that the disk is full,
 * and what is typed survives a dropped line in the folder that the machine keeps for the
 * account; with room again it is saved. Where there is no such folder that is said.
 */
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/disk.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define OFFERED "1 draft kept: "
#define FULL "The disk is full: nothing is saved."

static char *disk, *db, *runtime;
static char *env[2];
static struct term_setup setup = { .env = (const char *const *)env };

static void
carry(const char *from, const char *ending)
{
	AUTO_FREE char *source = xasprintf("%s%s", from, ending);
	AUTO_FREE char *target = xasprintf("%s%s", db, ending);
	AUTO_FREE char *bytes = NULL;
	size_t size;

	bytes = test_read(source, &size);
	test_write(target, bytes, size);
	assert_int_equal(chmod(target, S_IRUSR | S_IWUSR), 0);
}

/* A demo on a disk of its own. */
static int
begin(void **state)
{
	AUTO_FREE char *demo = front_demo();

	disk = test_path("disk");
	runtime = test_path("runtime");
	db = xasprintf("%s/p.db", disk);
	mkdir(runtime, 0700);
	env[0] = xasprintf("XDG_RUNTIME_DIR=%s", runtime);
	assert_true(disk_mount(disk, 4096));
	carry(demo, "");
	carry(demo, ".key");
	return 0;
}

static int
end(void **state)
{
	umount(disk);
	free(disk);
	free(db);
	free(runtime);
	free(env[0]);
	return 0;
}

static struct term *
login(void)
{
	return front_login(db, NULL, &setup);
}

static void
read_alone(void)
{
	static const char *const clients[] = { "client", "show", "3" };
	AUTO_FREE char *shown = front_run(0, "--db", db, clients[0], clients[1], clients[2],
	    (char *)NULL);
	AUTO_FREE char *report = front_run(0, "--db", db, "report", "monthly", "--month",
	    "2026-02", (char *)NULL);
	AUTO_FREE char *said = front_run(1, "--db", db, "client", "set", "3", "given=Zoe",
	    (char *)NULL);

	assert_non_null(strstr(shown, "Given name"));
	assert_non_null(strstr(report, "Monthly report"));
	assert_non_null(strstr(said, "The disk is full"));
	assert_null(strstr(said, "I/O"));
}

static void
walk(struct term *t)
{
	static const char *const tabs[] = { "2", "j", "<Enter>", "<Esc>", "5", "6", "7",
	    "8", "1" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(tabs); i++) {
		term_keys(t, tabs[i]);
		term_shows_not(t, "I/O");
		term_shows_not(t, "could not");
	}
}

/* Nobody has it open: not even SQLite's index of the log can be made. */
static void
what_is_there_is_read(void **state)
{
	struct term *t;

	disk_fill(disk);
	read_alone();
	t = login();
	term_shows(t, FULL);
	walk(t);
	term_keys(t, "2<Enter>");
	term_shows(t, FULL);
	term_keys(t, "<C-c>nZoe<C-s>");
	term_shows(t, "The disk is full");
	term_keys(t, "<C-x>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	disk_empty(disk);
	front_check(db);
}

/* What a killed program left in the log is read too. */
static void
the_log_is_read(void **state)
{
	struct term *t = login();

	term_keys(t, "2nZoe<Tab>Aardvark<C-s>");
	term_shows(t, "Added: ");
	term_signal(t, SIGKILL);
	assert_int_equal(term_leave(t, NULL), 128 + SIGKILL);
	disk_fill(disk);
	read_alone();
	t = login();
	term_keys(t, "2");
	term_shows(t, "Aardvark");
	assert_int_equal(term_leave(t, "QQ"), 0);
	disk_empty(disk);
	front_check(db);
}

/* Does the machine's own folder hold a draft? */
static bool
is_kept(void)
{
	AUTO_FREE char *files = xasprintf("%s/chairside/*.drafts/*.json", runtime);
	glob_t found;
	struct stat st;
	bool kept = glob(files, 0, NULL, &found) == 0;

	if (kept) {
		assert_int_equal(stat(found.gl_pathv[0], &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		globfree(&found);
	}
	return kept;
}

/* It fills up while somebody is at work. */
static void
a_dropped_line_keeps_the_form(void **state)
{
	struct term *t = login();

	term_keys(t, "2nNgozi<Tab>Okafor");
	disk_fill(disk);
	term_keys(t, "-Hart<C-s>");
	term_shows(t, "The disk is full");
	assert_int_equal(term_hangup(t), 0);
	assert_true(is_kept());
	/* still full: offered, and kept again */
	t = login();
	term_shows(t, OFFERED);
	term_keys(t, "<Enter>");
	term_shows(t, "Okafor-Hart");
	term_keys(t, "-Lee");
	assert_int_equal(term_hangup(t), 0);
	disk_empty(disk);
	t = login();
	term_shows(t, OFFERED);
	term_keys(t, "<Enter>");
	term_shows(t, "Okafor-Hart-Lee");
	term_keys(t, "<C-s>");
	term_shows(t, "Added: ");
	assert_int_equal(term_leave(t, "QQ"), 0);
	t = login();
	term_shows_not(t, OFFERED);
	assert_int_equal(term_leave(t, "QQ"), 0);
	assert_false(is_kept());
	front_check(db);
}

/* Nowhere is room: whoever leaves is told. */
static void
where_nothing_takes_it_that_is_said(void **state)
{
	struct term *t;

	free(env[0]);
	env[0] = xstrdup("XDG_RUNTIME_DIR=/nonexistent");
	t = login();
	term_keys(t, "2nNgozi");
	disk_fill(disk);
	term_keys(t, "<Esc>");
	term_shows(t, "What was typed could not be kept");
	term_shows(t, "Ngozi");
	assert_int_equal(term_stop(t), 1);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(what_is_there_is_read),
		CASE(the_log_is_read),
		CASE(a_dropped_line_keeps_the_form),
		CASE(where_nothing_takes_it_that_is_said),
	};

	if (!disk_allowed()) {
		printf("1..0 # SKIP no right to mount a small disk\n");
		return test_end(0);
	}
	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
