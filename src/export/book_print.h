/*
 * book_print.h - the book of a day on paper, for the day the line is down.
 *
 * Who comes when, with phone, alerts (for those who may see them), treatment, practitioner and
 * place, and room to write down what was done; then, for each client who needs a screening on
 * that day, the checklist to be filled in, in the order in which it is typed and with the keys
 * of its answers.
 */
#ifndef CHAIRSIDE_EXPORT_BOOK_PRINT_H
#define CHAIRSIDE_EXPORT_BOOK_PRINT_H

#include "base/date.h"
#include "practice/practice.h"

/* `format` "text" (NULL too) or "html", `target` NULL or "-": standard output. Needs
 * ACTION_READ_CLIENTS; the journal's entry of an export comes before the first line. */
bool book_print(struct practice *p, date_day day, const char *format, const char *target,
    struct err *e);

#endif
