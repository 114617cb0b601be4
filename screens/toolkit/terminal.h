/*
 * terminal.h - the only access to the terminal: canvases out, keys in.
 *
 * Only terminal.c knows ncurses. Curses writes into memory, and the loop sends that to
 * the terminal without blocking, so a stalled line never stops the program:
 * terminal_ready() tells when everything is sent. Keys are read as bytes and decoded by
 * key.c.
 *
 * Signals (SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCHLD) are blocked except while
 * terminal_wait() waits, and only set flags. The window is clamped to 1×1 … 300×500.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_TERMINAL_H
#define CHAIRSIDE_SCREENS_TOOLKIT_TERMINAL_H

#include <stdbool.h>

#include "base/err.h"
#include "screens/toolkit/canvas.h"
#include "screens/toolkit/key.h"
#include "screens/toolkit/theme.h"

#define TERMINAL_ROWS_MAX 300
#define TERMINAL_COLS_MAX 500

struct terminal;

enum wait {
	WAIT_INPUT = 1 << 0,	/* bytes came: call terminal_key() */
	WAIT_RESIZED = 1 << 1,
	WAIT_HANGUP = 1 << 2,	/* the line is gone: SIGHUP, EIO or end of file */
	WAIT_STOP = 1 << 3,	/* SIGTERM or SIGINT */
	WAIT_CHILD = 1 << 4	/* a child ended */
};

/* One at a time. `sync`: reports to a test harness what was read and painted (OSC 777).
 * ERR_USAGE when standard input or output is not a terminal, or when the terminal TERM
 * names cannot place text. */
struct terminal *terminal_open(bool sync, struct err *e);
/* Restores the terminal. NULL is fine. */
void terminal_close(struct terminal *t);

/* Without UTF-8 in the locale or the terminal, marks must be ASCII. */
bool terminal_wants_ascii(const struct terminal *t);
bool terminal_is_mono(const struct terminal *t);
/* With NO_COLOR or a terminal without colours, every theme is mono. */
void terminal_theme(struct terminal *t, enum theme theme);
void terminal_size(struct terminal *t, int *rows, int *cols);
/* Sends what differs from the last canvas. */
void terminal_paint(struct terminal *t, const struct canvas *c);
void terminal_forget(struct terminal *t);	/* the next canvas is sent whole */
/* Clears what has scrolled off the screen, where the terminal can. */
void terminal_wipe(struct terminal *t);
void terminal_beep(struct terminal *t);
/* Sends the text for the terminal's clipboard (OSC 52); whether it takes it, it does not say.
 * False: it is too long, or this kind of terminal is not known to have one. */
bool terminal_copy(struct terminal *t, const char *text);
/* TERM, where its description says how the printer beside it is reached; else NULL. Whether there
 * is one nobody can tell: one that does not know the strings shows the text on the screen. */
const char *terminal_printer(const struct terminal *t);
/* Sends a text to that printer (printed.h), behind what is on its way, and paints the screen whole
 * afterwards. False: it is too long, or an earlier paper is still on its way. */
bool terminal_print(struct terminal *t, const char *text, bool plain);
bool terminal_ready(const struct terminal *t);
/* Tells the test harness, if there is one, how many bytes were read and that all of
 * them are on the screen. False: not yet. */
bool terminal_sync(struct terminal *t);
bool terminal_is_driven(const struct terminal *t);	/* there is a harness */

/* Waits at most `ms` (-1: for ever). Returns flags of enum wait. */
unsigned terminal_wait(struct terminal *t, int ms);
/* Gets the next complete key; false when there is none. */
bool terminal_key(struct terminal *t, struct key *key);
void terminal_drop_keys(struct terminal *t);
/* While a key is being done: sends what waits, reads what was typed, and tells whether Esc or
 * Ctrl-C ended it, which drops all of it, or the line is gone. Signals wait. */
bool terminal_gives_up(struct terminal *t);

/* The kind it is taken for, as this machine does not know the one that TERM names; NULL: it
 * does. */
const char *terminal_kind(const struct terminal *t);

const char *terminal_library(void);	/* "ncurses 6.4.20221231" */

#endif
