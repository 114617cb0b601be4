/*
 * screening_form.c - a checklist as a form, and a screening's result in one line.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_words.h"
#include "practice/screening_form.h"
#include "record/checklist.h"

/* --- the form --------------------------------------------------------------------- */

static const struct screening_choice not_known = {
	ANSWER_UNKNOWN, ANSWER_UNKNOWN, "not known"
};
/* The key for never must not begin a date: n begins nov and next. */
static const struct screening_choice date_choices[] = {
	{ ANSWER_NEVER, "x", "never" }, { ANSWER_UNKNOWN, ANSWER_UNKNOWN, "not known" },
};

/* "value=key=label|…", checked when the checklist was read: its fields hold the
 * same values and labels, in the same order. */
static void
add_choices(struct screening_form *f, struct screening_item *it)
{
	const struct choice *from = f->c->fields[it->item].choices;
	const char *at = record_text(f->c->items[it->item], "answers");
	struct screening_choice *list;
	size_t n = 0, i;

	while (from[n].value != NULL)
		n++;
	list = arena_alloc(f->arena, (n + 1) * sizeof(*list));
	for (i = 0; i < n; at += strcspn(at, "|"), at += *at == '|') {
		size_t size = strcspn(at, "|"), skip = strcspn(at, "=") + 1;

		if (skip >= size || memchr(at + skip, '=', size - skip) == NULL)
			continue;	/* it is no choice of the field either */
		list[i] = (struct screening_choice){ from[i].value,
		    arena_printf(f->arena, "%.*s", (int)strcspn(at + skip, "="),
		    at + skip), from[i].label };
		i++;
	}
	list[n] = not_known;
	it->choices = list;
	it->n_choices = n + 1;
}

struct screening_form *
screening_form_new(const struct checklist *c)
{
	struct screening_form *f = xcalloc(1, sizeof(*f));
	size_t i;

	f->c = c;
	f->arena = arena_new();
	f->items = arena_alloc(f->arena, (c->n_items + 1) * sizeof(*f->items));
	for (i = 0; i < c->n_items; i++) {
		struct screening_item *it = &f->items[f->n_items];

		if (!checklist_is_asked(c, i))
			continue;
		it->item = i;
		it->number = (int)++f->n_items;
		it->ask = c->fields[i].label;
		it->is_date = c->fields[i].type == FIELD_BIRTHDAY;
		it->every_visit = record_int(c->items[i], "every_visit") != 0;
		if (it->is_date) {
			size_t skip = screening_never_fits(c, i) ? 0 : 1;

			it->choices = date_choices + skip;
			it->n_choices = ARRAY_LEN(date_choices) - skip;
		} else {
			add_choices(f, it);
		}
	}
	return f;
}

void
screening_form_free(struct screening_form *f)
{
	if (f == NULL)
		return;
	arena_free(f->arena);
	free(f);
}

/* --- answers ------------------------------------------------------------------------ */

const struct screening_choice *
screening_form_choice(const struct screening_item *it, const char *typed)
{
	size_t i;

	/* keys first: "1" is the key of grade I, whatever the values are */
	for (i = 0; i < it->n_choices; i++)
		if (text_is(it->choices[i].key, typed))
			return &it->choices[i];
	for (i = 0; i < it->n_choices; i++)
		if (text_is(it->choices[i].value, typed) ||
		    text_is(it->choices[i].label, typed))
			return &it->choices[i];
	return NULL;
}

char *
screening_form_parse(const struct screening_form *f,
    const struct screening_item *it, const struct field_context *context,
    const char *typed, struct err *e)
{
	const struct screening_choice *choice = screening_form_choice(it, typed);

	return choice != NULL ? xstrdup(choice->value) :
	    screening_parse(f->c, it->item, context, typed, e);
}

void
screening_form_label(const struct screening_item *it, const char *answer,
    struct buf *out)
{
	char words[24];
	size_t i;

	if (answer == NULL)
		return;
	for (i = 0; i < it->n_choices; i++)
		if (strcmp(it->choices[i].value, answer) == 0) {
			buf_adds(out, it->choices[i].label);
			return;
		}
	buf_adds(out, it->is_date ? screening_day_words(answer, words) : answer);
}

/* --- why ---------------------------------------------------------------------------- */

/* "grade III, grade IV" for the stored words "3,4". */
static void
add_answers(const struct screening_item *it, const char *answers, struct buf *out)
{
	size_t n;

	for (; *answers != '\0'; answers += n + (answers[n] == ',')) {
		n = strcspn(answers, ",");
		AUTO_FREE char *word = text_trim(xstrndup(answers, n));

		screening_form_label(it, word, out);
		if (answers[n] == ',')
			buf_adds(out, ", ");
	}
}

static void
add_when(const struct screening_item *it, const struct checklist_rule *rule,
    struct buf *out)
{
	const char *unit = rule->months ? "month" : "day";

	if (rule->counted_from != rule->item)
		add_answers(it, rule->answers, out);
	else if (strcmp(rule->answers, "required") == 0)
		buf_adds(out, "none, or more recent");
	else if (strcmp(rule->answers, "older") == 0)
		buf_adds(out, "older");
	else
		buf_adds(out, "more recent");
	if (rule->window > 0)
		buf_addf(out, "%s %d %s%s", rule->counted_from != rule->item ?
		    ", for" : " than", rule->window, unit,
		    text_plural(rule->window));
}

static void
add_rule(const struct screening_form *f, const struct screening_item *it, size_t at,
    struct buf *out)
{
	const struct checklist_rule *rule = &f->c->plan[at];
	const struct record *r = f->c->rules[at];
	static const struct { const char *word, *says; } overrides[] = {
		{ "never", "Nobody may override it." },
		{ "owner", "The owner may override it, with a reason." },
		{ "practitioner", "A practitioner may override it, with a reason." },
		{ "cleared", "A practitioner may override it, with a reason; a clearance lifts it." },
		{ "anyone", "To be acknowledged." },
	};
	size_t i;

	if (rule->item != (int)it->item) {
		checklist_item_name(f->c, (size_t)rule->item, out);
		buf_adds(out, " on the card with ");
	}
	add_when(it, rule, out);
	checklist_rule_condition(f->c, at, out);
	buf_addf(out, ": %s%s", checklist_verdicts[rule->verdict].label,
	    rule->site ? " for that site" : "");
	if (!record_is_null(r, "guidance"))
		buf_addf(out, ". %s", record_text(r, "guidance"));
	if (!record_is_null(r, "source"))
		buf_addf(out, " Source: %s.", record_text(r, "source"));
	for (i = 0; i < ARRAY_LEN(overrides); i++)
		if (strcmp(overrides[i].word, record_text(r, "override")) == 0)
			buf_addf(out, " %s", overrides[i].says);
	buf_addc(out, '\n');
}

void
screening_form_why(const struct screening_form *f, const struct screening_item *it,
    struct buf *out)
{
	size_t i;

	for (i = 0; i < f->c->n_rules; i++) {
		const struct checklist_rule *rule = &f->c->plan[i];

		/* words of the card are asked for by the question they stand beside */
		if (rule->enabled && (rule->item == (int)it->item ||
		    (rule->only_if == (int)it->item && checklist_card_text(f->c,
		    (size_t)rule->item) >= 0)))
			add_rule(f, it, i, out);
		else if (rule->enabled && rule->counted_from == (int)it->item)
			buf_addf(out, "The day counts for: %s\n",
			    f->c->fields[rule->item].label);
	}
	buf_adds(out, "not known: INCOMPLETE. Nobody starts before it is answered.\n");
	if (it->every_visit)
		buf_adds(out, "Asked at every visit.\n");
}

/* --- the verdict bar ------------------------------------------------------------------- */

static void
add_part(struct buf *out, size_t from, const char *word)
{
	if (out->len > from)
		buf_adds(out, " · ");
	buf_adds(out, word);
}

/* "14 Dec", with the year if it is another one. */
static void
add_day(date_day day, date_day today, struct buf *out)
{
	char words[24];
	int year, this_year, month, d;

	date_split(day, &year, &month, &d);
	date_split(today, &this_year, &month, &d);
	date_to_words(day, false, words);
	buf_addf(out, "%.*s", (int)(year == this_year ?
	    strlen(words) - strlen(" 2026") : strlen(words)), words);
}

/* The last of the days, or that there is none. */
static void
add_defer(const struct screening_result *r, const struct checklist *c,
    date_day today, struct buf *out)
{
	const struct screening_finding *last = NULL;
	size_t i;

	for (i = 0; i < r->n_findings; i++) {
		const struct screening_finding *f = &r->findings[i];

		if (f->verdict == VERDICT_DEFER && (last == NULL ||
		    (last->until != DATE_NONE &&
		    (f->until == DATE_NONE || f->until > last->until))))
			last = f;
	}
	if (last == NULL)
		return;
	if (last->until == DATE_NONE) {
		buf_adds(out, ", no day yet");
	} else {
		buf_adds(out, " until ");
		add_day(last->until, today, out);
	}
	buf_adds(out, " (");
	screening_name(c, last, out);
	buf_addc(out, ')');
}

/* The item is not answered yet: it is counted, and says nothing. */
static bool
is_unanswered(const struct screening_finding *f, const struct checklist *c,
    const char *const *answers)
{
	return f->rule == NULL && checklist_is_asked(c, f->item) && answers[f->item] == NULL;
}

/* The item of the first finding, which decides, and how many more say the same. */
static void
add_decider(const struct screening_result *r, const struct checklist *c,
    const char *const *answers, size_t n, struct buf *out)
{
	size_t i = 0;

	while (i + 1 < r->n_findings && is_unanswered(&r->findings[i], c, answers))
		i++;
	buf_addc(out, ' ');
	screening_name(c, &r->findings[i], out);
	if (n > 1)
		buf_addf(out, " and %zu more", n - 1);
}

void
screening_bar(const struct screening_result *r, const struct checklist *c,
    const char *const *answers, date_day today, struct buf *out)
{
	size_t from = out->len, n;
	enum verdict v;

	for (v = VERDICT_BLOCK; v < VERDICT_OK; v++) {
		bool first = out->len == from;

		n = r->counts[v] - (v == VERDICT_INCOMPLETE ? r->asked - r->answered : 0);
		if (n == 0)
			continue;
		add_part(out, from, v == VERDICT_INCOMPLETE ? "not known" :
		    checklist_verdicts[v].label);
		if (v == VERDICT_DEFER)
			add_defer(r, c, today, out);
		else if (first)
			add_decider(r, c, answers, n, out);
		else
			buf_addf(out, " %zu", n);
	}
	if (r->verdict == VERDICT_OK)
		buf_adds(out, checklist_verdicts[VERDICT_OK].label);
}

void
screening_count(const struct screening_result *r, struct buf *out)
{
	buf_addf(out, "%zu of %zu answered", r->answered, r->asked);
}

enum verdict
screening_item_verdict(const struct screening_result *r, size_t item)
{
	size_t i = 0;

	while (i < r->n_findings && r->findings[i].item != item)
		i++;
	return i < r->n_findings ? r->findings[i].verdict : VERDICT_OK;
}
