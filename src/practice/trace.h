/*
 * trace.h - who had a lot: from a lot, a product, a device, a room, a person or a client to
 * the visits, and whom to call about it.
 *
 * A visit counts from when the client is here. Of a lot that is recalled the bookings are listed
 * too that would use its product: of services that did in one of their last hundred visits.
 *
 * Who was told is a try to reach the client (contact.h) about that visit, whose note is the
 * cause in words with its number ("lot 4711A, #12"): journalled, undone, the newest counts, and
 * it stays when the lot is called otherwise.
 */
#ifndef CHAIRSIDE_PRACTICE_TRACE_H
#define CHAIRSIDE_PRACTICE_TRACE_H

#include "base/buf.h"
#include "practice/practice.h"

enum trace_by {
	TRACE_LOT, TRACE_PRODUCT, TRACE_DEVICE, TRACE_ROOM, TRACE_STAFF, TRACE_CLIENT, TRACES
};

struct trace_cause {
	enum trace_by by;
	int64_t id;
	date_day from, to;	/* DATE_NONE: open */
};

/* "lot FROM TO" with ISO days or - for an open end; "lot" alone is without both. ERR_USAGE. */
bool trace_cause_read(const char *words, int64_t id, struct trace_cause *out, struct err *e);
/* The record that a person means: a lot's number or its code, else as pick_resolve() reads
 * it. ERR_NOTFOUND; ERR_INVALID where several have that number. */
bool trace_find(struct practice *p, enum trace_by by, const char *word, int64_t *id,
    struct err *e);

enum trace_told { TRACE_TOLD, TRACE_LETTER, TRACE_NO_ANSWER };

struct trace_row {
	int64_t session, client;	/* client 0: a booking of nobody known */
	date_day date;
	int start;			/* -1: not known */
	bool booked;			/* to come, or the client is here: it would use it */
	/* not yet harmless for a terminal; "" where there is none */
	const char *name, *phone, *email, *service, *staff;
	const char *zones, *outcome;	/* "forehead 0.50, chin 0.75"; "stopped; blisters,
					 * grade 2"; "" for who may not read what is medical */
	const char *told;		/* "told", "letter", "no answer" */
	date_day told_on;		/* DATE_NONE: nobody has tried */
};
/* The newest first. Needs ACTION_READ_CLIENTS. */
bool trace_list(struct practice *p, const struct trace_cause *cause,
    bool (*fn)(const struct trace_row *, void *), void *arg, struct err *e);

/* Writes down of n visits what came of calling about it, in one write. Needs
 * ACTION_WRITE_SESSIONS. */
bool trace_tell(struct practice *p, const struct trace_cause *cause, const int64_t *sessions,
    size_t n, enum trace_told told, struct err *e);

#endif
