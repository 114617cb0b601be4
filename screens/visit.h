/*
 * visit.h - what can be done with a visit, the same from every screen that shows
 * one: Today, a client's visits.
 *
 * Each tells in the message line what was done or why not. `version` is the one on
 * the screen: what a colleague has changed meanwhile is not written over.
 */
#ifndef CHAIRSIDE_SCREENS_VISIT_H
#define CHAIRSIDE_SCREENS_VISIT_H

#include "screens/desk.h"

struct visit {
	int64_t session, version, client;
};

void visit_here(struct desk *d, const struct visit *v);
/* The receipt of the visit's day; a visit that is to come has none. */
void visit_pay(struct desk *d, const struct visit *v);
/* What a key does to a visit: start, move, confirm, not_happen. */
void visit_do(struct desk *d, const struct visit *v, enum act a);

/* Asks what became of it, and why. */
void visit_not_happen(struct desk *d, const struct visit *v);

/* One line a requirement; Enter on one that is not met opens what mends it. */
void preflight_push(struct desk *d, const struct visit *v);

#endif
