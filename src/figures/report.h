/*
 * report.h - a report request for whoever is logged in.
 */
#ifndef CHAIRSIDE_FIGURES_REPORT_H
#define CHAIRSIDE_FIGURES_REPORT_H

#include "practice/practice.h"
#include "report/report.h"

/* Fills a request for a month ("2026-10") with the parts this login may see. ERR_USAGE
 * when it is not a month. */
bool report_asked(struct practice *p, const char *month, struct report_request *q,
    struct err *e);

/* For its `hours`; the argument is the practice. */
bool report_hours(void *practice, date_day first, date_day last, struct buf *out,
    struct err *e);

/* enum report_flags of what this login may not see; and whether it may see all of
 * `needs`, like practice_may(). */
unsigned report_hides(const struct practice *p);
bool report_may(struct practice *p, unsigned needs, struct err *e);

#endif
