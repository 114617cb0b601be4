/*
 * picture_made.c - pictures that tests make with the libraries of their formats.
 */
#include <stdlib.h>
#include <string.h>

#include <turbojpeg.h>
#include <webp/encode.h>
#include <zlib.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/support/picture_made.h"

static const struct {
	const char *name;
	uint8_t rgb[3];
} fields[] = {
	{ "red", { 200, 40, 40 } },
	{ "green", { 40, 160, 60 } },
	{ "blue", { 40, 60, 200 } },
	{ "yellow", { 220, 200, 40 } },
	{ "white", { 255, 255, 255 } },
};

/* The pixels as they lie; where the first row and the first column of them belong stands in
 * EXIF 2.32, 4.6.4, for each orientation. *width and *height become theirs. */
static uint8_t *
lying_pixels(int *width, int *height, int turn)
{
	int w = *width, h = *height, x, y, row, column;
	bool lying = turn >= 5;
	uint8_t *rgb = xcalloc(w * h, 3), *to = rgb;

	*width = lying ? h : w;
	*height = lying ? w : h;
	for (row = 0; row < *height; row++) {
		for (column = 0; column < *width; column++, to += 3) {
			/* the row's place: top, or left of those that lie; the column's so */
			x = lying ? row : column;
			y = lying ? column : row;
			if (turn == 2 || turn == 3 || turn == 6 || turn == 7)
				x = w - 1 - x;
			if (turn == 3 || turn == 4 || turn == 7 || turn == 8)
				y = h - 1 - y;
			memcpy(to, fields[(y >= h / 2) * 2 + (x >= w / 2)].rgb, 3);
		}
	}
	return rgb;
}

void
picture_make_jpeg(struct buf *out, int width, int height, int turn, int how)
{
	AUTO_FREE uint8_t *rgb = lying_pixels(&width, &height, turn);
	AUTO_FREE uint8_t *cmyk = xcalloc(width * height, 4);
	int i;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	tjhandle tj = tjInitCompress();
	bool in_print = how & PICTURE_CMYK;

	/* As Adobe writes it, the other way round: what red lacks is cyan, and no black. */
	for (i = 0; i < width * height; i++) {
		memcpy(cmyk + 4 * i, rgb + 3 * i, 3);
		cmyk[4 * i + 3] = 255;
	}
	BUG_IF(tjCompress2(tj, in_print ? cmyk : rgb, width, 0, height,
	    in_print ? TJPF_CMYK : TJPF_RGB, &bytes, &size, in_print ? TJSAMP_444 : TJSAMP_420, 90,
	    how & PICTURE_PROGRESSIVE ? TJFLAG_PROGRESSIVE : 0) != 0);
	buf_add(out, bytes, size);
	tjFree(bytes);
	tjDestroy(tj);
}

void
picture_make_png(struct buf *out, int width, int height, int turn, int seen,
    const struct buf *before, const struct buf *behind)
{
	AUTO_FREE uint8_t *rgb = lying_pixels(&width, &height, turn);
	AUTO_BUF struct buf part = BUF_INIT;
	uLongf size = compressBound((4 * width + 1) * height);
	AUTO_FREE uint8_t *packed = xmalloc(size);
	int i;

	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	picture_number(&part, width, 4, true);
	picture_number(&part, height, 4, true);
	buf_add(&part, "\x08\x06\0\0\0", 5);
	picture_png_chunk(out, "IHDR", part.s, part.len);
	buf_add(out, before->s, before->len);
	buf_cut(&part, 0);
	for (i = 0; i < width * height; i++) {
		if (i % width == 0)
			buf_addc(&part, 0);	/* a row that is not filtered */
		buf_add(&part, rgb + 3 * i, 3);
		buf_addc(&part, seen);
	}
	BUG_IF(compress(packed, &size, (const Bytef *)part.s, part.len) != Z_OK);
	picture_png_chunk(out, "IDAT", packed, size);
	buf_add(out, behind->s, behind->len);
	picture_png_chunk(out, "IEND", "", 0);
}

void
picture_make_webp(struct buf *out, int width, int height, int turn)
{
	AUTO_FREE uint8_t *rgb = lying_pixels(&width, &height, turn);
	uint8_t *bytes;
	size_t size = WebPEncodeLosslessRGB(rgb, width, height, width * 3, &bytes);

	BUG_IF(size == 0);
	buf_add(out, bytes, size);
	WebPFree(bytes);
}

/* --- HEIC ------------------------------------------------------------------------------ */

/* The fields of 64 x 96 lying as orientation 6 says, by the encoder x265: its configuration
 * and its one slice. The boxes round them are ours. */
static const uint8_t heic_configuration[] = {
	0x01, 0x03, 0x70, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x1e, 0xf0, 0x00, 0xfc, 0xfd, 0xf8, 0xf8, 0x00, 0x00, 0x0f, 0x03, 0x20,
	0x00, 0x01, 0x00, 0x18, 0x40, 0x01, 0x0c, 0x01, 0xff, 0xff, 0x03, 0x70,
	0x00, 0x00, 0x03, 0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03, 0x00,
	0x1e, 0xba, 0x02, 0x40, 0x21, 0x00, 0x01, 0x00, 0x2b, 0x42, 0x01, 0x01,
	0x03, 0x70, 0x00, 0x00, 0x03, 0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00,
	0x03, 0x00, 0x1e, 0xa0, 0x30, 0x81, 0x05, 0x96, 0xea, 0x49, 0x29, 0xae,
	0x6e, 0x04, 0x04, 0x0c, 0x08, 0x00, 0x00, 0x03, 0x00, 0x08, 0x00, 0x00,
	0x03, 0x00, 0x08, 0x40, 0x22, 0x00, 0x01, 0x00, 0x07, 0x44, 0x01, 0xc1,
	0x72, 0xb0, 0x22, 0x40,
};
static const uint8_t heic_slice[] = {
	0x00, 0x00, 0x01, 0x05, 0x28, 0x01, 0xaf, 0x06, 0x38, 0xf1, 0x73, 0xdf,
	0x9f, 0xa6, 0xfd, 0x2c, 0x3f, 0xff, 0xff, 0x5a, 0x23, 0xff, 0xff, 0xaf,
	0xe3, 0x85, 0xdf, 0x2b, 0x4d, 0xd7, 0xea, 0x20, 0x9f, 0xff, 0xe4, 0xa4,
	0x36, 0xff, 0xae, 0x5f, 0xb3, 0x1c, 0x29, 0xc8, 0x71, 0x36, 0xda, 0xde,
	0x7a, 0xb0, 0x65, 0x10, 0xc5, 0xef, 0x86, 0xc5, 0x8d, 0x97, 0x0c, 0xd6,
	0x1c, 0x3d, 0x3c, 0xa9, 0xc7, 0x4f, 0x46, 0x62, 0xba, 0x87, 0x69, 0x94,
	0x6b, 0x8b, 0x3b, 0x1a, 0x23, 0x7d, 0x62, 0x74, 0xca, 0x47, 0xc7, 0xeb,
	0x4b, 0x78, 0xa6, 0x39, 0xbd, 0x1e, 0x48, 0x87, 0x80, 0xfd, 0xeb, 0x65,
	0xac, 0x85, 0xff, 0xa1, 0x61, 0xca, 0x76, 0xa8, 0x25, 0xf8, 0x2d, 0xdd,
	0x79, 0xc2, 0x37, 0x9e, 0xe7, 0xde, 0xbb, 0xfe, 0xad, 0x54, 0xb9, 0x8d,
	0x7f, 0x91, 0x80, 0xe8, 0xd5, 0x3f, 0xef, 0x3f, 0x7c, 0x28, 0xeb, 0x7e,
	0x21, 0x9a, 0x04, 0x06, 0x89, 0x14, 0x72, 0x14, 0xdf, 0xe4, 0x89, 0x9c,
	0x5f, 0x88, 0x72, 0x3b, 0xd8, 0x87, 0xc1, 0xd6, 0xbf, 0x96, 0x55, 0x3d,
	0x77, 0xc3, 0x1a, 0xb6, 0xc8, 0x3d, 0xc0, 0x39, 0x09, 0x49, 0x42, 0xb8,
	0xa9, 0x34, 0x13, 0x0d, 0x98, 0x6d, 0xc9, 0xbe, 0x7b, 0x74, 0x07, 0xa5,
	0xcb, 0x03, 0xfa, 0xcc, 0x1b, 0xff, 0xb0, 0x47, 0x2b, 0x32, 0x98, 0xed,
	0xc2, 0x3d, 0x72, 0x8b, 0x75, 0x8e, 0x5a, 0xd2, 0x9f, 0x6b, 0x3f, 0x5f,
	0xf4, 0x97, 0x4b, 0x0a, 0x1d, 0x1a, 0x4f, 0xe7, 0x41, 0x3f, 0xf7, 0x2d,
	0xdc, 0x63, 0x14, 0x21, 0x3e, 0xc0, 0x62, 0xd4, 0x41, 0x7f, 0xe4, 0xf4,
	0xd7, 0xcc, 0x1f, 0x0e, 0xa7, 0xdb, 0x5b, 0xff, 0xb5, 0xa1, 0x51, 0x71,
	0x55, 0x67, 0xd0, 0x9d, 0x2f, 0xd3, 0xbd, 0x46, 0xda, 0xc0, 0x3e, 0x32,
	0x01, 0xfc, 0x3f, 0x44, 0x95, 0x0a, 0x10, 0x86, 0xb5, 0xf0, 0x1b, 0x87,
	0xf0,
};

static void
add_box(struct buf *out, const char *type, struct buf *data)
{
	picture_box(out, type, data->s, data->len);
	buf_cut(data, 0);
}

/* Item 1 is the second picture, 2 the one that is shown, 3 EXIF. */
static void
add_meta(struct buf *out, bool turned, const struct buf *exif, const struct buf *colours)
{
	AUTO_BUF struct buf meta = BUF_INIT, part = BUF_INIT, inner = BUF_INIT;
	size_t n = exif->len > 0 ? 3 : 2, i;

	picture_number(&meta, 0, 4, true);
	picture_box(&meta, "hdlr", "\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0", 25);
	picture_box(&meta, "pitm", "\0\0\0\0\0\2", 6);
	picture_number(&part, n, 6, true);
	picture_box(&part, "infe", "\2\0\0\0\0\1\0\0hvc1", 13);
	picture_box(&part, "infe", "\2\0\0\0\0\2\0\0hvc1", 13);
	if (n == 3)
		picture_box(&part, "infe", "\2\0\0\0\0\3\0\0Exif", 13);
	add_box(&meta, "iinf", &part);
	/* Version 1; offsets and lengths of 4 bytes, in idat. */
	buf_add(&part, "\1\0\0\0\x44\0", 6);
	picture_number(&part, n, 2, true);
	for (i = 1; i <= n; i++) {
		picture_number(&part, i, 2, true);
		buf_add(&part, "\0\1\0\0\0\1", 6);
		picture_number(&part, i < 3 ? 0 : sizeof(heic_slice), 4, true);
		picture_number(&part, i < 3 ? sizeof(heic_slice) : exif->len + 4, 4, true);
	}
	add_box(&meta, "iloc", &part);
	picture_box(&inner, "hvcC", heic_configuration, sizeof(heic_configuration));
	picture_box(&inner, "ispe", "\0\0\0\0\0\0\0\x60\0\0\0\x40", 12);
	picture_box(&inner, "irot", "\3", 1);
	if (colours->len > 0)
		picture_box(&inner, "colr", colours->s, colours->len);
	add_box(&part, "ipco", &inner);
	/* Item 1 has the first two of them, item 2 besides those that it is to have. */
	picture_number(&inner, 2, 8, true);
	buf_add(&inner, "\0\1\2\x81\2\0\2", 7);
	buf_addc(&inner, 2 + turned + (colours->len > 0));
	buf_adds(&inner, "\x81\2");
	buf_adds(&inner, turned ? "\x83" : "");
	buf_adds(&inner, colours->len > 0 ? "\4" : "");
	add_box(&part, "ipma", &inner);
	add_box(&meta, "iprp", &part);
	if (n == 3) {
		picture_box(&part, "cdsc", "\0\3\0\1\0\2", 6);
		picture_number(&inner, 0, 4, true);
		buf_add(&inner, part.s, part.len);
		add_box(&meta, "iref", &inner);
		buf_cut(&part, 0);
	}
	buf_add(&part, heic_slice, sizeof(heic_slice));
	picture_number(&part, 0, 4, true);
	buf_add(&part, exif->s, exif->len);
	add_box(&meta, "idat", &part);
	picture_box(out, "meta", meta.s, meta.len);
}

void
picture_make_heic(struct buf *out, bool turned, const struct buf *exif,
    const struct buf *colours)
{
	picture_box(out, "ftyp", "heic\0\0\0\0mif1heic", 16);
	add_meta(out, turned, exif, colours);
}

/* --- what is seen ---------------------------------------------------------------------- */

static const char *
colour(const uint8_t *rgb)
{
	size_t i;
	int c, away;

	for (i = 0; i < ARRAY_LEN(fields); i++) {
		for (away = c = 0; c < 3; c++)
			away += abs(fields[i].rgb[c] - rgb[c]);
		if (away < 60)
			return fields[i].name;
	}
	return "another";
}

static uint8_t *
decode(const struct buf *jpeg, int *width, int *height)
{
	tjhandle tj = tjInitDecompress();
	const uint8_t *bytes = (const uint8_t *)jpeg->s;
	int sampling, colours;
	uint8_t *rgb;

	BUG_IF(tjDecompressHeader3(tj, bytes, jpeg->len, width, height, &sampling,
	    &colours) != 0);
	rgb = xcalloc(*width * *height, 3);
	BUG_IF(tjDecompress2(tj, bytes, jpeg->len, rgb, *width, 0, *height, TJPF_RGB, 0) != 0);
	tjDestroy(tj);
	return rgb;
}

char *
picture_corners(const struct buf *jpeg)
{
	int w, h;
	AUTO_FREE uint8_t *rgb = decode(jpeg, &w, &h);

	return xasprintf("%dx%d %s %s %s %s", w, h, colour(rgb), colour(rgb + 3 * (w - 1)),
	    colour(rgb + 3 * w * (h - 1)), colour(rgb + 3 * (w * h - 1)));
}

void
picture_first(const struct buf *jpeg, uint8_t rgb[3])
{
	int width, height;
	AUTO_FREE uint8_t *all = decode(jpeg, &width, &height);

	memcpy(rgb, all, 3);
}
