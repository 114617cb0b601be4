/*
 * newsletter.h - newsletter addresses: states, consent events, files for the sender.
 *
 * The state of an address is that of its newest consent event. Events are only added,
 * never changed or removed: undo records the opposite. Blank consent is unknown, never
 * yes or no. chairside sends nothing.
 */
#ifndef CHAIRSIDE_PRACTICE_NEWSLETTER_H
#define CHAIRSIDE_PRACTICE_NEWSLETTER_H

#include "base/clock.h"
#include "practice/save.h"

enum newsletter_state {
	NEWSLETTER_UNKNOWN, NEWSLETTER_PENDING, NEWSLETTER_SUBSCRIBED,
	NEWSLETTER_UNSUBSCRIBED, NEWSLETTER_CLEANED, NEWSLETTER_STATES
};
const char *newsletter_state_name(enum newsletter_state s);	/* as stored */

/* Addresses by state, today. */
bool newsletter_counts(struct practice *p, int64_t counts[NEWSLETTER_STATES],
    struct err *e);

/* Twelve months, the oldest first, the last one `month` ("2026-10"). */
#define NEWSLETTER_MONTHS 12
struct newsletter_month {
	date_day first;		/* of the month */
	int64_t subscribed;	/* at its end; of the month that runs, now */
	int64_t change;		/* since the end of the month before */
};
bool newsletter_trend(struct practice *p, const char *month,
    struct newsletter_month out[NEWSLETTER_MONTHS], struct err *e);

/* --- one address ------------------------------------------------------------ */

struct subscriber_change {
	int64_t id;		/* of the subscriber; 0: by e-mail */
	const char *email;	/* a new address is added; upper and lower case alike */
	int64_t client;		/* whose it is; 0: not known, or unchanged */
	const char *given, *family;	/* of a new address; may be NULL */
	const char *state;	/* unknown (a new address only), pending, … */
	const char *source;	/* desk (NULL), form, paper, email */
	const char *wording;	/* version shown; needed for pending and subscribed */
	const char *reason;	/* may be NULL */
};
/*
 * Adds or changes an address, with a consent event, in one journal entry. ERR_INVALID
 * when it is in that state already, or would go back to unknown; also when it would be
 * subscribed without being asked, and opted out before it was erased. The subscriber's id
 * goes to *id (may be NULL).
 */
bool subscriber_set(struct practice *p, const struct subscriber_change *c,
    int64_t *id, struct err *e);
/* The same for the address of each client, all in one entry or none; `state` as above,
 * but not unknown. ERR_INVALID, with the name, when one is in that state or has no
 * address. */
bool subscribers_set(struct practice *p, const int64_t *clients, size_t n,
    const char *state, const char *wording, struct err *e);
struct record *subscriber_get(struct practice *p, int64_t id, struct err *e);

/* A client's state: of the address on the card, else of their newest address. */
struct newsletter_client {
	int64_t subscriber;	/* 0: none, and `state` is unknown */
	char email[256];
	enum newsletter_state state;
	instant since;		/* of the newest event; 0 none */
};
bool newsletter_of_client(struct practice *p, int64_t client,
    struct newsletter_client *out, struct err *e);

#endif
