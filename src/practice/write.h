/*
 * write.h - a write that ends a draft; for the use cases that forms save by. What is entered
 * after its day.
 */
#ifndef CHAIRSIDE_PRACTICE_WRITE_H
#define CHAIRSIDE_PRACTICE_WRITE_H

#include "practice/drafts.h"

/* db_write() of a change. When it succeeds, `draft` (NULL: none) is removed in the same
 * transaction, the file beside the practice file right behind it; id and slot are 0
 * then. */
bool practice_write(struct practice *p, const char *label,
    bool (*fn)(struct db *db, void *arg, struct err *e), void *arg, struct draft *draft,
    struct err *e);

/* A visit or a receipt is entered after its day: it keeps who does so, and when. */
void practice_enter_late(const struct practice *p, struct record *r);
/* ERR_INVALID at the date, for a day on which nothing can be entered late: today or later. */
bool practice_ask_past(date_day day, struct err *e);

#endif
