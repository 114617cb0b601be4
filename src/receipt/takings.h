/*
 * takings.h - what a day brought in: its receipts, and what was paid on it.
 *
 * Only receipts written here count; what an import brought was paid elsewhere. A receipt is
 * of the day it was closed, one on paper of its own. It always holds that
 *
 *	collected = sales + tax + tax2 + rounding - left + others
 */
#ifndef CHAIRSIDE_RECEIPT_TAKINGS_H
#define CHAIRSIDE_RECEIPT_TAKINGS_H

#include "base/date.h"
#include "base/money.h"
#include "practice/practice.h"

#define TAKINGS_METHODS 4	/* the choices that a payment's method has */

struct takings {
	long closed, refunds, voids, open;	/* receipts; refunds are among the closed */
	money sales, tax, tax2;			/* of the closed ones, exact */
	money rounding;				/* of each to cents */
	money left;				/* of them, not paid on that day */
	money others;		/* paid on that day for receipts of other days, or still open */
	money methods[TAKINGS_METHODS];		/* takings_method() */
	money collected;
};

/* Needs ACTION_WRITE_RECEIPTS or ACTION_REPORT. */
bool takings_of(struct practice *p, date_day day, struct takings *out, struct err *e);
/* Of a payment: "cash". */
const char *takings_method(size_t i);

#endif
