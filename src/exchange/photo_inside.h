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
/* Does it say that the colours are those of Adobe RGB, as cameras do without a profile? */
bool photo_exif_is_adobe_rgb(struct bytes tiff);
/* Size, turn and time of a HEIC file. */
void photo_heic(struct bytes file, struct photo *out);

/* The next part of a file that is a row of them, and moves `rest` behind it; false: there
 * is none that is whole. In a JPEG it ends before a scan and before the end. */
bool photo_next_segment(struct bytes *rest, uint8_t *marker, struct bytes *data);
bool photo_next_webp(struct bytes *rest, char type[4], struct bytes *data);

/* What a library makes of the bytes: rows from above, without gaps. */
struct pixels {
	uint8_t *at;		/* malloc */
	int32_t width, height;
	int channels;		/* 3: RGB; 4: CMYK as JPEG has it, 255 no ink */
	struct buf profile;	/* of its colours; empty: none, that is sRGB */
};

/* Of a picture of any format that can be shown; `out` is freed by photo_pixels_free() either
 * way. ERR_INVALID. */
bool photo_decode(struct bytes file, enum photo_format format, struct pixels *out,
    struct err *e);
bool photo_jpeg_decode(struct bytes file, struct pixels *out, struct err *e);
/* Room for them: `width` and `height` are set, and so many bytes a pixel; more than
 * PHOTO_PIXELS_MAX is refused. */
bool photo_pixels_make(struct pixels *p, int bytes, struct err *e);
void photo_pixels_free(struct pixels *p);
bool photo_fits(int64_t width, int64_t height, struct err *e);
/* The sentence of a file that a library could not read. */
bool photo_damaged(struct err *e);

/* Turns a JPEG as it stands, without loss and without all that is not the picture. False
 * without a sentence: its size or its colours do not let it be; with one: it is damaged. */
bool photo_jpeg_turn(struct bytes file, int turn, struct buf *jpeg, struct err *e);
bool photo_jpeg_encode(const struct pixels *p, struct buf *jpeg, struct err *e);

/* Do colours of that profile look the same without it? So do those of none, and of one that
 * cannot be read. */
bool photo_is_srgb(const struct buf *profile);
/* Colours that a file names without giving their profile. */
enum photo_colours { PHOTO_ADOBE_RGB, PHOTO_DISPLAY_P3 };
/* Adds it; without the library of profiles nothing. */
void photo_add_profile(enum photo_colours colours, struct buf *profile);
bool photo_to_srgb(struct pixels *p, struct err *e);
/* As EXIF's orientation 1 to 8 says to hold it. */
bool photo_turn(struct pixels *p, int turn, struct err *e);

/* Does the copy hold a picture and nothing else? ERR_IO names what it holds. */
bool photo_clean(struct bytes copy, struct err *e);

#endif
