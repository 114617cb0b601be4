/*
 * test_xlsx_full.c - proves that a full disk never yields a damaged workbook.
 *
 * A disk of its own, some hundred kilobytes large, is mounted in sizes from too
 * small for anything to large enough, in a name space that nobody else sees. On
 * such a disk libxlsxwriter says "done" for a range of sizes and leaves an
 * archive without fault around sheets with holes; only reading back finds that.
 * At each size the answer is a sentence and the old file, or a whole workbook.
 *
 * Without the right to mount, the test is skipped; test_xlsx.c tries the same
 * with files that may not grow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>

#include "base/mem.h"
#include "exchange/xlsx.h"
#include "tests/support/disk.h"
#include "tests/support/test.h"

enum { SUCCEEDED = 0, FAILED = 1, BROKEN = 2, READ_BACK = 3 };
enum { STEP_KB = 16, LARGE_KB = 600 };

/* Three sheets, some 40 KB of cells each; in a child. */
static int
write_workbook(const void *path)
{
	static const struct xlsx_column columns[] = {
		{ "Day", 0 }, { "Client", 0 }, { "Price", 0 }
	};
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x = o != NULL ? xlsx_new(o, "Full", NULL, 0, &e) : NULL;
	char text[32];
	int i, k;

	if (o == NULL)
		return e.code == ERR_IO && e.text[0] != '\0' ? FAILED : BROKEN;
	if (x == NULL)
		return BROKEN;
	for (k = 1; k <= 3; k++) {
		snprintf(text, sizeof(text), "Sheet %d", k);
		xlsx_sheet(x, text, columns, ARRAY_LEN(columns), true);
		for (i = 0; i < 400; i++) {
			xlsx_date(x, 20000 + i);
			snprintf(text, sizeof(text), "Client %d", i * 7919);
			xlsx_text(x, text, XLSX_PLAIN);
			xlsx_money(x, i * 12345);
			xlsx_end_row(x);
		}
	}
	if (xlsx_finish(x, &e))
		return SUCCEEDED;
	if (e.code != ERR_IO || e.text[0] == '\0')
		return BROKEN;
	return strstr(e.text, "read back") != NULL ? READ_BACK : FAILED;
}

static void
is_whole_or_not_at_all(void **state)
{
	AUTO_FREE char *path = test_path("disk/m.xlsx");
	AUTO_FREE char *disk = test_path("disk");
	AUTO_FREE char *whole = NULL;
	int kb, ended, n[4] = { 0 };
	size_t whole_size = 0;

	for (kb = LARGE_KB; kb > 0; kb -= STEP_KB) {
		AUTO_FREE char *is = NULL;
		size_t size;

		assert_true(disk_mount(disk, kb));
		test_write(path, "old", 3);
		ended = test_in_child(write_workbook, path);
		assert_in_range(ended, SUCCEEDED, READ_BACK);
		assert_int_not_equal(ended, BROKEN);
		n[ended]++;
		is = test_read(path, &size);
		assert_int_equal(umount(disk), 0);
		if (ended != SUCCEEDED) {
			assert_string_equal(is, "old");
		} else if (whole == NULL) {
			whole = is;
			whole_size = size;
			is = NULL;
		} else {
			assert_int_equal(size, whole_size);
			assert_memory_equal(is, whole, size);
		}
	}
	/* All three ends were met, the dangerous one too. */
	assert_true(n[SUCCEEDED] > 1);
	assert_true(n[FAILED] > 1);
	assert_true(n[READ_BACK] > 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(is_whole_or_not_at_all)
	};

	if (!disk_allowed()) {
		printf("1..0 # SKIP no right to mount a small disk\n");
		return test_end(0);
	}
	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
