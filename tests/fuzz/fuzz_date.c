/*
 * Dates, times, instants and strptime formats under arbitrary bytes. The first
 * byte chooses the practice's date order and whether the past is meant; a line
 * break parts a format from the text read with it. Whatever is understood is a
 * day of the calendar, a minute of a day or an instant that is read again from
 * the form the program writes.
 */
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

#define TODAY 20524	/* 2026-03-12 */

static void
check_day(date_day d)
{
	char iso[DATE_ISO_SIZE], words[24];
	int year, month, day, order;

	date_split(d, &year, &month, &day);
	BUG_IF(date_make(year, month, day) != d);
	BUG_IF(date_from_iso(date_to_iso(d, iso)) != d);
	date_to_words(d, true, words);
	for (order = DATE_YMD; order <= DATE_MDY; order++) {
		BUG_IF(date_parse(iso, order, DATE_NONE, false) != d);
		BUG_IF(date_parse(words, order, DATE_NONE, false) != d);
	}
}

static void
check_typed(const char *text, enum date_order order, bool past)
{
	date_day d = date_parse(text, order, TODAY, past);
	date_day whole = date_parse(text, order, DATE_NONE, past);
	int minutes = date_parse_time(text);
	int twelve;

	if (d != DATE_NONE)
		check_day(d);
	/* What is whole does not depend on the day it is typed. */
	BUG_IF(whole != DATE_NONE && whole != d);
	BUG_IF(date_from_iso(text) != DATE_NONE && date_from_iso(text) != d);
	BUG_IF(minutes < -1 || minutes >= 24 * 60);
	for (twelve = 0; minutes >= 0 && twelve < 2; twelve++) {
		char out[DATE_TIME_SIZE];

		BUG_IF(date_parse_time(date_format_time(minutes, twelve, out)) != minutes);
	}
}

static void
check_instant(const char *text)
{
	instant t, again;
	char iso[CLOCK_ISO_SIZE];
	date_day day;
	int minutes, seconds;

	if (clock_fix(text, NULL)) {
		BUG_IF(clock_minutes() < 0 || clock_minutes() >= 24 * 60);
		BUG_IF(*text && (!clock_from_iso(text, &t) || t != clock_now()));
	}
	BUG_IF(!clock_fix(NULL, NULL));
	if (!clock_from_iso(text, &t))
		return;
	clock_local(t, &day, &minutes, &seconds);
	check_day(day);
	BUG_IF(minutes < 0 || minutes >= 24 * 60 || seconds < 0 || seconds >= 60);
	BUG_IF(!clock_from_iso(clock_iso(t, iso), &again));
	/* The ends of the calendar are shown a day early. */
	BUG_IF(again != t && day > date_make(1, 1, 3) && day < date_make(9999, 12, 30));
}

static void
check_format(const char *text, const char *format)
{
	date_day day = DATE_NONE;
	int minutes = -1;

	if (date_strptime(text, format, &day, NULL))
		check_day(day);
	else
		BUG_IF(day != DATE_NONE);
	if (date_strptime(text, format, NULL, &minutes))
		BUG_IF(minutes < 0 || minutes >= 24 * 60);
	else
		BUG_IF(minutes != -1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = NULL;
	char *line_break;

	if (size == 0)
		return 0;
	BUG_IF(!clock_set_zone("Europe/Vienna", NULL));
	text = xstrndup((const char *)data + 1, size - 1);
	line_break = strchr(text, '\n');
	if (line_break) {
		*line_break = '\0';
		check_format(line_break + 1, text);
		return 0;
	}
	check_typed(text, data[0] % 3, data[0] / 3 % 2);
	check_instant(text);
	return 0;
}
