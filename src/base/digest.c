/*
 * digest.c - see digest.h.
 */
#include "base/digest.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/order.h"

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct digest *)0)->state),
    "struct digest is too small for libsodium's state");
_Static_assert(_Alignof(crypto_generichash_state) <= _Alignof(struct digest),
    "struct digest is not aligned as libsodium's state");
_Static_assert(DIGEST_SIZE >= crypto_generichash_BYTES_MIN &&
    DIGEST_SIZE <= crypto_generichash_BYTES_MAX &&
    DIGEST_KEY_SIZE >= crypto_generichash_KEYBYTES_MIN &&
    DIGEST_KEY_SIZE <= crypto_generichash_KEYBYTES_MAX, "sizes BLAKE2b cannot have");

/* libsodium would abort, yet a machine without random numbers is not our bug. Called
 * before anything is open. */
static void
no_random(void)
{
	fputs("chairside: This machine gives no random numbers; without them nothing "
	    "is signed.\n", stderr);
	_exit(1);
}

void
digest_start(void)
{
	static bool started;

	if (started)
		return;
	sodium_set_misuse_handler(no_random);
	if (sodium_init() < 0)
		no_random();
	started = true;
}

static crypto_generichash_state *
state_of(struct digest *d)
{
	return (crypto_generichash_state *)(void *)d->state;
}

void
digest_begin(struct digest *d, const unsigned char *key)
{
	digest_start();
	if (crypto_generichash_init(state_of(d), key, key ? DIGEST_KEY_SIZE : 0,
	    DIGEST_SIZE) != 0)
		bug("a digest cannot begin");
	d->n = 0;
}

/* Items are short and libsodium takes as long for eight bytes as for a hundred: they wait
 * in `room` and go in as one piece. */
static void
flush(struct digest *d)
{
	if (d->n > 0)
		crypto_generichash_update(state_of(d), d->room, d->n);
	d->n = 0;
}

void
digest_raw(struct digest *d, const void *bytes, size_t n)
{
	if (n > sizeof(d->room) - d->n)
		flush(d);
	if (n > sizeof(d->room)) {
		crypto_generichash_update(state_of(d), bytes, n);
	} else if (n > 0) {
		memcpy(d->room + d->n, bytes, n);
		d->n += n;
	}
}

/* `length` goes before the n bytes; it differs from n only for a NULL text. */
static void
add(struct digest *d, uint64_t length, const void *bytes, size_t n)
{
	uint64_t little = order_little(length);

	digest_raw(d, &little, sizeof(little));
	digest_raw(d, bytes, n);
}

void
digest_bytes(struct digest *d, const void *bytes, size_t n)
{
	add(d, n, bytes, n);
}

void
digest_text(struct digest *d, const char *s)
{
	if (s)
		add(d, strlen(s), s, strlen(s));
	else
		add(d, UINT64_MAX, NULL, 0);
}

void
digest_int(struct digest *d, int64_t i)
{
	uint64_t little = order_little(i);

	add(d, sizeof(little), &little, sizeof(little));
}

void
digest_end(struct digest *d, unsigned char out[DIGEST_SIZE])
{
	flush(d);
	if (crypto_generichash_final(state_of(d), out, DIGEST_SIZE) != 0)
		bug("a digest cannot end");
	sodium_memzero(d, sizeof(*d));
}

void
digest_sha256_raw(const void *bytes, size_t n, unsigned char out[DIGEST_SIZE])
{
	digest_start();
	crypto_hash_sha256(out, bytes, n);
}

const char *
digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX_SIZE])
{
	unsigned char out[DIGEST_SIZE];

	digest_sha256_raw(bytes, n, out);
	return digest_hex(out, sizeof(out), hex);
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct digest_sha *)0)->state) &&
    _Alignof(crypto_hash_sha256_state) <= _Alignof(struct digest_sha),
    "struct digest_sha cannot hold libsodium's state");

static crypto_hash_sha256_state *
sha_of(struct digest_sha *d)
{
	return (crypto_hash_sha256_state *)(void *)d->state;
}

void
digest_sha_begin(struct digest_sha *d)
{
	digest_start();
	crypto_hash_sha256_init(sha_of(d));
}

void
digest_sha_add(struct digest_sha *d, const void *bytes, size_t n)
{
	crypto_hash_sha256_update(sha_of(d), bytes, n);
}

const char *
digest_sha_end(struct digest_sha *d, char hex[DIGEST_HEX_SIZE])
{
	unsigned char out[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(sha_of(d), out);
	return digest_hex(out, sizeof(out), hex);
}

bool
digest_equal(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

const char *
digest_hex(const unsigned char *bytes, size_t n, char *out)
{
	return sodium_bin2hex(out, 2 * n + 1, bytes, n);
}

void
digest_base64(const void *bytes, size_t n, struct buf *out)
{
	size_t size = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);

	/* the NUL that it counts is the one behind the buffer's text */
	sodium_bin2base64(buf_grow(out, size - 1), size, bytes, n,
	    sodium_base64_VARIANT_ORIGINAL);
}

bool
digest_from_base64(const char *text, struct buf *out)
{
	size_t len = out->len, room = strlen(text), n;
	char *bytes = buf_grow(out, room);
	bool good = sodium_base642bin((unsigned char *)bytes, room, text, room, NULL, &n, NULL,
	    sodium_base64_VARIANT_ORIGINAL) == 0;

	buf_cut(out, good ? len + n : len);
	return good;
}

const char *
digest_letters(const unsigned char bytes[DIGEST_SHORT_SIZE], char out[DIGEST_LETTERS + 1])
{
	return sodium_bin2base64(out, DIGEST_LETTERS + 1, bytes, DIGEST_SHORT_SIZE,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
digest_from_letters(const char *text, unsigned char bytes[DIGEST_SHORT_SIZE])
{
	size_t n;

	return sodium_base642bin(bytes, DIGEST_SHORT_SIZE, text, DIGEST_LETTERS, NULL, &n,
	    NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && n == DIGEST_SHORT_SIZE;
}

void
digest_random(void *out, size_t n)
{
	digest_start();
	randombytes_buf(out, n);
}
