/*
 * Proves that a picture is known by its bytes, that its size, turn and time of taking are
 * read as cameras write them, and that wrong and hostile ones harm nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "exchange/photo.h"
#include "tests/support/picture_made.h"
#include "tests/support/test.h"

#define TAKEN "2026:11:03 14:00:05"
#define FRAME "\x08\x00\x20\x00\x30\x03"	/* 8 bits, 32 high, 48 wide */

static struct photo
look(const struct buf *file)
{
	/* Exactly as many bytes as there are, so that one read past them shows. */
	uint8_t *bytes = malloc(file->len + 1);
	struct photo p;

	memcpy(bytes + 1, file->s, file->len);
	photo_look(bytes + 1, file->len, &p);
	free(bytes);
	return p;
}

static struct photo
look_at(const void *bytes, size_t n)
{
	struct photo p;

	photo_look(bytes, n, &p);
	return p;
}

static struct photo
look_exif(const struct exif *x)
{
	AUTO_BUF struct buf file = BUF_INIT;

	picture_jpeg_exif(&file, x);
	picture_jpeg_segment(&file, 0xc0, FRAME, sizeof(FRAME) - 1);
	return look(&file);
}

static void
assert_taken(const struct exif *x, const char *expected)
{
	assert_string_equal(look_exif(x).taken, expected);
}

static void
knows_a_format_by_its_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum photo_format format;
		const char *media_type;
	} rows[] = {
		{ "\xff\xd8\xff\xe0", 4, PHOTO_JPEG, "image/jpeg" },
		{ "\x89PNG\r\n\x1a\n", 8, PHOTO_PNG, "image/png" },
		{ "RIFF\0\0\0\0WEBPVP8 ", 16, PHOTO_WEBP, "image/webp" },
		{ "RIFF\0\0\0\0WAVEfmt ", 16, PHOTO_OTHER, "application/octet-stream" },
		{ "\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24, PHOTO_HEIC, "image/heic" },
		{ "\0\0\0\x18" "ftypmif1\0\0\0\0mif1heic", 24, PHOTO_HEIC, "image/heic" },
		{ "\0\0\0\x18" "ftypmif1\0\0\0\0avifmif1", 24, PHOTO_AVIF, "image/avif" },
		{ "\0\0\0\x14" "ftypqt  \0\0\0\0qt  heic", 24, PHOTO_FILM, "video/mp4" },
		{ "GIF89a", 6, PHOTO_GIF, "image/gif" },
		{ "II*\0\x08\0\0\0", 8, PHOTO_TIFF, "image/tiff" },
		{ "%PDF-1.7", 8, PHOTO_PDF, "application/pdf" },
		{ "\xff\xd8", 2, PHOTO_OTHER, "application/octet-stream" },
		{ "name.jpg", 8, PHOTO_OTHER, "application/octet-stream" },
		{ "", 0, PHOTO_OTHER, "application/octet-stream" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct photo p = look_at(rows[i].bytes, rows[i].n);

		if (p.format != rows[i].format)
			fail_msg("row %zu is taken for %s", i, photo_format_name(p.format));
		assert_string_equal(photo_media_type(p.format), rows[i].media_type);
		assert_int_equal(p.turn, 1);
	}
}

static void
reads_turn_and_size_in_both_byte_orders(void **state)
{
	struct photo p;
	int big, turn;

	for (big = 0; big < 2; big++) {
		for (turn = 1; turn <= 8; turn++) {
			p = look_exif(&(struct exif){ .big_end = big, .turn = turn });
			assert_int_equal(p.turn, turn);
			assert_int_equal(p.width, turn < 5 ? 48 : 32);
			assert_int_equal(p.height, turn < 5 ? 32 : 48);
		}
	}
	assert_int_equal(look_exif(&(struct exif){ 0 }).turn, 1);
	assert_int_equal(look_exif(&(struct exif){ .turn = 9 }).turn, 1);
	assert_int_equal(look_exif(&(struct exif){ .turn = 65535 }).turn, 1);
}

static void
the_first_exif_of_a_file_counts(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT, second = BUF_INIT;

	picture_jpeg_exif(&file, &(struct exif){ .turn = 6 });
	picture_jpeg_exif(&second, &(struct exif){ .turn = 3 });
	buf_add(&file, second.s + 2, second.len - 2);
	assert_int_equal(look(&file).turn, 6);

	/* What stands behind the first scan is another picture's. */
	buf_cut(&file, 0);
	buf_add(&file, "\xff\xd8", 2);
	picture_jpeg_segment(&file, 0xda, "", 0);
	buf_add(&file, second.s + 2, second.len - 2);
	assert_int_equal(look(&file).turn, 1);
}

static void
reads_when_it_was_taken(void **state)
{
	int big;

	for (big = 0; big < 2; big++) {
		assert_taken(&(struct exif){ big, 1, TAKEN, "123", "-05:00", NULL, NULL },
		    "2026-11-03T14:00:05.123-05:00");
		assert_taken(&(struct exif){ big, 1, TAKEN, "12", NULL, NULL, NULL },
		    "2026-11-03T14:00:05.12");
		assert_taken(&(struct exif){ big, 1, TAKEN, "1234567", "+08:00", NULL, NULL },
		    "2026-11-03T14:00:05.123+08:00");
	}
	assert_taken(&(struct exif){ .taken = TAKEN }, "2026-11-03T14:00:05");
	assert_taken(&(struct exif){ .taken = TAKEN, .zone = "+00:00" },
	    "2026-11-03T14:00:05+00:00");
	/* A zone that is none, and blanks as some write for "not known". */
	assert_taken(&(struct exif){ .taken = TAKEN, .zone = "summer", .fraction = "  " },
	    "2026-11-03T14:00:05");
	assert_taken(&(struct exif){ .taken = TAKEN, .zone = "+99:00" }, "2026-11-03T14:00:05");
}

static void
what_is_no_time_of_taking_is_none(void **state)
{
	assert_taken(&(struct exif){ .changed = TAKEN }, "");
	assert_taken(&(struct exif){ .taken = "    :  :     :  :  " }, "");
	assert_taken(&(struct exif){ .taken = "0000:00:00 00:00:00" }, "");
	assert_taken(&(struct exif){ .taken = "2026:02:31 14:00:05" }, "");
	assert_taken(&(struct exif){ .taken = "2026:11:03 25:00:05" }, "");
	assert_taken(&(struct exif){ .taken = "2026:11:03" }, "");
	assert_taken(&(struct exif){ .taken = "2026:11:03 14:00-00" }, "");
	assert_taken(&(struct exif){ .taken = TAKEN " and more" }, "2026-11-03T14:00:05");
	assert_taken(&(struct exif){ .zone = "-05:00" }, "");
}

static void
reads_png_before_and_behind_the_pixels(void **state)
{
	AUTO_BUF struct buf exif = BUF_INIT, file = BUF_INIT;
	struct photo p;
	int behind;

	picture_exif(&exif, &(struct exif){ .turn = 6, .taken = TAKEN });
	for (behind = 0; behind < 2; behind++) {
		buf_cut(&file, 0);
		buf_adds(&file, "\x89PNG\r\n\x1a\n");
		picture_png_chunk(&file, "IHDR", "\0\0\0\x30\0\0\0\x20\x08\x02\0\0\0", 13);
		if (!behind)
			picture_png_chunk(&file, "eXIf", exif.s, exif.len);
		picture_png_chunk(&file, "IDAT", "pixels", 6);
		if (behind)
			picture_png_chunk(&file, "eXIf", exif.s, exif.len);
		p = look(&file);
		assert_int_equal(p.turn, 6);
		assert_int_equal(p.width, 32);
		assert_int_equal(p.height, 48);
		assert_string_equal(p.taken, "2026-11-03T14:00:05");
	}
}

static void
reads_webp(void **state)
{
	static const struct {
		const char *type, *data;
		size_t n;
	} rows[] = {
		{ "VP8X", "\0\0\0\0\x2f\0\0\x1f\0\0", 10 },
		{ "VP8 ", "\0\0\0\x9d\x01\x2a\x30\0\x20\0", 10 },
		{ "VP8L", "\x2f\x2f\xc0\x07\0", 5 },
	};
	AUTO_BUF struct buf exif = BUF_INIT, file = BUF_INIT;
	struct photo p;
	size_t i;

	picture_exif(&exif, &(struct exif){ .turn = 8, .taken = TAKEN });
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_cut(&file, 0);
		buf_add(&file, "RIFF\0\0\0\0WEBP", 12);
		picture_webp_chunk(&file, rows[i].type, rows[i].data, rows[i].n);
		picture_webp_chunk(&file, "EXIF", exif.s, exif.len);
		p = look(&file);
		assert_int_equal(p.turn, 8);
		assert_int_equal(p.width, 32);
		assert_int_equal(p.height, 48);
		assert_string_equal(p.taken, "2026-11-03T14:00:05");
	}
}

static void
heic_is_turned_by_its_properties_alone(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT, exif = BUF_INIT, none = BUF_INIT;
	struct photo p;

	picture_exif(&exif, &(struct exif){ .turn = 6, .taken = TAKEN, .zone = "-05:00" });
	picture_make_heic(&file, true, &exif, &none);
	p = look(&file);
	assert_int_equal(p.format, PHOTO_HEIC);
	assert_int_equal(p.turn, 1);
	assert_int_equal(p.width, 64);
	assert_int_equal(p.height, 96);
	assert_string_equal(p.taken, "2026-11-03T14:00:05-05:00");
}

/* Every byte of it missing from there on, and every byte of it bent: nothing is read that is
 * not there (the sanitizers look), and what is said stays within its bounds. */
static void
attack(const struct buf *file)
{
	static const char bent[] = { 0x00, 0x01, 0x7f, (char)0x80, (char)0xff };
	AUTO_BUF struct buf other = BUF_INIT;
	struct photo p;
	size_t i, j;

	for (i = 0; i < file->len; i++) {
		for (j = 0; j <= sizeof(bent); j++) {
			buf_cut(&other, 0);
			buf_add(&other, file->s, j < sizeof(bent) ? file->len : i);
			if (j < sizeof(bent))
				other.s[i] = bent[j];
			p = look(&other);
			assert_in_range(p.turn, 1, 8);
			assert_true(p.width >= 0 && p.height >= 0);
			assert_non_null(memchr(p.taken, '\0', sizeof(p.taken)));
		}
	}
}

static void
wrong_bytes_are_harmless(void **state)
{
	AUTO_BUF struct buf jpeg = BUF_INIT, heic = BUF_INIT, exif = BUF_INIT, none = BUF_INIT;

	picture_jpeg_exif(&jpeg, &(struct exif){ true, 6, TAKEN, "123", "-05:00", TAKEN,
	    "R03" });
	picture_jpeg_segment(&jpeg, 0xc0, FRAME, sizeof(FRAME) - 1);
	attack(&jpeg);
	picture_exif(&exif, &(struct exif){ .turn = 6, .taken = TAKEN, .zone = "-05:00" });
	picture_make_heic(&heic, true, &exif, &none);
	attack(&heic);
}

TEST_MAIN(
    cmocka_unit_test(knows_a_format_by_its_bytes),
    cmocka_unit_test(reads_turn_and_size_in_both_byte_orders),
    cmocka_unit_test(the_first_exif_of_a_file_counts),
    cmocka_unit_test(reads_when_it_was_taken),
    cmocka_unit_test(what_is_no_time_of_taking_is_none),
    cmocka_unit_test(reads_png_before_and_behind_the_pixels),
    cmocka_unit_test(reads_webp),
    cmocka_unit_test(heic_is_turned_by_its_properties_alone),
    cmocka_unit_test(wrong_bytes_are_harmless))
