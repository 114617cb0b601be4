/*
 * reviews.h - asking for reviews, the reviews that came, and the replies.
 *
 * Every completed visit is eligible alike: whether a client may be asked never
 * depends on how pleased they seemed (FTC 16 CFR 465, 2024; Google's policy).
 * What counts is the gap since the last request (review_gap_days), a year after
 * a review, and the client's recorded wish. One neutral wording for everybody.
 */
#ifndef CHAIRSIDE_PRACTICE_REVIEWS_H
#define CHAIRSIDE_PRACTICE_REVIEWS_H

#include "practice/save.h"

/* True when the client may be asked today. Else ERR_INVALID with a sentence why not;
 * other codes are failures. */
bool review_may_ask(struct practice *p, int64_t client, struct err *why);

/* Records that the client was asked today. `session`: a done session of this client; 0:
 * none. `how`: desk, qr, text or email. *id gets the new review's id. */
bool review_ask(struct practice *p, int64_t client, int64_t session,
    const char *how, int64_t *id, struct err *e);

/* Adds the text of a request, the same for everybody; the practice's link is its last
 * line. ERR_INVALID when the settings have no review link. */
bool review_request_text(struct practice *p, struct buf *out, struct err *e);
/* The link alone, for the QR code; "" where there is none. Borrowed. */
const char *review_link(const struct practice *p);

/* A review with every field. ERR_NOTFOUND. Free with record_free(). */
struct record *review_get(struct practice *p, int64_t id, struct err *e);

/*
 * Saves a review that was read somewhere: it needs received_at (not in the future) and
 * platform. If its client was asked and has not answered yet, it is saved as the answer
 * to the newest such request, and r->id becomes that one's.
 */
bool review_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool review_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct draft *draft, struct err *e);

/* True when `r` has a new reply, or another one than `base` (NULL: a new review). Saving
 * it gives the reply the present time; without a reply there is none. */
bool review_replies(const struct record *r, const struct record *base);

/*
 * True when the draft of a reply reveals that the writer is a client: by their name, a
 * treatment's name, or words such as appointment. `sentence` then gets a warning with
 * the word; review_save() does not refuse it.
 */
bool review_reply_reveals(struct practice *p, const struct record *review,
    const char *draft, struct buf *sentence);

/* The funnel of a month ("2026-10"), clinic time. */
struct review_month {
	int64_t eligible;	/* visits: a client and a day with a done session */
	int64_t asked, answered;	/* requests; those that got a review */
	int64_t received, replied;	/* written in the month; answered by now */
	int64_t stars[6];	/* reviews received with that many, 1 to 5 */
	int64_t rated;		/* their sum */
	int64_t mean_x10;	/* 10 × mean stars, rounded half up; -1 none */
	int64_t reply_hours;	/* median to the reply, rounded; -1 none */
};
bool reviews_month(struct practice *p, const char *month,
    struct review_month *out, struct err *e);

/* Reviews of the last 180 days without a reply, counted up to `most`. */
bool reviews_unanswered(struct practice *p, int64_t most, int64_t *n,
    struct err *e);

#endif
