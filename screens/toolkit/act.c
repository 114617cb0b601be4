/*
 * act.c - the table of actions, and which key is which action.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "screens/toolkit/act.h"

#define LIST (1u << MODE_LIST)
#define TYPE (1u << MODE_TYPE)
#define BOTH (LIST | TYPE)

const struct act_entry act_table[ACTS] = {
	[ACT_NONE] = { "", 0, "", "", "" },
#define ACTION(name, modes, keys, hint, help) \
	[ACT_##name] = { #name, modes, keys, hint, help },
#include "screens/toolkit/actions.def"
#undef ACTION
};

/* The next word of a list of keys from *at; moves *at past it. */
static bool
next_word(const char **at, char word[16])
{
	size_t n;

	*at += strspn(*at, " ");
	n = strcspn(*at, " ");
	if (n == 0)
		return false;
	BUG_IF(n >= 16);
	memcpy(word, *at, n);
	word[n] = '\0';
	*at += n;
	return true;
}

static bool
has_key(const struct act_entry *a, const struct key *key)
{
	const char *at = a->keys;
	char word[16];
	struct key k;

	while (next_word(&at, word))
		if (key_named(word, &k) && key_same(&k, key))
			return true;
	return false;
}

enum act
act_of(enum mode mode, const struct key *key)
{
	enum act a;

	for (a = ACT_NONE + 1; a < ACTS; a++)
		if ((act_table[a].modes & (1u << mode)) && has_key(&act_table[a], key))
			return a;
	return ACT_NONE;
}

const char *
act_key(enum act a, char out[16])
{
	const char *at = act_table[a].keys;

	if (!next_word(&at, out))
		out[0] = '\0';
	return out;
}

int
act_tab(enum act a)
{
	static const enum act tabs[] = {
#define TAB(digit, name, title, narrow) ACT_tab_##name,
#include "screens/toolkit/screens.def"
#undef TAB
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(tabs); i++)
		if (tabs[i] == a)
			return (int)i;
	return -1;
}

bool
act_rows(enum act a, int page, int *by)
{
	const struct { enum act act; int by; } moves[] = {
		{ ACT_up, -1 }, { ACT_down, 1 }, { ACT_page_up, -page },
		{ ACT_page_down, page }, { ACT_first, -ACT_ROWS_ALL },
		{ ACT_last, ACT_ROWS_ALL },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(moves); i++)
		if (moves[i].act == a) {
			*by = moves[i].by;
			return true;
		}
	return false;
}

size_t
act_row(size_t at, long by, size_t n)
{
	long to = (long)at + by;

	if (n == 0 || to < 0)
		return 0;
	return to < (long)n ? (size_t)to : n - 1;
}
