/*
 * fuzz_json.c - any text as a string of JSON.
 *
 * However far the writer has gathered and wherever a byte lies, the string is the one
 * that a writer makes which looks at a character at a time. The first two bytes say how
 * much is gathered before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/json.h"
#include "tests/fuzz/fuzz.h"

static bool
harms(unsigned c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e ||
	    c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfeff;
}

/* The code point of the valid character at `s`, and its length. */
static unsigned
character(const unsigned char *s, size_t *len)
{
	static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	unsigned c;
	size_t i;

	*len = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	c = s[0] & lead[*len];
	for (i = 1; i < *len; i++)
		c = c << 6 | (s[i] & 0x3f);
	return c;
}

static void
expect(struct buf *out, const char *s)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	size_t left = strlen(s), len, i;

	for (; left > 0; s += len, left -= len) {
		long bad = text_bad_byte(s, left);
		unsigned c;

		if (bad == 0) {
			buf_adds(out, "\xef\xbf\xbd");
			len = 1;
			continue;
		}
		c = character((const unsigned char *)s, &len);
		for (i = 0; letters[i] != '\0' && (unsigned char)letters[i] != c; i += 2)
			;
		if (letters[i] != '\0')
			buf_addf(out, "\\%c", letters[i + 1]);
		else if (harms(c))
			buf_addf(out, "\\u%04x", c);
		else
			buf_add(out, s, len);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t before = size < 2 ? 0 : (data[0] | (size_t)data[1] << 8) % (SINK_ROOM + 9);
	AUTO_FREE char *text = size < 2 ? xstrdup("") : xstrndup((const char *)data + 2, size - 2);
	AUTO_FREE char *pad = xmalloc(before + 1), *out = NULL;
	AUTO_BUF struct buf expected = BUF_INIT;
	size_t out_size = 0;
	FILE *f = open_memstream(&out, &out_size);
	struct json j;

	BUG_IF(f == NULL);
	memset(pad, 'p', before);
	pad[before] = '\0';
	json_start(&j, f, true);
	json_array(&j);
	json_text(&j, pad);
	json_text(&j, text);
	json_close(&j);
	json_finish(&j);
	fclose(f);
	buf_addf(&expected, "[\"%s\",\"", pad);
	expect(&expected, text);
	buf_adds(&expected, "\"]\n");
	BUG_IF(out_size != expected.len || memcmp(out, expected.s, out_size) != 0);
	return 0;
}
