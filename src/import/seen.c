/*
 * seen.c - counts how often an identity has come up in this file.
 *
 * An open-addressing table with twelve bytes for each slot. The key is the first eight
 * bytes of a digest, which needs no further hashing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"

struct import_seen {
	uint64_t *keys;		/* 0: free */
	unsigned *counts;
	size_t cap, n;		/* cap is a power of two */
};

struct import_seen *
import_seen_new(void)
{
	struct import_seen *s = xcalloc(1, sizeof(*s));

	s->cap = 1024;
	s->keys = xcalloc(s->cap, sizeof(*s->keys));
	s->counts = xcalloc(s->cap, sizeof(*s->counts));
	return s;
}

void
import_seen_free(struct import_seen *s)
{
	if (s == NULL)
		return;
	free(s->keys);
	free(s->counts);
	free(s);
}

static size_t
slot_of(const struct import_seen *s, uint64_t key)
{
	size_t at = (size_t)key & (s->cap - 1);

	while (s->keys[at] != 0 && s->keys[at] != key)
		at = (at + 1) & (s->cap - 1);
	return at;
}

static void
grow(struct import_seen *s)
{
	struct import_seen old = *s;
	size_t i, at;

	s->cap *= 2;
	s->keys = xcalloc(s->cap, sizeof(*s->keys));
	s->counts = xcalloc(s->cap, sizeof(*s->counts));
	for (i = 0; i < old.cap; i++) {
		if (old.keys[i] == 0)
			continue;
		at = slot_of(s, old.keys[i]);
		s->keys[at] = old.keys[i];
		s->counts[at] = old.counts[i];
	}
	free(old.keys);
	free(old.counts);
}

unsigned *
import_seen_count(struct import_seen *s, const unsigned char digest[DIGEST_SIZE])
{
	uint64_t key;
	size_t at;

	memcpy(&key, digest, sizeof(key));
	if (key == 0)
		key = 1;
	if (s->n * 4 >= s->cap * 3)
		grow(s);
	at = slot_of(s, key);
	if (s->keys[at] == 0) {
		s->keys[at] = key;
		s->n++;
	}
	return &s->counts[at];
}
