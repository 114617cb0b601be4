/*
 * Proves that zones read from the system's files show what the C library shows, far
 * beyond the changes they list; that times which occur twice or never are told apart on
 * both halves of the globe; and that a damaged file is no zone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/zone.h"
#include "tests/support/test.h"

static struct zone *
open_zone(const char *name)
{
	struct err e;
	struct zone *z = zone_open(name, &e);

	if (z == NULL)
		fail_msg("%s", e.text);
	return z;
}

static void
shows_what_the_library_shows(void **state)
{
	static const char *const zones[] = { "UTC", "America/Toronto", "America/St_Johns",
		"America/Sao_Paulo", "America/Santiago", "Europe/Vienna", "Europe/Dublin",
		"Africa/Casablanca", "Africa/Cairo", "Asia/Tehran", "Asia/Gaza", "Asia/Kathmandu",
		"Asia/Jerusalem", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia",
		"Pacific/Kiritimati", "Pacific/Chatham", "America/Nuuk", "Antarctica/Troll", "EST5EDT",
		"Etc/GMT+12" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(zones); i++) {
		struct zone *z = open_zone(zones[i]);
		AUTO_FREE char *tz = xasprintf(":/usr/share/zoneinfo/%s", zones[i]);
		instant t;

		assert_int_equal(setenv("TZ", tz, 1), 0);
		tzset();
		/* From 1970 to 2110, in steps that fall on every hour. */
		for (t = 0; t < INT64_C(4417977600); t += 86400 * 2 + 3600) {
			time_t when = (time_t)t;
			struct tm tm;

			assert_non_null(localtime_r(&when, &tm));
			if (zone_offset(z, t) != (int)tm.tm_gmtoff)
				fail_msg("%s at %lld: %d, not %ld", zones[i], (long long)t,
				    zone_offset(z, t), tm.tm_gmtoff);
		}
		zone_free(z);
	}
}

/* A wall time, what becomes of it, and minutes since the midnight before it in UTC. */
static void
a_time_once_twice_or_never(void **state)
{
	static const struct {
		const char *zone, *day;
		int minutes;
		enum zone_fit fit;
		int utc;	/* minutes since 0:00 UTC of that day */
	} cases[] = {
		{ "America/Toronto", "2026-03-08", 119, ZONE_ONCE, 119 + 300 },
		{ "America/Toronto", "2026-03-08", 150, ZONE_NEVER, 150 + 300 },
		{ "America/Toronto", "2026-03-08", 180, ZONE_ONCE, 180 + 240 },
		{ "America/Toronto", "2026-11-01", 59, ZONE_ONCE, 59 + 240 },
		{ "America/Toronto", "2026-11-01", 60, ZONE_TWICE, 60 + 240 },
		{ "America/Toronto", "2026-11-01", 119, ZONE_TWICE, 119 + 240 },
		{ "America/Toronto", "2026-11-01", 120, ZONE_ONCE, 120 + 300 },
		{ "Pacific/Auckland", "2026-09-27", 119, ZONE_ONCE, 119 - 720 },
		{ "Pacific/Auckland", "2026-09-27", 150, ZONE_NEVER, 150 - 720 },
		{ "Pacific/Auckland", "2026-09-27", 180, ZONE_ONCE, 180 - 780 },
		{ "Pacific/Auckland", "2026-04-05", 119, ZONE_ONCE, 119 - 780 },
		{ "Pacific/Auckland", "2026-04-05", 150, ZONE_TWICE, 150 - 780 },
		{ "Pacific/Auckland", "2026-04-05", 180, ZONE_ONCE, 180 - 720 },
		{ "Australia/Lord_Howe", "2026-04-05", 100, ZONE_TWICE, 100 - 660 },
		{ "Australia/Lord_Howe", "2026-10-04", 135, ZONE_NEVER, 135 - 630 },
		/* 2060 is behind all that files list: the rule at their end. */
		{ "America/Toronto", "2060-03-14", 150, ZONE_NEVER, 150 + 300 },
		{ "America/Toronto", "2060-11-07", 90, ZONE_TWICE, 90 + 240 },
		{ "Pacific/Auckland", "2060-04-04", 150, ZONE_TWICE, 150 - 780 },
		{ "UTC", "2026-03-29", 150, ZONE_ONCE, 150 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct zone *z = open_zone(cases[i].zone);
		instant day = (instant)date_from_iso(cases[i].day) * DAY_SECONDS;
		enum zone_fit fit;
		instant t = zone_instant(z, day + cases[i].minutes * 60, &fit);

		if (fit != cases[i].fit || t != day + cases[i].utc * 60)
			fail_msg("case %zu: %d, %lld minutes", i, (int)fit, (long long)(t - day) / 60);
		assert_string_equal(zone_name(z), cases[i].zone);
		zone_free(z);
	}
}

static void
a_zone_made_of_changes(void **state)
{
	static const struct zone_change changes[] = { { 1000000, 7200 }, { 9000000, 3600 } };
	static const struct zone_change bad[] = { { 5, 0 }, { 5, 3600 } };
	static const struct zone_change far[] = { { 5, DAY_SECONDS } };
	struct zone *z = zone_make("own", 3600, changes, 2);

	assert_int_equal(zone_offset(z, 999999), 3600);
	assert_int_equal(zone_offset(z, 1000000), 7200);
	assert_int_equal(zone_offset(z, INT64_C(99000000000)), 3600);
	zone_free(z);
	assert_null(zone_make("own", 0, bad, 2));
	assert_null(zone_make("own", 0, far, 1));
	assert_null(zone_make("own", -DAY_SECONDS, NULL, 0));
}

static void
a_damaged_file_is_no_zone(void **state)
{
	size_t size, i;
	char *bytes = test_read("/usr/share/zoneinfo/Europe/Vienna", &size);
	struct zone *z = zone_parse("Europe/Vienna", bytes, size);

	assert_non_null(z);
	zone_free(z);
	for (i = 0; i < size; i++) {
		char *part = malloc(i + 1);

		assert_non_null(part);
		memcpy(part, bytes, i);
		assert_null(zone_parse("cut", part, i));
		free(part);
	}
	/* Any byte may be wrong: another zone or none, but nothing is read past the end. */
	for (i = 0; i < size; i++) {
		char was = bytes[i];

		bytes[i] = (char)(was ^ 0x55);
		z = zone_parse("spoilt", bytes, size);
		if (z != NULL)
			(void)zone_offset(z, 2000000000);
		zone_free(z);
		bytes[i] = was;
	}
	free(bytes);
}

/* What a file says beyond its last change; the head alone, without any. */
static struct zone *
with_rule(const char *rule)
{
	static const char head[20] = "TZif2";
	static const unsigned char counts[24] = { [19] = 1, [23] = 1 };
	struct buf b = BUF_INIT;
	struct zone *z;
	int i;

	for (i = 0; i < 2; i++) {
		buf_add(&b, head, sizeof(head));
		buf_add(&b, counts, sizeof(counts));
		buf_add(&b, "\0\0\0\0\0\0", 7);	/* one type and its letter */
	}
	buf_addf(&b, "\n%s\n", rule);
	z = zone_parse("rule", b.s, b.len);
	buf_free(&b);
	return z;
}

static void
reads_the_rule_at_the_end(void **state)
{
	static const char *const bad[] = { "X0", "ABC", "ABC25:60", "ABC99", "ABC5DEF,M3.2.0",
		"ABC5DEF,M13.1.0,M11.1.0", "ABC5DEF,M3.6.0,M11.1.0", "ABC5DEF,M3.1.7,M11.1.0",
		"ABC5DEF,J0,J60", "ABC5DEF,366,1", "ABC5DEF", "ABC5,M3.2.0,M11.1.0", "<ABC5", "ABC5 " };
	struct zone *z;
	size_t i;

	z = with_rule("ABC5");
	assert_int_equal(zone_offset(z, 0), -5 * 3600);
	zone_free(z);
	z = with_rule("<+0330>-3:30");
	assert_int_equal(zone_offset(z, 0), 12600);
	zone_free(z);
	/* 1 March 1972, a leap year: day 60 without 29 February, day 60 from 0 with it. */
	z = with_rule("ABC0DEF,J60/0,300/0");
	assert_int_equal(zone_offset(z, (instant)date_make(1972, 3, 1) * DAY_SECONDS - 1), 0);
	assert_int_equal(zone_offset(z, (instant)date_make(1972, 3, 1) * DAY_SECONDS), 3600);
	zone_free(z);
	z = with_rule("ABC0DEF,60/0,300/0");
	assert_int_equal(zone_offset(z, (instant)date_make(1972, 3, 1) * DAY_SECONDS - 1), 0);
	assert_int_equal(zone_offset(z, (instant)date_make(1972, 3, 1) * DAY_SECONDS), 3600);
	assert_int_equal(zone_offset(z, (instant)date_make(1973, 3, 2) * DAY_SECONDS - 1), 0);
	zone_free(z);
	z = with_rule("");
	assert_non_null(z);
	zone_free(z);
	for (i = 0; i < ARRAY_LEN(bad); i++)
		if (with_rule(bad[i]) != NULL)
			fail_msg("\"%s\" was read", bad[i]);
}

TEST_MAIN(
	cmocka_unit_test(shows_what_the_library_shows),
	cmocka_unit_test(a_time_once_twice_or_never),
	cmocka_unit_test(a_zone_made_of_changes),
	cmocka_unit_test(a_damaged_file_is_no_zone),
	cmocka_unit_test(reads_the_rule_at_the_end))
