/*
 * retention.c - those whose years of keeping are over. See rights.h.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/rights.h"
#include "screens/client/client.h"
#include "screens/client/rights.h"
#include "screens/toolkit/list_screen.h"

static const struct list_column columns[] = {
	{ .title = "client", .min = 16, .max = 30 },
	{ .title = "last visit", .min = 11, .max = 11, .drop = 2 },
	{ .title = "kept until", .min = 11, .max = 11 },
	{ .title = "kept all the same", .min = 16, .max = 0, .drop = 1 },
};

static struct list_screen *
of(struct screen *s)
{
	return (struct list_screen *)s;
}

static bool
add_row(int64_t client, const char *name, const struct keeping *k, void *arg)
{
	struct list_rows *rows = &((struct list_screen *)arg)->rows;
	char day[24];

	list_rows_add(rows, client, "");
	list_rows_cell(rows, STYLE_TEXT, name);
	list_rows_cell(rows, STYLE_DIM, date_to_words(k->last, false, day));
	list_rows_cell(rows, STYLE_TEXT, date_to_words(k->until, false, day));
	list_rows_cell(rows, STYLE_WARN, k->why.len > 0 ? k->why.s : "");
	return true;
}

static void
shown(struct screen *s)
{
	struct err e;

	list_rows_clear(&of(s)->rows);
	if (!rights_over(practice_of(s), add_row, of(s), &e))
		ui_err(s->ui, &e);
	if (of(s)->list != NULL)
		list_reload(of(s)->list);
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_client, &record_session,
	    &record_hold, &record_erasure, &record_receipt, &record_adverse_event,
	    &record_practice, NULL };

	if (desk_touches(what, types))
		shown(s);
}

static void
run_client(struct screen *s, enum act a)
{
	int64_t id = list_selected(of(s)->list);

	if (id == 0)
		ui_say(s->ui, "No client is selected.");
	else
		client_do(desk_of(s), id, a);
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Retention ended");
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_client },
	{ ACT_rights, "data rights", run_client },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "retention", LIST_SCREEN, .bindings = bindings,
	.draw = list_screen_draw_ruled, .title = title, .sized = list_screen_sized_ruled,
	.shown = shown, .changed = changed, .free = list_screen_free,
};

void
retention_push(struct desk *d)
{
	struct list_screen *ls;

	if (!desk_may(d, ACTION_ERASE))
		return;
	ls = xcalloc(1, sizeof(*ls));
	ls->screen.ops = &ops;
	ls->screen.ui = d->ui;
	shown(&ls->screen);
	list_screen_begin(ls, columns, ARRAY_LEN(columns), true, "Nobody's years are over.");
	ui_push(d->ui, &ls->screen);
}
