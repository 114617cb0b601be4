/*
 * Proves that a copy shows the picture upright, of any format and orientation, in its
 * colours; that nothing of what a file tells besides is in it, wherever it stands; that one
 * picture in several wrappings gives the same bytes; and that what cannot be shown is refused
 * with a sentence.
 */
#include <stdlib.h>
#include <string.h>

#include <lcms2.h>
#include <zlib.h>

#include "base/mem.h"
#include "exchange/photo_inside.h"
#include "tests/support/picture_made.h"
#include "tests/support/test.h"

#define PLACE "Seatown"
#define FIELDS "red green blue yellow"

static void
copy(const struct buf *file, int quarters, struct buf *out)
{
	struct err e = { 0 };

	buf_cut(out, 0);
	if (!photo_copy(file->s, file->len, quarters, out, &e))
		fail_msg("%s", e.text);
}

static void
assert_shows(const struct buf *file, int quarters, const char *expected)
{
	AUTO_BUF struct buf jpeg = BUF_INIT;

	copy(file, quarters, &jpeg);
	AUTO_FREE char *corners = picture_corners(&jpeg);

	assert_string_equal(corners, expected);
	assert_null(memmem(jpeg.s, jpeg.len, PLACE, strlen(PLACE)));
}

static void
assert_refused(const struct buf *file, const char *sentence)
{
	AUTO_BUF struct buf jpeg = BUF_INIT;
	struct err e = { 0 };

	buf_adds(&jpeg, "before");
	assert_false(photo_copy(file->s, file->len, 0, &jpeg, &e));
	assert_int_equal(e.code, ERR_INVALID);
	assert_string_equal(jpeg.s, "before");
	if (strstr(e.text, sentence) == NULL)
		fail_msg("\"%s\" says nothing of \"%s\"", e.text, sentence);
}

/* The JPEG, with segments put in behind its start. */
static void
wrap(const struct buf *jpeg, const struct buf *segments, struct buf *out)
{
	buf_add(out, jpeg->s, 2);
	buf_add(out, segments->s, segments->len);
	buf_add(out, jpeg->s + 2, jpeg->len - 2);
}

/* With EXIF of that orientation before it. */
static void
make_turned_jpeg(struct buf *out, int width, int height, int turn)
{
	AUTO_BUF struct buf plain = BUF_INIT;

	picture_make_jpeg(&plain, width, height, turn, 0);
	picture_jpeg_exif(out, &(struct exif){ .turn = turn, .changed = PLACE });
	buf_add(out, plain.s + 2, plain.len - 2);
}

static void
every_turn_is_followed(void **state)
{
	/* Whole blocks, and sizes that are none; then the quarters that a person added. */
	static const char *const whole[] = {
		"48x32 red green blue yellow", "32x48 blue red yellow green",
		"48x32 yellow blue green red", "32x48 green yellow red blue",
	};
	static const char *const odd[] = {
		"45x61 red green blue yellow", "61x45 blue red yellow green",
		"45x61 yellow blue green red", "61x45 green yellow red blue",
	};
	AUTO_BUF struct buf file = BUF_INIT;
	int turn, quarters;

	for (turn = 1; turn <= 8; turn++) {
		for (quarters = 0; quarters < 4; quarters++) {
			buf_cut(&file, 0);
			make_turned_jpeg(&file, 48, 32, turn);
			assert_shows(&file, quarters, whole[quarters]);
			buf_cut(&file, 0);
			make_turned_jpeg(&file, 45, 61, turn);
			assert_shows(&file, quarters, odd[quarters]);
		}
	}
}

/* Segments of all kinds, each with the name of a place in it. */
static void
add_telling_segments(struct buf *out)
{
	AUTO_BUF struct buf exif = BUF_INIT;

	picture_jpeg_exif(&exif, &(struct exif){ .turn = 1, .changed = PLACE });
	buf_add(out, exif.s + 2, exif.len - 2);
	picture_jpeg_segment(out, 0xe0, "JFXX\0\x10" PLACE, 6 + strlen(PLACE));
	picture_jpeg_segment(out, 0xe1, "http://ns.adobe.com/xap/1.0/\0<x>" PLACE,
	    32 + strlen(PLACE));
	picture_jpeg_segment(out, 0xe2, "MPF\0" PLACE, 4 + strlen(PLACE));
	picture_jpeg_segment(out, 0xed, "Photoshop 3.0\0" "8BIM\x04\x04" PLACE,
	    20 + strlen(PLACE));
	picture_jpeg_segment(out, 0xef, PLACE, strlen(PLACE));
	picture_jpeg_segment(out, 0xfe, PLACE, strlen(PLACE));
}

static void
nothing_but_the_picture_is_in_it(void **state)
{
	AUTO_BUF struct buf plain = BUF_INIT, expected = BUF_INIT, segments = BUF_INIT;
	AUTO_BUF struct buf file = BUF_INIT, jpeg = BUF_INIT;

	picture_make_jpeg(&plain, 48, 32, 1, 0);
	copy(&plain, 0, &expected);
	add_telling_segments(&segments);
	wrap(&plain, &segments, &file);
	/* A second picture behind the end, and a film. */
	wrap(&plain, &segments, &file);
	buf_add(&file, "\0\0\0\x10" "ftypmp42" PLACE, 12 + strlen(PLACE));
	copy(&file, 0, &jpeg);
	assert_int_equal(jpeg.len, expected.len);
	assert_memory_equal(jpeg.s, expected.s, jpeg.len);
	assert_null(memmem(jpeg.s, jpeg.len, PLACE, strlen(PLACE)));
}

static void
one_picture_gives_the_same_bytes(void **state)
{
	AUTO_BUF struct buf plain = BUF_INIT, progressive = BUF_INIT;
	AUTO_BUF struct buf one = BUF_INIT, other = BUF_INIT;

	picture_make_jpeg(&plain, 45, 61, 1, 0);
	picture_make_jpeg(&progressive, 45, 61, 1, PICTURE_PROGRESSIVE);
	assert_int_not_equal(plain.len, progressive.len);
	copy(&plain, 0, &one);
	copy(&progressive, 0, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.s, other.s, one.len);
	/* A copy of a copy is the copy. */
	copy(&one, 0, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.s, other.s, one.len);
}

/* --- colours --------------------------------------------------------------------------- */

/* A profile that calls red what sRGB calls blue, or sRGB itself. */
static void
make_profile(struct buf *out, bool swapped)
{
	cmsCIExyY white;
	cmsCIExyYTRIPLE blue_first = {
		{ 0.15, 0.06, 1 }, { 0.30, 0.60, 1 }, { 0.64, 0.33, 1 },
	};
	cmsToneCurve *curve = cmsBuildGamma(NULL, 2.2);
	cmsToneCurve *curves[] = { curve, curve, curve };
	cmsHPROFILE profile;
	cmsUInt32Number size = 0;

	assert_true(cmsWhitePointFromTemp(&white, 6504));
	profile = swapped ? cmsCreateRGBProfile(&white, &blue_first, curves) :
	    cmsCreate_sRGBProfile();
	assert_true(cmsSaveProfileToMem(profile, NULL, &size));
	assert_true(cmsSaveProfileToMem(profile, buf_grow(out, size), &size));
	cmsCloseProfile(profile);
	cmsFreeToneCurve(curve);
}

static void
add_profile_segment(struct buf *out, const struct buf *profile, int part, size_t from,
    size_t to)
{
	AUTO_BUF struct buf segment = BUF_INIT;

	buf_add(&segment, "ICC_PROFILE\0", 12);
	buf_addc(&segment, part);
	buf_addc(&segment, 2);
	buf_add(&segment, profile->s + from, to - from);
	picture_jpeg_segment(out, 0xe2, segment.s, segment.len);
}

/* In two segments, the second one first. */
static void
make_jpeg_of_profile(struct buf *out, bool swapped)
{
	AUTO_BUF struct buf plain = BUF_INIT, profile = BUF_INIT, segments = BUF_INIT;

	make_profile(&profile, swapped);
	picture_make_jpeg(&plain, 48, 32, 1, 0);
	add_profile_segment(&segments, &profile, 2, 100, profile.len);
	add_profile_segment(&segments, &profile, 1, 0, 100);
	wrap(&plain, &segments, out);
}

static void
a_profile_is_carried_out(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT, plain = BUF_INIT, one = BUF_INIT, other = BUF_INIT;

	make_jpeg_of_profile(&file, false);
	picture_make_jpeg(&plain, 48, 32, 1, 0);
	copy(&plain, 0, &one);
	copy(&file, 0, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.s, other.s, one.len);

	buf_cut(&file, 0);
	make_jpeg_of_profile(&file, true);
	assert_shows(&file, 0, "48x32 blue green red another");
}

/* Red and blue have the same primaries in Adobe RGB and sRGB: its green is greener, so in sRGB
 * green lowers red. 200, 40, 40 of Adobe RGB, to the power of 2.2: 0.59, 0.02, 0.02; red is
 * 1.398 of red less 0.398 of green, 0.81; as sRGB writes it 232, 35, 35. */
static void
what_exif_says_of_colours_counts_without_a_profile(void **state)
{
	AUTO_BUF struct buf plain = BUF_INIT, file = BUF_INIT, one = BUF_INIT, other = BUF_INIT;
	uint8_t rgb[3];

	picture_make_jpeg(&plain, 48, 32, 1, 0);
	copy(&plain, 0, &one);
	picture_jpeg_exif(&file, &(struct exif){ .colours = "R98" });
	buf_add(&file, plain.s + 2, plain.len - 2);
	copy(&file, 0, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.s, other.s, one.len);

	buf_cut(&file, 0);
	picture_jpeg_exif(&file, &(struct exif){ .colours = "R03" });
	buf_add(&file, plain.s + 2, plain.len - 2);
	copy(&file, 0, &other);
	picture_first(&other, rgb);
	assert_in_range(rgb[0], 228, 236);
	assert_in_range(rgb[1], 31, 39);
	assert_in_range(rgb[2], 31, 39);
}

static void
add_png_profile(struct buf *out, const struct buf *profile)
{
	AUTO_BUF struct buf chunk = BUF_INIT;
	uLongf size = compressBound(profile->len);
	AUTO_FREE uint8_t *packed = xmalloc(size);

	assert_int_equal(compress(packed, &size, (const Bytef *)profile->s, profile->len), Z_OK);
	buf_add(&chunk, "name\0\0", 6);
	buf_add(&chunk, packed, size);
	picture_png_chunk(out, "iCCP", chunk.s, chunk.len);
}

/* A simple WebP with chunks of an extended one before and behind its pixels. */
static void
wrap_webp(const struct buf *plain, int flags, const char *before, const struct buf *data,
    const char *behind, struct buf *out)
{
	char head[] = "\0\0\0\0\x2f\0\0\x1f\0";	/* 48 x 32, and its NUL */

	head[0] = (char)flags;
	buf_add(out, "RIFF\0\0\0\0WEBP", 12);
	picture_webp_chunk(out, "VP8X", head, sizeof(head));
	if (before != NULL)
		picture_webp_chunk(out, before, data->s, data->len);
	buf_add(out, plain->s + 12, plain->len - 12);
	if (behind != NULL)
		picture_webp_chunk(out, behind, data->s, data->len);
	out->s[4] = (char)((out->len - 8) & 0xff);
	out->s[5] = (char)((out->len - 8) >> 8);
}

static void
profiles_of_other_formats_are_carried_out(void **state)
{
	AUTO_BUF struct buf profile = BUF_INIT, chunk = BUF_INIT, plain = BUF_INIT;
	AUTO_BUF struct buf file = BUF_INIT, none = BUF_INIT, colours = BUF_INIT;

	make_profile(&profile, true);
	add_png_profile(&chunk, &profile);
	picture_make_png(&file, 48, 32, 1, 255, &chunk, &none);
	assert_shows(&file, 0, "48x32 blue green red another");

	buf_cut(&file, 0);
	picture_make_webp(&plain, 48, 32, 1);
	wrap_webp(&plain, 0x20, "ICCP", &profile, NULL, &file);
	assert_shows(&file, 0, "48x32 blue green red another");

	buf_cut(&file, 0);
	buf_adds(&colours, "prof");
	buf_add(&colours, profile.s, profile.len);
	picture_make_heic(&file, true, &none, &colours);
	assert_shows(&file, 0, "64x96 blue green red another");
}

/* Red of Display P3 is redder than sRGB can show: no green is left in it. */
static void
heic_may_name_its_colours(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT, none = BUF_INIT, colours = BUF_INIT, jpeg = BUF_INIT;
	uint8_t rgb[3];

	/* Primaries 1 are sRGB's, 12 those of P3; the curve and the matrix stay. */
	buf_add(&colours, "nclx\0\1\0\x0d\0\6\x80", 11);
	picture_make_heic(&file, true, &none, &colours);
	copy(&file, 0, &jpeg);
	picture_first(&jpeg, rgb);
	assert_in_range(rgb[1], 25, 55);

	buf_cut(&file, 0);
	colours.s[5] = 12;
	picture_make_heic(&file, true, &none, &colours);
	copy(&file, 0, &jpeg);
	picture_first(&jpeg, rgb);
	assert_in_range(rgb[0], 205, 230);
	assert_in_range(rgb[1], 0, 12);
}

/* What an ink does to white, in the colours of the profile's space between. */
static cmsInt32Number
print_ink(const cmsUInt16Number ink[], cmsUInt16Number out[], void *to_lab)
{
	cmsUInt16Number rgb[3];
	int c;

	for (c = 0; c < 3; c++)
		rgb[c] = (uint32_t)(65535 - ink[c]) * (65535 - ink[3]) / 65535;
	cmsDoTransform(to_lab, rgb, out, 1);
	return 1;
}

/* A profile of print whose inks are those of sRGB. */
static void
make_print_profile(struct buf *out)
{
	cmsHPROFILE profile = cmsCreateProfilePlaceholder(NULL), srgb = cmsCreate_sRGBProfile();
	cmsHPROFILE lab = cmsCreateLab2Profile(NULL);
	cmsHTRANSFORM to_lab = cmsCreateTransform(srgb, TYPE_RGB_16, lab, TYPE_LabV2_16,
	    INTENT_PERCEPTUAL, 0);
	cmsPipeline *table = cmsPipelineAlloc(NULL, 4, 3);
	cmsStage *stage = cmsStageAllocCLut16bit(NULL, 9, 4, 3, NULL);
	cmsUInt32Number size = 0;

	cmsSetProfileVersion(profile, 2.1);
	cmsSetDeviceClass(profile, cmsSigOutputClass);
	cmsSetColorSpace(profile, cmsSigCmykData);
	cmsSetPCS(profile, cmsSigLabData);
	assert_true(cmsStageSampleCLut16bit(stage, print_ink, to_lab, 0));
	assert_true(cmsPipelineInsertStage(table, cmsAT_END, stage));
	assert_true(cmsWriteTag(profile, cmsSigAToB0Tag, table));
	assert_true(cmsSaveProfileToMem(profile, NULL, &size));
	assert_true(cmsSaveProfileToMem(profile, buf_grow(out, size), &size));
	cmsPipelineFree(table);
	cmsDeleteTransform(to_lab);
	cmsCloseProfile(lab);
	cmsCloseProfile(srgb);
	cmsCloseProfile(profile);
}

static void
colours_of_print_are_shown_by_their_profile_alone(void **state)
{
	AUTO_BUF struct buf plain = BUF_INIT, profile = BUF_INIT, segments = BUF_INIT;
	AUTO_BUF struct buf file = BUF_INIT;

	picture_make_jpeg(&plain, 45, 61, 1, PICTURE_CMYK);
	assert_refused(&plain, "colours of print (CMYK)");
	make_print_profile(&profile);
	add_profile_segment(&segments, &profile, 1, 0, profile.len / 2);
	add_profile_segment(&segments, &profile, 2, profile.len / 2, profile.len);
	wrap(&plain, &segments, &file);
	assert_shows(&file, 0, "45x61 " FIELDS);
}

/* --- other formats --------------------------------------------------------------------- */

static void
png_is_turned_and_put_onto_white(void **state)
{
	AUTO_BUF struct buf exif = BUF_INIT, chunk = BUF_INIT, none = BUF_INIT, file = BUF_INIT;

	picture_exif(&exif, &(struct exif){ .turn = 6, .changed = PLACE });
	picture_png_chunk(&chunk, "eXIf", exif.s, exif.len);
	picture_png_chunk(&chunk, "tEXt", "Comment\0" PLACE, 8 + strlen(PLACE));
	picture_make_png(&file, 32, 48, 6, 255, &chunk, &none);
	assert_shows(&file, 0, "32x48 " FIELDS);
	buf_cut(&file, 0);
	picture_make_png(&file, 32, 48, 6, 255, &none, &chunk);
	assert_shows(&file, 0, "32x48 " FIELDS);
	buf_cut(&file, 0);
	picture_make_png(&file, 45, 61, 1, 0, &none, &none);
	assert_shows(&file, 0, "45x61 white white white white");
}

static void
webp_is_turned(void **state)
{
	AUTO_BUF struct buf plain = BUF_INIT, exif = BUF_INIT, file = BUF_INIT;

	picture_make_webp(&plain, 32, 48, 6);
	picture_exif(&exif, &(struct exif){ .turn = 6, .changed = PLACE });
	wrap_webp(&plain, 0x08, NULL, &exif, "EXIF", &file);
	assert_shows(&file, 0, "32x48 " FIELDS);
}

static void
heic_is_turned_once_and_by_its_property(void **state)
{
	AUTO_BUF struct buf exif = BUF_INIT, none = BUF_INIT, file = BUF_INIT;

	picture_exif(&exif, &(struct exif){ .turn = 6, .changed = PLACE });
	picture_make_heic(&file, true, &exif, &none);
	assert_shows(&file, 0, "64x96 " FIELDS);
	assert_shows(&file, 1, "96x64 blue red yellow green");
	buf_cut(&file, 0);
	picture_make_heic(&file, true, &none, &none);
	assert_shows(&file, 0, "64x96 " FIELDS);
	buf_cut(&file, 0);
	picture_make_heic(&file, false, &exif, &none);
	assert_shows(&file, 0, "96x64 green yellow red blue");
}

/* --- what cannot be shown -------------------------------------------------------------- */

static void
what_is_no_picture_is_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *sentence;
	} rows[] = {
		{ "", 0, "the file is empty" },
		{ "a letter", 8, "no picture that can be shown" },
		{ "%PDF-1.7", 8, "(PDF) can be kept, but not shown" },
		{ "GIF89a", 6, "(GIF) can be kept, but not shown" },
		{ "\xff\xd8\xff\xd9", 4, "damaged or cut" },
		{ "\x89PNG\r\n\x1a\n", 8, "damaged or cut" },
		{ "RIFF\0\0\0\0WEBPVP8 ", 16, "damaged or cut" },
		{ "\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24, "damaged or cut" },
	};
	AUTO_BUF struct buf file = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		buf_cut(&file, 0);
		buf_add(&file, rows[i].bytes, rows[i].n);
		assert_refused(&file, rows[i].sentence);
	}
	/* 20,000 by 20,000, it says; nothing is decoded for that. */
	buf_cut(&file, 0);
	buf_add(&file, "\x89PNG\r\n\x1a\n", 8);
	picture_png_chunk(&file, "IHDR", "\0\0\x4e\x20\0\0\x4e\x20\x08\x06\0\0\0", 13);
	assert_refused(&file, "400 million pixels, and 200 are the most");
}

static void
assert_half_is_refused(struct buf *file)
{
	buf_cut(file, file->len / 2);
	assert_refused(file, "damaged or cut");
	buf_cut(file, 0);
}

static void
what_is_cut_is_refused(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT, none = BUF_INIT;

	picture_make_jpeg(&file, 480, 320, 1, 0);
	assert_half_is_refused(&file);
	picture_make_jpeg(&file, 480, 320, 1, PICTURE_PROGRESSIVE);
	assert_half_is_refused(&file);
	picture_make_png(&file, 480, 320, 1, 255, &none, &none);
	assert_half_is_refused(&file);
	picture_make_webp(&file, 480, 320, 1);
	assert_half_is_refused(&file);
	picture_make_heic(&file, true, &none, &none);
	assert_half_is_refused(&file);
}

/* --- the search ------------------------------------------------------------------------ */

static void
assert_not_clean(const struct buf *jpeg, const char *sentence)
{
	struct err e = { 0 };

	assert_false(photo_clean((struct bytes){ (const uint8_t *)jpeg->s, jpeg->len }, &e));
	assert_int_equal(e.code, ERR_IO);
	if (strstr(e.text, sentence) == NULL)
		fail_msg("\"%s\" says nothing of \"%s\"", e.text, sentence);
}

static void
a_copy_that_holds_more_does_not_leave(void **state)
{
	AUTO_BUF struct buf jpeg = BUF_INIT, segment = BUF_INIT, other = BUF_INIT;
	struct err e = { 0 };
	int marker;

	picture_make_jpeg(&jpeg, 45, 61, 1, PICTURE_PROGRESSIVE);
	assert_true(photo_clean((struct bytes){ (uint8_t *)jpeg.s, jpeg.len }, &e));
	for (marker = 0xe0; marker < 0xff; marker++) {
		buf_cut(&segment, 0);
		buf_cut(&other, 0);
		picture_jpeg_segment(&segment, marker, PLACE, strlen(PLACE));
		wrap(&jpeg, &segment, &other);
		assert_not_clean(&other, "still holds more than the picture");
	}
	/* A small picture in the JFIF header. */
	buf_cut(&segment, 0);
	buf_cut(&other, 0);
	picture_jpeg_segment(&segment, 0xe0, "JFIF\0\1\1\0\0\1\0\1\1\1rgb", 17);
	wrap(&jpeg, &segment, &other);
	assert_not_clean(&other, "a part marked e0");
	buf_addc(&jpeg, 'x');
	assert_not_clean(&jpeg, "does not end where the picture does");
	buf_cut(&jpeg, jpeg.len - 2);
	assert_not_clean(&jpeg, "does not end where the picture does");
	buf_cut(&jpeg, 0);
	assert_not_clean(&jpeg, "no JPEG");
}

TEST_MAIN(
    cmocka_unit_test(every_turn_is_followed),
    cmocka_unit_test(nothing_but_the_picture_is_in_it),
    cmocka_unit_test(one_picture_gives_the_same_bytes),
    cmocka_unit_test(a_profile_is_carried_out),
    cmocka_unit_test(what_exif_says_of_colours_counts_without_a_profile),
    cmocka_unit_test(profiles_of_other_formats_are_carried_out),
    cmocka_unit_test(heic_may_name_its_colours),
    cmocka_unit_test(colours_of_print_are_shown_by_their_profile_alone),
    cmocka_unit_test(png_is_turned_and_put_onto_white),
    cmocka_unit_test(webp_is_turned),
    cmocka_unit_test(heic_is_turned_once_and_by_its_property),
    cmocka_unit_test(what_is_no_picture_is_refused),
    cmocka_unit_test(what_is_cut_is_refused),
    cmocka_unit_test(a_copy_that_holds_more_does_not_leave))
