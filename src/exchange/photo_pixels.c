/*
 * photo_pixels.c - pixels are turned, and brought to sRGB.
 */
#include <stdlib.h>
#include <string.h>

#include "exchange/photo_inside.h"
#include "exchange/photo_module.h"

bool
photo_turn(struct pixels *p, int turn, struct err *e)
{
	bool lying = turn >= 5, mirrored = turn == 2 || turn == 3 || turn == 7 || turn == 8;
	bool upside = turn == 3 || turn == 4 || turn == 6 || turn == 7;
	int32_t width = lying ? p->height : p->width, height = lying ? p->width : p->height;
	int32_t x, y;
	uint8_t *turned, *to;

	if (turn == 1)
		return true;
	to = turned = malloc((size_t)width * height * p->channels);
	if (turned == NULL)
		return err_set(e, ERR_IO, NULL, "There is not enough memory for this picture.");
	for (y = 0; y < height; y++) {
		for (x = 0; x < width; x++) {
			size_t column = lying ? y : x, row = lying ? x : y;

			if (mirrored)
				column = p->width - 1 - column;
			if (upside)
				row = p->height - 1 - row;
			memcpy(to, p->at + (row * p->width + column) * p->channels, p->channels);
			to += p->channels;
		}
	}
	free(p->at);
	p->at = turned;
	p->width = width;
	p->height = height;
	return true;
}

/* --- colours --------------------------------------------------------------------------- */

/* From colours of that profile, in pixels of so many bytes, to sRGB; NULL: it cannot be read,
 * or is of other colours than these. */
static cmsHTRANSFORM
transform_open(const struct photo_module *m, const struct buf *profile, int channels)
{
	cmsHPROFILE from = m->cmsOpenProfileFromMem(profile->s, profile->len), to;
	cmsHTRANSFORM transform = NULL;
	cmsUInt32Number format = 0;

	if (from == NULL)
		return NULL;
	if (m->cmsGetColorSpace(from) == cmsSigRgbData && channels == 3)
		format = TYPE_RGB_8;
	else if (m->cmsGetColorSpace(from) == cmsSigCmykData && channels == 4)
		format = TYPE_CMYK_8_REV;
	to = m->cmsCreate_sRGBProfile();
	if (format != 0 && to != NULL)
		transform = m->cmsCreateTransform(from, format, to, TYPE_RGB_8,
		    INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE);
	if (to != NULL)
		m->cmsCloseProfile(to);
	m->cmsCloseProfile(from);
	return transform;
}

/* Primaries, and the curve as a parametric one of a profile (ICC.1, 10.18): Adobe RGB (1998)
 * Color Image Encoding, 4.3.1; SMPTE EG 432-1 with the curve of sRGB (IEC 61966-2-1). */
static const struct {
	cmsCIExyYTRIPLE primaries;
	cmsInt32Number curve;
	cmsFloat64Number of[5];
} colours_named[] = {
	[PHOTO_ADOBE_RGB] = { { { 0.64, 0.33, 1 }, { 0.21, 0.71, 1 }, { 0.15, 0.06, 1 } },
	    1, { 2.19921875 } },
	[PHOTO_DISPLAY_P3] = { { { 0.68, 0.32, 1 }, { 0.265, 0.69, 1 }, { 0.15, 0.06, 1 } },
	    4, { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 } },
};

void
photo_add_profile(enum photo_colours colours, struct buf *profile)
{
	static const cmsCIExyY white = { 0.3127, 0.3290, 1 };	/* D65, of both */
	const struct photo_module *m = photo_module_open(LIBRARY_LCMS, NULL);
	cmsUInt32Number size = 0;
	cmsToneCurve *curve;
	cmsHPROFILE made;

	if (m == NULL)
		return;
	curve = m->cmsBuildParametricToneCurve(NULL, colours_named[colours].curve,
	    colours_named[colours].of);
	made = m->cmsCreateRGBProfile(&white, &colours_named[colours].primaries,
	    (cmsToneCurve *[]){ curve, curve, curve });
	if (m->cmsSaveProfileToMem(made, NULL, &size))
		m->cmsSaveProfileToMem(made, buf_grow(profile, size), &size);
	m->cmsCloseProfile(made);
	m->cmsFreeToneCurve(curve);
}

#define STEPS 6			/* of each colour that are compared */
#define NEAR 2			/* of 255: what roundings of two libraries differ by */

bool
photo_is_srgb(const struct buf *profile)
{
	const struct photo_module *m;
	cmsHTRANSFORM transform;
	uint8_t colours[STEPS * STEPS * STEPS][3], srgb[STEPS * STEPS * STEPS][3];
	bool same = true;
	int i, c;

	if (profile->len == 0)
		return true;
	m = photo_module_open(LIBRARY_LCMS, NULL);
	if (m == NULL)
		return false;
	transform = transform_open(m, profile, 3);
	if (transform == NULL)
		return true;
	for (i = 0; i < STEPS * STEPS * STEPS; i++) {
		colours[i][0] = i % STEPS * 255 / (STEPS - 1);
		colours[i][1] = i / STEPS % STEPS * 255 / (STEPS - 1);
		colours[i][2] = i / STEPS / STEPS * 255 / (STEPS - 1);
	}
	m->cmsDoTransform(transform, colours, srgb, STEPS * STEPS * STEPS);
	for (i = 0; i < STEPS * STEPS * STEPS; i++)
		for (c = 0; c < 3; c++)
			same = same && abs(colours[i][c] - srgb[i][c]) <= NEAR;
	m->cmsDeleteTransform(transform);
	return same;
}

bool
photo_to_srgb(struct pixels *p, struct err *e)
{
	const struct photo_module *m;
	cmsHTRANSFORM transform;
	int32_t row;

	if (p->profile.len == 0 && p->channels == 3)
		return true;
	m = photo_module_open(LIBRARY_LCMS, e);
	if (m == NULL)
		return false;
	transform = transform_open(m, &p->profile, p->channels);
	if (transform == NULL && p->channels == 3)
		return true;
	if (transform == NULL)
		return err_set(e, ERR_INVALID, NULL, "This picture is in colours of print (CMYK) "
		    "and does not say which: it cannot be shown as it is meant.");
	/* A row never grows, so what is not read yet is never written over. */
	for (row = 0; row < p->height; row++)
		m->cmsDoTransform(transform, p->at + (size_t)row * p->width * p->channels,
		    p->at + (size_t)row * p->width * 3, p->width);
	m->cmsDeleteTransform(transform);
	p->channels = 3;
	return true;
}
