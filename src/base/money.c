/*
 * money.c - see money.h.
 */
#include "base/money.h"

#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/number.h"

#define DECIMALS 4

__extension__ typedef __int128 wide;

/* Moves past any of the words at *s; returns whether there was one. */
static bool
skip_one(const char **s, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strncmp(*s, words[i], strlen(words[i])) == 0) {
			*s += strlen(words[i]);
			return true;
		}
	}
	return false;
}

/* blanks: ordinary, no-break, narrow no-break, thin */
#define BLANKS " ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"
static const char *const blanks[] = { BLANKS };
static const char *const currencies[] = { "$", "\xC2\xA3", "\xE2\x82\xAC", "CA$", "C$",
	"US$", "AU$", "A$", "NZ$" };
static const char *const minuses[] = { "-", "\xE2\x88\x92" };

static void
skip_blanks(const char **s)
{
	while (skip_one(s, blanks, ARRAY_LEN(blanks)))
		;
}

/* What an amount is made of, between its signs. */
struct figure {
	char digits[40];	/* all of them, the decimals last */
	int n;
	int decimals;
	char separator;		/* first byte of the thousands separator; 0: none */
};

/* Adds the run of digits at *s; returns how many, -1 if they are too many. */
static int
take_digits(const char **s, struct figure *f)
{
	int n = 0;

	while (**s >= '0' && **s <= '9') {
		if (f->n == (int)sizeof(f->digits))
			return -1;
		f->digits[f->n++] = *(*s)++;
		n++;
	}
	return n;
}

/* Are there exactly three digits? */
static bool
is_group(const char *s)
{
	return strspn(s, "0123456789") == 3;
}

/* Reads the whole part: digits with one kind of separator before each three. A dot is a
 * separator only when a decimal comma follows. */
static bool
take_whole(const char **s, struct figure *f)
{
	static const char *const separators[] = { ",", "'", "\xE2\x80\x99", BLANKS, "." };
	const char *kind = NULL;
	int n = take_digits(s, f);

	if (n < 0)
		return false;
	if (n < 1 || n > 3 || f->digits[0] == '0')
		return true;	/* no thousands to separate */
	for (;;) {
		const char *at = *s;
		size_t i;

		if (kind ? !skip_one(&at, &kind, 1) :
		    !skip_one(&at, separators, ARRAY_LEN(separators)))
			return true;
		if (!is_group(at))
			return true;
		if (**s == '.' && at[3 + strspn(at + 3, ".0123456789")] != ',')
			return true;
		for (i = 0; !kind && i < ARRAY_LEN(separators); i++)
			if (strncmp(*s, separators[i], strlen(separators[i])) == 0)
				kind = separators[i];
		*s = at;
		if (take_digits(s, f) < 0)
			return false;
		f->separator = kind[0];
	}
}

/* Reads a point with any digits, or a comma with one or two; neither when the same mark
 * separated thousands. */
static bool
take_decimals(const char **s, struct figure *f)
{
	bool comma = **s == ',';

	if (!comma && **s != '.')
		return true;
	if (**s == f->separator)
		return false;
	++*s;
	f->decimals = take_digits(s, f);
	if (f->decimals < 0 || (comma && (f->decimals < 1 || f->decimals > 2)))
		return false;
	return f->n > 0;
}

static bool
figure_value(const struct figure *f, money *out)
{
	int64_t value = 0;
	int kept = f->n - (f->decimals > DECIMALS ? f->decimals - DECIMALS : 0);
	int i;

	for (i = kept; i < f->n; i++)
		if (f->digits[i] != '0')
			return false;
	for (i = 0; i < kept; i++) {
		value = value * 10 + (f->digits[i] - '0');
		if (value > MONEY_MAX)
			return false;
	}
	for (i = f->decimals; i < DECIMALS; i++) {
		value *= 10;
		if (value > MONEY_MAX)
			return false;
	}
	*out = value;
	return f->n > 0;
}

bool
money_parse(const char *s, money *out)
{
	struct figure f = { .n = 0 };
	bool brackets, plus, minus, currency;
	money value;

	skip_blanks(&s);
	brackets = *s == '(';
	s += brackets;
	skip_blanks(&s);
	currency = skip_one(&s, currencies, ARRAY_LEN(currencies));
	skip_blanks(&s);
	minus = skip_one(&s, minuses, ARRAY_LEN(minuses));
	plus = !minus && *s == '+';
	s += plus;
	skip_blanks(&s);
	if (!currency) {
		currency = skip_one(&s, currencies, ARRAY_LEN(currencies));
		skip_blanks(&s);
	}
	if (!take_whole(&s, &f) || !take_decimals(&s, &f))
		return false;
	skip_blanks(&s);
	if (!currency) {
		skip_one(&s, currencies, ARRAY_LEN(currencies));
		skip_blanks(&s);
	}
	if (!minus && !plus && !brackets && (minus = skip_one(&s, minuses, ARRAY_LEN(minuses))))
		skip_blanks(&s);
	if (brackets && (minus || plus || *s++ != ')'))
		return false;
	skip_blanks(&s);
	if (*s || !figure_value(&f, &value))
		return false;
	*out = minus || brackets ? -value : value;
	return true;
}

/* Prints m, which is in units of 10^-decimals. */
static const char *
print(money m, int decimals, char out[MONEY_SIZE])
{
	uint64_t size = m < 0 ? -(uint64_t)m : (uint64_t)m, unit = 1;
	char *end = out + MONEY_SIZE - 1, *at;
	int i;

	for (i = 0; i < decimals; i++)
		unit *= 10;
	*end = '\0';
	at = number_before(end, size % unit, decimals);
	*--at = '.';
	at = number_before(at, size / unit, 1);
	if (m < 0)
		*--at = '-';
	return memmove(out, at, (size_t)(end - at) + 1);
}

const char *
money_format(money m, char out[MONEY_SIZE])
{
	int decimals = DECIMALS;

	for (; decimals > 2 && m % 10 == 0; m /= 10)
		decimals--;
	return print(m, decimals, out);
}

/* m/100 rounded half away from zero. */
static int64_t
cents(money m)
{
	int64_t left = m % 100;

	return m / 100 + (left >= 50) - (left <= -50);
}

const char *
money_format2(money m, char out[MONEY_SIZE])
{
	return print(cents(m), 2, out);
}

static int64_t
clamp(wide v)
{
	return v > INT64_MAX ? INT64_MAX : v < INT64_MIN ? INT64_MIN : (int64_t)v;
}

money
money_round(money m)
{
	return clamp((wide)cents(m) * 100);
}

/* product/c rounded half away from zero. */
static wide
divided(wide product, wide c)
{
	wide quotient, left;

	BUG_IF(c == 0);
	quotient = product / c;
	left = product % c;
	left = left < 0 ? -left : left;
	if (2 * left >= (c < 0 ? -c : c))
		quotient += (product < 0) == (c < 0) ? 1 : -1;
	return quotient;
}

int64_t
money_muldiv(int64_t a, int64_t b, int64_t c)
{
	return clamp(divided((wide)a * b, c));
}

money
money_share(money a, int64_t b, int64_t c)
{
	return clamp(divided((wide)a * b, (wide)c * 100) * 100);
}

int64_t
money_sum(int64_t a, int64_t b)
{
	return clamp((wide)a + b);
}
