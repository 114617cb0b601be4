/*
 * key.c - bytes of a terminal to keys.
 *
 * What has come is kept from `at` on; a key is read from its begin only when all of
 * it is there. While a paste is open its bytes are gathered aside and looked through
 * once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/key.h"

#define ESC '\033'
#define SEQUENCE_MAX 64		/* of a control sequence; a longer one is noise */
#define STRING_MAX 4096		/* of a string such as a title */
#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"

struct learned {
	char sequence[16];
	size_t n;
	enum keys code;
};

struct keys_in {
	struct buf in;
	size_t at;		/* what stands before it is done with */
	bool pasting;
	struct buf paste;
	bool paste_cut;
	struct learned *learned;
	size_t n_learned, cap;
};

enum found { FOUND, PARTIAL, NOTHING };

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
	free(k->learned);
	free(k);
}

void
keys_learn(struct keys_in *k, const char *sequence, enum keys code)
{
	struct learned *l;
	size_t n = sequence != NULL ? strlen(sequence) : 0;

	/* a key of one byte is text or a control character already */
	if (n < 2 || n >= sizeof(l->sequence))
		return;
	GROW(k->learned, k->cap, k->n_learned + 1);
	l = &k->learned[k->n_learned++];
	memcpy(l->sequence, sequence, n);
	l->n = n;
	l->code = code;
}

void
keys_feed(struct keys_in *k, const char *bytes, size_t n)
{
	if (k->at == k->in.len) {
		buf_cut(&k->in, 0);
		k->at = 0;
	}
	buf_add(&k->in, bytes, n);
}

bool
keys_waiting(const struct keys_in *k)
{
	return k->at < k->in.len || k->pasting;
}

static bool
key_set(struct key *key, enum keys code)
{
	*key = (struct key){ .code = code };
	return true;
}

/* --- control sequences --------------------------------------------------------- */

static const struct { char final; enum keys code; } finals[] = {
	{ 'A', KEYS_UP }, { 'B', KEYS_DOWN }, { 'C', KEYS_RIGHT },
	{ 'D', KEYS_LEFT }, { 'H', KEYS_HOME }, { 'F', KEYS_END },
	{ 'Z', KEYS_BACKTAB }, { 'P', KEYS_F1 }, { 'Q', KEYS_F2 },
	{ 'R', KEYS_F3 }, { 'S', KEYS_F4 }, { 'M', KEYS_ENTER },
};

static const struct { int number; enum keys code; } numbers[] = {
	{ 1, KEYS_HOME }, { 2, KEYS_INSERT }, { 3, KEYS_DELETE }, { 4, KEYS_END },
	{ 5, KEYS_PAGE_UP }, { 6, KEYS_PAGE_DOWN }, { 7, KEYS_HOME },
	{ 8, KEYS_END }, { 11, KEYS_F1 }, { 12, KEYS_F2 }, { 13, KEYS_F3 },
	{ 14, KEYS_F4 }, { 15, KEYS_F5 }, { 17, KEYS_F6 }, { 18, KEYS_F7 },
	{ 19, KEYS_F8 }, { 20, KEYS_F9 }, { 21, KEYS_F10 }, { 23, KEYS_F11 },
	{ 24, KEYS_F12 },
};

static enum keys
of_final(char final)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(finals); i++)
		if (finals[i].final == final)
			return finals[i].code;
	return KEYS_UNKNOWN;
}

/* The body of a CSI: parameters, then its final byte. Modifiers are left out. */
static enum keys
of_csi(const char *body, size_t n)
{
	size_t i;
	int number = 0;

	/* [[A … [[E: function keys of the Linux console */
	if (n == 2 && body[0] == '[')
		return body[1] >= 'A' && body[1] <= 'E' ?
		    (enum keys)(KEYS_F1 + (body[1] - 'A')) : KEYS_UNKNOWN;
	for (i = 0; i < n && body[i] >= '0' && body[i] <= '9' && number < 1000; i++)
		number = number * 10 + (body[i] - '0');
	if (strspn(body, "0123456789;") != n - 1)
		return KEYS_UNKNOWN;
	if (body[n - 1] != '~')
		return of_final(body[n - 1]);
	for (i = 0; i < ARRAY_LEN(numbers); i++)
		if (numbers[i].number == number)
			return numbers[i].code;
	return KEYS_UNKNOWN;
}

/* ESC [ …: *used counts its bytes. */
static enum found
read_csi(const char *s, size_t n, size_t *used, enum keys *code)
{
	char body[SEQUENCE_MAX + 1];
	size_t i = 2, end;

	if (n > 2 && s[2] == '[')	/* the Linux console's */
		i = 3;
	for (; i < n && i < SEQUENCE_MAX; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x40 && c <= 0x7e) {
			end = i + 1;
			memcpy(body, s + 2, end - 2);
			body[end - 2] = '\0';
			*used = end;
			*code = of_csi(body, end - 2);
			if (end == 3 && c == 'M') {
				/* a mouse report of the old kind: three more */
				*used = end + 3;
				*code = KEYS_UNKNOWN;
				return n >= *used ? FOUND : PARTIAL;
			}
			return FOUND;
		}
		if (c < 0x20 || c >= 0x7f) {	/* broken off */
			*used = i;
			*code = KEYS_UNKNOWN;
			return FOUND;
		}
	}
	*used = i;
	*code = KEYS_UNKNOWN;
	return i >= SEQUENCE_MAX ? FOUND : PARTIAL;
}

/* ESC ] … and the like: up to BEL or ESC \. */
static enum found
read_string(const char *s, size_t n, size_t *used, enum keys *code)
{
	size_t i;

	*code = KEYS_UNKNOWN;
	for (i = 2; i < n && i < STRING_MAX; i++) {
		*used = i + 1;
		if (s[i] == '\a')
			return FOUND;
		if (s[i] == ESC && i + 1 < n) {
			*used = s[i + 1] == '\\' ? i + 2 : i;
			return FOUND;
		}
	}
	*used = i;
	return i >= STRING_MAX ? FOUND : PARTIAL;
}

static enum found
read_learned(const struct keys_in *k, const char *s, size_t n, size_t *used,
    enum keys *code)
{
	enum found best = NOTHING;
	size_t i;

	for (i = 0; i < k->n_learned; i++) {
		const struct learned *l = &k->learned[i];

		if (n >= l->n && memcmp(s, l->sequence, l->n) == 0) {
			*used = l->n;
			*code = l->code;
			return FOUND;
		}
		if (n < l->n && memcmp(s, l->sequence, n) == 0)
			best = PARTIAL;
	}
	return best;
}

/* What begins with ESC. NOTHING: it is Esc alone. */
static enum found
read_escape(const struct keys_in *k, const char *s, size_t n, size_t *used,
    enum keys *code)
{
	enum found f = read_learned(k, s, n, used, code);

	if (f == FOUND)
		return f;
	if (n == 1)
		return PARTIAL;
	switch (s[1]) {
	case '[':
		return n == 2 ? PARTIAL : read_csi(s, n, used, code);
	case 'O':
		if (n == 2)
			return PARTIAL;
		*code = of_final(s[2]);
		if (*code == KEYS_UNKNOWN)
			return f;	/* Esc, then the letter O */
		*used = 3;
		return FOUND;
	case ']': case 'P': case '_': case '^':
		return n == 2 ? PARTIAL : read_string(s, n, used, code);
	}
	return f;
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

/* Takes what has come of a paste; true when its end is there. */
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
	if (n > keep) {		/* the end's mark may have begun */
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

static bool
control_key(unsigned char c, struct key *key)
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
	}
	if (c < 1 || c > 26)
		return key_set(key, KEYS_UNKNOWN);
	key_set(key, KEYS_CTRL);
	key->letter = (char)('a' + c - 1);
	return true;
}

/* Bytes a character begins that starts with this one; 1 for what starts none. */
static size_t
character_size(unsigned char c)
{
	return c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 :
	    c >= 0xc2 && c < 0xe0 ? 2 : 1;
}

static bool
text_key(struct keys_in *k, bool flush, struct key *key)
{
	const char *s = k->in.s + k->at;
	size_t i, n = k->in.len - k->at, size = character_size((unsigned char)*s);

	for (i = 1; i < size && i < n; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			size = 1;
	if (n < size && !flush)
		return false;
	if (n < size || text_bad_byte(s, size) >= 0) {
		k->at++;
		return key_set(key, KEYS_NONE);
	}
	k->at += size;
	/* C1 controls are no text */
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
	size_t n = k->in.len - k->at, used = 1;
	enum keys code = KEYS_ESC;
	enum found f = read_escape(k, s, n, &used, &code);

	if (f == PARTIAL && !flush)
		return false;
	if (f != FOUND) {
		used = 1;
		code = KEYS_ESC;
	} else if (used == strlen(PASTE_BEGIN) && memcmp(s, PASTE_BEGIN, used) == 0) {
		k->pasting = true;
		buf_cut(&k->paste, 0);
		k->paste_cut = false;
		k->at += used;
		return keys_next(k, flush, key);
	}
	k->at += used;
	return key_set(key, code);
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
	return control_key(c, key);
}

/* --- names ---------------------------------------------------------------------------------- */

static const struct { enum keys code; const char *name; } names[] = {
	{ KEYS_ENTER, "Enter" }, { KEYS_TAB, "Tab" }, { KEYS_BACKTAB, "Shift-Tab" },
	{ KEYS_ESC, "Esc" }, { KEYS_BACKSPACE, "Backspace" },
	{ KEYS_DELETE, "Del" }, { KEYS_UP, "Up" }, { KEYS_DOWN, "Down" },
	{ KEYS_LEFT, "Left" }, { KEYS_RIGHT, "Right" }, { KEYS_HOME, "Home" },
	{ KEYS_END, "End" }, { KEYS_PAGE_UP, "PgUp" }, { KEYS_PAGE_DOWN, "PgDn" },
	{ KEYS_INSERT, "Ins" }, { KEYS_F1, "F1" }, { KEYS_F2, "F2" },
	{ KEYS_F3, "F3" }, { KEYS_F4, "F4" }, { KEYS_F5, "F5" },
	{ KEYS_F6, "F6" }, { KEYS_F7, "F7" }, { KEYS_F8, "F8" },
	{ KEYS_F9, "F9" }, { KEYS_F10, "F10" }, { KEYS_F11, "F11" },
	{ KEYS_F12, "F12" },
};

const char *
key_label(const struct key *key, char out[16])
{
	const char *name = "";
	size_t i;

	if (key->code == KEYS_TEXT)
		name = strcmp(key->text, " ") == 0 ? "Space" : key->text;
	for (i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].code == key->code)
			name = names[i].name;
	if (key->code == KEYS_CTRL)
		snprintf(out, 16, "^%c", key->letter - 'a' + 'A');
	else
		snprintf(out, 16, "%s", name);
	return out;
}

bool
key_named(const char *name, struct key *key)
{
	size_t i, n = strlen(name);

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(names[i].name, name) == 0)
			return key_set(key, names[i].code);
	if (n == 2 && name[0] == '^' && name[1] >= '@' && name[1] <= '_')
		return control_key((unsigned char)(name[1] - '@'), key);
	if (strcmp(name, "Space") == 0)
		name = " ", n = 1;
	if (n == 0 || n >= sizeof(key->text) || text_count(name) != 1)
		return false;
	key_set(key, KEYS_TEXT);
	memcpy(key->text, name, n);
	return true;
}

bool
key_same(const struct key *a, const struct key *b)
{
	return a->code == b->code && a->code != KEYS_PASTE &&
	    a->letter == b->letter && strcmp(a->text, b->text) == 0;
}
