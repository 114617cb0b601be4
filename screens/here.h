/*
 * here.h - beside a client's page: who else has that client open, and what they changed.
 */
#ifndef CHAIRSIDE_SCREENS_HERE_H
#define CHAIRSIDE_SCREENS_HERE_H

#include "screens/desk.h"

/* After each round of keys and once a second; true: others came or went. */
bool here_look(struct desk *d);
/* Tells which fields of the client on show a colleague changed. */
void here_tell(struct desk *d, const struct desk_changes *all);
/* Adds "Jonas Allen changed Phone, 2:06p" of a record that a colleague changed in that entry
 * or since. */
void here_add_change(struct desk *d, const struct desk_change *c, struct buf *out);

#endif
