/*
 * name_split.c - splits a whole name into family and given name.
 *
 * When the split is not certain, the family name is the last word, with the particles
 * before it and the suffix after it. In any case each word goes into one of the two.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "record/record.h"

#define WORDS_MAX 40

/* Words as text_fold_joined() gives them. */
static const char *const suffixes[] = {
	"jr", "sr", "ii", "iii", "iv", "esq", "md", "phd", "dds", "dmd", "rn", "np",
	"jnr", "snr", "rpn", "lpn", "bsn", "bscn", "msn", "aprn", NULL
};
static const char *const firms[] = {
	"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation",
	"company", "gmbh", "plc", "srl", "spa", "salon", "studio", "clinic", "hotel",
	"foundation", NULL
};
/* Several people in one name. */
static const char *const joins[] = { "&", "+", "and", "und", "et", NULL };
/* Words that begin a family name of several words. */
static const char *const particles[] = {
	"van", "von", "vom", "zu", "zur", "der", "den", "de", "del", "della", "dello",
	"di", "da", "dos", "das", "du", "la", "le", "ter", "ten", "af", "av", "st",
	"saint", NULL
};
/* Only in small letters: with a capital they are also given names. */
static const char *const small_particles[] = {
	"al", "el", "bin", "binti", "ibn", "abu", "ben", "do", NULL
};

/* A name in words, each NUL-terminated within `text`. */
struct words {
	char *text;
	char *at[WORDS_MAX];
	size_t n;
};

/* Splits at any blank; words beyond the limit stay in the last one. */
static void
words_of(struct words *w, const char *text)
{
	char *p = w->text = xstrdup(text);

	w->n = 0;
	while ((p = strstr(p, "\xc2\xa0")) != NULL)
		memcpy(p, "  ", 2);
	p = w->text;
	while ((p = strstr(p, "\xe3\x80\x80")) != NULL)
		memcpy(p, "   ", 3);
	for (p = w->text; *p != '\0'; ) {
		while (*p != '\0' && strchr(" \t\r\n", *p) != NULL)
			*p++ = '\0';
		if (*p == '\0')
			break;
		w->at[w->n++] = p;
		if (w->n == WORDS_MAX)
			break;
		p += strcspn(p, " \t\r\n");
	}
}

static bool
is_one_of(const char *const *list, const char *word)
{
	AUTO_BUF struct buf key = BUF_INIT;

	text_fold_joined(&key, word);
	for (; *list != NULL; list++)
		if (strcmp(*list, key.len > 0 ? key.s : word) == 0)
			return true;
	return false;
}

static bool
has_one_of(const char *const *list, const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (is_one_of(list, w->at[i]))
			return true;
	return false;
}

static bool
has_letter(const char *word)
{
	for (; *word != '\0'; word++)
		if ((unsigned char)*word >= 0x80 || (*word >= 'a' && *word <= 'z') ||
		    (*word >= 'A' && *word <= 'Z'))
			return true;
	return false;
}

static bool
is_particle(const char *word)
{
	return is_one_of(particles, word) || (!text_is_capital(word) &&
	    is_one_of(small_particles, word));
}

/* Begins with kana, a Han character or a Hangul syllable: U+3040 to U+9FFF, U+AC00
 * to U+D7FF. */
static bool
is_east_asian(const char *word)
{
	const unsigned char *u = (const unsigned char *)word;

	return (u[0] == 0xe3 && u[1] >= 0x81) || (u[0] >= 0xe4 && u[0] <= 0xe9) ||
	    (u[0] >= 0xea && u[0] <= 0xed && (u[0] > 0xea || u[1] >= 0xb0));
}

static bool
all_east_asian(const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!is_east_asian(w->at[i]))
			return false;
	return w->n > 0;
}

/* A firm, several people, or something with a number: not to be split. */
static bool
is_no_person(const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!has_letter(w->at[i]))
			return true;
	return w->n > 1 && (has_one_of(firms, w) || has_one_of(joins, w));
}

static void
join(struct buf *out, const struct words *w, size_t from, size_t to)
{
	for (; from < to; from++)
		buf_addf(out, "%s%s", out->len > 0 ? " " : "", w->at[from]);
}

/* "Given Family" */
static enum client_name
split_words(const struct words *w, struct buf *given, struct buf *family)
{
	size_t last = w->n, first;

	if (w->n < 2 || is_no_person(w)) {
		join(family, w, 0, w->n);
		return CLIENT_NAME_WHOLE;
	}
	if (all_east_asian(w)) {
		join(family, w, 0, 1);
		join(given, w, 1, w->n);
		return CLIENT_NAME_FAMILY_FIRST;
	}
	while (last > 1 && is_one_of(suffixes, w->at[last - 1]))
		last--;
	for (first = last - 1; first > 1 && is_particle(w->at[first - 1]); first--)
		;
	join(given, w, 0, first);
	join(family, w, first, w->n);
	return first == 0 ? CLIENT_NAME_WHOLE : w->n == 2 ? CLIENT_NAME_TWO_WORDS :
	    CLIENT_NAME_LAST_WORD;
}

static bool
all_suffixes(const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!is_one_of(suffixes, w->at[i]))
			return false;
	return w->n > 0;
}

/* Splits at a comma, after which there is a given name or only a suffix. */
static enum client_name
split_comma(const char *before, const char *behind, struct buf *given,
    struct buf *family)
{
	struct words head, tail;
	enum client_name how = CLIENT_NAME_COMMA;

	words_of(&head, before);
	words_of(&tail, behind);
	if (tail.n == 0 || all_suffixes(&tail)) {
		how = split_words(&head, given, family);
		join(family, &tail, 0, tail.n);
	} else if (is_no_person(&tail) || has_one_of(firms, &tail)) {
		join(family, &head, 0, head.n);
		buf_addc(family, ',');
		join(family, &tail, 0, tail.n);
		how = CLIENT_NAME_WHOLE;
	} else {
		join(family, &head, 0, head.n);
		join(given, &tail, 0, tail.n);
	}
	free(head.text);
	free(tail.text);
	return how;
}

enum client_name
client_name_split(const char *whole, struct buf *given, struct buf *family)
{
	AUTO_FREE char *text = xstrdup(whole);
	char *comma = strchr(text, ','), *second;
	struct words w;
	enum client_name how;

	if (comma != NULL) {
		*comma = '\0';
		/* "Roe, Ann, Jr." is Roe Jr., Ann; any other comma stays */
		second = strrchr(comma + 1, ',');
		words_of(&w, second != NULL ? second + 1 : "");
		if (all_suffixes(&w))
			*second = '\0';
		how = split_comma(text, comma + 1, given, family);
		if (all_suffixes(&w))
			join(family, &w, 0, w.n);
	} else {
		words_of(&w, text);
		how = split_words(&w, given, family);
	}
	free(w.text);
	return how;
}
