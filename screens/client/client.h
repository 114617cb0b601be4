/*
 * client.h - a client's page, and what is asked of a client from anywhere.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_CLIENT_H
#define CHAIRSIDE_SCREENS_CLIENT_CLIENT_H

#include "screens/desk.h"

void client_push(struct desk *d, int64_t client);
/* Asks for a review, or writes one down; `session` 0: of no visit in particular. */
void client_review(struct desk *d, int64_t client, int64_t session);
/* Newsletter: unknown, yes, no. */
void client_newsletter(struct desk *d, int64_t client);
/* Of all of them, in one write. */
struct marked;
void clients_newsletter(struct desk *d, const struct marked *m);
/* The same of an address; 0: of a new one. */
void address_newsletter(struct desk *d, int64_t subscriber);

/* What a key does to a client, the same from the list and from the page: edit,
 * archive, book, here (a walk-in), screening, pay, review, newsletter, history, what was
 * asked is still true (same), emergency. */
void client_do(struct desk *d, int64_t client, enum act a);

/* Who changed what of a record, field by field. */
void history_push(struct desk *d, const struct record_type *t, int64_t id);
/* The answers of a screening, what they mean, who looked at it. */
void screening_open(struct desk *d, int64_t screening);

/* The client beside that one in a list of clients; 0: none, or `s` is no such list. */
int64_t clients_neighbour(struct screen *s, int64_t client, int way);

#endif
