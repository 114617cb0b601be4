/*
 * scanned.h - finding the records that a scanned code belongs to.
 */
#ifndef CHAIRSIDE_PRACTICE_SCANNED_H
#define CHAIRSIDE_PRACTICE_SCANNED_H

#include "practice/practice.h"

#define SCANNED_MAX 8

struct scanned {
	const struct record_type *type;	/* client, product or receipt */
	int64_t id;
};

/* Finds clients by number, other id or phone; products by code, or by the item in a code of
 * GS1 (with or without leading zeros) or HIBC; receipts by number. What the role may not see
 * is not found. *n: how many. ERR_INVALID: nothing is found, and the code is a wrong or cut
 * one. */
bool practice_scanned(struct practice *p, const char *text,
    struct scanned found[SCANNED_MAX], size_t *n, struct err *e);

#endif
