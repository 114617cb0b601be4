/*
 * Proves that the calendar agrees with a day-by-day count over all 9999 years,
 * that months are added calendar-true, and that ISO dates are exact.
 */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "tests/support/test.h"

static const int month_lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static int
length_of(int year, int month)
{
	bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);

	return month == 2 && leap ? 29 : month_lengths[month - 1];
}

/* Counts every day from the first of year 1 on. */
static void
agrees_with_counting(void **state)
{
	date_day d = date_make(1, 1, 1);
	int weekday = 0;
	int year, month;

	assert_int_equal(date_make(1970, 1, 1), 0);
	for (year = 1; year <= 9999; year++) {
		for (month = 1; month <= 12; month++) {
			int y, m, day, k;

			/* every day near our time, else the ends of each month */
			for (k = 1; k <= length_of(year, month); k++) {
				bool look = (year > 1890 && year < 2110) || k == 1 ||
				    k == length_of(year, month);

				if (look) {
					date_split(d, &y, &m, &day);
					if (date_make(year, month, k) != d || y != year ||
					    m != month || day != k || date_weekday(d) != weekday)
						fail_msg("%d-%d-%d", year, month, k);
				}
				d++;
				weekday = (weekday + 1) % 7;
			}
			assert_false(date_valid(year, month, length_of(year, month) + 1));
			assert_int_equal(date_make(year, month, length_of(year, month) + 1),
			    DATE_NONE);
		}
	}
	assert_int_equal(d - 1, date_make(9999, 12, 31));
}

static void
refuses_what_is_no_day(void **state)
{
	static const int bad[][3] = {
		{ 0, 1, 1 }, { -1, 1, 1 }, { 10000, 1, 1 }, { 2026, 0, 1 }, { 2026, 13, 1 },
		{ 2026, 1, 0 }, { 2026, 1, 32 }, { 2026, 2, 29 }, { 1900, 2, 29 }, { 2026, 2, 31 },
		{ INT32_MAX, 1, 1 }, { 2026, INT32_MIN, 1 }, { 2026, 1, INT32_MAX },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(date_valid(bad[i][0], bad[i][1], bad[i][2]));
		assert_int_equal(date_make(bad[i][0], bad[i][1], bad[i][2]), DATE_NONE);
	}
	assert_true(date_valid(2000, 2, 29));
	assert_true(date_valid(2024, 2, 29));
}

static void
adds_months_calendar_true(void **state)
{
	static const struct {
		int from[3], months, to[3];
	} cases[] = {
		{ { 2025, 8, 31 }, 6, { 2026, 2, 28 } }, { { 2023, 8, 31 }, 6, { 2024, 2, 29 } },
		{ { 2026, 1, 31 }, 1, { 2026, 2, 28 } }, { { 2026, 3, 31 }, -1, { 2026, 2, 28 } },
		{ { 2026, 1, 15 }, -1, { 2025, 12, 15 } }, { { 2026, 12, 15 }, 1, { 2027, 1, 15 } },
		{ { 2024, 2, 29 }, 12, { 2025, 2, 28 } }, { { 2024, 2, 29 }, 48, { 2028, 2, 29 } },
		{ { 2026, 5, 5 }, 0, { 2026, 5, 5 } }, { { 1, 1, 31 }, 1, { 1, 2, 28 } },
		{ { 2026, 3, 12 }, -24, { 2024, 3, 12 } },
	};
	date_day first = date_make(1, 1, 1), last = date_make(9999, 12, 31);
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const int *f = cases[i].from, *t = cases[i].to;

		assert_int_equal(date_add_months(date_make(f[0], f[1], f[2]), cases[i].months),
		    date_make(t[0], t[1], t[2]));
	}
	assert_int_equal(date_add_months(first, -1), DATE_NONE);
	assert_int_equal(date_add_months(last, 1), DATE_NONE);
	assert_int_equal(date_add_months(last, INT32_MAX), DATE_NONE);
	assert_int_equal(date_add_months(first, INT32_MIN), DATE_NONE);
	assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
}

static void
adds_days(void **state)
{
	date_day first = date_make(1, 1, 1), last = date_make(9999, 12, 31);

	assert_int_equal(date_add_days(date_make(2024, 2, 28), 2), date_make(2024, 3, 1));
	assert_int_equal(date_add_days(0, -1), date_make(1969, 12, 31));
	assert_int_equal(date_add_days(first, -1), DATE_NONE);
	assert_int_equal(date_add_days(last, 1), DATE_NONE);
	assert_int_equal(date_add_days(last, INT32_MAX), DATE_NONE);
	assert_int_equal(date_add_days(DATE_NONE, 5), DATE_NONE);
	assert_int_equal(date_add_days(first, last - first), last);
}

static void
counts_years_of_age(void **state)
{
	static const struct {
		int born[3], on[3], years;
	} cases[] = {
		{ { 1990, 6, 15 }, { 2026, 6, 14 }, 35 }, { { 1990, 6, 15 }, { 2026, 6, 15 }, 36 },
		{ { 2000, 2, 29 }, { 2018, 2, 28 }, 17 }, { { 2000, 2, 29 }, { 2018, 3, 1 }, 18 },
		{ { 2000, 2, 29 }, { 2020, 2, 29 }, 20 }, { { 2000, 2, 29 }, { 2020, 2, 28 }, 19 },
		{ { 2026, 3, 12 }, { 2026, 3, 12 }, 0 }, { { 2025, 12, 31 }, { 2026, 1, 1 }, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const int *b = cases[i].born, *o = cases[i].on;

		assert_int_equal(date_years_between(date_make(b[0], b[1], b[2]),
		    date_make(o[0], o[1], o[2])), cases[i].years);
	}
}

static void
iso_dates_survive_writing_and_reading(void **state)
{
	date_day d;

	for (d = date_make(1, 1, 1); d <= date_make(9999, 12, 31); d += 13) {
		char out[DATE_ISO_SIZE];

		assert_int_equal(date_from_iso(date_to_iso(d, out)), d);
	}
}

static void
iso_dates_are_exact(void **state)
{
	static const char *const bad[] = { "", "2026", "2026-3-12", "2026-03-1", "2026-03-012",
		"2026/03/12", "20260312", "2026-02-31", "2026-00-10", "0000-01-01", "+026-03-12",
		" 2026-03-12", "2026-03-12 ", "2026-03-12T10:00", "2026-03-1a", "-026-03-12",
		"12-03-2026", "99999-01-01" };
	char out[DATE_ISO_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++)
		if (date_from_iso(bad[i]) != DATE_NONE)
			fail_msg("%s", bad[i]);
	assert_int_equal(date_from_iso("2026-03-12"), date_make(2026, 3, 12));
	assert_string_equal(date_to_iso(date_make(45, 3, 2), out), "0045-03-02");
	assert_string_equal(date_to_iso(DATE_NONE, out), "");
}

static void
writes_dates_in_words(void **state)
{
	char out[24];

	assert_string_equal(date_to_words(date_make(2026, 3, 12), false, out), "12 Mar 2026");
	assert_string_equal(date_to_words(date_make(2026, 3, 12), true, out), "Thu 12 Mar 2026");
	assert_string_equal(date_to_words(date_make(2026, 9, 1), false, out), "1 Sep 2026");
	assert_string_equal(date_to_words(date_make(9999, 12, 31), true, out), "Fri 31 Dec 9999");
	assert_string_equal(date_to_words(DATE_NONE, true, out), "");
}

static void
knows_the_days_of_a_month(void **state)
{
	static const char *const bad[] = { "", "2026", "2026-13", "2026-00", "2026-2", "2026-02-01",
		"2026/02", "0000-01", "202602", "2026-1x", "x026-01" };
	date_day first, last;
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++)
		if (date_month_range(bad[i], &first, &last))
			fail_msg("%s", bad[i]);
	assert_true(date_month_range("2024-02", &first, &last));
	assert_int_equal(first, date_make(2024, 2, 1));
	assert_int_equal(last, date_make(2024, 2, 29));
	assert_true(date_month_range("2018-12", &first, &last));
	assert_int_equal(last, date_make(2018, 12, 31));
}

/* All 1440 minutes are written as read; the ends of the day are right. */
static void
times_survive_writing_and_reading(void **state)
{
	char out[DATE_TIME_SIZE];
	int t;

	for (t = 0; t < 24 * 60; t++) {
		assert_int_equal(date_parse_time(date_format_time(t, false, out)), t);
		assert_int_equal(date_parse_time(date_format_time(t, true, out)), t);
	}
	assert_string_equal(date_format_time(0, false, out), "00:00");
	assert_string_equal(date_format_time(0, true, out), "12:00a");
	assert_string_equal(date_format_time(12 * 60, true, out), "12:00p");
	assert_string_equal(date_format_time(14 * 60 + 30, true, out), "2:30p");
	assert_string_equal(date_format_time(14 * 60 + 30, false, out), "14:30");
	assert_string_equal(date_format_time(-1, false, out), "");
	assert_string_equal(date_format_time(24 * 60, true, out), "");
}

TEST_MAIN(
	cmocka_unit_test(agrees_with_counting),
	cmocka_unit_test(refuses_what_is_no_day),
	cmocka_unit_test(adds_months_calendar_true),
	cmocka_unit_test(adds_days),
	cmocka_unit_test(counts_years_of_age),
	cmocka_unit_test(iso_dates_survive_writing_and_reading),
	cmocka_unit_test(iso_dates_are_exact),
	cmocka_unit_test(writes_dates_in_words),
	cmocka_unit_test(knows_the_days_of_a_month),
	cmocka_unit_test(times_survive_writing_and_reading))
