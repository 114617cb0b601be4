/*
 * apart.c - a merge taken apart, and what stays with the client who stayed. See duplicates.h.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/client_merge.h"
#include "practice/naming.h"
#include "screens/client/duplicates.h"
#include "screens/toolkit/list_screen.h"

struct apart {
	struct list_screen ls;
	int64_t gone;
	struct merge_left *left;	/* row i + 1 is left[i] */
	size_t n, cap;
};

static const struct list_column columns[] = {
	{ .title = "", .min = 13, .max = 13 },
	{ .title = "what", .min = 20, .max = 0 },
	{ .title = "is with who", .min = 11, .max = 11 },
};

static struct apart *
of(struct screen *s)
{
	return (struct apart *)s;
}

static bool
went(struct apart *o, const struct merge_left *l)
{
	return merge_left_client(practice_of(&o->ls.screen), l) == o->gone;
}

static void
fill(struct apart *o)
{
	size_t i;

	list_rows_clear(&o->ls.rows);
	for (i = 0; i < o->n; i++) {
		AUTO_BUF struct buf why = BUF_INIT, what = BUF_INIT;

		merge_left_words(practice_of(&o->ls.screen), &o->left[i], &why, &what);
		list_rows_add(&o->ls.rows, (int64_t)i + 1, "");
		list_rows_cell(&o->ls.rows, STYLE_DIM, why.s);
		list_rows_cell(&o->ls.rows, STYLE_TEXT, what.s);
		list_rows_cell(&o->ls.rows, STYLE_TEXT, o->left[i].why == LEFT_GONE ? "" :
		    went(o, &o->left[i]) ? "went" : "stayed");
	}
	if (o->ls.list != NULL)
		list_reload(o->ls.list);
}

static void
changed(struct screen *s, UNUSED const void *what)
{
	fill(of(s));
}

/* For u: what was given is on show. */
static bool
shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct apart *o = (const struct apart *)s;
	size_t i;

	for (i = 0; i < o->n; i++)
		if (o->left[i].type == t && o->left[i].row == id)
			return true;
	return false;
}

static void
run_give(struct screen *s, UNUSED enum act a)
{
	struct apart *o = of(s);
	struct desk *d = desk_of(s);
	int64_t id = list_selected(o->ls.list);
	const struct merge_left *l = id > 0 ? &o->left[id - 1] : NULL;
	struct err e;

	if (l == NULL || !merge_left_gives(l)) {
		ui_say(s->ui, "That was changed since, and stays as it is.");
		return;
	}
	if (!client_merge_give(d->p, o->gone, l->type->name, l->row, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	desk_catch_up(d);
	ui_say(s->ui, "It is with who %s now. u undoes it.", went(o, l) ? "went" : "stayed");
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "What stays with who stayed");
}

static void
apart_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	free(of(s)->left);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "give to the other", run_give },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "apart", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw_ruled,
	.title = title, .sized = list_screen_sized_ruled, .changed = changed, .shows = shows,
	.free = apart_free,
};

static void
keep_left(const struct merge_left *l, void *arg)
{
	struct apart *o = arg;

	GROW(o->left, o->cap, o->n + 1);
	o->left[o->n++] = *l;
}

void
client_unmerge_push(struct desk *d, int64_t gone)
{
	struct apart *o = xcalloc(1, sizeof(*o));
	struct err e;
	bool ok;

	o->ls.screen.ops = &ops;
	o->ls.screen.ui = d->ui;
	o->gone = gone;
	ok = client_unmerge(d->p, gone, keep_left, o, &e);
	if (!ok)
		ui_err(d->ui, &e);
	else
		desk_catch_up(d);
	if (!ok || o->n == 0) {
		free(o->left);
		free(o);
	} else {
		fill(o);
		list_screen_begin(&o->ls, columns, ARRAY_LEN(columns), true, "");
		ui_push(d->ui, &o->ls.screen);
	}
	if (ok)
		ui_say(d->ui, "They are two clients again. U makes them one.");
}
