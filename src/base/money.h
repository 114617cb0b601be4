/*
 * money.h - amounts in ten-thousandths of the currency unit.
 *
 * 4.032 is 40320: real receipts carry such taxes. Figures are rounded half-up
 * (half away from zero) to two decimals only where they are shown.
 * Largest magnitude accepted: 99,999,999,999.9999.
 */
#ifndef CHAIRSIDE_BASE_MONEY_H
#define CHAIRSIDE_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

typedef int64_t money;

#define MONEY_UNIT 10000
#define MONEY_MAX INT64_C(999999999999999)
#define MONEY_SIZE 32

/* Digits with an optional decimal point and leading sign, a currency sign ($ £ €, CA$
 * and the like) at either end, optional thousands separators (a comma, an apostrophe or
 * a blank: 1,234.50), parentheses or a trailing minus when negative. A single comma
 * followed by one or two digits at the end is a decimal comma (12,50 and 1.234,50);
 * "1,234" is one thousand two hundred and thirty-four, "1.234" is a little more than
 * one, "0,123" is refused. More than four decimals are refused unless the rest is
 * zeros. `out` is unchanged when false. */
bool money_parse(const char *s, money *out);

/* Exact: at least two decimals, more only where they are not zero:
 * 82 → "82.00", 40320 → "4.032". parse(format(x)) == x. */
const char *money_format(money m, char out[MONEY_SIZE]);
/* Rounded to two decimals, no separators: "4.03". */
const char *money_format2(money m, char out[MONEY_SIZE]);
/* Rounded half-up (away from zero) to whole cents; the result is again in
 * ten-thousandths. */
money money_round(money m);

/* a*b/c rounded half away from zero, the product being 128 bits wide; c != 0. A result
 * that does not fit is INT64_MAX or INT64_MIN; where a person's figures are multiplied,
 * the caller compares it with MONEY_MAX. */
int64_t money_muldiv(int64_t a, int64_t b, int64_t c);
/* The same, rounded once to whole cents. Rounding twice would turn what is just under a
 * half into a half. */
money money_share(money a, int64_t b, int64_t c);
/* a + b, or INT64_MAX or INT64_MIN where it does not fit: rows of a file may hold
 * anything. */
int64_t money_sum(int64_t a, int64_t b);

#endif
