/*
 * figure_rows.c - the records behind a figure of a month.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "figures/figures.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/month.h"
#include "screens/receipt/receipt.h"
#include "screens/reports.h"
#include "screens/toolkit/list_screen.h"

#define ROWS_MAX 2000		/* the workbook has all */

struct figure_rows {
	struct list_screen ls;
	char *figure, *label;
	date_day first;			/* of the month */
	struct behind {
		const struct record_type *type;
		int64_t id;
	} *behind;			/* by row; row ids count from 1 */
	size_t cap;
	struct list_column columns[FIGURES_CELLS];
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

	GROW(f->behind, f->cap, f->ls.rows.n + 1);
	f->behind[f->ls.rows.n] = (struct behind){ row->type, row->id };
	list_rows_add(&f->ls.rows, (int64_t)f->ls.rows.n + 1, "");
	for (i = 0; i < FIGURES_CELLS && row->cells[i] != NULL; i++)
		list_rows_cell(&f->ls.rows, STYLE_TEXT, row->cells[i]);
	return true;
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct figure_rows *f = of(s);
	int64_t row = list_selected(f->ls.list);

	if (row > 0)
		record_open(desk_of(s), f->behind[row - 1].type,
		    f->behind[row - 1].id);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct figure_rows *f = (const struct figure_rows *)s;

	buf_addf(out, "%s, ", f->label);
	month_words(f->first, out);
	buf_adds(out, f->more ? ", the first 2,000" : "");
}

static void
rows_free(struct screen *s)
{
	struct figure_rows *f = of(s);

	list_screen_end(&f->ls);
	free(f->behind);
	free(f->figure);
	free(f->label);
	free(f);
}

static void
run_export(struct screen *s, UNUSED enum act a)
{
	ui_say(s->ui, "These rows are in the month's workbook: x on the report writes "
	    "it.");
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_export, NULL, run_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "figure", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw,
	.title = title, .sized = list_screen_sized, .free = rows_free,
};

static bool
load(struct figure_rows *f, struct practice *p, struct err *e)
{
	struct figures_column columns[FIGURES_CELLS];
	char month[8];
	struct figures_query q = { .figure = f->figure,
	    .month = month_iso(f->first, month), .limit = ROWS_MAX };
	size_t i, n = figures_columns(p, f->figure, columns);

	if (n == 0)
		return err_set(e, ERR_DENIED, NULL,
		    "The records behind this figure are not shown to your role.");
	for (i = 0; i < n; i++)
		f->columns[i] = (struct list_column){ .title = columns[i].title,
		    .min = columns[i].min, .max = columns[i].max,
		    .drop = columns[i].drop, .right = columns[i].right };
	if (!figures_rows(p, &q, add_row, f, &f->more, e))
		return false;
	list_screen_begin(&f->ls, f->columns, n, true, "No records.");
	return true;
}

void
figure_rows_push(struct desk *d, const char *figure, const char *label,
    date_day first)
{
	struct figure_rows *f = xcalloc(1, sizeof(*f));
	struct err e;

	f->ls.screen.ops = &ops;
	f->figure = xstrdup(figure);
	f->label = xstrdup(label);
	f->first = first;
	if (!load(f, d->p, &e)) {
		ui_err(d->ui, &e);
		rows_free(&f->ls.screen);
		return;
	}
	ui_push(d->ui, &f->ls.screen);
}
