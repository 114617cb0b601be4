/*
 * due.h - whom to call today, and what about: nobody is forgotten.
 *
 *   moves      whose visit cannot stand: their practitioner is ill or takes time off, or the
 *              practice is closed, since they booked. Until they are reached, or the visit is
 *              moved, cancelled or insisted on, with the reason why nobody else takes it
 *   calls      who is booked for the next working day and has not confirmed yet
 *   follow-up  how it heals after a treatment (follow_ups.h), from its day until it is answered
 *   due back   by client_due (the view due_now): a series that is not complete, or a service
 *              that is repeated; the newest first
 *   waiting    who wants a time: those for whom a slot is free that fits (slot.h) first
 *   reviews    that came and were not answered
 *   ends       what ends before a visit that is booked in the next DUE_ENDS_DAYS, or ended no
 *              longer ago: a screening, clearance, order, consent or patch test of the client,
 *              a licence or certificate of who treats. Until it is renewed
 *
 * A try to reach somebody (contact.h) hides a row until its day; hidden rows are counted.
 * Nothing here is medical, but what clearance, order or patch test ends, which only who may
 * read it sees.
 */
#ifndef CHAIRSIDE_PRACTICE_DUE_H
#define CHAIRSIDE_PRACTICE_DUE_H

#include "base/buf.h"
#include "practice/contact.h"
#include "practice/slot.h"
#include "record/plan.h"

enum due_kind {
	DUE_MOVES, DUE_CALLS, DUE_FOLLOW_UPS, DUE_BACK, DUE_WAITING, DUE_WAITING_LATER, DUE_REVIEWS,
	DUE_ENDS, DUE_KINDS
};

#define DUE_ROWS_MAX 300	/* rows of a kind, unless more are asked for; the newest */
#define DUE_SEARCH_DAYS 14	/* in which a slot is looked for */
#define DUE_COUNT_MAX 99
#define DUE_ENDS_DAYS 30

/* In the order of the statement due_ends. */
enum due_end {
	DUE_END_SCREENING, DUE_END_CLEARANCE, DUE_END_ORDER, DUE_END_CONSENT, DUE_END_PATCH_TEST,
	DUE_END_LICENCE, DUE_END_CERTIFICATE, DUE_END_MEDICAL
};

struct due_row {
	enum due_kind kind;
	int64_t client;			/* 0: a review of nobody known */
	int64_t session;		/* of a call, move or follow-up; of waiting: the
					 * booking wanted sooner */
	int64_t service, staff;		/* 0: not known, anybody */
	int64_t waiting, review, follow_up;	/* 0 but of these */
	char *name;			/* as client_display_name() */
	char *phone, *email, *channel;	/* "" not known */
	const char *barred;		/* the client does not allow that channel any more:
					 * "text", and `channel` is "none"; NULL */
	char *service_name, *service_code, *preparation, *staff_code, *note;
	char *wish;			/* of waiting: "Tue Thu, from 2:00p"; NULL of others */
	char *why;			/* of a move: "Mireille is away: ill; nobody else does
					 * it"; NULL of others */
	instant since;			/* of a move: when that was written */
	struct contact_last last;
	date_day day;			/* call, move, follow-up: the visit; back: due;
					 * waiting: the slot; review: received */
	int start, numbing;		/* of the visit or slot; -1: none */
	date_day seen;			/* back: the newest visit; waiting: since; follow-up:
					 * its day */
	char plan[PLAN_WORD_SIZE];	/* of a follow-up: "7d" */
	char *handed;			/* to whom a follow-up is; NULL of others */
	int done, planned;		/* of a series; planned 0: none */
	bool urgent;
	int stars;			/* of a review; 0: none */
	enum due_end end;		/* of an end: what; MEDICAL: a role may not see which */
	int64_t paper, document;	/* its record; the document of a consent */
	char *label;			/* "immune", "Microneedling"; NULL of others */
	char *checklist;		/* of the visit's service; NULL of others */
	date_day ends;			/* its last day */
};

struct due_list {
	struct due_row *rows;		/* in the order of kinds */
	size_t n, cap;
	size_t counts[DUE_KINDS];
	size_t most;			/* of a kind; 0: DUE_ROWS_MAX. The caller's, and kept */
	bool more[DUE_KINDS];		/* there are others than those */
	bool unsearched;		/* not for all who wait a slot was looked for */
	long hidden;
	date_day hidden_until;		/* the first day on which one comes back; DATE_NONE */
	date_day calls_for;		/* the next working day */
};
/* Time that has become free, because a visit went or somebody is not away after all. */
struct due_freed {
	int64_t staff;			/* whose; 0: anybody's */
	struct slot_span time;
	int64_t waiting;		/* who was found to fit there; 0: nobody */
};
/* Finds the first of these times into which somebody fits who waits, first the urgent and
 * then the longest: sets its `waiting` and adds the name; *found is NULL where nobody fits.
 * Somebody whom a try hides is not found. */
bool due_freed_for(struct practice *p, struct due_freed *all, size_t n,
    struct due_freed **found, struct buf *name, struct err *e);

/* `mine`: visits of the person logged in, and clients they saw last. Whom `freed` (NULL:
 * nothing) names is given a slot there while one is free. `out` may hold another list, and
 * is freed with due_list_free(). */
bool due_read(struct practice *p, bool mine, const struct due_freed *freed,
    struct due_list *out, struct err *e);
void due_list_free(struct due_list *l);

/* How many calls, moves among them, follow-ups and due back, up to DUE_COUNT_MAX, for Today; and
 * the day the calls are for. */
struct due_counts {
	bool whole;		/* false: only `back` and `waits` are counted */
	long calls, follow_ups, back;
	bool waits;		/* somebody is on the waiting list */
	date_day calls_for;
};
bool due_count(struct practice *p, bool mine, struct due_counts *out, struct err *e);
/* Everybody's, for the tab, which tells no more than DUE_COUNT_MAX apart: not whole where more
 * are due back. */
bool due_count_all(struct practice *p, struct due_counts *out, struct err *e);

/* The cause of a try. False, with a sentence: a row nobody is called about. */
bool due_cause(const struct due_row *r, struct contact_cause *cause, struct err *e);

/* Adds the words to read or send (due_text.c): who, day, when to come, what to prepare;
 * no name of a treatment. */
void due_text(const struct practice *p, const struct due_row *r, struct buf *out);

#endif
