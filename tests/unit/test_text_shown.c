/*
 * Proves that nothing harmful reaches a terminal, and that text is measured,
 * cut and walked through by what a person sees as one character.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "tests/support/test.h"

#define ACUTE "\xCC\x81"
#define ZWJ "\xE2\x80\x8D"
#define ELLIPSIS "\xE2\x80\xA6"
#define WIDE "\xE5\xBC\xB5"		/* one ideograph, two columns */
#define WOMAN "\xF0\x9F\x91\xA9"
#define FLAG_AT "\xF0\x9F\x87\xA6\xF0\x9F\x87\xB9"

static void
shows_what_is_harmful_as_marks(void **state)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{ "", "" }, { "Ana Petrovi\xC4\x87, 42 ~", "Ana Petrovi\xC4\x87, 42 ~" },
		{ "\033[2J\a", "^[[2J^G" }, { "a\tb\r\nc", "a^Ib^M^Jc" }, { "\x7F\x01\x1F", "^?^A^_" },
		{ "\xC2\x9B" "31m", "<9B>31m" }, { "\xC2\x80\xC2\x9F", "<80><9F>" },
		{ "\xE2\x80\xAE" "evil", "<202E>evil" }, { "\xE2\x81\xA6x\xE2\x81\xA9", "<2066>x<2069>" },
		{ "\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C", "<200E><200F><061C>" },
		{ "\xE2\x80\xA8\xE2\x80\xA9", "<2028><2029>" },
		{ "\xE2\x80\x8B\xEF\xBB\xBF\xE2\x81\xA0\xC2\xAD", "<200B><FEFF><2060><00AD>" },
		{ "\xEE\x80\x80\xF4\x80\x80\x80", "<E000><100000>" },		/* private */
		{ "\xCD\xB8\xEF\xBF\xBE\xF3\xA0\x80\x81", "<0378><FFFE><E0001>" },
		{ "\xF0\x9F\x91\xA9" ZWJ "\xF0\x9F\x94\xAC", "\xF0\x9F\x91\xA9" ZWJ "\xF0\x9F\x94\xAC" },
		{ "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8C\xE0\xA4\xB7",
			"\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8C\xE0\xA4\xB7" },
		{ "\xFF\xC3(\xED\xA0\x80", "<FF><C3>(<ED><A0><80>" },
		{ "\xC0\xAF", "<C0><AF>" }, { "end\xE2\x80", "end<E2><80>" },
		{ "e" ACUTE ACUTE ACUTE ACUTE "x", "e" ACUTE ACUTE ACUTE ACUTE "x" },
		{ "e" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "x" ACUTE, "e" ACUTE ACUTE ACUTE ACUTE "x" ACUTE },
		{ "a" ZWJ ZWJ ZWJ ZWJ ZWJ ZWJ "b", "a" ZWJ ZWJ ZWJ ZWJ "b" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf b = BUF_INIT;

		text_show(&b, cases[i].text, false);
		assert_string_equal(b.s, cases[i].shown);
	}
}

static void
keeps_newlines_where_asked(void **state)
{
	AUTO_BUF struct buf b = BUF_INIT;

	text_show(&b, "\none\ntwo\r\n\xC3\xA9\n", true);
	assert_string_equal(b.s, "\none\ntwo^M\n\xC3\xA9\n");
}

/* Of every two bytes: what is shown is valid UTF-8, has no control character, and
 * is harmless when shown again. */
static void
whatever_is_shown_is_harmless(void **state)
{
	int i;

	for (i = 1; i < 256 * 256; i++) {
		AUTO_BUF struct buf once = BUF_INIT, twice = BUF_INIT;
		char s[] = { 'x', (char)(i & 255), (char)(i >> 8), 'y', '\0' };
		size_t k;

		text_show(&once, s, false);
		assert_int_equal(text_bad_byte(once.s, once.len), -1);
		for (k = 0; k < once.len; k++)
			assert_true((unsigned char)once.s[k] >= ' ' && once.s[k] != 0x7F);
		text_show(&twice, once.s, false);
		assert_string_equal(once.s, twice.s);
	}
}

static void
measures_columns(void **state)
{
	static const struct {
		const char *text;
		int width;
	} cases[] = {
		{ "", 0 }, { "Jos\xC3\xA9", 4 }, { "Jose" ACUTE, 4 }, { WIDE WIDE, 4 },
		{ "a" WIDE "b", 4 }, { WOMAN ZWJ WOMAN ZWJ WOMAN, 2 }, { FLAG_AT, 2 },
		{ FLAG_AT FLAG_AT, 4 }, { "e" ACUTE ACUTE ACUTE, 1 }, { ACUTE, 0 },
		{ "\xE0\xB8\x99\xE0\xB9\x89\xE0\xB8\xB3", 2 },	/* Thai */
		{ "\xE1\x9E\x80\xE1\x9F\x84\xE1\x9F\x87", 3 },	/* Khmer: two signs */
		{ "\xED\x95\x9C", 2 }, { "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2 },	/* Hangul */
		{ "\xE0\xA4\xAE\xE0\xA4\xBE", 2 },		/* a vowel sign beside its base */
		{ "\xE0\xA4\xAE\xE0\xA5\x87", 1 },		/* and one above it */
		{ "\xE0\xB5\x8E" "a", 2 },			/* one that stands before */
		{ "\xEF\xBC\xA1", 2 }, { ELLIPSIS, 1 }, { "\xFF", 1 },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		if (text_width(cases[i].text) != cases[i].width)
			fail_msg("%s: %d", cases[i].text, text_width(cases[i].text));
}

static void
knows_who_writes_from_the_right(void **state)
{
	assert_true(text_is_rtl("\xD7\x90"));		/* Hebrew */
	assert_true(text_is_rtl("\xD8\xA7"));		/* Arabic */
	assert_true(text_is_rtl("\xF0\x9E\xA4\x80"));	/* Adlam */
	assert_false(text_is_rtl(""));
	assert_false(text_is_rtl("a\xD7\x90"));
	assert_false(text_is_rtl("5"));
	assert_false(text_is_rtl("\xD9\xA1"));		/* an Arabic digit */
	assert_false(text_is_rtl(WIDE));
}

/* A joiner takes the next letter a terminal meets, wherever that is written; half a
 * flag and a selector alone mean something else on each terminal. */
static void
a_cell_shows_no_joiner(void **state)
{
	static const struct {
		const char *text, *cell;
	} cases[] = {
		{ "a", "a" }, { WOMAN ZWJ "\xF0\x9F\x94\xAC", WOMAN }, { "a" ZWJ, "a" },
		{ ZWJ, "?" }, { ZWJ ZWJ, "?" }, { FLAG_AT, "AT" },
		{ "\xF0\x9F\x87\xA6", "A" }, { "\xEF\xB8\x8F", "?" },
		{ "\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4" }, { "e" ACUTE, "\xC3\xA9" },
		{ "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C" },
		{ "x" ACUTE, "x" ACUTE }, { "", "" },
		{ "x" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE, "x" ACUTE ACUTE ACUTE ACUTE ACUTE },
	};
	char cell[12];
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		text_cell(cell, sizeof(cell), cases[i].text, strlen(cases[i].text));
		assert_string_equal(cell, cases[i].cell);
	}
}

static void
fits_text_into_columns(void **state)
{
	static const struct {
		const char *text;
		int columns;
		const char *fitted;
	} cases[] = {
		{ "Ana", 5, "Ana  " }, { "Ana", 3, "Ana" }, { "Ana", 2, "A" ELLIPSIS },
		{ "Ana", 1, ELLIPSIS }, { "Ana", 0, "" }, { "Ana", -3, "" }, { "", 2, "  " },
		{ WIDE WIDE WIDE, 6, WIDE WIDE WIDE }, { WIDE WIDE WIDE, 5, WIDE WIDE ELLIPSIS },
		{ WIDE WIDE WIDE, 4, WIDE ELLIPSIS " " }, { WIDE WIDE, 2, ELLIPSIS " " },
		{ WIDE, 1, ELLIPSIS }, { "e" ACUTE "e" ACUTE "e" ACUTE, 2, "e" ACUTE ELLIPSIS },
		{ "ab" ACUTE, 2, "ab" ACUTE }, { FLAG_AT "xx", 3, FLAG_AT ELLIPSIS },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf b = BUF_INIT;

		text_fit(&b, cases[i].text, cases[i].columns, false);
		assert_string_equal(b.s, cases[i].fitted);
		assert_int_equal(text_width(b.s), cases[i].columns > 0 ? cases[i].columns : 0);
	}
	AUTO_BUF struct buf b = BUF_INIT;

	text_fit(&b, "Konstantin", 6, true);
	assert_string_equal(b.s, "Konst~");
}

static void
cuts_what_is_shown_in_a_sentence(void **state)
{
	AUTO_BUF struct buf b = BUF_INIT;

	(void)state;
	text_show_cut(&b, "Ana", 5);
	text_show_cut(&b, "\33Ana", 4);
	assert_string_equal(b.s, "Ana^[A" ELLIPSIS);
}

static void
copies_whole_characters(void **state)
{
	static const struct { const char *text; size_t size; const char *copied; }
	    cases[] = {
		{ "Ana", 4, "Ana" }, { "Ana", 3, "An" }, { "Ana", 1, "" }, { "", 1, "" },
		{ "Jos\xC3\xA9", 6, "Jos\xC3\xA9" }, { "Jos\xC3\xA9", 5, "Jos" },
		{ "ae" ACUTE, 4, "a" }, { "ae" ACUTE, 5, "ae" ACUTE },
		{ FLAG_AT, sizeof(FLAG_AT) - 1, "" }, { FLAG_AT, sizeof(FLAG_AT), FLAG_AT },
	};
	char to[32];
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		memset(to, 'x', sizeof(to));
		text_copy(to, cases[i].size, cases[i].text);
		assert_string_equal(to, cases[i].copied);
		assert_int_equal(to[cases[i].size], 'x');
	}
}

static void
counts_code_points(void **state)
{
	assert_int_equal(text_count(""), 0);
	assert_int_equal(text_count("Jos\xC3\xA9"), 4);
	assert_int_equal(text_count("e" ACUTE), 2);
	assert_int_equal(text_count(WOMAN WIDE), 2);
}

/* The clusters of a line, written with | between: walking right from the start
 * and left from the end meets the same places. */
static void
walks_by_what_a_person_sees(void **state)
{
	static const char *const lines[] = {
		"a|b|c", "e" ACUTE "|x", "x|e" ACUTE ACUTE "|" WIDE "|y",
		WOMAN ZWJ WOMAN "|" FLAG_AT "|" FLAG_AT "|a", "\r\n|a|\r\n|\n|\r", "\n|\r\n",
		"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB|\xED\x95\x9C", "a|\xFF|\xFE|b",
		"\xE0\xA4\xA8\xE0\xA5\x87|\xE0\xA4\xB0", "1\xEF\xB8\x8F\xE2\x83\xA3|2",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(lines); i++) {
		char line[128];
		size_t ends[32], n = 0, len = 0, at = 0;
		const char *p;
		size_t k;

		for (p = lines[i]; *p; p++) {
			if (*p == '|')
				ends[n++] = len;
			else
				line[len++] = *p;
		}
		line[len] = '\0';
		ends[n++] = len;
		for (k = 0; k < n; k++) {
			at = text_next(line, len, at);
			assert_int_equal(at, ends[k]);
		}
		assert_int_equal(text_next(line, len, len), len);
		for (k = n - 1; k-- > 0; ) {
			at = text_prev(line, len, at);
			assert_int_equal(at, ends[k]);
		}
		assert_int_equal(text_prev(line, len, at), 0);
		assert_int_equal(text_prev(line, len, 0), 0);
		assert_int_equal(text_prev(line, len, len + 9), n > 1 ? ends[n - 2] : 0);
	}
}

TEST_MAIN(
	cmocka_unit_test(shows_what_is_harmful_as_marks),
	cmocka_unit_test(keeps_newlines_where_asked),
	cmocka_unit_test(whatever_is_shown_is_harmless),
	cmocka_unit_test(measures_columns),
	cmocka_unit_test(a_cell_shows_no_joiner),
	cmocka_unit_test(knows_who_writes_from_the_right),
	cmocka_unit_test(fits_text_into_columns),
	cmocka_unit_test(cuts_what_is_shown_in_a_sentence),
	cmocka_unit_test(copies_whole_characters),
	cmocka_unit_test(counts_code_points),
	cmocka_unit_test(walks_by_what_a_person_sees))
