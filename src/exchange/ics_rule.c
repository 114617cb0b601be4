/*
 * ics_rule.c - see ics_rule.h. The days of each day, week, month or year of the rule are
 * looked at one by one, and each part of the rule says whether it wants that day: what
 * RFC 5545 calls to expand and to limit comes to the same.
 */
#include "exchange/ics_rule.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define YEAR_FIRST 2	/* weeks reach into the years beside */
#define YEAR_LAST 9998
#define COUNT_MAX 1000000
#define CANDIDATES (366 * ICS_TIMES_MAX)

/* --- reading it --------------------------------------------------------------------- */

static void
set_add(struct ics_set *s, int n)
{
	uint64_t *bits = n < 0 ? s->down : s->up;

	n = abs(n);
	bits[n / 64] |= UINT64_C(1) << (n % 64);
	s->any = true;
}

static bool
set_has(const struct ics_set *s, int n)
{
	const uint64_t *bits = n < 0 ? s->down : s->up;

	n = abs(n);
	return n <= 366 && (bits[n / 64] >> (n % 64) & 1) != 0;
}

/* A number with or without sign at *s. */
static bool
take_number(const char **s, int *n)
{
	bool minus = **s == '-';
	const char *from;

	if (minus || **s == '+')
		++*s;
	from = *s;
	for (*n = 0; **s >= '0' && **s <= '9' && *s - from < 7; ++*s)
		*n = *n * 10 + (**s - '0');
	*n = minus ? -*n : *n;
	return *s > from;
}

static const char weekdays[][3] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static int
take_weekday(const char **s)
{
	int i;

	for (i = 0; i < 7; i++)
		if (strncmp(*s, weekdays[i], 2) == 0) {
			*s += 2;
			return i;
		}
	return -1;
}

static bool
read_freq(struct ics_rule *r, const char *s)
{
	static const char *const names[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(s, names[i]) == 0) {
			r->freq = (enum ics_freq)i;
			return true;
		}
	return false;
}

static bool
read_interval(struct ics_rule *r, const char *s)
{
	return take_number(&s, &r->interval) && *s == '\0' && r->interval > 0;
}

static bool
read_count(struct ics_rule *r, const char *s)
{
	int n;

	if (!take_number(&s, &n) || *s != '\0' || n < 1 || n > COUNT_MAX)
		return false;
	r->count = n;
	return true;
}

static bool
read_until(struct ics_rule *r, const char *s)
{
	size_t len = strlen(s);

	if (len == 0 || len >= sizeof(r->until))
		return false;
	memcpy(r->until, s, len + 1);
	return true;
}

static bool
read_week_start(struct ics_rule *r, const char *s)
{
	r->week_start = take_weekday(&s);
	return r->week_start >= 0 && *s == '\0';
}

static bool
read_days(struct ics_rule *r, const char *s)
{
	do {
		int n = 0, day;

		if (*s >= 'A' || (take_number(&s, &n) && n != 0 && abs(n) <= 53))
			day = take_weekday(&s);
		else
			return false;
		if (day < 0)
			return false;
		set_add(&r->days[day], n);
	} while (*s++ == ',');
	r->by_day = true;
	return s[-1] == '\0';
}

/* What a list of numbers goes into. */
static const struct list {
	const char *name;
	size_t set;
	int min, max;		/* min < 0: 0 is none of them */
} lists[] = {
	{ "BYMONTH", offsetof(struct ics_rule, months), 1, 12 },
	{ "BYMONTHDAY", offsetof(struct ics_rule, month_days), -31, 31 },
	{ "BYYEARDAY", offsetof(struct ics_rule, year_days), -366, 366 },
	{ "BYWEEKNO", offsetof(struct ics_rule, weeks), -53, 53 },
	{ "BYHOUR", offsetof(struct ics_rule, hours), 0, 23 },
	{ "BYMINUTE", offsetof(struct ics_rule, minutes), 0, 59 },
	{ "BYSECOND", offsetof(struct ics_rule, seconds), 0, 59 },
	{ "BYSETPOS", offsetof(struct ics_rule, places), -366, 366 },
};

static bool
read_list(struct ics_rule *r, const struct list *l, const char *s)
{
	struct ics_set *set = (struct ics_set *)(void *)((char *)r + l->set);

	do {
		int n;

		if (!take_number(&s, &n) || n < l->min || n > l->max ||
		    (n == 0 && l->min < 0))
			return false;
		set_add(set, n);
	} while (*s++ == ',');
	return s[-1] == '\0';
}

static const struct {
	const char *name;
	bool (*read)(struct ics_rule *r, const char *s);
} parts[] = {
	{ "FREQ", read_freq }, { "INTERVAL", read_interval }, { "COUNT", read_count },
	{ "UNTIL", read_until }, { "WKST", read_week_start }, { "BYDAY", read_days },
};

static bool
read_part(struct ics_rule *r, const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(parts); i++)
		if (strcmp(name, parts[i].name) == 0)
			return parts[i].read(r, value);
	for (i = 0; i < ARRAY_LEN(lists); i++)
		if (strcmp(name, lists[i].name) == 0)
			return read_list(r, &lists[i], value);
	return false;
}

static int
set_size(const struct ics_set *s)
{
	int n = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(s->up); i++)
		n += __builtin_popcountll(s->up[i]);
	return n > 1 ? n : 1;
}

/* What the RFC does not allow together has no meaning that all would share. */
static const char *
contradiction(const struct ics_rule *r)
{
	bool ordinals = false;
	int i;

	for (i = 0; i < 7; i++) {
		struct ics_set plain = r->days[i];

		plain.up[0] &= ~UINT64_C(1);
		ordinals = ordinals || memcmp(plain.up, (uint64_t[6]){ 0 },
		    sizeof(plain.up)) != 0 || memcmp(plain.down, (uint64_t[6]){ 0 },
		    sizeof(plain.down)) != 0;
	}
	if (ordinals && (r->freq < ICS_MONTHLY || r->weeks.any))
		return "BYDAY with a number goes with a month or year";
	if (r->month_days.any && r->freq == ICS_WEEKLY)
		return "BYMONTHDAY does not go with weeks";
	if (r->year_days.any && r->freq != ICS_YEARLY)
		return "BYYEARDAY goes with a year";
	if (r->weeks.any && r->freq != ICS_YEARLY)
		return "BYWEEKNO goes with a year";
	if ((long)set_size(&r->hours) * set_size(&r->minutes) * set_size(&r->seconds) >
	    ICS_TIMES_MAX)
		return "it gives too many times a day";
	return NULL;
}

bool
ics_rule_parse(struct ics_rule *r, const char *text, struct err *e)
{
	AUTO_FREE char *copy = xstrdup(text);
	char *next = copy, *part, *value, *c;
	bool freq = false;
	const char *why;

	*r = (struct ics_rule){ .interval = 1 };
	for (c = copy; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	while ((part = strsep(&next, ";")) != NULL) {
		if (*part == '\0')
			continue;
		value = strchr(part, '=');
		if (value != NULL)
			*value++ = '\0';
		if (value == NULL || !read_part(r, part, value))
			return err_set(e, ERR_INVALID, NULL, "%.40s%s%.40s is not read", part,
			    value != NULL ? "=" : "", value != NULL ? value : "");
		freq = freq || strcmp(part, "FREQ") == 0;
	}
	if (!freq)
		return err_set(e, ERR_INVALID, NULL, "it has no FREQ");
	why = contradiction(r);
	return why == NULL || err_set(e, ERR_INVALID, NULL, "%s", why);
}

/* --- which days ---------------------------------------------------------------------- */

/* A day, and what parts of a rule ask about it. */
struct day {
	date_day d;
	int year, month, day;
	int month_days, year_day, year_days;
};

static void
day_split(struct day *day, date_day d)
{
	int y;

	day->d = d;
	date_split(d, &y, &day->month, &day->day);
	day->year = y;
	for (day->month_days = 28; date_valid(y, day->month, day->month_days + 1);
	    day->month_days++)
		;
	day->year_day = d - date_make(y, 1, 1) + 1;
	day->year_days = date_valid(y, 2, 29) ? 366 : 365;
}

/* Week 1 is the first with four days or more in its year. */
static date_day
week_one(int year, int week_start)
{
	date_day first = date_make(year, 1, 1);
	int into = (date_weekday(first) - week_start + 7) % 7;

	return first - into + (into > 3 ? 7 : 0);
}

static bool
in_weeks(const struct ics_rule *r, const struct day *day)
{
	int year = day->year, n, all;
	date_day one = week_one(year, r->week_start);

	if (day->d < one)
		one = week_one(--year, r->week_start);
	else if (day->d >= week_one(year + 1, r->week_start))
		one = week_one(++year, r->week_start);
	n = (day->d - one) / 7 + 1;
	all = (week_one(year + 1, r->week_start) - one) / 7;
	return set_has(&r->weeks, n) || set_has(&r->weeks, n - all - 1);
}

/* "2MO" counts in the month where the rule has one, else in the year. */
static bool
on_weekday(const struct ics_rule *r, const struct day *day)
{
	const struct ics_set *s = &r->days[date_weekday(day->d)];
	bool month = r->freq == ICS_MONTHLY || r->months.any;
	int at = month ? day->day : day->year_day;
	int of = month ? day->month_days : day->year_days;

	return s->any && (set_has(s, 0) || set_has(s, (at - 1) / 7 + 1) ||
	    set_has(s, -((of - at) / 7 + 1)));
}

static bool
wants(const struct ics_rule *r, const struct day *day)
{
	return (!r->months.any || set_has(&r->months, day->month)) &&
	    (!r->month_days.any || set_has(&r->month_days, day->day) ||
	    set_has(&r->month_days, day->day - day->month_days - 1)) &&
	    (!r->year_days.any || set_has(&r->year_days, day->year_day) ||
	    set_has(&r->year_days, day->year_day - day->year_days - 1)) &&
	    (!r->weeks.any || in_weeks(r, day)) && (!r->by_day || on_weekday(r, day));
}

/* What the rule does not say, its start does (3.3.10). */
static void
complete(struct ics_rule *r, const struct day *start, int of_day)
{
	bool said = r->by_day || r->month_days.any || r->year_days.any;

	if (!said && (r->freq == ICS_WEEKLY || (r->freq == ICS_YEARLY && r->weeks.any))) {
		set_add(&r->days[date_weekday(start->d)], 0);
		r->by_day = true;
	} else if (!said && r->freq >= ICS_MONTHLY) {
		set_add(&r->month_days, start->day);
		if (r->freq == ICS_YEARLY && !r->months.any)
			set_add(&r->months, start->month);
	}
	if (!r->hours.any)
		set_add(&r->hours, of_day / 3600);
	if (!r->minutes.any)
		set_add(&r->minutes, of_day / 60 % 60);
	if (!r->seconds.any)
		set_add(&r->seconds, of_day % 60);
}

/* --- going through them ---------------------------------------------------------------- */

/* Of period `k`, counted from that of the start: its days. False behind the last year. */
static bool
period(const struct ics_rule *r, const struct day *start, int64_t k, date_day *first,
    int *days)
{
	int64_t steps = k * r->interval, month;
	int year;

	*days = r->freq == ICS_WEEKLY ? 7 : 1;
	if (r->freq < ICS_MONTHLY) {
		int64_t d = start->d + steps * *days;

		if (r->freq == ICS_WEEKLY)
			d -= (date_weekday(start->d) - r->week_start + 7) % 7;
		*first = (date_day)d;
		return d < date_make(YEAR_LAST, 12, 31);
	}
	month = (int64_t)start->year * 12 + start->month - 1 + steps;
	if (r->freq == ICS_YEARLY)
		month = (start->year + steps) * 12;
	if (month >= (int64_t)YEAR_LAST * 12)
		return false;
	year = (int)(month / 12);
	*first = date_make(year, (int)(month % 12) + 1, 1);
	*days = r->freq == ICS_YEARLY ? date_make(year + 1, 1, 1) - *first :
	    date_add_months(*first, 1) - *first;
	return true;
}

/* Fills `times` with the seconds since midnight of each day. */
static size_t
times_of_day(const struct ics_rule *r, int times[ICS_TIMES_MAX])
{
	size_t n = 0;
	int h, m, s;

	for (h = 0; h < 24; h++)
		for (m = 0; m < 60 && set_has(&r->hours, h); m++)
			for (s = 0; s < 60 && set_has(&r->minutes, m); s++)
				if (set_has(&r->seconds, s))
					times[n++] = h * 3600 + m * 60 + s;
	return n;
}

/* Leaves those at the places that BYSETPOS names. */
static size_t
keep_places(const struct ics_rule *r, instant *at, size_t n)
{
	size_t i, kept = 0;

	if (!r->places.any)
		return n;
	for (i = 0; i < n; i++)
		if (set_has(&r->places, i < 366 ? (int)i + 1 : 367) ||
		    set_has(&r->places, n - i <= 366 ? -(int)(n - i) : 367))
			at[kept++] = at[i];
	return kept;
}

/* False when the run has ended. */
static bool
give(const struct ics_rule *r, struct ics_run *run, long *count, instant wall)
{
	if (r->count > 0 && *count >= r->count)
		return false;
	run->cut = wall > run->last;
	if (run->cut)
		return false;
	++*count;
	return wall < run->from || run->give(wall, run->arg);
}

/* The first period that is looked at after that of the start. */
static int64_t
skip_to(const struct ics_rule *r, const struct ics_run *run)
{
	static const int longest[] = { 1, 7, 31, 366 };
	int64_t days = (run->from - run->start) / DAY_SECONDS - 2;
	int64_t k = days / longest[r->freq] / r->interval - 1;

	return r->count > 0 || k < 1 ? 1 : k;
}

bool
ics_rule_run(const struct ics_rule *rule, struct ics_run *run)
{
	AUTO_FREE instant *at = xreallocarray(NULL, CANDIDATES, sizeof(*at));
	struct ics_rule whole = *rule;
	const struct ics_rule *r = &whole;
	instant of_day = (run->start % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
	instant day0 = (run->start - of_day) / DAY_SECONDS;
	date_day first;
	struct day start, day;
	int times[ICS_TIMES_MAX], days, i;
	long count = 0;
	int64_t k;
	size_t n_times, n, j;

	run->strayed = true;
	run->cut = false;
	if (day0 < date_make(YEAR_FIRST, 1, 1) || day0 > date_make(YEAR_LAST, 1, 1))
		return true;
	day_split(&start, (date_day)day0);
	complete(&whole, &start, (int)of_day);
	n_times = times_of_day(r, times);
	if (!give(r, run, &count, run->start))
		return true;
	for (k = 0; period(r, &start, k, &first, &days); k = k == 0 ? skip_to(r, run) : k + 1) {
		run->cut = (instant)first * DAY_SECONDS > run->last;
		if (run->cut)
			return true;
		for (n = 0, i = 0; i < days; i++) {
			if ((*run->work -= 1 + (long)n_times / 8) < 0)
				return false;
			day_split(&day, first + i);
			for (j = wants(r, &day) ? 0 : n_times; j < n_times; j++)
				at[n++] = (instant)day.d * DAY_SECONDS + times[j];
		}
		n = keep_places(r, at, n);
		for (j = 0; j < n; j++) {
			run->strayed = run->strayed && at[j] != run->start;
			if (at[j] > run->start && !give(r, run, &count, at[j]))
				return true;
		}
	}
	return true;
}
