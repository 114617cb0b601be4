/*
 * test_zipcheck.c - proves that a damaged workbook is never called good.
 *
 * A good workbook is taken as written and then damaged in every way a disk can:
 * cut at each length, its bytes changed, a sheet with fewer rows or a hole in
 * it under a correct checksum, a part missing. The reader that a spreadsheet
 * would be decides nothing here: zipcheck itself must say no, with a sentence
 * that names the part.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/xlsx.h"
#include "exchange/zipcheck.h"
#include "tests/support/test.h"

enum { ROWS = 30 };

static const struct zipcheck_sheet good[] = { { ROWS + 1, -1 }, { 0, 0 } };

/* A workbook of two sheets and a chart; its path is owned. */
static char *
write_good(void)
{
	static const struct xlsx_column columns[] = { { "N", 0 }, { "T", 0 } };
	char *path = test_path("good.xlsx");
	struct err e = { 0 };
	struct xlsx *x = xlsx_new(file_out_open(path, &e), NULL, NULL, 0, &e);
	int sheet, i;

	assert_non_null(x);
	sheet = xlsx_sheet(x, "Data", columns, 2, true);
	for (i = 0; i < ROWS; i++) {
		xlsx_int(x, i);
		xlsx_text(x, "some text & <more>", XLSX_PLAIN);
		xlsx_end_row(x);
	}
	xlsx_sheet(x, "Chart", NULL, 0, false);
	xlsx_chart(x, 0, 0, &(struct xlsx_chart){ XLSX_CHART_LINE, "C", "N", sheet,
	    1, ROWS, 1, 0 });
	if (!xlsx_finish(x, &e))
		fail_msg("%s", e.text);
	return path;
}

static bool
check(const char *path, size_t sheets, struct err *e)
{
	err_clear(e);
	return zipcheck_workbook(path, good, sheets, e);
}

static void
expect_bad(const char *path, const char *words)
{
	struct err e;

	assert_false(check(path, 2, &e));
	assert_int_equal(e.code, ERR_IO);
	if (strstr(e.text, words) == NULL)
		fail_msg("«%s» does not say «%s»", e.text, words);
}

static void
accepts_what_was_written(void **state)
{
	AUTO_FREE char *path = write_good();
	struct err e;

	if (!check(path, 2, &e))
		fail_msg("%s", e.text);
	assert_int_equal(e.code, ERR_NONE);
}

/* Rows, bytes and the number of sheets must be those that were written. */
static void
counts_rows_bytes_and_sheets(void **state)
{
	AUTO_FREE char *path = write_good();
	struct zipcheck_sheet want[3] = { { ROWS, -1 }, { 0, 0 }, { 0, 0 } };
	struct err e;
	int64_t bytes, found = 0;

	assert_false(zipcheck_workbook(path, want, 2, &e));
	assert_non_null(strstr(e.text, "sheet1.xml has not all its rows"));
	want[0].rows = ROWS + 2;
	assert_false(zipcheck_workbook(path, want, 2, &e));
	want[0].rows = ROWS + 1;
	assert_true(zipcheck_workbook(path, want, 2, &e));
	for (bytes = 3500; bytes < 4000; bytes++) {
		want[0].bytes = bytes;
		found += zipcheck_workbook(path, want, 2, &e);
	}
	assert_int_equal(found, 1);	/* exactly one size is right */
	want[0].bytes = 1;
	assert_false(zipcheck_workbook(path, want, 2, &e));
	assert_non_null(strstr(e.text, "sheet1.xml has not all its cells"));
	want[0].bytes = -1;
	assert_false(zipcheck_workbook(path, want, 1, &e));
	assert_non_null(strstr(e.text, "sheet2.xml is a sheet too many"));
	assert_false(zipcheck_workbook(path, want, 3, &e));
	assert_non_null(strstr(e.text, "a sheet is missing"));
}

static void
refuses_every_cut(void **state)
{
	AUTO_FREE char *path = write_good(), *cut = test_path("cut.xlsx");
	AUTO_FREE char *bytes = NULL;
	size_t size, n;
	struct err e;

	bytes = test_read(path, &size);
	test_write(cut, bytes, size);
	for (n = size; n-- > 0; ) {
		assert_int_equal(truncate(cut, (off_t)n), 0);
		if (check(cut, 2, &e))
			fail_msg("a file cut to %zu of %zu bytes passed", n, size);
	}
}

static unsigned
at16(const char *p)
{
	return (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
}

/* Marks the bytes that carry the workbook: names and packed parts. What is left
 * are versions, times and attributes of the archive. */
static char *
mark_content(const char *bytes, size_t size)
{
	char *mark = xcalloc(1, size);
	size_t at = 0, name, packed;

	while (memcmp(bytes + at, "PK\3\4", 4) == 0) {
		name = at16(bytes + at + 26);
		packed = at16(bytes + at + 18);
		memset(mark + at + 30, 1, name);
		at += 30 + name + at16(bytes + at + 28);
		memset(mark + at, 1, packed);
		at += packed;
	}
	while (memcmp(bytes + at, "PK\1\2", 4) == 0) {
		name = at16(bytes + at + 28);
		memset(mark + at + 16, 1, 12);	/* CRC and sizes */
		memset(mark + at + 42, 1, 4 + name);
		at += 46 + name + at16(bytes + at + 30) + at16(bytes + at + 32);
	}
	assert_memory_equal(bytes + at, "PK\5\6", 4);
	assert_int_equal(at + 22, size);
	return mark;
}

/* Runs a Python script with those arguments; its exit status. */
static int
python(const char *script, const char *first, const char *second,
    const char **more, size_t n)
{
	char **argv = xcalloc(n + 6, sizeof(*argv));
	pid_t pid;
	int status;
	size_t i;

	argv[0] = xstrdup("python3");
	argv[1] = xstrdup("-c");
	argv[2] = xstrdup(script);
	argv[3] = xstrdup(first);
	argv[4] = xstrdup(second);
	for (i = 0; i < n; i++)
		argv[5 + i] = xstrdup(more[i]);
	pid = fork();
	if (pid == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	for (i = 0; i < n + 5; i++)
		free(argv[i]);
	free(argv);
	return status;
}

/*
 * One bit changed in every third byte of the content. A few changes of packed
 * bytes change nothing, a repetition is only taken from elsewhere: those may
 * pass, and another reader must find every part as it was.
 */
static void
refuses_changed_bytes(void **state)
{
	AUTO_FREE char *path = write_good(), *changed = test_path("flip.xlsx");
	AUTO_FREE char *bytes = NULL, *mark = NULL;
	static const char compare[] =
	    "import sys, zipfile\n"
	    "a = zipfile.ZipFile(sys.argv[1])\n"
	    "for i in range(int(sys.argv[2])):\n"
	    "    b = zipfile.ZipFile('%s.%d' % (sys.argv[1], i))\n"
	    "    assert a.namelist() == b.namelist()\n"
	    "    for name in a.namelist():\n"
	    "        assert a.read(name) == b.read(name), (i, name)\n";
	AUTO_FREE char *number = NULL;
	size_t size, i, marked = 0, passed = 0;
	struct err e;
	FILE *f;

	bytes = test_read(path, &size);
	mark = mark_content(bytes, size);
	test_write(changed, bytes, size);
	f = fopen(changed, "r+b");
	assert_non_null(f);
	for (i = 0; i < size; i += 3) {
		if (!mark[i])
			continue;
		marked++;
		fseek(f, (long)i, SEEK_SET);
		fputc((unsigned char)bytes[i] ^ 1 << i % 8, f);
		fflush(f);
		if (check(changed, 2, &e)) {
			AUTO_FREE char *copy = xasprintf("%s.%zu", path,
			    passed++);
			AUTO_FREE char *is = test_read(changed, NULL);
			test_write(copy, is, size);
		} else if (e.code != ERR_IO || text_bad_byte(e.text, strlen(e.text)) >= 0)
			fail_msg("byte %zu: no sentence", i);
		fseek(f, (long)i, SEEK_SET);
		fputc(bytes[i], f);
		fflush(f);
	}
	fclose(f);
	assert_true(check(changed, 2, &e));
	assert_true(marked > 1500 && passed < marked / 50);
	number = xasprintf("%zu", passed);
	assert_int_equal(python(compare, path, number, NULL, 0), 0);
}

/*
 * Packs the good workbook anew, with correct checksums, after each of `edits`,
 * Python expressions over `name` and `s` (the part's text); None leaves a part
 * out. Edit number i goes to FOLDER/i.xlsx.
 */
static void
repack(const char *path, const char *folder, const char **edits, size_t n)
{
	static const char script[] =
	    "import sys, zipfile\n"
	    "for k, edit in enumerate(sys.argv[3:]):\n"
	    "    to = '%s/%d.xlsx' % (sys.argv[2], k)\n"
	    "    with zipfile.ZipFile(sys.argv[1]) as i, "
	    "zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as o:\n"
	    "        for name in i.namelist():\n"
	    "            s = i.read(name).decode()\n"
	    "            s = eval(edit, {'name': name, 's': s})\n"
	    "            if s is not None:\n"
	    "                o.writestr(name, s.encode())\n";

	assert_int_equal(python(script, path, folder, edits, n), 0);
}

#define SHEET1 "s if 'sheet1.xml' not in name else "

/* What a full disk leaves: archives without fault around parts with holes. */
static void
refuses_holes_under_a_good_checksum(void **state)
{
	static const struct { const char *edit, *words; } cases[] = {
		{ SHEET1 "s[:-1]", "sheet1.xml is cut short" },
		{ SHEET1 "s[:len(s)//2]", "sheet1.xml is cut short" },
		{ SHEET1 "''", "sheet1.xml is cut short" },
		{ SHEET1 "s[:-12]", "sheet1.xml is cut short" },
		{ SHEET1 "s[:700]+s[900:]", "sheet1.xml" },
		{ SHEET1 "s.replace('</v>','',1)", "sheet1.xml is not well-formed" },
		{ SHEET1 "s.replace('</v>','</w>',1)", "is not well-formed" },
		{ SHEET1 "s.replace('<v>','<>',1)", "is not well-formed" },
		{ SHEET1 "s.replace('<v>','<v<v>',1)", "is not well-formed" },
		{ SHEET1 "s.replace(' r=\"A2\"',' r=\"A2',1)",
		    "is not well-formed" },
		{ SHEET1 "s + s[56:]", "is not well-formed" },
		{ SHEET1 "s + 'x'", "sheet1.xml" },
		{ SHEET1 "s + '<'", "sheet1.xml is cut short" },
		{ SHEET1 "s + '</worksheet>'", "is not well-formed" },
		{ SHEET1 "'<a>'*60 + '</a>'*60", "is not well-formed" },
		{ SHEET1 "s.replace('<row r=\"5\">','<raw r=\"5\">')",
		    "is not well-formed" },
		{ SHEET1 "s.replace('<row r=\"31\">','<raw>').replace("
		    "'</row></sheetData>','</raw></sheetData>')",
		    "sheet1.xml has not all its rows" },
		{ SHEET1 "s.replace('<sheetData>','<sheetData '+'x'*40000+'>')",
		    "is not well-formed" },
		{ "s if 'theme' not in name else s[:4096]",
		    "theme1.xml is cut short" },
		{ "s if 'theme' not in name else None", "theme1.xml is missing" },
		{ "s if 'workbook.xml' not in name else None",
		    "workbook.xml.rels is missing" },
		{ "s if 'Content' not in name else None",
		    "[Content_Types].xml is missing" },
		{ SHEET1 "None", "a sheet is missing" },
		{ "s if 'chart1' not in name else s[:-30]",
		    "chart1.xml is cut short" }
	};
	const char *edits[ARRAY_LEN(cases) + 1];
	AUTO_FREE char *path = write_good(), *same = NULL;
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		edits[i] = cases[i].edit;
	edits[i] = "s";
	repack(path, test_folder(), edits, ARRAY_LEN(edits));
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *bad = test_path("%zu.xlsx", i);
		expect_bad(bad, cases[i].words);
	}
	same = test_path("%zu.xlsx", i);
	if (!check(same, 2, &e))	/* without an edit it is good */
		fail_msg("%s", e.text);
}

/* Parts far larger than a block: tags fall on the borders of blocks. */
static void
reads_across_blocks(void **state)
{
	AUTO_FREE char *path = test_path("blocks.xlsx");
	struct err e = { 0 };
	struct xlsx *x = xlsx_new(file_out_open(path, &e), NULL, NULL, 0, &e);
	char text[64];
	int i, k;

	xlsx_sheet(x, "Data", NULL, 0, false);
	for (i = 0; i < 20000; i++) {
		for (k = 0; k <= i % 5; k++) {
			snprintf(text, sizeof(text), "%.*s", (i + k) % 40,
			    "some words of quite different length, cut");
			xlsx_text(x, text, XLSX_PLAIN);
		}
		xlsx_int(x, i);
		xlsx_end_row(x);
	}
	if (!xlsx_finish(x, &e))
		fail_msg("%s", e.text);
}

static void
refuses_what_is_no_workbook(void **state)
{
	AUTO_FREE char *path = test_path("none.xlsx");
	char zeros[4096] = { 0 };

	expect_bad("/nonexistent/m.xlsx", "cannot be opened");
	test_write(path, "", 0);
	expect_bad(path, "its directory is missing");
	test_write(path, zeros, sizeof(zeros));
	expect_bad(path, "its directory is missing");
	memcpy(zeros + sizeof(zeros) - 22, "PK\5\6", 4);
	test_write(path, zeros, sizeof(zeros));
	expect_bad(path, "its directory is cut short");
	test_write(path, zeros + sizeof(zeros) - 22, 22);
	expect_bad(path, "[Content_Types].xml is missing");
}

TEST_MAIN(
	cmocka_unit_test(accepts_what_was_written),
	cmocka_unit_test(counts_rows_bytes_and_sheets),
	cmocka_unit_test(refuses_every_cut),
	cmocka_unit_test(refuses_changed_bytes),
	cmocka_unit_test(refuses_holes_under_a_good_checksum),
	cmocka_unit_test(reads_across_blocks),
	cmocka_unit_test(refuses_what_is_no_workbook)
)
