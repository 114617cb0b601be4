/*
 * undo_receipts.h - entries that an undo skips or refuses: closed receipts
 * (receipts.h), looks in an emergency, overrides.
 *
 * A receipt closed here is never undone, nor is a payment of another day for one. For
 * undo.c and undo_consents.c alone.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_RECEIPTS_H
#define CHAIRSIDE_PRACTICE_UNDO_RECEIPTS_H

#include "practice/practice.h"

/* Finds this person's newest entry after `after` that an undo would take (*n), and the
 * receipt closed here that it wrote (*receipt); 0: none. Skips entries on receipts that
 * are void now, and entries that can never be undone: *stays is the reason for the
 * newest of these, NULL: there was none. */
bool undo_next_entry(struct practice *p, int64_t after, int64_t *n, int64_t *receipt,
    const char **stays, struct err *e);
/* ERR_INVALID when entry `n` is about such money, with a sentence on what to do
 * instead. */
bool undo_leaves_money(struct practice *p, int64_t n, struct err *e);

#endif
