/*
 * receipts_file.h - reading and writing a receipt's records; for receipts*.c alone.
 *
 * No role is checked here.
 */
#ifndef CHAIRSIDE_RECEIPT_RECEIPTS_FILE_H
#define CHAIRSIDE_RECEIPT_RECEIPTS_FILE_H

#include "db/db.h"
#include "receipt/receipts.h"

#define RECEIPT_ROWS_MAX 3000	/* of an imported one; sums do not overflow */
/* Start of a refund's note; the number, ": " and the reason follow. */
#define RECEIPT_REFUND_OF "Refund of receipt "

/* The receipt with its lines by position and its payments; percentages are 0.
 * ERR_INVALID when it has more than RECEIPT_ROWS_MAX. */
struct receipt *receipts_read(struct db *db, int64_t id, struct err *e);
/* The same; ERR_STALE when its head has another version. */
struct receipt *receipts_read_at(struct db *db, int64_t id, int64_t version,
    struct err *e);

/* Sets the next number, one more than the highest given here. Inside the write, so that
 * none is given twice and none is left out. */
bool receipts_give_number(struct db *db, struct record *head, struct err *e);

/* Writes what differs from `base` (NULL: everything): head, lines, payments. Lines and
 * payments that only `base` has are deleted. */
bool receipts_put(struct db *db, struct receipt *r, const struct receipt *base,
    struct err *e);

/* Subtracts the lines' quantities from what is on hand, or with `back` adds them. */
bool receipts_stock(struct db *db, const struct receipt *r, bool back,
    struct err *e);

/* Sets the journal label "write receipt 12", and behind it ", entered late" where it is: the
 * number given here, or "#" and the id. */
void receipts_label(struct db *db, const char *verb, const struct receipt *r, bool late);

/* The day of its sale and payments if it is closed now: today, or its own on paper. */
const char *receipts_day(const struct receipt *r, char iso[DATE_ISO_SIZE]);

bool receipts_is_refund(const struct receipt *r);
bool receipts_is(const struct receipt *r, const char *state);

#endif
