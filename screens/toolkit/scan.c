/*
 * scan.c - tells what a barcode scanner sends from typing.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/scan.h"

#define SEPARATOR '\x1d'

/* How long to wait for the next character. A single digit opens its tab with no delay
 * to be seen; scanners need 5 to 60 ms a character, more over a slow line. What means
 * nothing here can wait longer. */
#define FIRST_MS 90
#define SECOND_MS 100
#define NEXT_MS 250
#define ENTER_MS 500

struct scan {
	struct buf text;	/* the keys held, a byte each */
	size_t at;		/* those before it are released */
	struct buf found;
};

struct scan *
scan_new(void)
{
	struct scan *s = xcalloc(1, sizeof(*s));

	s->text = s->found = (struct buf)BUF_INIT;
	return s;
}

void
scan_free(struct scan *s)
{
	if (s == NULL)
		return;
	buf_free(&s->text);
	buf_free(&s->found);
	free(s);
}

static void
forget(struct scan *s)
{
	buf_cut(&s->text, 0);
	s->at = 0;
}

/* The key's printable ASCII character, or GS; 0 for other keys. */
static char
character(const struct key *key)
{
	if (key->code == KEYS_SEPARATOR)
		return SEPARATOR;
	return key->code == KEYS_TEXT && key->text[1] == '\0' &&
	    (unsigned char)key->text[0] < 0x80 ? key->text[0] : '\0';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* --- is it one? ----------------------------------------------------------------- */

/* Length of the prefix the text starts with; 0: none. */
static size_t
prefix_of(const char *prefix, const char *text)
{
	size_t n = strlen(prefix);

	if (n > 0 && strncmp(text, prefix, n) == 0)
		return n;
	return text[0] == ']' && isalpha((unsigned char)text[1]) &&
	    isalnum((unsigned char)text[2]) ? 3 : 0;
}

/* Somebody types ahead: perhaps a tab's digit, then the key for a filter or the
 * palette. */
static bool
is_typing(const char *text)
{
	text += is_digit(*text);
	return *text == '/' || *text == ':';
}

static bool
is_scan(const char *prefix, const char *text)
{
	size_t at = prefix_of(prefix, text), digits = 0, n = 0;

	if (at > 0)
		return text[at] != '\0';
	if (is_typing(text))
		return false;
	for (; text[n] != '\0'; n++) {
		if (is_lower(text[n]))
			return false;
		digits += is_digit(text[n]);
	}
	return n >= SCAN_MIN && (digits >= SCAN_DIGITS || text[0] == '+' ||
	    strncmp(text, "01", 2) == 0);
}

/* Is it one key held down? */
static bool
is_one_letter(const char *text)
{
	return strlen(text) > 2 && !is_digit(*text) && strspn(text, (char[]){ *text, 0 }) ==
	    strlen(text);
}

static bool
is_action(char c)
{
	struct key key = { .code = KEYS_TEXT, .text = { c } };

	return act_of(MODE_LIST, &key) != ACT_NONE;
}

/* May a scan start with the keys held? */
static bool
may_be(const char *prefix, const char *text)
{
	size_t n = strlen(text);

	if (strncmp(prefix, text, n < strlen(prefix) ? n : strlen(prefix)) == 0 &&
	    *prefix != '\0')
		return true;
	if (text[0] == ']')
		return true;
	for (n = 0; text[n] != '\0'; n++)
		if (is_lower(text[n]))
			return false;
	if (is_typing(text) || is_one_letter(text) || text[0] == SEPARATOR)
		return false;
	return isalnum((unsigned char)text[0]) || !is_action(text[0]);
}

/* --- keys -------------------------------------------------------------------------- */

enum scan_is
scan_key(struct scan *s, const char *prefix, const struct key *key)
{
	char c = character(key);
	size_t n;

	if (key->code == KEYS_ENTER && is_scan(prefix, s->text.s)) {
		n = prefix_of(prefix, s->text.s);
		buf_cut(&s->found, 0);
		buf_adds(&s->found, s->text.s + n);
		forget(s);
		return SCAN_WHOLE;
	}
	if (c == '\0')
		return SCAN_NOT;
	if (s->text.len >= SCAN_MAX)	/* the rest is dropped */
		return SCAN_HELD;
	buf_addc(&s->text, c);
	if (may_be(prefix, s->text.s))
		return SCAN_HELD;
	buf_cut(&s->text, s->text.len - 1);
	return SCAN_NOT;
}

int
scan_patience(const struct scan *s, const char *prefix)
{
	if (s->text.len == 0)
		return 0;
	if (is_scan(prefix, s->text.s))
		return ENTER_MS;
	if (s->text.len > 2 || !is_action(s->text.s[0]))
		return NEXT_MS;
	return s->text.len == 1 ? FIRST_MS : SECOND_MS;
}

enum scan_is
scan_pause(struct scan *s, const char *prefix)
{
	if (!is_scan(prefix, s->text.s))
		return SCAN_NOT;
	forget(s);
	return SCAN_NO_END;
}

bool
scan_release(struct scan *s, struct key *key)
{
	char c;

	if (s->at >= s->text.len) {
		forget(s);
		return false;
	}
	c = s->text.s[s->at++];
	*key = (struct key){ .code = c == SEPARATOR ? KEYS_SEPARATOR : KEYS_TEXT };
	if (c != SEPARATOR)
		key->text[0] = c;
	return true;
}

const char *
scan_text(const struct scan *s)
{
	return s->found.s;
}
