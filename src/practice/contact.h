/*
 * contact.h - each try to reach a client by call, text or e-mail, and what it hides.
 *
 * A try has a cause: a call before one visit, a service the client is due or waits for. It
 * takes the cause off the list until a day, by the table in contact.c; the day can be changed
 * by hand (contact_save()). For good is until the cause itself is over.
 */
#ifndef CHAIRSIDE_PRACTICE_CONTACT_H
#define CHAIRSIDE_PRACTICE_CONTACT_H

#include "base/clock.h"
#include "practice/save.h"

/* In the order of the field's choices in record/contact.c. */
enum contact_about { CONTACT_CALL, CONTACT_DUE, CONTACT_WAITING, CONTACT_FOLLOW_UP,
	CONTACT_RECALL, CONTACT_ABOUTS };
enum contact_outcome {
	CONTACT_REACHED, CONTACT_MESSAGE, CONTACT_NO_ANSWER, CONTACT_OUTCOMES
};

struct contact_cause {
	enum contact_about about;
	int64_t client;
	int64_t session;	/* of a call, follow-up or recall, else 0 */
	int64_t service;	/* due or waited for, else 0 */
	instant since;		/* tries before it had another cause */
	const char *channel;	/* as the client wants it; "" or "none": by phone */
	const char *note;	/* of a recall: what is recalled; NULL */
};

/* The newest try of a cause. */
struct contact_last {
	int64_t id;		/* 0: none */
	instant at;
	enum contact_outcome outcome;
	char channel[8];
	char note[801];		/* not yet harmless for a terminal */
	date_day hidden_until;	/* DATE_NONE: for good */
	int nth;		/* of those without an answer in a row */
};
bool contact_last(struct practice *p, const struct contact_cause *cause,
    struct contact_last *out, struct err *e);
/* Adds "no answer 11:20a, 1st", "text Fri, in Dec", "reached 3 Oct"; nothing without a
 * try. */
void contact_words(const struct practice *p, const struct contact_last *last,
    struct buf *out);

/* Writes a try now for each cause, in one write. `until` (may be NULL) gets the day from
 * which the first is on the list again; DATE_NONE: not again. */
bool contact_write(struct practice *p, const struct contact_cause *causes, size_t n,
    enum contact_outcome outcome, date_day *until, struct err *e);

struct record *contact_get(struct practice *p, int64_t id, struct err *e);
bool contact_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);

#endif
