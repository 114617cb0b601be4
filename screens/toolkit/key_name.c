/*
 * key_name.c - names of keys, and comparing keys.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/key_inside.h"

#define ALT "Alt-"

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

	if (key->code == KEYS_TEXT || key->code == KEYS_ALT)
		name = strcmp(key->text, " ") == 0 ? "Space" : key->text;
	for (i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].code == key->code)
			name = names[i].name;
	if (key->code == KEYS_CTRL)
		snprintf(out, 16, "^%c", key->letter - 'a' + 'A');
	else
		snprintf(out, 16, "%s%s", key->code == KEYS_ALT ? ALT : "", name);
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
		return key_control((unsigned char)(name[1] - '@'), key);
	if (n > strlen(ALT) && strncmp(name, ALT, strlen(ALT)) == 0) {
		if (!key_named(name + strlen(ALT), key) || key->code != KEYS_TEXT)
			return false;
		key->code = KEYS_ALT;
		return true;
	}
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
