/*
 * desk_print.h - papers that wait to be printed at a person's own desk.
 *
 * Who works over SSH has the printer on another machine. What is to be printed is put into a
 * folder of that person's in FILE.exports, 0700; `chairside next-print`, which a small script at
 * the desk asks again and again (doc/desk-print.sh), hands out the oldest and removes it. What
 * nobody has asked for in a week is removed.
 *
 * Where the terminal passes what it gets to that printer, a paper can leave that way instead.
 */
#ifndef CHAIRSIDE_PRACTICE_DESK_PRINT_H
#define CHAIRSIDE_PRACTICE_DESK_PRINT_H

#include "practice/practice.h"

/* The path for a paper of that name, which no earlier one has; makes the folder. The caller
 * frees; NULL on failure. */
char *desk_print_path(struct practice *p, const char *name, struct err *e);
/* Writes this person's oldest paper to standard output, a `print` into the journal, and removes
 * the paper; waits so many seconds for one. ERR_BUSY: none came. */
bool desk_print_next(struct practice *p, int seconds, struct err *e);

/* The path for a paper that leaves through the terminal of this program and waits in no row.
 * The caller frees; NULL on failure. */
char *desk_print_here_path(struct practice *p, struct err *e);
/* Writes a `print` into the journal, adds that paper's text and removes it, also on failure. */
bool desk_print_take(struct practice *p, struct buf *out, struct err *e);

#endif
