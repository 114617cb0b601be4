/*
 * calendar_inside.h - what the files of calendar.h know of each other.
 */
#ifndef CHAIRSIDE_PRACTICE_CALENDAR_INSIDE_H
#define CHAIRSIDE_PRACTICE_CALENDAR_INSIDE_H

#include "practice/calendar.h"


/* Adds a column for each person or room of a day, and for each day of a person's week. */
void calendar_add_places(struct calendar *c, enum slot_kind kind, date_day day);
void calendar_add_week(struct calendar *c, int64_t staff);
/* Fills all of them, and sets the rows. */
void calendar_fill(struct calendar *c);
bool calendar_works(const struct calendar *c, int64_t staff, date_day day);

#endif
