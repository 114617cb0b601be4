/*
 * coming.h - several services on one coming: booked together or not at all.
 *
 * They follow each other: each begins when the treatment before it ends, and only after the
 * last one is the room cleaned. The first is the visit that the others are joined to.
 */
#ifndef CHAIRSIDE_PRACTICE_COMING_H
#define CHAIRSIDE_PRACTICE_COMING_H

#include "practice/sessions.h"

#define COMING_MAX 4

struct coming {
	int64_t client, services[COMING_MAX];
	size_t n;		/* of services */
	int64_t staff;		/* who does all of them; 0: coming_staff() finds somebody */
	date_day day;
	int start;		/* the client comes */
	int ends;		/* minutes since midnight: when the last treatment ends */
};

/* Sets `ends`, and `staff` where it is 0: the client's usual person if everything fits, else
 * the first whom it fits. ERR_INVALID when it fits nobody. */
bool coming_staff(struct practice *p, struct coming *c, struct err *e);
/* Books them in one write. */
bool coming_book(struct practice *p, const struct coming *c, struct buf *note,
    struct err *e);

#endif
