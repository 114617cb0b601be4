/*
 * fuzz_photo.c - any bytes as a picture.
 *
 * Whatever the bytes: their format has a name, the turn is one of eight, no size is below
 * zero, and the time of taking is one that the clock reads. As a copy they are clean, then
 * they begin and end as a JPEG does, or a sentence says why not.
 */
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "exchange/photo_inside.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes all = { data, size };
	struct err e = { 0 };
	struct photo p;
	instant t;

	photo_look(data, size, &p);
	BUG_IF(photo_format_name(p.format)[0] == '\0');
	BUG_IF(strchr(photo_media_type(p.format), '/') == NULL);
	BUG_IF(p.turn < 1 || p.turn > 8);
	BUG_IF(p.width < 0 || p.height < 0);
	BUG_IF(memchr(p.taken, '\0', sizeof(p.taken)) == NULL);
	BUG_IF(p.taken[0] != '\0' && !clock_from_iso(p.taken, &t));
	photo_exif_is_adobe_rgb(all);
	if (photo_clean(all, &e))
		BUG_IF(!bytes_begin(all, "\xff\xd8", 2) ||
		    !bytes_begin(bytes_part(all, size - 2, 2), "\xff\xd9", 2));
	else
		BUG_IF(e.code != ERR_IO || e.text[0] == '\0');
	return 0;
}
