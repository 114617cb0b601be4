/*
 * xlsx_cell.c - the cells of a workbook's rows.
 */
#include <math.h>
#include <string.h>

#include "base/bug.h"
#include "exchange/xlsx_inside.h"

#define INT_MAX_EXACT INT64_C(999999999999999)	/* 15 digits, the format's limit */

/* Finds the place of the next cell: the last part of the current sheet, or a new one
 * when that is full. NULL once something has failed. */
static lxw_worksheet *
next_cell(struct xlsx *x, lxw_row_t *row, lxw_col_t *col)
{
	struct xlsx_sheet *s = xlsx_current(x);

	if (xlsx_last_part(s)->row - xlsx_header_rows(s) >= x->limit)
		xlsx_add_part(x, s);
	BUG_IF(s->col >= LXW_COL_MAX);
	*row = (lxw_row_t)xlsx_last_part(s)->row;
	*col = (lxw_col_t)s->col++;
	return x->failed ? NULL : xlsx_last_part(s)->ws;
}

/* Notes that the row has a cell; an error of the library here is a bug(). */
static void
done(struct xlsx *x, lxw_error error)
{
	xlsx_current(x)->row_filled = true;
	if (error != LXW_NO_ERROR)
		bug("cell of %s: %s", xlsx_current(x)->name,
		    x->lxw->lxw_strerror(error));
}

static void
put_number(struct xlsx *x, double d, int format)
{
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws = next_cell(x, &row, &col);

	if (ws != NULL && isfinite(d))
		done(x, x->lxw->worksheet_write_number(ws, row, col, d,
		    x->format[format]));
}

void
xlsx_text(struct xlsx *x, const char *s, enum xlsx_style style)
{
	struct xlsx_sheet *sheet = xlsx_current(x);
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws = next_cell(x, &row, &col);

	BUG_IF(style >= XLSX_STYLES);
	if (ws == NULL || s == NULL || *s == '\0')
		return;
	if (col < 64)
		sheet->text_columns |= UINT64_C(1) << col;
	done(x, x->lxw->worksheet_write_string(ws, row, col, xlsx_clean(&x->text, s),
	    x->format[style]));
}

void
xlsx_int(struct xlsx *x, int64_t i)
{
	char digits[24];

	if (i > INT_MAX_EXACT || i < -INT_MAX_EXACT) {
		snprintf(digits, sizeof(digits), "%lld", (long long)i);
		xlsx_text(x, digits, XLSX_PLAIN);
	} else {
		put_number(x, (double)i, F_INT);
	}
}

void
xlsx_number(struct xlsx *x, double d, int decimals)
{
	BUG_IF(decimals < 0 || decimals > DECIMALS);
	put_number(x, d, F_DECIMALS + decimals);
}

void
xlsx_percent(struct xlsx *x, double percent)
{
	put_number(x, percent, F_PERCENT);
}

void
xlsx_money(struct xlsx *x, money m)
{
	put_number(x, (double)m / MONEY_UNIT, F_DECIMALS + 2);
}

/* The serial number of a day, 61 of 1 March 1900. Before that -1: 60 is 29 February 1900,
 * which never was, and below it LibreOffice shows the day before the one that others do. */
static int
serial(date_day d)
{
	enum { FIRST = -25508 };	/* 1900-03-01 */

	return d < FIRST ? -1 : d - FIRST + 61;
}

void
xlsx_date(struct xlsx *x, date_day d)
{
	char iso[DATE_ISO_SIZE];

	if (d == DATE_NONE)
		xlsx_blank(x);
	else if (serial(d) < 0)
		xlsx_text(x, date_to_iso(d, iso), XLSX_PLAIN);
	else
		put_number(x, serial(d), F_DATE);
}

/* A time of a day (day 0: a time alone) in days, never rounded below its value: a
 * reader that cuts off what follows the minute would show 11:29 for 11:30. 1e-9 of a
 * day is 0.1 ms and is kept in the file even after a day's five digits. */
static double
in_days(int day, int seconds)
{
	enum { DAY = 86400, PARTS = 1000000000 };
	int64_t n = (int64_t)day * PARTS + ((int64_t)seconds * PARTS + DAY - 1) / DAY;
	double days = (double)n / PARTS;

	return (int)((days - day) * DAY) < seconds ? (double)(n + 1) / PARTS : days;
}

void
xlsx_time(struct xlsx *x, int64_t minutes)
{
	put_number(x, minutes < 0 || minutes >= DAY_MINUTES ? NAN : in_days(0, (int)minutes * 60),
	    F_TIME);
}

void
xlsx_instant(struct xlsx *x, instant t)
{
	char iso[CLOCK_ISO_SIZE];
	date_day day;
	int minutes, seconds;

	clock_local(t, &day, &minutes, &seconds);
	if (serial(day) < 0)
		xlsx_text(x, clock_iso(t, iso), XLSX_PLAIN);
	else
		put_number(x, in_days(serial(day), minutes * 60 + seconds),
		    F_INSTANT);
}

void
xlsx_bool(struct xlsx *x, bool b)
{
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws = next_cell(x, &row, &col);

	if (ws != NULL)
		done(x, x->lxw->worksheet_write_boolean(ws, row, col, b, NULL));
}

void
xlsx_blank(struct xlsx *x)
{
	put_number(x, NAN, F_INT);
}

static void
put_formula_text(struct xlsx *x, const char *formula, const char *value,
    int format)
{
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws = next_cell(x, &row, &col);

	BUG_IF(*formula != '=');
	if (ws != NULL)
		done(x, x->lxw->worksheet_write_formula_str(ws, row, col, formula,
		    x->format[format], xlsx_clean(&x->text, value)));
}

static void
put_formula(struct xlsx *x, const char *formula, double value, int format)
{
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws;

	BUG_IF(*formula != '=');
	if (!isfinite(value)) {
		put_formula_text(x, formula, "", format);
		return;
	}
	ws = next_cell(x, &row, &col);
	if (ws != NULL)
		done(x, x->lxw->worksheet_write_formula_num(ws, row, col, formula,
		    x->format[format], value));
}

void
xlsx_formula(struct xlsx *x, const char *formula, double value, int decimals)
{
	BUG_IF(decimals < 0 || decimals > DECIMALS);
	put_formula(x, formula, value, F_DECIMALS + decimals);
}

void
xlsx_formula_points(struct xlsx *x, const char *formula, double value)
{
	put_formula(x, formula, value, F_POINTS);
}

void
xlsx_formula_text(struct xlsx *x, const char *formula, const char *value,
    enum xlsx_style style)
{
	BUG_IF(style >= XLSX_STYLES);
	put_formula_text(x, formula, value != NULL ? value : "", (int)style);
}

void
xlsx_end_row(struct xlsx *x)
{
	struct xlsx_sheet *s = xlsx_current(x);
	struct xlsx_part *p = xlsx_last_part(s);

	if (s->row_filled)
		p->filled++;
	s->row_filled = false;
	s->col = 0;
	p->row++;
	if (!x->failed && ferror(p->ws->optimize_tmpfile))
		xlsx_fail(x);
}
