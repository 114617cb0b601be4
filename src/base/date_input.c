/*
 * date_input.c - dates and times as people and other programs write them; see
 * date.h.
 */
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/date_inside.h"
#include "base/mem.h"
#include "base/text.h"

#define WORD_SIZE 12	/* the longest word is "wednesday" */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
date_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Copies `s` in lower case, with white space (no-break too) turned into blanks and
 * trimmed. False if it is empty, too long or has other characters. */
static bool
normalise(const char *s, char out[DATE_INPUT_MAX])
{
	static const char *const blanks[] = { "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89" };
	size_t n = 0;

	while (*s) {
		char c = *s;
		size_t len = 1;
		size_t i;

		if (c == '\t')
			c = ' ';
		for (i = 0; i < ARRAY_LEN(blanks); i++) {
			if (strncmp(s, blanks[i], strlen(blanks[i])) == 0) {
				c = ' ';
				len = strlen(blanks[i]);
			}
		}
		if (c < ' ' || c > '~' || n == DATE_INPUT_MAX - 1)
			return false;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (c != ' ' || n > 0)
			out[n++] = c;
		s += len;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return n > 0;
}

int
date_name_index(const char *const *names, int count, const char *word)
{
	int i;

	if (strlen(word) < 3)
		return -1;
	for (i = 0; i < count; i++)
		if (strncmp(names[i], word, strlen(word)) == 0)
			return i;
	return -1;
}

int
date_weekday_of(const char *word)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday",
		"friday", "saturday", "sunday" };

	return date_name_index(names, ARRAY_LEN(names), word);
}

int
date_parse_weekday(const char *word)
{
	AUTO_BUF struct buf folded = BUF_INIT;

	text_fold(&folded, word);
	return date_weekday_of(folded.s);
}

static int
month_of(const char *word)	/* 1 to 12; 0: not a month */
{
	static const char *const names[] = { "january", "february", "march", "april",
		"may", "june", "july", "august", "september", "october", "november",
		"december" };

	return date_name_index(names, ARRAY_LEN(names), word) + 1;
}

/* A date taken apart: up to three numbers and a month or weekday by name. */
struct pieces {
	int n;			/* numbers */
	int number[3];
	int digits[3];		/* how many each was written with */
	int month, month_at;	/* 0: none; how many numbers came before it */
	int weekday;		/* -1: none */
};

/*
 * Reads numbers and words, separated by one of `-/.,` or blanks; a dot may also end
 * them. A weekday is allowed only at the front.
 */
static bool
take_apart(const char *s, struct pieces *p)
{
	bool first;

	*p = (struct pieces){ .weekday = -1 };
	for (first = true; *s; first = false) {
		size_t len = 0;

		if (is_digit(*s)) {
			if (p->n == 3)
				return false;
			for (; is_digit(s[len]) && len < 5; len++)
				p->number[p->n] = p->number[p->n] * 10 + (s[len] - '0');
			if (len == 3 || len == 5)
				return false;
			p->digits[p->n++] = (int)len;
		} else {
			char word[WORD_SIZE];

			for (; date_is_letter(s[len]) && len < WORD_SIZE - 1; len++)
				word[len] = s[len];
			word[len] = '\0';
			if (first && (p->weekday = date_weekday_of(word)) >= 0)
				;
			else if (!p->month && (p->month = month_of(word)))
				p->month_at = p->n;
			else
				return false;
		}
		s += len;
		s += strspn(s, " ");
		if (*s && strchr("-/.,", *s)) {
			if (!s[1] && *s != '.')
				return false;
			s++;
		}
		s += strspn(s, " ");
	}
	return true;
}

static bool
too_late(date_day d, date_day today, bool past_likely)
{
	return past_likely && d > today;
}

/* The date in the year nearest `today` among those that leave `rest` when divided by
 * `step`; with `step` 1, any year. */
static date_day
nearest_year(int month, int day, int rest, int step, date_day today, bool past_likely)
{
	date_day best = DATE_NONE;
	int year, m, d, reach = step == 1 ? 8 : 1;	/* 8 includes a leap year */
	int i;

	date_split(today, &year, &m, &d);
	year += rest - year % step;
	for (i = -reach; i <= reach; i++) {
		date_day candidate = date_make(year + i * step, month, day);

		if (candidate == DATE_NONE || too_late(candidate, today, past_likely))
			continue;
		if (best == DATE_NONE || abs(candidate - today) <= abs(best - today))
			best = candidate;
	}
	return best;
}

/* That day of this month, else of the next, or with `past_likely` of the last. */
static date_day
bare_day(int day, date_day today, bool past_likely)
{
	int year, month, now;

	date_split(today, &year, &month, &now);
	if (past_likely ? day > now : day < now) {
		month += past_likely ? -1 : 1;
		if (month < 1 || month > 12) {
			year += past_likely ? -1 : 1;
			month = past_likely ? 12 : 1;
		}
	}
	return date_make(year, month, day);
}

/* Assigns the numbers to year, month and day; *year_digits is 0 without a year. */
static bool
assign(const struct pieces *p, enum date_order order, int *year, int *month, int *day,
    int *year_digits)
{
	static const struct {
		int year, month, day;
	} places[] = {
		[DATE_YMD] = { 0, 1, 2 }, [DATE_DMY] = { 2, 1, 0 }, [DATE_MDY] = { 2, 0, 1 },
	};
	int y = places[order].year, m = places[order].month, d = places[order].day;

	if (p->month) {
		*month = p->month;
		/* "12 mar 2026" and "mar 12, 2026", or "2026 mar 12" */
		m = -1;
		d = p->n == 2 && p->digits[0] == 4 ? 1 : 0;
		y = 1 - d;
		if (p->n < 1 || p->n > 2 || p->month_at > 1)
			return false;
	} else if (p->n == 3 && p->digits[0] == 4) {
		y = 0, m = 1, d = 2;
	} else if (p->n == 2) {
		m = order == DATE_DMY;
		d = !m;
		y = 2;
	} else if (p->n != 3) {
		return false;
	}
	if ((m >= 0 && p->digits[m] > 2) || p->digits[d] > 2)
		return false;
	if (m >= 0)
		*month = p->number[m];
	*day = p->number[d];
	*year_digits = y < p->n ? p->digits[y] : 0;
	*year = y < p->n ? p->number[y] : 0;
	return *year_digits != 1;
}

date_day
date_parse(const char *s, enum date_order order, date_day today, bool past_likely)
{
	char text[DATE_INPUT_MAX];
	struct pieces p;
	int year = 0, month = 0, day = 0, year_digits = 0;
	date_day d;

	if (!normalise(s, text))
		return DATE_NONE;
	if (today != DATE_NONE && (d = date_from_today(text, today, past_likely)) != DATE_NONE)
		return d;
	if (!take_apart(text, &p))
		return DATE_NONE;
	if (p.n == 0)
		return p.weekday < 0 || p.month || today == DATE_NONE ? DATE_NONE :
		    date_by_weekday(p.weekday, today, past_likely);
	if (p.n == 1 && !p.month) {
		if (p.digits[0] > 2 || today == DATE_NONE)
			return DATE_NONE;
		d = bare_day(p.number[0], today, past_likely);
	} else if (!assign(&p, order, &year, &month, &day, &year_digits)) {
		return DATE_NONE;
	} else if (year_digits == 4) {
		d = date_make(year, month, day);
	} else {
		if (today == DATE_NONE)
			return DATE_NONE;
		d = nearest_year(month, day, year, year_digits == 2 ? 100 : 1, today,
		    past_likely);
	}
	if (d != DATE_NONE && p.weekday >= 0 && p.weekday != date_weekday(d))
		return DATE_NONE;
	return d;
}

bool
date_parse_month(const char *s, date_day today, bool past_likely, int *year, int *month)
{
	char text[DATE_INPUT_MAX];
	struct pieces p;
	int this_year, this_month, day;

	if (!normalise(s, text))
		return false;
	if (today != DATE_NONE && (strcmp(text, "this month") == 0 ||
	    strcmp(text, "last month") == 0)) {
		date_split(date_add_months(today, *text == 'l' ? -1 : 0), year, month, &day);
		return true;
	}
	if (!take_apart(text, &p) || p.weekday >= 0)
		return false;
	*month = p.month;
	if (p.n == 1 && p.digits[0] == 4) {		/* 2025, mar 2025, 2025 mar */
		*year = p.number[0];
	} else if (p.n == 2 && !p.month && p.digits[0] + p.digits[1] >= 5) {
		int y = p.digits[0] == 4 ? 0 : 1;	/* 2026-03, 3/2026 */

		*year = p.number[y];
		*month = p.number[!y];
		if (p.digits[y] != 4 || p.digits[!y] > 2 || *month < 1)
			return false;
	} else if (p.n == 0 && p.month && today != DATE_NONE) {
		date_split(today, &this_year, &this_month, &day);
		*year = this_year;
		if (past_likely)
			*year -= p.month > this_month;
		else if (abs(p.month - this_month) > 6)
			*year += p.month > this_month ? -1 : 1;
	} else {
		return false;
	}
	return *month <= 12 && *year >= 1900;
}

bool
date_parse_span(const char *s, date_day today, bool past_likely, date_day *first,
    date_day *last)
{
	int year, month;

	if (!date_parse_month(s, today, past_likely, &year, &month))
		return false;
	*first = date_make(year, month > 0 ? month : 1, 1);
	/* from 31 January on: a shorter month gives its last day */
	*last = date_add_months(date_make(year, 1, 31), (month > 0 ? month : 12) - 1);
	return true;
}

/* Reads one or two digits below `limit`; NULL if there are none. */
static const char *
two_digits(const char *s, int limit, int *value)
{
	int n = 0;

	for (*value = 0; n < 2 && is_digit(s[n]); n++)
		*value = *value * 10 + (s[n] - '0');
	return n > 0 && *value < limit && !is_digit(s[n]) ? s + n : NULL;
}

/* Reads minutes, and skips seconds and the fraction that JSON has; each has two digits,
 * 9:3 is a slip. Returns what follows, or NULL. */
static const char *
read_sixty(const char *s, int *minute)
{
	char mark = *s;
	const char *end;
	int second;

	if (!is_digit(s[1]) || !is_digit(s[2]) || !(end = two_digits(s + 1, 60, minute)))
		return NULL;
	if (*end != mark)
		return end;
	if (!is_digit(end[1]) || !is_digit(end[2]) || !(end = two_digits(end + 1, 60, &second)))
		return NULL;
	if (mark == ':' && *end == '.' && is_digit(end[1]))
		end += 1 + strspn(end + 1, "0123456789");
	return end;
}

/* An "h" as in French, with or without minutes after it. Returns what follows, or NULL
 * for another word. */
static const char *
read_after_h(const char *s, int *minute)
{
	s++;
	s += strspn(s, " ");
	if (!is_digit(*s))
		return date_is_letter(*s) && *s != 'a' && *s != 'p' ? NULL : s;
	if (!is_digit(s[1]) || !(s = two_digits(s, 60, minute)))
		return NULL;
	return strncmp(s, " min", 4) == 0 ? s + 4 : strncmp(s, "min", 3) == 0 ? s + 3 : s;
}

/* Reads hour and minute at `s`. Returns what follows, or NULL when there is no time. */
static const char *
read_clock(const char *s, int *hour, int *minute)
{
	size_t len = strspn(s, "0123456789");
	const char *end, *word;

	if (len == 3 || len == 4) {		/* 930 is 9:30 */
		*hour = (int)strtol(s, NULL, 10) / 100;
		*minute = (int)strtol(s, NULL, 10) % 100;
		return *hour < 24 && *minute < 60 ? s + len : NULL;
	}
	if (!(end = two_digits(s, 24, hour)))
		return NULL;
	if (*end == ':' || *end == '.')
		return read_sixty(end, minute);
	word = end + strspn(end, " ");
	return *word == 'h' ? read_after_h(word, minute) : end;
}

/* The half of the day that the words after a time name: 'a', 'p', 0 when there are
 * none; -1 for other words. */
static int
half_of_day(const char *rest)
{
	static const struct {
		const char *word;
		int half;
	} halves[] = {
		{ "", 0 }, { "h", 0 }, { "hrs", 0 }, { "uhr", 0 },
		{ "a", 'a' }, { "am", 'a' }, { "am.", 'a' }, { "a.m", 'a' }, { "a.m.", 'a' },
		{ "a. m.", 'a' }, { "p", 'p' }, { "pm", 'p' }, { "pm.", 'p' }, { "p.m", 'p' },
		{ "p.m.", 'p' }, { "p. m.", 'p' },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(halves); i++)
		if (strcmp(rest, halves[i].word) == 0)
			return halves[i].half;
	return -1;
}

/* A time that is a word; -1 for other words. */
static int
named_time(const char *s)
{
	static const struct {
		const char *word;
		int minutes;
	} named[] = {
		{ "noon", 720 }, { "12 noon", 720 }, { "midday", 720 }, { "midi", 720 },
		{ "midnight", 0 }, { "12 midnight", 0 }, { "minuit", 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(named); i++)
		if (strcmp(s, named[i].word) == 0)
			return named[i].minutes;
	return -1;
}

int
date_parse_time(const char *s)
{
	char text[DATE_INPUT_MAX];
	const char *rest;
	int hour, minute = 0, half = -1;

	if (!normalise(s, text))
		return -1;
	if ((rest = read_clock(text, &hour, &minute)) != NULL)
		half = half_of_day(rest + strspn(rest, " "));
	if (half < 0 || (half > 0 && (hour < 1 || hour > 12)))
		return named_time(text);
	return half == 0 ? hour * 60 + minute :
	    (hour % 12 + (half == 'p' ? 12 : 0)) * 60 + minute;
}

/* Has the format one of these conversions, with whatever flags? */
static bool
format_has(const char *format, const char *conversions)
{
	while ((format = strchr(format, '%'))) {
		format++;
		format += strspn(format, "_-0^#EO123456789");
		if (*format == '\0')
			return false;
		if (strchr(conversions, *format))
			return true;
		format++;
	}
	return false;
}

/* strptime reads %H beside am or pm as a 24-hour clock and loses the pm: such a %H
 * becomes %I. The caller frees. */
static char *
twelve_hour_format(const char *format)
{
	char *copy = xstrdup(format);
	char *p;

	if (!format_has(format, "p"))
		return copy;
	for (p = copy; (p = strchr(p, '%')) && p[1]; p += 2) {
		if (p[1] == 'H')
			p[1] = 'I';
		else if (p[1] == 'k')
			p[1] = 'l';
	}
	return copy;
}

bool
date_strptime(const char *s, const char *format, date_day *day, int *minutes)
{
	/* strptime does not say which fields it found: those that two readings with
	 * different initial values agree on were in the text. */
	struct tm a = { .tm_year = 1, .tm_mon = 1, .tm_mday = 1, .tm_hour = 1, .tm_min = 1,
		.tm_wday = 1 };
	struct tm b = { .tm_year = 2, .tm_mon = 2, .tm_mday = 2, .tm_hour = 2, .tm_min = 2,
		.tm_wday = 2 };
	AUTO_FREE char *twelve = twelve_hour_format(format);
	static locale_t c_locale;
	const char *end;
	date_day d = DATE_NONE;
	int m;

	if (!c_locale && !(c_locale = newlocale(LC_TIME_MASK, "C", (locale_t)0)))
		bug("there is no C locale");
	if (!(end = strptime_l(s, twelve, &a, c_locale)) || *end ||
	    !(end = strptime_l(s, twelve, &b, c_locale)) || *end)
		return false;
	if (a.tm_year == b.tm_year && a.tm_mon == b.tm_mon && a.tm_mday == b.tm_mday) {
		/* A year of one or two digits under %Y is a slip, not ancient
		 * history. */
		d = a.tm_year < 1000 - 1900 || a.tm_year > 9999 - 1900 ? DATE_NONE :
		    date_make(a.tm_year + 1900, a.tm_mon + 1, a.tm_mday);
		if (d == DATE_NONE ||
		    (a.tm_wday == b.tm_wday && (a.tm_wday + 6) % 7 != date_weekday(d)))
			return false;
	}
	m = a.tm_hour != b.tm_hour ? -1 : a.tm_hour * 60 + (a.tm_min == b.tm_min ? a.tm_min : 0);
	if ((day && d == DATE_NONE) || (minutes && m < 0))
		return false;
	/* Of %s the library gives the time of its own zone, and how far that is off. */
	if (format_has(format, "zs")) {
		int seconds;

		if (d == DATE_NONE || m < 0)
			return false;	/* an offset without a time means nothing */
		clock_local((instant)d * 86400 + m * 60 - a.tm_gmtoff, &d, &m, &seconds);
	}
	if (day)
		*day = d;
	if (minutes)
		*minutes = m;
	return true;
}
