/*
 * udi.c - see udi.h: which system a code is of, and what both have in common.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/udi_inside.h"

#define IDENTIFIER_LEN 3	/* such as ]C1 */

bool
udi_wrong(struct udi_reader *r, const char *fmt, ...)
{
	char text[sizeof(r->e->text)];
	va_list ap;

	if (r->e->code != ERR_NONE)
		return false;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(r->e, ERR_INVALID, NULL, "%s", text);
}

int
udi_digits(const char *s, size_t n)
{
	int value = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		value = value * 10 + (*s - '0');
	}
	return value;
}

int
udi_year(const struct udi_reader *r, int two)
{
	int year, month, day, apart;

	date_split(r->today, &year, &month, &day);
	apart = two - year % 100;
	year += apart;
	return apart >= 51 ? year - 100 : apart <= -50 ? year + 100 : year;
}

bool
udi_day(struct udi_reader *r, const char *what, int year, int month, int day, date_day *out)
{
	date_day first = month < 1 || day < 0 ? DATE_NONE : date_make(year, month, 1);

	*out = DATE_NONE;
	if (first != DATE_NONE)
		*out = day > 0 ? date_make(year, month, day) : date_add_months(first, 1) - 1;
	if (*out == DATE_NONE)
		return udi_wrong(r, "The code's %s, %04d-%02d-%02d, is no day of the calendar: "
		    "it is wrong or was read wrongly.", what, year, month < 0 ? 0 : month,
		    day < 0 ? 0 : day);
	return true;
}

char
udi_gtin_check(const char *digits, size_t len)
{
	int sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += (digits[len - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
	return (char)('0' + (10 - sum % 10) % 10);
}

/* The number under the bars of a retail box, of 12 to 14 digits. */
static bool
is_retail(const char *code, size_t len)
{
	return len >= 12 && len <= UDI_GTIN_DIGITS && strspn(code, "0123456789") == len &&
	    (len < UDI_GTIN_DIGITS || strncmp(code, "01", 2) != 0) &&
	    code[len - 1] == udi_gtin_check(code, len - 1);
}

static bool
read_retail(struct udi_reader *r, const char *code, size_t len)
{
	struct udi *u = &r->readings[r->n++];

	*u = UDI_NOTHING;
	snprintf(u->item, sizeof(u->item), "%.*s%s", (int)(UDI_GTIN_DIGITS - len),
	    "00", code);
	return true;
}

/* The second of two codes on a box, dates and lot without the item, may be a lot too. */
static bool
read_unsaid(struct udi_reader *r, const char *code)
{
	struct udi typed = UDI_NOTHING;
	size_t i;

	if (strlen(code) >= sizeof(typed.lot) ||
	    (strncmp(code, "17", 2) != 0 && strncmp(code, "11", 2) != 0))
		return true;
	if (!udi_gs1(r, code) || r->readings[0].lot[0] == '\0') {
		r->n = 0;
		err_clear(r->e);
		return true;
	}
	if (r->n == UDI_READINGS)
		r->n--;
	for (i = r->n++; i > 0; i--)
		r->readings[i] = r->readings[i - 1];
	snprintf(typed.lot, sizeof(typed.lot), "%s", code);
	r->readings[0] = typed;
	return true;
}

/* The separators of a field become those of a scanner. */
static void
separate(char *text)
{
	char *at;

	while ((at = strstr(text, "^]")) != NULL) {
		*at = UDI_SEPARATOR;
		memmove(at + 1, at + 2, strlen(at + 2) + 1);
	}
}

bool
udi_read(const char *text, date_day today, struct udi readings[UDI_READINGS], size_t *n,
    struct err *e)
{
	struct err wrong = { 0 };
	struct udi_reader r = { .today = today, .readings = readings, .e = &wrong };
	AUTO_FREE char *whole = xstrdup(text);
	bool identified = text[0] == ']' && strlen(text) >= IDENTIFIER_LEN, ok;
	const char *code = identified ? whole + IDENTIFIER_LEN : whole;
	size_t len;

	separate(whole);
	len = strlen(code);
	if (len > UDI_CODE_MAX)
		ok = udi_wrong(&r, "A code of %zu characters is none of one product.", len);
	else if (code[0] == '+' || (code[0] == '*' && code[1] == '+'))
		ok = udi_hibc(&r, code);
	else if (is_retail(code, len))
		ok = read_retail(&r, code, len);
	else if (identified || strchr(code, UDI_SEPARATOR) != NULL ||
	    (code[0] == '(' && udi_digits(code + 1, 2) >= 0) ||
	    (strncmp(code, "01", 2) == 0 && strspn(code, "0123456789") >= UDI_GTIN_DIGITS))
		ok = udi_gs1(&r, code);
	else
		ok = read_unsaid(&r, code);
	*n = ok ? r.n : 0;
	return ok || err_set(e, wrong.code, wrong.field, "%s", wrong.text);
}
