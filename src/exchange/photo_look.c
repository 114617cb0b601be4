/*
 * photo_look.c - what a file is, by its first bytes, and what it says of itself.
 */
#include <string.h>

#include "base/mem.h"
#include "exchange/photo_inside.h"

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"

static const struct {
	const char *name, *media_type, *ending;
	bool shown;		/* photo_copy() knows how */
} formats[] = {
	[PHOTO_OTHER] = { "unknown", "application/octet-stream", "bin", false },
	[PHOTO_JPEG] = { "JPEG", "image/jpeg", "jpg", true },
	[PHOTO_PNG] = { "PNG", "image/png", "png", true },
	[PHOTO_WEBP] = { "WebP", "image/webp", "webp", true },
	[PHOTO_HEIC] = { "HEIC", "image/heic", "heic", true },
	[PHOTO_AVIF] = { "AVIF", "image/avif", "avif", true },
	[PHOTO_GIF] = { "GIF", "image/gif", "gif", false },
	[PHOTO_TIFF] = { "TIFF", "image/tiff", "tif", false },
	[PHOTO_FILM] = { "film", "video/mp4", "mp4", false },
	[PHOTO_PDF] = { "PDF", "application/pdf", "pdf", false },
};

const char *
photo_format_name(enum photo_format f)
{
	return formats[f].name;
}

const char *
photo_media_type(enum photo_format f)
{
	return formats[f].media_type;
}

enum photo_format
photo_format_of(const char *media_type)
{
	size_t i = ARRAY_LEN(formats);

	while (--i > PHOTO_OTHER && strcmp(formats[i].media_type, media_type) != 0)
		;
	return (enum photo_format)i;
}

const char *
photo_ending(enum photo_format f)
{
	return formats[f].ending;
}

bool
photo_can_be_shown(enum photo_format f)
{
	return formats[f].shown;
}

struct bytes
bytes_part(struct bytes b, size_t from, size_t n)
{
	if (from > b.n)
		return (struct bytes){ b.at, 0 };
	return (struct bytes){ b.at + from, n < b.n - from ? n : b.n - from };
}

bool
bytes_begin(struct bytes b, const char *with, size_t n)
{
	return b.n >= n && memcmp(b.at, with, n) == 0;
}

uint64_t
bytes_number(struct bytes b, size_t at, size_t size, bool big_end)
{
	struct bytes part = bytes_part(b, at, size);
	uint64_t number = 0;
	size_t i;

	if (part.n < size)
		return 0;
	for (i = 0; i < size; i++)
		number = number << 8 | part.at[big_end ? i : size - 1 - i];
	return number;
}

/* --- the parts of a file --------------------------------------------------------------- */

bool
photo_next_segment(struct bytes *rest, uint8_t *marker, struct bytes *data)
{
	size_t at = 0, size;

	while (at < rest->n && rest->at[at] == 0xff)
		at++;
	if (at == 0 || at == rest->n || rest->at[at] == 0xd9 || rest->at[at] == 0xda)
		return false;
	*marker = rest->at[at++];
	size = bytes_number(*rest, at, 2, true);
	*data = bytes_part(*rest, at + 2, size - 2);
	if (size < 2 || data->n != size - 2)
		return false;
	*rest = bytes_part(*rest, at + size, rest->n);
	return true;
}

static bool
next_png(struct bytes *rest, char type[4], struct bytes *data)
{
	size_t size = bytes_number(*rest, 0, 4, true);

	*data = bytes_part(*rest, 8, size);
	if (rest->n < 12 || data->n != size)
		return false;
	memcpy(type, rest->at + 4, 4);
	*rest = bytes_part(*rest, 12 + size, rest->n);
	return true;
}

bool
photo_next_webp(struct bytes *rest, char type[4], struct bytes *data)
{
	size_t size = bytes_number(*rest, 4, 4, false);

	*data = bytes_part(*rest, 8, size);
	if (rest->n < 8 || data->n != size)
		return false;
	memcpy(type, rest->at, 4);
	*rest = bytes_part(*rest, 8 + size + size % 2, rest->n);
	return true;
}

/* --- what they say --------------------------------------------------------------------- */

static void
set_size(struct photo *p, uint64_t width, uint64_t height)
{
	if (width > 0 && width <= INT32_MAX && height > 0 && height <= INT32_MAX) {
		p->width = width;
		p->height = height;
	}
}

/* EXIF as some write it, with the name that it has in a JPEG before it. */
static void
read_exif(struct bytes exif, struct photo *p)
{
	if (bytes_begin(exif, "Exif\0", 5))
		exif = bytes_part(exif, 6, exif.n);
	photo_exif(exif, p);
}

static void
look_jpeg(struct bytes file, struct photo *p)
{
	struct bytes rest = bytes_part(file, 2, file.n), data;
	bool exif = false;
	uint8_t marker;

	while (photo_next_segment(&rest, &marker, &data)) {
		/* The first one counts, for every reader. */
		if (marker == 0xe1 && bytes_begin(data, "Exif\0", 5) && !exif) {
			read_exif(data, p);
			exif = true;
		}
		/* A frame; among its markers stand those of tables: DHT, JPG, DAC. */
		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
		    marker != 0xcc)
			set_size(p, bytes_number(data, 3, 2, true),
			    bytes_number(data, 1, 2, true));
	}
}

static void
look_png(struct bytes file, struct photo *p)
{
	struct bytes rest = bytes_part(file, sizeof(PNG_SIGNATURE) - 1, file.n), data;
	char type[4];

	while (next_png(&rest, type, &data)) {
		if (memcmp(type, "IHDR", 4) == 0)
			set_size(p, bytes_number(data, 0, 4, true), bytes_number(data, 4, 4, true));
		if (memcmp(type, "eXIf", 4) == 0)
			read_exif(data, p);
	}
}

static void
look_webp(struct bytes file, struct photo *p)
{
	struct bytes rest = bytes_part(file, 12, file.n), data;
	uint64_t bits;
	char type[4];

	while (photo_next_webp(&rest, type, &data)) {
		if (memcmp(type, "VP8X", 4) == 0) {
			set_size(p, bytes_number(data, 4, 3, false) + 1,
			    bytes_number(data, 7, 3, false) + 1);
		} else if (memcmp(type, "VP8 ", 4) == 0) {
			set_size(p, bytes_number(data, 6, 2, false) & 0x3fff,
			    bytes_number(data, 8, 2, false) & 0x3fff);
		} else if (memcmp(type, "VP8L", 4) == 0) {
			bits = bytes_number(data, 1, 4, false);
			set_size(p, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
		} else if (memcmp(type, "EXIF", 4) == 0) {
			read_exif(data, p);
		}
	}
}

/* Files of boxes say by their brands what they are (ISO/IEC 14496-12, 4.3). */
static enum photo_format
format_of_brands(struct bytes file)
{
	struct bytes brands = bytes_part(file, 8, bytes_number(file, 0, 4, true) - 8);
	enum photo_format format = PHOTO_FILM;
	size_t i;

	for (i = 0; i + 4 <= brands.n && i < 256; i += 4) {
		struct bytes brand = bytes_part(brands, i, 4);

		if (bytes_begin(brand, "avi", 3))
			return PHOTO_AVIF;
		if (bytes_begin(brand, "hei", 3) || bytes_begin(brand, "hev", 3) ||
		    bytes_begin(brand, "mif1", 4))
			format = PHOTO_HEIC;
	}
	return format;
}

static enum photo_format
format_of(struct bytes file)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum photo_format format;
	} beginnings[] = {
		{ "\xff\xd8\xff", 3, PHOTO_JPEG },
		{ PNG_SIGNATURE, 8, PHOTO_PNG },
		{ "GIF8", 4, PHOTO_GIF },
		{ "II*\0", 4, PHOTO_TIFF },
		{ "MM\0*", 4, PHOTO_TIFF },
		{ "%PDF-", 5, PHOTO_PDF },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(beginnings); i++)
		if (bytes_begin(file, beginnings[i].bytes, beginnings[i].n))
			return beginnings[i].format;
	if (bytes_begin(file, "RIFF", 4) && bytes_begin(bytes_part(file, 8, 4), "WEBP", 4))
		return PHOTO_WEBP;
	if (bytes_begin(bytes_part(file, 4, 4), "ftyp", 4))
		return format_of_brands(file);
	return PHOTO_OTHER;
}

void
photo_look(const void *bytes, size_t n, struct photo *out)
{
	struct bytes file = { bytes, n };
	int32_t width;

	*out = (struct photo){ .format = format_of(file), .turn = 1 };
	switch (out->format) {
	case PHOTO_JPEG:
		look_jpeg(file, out);
		break;
	case PHOTO_PNG:
		look_png(file, out);
		break;
	case PHOTO_WEBP:
		look_webp(file, out);
		break;
	case PHOTO_HEIC:
	case PHOTO_AVIF:
		photo_heic(file, out);
		break;
	case PHOTO_GIF:
	case PHOTO_TIFF:
	case PHOTO_FILM:
	case PHOTO_PDF:
	case PHOTO_OTHER:
		break;
	}
	if (out->turn >= 5) {	/* lying */
		width = out->width;
		out->width = out->height;
		out->height = width;
	}
}
