/*
 * preflight_chart.h - what a service's chart needs before its treatment starts: lots, and how
 * deep may be needled.
 *
 * Where a practice keeps no lots of a kind, and has set no limit, nothing is in the way.
 *
 * What is on hand is added up from all that was ever used of a lot. A login reads it once, and
 * again after a lot or what was taken of one has changed (watch.h).
 */
#ifndef CHAIRSIDE_PRACTICE_PREFLIGHT_CHART_H
#define CHAIRSIDE_PRACTICE_PREFLIGHT_CHART_H

#include "base/date.h"
#include "practice/chart_template.h"

struct preflight_answer {
	bool said;		/* there is something to say */
	bool met, stops;	/* as of a line of the pre-flight */
	char sentence[200];
};

/* Of each use that is needed, and with `numbing` of what numbs: is one in date, not recalled,
 * on hand? What is on hand but ended or recalled stops; none on hand warns, since the book may
 * be wrong. */
bool preflight_lots(struct practice *p, const struct chart_template *t, bool numbing,
    date_day on, struct preflight_answer *out, struct err *e);
void preflight_stock_free(struct practice *p);	/* the lots that it keeps */
/* The lowest limit of device, its label, licence and order (hundredths of a millimetre; -1:
 * none). A licence that does not cover the kind of treatment stops. */
bool preflight_depth(struct practice *p, const struct chart_template *t,
    const struct record *session, const struct record *client, int64_t order, date_day on,
    struct preflight_answer *out, struct err *e);

#endif
