/*
 * fuzz_photo.c - any bytes as a picture.
 *
 * Whatever the bytes: their format has a name, the turn is one of eight, no size is below
 * zero, and the time of taking is one that the clock reads.
 */
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "exchange/photo.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct photo p;
	instant t;

	photo_look(data, size, &p);
	BUG_IF(photo_format_name(p.format)[0] == '\0');
	BUG_IF(strchr(photo_media_type(p.format), '/') == NULL);
	BUG_IF(p.turn < 1 || p.turn > 8);
	BUG_IF(p.width < 0 || p.height < 0);
	BUG_IF(memchr(p.taken, '\0', sizeof(p.taken)) == NULL);
	BUG_IF(p.taken[0] != '\0' && !clock_from_iso(p.taken, &t));
	return 0;
}
