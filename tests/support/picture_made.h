/*
 * picture_made.h - pictures that tests make with the libraries of their formats.
 *
 * Each shows four fields, seen upright: red and green above, blue and yellow below. Programs
 * that make them link $(PICTURE_LIBS). Of HEIC, whose encoder is not everywhere, the pixels
 * stand here.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_PICTURE_MADE_H
#define CHAIRSIDE_TESTS_SUPPORT_PICTURE_MADE_H

#include "tests/support/picture.h"

enum { PICTURE_PROGRESSIVE = 1, PICTURE_CMYK = 2 };

/* A JPEG of that size, seen upright, lying as EXIF's orientation 1 to 8 says; nothing else is
 * in it. */
void picture_make_jpeg(struct buf *out, int width, int height, int turn, int how);
/* A PNG with the chunks of `before` and `behind` round its pixels; `seen` of 255 of them
 * are. */
void picture_make_png(struct buf *out, int width, int height, int turn, int seen,
    const struct buf *before, const struct buf *behind);
void picture_make_webp(struct buf *out, int width, int height, int turn);
/* A HEIC of 64x96: where `turned` a property says how its pixels lie, else they are seen as
 * they lie, 96x64. `exif` is a note, `colours` what its box of colours holds ("prof" and a
 * profile); either may be empty. A second picture stands before it, as it lies. */
void picture_make_heic(struct buf *out, bool turned, const struct buf *exif,
    const struct buf *colours);

/* "48x32 red green blue yellow": size and corners of a JPEG, row by row; owned by the
 * caller. */
char *picture_corners(const struct buf *jpeg);
/* The first pixel of a JPEG. */
void picture_first(const struct buf *jpeg, uint8_t rgb[3]);

#endif
