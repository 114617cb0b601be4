/*
 * duplicates.h - which client somebody looks like.
 *
 * A phone number counts by its digits, an e-mail address without case, names folded
 * and in whatever parts they stand. Same names and phone or e-mail 100, same names 80,
 * phone or e-mail and given name 75, phone or e-mail and family name 40.
 *
 * Surely one person: the names are the same and so is the phone, the e-mail or the
 * birth date, and nothing contradicts it: not another birth date, not another id, and
 * where the birth date alone speaks for it not both another phone and e-mail.
 */
#ifndef CHAIRSIDE_PRACTICE_DUPLICATES_H
#define CHAIRSIDE_PRACTICE_DUPLICATES_H

#include "db/db.h"

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

#endif
