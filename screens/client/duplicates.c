/*
 * duplicates.c - see duplicates.h.
 */
#include "screens/client/duplicates.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "practice/duplicates.h"
#include "practice/naming.h"
#include "screens/toolkit/list_screen.h"

struct duplicates {
	struct list_screen ls;
	struct duplicate_pair *pairs;	/* row i + 1 is pair i */
	size_t n;
};

static const struct list_column columns[] = {
	{ .title = "score", .min = 5, .max = 5, .right = true },
	{ .title = "client", .min = 14, .max = 0 },
	{ .title = "and", .min = 14, .max = 0 },
	{ .title = "why", .min = 10, .max = 26, .drop = 1 },
};

static struct duplicates *
of(struct screen *s)
{
	return (struct duplicates *)s;
}

static void
add_row(struct duplicates *o, struct practice *p, size_t i)
{
	const int64_t ids[] = { o->pairs[i].first, o->pairs[i].second };
	char score[16];
	size_t k;

	snprintf(score, sizeof(score), "%d", o->pairs[i].score);
	list_rows_add(&o->ls.rows, (int64_t)i + 1, "");
	list_rows_cell(&o->ls.rows, STYLE_TEXT, score);
	for (k = 0; k < ARRAY_LEN(ids); k++) {
		AUTO_BUF struct buf name = BUF_INIT;

		naming_add_id(p, &record_client, ids[k], &name);
		list_rows_cell(&o->ls.rows, STYLE_TEXT, name.s);
	}
	list_rows_cell(&o->ls.rows, STYLE_DIM, o->pairs[i].why);
}

static void
shown(struct screen *s)
{
	struct duplicates *o = of(s);
	struct err e;
	size_t i;

	list_rows_clear(&o->ls.rows);
	free(o->pairs);
	if (!duplicates_all(practice_of(s), &o->pairs, &o->n, &e)) {
		o->n = 0;
		ui_err(s->ui, &e);
	}
	for (i = 0; i < o->n; i++)
		add_row(o, practice_of(s), i);
	if (o->ls.list != NULL)
		list_reload(o->ls.list);
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_client,
	    &record_client_merge, &record_client_apart, NULL };

	if (desk_touches(what, types))
		shown(s);
}

/* NULL, with a message: none is selected. */
static const struct duplicate_pair *
selected(struct screen *s)
{
	int64_t id = list_selected(of(s)->ls.list);

	if (id > 0 && (size_t)id <= of(s)->n)
		return &of(s)->pairs[id - 1];
	ui_say(s->ui, "No two clients are alike.");
	return NULL;
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	const struct duplicate_pair *pair = selected(s);

	if (pair != NULL)
		client_merge_push(desk_of(s), pair->first, pair->second);
}

static void
run_apart(struct screen *s, UNUSED enum act a)
{
	const struct duplicate_pair *pair = selected(s);
	AUTO_BUF struct buf one = BUF_INIT, two = BUF_INIT;
	struct desk *d = desk_of(s);
	struct err e;

	if (pair == NULL)
		return;
	naming_add_id(d->p, &record_client, pair->first, &one);
	naming_add_id(d->p, &record_client, pair->second, &two);
	if (!duplicates_apart(d->p, pair->first, pair->second, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	desk_catch_up(d);
	ui_say(s->ui, "%s and %s are two people. u undoes it.", one.s, two.s);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct duplicates *o = (const struct duplicates *)s;

	buf_adds(out, o->n < DUPLICATES_MAX ? "Duplicates" : "Duplicates, the first 1,000");
}

static void
duplicates_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	free(of(s)->pairs);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "both cards", run_open },
	{ ACT_new, "not the same", run_apart },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "duplicates", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw_ruled,
	.title = title, .sized = list_screen_sized_ruled, .shown = shown, .changed = changed,
	.free = duplicates_free,
};

void
duplicates_push(struct desk *d)
{
	struct duplicates *o;

	if (!desk_may(d, ACTION_READ_CLIENTS))
		return;
	o = xcalloc(1, sizeof(*o));
	o->ls.screen.ops = &ops;
	o->ls.screen.ui = d->ui;
	shown(&o->ls.screen);
	list_screen_begin(&o->ls, columns, ARRAY_LEN(columns), true, "No two clients are alike.");
	ui_push(d->ui, &o->ls.screen);
}
