/*
 * Amounts under arbitrary bytes. What is read is within the limits and is read
 * again from its exact form, and its rounded form says what money_round() does;
 * what is refused leaves the amount alone. Without a decimal mark or separator
 * an amount is its digits.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/money.h"
#include "tests/fuzz/fuzz.h"

static void
accepted(const char *text, money m)
{
	char out[MONEY_SIZE];
	size_t digits = strspn(text, "0123456789");
	money again;

	BUG_IF(m > MONEY_MAX || m < -MONEY_MAX);
	BUG_IF(!money_parse(money_format(m, out), &again) || again != m);
	/* The largest amounts round up past what may be read. */
	if (money_parse(money_format2(m, out), &again))
		BUG_IF(again != money_round(m));
	else
		BUG_IF(money_round(m) <= MONEY_MAX && money_round(m) >= -MONEY_MAX);
	if (text[digits] == '\0')
		BUG_IF(m != strtoll(text, NULL, 10) * MONEY_UNIT);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = xstrndup((const char *)data, size);
	money m = 77;

	if (money_parse(text, &m))
		accepted(text, m);
	else
		BUG_IF(m != 77);
	return 0;
}
