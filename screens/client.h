/*
 * client.h - a client's page, and what is asked of a client from anywhere.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_H
#define CHAIRSIDE_SCREENS_CLIENT_H

#include "screens/desk.h"

void client_push(struct desk *d, int64_t client);
/* Asks for a review, or writes one down; `session` 0: of no visit in particular. */
void client_review(struct desk *d, int64_t client, int64_t session);
/* Newsletter: unknown, yes, no. */
void client_newsletter(struct desk *d, int64_t client);

#endif
