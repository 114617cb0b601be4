/*
 * Field parsing under arbitrary bytes. The first byte chooses the field. What
 * is accepted passes field_check() and is read back from its plain form as the
 * same value, whatever the practice's settings; what is refused leaves the
 * value alone and gives a sentence that is valid UTF-8 and names the field.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "record/field.h"
#include "tests/fuzz/fuzz.h"

static const struct choice choices[] = {
	{ "booked", NULL }, { "in_treatment", "in treatment" },
	{ "no_show", "No-show" }, { "done", "booked" }, { NULL, NULL }
};

/* New ones at the end: the corpus chooses by number. */
static const struct field fields[] = {
	{ .name = "text", .label = "Text", .type = FIELD_TEXT },
	{ .name = "note", .label = "Note", .type = FIELD_NOTE },
	{ .name = "email", .label = "E-mail", .type = FIELD_EMAIL },
	{ .name = "phone", .label = "Phone", .type = FIELD_PHONE },
	{ .name = "code", .label = "Code", .type = FIELD_CODE },
	{ .name = "integer", .label = "Integer", .type = FIELD_INTEGER },
	{ .name = "minutes", .label = "Minutes", .type = FIELD_MINUTES },
	{ .name = "money", .label = "Money", .type = FIELD_MONEY },
	{ .name = "bool", .label = "Bool", .type = FIELD_BOOL },
	{ .name = "choice", .label = "Choice", .type = FIELD_CHOICE,
	  .choices = choices },
	{ .name = "date", .label = "Date", .type = FIELD_DATE },
	{ .name = "birthday", .label = "Birthday", .type = FIELD_BIRTHDAY },
	{ .name = "time", .label = "Time", .type = FIELD_TIME },
	{ .name = "instant", .label = "Instant", .type = FIELD_INSTANT },
	{ .name = "link", .label = "Link", .type = FIELD_LINK, .link = "client" },
	{ .name = "short", .label = "Short", .type = FIELD_TEXT, .max = 3 },
	{ .name = "limited", .label = "Limited", .type = FIELD_INTEGER,
	  .min = -5, .max = 5 },
	{ .name = "past", .label = "Past", .type = FIELD_DATE, .flags = FIELD_PAST },
	{ .name = "secret", .label = "Secret", .type = FIELD_INTEGER,
	  .flags = FIELD_SECRET },
	{ .name = "percent", .label = "Percent", .type = FIELD_PERCENT },
	{ .name = "days", .label = "Days", .type = FIELD_DAYS }
};

static const struct field_context contexts[] = {
	{ DATE_YMD, false, DATE_NONE },
	{ DATE_YMD, false, 20524 },	/* 2026-03-12 */
	{ DATE_DMY, true, 20524 },
	{ DATE_MDY, false, 20524 }
};

static void
accepted(const struct field *f, const struct value *v)
{
	AUTO_BUF struct buf plain = BUF_INIT;
	struct value again = VALUE_INIT;
	bool future = f->type == FIELD_BIRTHDAY && v->kind == VALUE_TEXT &&
	    date_from_iso(v->s) > 20524;
	size_t i;

	/* A birthday read without a today is compared with it when checked. */
	BUG_IF(field_check(f, v, NULL) == future);
	field_format(f, v, &plain);
	for (i = 0; i < ARRAY_LEN(contexts); i++) {
		AUTO_BUF struct buf shown = BUF_INIT;

		field_show(f, &contexts[i], v, &shown);
		BUG_IF(text_bad_byte(shown.s, shown.len) >= 0);
		if (future && contexts[i].today != DATE_NONE)
			continue;
		BUG_IF(!field_parse(f, &contexts[i], plain.s, &again, NULL));
		BUG_IF(!value_equal(&again, v));
	}
	value_clear(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct field *f;
	AUTO_FREE char *text = NULL;
	size_t i;

	if (size == 0)
		return 0;
	BUG_IF(!clock_fix("2026-03-12T09:00", NULL));
	f = &fields[data[0] % ARRAY_LEN(fields)];
	text = xstrndup((const char *)data + 1, size - 1);
	for (i = 0; i < ARRAY_LEN(contexts); i++) {
		struct value v = { VALUE_INT, 77, NULL };
		struct err e;

		err_clear(&e);
		if (field_parse(f, &contexts[i], text, &v, &e)) {
			accepted(f, &v);
		} else {
			BUG_IF(e.code != ERR_INVALID);
			BUG_IF(strcmp(e.field, f->name) != 0);
			BUG_IF(*e.text == '\0');
			BUG_IF(text_bad_byte(e.text, strlen(e.text)) >= 0);
			BUG_IF(v.kind != VALUE_INT || v.i != 77);
		}
		value_clear(&v);
	}
	return 0;
}
