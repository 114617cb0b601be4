/*
 * photo_clean.c - a copy is searched before it leaves: what may stand in it is listed, and
 * nothing else may.
 */
#include <string.h>

#include "exchange/photo_inside.h"

#define JFIF_SIZE 14		/* longer, it holds a small picture */
#define ADOBE_SIZE 12

static bool
is_of_picture(uint8_t marker, struct bytes data)
{
	switch (marker) {
	case 0xc0: case 0xc1: case 0xc2:	/* SOF: the frame */
	case 0xc4:				/* DHT */
	case 0xdb:				/* DQT */
	case 0xdd:				/* DRI */
		return true;
	case 0xe0:
		return data.n == JFIF_SIZE && bytes_begin(data, "JFIF\0", 5);
	case 0xee:
		return data.n == ADOBE_SIZE && bytes_begin(data, "Adobe", 5);
	default:
		return false;
	}
}

/* Behind the header of a scan its codes, in which 0xff is followed by 0 or is a restart. */
static void
skip_scan(struct bytes *rest)
{
	size_t at = 2 + bytes_number(*rest, 2, 2, true);

	while (at + 1 < rest->n && (rest->at[at] != 0xff || rest->at[at + 1] == 0 ||
	    (rest->at[at + 1] >= 0xd0 && rest->at[at + 1] <= 0xd7)))
		at++;
	*rest = bytes_part(*rest, at, rest->n);
}

bool
photo_clean(struct bytes copy, struct err *e)
{
	struct bytes rest = bytes_part(copy, 2, copy.n), data;
	uint8_t marker;

	if (!bytes_begin(copy, "\xff\xd8", 2))
		return err_set(e, ERR_IO, NULL, "The copy is no JPEG: it was not given out.");
	for (;;) {
		if (bytes_begin(rest, "\xff\xda", 2)) {
			skip_scan(&rest);
		} else if (!photo_next_segment(&rest, &marker, &data)) {
			break;
		} else if (!is_of_picture(marker, data)) {
			return err_set(e, ERR_IO, NULL, "The copy still holds more than the "
			    "picture, a part marked %02x: it was not given out.", marker);
		}
	}
	if (!bytes_begin(rest, "\xff\xd9", 2) || rest.n != 2)
		return err_set(e, ERR_IO, NULL, "The copy does not end where the picture does: "
		    "it was not given out.");
	return true;
}
