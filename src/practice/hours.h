/*
 * hours.h - opening hours, and what is unusual about a visit.
 *
 * A visit outside the hours, on a closed day or with somebody who does not treat is
 * booked only if the person insists; the reason is kept in session.insisted.
 */
#ifndef CHAIRSIDE_PRACTICE_HOURS_H
#define CHAIRSIDE_PRACTICE_HOURS_H

#include "base/buf.h"
#include "base/date.h"
#include "practice/practice.h"

/* True when its weekday is one of practice.open_days; blank means every day. */
bool hours_open_on(const struct practice *p, date_day day);

/* Adds what is unusual about a visit, "closed on Sundays, after 18:00", or nothing.
 * False when the file could not be read. */
bool hours_unusual(struct practice *p, const struct record *session,
    struct buf *out, struct err *e);

/* Adds the text for session.insisted: what is unusual, then the reason, unless that is
 * a plain "yes". */
void hours_insisted(const char *unusual, const char *reason, struct buf *out);

#endif
