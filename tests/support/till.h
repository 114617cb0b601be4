/*
 * till.h - a practice with something to sell, for tests of receipts.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_TILL_H
#define CHAIRSIDE_TESTS_SUPPORT_TILL_H

#include "receipt/receipts.h"
#include "tests/support/clinic.h"

struct till {
	char *path;
	struct practice *mara, *jon;	/* the owner and a practitioner */
	int64_t client;
	int64_t face;		/* a service at 250.00 */
	int64_t spf;		/* a product at 38.00, 10 on hand */
	int64_t balm;		/* a product at 12.99, not counted */
};

int till_begin(void **state);
int till_end(void **state);

/* A record of the offer: name, price, what is on hand (NULL: not counted). */
int64_t till_sells(struct till *t, const struct record_type *type,
    const char *name, const char *price, const char *on_hand);
/* A visit of the client on 2026-03-12 at `start`, in that state, by mara. */
int64_t till_visit(struct till *t, const char *start, const char *status,
    const char *price);

/* The practice's rates and their names, "State tax" and "City tax", and which of them
 * an item is charged with, "yes" or "no". */
void till_taxes(struct till *t, const char *percent, const char *percent2);
void till_taxed(struct till *t, const struct record_type *type, int64_t id,
    const char *first, const char *second);

/* A new receipt of the client with so much of a product or service on it. */
struct receipt *till_receipt(struct till *t, const struct record_type *type,
    int64_t id, const char *quantity);
/* Adds more of something; fails the case when refused. */
void till_add(struct till *t, struct receipt *r, const struct record_type *type,
    int64_t id, const char *quantity);
/* Pays what is left by that method, and closes; the head's id. */
int64_t till_close(struct till *t, struct receipt *r, const char *method);

int64_t till_on_hand(struct till *t, int64_t product);
struct receipt *till_load(struct till *t, int64_t id);
/* The client's receipt that was written last; NULL: there is none. */
struct receipt *till_last(struct till *t);
bool till_last_is(struct till *t, const char *state);
/* What the newest journal entry is called; owned. */
char *till_label(struct till *t);

#define MONEY(cents) ((money)(cents) * (MONEY_UNIT / 100))

#endif
