/*
 * seal.h - files sealed to a public key: whoever has only that can seal, and not open.
 *
 * A sealed file is: a line that names it and its version; a digest of all that follows, by
 * which anybody sees whether it still is what was written; a letter (some bytes for whoever
 * opens it) and the key of the stream, in one crypto_box_seal of libsodium; then what was
 * sealed, in pieces of 64 KB by its secretstream (XChaCha20-Poly1305), of which only the last
 * is shorter. A piece that was altered, left out, put elsewhere or cut off is noticed before
 * anything of it is handed out; what came before it has been handed out, so whoever opens a
 * file keeps it under no name of its own until the end was reached. That it was sealed by
 * whom one thinks is not said by a seal: anybody who has the public key can make one.
 */
#ifndef CHAIRSIDE_BASE_SEAL_H
#define CHAIRSIDE_BASE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEAL_LETTER_MAX 256

struct seal_public {
	unsigned char key[32];
};
struct seal_secret {		/* seal_forget() when it has served */
	unsigned char key[32];
};

/* A key as text: "public-" or "secret-" and 48 letters, the last of which check the others,
 * so that a letter typed wrong seals to nobody. */
#define SEAL_TEXT_SIZE 56
void seal_pair(struct seal_public *pub, struct seal_secret *secret);
void seal_public_of(const struct seal_secret *secret, struct seal_public *pub);
const char *seal_public_text(const struct seal_public *pub, char out[SEAL_TEXT_SIZE]);
const char *seal_secret_text(const struct seal_secret *secret, char out[SEAL_TEXT_SIZE]);
/* False: it is no such key. */
bool seal_public_read(const char *text, struct seal_public *pub);
bool seal_secret_read(const char *text, struct seal_secret *secret);
void seal_forget(void *bytes, size_t n);

enum seal_end {
	SEAL_DONE,
	SEAL_IO,		/* errno says what */
	SEAL_NONE,		/* it is not sealed */
	SEAL_NEWER,		/* by another version, which is not known here */
	SEAL_OTHER,		/* to another key */
	SEAL_ALTERED,		/* or cut short */
};

/* Is told the plain bytes, piece by piece; NULL: nobody is. */
typedef void (*seal_saw)(const void *bytes, size_t n, void *arg);

/* Seals the rest of one file into another, empty and open for reading too, which is synced,
 * then read back and opened once more: SEAL_ALTERED when it is not what was written. */
enum seal_end seal_file(int from, int to, const struct seal_public *pub, const void *letter,
    size_t n, seal_saw saw, void *arg);
/* How long a sealed file is. */
int64_t seal_size(int64_t plain, size_t letter);

/* Is it sealed, by whatever version? It is read from its begin, as by the next three. */
bool seal_is(int fd);
/* Is it what was written? Needs no key: against accidents, not against whoever can write there. */
enum seal_end seal_sound(int fd);
/* The letter alone; `letter` has SEAL_LETTER_MAX bytes. */
enum seal_end seal_letter(int fd, const struct seal_secret *secret, void *letter, size_t *n);
/* Opens one file into another, which is synced; `to` -1: only reads it. */
enum seal_end seal_open(int from, int to, const struct seal_secret *secret, seal_saw saw,
    void *arg);

#endif
