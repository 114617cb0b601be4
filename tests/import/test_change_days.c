/*
 * test_change_days.c - each day of eleven years on which the clocks of a zone change: Toronto,
 * Sydney, half an hour on Lord Howe, and at midnight in Santiago.
 *
 * The days are found by the C library, day after day; ours reads the zones by itself. Proves
 * that such a day is like any other one on the wall, to the word: free time, the slots that
 * are found, booking and moving with their refusals, the agenda, the calendar by day, rooms
 * and week, and visits that go past midnight into the day or out of it. That the notice of a
 * cancellation counts the hours that pass. That the program's clock shows what the C
 * library's does in each quarter of such a day, the hour that comes twice included; and that
 * visits of these days come back unchanged from our own calendar file, and arrive from
 * another one in UTC at the time that clocks here show.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "export/export.h"
#include "practice/calendar.h"
#include "practice/rules.h"
#include "tests/support/importing.h"
#include "tests/support/visits.h"

#define FIRST "2026-03-13"
#define LAST "2036-12-31"
#define NOW "2026-03-14T00:00:00Z"	/* all of it is to come */
#define DAYS_MAX 32

static struct {
	date_day list[DAYS_MAX];
	size_t n;
} days;

static struct buf all = BUF_INIT;	/* what is seen of a day */

/* --- the C library's clocks ----------------------------------------------------------------- */

static struct tm
library(instant t)
{
	time_t at = (time_t)t;
	struct tm out;

	assert_non_null(localtime_r(&at, &out));
	return out;
}

/* Instants go on with the library's clocks until these show that day. */
static instant
noon(date_day day)
{
	struct tm tm = { .tm_mday = 1, .tm_hour = 12, .tm_isdst = -1 };
	int year, month, of_month;

	date_split(day, &year, &month, &of_month);
	tm.tm_year = year - 1900;
	tm.tm_mon = month - 1;
	tm.tm_mday = of_month;
	return (instant)mktime(&tm);
}

static void
find_days(const char *zone)
{
	date_day day, last = date_from_iso(LAST);
	struct err err;

	setenv("TZ", zone, 1);
	tzset();
	days.n = 0;
	for (day = date_from_iso(FIRST); day <= last; day++)
		if (noon(day + 1) - noon(day) != DAY_SECONDS && days.n < DAYS_MAX)
			days.list[days.n++] = day + 1;
	visits_set(&record_practice, 1, "timezone", zone);
	OK(practice_reload(v.desk, &err));
	OK(practice_reload(v.mara, &err));
}

/* --- what is seen ---------------------------------------------------------------------------- */

static void
add_time(int64_t minutes)
{
	buf_addf(&all, "%d:%02d", (int)(minutes / 60), abs((int)(minutes % 60)));
}

/* Two moments as hours from that day's midnight. */
static void
add_span(date_day day, int64_t from, int64_t until)
{
	add_time(from - rules_moment(day, 0));
	buf_addc(&all, '-');
	add_time(until - rules_moment(day, 0));
	buf_addc(&all, ' ');
}

static int64_t
book(date_day day, int start, const char *refused)
{
	AUTO_RECORD struct record *r = session_new(v.desk, v.anna, false);
	char iso[DATE_ISO_SIZE];
	struct err err;

	record_set_int(r, "service", v.facial);
	record_set_int(r, "staff", v.ruth->staff->id);
	record_set_text(r, "date", date_to_iso(day, iso));
	record_set_int(r, "start", start);
	if (refused == NULL)
		OK(session_book(v.desk, r, NULL, 0, NULL, NULL, &err));
	else
		REFUSED(session_book(v.desk, r, NULL, 0, NULL, NULL, &err), ERR_INVALID, refused);
	return r->id;
}

static void
move(int64_t id, date_day day, int start, bool goes)
{
	struct session_move to = { .session = id, .day = day, .start = start };
	struct err err;

	if (goes)
		OK(sessions_move(v.desk, &to, 1, NULL, NULL, &err));
	else
		REFUSED(sessions_move(v.desk, &to, 1, NULL, NULL, &err), ERR_INVALID,
		    "It overlaps Lang, Anna");
}

static bool
add_slot(const struct slot_want *w, void *arg)
{
	add_time((w->date - *(date_day *)arg) * DAY_MINUTES + w->start);
	buf_addc(&all, ' ');
	return true;
}

static void
see_free(date_day day)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	AUTO_USES struct slot_uses uses = { .list = NULL };
	struct slot_search s = { .want = { .service = v.facial, .minutes = 45,
	    .staff = v.ruth->staff->id }, .first = day, .last = day };
	struct slot_span spans[SLOT_FREE_SPANS];
	struct err err;
	size_t i, n;

	OK(slot_book_read(v.desk, day, &book, &err));
	OK(slot_uses_read(v.desk, day, day, &uses, &err));
	n = slot_free(&book, &uses, v.ruth->staff->id, day, 0, spans);
	buf_adds(&all, "free ");
	for (i = 0; i < n; i++)
		add_span(day, spans[i].from, spans[i].until);
	buf_adds(&all, "slots ");
	OK(slot_find(v.desk, &book, &s, add_slot, &day, &err));
}

static void
see_agenda(date_day day)
{
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct err err;
	size_t i;

	OK(sessions_day(v.desk, day, 0, &lines, &err));
	buf_adds(&all, "agenda ");
	for (i = 0; i < lines.n; i++) {
		add_time(lines.list[i].start);
		buf_adds(&all, lines.list[i].before ? " before " : " ");
	}
}

static void
see_calendar(enum calendar_view view, date_day day)
{
	struct calendar c = { .visits = NULL };
	struct err err;
	size_t i, k;

	OK(calendar_read(v.desk, view, day, v.ruth->staff->id, &c, &err));
	buf_addf(&all, "view %d rows %d-%d ", view, c.begins, c.ends);
	for (i = 0; i < c.n_columns; i++) {
		const struct calendar_column *col = &c.columns[i];

		if (col->day != day || col->place == v.mara->staff->id)
			continue;
		buf_addf(&all, "hours ");
		add_span(day, col->hours.from, col->hours.until);
		buf_addf(&all, "free %d ", col->free);
		for (k = col->first; k < col->first + col->n; k++) {
			buf_addc(&all, "vof"[c.items[k].kind]);
			add_span(day, c.items[k].from, c.items[k].until);
		}
	}
	calendar_free(&c);
}

/* A day of Ruth's, who works from midnight to six and from ten in the evening to two. */
static void
live_through(date_day day)
{
	int64_t one, night;

	book(day - 1, 23 * 60 + 30, NULL);
	one = book(day, 60 + 45, NULL);
	book(day, 3 * 60, NULL);
	night = book(day, 23 * 60 + 30, NULL);
	book(day, 0, "It overlaps Lang, Anna, ");
	book(day, 2 * 60 + 15, "It overlaps Lang, Anna, ");
	book(day + 1, 0, "It overlaps Lang, Anna, ");
	see_free(day);
	move(one, day, 2 * 60 + 30, false);
	move(one, day, 60, true);
	move(one, day, 2 * 60 + 15, true);
	move(night, day + 1, 30, true);
	move(night, day, 23 * 60 + 15, true);
	see_free(day);
	see_free(day + 1);
	see_agenda(day);
	see_agenda(day + 1);
	see_calendar(CALENDAR_DAY, day);
	see_calendar(CALENDAR_ROOMS, day);
	see_calendar(CALENDAR_WEEK, day);
}

static char *
seen(date_day day)
{
	all.len = 0;
	live_through(day);
	return xstrdup(all.s);
}

/* Exactly so many hours before, as they pass, it is not late yet. */
static void
the_notice_is_in_hours_that_pass(date_day day)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	char at[CLOCK_ISO_SIZE], iso[DATE_ISO_SIZE];
	instant start = noon(day) - 3600;

	record_set_text(r, "date", date_to_iso(day, iso));
	record_set_int(r, "start", 11 * 60);
	visits_now(clock_iso(start - 24 * 3600, at));
	assert_false(session_ends_late(v.desk, r));
	visits_now(clock_iso(start - 24 * 3600 + 60, at));
	assert_true(session_ends_late(v.desk, r));
}

/* In each quarter of an hour from the noon before to the noon after. */
static void
the_clock_is_that_of_the_library(date_day day)
{
	char at[CLOCK_ISO_SIZE];
	instant t;

	for (t = noon(day - 1); t <= noon(day + 1); t += 15 * 60) {
		struct tm tm = library(t);

		visits_now(clock_iso(t, at));
		assert_int_equal(clock_today(), date_make(tm.tm_year + 1900, tm.tm_mon + 1,
		    tm.tm_mday));
		assert_int_equal(clock_minutes(), tm.tm_hour * 60 + tm.tm_min);
	}
}

/* --- files --------------------------------------------------------------------------------- */

static void
own_visits_come_back(void)
{
	AUTO_FREE char *path = test_path("out.ics"), *text = NULL;
	int64_t newest = dbfile_int(v.path, "SELECT max(version) FROM session");
	struct export_options o = { .kind = "sessions", .format = "ics", .target = path };
	struct err err;
	long rows;

	OK(practice_export(v.mara, &o, &rows, &err));
	text = test_read(path, NULL);
	importing(v.mara, "sessions", text, NULL);
	counted(rows, 0, 0, rows, 0);
	assert_int_equal(dbfile_int(v.path, "SELECT max(version) FROM session"), newest);
}

/* A visit each half hour of the night, by its instant; moved on so that none is known. */
static void
others_arrive_at_the_librarys_time(void)
{
	AUTO_BUF struct buf text = BUF_INIT;
	char at[CLOCK_ISO_SIZE];
	instant t;
	size_t i;

	buf_adds(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
	for (i = 0; i < days.n; i++)
		for (t = noon(days.list[i]) - 13 * 3600; t < noon(days.list[i]) - 6 * 3600; t += 1800)
			buf_addf(&text, "BEGIN:VEVENT\r\nUID:%lld\r\nDTSTART:%.4s%.2s%.2sT%.2s%.2s00Z"
			    "\r\nDURATION:PT20M\r\nSUMMARY:Lang\\, Anna\r\nEND:VEVENT\r\n",
			    (long long)t, clock_iso(t, at), at + 5, at + 8, at + 11, at + 14);
	buf_adds(&text, "END:VCALENDAR\r\n");
	importing(v.mara, "sessions", text.s, NULL);
	assert_int_equal(imported.r.refused, 0);
	for (i = 0; i < days.n; i++)
		for (t = noon(days.list[i]) - 13 * 3600; t < noon(days.list[i]) - 6 * 3600; t += 1800) {
			struct tm tm = library(t);
			AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM session WHERE "
			    "external_id = '%lld' AND date = '%04d-%02d-%02d' AND start = %d",
			    (long long)t, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
			    tm.tm_hour * 60 + tm.tm_min);

			if (dbfile_int(v.path, sql) != 1)
				fail_msg("not so: %s", sql);
		}
}

/* --- the days -------------------------------------------------------------------------------- */

static void
change_days_are_like_others(const char *zone, size_t changes)
{
	AUTO_FREE char *check = NULL;
	size_t i;

	visits_new(&record_hours, "staff", "2", "days", "mon-sun", "begins", "0:00", "ends",
	    "6:00", NULL);
	visits_new(&record_hours, "staff", "2", "days", "mon-sun", "begins", "22:00", "ends",
	    "2:00", NULL);
	visits_new(&record_room, "name", "A", NULL);
	find_days(zone);
	assert_int_equal(days.n, changes);
	for (i = 0; i < days.n; i++) {
		AUTO_FREE char *plain = NULL, *changed = NULL;

		visits_now(NOW);
		plain = seen(days.list[i] + 9);
		changed = seen(days.list[i]);
		assert_string_equal(changed, plain);
		the_notice_is_in_hours_that_pass(days.list[i]);
		the_clock_is_that_of_the_library(days.list[i]);
	}
	visits_now(NOW);
	own_visits_come_back();
	others_arrive_at_the_librarys_time();
	check = dbfile_check(v.path, false);
	assert_string_equal(check, "");
}

static void
in_toronto(void **state)
{
	change_days_are_like_others("America/Toronto", 21);
}

static void
in_sydney(void **state)
{
	change_days_are_like_others("Australia/Sydney", 22);
}

static void
by_half_an_hour_on_lord_howe(void **state)
{
	change_days_are_like_others("Australia/Lord_Howe", 22);
}

static void
at_midnight_in_santiago(void **state)
{
	change_days_are_like_others("America/Santiago", 22);
}

static int
end(void **state)
{
	unsetenv("TZ");
	tzset();
	buf_free(&all);
	return visits_end(state);
}

#define CHANGE_CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, end)

TEST_MAIN(
    CHANGE_CASE(in_toronto),
    CHANGE_CASE(in_sydney),
    CHANGE_CASE(by_half_an_hour_on_lord_howe),
    CHANGE_CASE(at_midnight_in_santiago))
