/*
 * json.c - JSON, written.
 */
#include <math.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "exchange/json.h"

void
json_start(struct json *j, FILE *f, bool compact)
{
	*j = (struct json){ .f = f, .compact = compact };
}

static void
new_line(struct json *j)
{
	int i;

	if (j->compact)
		return;
	putc_unlocked('\n', j->f);
	for (i = 0; i < j->depth; i++)
		fputs_unlocked("  ", j->f);
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
			fputs_unlocked(j->compact || opens ? "," : ", ", j->f);
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
	putc_unlocked(array ? '[' : '{', j->f);
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
	putc_unlocked(array ? ']' : '}', j->f);
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

/* Length of the valid UTF-8 sequence at `s`; `*c` its code point when it has
 * at most three bytes (nothing longer is ever escaped). */
static size_t
decode(const unsigned char *s, unsigned *c)
{
	*c = s[0];
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xe0) {
		*c = (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
		return 2;
	}
	if (s[0] < 0xf0) {
		*c = (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
		return 3;
	}
	return 4;
}

static void
write_escaped(FILE *f, unsigned c)
{
	static const char plain[] = "\b\f\n\r\t\"\\", letter[] = "bfnrt\"\\";
	const char *p = c != 0 && c < 0x80 ? strchr(plain, (int)c) : NULL;

	if (p != NULL)
		fprintf(f, "\\%c", letter[p - plain]);
	else
		fprintf(f, "\\u%04x", c);
}

/* Writes valid UTF-8, without the quotes around it. */
static void
write_valid(FILE *f, const char *s, size_t n)
{
	size_t from = 0, i = 0;

	while (i < n) {
		unsigned c;
		size_t len = decode((const unsigned char *)s + i, &c);

		if (is_escaped(c)) {
			fwrite_unlocked(s + from, 1, i - from, f);
			write_escaped(f, c);
			from = i + len;
		}
		i += len;
	}
	fwrite_unlocked(s + from, 1, n - from, f);
}

static void
write_string(FILE *f, const char *s)
{
	size_t left = strlen(s);
	long bad;

	putc_unlocked('"', f);
	while ((bad = text_bad_byte(s, left)) >= 0) {
		write_valid(f, s, (size_t)bad);
		fputs_unlocked("\xef\xbf\xbd", f);
		s += bad + 1;
		left -= (size_t)bad + 1;
	}
	write_valid(f, s, left);
	putc_unlocked('"', f);
}

void
json_key(struct json *j, const char *key)
{
	BUG_IF(j->depth == 0 || j->is_array[j->depth] || j->named);
	if (j->begun[j->depth])
		putc_unlocked(',', j->f);
	new_line(j);
	write_string(j->f, key);
	fputs_unlocked(j->compact ? ":" : ": ", j->f);
	j->named = true;
}

static void
write_word(struct json *j, const char *word)
{
	place_value(j, false);
	fputs_unlocked(word, j->f);
}

void
json_text(struct json *j, const char *s)
{
	if (s == NULL) {
		json_null(j);
		return;
	}
	place_value(j, false);
	write_string(j->f, s);
}

void
json_int(struct json *j, int64_t i)
{
	place_value(j, false);
	fprintf(j->f, "%lld", (long long)i);
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
	putc_unlocked('\n', j->f);
}
