/*
 * receipts_file.h - a receipt in the practice file, for the files receipts*.c alone.
 *
 * Everything here runs inside db_write() and asks for no role.
 */
#ifndef CHAIRSIDE_PRACTICE_RECEIPTS_FILE_H
#define CHAIRSIDE_PRACTICE_RECEIPTS_FILE_H

#include "db/db.h"
#include "practice/receipts.h"

#define RECEIPT_ROWS_MAX 3000	/* of an imported one; sums of them fit */
/* What the note of a refund begins with, before a number, ": " and the reason. */
#define RECEIPT_REFUND_OF "Refund of receipt "

/* The receipt with its lines by position and its payments; percentages are 0.
 * ERR_INVALID where an import gave it more rows than that. */
struct receipt *receipts_read(struct db *db, int64_t id, struct err *e);
/* The same, refused (ERR_STALE) where its head's version is not `version`. */
struct receipt *receipts_read_at(struct db *db, int64_t id, int64_t version,
    struct err *e);

/* The next number: one more than the highest given here, found inside the write, so that
 * none is given twice and none is left out. */
bool receipts_give_number(struct db *db, struct record *head, struct err *e);

/* Writes what differs from `base` (NULL: all of it): head, lines, payments; those of
 * base that are gone are removed. */
bool receipts_put(struct db *db, struct receipt *r, const struct receipt *base,
    struct err *e);

/* Takes the lines' quantities off what is on hand; times -1 with `back`. */
bool receipts_stock(struct db *db, const struct receipt *r, bool back,
    struct err *e);

/* "write receipt 12": the number given here, or of an imported one #id. */
void receipts_label(struct db *db, const char *verb, const struct receipt *r);

bool receipts_is_refund(const struct receipt *r);
bool receipts_is(const struct receipt *r, const char *state);

#endif
