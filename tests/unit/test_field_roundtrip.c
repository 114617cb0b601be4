/*
 * What field_format() writes, field_parse() reads back as the same value: for
 * random values of every field of every record type and of each type without
 * limits, whatever the practice's settings. Also that what a person is shown
 * may be typed again, where showing does not round.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "record/record.h"
#include "tests/support/test.h"

#define ROUNDS 200

static uint64_t seed = 20260312;

static uint64_t
random_bits(void)
{
	uint64_t z = (seed += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* Both ends included; the ends themselves come often. */
static int64_t
random_between(int64_t low, int64_t high)
{
	uint64_t span = (uint64_t)high - (uint64_t)low;

	switch (random_bits() % 8) {
	case 0:
		return low;
	case 1:
		return high;
	case 2:
		return low + (int64_t)(span < 10 ? random_bits() % (span + 1) :
		    random_bits() % 10);
	default:
		return low + (int64_t)(random_bits() % (span + 1));
	}
}

static void
add_code_point(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(b, (char)c);
	} else if (c < 0x800) {
		buf_addc(b, (char)(0xc0 | c >> 6));
		buf_addc(b, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_addc(b, (char)(0xe0 | c >> 12));
		buf_addc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(b, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_addc(b, (char)(0xf0 | c >> 18));
		buf_addc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_addc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(b, (char)(0x80 | (c & 0x3f)));
	}
}

/* A visible character of any plane: no control, surrogate or space, and no @,
 * which an address must not end in. */
static uint32_t
random_character(void)
{
	static const uint32_t starts[] = { 0x21, 0x41, 0xc0, 0x391, 0x410, 0x5d0,
		0x4e00, 0xac00, 0x1f600, 0x20000 };

	return starts[random_bits() % ARRAY_LEN(starts)] + random_bits() % 30;
}

static void
random_text(const struct field *f, struct buf *b)
{
	int64_t min, max, n, i;

	field_limits(f, &min, &max);
	n = 1 + (int64_t)(random_bits() % (uint64_t)(max > 50 ? 50 : max));
	if (max <= 1000 && random_bits() % 50 == 0)
		n = max;
	for (i = 0; i < n; i++) {
		uint64_t what = i == 0 || i == n - 1 ? 99 : random_bits() % 100;

		if (f->type == FIELD_EMAIL)
			add_code_point(b, i == n / 2 ? '@' : random_character());
		else if (what < 10)
			buf_addc(b, ' ');
		else if (what < 12)
			buf_addc(b, '\t');
		else if (what < 15 && f->type == FIELD_NOTE)
			buf_addc(b, '\n');
		else
			add_code_point(b, random_character());
	}
}

static void
random_value(const struct field *f, struct value *v)
{
	AUTO_BUF struct buf b = BUF_INIT;
	char iso[DATE_ISO_SIZE];
	int64_t min, max;
	size_t n = 0;

	if (field_kind(f) == VALUE_INT) {
		field_limits(f, &min, &max);
		value_set_int(v, random_between(min, max));
		/* a third decimal that is none is not stored as one */
		if (f->type == FIELD_PERCENT && v->i < 0 && v->i % 10 == 0)
			value_set_int(v, v->i / -10);
	} else if (f->type == FIELD_CHOICE) {
		while (f->choices[n].value != NULL)
			n++;
		value_set_text(v, f->choices[random_bits() % n].value);
	} else if (f->type == FIELD_DATE || f->type == FIELD_BIRTHDAY) {
		date_day last = f->type == FIELD_DATE ? date_make(9999, 12, 31) :
		    clock_today();

		value_set_text(v, date_to_iso((date_day)random_between(
		    date_make(1, 1, 1), last), iso));
	} else {
		do {
			buf_cut(&b, 0);
			random_text(f, &b);
		} while (f->type == FIELD_EMAIL && text_count(b.s) < 3);
		value_set_text(v, b.s);
	}
}

static const struct field_context contexts[] = {
	{ DATE_YMD, false, DATE_NONE },
	{ DATE_YMD, true, 20524 },	/* 2026-03-12 */
	{ DATE_DMY, false, 20524 },
	{ DATE_MDY, true, 20524 }
};

static void
assert_reads(const struct field *f, const struct field_context *c,
    const char *text, const struct value *want)
{
	struct value got = VALUE_INIT;
	struct err e;

	if (!field_parse(f, c, text, &got, &e))
		fail_msg("%s: \"%s\" is refused: %s", f->name, text, e.text);
	if (!value_equal(&got, want))
		fail_msg("%s: \"%s\" is read as another value", f->name, text);
	value_clear(&got);
}

/* Showing a dated instant drops its seconds, showing money rounds it. */
static bool
shown_exactly(const struct field *f)
{
	return f->type != FIELD_MONEY && f->type != FIELD_INSTANT &&
	    (f->flags & FIELD_SECRET) == 0;
}

static void
round_trip(const struct field *f)
{
	struct value v = VALUE_INIT;
	struct err e;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		AUTO_BUF struct buf text = BUF_INIT;
		size_t k;

		random_value(f, &v);
		if (!field_check(f, &v, &e))
			fail_msg("%s: %s", f->name, e.text);
		field_format(f, &v, &text);
		for (k = 0; k < ARRAY_LEN(contexts); k++) {
			AUTO_BUF struct buf shown = BUF_INIT;

			assert_reads(f, &contexts[k], text.s, &v);
			if (!shown_exactly(f) || contexts[k].today == DATE_NONE)
				continue;
			field_show(f, &contexts[k], &v, &shown);
			assert_reads(f, &contexts[k], shown.s, &v);
		}
	}
	value_clear(&v);
}

static void
every_type(void **state)
{
	static const struct choice colours[] = {
		{ "red", "Red as wine" }, { "blue", NULL },
		{ "green", "blue-green" }, { NULL, NULL }
	};
	int type;

	assert_true(clock_fix("2026-03-12T09:00", NULL));
	for (type = FIELD_TEXT; type <= FIELD_LINK; type++) {
		struct field f = { .name = "f", .label = "F",
			.type = (enum field_type)type,
			.choices = type == FIELD_CHOICE ? colours : NULL };

		round_trip(&f);
	}
}

static void
every_field_of_every_record_type(void **state)
{
	size_t fields = 0;
	size_t t, i;

	assert_true(clock_fix("2026-03-12T09:00", NULL));
	for (t = 0; record_types[t] != NULL; t++) {
		for (i = 0; i < record_types[t]->n_fields; i++, fields++)
			round_trip(&record_types[t]->fields[i]);
	}
	assert_true(fields > 100);
}

/* Instants are stored in UTC: the clinic's zone changes what is shown only. */
static void
instants_in_any_zone(void **state)
{
	static const char *const zones[] = { "Europe/Vienna",
		"America/St_Johns", "Pacific/Kiritimati", "UTC" };
	struct field f = { .name = "at", .label = "At", .type = FIELD_INSTANT };
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(zones); i++) {
		if (!clock_set_zone(zones[i], &e))
			fail_msg("%s", e.text);
		round_trip(&f);
	}
}

TEST_MAIN(
	cmocka_unit_test(every_type),
	cmocka_unit_test(every_field_of_every_record_type),
	cmocka_unit_test(instants_in_any_zone))
