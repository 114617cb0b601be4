/*
 * snap.c - see snap.h. The picture is written by hand: ITU-T T.81, B.2.
 */
#include "tests/support/snap.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "tests/support/picture.h"
#include "tests/support/test.h"

#define DAY 1773273600L		/* 12 March 2026, 0:00 UTC */

void
snap(struct buf *out, int shade, const char *taken)
{
	static const unsigned char frame[] = { 8, 0, 8, 0, 8, 1, 1, 0x11, 0 };
	/* one code of one bit in each table: seven bits follow; the block ends */
	static const unsigned char codes[2][18] = {
		{ 0x00, 1, [17] = 7 }, { 0x10, 1, [17] = 0 }
	};
	static const unsigned char scan[] = { 1, 1, 0x00, 0, 63, 0 };
	const struct exif x = { .big_end = true, .taken = taken };
	unsigned char steps[65];
	const unsigned char bits[] = { (unsigned char)(64 + shade), 0x7F, 0xFF, 0xD9 };

	picture_jpeg_exif(out, &x);
	memset(steps, 8, sizeof(steps));
	steps[0] = 0;
	picture_jpeg_segment(out, 0xDB, steps, sizeof(steps));
	picture_jpeg_segment(out, 0xC0, frame, sizeof(frame));
	picture_jpeg_segment(out, 0xC4, codes[0], sizeof(codes[0]));
	picture_jpeg_segment(out, 0xC4, codes[1], sizeof(codes[1]));
	picture_jpeg_segment(out, 0xDA, scan, sizeof(scan));
	buf_add(out, bits, sizeof(bits));
}

void
snap_put_bytes(const char *path, const char *name, const void *bytes, size_t n, long at)
{
	AUTO_FREE char *folder = xasprintf("%s.inbox", path);
	AUTO_FREE char *file = xasprintf("%s/%s", folder, name);
	const struct timespec times[2] = { { DAY + at, 0 }, { DAY + at, 0 } };

	mkdir(folder, 0700);
	test_write(file, bytes, n);
	assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
}

void
snap_put(const char *path, const char *name, int shade, const char *taken, long at)
{
	AUTO_BUF struct buf b = BUF_INIT;

	snap(&b, shade, taken);
	snap_put_bytes(path, name, b.s, b.len, at);
}
