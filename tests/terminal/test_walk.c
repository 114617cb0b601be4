/*
 * Every action on every screen, without F-keys, Del or Esc, and keys at random: the
 * program stands, says something for a key that does nothing, and comes back to Today.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

enum { LIST = 1, TYPE = 2, BOTH = 3 };

static const struct action { const char *name; int modes; const char *keys; } actions[] = {
#define ACTION(name, modes, keys, hint, help) { #name, modes, keys },
#include "screens/toolkit/actions.def"
#undef ACTION
};

/* From Today. */
static const char *const pages[] = {
#define TAB(digit, name, title, narrow) #digit,
#include "screens/toolkit/screens.def"
#undef TAB
	"", "j<Tab>", "<Enter>", "2<Enter>", "2<Enter><Tab>", "2<Enter><Tab><Tab>",
	"2<Enter><Tab><Tab><Tab>", "2<Enter><Tab><Tab><Tab><Tab>",
	"2<Enter><Tab><Tab><Tab><Tab><Tab>", "2h", "2/han\r", "2/nobody\r",
	"5<Enter>", "6<Enter>", "7<Enter>", "8<Enter>", "8j<Enter>",
	"8jj<Enter>", "8jjjj<Enter>", "8jjjj<Enter><Enter>", "8jjjjjjj<Enter>",
	"8jjjjjjjj<Enter>", "s", "?", ".", "3<Tab>", "3<Tab><Tab>", "3<Tab><Tab><Tab>",
	/* typing */
	"2/", "2n", "2e", "2b", "2b<C-p>", "2c", "8<Enter>n", "8jjjjj<Enter>",
	"8jjjjjj<Enter>", "p", ":", "m", "5n", "6n",
};

static bool
types(struct term *t)
{
	return strncmp(term_row(t, 23), " TYPE", 5) == 0;
}

static bool
is_today(struct term *t)
{
	return strstr(term_row(t, 0), "· Today") != NULL && !types(t);
}

/* Back with q alone, or ^C where q is text; then to the day, where an action went to
 * another. */
static void
to_today(struct term *t, const char *from, const char *after)
{
	int i;

	for (i = 0; i < 12; i++) {
		if (is_today(t))
			return;
		term_keys(t, types(t) ? "<C-c>" : "q");
		if (term_has(t, "Press Q twice to leave."))
			break;
	}
	for (i = 0; i < 9 && !is_today(t); i++)
		term_keys(t, i < 3 ? "," : ".");
	if (is_today(t))
		return;
	term_shows(t, "· Today");
	fail_msg("no way back from \"%s\" after %s", from, after);
}

/* A key of the action that is no F-key, no Del, no Esc; arrows where it has no other. */
static bool
key_of(const struct action *a, char key[16])
{
	const char *at = a->keys;
	size_t n;

	for (; *at != '\0'; at += n + (at[n] == ' ')) {
		n = strcspn(at, " ");
		if (n == 1)
			snprintf(key, 16, *at == '<' ? "<lt>" : "%c", *at);
		else if (n == 2 && *at == '^')
			snprintf(key, 16, "<C-%c>", at[1] | 0x20);
		else if (strncmp(at, "Space", n) == 0)
			snprintf(key, 16, " ");
		else if (strncmp(at, "Enter", n) == 0 || strncmp(at, "Tab", n) == 0 ||
		    strncmp(at, "Up", n) == 0 || strncmp(at, "Down", n) == 0)
			snprintf(key, 16, "<%.*s>", (int)n, at);
		else
			continue;
		return true;
	}
	return false;
}

/* Moving where there is nowhere to go, or to where one is, is no mistake. */
static bool
only_moves(const struct action *a)
{
	static const char *const names[] = { "up", "down", "page_up", "page_down", "first",
	    "last", "next_pane", "prev_pane", "history",
	    "today", "repaint", NULL };
	size_t i;

	if (strncmp(a->name, "tab", 3) == 0)
		return true;
	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], a->name) == 0)
			return true;
	return false;
}

static char *
picture(struct term *t)
{
	struct buf b = BUF_INIT;
	int y;

	for (y = 0; y < 24; y++)
		buf_addf(&b, "%s\n", term_row(t, y));
	return buf_steal(&b);
}

static int silent;	/* keys that did nothing and said nothing */

static void
try_action(struct term *t, const char *page, const struct action *a)
{
	AUTO_FREE char *before = NULL, *after = NULL;
	char key[16];
	bool typing;

	term_keys(t, page);
	typing = types(t);
	if (!(a->modes & (typing ? TYPE : LIST)) || !key_of(a, key)) {
		to_today(t, page, "nothing");
		return;
	}
	before = picture(t);
	term_keys(t, key);
	after = picture(t);
	if (!typing && strcmp(before, after) == 0 && !only_moves(a) &&
	    *term_row(t, 22) == '\0') {
		print_message("# %s on \"%s\" does nothing and says nothing\n", a->name,
		    page);
		silent++;
	}
	to_today(t, page, a->name);
}

static void
every_action_everywhere(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(pages); i++) {
		for (k = 0; k < ARRAY_LEN(actions); k++)
			try_action(t, pages[i], &actions[k]);
	}
	assert_int_equal(silent, 0);
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

/* Each can be had without an F-key, Del or Esc. */
static void
every_action_has_a_key(void **state)
{
	char key[16];
	size_t k;

	for (k = 0; k < ARRAY_LEN(actions); k++)
		if (!key_of(&actions[k], key))
			fail_msg("%s has only %s", actions[k].name, actions[k].keys);
}

/* The next of a row of numbers that is always the same. */
static uint32_t
next(uint32_t *x)
{
	*x = *x * 1664525 + 1013904223;
	return *x >> 16;
}

/* Letters, Ctrl keys, and all those with a name; never Q twice, which leaves. */
static void
any_key(uint32_t *seed, char key[16])
{
	static const char *const named[] = { "Enter", "Tab", "S-Tab", "Esc", "BS", "Del",
	    "Ins", "Up", "Down", "Right", "Left", "Home", "End", "PgUp", "PgDn", "F1", "F2",
	    "F5", "Paste:a\tb 12" };
	uint32_t n = next(seed) % 140;

	if (n < 95)
		snprintf(key, 16, n + 32 == '<' ? "<lt>" : "%c", (int)n + 32);
	else if (n < 95 + 26)
		snprintf(key, 16, "<C-%c>", (int)n - 95 + 'a');
	else
		snprintf(key, 16, "<%s>", named[n - 121]);
}

static void
walk(uint32_t seed, int keys, const struct term_setup *setup)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, setup);
	char key[16], before[16] = "";
	int i;

	print_message("# seed %u\n", seed);
	for (i = 0; i < keys; i++) {
		any_key(&seed, key);
		if (strcmp(key, "Q") == 0 && strcmp(before, "Q") == 0)
			continue;
		memcpy(before, key, sizeof(before));
		term_keys(t, key);
	}
	assert_int_equal(term_stop(t), 0);
	front_check(db);
}

static void
random_keys(void **state)
{
	walk(1, 3000, NULL);
	walk(2026, 3000, NULL);
	walk(77, 3000, &(struct term_setup){ .rows = 20, .cols = 60 });
}

TEST_MAIN(
	cmocka_unit_test(every_action_has_a_key),
	cmocka_unit_test(every_action_everywhere),
	cmocka_unit_test(random_keys)
)
