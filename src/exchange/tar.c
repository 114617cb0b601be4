/*
 * tar.c - see tar.h.
 */
#include "exchange/tar.h"

#include <string.h>

#include "base/bug.h"

#define BLOCK 512

/* Where a header has what (POSIX.1-1988, section 10.1.1). */
enum {
	AT_NAME = 0, AT_MODE = 100, AT_UID = 108, AT_GID = 116, AT_SIZE = 124, AT_TIME = 136,
	AT_SUM = 148, AT_TYPE = 156, AT_MAGIC = 257
};

static void
put_octal(char *at, int digits, uint64_t n)
{
	while (digits-- > 0) {
		at[digits] = (char)('0' + (n & 7));
		n >>= 3;
	}
}

void
tar_put(FILE *out, const char *name, int64_t at, const void *bytes, size_t n)
{
	static const char zeros[BLOCK];
	char head[BLOCK] = { 0 };
	unsigned sum = 0;
	size_t i;

	BUG_IF(strlen(name) > TAR_NAME_MAX);
	memcpy(head + AT_NAME, name, strlen(name));
	put_octal(head + AT_MODE, 7, 0600);
	put_octal(head + AT_UID, 7, 0);
	put_octal(head + AT_GID, 7, 0);
	put_octal(head + AT_SIZE, 11, n);
	put_octal(head + AT_TIME, 11, at > 0 ? (uint64_t)at : 0);
	head[AT_TYPE] = '0';
	memcpy(head + AT_MAGIC, "ustar\00000", 8);
	memset(head + AT_SUM, ' ', 8);
	for (i = 0; i < BLOCK; i++)
		sum += (unsigned char)head[i];
	put_octal(head + AT_SUM, 6, sum);
	fwrite(head, 1, BLOCK, out);
	fwrite(bytes, 1, n, out);
	fwrite(zeros, 1, (BLOCK - n % BLOCK) % BLOCK, out);
}

void
tar_end(FILE *out)
{
	static const char zeros[2 * BLOCK];

	fwrite(zeros, 1, sizeof(zeros), out);
}
