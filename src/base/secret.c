/*
 * secret.c - see secret.h.
 */
#include "base/secret.h"

#include <crypt.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"

/* crypt_data is 32 KB: on the heap, and wiped. */
static bool
hashed(const char *secret, const char *setting, char hash[SECRET_HASH_SIZE])
{
	struct crypt_data *data = xcalloc(1, sizeof(*data));
	const char *out = crypt_rn(secret, setting, data, (int)sizeof(*data));
	bool ok = out != NULL && out[0] == '$' && strlen(out) < SECRET_HASH_SIZE;

	if (ok)
		memcpy(hash, out, strlen(out) + 1);
	explicit_bzero(data, sizeof(*data));
	free(data);
	return ok;
}

bool
secret_hash(const char *secret, char hash[SECRET_HASH_SIZE])
{
	char random[32], setting[CRYPT_GENSALT_OUTPUT_SIZE];

	digest_random(random, sizeof(random));
	return crypt_gensalt_rn("$y$", 0, random, sizeof(random), setting,
	    sizeof(setting)) != NULL && hashed(secret, setting, hash);
}

bool
secret_fits(const char *secret, const char *hash)
{
	char mine[SECRET_HASH_SIZE];

	return hashed(secret, hash, mine) && strlen(mine) == strlen(hash) &&
	    digest_equal(mine, hash, strlen(hash));
}
