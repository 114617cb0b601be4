/*
 * fuzz_chart.c - any text as the template of a chart.
 *
 * It is refused with a sentence, or what came of it is whole: texts that can be shown, each
 * item found by its code and each zone by its letter, depths in order and with a source, and
 * an ask that takes its own answers and both ends of its numbers, but nothing beyond.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/chart_template.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/clinic.h"

static void
check_text(const char *text)
{
	BUG_IF(text != NULL && text_bad_byte(text, strlen(text)) >= 0);
}

/* What is typed is stored as that (NULL: refused with a sentence). */
static void
check_typed(const struct chart_item *ask, const char *typed, const char *stored)
{
	struct err e = { 0 };
	AUTO_FREE char *value = chart_item_parse(ask, typed, &e);

	BUG_IF((value == NULL) != (stored == NULL));
	BUG_IF(value == NULL && (e.code != ERR_INVALID || e.text[0] == '\0'));
	BUG_IF(value != NULL && strcmp(value, stored) != 0);
}

static void
check_number(const struct chart_item *ask, int64_t n, bool allowed)
{
	AUTO_FREE char *typed = xasprintf("%" PRId64, n);

	check_typed(ask, typed, allowed ? typed : NULL);
}

static void
check_ask(const struct chart_item *ask)
{
	size_t i;

	check_typed(ask, "", "");
	for (i = 0; i < ask->n_answers; i++) {
		check_text(ask->answers[i].label);
		check_typed(ask, ask->answers[i].key, ask->answers[i].value);
		BUG_IF(chart_item_show(ask, ask->answers[i].value) != ask->answers[i].label);
	}
	if (ask->kind == CHART_CHOICE)
		check_typed(ask, "!", NULL);
	if (ask->kind != CHART_NUMBER)
		return;
	check_number(ask, ask->min, true);
	check_number(ask, ask->max, true);
	check_number(ask, ask->min - 1, false);
	check_number(ask, ask->max + 1, false);
}

static void
check_item(const struct chart_template *t, enum chart_part part, const struct chart_item *it)
{
	const char *const texts[] = { it->code, it->label, it->source, it->zones, it->scale,
	    it->of, it->moment };
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		check_text(texts[i]);
	BUG_IF(it->label == NULL || chart_item(t, part, it->code) != it);
	BUG_IF(part == CHART_ZONES && chart_zone_of_key(t, it->key) != it);
	BUG_IF((part == CHART_ZONES || part == CHART_INDICATIONS) && it->from <= it->to &&
	    it->source == NULL);
	if (part == CHART_HEAD || part == CHART_OUTCOME ||
	    (part == CHART_COLUMNS && it->kind >= CHART_CHOICE))
		check_ask(it);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct practice *p;
	AUTO_FREE char *json = xstrndup((const char *)data, size);
	struct chart_template *t;
	struct err e = { 0 };
	size_t part, i;

	if (p == NULL) {
		AUTO_FREE char *path = clinic_new("chart.db");

		p = clinic_open(path, "mara");
	}
	t = chart_template_parse(p->db, json, &e);
	if (t == NULL) {
		BUG_IF(e.code != ERR_INVALID || e.text[0] == '\0');
		return 0;
	}
	check_text(t->title);
	BUG_IF(t->parts[CHART_COLUMNS].n == 0 || t->parts[CHART_ZONES].n == 0);
	for (part = 0; part < CHART_PARTS; part++)
		for (i = 0; i < t->parts[part].n; i++)
			check_item(t, (enum chart_part)part, &t->parts[part].items[i]);
	chart_template_free(t);
	return 0;
}
