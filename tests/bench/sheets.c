/*
 * sheets.c - workbooks, beside the library writing the same cells.
 */
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

#include "base/bug.h"
#include "base/mem.h"
#include "exchange/zipcheck.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/month.h"
#include "tests/bench/run.h"
#include "tests/bench/sheet_row.h"

#define ROWS 10		/* of the made-up workbook, a client */
#define SHEETS 40

static long
sheet_rows(void)
{
	return bench_clients() * ROWS;
}

static void
read_back(const char *path)
{
	struct zipcheck_sheet want = { .rows = sheet_rows() + 1, .bytes = -1 };
	struct err e = { 0 };

	if (!zipcheck_workbook(path, &want, 1, &e))
		bug("%s", e.text);
}

SIDE(sheet_ours)
{
	AUTO_FREE char *path = fixture_path(b, "sheet.xlsx");
	AUTO_FREE char *out = fixture_path(b, "answer");
	AUTO_FREE char *rows = xasprintf("%ld", sheet_rows());
	const char *const argv[] = { b->subject, "xlsx", path, rows, NULL };
	struct cost c;
	double back;
	FILE *f;

	(void)s;
	remove(path);
	c = run_good(argv, out);
	f = fopen(out, "r");
	if (f == NULL || fscanf(f, "%lf %lf", &figures[0], &back) != 2)
		bug("the subject has not answered");
	fclose(f);
	figures[1] = figures[0] - back;
	figures[2] = c.peak_kb;
	read_back(path);
	return true;
}

/* --- the library ------------------------------------------------------------------------- */

static lxw_workbook *
library_open(const char *path)
{
	AUTO_FREE char *folder = xstrndup(path, (size_t)(strrchr(path, '/') - path));
	lxw_workbook_options options = { .constant_memory = 1, .tmpdir = folder };
	lxw_workbook *book = workbook_new_opt(path, &options);

	if (book == NULL)
		bug("%s cannot be written", path);
	return book;
}

static void
library_close(lxw_workbook *book)
{
	if (workbook_close(book) != LXW_NO_ERROR)
		bug("the library has not written its workbook");
}

static void
library_row(lxw_worksheet *ws, lxw_row_t at, const struct sheet_row *s, lxw_format *const f[])
{
	const double numbers[] = { s->day + 25569, s->start / 1440.0, s->minutes,
	    (double)s->price / 10000.0, (double)s->tax / 10000.0, s->depth / 100.0, s->passes,
	    (double)(s->price + s->tax) / 10000.0 };
	lxw_col_t k;

	for (k = 0; k < SHEET_TEXTS; k++)
		worksheet_write_string(ws, at, k, s->text[k], NULL);
	for (k = SHEET_TEXTS; k < SHEET_COLUMNS; k++)
		worksheet_write_number(ws, at, k, numbers[k - SHEET_TEXTS],
		    f[k - SHEET_TEXTS]);
}

static void
library_sheet(void *arg)
{
	static const char *const formats[] = { "yyyy-mm-dd", "hh:mm", "0", "#,##0.00",
	    "#,##0.00", "0.00", "0", "#,##0.00" };
	lxw_workbook *book = library_open(arg);
	lxw_worksheet *ws = workbook_add_worksheet(book, "Sessions");
	lxw_format *f[ARRAY_LEN(formats)];
	struct sheet_row s;
	long i, rows = sheet_rows();

	for (i = 0; i < (long)ARRAY_LEN(formats); i++) {
		f[i] = workbook_add_format(book);
		format_set_num_format(f[i], formats[i]);
	}
	for (i = 0; i < SHEET_COLUMNS; i++)
		worksheet_write_string(ws, 0, (lxw_col_t)i, sheet_titles[i], NULL);
	for (i = 0; i < rows; i++) {
		sheet_row_make(&s, i);
		library_row(ws, (lxw_row_t)(i + 1), &s, f);
	}
	library_close(book);
}

SIDE(sheet_library)
{
	AUTO_FREE char *path = fixture_path(b, "sheet.xlsx");
	struct cost c;

	(void)s;
	remove(path);
	c = run_forked(library_sheet, path);
	figures[0] = figures[1] = c.cpu_ms;
	figures[2] = c.peak_kb;
	read_back(path);
	return true;
}

/* --- the month's workbook ------------------------------------------------------------------ */

/* A cell of the workbook that this build has written. */
struct written {
	int sheet;
	lxw_row_t row;
	lxw_col_t col;
	char *text;		/* NULL: a number */
	double number;
};

static struct written *cells;
static size_t n_cells, cap_cells;
static char *sheet_names[SHEETS];
static int n_sheets;

static int
sheet_of(const char *name)
{
	int i;

	for (i = 0; i < n_sheets; i++) {
		if (strcmp(sheet_names[i], name) == 0)
			return i;
	}
	if (n_sheets == SHEETS)
		bug("the workbook has too many sheets");
	sheet_names[n_sheets++] = xstrdup(name);
	return n_sheets - 1;
}

/* "Data!B2", a tab, the type, a tab, the value as JSON. */
static void
take_cell(char *line)
{
	char *type = strchr(line, '\t'), *value = type != NULL ? strchr(type + 1, '\t') : NULL;
	char *at = type != NULL ? memchr(line, '!', (size_t)(type - line)) : NULL;
	struct written c = { .sheet = 0 };
	char *number;

	if (value == NULL || at == NULL || strncmp(line, "name", 4) == 0)
		return;
	*type++ = *value++ = *at++ = '\0';
	for (; *at >= 'A' && *at <= 'Z'; at++)
		c.col = (lxw_col_t)(c.col * 26 + (*at - 'A') + 1);
	c.col--;
	c.row = (lxw_row_t)(strtoul(at, NULL, 10) - 1);
	c.sheet = sheet_of(line);
	number = strstr(value, "number=");
	if (strcmp(type, "text") == 0)
		c.text = xstrndup(value + 1, strcspn(value + 1, "\t") - 1);
	else
		c.number = strtod(number != NULL ? number + strlen("number=") : value, NULL);
	GROW(cells, cap_cells, n_cells + 1);
	cells[n_cells++] = c;
}

/* How many cells a workbook has, by another program. The first is this build's, whose
 * cells are kept. */
static size_t
read_cells(const struct build *b, const char *workbook)
{
	const char *source = getenv("CHAIRSIDE_SOURCE");
	AUTO_FREE char *reader = xasprintf("%s/tests/support/xlsx_read.py",
	    source != NULL ? source : ".");
	AUTO_FREE char *lines = fixture_path(b, "cells");
	const char *const argv[] = { "python3", reader, "--lines", workbook, NULL };
	size_t before = n_cells, size = 0, n;
	char *line = NULL;
	FILE *f;

	run_good(argv, lines);
	f = fopen(lines, "r");
	while (f != NULL && getline(&line, &size, f) > 0)
		take_cell(line);
	free(line);
	if (f != NULL)
		fclose(f);
	n = n_cells - before;
	if (before > 0)
		n_cells = before;
	return n;
}

static void
library_month(void *arg)
{
	char **paths = arg;
	sqlite3 *raw = fixture_raw(paths[0]);
	lxw_workbook *book = library_open(paths[1]);
	lxw_worksheet *sheets[SHEETS];
	size_t i;

	fixture_exec(raw, "BEGIN");
	month_figures(raw, &month_september);
	month_figures(raw, &month_october);
	month_sheets(raw, &month_october);
	fixture_exec(raw, "COMMIT");
	sqlite3_close(raw);
	for (i = 0; i < (size_t)n_sheets; i++)
		sheets[i] = workbook_add_worksheet(book, sheet_names[i]);
	for (i = 0; i < n_cells; i++) {
		const struct written *c = &cells[i];

		if (c->text != NULL)
			worksheet_write_string(sheets[c->sheet], c->row, c->col, c->text, NULL);
		else
			worksheet_write_number(sheets[c->sheet], c->row, c->col, c->number,
			    NULL);
	}
	library_close(book);
}

SIDE(month_ours)
{
	AUTO_FREE char *path = fixture_path(b, "month.xlsx");
	const char *const argv[] = { b->program, "--db", fixture(b, "large"), "report",
	    "monthly", "--month", "2026-10", "--format", "xlsx", "-o", path, NULL };

	(void)s;
	remove(path);
	figures[0] = run_good(argv, NULL).cpu_ms;
	return true;
}

SIDE(month_library)
{
	AUTO_FREE char *ours = fixture_path(bench_build(THIS), "month.xlsx");
	AUTO_FREE char *from = xstrdup(fixture(b, "large"));
	AUTO_FREE char *path = fixture_path(b, "month.xlsx");
	char *paths[] = { from, path };
	bool first = n_cells == 0;

	(void)s;
	if (!run_installed("python3"))
		return false;
	if (first && read_cells(b, ours) == 0)
		bug("the month's workbook has no cells");
	remove(path);
	figures[0] = run_forked(library_month, paths).cpu_ms;
	if (first && read_cells(b, path) != n_cells)
		bug("the library has not written all cells");
	return true;
}
