/*
 * key_escape.c - sequences that start with ESC: keys, what terminals send by
 * themselves, and unknown ones.
 *
 * Each is taken whole: none of its bytes ever becomes a key of its own.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/key_inside.h"

#define SEQUENCE_MAX 64		/* of a control sequence; a longer one is noise */
#define STRING_MAX 4096		/* of a string such as a title */
#define NO_NUMBER (-1)
#define LINUX 'G'	/* stands for ESC [ [ in the table */

enum found { FOUND, PARTIAL, NOTHING };

/* The sequences of xterm, vt220, rxvt, st, the Linux console and the like: ESC, the
 * introducer, a number, the final byte. A letter with number 1 means the same as
 * without a number, unless there is an entry with 1. */
static const struct sequence {
	char intro;
	int number;
	char final;
	enum keys code;
	char text;
} sequences[] = {
	{ '[', NO_NUMBER, 'A', KEYS_UP, 0 }, { '[', NO_NUMBER, 'B', KEYS_DOWN, 0 },
	{ '[', NO_NUMBER, 'C', KEYS_RIGHT, 0 }, { '[', NO_NUMBER, 'D', KEYS_LEFT, 0 },
	{ '[', NO_NUMBER, 'H', KEYS_HOME, 0 }, { '[', NO_NUMBER, 'F', KEYS_END, 0 },
	{ '[', NO_NUMBER, 'Z', KEYS_BACKTAB, 0 },
	{ '[', NO_NUMBER, 'P', KEYS_DELETE, 0 },	/* st */
	{ '[', 4, 'h', KEYS_INSERT, 0 },		/* st */
	{ '[', 1, 'P', KEYS_F1, 0 }, { '[', NO_NUMBER, 'Q', KEYS_F2, 0 },
	{ '[', 1, 'R', KEYS_F3, 0 }, { '[', NO_NUMBER, 'S', KEYS_F4, 0 },
	{ '[', 1, '~', KEYS_HOME, 0 }, { '[', 2, '~', KEYS_INSERT, 0 },
	{ '[', 3, '~', KEYS_DELETE, 0 }, { '[', 4, '~', KEYS_END, 0 },
	{ '[', 5, '~', KEYS_PAGE_UP, 0 }, { '[', 6, '~', KEYS_PAGE_DOWN, 0 },
	{ '[', 7, '~', KEYS_HOME, 0 }, { '[', 8, '~', KEYS_END, 0 },
	{ '[', 11, '~', KEYS_F1, 0 }, { '[', 12, '~', KEYS_F2, 0 },
	{ '[', 13, '~', KEYS_F3, 0 }, { '[', 14, '~', KEYS_F4, 0 },
	{ '[', 15, '~', KEYS_F5, 0 }, { '[', 17, '~', KEYS_F6, 0 },
	{ '[', 18, '~', KEYS_F7, 0 }, { '[', 19, '~', KEYS_F8, 0 },
	{ '[', 20, '~', KEYS_F9, 0 }, { '[', 21, '~', KEYS_F10, 0 },
	{ '[', 23, '~', KEYS_F11, 0 }, { '[', 24, '~', KEYS_F12, 0 },
	{ 'O', NO_NUMBER, 'A', KEYS_UP, 0 }, { 'O', NO_NUMBER, 'B', KEYS_DOWN, 0 },
	{ 'O', NO_NUMBER, 'C', KEYS_RIGHT, 0 }, { 'O', NO_NUMBER, 'D', KEYS_LEFT, 0 },
	{ 'O', NO_NUMBER, 'H', KEYS_HOME, 0 }, { 'O', NO_NUMBER, 'F', KEYS_END, 0 },
	{ 'O', NO_NUMBER, 'P', KEYS_F1, 0 }, { 'O', NO_NUMBER, 'Q', KEYS_F2, 0 },
	{ 'O', NO_NUMBER, 'R', KEYS_F3, 0 }, { 'O', NO_NUMBER, 'S', KEYS_F4, 0 },
	/* the keypad of a terminal that stays in application mode */
	{ 'O', NO_NUMBER, 'M', KEYS_ENTER, 0 }, { 'O', NO_NUMBER, 'X', KEYS_TEXT, '=' },
	{ 'O', NO_NUMBER, 'j', KEYS_TEXT, '*' }, { 'O', NO_NUMBER, 'k', KEYS_TEXT, '+' },
	{ 'O', NO_NUMBER, 'l', KEYS_TEXT, ',' }, { 'O', NO_NUMBER, 'm', KEYS_TEXT, '-' },
	{ 'O', NO_NUMBER, 'n', KEYS_TEXT, '.' }, { 'O', NO_NUMBER, 'o', KEYS_TEXT, '/' },
	{ 'O', NO_NUMBER, 'p', KEYS_TEXT, '0' }, { 'O', NO_NUMBER, 'q', KEYS_TEXT, '1' },
	{ 'O', NO_NUMBER, 'r', KEYS_TEXT, '2' }, { 'O', NO_NUMBER, 's', KEYS_TEXT, '3' },
	{ 'O', NO_NUMBER, 't', KEYS_TEXT, '4' }, { 'O', NO_NUMBER, 'u', KEYS_TEXT, '5' },
	{ 'O', NO_NUMBER, 'v', KEYS_TEXT, '6' }, { 'O', NO_NUMBER, 'w', KEYS_TEXT, '7' },
	{ 'O', NO_NUMBER, 'x', KEYS_TEXT, '8' }, { 'O', NO_NUMBER, 'y', KEYS_TEXT, '9' },
	/* not keys: focus, the mouse, answers, the end of a paste that started before
	 * the program */
	{ '[', NO_NUMBER, 'I', KEYS_NONE, 0 }, { '[', NO_NUMBER, 'O', KEYS_NONE, 0 },
	{ '[', 201, '~', KEYS_NONE, 0 },
	{ LINUX, NO_NUMBER, 'A', KEYS_F1, 0 }, { LINUX, NO_NUMBER, 'B', KEYS_F2, 0 },
	{ LINUX, NO_NUMBER, 'C', KEYS_F3, 0 }, { LINUX, NO_NUMBER, 'D', KEYS_F4, 0 },
	{ LINUX, NO_NUMBER, 'E', KEYS_F5, 0 },
};

static const struct sequence *
find(char intro, int number, char final)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(sequences); i++)
		if (sequences[i].intro == intro && sequences[i].number == number &&
		    sequences[i].final == final)
			return &sequences[i];
	return number == 1 ? find(intro, NO_NUMBER, final) : NULL;
}

static void
set_sequence(struct key *key, char intro, int number, char final)
{
	const struct sequence *q = find(intro, number, final);

	key_set(key, q != NULL ? q->code : KEYS_UNKNOWN);
	if (q != NULL)
		key->text[0] = q->text;
}

/* Parses a number of the body and moves past it. */
static int
read_number(const char **at)
{
	int n = 0;

	if (**at < '0' || **at > '9')
		return NO_NUMBER;
	for (; **at >= '0' && **at <= '9'; ++*at)
		n = n < 10000 ? n * 10 + (**at - '0') : n;
	return n;
}

/* xterm's modifiers: 1, plus 1 for Shift, 2 for Alt, 4 for Ctrl. Shift is ignored; a
 * key with another modifier is unknown. */
static bool
is_plain(int modifiers)
{
	return modifiers == NO_NUMBER || modifiers == 1 || modifiers == 2;
}

/* Decodes the body of a CSI: parameters, then the final byte. */
static void
set_csi(struct key *key, const char *body, size_t n)
{
	const char *at = body;
	int number = read_number(&at), modifiers = NO_NUMBER;
	char final = body[n - 1];

	if (*at == ';') {
		at++;
		modifiers = read_number(&at);
	}
	key_set(key, KEYS_UNKNOWN);
	if (strchr("?<=>", body[0]) != NULL || (n > 1 && strchr("Mcntxy", final) != NULL))
		key_set(key, KEYS_NONE);
	else if (at == body + n - 1 && is_plain(modifiers))
		set_sequence(key, '[', number, final);
}

/* ESC [ …: *used counts its bytes. */
static enum found
read_csi(const char *s, size_t n, size_t *used, struct key *key)
{
	char body[SEQUENCE_MAX + 1];
	size_t i = 2;
	unsigned char c;

	key_set(key, KEYS_UNKNOWN);
	if (n > 2 && s[2] == '[') {
		*used = 4;
		if (n < 4)
			return PARTIAL;
		if ((unsigned char)s[3] < 0x40 || (unsigned char)s[3] > 0x7e)
			*used = 3;
		else
			set_sequence(key, LINUX, NO_NUMBER, s[3]);
		return FOUND;
	}
	for (; i < n && i < SEQUENCE_MAX; i++) {
		c = (unsigned char)s[i];
		*used = i;
		if (c < 0x20 || c >= 0x7f)	/* broken off */
			return FOUND;
		*used = i + 1;
		/* rxvt ends its keys with Shift by $ */
		if (c == '$' && i > 2 && strspn(s + 2, "0123456789") == i - 2)
			return FOUND;
		if (c < 0x40)
			continue;
		memcpy(body, s + 2, i - 1);
		body[i - 1] = '\0';
		if (strcmp(body, "M") == 0) {
			/* the mouse, of the old kind: three more */
			key_set(key, KEYS_NONE);
			*used = i + 4;
			return n >= *used ? FOUND : PARTIAL;
		}
		set_csi(key, body, i - 1);
		return FOUND;
	}
	*used = i;
	return i >= SEQUENCE_MAX ? FOUND : PARTIAL;
}

/* ESC O, perhaps modifiers, and a byte. */
static enum found
read_ss3(const char *s, size_t n, size_t *used, struct key *key)
{
	const char *at = s + 2;
	int modifiers = read_number(&at);
	size_t i = (size_t)(at - s);

	key_set(key, KEYS_UNKNOWN);
	*used = i < SEQUENCE_MAX ? i : SEQUENCE_MAX;
	if (i >= SEQUENCE_MAX)
		return FOUND;
	if (i >= n)
		return PARTIAL;
	if ((unsigned char)s[i] < 0x20 || (unsigned char)s[i] >= 0x7f)
		return FOUND;	/* broken off */
	*used = i + 1;
	if (is_plain(modifiers))
		set_sequence(key, 'O', NO_NUMBER, s[i]);
	return FOUND;
}

/* Terminals' answers that are strings: ESC, the introducer, one of these. */
static const struct { char intro; const char *first; } strings[] = {
	{ ']', "0123456789lL" }, { 'P', "0123456789>!$" }, { '_', "G" },
};

/* ESC ] … and the like: up to BEL or ESC \. */
static enum found
read_string(const char *s, size_t n, size_t *used, struct key *key)
{
	size_t i;

	key_set(key, KEYS_NONE);
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
read_learned(const struct learned_keys *all, const char *s, size_t n, size_t *used,
    struct key *key)
{
	enum found best = NOTHING;
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct learned *l = &all->list[i];

		if (n >= l->n && memcmp(s, l->sequence, l->n) == 0) {
			*used = l->n;
			key_set(key, l->code);
			return FOUND;
		}
		if (n < l->n && memcmp(s, l->sequence, n) == 0)
			best = PARTIAL;
	}
	return best;
}

/* A key, or what a terminal sends by itself. NOTHING: no such sequence. */
static enum found
read_sequence(const struct learned_keys *learned, const char *s, size_t n, size_t *used,
    struct key *key)
{
	enum found f = read_learned(learned, s, n, used, key);
	size_t i;

	if (f == FOUND || n < 2)
		return f;
	if (s[1] == '[')
		return n == 2 ? PARTIAL : read_csi(s, n, used, key);
	if (s[1] == 'O')
		return n == 2 ? PARTIAL : read_ss3(s, n, used, key);
	for (i = 0; i < ARRAY_LEN(strings); i++)
		if (s[1] == strings[i].intro && n == 2)
			f = PARTIAL;
		else if (s[1] == strings[i].intro && s[2] != '\0' &&
		    strchr(strings[i].first, s[2]) != NULL)
			return read_string(s, n, used, key);
	return f;
}

/* ESC and a character: one key, KEYS_ALT if the character is printable ASCII. */
static enum found
read_alt(const char *s, size_t n, size_t *used, struct key *key)
{
	size_t size = key_text_size(s + 1, n - 1);

	key_set(key, KEYS_UNKNOWN);
	if (n < 1 + size) {
		*used = n;
		return PARTIAL;
	}
	*used = 1 + size;
	if (s[1] >= 0x20 && s[1] < 0x7f) {
		key->code = KEYS_ALT;
		key->text[0] = s[1];
	}
	return FOUND;
}

bool
key_escape(const struct learned_keys *learned, const char *s, size_t n, bool apart,
    bool flush, size_t *used, struct key *key)
{
	/* Alt and a key of many bytes, as PuTTY and rxvt send it */
	bool twice = n > 1 && s[1] == ESC && !apart &&
	    strncmp(s + 1, PASTE_BEGIN, strlen(PASTE_BEGIN)) != 0;
	enum found f;

	if (twice) {
		f = n == 2 ? PARTIAL : s[2] == '[' || s[2] == 'O' ?
		    read_sequence(learned, s + 1, n - 1, used, key) : NOTHING;
		++*used;
		key_set(key, KEYS_UNKNOWN);
	} else
		f = read_sequence(learned, s, n, used, key);
	if (f == PARTIAL && !flush)
		return false;
	if (f == FOUND)
		return true;
	if (f == PARTIAL && n > 2) {	/* broken off */
		*used = n;
		return key_set(key, KEYS_UNKNOWN);
	}
	*used = 1;
	if (n == 1 || s[1] == ESC || apart)
		return (n > 1 || flush) && key_set(key, KEYS_ESC);
	return read_alt(s, n, used, key) == FOUND || flush;
}
