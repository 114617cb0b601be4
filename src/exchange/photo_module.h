/*
 * photo_module.h - the libraries that read pictures, opened when a picture is read and not
 * before.
 *
 * They and what they bring along are larger than the program. So it is not linked with them:
 * what it calls is a line of PHOTO_MODULE, found by name, as in xlsx_module.h. Where one is
 * not installed, pictures of its format cannot be shown, and all else works.
 */
#ifndef CHAIRSIDE_EXCHANGE_PHOTO_MODULE_H
#define CHAIRSIDE_EXCHANGE_PHOTO_MODULE_H

#include <stdio.h>

#include <lcms2.h>
#include <libheif/heif.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include "base/err.h"

#define PHOTO_MODULE(LIBRARY, CALL) \
	LIBRARY(TURBOJPEG, "libturbojpeg.so.0", "JPEG pictures, and copies of any,") \
	CALL(TURBOJPEG, tjCompress2) \
	CALL(TURBOJPEG, tjDecompress2) \
	CALL(TURBOJPEG, tjDecompressHeader3) \
	CALL(TURBOJPEG, tjDestroy) \
	CALL(TURBOJPEG, tjFree) \
	CALL(TURBOJPEG, tjGetErrorCode) \
	CALL(TURBOJPEG, tjGetErrorStr2) \
	CALL(TURBOJPEG, tjInitCompress) \
	CALL(TURBOJPEG, tjInitDecompress) \
	CALL(TURBOJPEG, tjInitTransform) \
	CALL(TURBOJPEG, tjTransform) \
	LIBRARY(LCMS, "liblcms2.so.2", "Pictures with a colour profile") \
	CALL(LCMS, cmsBuildParametricToneCurve) \
	CALL(LCMS, cmsCloseProfile) \
	CALL(LCMS, cmsCreateRGBProfile) \
	CALL(LCMS, cmsCreateTransform) \
	CALL(LCMS, cmsCreate_sRGBProfile) \
	CALL(LCMS, cmsDeleteTransform) \
	CALL(LCMS, cmsDoTransform) \
	CALL(LCMS, cmsFreeToneCurve) \
	CALL(LCMS, cmsGetColorSpace) \
	CALL(LCMS, cmsOpenProfileFromMem) \
	CALL(LCMS, cmsSaveProfileToMem) \
	LIBRARY(PNG, "libpng16.so.16", "PNG pictures") \
	CALL(PNG, png_create_info_struct) \
	CALL(PNG, png_create_read_struct) \
	CALL(PNG, png_destroy_read_struct) \
	CALL(PNG, png_error) \
	CALL(PNG, png_get_iCCP) \
	CALL(PNG, png_get_image_height) \
	CALL(PNG, png_get_image_width) \
	CALL(PNG, png_get_io_ptr) \
	CALL(PNG, png_read_image) \
	CALL(PNG, png_read_info) \
	CALL(PNG, png_read_update_info) \
	CALL(PNG, png_set_add_alpha) \
	CALL(PNG, png_set_expand) \
	CALL(PNG, png_set_gray_to_rgb) \
	CALL(PNG, png_set_interlace_handling) \
	CALL(PNG, png_set_longjmp_fn) \
	CALL(PNG, png_set_read_fn) \
	CALL(PNG, png_set_scale_16) \
	LIBRARY(WEBP, "libwebp.so.7", "WebP pictures") \
	CALL(WEBP, WebPDecodeRGBAInto) \
	CALL(WEBP, WebPGetFeaturesInternal) \
	LIBRARY(HEIF, "libheif.so.1", "HEIC and AVIF pictures") \
	CALL(HEIF, heif_context_alloc) \
	CALL(HEIF, heif_context_free) \
	CALL(HEIF, heif_context_get_primary_image_handle) \
	CALL(HEIF, heif_context_read_from_memory_without_copy) \
	CALL(HEIF, heif_decode_image) \
	CALL(HEIF, heif_decoding_options_alloc) \
	CALL(HEIF, heif_decoding_options_free) \
	CALL(HEIF, heif_image_get_height) \
	CALL(HEIF, heif_image_get_plane_readonly) \
	CALL(HEIF, heif_image_get_width) \
	CALL(HEIF, heif_image_handle_get_height) \
	CALL(HEIF, heif_image_handle_get_nclx_color_profile) \
	CALL(HEIF, heif_image_handle_get_raw_color_profile) \
	CALL(HEIF, heif_image_handle_get_raw_color_profile_size) \
	CALL(HEIF, heif_image_handle_get_width) \
	CALL(HEIF, heif_image_handle_release) \
	CALL(HEIF, heif_image_release) \
	CALL(HEIF, heif_nclx_color_profile_free)

#define PHOTO_MODULE_NOTHING(...)
#define PHOTO_MODULE_NAME(library, soname, what) LIBRARY_##library,
enum photo_library { PHOTO_MODULE(PHOTO_MODULE_NAME, PHOTO_MODULE_NOTHING) };
#undef PHOTO_MODULE_NAME

struct photo_module {
#define PHOTO_MODULE_CALL(library, name) __typeof__(name) *name;
	PHOTO_MODULE(PHOTO_MODULE_NOTHING, PHOTO_MODULE_CALL)
#undef PHOTO_MODULE_CALL
};

/* Opened by the first call and kept until the process ends; only calls of libraries that
 * were opened are there. NULL, ERR_INVALID with a sentence: that one is not installed, or is
 * not the library of that name. */
const struct photo_module *photo_module_open(enum photo_library which, struct err *e);

#endif
