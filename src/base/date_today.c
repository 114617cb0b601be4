/*
 * date_today.c - days in words that depend on today; see date_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date_inside.h"
#include "base/mem.h"

/* "", "d", "weeks", "mo": how many days or months the unit has; false for other
 * words. */
static bool
unit_of(const char *word, int *days, int *months)
{
	static const struct {
		const char *word;
		int days, months;
	} units[] = {
		{ "", 1, 0 }, { "d", 1, 0 }, { "day", 1, 0 }, { "days", 1, 0 },
		{ "w", 7, 0 }, { "wk", 7, 0 }, { "wks", 7, 0 }, { "week", 7, 0 },
		{ "weeks", 7, 0 }, { "m", 0, 1 }, { "mo", 0, 1 }, { "mos", 0, 1 },
		{ "month", 0, 1 }, { "months", 0, 1 }, { "y", 0, 12 }, { "yr", 0, 12 },
		{ "yrs", 0, 12 }, { "year", 0, 12 }, { "years", 0, 12 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(units); i++)
		if (strcmp(word, units[i].word) == 0) {
			*days = units[i].days;
			*months = units[i].months;
			return true;
		}
	return false;
}

/* Cuts a word and the blanks before it off the end. */
static bool
cut_end(char *s, const char *word)
{
	size_t n = strlen(s), w = strlen(word);

	if (n <= w || s[n - w - 1] != ' ' || strcmp(s + n - w, word) != 0)
		return false;
	for (n -= w; n > 0 && s[n - 1] == ' '; n--)
		;
	s[n] = '\0';
	return true;
}

/* "+7", "-3", "4w", "+3m", "4 months ago", "a year ago", "in 2 weeks". A number needs a
 * sign or a unit; without a sign it counts back when `past`. */
static date_day
by_amount(const char *text, date_day today, bool past)
{
	char copy[DATE_INPUT_MAX], *s = copy;
	size_t len;
	int way = 0, n, days, months;

	memcpy(copy, text, strlen(text) + 1);
	if (cut_end(copy, "ago"))
		way = -1;
	else if (cut_end(copy, "from now") || strncmp(copy, "in ", 3) == 0)
		way = 1;
	if (way > 0 && strncmp(copy, "in ", 3) == 0)
		s += 3;
	if (way == 0 && (*s == '+' || *s == '-'))
		way = *s++ == '+' ? 1 : -1;
	len = strspn(s, "0123456789");
	n = (int)strtol(len > 0 && len < 6 ? s : "1", NULL, 10);
	if (len == 0 && (strncmp(s, "a ", 2) == 0 || strncmp(s, "an ", 3) == 0 ||
	    strncmp(s, "one ", 4) == 0))
		len = strcspn(s, " ");
	if (len == 0 || len > 5)
		return DATE_NONE;
	s += len;
	if (*s == '\0' && way == 0)
		return DATE_NONE;
	s += strspn(s, " ");
	if (!unit_of(s, &days, &months))
		return DATE_NONE;
	if (way == 0)
		way = past ? -1 : 1;
	return months != 0 ? date_add_months(today, way * n * months) :
	    date_add_days(today, way * n * days);
}

date_day
date_by_weekday(int weekday, date_day today, bool before)
{
	int ahead = (weekday - date_weekday(today) + 7) % 7;

	return date_add_days(today, before ? ahead - 7 :
	    ahead == 0 ? 7 : ahead);
}

/* "next tue" is the one in next week (weeks begin on Monday), "this tue" the one in
 * this week, "last tue" the latest in the past; "next week" is seven days on. */
static date_day
by_turn(const char *text, date_day today)
{
	static const struct {
		const char *word;
		int way;
	} turns[] = { { "next ", 1 }, { "this ", 0 }, { "last ", -1 } };
	date_day monday = date_add_days(today, -date_weekday(today));
	size_t i;

	for (i = 0; i < ARRAY_LEN(turns); i++) {
		const char *rest = text + strlen(turns[i].word);
		int weekday, days, months;

		if (strncmp(text, turns[i].word, strlen(turns[i].word)) != 0)
			continue;
		rest += strspn(rest, " ");
		if ((weekday = date_weekday_of(rest)) >= 0)
			return turns[i].way < 0 ? date_by_weekday(weekday, today, true) :
			    date_add_days(monday, turns[i].way * 7 + weekday);
		/* "last week" is not a day */
		if (turns[i].way < 0 || strlen(rest) < 4 || !unit_of(rest, &days, &months))
			return DATE_NONE;
		return months != 0 ? date_add_months(today, turns[i].way * months) :
		    date_add_days(today, turns[i].way * days);
	}
	return DATE_NONE;
}

date_day
date_from_today(const char *s, date_day today, bool past)
{
	static const char *const names[] = { "yesterday", "today", "tomorrow" };
	int named = date_name_index(names, ARRAY_LEN(names), s);
	date_day d;

	if (named >= 0)
		return date_add_days(today, named - 1);
	if (*s == 't' && !date_is_letter(s[1]))
		return s[1] == '\0' ? today : s[1] == '+' || s[1] == '-' ?
		    by_amount(s + 1, today, past) : DATE_NONE;
	d = by_amount(s, today, past);
	return d != DATE_NONE ? d : by_turn(s, today);
}
