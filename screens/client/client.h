/*
 * client.h - a client's page, and actions on a client from any screen.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_CLIENT_H
#define CHAIRSIDE_SCREENS_CLIENT_CLIENT_H

#include "screens/desk.h"

void client_push(struct desk *d, int64_t client);
/* Asks for a review, or adds one that came in; `session` 0: for no visit. */
void client_review(struct desk *d, int64_t client, int64_t session);
/* Asks for the client's newsletter answer: unknown, yes, no. */
void client_newsletter(struct desk *d, int64_t client);
/* The same for all marked clients, in one write. */
struct marked;
void clients_newsletter(struct desk *d, const struct marked *m);
/* The same for an address; 0: a new one. */
void address_newsletter(struct desk *d, int64_t subscriber);

/* Does an action to a client, the same from the list and the page: edit, archive, book,
 * here (a walk-in), screening, pay, review, newsletter, history, same (allergies and
 * medicines are unchanged), follow_up (an adverse event), emergency, rights, print (the card of
 * the next visits). */
void client_do(struct desk *d, int64_t client, enum act a);

/* Shows who changed what in a record, field by field. */
void history_push(struct desk *d, const struct record_type *t, int64_t id);
/* Shows a screening's answers, what they mean, and who reviewed it. */
void screening_open(struct desk *d, int64_t screening);

/* The client before or after that one (`way`) in a list of clients; 0 when there is
 * none or `s` is not such a list. */
int64_t clients_neighbour(struct screen *s, int64_t client, int way);

#endif
