/*
 * xlsx.h - workbooks that any spreadsheet opens, written in constant memory.
 *
 * The only file that knows libxlsxwriter. Sheets are written one after the
 * other, rows top-down, cells left to right. Every string is cleaned (valid
 * UTF-8, at most 32,767 characters, control characters and _xHHHH_ escaped);
 * no text of a person is ever part of a formula; every formula carries its
 * value; NaN and infinity become blank cells. Past 1,048,575 rows a sheet goes
 * on as "Name 2". xlsx_finish() reads the finished file back (zip directory,
 * CRC of each part, row counts) before it is synced and renamed.
 */
#ifndef CHAIRSIDE_EXCHANGE_XLSX_H
#define CHAIRSIDE_EXCHANGE_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/money.h"

struct xlsx;

enum xlsx_style {
	XLSX_PLAIN, XLSX_BOLD, XLSX_TITLE, XLSX_HEADER, XLSX_NOTE,	/* wraps */
	XLSX_GOOD, XLSX_BAD,
	XLSX_STYLES
};

struct xlsx_column {
	const char *title;
	double width;		/* characters; 0: 12 */
};

/* The workbook goes to `o` (its temporary path); `o` stays the caller's until
 * xlsx_finish(). NULL on failure. `title` and `author` are document properties;
 * `created` the document's time (fixed clocks give the same bytes). For a
 * standard-output target it is built in a temporary folder and copied. */
struct xlsx *xlsx_new(struct file_out *o, const char *title,
    const char *author, instant created, struct err *e);

/* A sheet with a frozen header row of `columns` at row 0, print titles,
 * landscape, fit to one page wide; autofilter when `filter`. `columns` NULL: a
 * free sheet (set widths with xlsx_widths). Returns its index. */
int xlsx_sheet(struct xlsx *x, const char *name,
    const struct xlsx_column *columns, size_t n, bool filter);
void xlsx_widths(struct xlsx *x, const double *widths, size_t n);

/* Cells of the current row; each call writes the next cell. */
void xlsx_text(struct xlsx *x, const char *s, enum xlsx_style style);
void xlsx_int(struct xlsx *x, int64_t i);
void xlsx_number(struct xlsx *x, double d, int decimals);
void xlsx_percent(struct xlsx *x, double percent);	/* 12.5 is shown 12.5 % */
void xlsx_money(struct xlsx *x, money m);	/* exact value, shown with two decimals */
void xlsx_date(struct xlsx *x, date_day d);	/* a true date; DATE_NONE blank; before 1900 text */
void xlsx_time(struct xlsx *x, int minutes);	/* a true time of day; -1 blank */
void xlsx_instant(struct xlsx *x, instant t);	/* clinic time, a true date and time */
void xlsx_bool(struct xlsx *x, bool b);
void xlsx_blank(struct xlsx *x);
/* `formula` begins with "=", made of our own text only; `value` is stored as its
 * result. */
void xlsx_formula(struct xlsx *x, const char *formula, double value, int decimals);
void xlsx_formula_text(struct xlsx *x, const char *formula, const char *value);
void xlsx_end_row(struct xlsx *x);
/* Row (from 0) that the next cell stands in, and columns used so far. */
long xlsx_row(const struct xlsx *x);
int xlsx_col(const struct xlsx *x);
/* How many sheets `sheet` became, and the name of part k (0…): for formulas.
 * Borrowed. */
int xlsx_parts(const struct xlsx *x, int sheet);
const char *xlsx_part_name(const struct xlsx *x, int sheet, int part);
/* Data rows below the header in that part. */
long xlsx_part_rows(const struct xlsx *x, int sheet, int part);

enum xlsx_chart { XLSX_CHART_COLUMN, XLSX_CHART_BAR, XLSX_CHART_LINE };
/* A native chart on the current sheet with its corner at row, col; categories
 * and values are ranges of `sheet` (rows and columns from 0, inclusive). */
void xlsx_chart(struct xlsx *x, long row, int col, enum xlsx_chart kind,
    const char *title, int sheet, long first, long last, int category_col,
    int value_col, const char *series);

/* Closes, reads back, commits `o`. Frees x and o either way; on failure the
 * target is as it was. */
bool xlsx_finish(struct xlsx *x, struct err *e);
void xlsx_abort(struct xlsx *x);	/* frees x and o */

#endif
