/*
 * test_xlsx.c - proves that what goes into a workbook comes out of it.
 *
 * Each case writes a real file and reads it back with tests/support/xlsx_read.py,
 * which shares no code with us or libxlsxwriter: values with their types,
 * formulas with their results, formats, what a sheet prints, charts. Then the
 * failures: a disk that takes no more, a folder that goes away, a file that
 * does not read back. On failure the target is as it was and nothing is left
 * beside it.
 */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "exchange/xlsx.h"
#include "exchange/xlsx_text.h"
#include "tests/support/test.h"

#define NOW INT64_C(1773324309)	/* 2026-03-12T14:05:09Z */

static struct xlsx *
begin(const char *path)
{
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x;

	if (o == NULL)
		fail_msg("%s", e.text);
	x = xlsx_new(o, "Month", "Clinic", NOW, &e);
	if (x == NULL)
		fail_msg("%s", e.text);
	return x;
}

static void
finish(struct xlsx *x)
{
	struct err e = { 0 };

	if (!xlsx_finish(x, &e))
		fail_msg("%s", e.text);
}

/* What the reader prints after a first newline; owned. */
static char *
run_reader(const char *option, const char *sheet, const char *path, int *status)
{
	AUTO_FREE char *script = test_source("tests/support/xlsx_read.py");
	struct buf printed = BUF_INIT;
	char block[4096];
	int ends[2];
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execlp("python3", "python3", script, option, path,
		    sheet != NULL ? "--sheet" : NULL, sheet, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	buf_addc(&printed, '\n');
	while ((n = read(ends[0], block, sizeof(block))) > 0)
		buf_add(&printed, block, (size_t)n);
	close(ends[0]);
	assert_int_equal(waitpid(pid, status, 0), pid);
	return buf_steal(&printed);
}

/* The workbook as lines, each between newlines; owned. */
static char *
read_back(const char *path)
{
	int status;
	char *lines = run_reader("--lines", NULL, path, &status);

	if (status != 0)
		fail_msg("%s: the reader refuses it", path);
	return lines;
}

static bool
has_line(const char *lines, const char *line)
{
	AUTO_FREE char *whole = xasprintf("\n%s\n", line);

	return strstr(lines, whole) != NULL;
}

static void
expect(const char *lines, const char *line)
{
	if (!has_line(lines, line))
		fail_msg("there is no line «%s» in:%s", line, lines);
}

static void
expect_no_cell(const char *lines, const char *cell)
{
	AUTO_FREE char *begins = xasprintf("\n%s\t", cell);

	if (strstr(lines, begins) != NULL)
		fail_msg("there is a cell %s in:%s", cell, lines);
}

/* ------------------------------------------------------------------ cells */

static void
writes_every_kind_of_cell(void **state)
{
	AUTO_FREE char *path = test_path("kinds.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);

	xlsx_sheet(x, "Data", NULL, 0, false);
	xlsx_text(x, "plain", XLSX_PLAIN);
	xlsx_text(x, "bold", XLSX_BOLD);
	xlsx_text(x, "note", XLSX_NOTE);
	xlsx_text(x, "0664123", XLSX_PLAIN);
	xlsx_text(x, "=1+1", XLSX_PLAIN);
	xlsx_text(x, NULL, XLSX_BOLD);
	xlsx_text(x, "", XLSX_BOLD);
	xlsx_end_row(x);
	xlsx_int(x, -42);
	xlsx_int(x, INT64_C(999999999999999));
	xlsx_int(x, INT64_C(1000000000000000));
	xlsx_number(x, 0.25, 2);
	xlsx_number(x, 1.5, 0);
	xlsx_percent(x, 12.5);
	xlsx_bool(x, true);
	xlsx_blank(x);
	xlsx_bool(x, false);
	xlsx_end_row(x);
	xlsx_formula(x, "=1+1", 2, 0);
	xlsx_formula(x, "=A1/3", 1.0 / 3, 4);
	xlsx_formula_points(x, "=12.5-11", 1.5);
	xlsx_text(x, "incomplete", XLSX_ABSENT);
	xlsx_formula_text(x, "=IF(1<2,\"yes & no\",\"\")", "yes & no", XLSX_PLAIN);
	xlsx_end_row(x);
	finish(x);

	lines = read_back(path);
	expect(lines, "Data!A1\ttext\t\"plain\"");
	expect(lines, "Data!B1\ttext\t\"bold\"\tbold");
	expect(lines, "Data!C1\ttext\t\"note\"\twrap");
	expect(lines, "Data!D1\ttext\t\"0664123\"");
	expect(lines, "Data!E1\ttext\t\"=1+1\"");
	expect_no_cell(lines, "Data!F1");
	expect_no_cell(lines, "Data!G1");
	expect(lines, "Data!A2\tnumber\t-42\tformat=0");
	expect(lines, "Data!B2\tnumber\t999999999999999\tformat=0");
	expect(lines, "Data!C2\ttext\t\"1000000000000000\"");
	expect(lines, "Data!D2\tnumber\t0.25\tformat=#,##0.00");
	expect(lines, "Data!E2\tnumber\t1.5\tformat=#,##0");
	expect(lines, "Data!F2\tnumber\t12.5\tformat=0.0\" %\"");
	expect(lines, "Data!G2\tbool\ttrue");
	expect_no_cell(lines, "Data!H2");
	expect(lines, "Data!I2\tbool\tfalse");
	expect(lines, "Data!A3\tnumber\t2\tformula=1+1\tformat=#,##0");
	expect(lines, "Data!B3\tnumber\t0.3333333333333333\tformula=A1/3"
	    "\tformat=#,##0.0000");
	expect(lines, "Data!C3\tnumber\t1.5\tformula=12.5-11\tformat=0.0\" pts\"");
	expect(lines, "Data!D3\ttext\t\"incomplete\"\tcolor=666666");
	expect(lines, "Data!E3\ttext\t\"yes & no\""
	    "\tformula=IF(1<2,\"yes & no\",\"\")");
	expect(lines, "property\ttitle\t\"Month\"");
	expect(lines, "property\tcreator\t\"Clinic\"");
	expect(lines, "property\tcreated\t\"2026-03-12T14:05:09Z\"");
}

/* The stored number is the exact amount, more than the two decimals shown. */
static void
keeps_money_exact(void **state)
{
	AUTO_FREE char *path = test_path("money.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);

	xlsx_sheet(x, "Data", NULL, 0, false);
	xlsx_money(x, 40320);
	xlsx_money(x, -1);
	xlsx_money(x, 344726400);
	xlsx_money(x, MONEY_MAX);
	xlsx_money(x, 0);
	xlsx_end_row(x);
	finish(x);

	lines = read_back(path);
	expect(lines, "Data!A1\tnumber\t4.032\tformat=#,##0.00");
	expect(lines, "Data!B1\tnumber\t-0.0001\tformat=#,##0.00");
	expect(lines, "Data!C1\tnumber\t34472.64\tformat=#,##0.00");
	expect(lines, "Data!D1\tnumber\t99999999999.9999\tformat=#,##0.00");
	expect(lines, "Data!E1\tnumber\t0\tformat=#,##0.00");
}

/* A number that is none would make the file unreadable. */
static void
leaves_nan_and_infinity_blank(void **state)
{
	AUTO_FREE char *path = test_path("nan.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);

	xlsx_sheet(x, "Data", NULL, 0, false);
	xlsx_number(x, NAN, 2);
	xlsx_number(x, INFINITY, 2);
	xlsx_percent(x, NAN);
	xlsx_formula(x, "=0/0", NAN, 2);
	xlsx_formula(x, "=1/0", -INFINITY, 2);
	xlsx_end_row(x);
	finish(x);

	lines = read_back(path);
	expect_no_cell(lines, "Data!A1");
	expect_no_cell(lines, "Data!B1");
	expect_no_cell(lines, "Data!C1");
	expect(lines, "Data!D1\ttext\t\"\"\tformula=0/0\tformat=#,##0.00");
	expect(lines, "Data!E1\ttext\t\"\"\tformula=1/0\tformat=#,##0.00");
}

/* Serial numbers only where all spreadsheets mean the same day: behind the 29 February 1900
 * that some know and the calendar does not. */
static void
writes_true_dates(void **state)
{
	AUTO_FREE char *path = test_path("dates.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);

	xlsx_sheet(x, "Data", NULL, 0, false);
	xlsx_date(x, date_make(2026, 3, 12));
	xlsx_date(x, date_make(1900, 1, 1));
	xlsx_date(x, date_make(1900, 2, 28));
	xlsx_date(x, date_make(1900, 3, 1));
	xlsx_date(x, date_make(1899, 12, 31));
	xlsx_date(x, DATE_NONE);
	xlsx_date(x, date_make(9999, 12, 31));
	xlsx_date(x, date_make(1970, 1, 1));
	xlsx_end_row(x);
	finish(x);

	lines = read_back(path);
	expect(lines, "Data!A1\tdate\t\"2026-03-12\"\tnumber=46093"
	    "\tformat=yyyy-mm-dd");
	expect(lines, "Data!B1\ttext\t\"1900-01-01\"");
	expect(lines, "Data!C1\ttext\t\"1900-02-28\"");
	expect(lines, "Data!D1\tdate\t\"1900-03-01\"\tnumber=61"
	    "\tformat=yyyy-mm-dd");
	expect(lines, "Data!E1\ttext\t\"1899-12-31\"");
	expect_no_cell(lines, "Data!F1");
	expect(lines, "Data!G1\tdate\t\"9999-12-31\"\tnumber=2958465"
	    "\tformat=yyyy-mm-dd");
	expect(lines, "Data!H1\tdate\t\"1970-01-01\"\tnumber=25569"
	    "\tformat=yyyy-mm-dd");
}

/* Times are fractions of a day; instants are shown in the clinic's zone, here
 * once in summer and once in winter time. */
static void
writes_times_of_the_clinic(void **state)
{
	AUTO_FREE char *path = test_path("times.xlsx"), *lines = NULL;
	struct xlsx *x;

	assert_true(clock_set_zone("Europe/Vienna", NULL));
	x = begin(path);
	xlsx_sheet(x, "Data", NULL, 0, false);
	xlsx_time(x, 14 * 60 + 30);
	xlsx_time(x, 0);
	xlsx_time(x, 1439);
	xlsx_time(x, -1);
	xlsx_instant(x, INT64_C(1784124000));	/* 2026-07-15T14:00:00Z */
	xlsx_instant(x, NOW);
	xlsx_instant(x, INT64_C(-3000000000));	/* 1874 */
	xlsx_end_row(x);
	finish(x);
	assert_true(clock_set_zone("UTC", NULL));

	lines = read_back(path);
	expect(lines, "Data!A1\ttime\t\"14:30:00\"\tnumber=0.604166667"
	    "\tformat=hh:mm");
	expect(lines, "Data!B1\ttime\t\"00:00:00\"\tnumber=0\tformat=hh:mm");
	expect(lines, "Data!C1\ttime\t\"23:59:00\"\tnumber=0.999305556"
	    "\tformat=hh:mm");
	expect_no_cell(lines, "Data!D1");
	expect(lines, "Data!E1\tdatetime\t\"2026-07-15T16:00:00\""
	    "\tnumber=46218.666666667\tformat=yyyy-mm-dd hh:mm");
	assert_non_null(strstr(lines, "\nData!F1\tdatetime\t"
	    "\"2026-03-12T15:05:09\"\t"));
	expect(lines, "Data!G1\ttext\t\"1874-12-07T18:40:00Z\"");
}

/* The minute of its day that a reader shows which cuts off what lies behind it. */
static int
minute_cut_off(const char *lines, char column, int row)
{
	AUTO_FREE char *begins = xasprintf("\nData!%c%d\t", column, row);
	const char *line = strstr(lines, begins), *number;
	double stored;

	assert_non_null(line);
	number = strstr(line, "\tnumber=");
	assert_non_null(number);
	stored = strtod(number + strlen("\tnumber="), NULL);
	return (int)((stored - (double)(long)stored) * 86400) / 60;
}

static void
no_minute_lies_below_itself(void **state)
{
	AUTO_FREE char *path = test_path("minutes.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	int i;

	xlsx_sheet(x, "Data", NULL, 0, false);
	for (i = 0; i < 1440; i++) {
		xlsx_time(x, i);
		xlsx_instant(x, INT64_C(1784073600) + i * 60);	/* 2026-07-15 */
		xlsx_instant(x, INT64_C(-2203804800) + i * 60);	/* 1900-03-02 */
		xlsx_instant(x, INT64_C(4133894400) + i * 60);	/* 2100-12-31 */
		xlsx_end_row(x);
	}
	finish(x);
	lines = read_back(path);
	for (i = 0; i < 1440; i++) {
		assert_int_equal(minute_cut_off(lines, 'A', i + 1), i);
		assert_int_equal(minute_cut_off(lines, 'B', i + 1), i);
		assert_int_equal(minute_cut_off(lines, 'C', i + 1), i);
		assert_int_equal(minute_cut_off(lines, 'D', i + 1), i);
	}
}

/* ------------------------------------------------------------------- text */

static void
shows_what_was_typed(void **state)
{
	AUTO_FREE char *path = test_path("text.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	size_t i;
	static const char *const typed[] = {
		"a\x1b[31mb\r\x7f", "_x0041_", "_x0041\x1b", "_x005F_x0041_",
		"__x0041_x0042_", "bad \xff\xc3(\xed\xa0\x80", "<a href=\"x\">&amp;",
		"  spaces  ", "two\nlines\tand a tab", "😀 e\xcc\x81 山田",
		"\xef\xbf\xbe\xef\xbf\xbf", "\x01", "_x00", "x_xZZZZ_"
	};

	xlsx_sheet(x, "Data", NULL, 0, false);
	for (i = 0; i < ARRAY_LEN(typed); i++) {
		xlsx_text(x, typed[i], XLSX_PLAIN);
		xlsx_end_row(x);
	}
	xlsx_formula_text(x, "=A1", "_x0041_\x02\xff", XLSX_PLAIN);
	xlsx_end_row(x);
	finish(x);

	lines = read_back(path);
	expect(lines, "Data!A1\ttext\t\"a\\u001b[31mb\\r\x7f\"");
	expect(lines, "Data!A2\ttext\t\"_x0041_\"");
	expect(lines, "Data!A3\ttext\t\"_x0041\\u001b\"");
	expect(lines, "Data!A4\ttext\t\"_x005F_x0041_\"");
	expect(lines, "Data!A5\ttext\t\"__x0041_x0042_\"");
	expect(lines, "Data!A6\ttext\t\"bad ��(���\"");
	expect(lines, "Data!A7\ttext\t\"<a href=\\\"x\\\">&amp;\"");
	expect(lines, "Data!A8\ttext\t\"  spaces  \"");
	expect(lines, "Data!A9\ttext\t\"two\\nlines\\tand a tab\"");
	expect(lines, "Data!A10\ttext\t\"😀 e\xcc\x81 山田\"");
	expect(lines, "Data!A11\ttext\t\"\xef\xbf\xbe\xef\xbf\xbf\"");
	expect(lines, "Data!A12\ttext\t\"\\u0001\"");
	expect(lines, "Data!A13\ttext\t\"_x00\"");
	expect(lines, "Data!A14\ttext\t\"x_xZZZZ_\"");
	expect(lines, "Data!A15\ttext\t\"_x0041_\\u0002�\"\tformula=A1");
}

/* `n` times `unit`; owned. */
static char *
repeat(const char *unit, size_t n)
{
	struct buf b = BUF_INIT;

	while (n-- > 0)
		buf_adds(&b, unit);
	return buf_steal(&b);
}

static void
expect_cut(const char *unit, size_t n, size_t kept)
{
	struct buf b AUTO_BUF = BUF_INIT;
	AUTO_FREE char *s = repeat(unit, n), *want = repeat(unit, kept);
	AUTO_FREE char *cut = xasprintf("%s…", want);

	assert_string_equal(xlsx_clean(&b, s), kept == n ? s : cut);
}

/* 32,767 UTF-16 units pass whole; one more and the text ends in "…". */
static void
cuts_long_text(void **state)
{
	struct buf b AUTO_BUF = BUF_INIT;
	AUTO_FREE char *path = test_path("long.xlsx"), *lines = NULL;
	AUTO_FREE char *whole = repeat("x", 32767), *more = repeat("y", 32768);
	AUTO_FREE char *escapes = repeat("\x1b", 32768), *line = NULL;
	struct xlsx *x;
	const char *cut;

	expect_cut("a", 32767, 32767);
	expect_cut("a", 32768, 32766);
	expect_cut("é", 32767, 32767);
	expect_cut("é", 40000, 32766);
	expect_cut("😀", 16383, 16383);
	expect_cut("😀", 16384, 16383);
	cut = xlsx_clean(&b, escapes);
	assert_int_equal(strlen(cut), 4680 * 7 + strlen("…"));
	assert_string_equal(cut + 4679 * 7, "_x001B_…");

	x = begin(path);
	xlsx_sheet(x, "Data", NULL, 0, false);
	xlsx_text(x, whole, XLSX_PLAIN);
	xlsx_text(x, more, XLSX_PLAIN);
	xlsx_text(x, escapes, XLSX_PLAIN);
	xlsx_end_row(x);
	finish(x);
	lines = read_back(path);
	line = xasprintf("Data!A1\ttext\t\"%s\"", whole);
	expect(lines, line);
	more[32766] = '\0';
	free(line);
	line = xasprintf("Data!B1\ttext\t\"%s…\"", more);
	expect(lines, line);
}

/* ----------------------------------------------------------------- sheets */

static const struct xlsx_column columns[] = {
	{ "Day", 11 }, { "Client", 24 }, { "Price", 0 }
};

static void
write_rows(struct xlsx *x, int n)
{
	int i;

	for (i = 1; i <= n; i++) {
		xlsx_date(x, date_make(2026, 3, i));
		xlsx_text(x, i % 2 == 0 ? "Ann" : "Bo", XLSX_PLAIN);
		xlsx_money(x, i * MONEY_UNIT);
		xlsx_end_row(x);
	}
}

static void
dresses_a_sheet(void **state)
{
	AUTO_FREE char *path = test_path("dress.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	static const double widths[] = { 30, 0, 8 };

	xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	assert_int_equal(xlsx_row(x), 1);
	write_rows(x, 4);
	xlsx_sheet(x, "No filter", columns, ARRAY_LEN(columns), false);
	xlsx_sheet(x, "Free", NULL, 0, false);
	xlsx_widths(x, widths, ARRAY_LEN(widths));
	assert_int_equal(xlsx_row(x), 0);
	xlsx_end_row(x);
	xlsx_text(x, "below a blank row", XLSX_TITLE);
	xlsx_end_row(x);
	finish(x);

	lines = read_back(path);
	expect(lines, "Sales!A1\ttext\t\"Day\"\tfill=E7EEF5\tbold\twrap");
	expect(lines, "Sales!C1\ttext\t\"Price\"\tfill=E7EEF5\tbold\twrap");
	expect(lines, "Sales!B5\ttext\t\"Ann\"");
	expect(lines, "Sales\trows\t5");
	expect(lines, "Sales\tfreeze\t\"A2\"");
	expect(lines, "Sales\tprint_titles\t\"$1:$1\"");
	expect(lines, "Sales\tautofilter\t\"A1:C5\"");
	expect(lines, "Sales\tlandscape\ttrue");
	expect(lines, "Sales\tfit_width\t1");
	expect(lines, "Sales\tfit_height\t0");
	expect(lines, "Sales\twidths\t[11.7109375, 24.7109375, 12.7109375]");
	expect(lines, "No filter\tautofilter\tnull");
	expect(lines, "No filter\tfreeze\t\"A2\"");
	expect(lines, "No filter\trows\t1");
	expect(lines, "Free\tfreeze\tnull");
	expect(lines, "Free\tprint_titles\tnull");
	expect(lines, "Free\tlandscape\ttrue");
	expect(lines, "Free\twidths\t[30.7109375, 12.7109375, 8.7109375]");
	expect(lines, "Free\tstored_rows\t1");
	expect(lines, "Free!A2\ttext\t\"below a blank row\"\tbold");
}

/* A month with nothing in it is a good workbook too. */
static void
writes_empty_sheets(void **state)
{
	AUTO_FREE char *path = test_path("empty.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	int sheet = xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);

	xlsx_sheet(x, "Nothing", NULL, 0, false);
	xlsx_chart(x, 1, 1, &(struct xlsx_chart){ XLSX_CHART_BAR, "None", "None", sheet,
	    1, 0, 0, 2 });
	finish(x);

	lines = read_back(path);
	expect(lines, "Sales\trows\t1");
	expect(lines, "Sales\tautofilter\t\"A1:C1\"");
	expect(lines, "Nothing\trows\t0");
	assert_null(strstr(lines, "\tchart\t"));
}

static void
goes_on_as_second_sheet(void **state)
{
	AUTO_FREE char *path = test_path("parts.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	int sheet;

	xlsx_set_row_limit(x, 3);
	sheet = xlsx_sheet(x, "Sessions", columns, ARRAY_LEN(columns), true);
	write_rows(x, 3);
	assert_int_equal(xlsx_parts(x, sheet), 1);
	assert_int_equal(xlsx_row(x), 1);
	write_rows(x, 4);
	assert_int_equal(xlsx_parts(x, sheet), 3);
	assert_string_equal(xlsx_part_name(x, sheet, 0), "Sessions");
	assert_string_equal(xlsx_part_name(x, sheet, 2), "Sessions 3");
	assert_int_equal(xlsx_part_rows(x, sheet, 0), 3);
	assert_int_equal(xlsx_part_rows(x, sheet, 1), 3);
	assert_int_equal(xlsx_part_rows(x, sheet, 2), 1);
	assert_int_equal(xlsx_row(x), 2);
	xlsx_sheet(x, "Exact", columns, ARRAY_LEN(columns), true);
	write_rows(x, 3);
	sheet = xlsx_sheet(x, "Free", NULL, 0, false);
	write_rows(x, 4);
	assert_int_equal(xlsx_parts(x, sheet), 2);
	finish(x);

	lines = read_back(path);
	expect(lines, "Sessions\trows\t4");
	expect(lines, "Sessions!A4\tdate\t\"2026-03-03\"\tnumber=46084"
	    "\tformat=yyyy-mm-dd");
	expect(lines, "Sessions\tautofilter\t\"A1:C4\"");
	expect(lines, "Sessions 2\trows\t4");
	expect(lines, "Sessions 2\tfreeze\t\"A2\"");
	expect(lines, "Sessions 2\tprint_titles\t\"$1:$1\"");
	expect(lines, "Sessions 2\twidths\t[11.7109375, 24.7109375, 12.7109375]");
	expect(lines, "Sessions 2!B1\ttext\t\"Client\"\tfill=E7EEF5\tbold\twrap");
	expect(lines, "Sessions 2!C2\tnumber\t1\tformat=#,##0.00");
	expect(lines, "Sessions 3\trows\t2");
	expect(lines, "Sessions 3\tautofilter\t\"A1:C2\"");
	expect(lines, "Sessions 3!C2\tnumber\t4\tformat=#,##0.00");
	expect(lines, "Exact\trows\t4");
	assert_null(strstr(lines, "\nExact 2\t"));
	expect(lines, "Free\trows\t3");
	expect(lines, "Free 2\trows\t1");
	expect(lines, "Free 2!C1\tnumber\t4\tformat=#,##0.00");
}

/* The summary stands first, though its totals are known last. */
static void
comes_back_to_an_earlier_sheet(void **state)
{
	AUTO_FREE char *path = test_path("select.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	int summary = xlsx_sheet(x, "Summary", NULL, 0, false);
	int sales;

	xlsx_one_page(x);
	xlsx_text(x, "Month", XLSX_TITLE);
	xlsx_end_row(x);
	xlsx_freeze(x);
	sales = xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	write_rows(x, 3);
	xlsx_select(x, summary);
	assert_int_equal(xlsx_row(x), 1);
	xlsx_text(x, "Sales", XLSX_PLAIN);
	xlsx_formula(x, "=SUM('Sales'!C2:C4)", 6, 2);
	xlsx_end_row(x);
	xlsx_select(x, sales);
	write_rows(x, 1);
	finish(x);

	lines = read_back(path);
	assert_true(strstr(lines, "\nSummary\trows\t2\n") <
	    strstr(lines, "\nSales\trows\t5\n"));
	expect(lines, "Summary!A1\ttext\t\"Month\"\tbold");
	expect(lines, "Summary\tfreeze\t\"A2\"");
	expect(lines, "Summary\tlandscape\tfalse");
	expect(lines, "Summary\tfit_width\t1");
	expect(lines, "Summary\tfit_height\t1");
	expect(lines, "Summary!B2\tnumber\t6\tformula=SUM('Sales'!C2:C4)"
	    "\tformat=#,##0.00");
	expect(lines, "Sales\tautofilter\t\"A1:C5\"");
}

/* A total over all parts of a sheet needs their ranges; an empty part's is not
 * its header. */
static void
names_ranges_for_formulas(void **state)
{
	struct buf range AUTO_BUF = BUF_INIT;
	AUTO_FREE char *path = test_path("ranges.xlsx");
	struct xlsx *x = begin(path);
	int sales, empty, loose;

	xlsx_set_row_limit(x, 3);
	sales = xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	write_rows(x, 5);
	empty = xlsx_sheet(x, "Empty", columns, ARRAY_LEN(columns), true);
	loose = xlsx_sheet(x, "Free", NULL, 0, false);
	write_rows(x, 1);
	xlsx_range(x, sales, 0, 2, &range);
	buf_addc(&range, ' ');
	xlsx_range(x, sales, 1, 27, &range);
	buf_addc(&range, ' ');
	xlsx_range(x, empty, 0, 0, &range);
	buf_addc(&range, ' ');
	xlsx_range(x, loose, 0, 0, &range);
	assert_string_equal(range.s, "'Sales'!$C$2:$C$4 'Sales 2'!$AB$2:$AB$3 "
	    "'Empty'!$A$2:$A$2 'Free'!$A$1:$A$1");
	finish(x);
}

static void
draws_native_charts(void **state)
{
	AUTO_FREE char *path = test_path("charts.xlsx"), *lines = NULL;
	struct xlsx *x = begin(path);
	int sales = xlsx_sheet(x, "By day", columns, ARRAY_LEN(columns), false);

	write_rows(x, 5);
	xlsx_sheet(x, "Summary", NULL, 0, false);
	xlsx_chart(x, 3, 1, &(struct xlsx_chart){ XLSX_CHART_COLUMN, "Sales & tax by day", "Net", sales,
	    1, 5, 0, 2 });
	xlsx_chart(x, 20, 1, &(struct xlsx_chart){ XLSX_CHART_BAR, "By client", "Net", sales,
	    1, 5, 1, 2 });
	xlsx_chart(x, 40, 8, &(struct xlsx_chart){ XLSX_CHART_LINE, "Course", "Net", sales,
	    1, 5, 0, 2 });
	finish(x);

	lines = read_back(path);
	expect(lines, "Summary\tchart\t\"column\"\t\"Sales & tax by day\""
	    "\t\"B4\"\t\"Net\"\t'By day'!$A$2:$A$6\tnumber"
	    "\t'By day'!$C$2:$C$6\tnone");
	/* from the left to the right, and the first row on top */
	expect(lines, "Summary\tchart\t\"bar\"\t\"By client\"\t\"B21\"\t\"Net\""
	    "\t'By day'!$B$2:$B$6\ttext\t'By day'!$C$2:$C$6\tcategories");
	expect(lines, "Summary\tchart\t\"line\"\t\"Course\"\t\"I41\"\t\"Net\""
	    "\t'By day'!$A$2:$A$6\tnumber\t'By day'!$C$2:$C$6\tnone");
}

/* ------------------------------------------------------------ whole files */

static void
write_month(const char *path, instant created)
{
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x = xlsx_new(o, "Month", NULL, created, &e);
	int sales;

	assert_non_null(x);
	sales = xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	write_rows(x, 20);
	xlsx_chart(x, 1, 5, &(struct xlsx_chart){ XLSX_CHART_LINE, "L", "s", sales,
	    1, 20, 0, 2 });
	finish(x);
}

static bool
same_bytes(const char *a, const char *b)
{
	size_t na, nb;
	AUTO_FREE char *sa = test_read(a, &na), *sb = test_read(b, &nb);

	return na == nb && memcmp(sa, sb, na) == 0;
}

/* The same cells and the same `created` are the same bytes. */
static void
is_the_same_for_the_same_time(void **state)
{
	AUTO_FREE char *a = test_path("same-a.xlsx");
	AUTO_FREE char *b = test_path("same-b.xlsx");
	AUTO_FREE char *c = test_path("same-c.xlsx");

	AUTO_FREE char *lines = NULL;

	write_month(a, NOW);
	write_month(b, NOW);
	write_month(c, 0);
	assert_true(same_bytes(a, b));
	assert_false(same_bytes(a, c));
	lines = read_back(c);
	expect(lines, "property\tcreated\t\"1970-01-01T00:00:01Z\"");
}

/* The reader all this rests on: its other modes, and that it refuses. */
static void
the_reader_shows_and_refuses(void **state)
{
	AUTO_FREE char *path = test_path("reader.xlsx"), *bytes = NULL;
	AUTO_FREE char *values = NULL, *summary = NULL, *none = NULL;
	AUTO_FREE char *damaged = NULL;
	struct xlsx *x = begin(path);
	size_t size;
	int status;

	xlsx_sheet(x, "One", NULL, 0, false);
	xlsx_sheet(x, "Two", NULL, 0, false);
	xlsx_text(x, "a", XLSX_PLAIN);
	xlsx_blank(x);
	xlsx_int(x, 7);
	xlsx_end_row(x);
	finish(x);
	values = run_reader("--values", "Two", path, &status);
	assert_int_equal(status, 0);
	assert_string_equal(values, "\n{\n \"Two\": [\n  [\n   \"a\",\n"
	    "   null,\n   7\n  ]\n ]\n}\n");
	summary = run_reader("--summary", NULL, path, &status);
	assert_int_equal(status, 0);
	assert_non_null(strstr(summary, "\"name\": \"One\""));
	assert_null(strstr(summary, "\"cells\""));
	none = run_reader("--lines", "Three", path, &status);
	assert_int_not_equal(status, 0);
	bytes = test_read(path, &size);
	bytes[size / 2] ^= 1;
	test_write(path, bytes, size);
	damaged = run_reader("--lines", NULL, path, &status);
	assert_int_not_equal(status, 0);
	assert_string_equal(damaged, "\n");
}

static int
entries(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *found;
	int n = 0;

	assert_non_null(d);
	while ((found = readdir(d)) != NULL)
		n += found->d_name[0] != '.' || strlen(found->d_name) > 2;
	closedir(d);
	return n;
}

static char *
new_folder(const char *name)
{
	char *folder = test_path("%s", name);

	assert_int_equal(mkdir(folder, 0700), 0);
	return folder;
}

/* Nothing but the workbook is left beside it, and an older one is replaced. */
static void
leaves_nothing_beside_it(void **state)
{
	AUTO_FREE char *folder = new_folder("beside");
	AUTO_FREE char *path = xasprintf("%s/m.xlsx", folder), *lines = NULL;

	test_write(path, "old", 3);
	write_month(path, NOW);
	assert_int_equal(entries(folder), 1);
	lines = read_back(path);
	expect(lines, "Sales\trows\t21");
}

static void
abort_leaves_the_target_alone(void **state)
{
	AUTO_FREE char *folder = new_folder("abort");
	AUTO_FREE char *path = xasprintf("%s/m.xlsx", folder), *is = NULL;
	struct xlsx *x;

	test_write(path, "old", 3);
	x = begin(path);
	xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	write_rows(x, 20);
	xlsx_sheet(x, "More", NULL, 0, false);
	xlsx_text(x, "in the middle of a row", XLSX_PLAIN);
	xlsx_abort(x);
	assert_int_equal(entries(folder), 1);
	is = test_read(path, NULL);
	assert_string_equal(is, "old");
	xlsx_abort(NULL);
}

/* --------------------------------------------------------------- failures */

enum { SUCCEEDED = 0, FAILED = 1, BROKEN = 2 };

/* Writes some 60 KB of cells and says how it ended; runs in a child. */
static int
write_big(const char *path)
{
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x = o != NULL ? xlsx_new(o, "Big", NULL, NOW, &e) : NULL;
	int i;

	if (o == NULL)
		return e.code == ERR_IO && e.text[0] != '\0' ? FAILED : BROKEN;
	if (x == NULL)
		return BROKEN;
	xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	for (i = 0; i < 20; i++)
		write_rows(x, 20);
	xlsx_sheet(x, "Other", columns, ARRAY_LEN(columns), true);
	if (xlsx_finish(x, &e))
		return e.code == ERR_NONE ? SUCCEEDED : BROKEN;
	return e.code == ERR_IO && e.text[0] != '\0' ? FAILED : BROKEN;
}

struct limited {
	const char *path, *out, *noise;	/* out: standard output, noise: stderr */
	rlim_t limit;
	int (*write)(const char *path);
};

/* Writes where no file may grow past `limit` bytes: the kernel then refuses as
 * a full disk does. In a child. */
static int
write_limited(const void *arg)
{
	const struct limited *l = arg;
	struct rlimit r = { l->limit, l->limit };

	signal(SIGXFSZ, SIG_IGN);
	if (freopen(l->noise, "w", stderr) == NULL ||
	    (l->out != NULL && freopen(l->out, "w", stdout) == NULL) ||
	    setrlimit(RLIMIT_FSIZE, &r) != 0)
		return BROKEN;
	return l->write(l->path);
}

/*
 * Wherever the room ends - in a sheet's temporary file, in another part, in the
 * archive - the answer is a sentence, an untouched target, an empty folder and a
 * quiet stderr; and never a damaged workbook called good.
 */
static void
survives_a_full_disk(void **state)
{
	AUTO_FREE char *folder = new_folder("full");
	AUTO_FREE char *path = xasprintf("%s/m.xlsx", folder), *lines = NULL;
	AUTO_FREE char *noise = test_path("noise.txt");
	struct limited l = { .path = path, .noise = noise, .write = write_big };
	int ended = FAILED, failures = 0;

	for (; ended == FAILED && l.limit < 200 * 1024; l.limit += 1500) {
		AUTO_FREE char *printed = NULL, *is = NULL;

		test_write(path, "old", 3);
		ended = test_in_child(write_limited, &l);
		printed = test_read(noise, NULL);
		assert_string_equal(printed, "");
		assert_int_equal(entries(folder), 1);
		if (ended == SUCCEEDED)
			break;
		assert_int_equal(ended, FAILED);
		is = test_read(path, NULL);
		assert_string_equal(is, "old");
		failures++;
	}
	assert_int_equal(ended, SUCCEEDED);
	assert_true(failures > 20);
	lines = read_back(path);
	expect(lines, "Sales\trows\t401");
}

static int
write_until_it_fails(const char *path)
{
	struct xlsx *x = begin(path);
	int i;

	xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	if (!xlsx_ok(x))
		return BROKEN;
	for (i = 0; i < 1000 && xlsx_ok(x); i++)
		write_rows(x, 20);
	xlsx_sheet(x, "After", NULL, 0, false);
	xlsx_text(x, "ignored", XLSX_PLAIN);
	xlsx_end_row(x);
	xlsx_abort(x);
	return i < 1000 ? FAILED : SUCCEEDED;
}

/* Once the disk is full, a long export may know and stop. */
static void
says_early_that_it_failed(void **state)
{
	AUTO_FREE char *path = test_path("early.xlsx");
	AUTO_FREE char *noise = test_path("noise.txt");
	struct limited l = { .path = path, .noise = noise, .limit = 4096,
	    .write = write_until_it_fails };

	assert_int_equal(test_in_child(write_limited, &l), FAILED);
	assert_int_equal(access(path, F_OK), -1);
}

/* The folder is gone between opening and writing. */
static void
fails_when_the_folder_goes_away(void **state)
{
	AUTO_FREE char *folder = new_folder("gone");
	AUTO_FREE char *path = xasprintf("%s/m.xlsx", folder);
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);
	struct xlsx *x;

	assert_non_null(o);
	assert_int_equal(unlink(file_out_path(o)), 0);
	assert_int_equal(rmdir(folder), 0);
	x = xlsx_new(o, NULL, NULL, NOW, &e);
	assert_non_null(x);
	xlsx_sheet(x, "Sales", columns, ARRAY_LEN(columns), true);
	write_rows(x, 3);
	assert_false(xlsx_finish(x, &e));
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, folder));
}

/* Standard output gets the whole workbook; one that takes nothing fails. */
static void
copies_to_standard_output(void **state)
{
	AUTO_FREE char *path = test_path("out.xlsx"), *lines = NULL;
	AUTO_FREE char *noise = test_path("noise.txt");
	struct limited l = { .path = "-", .out = path, .noise = noise,
	    .limit = RLIM_INFINITY, .write = write_big };

	assert_int_equal(test_in_child(write_limited, &l), SUCCEEDED);
	l.out = "/dev/full";
	assert_int_equal(test_in_child(write_limited, &l), FAILED);
	lines = read_back(path);
	expect(lines, "Sales\trows\t401");
	expect(lines, "Other\trows\t1");
}

TEST_MAIN(
	cmocka_unit_test(writes_every_kind_of_cell),
	cmocka_unit_test(keeps_money_exact),
	cmocka_unit_test(leaves_nan_and_infinity_blank),
	cmocka_unit_test(writes_true_dates),
	cmocka_unit_test(writes_times_of_the_clinic),
	cmocka_unit_test(no_minute_lies_below_itself),
	cmocka_unit_test(shows_what_was_typed),
	cmocka_unit_test(cuts_long_text),
	cmocka_unit_test(dresses_a_sheet),
	cmocka_unit_test(writes_empty_sheets),
	cmocka_unit_test(goes_on_as_second_sheet),
	cmocka_unit_test(comes_back_to_an_earlier_sheet),
	cmocka_unit_test(names_ranges_for_formulas),
	cmocka_unit_test(draws_native_charts),
	cmocka_unit_test(is_the_same_for_the_same_time),
	cmocka_unit_test(the_reader_shows_and_refuses),
	cmocka_unit_test(leaves_nothing_beside_it),
	cmocka_unit_test(abort_leaves_the_target_alone),
	cmocka_unit_test(survives_a_full_disk),
	cmocka_unit_test(says_early_that_it_failed),
	cmocka_unit_test(fails_when_the_folder_goes_away),
	cmocka_unit_test(copies_to_standard_output)
)
