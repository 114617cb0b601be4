/*
 * room.h - the login of a room, at which people work by turns, each by initials and PIN.
 *
 * The login itself may do nothing. Who enters works as at a login of their own: with their
 * role, under their name in the journal, and only what they did is undone.
 */
#ifndef CHAIRSIDE_PRACTICE_ROOM_H
#define CHAIRSIDE_PRACTICE_ROOM_H

#include "practice/practice.h"

/* Whose initials (staff.code) these are. ERR_INVALID, field "initials", when nobody with a
 * login of their own has them. */
bool room_who(struct practice *p, const char *initials, int64_t *staff, struct err *e);
/* From now on that person works here, or with the room's own number nobody does: `p` ends and
 * is replaced by what is returned. NULL: it goes on as it was. */
struct practice *room_pass_on(struct practice *p, int64_t staff, struct err *e);

#endif
