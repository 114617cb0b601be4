/*
 * xlsx_text.c - strings that a cell may hold.
 */
#include "exchange/xlsx_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

/* True for text that needs no cleaning: short, printable ASCII, no "_x". */
static bool
is_clean(const char *s)
{
	const char *p = s;

	for (; *p != '\0'; p++)
		if (*p < ' ' || *p > '~' || (*p == '_' && p[1] == 'x'))
			return false;
	return p - s <= XLSX_TEXT_UNITS;
}

/* Is it "_xHHHH"? A final '_' is not required: the next character may become one when
 * it is escaped. */
static bool
looks_escaped(const char *s, size_t len)
{
	return len >= 6 && s[1] == 'x' &&
	    strspn(s + 2, "0123456789abcdefABCDEF") >= 4;
}

/* Length of the character at `s`, and its UTF-16 units. */
static size_t
char_size(unsigned char lead, size_t *units)
{
	*units = lead >= 0xF0 ? 2 : 1;
	return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Adds one character of valid UTF-8, escaped where XML or a spreadsheet would read
 * something else; *units is its size in a cell. */
static size_t
add_char(struct buf *out, const char *s, size_t len, size_t *units)
{
	unsigned char c = (unsigned char)*s;
	size_t size = char_size(c, units);

	if (c < ' ' && c != '\t' && c != '\n') {
		buf_addf(out, "_x%04X_", c);
		*units = 7;
	} else if (c == '_' && looks_escaped(s, len)) {
		buf_adds(out, "_x005F_");
		*units = 7;
	} else if (memcmp(s, "\xEF\xBF\xBE", size) == 0 ||
	    memcmp(s, "\xEF\xBF\xBF", size) == 0) {
		buf_adds(out, s[2] == '\xBE' ? "_xFFFE_" : "_xFFFF_");
		*units = 7;
	} else {
		buf_add(out, s, size);
	}
	return size;
}

const char *
xlsx_clean(struct buf *out, const char *s)
{
	size_t len, units = 0, more, cut = 0, good;
	long bad;

	if (is_clean(s))
		return s;
	buf_cut(out, 0);
	for (len = strlen(s); len > 0 && units <= XLSX_TEXT_UNITS; ) {
		bad = text_bad_byte(s, len);
		good = bad < 0 ? len : (size_t)bad;
		len -= good;
		while (good > 0 && units <= XLSX_TEXT_UNITS) {
			size_t size = add_char(out, s, good, &more);
			s += size;
			good -= size;
			units += more;
			if (units < XLSX_TEXT_UNITS)
				cut = out->len;
		}
		if (bad >= 0 && good == 0) {
			buf_adds(out, "\xEF\xBF\xBD");
			s++;
			len--;
			if (++units < XLSX_TEXT_UNITS)
				cut = out->len;
		}
	}
	if (units > XLSX_TEXT_UNITS) {
		buf_cut(out, cut);
		buf_adds(out, "…");
	}
	return out->s;
}
