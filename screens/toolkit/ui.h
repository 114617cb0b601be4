/*
 * ui.h - screens on a stack, the frame around them, and the event loop.
 *
 * A screen is a struct that begins with a `struct screen`, and a const struct
 * screen_ops. Each tab has a stack of its own: going to another tab and back
 * finds it as it was. Prompts, pickers and confirmations are screens with a
 * result callback, never loops of their own. draw() is const: it paints state into
 * the canvas and asks nobody.
 *
 * The frame: line 1 practice, screen, date, time and who; line 2 the tabs; then,
 * on a screen of a client with alerts, these in reverse; the screen's own body;
 * the message; and last the mode and the keys that work now.
 *
 * One loop: keys are handled until none is left, then the screen is painted once.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_UI_H
#define CHAIRSIDE_SCREENS_TOOLKIT_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/canvas.h"

struct ui;
struct screen;
struct record_type;

/* What an action does on a screen. The order is that of the hint line. */
struct binding {
	enum act act;
	const char *hint;	/* words of the hint line; NULL: only in `?` */
	void (*run)(struct screen *s, enum act a);
};

enum keep { KEEP_TYPING, KEEP_LEFT };

struct screen_ops {
	const char *name;		/* "client": for `?` and tests */
	bool overlay;			/* what lies beneath is painted first */
	/* Has the whole window now, without a frame; NULL: never. */
	bool (*whole)(const struct screen *s);
	enum mode mode;
	enum mode (*mode_now)(const struct screen *s);	/* where it changes; else NULL */
	const struct binding *bindings;	/* ends with ACT_NONE; NULL: none */
	/* Acts of the widgets it holds, for `?`; ends with ACT_NONE; NULL: none. */
	const enum act *widget_acts;
	/* An action that is not among the bindings: false when it means nothing here. */
	bool (*act)(struct screen *s, enum act a);
	/* TYPE: text and pastes. In LIST text without a meaning; a paste is ignored
	 * there. NULL: none. */
	bool (*text)(struct screen *s, const char *text, size_t n, bool paste);
	void (*draw)(const struct screen *s, struct canvas *c, struct area a);
	/* Adds what stands behind the practice's name. */
	void (*title)(const struct screen *s, struct buf *out);
	/* Adds the alerts of its client; NULL: no screen of a client. */
	void (*alert)(const struct screen *s, struct buf *out);
	/* Rows and columns of the body before it is painted, at each change of them. */
	void (*sized)(struct screen *s, struct area body);
	/* Once when a screen above it has gone, or its tab is shown again. */
	void (*shown)(struct screen *s);
	/* The digit of its own tab on its first screen: as it was opened. NULL: it has
	 * nothing to go back from. */
	void (*root)(struct screen *s);
	/* Records changed, one's own or a colleague's: see struct ui_app. */
	void (*changed)(struct screen *s, const void *what);
	/* Is that record before the eyes? NULL: none but its own client. */
	bool (*shows)(const struct screen *s, const struct record_type *t, int64_t id);
	/* Puts what was typed where it survives; NULL: nothing is typed here. Called
	 * two seconds after the first key since the last time, while typing goes on, and
	 * on every way out and before a lock. */
	bool (*keep)(struct screen *s, enum keep why, struct err *e);
	void (*free)(struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
	struct ui *ui;
	struct screen *below;	/* on its stack */
	struct area body;	/* as sized() was last told */
	int64_t client;		/* whose screen it is; 0: nobody's */
};

/* What the program adds to the toolkit. All may be NULL. */
struct ui_app {
	void *arg;
	/* Line 1 right of the title: date, time, who. Asked before each paint. */
	void (*clock)(void *arg, struct buf *out);
	const char *(*practice)(void *arg);
	/* Folded under the tabs of every screen, as long as it is not NULL. */
	const char *(*warning)(void *arg);
	size_t n_tabs;
	const char *const *tabs;
	const char *const *tabs_short;	/* where the window is narrow */
	/* Adds what waits behind a tab: "10", "99+", or nothing. No query. */
	void (*tab_count)(void *arg, size_t tab, struct buf *out);
	/* The first screen of a tab. */
	struct screen *(*tab_open)(void *arg, struct ui *ui, size_t tab);
	/* Actions that mean the same everywhere; as struct binding, run with the top
	 * screen. */
	const struct binding *everywhere;
	/* About once a second, and after each round of keys (`keys`). True: paint. */
	bool (*tick)(void *arg, struct ui *ui, bool keys);
	/* What a barcode scanner sent in LIST, without its prefix; and the practice's own
	 * prefix, "" none. NULL: scans are no different from typing. */
	void (*scanned)(void *arg, struct ui *ui, const char *text);
	const char *(*scan_prefix)(void *arg);
	/* Where an action is at home, said where it does nothing; NULL: ? shows it. */
	const char *(*at_home)(enum act a);
	/* Before the program waits: nothing may be open. */
	void (*idle)(void *arg);
};

struct ui *ui_new(const struct ui_app *app, bool ascii);
/* Frees all screens. Keep what was typed first. */
void ui_free(struct ui *ui);

bool ui_is_ascii(const struct ui *ui);
void ui_set_ascii(struct ui *ui, bool ascii);
void *ui_arg(const struct ui *ui);
/* Puts a screen on the stack of the tab in front. `s` is owned from now on. */
void ui_push(struct ui *ui, struct screen *s);
/* Takes a screen away, with those above it. It is freed before the next key. */
void ui_pop(struct screen *s);
/* Takes that one alone away; those above it stay. */
void ui_drop(struct screen *s);
struct screen *ui_top(const struct ui *ui);
struct area ui_window(const struct ui *ui);	/* its rows and columns */
size_t ui_tab(const struct ui *ui);
void ui_go(struct ui *ui, size_t tab);	/* overlays and forms on it must be gone */
/* The first screen of the tab in front, as it was opened. What was typed in those above
 * it is kept; false, and said: it could not be. */
bool ui_root(struct ui *ui);
/* Every screen of every tab, those in front last; fn returns false to stop. */
void ui_each(struct ui *ui, bool (*fn)(struct screen *s, void *arg), void *arg);
/* Calls `changed` of every screen. */
void ui_changed(struct ui *ui, const void *what);

/* The message line, until the next key that does something. */
void ui_say(struct ui *ui, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Shows an error, beeps and drops keys typed ahead. */
void ui_err(struct ui *ui, const struct err *e);
void ui_complain(struct ui *ui, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
const char *ui_message(const struct ui *ui);
void ui_repaint(struct ui *ui);		/* everything again */
void ui_quit(struct ui *ui);		/* the loop ends after this key */
bool ui_quitting(const struct ui *ui);
void ui_dirty(struct ui *ui);		/* paint again before the next wait */

/* What the loop must do after a key; each tells once. */
bool ui_take_dirty(struct ui *ui);
bool ui_take_repaint(struct ui *ui);
bool ui_take_beep(struct ui *ui);	/* and drop what was typed ahead */

/* --- what the loop does, and tests do by hand ----------------------------- */

void ui_key(struct ui *ui, const struct key *key);
void ui_act(struct ui *ui, enum act a);
enum mode ui_mode(const struct ui *ui);
/* The action before the one being done; ACT_NONE after text. */
enum act ui_act_before(const struct ui *ui);
/* How many keys have come so far. */
long ui_keys(const struct ui *ui);
void ui_resize(struct ui *ui, int rows, int cols);
/* Paints into a canvas that is the ui's, good until the next call. */
const struct canvas *ui_draw(struct ui *ui);
/* Puts away what was typed, in every screen, as these are left. False: some could not
 * be. */
bool ui_keep(struct ui *ui);
/* The same while typing goes on. */
bool ui_keep_typed(struct ui *ui);
/* The binding an action has on the top screen; NULL. */
const struct binding *ui_binding(const struct ui *ui, enum act a);
/* Does an action mean something now? */
bool ui_can(const struct ui *ui, enum act a);

/* loop.c: runs until ui_quit(), a hang-up or a signal. What was typed is kept on
 * every way out; false: some of it could not be. */
struct terminal;
bool ui_loop(struct ui *ui, const struct ui_app *app, struct terminal *t);

#endif
