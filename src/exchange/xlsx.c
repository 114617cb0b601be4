/*
 * xlsx.c - workbooks that any spreadsheet opens, written in constant memory.
 */
#include "exchange/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "exchange/xlsx_module.h"
#include "exchange/xlsx_text.h"
#include "exchange/zipcheck.h"

enum {
	SHEET_ROWS = 1048576,	/* limit of the file format, header included */
	NAME_BYTES = 28,	/* leaves room for " 99" within 31 */
	DECIMALS = 4,
	A4 = 9			/* paper */
};

#define INT_MAX_EXACT INT64_C(999999999999999)	/* 15 digits, the format's limit */
#define DEFAULT_WIDTH 12.0

/* Formats: the styles of text first, then those of values. */
enum {
	F_INT = XLSX_STYLES, F_PERCENT, F_POINTS, F_DATE, F_TIME, F_INSTANT,
	F_DECIMALS,		/* one for each number of decimals */
	FORMATS = F_DECIMALS + DECIMALS + 1
};

static const struct {
	const char *number;
	bool bold, wrap, border, right;
	double size;		/* 0: the default */
	lxw_color_t color, fill;	/* 0: the default */
} formats[FORMATS] = {
	[XLSX_BOLD] = { .bold = true },
	[XLSX_TITLE] = { .bold = true, .size = 14 },
	[XLSX_HEADER] = { .bold = true, .wrap = true, .border = true,
	    .fill = 0xE7EEF5 },
	[XLSX_HEADER_RIGHT] = { .bold = true, .wrap = true, .border = true,
	    .right = true, .fill = 0xE7EEF5 },
	[XLSX_NOTE] = { .wrap = true },
	[XLSX_ABSENT] = { .right = true, .color = 0x666666 },
	[F_INT] = { .number = "0" },
	[F_PERCENT] = { .number = "0.0\" %\"" },
	[F_POINTS] = { .number = "0.0\" pts\"" },
	[F_DATE] = { .number = "yyyy-mm-dd" },
	[F_TIME] = { .number = "hh:mm" },
	[F_INSTANT] = { .number = "yyyy-mm-dd hh:mm" },
	[F_DECIMALS] = { .number = "#,##0" },
	[F_DECIMALS + 1] = { .number = "#,##0.0" },
	[F_DECIMALS + 2] = { .number = "#,##0.00" },
	[F_DECIMALS + 3] = { .number = "#,##0.000" },
	[F_DECIMALS + 4] = { .number = "#,##0.0000" },
};

static const struct xlsx_module *lxw;	/* opened by xlsx_new() */

struct part {
	lxw_worksheet *ws;	/* the book's */
	char *name;
	size_t number;		/* in the book, from 0 */
	long row;		/* the next cell's */
	long filled;		/* rows that hold a cell */
};

struct sheet {
	char *name;
	char **titles;		/* NULL: a free sheet */
	size_t ntitles;
	double *widths;
	size_t nwidths;
	bool filter;
	bool row_filled;
	int col;		/* the next cell's */
	uint64_t text_columns;	/* the first 64 that hold text below the header */
	struct part *parts;
	size_t nparts, parts_cap;
};

struct xlsx {
	struct file_out *out;
	char *path;		/* where the library writes */
	char *folder;		/* of its temporary files */
	int fd;			/* the nameless file, or -1 */
	lxw_workbook *book;
	lxw_format *format[FORMATS];	/* the book's */
	struct sheet *sheets;
	size_t nsheets, sheets_cap;
	size_t current;
	size_t numbered;	/* worksheets in the book */
	long limit;		/* data rows in a part */
	struct buf text;	/* the string being cleaned */
	bool failed;
	struct err err;
};

/* ------------------------------------------------------------------ quiet */

/*
 * The library prints to stderr when a disk is full; struct err already tells the
 * person. Only the C stream is replaced, descriptor 2 stays.
 */
static FILE *
hush(void)
{
	FILE *was = stderr;
	FILE *nowhere = fopencookie(NULL, "w", (cookie_io_functions_t){ 0 });

	if (nowhere != NULL)
		stderr = nowhere;
	return was;
}

static void
unhush(FILE *was)
{
	if (stderr != was)
		fclose(stderr);
	stderr = was;
}

static void
fail(struct xlsx *x)
{
	struct buf folder AUTO_BUF = BUF_INIT;

	if (x->failed)
		return;
	x->failed = true;
	text_show(&folder, x->folder, false);
	err_set(&x->err, ERR_IO, NULL, "The workbook cannot be written: the disk "
	    "is full or the folder %s does not let it.", folder.s);
}

/* `s` cleaned for a cell; borrowed until the next call. */
static const char *
clean(struct xlsx *x, const char *s)
{
	return xlsx_clean(&x->text, s);
}

/* ------------------------------------------------------ opening and sheets */

static void
make_formats(struct xlsx *x)
{
	size_t i;

	for (i = XLSX_PLAIN + 1; i < FORMATS; i++) {
		lxw_format *f = lxw->workbook_add_format(x->book);
		x->format[i] = f;
		if (formats[i].number != NULL)
			lxw->format_set_num_format(f, formats[i].number);
		if (formats[i].bold)
			lxw->format_set_bold(f);
		if (formats[i].size > 0)
			lxw->format_set_font_size(f, formats[i].size);
		if (formats[i].color != 0)
			lxw->format_set_font_color(f, formats[i].color);
		if (formats[i].fill != 0)
			lxw->format_set_bg_color(f, formats[i].fill);
		if (formats[i].border)
			lxw->format_set_bottom(f, LXW_BORDER_THIN);
		if (formats[i].right)
			lxw->format_set_align(f, LXW_ALIGN_RIGHT);
		if (formats[i].wrap) {
			lxw->format_set_text_wrap(f);
			lxw->format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
		}
	}
}

static void
set_properties(struct xlsx *x, const char *title, const char *author,
    instant created)
{
	AUTO_FREE char *t = xstrdup(clean(x, title != NULL ? title : ""));
	AUTO_FREE char *a = xstrdup(clean(x, author != NULL ? author : ""));
	/* For the library 0 means now. */
	lxw_doc_properties p = { .title = t, .author = a,
	    .created = created != 0 ? created : 1 };

	lxw->workbook_set_properties(x->book, &p);
}

/* Opens a file that vanishes when its descriptor is closed, for standard output. */
static bool
open_nameless(struct xlsx *x, struct err *e)
{
	const char *tmp = getenv("TMPDIR");
	AUTO_FREE char *name = NULL;

	x->folder = xstrdup(tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	name = xasprintf("%s/chairside-XXXXXX", x->folder);
	x->fd = mkostemp(name, O_CLOEXEC);
	if (x->fd < 0)
		return err_set(e, ERR_IO, NULL,
		    "The workbook cannot be made in the temporary folder: %s.",
		    strerror(errno));
	unlink(name);
	x->path = xasprintf("/proc/self/fd/%d", x->fd);
	return true;
}

static void
open_beside(struct xlsx *x, const char *path)
{
	x->path = xstrdup(path);
	x->folder = path_folder(path);
}

static void
free_sheet(struct sheet *s)
{
	size_t i;

	for (i = 0; i < s->ntitles; i++)
		free(s->titles[i]);
	for (i = 0; i < s->nparts; i++)
		free(s->parts[i].name);
	free(s->titles);
	free(s->widths);
	free(s->parts);
	free(s->name);
}

static void
free_all(struct xlsx *x)
{
	size_t i;

	for (i = 0; i < x->nsheets; i++)
		free_sheet(&x->sheets[i]);
	free(x->sheets);
	buf_free(&x->text);
	if (x->fd >= 0)
		close(x->fd);
	free(x->path);
	free(x->folder);
	free(x);
}

struct xlsx *
xlsx_new(struct file_out *o, const char *title, const char *author,
    instant created, struct err *e)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct xlsx *x;
	FILE *was;

	lxw = xlsx_module_open(e);
	if (lxw == NULL)
		return NULL;
	x = xcalloc(1, sizeof(*x));
	x->out = o;
	x->fd = -1;
	x->text = (struct buf)BUF_INIT;
	x->limit = SHEET_ROWS - 1;
	if (file_out_path(o) != NULL)
		open_beside(x, file_out_path(o));
	else if (!open_nameless(x, e)) {
		free_all(x);
		return NULL;
	}
	options.tmpdir = x->folder;
	was = hush();
	x->book = lxw->workbook_new_opt(x->path, &options);
	unhush(was);
	if (x->book == NULL)
		bug("no memory for a workbook");
	make_formats(x);
	set_properties(x, title, author, created);
	return x;
}

void
xlsx_set_row_limit(struct xlsx *x, long rows)
{
	BUG_IF(rows < 1 || rows >= SHEET_ROWS || x->nsheets > 0);
	x->limit = rows;
}

static struct sheet *
sheet_at(const struct xlsx *x, int sheet)
{
	BUG_IF(sheet < 0 || (size_t)sheet >= x->nsheets);
	return &x->sheets[sheet];
}

static struct sheet *
current_sheet(const struct xlsx *x)
{
	BUG_IF(x->nsheets == 0);
	return &x->sheets[x->current];
}

static struct part *
last_part(const struct sheet *s)
{
	return &s->parts[s->nparts - 1];
}

static long
header_rows(const struct sheet *s)
{
	return s->titles != NULL ? 1 : 0;
}

static void
apply_widths(const struct sheet *s, lxw_worksheet *ws)
{
	lxw_col_t i;

	for (i = 0; i < s->nwidths; i++)
		lxw->worksheet_set_column(ws, i, i,
		    s->widths[i] > 0 ? s->widths[i] : DEFAULT_WIDTH, NULL);
}

static void
write_header(struct xlsx *x, struct sheet *s, struct part *p)
{
	lxw_col_t i;

	for (i = 0; i < s->ntitles; i++)
		if (lxw->worksheet_write_string(p->ws, 0, i, clean(x, s->titles[i]),
		    x->format[XLSX_HEADER]) != LXW_NO_ERROR)
			bug("title of column %d of %s", i, s->name);
	lxw->worksheet_freeze_panes(p->ws, 1, 0);
	lxw->worksheet_repeat_rows(p->ws, 0, 0);
	p->row = p->filled = 1;
}

/* The next worksheet of the book for `s`: the first part, or "Name 2". */
static void
add_part(struct xlsx *x, struct sheet *s)
{
	struct part *p;
	FILE *was;

	GROW(s->parts, s->parts_cap, s->nparts + 1);
	p = &s->parts[s->nparts++];
	*p = (struct part){ .number = x->numbered++ };
	p->name = s->nparts == 1 ? xstrdup(s->name) :
	    xasprintf("%s %zu", s->name, s->nparts);
	if (x->failed)
		return;
	if (lxw->workbook_validate_sheet_name(x->book, p->name) != LXW_NO_ERROR)
		bug("\"%s\" cannot be the name of a sheet", p->name);
	was = hush();
	p->ws = lxw->workbook_add_worksheet(x->book, p->name);
	unhush(was);
	if (p->ws == NULL || p->ws->optimize_tmpfile == NULL) {
		fail(x);
		return;
	}
	lxw->worksheet_set_landscape(p->ws);
	lxw->worksheet_set_paper(p->ws, A4);
	lxw->worksheet_fit_to_pages(p->ws, 1, 0);
	lxw->worksheet_set_footer(p->ws, "&L&A&RPage &P of &N");
	apply_widths(s, p->ws);
	if (s->titles != NULL)
		write_header(x, s, p);
}

int
xlsx_sheet(struct xlsx *x, const char *name,
    const struct xlsx_column *columns, size_t n, bool filter)
{
	struct sheet *s;
	size_t i;

	BUG_IF(x->nsheets > 0 && current_sheet(x)->col > 0);
	BUG_IF(*name == '\0' || strlen(name) > NAME_BYTES);
	BUG_IF(strchr(name, '\'') != NULL || text_is(name, "History"));
	GROW(x->sheets, x->sheets_cap, x->nsheets + 1);
	s = &x->sheets[x->nsheets];
	*s = (struct sheet){ .name = xstrdup(name), .filter = filter };
	if (columns != NULL) {
		BUG_IF(n == 0 || n > LXW_COL_MAX);
		s->titles = xcalloc(n, sizeof(*s->titles));
		s->widths = xcalloc(n, sizeof(*s->widths));
		s->ntitles = s->nwidths = n;
		for (i = 0; i < n; i++) {
			s->titles[i] = xstrdup(columns[i].title);
			s->widths[i] = columns[i].width;
		}
	}
	x->current = x->nsheets++;
	add_part(x, s);
	return (int)x->current;
}

void
xlsx_widths(struct xlsx *x, const double *widths, size_t n)
{
	struct sheet *s = current_sheet(x);

	BUG_IF(s->titles != NULL);
	s->widths = xreallocarray(s->widths, n, sizeof(*s->widths));
	memcpy(s->widths, widths, n * sizeof(*widths));
	s->nwidths = n;
	if (!x->failed)
		apply_widths(s, last_part(s)->ws);
}

void
xlsx_one_page(struct xlsx *x)
{
	BUG_IF(current_sheet(x)->titles != NULL);
	if (x->failed)
		return;
	lxw->worksheet_set_portrait(last_part(current_sheet(x))->ws);
	lxw->worksheet_fit_to_pages(last_part(current_sheet(x))->ws, 1, 1);
}

void
xlsx_freeze(struct xlsx *x)
{
	const struct part *p = last_part(current_sheet(x));

	BUG_IF(current_sheet(x)->titles != NULL || current_sheet(x)->col > 0);
	if (!x->failed)
		lxw->worksheet_freeze_panes(p->ws, (lxw_row_t)p->row, 0);
}

void
xlsx_select(struct xlsx *x, int sheet)
{
	BUG_IF(current_sheet(x)->col > 0);
	sheet_at(x, sheet);
	x->current = (size_t)sheet;
}

/* ------------------------------------------------------------------ cells */

/* Finds the place of the next cell: the last part of the current sheet, or a new one
 * when that is full. NULL once something has failed. */
static lxw_worksheet *
next_cell(struct xlsx *x, lxw_row_t *row, lxw_col_t *col)
{
	struct sheet *s = current_sheet(x);

	if (last_part(s)->row - header_rows(s) >= x->limit)
		add_part(x, s);
	BUG_IF(s->col >= LXW_COL_MAX);
	*row = (lxw_row_t)last_part(s)->row;
	*col = (lxw_col_t)s->col++;
	return x->failed ? NULL : last_part(s)->ws;
}

/* Notes that the row has a cell; an error of the library here is a bug(). */
static void
done(struct xlsx *x, lxw_error error)
{
	current_sheet(x)->row_filled = true;
	if (error != LXW_NO_ERROR)
		bug("cell of %s: %s", current_sheet(x)->name,
		    lxw->lxw_strerror(error));
}

static void
put_number(struct xlsx *x, double d, int format)
{
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws = next_cell(x, &row, &col);

	if (ws != NULL && isfinite(d))
		done(x, lxw->worksheet_write_number(ws, row, col, d,
		    x->format[format]));
}

void
xlsx_text(struct xlsx *x, const char *s, enum xlsx_style style)
{
	struct sheet *sheet = current_sheet(x);
	lxw_row_t row;
	lxw_col_t col;
	lxw_worksheet *ws = next_cell(x, &row, &col);

	BUG_IF(style >= XLSX_STYLES);
	if (ws == NULL || s == NULL || *s == '\0')
		return;
	if (col < 64)
		sheet->text_columns |= UINT64_C(1) << col;
	done(x, lxw->worksheet_write_string(ws, row, col, clean(x, s),
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

/* The serial number of a day: 1 is 1 January 1900, and 60 is 29 February 1900, which
 * never was. -1 before 1900. */
static int
serial(date_day d)
{
	enum { FIRST = -25567, LEAP = -25508 };	/* 1900-01-01, 1900-03-01 */

	return d < FIRST ? -1 : d < LEAP ? d - FIRST + 1 : d - LEAP + 61;
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
		done(x, lxw->worksheet_write_boolean(ws, row, col, b, NULL));
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
		done(x, lxw->worksheet_write_formula_str(ws, row, col, formula,
		    x->format[format], clean(x, value)));
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
		done(x, lxw->worksheet_write_formula_num(ws, row, col, formula,
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
	struct sheet *s = current_sheet(x);
	struct part *p = last_part(s);

	if (s->row_filled)
		p->filled++;
	s->row_filled = false;
	s->col = 0;
	p->row++;
	if (!x->failed && ferror(p->ws->optimize_tmpfile))
		fail(x);
}

long
xlsx_row(const struct xlsx *x)
{
	const struct sheet *s = current_sheet(x);
	const struct part *p = last_part(s);

	return p->row - header_rows(s) >= x->limit ? header_rows(s) : p->row;
}

int
xlsx_parts(const struct xlsx *x, int sheet)
{
	return (int)sheet_at(x, sheet)->nparts;
}

static const struct part *
part_at(const struct xlsx *x, int sheet, int part)
{
	const struct sheet *s = sheet_at(x, sheet);

	BUG_IF(part < 0 || (size_t)part >= s->nparts);
	return &s->parts[part];
}

const char *
xlsx_part_name(const struct xlsx *x, int sheet, int part)
{
	return part_at(x, sheet, part)->name;
}

long
xlsx_part_rows(const struct xlsx *x, int sheet, int part)
{
	return part_at(x, sheet, part)->row - header_rows(sheet_at(x, sheet));
}

void
xlsx_range(const struct xlsx *x, int sheet, int part, int col,
    struct buf *out)
{
	long first = header_rows(sheet_at(x, sheet)) + 1;
	long rows = xlsx_part_rows(x, sheet, part);
	char letters[LXW_MAX_COL_NAME_LENGTH];

	lxw->lxw_col_to_name(letters, (lxw_col_t)col, 0);
	buf_addf(out, "'%s'!$%s$%ld:$%s$%ld", xlsx_part_name(x, sheet, part),
	    letters, first, letters, first + (rows > 0 ? rows - 1 : 0));
}

/* ----------------------------------------------------------------- charts */

void
xlsx_chart(struct xlsx *x, long row, int col, enum xlsx_chart kind,
    const char *title, int sheet, long first, long last, int category_col,
    int value_col, const char *series)
{
	static const uint8_t kinds[] = {
		[XLSX_CHART_COLUMN] = LXW_CHART_COLUMN,
		[XLSX_CHART_BAR] = LXW_CHART_BAR,
		[XLSX_CHART_LINE] = LXW_CHART_LINE
	};
	const struct sheet *from = sheet_at(x, sheet);
	lxw_chart *chart;
	lxw_chart_series *values;

	BUG_IF(*title == '=' || *series == '=' || first < 0 ||
	    last >= from->parts[0].row);
	if (x->failed || last < first)
		return;
	chart = lxw->workbook_add_chart(x->book, kinds[kind]);
	values = lxw->chart_add_series(chart, NULL, NULL);
	lxw->chart_series_set_categories(values, from->name, (lxw_row_t)first,
	    (lxw_col_t)category_col, (lxw_row_t)last, (lxw_col_t)category_col);
	lxw->chart_series_set_values(values, from->name, (lxw_row_t)first,
	    (lxw_col_t)value_col, (lxw_row_t)last, (lxw_col_t)value_col);
	lxw->chart_series_set_name(values, clean(x, series));
	/* In constant-memory mode the library cannot see whether these are words. */
	values->categories->ignore_cache = LXW_TRUE;
	values->categories->has_string_cache = category_col < 64 &&
	    (from->text_columns >> category_col & 1) != 0;
	lxw->chart_title_set_name(chart, clean(x, title));
	lxw->chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	if (kind == XLSX_CHART_BAR) {	/* its categories are on the y axis */
		lxw->chart_axis_set_reverse(chart->y_axis);
		lxw->chart_axis_set_crossing_max(chart->y_axis);
	}
	if (lxw->worksheet_insert_chart(last_part(current_sheet(x))->ws,
	    (lxw_row_t)row, (lxw_col_t)col, chart) != LXW_NO_ERROR)
		bug("chart on %s", current_sheet(x)->name);
}

/* -------------------------------------------------------------- finishing */

/* Ends the rows of a part and fills what reading back must find. */
static void
end_part(struct xlsx *x, const struct sheet *s, const struct part *p,
    struct zipcheck_sheet *want)
{
	lxw_row_t last = (lxw_row_t)(p->row - 1);

	if (s->filter && s->titles != NULL)
		lxw->worksheet_autofilter(p->ws, 0, 0, last,
		    (lxw_col_t)(s->ntitles - 1));
	lxw->lxw_worksheet_write_single_row(p->ws);
	if (fflush(p->ws->optimize_tmpfile) != 0 ||
	    ferror(p->ws->optimize_tmpfile))
		fail(x);
	want->rows = p->filled;
	want->bytes = ftello(p->ws->optimize_tmpfile);
	if (p->filled == 0) {	/* the library would not close it */
		fclose(p->ws->optimize_tmpfile);
		p->ws->optimize_tmpfile = NULL;
	}
}

static bool
close_book(struct xlsx *x, struct zipcheck_sheet *want)
{
	lxw_error error;
	size_t i, k;
	FILE *was;

	for (i = 0; i < x->nsheets && !x->failed; i++)
		for (k = 0; k < x->sheets[i].nparts && !x->failed; k++) {
			const struct part *p = &x->sheets[i].parts[k];
			end_part(x, &x->sheets[i], p, &want[p->number]);
		}
	if (x->failed)
		return false;
	was = hush();
	error = lxw->workbook_close(x->book);
	unhush(was);
	x->book = NULL;
	if (error != LXW_NO_ERROR)
		fail(x);
	return !x->failed;
}

/* Copies the nameless file to standard output. */
static bool
copy_out(struct xlsx *x, struct err *e)
{
	FILE *to = file_out_stream(x->out);
	char block[64 * 1024];
	ssize_t n;
	off_t at = 0;

	while ((n = pread(x->fd, block, sizeof(block), at)) > 0) {
		if (fwrite(block, 1, (size_t)n, to) != (size_t)n)
			break;
		at += n;
	}
	if (n != 0)
		return err_set(e, ERR_IO, NULL,
		    "The workbook cannot be copied to standard output: %s.",
		    strerror(errno));
	return true;
}

/* Frees a workbook without writing it, and closes its temporary files, which the
 * library does not. */
static void
discard_book(struct xlsx *x)
{
	size_t i, k;

	if (x->book == NULL)
		return;
	for (i = 0; i < x->nsheets; i++)
		for (k = 0; k < x->sheets[i].nparts; k++) {
			lxw_worksheet *ws = x->sheets[i].parts[k].ws;
			if (ws != NULL && ws->optimize_tmpfile != NULL)
				fclose(ws->optimize_tmpfile);
		}
	lxw->lxw_workbook_free(x->book);
	x->book = NULL;
}

bool
xlsx_ok(const struct xlsx *x)
{
	return !x->failed;
}

bool
xlsx_finish(struct xlsx *x, struct err *e)
{
	struct zipcheck_sheet *want;
	bool ok;

	BUG_IF(current_sheet(x)->col > 0);
	want = xcalloc(x->numbered, sizeof(*want));
	if (!close_book(x, want)) {
		if (e != NULL)
			*e = x->err;
		ok = false;
	} else {
		ok = zipcheck_workbook(x->path, want, x->numbered, e) &&
		    (x->fd < 0 || copy_out(x, e));
	}
	free(want);
	if (!ok) {
		xlsx_abort(x);
		return false;
	}
	ok = file_out_commit(x->out, e);
	free_all(x);
	return ok;
}

void
xlsx_abort(struct xlsx *x)
{
	if (x == NULL)
		return;
	discard_book(x);
	file_out_abort(x->out);
	free_all(x);
}

const char *
xlsx_library(void)
{
	const struct xlsx_module *m = xlsx_module_open(NULL);
	static char text[32];

	if (m == NULL)
		return "libxlsxwriter: not installed";
	snprintf(text, sizeof(text), "libxlsxwriter %s", m->lxw_version());
	return text;
}
