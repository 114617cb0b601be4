/*
 * photo_decode.c - pixels of PNG, WebP, HEIC and AVIF.
 *
 * What can be looked through is put onto white.
 */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "exchange/photo_inside.h"
#include "exchange/photo_module.h"

bool
photo_damaged(struct err *e)
{
	return err_set(e, ERR_INVALID, NULL, "This picture cannot be shown: it is damaged or "
	    "cut.");
}

bool
photo_fits(int64_t width, int64_t height, struct err *e)
{
	if (width * height > PHOTO_PIXELS_MAX)
		return err_set(e, ERR_INVALID, NULL, "This picture is too large to be shown: it "
		    "has %lld million pixels, and %d are the most.",
		    (long long)(width * height / 1000000), PHOTO_PIXELS_MAX / 1000000);
	return true;
}

bool
photo_pixels_make(struct pixels *p, int bytes, struct err *e)
{
	if (!photo_fits(p->width, p->height, e))
		return false;
	p->channels = bytes;
	p->at = malloc((size_t)p->width * p->height * bytes);
	return p->at != NULL ||
	    err_set(e, ERR_IO, NULL, "There is not enough memory for this picture.");
}

void
photo_pixels_free(struct pixels *p)
{
	free(p->at);
	buf_free(&p->profile);
}

/* RGBA to RGB, in its place. */
static void
put_onto_white(struct pixels *p)
{
	size_t i, n = (size_t)p->width * p->height;
	int c, seen;

	for (i = 0; i < n; i++) {
		seen = p->at[4 * i + 3];
		for (c = 0; c < 3; c++)
			p->at[3 * i + c] =
			    (p->at[4 * i + c] * seen + 255 * (255 - seen) + 127) / 255;
	}
	p->channels = 3;
}

/* --- PNG ------------------------------------------------------------------------------- */

/* The library jumps out of what it cannot read, so what must be freed stands here. */
struct png {
	const struct photo_module *m;
	png_structp png;
	png_infop info;
	struct bytes rest;
	uint8_t **rows;
	bool done;
};

static void
png_take(png_structp png, uint8_t *to, size_t n)
{
	const struct photo_module *m = photo_module_open(LIBRARY_PNG, NULL);
	struct bytes *rest = m->png_get_io_ptr(png);

	if (rest->n < n)
		m->png_error(png, "cut");
	memcpy(to, rest->at, n);
	*rest = bytes_part(*rest, n, rest->n);
}

static void
png_keep_quiet(png_structp png, const char *warning)
{
	(void)png;
	(void)warning;
}

static bool
read_png(struct png *r, struct pixels *out, struct err *e)
{
	const struct photo_module *m = r->m;
	uint8_t *profile;
	char *name;
	uint32_t size;
	int32_t y;
	int method;

	m->png_set_read_fn(r->png, &r->rest, png_take);
	m->png_read_info(r->png, r->info);
	if (m->png_get_iCCP(r->png, r->info, &name, &method, &profile, &size) != 0)
		buf_add(&out->profile, profile, size);
	m->png_set_expand(r->png);
	m->png_set_scale_16(r->png);
	m->png_set_gray_to_rgb(r->png);
	m->png_set_add_alpha(r->png, 255, PNG_FILLER_AFTER);
	m->png_set_interlace_handling(r->png);
	m->png_read_update_info(r->png, r->info);
	out->width = m->png_get_image_width(r->png, r->info);
	out->height = m->png_get_image_height(r->png, r->info);
	if (!photo_pixels_make(out, 4, e))
		return false;
	r->rows = malloc(out->height * sizeof(*r->rows));
	if (r->rows == NULL)
		return err_set(e, ERR_IO, NULL, "There is not enough memory for this picture.");
	for (y = 0; y < out->height; y++)
		r->rows[y] = out->at + (size_t)y * out->width * 4;
	m->png_read_image(r->png, r->rows);
	put_onto_white(out);
	return true;
}

static bool
decode_png(struct bytes file, struct pixels *out, struct err *e)
{
	struct png r = { .m = photo_module_open(LIBRARY_PNG, e), .rest = file };

	if (r.m == NULL)
		return false;
	r.png = r.m->png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, png_keep_quiet);
	if (r.png != NULL)
		r.info = r.m->png_create_info_struct(r.png);
	if (r.info == NULL)
		err_set(e, ERR_IO, NULL, "There is not enough memory for this picture.");
	else if (setjmp(*r.m->png_set_longjmp_fn(r.png, longjmp, sizeof(jmp_buf))) == 0)
		r.done = read_png(&r, out, e);
	else
		photo_damaged(e);
	r.m->png_destroy_read_struct(&r.png, &r.info, NULL);
	free(r.rows);
	return r.done;
}

/* --- WebP ------------------------------------------------------------------------------ */

static bool
decode_webp(struct bytes file, struct pixels *out, struct err *e)
{
	const struct photo_module *m = photo_module_open(LIBRARY_WEBP, e);
	struct bytes rest = bytes_part(file, 12, file.n), data;
	WebPBitstreamFeatures features;
	char type[4];

	if (m == NULL)
		return false;
	if (m->WebPGetFeaturesInternal(file.at, file.n, &features,
	    WEBP_DECODER_ABI_VERSION) != VP8_STATUS_OK)
		return photo_damaged(e);
	if (features.has_animation)
		return err_set(e, ERR_INVALID, NULL, "This WebP picture moves: such pictures are "
		    "kept, but cannot be shown.");
	out->width = features.width;
	out->height = features.height;
	if (!photo_pixels_make(out, 4, e))
		return false;
	if (m->WebPDecodeRGBAInto(file.at, file.n, out->at,
	    (size_t)out->width * out->height * 4, out->width * 4) == NULL)
		return photo_damaged(e);
	while (photo_next_webp(&rest, type, &data))
		if (memcmp(type, "ICCP", 4) == 0)
			buf_add(&out->profile, data.at, data.n);
	put_onto_white(out);
	return true;
}

/* --- HEIC and AVIF --------------------------------------------------------------------- */

static bool
take_heif(const struct photo_module *m, struct heif_image *image, struct pixels *out,
    struct err *e)
{
	const uint8_t *from;
	int32_t y;
	int stride;

	out->width = m->heif_image_get_width(image, heif_channel_interleaved);
	out->height = m->heif_image_get_height(image, heif_channel_interleaved);
	from = m->heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
	if (from == NULL || out->width <= 0 || out->height <= 0)
		return photo_damaged(e);
	if (!photo_pixels_make(out, 4, e))
		return false;
	for (y = 0; y < out->height; y++)
		memcpy(out->at + (size_t)y * out->width * 4, from + (size_t)y * stride,
		    (size_t)out->width * 4);
	put_onto_white(out);
	return true;
}

/* Its colour profile, or that of the colours it names. */
static void
add_heif_profile(const struct photo_module *m, const struct heif_image_handle *handle,
    struct buf *profile)
{
	size_t size = m->heif_image_handle_get_raw_color_profile_size(handle);
	struct heif_color_profile_nclx *named = NULL;

	if (size > 0) {
		m->heif_image_handle_get_raw_color_profile(handle, buf_grow(profile, size));
	} else if (m->heif_image_handle_get_nclx_color_profile(handle,
	    &named).code == heif_error_Ok) {
		if (named->color_primaries == heif_color_primaries_SMPTE_EG_432_1)
			photo_add_profile(PHOTO_DISPLAY_P3, profile);
		m->heif_nclx_color_profile_free(named);
	}
}

/* The picture of the handle; the library carries its turn out. */
static bool
decode_handle(const struct photo_module *m, struct heif_image_handle *handle,
    struct pixels *out, struct err *e)
{
	struct heif_decoding_options *options;
	struct heif_image *image = NULL;
	bool done;

	if (!photo_fits(m->heif_image_handle_get_width(handle),
	    m->heif_image_handle_get_height(handle), e))
		return false;
	options = m->heif_decoding_options_alloc();
	options->convert_hdr_to_8bit = 1;
	m->heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGBA,
	    options);
	m->heif_decoding_options_free(options);
	if (image == NULL)
		return photo_damaged(e);
	add_heif_profile(m, handle, &out->profile);
	done = take_heif(m, image, out, e);
	m->heif_image_release(image);
	return done;
}

/* Of several pictures the one that the file says is shown. */
static bool
decode_heif(struct bytes file, struct pixels *out, struct err *e)
{
	const struct photo_module *m = photo_module_open(LIBRARY_HEIF, e);
	struct heif_image_handle *handle = NULL;
	struct heif_context *context;
	bool done;

	if (m == NULL)
		return false;
	context = m->heif_context_alloc();
	if (m->heif_context_read_from_memory_without_copy(context, file.at, file.n,
	    NULL).code == heif_error_Ok)
		m->heif_context_get_primary_image_handle(context, &handle);
	done = handle != NULL ? decode_handle(m, handle, out, e) : photo_damaged(e);
	if (handle != NULL)
		m->heif_image_handle_release(handle);
	m->heif_context_free(context);
	return done;
}

bool
photo_decode(struct bytes file, enum photo_format format, struct pixels *out, struct err *e)
{
	*out = (struct pixels){ .profile = BUF_INIT };
	switch (format) {
	case PHOTO_JPEG:
		return photo_jpeg_decode(file, out, e);
	case PHOTO_PNG:
		return decode_png(file, out, e);
	case PHOTO_WEBP:
		return decode_webp(file, out, e);
	case PHOTO_HEIC:
	case PHOTO_AVIF:
		return decode_heif(file, out, e);
	case PHOTO_GIF:
	case PHOTO_TIFF:
	case PHOTO_FILM:
	case PHOTO_PDF:
	case PHOTO_OTHER:
		break;
	}
	bug("a picture of format %d was to be shown", format);
}
