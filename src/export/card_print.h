/*
 * card_print.h - the card that a client takes home: the next visits.
 */
#ifndef CHAIRSIDE_EXPORT_CARD_PRINT_H
#define CHAIRSIDE_EXPORT_CARD_PRINT_H

#include "practice/practice.h"

/* Each visit that is booked from today on, with its day, when to come, for what, with whom and what
 * to do before it, below the practice's name, address and phone. `format` "text" (NULL too) or
 * "html", `target` NULL or "-": standard output. Needs ACTION_READ_CLIENTS; the journal's entry
 * of an export comes first. ERR_NOTFOUND. */
bool card_print(struct practice *p, int64_t client, const char *format, const char *target,
    struct err *e);

#endif
