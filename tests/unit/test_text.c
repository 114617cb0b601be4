/*
 * Proves that text.c knows UTF-8 as RFC 3629 defines it, that folding does not
 * depend on how or where a letter is written, that digits and phone keys are the same for
 * every way of writing a number, and that words are found whole.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/words.h"
#include "tests/support/test.h"

/* The table of RFC 3629, section 4: ranges of each byte of a sequence. */
static const struct {
	size_t len;
	unsigned char range[4][2];
} rfc3629[] = {
	{ 1, { { 0x01, 0x7F } } },
	{ 2, { { 0xC2, 0xDF }, { 0x80, 0xBF } } },
	{ 3, { { 0xE0, 0xE0 }, { 0xA0, 0xBF }, { 0x80, 0xBF } } },
	{ 3, { { 0xE1, 0xEC }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
	{ 3, { { 0xED, 0xED }, { 0x80, 0x9F }, { 0x80, 0xBF } } },
	{ 3, { { 0xEE, 0xEF }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
	{ 4, { { 0xF0, 0xF0 }, { 0x90, 0xBF }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
	{ 4, { { 0xF1, 0xF3 }, { 0x80, 0xBF }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
	{ 4, { { 0xF4, 0xF4 }, { 0x80, 0x8F }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
};

static long
first_bad(const unsigned char *s, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t taken = 0;
		size_t r;

		for (r = 0; r < ARRAY_LEN(rfc3629) && taken == 0; r++) {
			size_t i = 0;

			while (i < rfc3629[r].len && at + i < len &&
			    s[at + i] >= rfc3629[r].range[i][0] &&
			    s[at + i] <= rfc3629[r].range[i][1])
				i++;
			if (i == rfc3629[r].len)
				taken = i;
		}
		if (taken == 0)
			return (long)at;
		at += taken;
	}
	return -1;
}

/* Every sequence of four bytes that stand at an edge of the definition, alone
 * and behind seven or eight plain bytes, where the quick way ends. */
static void
finds_the_first_bad_byte(void **state)
{
	static const unsigned char edges[] = { 0x00, 0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
		0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEF, 0xF0, 0xF1, 0xF3,
		0xF4, 0xF5, 0xFF };
	const size_t n = ARRAY_LEN(edges);
	unsigned char s[12] = "abcdefgh";
	size_t i;

	for (i = 0; i < n * n * n * n; i++) {
		size_t before = i % 3 == 0 ? 0 : 6 + i % 3;
		unsigned char *p = s + 8 - before;

		s[8] = edges[i % n];
		s[9] = edges[i / n % n];
		s[10] = edges[i / n / n % n];
		s[11] = edges[i / n / n / n];
		if (text_bad_byte((char *)p, before + 4) != first_bad(p, before + 4))
			fail_msg("%02X %02X %02X %02X", s[8], s[9], s[10], s[11]);
		/* cut short: what is beyond is never looked at */
		if (text_bad_byte((char *)p, before + 2) != first_bad(p, before + 2))
			fail_msg("%02X %02X", s[8], s[9]);
	}
	assert_int_equal(text_bad_byte("", 0), -1);
	assert_int_equal(text_bad_byte("0123456789\0abcdef", 17), 10);
}

static void
trims_both_ends(void **state)
{
	static const struct {
		const char *text, *trimmed;
	} cases[] = {
		{ "", "" }, { " ", "" }, { " \t\r\n\v\f ", "" }, { "a", "a" }, { "  a b  ", "a b" },
		{ "\xEF\xBB\xBFname", "name" }, { "\xC2\xA0" "a\xC2\xA0", "a" },
		{ "\xE3\x80\x80\xE5\xBC\xB5 \xE3\x80\x80", "\xE5\xBC\xB5" },
		{ "\xC2\xA0\xC2\xA0", "" }, { "a\xC2\xA0z", "a\xC2\xA0z" },
		{ "\xE3\x80", "\xE3\x80" }, { "a\xC2", "a\xC2" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *s = xstrdup(cases[i].text);

		assert_ptr_equal(text_trim(s), s);
		assert_string_equal(s, cases[i].trimmed);
	}
}

static void
folds_letters(void **state)
{
	static const struct {
		const char *text, *folded, *joined;
	} cases[] = {
		{ "", "", "" },
		{ "O'Brien-Lee", "o'brien-lee", "obrienlee" },
		{ "O\xE2\x80\x99" "BRIEN\xE2\x80\x93Lee", "o'brien-lee", "obrienlee" },
		{ "O\xC2\xB4" "Brien", "o'brien", "obrien" },
		{ "St. John", "st. john", "stjohn" },
		{ "Zo\xC3\xAB", "zoe", "zoe" }, { "Zoe\xCC\x88", "zoe", "zoe" },
		{ "\xC3\x85se \xC3\x98stg\xC3\xA5rd", "ase ostgard", "aseostgard" },
		{ "\xC5\x81ukasz \xC5\xBB\xC3\xB3\xC5\x82\xC4\x87", "lukasz zolc", "lukaszzolc" },
		{ "\xC4\x90or\xC4\x91" "e \xC3\x90", "dorde d", "dorded" },
		{ "Stra\xC3\x9F" "e STRA\xE1\xBA\x9E" "E", "strasse strasse", "strassestrasse" },
		{ "\xC3\x86lfr\xC3\xADk \xC5\x92uvre \xC3\x9E\xC3\xB3r", "aelfrik oeuvre thor",
			"aelfrikoeuvrethor" },
		{ "\xC4\xB0stanbul \xC4\xB1\xC5\x9F\xC4\xB1k", "istanbul isik", "istanbulisik" },
		{ "\xC4\xA6 \xC5\xA6 \xC7\xBE", "h t o", "hto" },
		{ "\xEF\xAC\x81n\xEF\xBC\xA1\xEF\xBC\x91\xE2\x91\xA0", "fina11", "fina11" },
		{ "a\xC2\xA0" "b\xE3\x80\x80" "c", "a b c", "abc" },
		{ "zero\xE2\x80\x8Bwidth\xC2\xAD", "zerowidth", "zerowidth" },
		/* other scripts: accents go, letters, vowel signs and voicing stay */
		{ "\xCE\x86\xCE\xBB\xCF\x86\xCE\xB1 \xCE\x9F\xCE\x94\xCE\x9F\xCE\xA3",
			"\xCE\xB1\xCE\xBB\xCF\x86\xCE\xB1 \xCE\xBF\xCE\xB4\xCE\xBF\xCF\x83",
			"\xCE\xB1\xCE\xBB\xCF\x86\xCE\xB1\xCE\xBF\xCE\xB4\xCE\xBF\xCF\x83" },
		{ "\xD0\x81\xD0\xBB\xD0\xBA\xD0\xB0", "\xD0\xB5\xD0\xBB\xD0\xBA\xD0\xB0",
			"\xD0\xB5\xD0\xBB\xD0\xBA\xD0\xB0" },
		{ "\xD9\x85\xD9\x8F\xD8\xAD\xD9\x85\xD9\x91\xD8\xAF", "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF",
			"\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF" },
		{ "\xE0\xA4\xB0\xE0\xA4\xBF", "\xE0\xA4\xB0\xE0\xA4\xBF", "\xE0\xA4\xB0\xE0\xA4\xBF" },
		{ "\xE3\x82\xAC", "\xE3\x82\xAB\xE3\x82\x99", "\xE3\x82\xAB\xE3\x82\x99" },
		{ "\xE5\xBC\xB5", "\xE5\xBC\xB5", "\xE5\xBC\xB5" },
		{ "a\xFFz", "a\xEF\xBF\xBDz", "a\xEF\xBF\xBDz" },
		{ "\xC3", "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf folded = BUF_INIT, joined = BUF_INIT;

		buf_adds(&folded, "|");
		text_fold(&folded, cases[i].text);
		text_fold_joined(&joined, cases[i].text);
		assert_string_equal(folded.s + 1, cases[i].folded);
		assert_string_equal(joined.s, cases[i].joined);
	}
}

static size_t
encode(char *out, int32_t cp)
{
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	size_t i;

	for (i = n; i-- > 1; cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3F));
	out[0] = (char)(n == 1 ? cp : (0xF00 >> n & 0xF0) | cp);
	out[n] = '\0';
	return n;
}

/* For every code point there is: folding twice is folding once, the result is
 * valid and holds no capital, and what stands beside it makes no difference. */
static void
folding_is_settled_for_every_code_point(void **state)
{
	int32_t cp;

	for (cp = 1; cp <= 0x10FFFF; cp += cp < 0x3000 || cp >= 0xF900 ? 1 : 7) {
		AUTO_BUF struct buf once = BUF_INIT, twice = BUF_INIT, between = BUF_INIT;
		char s[5], framed[16] = "A";

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		if (cp >= 0x20000)
			cp += 101;	/* ideographs and nothing */
		if (cp > 0x10FFFF)
			break;
		memcpy(framed + 1 + encode(s, cp), "\xC3\x9CZ", 4);
		memcpy(framed + 1, s, strlen(s));
		text_fold(&once, s);
		text_fold(&twice, once.s);
		text_fold(&between, framed);
		buf_addc(&between, '\0');
		if (strcmp(once.s, twice.s) != 0 || text_bad_byte(once.s, once.len) >= 0 ||
		    strpbrk(once.s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") ||
		    between.len != once.len + 4 || between.s[0] != 'a' ||
		    memcmp(between.s + 1, once.s, once.len) != 0 ||
		    strcmp(between.s + 1 + once.len, "uz") != 0)
			fail_msg("U+%04X", (unsigned)cp);
	}
}

/* A text longer than any buffer inside gives its parts' foldings joined. */
static void
folds_long_texts(void **state)
{
	AUTO_BUF struct buf text = BUF_INIT, folded = BUF_INIT, expected = BUF_INIT;
	int i;

	for (i = 0; i < 3000; i++) {
		buf_adds(&text, i % 3 ? "A" : "\xEF\xB7\xBA");	/* folds to 33 bytes */
		text_fold(&expected, i % 3 ? "A" : "\xEF\xB7\xBA");
	}
	text_fold(&folded, text.s);
	assert_int_equal(folded.len, expected.len);
	assert_string_equal(folded.s, expected.s);
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

/* In either direction, and as the folded texts compare bytewise. */
static void
compares_folded(void **state)
{
	static const char *const names[] = { "", "a", "A", "\xC3\xA4", "ab", "AB", "az", "b",
		"O'Brien", "o\xE2\x80\x99" "brien", "obrien", "\xC3\x98rsted", "orsted", "zz",
		"Stra\xC3\x9F" "e", "strasse", "strassf", "\xE5\xBC\xB5", "e\xCC\x81", "e", "f",
		"a\xFF", "A\xFE" };
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		for (k = 0; k < ARRAY_LEN(names); k++) {
			AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT;

			text_fold(&a, names[i]);
			text_fold(&b, names[k]);
			assert_int_equal(sign(text_fold_cmp(names[i], names[k])),
			    sign(strcmp(a.s, b.s)));
		}
	}
	assert_int_equal(text_fold_cmp(NULL, NULL), 0);
	assert_int_equal(text_fold_cmp(NULL, ""), 0);
	assert_true(text_fold_cmp(NULL, "a") < 0);
	assert_true(text_fold_cmp("a", NULL) > 0);
}

static void
takes_digits_of_any_script(void **state)
{
	static const struct {
		const char *text, *digits;
	} cases[] = {
		{ "", "" }, { "none", "" }, { "a1b2-3", "123" },
		{ "\xD9\xA0\xD9\xA1\xD9\xA9", "019" },		/* Arabic-Indic 0 1 9 */
		{ "\xDB\xB0\xDB\xB7", "07" },			/* Persian 0 7 */
		{ "\xE0\xA5\xA6\xE0\xA5\xAF", "09" },		/* Devanagari 0 9 */
		{ "\xEF\xBC\x90\xEF\xBC\x95", "05" },		/* fullwidth 0 5 */
		{ "\xF0\x9D\x9F\x8E\xF0\x9D\x9F\x98\xF0\x9D\x9F\xBF", "009" },	/* mathematical */
		{ "\xC2\xB2\xC2\xBD\xE2\x85\xA7", "" },		/* superscript, half, roman */
		{ "1\xFF" "2", "12" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf b = BUF_INIT;

		text_digits(&b, cases[i].text);
		assert_string_equal(b.s, cases[i].digits);
	}
}

static void
makes_one_key_of_a_phone_number(void **state)
{
	static const struct {
		const char *phone, *country, *key;
	} cases[] = {
		{ "", "44", "" }, { "ask the mother", "44", "" },
		{ "999", "44", "999" }, { "+4411", "44", "4411" }, { "0 11 1", "44", "0111" },
		{ "+44 20 7946 0958", "44", "442079460958" },
		{ "+44 20 7946 0958", "1", "442079460958" },
		{ "0044 20 7946 0958", "44", "442079460958" },
		{ "020 7946 0958", "44", "442079460958" },
		{ "(020) 7946-0958", "44", "442079460958" },
		{ "+44 (0)20 7946 0958", "44", "442079460958" },
		{ "0044 (0)20 7946 0958", "43", "442079460958" },
		{ " (+44) 20 79460958", "43", "442079460958" },
		{ "\xEF\xBC\x8B\xEF\xBC\x94\xEF\xBC\x94 20 7946 0958", "1", "442079460958" },
		{ "020 7946 0958", "+44", "442079460958" },
		{ "20 7946 0958", "44", "442079460958" },
		{ "020 7946 0958", NULL, "02079460958" }, { "020 7946 0958", "", "02079460958" },
		{ "0664 1234567", "43", "436641234567" },
		{ "(0) 664 1234567", "43", "436641234567" },
		{ "(212) 555-0123", "1", "12125550123" }, { "1-212-555-0123", "1", "12125550123" },
		{ "+1 212 555 0123", "1", "12125550123" },
		{ "011 44 20 7946 0958", "1", "442079460958" },
		{ "8 (495) 123-45-67", "7", "74951234567" }, { "495 123-45-67", "7", "74951234567" },
		{ "84 95 12", "7", "7849512" }, { "123-4567", "1", "11234567" },
		{ "06 698 12345", "39", "390669812345" }, { "+39 06 698 12345", "39", "390669812345" },
		{ "06 1 234 5678", "36", "3612345678" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf b = BUF_INIT;

		text_phone_key(&b, cases[i].phone, cases[i].country);
		if (strcmp(b.s, cases[i].key) != 0)
			fail_msg("%s from %s gave %s", cases[i].phone, cases[i].country, b.s);
	}
}

static void
knows_capitals(void **state)
{
	assert_true(text_is_capital("\xC3\x89lodie"));
	assert_true(text_is_capital("\xCE\xA9"));
	assert_true(text_is_capital("A"));
	assert_false(text_is_capital("\xC3\xA9"));
	assert_false(text_is_capital("\xE5\xBC\xB5"));
	assert_false(text_is_capital("\xC3"));
	assert_false(text_is_capital(""));
}

static void
compares_keywords(void **state)
{
	assert_true(text_is("First Name", "FIRST name"));
	assert_true(text_is("", ""));
	assert_false(text_is("name", "names"));
	assert_true(text_has_word("cheek_l,chin", ',', "chin"));
	assert_false(text_has_word("cheek_l,chin", ',', "cheek"));
	assert_false(text_has_word("cheek_l,chin", ' ', "chin"));
	assert_false(text_has_word("", ',', "chin"));
	assert_true(text_is_code("cheek_l2", 8));
	assert_false(text_is_code("cheek_l2", 7));
	assert_false(text_is_code("Cheek", 9));
	assert_false(text_is_code("", 9));
	assert_false(text_is_code(NULL, 9));
	assert_false(text_is("names", "name"));
	assert_false(text_is("@", "`"));	/* differ as A and a do */
	assert_false(text_is("[", "{"));
	assert_false(text_is("\xC3\x84", "\xC3\xA4"));	/* ASCII only */
	assert_false(text_is(NULL, ""));
	assert_false(text_is("", NULL));
}

static void
a_web_page_gets_no_markup(void **state)
{
	AUTO_BUF struct buf is = BUF_INIT;

	text_html(&is, "<b a=\"1\">O'Brien & Müller</b>");
	assert_string_equal(is.s, "&#60;b a=&#34;1&#34;&#62;O&#39;Brien &#38; Müller&#60;/b&#62;");
}

/* Words are whole, whatever stands between them but what parts a list. */
static void
finds_whole_words(void **state)
{
	static const struct { const char *text, *phrase, *found; } cases[] = {
		{ "shellac, aqua", "shellac", "shellac" }, { "shellacs", "shellac", NULL },
		{ "no shell, shellac", "shellac", "shellac" }, { "", "aqua", NULL },
		{ "aqua", "", NULL }, { "aqua", " , ", NULL }, { "aqua", "*", NULL },
		{ "a - aqua", "-", NULL },
		{ "blood-thinner", "blood thinner", "blood-thinner" },
		{ "some blood \n(thinner)", " blood thinner ", "blood \n(thinner" },
		{ "blood, thinner", "blood thinner", NULL },
		{ "blood; thinner", "blood thinner", NULL },
		{ "blood, thinner", "blood;thinner", "blood, thinner" },
		{ "blood thin", "blood thinner", NULL },
		{ "the blood blood thinner", "blood thinner", "blood thinner" },
		{ "heparinoid", "hepar*", "heparinoid" }, { "hepar", "hepar* ", "hepar" },
		{ "5-fu cream", "5 f*", "5-fu" }, { "ahepar", "hepar*", NULL },
		{ "st. john's wort", "st johns wort", NULL },
		{ "n\xC3\xA4vus", "n", NULL },
	};
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const char *phrase = cases[i].phrase;
		const char *at = words_find(cases[i].text, phrase, strlen(phrase), &n);
		AUTO_FREE char *is = xstrndup(at != NULL ? at : "nowhere", at != NULL ? n : 7);

		assert_string_equal(is, cases[i].found != NULL ? cases[i].found : "nowhere");
	}
	assert_string_equal(words_find("shellac*", "shell*x", 6, &n), "shellac*");
}

TEST_MAIN(
	cmocka_unit_test(finds_the_first_bad_byte),
	cmocka_unit_test(trims_both_ends),
	cmocka_unit_test(folds_letters),
	cmocka_unit_test(folding_is_settled_for_every_code_point),
	cmocka_unit_test(folds_long_texts),
	cmocka_unit_test(compares_folded),
	cmocka_unit_test(takes_digits_of_any_script),
	cmocka_unit_test(makes_one_key_of_a_phone_number),
	cmocka_unit_test(knows_capitals),
	cmocka_unit_test(a_web_page_gets_no_markup),
	cmocka_unit_test(compares_keywords),
	cmocka_unit_test(finds_whole_words))
