/*
 * picture.c - picture files that tests make, byte by byte.
 */
#include <string.h>

#include "tests/support/picture.h"

#define ENTRIES 4		/* at most in each folder */
#define FOLDER_SIZE (2 + 12 * ENTRIES + 4)
#define FIRST 8
#define SECOND (FIRST + FOLDER_SIZE)

void
picture_number(struct buf *out, uint64_t number, size_t size, bool big_end)
{
	size_t i;

	for (i = 0; i < size; i++)
		buf_addc(out, number >> 8 * (big_end ? size - 1 - i : i));
}

/* Folder and values grow at once, the values behind all folders. */
struct folder {
	struct buf entries, *values;
	bool big_end;
	int n;
};

static void
add_entry(struct folder *f, int tag, int type, size_t count, uint64_t value, size_t size)
{
	picture_number(&f->entries, tag, 2, f->big_end);
	picture_number(&f->entries, type, 2, f->big_end);
	picture_number(&f->entries, count, 4, f->big_end);
	picture_number(&f->entries, value, size, f->big_end);
	picture_number(&f->entries, 0, 4 - size, f->big_end);
	f->n++;
}

static void
add_text(struct folder *f, int tag, const char *text)
{
	size_t n = text != NULL ? strlen(text) + 1 : 0;

	if (n == 0)
		return;
	if (n > 4) {
		add_entry(f, tag, 2, n, SECOND + FOLDER_SIZE + f->values->len, 4);
		buf_add(f->values, text, n);
		return;
	}
	add_entry(f, tag, 2, n, 0, 0);
	memcpy(f->entries.s + f->entries.len - 4, text, n);
}

static void
add_folder(struct buf *out, struct folder *f)
{
	picture_number(out, f->n, 2, f->big_end);
	buf_add(out, f->entries.s, f->entries.len);
	memset(buf_grow(out, 12 * (ENTRIES - f->n) + 4), 0, 12 * (ENTRIES - f->n) + 4);
	buf_free(&f->entries);
}

void
picture_exif(struct buf *out, const struct exif *x)
{
	AUTO_BUF struct buf values = BUF_INIT;
	struct folder first = { BUF_INIT, &values, x->big_end, 0 };
	struct folder second = { BUF_INIT, &values, x->big_end, 0 };
	struct folder third = { BUF_INIT, &values, x->big_end, 0 };

	if (x->turn != 0)
		add_entry(&first, 0x0112, 3, 1, x->turn, 2);
	add_text(&first, 0x0132, x->changed);
	add_entry(&first, 0x8769, 4, 1, SECOND, 4);
	add_text(&second, 0x9003, x->taken);
	add_text(&second, 0x9011, x->zone);
	add_text(&second, 0x9291, x->fraction);
	if (x->colours != NULL) {
		add_text(&third, 0x0001, x->colours);
		add_entry(&second, 0xa005, 4, 1, SECOND + FOLDER_SIZE + values.len, 4);
		add_folder(&values, &third);
	}
	buf_adds(out, x->big_end ? "MM" : "II");
	picture_number(out, 42, 2, x->big_end);
	picture_number(out, FIRST, 4, x->big_end);
	add_folder(out, &first);
	add_folder(out, &second);
	buf_add(out, values.s, values.len);
}

void
picture_jpeg_segment(struct buf *out, int marker, const void *data, size_t n)
{
	buf_addc(out, 0xff);
	buf_addc(out, marker);
	picture_number(out, n + 2, 2, true);
	buf_add(out, data, n);
}

void
picture_jpeg_exif(struct buf *out, const struct exif *x)
{
	AUTO_BUF struct buf exif = BUF_INIT;

	buf_add(&exif, "Exif\0", 6);
	picture_exif(&exif, x);
	buf_adds(out, "\xff\xd8");
	picture_jpeg_segment(out, 0xe1, exif.s, exif.len);
}

static uint32_t
crc(const char *bytes, size_t n)
{
	uint32_t c = 0xffffffff;
	size_t i;
	int bit;

	for (i = 0; i < n; i++) {
		c ^= (unsigned char)bytes[i];
		for (bit = 0; bit < 8; bit++)
			c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
	}
	return ~c;
}

void
picture_png_chunk(struct buf *out, const char *type, const void *data, size_t n)
{
	size_t from;

	picture_number(out, n, 4, true);
	from = out->len;
	buf_adds(out, type);
	buf_add(out, data, n);
	picture_number(out, crc(out->s + from, n + 4), 4, true);
}

void
picture_webp_chunk(struct buf *out, const char *type, const void *data, size_t n)
{
	buf_adds(out, type);
	picture_number(out, n, 4, false);
	buf_add(out, data, n);
	picture_number(out, 0, n % 2, false);
}

void
picture_box(struct buf *out, const char *type, const void *data, size_t n)
{
	picture_number(out, n + 8, 4, true);
	buf_adds(out, type);
	buf_add(out, data, n);
}
