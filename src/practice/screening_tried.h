/*
 * screening_tried.h - what answers that are not saved would do to the open bookings of their
 * client, for that checklist: which could not stand, and from which day on they could.
 *
 * The bookings, and what is known of each of their days, are read once; an answer then only
 * evaluates.
 */
#ifndef CHAIRSIDE_PRACTICE_SCREENING_TRIED_H
#define CHAIRSIDE_PRACTICE_SCREENING_TRIED_H

#include "practice/screening.h"

#define SCREENING_TRIED 4	/* bookings at most, the next ones */

struct screening_tried {
	struct screening_tried_one {
		date_day date;
		int start;		/* -1: not known */
		struct screening_facts facts;	/* of that day; borrows from the card */
		char *cleared;		/* then, as in struct rescreen */
	} list[SCREENING_TRIED];
	size_t n;
	bool twelve_hour;	/* how times are told */
};

/* Of answers given on that day. Checks no right. Free with screening_tried_free(), also after a failure. */
bool screening_tried_begin(struct practice *p, const struct checklist *c,
    const struct record *card, date_day answered, struct screening_tried *out, struct err *e);
void screening_tried_free(struct screening_tried *t);

/* Adds "Fri 20 Mar 14:00 cannot stand, from Sun 29 Mar on it can; …", or nothing. What is not
 * answered yet bars nothing. */
void screening_tried_words(const struct screening_tried *t, const struct checklist *c,
    const char *const *answers, struct buf *out);

#endif
