/*
 * picture.h - picture files that tests make, byte by byte.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_PICTURE_H
#define CHAIRSIDE_TESTS_SUPPORT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* What an EXIF block says; NULL or 0: not there. */
struct exif {
	bool big_end;
	int turn;
	const char *taken, *fraction, *zone;	/* DateTimeOriginal and what belongs to it */
	const char *changed;			/* DateTime */
	const char *colours;			/* the rule of its colours: "R98", "R03" */
};

void picture_number(struct buf *out, uint64_t number, size_t size, bool big_end);
/* The block, from the header of TIFF on. */
void picture_exif(struct buf *out, const struct exif *x);
/* The start of a JPEG and a segment with that block; a picture's segments may follow. */
void picture_jpeg_exif(struct buf *out, const struct exif *x);
void picture_jpeg_segment(struct buf *out, int marker, const void *data, size_t n);
/* With the CRC that belongs to it. */
void picture_png_chunk(struct buf *out, const char *type, const void *data, size_t n);
void picture_webp_chunk(struct buf *out, const char *type, const void *data, size_t n);
void picture_box(struct buf *out, const char *type, const void *data, size_t n);

#endif
