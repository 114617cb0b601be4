/*
 * digest.h - BLAKE2b digests, keyed and plain, SHA-256, bytes as letters, and random bytes.
 *
 * libsodium is known here and in seal.c. Items are length-prefixed (8 bytes,
 * little endian), so ("ab","c") and ("a","bc") differ.
 */
#ifndef CHAIRSIDE_BASE_DIGEST_H
#define CHAIRSIDE_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define DIGEST_SIZE 32
#define DIGEST_KEY_SIZE 32
#define DIGEST_HEX_SIZE (2 * DIGEST_SIZE + 1)

struct digest {
	_Alignas(64) unsigned char state[384];
	size_t n;			/* bytes that wait in `room` */
	unsigned char room[376];
};

/* `key` is DIGEST_KEY_SIZE bytes, or NULL for an unkeyed digest. */
void digest_begin(struct digest *d, const unsigned char *key);
void digest_bytes(struct digest *d, const void *bytes, size_t n);
void digest_text(struct digest *d, const char *s);	/* NULL differs from "" */
void digest_int(struct digest *d, int64_t i);
/* Adds bytes without their length. When nothing else is added, the digest is the plain
 * BLAKE2b-256 of the bytes, whatever pieces they came in, as `b2sum -l 256` prints
 * it. */
void digest_raw(struct digest *d, const void *bytes, size_t n);
void digest_end(struct digest *d, unsigned char out[DIGEST_SIZE]);

/* SHA-256, and the same in hex, as `sha256sum` prints it: for what others are to check without us. */
void digest_sha256_raw(const void *bytes, size_t n, unsigned char out[DIGEST_SIZE]);
const char *digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX_SIZE]);
/* The same of bytes that come in pieces. */
struct digest_sha {
	_Alignas(8) unsigned char state[104];
};
void digest_sha_begin(struct digest_sha *d);
void digest_sha_add(struct digest_sha *d, const void *bytes, size_t n);
const char *digest_sha_end(struct digest_sha *d, char hex[DIGEST_HEX_SIZE]);

bool digest_equal(const void *a, const void *b, size_t n);	/* constant time */
const char *digest_hex(const unsigned char *bytes, size_t n, char *out);
/* Adds any bytes as base64 (RFC 4648, 4), padded. */
void digest_base64(const void *bytes, size_t n, struct buf *out);
/* The way back; false: it is not such base64, padded and without blanks. */
bool digest_from_base64(const char *text, struct buf *out);
/* The first bytes of a digest as letters that files and URLs take, and back; false: the
 * text does not begin with so many of them. */
#define DIGEST_SHORT_SIZE 16
#define DIGEST_LETTERS 22
const char *digest_letters(const unsigned char bytes[DIGEST_SHORT_SIZE],
    char out[DIGEST_LETTERS + 1]);
bool digest_from_letters(const char *text, unsigned char bytes[DIGEST_SHORT_SIZE]);
void digest_random(void *out, size_t n);
void digest_start(void);	/* for seal.c: libsodium is ready after it */

#endif
