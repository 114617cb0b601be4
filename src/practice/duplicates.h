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

/* --- all of a practice --------------------------------------------------------------- */

/*
 * Two clients who may be one: same names and no different birth date, or the phone or e-mail
 * and one of the names. Archived ones too, but not those who were merged, and not a pair of
 * which somebody has said that they are two people (duplicates_apart()).
 */
struct duplicate_pair {
	int64_t first, second;
	int score;		/* at least DUPLICATE_LISTED */
	char why[64];
};
#define DUPLICATE_LISTED 40
/* Are they such a pair, as far as their cards say? */
bool duplicate_listed(const struct record *a, const struct record *b, const char *prefix,
    struct duplicate *d);
#define DUPLICATES_MAX 1000
/* All pairs, each once, the most alike first; at most DUPLICATES_MAX, the first that were
 * found: those that remain are there once others are settled. Of more than 24 clients who share
 * one thing the first are compared. Only indexes are read. The caller frees the list, also
 * when it failed. */
bool duplicates_all(struct practice *p, struct duplicate_pair **list, size_t *n,
    struct err *e);
/* Two people, however alike; undo takes that back. */
bool duplicates_apart(struct practice *p, int64_t one, int64_t two, struct err *e);
/* The pairs as a table for programs. The caller checks the stream for errors. */
bool duplicates_write(struct practice *p, bool json, FILE *f, struct err *e);

#endif
