/*
 * duplicates.h - which client somebody looks like.
 *
 * A phone number counts by its digits, an e-mail address without case, names folded
 * and in whatever parts they stand. Same names and phone or e-mail 100, same names 80,
 * phone or e-mail and given name 75, phone or e-mail and family name 40, phone or
 * e-mail alone 20.
 *
 * Surely one person: the names are the same and so is the phone, the e-mail or the
 * birth date, and nothing contradicts it: not another birth date, not another id, and
 * where the birth date alone speaks for it not both another phone and e-mail.
 */
#ifndef CHAIRSIDE_PRACTICE_DUPLICATES_H
#define CHAIRSIDE_PRACTICE_DUPLICATES_H

#include "practice/practice.h"

struct duplicate {
	int64_t client;		/* the most alike; 0: nobody is */
	int score;
	bool sure;		/* surely the same person, and nobody else is */
	char why[64];		/* "same names and e-mail" */
};

/* Looks among the clients that are there for one who is like `who` and not `who`.
 * `prefix` is the practice's for national phone numbers. */
bool duplicate_find(struct db *db, const struct record *who, const char *prefix,
    struct duplicate *d, struct err *e);

/*
 * For a person who adds a client: those who are there, archived ones too, and share
 * the phone, the e-mail, or the names where no two birth dates speak against it.
 */
#define ALIKE_SHOWN 3
struct alike {
	int64_t client;
	bool archived;
	char name[1000], born[40], phone[200], email[400];	/* harmless; "" not known */
	char alerts[1000];	/* as in struct client_standing: "see screening" */
	char why[64];
};
/* Fills `out` with at most ALIKE_SHOWN, the most alike first; *more: there are others.
 * `who` needs no number yet. Indexed lookups alone. */
bool clients_alike(struct practice *p, const struct record *who, struct alike *out,
    size_t *n, bool *more, struct err *e);
/* Inside the write of a new client: ERR_STALE when one who is like them was written after
 * the entry `known`. */
bool client_is_unlike(struct practice *p, const struct record *who, int64_t known,
    struct err *e);
/* "Lang, Anna (archived), born 3 May 1986, 555 0100: same phone ! ALLERGY latex" */
void alike_words(const struct alike *a, struct buf *out);
/* What is said after a client was changed from `was` and is like another now. */
bool client_now_alike(struct practice *p, const struct record *r,
    const struct record *was, struct buf *said, struct err *e);

#endif
