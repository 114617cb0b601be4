/*
 * events.h - adverse events: what went wrong with a client, from what it may come, its end.
 *
 * An open one keeps the client from being treated (preflight.h). Grades are the general ones
 * of CTCAE v5.0; *serious* is the test of 21 CFR 803.3. Writing one down needs
 * ACTION_WRITE_SCREENINGS.
 */
#ifndef CHAIRSIDE_PRACTICE_EVENTS_H
#define CHAIRSIDE_PRACTICE_EVENTS_H

#include "practice/save.h"

/* A new one of that client, with what the visit tells: device, and the lot where only one
 * was used. `session` 0: the newest visit done, if any. Free with record_free(). */
struct record *event_begin(struct practice *p, int64_t client, int64_t session,
    struct err *e);
struct record *event_get(struct practice *p, int64_t id, struct err *e);
/* A new one answers the follow-ups that are due of its visit. */
bool event_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool event_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);

/* The client's oldest event that is open on that day; 0: none. `out` (may be NULL) gets
 * "blisters, since 3 Nov 2026". Asks no right. */
bool event_open(struct db *db, int64_t client, date_day on, int64_t *id, struct buf *out,
    struct err *e);

/* --- to whom it is told ------------------------------------------------------------------ */

struct record *event_report_get(struct practice *p, int64_t id, struct err *e);
/* Each receiver once: what is told them later is a note of the first. */
bool event_report_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool event_report_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);
/* All of them, those that are open first. Names and words are not yet harmless for a
 * terminal. Needs ACTION_READ_MEDICAL. */
struct event_line {
	int64_t id;
	const char *name, *what;	/* the client, as client_display_name(); borrowed */
	int grade;
	bool serious;
	date_day onset, resolved;	/* DATE_NONE: it is open */
	long owed;			/* reports */
};
bool events_list(struct practice *p, bool (*fn)(const struct event_line *, void *), void *arg,
    struct err *e);
/* Adds "1 open, 2 reports owed", of everybody; nothing where there is nothing. */
bool events_summary(struct practice *p, struct buf *out, struct err *e);

#endif
