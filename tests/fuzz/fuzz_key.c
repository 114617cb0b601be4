/*
 * Keys under arbitrary bytes, fed in pieces as long as the first byte says. A key is
 * what key.h says it is, flushing ends with nothing waiting but a paste, the end of a
 * paste ends that too, and text does not depend on how the bytes were cut.
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

static void
read_all(const uint8_t *data, size_t size, size_t piece, struct buf *out)
{
	struct keys_in *k = keys_in_new();
	struct key key;
	size_t i;

	keys_learn(k, "\033[11^", KEYS_F11);
	keys_learn(k, "\033q", KEYS_F12);
	for (i = 0; i < size; i += piece) {
		keys_feed(k, (const char *)data + i,
		    size - i < piece ? size - i : piece);
		while (keys_next(k, false, &key))
			check_key(&key, out);
	}
	while (keys_next(k, true, &key))
		check_key(&key, out);
	keys_feed(k, "\033[201~", 6);
	while (keys_next(k, true, &key))
		check_key(&key, out);
	BUG_IF(keys_waiting(k));
	keys_in_free(k);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_BUF struct buf cut = BUF_INIT, whole = BUF_INIT;

	if (size == 0)
		return 0;
	read_all(data + 1, size - 1, 1 + data[0] % 16, &cut);
	read_all(data + 1, size - 1, size, &whole);
	BUG_IF(cut.len != whole.len || memcmp(cut.s, whole.s, cut.len) != 0);
	return 0;
}
