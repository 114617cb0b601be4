/*
 * secret.h - hashes of what a person knows, slow to try.
 *
 * The only file that knows libcrypt. A hash is crypt(3)'s yescrypt with a salt of its own.
 */
#ifndef CHAIRSIDE_BASE_SECRET_H
#define CHAIRSIDE_BASE_SECRET_H

#include <stdbool.h>

#define SECRET_HASH_SIZE 256

/* False: this machine has no yescrypt. */
bool secret_hash(const char *secret, char hash[SECRET_HASH_SIZE]);
bool secret_fits(const char *secret, const char *hash);

#endif
