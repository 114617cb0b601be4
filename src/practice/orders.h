/*
 * orders.h - by whose word a client may be treated: orders and clearances in force.
 *
 * Where a service needs an order (service.needs_order), one in force on the day that is for it
 * or for all treatments is needed to start. A screening's REFER is met by a clearance of its
 * item in force on that day. The last day of each still counts.
 */
#ifndef CHAIRSIDE_PRACTICE_ORDERS_H
#define CHAIRSIDE_PRACTICE_ORDERS_H

#include "base/date.h"
#include "practice/practice.h"

struct order_answer {
	bool met;
	int64_t order;		/* in force; else the newest that ended; 0: none */
	date_day until;		/* its last day; DATE_NONE: none */
	int max_depth;		/* hundredths of a millimetre; -1: no limit in it */
	char sentence[200];	/* "Dr Roe, to 1 Mar 2027", "no order"; no final stop */
};

/* Both check no right and may be called inside a write. */
bool order_of(struct practice *p, int64_t client, int64_t service, date_day on,
    struct order_answer *out, struct err *e);

/* Adds the items of a screening that a clearance in force on the day is of, a comma behind
 * each. */
bool clearances_of(struct db *db, int64_t client, date_day on, struct buf *items, struct err *e);

#endif
