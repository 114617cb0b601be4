/*
 * receipt.h - check-out: opening, listing and voiding receipts.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_RECEIPT_H
#define CHAIRSIDE_SCREENS_RECEIPT_RECEIPT_H

#include "base/date.h"
#include "screens/desk.h"

/* Opens the client's draft or open receipt of that day, else a new one filled from what
 * was done; a closed one if nothing is left to pay. Client 0: sold over the desk. Of the day
 * that is caught up (desk.h) it is one on paper. */
void receipt_push(struct desk *d, int64_t client, date_day day);
/* Opens a receipt: the check-out form if it is open and this login may write it, else
 * its page. */
void receipt_open(struct desk *d, int64_t receipt);
/* Lists everybody's receipts, newest first. */
void receipts_push(struct desk *d);
/* What a day brought in, and how it was paid. */
void takings_push(struct desk *d);
/* Asks as what it is to be printed, or the card of its client's next visits; a message while it is
 * open. */
void receipt_print_push(struct desk *d, int64_t receipt);
/* Is it of an open receipt as it is in the file, and says only where somebody was in it? */
bool receipt_is_place(const struct draft *d);
/* For undo: a closed receipt is never undone. Asks why and writes a void; one of an
 * earlier day is shown, with a message that it can be refunded. */
void receipt_ask_void(struct desk *d, int64_t receipt);

#endif
