/*
 * undo_receipts.h - what an undo passes over or may not take back: money, see receipts.h,
 * looks in an emergency and overrides.
 *
 * A receipt that was closed here is never undone, nor is a payment of another day for
 * one. For undo.c and undo_consents.c alone.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_RECEIPTS_H
#define CHAIRSIDE_PRACTICE_UNDO_RECEIPTS_H

#include "practice/practice.h"

/* The newest entry of this person after `after` that an undo is about, and the receipt
 * closed here that it wrote; 0: none. Those of which only a void receipt tells are passed
 * over, nothing can be done of them, and so is what stays as it is: *stays says why of the
 * newest, NULL: none was. */
bool undo_next_entry(struct practice *p, int64_t after, int64_t *n, int64_t *receipt,
    const char **stays, struct err *e);
/* ERR_INVALID where entry `n` is of such money: the sentence says what is done instead. */
bool undo_leaves_money(struct practice *p, int64_t n, struct err *e);

#endif
