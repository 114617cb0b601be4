/*
 * barred.h - bookings that cannot stand (practice/stops.h): the page that lists them, and how a
 * login finds them: at first and after a change of what counts for everybody in steps while
 * nobody types, after its own writes at once.
 */
#ifndef CHAIRSIDE_SCREENS_BARRED_H
#define CHAIRSIDE_SCREENS_BARRED_H

#include "screens/desk.h"

void barred_push(struct desk *d);

/* Looks at so many bookings more. True: what is shown of them has changed. */
bool barred_look(struct desk *d, size_t most);
/* After what was written; `mine`: by this login. */
void barred_catch_up(struct desk *d, bool mine);
/* Adds what the newest write bars, "  Cannot stand now: Thu 26 Mar 2:00p, …", or nothing. */
void barred_add(struct desk *d, struct buf *out);

#endif
