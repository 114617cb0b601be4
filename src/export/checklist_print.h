/*
 * checklist_print.h - a screening checklist as a file, and what it says of answers.
 */
#ifndef CHAIRSIDE_EXPORT_CHECKLIST_PRINT_H
#define CHAIRSIDE_EXPORT_CHECKLIST_PRINT_H

#include "practice/checklists.h"
#include "practice/practice.h"

/* Writes it as checklist_parse() reads it; `target` NULL or "-": standard output. */
bool checklist_write(const struct checklist *c, const char *target, struct err *e);

/*
 * Evaluates answers, `n` words "item=answer" as they are typed on the screening page, for a
 * treatment on that day of that client (0: nobody; age and skin type are then not known and
 * there was no visit), and prints verdict, first day, what fired with its source and what is
 * not answered. `json`: {"verdict","until","fired":[{"item","verdict","until","why",
 * "source"}],"unanswered":[…]}. Nothing is written. Needs ACTION_READ_MEDICAL for a client.
 * ERR_INVALID: there is no such item, or it has no such answer.
 */
bool checklist_evaluate(struct practice *p, const struct checklist *c, int64_t client,
    date_day on, const char *const *words, size_t n, bool json, struct err *e);

#endif
