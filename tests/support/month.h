/*
 * month.h - practices whose months are worth reporting.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_MONTH_H
#define CHAIRSIDE_TESTS_SUPPORT_MONTH_H

#include "db/db.h"
#include "tests/support/test.h"

/* The owner's login in all of them. */
#define MONTH_LOGIN "mara"

/* A practice that somebody can add up by hand: March 2026 in Vienna, where the
 * clock goes forward on the 29th. Fails the case when it cannot; so do all. */
void month_small(const char *path);

/* Settings and an owner, nothing else. */
void month_empty(const char *path);

struct month_random {
	unsigned seed;
	int clients, sessions, receipts, reviews, subscribers;
	int wishes;		/* on the waiting list, and as many tries to reach who is due,
				 * adverse events and follow-ups */
	int hours;		/* lines of working hours, and as many times off; 0: none */
	bool bookings_dated;	/* every session says when it was booked */
	bool paid;		/* imported receipts came with their payments */
};
/* Everything that can happen between December 2025 and May 2026, at random:
 * the same seed, the same practice. */
void month_random(const char *path, const struct month_random *how);

/* A new file filled by `fn`; settings and two people who work there. */
void month_make(const char *path, db_write_fn fn, const void *how);
bool month_basics(struct db *db, struct err *e);

/* Adds a record of pairs "field", "value"…, NULL; inside a load. A pair of a
 * blank value is left out. Returns its number; 0 and `e` on failure. */
int64_t month_put(struct db *db, const struct record_type *t, struct err *e, ...);

#endif
