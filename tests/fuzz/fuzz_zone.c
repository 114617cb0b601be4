/*
 * fuzz_zone.c - any bytes as a time zone file.
 *
 * Whatever is taken for a zone is less than a day from UTC at any instant, and a wall
 * time is the same instant both ways but where the clock goes over it.
 */
#include "base/bug.h"
#include "base/mem.h"
#include "base/zone.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const instant at[] = { INT64_C(-60000000000), -1, 0, 951782400, 1793511000,
		INT64_C(4102444800), INT64_C(250000000000) };
	struct zone *z = zone_parse("fuzz", data, size);
	size_t i;

	for (i = 0; z != NULL && i < ARRAY_LEN(at); i++) {
		int offset = zone_offset(z, at[i]);
		enum zone_fit fit;
		instant back = zone_instant(z, at[i] + offset, &fit);

		BUG_IF(offset <= -DAY_SECONDS || offset >= DAY_SECONDS);
		BUG_IF(back - at[i] < -2 * DAY_SECONDS || back - at[i] > 2 * DAY_SECONDS);
	}
	zone_free(z);
	return 0;
}
