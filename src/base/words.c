/*
 * words.c - see words.h.
 */
#include "base/words.h"

bool
words_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Goes past what stands between two words; true: it parts a list. */
static bool
skip_gap(const char **at)
{
	bool parts = false;

	for (; **at != '\0' && !words_is_letter(**at); (*at)++)
		parts |= **at == ',' || **at == ';';
	return parts;
}

const char *
words_next(const char *at, size_t *size)
{
	skip_gap(&at);
	for (*size = 0; words_is_letter(at[*size]); (*size)++)
		;
	return *size > 0 ? at : NULL;
}

/* Do these words, the last of them perhaps begun only, stand at the beginning of the text? To
 * where; NULL: no. */
static const char *
stand_at(const char *text, const char *phrase, const char *end)
{
	while (phrase < end)
		if (words_is_letter(*phrase)) {
			if (*text++ != *phrase++)
				return NULL;
		} else {
			bool may_part = skip_gap(&phrase);

			if (words_is_letter(*text) || (skip_gap(&text) && !may_part))
				return NULL;
		}
	return text;
}

const char *
words_find(const char *text, const char *phrase, size_t n, size_t *size)
{
	const char *at, *stop;
	size_t word;
	bool begins;

	while (n > 0 && phrase[n - 1] == ' ')
		n--;
	begins = n > 0 && phrase[n - 1] == '*';
	while (n > 0 && !words_is_letter(phrase[n - 1]))
		n--;
	for (; n > 0 && !words_is_letter(*phrase); n--)
		phrase++;
	for (at = text; n > 0 && (at = words_next(at, &word)) != NULL; at += word) {
		stop = stand_at(at, phrase, phrase + n);
		if (stop == NULL || (!begins && words_is_letter(*stop)))
			continue;
		while (words_is_letter(*stop))
			stop++;
		*size = (size_t)(stop - at);
		return at;
	}
	return NULL;
}
