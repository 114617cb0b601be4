/*
 * key.c - bytes of a terminal to keys.
 *
 * Bytes are kept from `at` on; a key is decoded only when all of it is there. The bytes
 * of an open paste are collected separately and searched only once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/key_inside.h"

#define PASTE_END "\033[201~"

struct keys_in {
	struct buf in;
	size_t at;		/* bytes before it are done with */
	bool pasting;
	struct buf paste;
	bool paste_cut;
	size_t apart;		/* place after an ESC that ended a piece; 0: none */
	struct learned_keys learned;
};

struct keys_in *
keys_in_new(void)
{
	struct keys_in *k = xcalloc(1, sizeof(*k));

	k->in = k->paste = (struct buf)BUF_INIT;
	return k;
}

void
keys_in_free(struct keys_in *k)
{
	if (k == NULL)
		return;
	buf_free(&k->in);
	buf_free(&k->paste);
	free(k->learned.list);
	free(k);
}

void
keys_learn(struct keys_in *k, const char *sequence, enum keys code)
{
	struct learned_keys *all = &k->learned;
	struct learned *l;
	size_t n = sequence != NULL ? strlen(sequence) : 0;

	/* single bytes are known already: text or control characters */
	if (n < 2 || n >= sizeof(l->sequence))
		return;
	GROW(all->list, all->cap, all->n + 1);
	l = &all->list[all->n++];
	memcpy(l->sequence, sequence, n);
	l->n = n;
	l->code = code;
}

void
keys_feed(struct keys_in *k, const char *bytes, size_t n)
{
	if (k->at == k->in.len) {
		buf_cut(&k->in, 0);
		k->at = k->apart = 0;
	}
	buf_add(&k->in, bytes, n);
	if (n > 0 && bytes[n - 1] == ESC)
		k->apart = k->in.len;
}

bool
keys_end_with(const struct keys_in *k, char byte)
{
	return k->in.len > k->at && k->in.s[k->in.len - 1] == byte;
}

int
keys_patience(const struct keys_in *k)
{
	size_t n = k->in.len - k->at;

	if (n == 0 && !k->pasting)
		return 0;
	return n <= 2 && !k->pasting ? ESC_MS : SEQUENCE_MS;
}

bool
key_set(struct key *key, enum keys code)
{
	*key = (struct key){ .code = code };
	return true;
}

/* --- pastes ------------------------------------------------------------------------- */

static void
paste_add(struct keys_in *k, const char *s, size_t n)
{
	size_t room = KEYS_PASTE_MAX - k->paste.len;

	if (n > room)
		k->paste_cut = true;
	buf_add(&k->paste, s, n < room ? n : room);
}

/* Takes the paste's bytes so far; true when its end is there. */
static bool
paste_more(struct keys_in *k)
{
	const char *s = k->in.s + k->at;
	size_t n = k->in.len - k->at, keep = strlen(PASTE_END) - 1;
	const char *end = memmem(s, n, PASTE_END, strlen(PASTE_END));

	if (end != NULL) {
		paste_add(k, s, (size_t)(end - s));
		k->at += (size_t)(end - s) + strlen(PASTE_END);
		k->pasting = false;
		return true;
	}
	if (n > keep) {		/* the end mark may have started */
		paste_add(k, s, n - keep);
		k->at += n - keep;
	}
	return false;
}

static bool
paste_key(struct keys_in *k, struct key *key)
{
	key_set(key, KEYS_PASTE);
	key->paste = k->paste.s;
	key->n_paste = k->paste.len;
	key->cut = k->paste_cut;
	return true;
}

/* --- the next key --------------------------------------------------------------------- */

bool
key_control(unsigned char c, struct key *key)
{
	switch (c) {
	case '\r': case '\n':
		return key_set(key, KEYS_ENTER);
	case '\t':
		return key_set(key, KEYS_TAB);
	case 0x08: case 0x7f:
		return key_set(key, KEYS_BACKSPACE);
	case ESC:
		return key_set(key, KEYS_ESC);
	case 0x1d:
		return key_set(key, KEYS_SEPARATOR);
	}
	if (c < 1 || c > 26)
		return key_set(key, KEYS_UNKNOWN);
	key_set(key, KEYS_CTRL);
	key->letter = (char)('a' + c - 1);
	return true;
}

size_t
key_text_size(const char *s, size_t n)
{
	unsigned char c = (unsigned char)*s;
	size_t i, size = c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 :
	    c >= 0xc2 && c < 0xe0 ? 2 : 1;

	for (i = 1; i < size && i < n; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 1;
	return size;
}

static bool
text_key(struct keys_in *k, bool flush, struct key *key)
{
	const char *s = k->in.s + k->at;
	size_t n = k->in.len - k->at, size = key_text_size(s, n);

	if (n < size && !flush)
		return false;
	if (n < size || text_bad_byte(s, size) >= 0) {
		k->at++;
		return key_set(key, KEYS_NONE);
	}
	k->at += size;
	/* C1 controls are not text */
	if (size == 2 && (unsigned char)s[0] == 0xc2 && (unsigned char)s[1] < 0xa0)
		return key_set(key, KEYS_NONE);
	key_set(key, KEYS_TEXT);
	memcpy(key->text, s, size);
	return true;
}

static bool
escape_key(struct keys_in *k, bool flush, struct key *key)
{
	const char *s = k->in.s + k->at;
	size_t used = 1;

	if (!key_escape(&k->learned, s, k->in.len - k->at, k->apart == k->at + 1, flush,
	    &used, key))
		return false;
	k->at += used;
	if (used == strlen(PASTE_BEGIN) && memcmp(s, PASTE_BEGIN, used) == 0) {
		k->pasting = true;
		buf_cut(&k->paste, 0);
		k->paste_cut = false;
		return keys_next(k, flush, key);
	}
	return true;
}

bool
keys_next(struct keys_in *k, bool flush, struct key *key)
{
	unsigned char c;

	if (k->pasting)
		return paste_more(k) && paste_key(k, key);
	if (k->at == k->in.len)
		return false;
	c = (unsigned char)k->in.s[k->at];
	if (c == ESC)
		return escape_key(k, flush, key);
	if (c >= 0x20 && c != 0x7f)
		return text_key(k, flush, key);
	k->at++;
	return key_control(c, key);
}
