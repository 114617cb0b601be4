/*
 * photo_jpeg.c - JPEG: turned as it stands, decoded, written.
 */
#include <string.h>

#include "exchange/photo_inside.h"
#include "exchange/photo_module.h"

#define QUALITY 92		/* of a copy that must be written anew */
#define PROFILE "ICC_PROFILE"	/* and its NUL; then which part it is, and of how many */

/* A library that goes on behind a fault says so by a warning. Most tell of habits of some
 * cameras; these of pixels that are not there. */
static bool
is_whole(const struct photo_module *m, tjhandle tj, int result)
{
	const char *said;

	if (result == 0)
		return true;
	said = m->tjGetErrorStr2(tj);
	return m->tjGetErrorCode(tj) == TJERR_WARNING &&
	    strcasestr(said, "premature end") == NULL && strstr(said, "Huffman") == NULL;
}

/* Its colour profile, put together from its segments in the order they say; without one, of
 * the colours that EXIF names. */
static void
add_profile(struct bytes file, struct buf *profile)
{
	struct bytes rest = bytes_part(file, 2, file.n), data, parts[256] = { { NULL, 0 } };
	bool adobe_rgb = false;
	size_t i;
	uint8_t marker;

	while (photo_next_segment(&rest, &marker, &data)) {
		if (marker == 0xe1 && bytes_begin(data, "Exif\0", 5))
			adobe_rgb |= photo_exif_is_adobe_rgb(bytes_part(data, 6, data.n));
		if (marker == 0xe2 && bytes_begin(data, PROFILE, sizeof(PROFILE)) &&
		    data.n > sizeof(PROFILE) + 2)
			parts[data.at[sizeof(PROFILE)]] =
			    bytes_part(data, sizeof(PROFILE) + 2, data.n);
	}
	for (i = 0; i < 256; i++)
		buf_add(profile, parts[i].at, parts[i].n);
	if (profile->len == 0 && adobe_rgb)
		photo_add_profile(PHOTO_ADOBE_RGB, profile);
}

bool
photo_jpeg_turn(struct bytes file, int turn, struct buf *jpeg, struct err *e)
{
	static const int operations[] = {
		[1] = TJXOP_NONE, [2] = TJXOP_HFLIP, [3] = TJXOP_ROT180, [4] = TJXOP_VFLIP,
		[5] = TJXOP_TRANSPOSE, [6] = TJXOP_ROT90, [7] = TJXOP_TRANSVERSE,
		[8] = TJXOP_ROT270,
	};
	const struct photo_module *m = photo_module_open(LIBRARY_TURBOJPEG, e);
	tjtransform how = {
		.op = operations[turn], .options = TJXOPT_PERFECT | TJXOPT_COPYNONE,
	};
	AUTO_BUF struct buf profile = BUF_INIT;
	/* The library takes tables alone for a picture, and says nothing of their colours. */
	int width, height, sampling, colours = -1;
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	bool turned = false;
	tjhandle tj;

	if (m == NULL)
		return false;
	add_profile(file, &profile);
	tj = m->tjInitTransform();
	if (m->tjDecompressHeader3(tj, file.at, file.n, &width, &height, &sampling,
	    &colours) == 0 && (colours == TJCS_YCbCr || colours == TJCS_RGB ||
	    colours == TJCS_GRAY) && photo_is_srgb(&profile)) {
		turned = is_whole(m, tj,
		    m->tjTransform(tj, file.at, file.n, 1, &bytes, &size, &how, 0));
		if (turned)
			buf_add(jpeg, bytes, size);
		else if (m->tjGetErrorCode(tj) == TJERR_WARNING)
			photo_damaged(e);
	}
	m->tjFree(bytes);
	m->tjDestroy(tj);
	return turned;
}

bool
photo_jpeg_decode(struct bytes file, struct pixels *out, struct err *e)
{
	const struct photo_module *m = photo_module_open(LIBRARY_TURBOJPEG, e);
	int sampling, colours = -1;
	bool done = false, cmyk;
	tjhandle tj;

	if (m == NULL)
		return false;
	add_profile(file, &out->profile);
	tj = m->tjInitDecompress();
	if (m->tjDecompressHeader3(tj, file.at, file.n, &out->width, &out->height, &sampling,
	    &colours) != 0 || colours < 0) {
		photo_damaged(e);
	} else {
		cmyk = colours == TJCS_CMYK || colours == TJCS_YCCK;
		done = photo_pixels_make(out, cmyk ? 4 : 3, e) && (is_whole(m, tj,
		    m->tjDecompress2(tj, file.at, file.n, out->at, out->width, 0, out->height,
		    cmyk ? TJPF_CMYK : TJPF_RGB, TJFLAG_ACCURATEDCT)) ||
		    photo_damaged(e));
	}
	m->tjDestroy(tj);
	return done;
}

bool
photo_jpeg_encode(const struct pixels *p, struct buf *jpeg, struct err *e)
{
	const struct photo_module *m = photo_module_open(LIBRARY_TURBOJPEG, e);
	unsigned char *bytes = NULL;
	unsigned long size = 0;
	bool done;
	tjhandle tj;

	if (m == NULL)
		return false;
	tj = m->tjInitCompress();
	done = m->tjCompress2(tj, p->at, p->width, 0, p->height, TJPF_RGB, &bytes, &size,
	    TJSAMP_444, QUALITY, TJFLAG_ACCURATEDCT) == 0;
	if (done)
		buf_add(jpeg, bytes, size);
	else
		err_set(e, ERR_INVALID, NULL, "No copy could be made of this picture: %s.",
		    m->tjGetErrorStr2(tj));
	m->tjFree(bytes);
	m->tjDestroy(tj);
	return done;
}
