/*
 * chart_inside.h - what the files of a chart share.
 */
#ifndef CHAIRSIDE_PRACTICE_CHART_INSIDE_H
#define CHAIRSIDE_PRACTICE_CHART_INSIDE_H

#include "practice/chart.h"

void chart_row_add(struct record ***rows, size_t *n, struct record *r);
void chart_row_drop(struct record **rows, size_t *n, size_t at);

/* A whole number from 0 to 1000000. */
bool chart_read_number(const char *text, int64_t *out);

/* Writes the ticks as they are now. */
void chart_settle_ticks(struct chart *c);

/* Before the write: what each row needs. Inside it: what only the lock makes sure of. */
bool chart_check_lots(struct practice *p, const struct chart *c, struct err *e);
bool chart_check_on_hand(struct practice *p, struct chart *c, struct err *e);

#endif
