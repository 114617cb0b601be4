/*
 * calendar.h - visits as a calendar file (iCalendar); for exports alone.
 */
#ifndef CHAIRSIDE_EXPORT_CALENDAR_H
#define CHAIRSIDE_EXPORT_CALENDAR_H

#include "db/db.h"
#include "export/export.h"

/* Writes the rows of `visits`, a statement of sessions that is ready, to o->target, and
 * counts them. On failure the target is as it was. */
bool export_calendar(struct practice *p, const struct export_options *o, struct stmt *visits,
    long *rows, struct err *e);

#endif
