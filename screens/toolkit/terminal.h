/*
 * terminal.h - the one door to the terminal: canvases out, keys in.
 *
 * The only file that knows ncurses. Curses writes into memory and the loop carries
 * that to the line as far as the line takes it, so a stalled line never holds the
 * program: terminal_ready() says when the last painting is through. Keys are read
 * as bytes and decoded by key.c.
 *
 * Signals (SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCHLD) are blocked but while
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
	WAIT_INPUT = 1 << 0,	/* bytes came: terminal_key() */
	WAIT_RESIZED = 1 << 1,
	WAIT_HANGUP = 1 << 2,	/* the line is gone: SIGHUP, EIO or end of file */
	WAIT_STOP = 1 << 3,	/* SIGTERM or SIGINT */
	WAIT_CHILD = 1 << 4	/* a child ended */
};

/* One at a time. `sync`: tells a harness what was read and painted (OSC 777).
 * ERR_USAGE when standard input or output is no terminal or TERM names one that
 * cannot place text. */
struct terminal *terminal_open(bool sync, struct err *e);
/* Gives the terminal back as it was. NULL is fine. */
void terminal_close(struct terminal *t);

/* The locale or the terminal knows no UTF-8: marks must be ASCII. */
bool terminal_wants_ascii(const struct terminal *t);
bool terminal_is_mono(const struct terminal *t);
/* NO_COLOR and a terminal without colours make every theme mono. */
void terminal_theme(struct terminal *t, enum theme theme);
void terminal_size(struct terminal *t, int *rows, int *cols);
/* Sends what differs from the last canvas. */
void terminal_paint(struct terminal *t, const struct canvas *c);
void terminal_forget(struct terminal *t);	/* the next one is sent whole */
void terminal_beep(struct terminal *t);
bool terminal_ready(const struct terminal *t);
/* Tells the harness, where there is one, how many bytes were read and that all of
 * them are on the screen. False: not yet. */
bool terminal_sync(struct terminal *t);
bool terminal_is_driven(const struct terminal *t);	/* there is a harness */

/* Waits for something, at most that long (-1: ever). The flags of enum wait. */
unsigned terminal_wait(struct terminal *t, int ms);
/* The next key that is complete. */
bool terminal_key(struct terminal *t, struct key *key);
void terminal_drop_keys(struct terminal *t);

#endif
