/*
 * Proves that money_parse reads what the header says and nothing else, that an
 * amount survives being written and read, and that rounding is half away from
 * zero, compared with a slow independent computation.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/money.h"
#include "base/number.h"
#include "tests/support/test.h"

static void
reads_amounts(void **state)
{
	static const struct {
		const char *text;
		money value;
	} good[] = {
		{ "0", 0 }, { "-0", 0 }, { "12", 120000 }, { "12.5", 125000 },
		{ "249.50", 2495000 }, { "4.032", 40320 }, { "0.0001", 1 },
		{ "1.230000", 12300 }, { ".5", 5000 }, { "5.", 50000 }, { "007", 70000 },
		{ "12,50", 125000 }, { "12,5", 125000 }, { "0,50", 5000 }, { ",5", 5000 },
		{ "1234,56", 12345600 },
		{ "1,234", 12340000 }, { "1,234.50", 12345000 }, { "12,345,678.9", 123456789000 },
		{ "1'234.50", 12345000 }, { "1\xE2\x80\x99" "234.50", 12345000 },
		{ "1 234.50", 12345000 }, { "1 234,50", 12345000 }, { "1 234 567", 12345670000 },
		{ "1\xC2\xA0" "234,50", 12345000 }, { "1\xE2\x80\xAF" "234,50 \xE2\x82\xAC", 12345000 },
		{ "1.234,50", 12345000 }, { "1.234.567,8", 12345678000 }, { "1.234", 12340 },
		{ "CA$12.50", 125000 }, { "-A$1,145.00", -11450000 }, { "(US$5)", -50000 },
		{ "$12", 120000 }, { "\xC2\xA3 12.00", 120000 }, { "\xE2\x82\xAC" "12,50", 125000 },
		{ "12,50 \xE2\x82\xAC", 125000 }, { "1 234 \xE2\x82\xAC", 12340000 },
		{ "+3", 30000 }, { "-3", -30000 }, { "-$3", -30000 }, { "$-3", -30000 },
		{ "\xE2\x88\x92" "3", -30000 }, { "- 3", -30000 }, { "3-", -30000 }, { "3.00 -", -30000 },
		{ "(12.00)", -120000 }, { "($1,234.50)", -12345000 }, { "( 5 )", -50000 },
		{ "  7\t", 70000 }, { "\xC2\xA0" "7", 70000 }, { "1 234 ", 12340000 },
		{ "99999999999.9999", MONEY_MAX }, { "-99,999,999,999.9999", -MONEY_MAX },
		{ "0000000000000000000012.00", 120000 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(good); i++) {
		money m = -1;

		if (!money_parse(good[i].text, &m) || m != good[i].value)
			fail_msg("\"%s\" gave %lld", good[i].text, (long long)m);
	}
}

static void
refuses_what_is_no_amount(void **state)
{
	static const char *const bad[] = {
		"", " ", "-", "+", "$", "()", ".", ",", "-.", "abc", "12a", "1e5", "0x10", "1..2",
		"1.2.3", "--5", "+-5", "-5-", "+5-", "(-5)", "(5-)", "(5", "5)", "((5))", "$$5",
		"$5\xE2\x82\xAC", "1.23456", "100000000000", "99999999999.99991", "-100000000000",
		"12,345,67", "12,3456", "1,2345", "1,23,456", "0,123", "0,123.00", "1234,567",
		"1,,234", "1,234,", "1.234.567", "1.23,4", "1.234.56,7", "1,234 567", "1 234'567",
		"12 34", "1 2,50", "1'23", "'123", ",123", "1 ,5", "5 5", "NaN", "inf",
		"\xD9\xA3", "5\xFF", "12.00 EUR",
		"123456789012345678901234567890123456789012345678901234567890",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++) {
		money m = 77;

		if (money_parse(bad[i], &m))
			fail_msg("\"%s\" gave %lld", bad[i], (long long)m);
		assert_int_equal(m, 77);
	}
}

static void
writes_amounts(void **state)
{
	static const struct {
		money value;
		const char *exact, *rounded;
	} cases[] = {
		{ 0, "0.00", "0.00" }, { 82 * MONEY_UNIT, "82.00", "82.00" },
		{ 40320, "4.032", "4.03" }, { 40350, "4.035", "4.04" },
		{ -40350, "-4.035", "-4.04" }, { 40349, "4.0349", "4.03" },
		{ 1, "0.0001", "0.00" }, { -1, "-0.0001", "0.00" }, { 50, "0.005", "0.01" },
		{ -50, "-0.005", "-0.01" }, { 49, "0.0049", "0.00" }, { 125000, "12.50", "12.50" },
		{ 99999950, "9999.995", "10000.00" },
		{ MONEY_MAX, "99999999999.9999", "100000000000.00" },
		{ -MONEY_MAX, "-99999999999.9999", "-100000000000.00" },
		{ INT64_MAX, "922337203685477.5807", "922337203685477.58" },
		{ INT64_MIN, "-922337203685477.5808", "-922337203685477.58" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		char out[MONEY_SIZE];

		assert_string_equal(money_format(cases[i].value, out), cases[i].exact);
		assert_string_equal(money_format2(cases[i].value, out), cases[i].rounded);
	}
}

static void
writes_whole_numbers(void **state)
{
	static const int64_t cases[] = { 0, 1, -1, 9, 10, -10, 99, 100, 1234567890,
	    INT64_MAX, INT64_MIN };
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *expected = xasprintf("%" PRId64, cases[i]);
		char out[NUMBER_SIZE];

		assert_string_equal(number_format(cases[i], out), expected);
	}
}

static uint64_t seed = 20260312;

static uint64_t
any(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Small and large amounts alike: a number of any length, either sign. */
static money
any_amount(void)
{
	money m = (money)(any() % (uint64_t)MONEY_MAX) >> any() % 50;

	return any() & 1 ? m : -m;
}

static void
survives_writing_and_reading(void **state)
{
	int i;

	for (i = 0; i < 50000; i++) {
		money m = any_amount(), back;
		char out[MONEY_SIZE];

		if (!money_parse(money_format(m, out), &back) || back != m)
			fail_msg("%lld was written %s", (long long)m, out);
	}
}

/* Rounded to cents, an amount is what its two-decimal form says, at most half a
 * cent away, and on the far side of zero when exactly between. */
static void
rounds_half_away_from_zero(void **state)
{
	int i;

	for (i = 0; i < 50000; i++) {
		money m = any_amount(), r = money_round(m), back;
		char out[MONEY_SIZE];
		money off = m < 0 ? m - r : r - m;

		assert_int_equal(r % 100, 0);
		assert_true(off > -50 && off <= 50);
		if (r <= MONEY_MAX && r >= -MONEY_MAX) {
			assert_true(money_parse(money_format2(m, out), &back));
			assert_int_equal(back, r);
		}
	}
	assert_int_equal(money_round(INT64_MAX), INT64_MAX / 100 * 100);
	assert_int_equal(money_round(INT64_MIN), INT64_MIN / 100 * 100);
}

/* a*b/c by school division on small numbers. */
static void
divides_products(void **state)
{
	int64_t a, b, c;

	for (a = -30; a <= 30; a++) {
		for (b = -7; b <= 7; b++) {
			for (c = -9; c <= 9; c++) {
				int64_t p = a * b, n = 0, size = p < 0 ? -p : p;
				int64_t unit = c < 0 ? -c : c;

				if (c == 0)
					continue;
				while ((2 * n + 1) * unit <= 2 * size)
					n++;
				assert_int_equal(money_muldiv(a, b, c),
				    (p < 0) == (c < 0) ? n : -n);
			}
		}
	}
}

static void
divides_products_wider_than_64_bits(void **state)
{
	assert_int_equal(money_muldiv(MONEY_MAX, MONEY_MAX, MONEY_MAX), MONEY_MAX);
	assert_int_equal(money_muldiv(INT64_MAX, INT64_MAX, INT64_MAX), INT64_MAX);
	assert_int_equal(money_muldiv(INT64_MIN, INT64_MIN, INT64_MIN), INT64_MIN);
	assert_int_equal(money_muldiv(INT64_MIN, 1, INT64_MIN), 1);
	assert_int_equal(money_muldiv(MONEY_MAX, 2000, 10000), 200000000000000);
	/* What does not fit stays past MONEY_MAX, for the caller to see. */
	assert_int_equal(money_muldiv(INT64_MAX, 2, 1), INT64_MAX);
	assert_int_equal(money_muldiv(INT64_MAX, -2, 1), INT64_MIN);
	assert_int_equal(money_muldiv(INT64_MIN, 1, -1), INT64_MAX);
	assert_int_equal(money_muldiv(MONEY_MAX, MONEY_MAX, 1), INT64_MAX);
}

TEST_MAIN(
	cmocka_unit_test(reads_amounts),
	cmocka_unit_test(refuses_what_is_no_amount),
	cmocka_unit_test(writes_amounts),
	cmocka_unit_test(writes_whole_numbers),
	cmocka_unit_test(survives_writing_and_reading),
	cmocka_unit_test(rounds_half_away_from_zero),
	cmocka_unit_test(divides_products),
	cmocka_unit_test(divides_products_wider_than_64_bits))
