/*
 * marked.h - an action that takes all rows that are marked: one write, one undo.
 *
 * The table in marked.c says which actions do; the others say "one at a time". When one
 * of the records is refused none is changed, and the sentence names it.
 */
#ifndef CHAIRSIDE_SCREENS_MARKED_H
#define CHAIRSIDE_SCREENS_MARKED_H

#include "lists/page.h"
#include "screens/desk.h"

struct marked {
	const struct page_list *list;	/* what they are rows of, */
	const struct page_query *query;	/* and of which query */
	const int64_t *ids;		/* those that are on show */
	size_t n, hidden;		/* more are marked and left */
	/* Takes the marks away; called once it is done, while the rows' screen is there. */
	void (*unmark)(void *arg);
	void *arg;
};

/* Does it and says how many, or asks first. */
void marked_do(struct desk *d, const struct marked *m, enum act a);

#endif
