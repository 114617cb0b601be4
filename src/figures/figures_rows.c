/*
 * figures_rows.c - the records behind a figure of the monthly report: the rows that its
 * entry (src/report/monthly.c) selects from the detail sheet, with the columns that the
 * sheet has on the screen.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "figures/figures.h"
#include "figures/report.h"

/* The figure, if it has rows; else NULL. */
static const struct report_figure *
figure_find(const char *name)
{
	const struct report *r = report_find("monthly");
	size_t i;

	for (i = 0; i < r->n_figures; i++)
		if (strcmp(r->figures[i].name, name) == 0 && r->figures[i].rows != NULL)
			return &r->figures[i];
	return NULL;
}

static bool
on_screen(const struct report_request *q, const struct report_sheet_column *c)
{
	return c->screen != NULL && report_column_shown(q, c);
}

/* --- columns ---------------------------------------------------------------------- */

/* How a column's cells are shown, and how wide they are at most; 0: as the column. */
static const struct {
	enum field_type type;
	int width, twelve_hour;
} units[REPORT_UNITS] = {
	[REPORT_TEXT] = { FIELD_TEXT, 0, 0 }, [REPORT_DATE] = { FIELD_DATE, 11, 11 },
	[REPORT_COUNT] = { FIELD_INTEGER, 6, 6 }, [REPORT_MONEY] = { FIELD_MONEY, 11, 11 },
	[REPORT_TIME] = { FIELD_TIME, 5, 6 }, [REPORT_INSTANT] = { FIELD_INSTANT, 17, 18 },
	[REPORT_BOOL] = { FIELD_BOOL, 4, 4 }, [REPORT_NUMBER] = { FIELD_TEXT, 9, 9 },
};

/* The field that shows a cell: the record's whose word it is, else `own`. */
static const struct field *
field_of(const struct report_sheet_column *c, struct field *own)
{
	*own = (struct field){ .name = c->name, .type = units[c->unit].type };
	return c->word == NULL ? own :
	    record_field(c->word, c->field != NULL ? c->field : c->name);
}

/* The longest cell; 0: it is not known. */
static int
width_of(const struct practice *p, const struct report_sheet_column *c)
{
	struct field own;
	const struct choice *choice = field_of(c, &own)->choices;
	int width = p->context.twelve_hour ? units[c->unit].twelve_hour :
	    units[c->unit].width;

	for (; choice != NULL && choice->value != NULL; choice++) {
		int n = text_width(choice->label != NULL ? choice->label : choice->value);

		width = n > width ? n : width;
	}
	return width > 0 && text_width(c->screen) > width ? text_width(c->screen) : width;
}

/* The first column stays, and the name, which takes the rest; other texts go first, then
 * the columns from the right. */
static struct figures_column
column_of(const struct practice *p, const struct report_sheet_column *c, size_t i,
    bool name)
{
	int width = width_of(p, c), drop = i == 0 || name ? 0 : (int)i;
	bool right = c->unit != REPORT_TEXT && c->unit != REPORT_DATE &&
	    c->unit != REPORT_INSTANT && c->unit != REPORT_BOOL;

	if (width > 0)
		return (struct figures_column){ c->screen, width, width, drop, right };
	return (struct figures_column){ c->screen, name ? 16 : 10, name ? 0 : (int)c->width,
	    drop > 0 ? drop + FIGURES_CELLS : 0, right };
}

size_t
figures_columns(const struct practice *p, const char *figure,
    struct figures_column out[FIGURES_CELLS])
{
	const struct report_figure *f = figure_find(figure);
	const struct report_request q = { .hides = report_hides(p) };
	const struct report_sheet *s;
	bool name, named = false;
	size_t n = 0;
	size_t i;

	if (f == NULL)
		return 0;
	s = report_figure_sheet(report_find("monthly"), f);
	for (i = 0; i < s->n_columns && (s->needs & q.hides) == 0; i++)
		if (on_screen(&q, &s->columns[i])) {
			BUG_IF(n == FIGURES_CELLS);
			name = !named && (s->columns[i].flags & REPORT_NAMES) != 0;
			out[n] = column_of(p, &s->columns[i], n, name);
			named |= name;
			n++;
		}
	return n;
}

/* --- rows ------------------------------------------------------------------------------ */

struct row {
	struct figures_row row;
	const char *order;
	size_t nth;
};

struct rows {
	struct practice *p;
	const struct report_request *q;
	const struct report_sheet *sheet;
	struct row *rows;
	size_t n, cap, max;
	struct arena *arena;
	struct value value;
	struct buf text;
};

/* The text in the buffer, kept. */
static const char *
keep(struct rows *x)
{
	const char *s = arena_strdup(x->arena, x->text.s);

	buf_cut(&x->text, 0);
	return s;
}

static const char *
cell(struct rows *x, const struct report_sheet_column *c, struct stmt *row)
{
	struct field own;
	const struct field *f = field_of(c, &own);

	if (stmt_is_null(row, c->name))
		return "";
	if (c->unit == REPORT_NUMBER) {
		buf_addf(&x->text, "%.2f", stmt_real(row, c->name));
		return keep(x);
	}
	if (field_kind(f) == VALUE_INT)
		value_set_int(&x->value, stmt_int(row, c->name));
	else
		value_set_text(&x->value, stmt_text(row, c->name));
	field_show(f, &x->p->context, &x->value, &x->text);
	return keep(x);
}

static bool
add_row(struct stmt *row, void *arg)
{
	struct rows *x = arg;
	const struct report_sheet *s = x->sheet;
	struct row *to;
	size_t n = 0;
	size_t i;

	GROW(x->rows, x->cap, x->n + 1);
	to = &x->rows[x->n];
	*to = (struct row){ .row = { .type = s->opens,
	    .id = stmt_int(row, s->opens->name) }, .nth = x->n++ };
	for (i = 0; i < s->n_columns; i++)
		if (on_screen(x->q, &s->columns[i]))
			to->row.cells[n++] = cell(x, &s->columns[i], row);
	if (s->order != NULL) {
		text_fold(&x->text, stmt_text(row, s->order));
		to->order = keep(x);
	}
	return x->n < x->max;
}

static int
row_cmp(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = strcmp(x->order, y->order);

	return c != 0 ? c : x->nth < y->nth ? -1 : 1;
}

static void
give(struct rows *x, const struct figures_query *q,
    bool (*fn)(const struct figures_row *, void *), void *arg, bool *more)
{
	size_t limit = (size_t)q->limit;
	size_t i;

	if (x->sheet->order != NULL && x->n > 1)
		qsort(x->rows, x->n, sizeof(*x->rows), row_cmp);
	*more = x->n > limit;
	for (i = 0; i < x->n && i < limit && fn(&x->rows[i].row, arg); i++)
		;
}

bool
figures_rows(struct practice *p, const struct figures_query *q,
    bool (*fn)(const struct figures_row *, void *), void *arg, bool *more,
    struct err *e)
{
	const struct report *report = report_find("monthly");
	const struct report_figure *f = figure_find(q->figure);
	struct report_request request;
	struct rows x = { .p = p, .q = &request, .value = VALUE_INIT, .text = BUF_INIT };
	struct report_period month;
	bool ok;

	BUG_IF(q->limit < 1);
	*more = false;
	if (f == NULL)
		return err_set(e, ERR_INVALID, "figure",
		    "There are no records behind %.60s.", q->figure);
	x.sheet = report_figure_sheet(report, f);
	if (!practice_may(p, ACTION_REPORT, e) || !report_may(p, x.sheet->needs, e) ||
	    !report_asked(p, q->month, &request, e))
		return false;
	/* in an order of their own, all are read first */
	x.max = x.sheet->order != NULL ? SIZE_MAX : (size_t)q->limit + 1;
	x.arena = arena_new();
	month = report_period(report, &request);
	ok = report_rows(&month, f, add_row, &x, e);
	if (ok)
		give(&x, q, fn, arg, more);
	arena_free(x.arena);
	free(x.rows);
	buf_free(&x.text);
	value_clear(&x.value);
	return ok;
}
