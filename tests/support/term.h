/*
 * term.h - a program in a terminal, typed at and looked at by a test.
 *
 * The program runs in a pseudo terminal whose other end is read by libvterm, so the
 * test sees what a person would. Its surroundings are those of the setup and nothing
 * else. There are no sleeps: a program with CHAIRSIDE_SYNC=1 writes
 * ESC ] 777 ; chairside ; N BEL when it has read N bytes since it began and all of
 * them are on the screen, and also after a resize has been painted. Typing waits for
 * the mark with the number of bytes sent; a program that is silent for TERM_PATIENCE
 * seconds, or has ended, fails the case with its screen printed.
 *
 * Keys are written as read: "jj<Enter><C-g>text<Esc><S-Tab><PgDn>"; "<lt>" is "<";
 * "<Paste:text>" is a bracketed paste. An unknown name fails the case.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_TERM_H
#define CHAIRSIDE_TESTS_SUPPORT_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define TERM_PATIENCE 20	/* seconds */

struct term;

struct term_setup {
	int rows, cols;			/* 0: 24×80 */
	const char *term;		/* NULL: xterm-256color */
	const char *locale;		/* NULL: C.UTF-8 */
	const char *now;		/* NULL: 2026-03-12T10:00 */
	const char *const *env;		/* more "NAME=value", ends with NULL; or NULL */
	bool no_sync;			/* the program knows no marks: do not wait */
	bool one_screen;		/* as mosh: a program gets no screen of its own */
	bool prints;			/* all it gets, as a cut line may leave it */
	bool signs_within;		/* as kitty: a vowel sign takes no cell beside its letter */
};

struct term_look {
	bool bold, underline, reverse;
	int colour, ground;		/* 0 to 255; -1: the terminal's own */
};

/* $CHAIRSIDE_PROGRAM. */
const char *term_program(void);
/* Starts a program (the path first, NULL last) in test_folder() and waits for its
 * first mark. `setup` may be NULL. */
struct term *term_start(const struct term_setup *setup, const char *const argv[]);
/* Ends it (SIGTERM, then SIGKILL) and frees. Returns its exit status; 128 + N when
 * signal N ended it. Fails the case when SIGTERM alone did not end it, or when it left
 * the terminal changed: the line's settings, the other screen, a hidden cursor,
 * bracketed pastes, or its last picture on a terminal of one screen; also when it moved
 * the rest of a row along. */
int term_stop(struct term *t);
/* The same without a signal: it ends by itself, after `keys` (NULL: none). */
int term_leave(struct term *t, const char *keys);
/* Closes the terminal under it, as a dropped line does; then waits for its end. */
int term_hangup(struct term *t);
/* Sends a signal; nothing is waited for. */
void term_signal(struct term *t, int number);

/* Types and waits until all of it is on the screen. */
void term_keys(struct term *t, const char *keys);
void term_raw(struct term *t, const void *bytes, size_t n);
/* The same in two steps: nothing is waited for between them. */
void term_send(struct term *t, const void *bytes, size_t n);
void term_settle(struct term *t);
/* A stalled line: the program's output is not read until `stalled` is false again.
 * Meanwhile term_send() waits only until the program has taken the bytes. */
void term_stall(struct term *t, bool stalled);
/* Another size; waits for its painting unless the line is stalled. */
void term_resize(struct term *t, int rows, int cols);
/* Waits until the screen shows the text: for what comes without a key. */
void term_await(struct term *t, const char *text);

/* What is on the screen. Blanks at the ends of rows are left out. A row is borrowed
 * until the next call, the whole screen (rows end in '\n') is owned. */
const char *term_row(struct term *t, int y);
char *term_text(struct term *t);
bool term_has(struct term *t, const char *text);
/* Fail the case with the screen printed. */
void term_shows(struct term *t, const char *text);
/* The same of what may go on in the next row: a path as long as the folder of tests. */
void term_shows_folded(struct term *t, const char *text);
void term_shows_not(struct term *t, const char *text);
/* The row that shows the text; -1: none. */
int term_find(struct term *t, const char *text);
struct term_look term_look(struct term *t, int y, int x);
/* False: it is hidden. */
bool term_cursor(struct term *t, int *y, int *x);
/* Rows, runs of looks and the cursor against tests/golden/screens/NAME.txt. */
void term_golden(struct term *t, const char *name);

/* Bytes the program has written since the last call, marks not counted. */
size_t term_written(struct term *t);
/* Those bytes since its last call; owned. */
char *term_output(struct term *t);
/* What its printer got since the last call, owned: the bytes between ESC [ 5 i and ESC [ 4 i, which
 * do not come to the screen. A program must not leave it printing. */
char *term_paper(struct term *t);
unsigned term_bells(const struct term *t);	/* since the last term_keys() */

#endif
