/*
 * visit.h - actions on a visit, the same from every screen that shows one: Today, a
 * client's visits.
 *
 * Each shows in the message line what was done or why not. `version` is the one on the
 * screen, so that a colleague's change is not overwritten.
 */
#ifndef CHAIRSIDE_SCREENS_VISIT_H
#define CHAIRSIDE_SCREENS_VISIT_H

#include "screens/desk.h"

struct visit {
	int64_t session, version, client;
};

/* Is its day being caught up (desk.h)? False for 0. */
bool visit_is_on_paper(struct desk *d, int64_t session);

void visit_here(struct desk *d, const struct visit *v);
/* Opens the receipt of the visit's day; a message for a visit that is to come. */
void visit_pay(struct desk *d, const struct visit *v);
/* Does an action to a visit: start, move, confirm, not_happen. */
void visit_do(struct desk *d, const struct visit *v, enum act a);
/* The same, and here, pay, edit, history; or to its client: screening, series, review,
 * newsletter, emergency. A message where the visit was imported without one. */
void visit_key(struct desk *d, const struct visit *v, enum act a);

/* Asks what happened to it instead, and why. */
void visit_not_happen(struct desk *d, const struct visit *v);

/* One line per requirement; Enter on an unmet one opens the screen to settle it. */
void preflight_push(struct desk *d, const struct visit *v);

#endif
