/*
 * Keys under arbitrary bytes, fed in pieces as long as the first byte says. A key is
 * what key.h says it is, flushing ends with nothing waiting but a paste, the end of a
 * paste ends that too, and text does not depend on how the bytes were cut, unless that
 * was right behind an ESC. Of what came at once, Esc is a key only where another ESC or
 * nothing follows: no letter behind it acts.
 */
#include <string.h>

#include "base/bug.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/key.h"
#include "tests/fuzz/fuzz.h"

static void
check_key(const struct key *key, struct buf *out)
{
	char name[16];
	struct key again;

	BUG_IF(key->code == KEYS_TEXT && (text_count(key->text) != 1 ||
	    text_bad_byte(key->text, strlen(key->text)) >= 0));
	BUG_IF(key->code == KEYS_ALT && ((unsigned char)key->text[0] < 0x20 ||
	    (unsigned char)key->text[0] >= 0x7f || key->text[1] != '\0'));
	BUG_IF(key->code == KEYS_CTRL && (key->letter < 'a' || key->letter > 'z'));
	BUG_IF(key->code == KEYS_PASTE && key->n_paste > KEYS_PASTE_MAX);
	if (key->code == KEYS_PASTE)
		buf_add(out, key->paste, key->n_paste);
	buf_addf(out, "\n%d %s %c", (int)key->code, key->text,
	    key->letter != '\0' ? key->letter : '-');
	key_label(key, name);
	if (*name != '\0')
		BUG_IF(!key_named(name, &again) || !key_same(key, &again));
}

/* A piece that ends behind an ESC takes another byte. */
static size_t
piece_at(const uint8_t *data, size_t size, size_t piece)
{
	while (piece < size && data[piece - 1] == '\033')
		piece++;
	return piece < size ? piece : size;
}

static void
read_all(const uint8_t *data, size_t size, size_t piece, bool anywhere, struct buf *out)
{
	struct keys_in *k = keys_in_new();
	struct key key;
	size_t i, n;

	keys_learn(k, "\033[11^", KEYS_F11);
	keys_learn(k, "\033q", KEYS_F12);
	for (i = 0; i < size; i += n) {
		n = anywhere ? (size - i < piece ? size - i : piece) :
		    piece_at(data + i, size - i, piece);
		keys_feed(k, (const char *)data + i, n);
		while (keys_next(k, false, &key))
			check_key(&key, out);
	}
	while (keys_next(k, true, &key))
		check_key(&key, out);
	keys_feed(k, "\033[201~", 6);
	while (keys_next(k, true, &key))
		check_key(&key, out);
	BUG_IF(keys_patience(k) != 0);
	keys_in_free(k);
}

static void
no_letter_behind_esc(const uint8_t *data, size_t size)
{
	struct keys_in *k = keys_in_new();
	enum keys before = KEYS_NONE;
	struct key key;

	keys_feed(k, (const char *)data, size);
	while (keys_next(k, true, &key)) {
		BUG_IF(before == KEYS_ESC && key.code != KEYS_ESC &&
		    key.code != KEYS_ALT && key.code != KEYS_UNKNOWN &&
		    key.code != KEYS_PASTE);
		before = key.code;
	}
	keys_in_free(k);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_BUF struct buf cut = BUF_INIT, whole = BUF_INIT, anyhow = BUF_INIT;

	if (size == 0)
		return 0;
	no_letter_behind_esc(data + 1, size - 1);
	read_all(data + 1, size - 1, 1 + data[0] % 16, true, &anyhow);
	read_all(data + 1, size - 1, 1 + data[0] % 16, false, &cut);
	read_all(data + 1, size - 1, size, false, &whole);
	BUG_IF(cut.len != whole.len || memcmp(cut.s, whole.s, cut.len) != 0);
	return 0;
}
