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

/* Finds clients by number, other id or phone; products by code, or by the product in a
 * GS1 code (01 and fourteen digits), with or without leading zeros; receipts by number.
 * What the role may not see is not found. *n: how many. */
bool practice_scanned(struct practice *p, const char *text,
    struct scanned found[SCANNED_MAX], size_t *n, struct err *e);

#endif
