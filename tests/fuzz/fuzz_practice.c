/*
 * fuzz_practice.c - a practice file with bytes overwritten.
 *
 * It opens or is refused, is checked, and everything that can be asked of it ends with
 * an answer or a sentence (tests/support/damage.h). The input says what is overwritten:
 * three bytes of a place, one of how many, and these bytes, again and again. Where the
 * place's first bit is set, it counts 16 bytes from a page's start, where SQLite keeps
 * what it needs to find its way.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/damage.h"
#include "tests/support/test.h"

#define PAGE 4096
#define EDITS_MAX 64

static char *clean, *spoilt, *bytes;
static size_t size;

static void
begin(void)
{
	clean = test_path("clean.db");
	spoilt = test_path("spoilt.db");
	damage_sample(clean);
	bytes = test_read(clean, &size);
}

static size_t
place(const uint8_t *at)
{
	size_t n = ((size_t)(at[0] & 0x7f) << 16) | ((size_t)at[1] << 8) | at[2];

	return at[0] & 0x80 ? (n / 16 * PAGE + n % 16) % size : n % size;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	AUTO_FREE char *copy = NULL;
	int edits;

	if (clean == NULL)
		begin();
	copy = xmalloc(size);
	memcpy(copy, bytes, size);
	for (edits = 0; n > 4 && edits < EDITS_MAX; edits++) {
		size_t at = place(data), many = data[3] % 32 + 1u;

		data += 4;
		n -= 4;
		if (many > n)
			many = n;
		if (many > size - at)
			many = size - at;
		memcpy(copy + at, data, many);
		data += many;
		n -= many;
	}
	damage_copy(clean, spoilt);
	test_write(spoilt, copy, size);
	damage_walk(spoilt);
	return 0;
}
