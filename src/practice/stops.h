/*
 * stops.h - open bookings that cannot stand: what pre-flight would say of them on their own day
 * bars them (struct preflight_line), by the screening, an adverse event, a licence or
 * certificate, a lot; from which day on it would not; and the words to read to the client.
 *
 * What bars a booking changes with the client's card and records, with people, lots and
 * services, and not with the clock. A login keeps which bookings are barred: it looks at each
 * once, in steps, and after a change (watch.h) at those of that client, or at all again.
 *
 * One without a screening, with an expired one or with an open question is not barred: it can
 * be asked when the client is here. One whose card has changed since it was asked is.
 */
#ifndef CHAIRSIDE_PRACTICE_STOPS_H
#define CHAIRSIDE_PRACTICE_STOPS_H

#include "base/buf.h"
#include "practice/practice.h"

/* Borrowed until the callback returns; texts are not yet harmless for a terminal. */
struct stop {
	int64_t session, client, staff;	/* staff 0: nobody */
	date_day date;
	int start;		/* -1: not known */
	const char *name;	/* as client_display_name() */
	const char *phone, *service, *service_code, *staff_name;	/* "" none */
	const char *why;	/* "BLOCK keloid"; without medical rights "see screening" */
	date_day until;		/* the first day on which nothing bars it; DATE_NONE: none
				 * can be named */
};

/* Those that are barred and were not before: how many, and the first. */
struct stops_fresh {
	long n;
	int64_t session;
};
/* Brings what is kept up to date, and looks at `most` bookings more of those not looked at yet
 * (0: all). `fresh` (may be NULL): what has been written since the last call bars these; after a
 * change that counts for everybody it is known once all are looked at. Without
 * ACTION_READ_CLIENTS nothing is kept. */
bool stops_look(struct practice *p, size_t most, struct stops_fresh *fresh, struct err *e);
/* Of those looked at and from today on: how many (staff 0: everybody's), and whether one is. */
long stops_count(const struct practice *p, int64_t staff);
bool stops_has(const struct practice *p, int64_t session);
/* Are all looked at? */
bool stops_whole(const struct practice *p);
void stops_free(struct practice *p);	/* what it keeps */

/* Calls fn for each, by day and time, until it returns false. Needs ACTION_READ_CLIENTS. */
bool stops_list(struct practice *p, bool (*fn)(const struct stop *, void *), void *arg,
    struct err *e);
/* Calls fn with that booking, if it is among those kept. Needs ACTION_READ_CLIENTS. */
bool stops_of(struct practice *p, int64_t session, void (*fn)(const struct stop *, void *),
    void *arg, struct err *e);

/* Adds the words to read or send: neither why nor what is treated (due_text.c). */
void stop_text(const struct practice *p, const struct stop *s, struct buf *out);

#endif
