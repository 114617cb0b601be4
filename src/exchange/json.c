/*
 * json.c - JSON, written.
 */
#include <math.h>
#include <string.h>

#include "base/bug.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/json.h"

void
json_start(struct json *j, FILE *f, bool compact)
{
	*j = (struct json){ .sink.f = f, .compact = compact };
}

static void
new_line(struct json *j)
{
	static const char line[] = "\n"
	    "                                                                ";

	if (!j->compact)
		sink_add(&j->sink, line, 1 + 2 * (size_t)j->depth);
}

/* Writes comma and line break before the next item of this level; a value in an object
 * follows its key. */
static void
place_value(struct json *j, bool opens)
{
	bool in_array = j->depth > 0 && j->is_array[j->depth];

	BUG_IF(j->depth > 0 && !in_array && !j->named);
	BUG_IF(j->depth == 0 && j->begun[0]);
	if (in_array) {
		if (j->begun[j->depth])
			sink_add(&j->sink, ", ", j->compact || opens ? 1 : 2);
		if (opens) {
			j->broken[j->depth] = true;
			new_line(j);
		}
	}
	j->begun[j->depth] = true;
	j->named = false;
}

static void
open_level(struct json *j, bool array)
{
	place_value(j, true);
	BUG_IF(j->depth + 1 >= JSON_DEPTH_MAX);
	sink_addc(&j->sink, array ? '[' : '{');
	j->depth++;
	j->is_array[j->depth] = array;
	j->begun[j->depth] = j->broken[j->depth] = false;
}

void
json_object(struct json *j)
{
	open_level(j, false);
}

void
json_array(struct json *j)
{
	open_level(j, true);
}

void
json_close(struct json *j)
{
	bool array = j->is_array[j->depth];
	bool lines = array ? j->broken[j->depth] : j->begun[j->depth];

	BUG_IF(j->depth == 0 || j->named);
	j->depth--;
	if (lines)
		new_line(j);
	sink_addc(&j->sink, array ? ']' : '}');
}

/* Escapes what a terminal or an editor might obey: control characters, direction marks,
 * line and paragraph separators. */
static bool
is_escaped(unsigned c)
{
	return c < 0x20 || c == '"' || c == '\\' || (c >= 0x7f && c <= 0x9f) ||
	    c == 0x61c || c == 0x200e || c == 0x200f ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfeff;
}

/* Length of the character at `s`, 0 when its first byte is not valid; `*c` its code
 * point when it has at most three bytes (nothing longer is ever escaped). */
static size_t
decode(const char *s, size_t left, unsigned *c)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t len = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;

	if (len > left || text_bad_byte(s, len) >= 0)
		return 0;
	*c = len == 1 ? u[0] : len == 2 ? (u[0] & 0x1fu) << 6 | (u[1] & 0x3fu) :
	    (u[0] & 0x0fu) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
	if (len == 4)
		*c = 0x10000;
	return len;
}

/* How many bytes at `s` are printable ASCII that needs no escape. */
static size_t
plain_span(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	size_t i = 0;

	/* Eight at a time: `|` of what sets the high bit of a byte that is not plain. The
	 * byte after such a one may be taken for one too. */
	for (; n - i >= 8; i += 8) {
		uint64_t w, quote, slash;

		memcpy(&w, s + i, 8);
		quote = w ^ ones * '"';
		slash = w ^ ones * '\\';
		if (((w | (w - ones * ' ') | (w + ones) | (quote - ones) |
		    (slash - ones)) & high) != 0)
			break;
	}
	while (i < n && (unsigned char)(s[i] - ' ') < 0x7f - ' ' && s[i] != '"' &&
	    s[i] != '\\')
		i++;
	return i;
}

static void
write_escaped(struct sink *k, unsigned c)
{
	static const char plain[] = "\b\f\n\r\t\"\\", letter[] = "bfnrt\"\\";
	const char *p = c != 0 && c < 0x80 ? strchr(plain, (int)c) : NULL;
	char out[8] = { '\\', p != NULL ? letter[p - plain] : '\0' };

	if (p == NULL)
		snprintf(out, sizeof(out), "\\u%04x", c & 0xffff);
	sink_add(k, out, strlen(out));
}

static void
write_string(struct sink *k, const char *s)
{
	size_t n = strlen(s), from = 0, i = plain_span(s, n), len;
	unsigned c;

	sink_addc(k, '"');
	while (i < n) {
		len = decode(s + i, n - i, &c);
		if (len == 0 || is_escaped(c)) {
			sink_add(k, s + from, i - from);
			if (len == 0)
				sink_add(k, "\xef\xbf\xbd", 3);
			else
				write_escaped(k, c);
			from = i + (len > 0 ? len : 1);
		}
		i += len > 0 ? len : 1;
		i += plain_span(s + i, n - i);
	}
	sink_add(k, s + from, n - from);
	sink_addc(k, '"');
}

void
json_key(struct json *j, const char *key)
{
	BUG_IF(j->depth == 0 || j->is_array[j->depth] || j->named);
	if (j->begun[j->depth])
		sink_addc(&j->sink, ',');
	new_line(j);
	write_string(&j->sink, key);
	sink_add(&j->sink, ": ", j->compact ? 1 : 2);
	j->named = true;
}

static void
write_word(struct json *j, const char *word)
{
	place_value(j, false);
	sink_add(&j->sink, word, strlen(word));
}

void
json_text(struct json *j, const char *s)
{
	if (s == NULL) {
		json_null(j);
		return;
	}
	place_value(j, false);
	write_string(&j->sink, s);
}

void
json_int(struct json *j, int64_t i)
{
	char out[NUMBER_SIZE];

	write_word(j, number_format(i, out));
}

void
json_money(struct json *j, money m)
{
	char out[MONEY_SIZE];

	write_word(j, money_format(m, out));
}

void
json_decimal(struct json *j, double d, int decimals)
{
	char out[512];	/* DBL_MAX has 309 digits */

	BUG_IF(decimals < 0 || decimals > 17);
	if (!isfinite(d)) {
		json_null(j);
		return;
	}
	snprintf(out, sizeof(out), "%.*f", decimals, d);
	/* A number that rounds to zero is 0, not -0. */
	write_word(j, out[strspn(out, "-0.")] == '\0' && *out == '-' ? out + 1 : out);
}

void
json_bool(struct json *j, bool b)
{
	write_word(j, b ? "true" : "false");
}

void
json_null(struct json *j)
{
	write_word(j, "null");
}

void
json_finish(struct json *j)
{
	BUG_IF(j->depth != 0 || !j->begun[0]);
	sink_addc(&j->sink, '\n');
	sink_flush(&j->sink);
}
