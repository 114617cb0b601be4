/*
 * sign.h - S: signing the chart of a visit, the next one of those that wait, and what is said
 * about one that is signed.
 *
 * Each step is a question of its own, over the screen that asked: why a section is missing,
 * the PIN (once until the last of them is closed), then what is signed, with the client.
 */
#ifndef CHAIRSIDE_SCREENS_SIGN_H
#define CHAIRSIDE_SCREENS_SIGN_H

#include "screens/desk.h"

/* Signs the visit's chart; of one that is signed asks what is to be said about it. A message
 * where neither can be. */
void sign_push(struct desk *d, int64_t session);
/* The list of what waits for this login. */
void sign_list_push(struct desk *d);
/* Asks whose PIN, then for the new one twice, and for the one so far. */
void sign_pin_push(struct desk *d);
/* Asks for one's own alone. */
void sign_pin_choose(struct desk *d);

#endif
