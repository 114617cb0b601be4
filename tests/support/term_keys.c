/*
 * term_keys.c - keys written as text, to the bytes a terminal sends.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/term_inside.h"
#include "tests/support/test.h"

static const struct { const char *name, *bytes; } names[] = {
	{ "Enter", "\r" }, { "Tab", "\t" }, { "S-Tab", "\033[Z" }, { "Esc", "\033" },
	{ "BS", "\177" }, { "Del", "\033[3~" }, { "Ins", "\033[2~" },
	{ "Up", "\033[A" }, { "Down", "\033[B" }, { "Right", "\033[C" },
	{ "Left", "\033[D" }, { "Home", "\033[H" }, { "End", "\033[F" },
	{ "PgUp", "\033[5~" }, { "PgDn", "\033[6~" }, { "Space", " " }, { "lt", "<" },
	{ "F1", "\033OP" }, { "F2", "\033OQ" }, { "F3", "\033OR" }, { "F4", "\033OS" },
	{ "F5", "\033[15~" }, { "F6", "\033[17~" }, { "F7", "\033[18~" },
	{ "F8", "\033[19~" }, { "F9", "\033[20~" }, { "F10", "\033[21~" },
	{ "F11", "\033[23~" }, { "F12", "\033[24~" },
};

static bool
add_named(struct buf *out, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i].name) == n && memcmp(names[i].name, name, n) == 0) {
			buf_adds(out, names[i].bytes);
			return true;
		}
	if (n == 3 && name[0] == 'C' && name[1] == '-') {
		buf_addc(out, (char)(name[2] & 0x1f));
		return true;
	}
	if (n == 3 && name[0] == 'A' && name[1] == '-') {
		buf_addc(out, '\033');
		buf_addc(out, name[2]);
		return true;
	}
	if (n < 6 || memcmp(name, "Paste:", 6) != 0)
		return false;
	buf_adds(out, "\033[200~");
	buf_add(out, name + 6, n - 6);
	buf_adds(out, "\033[201~");
	return true;
}

void
term_key_bytes(struct buf *out, const char *keys)
{
	const char *end;

	for (; *keys != '\0'; keys++) {
		if (*keys != '<') {
			buf_addc(out, *keys);
			continue;
		}
		end = strchr(keys, '>');
		if (end == NULL || !add_named(out, keys + 1, (size_t)(end - keys - 1)))
			fail_msg("no key is written %s", keys);
		keys = end;
	}
}
