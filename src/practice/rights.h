/*
 * rights.h - how long a person's records are kept, and what keeps them longer.
 *
 * The years are the practice's own (practice.retention_years); no law is built in. They count
 * from the newest visit, of whoever was a minor then from coming of age (practice.majority).
 * What applies the owner finds out; as an example, the NHS Records Management Code of Practice
 * (2021, appendix II) keeps adults' records 8 years and children's until the 25th birthday.
 * Whoever never came may be erased at once. A booked visit, an open receipt, an open adverse
 * event and a hold keep records longer.
 *
 * Everything else here needs ACTION_ERASE.
 */
#ifndef CHAIRSIDE_PRACTICE_RIGHTS_H
#define CHAIRSIDE_PRACTICE_RIGHTS_H

#include "practice/practice.h"

#define RIGHTS_REASON_MAX 200	/* characters of a reason */

struct keeping {
	date_day last;		/* the newest visit; DATE_NONE: there was none */
	date_day until;		/* kept through the day before by the years; DATE_NONE: not */
	bool of_age;		/* they count from coming of age */
	bool held, erased;
	char since[24], reason[4 * RIGHTS_REASON_MAX + 1];	/* of the hold, "" none; not yet harmless */
	struct buf why;		/* why not to be erased now, a sentence each; empty: they may */
};
#define KEEPING_INIT { .why = BUF_INIT }

/* Was the client erased? Asks for no right. */
bool rights_erased(struct practice *p, int64_t client);

/* What keeps a client's records. ERR_NOTFOUND. The caller frees k->why. */
bool rights_keeping(struct practice *p, int64_t client, struct keeping *k, struct err *e);

/* Puts them on hold, or ends the hold; why it ended stands behind why it was put on. ERR_INVALID
 * without a reason of at most RIGHTS_REASON_MAX characters, where one stands already, and where
 * none does. */
bool rights_hold(struct practice *p, int64_t client, const char *reason, struct err *e);
bool rights_release(struct practice *p, int64_t client, const char *reason, struct err *e);
/* The client's holds, also those that ended, the oldest first. */
bool rights_holds(struct practice *p, int64_t client, void (*fn)(const struct record *hold,
    void *arg), void *arg, struct err *e);

/* Adds, in sentences, what an erasure of today does not reach, and until when. */
void rights_beyond(struct buf *out);
/* Is it a reason to be kept of an erasure? ERR_INVALID, as below. */
bool rights_reason(struct practice *p, int64_t client, const char *reason, struct err *e);

/* Those whose years are over, by name; `k` is borrowed until the callback returns, the name is
 * not yet harmless. fn returns false to stop. */
bool rights_over(struct practice *p, bool (*fn)(int64_t client, const char *name,
    const struct keeping *k, void *arg), void *arg, struct err *e);

/* How many of them nothing else keeps, `most` at most; 0 for a login that may not erase. It reads
 * every client: once a day is enough. */
bool rights_over_count(struct practice *p, long most, long *n, struct err *e);

/*
 * Erases the client (db/erase.h): rows stay without the person, so that counts and money do.
 * `number` is the client's, typed again. ERR_INVALID: another number, no reason or one with
 * the client's name in it (it is kept), erased already, or what keeps the records, which
 * nobody overrides. `later` gets why what lies beside the file is not removed yet, "" when it
 * is. It is not undone; backups made before hold the person until they are removed.
 */
bool rights_erase(struct practice *p, int64_t client, int64_t number, const char *reason,
    struct buf *later, struct err *e);

#endif
