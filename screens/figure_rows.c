/*
 * figure_rows.c - the records behind a figure of a month.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/figures.h"
#include "screens/client.h"
#include "screens/forms.h"
#include "screens/receipt.h"
#include "screens/reports.h"
#include "screens/toolkit/list.h"

#define ROWS_MAX 2000		/* more are in the workbook */

struct figure_rows {
	struct screen screen;
	char *figure, *label, *month;
	struct list_rows rows;
	const struct record_type **types;	/* by row */
	size_t cap;
	struct list_column columns[FIGURES_CELLS];
	size_t n_columns;
	struct list *list;
	bool more;
};

static struct figure_rows *
of(struct screen *s)
{
	return (struct figure_rows *)s;
}

static bool
add_row(const struct figures_row *row, void *arg)
{
	struct figure_rows *f = arg;
	size_t i;

	GROW(f->types, f->cap, f->rows.n + 1);
	f->types[f->rows.n] = row->type;
	list_rows_add(&f->rows, row->id, "");
	for (i = 0; i < FIGURES_CELLS && row->cells[i] != NULL; i++)
		list_rows_cell(&f->rows, STYLE_TEXT, row->cells[i]);
	return true;
}

static void
run_open(struct screen *s, enum act a)
{
	struct figure_rows *f = of(s);
	struct desk *d = desk_of(s);
	int64_t id = list_selected(f->list);
	size_t i;

	for (i = 0; i < f->rows.n && f->rows.rows[i].id != id; i++)
		;
	if (i == f->rows.n)
		return;
	record_open(d, f->types[i], id);
}

static bool
act(struct screen *s, enum act a)
{
	return list_act(of(s)->list, s->ui, a);
}

static bool
text(struct screen *s, const char *typed, size_t n, bool paste)
{
	return list_text(of(s)->list, s->ui, typed, n);
}

static enum mode
mode_now(const struct screen *s)
{
	return list_mode(((const struct figure_rows *)s)->list);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	list_draw(((const struct figure_rows *)s)->list, c, a, true);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct figure_rows *f = (const struct figure_rows *)s;

	buf_addf(out, "%s, %s%s", f->label, f->month,
	    f->more ? ", the first 2,000" : "");
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->list, body.rows);
}

static void
rows_free(struct screen *s)
{
	struct figure_rows *f = of(s);

	list_free(f->list);
	list_rows_clear(&f->rows);
	free(f->types);
	free(f->figure);
	free(f->label);
	free(f->month);
	free(f);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "figure", .mode = MODE_LIST, .mode_now = mode_now,
	.bindings = bindings, .widget_acts = list_acts, .act = act, .text = text,
	.draw = draw, .title = title, .sized = sized, .free = rows_free,
};

static bool
load(struct figure_rows *f, struct practice *p, struct err *e)
{
	const char *const *titles = figures_row_titles(p, f->figure);
	struct figures_query q = { .figure = f->figure, .month = f->month,
	    .limit = ROWS_MAX };
	struct list_spec spec = { .source = &list_fixed, .arg = &f->rows,
	    .columns = f->columns, .header = true, .empty = "No records." };

	if (titles == NULL)
		return err_set(e, ERR_DENIED, NULL,
		    "The records behind this figure are not shown to your role.");
	for (; titles[f->n_columns] != NULL; f->n_columns++)
		f->columns[f->n_columns] = (struct list_column){
		    .title = titles[f->n_columns], .min = 10,
		    .max = f->n_columns == 1 ? 0 : 18,
		    .drop = (int)f->n_columns };
	spec.n_columns = f->n_columns;
	if (!figures_rows(p, &q, add_row, f, &f->more, e))
		return false;
	f->list = list_new(&spec);
	return true;
}

void
figure_rows_push(struct desk *d, const char *figure, const char *label,
    const char *month)
{
	struct figure_rows *f = xcalloc(1, sizeof(*f));
	struct err e;

	f->screen.ops = &ops;
	f->figure = xstrdup(figure);
	f->label = xstrdup(label);
	f->month = xstrdup(month);
	if (!load(f, d->p, &e)) {
		ui_err(d->ui, &e);
		rows_free(&f->screen);
		return;
	}
	ui_push(d->ui, &f->screen);
}
