/*
 * parked.h - what was begun and waits: this login's drafts, and the receipts that are open.
 *
 * Each is one row, by what it is and whom it is about: "Check-out, Allen, Claire, 84.90
 * left". An open receipt and this login's draft of it are one row. Drafts are first, each
 * kind the newest first.
 */
#ifndef CHAIRSIDE_SCREENS_PARKED_H
#define CHAIRSIDE_SCREENS_PARKED_H

#include "screens/draft.h"

struct parked_row {
	char *words;			/* owned */
	struct draft draft;		/* form NULL: none */
	int64_t receipt, version;	/* open in the practice file; 0: none */
	bool paid;			/* there are payments on it */
};
struct parked {
	struct parked_row *rows;
	size_t n, cap;
	size_t drafts;			/* so many of them are drafts */
};

/* Reads d->parked anew; the drafts are `known` where they were just read, else NULL. */
void parked_read(struct desk *d, const struct drafts *known);
void parked_free(struct parked *all);		/* what it holds */
/* A number by which a row is found again after a reading; and its index, n: it is gone. */
int64_t parked_key(const struct parked_row *row);
size_t parked_find(const struct parked *all, int64_t key);

/* Goes on with it, in the field where it was left. */
void parked_take_up(struct desk *d, size_t i);
/* Throws it away, with a message: of a draft what was typed, else the receipt, which is
 * void then. u brings it back. */
void parked_throw(struct desk *d, size_t i);
/* The list of all: goes on with the only one at once. */
void parked_push(struct desk *d);

#endif
