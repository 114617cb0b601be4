/*
 * term_inside.h - what the parts of term.h share.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_TERM_INSIDE_H
#define CHAIRSIDE_TESTS_SUPPORT_TERM_INSIDE_H

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "tests/support/term.h"

struct term {
	pid_t pid;
	int line, held;			/* the master, -1: closed; its other end */
	bool ended;
	int status;			/* of its end */
	bool stalled, no_sync, one_screen, signs_within;
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool cursor_shown, other_screen, pastes, prints;
	unsigned bells;
	struct buf mark;		/* a mark, or what may become one */
	struct buf row;
	struct buf queue;		/* typed, not yet taken by the line */
	size_t sent, written;
	struct buf output;		/* what was written since term_output() */
	struct buf paper;		/* what went to its printer since term_paper() */
	size_t in_sign;			/* bytes of what may be a vowel sign */
	int in_csi;			/* bytes of what begins a sequence */
	bool shifts;			/* one moved the rest of its row */
	unsigned long seen;		/* the number in the last mark */
	unsigned marks;
};

/* Adds the bytes of keys written as text; an unknown name fails the case. */
void term_key_bytes(struct buf *out, const char *keys);
/* Fails the case and shows the screen. */
void term_fail(struct term *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));
/* The screen begins empty; takes bytes; goes. */
void term_screen_begin(struct term *t, bool utf8, bool one_screen);
void term_screen_resize(struct term *t, int rows, int cols);

#endif
