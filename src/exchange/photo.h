/*
 * photo.h - pictures as phones and cameras write them: what one is, and a copy that tells
 * nothing but the picture.
 *
 * What a file is, is said by its first bytes, never by its name. The original is never
 * changed; who shows or gives away a picture shows a copy: upright, in sRGB, a JPEG that
 * holds nothing else. Where a picture was taken, by what and when stands in EXIF (also in
 * Photoshop's copy of it), XMP, IPTC, maker's notes, thumbnails, second pictures and films
 * behind the end; so the copy is made of the picture alone, and searched before it is
 * given out.
 *
 * The turn that is followed is EXIF's (EXIF 2.32, 4.6.4 Orientation). In HEIC and AVIF it
 * is that of the picture's properties (irot, imir), and EXIF's is a note only (ISO/IEC
 * 23008-12, annex A).
 */
#ifndef CHAIRSIDE_EXCHANGE_PHOTO_H
#define CHAIRSIDE_EXCHANGE_PHOTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum photo_format {
	PHOTO_OTHER,		/* none of these */
	PHOTO_JPEG,
	PHOTO_PNG,
	PHOTO_WEBP,
	PHOTO_HEIC,
	PHOTO_AVIF,
	/* Known by name, never shown: */
	PHOTO_GIF,
	PHOTO_TIFF,
	PHOTO_FILM,		/* MP4 and its like */
	PHOTO_PDF
};

#define PHOTO_TAKEN_SIZE 32

struct photo {
	enum photo_format format;
	int32_t width, height;	/* in pixels, upright; 0: not known */
	int turn;		/* the orientation in EXIF that is followed, 1 to 8 */
	/* When it was taken by the camera's clock, "2026-11-03T14:00:05.123-05:00" as
	 * clock_from_iso() reads it, fraction and zone only where the camera writes them;
	 * empty: not known. The day a file was last changed is none. */
	char taken[PHOTO_TAKEN_SIZE];
};

/* Any bytes. Never fails: what is not known or is wrong is as if it were not there. */
void photo_look(const void *bytes, size_t n, struct photo *out);

/* "JPEG", "HEIC", "PDF"; of PHOTO_OTHER "unknown". */
const char *photo_format_name(enum photo_format f);
/* "image/jpeg"; of PHOTO_OTHER "application/octet-stream". */
const char *photo_media_type(enum photo_format f);
/* The format of a media type, PHOTO_OTHER where it is none of these; how names of its files
 * end, "jpg". */
enum photo_format photo_format_of(const char *media_type);
const char *photo_ending(enum photo_format f);
/* May a copy be made of one, as far as its format goes? */
bool photo_can_be_shown(enum photo_format f);

/*
 * Adds the copy to `jpeg`, turned further by that many quarters clockwise, 0 to 3. JPEG to
 * JPEG is without loss where its size and colours let it be; the same picture in another
 * wrapping then gives the same bytes.
 *
 * ERR_INVALID with a sentence: not a picture that can be shown, damaged, cut or too large
 * (PHOTO_PIXELS_MAX), a library that is not installed. ERR_IO: no memory or process for it,
 * or the copy holds something that must not leave. `jpeg` is then as before.
 *
 * The bytes are decoded in a child process of its own, so a decoder that crashes or hangs
 * takes nothing down.
 */
#define PHOTO_PIXELS_MAX 200000000
bool photo_copy(const void *bytes, size_t n, int quarter_turns, struct buf *jpeg,
    struct err *e);

#endif
