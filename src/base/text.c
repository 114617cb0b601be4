/*
 * text.c - see text.h. Plain ASCII, which most text is, avoids utf8proc everywhere,
 * with the same result.
 */
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

#define MARKS_MAX 4	/* combining marks shown on one base */
#define INVALID 0xFFFD	/* for a byte that is not UTF-8 */

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/*
 * Reads one code point from the `left` > 0 bytes at `s`. Returns its length; an
 * invalid byte is one byte long and INVALID, with *bad (may be NULL) set. Stops
 * at a NUL, so a NUL-terminated string may be given any `left`.
 */
static size_t
decode(const char *s, size_t left, int32_t *cp, bool *bad)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t len = u[0] < 0x80 ? 1 : u[0] < 0xC2 ? 0 : u[0] < 0xE0 ? 2 :
	    u[0] < 0xF0 ? 3 : u[0] < 0xF5 ? 4 : 0;
	/* The second byte is what keeps out overlong forms and surrogates. */
	unsigned char low = u[0] == 0xE0 ? 0xA0 : u[0] == 0xF0 ? 0x90 : 0x80;
	unsigned char high = u[0] == 0xED ? 0x9F : u[0] == 0xF4 ? 0x8F : 0xBF;
	size_t i;

	if (bad)
		*bad = false;
	if (len == 1) {
		*cp = u[0];
		return 1;
	}
	if (len == 0 || len > left || u[1] < low || u[1] > high)
		goto invalid;
	*cp = (u[0] & (0x7F >> len)) << 6 | (u[1] & 0x3F);
	for (i = 2; i < len; i++) {
		if ((u[i] & 0xC0) != 0x80)
			goto invalid;
		*cp = *cp << 6 | (u[i] & 0x3F);
	}
	return len;
invalid:
	if (bad)
		*bad = true;
	*cp = INVALID;
	return 1;
}

long
text_bad_byte(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len) {
		uint64_t eight;
		int32_t cp;
		bool bad;

		if (len - i >= 8) {
			const uint64_t low = UINT64_C(0x0101010101010101);

			memcpy(&eight, s + i, 8);
			/* No high bit in any byte, and no byte zero. */
			if (((eight | (eight - low)) & low << 7) == 0) {
				i += 8;
				continue;
			}
		}
		if (s[i] == '\0')
			return (long)i;
		size_t n = decode(s + i, len - i, &cp, &bad);
		if (bad)
			return (long)i;
		i += n;
	}
	return -1;
}

/* The length of the white space at `s`, 0 if there is none. */
static size_t
space_at(const char *s)
{
	static const char *const wide[] = { "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF" };
	size_t i;

	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	if (is_ascii(*s))
		return 0;
	for (i = 0; i < ARRAY_LEN(wide); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

char *
text_trim(char *s)
{
	char *start = s, *end = s;
	size_t n;
	char *p;

	while ((n = space_at(start)) > 0)
		start += n;
	for (p = start; *p; ) {
		n = space_at(p);
		p += n ? n : 1;
		if (!n)
			end = p;
	}
	if (end < start)
		end = start;
	memmove(s, start, (size_t)(end - start));
	s[end - start] = '\0';
	return s;
}

/* Folded spellings that Unicode does not give; sorted by code point. */
static const struct spelling {
	int32_t cp;
	const char *text;
} spellings[] = {
	{ 0x00B4, "'" }, { 0x00B7, "." }, { 0x00D0, "d" }, { 0x00DE, "th" },
	{ 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" },
	{ 0x0111, "d" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0138, "k" },
	{ 0x0142, "l" }, { 0x014B, "n" }, { 0x0153, "oe" }, { 0x0167, "t" },
	{ 0x0180, "b" }, { 0x0188, "c" }, { 0x018C, "d" }, { 0x0192, "f" },
	{ 0x0199, "k" }, { 0x019A, "l" }, { 0x019E, "n" }, { 0x01A5, "p" },
	{ 0x01AD, "t" }, { 0x01B4, "y" }, { 0x01B6, "z" }, { 0x01E5, "g" },
	{ 0x0225, "z" }, { 0x023C, "c" }, { 0x023F, "s" }, { 0x0240, "z" },
	{ 0x0247, "e" }, { 0x0249, "j" }, { 0x024D, "r" }, { 0x024F, "y" },
	{ 0x0253, "b" }, { 0x0254, "o" }, { 0x0256, "d" }, { 0x0257, "d" },
	{ 0x0259, "a" }, { 0x025B, "e" }, { 0x0260, "g" }, { 0x0268, "i" },
	{ 0x0269, "i" }, { 0x026B, "l" }, { 0x0272, "n" }, { 0x0275, "o" },
	{ 0x027D, "r" }, { 0x0288, "t" }, { 0x0289, "u" }, { 0x028B, "v" },
	{ 0x02B9, "'" }, { 0x02BB, "'" }, { 0x02BE, "'" }, { 0x02BF, "'" },
	{ 0x201B, "'" }, { 0x2032, "'" }, { 0x2C65, "a" }, { 0x2C66, "t" },
	{ 0x30FB, " " }, { 0xA78C, "'" },
};

static const char *
spelling_of(int32_t cp)
{
	size_t low = 0, high = ARRAY_LEN(spellings);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (spellings[mid].cp == cp)
			return spellings[mid].text;
		if (spellings[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* Accents are removed; vowel signs, nukta, virama and kana voicing make a different
 * letter and stay: they have a combining class of 0, 7 to 9 or 84 to 132. */
static bool
is_accent(int32_t cp)
{
	const utf8proc_property_t *p = utf8proc_get_property(cp);

	if (p->category == UTF8PROC_CATEGORY_ME)
		return true;
	return p->category == UTF8PROC_CATEGORY_MN && p->combining_class != 0 &&
	    !(p->combining_class >= 7 && p->combining_class <= 9) &&
	    !(p->combining_class >= 84 && p->combining_class <= 132);
}

/* What text_fold_joined leaves out, of ASCII; the rest folds to these. */
static const bool left_out[128] = {
	[' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true,
	['\r'] = true, ['\''] = true, ['`'] = true, ['-'] = true, ['.'] = true,
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Writes the folded form of one code point, at most FOLD_MAX bytes; returns
 * how many. No code point folds depending on its neighbours. */
#define FOLD_PARTS 32
#define FOLD_MAX (4 * FOLD_PARTS)
static size_t
fold_char(char *out, int32_t cp, bool joined)
{
	int32_t parts[FOLD_PARTS];
	const char *text = spelling_of(cp);
	size_t len = 0;
	int boundclass = 0;
	long n = 0;
	long i;

	if (text) {
		parts[0] = cp;
		n = 1;
	} else {
		n = utf8proc_decompose_char(cp, parts, FOLD_PARTS, UTF8PROC_DECOMPOSE |
		    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP,
		    &boundclass);
		if (n > FOLD_PARTS)
			n = FOLD_PARTS;
	}
	for (i = 0; i < n; i++) {
		char one[4] = { (char)parts[i] };
		size_t size = 1;

		if (is_accent(parts[i]))
			continue;
		if ((text = spelling_of(parts[i])))
			size = strlen(text);
		else if (parts[i] >= 0x80)
			size = (size_t)utf8proc_encode_char(parts[i], (uint8_t *)one);
		if (!text)
			text = one;
		if (joined && size == 1 && left_out[(unsigned char)text[0]])
			continue;
		memcpy(out + len, text, size);
		len += size;
	}
	return len;
}

static void
fold(struct buf *out, const char *s, bool joined)
{
	char chunk[256 + FOLD_MAX];
	size_t n = 0;

	while (*s) {
		if (is_ascii(*s)) {
			chunk[n] = lower(*s);
			n += !(joined && left_out[(unsigned char)*s]);
			s++;
		} else {
			int32_t cp;

			s += decode(s, SIZE_MAX, &cp, NULL);
			n += fold_char(chunk + n, cp, joined);
		}
		if (n >= 256) {
			buf_add(out, chunk, n);
			n = 0;
		}
	}
	buf_add(out, chunk, n);
}

void
text_fold(struct buf *out, const char *s)
{
	fold(out, s, false);
}

void
text_fold_joined(struct buf *out, const char *s)
{
	fold(out, s, true);
}

bool
text_is_capital(const char *s)
{
	int32_t cp;

	decode(s, SIZE_MAX, &cp, NULL);
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_LU;
}

int
text_fold_cmp(const char *a, const char *b)
{
	AUTO_BUF struct buf folded_a = BUF_INIT, folded_b = BUF_INIT;

	a = a ? a : "";
	b = b ? b : "";
	while (is_ascii(*a) && is_ascii(*b)) {
		if (lower(*a) != lower(*b))
			return lower(*a) - lower(*b);
		if (*a == '\0')
			return 0;
		a++;
		b++;
	}
	text_fold(&folded_a, a);
	text_fold(&folded_b, b);
	return strcmp(folded_a.s, folded_b.s);
}

/* The value of a decimal digit of any script, or -1. The ten digits of a script are
 * consecutive, so the number of digits before one gives its value. */
static int
digit_value(int32_t cp)
{
	int before = 0;

	if (cp < 0x80)
		return cp >= '0' && cp <= '9' ? cp - '0' : -1;
	if (utf8proc_category(cp) != UTF8PROC_CATEGORY_ND)
		return -1;
	while (utf8proc_category(cp - before - 1) == UTF8PROC_CATEGORY_ND)
		before++;
	return before % 10;
}

void
text_html(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (strchr("<>&\"'", *s) != NULL)
			buf_addf(out, "&#%d;", *s);
		else
			buf_addc(out, *s);
}

void
text_digits(struct buf *out, const char *s)
{
	while (*s) {
		int32_t cp;
		int value;

		s += decode(s, SIZE_MAX, &cp, NULL);
		value = digit_value(cp);
		if (value >= 0)
			buf_addc(out, (char)('0' + value));
	}
}

/* A combining mark or a joiner, of which text_show() allows only a few on one base. */
static bool
is_mark(const utf8proc_property_t *p, int32_t cp)
{
	return p->category == UTF8PROC_CATEGORY_MN ||
	    p->category == UTF8PROC_CATEGORY_ME || cp == 0x200C || cp == 0x200D;
}

static bool
is_harmful(const utf8proc_property_t *p, int32_t cp)
{
	switch (p->category) {
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	case UTF8PROC_CATEGORY_CF:
		return cp != 0x200C && cp != 0x200D;
	default:
		return false;
	}
}

void
text_show(struct buf *out, const char *s, bool keep_newlines)
{
	int marks = 0;

	while (*s) {
		const utf8proc_property_t *p;
		const char *from = s;
		int32_t cp;
		bool bad;

		while ((*s >= ' ' && *s <= '~') || (*s == '\n' && keep_newlines))
			s++;
		buf_add(out, from, (size_t)(s - from));
		if (s > from)
			marks = 0;
		if (*s == '\0')
			break;

		from = s;
		s += decode(s, SIZE_MAX, &cp, &bad);
		p = utf8proc_get_property(cp);
		if (bad)
			buf_addf(out, "<%02X>", (unsigned char)*from);
		else if (is_ascii(*from))
			buf_add(out, (char[]){ '^', (char)(*from ^ 0x40) }, 2);
		else if (is_harmful(p, cp))
			buf_addf(out, cp < 0xA0 ? "<%02X>" : "<%04X>", (unsigned)cp);
		else if (!is_mark(p, cp) || marks < MARKS_MAX)
			buf_add(out, from, (size_t)(s - from));
		marks = !bad && is_mark(p, cp) ? marks + 1 : 0;
	}
}

/* Columns a terminal moves on for a code point; spacing marks take one. */
static int
char_width(int32_t cp)
{
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_MC ? 1 : utf8proc_charwidth(cp);
}

static int
boundclass(int32_t cp)
{
	return utf8proc_get_property(cp)->boundclass;
}

/* Is it a mark shown beside its base, in columns of its own? */
static bool
stands_beside(int32_t cp)
{
	return boundclass(cp) == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR ||
	    boundclass(cp) == UTF8PROC_BOUNDCLASS_SPACINGMARK ||
	    utf8proc_category(cp) == UTF8PROC_CATEGORY_MC;
}

/* The length of the grapheme cluster at `s` (`left` > 0) and its width: the width of
 * its widest part, plus marks shown beside the base. A cluster has at most two columns:
 * a third begins a new one. */
static size_t
cluster(const char *s, size_t left, int *width)
{
	int32_t cp, next, state = 0;
	size_t len;

	if (*s >= ' ' && *s <= '~' && (left == 1 || is_ascii(s[1]))) {
		*width = 1;
		return 1;
	}
	len = decode(s, left, &cp, NULL);
	*width = char_width(cp);
	while (len < left) {
		size_t n = decode(s + len, left - len, &next, NULL);
		int w = char_width(next);

		if (utf8proc_grapheme_break_stateful(cp, next, &state))
			break;
		if (boundclass(cp) == UTF8PROC_BOUNDCLASS_PREPEND || stands_beside(next)) {
			if (*width + w > 2)
				break;
			*width += w;
		} else if (w > *width) {
			*width = w;
		}
		cp = next;
		len += n;
	}
	return len;
}

size_t
text_next(const char *s, size_t len, size_t at)
{
	int width;

	return at >= len ? len : at + cluster(s + at, len - at, &width);
}

size_t
text_step(const char *s, size_t len, size_t at, int *width)
{
	return at + cluster(s + at, len - at, width);
}

/* Adds the parts of a cluster that a terminal may get. */
static void
add_sendable(struct buf *out, const char *s, size_t len)
{
	int32_t cp;
	size_t at, n;

	for (at = 0; at < len; at += n) {
		n = decode(s + at, len - at, &cp, NULL);
		if (boundclass(cp) == UTF8PROC_BOUNDCLASS_ZWJ)
			break;
		if (boundclass(cp) == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
			buf_addc(out, (char)('A' + (cp - 0x1F1E6)));
		else if (!((cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF)))
			buf_add(out, s + at, n);
	}
	if (out->len == 0 && len > 0)
		buf_addc(out, '?');
}

void
text_cell(char *to, size_t size, const char *s, size_t n)
{
	AUTO_BUF struct buf whole = BUF_INIT;
	AUTO_FREE char *composed = NULL;

	if (n < size && n <= 1) {	/* nearly always */
		memcpy(to, s, n);
		to[n] = '\0';
		return;
	}
	add_sendable(&whole, s, n);
	composed = (char *)utf8proc_NFC((const uint8_t *)whole.s);
	s = composed != NULL ? composed : whole.s;
	n = strlen(s);
	if (n >= size)
		for (n = size - 1; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80; n--)
			;
	memcpy(to, s, n);
	to[n] = '\0';
}

bool
text_is_rtl(const char *s)
{
	utf8proc_bidi_class_t c;
	int32_t cp;

	if ((unsigned char)*s < 0xD6)	/* before Hebrew */
		return false;
	decode(s, strlen(s), &cp, NULL);
	c = utf8proc_get_property(cp)->bidi_class;
	return c == UTF8PROC_BIDI_CLASS_R || c == UTF8PROC_BIDI_CLASS_AL;
}

const char *
text_plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

bool
text_has_word(const char *list, char between, const char *word)
{
	const char ends[] = { between, '\0' };
	size_t n = strlen(word), size;

	for (; *list != '\0'; list += size + (list[size] == between)) {
		size = strcspn(list, ends);
		if (size == n && strncmp(list, word, n) == 0)
			return true;
	}
	return false;
}

bool
text_is_code(const char *s, size_t most)
{
	return s != NULL && *s != '\0' && strlen(s) <= most &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

bool
text_is(const char *a, const char *b)
{
	if (!a || !b)
		return false;
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}
