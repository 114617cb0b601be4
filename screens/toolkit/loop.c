/*
 * loop.c - the event loop: all waiting keys, then one painting, then a wait.
 *
 * However it ends (a key, a hang-up, a signal), what was typed has been kept.
 */
#include "base/clock.h"
#include "screens/toolkit/scan.h"
#include "screens/toolkit/terminal.h"
#include "screens/toolkit/ui_inside.h"

#define KEEP_MS 2000	/* after the first key not kept yet */
#define TICK_MS 1000

struct loop {
	struct ui *ui;
	const struct ui_app *app;
	struct terminal *terminal;
	int64_t tick_at, keep_at;	/* monotonic; keep_at 0: nothing to keep */
	struct scan *scan;
	int64_t held_at;	/* time of the newest key that may belong to a scan */
	bool tell;		/* the test harness does not know of the newest keys */
};

/* Gives a key to the screens. False: it was a mistake, and keys typed ahead are
 * dropped. */
static bool
give(struct loop *l, const struct key *key)
{
	struct key rest;

	ui_key(l->ui, key);
	if (l->keep_at == 0 && (ui_mode(l->ui) == MODE_TYPE ||
	    ui_top(l->ui)->ops->keep != NULL))
		l->keep_at = clock_monotonic_ms() + KEEP_MS;
	if (!ui_take_beep(l->ui))
		return true;
	while (scan_release(l->scan, &rest))
		;
	terminal_beep(l->terminal);
	terminal_drop_keys(l->terminal);
	return false;
}

/* Gives the keys held for a scan to the screens, as typing. */
static bool
give_held(struct loop *l)
{
	struct key key;

	while (scan_release(l->scan, &key))
		if (!give(l, &key))
			return false;
	return true;
}

static void
take(struct loop *l, const struct key *key)
{
	const struct ui_app *app = l->app;
	enum scan_is is = SCAN_NOT;

	if (app->scanned != NULL && ui_mode(l->ui) == MODE_LIST)
		is = scan_key(l->scan, app->scan_prefix(app->arg), key);
	if (is == SCAN_HELD)
		l->held_at = clock_monotonic_ms();
	else if (is == SCAN_WHOLE)
		app->scanned(app->arg, l->ui, scan_text(l->scan));
	else if (give_held(l))
		give(l, key);
}

static int64_t
held_until(const struct loop *l)
{
	const struct ui_app *app = l->app;
	int ms = app->scanned == NULL ? 0 :
	    scan_patience(l->scan, app->scan_prefix(app->arg));

	if (ms == 0)
		return INT64_MAX;
	/* the test harness types at once, and waits until a key is handled */
	return terminal_is_driven(l->terminal) ? l->held_at : l->held_at + ms;
}

static bool
handle_pause(struct loop *l)
{
	if (clock_monotonic_ms() < held_until(l))
		return false;
	if (scan_pause(l->scan, l->app->scan_prefix(l->app->arg)) == SCAN_NO_END)
		ui_complain(l->ui, "Not typing, and not a whole scan: a scanner ends "
		    "with Enter. Nothing was done.");
	else
		give_held(l);
	return true;
}

static void
handle_keys(struct loop *l)
{
	struct key key;
	bool any = false;

	while (!ui_quitting(l->ui) && terminal_key(l->terminal, &key)) {
		any = true;
		take(l, &key);
	}
	any |= handle_pause(l);
	if (any && l->app->tick != NULL && !ui_quitting(l->ui) &&
	    l->app->tick(l->app->arg, l->ui, true))
		ui_dirty(l->ui);
}

static void
handle_time(struct loop *l)
{
	int64_t now = clock_monotonic_ms();

	if (l->keep_at != 0 && now >= l->keep_at) {
		l->keep_at = 0;
		ui_keep_typed(l->ui);
	}
	if (now < l->tick_at)
		return;
	l->tick_at = now + TICK_MS;
	if (l->app->tick != NULL && l->app->tick(l->app->arg, l->ui, false))
		ui_dirty(l->ui);
}

/* Paints once the last painting has been sent. */
static void
paint(struct loop *l)
{
	int rows, cols;

	if (!terminal_ready(l->terminal))
		return;
	terminal_size(l->terminal, &rows, &cols);
	ui_resize(l->ui, rows, cols);
	if (ui_take_repaint(l->ui))
		terminal_forget(l->terminal);
	if (ui_take_dirty(l->ui))
		terminal_paint(l->terminal, ui_draw(l->ui));
	if (ui_take_wipe(l->ui))
		terminal_wipe(l->terminal);
	if (ui_take_beep(l->ui))
		terminal_beep(l->terminal);
	if (l->tell && held_until(l) == INT64_MAX && terminal_sync(l->terminal))
		l->tell = false;
}

static int
wait_ms(const struct loop *l)
{
	int64_t now = clock_monotonic_ms(), until = l->tick_at;

	if (l->keep_at != 0 && l->keep_at < until)
		until = l->keep_at;
	if (held_until(l) < until)
		until = held_until(l);
	return until > now ? (int)(until - now) : 0;
}

bool
ui_wait_within(struct ui *ui, struct terminal *t, const char *text)
{
	const struct canvas *c = terminal_ready(t) ? ui_draw_over(ui, text) : NULL;

	if (c != NULL)
		terminal_paint(t, c);
	ui_dirty(ui);
	return !terminal_gives_up(t);
}

bool
ui_loop(struct ui *ui, const struct ui_app *app, struct terminal *t, unsigned *ended)
{
	struct loop l = { .ui = ui, .app = app, .terminal = t, .scan = scan_new(),
	    .tick_at = clock_monotonic_ms() + TICK_MS };
	unsigned flags = WAIT_INPUT | WAIT_RESIZED;

	*ended = 0;
	while (!ui_quitting(ui)) {
		*ended = flags & (WAIT_HANGUP | WAIT_STOP);
		if (*ended != 0)
			break;
		handle_keys(&l);
		if (ui_quitting(ui))
			break;
		handle_time(&l);
		if (flags & WAIT_RESIZED)
			ui_dirty(ui);
		l.tell = l.tell || (flags & (WAIT_INPUT | WAIT_RESIZED)) != 0;
		paint(&l);
		if (app->idle != NULL)
			app->idle(app->arg);
		flags = terminal_wait(t, wait_ms(&l));
	}
	scan_free(l.scan);
	return ui_keep(ui);
}
