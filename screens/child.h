/*
 * child.h - runs the program itself in the background, for exports and reports.
 *
 * At most one per login. It reports its progress on a pipe; its last line is shown in
 * the message line. No other program is ever run.
 */
#ifndef CHAIRSIDE_SCREENS_CHILD_H
#define CHAIRSIDE_SCREENS_CHILD_H

#include "lists/page.h"
#include "screens/desk.h"

struct child;

struct child_words {
	const char *at_work;	/* "Writing x.xlsx": the progress follows */
	const char *done;	/* "Written: x.xlsx" */
	const char *title;	/* of a page with all its output; NULL: no page */
	const char *after;	/* a page to show when it went well; NULL: none */
	const char *input;	/* a line for it to read, too private for arguments */
	/* Called last, after the child has ended, with its exit status, or -1, and its
	 * last line. May be NULL. */
	void (*ended)(struct desk *d, int status, const char *said);
};

/* Starts `chairside --db … WORD …` (ends with NULL). Texts are copied. False, with a
 * message, when one is still running or it cannot start. */
bool child_start(struct desk *d, const char *const *words,
    const struct child_words *say);
/* The same for writing the file `target`; `input` as above, may be NULL. */
bool child_write(struct desk *d, const char *const *words, const char *target,
    const char *input);
/* Asks for a format, then exports the list's rows for the query's words, of, of_text,
 * all and rows into the exports folder. */
void child_export_list(struct desk *d, const struct page_list *l,
    const struct page_query *q);
/* Reads its output and sees whether it has ended; true when there is something new to
 * show. */
bool child_tick(struct desk *d);
/* Leaves it to finish by itself: a file gets its name only when it is complete. */
void child_leave(struct desk *d);

/* The path for an export, FILE.exports/NAME, or where the login is over SSH, in the person's own
 * folder (server/outbox.h); makes the folder with mode 0700. The caller frees it. NULL, with a message, when the folder cannot be made. */
char *child_target(struct desk *d, const char *name);

#endif
