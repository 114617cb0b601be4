/*
 * ui.h - screens on a stack, the frame around them, and the event loop.
 *
 * A screen is a struct that starts with a `struct screen`, and a const struct
 * screen_ops. Each tab has its own stack, which stays as it is while another tab is
 * shown. Prompts, pickers and confirmations are screens with a callback, never loops of
 * their own. draw() is const: it only paints what is in memory.
 *
 * The frame: line 1 practice, screen, date, time and who; line 2 the tabs; then a
 * client's alerts, in reverse; the screen's body; the message; last the mode and the
 * keys that work now.
 *
 * One loop: all waiting keys are handled, then the screen is painted once.
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

/* What an action does on a screen, in the order of the hint line. */
struct binding {
	enum act act;
	const char *hint;	/* words of the hint line; NULL: only in `?`; "": those of the
				 * next binding, ", . month" */
	void (*run)(struct screen *s, enum act a);
};

/* Why a screen keeps what is typed: it goes on, was left, or is thrown away, and then kept
 * nowhere but in the screen itself. */
enum keep { KEEP_TYPING, KEEP_LEFT, KEEP_THROWN };

struct screen_ops {
	const char *name;		/* "client": for `?` and tests */
	bool overlay;			/* the screen beneath is painted first */
	/* Does it take the whole window now, without a frame? NULL: never. */
	bool (*whole)(const struct screen *s);
	enum mode mode;
	enum mode (*mode_now)(const struct screen *s);	/* if it changes; else NULL */
	const struct binding *bindings;	/* ends with ACT_NONE; NULL: none */
	/* Acts of the widgets it holds, for `?`; ends with ACT_NONE; NULL: none. */
	const enum act *widget_acts;
	/* An action that is not among the bindings; false when it does nothing here. */
	bool (*act)(struct screen *s, enum act a);
	/* Text and pastes in TYPE; in LIST characters that are no action's key, and no
	 * pastes. NULL: takes no text. */
	bool (*text)(struct screen *s, const char *text, size_t n, bool paste);
	void (*draw)(const struct screen *s, struct canvas *c, struct area a);
	/* Adds the title shown after the practice's name. */
	void (*title)(const struct screen *s, struct buf *out);
	/* Adds its client's alerts; NULL: not a client's screen. */
	void (*alert)(const struct screen *s, struct buf *out);
	/* Adds what the line of messages says while there is no message, on one row; NULL:
	 * nothing. */
	void (*facts)(const struct screen *s, struct buf *out);
	/* Called before painting whenever the body's size has changed. */
	void (*sized)(struct screen *s, struct area body);
	/* Called when a screen above it has closed, or its tab is shown again. */
	void (*shown)(struct screen *s);
	/* The tab's own digit was pressed on the tab's first screen: go back to how it
	 * opened. NULL: nothing to do. */
	void (*root)(struct screen *s);
	/* Records have changed, by this login or a colleague; `what` is the
	 * program's. */
	void (*changed)(struct screen *s, const void *what);
	/* Is that record visible? NULL: only its own client is. */
	bool (*shows)(const struct screen *s, const struct record_type *t, int64_t id);
	/* Saves what was typed as a draft; NULL: nothing is typed here. Called two
	 * seconds after the first unsaved key, on every way out and before a lock. */
	bool (*keep)(struct screen *s, enum keep why, struct err *e);
	/* Leaves it at once as it stands, to be gone on with; false, with a message, when it
	 * cannot be left. NULL: as ACT_leave does. */
	bool (*park)(struct screen *s);
	void (*free)(struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
	struct ui *ui;
	struct screen *below;	/* on its stack */
	struct area body;	/* as last passed to sized() */
	int64_t client;		/* whose screen it is; 0: no client's */
};

/* What the program adds to the toolkit. All may be NULL. */
struct ui_app {
	void *arg;
	/* Adds date, time and who, for the right of line 1; called at each painting. */
	void (*clock)(void *arg, struct buf *out);
	const char *(*practice)(void *arg);
	/* A warning shown under the tabs of every screen, unless it returns NULL. */
	const char *(*warning)(void *arg);
	size_t n_tabs;
	const char *const *tabs;
	const char *const *tabs_short;	/* where the window is narrow */
	/* Adds the count beside a tab: "10", "99+", or nothing. Must not query. */
	void (*tab_count)(void *arg, size_t tab, struct buf *out);
	/* Makes the first screen of a tab. */
	struct screen *(*tab_open)(void *arg, struct ui *ui, size_t tab);
	/* Bindings of every screen; run with the top screen. Over a dialog those of
	 * ACT_palette, ACT_lock_now and ACT_repaint work, over a cover the last alone. */
	const struct binding *everywhere;
	/* Adds what stands at the right end of the line of messages, where there is room beside
	 * a message. */
	void (*beside)(void *arg, struct buf *out);
	/* Called about once a second, and after each round of keys (`keys` true). True:
	 * paint again. */
	bool (*tick)(void *arg, struct ui *ui, bool keys);
	/* What a barcode scanner sent in LIST, without its prefix; and the practice's
	 * own prefix, "" for none. NULL: scans are treated as typing. */
	void (*scanned)(void *arg, struct ui *ui, const char *text);
	const char *(*scan_prefix)(void *arg);
	/* Where an action works, for the message where it does nothing; NULL: the
	 * message names `?`. */
	const char *(*at_home)(enum act a);
	/* Called before the program waits; no transaction may be open then. */
	void (*idle)(void *arg);
};

struct ui *ui_new(const struct ui_app *app, bool ascii);
/* Frees all screens; call ui_keep() first. */
void ui_free(struct ui *ui);

bool ui_is_ascii(const struct ui *ui);
void ui_set_ascii(struct ui *ui, bool ascii);
void *ui_arg(const struct ui *ui);
/* Puts a screen on the current tab's stack, which owns it from now on. */
void ui_push(struct ui *ui, struct screen *s);
/* Removes a screen and those above it. It is freed before the next key. */
void ui_pop(struct screen *s);
/* Removes that screen only; those above it stay. */
void ui_drop(struct screen *s);
struct screen *ui_top(const struct ui *ui);
struct area ui_window(const struct ui *ui);	/* its rows and columns */
size_t ui_tab(const struct ui *ui);
void ui_go(struct ui *ui, size_t tab);	/* no overlay or form may be open */
/* Goes back to the current tab's first screen, as it opened. What was typed in those
 * above is kept as drafts; false, with a message, when that fails. */
bool ui_root(struct ui *ui);
/* Calls `fn` for every screen of every tab, the current tab's last; fn returns false to
 * stop. */
void ui_each(struct ui *ui, bool (*fn)(struct screen *s, void *arg), void *arg);
/* Calls `changed` of every screen. */
void ui_changed(struct ui *ui, const void *what);

/* Puts a screen in front of all others, on the whole window, and clears what the terminal
 * remembers. Until it is uncovered nothing beneath is painted, sized, kept again or given keys;
 * what was typed must have been kept. The ui owns it. */
void ui_cover(struct ui *ui, struct screen *s);
void ui_uncover(struct ui *ui);
bool ui_covered(const struct ui *ui);

/* Shows a message, until the next key that does something. */
void ui_say(struct ui *ui, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Shows an error, beeps and drops keys typed ahead. */
void ui_err(struct ui *ui, const struct err *e);
void ui_complain(struct ui *ui, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
const char *ui_message(const struct ui *ui);
void ui_repaint(struct ui *ui);		/* paints everything again */
void ui_quit(struct ui *ui);		/* the loop ends after this key */
bool ui_quitting(const struct ui *ui);
void ui_dirty(struct ui *ui);		/* paint again before the next wait */

/* What the loop must do after a key; each clears its flag. */
bool ui_take_dirty(struct ui *ui);
bool ui_take_repaint(struct ui *ui);
bool ui_take_wipe(struct ui *ui);	/* what has scrolled away, once this is painted */
bool ui_take_beep(struct ui *ui);	/* and drops keys typed ahead */

/* --- what the loop does, and tests do by hand ----------------------------- */

void ui_key(struct ui *ui, const struct key *key);
void ui_act(struct ui *ui, enum act a);
enum mode ui_mode(const struct ui *ui);
/* The action before the one being done; ACT_NONE after text. */
enum act ui_act_before(const struct ui *ui);
/* How many keys have come so far. */
long ui_keys(const struct ui *ui);
void ui_resize(struct ui *ui, int rows, int cols);
/* Paints into a canvas owned by the ui, valid until the next call. */
const struct canvas *ui_draw(struct ui *ui);
/* Keeps what was typed in every screen, as on leaving it. False when some of it could
 * not be kept. */
bool ui_keep(struct ui *ui);
/* The same while typing goes on (KEEP_TYPING). */
bool ui_keep_typed(struct ui *ui);
/* The top screen's binding for an action, or NULL. */
const struct binding *ui_binding(const struct ui *ui, enum act a);
/* Does an action do anything now? */
bool ui_can(const struct ui *ui, enum act a);

/* loop.c: runs until ui_quit(), a hang-up or a signal. What was typed is kept on
 * every way out; false when some of it could not be. *ended: the flags of
 * terminal_wait() that ended it; 0: ui_quit() did. */
struct terminal;
bool ui_loop(struct ui *ui, const struct ui_app *app, struct terminal *t, unsigned *ended);
/* For a key that has to wait: shows a text in the line of messages over what was painted
 * last, and asks no screen. False: Esc or Ctrl-C was pressed, or the line is gone. Other
 * keys are done after the wait. */
bool ui_wait_within(struct ui *ui, struct terminal *t, const char *text);

#endif
