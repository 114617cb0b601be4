/*
 * clock.c - see clock.h.
 */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/bug.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

/* A time as written; converted to an instant at each reading. */
struct stamp {
	date_day day;
	int seconds;		/* since midnight */
	bool zoned;		/* `offset` seconds east of UTC; else clinic time */
	int offset;
};

static struct zone *zone;	/* NULL until set: UTC */
static bool clock_fixed;
static struct stamp fixed_at;

bool
clock_set_zone(const char *name, struct err *e)
{
	struct zone *z = zone_open(name, e);

	if (z == NULL)
		return false;
	zone_free(zone);
	zone = z;
	return true;
}

const struct zone *
clock_zone(void)
{
	if (zone == NULL && (zone = zone_open("UTC", NULL)) == NULL)
		bug("UTC needs no file");
	return zone;
}

/* Moves an instant outside years 1 to 9999 to the nearest end. */
static instant
within(instant t)
{
	const instant first = (instant)date_make(1, 1, 2) * DAY_SECONDS;
	const instant last = (instant)date_make(9999, 12, 31) * DAY_SECONDS - 1;

	return t < first ? first : t > last ? last : t;
}

static void
split(instant t, date_day *day, int *seconds)
{
	*day = (date_day)(t / DAY_SECONDS);
	*seconds = (int)(t % DAY_SECONDS);
	if (*seconds < 0) {
		*seconds += DAY_SECONDS;
		--*day;
	}
}

void
clock_local(instant t, date_day *day, int *minutes, int *seconds)
{
	int of_day;

	t = within(t);
	split(t + zone_offset(clock_zone(), t), day, &of_day);
	*minutes = of_day / 60;
	*seconds = of_day % 60;
}

instant
clock_instant(date_day day, int minutes)
{
	return zone_instant(clock_zone(), (instant)day * DAY_SECONDS + minutes * 60, NULL);
}

/* Reads `n` digits at *s, a number up to `max`; -1 if it is not. */
static int
take(const char **s, int n, int max)
{
	int value = 0;
	int i;

	for (i = 0; i < n; i++, ++*s) {
		if (**s < '0' || **s > '9')
			return -1;
		value = value * 10 + (**s - '0');
	}
	return value > max ? -1 : value;
}

static bool
take_char(const char **s, const char *any)
{
	if (**s == '\0' || !strchr(any, **s))
		return false;
	++*s;
	return true;
}

/* "YYYY-MM-DDTHH:MM[:SS]" from *s on, with one of `marks` for the T. */
static bool
take_stamp(const char **s, const char *marks, struct stamp *at)
{
	char day[DATE_ISO_SIZE];
	int hour, minute, second = 0;

	snprintf(day, sizeof(day), "%s", *s);
	at->day = date_from_iso(day);
	if (at->day == DATE_NONE)
		return false;
	*s += DATE_ISO_SIZE - 1;
	if (!take_char(s, marks) || (hour = take(s, 2, 23)) < 0 || !take_char(s, ":") ||
	    (minute = take(s, 2, 59)) < 0)
		return false;
	if (take_char(s, ":") && (second = take(s, 2, 59)) < 0)
		return false;
	at->seconds = hour * 3600 + minute * 60 + second;
	at->zoned = false;
	at->offset = 0;
	return true;
}

static instant
stamp_instant(const struct stamp *at)
{
	instant wall = (instant)at->day * DAY_SECONDS + at->seconds;

	return at->zoned ? wall - at->offset : zone_instant(clock_zone(), wall, NULL);
}

/* "Z", "+02:00", "+0200", "+02"; nothing means clinic time. */
static bool
take_offset(const char **s, struct stamp *at)
{
	bool west = **s == '-';
	int hours, minutes = 0;

	if (**s == '\0')
		return true;
	at->zoned = true;
	if (take_char(s, "Zz"))
		return true;
	if (!take_char(s, "+-") || (hours = take(s, 2, 23)) < 0)
		return false;
	if ((take_char(s, ":") || **s) && (minutes = take(s, 2, 59)) < 0)
		return false;
	at->offset = (hours * 60 + minutes) * (west ? -60 : 60);
	return true;
}

bool
clock_from_iso(const char *s, instant *t)
{
	struct stamp at;

	if (!take_stamp(&s, "Tt ", &at))
		return false;
	if (take_char(&s, ".,")) {
		size_t n = strspn(s, "0123456789");

		if (n == 0)
			return false;
		s += n;
	}
	if (!take_offset(&s, &at) || *s)
		return false;
	*t = stamp_instant(&at);
	return true;
}

const char *
clock_iso(instant t, char out[CLOCK_ISO_SIZE])
{
	date_day day;
	char iso[DATE_ISO_SIZE];
	int seconds;

	split(within(t), &day, &seconds);
	snprintf(out, CLOCK_ISO_SIZE, "%sT%02u:%02u:%02uZ", date_to_iso(day, iso),
	    (unsigned)seconds / 3600 % 24, (unsigned)seconds / 60 % 60, (unsigned)seconds % 60);
	return out;
}

bool
clock_fix(const char *now, struct err *e)
{
	const char *s = now;
	struct stamp at;

	if (!now || !*now) {
		clock_fixed = false;
		return true;
	}
	if (!take_stamp(&s, "T", &at) || (*s && (strcmp(s, "Z") != 0))) {
		AUTO_BUF struct buf shown = BUF_INIT;

		text_show(&shown, now, false);
		return err_set(e, ERR_USAGE, NULL, "\"%s\" is no time to fix the clock at; "
		    "write YYYY-MM-DDTHH:MM, with a final Z for UTC", shown.s);
	}
	at.zoned = *s == 'Z';
	fixed_at = at;
	clock_fixed = true;
	return true;
}

instant
clock_now(void)
{
	return clock_fixed ? stamp_instant(&fixed_at) : (instant)time(NULL);
}

date_day
clock_today(void)
{
	date_day day;
	int minutes, seconds;

	clock_local(clock_now(), &day, &minutes, &seconds);
	return day;
}

int
clock_minutes(void)
{
	date_day day;
	int minutes, seconds;

	clock_local(clock_now(), &day, &minutes, &seconds);
	return minutes;
}

int64_t
clock_monotonic_ms(void)
{
	struct timespec ts;

	if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
		bug("there is no monotonic clock");
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}
