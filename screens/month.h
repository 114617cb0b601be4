/*
 * month.h - the month a page shows, and moving to others.
 */
#ifndef CHAIRSIDE_SCREENS_MONTH_H
#define CHAIRSIDE_SCREENS_MONTH_H

#include "base/date.h"
#include "screens/toolkit/ui.h"

/* The first day of this month. */
date_day month_now(void);
/* "2026-10" */
const char *month_iso(date_day first, char out[8]);
/* Adds "Oct 2026". */
void month_words(date_day first, struct buf *out);
/* Moves to the month before, the next, or this one. False, with a message, when that
 * month is in the future. */
bool month_step(struct ui *ui, enum act a, date_day *first);

#endif
