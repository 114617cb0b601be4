/*
 * found.h - the clients that search words find, in the order of the list of clients.
 *
 * However many the words find, a page of them is the alphabet's next, and neither reads nor
 * sorts all of their names: the search index gives the numbers alone, and the names are
 * walked in their order until the page is full. Where that would take long, those
 * whose names begin with the word are a run of that order, and only the others are looked up.
 */
#ifndef CHAIRSIDE_PRACTICE_FOUND_H
#define CHAIRSIDE_PRACTICE_FOUND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct db;

struct found_query {
	const char *match;	/* search_expression() */
	const char *begins;	/* how the names of many of them may begin: the folded words */
	bool archived;		/* archived clients too */
	bool backwards;
	const char *key;	/* after that client; NULL: from the end that comes first */
	int64_t id;
	long limit;		/* -1: all */
};

/* Calls `fn` for each, until it returns false, with the client's sort key, which is
 * borrowed. Statements may be run by `fn`. */
bool found_clients(struct db *db, const struct found_query *q,
    bool (*fn)(int64_t id, const char *key, void *), void *arg, struct err *e);
/* How many there are, counted up to `most`. */
bool found_count(struct db *db, const struct found_query *q, long most, long *n,
    struct err *e);

#endif
