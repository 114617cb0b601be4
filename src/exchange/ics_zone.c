/*
 * ics_zone.c - what a TZID means: a zone of the database by its name or by that of
 * Windows, else what the file's VTIMEZONE says (3.2.19, 3.6.5).
 */
#include <stdlib.h>
#include <string.h>

#include "exchange/ics_inside.h"
#include "exchange/ics_rule.h"

#define CHANGES_MAX 4096	/* in a VTIMEZONE */
#define ZONES_MAX 200		/* in a file; of more none is known */
#define OFFSET_NONE INT32_MIN

/* --- VTIMEZONE ------------------------------------------------------------------------ */

struct onsets {
	struct zone_change *changes;
	size_t n, cap;
	int from, to;		/* offsets of the half that is being read */
	instant last;
};

/* "-0500" or "+023000". */
static int
read_offset(const char *s)
{
	int n = 0, sign = *s == '-' ? -1 : 1;
	size_t len, i;

	if (*s == '-' || *s == '+')
		s++;
	len = strlen(s);
	if ((len != 4 && len != 6) || strspn(s, "0123456789") != len)
		return OFFSET_NONE;
	for (i = 0; i < len; i += 2)
		n = n * 60 + (s[i] - '0') * 10 + (s[i + 1] - '0');
	return sign * (len == 4 ? n * 60 : n);
}

static bool
add_onset(instant wall, void *arg)
{
	struct onsets *o = arg;

	if (o->n == CHANGES_MAX)
		return false;
	GROW(o->changes, o->cap, o->n + 1);
	o->changes[o->n++] = (struct zone_change){ .at = wall - o->from, .offset = o->to };
	return true;
}

static bool
read_until(const struct ics_rule *rule, int from, instant *last)
{
	bool date, utc;

	if (rule->until[0] == '\0')
		return true;
	if (!ics_stamp(rule->until, last, &date, &utc))
		return false;
	if (utc)
		*last += from;
	else if (date)
		*last += DAY_SECONDS - 1;
	return true;
}

/* The onsets of a STANDARD or DAYLIGHT. Some write its start in UTC (with a Z). */
static bool
add_half(struct ics_reading *r, const struct ics_part *p, struct onsets *o)
{
	const struct ics_line *l;
	struct ics_run run = { .last = o->last, .work = &r->work, .give = add_onset,
		.arg = o };
	bool date, utc;

	o->from = read_offset(ics_value(p, "TZOFFSETFROM"));
	o->to = read_offset(ics_value(p, "TZOFFSETTO"));
	if (o->from == OFFSET_NONE || o->to == OFFSET_NONE || !p->ended ||
	    !ics_stamp(ics_value(p, "DTSTART"), &run.start, &date, &utc))
		return false;
	run.start += utc ? o->from : 0;
	if (run.start < ICS_WALL_FIRST)		/* year 1 is some writers' for always */
		run.start += 365 * DAY_SECONDS;
	run.from = run.start;
	for (l = NULL; (l = ics_line(p, "RRULE", l)) != NULL; ) {
		struct ics_rule rule;

		run.last = o->last;
		if (!ics_rule_parse(&rule, l->value, NULL) ||
		    !read_until(&rule, o->from, &run.last) || !ics_rule_run(&rule, &run))
			return false;
	}
	for (l = NULL; (l = ics_line(p, "RDATE", l)) != NULL; ) {
		AUTO_FREE char *list = xstrdup(l->value);
		char *next = list, *one;

		while ((one = strsep(&next, ",")) != NULL) {
			instant wall;

			if (!ics_stamp(one, &wall, &date, &utc))
				return false;
			add_onset(wall + (utc ? o->from : 0), o);
		}
	}
	return add_onset(run.start, o) && o->n < CHANGES_MAX;
}

static int
by_instant(const void *a, const void *b)
{
	const struct zone_change *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* The zone that a VTIMEZONE describes; NULL when it cannot be read. */
static struct zone *
read_vtimezone(struct ics_reading *r, const struct ics_part *vtimezone, const char *tzid)
{
	struct onsets o = { .last = ((instant)r->reader->until + 400) * DAY_SECONDS };
	struct zone *z = NULL;
	const struct ics_part *p;
	size_t i, n = 0;
	bool good = vtimezone->ended;
	int before = 0;
	instant first = INT64_MAX;

	for (p = vtimezone->next; good && p != NULL; p = p->next) {
		size_t had = o.n;

		if (p->outer != vtimezone ||
		    (p->kind != ICS_STANDARD && p->kind != ICS_DAYLIGHT))
			continue;
		good = add_half(r, p, &o);
		for (i = had; i < o.n; i++)
			if (o.changes[i].at < first) {
				first = o.changes[i].at;
				before = o.from;
			}
	}
	if (good && o.n > 0) {
		qsort(o.changes, o.n, sizeof(*o.changes), by_instant);
		for (i = 0; i < o.n; i++)
			if (n == 0 || o.changes[i].at != o.changes[n - 1].at)
				o.changes[n++] = o.changes[i];
		z = zone_make(tzid, before, o.changes, n);
	}
	free(o.changes);
	return z;
}

static const struct ics_part *
find_vtimezone(const struct ics_reading *r, const struct ics_part *calendar,
    const char *tzid)
{
	const struct ics_part *p;

	for (p = r->parts; p != NULL; p = p->next)
		if (p->kind == ICS_ZONE && p->calendar == calendar &&
		    strcmp(ics_value(p, "TZID"), tzid) == 0)
			return p;
	return NULL;
}

/* --- names --------------------------------------------------------------------------------- */

/* By its name; by what Windows calls it; or by the end of a longer name, such as
 * /example.org/20260101_1/Europe/Vienna. */
static struct zone *
by_name(const char *tzid)
{
	const char *windows = ics_windows_zone(tzid), *part;
	struct zone *z = zone_open(windows != NULL ? windows : tzid, NULL);

	if (*tzid != '/')
		return z;
	for (part = tzid; z == NULL && (part = strchr(part, '/')) != NULL; ) {
		part++;
		/* One word alone may be anything. */
		if (strchr(part, '/') != NULL)
			z = zone_open(part, NULL);
	}
	return z;
}

struct ics_zone *
ics_zone(struct ics_reading *r, struct ics_part *calendar, const char *tzid)
{
	const struct ics_part *vtimezone;
	struct ics_zone *z;
	int n = 0;

	for (z = r->zones; z != NULL; z = z->next, n++)
		if (z->calendar == calendar && strcmp(z->tzid, tzid) == 0)
			return z;
	if (n >= ZONES_MAX)
		return &r->nowhere;
	z = arena_alloc(r->arena, sizeof(*z));
	z->tzid = tzid;
	z->calendar = calendar;
	vtimezone = find_vtimezone(r, calendar, tzid);
	z->own = by_name(tzid);
	if (z->own == NULL && vtimezone != NULL)
		z->own = by_name(ics_value(vtimezone, "X-LIC-LOCATION"));
	if (vtimezone != NULL)
		z->own_other = read_vtimezone(r, vtimezone, tzid);
	z->zone = z->own != NULL ? z->own : z->own_other;
	z->other = z->own != NULL ? z->own_other : NULL;
	z->next = r->zones;
	r->zones = z;
	return z;
}

instant
ics_instant(const struct ics_reading *r, struct ics_zone *z, instant wall, long line,
    enum zone_fit *fit)
{
	instant at = zone_instant(z->zone, wall, fit);
	char words[ICS_WORDS];

	if (z->other != NULL && !z->told && zone_instant(z->other, wall, NULL) != at) {
		z->told = true;
		ics_tell(r, line, "The VTIMEZONE of \"%s\" in the file differs from the time zone "
		    "database (first at %s): the database counts", z->tzid,
		    ics_time_words(wall, false, words));
	}
	return at;
}

void
ics_zones_free(struct ics_reading *r)
{
	struct ics_zone *z;

	for (z = r->zones; z != NULL; z = z->next) {
		zone_free(z->own);
		zone_free(z->own_other);
	}
}
