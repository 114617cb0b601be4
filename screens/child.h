/*
 * child.h - the program itself at work in the background: exports and reports.
 *
 * At most one per login. It reports its progress on a pipe; what it says last is told
 * in the message line. Nothing but the program itself is ever run.
 */
#ifndef CHAIRSIDE_SCREENS_CHILD_H
#define CHAIRSIDE_SCREENS_CHILD_H

#include "lists/page.h"
#include "screens/desk.h"

struct child;

struct child_words {
	const char *at_work;	/* "Writing x.xlsx": its progress stands behind */
	const char *done;	/* "Written: x.xlsx" */
	const char *title;	/* NULL; else all it says is a page of that title */
	const char *input;	/* a line it reads: what its arguments must not show */
	/* After that, the child has gone; its exit status, or -1, and what it said
	 * last. May be NULL. */
	void (*ended)(struct desk *d, int status, const char *said);
};

/* Starts `chairside --db … WORD …` (NULL at the end). Texts are copied. False, and
 * said, when one is still at work or it cannot begin. */
bool child_start(struct desk *d, const char *const *words,
    const struct child_words *say);
/* The same for a file it writes, with its progress; `input` as above, may be NULL. */
bool child_write(struct desk *d, const char *const *words, const char *target,
    const char *input);
/* Asks for a format, then writes what a list shows for the query's words, of, of_text,
 * all and rows into the exports folder. */
void child_export_list(struct desk *d, const struct page_list *l,
    const struct page_query *q);
/* Looks after it; true when there is something new to show. */
bool child_tick(struct desk *d);
/* It finishes alone: what it writes has its name only when it is whole. */
void child_leave(struct desk *d);

/* Where what is written goes: FILE.exports/NAME, the folder made with mode 0700;
 * the caller frees. NULL, and said, when it cannot be made. */
char *child_target(struct desk *d, const char *name);

#endif
