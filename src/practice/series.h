/*
 * series.h - the rest of a series, proposed and booked in one write.
 *
 * A service has a number of visits in a usual series and the days from one to the next
 * (service.series_count, series_days). The rest is what is neither done nor booked: from
 * the client's newest visit for the service on, at its interval, with the same person, at
 * the same hour or as near to it as is free (slot.h).
 */
#ifndef CHAIRSIDE_PRACTICE_SERIES_H
#define CHAIRSIDE_PRACTICE_SERIES_H

#include "practice/sessions.h"

#define SERIES_MAX 52		/* the field's limit */

struct series_visit {
	int n;			/* 2 of 4 */
	date_day wanted;	/* the day of its interval */
	date_day day;		/* DATE_NONE: nothing is free within three days of it */
	int start;		/* the client comes */
	int64_t room, device;	/* 0: none */
	bool as_wanted;		/* on that day, at the usual hour */
};
struct series {
	int64_t client, service, staff;
	int planned, start;	/* how many visits it has; the usual hour */
	struct series_visit list[SERIES_MAX];
	size_t n;		/* what is left; 0: nothing */
};

/* ERR_INVALID when the service has no series. */
bool series_rest(struct practice *p, int64_t client, int64_t service, struct series *out,
    struct err *e);
/* Looks for another place for one of them: on `day`, and then on the days after it (`by` 1)
 * or before it (-1); `start` -1: at the usual hour or as near as possible, else at that
 * time. False, changing nothing, with a sentence when nothing is free within two weeks. */
bool series_place(struct practice *p, struct series *s, size_t i, date_day day, int start,
    int by, struct err *e);
void series_leave_out(struct series *s, size_t i);
/* Books all that have a place. */
bool series_book(struct practice *p, const struct series *s, struct buf *note,
    struct draft *draft, struct err *e);

#endif
