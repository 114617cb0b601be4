/*
 * Proves where the files lie that somebody over SSH may fetch: in a folder of their own, closed to
 * others, without what is older than a week; how a fetch is told; and what a mapping may be called.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/own_files.h"
#include "server/outbox.h"
#include "tests/support/clinic.h"

#define DAY 86400

static void
each_has_a_folder_of_their_own(void **state)
{
	AUTO_FREE char *path = clinic_new("own.db");
	struct practice *mara = clinic_open(path, "mara"), *ana;
	AUTO_FREE char *hers = NULL, *anas = NULL, *folder = xasprintf("%s.exports/staff-1", path);
	struct err err = { 0 };
	struct stat st;

	clinic_staff(mara, "ana", "front_desk");
	ana = clinic_open(path, "ana");
	hers = outbox_path(mara, "clients.csv", &err);
	anas = outbox_path(ana, "clients.csv", &err);
	OK(hers != NULL && anas != NULL);
	assert_string_not_equal(hers, anas);
	assert_int_equal(strncmp(hers, folder, strlen(folder)), 0);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	practice_close(ana);
	practice_close(mara);
}

static void
a_week_later_it_is_gone(void **state)
{
	AUTO_FREE char *path = clinic_new("week.db");
	struct practice *p = clinic_open(path, "mara");
	struct err err = { 0 };
	AUTO_FREE char *file = outbox_path(p, "old.csv", &err), *other = NULL;
	struct timespec then[2] = { { clock_now() - 7 * DAY, 0 }, { clock_now() - 7 * DAY, 0 } };

	OK(file != NULL);
	test_write(file, "x", 1);
	assert_int_equal(utimensat(AT_FDCWD, file, then, 0), 0);
	other = outbox_path(p, "new.csv", &err);
	assert_int_equal(access(file, F_OK), 0);
	then[1].tv_sec--;
	assert_int_equal(utimensat(AT_FDCWD, file, then, 0), 0);
	free(other);
	other = outbox_path(p, "new.csv", &err);
	assert_int_equal(access(file, F_OK), -1);
	practice_close(p);
}

static void
a_sweep_reaches_everybody(void **state)
{
	AUTO_FREE char *path = clinic_new("sweep.db");
	AUTO_FREE char *folder = xasprintf("%s.exports/print-7", path);
	AUTO_FREE char *paper = xasprintf("%s/1-book.html", folder);
	AUTO_FREE char *mapping = xasprintf("%s.exports/salon.ini", path);
	const struct timespec then[2] = { { 0, 0 }, { clock_now() - 7 * DAY - 1, 0 } };
	struct practice *p = clinic_open(path, "mara");
	struct err err = { 0 };
	AUTO_FREE char *old = outbox_path(p, "old.csv", &err);
	AUTO_FREE char *fresh = outbox_path(p, "new.csv", &err);
	const char *const files[] = { old, paper, mapping };
	size_t i;

	assert_int_equal(mkdir(folder, 0700), 0);
	test_write(fresh, "x", 1);
	for (i = 0; i < ARRAY_LEN(files); i++) {
		test_write(files[i], "x", 1);
		assert_int_equal(utimensat(AT_FDCWD, files[i], then, 0), 0);
	}
	own_files_sweep(path);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(paper, F_OK), -1);
	assert_int_equal(access(fresh, F_OK), 0);
	assert_int_equal(access(mapping, F_OK), 0);
	practice_close(p);
}

static void
a_fetch_is_told(void **state)
{
	AUTO_BUF struct buf out = BUF_INIT;

	setenv("SSH_CONNECTION", "192.0.2.7 50222 198.51.100.3 22", 1);
	assert_true(outbox_serves("mara"));
	assert_false(outbox_serves(NULL));
	outbox_tell("clients-2026-03-12.xlsx", &out);
	assert_non_null(strstr(out.s, "  ssh "));
	assert_non_null(strstr(out.s,
	    "@198.51.100.3 fetch clients-2026-03-12.xlsx > clients-2026-03-12.xlsx\n"));
	assert_non_null(strstr(out.s, "  plink "));
	unsetenv("SSH_CONNECTION");
	assert_false(outbox_serves("mara"));
}

static void
a_mapping_is_called_by_a_word(void **state)
{
	static const char *const wrong[] = { "", "../x", "a/b", ".x", "a.ini", "a b" };
	AUTO_FREE char *good = outbox_mapping("p.db", "salon-2026_a", NULL);
	struct err err;
	size_t i;

	assert_string_equal(good, "p.db.exports/salon-2026_a.ini");
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_null(outbox_mapping("p.db", wrong[i], &err));
		assert_int_equal(err.code, ERR_USAGE);
	}
}

TEST_MAIN(
	cmocka_unit_test(each_has_a_folder_of_their_own),
	cmocka_unit_test(a_week_later_it_is_gone),
	cmocka_unit_test(a_sweep_reaches_everybody),
	cmocka_unit_test(a_fetch_is_told),
	cmocka_unit_test(a_mapping_is_called_by_a_word))
