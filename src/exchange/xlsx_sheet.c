/*
 * xlsx_sheet.c - the sheets of a workbook, their parts, ranges and charts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/xlsx_inside.h"

enum {
	NAME_BYTES = 28,	/* leaves room for " 99" within 31 */
	A4 = 9			/* paper */
};

#define DEFAULT_WIDTH 12.0

static struct xlsx_sheet *
sheet_at(const struct xlsx *x, int sheet)
{
	BUG_IF(sheet < 0 || (size_t)sheet >= x->nsheets);
	return &x->sheets[sheet];
}

struct xlsx_sheet *
xlsx_current(const struct xlsx *x)
{
	BUG_IF(x->nsheets == 0);
	return &x->sheets[x->current];
}

struct xlsx_part *
xlsx_last_part(const struct xlsx_sheet *s)
{
	return &s->parts[s->nparts - 1];
}

long
xlsx_header_rows(const struct xlsx_sheet *s)
{
	return s->titles != NULL ? 1 : 0;
}

void
xlsx_sheet_free(struct xlsx_sheet *s)
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
apply_widths(const struct xlsx *x, const struct xlsx_sheet *s, lxw_worksheet *ws)
{
	lxw_col_t i;

	for (i = 0; i < s->nwidths; i++)
		x->lxw->worksheet_set_column(ws, i, i,
		    s->widths[i] > 0 ? s->widths[i] : DEFAULT_WIDTH, NULL);
}

static void
write_header(struct xlsx *x, struct xlsx_sheet *s, struct xlsx_part *p)
{
	lxw_col_t i;

	for (i = 0; i < s->ntitles; i++)
		if (x->lxw->worksheet_write_string(p->ws, 0, i, xlsx_clean(&x->text, s->titles[i]),
		    x->format[XLSX_HEADER]) != LXW_NO_ERROR)
			bug("title of column %d of %s", i, s->name);
	x->lxw->worksheet_freeze_panes(p->ws, 1, 0);
	x->lxw->worksheet_repeat_rows(p->ws, 0, 0);
	p->row = p->filled = 1;
}

/* The next worksheet of the book for `s`: the first part, or "Name 2". */
void
xlsx_add_part(struct xlsx *x, struct xlsx_sheet *s)
{
	struct xlsx_part *p;
	FILE *was;

	GROW(s->parts, s->parts_cap, s->nparts + 1);
	p = &s->parts[s->nparts++];
	*p = (struct xlsx_part){ .number = x->numbered++ };
	p->name = s->nparts == 1 ? xstrdup(s->name) :
	    xasprintf("%s %zu", s->name, s->nparts);
	if (x->failed)
		return;
	if (x->lxw->workbook_validate_sheet_name(x->book, p->name) != LXW_NO_ERROR)
		bug("\"%s\" cannot be the name of a sheet", p->name);
	was = xlsx_hush();
	p->ws = x->lxw->workbook_add_worksheet(x->book, p->name);
	xlsx_unhush(was);
	if (p->ws == NULL || p->ws->optimize_tmpfile == NULL) {
		xlsx_fail(x);
		return;
	}
	x->lxw->worksheet_set_landscape(p->ws);
	x->lxw->worksheet_set_paper(p->ws, A4);
	x->lxw->worksheet_fit_to_pages(p->ws, 1, 0);
	x->lxw->worksheet_set_footer(p->ws, "&L&A&RPage &P of &N");
	apply_widths(x, s, p->ws);
	if (s->titles != NULL)
		write_header(x, s, p);
}

int
xlsx_sheet(struct xlsx *x, const char *name,
    const struct xlsx_column *columns, size_t n, bool filter)
{
	struct xlsx_sheet *s;
	size_t i;

	BUG_IF(x->nsheets > 0 && xlsx_current(x)->col > 0);
	BUG_IF(*name == '\0' || strlen(name) > NAME_BYTES);
	BUG_IF(strchr(name, '\'') != NULL || text_is(name, "History"));
	GROW(x->sheets, x->sheets_cap, x->nsheets + 1);
	s = &x->sheets[x->nsheets];
	*s = (struct xlsx_sheet){ .name = xstrdup(name), .filter = filter };
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
	xlsx_add_part(x, s);
	return (int)x->current;
}

void
xlsx_widths(struct xlsx *x, const double *widths, size_t n)
{
	struct xlsx_sheet *s = xlsx_current(x);

	BUG_IF(s->titles != NULL);
	s->widths = xreallocarray(s->widths, n, sizeof(*s->widths));
	memcpy(s->widths, widths, n * sizeof(*widths));
	s->nwidths = n;
	if (!x->failed)
		apply_widths(x, s, xlsx_last_part(s)->ws);
}

void
xlsx_one_page(struct xlsx *x)
{
	BUG_IF(xlsx_current(x)->titles != NULL);
	if (x->failed)
		return;
	x->lxw->worksheet_set_portrait(xlsx_last_part(xlsx_current(x))->ws);
	x->lxw->worksheet_fit_to_pages(xlsx_last_part(xlsx_current(x))->ws, 1, 1);
}

void
xlsx_freeze(struct xlsx *x)
{
	const struct xlsx_part *p = xlsx_last_part(xlsx_current(x));

	BUG_IF(xlsx_current(x)->titles != NULL || xlsx_current(x)->col > 0);
	if (!x->failed)
		x->lxw->worksheet_freeze_panes(p->ws, (lxw_row_t)p->row, 0);
}

void
xlsx_select(struct xlsx *x, int sheet)
{
	BUG_IF(xlsx_current(x)->col > 0);
	sheet_at(x, sheet);
	x->current = (size_t)sheet;
}

/* --- where a row stands ----------------------------------------------------------------------- */

long
xlsx_row(const struct xlsx *x)
{
	const struct xlsx_sheet *s = xlsx_current(x);
	const struct xlsx_part *p = xlsx_last_part(s);

	return p->row - xlsx_header_rows(s) >= x->limit ? xlsx_header_rows(s) : p->row;
}

int
xlsx_parts(const struct xlsx *x, int sheet)
{
	return (int)sheet_at(x, sheet)->nparts;
}

static const struct xlsx_part *
part_at(const struct xlsx *x, int sheet, int part)
{
	const struct xlsx_sheet *s = sheet_at(x, sheet);

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
	return part_at(x, sheet, part)->row - xlsx_header_rows(sheet_at(x, sheet));
}

void
xlsx_range(const struct xlsx *x, int sheet, int part, int col,
    struct buf *out)
{
	long first = xlsx_header_rows(sheet_at(x, sheet)) + 1;
	long rows = xlsx_part_rows(x, sheet, part);
	char letters[LXW_MAX_COL_NAME_LENGTH];

	x->lxw->lxw_col_to_name(letters, (lxw_col_t)col, 0);
	buf_addf(out, "'%s'!$%s$%ld:$%s$%ld", xlsx_part_name(x, sheet, part),
	    letters, first, letters, first + (rows > 0 ? rows - 1 : 0));
}

/* --- charts ----------------------------------------------------------------------------------- */

void
xlsx_chart(struct xlsx *x, long row, int col, const struct xlsx_chart *c)
{
	static const uint8_t kinds[] = {
		[XLSX_CHART_COLUMN] = LXW_CHART_COLUMN,
		[XLSX_CHART_BAR] = LXW_CHART_BAR,
		[XLSX_CHART_LINE] = LXW_CHART_LINE
	};
	const struct xlsx_sheet *from = sheet_at(x, c->sheet);
	lxw_row_t first = (lxw_row_t)c->first, last = (lxw_row_t)c->last;
	lxw_col_t categories = (lxw_col_t)c->categories, numbers = (lxw_col_t)c->values;
	lxw_chart *chart;
	lxw_chart_series *values;

	BUG_IF(*c->title == '=' || *c->series == '=' || c->first < 0 ||
	    c->last >= from->parts[0].row);
	if (x->failed || c->last < c->first)
		return;
	chart = x->lxw->workbook_add_chart(x->book, kinds[c->kind]);
	values = x->lxw->chart_add_series(chart, NULL, NULL);
	x->lxw->chart_series_set_categories(values, from->name, first, categories, last,
	    categories);
	x->lxw->chart_series_set_values(values, from->name, first, numbers, last, numbers);
	x->lxw->chart_series_set_name(values, xlsx_clean(&x->text, c->series));
	/* In constant-memory mode the library cannot see whether these are words. */
	values->categories->ignore_cache = LXW_TRUE;
	values->categories->has_string_cache = categories < 64 &&
	    (from->text_columns >> categories & 1) != 0;
	x->lxw->chart_title_set_name(chart, xlsx_clean(&x->text, c->title));
	x->lxw->chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	if (c->kind == XLSX_CHART_BAR) {	/* its categories are on the y axis */
		x->lxw->chart_axis_set_reverse(chart->y_axis);
		x->lxw->chart_axis_set_crossing_max(chart->y_axis);
	}
	if (x->lxw->worksheet_insert_chart(xlsx_last_part(xlsx_current(x))->ws,
	    (lxw_row_t)row, (lxw_col_t)col, chart) != LXW_NO_ERROR)
		bug("chart on %s", xlsx_current(x)->name);
}
