/*
 * screening_answers.c - the answers of a screening: what may be one, as typed, as shown and as
 * stored.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/json.h"
#include "practice/screening.h"

bool
screening_day_span(const char *answer, date_day *first, date_day *last)
{
	char iso[DATE_ISO_SIZE];

	if (date_month_range(answer, first, last))
		return true;
	if (strlen(answer) != 4) {
		*first = *last = date_from_iso(answer);
		return *first != DATE_NONE;
	}
	snprintf(iso, sizeof(iso), "%s-01-01", answer);
	*first = date_from_iso(iso);
	snprintf(iso, sizeof(iso), "%s-12-31", answer);
	*last = date_from_iso(iso);
	return *first != DATE_NONE;
}

bool
screening_has_answer(const struct field *item, const char *answer)
{
	date_day first, last;

	if (strcmp(answer, ANSWER_UNKNOWN) == 0)
		return true;
	if (item->type != FIELD_CHOICE)
		return strcmp(answer, ANSWER_NEVER) == 0 ||
		    screening_day_span(answer, &first, &last);
	return choice_find(item->choices, answer) != NULL;
}

const char *
screening_day_words(const char *answer, char words[24])
{
	date_day first, last;

	if (strlen(answer) == 4 || !screening_day_span(answer, &first, &last))
		return answer;
	date_to_words(first, first == last, words);
	if (first != last)	/* without the day: "Mar 2026" */
		memmove(words, words + 2, strlen(words + 2) + 1);
	return words;
}

bool
screening_never_fits(const struct checklist *c, size_t item)
{
	return c->fields[item].type == FIELD_BIRTHDAY && c->asks[item].only_if < 0;
}

/* A month or a year alone, stored as imprecise as it was given. */
static char *
parse_span(const struct field *f, date_day today, const char *typed, struct err *e)
{
	int year, month;
	char *answer;
	date_day first, last;

	if (today == DATE_NONE)		/* what was stored */
		return strlen(typed) <= 7 && screening_day_span(typed, &first, &last) ?
		    xstrdup(typed) : NULL;
	if (!date_parse_month(typed, today, true, &year, &month))
		return NULL;
	answer = month == 0 ? xasprintf("%04d", year) :
	    xasprintf("%04d-%02d", year, month);
	if (screening_day_span(answer, &first, &last) && first <= today)
		return answer;
	err_set(e, ERR_INVALID, f->name, "%s is in the future; this asks for a day in "
	    "the past.", answer);
	free(answer);
	return NULL;
}

/* "Isotretinoin, now or before?" was answered with stopped: there was a last dose. */
static char *
never_is_refused(const struct checklist *c, size_t item, struct err *e)
{
	const struct checklist_ask *a = &c->asks[item];

	err_set(e, ERR_INVALID, c->fields[item].name,
	    "Never does not fit the answer to \"%s\": give the day, the month or the "
	    "year alone, or - for not known.", c->fields[a->only_if].label);
	return NULL;
}

char *
screening_parse(const struct checklist *c, size_t item,
    const struct field_context *context, const char *typed, struct err *e)
{
	const struct field *f = &c->fields[item];
	struct value v = VALUE_INIT;
	char *answer;

	if (strcmp(typed, ANSWER_UNKNOWN) == 0)
		return xstrdup(ANSWER_UNKNOWN);
	if (f->type == FIELD_BIRTHDAY && text_is(typed, ANSWER_NEVER))
		return screening_never_fits(c, item) ? xstrdup(ANSWER_NEVER) :
		    never_is_refused(c, item, e);
	if (f->type == FIELD_BIRTHDAY) {
		err_clear(e);
		answer = parse_span(f, context->today, typed, e);
		if (answer != NULL || e->code != ERR_NONE)
			return answer;
	}
	if (!field_parse(f, context, typed, &v, e))
		return NULL;
	if (v.kind != VALUE_TEXT) {
		err_set(e, ERR_INVALID, f->name, "Answer the question, or type - "
		    "where it is not known.");
		return NULL;
	}
	answer = xstrdup(v.s);
	value_clear(&v);
	return answer;
}

char *
screening_answers_json(const struct checklist *c, const char *const *answers)
{
	char *text = NULL;
	size_t size = 0, i;
	FILE *f = open_memstream(&text, &size);
	struct json j;

	BUG_IF(f == NULL);
	json_start(&j, f, true);
	json_object(&j);
	for (i = 0; i < c->n_items; i++)
		if (answers[i] != NULL) {
			json_key(&j, c->fields[i].name);
			json_text(&j, answers[i]);
		}
	json_close(&j);
	json_finish(&j);
	fclose(f);
	text[strcspn(text, "\n")] = '\0';
	return text;
}
