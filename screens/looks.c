/*
 * looks.c - see looks.h.
 */
#include "screens/looks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/looks.h"
#include "practice/sign.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

static const struct list_column columns[] = {
	{ .title = "", .min = 30, .max = 0 },
	{ .title = "", .min = 20, .max = 40, .drop = 1 },
};

static struct list_screen *
of(struct screen *s)
{
	return (struct list_screen *)s;
}

/* One id for charts and overrides. */
static int64_t
row_id(const struct look *l)
{
	return l->signature != 0 ? l->signature * 2 : l->screening * 2 + 1;
}

static bool
add_row(const struct look *l, void *arg)
{
	struct list_screen *ls = arg;
	AUTO_BUF struct buf words = BUF_INIT;

	if (l->signature != 0)
		buf_addf(&words, "signed by %s", l->by);
	else
		buf_addf(&words, "overridden by %s: %s", l->by, l->reason);
	list_rows_add(&ls->rows, row_id(l), "");
	list_rows_cell(&ls->rows, STYLE_TEXT, l->name);
	list_rows_cell(&ls->rows, STYLE_DIM, words.s);
	return true;
}

static void
shown(struct screen *s)
{
	struct err e;

	list_rows_clear(&of(s)->rows);
	if (!looks_waiting(practice_of(s), add_row, s, &e))
		ui_err(s->ui, &e);
	if (of(s)->list != NULL)
		list_reload(of(s)->list);
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_second_look,
	    &record_screening, &record_signature, &record_staff, NULL };

	if (desk_touches(what, types))
		shown(s);
}

/* --- one of them ------------------------------------------------------------------------------ */

struct looking {
	struct desk *d;
	struct look l;
};

static struct looking *
copy_of(const struct looking *g)
{
	struct looking *copy = xmalloc(sizeof(*copy));

	*copy = *g;
	return copy;
}

static bool
say(struct looking *g, bool agrees, const char *words)
{
	struct err e;

	if (!look_say(g->d->p, &g->l, agrees, words, &e)) {
		ui_err(g->d->ui, &e);
		return false;
	}
	desk_catch_up(g->d);
	ui_say(g->d->ui, "%s: %s.", agrees ? "Agreed" : "Disagreed, which stays with it", g->l.name);
	return true;
}

static bool
words_typed(struct ui *ui, const char *text, void *arg)
{
	if (*text != '\0')
		return say(arg, false, text);
	ui_complain(ui, "A sentence is needed; Esc goes back.");
	return false;
}

static void
answered(struct ui *ui, char key, void *arg)
{
	struct looking *g = arg;

	if (key == 'a')
		say(g, true, NULL);
	else if (key == 'd')
		line_push(ui, "Why do you not agree?", g->l.name, "", words_typed, copy_of(g), free);
	else
		record_open(g->d, g->l.session != 0 ? &record_session : &record_screening,
		    g->l.session != 0 ? g->l.session : g->l.screening);
}

static bool
ask_about(const struct look *l, struct desk *d, struct err *e)
{
	static const struct ask_answer answers[] = {
		{ 'a', "agree" }, { 'd', "disagree, with a sentence" },
		{ 'o', "open it first" }, { 0, NULL }
	};
	struct looking g = { d, *l };
	AUTO_BUF struct buf text = BUF_INIT;
	struct sign_visit v;

	if (l->session != 0) {
		buf_addf(&text, "Would you have treated so?\n%s, signed by %s.\n", l->name, l->by);
		if (!sign_look(d->p, l->session, &v, e) || !sign_summary(d->p, &v, &text, e))
			return false;
	} else {
		buf_addf(&text, "Would you have overridden it?\n%s, by %s.\n\n%s\n", l->name,
		    l->by, l->reason);
	}
	ask_push(d->ui, text.s, answers, answered, copy_of(&g), free);
	return true;
}

struct finding {
	int64_t id;
	struct look l;
	bool found;
};

static bool
is_it(const struct look *l, void *arg)
{
	struct finding *f = arg;

	f->found = row_id(l) == f->id;
	if (f->found)
		f->l = *l;
	return !f->found;
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct finding f = { .id = list_selected(of(s)->list) };
	struct err e;

	if (f.id == 0)
		ui_say(s->ui, "Nothing waits for a second look of yours.");
	else if (!looks_waiting(practice_of(s), is_it, &f, &e) ||
	    (f.found && !ask_about(&f.l, desk_of(s), &e)))
		ui_err(s->ui, &e);
	else if (!f.found)
		shown(s);
}

/* --- the screen ------------------------------------------------------------------------------- */

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Second looks");
}

static const struct binding bindings[] = {
	{ ACT_open, "look at it", run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "second looks", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw_ruled,
	.title = title, .sized = list_screen_sized_ruled, .shown = shown, .changed = changed,
	.free = list_screen_free,
};

void
looks_push(struct desk *d)
{
	struct list_screen *ls;

	if (!desk_may(d, ACTION_TREAT))
		return;
	ls = xcalloc(1, sizeof(*ls));
	ls->screen.ops = &ops;
	ls->screen.ui = d->ui;
	shown(&ls->screen);
	list_screen_begin(ls, columns, ARRAY_LEN(columns), false,
	    "Nothing waits for a second look of yours.");
	ui_push(d->ui, &ls->screen);
}
