/*
 * search.c - see search.h.
 *
 *	anna o'b          "anna" * "o'b" *
 *	0660 12 lang      "lang" * AND ("066012" * OR "4366012" * OR ("0660" * AND "12" *))
 *
 * A quoted string is cut into words by the index itself, so O'Brien becomes the
 * phrase o brien. Side by side, a string without any letter or digit is passed
 * over; that is why words that are no number come first and without AND.
 */
#include "practice/search.h"

#include <string.h>

#include "base/text.h"

#define WORDS_MAX 32	/* more are ignored */
#define WORD_BYTES_MAX 200

struct word {
	const char *s;
	size_t len;
	bool number;	/* may be part of a phone number */
};

/* Words are divided by white space; folding left only ASCII blanks and a few
 * wide ones, which the index takes for separators itself. */
static size_t
split(const char *folded, struct word *words)
{
	static const char blanks[] = " \t\n\r\f\v";
	const char *s = folded + strspn(folded, blanks);
	size_t n = 0;

	for (; *s != '\0' && n < WORDS_MAX; s += strspn(s, blanks)) {
		struct word *w = &words[n++];

		w->s = s;
		w->len = strcspn(s, blanks);
		w->number = strspn(s, "0123456789+()-./") >= w->len;
		s += w->len;
	}
	return n;
}

static void
add_string(struct buf *out, const char *s, size_t len)
{
	size_t i;

	if (len > WORD_BYTES_MAX)
		len = WORD_BYTES_MAX;
	buf_addc(out, '"');
	for (i = 0; i < len; i++) {
		if (s[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s[i]);
	}
	buf_adds(out, "\" *");
}

static bool
has_digit(const struct word *w)
{
	return strcspn(w->s, "0123456789") < w->len;
}

/* Adds words from..to-1, which may be a phone number: joined, with the country prefix,
 * or each by itself. */
static void
add_number(struct buf *out, const struct word *words, size_t n,
    const char *phone_prefix)
{
	AUTO_BUF struct buf whole = BUF_INIT, digits = BUF_INIT, key = BUF_INIT;
	size_t i, added = 0;

	for (i = 0; i < n; i++)
		buf_add(&whole, words[i].s, words[i].len);
	text_digits(&digits, whole.s);
	if (digits.len == 0)
		return;
	text_phone_key(&key, whole.s, phone_prefix);
	buf_adds(out, out->len > 0 ? " AND (" : "(");
	add_string(out, digits.s, digits.len);
	if (strcmp(key.s, digits.s) != 0) {
		buf_adds(out, " OR ");
		add_string(out, key.s, key.len);
	}
	buf_adds(out, " OR (");
	for (i = 0; i < n; i++) {
		if (!has_digit(&words[i]))
			continue;
		buf_adds(out, added++ > 0 ? " AND " : "");
		add_string(out, words[i].s, words[i].len);
	}
	buf_adds(out, "))");
}

bool
search_expression(const char *folded, const char *phone_prefix, struct buf *out)
{
	AUTO_BUF struct buf all = BUF_INIT;
	struct word words[WORDS_MAX];
	size_t i, from, n = split(folded, words);

	for (i = 0; i < n; i++) {
		if (words[i].number)
			continue;
		if (all.len > 0)
			buf_addc(&all, ' ');
		add_string(&all, words[i].s, words[i].len);
	}
	for (i = 0; i < n; i++) {
		for (from = i; i < n && words[i].number; i++)
			;
		if (i > from)
			add_number(&all, words + from, i - from, phone_prefix);
	}
	buf_add(out, all.s, all.len);
	return all.len > 0;
}

bool
search_one_letter(const char *folded)
{
	size_t n = strlen(folded);

	return n > 0 && text_next(folded, n, 0) == n &&
	    strchr("0123456789", *folded) == NULL;
}
