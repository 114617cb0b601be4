/*
 * emergency.h - shows allergies, medicines and whom to call once, to somebody who
 * otherwise may not see them; and informs the owner.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_EMERGENCY_H
#define CHAIRSIDE_SCREENS_CLIENT_EMERGENCY_H

#include "screens/desk.h"

/* Asks for the reason, then shows the page until a key closes it. */
void emergency_push(struct desk *d, int64_t client);
/* At a login: writes down this person's looks that could not be written at the time. */
void emergency_catch_up(struct desk *d);
/* At a login and from To do: shows the owner the unread looks, to be confirmed. */
void emergency_tell(struct desk *d);
/* Lists all looks, newest first. */
void emergency_list_push(struct desk *d);

#endif
