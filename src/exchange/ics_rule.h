/*
 * ics_rule.h - what repeats: RRULE of RFC 5545, 3.3.10.
 *
 * Days are clinic-free: seconds since 1970 as the clock of the event's zone shows them,
 * or midnights of all-day events. A series goes by the day, week, month or year; hours
 * and less are not read, nor is a part that is not known: the whole rule is then refused,
 * for it could only give other days.
 */
#ifndef CHAIRSIDE_EXCHANGE_ICS_RULE_H
#define CHAIRSIDE_EXCHANGE_ICS_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/zone.h"

/* Numbers from -366 to 366. */
struct ics_set {
	bool any;
	uint64_t up[6], down[6];
};

enum ics_freq { ICS_DAILY, ICS_WEEKLY, ICS_MONTHLY, ICS_YEARLY };

struct ics_rule {
	enum ics_freq freq;
	int interval;
	long count;			/* 0: none */
	char until[32];			/* as it stands, "" none */
	int week_start;			/* 0 Monday */
	bool by_day;
	struct ics_set days[7];		/* from Monday: ordinals, 0 for every one */
	struct ics_set months, month_days, year_days, weeks, hours, minutes, seconds, places;
};

#define ICS_TIMES_MAX 64	/* times of one day that a rule may give */

/* False with a sentence that ends a longer one, such as "FREQ=HOURLY is not read". */
bool ics_rule_parse(struct ics_rule *r, const char *text, struct err *e);

struct ics_run {
	instant start;		/* always the first, also of a COUNT (3.8.5.3) */
	instant from, last;	/* what lies before or behind is not given */
	long *work;		/* counted down for each day looked at */
	/* In rising order; false ends it. */
	bool (*give)(instant wall, void *arg);
	void *arg;
	bool strayed;		/* the rule does not give its own start */
	bool cut;		/* `last` ended it */
};

/* UNTIL is the caller's. False when `work` was used up; where a rule has no COUNT only
 * the days near `from` and later ones are looked at. */
bool ics_rule_run(const struct ics_rule *r, struct ics_run *run);

#endif
