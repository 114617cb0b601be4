/*
 * ics_time.c - times and lengths of a calendar file (3.3.4 to 3.3.6).
 */
#include <string.h>

#include "base/text.h"
#include "exchange/ics_inside.h"

#define WEEKS_MAX 99999

/* `n` digits at *s; -1 if they are not. */
static int
take_digits(const char **s, int n)
{
	int value = 0;

	for (; n > 0; n--, ++*s) {
		if (**s < '0' || **s > '9')
			return -1;
		value = value * 10 + (**s - '0');
	}
	return value;
}

bool
ics_stamp(const char *text, instant *wall, bool *date, bool *utc)
{
	const char *s = text;
	int year = take_digits(&s, 4), month, day, hour, minute, second;

	if (year < 0 || (month = take_digits(&s, 2)) < 0 || (day = take_digits(&s, 2)) < 0 ||
	    !date_valid(year, month, day))
		return false;
	*wall = (instant)date_make(year, month, day) * DAY_SECONDS;
	*utc = false;
	*date = *s == '\0';
	if (*date)
		return true;
	if (*s++ != 'T' || (hour = take_digits(&s, 2)) < 0 || hour > 23 ||
	    (minute = take_digits(&s, 2)) < 0 || minute > 59 ||
	    (second = take_digits(&s, 2)) < 0 || second > 60)
		return false;
	*wall += hour * 3600 + minute * 60 + (second < 60 ? second : 59);
	*utc = *s == 'Z';
	s += *utc;
	return *s == '\0';
}

const char *
ics_time_words(instant wall, bool date, char out[ICS_WORDS])
{
	int64_t of_day = (wall % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
	char day[24], clock[DATE_TIME_SIZE];

	date_to_words((date_day)((wall - of_day) / DAY_SECONDS), false, day);
	date_format_time((int)(of_day / 60), false, clock);
	snprintf(out, ICS_WORDS, "%s%s%s", date ? "" : clock, date ? "" : " on ", day);
	return out;
}

bool
ics_time(struct ics_reading *r, const struct ics_part *p, const struct ics_line *l,
    const char *text, struct ics_zone *floating, struct ics_time *t)
{
	const char *tzid = ics_parameter(r, l, "TZID");
	const char *form = ics_parameter(r, l, "VALUE");
	bool utc;

	/* Far ends are placed on no clock. */
	if (!ics_stamp(text, &t->wall, &t->date, &utc) || t->wall < ICS_WALL_FIRST ||
	    t->wall >= ICS_WALL_LAST) {
		ics_tell(r, l->line, "%s \"%s\" is no day or time that is understood", l->name,
		    text);
		return false;
	}
	if (form != NULL && text_is(form, "DATE") && !t->date) {
		ics_tell(r, l->line, "%s \"%s\" is called a date and has a time: the day "
		    "counts", l->name, text);
		t->wall -= (t->wall % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
		t->date = true;
	}
	t->zone = t->date ? &r->clinic : utc ? &r->utc : floating;
	if (!t->date && !utc && tzid != NULL && *tzid != '\0')
		t->zone = ics_zone(r, p->calendar, tzid);
	if (t->zone->zone == NULL) {
		ics_tell(r, l->line, "There is no time zone \"%s\", and the file does not "
		    "explain it", tzid);
		return false;
	}
	t->at = ics_instant(r, t->zone, t->wall, l->line, NULL);
	return true;
}

/* "P2W", "P1DT2H", "-PT15M"; a length that goes backwards is none. */
bool
ics_duration(const char *text, struct ics_length *length)
{
	static const struct { char unit; bool time; int seconds, days; } units[] = {
		{ 'W', false, 0, 7 }, { 'D', false, 0, 1 }, { 'H', true, 3600, 0 },
		{ 'M', true, 60, 0 }, { 'S', true, 1, 0 }
	};
	const char *s = text + (*text == '+');
	bool time = false, any = false;
	size_t u = 0;

	*length = (struct ics_length){ .known = true };
	if (*s++ != 'P')
		return false;
	while (*s != '\0') {
		const char *from = s;
		int n = 0;

		if (*s == 'T' && !time) {
			time = true;
			any = false;
			s++;
			continue;
		}
		while (*s >= '0' && *s <= '9' && s - from < 9)
			n = n * 10 + (*s++ - '0');
		while (u < ARRAY_LEN(units) && (units[u].unit != *s || units[u].time != time))
			u++;
		if (s == from || u == ARRAY_LEN(units) || n > WEEKS_MAX * (units[u].time ?
		    3600 : 1))
			return false;
		length->days += n * units[u].days;
		length->seconds += (int64_t)n * units[u].seconds;
		any = true;
		s++;
		u++;
	}
	return any;
}
