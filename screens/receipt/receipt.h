/*
 * receipt.h - check-out: a receipt written, closed, and the goodbye after it.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_RECEIPT_H
#define CHAIRSIDE_SCREENS_RECEIPT_RECEIPT_H

#include "base/date.h"
#include "screens/desk.h"

/* The client's open receipt of that day, else a new one filled from what was done.
 * Client 0: sold over the desk. */
void receipt_push(struct desk *d, int64_t client, date_day day);
/* A receipt as it stands; an open one can be written on. */
void receipt_open(struct desk *d, int64_t receipt);
/* Everybody's receipts, newest first. */
void receipts_push(struct desk *d);
/* The same, with these words as its filter. */
void receipts_push_found(struct desk *d, const char *words);
/* A receipt that was closed is never undone: asks why, and writes a void. One of an
 * earlier day is shown, and what is done there said. */
void receipt_ask_void(struct desk *d, int64_t receipt);

#endif
