/*
 * photo_inside.h - what the files of the reader of pictures share.
 */
#ifndef CHAIRSIDE_EXCHANGE_PHOTO_INSIDE_H
#define CHAIRSIDE_EXCHANGE_PHOTO_INSIDE_H

#include "exchange/photo.h"

/* Bytes of a file that belong together; what lies outside is never read. */
struct bytes {
	const uint8_t *at;
	size_t n;
};

/* The part from `from`, at most `n` long; empty where it lies outside. */
struct bytes bytes_part(struct bytes b, size_t from, size_t n);
bool bytes_begin(struct bytes b, const char *with, size_t n);
/* The number of 1 to 8 bytes at `at`, the big end first or last; 0 where it lies outside. */
uint64_t bytes_number(struct bytes b, size_t at, size_t size, bool big_end);

/* Orientation and time of an EXIF block, which begins with the header of TIFF. */
void photo_exif(struct bytes tiff, struct photo *out);
/* Size, turn and time of a HEIC file. */
void photo_heic(struct bytes file, struct photo *out);

#endif
