/*
 * date.c - the calendar, and dates as the program writes them; see date.h.
 * What people and other programs write is read in date_input.c.
 */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"

#define DATE_FIRST (-719162)	/* 0001-01-01 */
#define DATE_LAST 2932896	/* 9999-12-31 */

static bool
in_range(date_day d)
{
	return d >= DATE_FIRST && d <= DATE_LAST;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
date_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
	    day >= 1 && day <= month_days(year, month);
}

/* Both ways count years from 1 March, so that the leap day is the last one,
 * and 400-year eras of 146097 days, the first from 0000-03-01. */
#define ERA_DAYS 146097
#define ERA_OFFSET 719468	/* days from 0000-03-01 to 1970-01-01 */

date_day
date_make(int year, int month, int day)
{
	int era, year_of_era, day_of_year;

	if (!date_valid(year, month, day))
		return DATE_NONE;
	year -= month <= 2;
	era = year / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year - ERA_OFFSET;
}

void
date_split(date_day d, int *year, int *month, int *day)
{
	int era, day_of_era, year_of_era, day_of_year, m;

	BUG_IF(!in_range(d));
	d += ERA_OFFSET;
	era = d / ERA_DAYS;
	day_of_era = d - era * ERA_DAYS;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
	    day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
	    year_of_era / 100);
	m = (5 * day_of_year + 2) / 153;
	*day = day_of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = era * 400 + year_of_era + (*month <= 2);
}

int
date_weekday(date_day d)
{
	BUG_IF(!in_range(d));
	return (d - DATE_FIRST) % 7;	/* 0001-01-01 is a Monday */
}

const char *
date_weekday_name(int weekday)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

	BUG_IF(weekday < 0 || weekday >= (int)ARRAY_LEN(names));
	return names[weekday];
}

bool
date_parse_weekdays(const char *text, unsigned *days)
{
	AUTO_FREE char *words = xstrdup(text);
	char *rest = NULL, *word;

	*days = 0;
	for (word = strtok_r(words, " ,;", &rest); word != NULL;
	    word = strtok_r(NULL, " ,;", &rest)) {
		char *dash = strchr(word, '-');
		int first, last;

		if (dash != NULL)
			*dash = '\0';
		first = date_parse_weekday(word);
		last = dash != NULL ? date_parse_weekday(dash + 1) : first;
		if (first < 0 || last < 0)
			return false;
		for (; first != last; first = (first + 1) % 7)
			*days |= 1u << first;
		*days |= 1u << last;
	}
	return true;
}

const char *
date_weekdays(unsigned days, char out[DATE_WEEKDAYS_SIZE])
{
	char *at = out;
	int first, last;

	*out = '\0';
	for (first = 0; first < 7; first = last + 1) {
		last = first;
		if ((days >> first & 1) == 0)
			continue;
		while (last < 6 && (days >> (last + 1) & 1) != 0)
			last++;
		if (last - first < 2)	/* two days are named */
			last = first;
		at += snprintf(at, (size_t)(out + DATE_WEEKDAYS_SIZE - at), "%s%s%s%s",
		    at > out ? " " : "", date_weekday_name(first), last > first ? "-" : "",
		    last > first ? date_weekday_name(last) : "");
	}
	return out;
}

const char *
date_month_name(int month)
{
	static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	BUG_IF(month < 1 || month > (int)ARRAY_LEN(names));
	return names[month - 1];
}

date_day
date_add_months(date_day d, int months)
{
	int year, month, day;
	int64_t count;

	if (!in_range(d))
		return DATE_NONE;
	date_split(d, &year, &month, &day);
	count = (int64_t)year * 12 + month - 1 + months;
	if (count < 12 || count >= 10000 * 12)
		return DATE_NONE;
	year = (int)(count / 12);
	month = (int)(count % 12) + 1;
	if (day > month_days(year, month))
		day = month_days(year, month);
	return date_make(year, month, day);
}

date_day
date_add_days(date_day d, int days)
{
	int64_t sum = (int64_t)d + days;

	return in_range(d) && sum >= DATE_FIRST && sum <= DATE_LAST ?
	    (date_day)sum : DATE_NONE;
}

int
date_years_between(date_day born, date_day on)
{
	int y1, m1, d1, y2, m2, d2;

	date_split(born, &y1, &m1, &d1);
	date_split(on, &y2, &m2, &d2);
	return y2 - y1 - (m2 < m1 || (m2 == m1 && d2 < d1));
}

/* Reads exactly `n` digits; -1 if there are fewer. */
static int
digits(const char *s, int n)
{
	int value = 0;
	int i;

	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

date_day
date_from_iso(const char *s)
{
	/* In this order no byte beyond the end is read. */
	if (strnlen(s, DATE_ISO_SIZE) != DATE_ISO_SIZE - 1 || s[4] != '-' || s[7] != '-')
		return DATE_NONE;
	return date_make(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

static char *
put_digits(char *out, int value, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--) {
		out[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return out + n;
}

const char *
date_to_iso(date_day d, char out[DATE_ISO_SIZE])
{
	int year, month, day;
	char *p = out;

	if (d != DATE_NONE) {
		date_split(d, &year, &month, &day);
		p = put_digits(p, year, 4);
		*p++ = '-';
		p = put_digits(p, month, 2);
		*p++ = '-';
		p = put_digits(p, day, 2);
	}
	*p = '\0';
	return out;
}

const char *
date_to_words(date_day d, bool weekday, char out[24])
{
	int year, month, day;

	out[0] = '\0';
	if (d == DATE_NONE)
		return out;
	date_split(d, &year, &month, &day);
	snprintf(out, 24, "%s%s%u %s %04u", weekday ? date_weekday_name(date_weekday(d)) : "",
	    weekday ? " " : "", (unsigned)day & 31, date_month_name(month),
	    (unsigned)year & 0x3FFF);
	return out;
}

bool
date_month_range(const char *s, date_day *first, date_day *last)
{
	int year, month;

	if (strnlen(s, 8) != 7 || s[4] != '-')
		return false;
	year = digits(s, 4);
	month = digits(s + 5, 2);
	if (!date_valid(year, month, 1))
		return false;
	*first = date_make(year, month, 1);
	*last = date_make(year, month, month_days(year, month));
	return true;
}

const char *
date_format_time(int minutes, bool twelve, char out[DATE_TIME_SIZE])
{
	int hour = minutes / 60;
	char *p = out;

	if (minutes >= 0 && minutes < DAY_MINUTES) {
		if (twelve)
			hour = (hour + 11) % 12 + 1;
		p = put_digits(p, hour, twelve && hour < 10 ? 1 : 2);
		*p++ = ':';
		p = put_digits(p, minutes % 60, 2);
		if (twelve)
			*p++ = minutes < 12 * 60 ? 'a' : 'p';
	}
	*p = '\0';
	return out;
}
