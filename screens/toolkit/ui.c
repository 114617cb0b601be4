/*
 * ui.c - the stacks of screens, what a key does, the message line.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "screens/toolkit/ui_inside.h"

struct ui *
ui_new(const struct ui_app *app, bool ascii)
{
	struct ui *ui = xcalloc(1, sizeof(*ui));

	BUG_IF(app->n_tabs > TABS_MAX);
	ui->app = app;
	ui->ascii = ascii;
	ui->message = (struct buf)BUF_INIT;
	ui->rows = 24;
	ui->cols = 80;
	ui->dirty = true;
	return ui;
}

static void
bury(struct ui *ui)
{
	struct screen *s;

	while ((s = ui->gone) != NULL) {
		ui->gone = s->below;
		if (s->ops->free != NULL)
			s->ops->free(s);
		else
			free(s);
	}
}

void
ui_free(struct ui *ui)
{
	size_t tab;

	ui_uncover(ui);
	for (tab = 0; tab < TABS_MAX; tab++)
		while (ui->tops[tab] != NULL) {
			struct screen *s = ui->tops[tab];

			ui->tops[tab] = s->below;
			s->below = ui->gone;
			ui->gone = s;
		}
	bury(ui);
	canvas_free(ui->canvas);
	buf_free(&ui->message);
	free(ui);
}

void
ui_set_ascii(struct ui *ui, bool ascii)
{
	if (ui->ascii != ascii) {
		canvas_free(ui->canvas);
		ui->canvas = NULL;
	}
	ui->ascii = ascii;
	ui->dirty = true;
}

bool
ui_is_ascii(const struct ui *ui)
{
	return ui->ascii;
}

void *
ui_arg(const struct ui *ui)
{
	return ui->app->arg;
}

/* --- the stacks ------------------------------------------------------------- */

void
ui_push(struct ui *ui, struct screen *s)
{
	BUG_IF(s->ops == NULL);
	s->ui = ui;
	s->below = ui->tops[ui->tab];
	ui->tops[ui->tab] = s;
	ui->dirty = true;
}

static bool
stands_on(const struct ui *ui, const struct screen *s, size_t tab)
{
	const struct screen *at;

	for (at = ui->tops[tab]; at != NULL; at = at->below)
		if (at == s)
			return true;
	return false;
}

void
ui_pop(struct screen *s)
{
	struct ui *ui = s->ui;
	struct screen *top;
	size_t tab = 0;

	while (tab < TABS_MAX && !stands_on(ui, s, tab))
		tab++;
	if (tab == TABS_MAX)
		return;		/* already removed */
	do {
		top = ui->tops[tab];
		ui->tops[tab] = top->below;
		top->below = ui->gone;
		ui->gone = top;
	} while (top != s);
	ui->dirty = true;
	top = ui->tops[tab];
	if (tab == ui->tab && top != NULL && top->ops->shown != NULL)
		top->ops->shown(top);
}

void
ui_drop(struct screen *s)
{
	struct screen **at;
	size_t tab;

	for (tab = 0; tab < TABS_MAX; tab++)
		for (at = &s->ui->tops[tab]; *at != NULL; at = &(*at)->below)
			if (*at == s && *at != s->ui->tops[tab]) {
				*at = s->below;
				s->below = s->ui->gone;
				s->ui->gone = s;
				return;
			}
	ui_pop(s);
}

struct screen *
ui_top(const struct ui *ui)
{
	return ui->cover != NULL ? ui->cover : ui->tops[ui->tab];
}

void
ui_cover(struct ui *ui, struct screen *s)
{
	BUG_IF(ui->cover != NULL);
	s->ui = ui;
	ui->cover = s;
	ui->wipe = true;
	buf_cut(&ui->message, 0);
	ui_repaint(ui);
}

void
ui_uncover(struct ui *ui)
{
	if (ui->cover == NULL)
		return;
	ui->cover->below = ui->gone;
	ui->gone = ui->cover;
	ui->cover = NULL;
	ui_repaint(ui);
}

bool
ui_covered(const struct ui *ui)
{
	return ui->cover != NULL;
}

struct area
ui_window(const struct ui *ui)
{
	return (struct area){ 0, 0, ui->rows, ui->cols };
}

size_t
ui_tab(const struct ui *ui)
{
	return ui->tab;
}

void
ui_go(struct ui *ui, size_t tab)
{
	struct screen *top = ui_top(ui);

	BUG_IF(tab >= ui->app->n_tabs);
	BUG_IF(top != NULL && (top->ops->overlay || ui_mode(ui) == MODE_TYPE));
	ui->tab = tab;
	ui->dirty = true;
	top = ui_top(ui);
	if (top == NULL)
		ui_push(ui, ui->app->tab_open(ui->app->arg, ui, tab));
	else if (top->ops->shown != NULL)
		top->ops->shown(top);
}

void
ui_each(struct ui *ui, bool (*fn)(struct screen *s, void *arg), void *arg)
{
	struct screen *s, *below;
	size_t i, tab;

	for (i = 1; i <= TABS_MAX; i++) {
		tab = (ui->tab + i) % TABS_MAX;
		for (s = ui->tops[tab]; s != NULL; s = below) {
			below = s->below;
			if (!fn(s, arg))
				return;
		}
	}
}

static bool
tell_changed(struct screen *s, void *what)
{
	if (s->ops->changed != NULL)
		s->ops->changed(s, what);
	return true;
}

void
ui_changed(struct ui *ui, const void *what)
{
	union { const void *in; void *out; } through = { .in = what };

	ui_each(ui, tell_changed, through.out);
	ui->dirty = true;
}

struct keep_result {
	enum keep why;
	bool all;
};

static bool
keep_one(struct screen *s, void *arg)
{
	struct keep_result *k = arg;
	struct err e;

	if (s->ops->keep != NULL && !s->ops->keep(s, k->why, &e)) {
		ui_err(s->ui, &e);
		k->all = false;
	}
	return true;
}

bool
ui_keep(struct ui *ui)
{
	struct keep_result k = { KEEP_LEFT, true };

	ui_each(ui, keep_one, &k);
	return k.all;
}

bool
ui_keep_typed(struct ui *ui)
{
	struct keep_result k = { KEEP_TYPING, true };

	if (ui->cover == NULL)
		ui_each(ui, keep_one, &k);
	return k.all;
}

bool
ui_root(struct ui *ui)
{
	struct screen *top;
	struct err e;

	while ((top = ui_top(ui)) != NULL && top->below != NULL) {
		if (top->ops->keep != NULL && !top->ops->keep(top, KEEP_LEFT, &e)) {
			ui_err(ui, &e);
			return false;
		}
		ui_pop(top);
	}
	if (top != NULL && top->ops->root != NULL)
		top->ops->root(top);
	ui->dirty = true;
	return true;
}

/* --- the message line --------------------------------------------------------- */

static void __attribute__((format(printf, 3, 0)))
say(struct ui *ui, bool bad, const char *fmt, va_list ap)
{
	buf_cut(&ui->message, 0);
	buf_vaddf(&ui->message, fmt, ap);
	ui->message_is_bad = bad;
	ui->dirty = true;
	if (bad)
		ui->beep = true;
}

void
ui_say(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(ui, false, fmt, ap);
	va_end(ap);
}

void
ui_complain(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(ui, true, fmt, ap);
	va_end(ap);
}

void
ui_err(struct ui *ui, const struct err *e)
{
	ui_complain(ui, "%s", e->text);
}

const char *
ui_message(const struct ui *ui)
{
	return ui->message.s;
}

/* --- flags for the loop --------------------------------------------------------- */

static bool
take(bool *flag)
{
	bool was = *flag;

	*flag = false;
	return was;
}

void
ui_dirty(struct ui *ui)
{
	ui->dirty = true;
}

bool
ui_take_dirty(struct ui *ui)
{
	return take(&ui->dirty);
}

void
ui_repaint(struct ui *ui)
{
	ui->dirty = ui->repaint = true;
}

bool
ui_take_repaint(struct ui *ui)
{
	return take(&ui->repaint);
}

bool
ui_take_wipe(struct ui *ui)
{
	return take(&ui->wipe);
}

bool
ui_take_beep(struct ui *ui)
{
	return take(&ui->beep);
}

void
ui_quit(struct ui *ui)
{
	ui->quit = true;
}

bool
ui_quitting(const struct ui *ui)
{
	return ui->quit;
}

/* --- keys ------------------------------------------------------------------------- */

enum mode
ui_mode(const struct ui *ui)
{
	const struct screen *s = ui_top(ui);

	if (s == NULL)
		return MODE_LIST;
	return s->ops->mode_now != NULL ? s->ops->mode_now(s) : s->ops->mode;
}

static const struct binding *
find_binding(const struct binding *b, enum act a)
{
	for (; b != NULL && b->act != ACT_NONE; b++)
		if (b->act == a)
			return b;
	return NULL;
}

const struct binding *
ui_binding(const struct ui *ui, enum act a)
{
	const struct screen *s = ui_top(ui);

	return s != NULL ? find_binding(s->ops->bindings, a) : NULL;
}

static const struct binding *
everywhere(const struct ui *ui, enum act a)
{
	const struct screen *s = ui_top(ui);

	if (ui->cover != NULL ? a != ACT_repaint : s != NULL && s->ops->overlay &&
	    a != ACT_repaint && a != ACT_palette && a != ACT_lock_now)
		return NULL;
	return find_binding(ui->app->everywhere, a);
}

bool
ui_can(const struct ui *ui, enum act a)
{
	const struct screen *s = ui_top(ui);
	const enum act *w = s != NULL ? s->ops->widget_acts : NULL;

	if (!(act_table[a].modes & (1u << ui_mode(ui))))
		return false;
	for (; w != NULL && *w != ACT_NONE; w++)
		if (*w == a)
			return true;
	return ui_binding(ui, a) != NULL || everywhere(ui, a) != NULL;
}

static void
complain_idle(struct ui *ui, enum act a)
{
	const char *home = ui->app->at_home != NULL ? ui->app->at_home(a) : NULL;
	char key[16];

	ui_complain(ui, "%s (%s) does nothing here; %s.", act_key(a, key),
	    act_table[a].hint, home != NULL ? home : "? shows what does");
}

void
ui_act(struct ui *ui, enum act a)
{
	struct screen *s = ui_top(ui);
	const struct binding *b;

	ui->dirty = true;
	if ((b = ui_binding(ui, a)) != NULL)
		b->run(s, a);
	else if (s != NULL && s->ops->act != NULL && s->ops->act(s, a))
		;
	else if ((b = everywhere(ui, a)) != NULL)
		b->run(s, a);
	else if (ui_mode(ui) == MODE_LIST)
		complain_idle(ui, a);
	else
		ui->beep = true;
}

/* Text goes to the screen; in LIST a letter that is no action's key gets a message, and
 * a paste is never taken for letters. */
static void
ui_text(struct ui *ui, const char *text, size_t n, bool paste)
{
	struct screen *s = ui_top(ui);
	bool typing = ui_mode(ui) == MODE_TYPE;

	if (paste && !typing)
		ui_complain(ui, "A paste is ignored here: open a form or / first.");
	else if (s != NULL && s->ops->text != NULL && s->ops->text(s, text, n, paste))
		ui->dirty = true;
	else if (!typing)
		ui_complain(ui, "%.*s means nothing here; ? shows the keys.",
		    (int)n, text);
}

/* In LIST the keys typed ahead are dropped too: they were meant for another place. In
 * TYPE nothing is dropped. */
static void
no_meaning(struct ui *ui, const struct key *key)
{
	bool list = ui_mode(ui) == MODE_LIST;
	char name[16];

	(list ? ui_complain : ui_say)(ui, "%s means nothing here; %s shows the keys.",
	    *key_label(key, name) != '\0' ? name : "That key", list ? "?" : "^G");
}

void
ui_key(struct ui *ui, const struct key *key)
{
	enum act a = act_of(ui_mode(ui), key);

	bury(ui);
	ui->keys++;
	ui_size_for_key(ui);
	if (ui->message.len > 0) {
		buf_cut(&ui->message, 0);
		ui->dirty = true;
	}
	if (a != ACT_NONE)
		ui_act(ui, a);
	else if (key->code == KEYS_TEXT)
		ui_text(ui, key->text, strlen(key->text), false);
	else if (key->code == KEYS_PASTE)
		ui_text(ui, key->paste, key->n_paste, true);
	else if (key->code == KEYS_SEPARATOR && ui_mode(ui) == MODE_TYPE)
		ui_text(ui, KEYS_SEPARATOR_TEXT, strlen(KEYS_SEPARATOR_TEXT), false);
	else if (key->code != KEYS_NONE)
		no_meaning(ui, key);
	ui->before = a;
	bury(ui);
}

enum act
ui_act_before(const struct ui *ui)
{
	return ui->before;
}

long
ui_keys(const struct ui *ui)
{
	return ui->keys;
}

void
ui_resize(struct ui *ui, int rows, int cols)
{
	if (ui->rows != rows || ui->cols != cols)
		ui->dirty = true;
	ui->rows = rows;
	ui->cols = cols;
}
