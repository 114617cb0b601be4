/*
 * duplicates.h - which client a person may already be.
 *
 * Phone numbers are compared by their digits, e-mail addresses without case, names
 * folded and however they are split into parts. Scores: same names and phone or e-mail
 * 100, same names 80, phone or e-mail and given name 75, phone or e-mail and family
 * name 40, phone or e-mail alone 20.
 *
 * Surely one person: same names, and the same phone, e-mail or birth date, unless the
 * birth dates or ids differ or, where only the birth date agrees, both phone and e-mail
 * differ.
 */
#ifndef CHAIRSIDE_PRACTICE_DUPLICATES_H
#define CHAIRSIDE_PRACTICE_DUPLICATES_H

#include "practice/practice.h"

struct duplicate {
	int64_t client;		/* the best match; 0: none */
	int score;
	bool sure;		/* surely the same person, and the only such client */
	char why[64];		/* "same names and e-mail" */
};

/* Finds the client most like `who`, other than `who`. `prefix` is the practice's
 * country prefix for national phone numbers. */
bool duplicate_find(struct db *db, const struct record *who, const char *prefix,
    struct duplicate *d, struct err *e);

/*
 * Shown to a person who adds a client: existing clients, archived ones too, with the
 * same phone or e-mail, or with the same names and no different birth date.
 */
#define ALIKE_SHOWN 3
struct alike {
	int64_t client, version;
	bool archived;
	char name[1000], born[40], phone[200], email[400];	/* harmless; "" not known */
	char alerts[1000];	/* as in struct client_standing: "see screening" */
	char why[64];
};
/* Fills `out` with at most ALIKE_SHOWN, the most alike first; *more: there are others.
 * `who` need not be saved yet. Only indexes are read. */
bool clients_alike(struct practice *p, const struct record *who, struct alike *out,
    size_t *n, bool *more, struct err *e);
/* Inside the write of a new client: ERR_STALE when a client like them was written after
 * journal entry `known`. */
bool client_is_unlike(struct practice *p, const struct record *who, int64_t known,
    struct err *e);
/* "Lang, Anna (archived), born 3 May 1986, 555 0100: same phone ! ALLERGY latex" */
void alike_words(const struct alike *a, struct buf *out);
/* Adds a warning when a client, changed from `was`, is now like another. */
bool client_now_alike(struct practice *p, const struct record *r,
    const struct record *was, struct buf *said, struct err *e);

#endif
