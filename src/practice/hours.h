/*
 * hours.h - when the practice is open, who treats, and what of a visit is unusual.
 *
 * A visit outside the hours, on a closed day or with somebody who does not treat is
 * booked only when that is insisted on; why is kept in session.insisted.
 */
#ifndef CHAIRSIDE_PRACTICE_HOURS_H
#define CHAIRSIDE_PRACTICE_HOURS_H

#include "base/buf.h"
#include "base/date.h"
#include "practice/practice.h"

/* Is that weekday one of practice.open_days? Blank: every day is. */
bool hours_open_on(const struct practice *p, date_day day);

/* Adds what is unusual of a visit, "closed on Sundays, after 18:00"; nothing when
 * nothing is. False: `e` says why it could not be asked. */
bool hours_unusual(struct practice *p, const struct record *session,
    struct buf *out, struct err *e);

/* Adds what session.insisted keeps: what is unusual, then the reason given; a plain
 * "yes" adds no more. */
void hours_insisted(const char *unusual, const char *reason, struct buf *out);

#endif
