/*
 * What may be typed into a field of each type, what is stored and shown for it,
 * and the sentence a person gets for anything else. What is refused leaves the
 * value that stood there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "record/field.h"
#include "tests/support/test.h"

#define TODAY 20524	/* 2026-03-12, a Thursday */

static const struct field_context typed = { DATE_DMY, true, TODAY };

static const struct choice states[] = {
	{ "booked", NULL }, { "here", "in the clinic" },
	{ "no_show", "No-show" }, { "done", "here" }, { NULL, NULL }
};

static const struct field
    text = { .name = "city", .label = "City", .type = FIELD_TEXT },
    brief = { .name = "alert", .label = "Alert", .type = FIELD_TEXT, .max = 5 },
    note = { .name = "notes", .label = "Notes", .type = FIELD_NOTE },
    email = { .name = "email", .label = "E-mail", .type = FIELD_EMAIL },
    phone = { .name = "phone", .label = "Phone", .type = FIELD_PHONE },
    code = { .name = "lot", .label = "Lot", .type = FIELD_CODE },
    number = { .name = "pieces", .label = "Pieces", .type = FIELD_INTEGER },
    stars = { .name = "stars", .label = "Stars", .type = FIELD_INTEGER,
	.min = 1, .max = 5 },
    widest = { .name = "row", .label = "Row", .type = FIELD_INTEGER,
	.min = 1, .max = INT64_MAX },
    atleast = { .name = "n", .label = "Count", .type = FIELD_INTEGER, .min = 3 },
    minutes = { .name = "minutes", .label = "Minutes", .type = FIELD_MINUTES },
    numbing = { .name = "numbing", .label = "Numbing", .type = FIELD_MINUTES,
	.max = 240 },
    amount = { .name = "price", .label = "Price", .type = FIELD_MONEY },
    tip = { .name = "tip", .label = "Tip", .type = FIELD_MONEY,
	.min = 5000, .max = 1000000 },
    rate = { .name = "rate", .label = "Rate", .type = FIELD_PERCENT },
    yesno = { .name = "archived", .label = "Archived", .type = FIELD_BOOL },
    state = { .name = "status", .label = "Status", .type = FIELD_CHOICE,
	.choices = states },
    day = { .name = "date", .label = "Date", .type = FIELD_DATE },
    pastday = { .name = "since", .label = "Since", .type = FIELD_DATE,
	.flags = FIELD_PAST },
    born = { .name = "born", .label = "Born", .type = FIELD_BIRTHDAY },
    start = { .name = "start", .label = "Start", .type = FIELD_TIME },
    at = { .name = "at", .label = "At", .type = FIELD_INSTANT },
    client = { .name = "client", .label = "Client", .type = FIELD_LINK,
	.link = "client" },
    pin = { .name = "pin", .label = "PIN", .type = FIELD_INTEGER,
	.flags = FIELD_SECRET };

/* Typed, its plain form, and the form for people (NULL: the plain one). */
struct accepted {
	const struct field *f;
	const char *typed, *plain, *shown;
};

static const struct accepted accepted_text[] = {
	{ &text, "Graz", "Graz", NULL },
	{ &text, "  Bad\tIschl \t", "Bad\tIschl", NULL },
	{ &text, "\u00a0Zoë\u3000", "Zoë", NULL },
	{ &text, "=HYPERLINK(1)", "=HYPERLINK(1)", NULL },
	{ &text, "\u202e", "\u202e", NULL },	/* text_show() marks it */
	{ &brief, "ab de", "ab de", NULL },
	{ &brief, "ÄÖÜ王👩", "ÄÖÜ王👩", NULL },
	{ &brief, "  abcde  ", "abcde", NULL },
	{ &note, "one\r\ntwo\rthree\n", "one\ntwo\nthree", NULL },
	{ &note, "\n\n a\n\nb", "a\n\nb", NULL },
	{ &email, " Ann.O'Neil+x@example.co.uk ", "Ann.O'Neil+x@example.co.uk", NULL },
	{ &email, "\"a@b\"@example.org", "\"a@b\"@example.org", NULL },
	{ &email, "jürgen@bücher.example", "jürgen@bücher.example", NULL },
	{ &phone, "+44 (0)20 7946-0018 x3", "+44 (0)20 7946-0018 x3", NULL },
	{ &code, " 007 ", "007", NULL },
	{ &code, "a b", "a b", NULL },
	{ &state, "booked", "booked", NULL },
	{ &state, "NO_SHOW", "no_show", "No-show" },
	{ &state, " no-SHOW ", "no_show", "No-show" },
	{ &state, "In The Clinic", "here", "in the clinic" },
	{ &state, "here", "here", "in the clinic" },	/* a value before a label */
	{ &state, "done", "done", "here" }
};

static const struct accepted accepted_numbers[] = {
	{ &number, "12", "12", NULL },
	{ &number, "+12", "12", NULL },
	{ &number, "-12", "-12", NULL },
	{ &number, "-0", "0", NULL },
	{ &number, "0012", "12", NULL },
	{ &number, "12.0", "12", NULL },
	{ &number, "12.000", "12", NULL },
	{ &number, "999999999999999", "999999999999999", NULL },
	{ &number, "-999999999999999", "-999999999999999", NULL },
	{ &stars, "1", "1", NULL },
	{ &stars, "5", "5", NULL },
	{ &widest, "999999999999999", "999999999999999", NULL },
	{ &atleast, "3", "3", NULL },
	{ &minutes, "0", "0", "0 min" },
	{ &minutes, "45", "45", "45 min" },
	{ &minutes, "60 min", "60", "1 h" },
	{ &minutes, "90 Minutes", "90", "1 h 30 min" },
	{ &minutes, "1:30", "90", "1 h 30 min" },
	{ &minutes, "0:05", "5", "5 min" },
	{ &minutes, "2h", "120", "2 h" },
	{ &minutes, "1h30", "90", "1 h 30 min" },
	{ &minutes, "1 hour 5 mins", "65", "1 h 5 min" },
	{ &minutes, "1 HR 5M", "65", "1 h 5 min" },
	{ &numbing, "240", "240", "4 h" },
	{ &amount, "12", "12.00", NULL },
	{ &amount, "4.032", "4.032", "4.03" },
	{ &amount, "$1,234.5", "1234.50", NULL },
	{ &amount, "(12.00)", "-12.00", NULL },
	{ &amount, "0.005", "0.005", "0.01" },
	{ &amount, "-0.005", "-0.005", "-0.01" },
	{ &amount, "99999999999.9999", "99999999999.9999", "100000000000.00" },
	{ &tip, "0.50", "0.50", NULL },
	{ &tip, "100", "100.00", NULL },
	{ &rate, "6.25", "6.25", "6.25 %" },
	{ &rate, "6,25", "6.25", "6.25 %" },
	{ &rate, " 6.25 % ", "6.25", "6.25 %" },
	{ &rate, "6.25%", "6.25", "6.25 %" },
	{ &rate, "6", "6.00", "6.00 %" },
	{ &rate, ".5", "0.50", "0.50 %" },
	{ &rate, "9.9700", "9.97", "9.97 %" },
	{ &rate, "9.975", "9.975", "9.975 %" },
	{ &rate, "9,975 %", "9.975", "9.975 %" },
	{ &rate, "9.97500", "9.975", "9.975 %" },
	{ &rate, "0.005", "0.005", "0.005 %" },
	{ &rate, ".625", "0.625", "0.625 %" },
	{ &rate, "99.999", "99.999", "99.999 %" },
	{ &rate, "0", "0.00", "0.00 %" },
	{ &rate, "100 %", "100.00", "100.00 %" },
	{ &yesno, "yes", "yes", NULL }, { &yesno, "Y", "yes", NULL },
	{ &yesno, "TRUE", "yes", NULL }, { &yesno, "t", "yes", NULL },
	{ &yesno, "1", "yes", NULL }, { &yesno, "No", "no", NULL },
	{ &yesno, "n", "no", NULL }, { &yesno, "false", "no", NULL },
	{ &yesno, "F", "no", NULL }, { &yesno, "0", "no", NULL },
	{ &client, "12", "12", "#12" },
	{ &client, " #12 ", "12", "#12" },
	{ &pin, "1234", "1234", "" }
};

static const struct accepted accepted_days[] = {
	{ &day, "2026-03-12", "2026-03-12", "12 Mar 2026" },
	{ &day, "0001-01-01", "0001-01-01", "1 Jan 0001" },
	{ &day, "9999-12-31", "9999-12-31", "31 Dec 9999" },
	{ &day, "2024-02-29", "2024-02-29", "29 Feb 2024" },
	{ &day, "t", "2026-03-12", "12 Mar 2026" },
	{ &day, "t+7", "2026-03-19", "19 Mar 2026" },
	{ &day, "3/4/2026", "2026-04-03", "3 Apr 2026" },
	{ &day, "12 mar", "2026-03-12", "12 Mar 2026" },
	{ &day, "11", "2026-04-11", "11 Apr 2026" },
	{ &pastday, "11", "2026-03-11", "11 Mar 2026" },
	{ &born, "3/4/84", "1984-04-03", "3 Apr 1984" },
	{ &born, "12/3/26", "2026-03-12", "12 Mar 2026" },
	{ &born, "13/3/26", "1926-03-13", "13 Mar 1926" },
	{ &born, "2026-03-12", "2026-03-12", "12 Mar 2026" },
	{ &start, "9:30", "09:30", "9:30a" },
	{ &start, "2p", "14:00", "2:00p" },
	{ &start, "0:00", "00:00", "12:00a" },
	{ &start, "23:59", "23:59", "11:59p" },
	{ &at, "2026-03-12T14:05:09Z", "2026-03-12T14:05:09Z",
	    "12 Mar 2026 3:05p" },
	{ &at, "2026-07-01T00:30:00+02:00", "2026-06-30T22:30:00Z",
	    "1 Jul 2026 12:30a" },
	{ &at, "2026-03-12T15:05:09", "2026-03-12T14:05:09Z",
	    "12 Mar 2026 3:05p" }
};

static void
assert_accepted(const struct accepted *a, size_t n)
{
	for (; n-- > 0; a++) {
		AUTO_BUF struct buf plain = BUF_INIT, shown = BUF_INIT;
		struct value v = VALUE_INIT;
		struct err e;

		if (!field_parse(a->f, &typed, a->typed, &v, &e))
			fail_msg("\"%s\" is refused: %s", a->typed, e.text);
		assert_int_equal(v.kind, field_kind(a->f));
		field_format(a->f, &v, &plain);
		field_show(a->f, &typed, &v, &shown);
		assert_string_equal(plain.s, a->plain);
		assert_string_equal(shown.s, a->shown != NULL ? a->shown : a->plain);
		value_clear(&v);
	}
}

static void
reads_text(void **unused)
{
	assert_accepted(accepted_text, ARRAY_LEN(accepted_text));
}

static void
reads_numbers(void **unused)
{
	assert_accepted(accepted_numbers, ARRAY_LEN(accepted_numbers));
}

static void
reads_days_and_times(void **unused)
{
	assert_true(clock_set_zone("Europe/Vienna", NULL));
	assert_accepted(accepted_days, ARRAY_LEN(accepted_days));
	assert_true(clock_set_zone("UTC", NULL));
}

struct refused {
	const struct field *f;
	const char *typed, *sentence;
};

static void
assert_refused(const struct field_context *c, const struct refused *r, size_t n)
{
	for (; n-- > 0; r++) {
		struct value v = { VALUE_INT, 77, NULL };
		struct err e;

		if (field_parse(r->f, c, r->typed, &v, &e))
			fail_msg("%s takes \"%s\"", r->f->label, r->typed);
		assert_int_equal(e.code, ERR_INVALID);
		assert_string_equal(e.field, r->f->name);
		assert_string_equal(e.text, r->sentence);
		assert_int_equal(v.kind, VALUE_INT);
		assert_int_equal(v.i, 77);
		/* Who wants no sentence gets none, and no fault. */
		assert_false(field_parse(r->f, c, r->typed, &v, NULL));
	}
}

#define STATUS "Status must be one of booked, here, no_show, done, not "
#define PIECES "Pieces must be a whole number such as 12, not "
#define PIECES_RANGE "Pieces must be between -999999999999999 and 999999999999999"
#define RATE "Rate must be 0 to 100 with up to three decimals, not "
#define MINUTES "Minutes must be minutes such as 90 or 1:30, not "
#define PRICE "Price must be an amount such as 12.50, below 100,000,000,000, not "
#define LINK "Client must be a record's number such as 12 or #12, not "
#define EMAIL "E-mail must be an address such as name@example.org, not "

static const struct refused refused_text[] = {
	{ &brief, "abcdef", "Alert must have at most 5 characters, not 6" },
	{ &brief, "ÄÖÜ王👩.", "Alert must have at most 5 characters, not 6" },
	{ &text, "a\nb", "City must be one line" },
	{ &text, "a\r\nb", "City must be one line" },
	{ &text, "\033[31mred", "City must not hold control characters such as U+001B" },
	{ &text, "a\x7f", "City must not hold control characters such as U+007F" },
	{ &text, "a\xc2\x9b" "31m", "City must not hold control characters such as U+009B" },
	{ &note, "a\vb", "Notes must not hold control characters such as U+000B" },
	{ &text, "Gr\xe4z", "City is not valid UTF-8 text: byte 3 is wrong" },
	{ &text, "\xc0\xaf", "City is not valid UTF-8 text: byte 1 is wrong" },
	{ &text, "\xed\xa0\x80", "City is not valid UTF-8 text: byte 1 is wrong" },
	{ &number, "1\xff", "Pieces is not valid UTF-8 text: byte 2 is wrong" },
	{ &code, "a\001", "Lot must not hold control characters such as U+0001" },
	{ &email, "ann", EMAIL "\"ann\"" },
	{ &email, "@example.org", EMAIL "\"@example.org\"" },
	{ &email, "ann@", EMAIL "\"ann@\"" },
	{ &email, "ann b@example.org", EMAIL "\"ann b@example.org\"" },
	{ &email, "ann\u00a0b@example.org", EMAIL "\"ann\u00a0b@example.org\"" },
	{ &state, "gone", STATUS "\"gone\"" },
	{ &state, "noshow", STATUS "\"noshow\"" },
	{ &state, "bo\033]0;x\007oked", STATUS "\"bo^[]0;x^Goked\"" }
};

static const struct refused refused_numbers[] = {
	{ &number, "abc", PIECES "\"abc\"" },
	{ &number, "1 2", PIECES "\"1 2\"" },
	{ &number, "1.5", PIECES "\"1.5\"" },
	{ &number, "12.", PIECES "\"12.\"" },
	{ &number, "--1", PIECES "\"--1\"" },
	{ &number, "-", PIECES "\"-\"" },
	{ &number, "0x10", PIECES "\"0x10\"" },
	{ &number, "1e3", PIECES "\"1e3\"" },
	{ &number, "\u0661", PIECES "\"\u0661\"" },
	{ &number, "1000000000000000", PIECES_RANGE },
	{ &number, "9223372036854775808", PIECES_RANGE },
	{ &number, "-9223372036854775809", PIECES_RANGE },
	{ &number, "18446744073709551617", PIECES_RANGE },
	{ &widest, "9223372036854775807", "Row must be at least 1" },
	{ &stars, "0", "Stars must be between 1 and 5" },
	{ &stars, "6", "Stars must be between 1 and 5" },
	{ &atleast, "2", "Count must be at least 3" },
	{ &minutes, "-5", MINUTES "\"-5\"" },
	{ &minutes, "1:5", MINUTES "\"1:5\"" },
	{ &minutes, "1:60", MINUTES "\"1:60\"" },
	{ &minutes, "1h 75", MINUTES "\"1h 75\"" },
	{ &minutes, "1h 5h", MINUTES "\"1h 5h\"" },
	{ &minutes, "5 min 1 h", MINUTES "\"5 min 1 h\"" },
	{ &minutes, "5 lightyears", MINUTES "\"5 lightyears\"" },
	{ &minutes, "1.5", MINUTES "\"1.5\"" },
	{ &minutes, "527041", "Minutes must be between 0 and 527040" },
	{ &minutes, "99999999999999999999 h", "Minutes must be between 0 and 527040" },
	{ &numbing, "241", "Numbing must be at most 240" },
	{ &amount, "twelve", PRICE "\"twelve\"" },
	{ &amount, "1.00001", PRICE "\"1.00001\"" },
	{ &amount, "100000000000", PRICE "\"100000000000\"" },
	{ &tip, "0.49", "Tip must be between 0.50 and 100.00" },
	{ &tip, "100.0001", "Tip must be between 0.50 and 100.00" },
	{ &rate, "six", RATE "\"six\"" },
	{ &rate, "6.2555", RATE "\"6.2555\"" },
	{ &rate, "1,000.5", RATE "\"1,000.5\"" },
	{ &rate, ".", RATE "\".\"" },
	{ &rate, "6 % %", RATE "\"6 % %\"" },
	{ &rate, "%", RATE "\"%\"" },
	{ &rate, "-1", RATE "\"-1\"" },
	{ &rate, "$6", RATE "\"$6\"" },
	{ &rate, "100.001", RATE "\"100.001\"" },
	{ &rate, "825", RATE "\"825\"" },
	{ &yesno, "maybe", "Archived must be yes or no, not \"maybe\"" },
	{ &yesno, "2", "Archived must be yes or no, not \"2\"" },
	{ &client, "12a", LINK "\"12a\"" },
	{ &client, "##12", LINK "\"##12\"" },
	{ &client, "-1", LINK "\"-1\"" },
	{ &client, "Ada", LINK "\"Ada\"" },
	{ &client, "0", "Client must be between 1 and 999999999999999" },
	{ &client, "99999999999999999999", "Client must be between 1 and 999999999999999" },
	{ &pin, "12ab", "PIN must be a whole number such as 12" }
};

#define DATE "Date must be a date such as 2026-03-12, not "
#define BORN "Born must be a date such as 1984-03-12, not "
#define START "Start must be a time of day such as 14:30, not "
#define AT "At must be a day such as 2026-03-12, with a time or without, not "

static const struct refused refused_days[] = {
	{ &day, "2026-02-31", DATE "\"2026-02-31\"" },
	{ &day, "31/2/2026", DATE "\"31/2/2026\"" },
	{ &day, "2025-02-29", DATE "\"2025-02-29\"" },
	{ &day, "1900-02-29", DATE "\"1900-02-29\"" },
	{ &day, "2026-13-01", DATE "\"2026-13-01\"" },
	{ &day, "0000-01-01", DATE "\"0000-01-01\"" },
	{ &day, "10000-01-01", DATE "\"10000-01-01\"" },
	{ &day, "soon", DATE "\"soon\"" },
	{ &born, "1984-02-30", BORN "\"1984-02-30\"" },
	{ &born, "2026-03-13",
	    "Born must not be in the future: 2026-03-13 is after 2026-03-12" },
	{ &born, "13/3/2026",
	    "Born must not be in the future: 2026-03-13 is after 2026-03-12" },
	{ &born, "t+1",
	    "Born must not be in the future: 2026-03-13 is after 2026-03-12" },
	{ &start, "24:00", START "\"24:00\"" },
	{ &start, "9:60", START "\"9:60\"" },
	{ &start, "13p", START "\"13p\"" },
	{ &start, "noon-ish", START "\"noon-ish\"" },
	{ &at, "soon", AT "\"soon\"" },
	{ &at, "2026-02-31T10:00:00Z", AT "\"2026-02-31T10:00:00Z\"" }
};

/* Without a today nothing that depends on it is a date. */
static const struct refused refused_plain[] = {
	{ &day, "t", DATE "\"t\"" },
	{ &day, "12", DATE "\"12\"" },
	{ &day, "friday", DATE "\"friday\"" },
	{ &day, "12/3", DATE "\"12/3\"" }
};

static void
refuses_text(void **unused)
{
	assert_refused(&typed, refused_text, ARRAY_LEN(refused_text));
}

static void
refuses_numbers(void **unused)
{
	assert_refused(&typed, refused_numbers, ARRAY_LEN(refused_numbers));
}

static void
refuses_days_and_times(void **unused)
{
	assert_refused(&typed, refused_days, ARRAY_LEN(refused_days));
	assert_refused(&field_context_plain, refused_plain,
	    ARRAY_LEN(refused_plain));
}

static char *
repeated(const char *s, size_t times)
{
	struct buf b = BUF_INIT;

	while (times-- > 0)
		buf_adds(&b, s);
	return buf_steal(&b);
}

/* Each type's own limit counts code points, and a field may set another. */
static void
text_has_limits(void **unused)
{
	static const struct {
		const struct field *f;
		size_t max;
	} limits[] = {
		{ &text, 500 }, { &note, 100000 }, { &phone, 40 },
		{ &code, 64 }, { &brief, 5 }
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(limits); i++) {
		const struct field *f = limits[i].f;
		AUTO_FREE char *fits = repeated("王", limits[i].max);
		AUTO_FREE char *long_one = repeated("王", limits[i].max + 1);
		AUTO_FREE char *sentence = xasprintf(
		    "%s must have at most %zu characters, not %zu", f->label,
		    limits[i].max, limits[i].max + 1);
		struct refused r = { f, long_one, sentence };
		struct value v = VALUE_INIT;

		assert_true(field_parse(f, &typed, fits, &v, NULL));
		assert_string_equal(v.s, fits);
		value_clear(&v);
		assert_refused(&typed, &r, 1);
	}
}

static void
email_has_a_limit(void **unused)
{
	AUTO_FREE char *host = repeated("x", 252);
	AUTO_FREE char *fits = xasprintf("a@%s", host);
	AUTO_FREE char *over = xasprintf("ab@%s", host);
	struct refused r = { &email, over,
		"E-mail must have at most 254 characters, not 255" };
	struct value v = VALUE_INIT;

	assert_true(field_parse(&email, &typed, fits, &v, NULL));
	value_clear(&v);
	assert_refused(&typed, &r, 1);
}

/* A field of a million characters gets one short sentence, whatever its type. */
static void
million_characters_are_refused(void **unused)
{
	AUTO_FREE char *letters = repeated("ü", 1000000);
	AUTO_FREE char *digits = repeated("9", 1000000);
	const struct field *const fields[] = { &text, &note, &email, &phone, &code,
		&number, &minutes, &amount, &yesno, &state, &day, &born, &start,
		&at, &client };
	const struct refused named[] = {
		{ &text, letters, "City must have at most 500 characters, not 1000000" },
		{ &note, letters, "Notes must have at most 100000 characters, not 1000000" },
		{ &number, digits, PIECES_RANGE }
	};
	size_t i;

	assert_refused(&typed, named, ARRAY_LEN(named));
	for (i = 0; i < ARRAY_LEN(fields); i++) {
		struct value v = VALUE_INIT;
		struct err e;
		int k;

		for (k = 0; k < 2; k++) {
			assert_false(field_parse(fields[i], &typed,
			    k == 0 ? letters : digits, &v, &e));
			assert_int_equal(e.code, ERR_INVALID);
			assert_string_equal(e.field, fields[i]->name);
			assert_true(strlen(e.text) < 300);
			assert_true(text_bad_byte(e.text, strlen(e.text)) < 0);
		}
	}
}

/* Blank is no value in every type, and takes away the one that stood there. */
static void
blank_is_no_value(void **unused)
{
	const struct field *const fields[] = { &text, &note, &email, &phone, &code,
		&number, &minutes, &amount, &yesno, &state, &day, &born, &start,
		&at, &client };
	static const char *const blanks[] = { "", " ", "\t \n", "\u00a0\u3000", NULL };
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(fields); i++) {
		for (k = 0; k < ARRAY_LEN(blanks); k++) {
			AUTO_BUF struct buf b = BUF_INIT;
			struct value v = VALUE_INIT;

			value_set_text(&v, "before");
			assert_true(field_parse(fields[i], &typed, blanks[k], &v, NULL));
			assert_int_equal(v.kind, VALUE_NULL);
			assert_null(v.s);
			field_format(fields[i], &v, &b);
			field_show(fields[i], &typed, &v, &b);
			assert_string_equal(b.s, "");
			assert_true(field_check(fields[i], &v, NULL));
		}
	}
}

/* Stored values that no typing could have made: refused, yet shown as they stand. */
static void
checks_stored_values(void **unused)
{
	static const struct {
		const struct field *f;
		const char *s;		/* NULL: the number */
		int64_t i;
		const char *sentence, *shown;
	} stored[] = {
		{ &text, " x", 0, "City must not begin or end with white space", " x" },
		{ &text, "x\u3000", 0, "City must not begin or end with white space", "x\u3000" },
		{ &text, "a\nb", 0, "City must be one line", "a\nb" },
		{ &note, "a\r\nb", 0, "Notes must not hold control characters "
		    "such as U+000D", "a\r\nb" },
		{ &text, NULL, 5, "City must be stored as text", "5" },
		{ &number, "5", 0, "Pieces must be stored as a number", "5" },
		{ &state, "Here", 0, STATUS "\"Here\"", "Here" },
		{ &day, "12 Mar 2026", 0, DATE "\"12 Mar 2026\"", "12 Mar 2026" },
		{ &day, "2026-02-30", 0, DATE "\"2026-02-30\"", "2026-02-30" },
		{ &yesno, NULL, 2, "Archived must be between no and yes", "2" },
		{ &start, NULL, 1440, "Start must be between 00:00 and 23:59", "1440" },
		{ &start, NULL, -1, "Start must be between 00:00 and 23:59", "-1" },
		{ &at, NULL, INT64_MAX, "At must be between 0001-01-02T00:00:00Z "
		    "and 9999-12-30T23:59:59Z", "9223372036854775807" },
		{ &client, NULL, 0, "Client must be between 1 and 999999999999999", "0" },
		{ &number, NULL, INT64_MIN, PIECES_RANGE, "-9223372036854775808" }
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(stored); i++) {
		AUTO_BUF struct buf b = BUF_INIT;
		struct value v = VALUE_INIT;
		struct err e;

		if (stored[i].s != NULL)
			value_set_text(&v, stored[i].s);
		else
			value_set_int(&v, stored[i].i);
		assert_false(field_check(stored[i].f, &v, &e));
		assert_int_equal(e.code, ERR_INVALID);
		assert_string_equal(e.field, stored[i].f->name);
		assert_string_equal(e.text, stored[i].sentence);
		field_show(stored[i].f, &typed, &v, &b);
		assert_string_equal(b.s, stored[i].shown);
		value_clear(&v);
	}
}

static void
refused_text_is_quoted_short(void **unused)
{
	AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;
	AUTO_FREE char *wide = repeated("王", 100);
	AUTO_FREE char *families = repeated("👨‍👩‍👧", 100);

	/* Many bytes in few columns: none is cut in the middle. */
	field_quote(&c, families);
	assert_true(text_width(c.s) <= 40);
	assert_null(strchr(c.s, '<'));
	field_quote(&a, wide);
	assert_int_equal(text_width(a.s), 40);
	field_quote(&b, "\033[2J\u202eevil\xff");
	assert_string_equal(b.s, "^[[2J<202E>evil<FF>");
}

static void
values_are_copied_and_compared(void **unused)
{
	struct value a = VALUE_INIT, b = VALUE_INIT;

	assert_true(value_equal(&a, &b));
	value_set_int(&a, 0);
	assert_false(value_equal(&a, &b));
	value_copy(&b, &a);
	assert_true(value_equal(&a, &b));
	value_set_int(&b, 1);
	assert_false(value_equal(&a, &b));
	value_set_text(&a, "x");
	value_copy(&b, &a);
	assert_ptr_not_equal(a.s, b.s);
	assert_true(value_equal(&a, &b));
	value_set_text(&b, b.s);	/* its own text */
	assert_string_equal(b.s, "x");
	value_copy(&b, &b);
	assert_string_equal(b.s, "x");
	value_set_text(&b, NULL);
	assert_int_equal(b.kind, VALUE_NULL);
	value_clear(&a);
}

static void
says_what_columns_hold(void **unused)
{
	static const struct {
		const struct field *f;
		const char *column;
		bool written;
	} types[] = {
		{ &text, "TEXT", true }, { &note, "TEXT", true },
		{ &email, "TEXT", true }, { &phone, "TEXT", true },
		{ &code, "TEXT", true }, { &number, "INTEGER", false },
		{ &minutes, "INTEGER", false }, { &amount, "INTEGER", false },
		{ &yesno, "INTEGER", false }, { &state, "TEXT", false },
		{ &day, "TEXT", false }, { &born, "TEXT", false },
		{ &start, "INTEGER", false }, { &at, "INTEGER", false },
		{ &client, "INTEGER", false }
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(types); i++) {
		assert_string_equal(field_column_type(types[i].f), types[i].column);
		assert_int_equal(field_is_text(types[i].f), types[i].written);
	}
}

TEST_MAIN(
	cmocka_unit_test(reads_text),
	cmocka_unit_test(reads_numbers),
	cmocka_unit_test(reads_days_and_times),
	cmocka_unit_test(refuses_text),
	cmocka_unit_test(refuses_numbers),
	cmocka_unit_test(refuses_days_and_times),
	cmocka_unit_test(text_has_limits),
	cmocka_unit_test(email_has_a_limit),
	cmocka_unit_test(million_characters_are_refused),
	cmocka_unit_test(blank_is_no_value),
	cmocka_unit_test(checks_stored_values),
	cmocka_unit_test(refused_text_is_quoted_short),
	cmocka_unit_test(values_are_copied_and_compared),
	cmocka_unit_test(says_what_columns_hold))
