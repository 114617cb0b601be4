/*
 * sign_list.c - the list of the charts that wait to be signed, and choosing a PIN.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/picks.h"
#include "practice/pin.h"
#include "practice/sign.h"
#include "screens/forms.h"
#include "screens/sign.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

/* --- the list ----------------------------------------------------------------------------- */

static const struct list_column columns[] = {
	{ .title = "", .min = 30, .max = 0 },
	{ .title = "", .min = 20, .max = 40, .drop = 1 },
};

struct to_sign {
	struct list_screen ls;
	date_day first;		/* from then on they are listed */
	date_day older;		/* the newest day before of which one waits; DATE_NONE */
};

static struct list_screen *
of(struct screen *s)
{
	return (struct list_screen *)s;
}

static bool
add_row(int64_t session, UNUSED bool cosign, void *arg)
{
	struct list_screen *ls = arg;
	AUTO_BUF struct buf words = BUF_INIT;
	struct sign_visit v;
	struct err none;
	size_t i;

	if (!sign_look(practice_of(&ls->screen), session, &v, &none))
		return true;
	sign_words(&v, &words);
	for (i = 0; i < v.n_missing; i++)
		buf_addf(&words, "%s%s", i == 0 ? "without " : ", ", v.missing[i].label);
	list_rows_add(&ls->rows, session, "");
	list_rows_cell(&ls->rows, STYLE_TEXT, v.name);
	list_rows_cell(&ls->rows, v.signature == 0 && v.n_missing > 0 ? STYLE_WARN : STYLE_DIM,
	    words.s);
	return true;
}

static void
shown(struct screen *s)
{
	struct to_sign *t = (struct to_sign *)s;
	struct practice *p = practice_of(s);
	struct err e;

	list_rows_clear(&of(s)->rows);
	if (!sign_waiting(p, t->first, add_row, s, &e) ||
	    !sign_older(p, t->first, -1, &t->older, &e))
		ui_err(s->ui, &e);
	if (of(s)->list != NULL)
		list_reload(of(s)->list);
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_signature, &record_chart,
	    &record_session, NULL };

	if (desk_touches(what, types))
		shown(s);
}

static void
run_sign(struct screen *s, UNUSED enum act a)
{
	int64_t session = list_selected(of(s)->list);

	if (session > 0)
		sign_push(desk_of(s), session);
	else
		ui_say(s->ui, "Nothing waits to be signed.");
}

/* As many days more, from the newest of which one waits. */
static void
run_older(struct screen *s, UNUSED enum act a)
{
	struct to_sign *t = (struct to_sign *)s;

	if (t->older == DATE_NONE) {
		ui_say(s->ui, "No older chart waits to be signed.");
		return;
	}
	t->first = t->older - SIGN_DAYS;
	shown(s);
}

static void
facts(const struct screen *s, struct buf *out)
{
	const struct to_sign *t = (const struct to_sign *)s;
	char words[24];

	if (t->older != DATE_NONE)
		buf_addf(out, "Older ones wait, the newest of %s: v shows them.",
		    date_to_words(t->older, false, words));
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "To sign");
}

static const struct binding bindings[] = {
	{ ACT_sign, "sign", run_sign },
	{ ACT_open, NULL, run_sign },
	{ ACT_scope, "older", run_older },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "to sign", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw_ruled,
	.title = title, .facts = facts, .sized = list_screen_sized_ruled, .shown = shown,
	.changed = changed, .free = list_screen_free,
};

void
sign_list_push(struct desk *d)
{
	struct to_sign *t;
	struct list_screen *ls;

	if (!desk_may(d, ACTION_TREAT))
		return;
	t = xcalloc(1, sizeof(*t));
	t->first = sign_first();
	ls = &t->ls;
	ls->screen.ops = &ops;
	ls->screen.ui = d->ui;
	shown(&ls->screen);
	list_screen_begin(ls, columns, ARRAY_LEN(columns), false,
	    "Nothing waits to be signed.");
	ui_push(d->ui, &ls->screen);
}

/* --- the PIN -------------------------------------------------------------------------------- */

struct choosing {
	struct desk *d;
	char old[16], pin[16];
	bool has;
};

static void
choosing_free(void *arg)
{
	explicit_bzero(arg, sizeof(struct choosing));
	free(arg);
}

static struct choosing *
choosing_copy(const struct choosing *c)
{
	struct choosing *copy = xmalloc(sizeof(*copy));

	*copy = *c;
	return copy;
}

static bool
again_typed(struct ui *ui, const char *text, void *arg)
{
	struct choosing *c = arg;
	struct err e;

	if (strcmp(text, c->pin) != 0)
		ui_complain(ui, "That is not the same: nothing was changed.");
	else if (pin_set(c->d->p, c->has ? c->old : NULL, text, &e))
		ui_say(ui, "From now on your PIN is asked when you sign, and Q locks the screen.");
	else
		ui_err(ui, &e);
	return true;
}

static bool
pin_typed(struct ui *ui, const char *text, void *arg)
{
	struct choosing *c = arg;
	struct err e;

	if (!pin_fits(text, &e)) {
		ui_err(ui, &e);
		return false;
	}
	text_copy(c->pin, sizeof(c->pin), text);
	secret_push(ui, "The new PIN once more", "", again_typed, choosing_copy(c),
	    choosing_free);
	return true;
}

static bool
old_typed(struct ui *ui, const char *text, void *arg)
{
	struct choosing *c = arg;

	text_copy(c->old, sizeof(c->old), text);
	secret_push(ui, "Your new PIN", "Four to eight digits.", pin_typed, choosing_copy(c),
	    choosing_free);
	return true;
}

void
sign_pin_choose(struct desk *d)
{
	struct choosing c = { .d = d };
	struct err e;

	if (!pin_has(d->p, &c.has, &e))
		ui_err(d->ui, &e);
	else if (c.has)
		secret_push(d->ui, "Your PIN so far", "", old_typed, choosing_copy(&c),
		    choosing_free);
	else
		old_typed(d->ui, "", &c);
}

/* Whom a colleague's PIN is given to, or taken from, by name or code; 0: nobody was typed. */
static bool
colleague(struct desk *d, const char *text, int64_t *staff, struct buf *name)
{
	struct err e;

	if (pick_resolve(d->p, &record_staff, text, staff, &e) && (*staff == 0 ||
	    pick_name(d->p, &record_staff, *staff, name, &e)))
		return true;
	ui_err(d->ui, &e);
	return false;
}

static bool
forgetter_typed(struct ui *ui, const char *text, void *arg)
{
	struct desk *d = arg;
	AUTO_BUF struct buf name = BUF_INIT;
	int64_t staff = 0;
	struct err e;

	if (!colleague(d, text, &staff, &name))
		return false;
	if (staff != 0 && !pin_forget(d->p, staff, &e)) {
		ui_err(ui, &e);
		return false;
	}
	if (staff != 0)
		ui_say(ui, "The PIN of %s is forgotten; a new one is chosen by that login.",
		    name.s);
	return true;
}

struct lending {
	struct desk *d;
	int64_t staff;
	char *name;
};

static void
lending_free(void *arg)
{
	free(((struct lending *)arg)->name);
	free(arg);
}

static bool
first_typed(struct ui *ui, const char *text, void *arg)
{
	struct lending *l = arg;
	struct err e;

	if (!pin_lend(l->d->p, l->staff, text, &e)) {
		ui_err(ui, &e);
		return false;
	}
	ui_say(ui, "Tell it to %s, who changes it when it is first used.", l->name);
	return true;
}

static bool
borrower_typed(struct ui *ui, const char *text, void *arg)
{
	AUTO_BUF struct buf name = BUF_INIT;
	struct lending *l;
	int64_t staff = 0;

	if (!colleague(arg, text, &staff, &name))
		return false;
	if (staff == 0)
		return true;
	l = xmalloc(sizeof(*l));
	*l = (struct lending){ arg, staff, buf_steal(&name) };
	line_push(ui, "The first PIN", "Four to eight digits; it is changed when it is first used.",
	    "", first_typed, l, lending_free);
	return true;
}

static void
whose(struct ui *ui, char key, void *arg)
{
	static const char by[] = "A name or a short code.";

	if (key == 'm')
		sign_pin_choose(arg);
	else if (key == 'g')
		line_push(ui, "Who gets a first PIN?", by, "", borrower_typed, arg, NULL);
	else
		line_push(ui, "Who has forgotten the PIN?", by, "", forgetter_typed, arg, NULL);
}

void
sign_pin_push(struct desk *d)
{
	static const struct ask_answer answers[] = {
		{ 'm', "mine: choose it" }, { 'g', "a colleague's: give a first one" },
		{ 'f', "a colleague has forgotten theirs" }, { 0, NULL }
	};

	if (practice_allows(d->p, ACTION_WRITE_SETTINGS))
		ask_push(d->ui, "Whose PIN?", answers, whose, d, NULL);
	else
		sign_pin_choose(d);
}
