/*
 * fuzz_udi.c - any bytes as a product's code.
 *
 * Whatever the code: it is refused with a sentence, or none of ours, or has readings with
 * texts that stand in the code, items with a right check digit and days of the calendar;
 * and of a primary of HIBC with any other check character none is read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "exchange/udi.h"
#include "tests/fuzz/fuzz.h"

#define TODAY 20786	/* 2026-11-29 */

static void
check_text(const char *code, const char *text)
{
	BUG_IF(strlen(text) >= UDI_TEXT_SIZE);
	/* HIBC's letters are capitals, however they are typed. */
	BUG_IF(strcasestr(code, text) == NULL);
}

static void
check_day(date_day d)
{
	BUG_IF(d != DATE_NONE && (d < date_make(1900, 1, 1) || d > date_make(9999, 12, 31)));
}

static void
check(const char *code, const struct udi *u)
{
	size_t len = strlen(u->item);

	check_text(code, u->lot);
	check_text(code, u->serial);
	check_day(u->expires);
	check_day(u->made);
	BUG_IF(u->quantity < 0);
	if (len == UDI_GTIN_DIGITS && u->check == '\0' && strspn(u->item, "0123456789") == len)
		BUG_IF(u->item[len - 1] != udi_gtin_check(u->item, len - 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *code = xstrndup((const char *)data, size);
	struct udi readings[UDI_READINGS];
	struct err e = { 0 };
	size_t n = 99, i;

	if (!udi_read(code, TODAY, readings, &n, &e)) {
		BUG_IF(e.code != ERR_INVALID || e.text[0] == '\0' || n != 0);
		return 0;
	}
	BUG_IF(n > UDI_READINGS);
	for (i = 0; i < n; i++)
		check(code, &readings[i]);
	if (n == 1 && readings[0].check != '\0' && code[0] == '+') {
		char *last = code + strlen(code) - 1;

		*last = *last == 'A' ? 'B' : 'A';
		BUG_IF(udi_read(code, TODAY, readings, &n, &e));
	}
	return 0;
}
