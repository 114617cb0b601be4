/*
 * child.h - the program itself at work in the background: exports and reports.
 *
 * One at a time a login. It reports its progress on a pipe; what it says last is told
 * in the message line. Nothing but the program itself is ever run.
 */
#ifndef CHAIRSIDE_SCREENS_CHILD_H
#define CHAIRSIDE_SCREENS_CHILD_H

#include "screens/desk.h"

struct child;

/* Starts `chairside --db … WORD …` (NULL at the end) with progress. `target` is the
 * file it writes, named when it is done. False, and said, when one is still at work
 * or it cannot begin. */
bool child_start(struct desk *d, const char *const *words, const char *target);
/* Looks after it; true when there is something new to show. */
bool child_tick(struct desk *d);
/* Ends it: what it was writing is not left half-written. */
void child_stop(struct desk *d);

/* Where what is written goes: FILE.exports/NAME, the folder made with mode 0700;
 * the caller frees. NULL, and said, when it cannot be made. */
char *child_target(struct desk *d, const char *name);

#endif
