/*
 * rights.h - a person's rights on screen: the page Data rights of a client, and the list of
 * those whose years are over.
 *
 * The page says what keeps the client's records and until when, and offers what the commands
 * do, by the same functions: all of it as one archive to hand over (also x), a hold put on or
 * ended, and the erasure, for which a reason and the client's number are typed. Below stand
 * the holds, with who and when. It is pushed by D on a client; both need ACTION_ERASE.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_RIGHTS_H
#define CHAIRSIDE_SCREENS_CLIENT_RIGHTS_H

#include "screens/desk.h"

void rights_push(struct desk *d, int64_t client);
/* Those whose years are over (retention.c): Enter opens the client, D the page. */
void retention_push(struct desk *d);

#endif
