/*
 * Proves that no key has two meanings in a mode, that everything can be done without
 * function keys, Del and Esc, and that the manual page names each key.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/toolkit/act.h"
#include "tests/support/test.h"

/* The next key of a table's list; false at its end. */
static bool
next_key(const char **at, char word[32])
{
	size_t n;

	*at += strspn(*at, " ");
	n = strcspn(*at, " ");
	assert_true(n < 32);
	memcpy(word, *at, n);
	word[n] = '\0';
	*at += n;
	return n > 0;
}

static void
every_key_means_its_action(void **state)
{
	enum act a;

	for (a = ACT_NONE + 1; a < ACTS; a++) {
		const char *at = act_table[a].keys;
		char word[32];
		struct key key;
		enum mode m;

		while (next_key(&at, word)) {
			if (!key_named(word, &key))
				fail_msg("%s: no key is called %s",
				    act_table[a].name, word);
			for (m = MODE_LIST; m <= MODE_TYPE; m++) {
				enum act is = act_of(m, &key);

				if ((act_table[a].modes & (1u << m)) && is != a)
					fail_msg("%s is %s and %s", word,
					    act_table[a].name, act_table[is].name);
			}
		}
	}
}

/* Letters, signs and Ctrl with a letter are on every keyboard; so are Enter, Tab and
 * Backspace, and what they do in a form needs no other key. */
static bool
on_every_keyboard(const struct key *key)
{
	return key->code == KEYS_TEXT || key->code == KEYS_CTRL ||
	    key->code == KEYS_ENTER || key->code == KEYS_TAB ||
	    key->code == KEYS_BACKSPACE;
}

/* In TYPE the lines above and below are reached by Tab and the field before. */
static bool
has_another_way(enum act a)
{
	return a == ACT_line_up || a == ACT_line_down;
}

static void
nobody_needs_special_keys(void **state)
{
	enum act a;

	for (a = ACT_NONE + 1; a < ACTS; a++) {
		const char *at = act_table[a].keys;
		bool can = has_another_way(a);
		char word[32];
		struct key key;

		while (next_key(&at, word))
			if (key_named(word, &key) && on_every_keyboard(&key))
				can = true;
		if (!can)
			fail_msg("%s needs a key that not everybody has",
			    act_table[a].name);
	}
}

static void
typing_leaves_text_alone(void **state)
{
	char c;

	for (c = ' '; c <= '~'; c++) {
		struct key key = { .code = KEYS_TEXT, .text = { c } };

		assert_int_equal(act_of(MODE_TYPE, &key), ACT_NONE);
	}
}

/* --- the manual page ------------------------------------------------------------- */

static void
add_escaped(const char *s, struct buf *out)
{
	for (; *s != '\0'; s++)
		if (strchr("-'`~^", *s) != NULL)
			buf_addf(out, "\\%s", *s == '-' ? "-" : *s == '\'' ? "(aq" :
			    *s == '`' ? "(ga" : *s == '~' ? "(ti" : "(ha");
		else
			buf_addc(out, *s);
}

static void
add_mode(unsigned modes, const char *title, struct buf *out)
{
	enum act a;

	buf_addf(out, ".Ss %s\n.Bl -tag -width Ds\n", title);
	for (a = ACT_NONE + 1; a < ACTS; a++) {
		const char *at = act_table[a].keys;
		char word[32];
		bool first = true;

		if (act_table[a].modes != modes)
			continue;
		while (next_key(&at, word)) {
			buf_adds(out, first ? ".It Li \"\\&" : " or ");
			add_escaped(word, out);
			first = false;
		}
		buf_adds(out, "\"\n");
		add_escaped(act_table[a].help, out);
		buf_adds(out, ".\n");
	}
	buf_adds(out, ".El\n");
}

/* The section KEYS from its first table to the next section is what the table of
 * actions says. UPDATE_GOLDEN=1 rewrites it. */
static void
manual_names_every_key(void **state)
{
	AUTO_FREE char *path = test_source("man/chairside.1");
	AUTO_FREE char *page = test_read(path, NULL);
	const char *update = getenv("UPDATE_GOLDEN");
	char *begin = strstr(page, ".Ss In lists\n"), *end;
	AUTO_BUF struct buf keys = BUF_INIT, all = BUF_INIT;

	add_mode(1u << MODE_LIST, "In lists", &keys);
	add_mode(1u << MODE_TYPE, "While typing", &keys);
	add_mode(1u << MODE_LIST | 1u << MODE_TYPE, "Always", &keys);
	assert_non_null(begin);
	end = strstr(begin, ".Sh ");
	assert_non_null(end);
	if (update != NULL && strcmp(update, "1") == 0) {
		buf_add(&all, page, (size_t)(begin - page));
		buf_add(&all, keys.s, keys.len);
		buf_adds(&all, end);
		test_write(path, all.s, all.len);
	} else if ((size_t)(end - begin) != keys.len ||
	    memcmp(begin, keys.s, keys.len) != 0)
		fail_msg("KEYS of man/chairside.1 is not what actions.def says; "
		    "run this test with UPDATE_GOLDEN=1");
}

TEST_MAIN(
	cmocka_unit_test(every_key_means_its_action),
	cmocka_unit_test(nobody_needs_special_keys),
	cmocka_unit_test(typing_leaves_text_alone),
	cmocka_unit_test(manual_names_every_key))
