/*
 * Proves that dates and times as people type them mean what the header says,
 * that nothing is rolled over or guessed, and that other programs' formats are
 * read with the whole string consumed.
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "tests/support/test.h"

struct typed {
	const char *text, *iso;	/* iso NULL: not understood */
	enum date_order order;
	bool past;
};

static void
expect(const struct typed *t, date_day today)
{
	char got[DATE_ISO_SIZE];

	date_to_iso(date_parse(t->text, t->order, today, t->past), got);
	if (strcmp(got, t->iso ? t->iso : "") != 0)
		fail_msg("\"%s\" (order %d, past %d) gave \"%s\"", t->text, t->order, t->past, got);
}

/* Today is Thursday, 12 March 2026. */
static void
understands_what_people_type(void **state)
{
	static const struct typed cases[] = {
		{ "2026-03-12", "2026-03-12", DATE_DMY, false },
		{ "2024/2/29", "2024-02-29", DATE_MDY, false },
		{ "2026 3 5", "2026-03-05", DATE_DMY, false },
		{ "t", "2026-03-12", DATE_DMY, false }, { " T ", "2026-03-12", DATE_DMY, false },
		{ "t+7", "2026-03-19", DATE_DMY, false }, { "t-1", "2026-03-11", DATE_DMY, false },
		{ "t-12", "2026-02-28", DATE_DMY, true }, { "t+00", "2026-03-12", DATE_DMY, false },
		{ "fri", "2026-03-13", DATE_DMY, false }, { "Friday", "2026-03-13", DATE_DMY, false },
		{ "thu", "2026-03-19", DATE_DMY, false }, { "WED", "2026-03-18", DATE_DMY, false },
		{ "tues", "2026-03-17", DATE_DMY, false }, { "sun", "2026-03-08", DATE_DMY, true },
		{ "12", "2026-03-12", DATE_DMY, false }, { "12", "2026-03-12", DATE_DMY, true },
		{ "13", "2026-03-13", DATE_DMY, false }, { "13", "2026-02-13", DATE_DMY, true },
		{ "11", "2026-04-11", DATE_DMY, false }, { "11", "2026-03-11", DATE_DMY, true },
		{ "5.", "2026-04-05", DATE_DMY, false },
		{ "12/3", "2026-03-12", DATE_DMY, false }, { "3/12", "2026-03-12", DATE_MDY, false },
		{ "3/12", "2026-03-12", DATE_YMD, false }, { "12.3.", "2026-03-12", DATE_DMY, false },
		{ "5/1", "2026-01-05", DATE_DMY, false }, { "20.12", "2025-12-20", DATE_DMY, false },
		{ "10/9", "2026-09-10", DATE_DMY, false }, { "10/9", "2025-09-10", DATE_DMY, true },
		{ "29/2", "2028-02-29", DATE_DMY, false }, { "29/2", "2024-02-29", DATE_DMY, true },
		{ "12.3.26", "2026-03-12", DATE_DMY, false }, { "3-12-26", "2026-03-12", DATE_MDY, false },
		{ "26/3/12", "2026-03-12", DATE_YMD, false }, { "12.3.26", "2026-03-12", DATE_DMY, true },
		{ "13.3.26", "1926-03-13", DATE_DMY, true }, { "1/1/80", "1980-01-01", DATE_DMY, false },
		{ "1/1/70", "2070-01-01", DATE_DMY, false }, { "1/1/70", "1970-01-01", DATE_DMY, true },
		{ "29/2/00", "2000-02-29", DATE_DMY, false },
		{ "12/3/2026", "2026-03-12", DATE_DMY, false }, { "3/12/2026", "2026-03-12", DATE_MDY, false },
		{ "03.12.2026", "2026-12-03", DATE_DMY, false }, { "7, 4, 1988", "1988-04-07", DATE_DMY, false },
		{ "12 mar", "2026-03-12", DATE_MDY, false }, { "12mar", "2026-03-12", DATE_DMY, false },
		{ "mar 12", "2026-03-12", DATE_DMY, false }, { "12-Mar-26", "2026-03-12", DATE_YMD, false },
		{ "March 12, 2026", "2026-03-12", DATE_DMY, false }, { "2026 mar 12", "2026-03-12", DATE_DMY, false },
		{ "1 sept 1999", "1999-09-01", DATE_DMY, false }, { "12. mar. 2026", "2026-03-12", DATE_DMY, false },
		{ "Thu 12 Mar 2026", "2026-03-12", DATE_DMY, false },
		{ "Thursday, 12 March 2026", "2026-03-12", DATE_DMY, false },
		{ "fri 13", "2026-03-13", DATE_DMY, false },
		{ "12\xC2\xA0Mar\xE2\x80\xAF" "2026", "2026-03-12", DATE_DMY, false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		expect(&cases[i], date_make(2026, 3, 12));
}

/* Today is Thursday, 12 March 2026. */
static void
understands_what_is_told_from_today(void **state)
{
	static const struct typed cases[] = {
		{ "today", "2026-03-12", DATE_DMY, false }, { "Tomorrow", "2026-03-13", DATE_DMY, false },
		{ "tom", "2026-03-13", DATE_DMY, false }, { "yesterday", "2026-03-11", DATE_DMY, true },
		{ "+7", "2026-03-19", DATE_DMY, false }, { "-3", "2026-03-09", DATE_DMY, true },
		{ "+7", "2026-03-19", DATE_DMY, true }, { "t+2w", "2026-03-26", DATE_DMY, false },
		{ "4w", "2026-04-09", DATE_DMY, false }, { "4w", "2026-02-12", DATE_DMY, true },
		{ "4 weeks", "2026-04-09", DATE_DMY, false }, { "2d", "2026-03-14", DATE_DMY, false },
		{ "+3m", "2026-06-12", DATE_DMY, false }, { "3m", "2025-12-12", DATE_DMY, true },
		{ "4 months ago", "2025-11-12", DATE_DMY, true },
		{ "4 months ago", "2025-11-12", DATE_DMY, false },
		{ "2wks ago", "2026-02-26", DATE_DMY, true }, { "a year ago", "2025-03-12", DATE_DMY, true },
		{ "in 2 weeks", "2026-03-26", DATE_DMY, false }, { "1y", "2027-03-12", DATE_DMY, false },
		{ "6 days from now", "2026-03-18", DATE_DMY, false },
		{ "next tue", "2026-03-17", DATE_DMY, false }, { "next fri", "2026-03-20", DATE_DMY, false },
		{ "this fri", "2026-03-13", DATE_DMY, false }, { "last fri", "2026-03-06", DATE_DMY, false },
		{ "next Thursday", "2026-03-19", DATE_DMY, false }, { "last thu", "2026-03-05", DATE_DMY, false },
		{ "next week", "2026-03-19", DATE_DMY, false }, { "last month", NULL, DATE_DMY, true },
		{ "last week", NULL, DATE_DMY, true },
		{ "fri", "2026-03-06", DATE_DMY, true }, { "thu", "2026-03-05", DATE_DMY, true },
		{ "15 dec", "2025-12-15", DATE_DMY, true }, { "4 may", "2026-05-04", DATE_DMY, false },
		{ "ago", NULL, DATE_DMY, true }, { "4 ago", "2026-03-08", DATE_DMY, true },
		{ "+", NULL, DATE_DMY, false }, { "+x", NULL, DATE_DMY, false },
		{ "w", NULL, DATE_DMY, false }, { "4x", NULL, DATE_DMY, false },
		{ "next", NULL, DATE_DMY, false }, { "next 4", NULL, DATE_DMY, false },
		{ "next m", NULL, DATE_DMY, false }, { "999999d", NULL, DATE_DMY, false },
		{ "99999y", NULL, DATE_DMY, false }, { "in", NULL, DATE_DMY, false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		expect(&cases[i], date_make(2026, 3, 12));
}

/* Today is 12 March 2026. */
static void
understands_a_month_or_a_year(void **state)
{
	static const struct {
		const char *text;
		int year, month;	/* year 0: neither */
		bool past;
	} cases[] = {
		{ "2026-03", 2026, 3, true }, { "3/2026", 2026, 3, true }, { "2026/3", 2026, 3, true },
		{ "March 2026", 2026, 3, true }, { "2025", 2025, 0, true }, { "nov", 2025, 11, true },
		{ "Last month", 2026, 2, true }, { "this month", 2026, 3, false },
		{ "last  month", 0, 0, true }, { "last months", 0, 0, true },
		{ "nov 2025", 2025, 11, true }, { "mar", 2026, 3, true }, { "mar.", 2026, 3, true },
		{ "apr", 2025, 4, true }, { "apr", 2026, 4, false }, { "oct", 2025, 10, false },
		{ "12", 0, 0, true }, { "12/3", 0, 0, true }, { "12 mar", 0, 0, true },
		{ "2026-13", 0, 0, true }, { "2026-0", 0, 0, true }, { "1200", 0, 0, true },
		{ "2026-03-12", 0, 0, true }, { "fri", 0, 0, true }, { "", 0, 0, true },
		{ "2025 2026", 0, 0, true },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		int year = 0, month = 0;
		bool ok = date_parse_month(cases[i].text, date_make(2026, 3, 12), cases[i].past,
		    &year, &month);

		if (ok != (cases[i].year != 0) ||
		    (ok && (year != cases[i].year || month != cases[i].month)))
			fail_msg("\"%s\" gave %d: %d-%d", cases[i].text, ok, year, month);
	}
}

static void
the_days_of_a_month_or_year(void **state)
{
	static const struct { const char *text, *first, *last; } cases[] = {
		{ "2024-02", "2024-02-01", "2024-02-29" }, { "feb 2025", "2025-02-01", "2025-02-28" },
		{ "last month", "2026-02-01", "2026-02-28" }, { "nov", "2025-11-01", "2025-11-30" },
		{ "2025", "2025-01-01", "2025-12-31" }, { "12/9999", "9999-12-01", "9999-12-31" },
	};
	date_day first, last;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		assert_true(date_parse_span(cases[i].text, date_make(2026, 3, 12), true, &first,
		    &last));
		assert_int_equal(first, date_from_iso(cases[i].first));
		assert_int_equal(last, date_from_iso(cases[i].last));
	}
	assert_false(date_parse_span("12 mar", date_make(2026, 3, 12), true, &first, &last));
}

static void
refuses_what_is_no_date(void **state)
{
	static const char *const bad[] = {
		"", " ", "x", "to", "t+", "t7", "t+x", "t+7x", "t +7", "t--1", "t+9999999", "th", "fr",
		"mond ay", "frix", "mar", "mar 2026", "0", "32", "100", "123", "12345", "120326",
		"31/2", "31/2/2026", "29/2/2026", "0/3", "12/0", "13/13", "12/3/2", "12/3/202", "12/3/20266",
		"12/3/26/1", "12//3", "12/3/", "/12/3", "-12/3", "12-", "12,", "12 mar mar", "12 mai",
		"12 mar 2026 x", "mon 12 mar 2026", "fri fri", "12 fri", "31 apr", "2026-02-30",
		"2026-13-01", "12/3/2026 10:00", "12 3 mar 2026", "12 2026 mar", "0000-01-01",
		"12\n3", "12/3\xFF", "\xD9\xA1\xD9\xA2/3", "999999999999999999999",
		"1                                                                             2",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++)
		expect(&(struct typed){ bad[i], NULL, DATE_DMY, false }, date_make(2026, 3, 12));
}

static void
months_and_years_end(void **state)
{
	/* on 31 January there is no 30th to come, and none is made up */
	expect(&(struct typed){ "30", NULL, DATE_DMY, false }, date_make(2026, 1, 31));
	expect(&(struct typed){ "31", NULL, DATE_DMY, true }, date_make(2026, 3, 12));
	expect(&(struct typed){ "5", "2027-01-05", DATE_DMY, false }, date_make(2026, 12, 20));
	expect(&(struct typed){ "25", "2025-12-25", DATE_DMY, true }, date_make(2026, 1, 20));
	expect(&(struct typed){ "5/1", "2027-01-05", DATE_DMY, false }, date_make(2026, 12, 20));
	expect(&(struct typed){ "25/12", "2025-12-25", DATE_DMY, false }, date_make(2026, 1, 20));
	/* 183 days to either side: the one to come */
	expect(&(struct typed){ "1/9", "2024-09-01", DATE_DMY, false }, date_make(2024, 3, 2));
	expect(&(struct typed){ "1/9", "2023-09-01", DATE_DMY, true }, date_make(2024, 3, 2));
	expect(&(struct typed){ "t+1", NULL, DATE_DMY, false }, date_make(9999, 12, 31));
	expect(&(struct typed){ "1", NULL, DATE_DMY, false }, date_make(9999, 12, 31));
	expect(&(struct typed){ "31", NULL, DATE_DMY, true }, date_make(1, 1, 1));
	expect(&(struct typed){ "1/2", "0001-02-01", DATE_DMY, false }, date_make(1, 1, 1));
}

static void
without_a_today_only_whole_dates_count(void **state)
{
	static const char *const relative[] = { "t", "t+1", "fri", "12", "12/3", "12 mar",
		"12/3/26", "fri 12" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(relative); i++)
		expect(&(struct typed){ relative[i], NULL, DATE_DMY, false }, DATE_NONE);
	expect(&(struct typed){ "12 mar 2026", "2026-03-12", DATE_DMY, false }, DATE_NONE);
	expect(&(struct typed){ "2026-03-12", "2026-03-12", DATE_DMY, true }, DATE_NONE);
}

/* Each way the program writes a day is understood, in every order. */
static void
understands_what_the_program_writes(void **state)
{
	date_day d;
	int order;

	for (d = date_make(1900, 1, 1); d < date_make(2100, 1, 1); d += 17) {
		for (order = DATE_YMD; order <= DATE_MDY; order++) {
			char words[24], iso[DATE_ISO_SIZE];

			assert_int_equal(date_parse(date_to_words(d, true, words), order, 0, false), d);
			assert_int_equal(date_parse(date_to_words(d, false, words), order, 0, true), d);
			assert_int_equal(date_parse(date_to_iso(d, iso), order, 0, false), d);
		}
	}
}

/* A date without its year is never more than half a year off, and is never to
 * come where the past is meant; without its century, half a century. */
static void
takes_the_nearest_year(void **state)
{
	date_day today, d;

	for (today = date_make(2023, 1, 1); today < date_make(2029, 1, 1); today += 29) {
		for (d = date_make(2001, 1, 1); d < date_make(2001, 12, 31); d += 5) {
			char iso[DATE_ISO_SIZE], text[16] = { 0 };
			date_day near, past;

			date_to_iso(d, iso);
			memcpy(text, iso + 5, 5);	/* MM-DD */
			near = date_parse(text, DATE_MDY, today, false);
			past = date_parse(text, DATE_MDY, today, true);
			assert_true(abs(near - today) <= 183);
			assert_true(past <= today && today - past <= 366);
			memcpy(text, iso + 2, 8);	/* YY-MM-DD */
			near = date_parse(text, DATE_YMD, today, false);
			past = date_parse(text, DATE_YMD, today, true);
			assert_true(abs(near - today) <= 18263);
			assert_true(past <= today && today - past <= 36525);
		}
	}
}

static void
understands_times(void **state)
{
	static const struct {
		const char *text;
		int minutes;
	} cases[] = {
		{ "930", 570 }, { "0930", 570 }, { "9:30", 570 }, { "09:30", 570 }, { "9.30", 570 },
		{ "9", 540 }, { "0", 0 }, { "23", 1380 }, { "2p", 840 }, { "2 PM", 840 }, { "230p", 870 },
		{ "2:15 pm", 855 }, { "2:15p.m.", 855 }, { "14.30", 870 }, { "1430", 870 }, { "000", 0 },
		{ "9:30:00 AM", 570 }, { "3:50:00 PM", 950 }, { "3:50:59", 230 }, { "9.30.15", 570 },
		{ "12a", 0 }, { "12p", 720 }, { "12:30 am", 30 }, { "12:30 pm", 750 }, { "00:00", 0 },
		{ "23:59", 1439 }, { " 9:30 ", 570 }, { "9:30\xE2\x80\xAF" "PM", 1290 },
		{ "14 h 30", 870 }, { "14h30", 870 }, { "14h", 840 }, { "14 h", 840 }, { "9 h 05", 545 },
		{ "14\xC2\xA0h\xC2\xA0" "30", 870 }, { "14 h 30 min", 870 }, { "2 h 30 p.m.", 870 },
		{ "14 H 30", 870 }, { "2:30 p.m.", 870 }, { "2:30\xE2\x80\xAF" "p.m.", 870 },
		{ "2:30\xC2\xA0pm", 870 }, { "2.30pm", 870 }, { "2:30 P. M.", 870 }, { "2:30 a.m", 150 },
		{ "noon", 720 }, { "12 noon", 720 }, { "Midnight", 0 }, { "midi", 720 }, { "14:30h", 870 },
		{ "1430 hrs", 870 }, { "14:30:00.000", 870 }, { "12 h", 720 }, { "12 h a.m.", 0 },
		{ "14 h 60", -1 }, { "24 h", -1 }, { "14 h 5", -1 }, { "14 hx", -1 }, { "14 h 30 pm", -1 },
		{ "h30", -1 }, { "14 hours", -1 }, { "noonish", -1 }, { "2:30 pm.m", -1 },
		{ "14:30:00.", -1 }, { "14h30h30", -1 }, { "1 noon", -1 },
		{ "", -1 }, { "x", -1 }, { "24:00", -1 }, { "24", -1 }, { "9:60", -1 }, { "960", -1 },
		{ "2400", -1 }, { "9:3", -1 }, { "9:", -1 }, { "9:30:", -1 }, { "9:30:60", -1 },
		{ "9:30:5", -1 }, { "9:30.15", -1 }, { "09300", -1 }, { "13 pm", -1 }, { "0 am", -1 },
		{ "0:30 pm", -1 }, { "2 x", -1 }, { "2 pmx", -1 }, { "2 p m", -1 }, { "p", -1 }, { "pm", -1 },
		{ "-9", -1 }, { "9:30 9:30", -1 }, { "123:00", -1 }, { "9\n30", -1 }, { "1234567890", -1 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		if (date_parse_time(cases[i].text) != cases[i].minutes)
			fail_msg("\"%s\" gave %d", cases[i].text, date_parse_time(cases[i].text));
}

/* A form and what is read with it: a day, a time, or NULL and -1 for refused. */
static const struct form {
	const char *text, *format, *iso;
	int minutes;
} forms[] = {
	{ "12/03/2026", "%d/%m/%Y", "2026-03-12", -1 }, { "3/5/2018", "%m/%d/%Y", "2018-03-05", -1 },
	{ "20260312", "%Y%m%d", "2026-03-12", -1 }, { "12-Mar-2026", "%d-%b-%Y", "2026-03-12", -1 },
	{ "March 12, 2026", "%B %d, %Y", "2026-03-12", -1 },
	{ "Thu 12 Mar 2026", "%a %d %b %Y", "2026-03-12", -1 },
	{ "12.3.68", "%d.%m.%y", "2068-03-12", -1 }, { "12.3.69", "%d.%m.%y", "1969-03-12", -1 },
	{ "366 2024", "%j %Y", "2024-12-31", -1 },
	{ "2026-03-12 14:30", "%Y-%m-%d %H:%M", "2026-03-12", 870 },
	{ "5/1/2018 9:30:00 AM", "%m/%d/%Y %I:%M:%S %p", "2018-05-01", 570 },
	{ "14:30", "%H:%M", NULL, 870 }, { "2:15 PM", "%I:%M %p", NULL, 855 },
	{ "12:30 AM", "%I:%M %p", NULL, 30 }, { "12:30 PM", "%I:%M %p", NULL, 750 },
	{ "2:15 pm", "%H:%M %p", NULL, 855 }, { "9 PM", "%I %p", NULL, 1260 },
	{ "2026-03-12T23:30:00+0000", "%Y-%m-%dT%H:%M:%S%z", "2026-03-13", 30 },
	{ "2026-03-12T10:00:00-05:00", "%Y-%m-%dT%H:%M:%S%z", "2026-03-12", 960 },
	/* refused */
	{ "31/02/2026", "%d/%m/%Y", NULL, -1 }, { "29/02/2026", "%d/%m/%Y", NULL, -1 },
	{ "31/04/2026 10:00", "%d/%m/%Y %H:%M", NULL, -1 }, { "0/3/2026", "%d/%m/%Y", NULL, -1 },
	{ "32/3/2026", "%d/%m/%Y", NULL, -1 }, { "12/13/2026", "%d/%m/%Y", NULL, -1 },
	{ "12/3/26", "%d/%m/%Y", NULL, -1 }, { "12/3/2026x", "%d/%m/%Y", NULL, -1 },
	{ "12/3/2026 10:00", "%d/%m/%Y", NULL, -1 }, { "12/3/20266", "%d/%m/%Y", NULL, -1 },
	{ "12/3", "%d/%m", NULL, -1 }, { "2026", "%Y", NULL, -1 }, { "03/2026", "%m/%Y", NULL, -1 },
	{ "366 2025", "%j %Y", NULL, -1 }, { "Fri 12 Mar 2026", "%a %d %b %Y", NULL, -1 },
	{ "", "%d/%m/%Y", NULL, -1 }, { "12/3/2026", "", NULL, -1 }, { "12/3/2026", "%", NULL, -1 },
	{ "24:00", "%H:%M", NULL, -1 }, { "14:30 PM", "%I:%M %p", NULL, -1 },
	{ "14:30", "%H:%M %p", NULL, -1 }, { "10:60", "%H:%M", NULL, -1 },
	{ "10:00+02:00", "%H:%M%z", NULL, -1 }, { "30", "%M", NULL, -1 },
	{ "67768036191676799", "%s", NULL, -1 },	/* the last year an int holds */
	{ "12 M\xC3\xA4rz 2026", "%d %B %Y", NULL, -1 },
};

static void
reads_other_programs_formats(void **state)
{
	struct err e;
	size_t i;

	assert_true(clock_set_zone("Europe/Vienna", &e));
	for (i = 0; i < ARRAY_LEN(forms); i++) {
		const struct form *f = &forms[i];
		date_day day = DATE_NONE;
		int minutes = -1;
		char iso[DATE_ISO_SIZE];
		bool got_day = date_strptime(f->text, f->format, &day, NULL);
		bool got_time = date_strptime(f->text, f->format, NULL, &minutes);

		if (got_day != (f->iso != NULL) || got_time != (f->minutes >= 0) ||
		    strcmp(date_to_iso(day, iso), f->iso ? f->iso : "") != 0 ||
		    minutes != f->minutes)
			fail_msg("\"%s\" as \"%s\" gave \"%s\" and %d", f->text, f->format, iso,
			    minutes);
		assert_int_equal(date_strptime(f->text, f->format, &day, &minutes),
		    f->iso && f->minutes >= 0);
	}
}

/* %s is an instant, shown in the clinic's zone and not the environment's. */
static void
reads_seconds_since_1970(void **state)
{
	date_day day;
	int minutes;
	struct err e;

	assert_true(clock_set_zone("Asia/Tokyo", &e));
	assert_true(date_strptime("1773309600", "%s", &day, &minutes));
	assert_int_equal(day, date_make(2026, 3, 12));
	assert_int_equal(minutes, 19 * 60);
}

/* Days of four hundred years in a row: a whole calendar. */
static void
formats_survive_writing_and_reading(void **state)
{
	date_day d;

	for (d = date_make(1700, 1, 1); d < date_make(2100, 1, 1); d += 11) {
		char iso[DATE_ISO_SIZE];
		date_day back;

		assert_true(date_strptime(date_to_iso(d, iso), "%Y-%m-%d", &back, NULL));
		assert_int_equal(back, d);
	}
}

TEST_MAIN(
	cmocka_unit_test(understands_what_people_type),
	cmocka_unit_test(understands_what_is_told_from_today),
	cmocka_unit_test(understands_a_month_or_a_year),
	cmocka_unit_test(the_days_of_a_month_or_year),
	cmocka_unit_test(refuses_what_is_no_date),
	cmocka_unit_test(months_and_years_end),
	cmocka_unit_test(without_a_today_only_whole_dates_count),
	cmocka_unit_test(understands_what_the_program_writes),
	cmocka_unit_test(takes_the_nearest_year),
	cmocka_unit_test(understands_times),
	cmocka_unit_test(reads_other_programs_formats),
	cmocka_unit_test(reads_seconds_since_1970),
	cmocka_unit_test(formats_survive_writing_and_reading))
