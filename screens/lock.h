/*
 * lock.h - the lock page, and what happens where nobody types.
 *
 * Q locks at once, and so does a screen at which nobody has typed for the first of the
 * practice's idle times: what was typed is kept as drafts, then the page covers everything
 * until the PIN is given, and all is as it stood. After the second the login ends. Without a
 * PIN a second Q leaves, and only the login of a server ends by itself. In the last minute line
 * 1 counts down; any key stays, and does what it does.
 *
 * In a room (practice/room.h) the page asks for initials and PIN. Who locked it finds all as it
 * stood; for another a desk of their own begins (desk.next), as it does for nobody after the
 * longer time: what was typed waits as drafts of who typed it.
 *
 * While it is locked no statement is run and nothing is painted but this page: the desk catches
 * up with the others when it is unlocked.
 */
#ifndef CHAIRSIDE_SCREENS_LOCK_H
#define CHAIRSIDE_SCREENS_LOCK_H

#include "screens/desk.h"

void lock_now(struct desk *d);
/* For ACT_lock and ACT_lock_now. */
void lock_run(struct screen *s, enum act a);
/* After keys, and about once a second without one. True: paint again. */
bool lock_tick(struct desk *d, bool keys);
/* Adds "locks in 42 s: any key stays"; false when nothing is to be counted. */
bool lock_count(const struct desk *d, struct buf *out);

#endif
