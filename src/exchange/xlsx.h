/*
 * xlsx.h - workbooks that any spreadsheet opens, written in constant memory.
 *
 * Only what includes xlsx_inside.h knows libxlsxwriter, which is opened for the first workbook
 * (xlsx_module.h). Rows are written top-down, cells left to right; sheets one after the
 * other, or back to an earlier one with xlsx_select().
 * Every string is cleaned (valid UTF-8, at most 32,767 UTF-16 units as stored, a cut
 * ends in "…"; control characters and what looks like _xHHHH_ escaped, so that a
 * spreadsheet shows what was typed); no text of a person is ever part of a formula;
 * every formula carries its value; NaN and infinity become blank cells. Past 1,048,575
 * data rows a sheet goes on as "Name 2".
 *
 * Calls that write cells report no failure: the first one is kept, later calls do
 * nothing, and xlsx_finish() reports it. It also reads the finished file back
 * (zipcheck.h) before it is synced and renamed. The library's temporary files have no
 * name and lie in the target's folder; a killed program leaves only the temporary file
 * of its file_out.
 *
 * Names of sheets, titles of columns and charts, and formulas are our own words: a
 * wrong one (a sheet's name that is empty, over 28 bytes, used twice, "History", or
 * holds one of []:*?/\') is a bug().
 */
#ifndef CHAIRSIDE_EXCHANGE_XLSX_H
#define CHAIRSIDE_EXCHANGE_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/money.h"

struct xlsx;

enum xlsx_style {
	XLSX_PLAIN, XLSX_BOLD, XLSX_TITLE, XLSX_HEADER,
	XLSX_HEADER_RIGHT,	/* above numbers */
	XLSX_NOTE,		/* wraps */
	XLSX_ABSENT,		/* a word instead of a number */
	XLSX_STYLES
};

struct xlsx_column {
	const char *title;
	double width;		/* characters; 0: 12 */
};

/* The workbook goes to `o` (its temporary path), which is freed by xlsx_finish() or
 * xlsx_abort(). NULL on failure: `o` is still the caller's. `title` and `author` are
 * document properties (NULL for none); `created` is the document's time (with a fixed
 * clock the bytes are the same). For standard output the workbook is built in a
 * nameless file in TMPDIR or /tmp, then copied. */
struct xlsx *xlsx_new(struct file_out *o, const char *title,
    const char *author, instant created, struct err *e);

/* A sheet with a frozen header row of `columns` at row 0, print titles, landscape, fit
 * to one page wide; autofilter when `filter`. `columns` NULL: a free sheet (set widths
 * with xlsx_widths). Nothing is borrowed. Returns its index. It comes after the sheets
 * made so far and is now current. */
int xlsx_sheet(struct xlsx *x, const char *name,
    const struct xlsx_column *columns, size_t n, bool filter);
void xlsx_widths(struct xlsx *x, const double *widths, size_t n);
/* The free sheet is printed upright on a single page. */
void xlsx_one_page(struct xlsx *x);
/* The rows so far of the free sheet stay in view when it is scrolled. */
void xlsx_freeze(struct xlsx *x);
/* Makes an earlier sheet current again; writing continues where it stopped, so a
 * summary can come first and be written last. */
void xlsx_select(struct xlsx *x, int sheet);

/* Cells of the current row; each call writes the next cell. NULL and "" are
 * blank. */
void xlsx_text(struct xlsx *x, const char *s, enum xlsx_style style);
void xlsx_int(struct xlsx *x, int64_t i);	/* text past 15 digits */
void xlsx_number(struct xlsx *x, double d, int decimals);	/* 0 to 4 */
/* The cell holds 12.5, as in JSON and CSV, and shows 12.5 %. */
void xlsx_percent(struct xlsx *x, double percent);
void xlsx_money(struct xlsx *x, money m);	/* exact value, shown with two decimals */
void xlsx_date(struct xlsx *x, date_day d);	/* a true date; DATE_NONE blank; before March 1900 text */
void xlsx_time(struct xlsx *x, int64_t minutes);	/* a true time of day, else blank */
void xlsx_instant(struct xlsx *x, instant t);	/* clinic time, a true date and time */
void xlsx_bool(struct xlsx *x, bool b);
void xlsx_blank(struct xlsx *x);
/* `formula` begins with "=", made of our own text only; `value` is stored as its
 * result (NaN: an empty text). */
void xlsx_formula(struct xlsx *x, const char *formula, double value, int decimals);
/* The same for a difference of two percentages: shown as 1.5 pts. */
void xlsx_formula_points(struct xlsx *x, const char *formula, double value);
void xlsx_formula_text(struct xlsx *x, const char *formula, const char *value,
    enum xlsx_style style);
void xlsx_end_row(struct xlsx *x);
/* Row (from 0) of the next cell. */
long xlsx_row(const struct xlsx *x);
/* How many parts `sheet` has, and the name of part k (from 0): for formulas.
 * Borrowed. */
int xlsx_parts(const struct xlsx *x, int sheet);
const char *xlsx_part_name(const struct xlsx *x, int sheet, int part);
/* Data rows below the header in that part. */
long xlsx_part_rows(const struct xlsx *x, int sheet, int part);
/* Adds the data rows of a column of that part, 'Sessions 2'!$C$2:$C$101, for formulas.
 * Without data rows it is one blank cell, never the header. */
void xlsx_range(const struct xlsx *x, int sheet, int part, int col,
    struct buf *out);

/* Categories and values are columns of `sheet` (its first part; rows and columns from 0,
 * inclusive), already written. An empty range (last < first) gives no chart. */
struct xlsx_chart {
	enum { XLSX_CHART_COLUMN, XLSX_CHART_BAR, XLSX_CHART_LINE } kind;
	const char *title, *series;
	int sheet;
	long first, last;
	int categories, values;
};
/* A native chart of 480 x 288 pixels (7½ columns of width 9, 14½ rows) on the current
 * sheet with its corner at row, col. Bars are in the order of the rows, the first on top. */
void xlsx_chart(struct xlsx *x, long row, int col, const struct xlsx_chart *c);

/* False once something failed: a long export may stop early. */
bool xlsx_ok(const struct xlsx *x);
/* Closes, reads back, commits `o`. Frees x and o either way; on failure the
 * target is as it was. Every row must have been ended. */
bool xlsx_finish(struct xlsx *x, struct err *e);
void xlsx_abort(struct xlsx *x);	/* frees x and o; NULL is fine */

/* For tests: data rows after which a sheet goes on as "Name 2". */
void xlsx_set_row_limit(struct xlsx *x, long rows);

const char *xlsx_library(void);	/* "libxlsxwriter 1.1.4" */

#endif
