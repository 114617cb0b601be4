/*
 * Proves that what is typed stays valid text with the cursor between grapheme
 * clusters, whatever comes: marks, joined and wide characters, scripts from right to
 * left, pastes of rubbish, and every editing key in any order.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/edit.h"
#include "tests/support/test.h"

#define ACUTE "\xCC\x81"
#define FAMILY "\U0001F469\u200D\U0001F469\u200D\U0001F467"
#define WIDE "\u5B57"
#define ALEF "\u05D0"
#define BAD "\xEF\xBF\xBD"

static bool
is_between(const struct edit *e)
{
	size_t i = 0;

	while (i < e->at)
		i = text_next(e->text.s, e->text.len, i);
	return i == e->at;
}

static void
holds(const struct edit *e, const char *text, size_t at)
{
	assert_string_equal(edit_text(e), text);
	assert_int_equal(e->at, at);
	assert_true(is_between(e));
}

static bool
typed(struct edit *e, const char *s)
{
	return edit_insert(e, s, strlen(s));
}

static void
marks_join_the_cluster_before(void **state)
{
	struct edit e;

	edit_init(&e, false, 0);
	typed(&e, "e");
	typed(&e, ACUTE);
	holds(&e, "e" ACUTE, 3);
	edit_act(&e, ACT_char_left, 80);
	assert_int_equal(e.at, 0);
	/* a mark alone, then before a letter: the cursor never parts them */
	edit_set(&e, "ab");
	edit_act(&e, ACT_char_left, 80);
	typed(&e, ACUTE);
	holds(&e, "a" ACUTE "b", 3);
	edit_act(&e, ACT_delete_left, 80);
	holds(&e, "b", 0);
	edit_free(&e);
}

static void
joined_and_wide_are_one(void **state)
{
	struct edit e;
	int row, col;

	edit_init(&e, false, 0);
	typed(&e, "\U0001F469");
	typed(&e, "\u200D");
	typed(&e, "\U0001F467");
	edit_act(&e, ACT_delete_left, 80);
	holds(&e, "", 0);
	edit_set(&e, WIDE FAMILY ALEF "x");
	edit_where(&e, 80, &row, &col);
	assert_int_equal(col, 6);
	edit_act(&e, ACT_line_start, 80);
	edit_act(&e, ACT_char_right, 80);
	edit_act(&e, ACT_delete_right, 80);
	holds(&e, WIDE ALEF "x", 3);
	edit_act(&e, ACT_char_right, 80);
	assert_int_equal(e.at, 5);
	edit_act(&e, ACT_line_end, 80);
	edit_act(&e, ACT_delete_left, 80);
	edit_act(&e, ACT_delete_left, 80);
	holds(&e, WIDE, 3);
	edit_free(&e);
}

static void
words_and_lines_go(void **state)
{
	struct edit e;

	edit_init(&e, true, 0);
	edit_set(&e, "one two" ACUTE "  \nthree four");
	edit_act(&e, ACT_delete_word, 80);
	assert_string_equal(edit_text(&e), "one two" ACUTE "  \nthree ");
	edit_act(&e, ACT_line_start, 80);
	assert_int_equal(e.at, 12);
	edit_act(&e, ACT_delete_end, 80);
	holds(&e, "one two" ACUTE "  \n", 12);
	edit_act(&e, ACT_delete_line, 80);
	holds(&e, "one two" ACUTE "  \n", 12);
	edit_act(&e, ACT_delete_word, 80);
	holds(&e, "one ", 4);
	edit_act(&e, ACT_delete_line, 80);
	holds(&e, "", 0);
	edit_act(&e, ACT_delete_left, 80);
	edit_act(&e, ACT_delete_right, 80);
	edit_act(&e, ACT_delete_word, 80);
	holds(&e, "", 0);
	assert_false(edit_act(&e, ACT_save, 80));
	edit_free(&e);
}

static void
pastes_are_made_clean(void **state)
{
	struct edit e;

	edit_init(&e, true, 0);
	typed(&e, "a\r\nb\rc\nd\te\x1b[0m\x7f\xC2\x9Bz\xFF\xC3");
	assert_string_equal(edit_text(&e), "a\nb\nc\nd e[0mz" BAD BAD);
	edit_free(&e);
	edit_init(&e, false, 0);
	typed(&e, "a\r\nb\rc\n");
	holds(&e, "a b c ", 6);
	edit_free(&e);
}

static void
a_limit_takes_what_fits(void **state)
{
	struct edit e;

	edit_init(&e, false, 4);
	assert_true(typed(&e, WIDE WIDE));
	assert_false(typed(&e, "abc"));
	holds(&e, WIDE WIDE "ab", 8);
	assert_false(typed(&e, "c"));
	assert_string_equal(edit_text(&e), WIDE WIDE "ab");
	edit_set(&e, "123456");
	holds(&e, "1234", 4);
	edit_free(&e);
}

/* A megabyte that is no text at all: each byte must be looked at a few times only. */
static void
a_huge_paste_ends(void **state)
{
	size_t n = 1 << 20;
	AUTO_FREE char *bytes = xmalloc(n);
	struct edit e;

	edit_init(&e, false, 80);
	memset(bytes, 'x', n);
	assert_false(edit_insert(&e, bytes, n));
	assert_int_equal(e.text.len, 80);
	edit_free(&e);
	edit_init(&e, true, 0);
	memset(bytes, 0xFF, n);
	assert_false(edit_insert(&e, bytes, n));
	assert_int_equal(text_count(edit_text(&e)), EDIT_MAX);
	assert_true(is_between(&e));
	edit_free(&e);
}

static void
undo_goes_by_words(void **state)
{
	const char *s = "ab cd";
	struct edit e;

	edit_init(&e, false, 0);
	for (; *s != '\0'; s++)
		edit_insert(&e, s, 1);
	edit_act(&e, ACT_text_undo, 80);
	holds(&e, "ab ", 3);
	edit_act(&e, ACT_text_undo, 80);
	edit_act(&e, ACT_text_undo, 80);
	holds(&e, "", 0);
	assert_false(edit_act(&e, ACT_text_undo, 80));
	edit_set(&e, "was");
	edit_type_over(&e, "is");
	holds(&e, "is", 2);
	edit_act(&e, ACT_text_undo, 80);
	holds(&e, "was", 3);
	assert_false(edit_undo(&e));
	edit_free(&e);
}

static void
notes_are_folded_at_blanks(void **state)
{
	struct edit e;
	int row, col;

	edit_init(&e, true, 0);
	edit_set(&e, "aaaa bbbb cccccccc\nd");
	/* the last column is the cursor's */
	assert_int_equal(edit_rows(&e, 5), 5);
	edit_where(&e, 5, &row, &col);
	assert_int_equal(row, 4);
	assert_int_equal(col, 1);
	e.at = 5;
	edit_where(&e, 5, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 0);
	edit_set(&e, "aaaa ");
	edit_where(&e, 5, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 0);
	edit_set(&e, "");
	assert_int_equal(edit_rows(&e, 5), 1);
	edit_free(&e);
}

static void
up_and_down_keep_the_column(void **state)
{
	struct edit e;

	edit_init(&e, true, 0);
	edit_set(&e, "abcdef\nx\n" WIDE WIDE WIDE);
	assert_true(edit_act(&e, ACT_line_up, 80));
	assert_int_equal(e.at, 8);
	assert_true(edit_act(&e, ACT_line_up, 80));
	assert_int_equal(e.at, 6);
	assert_false(edit_act(&e, ACT_line_up, 80));
	edit_act(&e, ACT_char_left, 80);
	edit_act(&e, ACT_line_down, 80);
	edit_act(&e, ACT_line_down, 80);
	/* the middle of a wide character is none */
	assert_int_equal(e.at, 9 + 6);
	assert_true(is_between(&e));
	assert_false(edit_act(&e, ACT_line_down, 80));
	edit_free(&e);
}

static void
a_long_line_scrolls_with_the_cursor(void **state)
{
	struct canvas *c = canvas_new(2, 12, false);
	struct area a = { 0, 1, 1, 10 };
	struct edit e;
	int y, x;

	edit_init(&e, false, 0);
	edit_set(&e, "0123456789abcdef");
	edit_draw(&e, c, a, STYLE_FIELD_ON, true);
	assert_true(canvas_where(c, &y, &x));
	assert_int_equal(x, 10);
	assert_string_equal(canvas_cell(c, 0, 1)->text, "7");
	assert_string_equal(canvas_cell(c, 0, 9)->text, "f");
	assert_string_equal(canvas_cell(c, 0, 0)->text, " ");
	edit_draw(&e, c, a, STYLE_FIELD, false);
	assert_string_equal(canvas_cell(c, 0, 1)->text, "0");
	assert_string_equal(canvas_cell(c, 0, 10)->text, "…");
	/* what is shown as a number is as wide as the number */
	edit_set(&e, "\u202Ea");
	edit_draw(&e, c, a, STYLE_FIELD_ON, true);
	canvas_where(c, &y, &x);
	assert_string_equal(canvas_cell(c, 0, x - 1)->text, "a");
	edit_free(&e);
	canvas_free(c);
}

/* --- any keys in any order ------------------------------------------------------ */

static void
always_valid(void **state)
{
	static const char *const parts[] = { "a", " ", "\n", ACUTE, "\u200D",
	    "\U0001F469", WIDE, ALEF, "\U0001F1E9", "\u0627\u064E", "\xC3", "\r\n",
	    "\u202E", "word two", "\uFE0F", "\u1100\u1161" };
	unsigned seed, n = 0, r, i;
	struct edit e;

	for (seed = 1; seed <= 40; seed++) {
		edit_init(&e, seed % 2, seed % 5 == 0 ? 20 : 0);
		for (i = 0, r = seed; i < 400; i++) {
			r = r * 1103515245u + 12345u;
			n = r >> 16;
			if (n % 3 != 0)
				typed(&e, parts[n / 3 % ARRAY_LEN(parts)]);
			else
				edit_act(&e, edit_acts[n / 3 % 12], 7);
			assert_int_equal(text_bad_byte(e.text.s, e.text.len), -1);
			assert_true(is_between(&e));
			assert_true(seed % 2 || strchr(e.text.s, '\n') == NULL);
		}
		edit_free(&e);
	}
}

TEST_MAIN(cmocka_unit_test(marks_join_the_cluster_before),
    cmocka_unit_test(joined_and_wide_are_one),
    cmocka_unit_test(words_and_lines_go),
    cmocka_unit_test(pastes_are_made_clean),
    cmocka_unit_test(a_limit_takes_what_fits),
    cmocka_unit_test(a_huge_paste_ends),
    cmocka_unit_test(undo_goes_by_words),
    cmocka_unit_test(notes_are_folded_at_blanks),
    cmocka_unit_test(up_and_down_keep_the_column),
    cmocka_unit_test(a_long_line_scrolls_with_the_cursor),
    cmocka_unit_test(always_valid))
