/*
 * sign.h - signing the chart of a visit, and dated words about one that is signed.
 *
 * A signature keeps who signed, when, and what, as text (sign_text.h) with its SHA-256; from
 * then on the triggers of migration 0017 refuse every change of what it says, until an act
 * says that it is invalid. Acts are only ever added, and none is undone.
 *
 * The text of an act begins with a line of its own, "sign: at=…; by@1=Mara Reyes"; that of
 * any but a signature goes on with "to: " and the digest of the signature it is about, and
 * what was typed.
 *
 * Who has a PIN (pin.h) gives it before the first act of a queue.
 */
#ifndef CHAIRSIDE_PRACTICE_SIGN_H
#define CHAIRSIDE_PRACTICE_SIGN_H

#include "base/clock.h"
#include "practice/drafts.h"

/* In the order of the field's choices in record/chart.c. */
enum sign_act {
	SIGN_SIGN,		/* whoever treated; an owner where that is nobody any more */
	SIGN_COSIGN,		/* the supervisor of whoever signed */
	SIGN_ADDENDUM,		/* the words that are added */
	SIGN_WRONG_CLIENT,	/* whose treatment it was; the chart stays as it is */
	SIGN_INVALID,		/* why; the chart may be changed and signed again */
	SIGN_ACTS
};
/* "signed", "wrong client" */
const char *sign_act_label(enum sign_act act);

/* A section of the chart that was neither gone through nor given a reason. */
struct sign_tick {
	char code[24], label[60];
};
#define SIGN_TICKS 16

struct sign_visit {
	int64_t session, chart;			/* chart 0: there is none */
	int64_t staff;				/* who treated; 0: nobody is said */
	bool done;				/* the treatment is over */
	char name[160];				/* "Allen, Claire, Thu 12 Mar 10:00a, Jonas" */
	struct sign_tick missing[SIGN_TICKS];
	size_t n_missing;
	int64_t signature;			/* the one that stands; 0: it is not signed */
	char by[80], on[24];			/* by whom it is, and the day */
	char digest[65];
	int64_t supervisor;			/* of whoever signed; 0: none */
	bool cosigned;
	bool wrong;				/* said to be of another client since */
};
/* Needs ACTION_READ_MEDICAL. ERR_NOTFOUND without such a visit. */
bool sign_look(struct practice *p, int64_t session, struct sign_visit *v, struct err *e);
/* Adds "signed by Mara Reyes, 12 Mar 2026", "…, co-signed", "… wrong client"; nothing where
 * nothing is signed. */
void sign_words(const struct sign_visit *v, struct buf *out);
/* Whether this login may do it now; ERR_INVALID or ERR_DENIED with a sentence. */
bool sign_may(struct practice *p, const struct sign_visit *v, enum sign_act act,
    struct err *e);

/* The act. `words`: for an addendum, a wrong client and an invalid chart, what is said, else
 * NULL; `reasons`: for a signature, one for each of v->missing. ERR_INVALID with the field
 * "words", the code of a tick, or "pin" where that was not given (pin.h). `draft` ends with it;
 * NULL: none. */
bool sign_do(struct practice *p, const struct sign_visit *v, enum sign_act act,
    const char *words, const char *const *reasons, struct draft *draft, struct err *e);

/* Inside db_write() or db_load(): signs a visit's chart past all that is asked above. */
bool sign_insert(struct db *db, int64_t session, int64_t staff, instant at, struct err *e);

/* Visits from `first` on (sign_first(): the last SIGN_DAYS days) whose charts wait for this
 * login: those it treated and has not signed, the oldest first, then those to co-sign
 * (`cosign`). */
#define SIGN_DAYS 92
date_day sign_first(void);
bool sign_waiting(struct practice *p, date_day first, bool (*fn)(int64_t session, bool cosign,
    void *), void *arg, struct err *e);
/* The newest day before `first` of which one waits: DATE_NONE where none does. At most that
 * many visits of a person are looked through. */
#define SIGN_LOOK 2000
bool sign_older(struct practice *p, date_day first, long most, date_day *day, struct err *e);
struct sign_counts {
	long sign, cosign;
};
bool sign_count(struct practice *p, struct sign_counts *out, struct err *e);

/* Adds "2 charts to sign, 1 to co-sign, older ones too"; nothing where none waits, or this
 * login signs none. */
bool sign_waiting_words(struct practice *p, struct buf *out, struct err *e);

/* Adds what a signature would be of, in a few lines: zones and depths, products and lots, and
 * why something is missing. */
bool sign_summary(struct practice *p, const struct sign_visit *v, struct buf *out,
    struct err *e);

/* An act as the page and every print show it. Borrowed until the callback returns. */
struct sign_line {
	int64_t id, staff, form;
	enum sign_act act;
	instant at;
	const char *by, *words;		/* words "" where there are none */
	const char *text, *digest;
};
/* The oldest first. Needs ACTION_READ_MEDICAL. */
bool sign_lines(struct practice *p, int64_t session,
    bool (*fn)(const struct sign_line *, void *), void *arg, struct err *e);

/* Computes every digest of a visit (0: of all of them) anew, and compares what stands in the
 * file with what was signed: one sentence for each fault. True when that was completed;
 * *signatures and *problems count up. */
bool sign_verify(struct practice *p, int64_t session, void (*say)(const char *, void *),
    void *arg, long *signatures, long *problems, struct err *e);

/* Of all of them whether each text has its digest: one pass. */
bool sign_digests(struct practice *p, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e);

#endif
