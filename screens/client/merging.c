/*
 * merging.c - two cards side by side, and making them one. See duplicates.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/client_merge.h"
#include "practice/naming.h"
#include "screens/client/duplicates.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

struct merging {
	struct list_screen ls;
	struct client_merge m;	/* rows 1… are its fields, the others are told */
	int64_t told;		/* the last row */
};

static const struct list_column columns[] = {
	{ .title = "", .min = 14, .max = 22 },
	{ .title = "stays", .min = 16, .max = 0 },
	{ .title = "goes", .min = 16, .max = 0 },
};

static struct merging *
of(struct screen *s)
{
	return (struct merging *)s;
}

/* What stays has a mark; of both, both have. */
static void
add_value(struct merging *o, struct practice *p, const struct merged_field *f,
    const struct value *v)
{
	bool stays = f->how == MERGED_BOTH || value_equal(v, f->merged);
	AUTO_BUF struct buf text = BUF_INIT, shown = BUF_INIT;

	if (f->field->type == FIELD_LINK && v->kind == VALUE_INT)
		naming_add_id(p, record_type_find(f->field->link), v->i, &text);
	else
		field_show(f->field, &p->context, v, &text);
	text_show(&shown, text.s, false);
	AUTO_FREE char *cell = xasprintf("%s%s", stays && shown.len > 0 ? "* " : "  ", shown.s);
	list_rows_cell(&o->ls.rows, stays ? STYLE_TEXT : STYLE_DIM, cell);
}

/* Rows of what is told after a colon, between commas. */
static void
add_rows(struct merging *o, const char *what, char *text)
{
	char *one, *rest;

	for (one = strtok_r(text, ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest)) {
		list_rows_add(&o->ls.rows, ++o->told, "");
		list_rows_cell(&o->ls.rows, STYLE_DIM, what);
		list_rows_cell(&o->ls.rows, STYLE_TEXT, one + strspn(one, " "));
		what = "";
	}
}

/* The numbers, one of which is asked for, and how much each has. */
static void
add_pair(struct merging *o, const char *what, int64_t stays, int64_t gone)
{
	const int64_t pair[] = { stays, gone };
	size_t i;

	list_rows_add(&o->ls.rows, ++o->told, "");
	list_rows_cell(&o->ls.rows, STYLE_DIM, what);
	for (i = 0; i < ARRAY_LEN(pair); i++) {
		AUTO_FREE char *cell = xasprintf("  %" PRId64, pair[i]);

		list_rows_cell(&o->ls.rows, STYLE_TEXT, cell);
	}
}

static void
add_count(const struct record_type *t, int64_t stays, int64_t gone, void *arg)
{
	AUTO_BUF struct buf kind = BUF_INIT;

	if (t == &record_session)
		buf_adds(&kind, "visits");
	else
		naming_add_kind(t, 0, &kind);	/* of each any number */
	add_pair(arg, kind.s, stays, gone);
}

/* What is told after a colon. */
static void
add_told(struct merging *o, char *lines)
{
	static const char *const told[] = { "newsletter", "permissions", "screening",
	    "half typed" };
	char *line, *rest, *text;
	size_t i;

	for (line = strtok_r(lines, "\n", &rest); line != NULL;
	    line = strtok_r(NULL, "\n", &rest)) {
		text = strstr(line, ": ");
		if (text == NULL)
			continue;
		*text = '\0';
		for (i = 0; i < ARRAY_LEN(told) && strcmp(told[i], line) != 0; i++)
			;
		if (i == ARRAY_LEN(told))
			continue;
		add_rows(o, line, text + 2);
	}
}

static void
fill(struct merging *o)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct err e;
	size_t i;

	list_rows_clear(&o->ls.rows);
	for (i = 0; i < o->m.n; i++) {
		const struct merged_field *f = &o->m.fields[i];

		list_rows_add(&o->ls.rows, (int64_t)i + 1, "");
		list_rows_cell(&o->ls.rows, STYLE_TEXT, f->field->label);
		add_value(o, o->m.p, f, f->stays);
		add_value(o, o->m.p, f, f->gone);
	}
	o->told = (int64_t)o->m.n;
	add_pair(o, "number", o->m.stays->id, o->m.gone->id);
	if (!client_merge_rows(&o->m, add_count, o, &e) ||
	    !client_merge_words(&o->m, &words, &e))
		ui_err(o->ls.screen.ui, &e);
	else
		add_told(o, words.s);
	if (o->ls.list != NULL)
		list_reload(o->ls.list);
}

/* What somebody chose of the card that goes stays chosen, where it is still to be chosen. */
static void
choose_again(const struct client_merge *old, struct client_merge *m)
{
	size_t i, k;

	for (i = 0; i < old->n; i++)
		if (old->fields[i].how == MERGED_CHOICE &&
		    value_equal(old->fields[i].merged, old->fields[i].gone))
			for (k = 0; k < m->n; k++)
				if (m->fields[k].field == old->fields[i].field)
					client_merge_choose(m, k, true);
}

/* Reads both again. False, with a message: they can no longer be merged. */
static bool
look(struct merging *o, int64_t stays, int64_t gone)
{
	struct ui *ui = o->ls.screen.ui;
	struct client_merge m;
	struct err e;

	if (!client_merge_begin(desk_of(&o->ls.screen)->p, stays, gone, &m, &e)) {
		client_merge_end(&m);
		ui_err(ui, &e);
		return false;
	}
	if (o->m.stays != NULL && o->m.stays->id == stays)
		choose_again(&o->m, &m);
	client_merge_end(&o->m);
	o->m = m;
	fill(o);
	return true;
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_client,
	    &record_client_merge, NULL };

	if (desk_touches(what, types) && !look(of(s), of(s)->m.stays->id, of(s)->m.gone->id))
		ui_pop(s);
}

static void
run_choose(struct screen *s, enum act a)
{
	struct merging *o = of(s);
	int64_t id = list_selected(o->ls.list);

	if (id <= 0 || (size_t)id > o->m.n || o->m.fields[id - 1].how != MERGED_CHOICE) {
		ui_say(s->ui, "There is nothing to choose in this line.");
		return;
	}
	client_merge_choose(&o->m, (size_t)id - 1, a == ACT_right);
	fill(o);
}

static void
run_swap(struct screen *s, UNUSED enum act a)
{
	look(of(s), of(s)->m.gone->id, of(s)->m.stays->id);
}

static bool
number_typed(struct ui *ui, const char *text, void *arg)
{
	struct merging *o = arg;
	struct desk *d = desk_of(&o->ls.screen);
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	naming_add_id(d->p, &record_client, o->m.gone->id, &name);
	if (!client_merge_do(&o->m, text, &e)) {
		ui_err(ui, &e);
		return e.code == ERR_STALE;
	}
	ui_pop(&o->ls.screen);
	desk_catch_up(d);
	ui_say(ui, "Merged: the card of %s leads to the one that stays. u undoes it.", name.s);
	return true;
}

static void
run_merge(struct screen *s, UNUSED enum act a)
{
	const struct client_merge *m = &of(s)->m;
	AUTO_BUF struct buf name = BUF_INIT;

	naming_add_id(m->p, &record_client, m->gone->id, &name);
	AUTO_FREE char *hint = xasprintf("%s is number %" PRId64 "; all that is theirs goes to "
	    "the other card.", name.s, m->gone->id);
	line_push(s->ui, "Number of the card that goes", hint, "", number_typed, of(s), NULL);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct merging *o = (const struct merging *)s;

	naming_add(o->m.p, o->m.stays, out);
	buf_adds(out, " stays, ");
	naming_add(o->m.p, o->m.gone, out);
	buf_adds(out, " goes");
}

static void
merging_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	client_merge_end(&of(s)->m);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "merge", run_merge },
	{ ACT_left, "this value", run_choose },
	{ ACT_right, "that value", run_choose },
	{ ACT_next_pane, "other one stays", run_swap },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "merging", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw_ruled,
	.title = title, .sized = list_screen_sized_ruled, .changed = changed,
	.free = merging_free,
};

void
client_merge_push(struct desk *d, int64_t stays, int64_t gone)
{
	struct merging *o;

	if (!desk_may(d, ACTION_WRITE_CLIENTS) || !desk_may(d, ACTION_READ_MEDICAL))
		return;
	o = xcalloc(1, sizeof(*o));
	o->ls.screen.ops = &ops;
	o->ls.screen.ui = d->ui;
	if (!look(o, stays, gone)) {
		free(o);
		return;
	}
	list_screen_begin(&o->ls, columns, ARRAY_LEN(columns), true, "The two cards say the same.");
	ui_push(d->ui, &o->ls.screen);
}
