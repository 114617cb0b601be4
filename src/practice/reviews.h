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

/* True when the client may be asked today. Else ERR_INVALID with the sentence
 * that says why not; other codes are failures. */
bool review_may_ask(struct practice *p, int64_t client, struct err *why);

/* Records that the client was asked today. `session` 0: none; else a session done
 * of this client. `how`: desk, qr, text or email. The new review's id to *id. */
bool review_ask(struct practice *p, int64_t client, int64_t session,
    const char *how, int64_t *id, struct err *e);

/* What a client is asked with: the same words and the practice's link for
 * everybody, which is the last line. ERR_INVALID where the settings hold no review
 * link. */
bool review_request_text(struct practice *p, struct buf *out, struct err *e);
/* The link alone, for the QR code; "" where there is none. Borrowed. */
const char *review_link(const struct practice *p);

/* A review with every field. ERR_NOTFOUND. Free with record_free(). */
struct record *review_get(struct practice *p, int64_t id, struct err *e);

/*
 * Saves a review that was read somewhere: it needs received_at (not in the
 * future) and platform. Of a client who was asked and has not answered yet, it is
 * the answer: it goes into the newest such request, and r->id is that one's.
 */
bool review_add(struct practice *p, struct record *r, struct err *e);
bool review_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct err *e);

/* Writes the reply down, with the time. `version` is that of the review the
 * person saw (ERR_STALE). NULL or blank takes the reply back. */
bool review_reply(struct practice *p, int64_t id, int64_t version,
    const char *text, struct err *e);

/*
 * Does the draft of a reply reveal that the writer is a client: by their name, a
 * treatment's name, or words such as appointment? `sentence` then gets one
 * sentence that names the word. A warning: review_reply() refuses nothing for it.
 */
bool review_reply_reveals(struct practice *p, const struct record *review,
    const char *draft, struct buf *sentence);

/* The funnel of a month ("2026-10"), clinic time. */
struct review_month {
	int64_t eligible;	/* visits: clients and days with a session done here */
	int64_t asked, answered;	/* requests; those a review has followed */
	int64_t received, replied;	/* written in the month; answered by now */
	int64_t stars[6];	/* reviews received with that many, 1 to 5 */
	int64_t rated;		/* all of those */
	int64_t mean_x10;	/* 10 × mean stars, rounded half up; -1 none */
	int64_t reply_hours;	/* median to the reply, rounded; -1 none */
};
bool reviews_month(struct practice *p, const char *month,
    struct review_month *out, struct err *e);

/* Reviews of the last 180 days without a reply, counted up to `most`. */
bool reviews_unanswered(struct practice *p, int64_t most, int64_t *n,
    struct err *e);

#endif
