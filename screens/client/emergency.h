/*
 * emergency.h - allergies, medicines and whom to call, once, for somebody who
 * otherwise may not see them; and the owner who is told.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_EMERGENCY_H
#define CHAIRSIDE_SCREENS_CLIENT_EMERGENCY_H

#include "screens/desk.h"

/* Asks for the reason, then shows one page that ends with the key that closes it. */
void emergency_push(struct desk *d, int64_t client);
/* At a login: looks of this person that could not be written then are written. */
void emergency_catch_up(struct desk *d);
/* At a login and in To do: the owner reads what was looked at since, and says so. */
void emergency_tell(struct desk *d);
/* All looks, newest first. */
void emergency_list_push(struct desk *d);

#endif
