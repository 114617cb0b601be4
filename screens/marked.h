/*
 * marked.h - one action on all marked rows: one write, one undo.
 *
 * The table in marked.c lists the actions that can; for the others a message says "one
 * at a time". If one record is refused, none is changed, and the message names it.
 */
#ifndef CHAIRSIDE_SCREENS_MARKED_H
#define CHAIRSIDE_SCREENS_MARKED_H

#include "lists/page.h"
#include "screens/desk.h"
#include "screens/toolkit/marks.h"

struct marked {
	const struct page_list *list;	/* the list of the rows */
	const struct page_query *query;	/* and its query */
	const int64_t *ids;		/* the marked rows the filter shows */
	size_t n, hidden;		/* `hidden` more are marked, and left out */
	/* Removes the marks; called when it is done, while the list's screen exists. */
	void (*unmark)(void *arg);
	void *arg;
};

/* Does it, with a message how many, or asks first. */
void marked_do(struct desk *d, const struct marked *m, enum act a);
/* Does it to the marked visits of a day, without those that are not among the n `shown`. */
void marked_visits(struct desk *d, date_day day, struct marks *marks, const int64_t *shown,
    size_t n, enum act a);

#endif
