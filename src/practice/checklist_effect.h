/*
 * checklist_effect.h - what an edition of a checklist would do to the bookings that stand.
 *
 * Each open booking from today on whose service has that checklist is evaluated for its day
 * twice, with the newest answers of its client: as it is now, by the edition they were given to
 * and the one in force (rescreen.h), and by the other edition. An item that the answers do not
 * know is not answered; it is asked when the client is screened again, and stops nobody here.
 * Whoever that edition lets pass is stopped by the one of the answers until then.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_EFFECT_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_EFFECT_H

#include "practice/checklists.h"

struct practice;

struct checklist_stop {
	int64_t session;
	const char *name;	/* "Allen, Claire, Tue 1 Dec 2:00p, Jonas"; harmless */
	bool stops, stopped;	/* by that edition; as it is now */
	date_day until;		/* the first day it allows; DATE_NONE: no day can be named */
	const char *why;	/* "DEFER until 14 Dec 2026 (filler)"; of the one that stops */
};

struct checklist_effect {
	long bookings;		/* open ones of that checklist */
	long unscreened;	/* whose client has no answers to it */
	long stops, freed;	/* that only this edition stops; that only the other does */
	long unanswered;	/* with an item that this edition asks anew */
};

/* Calls fn (may be NULL) for each booking that one of the two stops and the other does not, by
 * day and time, until it returns false. Needs ACTION_READ_MEDICAL. */
bool checklist_effect(struct practice *p, const struct checklist *c,
    bool (*fn)(const struct checklist_stop *, void *), void *arg,
    struct checklist_effect *out, struct err *e);

#endif
