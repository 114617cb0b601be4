/*
 * duplicates.c - see duplicates.h.
 */
#include "screens/client/duplicates.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "practice/client_merge.h"
#include "practice/duplicates.h"
#include "practice/naming.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

struct duplicates {
	struct list_screen ls;
	struct duplicate_pair *pairs;	/* row i + 1 is pair i */
	size_t n;
	struct merge_line *merges;	/* rows after them: merges that stand */
	size_t n_merges, cap_merges;
};

/* For the question whether a merge is taken apart. */
struct merging_apart {
	struct desk *d;
	int64_t gone;
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
keep_merge(const struct merge_line *l, void *arg)
{
	struct duplicates *o = arg;

	GROW(o->merges, o->cap_merges, o->n_merges + 1);
	o->merges[o->n_merges++] = *l;
}

static void
add_merge(struct duplicates *o, struct practice *p, size_t i)
{
	AUTO_BUF struct buf gone = BUF_INIT, stays = BUF_INIT, when = BUF_INIT;

	buf_adds(&stays, "into ");
	naming_add_id(p, &record_client, o->merges[i].gone, &gone);
	naming_add_id(p, &record_client, o->merges[i].stays, &stays);
	buf_adds(&when, "merged ");
	naming_add_moment(p, o->merges[i].at, &when);
	list_rows_add(&o->ls.rows, (int64_t)(o->n + i) + 1, "");
	list_rows_cell(&o->ls.rows, STYLE_DIM, "");
	list_rows_cell(&o->ls.rows, STYLE_DIM, gone.s);
	list_rows_cell(&o->ls.rows, STYLE_DIM, stays.s);
	list_rows_cell(&o->ls.rows, STYLE_DIM, when.s);
}

static void
shown(struct screen *s)
{
	struct duplicates *o = of(s);
	struct err e;
	size_t i;

	list_rows_clear(&o->ls.rows);
	o->n_merges = 0;
	if (!client_merges(practice_of(s), keep_merge, o, &e))
		ui_err(s->ui, &e);
	free(o->pairs);
	if (!duplicates_all(practice_of(s), &o->pairs, &o->n, &e)) {
		o->n = 0;
		ui_err(s->ui, &e);
	}
	for (i = 0; i < o->n; i++)
		add_row(o, practice_of(s), i);
	for (i = 0; i < o->n_merges; i++)
		add_merge(o, practice_of(s), i);
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
	ui_say(s->ui, id > 0 ? "These are one: Enter takes them apart." :
	    of(s)->n + of(s)->n_merges > 0 ? "Nothing is selected; q shows all." :
	    "No two clients are alike.");
	return NULL;
}

/* --- taking a merge apart ----------------------------------------------------------- */

static void
answered(UNUSED struct ui *ui, UNUSED char key, void *arg)
{
	const struct merging_apart *m = arg;

	client_unmerge_push(m->d, m->gone);
}

static void
ask_apart(struct desk *d, const struct merge_line *l)
{
	static const struct ask_answer answers[] = {
		{ 't', "take them apart" }, { 0, NULL }
	};
	struct merging_apart *m = xmalloc(sizeof(*m));
	AUTO_BUF struct buf text = BUF_INIT;

	*m = (struct merging_apart){ d, l->gone };
	client_leads_to(d->p, l->gone, &text);
	buf_adds(&text, ".\nWhat the merge moved and nobody changed since goes back; what was "
	    "done since stays and is told.");
	ask_push(d->ui, text.s, answers, answered, m, free);
}

/* --- the pairs ------------------------------------------------------------------------ */

static void
run_open(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(of(s)->ls.list);
	const struct duplicate_pair *pair;

	if (id > (int64_t)of(s)->n) {
		if (desk_may(desk_of(s), ACTION_WRITE_CLIENTS))
			ask_apart(desk_of(s), &of(s)->merges[id - 1 - (int64_t)of(s)->n]);
		return;
	}
	pair = selected(s);
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
	free(of(s)->merges);
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
