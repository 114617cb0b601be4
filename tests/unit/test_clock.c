/*
 * Proves that the clinic's zone comes from clock_set_zone() alone, that clinic
 * time and instants agree through every change of the clocks, and that a fixed
 * clock stands where it was put.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "tests/support/test.h"

#define AT(year, month, day) date_make(year, month, day)

static void
use_zone(const char *zone)
{
	struct err e;

	if (!clock_set_zone(zone, &e))
		fail_msg("%s", e.text);
}

static void
fix(const char *now)
{
	struct err e;

	if (!clock_fix(now, &e))
		fail_msg("%s", e.text);
}

static void
expect_iso(instant t, const char *iso)
{
	char out[CLOCK_ISO_SIZE];

	assert_string_equal(clock_iso(t, out), iso);
}

/* Runs first, before any zone is set. */
static void
the_zone_is_utc_until_set(void **state)
{
	date_day day;
	int minutes, seconds;

	assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
	clock_local(1773324309, &day, &minutes, &seconds);
	assert_int_equal(day, AT(2026, 3, 12));
	assert_int_equal(minutes, 14 * 60 + 5);
	assert_int_equal(seconds, 9);
}

static void
the_environment_has_no_say(void **state)
{
	assert_int_equal(setenv("TZDIR", "/nonexistent", 1), 0);
	assert_int_equal(setenv("TZ", "Asia/Tokyo", 1), 0);
	use_zone("Europe/Vienna");
	expect_iso(clock_instant(AT(2026, 7, 1), 600), "2026-07-01T08:00:00Z");
	use_zone("UTC");
	expect_iso(clock_instant(AT(2026, 7, 1), 600), "2026-07-01T10:00:00Z");
	unsetenv("TZDIR");
}

static void
refuses_a_zone_there_is_not(void **state)
{
	static const char *const bad[] = { "", " ", "Europe/Viena", "europe/vienna", "Vienna",
		"Europe", "Europe/", "/usr/share/zoneinfo/Europe/Vienna", "/etc/localtime",
		"../zoneinfo/Europe/Vienna", "Europe/../Europe/Vienna", "Europe//Vienna", "./UTC",
		":Europe/Vienna", "CET-1CEST", "UTC0", "UTC+3", "zone.tab", "tzdata.zi", "leapseconds",
		"right/Europe/Vienna", "Europe/Vienna ", "Europe/Vienna\n", "Europe\033[2J",
		"Europe/Vienna\xC3\xA4",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	size_t i;

	use_zone("Europe/Vienna");
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		struct err e;

		if (clock_set_zone(bad[i], &e))
			fail_msg("\"%s\" was accepted", bad[i]);
		assert_int_equal(e.code, ERR_INVALID);
		assert_string_equal(e.field, "timezone");
		assert_null(strchr(e.text, '\033'));
		/* and the zone in force stays */
		expect_iso(clock_instant(AT(2026, 7, 1), 600), "2026-07-01T08:00:00Z");
	}
}

/* What clocks of a zone show, and the instant that is meant. */
static void
missing_and_doubled_hours(void **state)
{
	static const struct {
		const char *zone;
		int year, month, day, hour, minute;
		const char *iso;
	} cases[] = {
		{ "Europe/Vienna", 2026, 3, 29, 1, 59, "2026-03-29T00:59:00Z" },
		{ "Europe/Vienna", 2026, 3, 29, 2, 30, "2026-03-29T01:30:00Z" },	/* 3:30 */
		{ "Europe/Vienna", 2026, 3, 29, 3, 0, "2026-03-29T01:00:00Z" },
		{ "Europe/Vienna", 2026, 10, 25, 1, 59, "2026-10-24T23:59:00Z" },
		{ "Europe/Vienna", 2026, 10, 25, 2, 30, "2026-10-25T00:30:00Z" },	/* first */
		{ "Europe/Vienna", 2026, 10, 25, 3, 0, "2026-10-25T02:00:00Z" },
		{ "America/New_York", 2026, 3, 8, 2, 30, "2026-03-08T07:30:00Z" },
		{ "America/New_York", 2026, 11, 1, 1, 30, "2026-11-01T05:30:00Z" },
		{ "Australia/Lord_Howe", 2026, 10, 4, 2, 15, "2026-10-03T15:45:00Z" },	/* half an hour */
		{ "Australia/Lord_Howe", 2026, 4, 5, 1, 45, "2026-04-04T14:45:00Z" },
		{ "Pacific/Apia", 2011, 12, 29, 12, 0, "2011-12-29T22:00:00Z" },
		{ "Pacific/Apia", 2011, 12, 30, 12, 0, "2011-12-30T22:00:00Z" },	/* no such day */
		{ "Pacific/Apia", 2011, 12, 31, 12, 0, "2011-12-30T22:00:00Z" },
		{ "Asia/Kathmandu", 2026, 3, 12, 12, 0, "2026-03-12T06:15:00Z" },
		{ "UTC", 2026, 3, 29, 2, 30, "2026-03-29T02:30:00Z" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		use_zone(cases[i].zone);
		expect_iso(clock_instant(AT(cases[i].year, cases[i].month, cases[i].day),
		    cases[i].hour * 60 + cases[i].minute), cases[i].iso);
	}
}

/* An instant shown on the clinic's clocks and read back shows the same time and
 * is never later; the only difference is the second of a doubled hour. */
static void
clinic_time_survives_the_way_back(void **state)
{
	static const char *const zones[] = { "UTC", "Europe/Vienna", "America/St_Johns",
		"Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca" };
	static const int start[][3] = { { 2011, 1, 1 }, { 2026, 1, 1 } };
	size_t z;

	for (z = 0; z < ARRAY_LEN(zones); z++) {
		int doubled = 0;
		size_t y;

		use_zone(zones[z]);
		for (y = 0; y < ARRAY_LEN(start); y++) {
			instant t = (instant)AT(start[y][0], start[y][1], start[y][2]) * 86400;
			int i;

			for (i = 0; i < 2 * 366 * 24; i++, t += 1800) {
				date_day day, again;
				int minutes, seconds, minutes_again;
				instant back;

				clock_local(t, &day, &minutes, &seconds);
				back = clock_instant(day, minutes);
				clock_local(back, &again, &minutes_again, &seconds);
				if (again != day || minutes_again != minutes || seconds != 0 ||
				    (back != t && t - back != 3600 && t - back != 1800))
					fail_msg("%s: %lld gave %lld", zones[z], (long long)t,
					    (long long)back);
				doubled += back != t;
			}
		}
		assert_true(doubled < 20);
		assert_int_equal(doubled > 0, strcmp(zones[z], "UTC") != 0);
	}
}

static void
minutes_may_pass_midnight(void **state)
{
	use_zone("Europe/Vienna");
	assert_int_equal(clock_instant(AT(2026, 3, 12), 25 * 60),
	    clock_instant(AT(2026, 3, 13), 60));
	assert_int_equal(clock_instant(AT(2026, 3, 12), -30),
	    clock_instant(AT(2026, 3, 11), 23 * 60 + 30));
}

static void
a_fixed_clock_stands(void **state)
{
	use_zone("Europe/Vienna");
	fix("2026-03-12T09:30");
	expect_iso(clock_now(), "2026-03-12T08:30:00Z");
	assert_int_equal(clock_today(), AT(2026, 3, 12));
	assert_int_equal(clock_minutes(), 570);
	fix("2026-03-12T23:30:59Z");
	expect_iso(clock_now(), "2026-03-12T23:30:59Z");
	assert_int_equal(clock_today(), AT(2026, 3, 13));
	assert_int_equal(clock_minutes(), 30);
	fix(NULL);
}

/* Clinic time follows a zone set later; UTC does not move. */
static void
a_fixed_clock_is_read_in_the_zone_in_force(void **state)
{
	use_zone("UTC");
	fix("2026-07-01T09:30:15");
	expect_iso(clock_now(), "2026-07-01T09:30:15Z");
	use_zone("Europe/Vienna");
	expect_iso(clock_now(), "2026-07-01T07:30:15Z");
	assert_int_equal(clock_minutes(), 570);
	use_zone("America/New_York");
	expect_iso(clock_now(), "2026-07-01T13:30:15Z");
	assert_int_equal(clock_today(), AT(2026, 7, 1));
	fix("2026-07-01T09:30:15Z");
	expect_iso(clock_now(), "2026-07-01T09:30:15Z");
	assert_int_equal(clock_minutes(), 330);
	fix(NULL);
}

static void
a_clock_let_go_runs(void **state)
{
	fix("2001-01-01T00:00Z");
	fix("");
	assert_true(clock_now() > (instant)AT(2020, 1, 1) * 86400);
	fix("2001-01-01T00:00Z");
	fix(NULL);
	assert_true(clock_now() > (instant)AT(2020, 1, 1) * 86400);
}

static void
refuses_a_malformed_now(void **state)
{
	static const char *const bad[] = { "now", "2026-03-12", "2026-03-12T", "2026-03-12T9:30",
		"2026-03-12 09:30", "2026-03-12T09:30z", "2026-03-12T09:30:00.5", "2026-03-12T09:30+01:00",
		"2026-03-12T24:00", "2026-03-12T09:60", "2026-03-12T09:30:60", "2026-02-31T09:30",
		"2026-03-12T09:30ZZ", "2026-03-12T09:30 ", " 2026-03-12T09:30", "2026-03-12T09:30:",
		"2026-03-12T0930", "12026-03-12T09:30", "\033]0;x" };
	size_t i;

	use_zone("UTC");
	fix("2026-03-12T09:30");
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		struct err e;

		if (clock_fix(bad[i], &e))
			fail_msg("\"%s\" was accepted", bad[i]);
		assert_int_equal(e.code, ERR_USAGE);
		assert_null(strchr(e.text, '\033'));
		expect_iso(clock_now(), "2026-03-12T09:30:00Z");
	}
	fix(NULL);
}

static void
reads_iso_instants(void **state)
{
	static const struct {
		const char *text, *iso;
	} cases[] = {
		{ "2026-03-12T14:05:09Z", "2026-03-12T14:05:09Z" },
		{ "2026-03-12T14:05Z", "2026-03-12T14:05:00Z" },
		{ "2026-03-12t14:05:09z", "2026-03-12T14:05:09Z" },
		{ "2026-03-12 14:05:09Z", "2026-03-12T14:05:09Z" },
		{ "2026-03-12T14:05:09.123456789Z", "2026-03-12T14:05:09Z" },
		{ "2026-03-12T14:05:09,9+01:00", "2026-03-12T13:05:09Z" },
		{ "2026-03-12T14:05:09-0530", "2026-03-12T19:35:09Z" },
		{ "2026-03-12T14:05:09+02", "2026-03-12T12:05:09Z" },
		{ "2026-01-01T00:30:00+14:00", "2025-12-31T10:30:00Z" },
		/* clinic time, which is Vienna's */
		{ "2026-03-12T14:05:09", "2026-03-12T13:05:09Z" },
		{ "2026-07-12 14:05", "2026-07-12T12:05:00Z" },
		{ "2026-07-12T14:05:09.5", "2026-07-12T12:05:09Z" },
		{ "", NULL }, { "2026-03-12", NULL }, { "2026-03-12T", NULL }, { "2026-03-12T14", NULL },
		{ "2026-03-12T14:05:", NULL }, { "2026-03-12T14:05:09.", NULL },
		{ "2026-03-12T14:05:09.Z", NULL }, { "2026-03-12T14:05:09X", NULL },
		{ "2026-03-12T14:05:09ZZ", NULL }, { "2026-03-12T14:05:09+", NULL },
		{ "2026-03-12T14:05:09+1", NULL }, { "2026-03-12T14:05:09+01:", NULL },
		{ "2026-03-12T14:05:09+01:6", NULL }, { "2026-03-12T14:05:09+01:60", NULL },
		{ "2026-03-12T14:05:09+24:00", NULL }, { "2026-03-12T14:05:09+01:00:00", NULL },
		{ "2026-02-29T14:05:09Z", NULL }, { "2026-03-12T25:05:09Z", NULL },
		{ "2026-03-12T14:05:60Z", NULL }, { "2026-03-12X14:05:09Z", NULL },
		{ "2026-03-12T14:05:09Z ", NULL }, { "26-03-12T14:05:09Z", NULL },
	};
	size_t i;

	use_zone("Europe/Vienna");
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		instant t = 77;

		if (clock_from_iso(cases[i].text, &t) != (cases[i].iso != NULL))
			fail_msg("\"%s\"", cases[i].text);
		if (cases[i].iso)
			expect_iso(t, cases[i].iso);
		else
			assert_int_equal(t, 77);
	}
}

static void
iso_instants_survive_writing_and_reading(void **state)
{
	instant last = (instant)AT(9999, 12, 30) * 86400;
	instant t;

	use_zone("America/St_Johns");
	for (t = (instant)AT(1, 1, 2) * 86400; t < last; t += 7654321) {
		char out[CLOCK_ISO_SIZE];
		instant back;

		assert_true(clock_from_iso(clock_iso(t, out), &back));
		assert_int_equal(back, t);
	}
	expect_iso(-1, "1969-12-31T23:59:59Z");
}

/* A damaged file may hold any number; it is shown and nothing breaks. */
static void
instants_beyond_the_calendar_are_shown_at_its_end(void **state)
{
	date_day day;
	int minutes, seconds;

	use_zone("Pacific/Apia");
	expect_iso(INT64_MAX, "9999-12-30T23:59:59Z");
	expect_iso(INT64_MIN, "0001-01-02T00:00:00Z");
	clock_local(INT64_MAX, &day, &minutes, &seconds);
	assert_true(day >= AT(9999, 12, 30));
	clock_local(INT64_MIN, &day, &minutes, &seconds);
	assert_true(day <= AT(1, 1, 2));
	assert_true(minutes >= 0 && minutes < 1440);
}

static void
the_monotonic_clock_never_goes_back(void **state)
{
	int64_t before = clock_monotonic_ms();
	int i;

	for (i = 0; i < 1000; i++) {
		int64_t now = clock_monotonic_ms();

		assert_true(now >= before);
		before = now;
	}
}

TEST_MAIN(
	cmocka_unit_test(the_zone_is_utc_until_set),
	cmocka_unit_test(the_environment_has_no_say),
	cmocka_unit_test(refuses_a_zone_there_is_not),
	cmocka_unit_test(missing_and_doubled_hours),
	cmocka_unit_test(clinic_time_survives_the_way_back),
	cmocka_unit_test(minutes_may_pass_midnight),
	cmocka_unit_test(a_fixed_clock_stands),
	cmocka_unit_test(a_fixed_clock_is_read_in_the_zone_in_force),
	cmocka_unit_test(a_clock_let_go_runs),
	cmocka_unit_test(refuses_a_malformed_now),
	cmocka_unit_test(reads_iso_instants),
	cmocka_unit_test(iso_instants_survive_writing_and_reading),
	cmocka_unit_test(instants_beyond_the_calendar_are_shown_at_its_end),
	cmocka_unit_test(the_monotonic_clock_never_goes_back))
