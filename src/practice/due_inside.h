/*
 * due_inside.h - what the files of due.h share.
 */
#ifndef CHAIRSIDE_PRACTICE_DUE_INSIDE_H
#define CHAIRSIDE_PRACTICE_DUE_INSIDE_H

#include "practice/due.h"

struct stmt;

struct due_reading {
	struct practice *p;
	struct due_list *out;
	int64_t staff;		/* 0: everybody's */
	const struct due_freed *freed;	/* NULL: none */
	struct slot_book book;	/* from today on */
	int64_t *cannot;	/* visits that cannot stand, listed or hidden */
	size_t n_cannot, cap_cannot;
};

/* A new row of a kind; the kinds are read in their order. */
struct due_row *due_add(struct due_list *l, enum due_kind kind);
void due_row_free(struct due_row *r);	/* what it owns */
/* Are there as many of a kind as are asked for? There are others then. */
bool due_full(struct due_list *l, enum due_kind kind, size_t n);
/* What a statement says of whom, of which service, of which visit. */
void due_take_person(struct stmt *st, struct due_row *r);
void due_take_service(struct stmt *st, struct due_row *r);
void due_take_visit(struct stmt *st, struct due_row *r);
/* Whether a try hides a row now, by its day as the statements say it: "" none, "~" for good:
 * its cause is dealt with. Counts what comes back. */
bool due_is_hidden(struct due_reading *x, const char *until);

/* due_moves.c: reads them, `why` too or only how many. */
bool due_read_moves(struct due_reading *x, bool why, struct err *e);
bool due_cannot_stand(const struct due_reading *x, int64_t session);

#endif
