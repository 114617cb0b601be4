/*
 * receipt_print.h - a receipt on paper, for the client.
 */
#ifndef CHAIRSIDE_EXPORT_RECEIPT_PRINT_H
#define CHAIRSIDE_EXPORT_RECEIPT_PRINT_H

#include "practice/practice.h"

/* The receipt with its lines, taxes and payments, below the practice's name, address and phone; one
 * that is void says so. `format` "text" (NULL too) or "html", `target` NULL or "-": standard
 * output. Needs ACTION_READ_CLIENTS; the journal's entry of an export comes first. ERR_INVALID
 * for one that is still open; ERR_NOTFOUND. */
bool receipt_print(struct practice *p, int64_t receipt, const char *format, const char *target,
    struct err *e);

#endif
