/*
 * screening.c - applying the rules of a checklist to answers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/words.h"
#include "practice/screening.h"
#include "record/checklist.h"

const char *
verdict_name(enum verdict v)
{
	return checklist_verdicts[v].value;
}

enum verdict
verdict_of(const char *name)
{
	int v = VERDICT_BLOCK;

	while (strcmp(checklist_verdicts[v].value, name) != 0)
		BUG_IF(++v > VERDICT_OK);
	return (enum verdict)v;
}

bool
screening_item_applies(const struct checklist *c, const char *const *answers,
    size_t item)
{
	const struct checklist_ask *a = &c->asks[item];

	if (!a->asked || a->only_if_answers == NULL)
		return a->asked;
	return a->only_if >= 0 && answers[a->only_if] != NULL &&
	    text_has_word(a->only_if_answers, ',', answers[a->only_if]) &&
	    screening_item_applies(c, answers, (size_t)a->only_if);
}

/* --- evaluating -------------------------------------------------------------- */

struct evaluation {
	const struct checklist *c;
	const char *const *answers;
	const struct screening_facts *facts;
	struct screening_result *out;
	size_t cap;
	char last_on_area[DATE_ISO_SIZE], patch_tested[DATE_ISO_SIZE];
	struct buf card[CHECKLIST_CARD_TEXTS];	/* folded; empty until it is looked into */
	char found[40];		/* the words of the card that fire the rule in hand */
};

/* FDA DEN160029 (SkinPen) is for 22 years and over. */
static const char *
age_answer(const struct screening_facts *f)
{
	int years;

	if (f->born == DATE_NONE)
		return ANSWER_UNKNOWN;
	years = date_years_between(f->born, f->on);
	if (years < 18)
		return f->guardian_consents ? "18_to_21" : "under_18";
	return years < 22 ? "18_to_21" : "adult";
}

/* An answer that this edition does not have becomes not known. */
static const char *
known_answer(const struct field *f, const char *answer)
{
	return answer == NULL || screening_has_answer(f, answer) ? answer : ANSWER_UNKNOWN;
}

/* The answer to an item, given or from the facts. */
static const char *
answer_of(struct evaluation *ev, size_t item)
{
	const struct screening_facts *f = ev->facts;

	switch (ev->c->asks[item].source) {
	case SOURCE_ASKED:
		return known_answer(&ev->c->fields[item], ev->answers[item]);
	case SOURCE_AGE:
		return age_answer(f);
	case SOURCE_SKIN:
		return f->fitzpatrick == NULL || *f->fitzpatrick == '\0' ?
		    ANSWER_UNKNOWN : f->fitzpatrick;
	case SOURCE_AREA:
		return f->last_on_area == DATE_NONE ? ANSWER_NEVER :
		    ev->last_on_area;
	case SOURCE_ADVERSE_EVENT:
		return f->adverse_event_open ? "open" : "none";
	case SOURCE_PATCH_TEST:
		return f->patch_reacted ? "positive" : f->patch_tested == DATE_NONE ?
		    ANSWER_NEVER : ev->patch_tested;
	case SOURCE_MEDICINES:
	case SOURCE_ALLERGIES:
	case SOURCE_CONDITIONS: {
		const char *text = f->card[checklist_card_text(ev->c, item)];

		return text != NULL ? text : ANSWER_UNKNOWN;
	}
	}
	bug("item %zu has no source", item);
}

/* --- words of the card ---------------------------------------------------------------- */

/* Folded, with one blank between words. */
static void
fold(const char *text, struct buf *out)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	const char *at;

	text_fold(&folded, text);
	for (at = folded.s; *at != '\0'; at++)
		if (strchr(" \t\r\n", *at) == NULL)
			buf_addc(out, *at);
		else if (out->len > 0 && out->s[out->len - 1] != ' ')
			buf_addc(out, ' ');
}

/* Has the card's text one of the words? The first is kept. */
static bool
card_says(struct evaluation *ev, int text, const char *words)
{
	const char *given = ev->facts->card[text], *at;
	struct buf *folded = &ev->card[text];
	size_t n, size;

	if (*given == '\0')
		return false;
	if (folded->len == 0)
		fold(given, folded);
	for (; *words != '\0'; words += n + (words[n] == ',')) {
		n = strcspn(words, ",");
		at = words_find(folded->s, words, n, &size);
		if (at == NULL)
			continue;
		AUTO_FREE char *there = xstrndup(at, size);

		text_copy(ev->found, sizeof(ev->found), there);
		return true;
	}
	return false;
}

/* Is an item's answer among those, or in its text of the card one of the words? */
static bool
says(struct evaluation *ev, size_t item, const char *answer, const char *answers,
    const char *words)
{
	return words != NULL && strcmp(answer, ANSWER_UNKNOWN) != 0 ?
	    card_says(ev, checklist_card_text(ev->c, item), words) :
	    text_has_word(answers, ',', answer);
}

/* --- rules ------------------------------------------------------------------------------ */

/* What is not known may be so. */
static bool
is_condition_met(struct evaluation *ev, const struct checklist_rule *rule)
{
	const char *answer;
	bool met;

	if (rule->only_if_answers == NULL)
		return true;
	if (rule->only_if < 0 || (ev->c->asks[rule->only_if].source == SOURCE_ASKED &&
	    !screening_item_applies(ev->c, ev->answers, (size_t)rule->only_if)))
		return false;
	answer = answer_of(ev, (size_t)rule->only_if);
	met = answer == NULL || strcmp(answer, ANSWER_UNKNOWN) == 0 ||
	    says(ev, (size_t)rule->only_if, answer, rule->only_if_answers, rule->only_if_words);
	ev->found[0] = '\0';
	return met;
}

static void
add_finding(struct evaluation *ev, const struct record *rule, size_t item,
    enum verdict v, date_day until)
{
	struct screening_result *out = ev->out;

	GROW(out->findings, ev->cap, out->n_findings + 1);
	out->findings[out->n_findings++] =
	    (struct screening_finding){ .rule = rule, .item = item, .verdict = v, .until = until };
	text_copy(out->findings[out->n_findings - 1].found, sizeof(ev->found), ev->found);
	out->counts[v]++;
	if (v < out->verdict)
		out->verdict = v;
}

/* The day that an answer counts as: for a month or year its first or last day,
 * whichever gives the worse verdict, but never after the day it was answered. */
static date_day
day_of(const struct evaluation *ev, const struct checklist_rule *rule,
    const char *answer)
{
	date_day first, last;
	date_day answered = date_add_days(ev->facts->on, -ev->facts->days_since);

	if (answer == NULL || !screening_day_span(answer, &first, &last))
		return DATE_NONE;
	if (first == last)
		return first;
	if (strcmp(rule->answers, "older") == 0 || last <= answered)
		return strcmp(rule->answers, "older") == 0 ? first : last;
	return first > answered ? first : answered;
}

/* "to_50", "above_150": the depth a rule names. */
static bool
depth_named(const char *answer, bool *above, int *limit)
{
	*above = sscanf(answer, "above_%d", limit) == 1;
	return *above || sscanf(answer, "to_%d", limit) == 1;
}

static bool
is_of_depth(const char *answer, int depth)
{
	bool above;
	int limit;

	return depth >= 0 && depth_named(answer, &above, &limit) &&
	    (above ? depth > limit : depth <= limit);
}

/* Do both name the depth, from the same side, and the first fewer depths? */
static bool
is_narrower(const char *answer, const char *than, int depth)
{
	bool above, other;
	int a, b;

	return is_of_depth(answer, depth) && is_of_depth(than, depth) &&
	    depth_named(answer, &above, &a) && depth_named(than, &other, &b) && above == other &&
	    (above ? a > b : a < b);
}

/* Of rules that name the depth the narrowest from each side; one that names none where none
 * does. A depth that nobody wrote down is for every rule where each names one. */
static bool
is_for_depth(const struct evaluation *ev, const struct checklist_rule *rule, int depth)
{
	bool other_depth = *rule->answers == '\0', above;
	int limit;
	size_t i;

	if (!other_depth && !depth_named(rule->answers, &above, &limit))
		return true;	/* required, older */
	for (i = 0; i < ev->c->n_rules; i++) {
		const struct checklist_rule *other = &ev->c->plan[i];

		if (!other->enabled || other->item != rule->item)
			continue;
		if (other_depth ? is_of_depth(other->answers, depth) : depth < 0 ?
		    *other->answers == '\0' : is_narrower(other->answers, rule->answers, depth))
			return false;
	}
	return other_depth || depth < 0 || is_of_depth(rule->answers, depth);
}

/* The last session on an area that was as deep as the rule says. */
static date_day
day_on_area(const struct evaluation *ev, const struct checklist_rule *rule)
{
	const struct screening_facts *f = ev->facts;
	date_day last = DATE_NONE;
	size_t i;

	if (f->n_areas == 0)
		return is_for_depth(ev, rule, -1) ? f->last_on_area : DATE_NONE;
	for (i = 0; i < f->n_areas; i++)
		if (is_for_depth(ev, rule, f->areas[i].depth) && f->areas[i].day > last)
			last = f->areas[i].day;
	return last;
}

/*
 * Does the rule fire, and until when? A rule about a date says "required" (also
 * fires when there was none), "older" (past its window) or nothing (within it), one about
 * the last session on the area how deep that was; any other rule lists the answers that
 * fire it.
 */
static bool
fires(struct evaluation *ev, const struct checklist_rule *rule,
    const char *answer, date_day *until)
{
	bool by_date = rule->counted_from == rule->item;
	const char *date = rule->counted_from < 0 ? NULL :
	    answer_of(ev, (size_t)rule->counted_from);
	date_day day = rule->counted_from >= 0 &&
	    ev->c->asks[rule->counted_from].source == SOURCE_AREA ? day_on_area(ev, rule) :
	    day_of(ev, rule, date);

	*until = DATE_NONE;
	if (!by_date && !says(ev, (size_t)rule->item, answer, rule->answers, rule->words))
		return false;
	if (rule->counted_from < 0)
		return true;
	if (day == DATE_NONE)
		return by_date && strcmp(rule->answers, "required") == 0;
	*until = rule->months ? date_add_months(day, rule->window) :
	    date_add_days(day, rule->window);
	if (strcmp(rule->answers, "older") == 0) {
		bool old = *until < ev->facts->on;

		*until = DATE_NONE;
		return old;
	}
	return ev->facts->on < *until;
}

static void
apply_rule(struct evaluation *ev, size_t i)
{
	const struct checklist_rule *rule = &ev->c->plan[i];
	const struct screening_facts *f = ev->facts;
	enum verdict v = (enum verdict)rule->verdict;
	const char *answer;
	date_day until;

	if (!rule->enabled || rule->item < 0 ||
	    (ev->c->asks[rule->item].source == SOURCE_ASKED &&
	    !screening_item_applies(ev->c, ev->answers, (size_t)rule->item)))
		return;
	ev->found[0] = '\0';
	if (!is_condition_met(ev, rule))
		return;
	answer = answer_of(ev, (size_t)rule->item);
	/* not known is INCOMPLETE, besides any rule that lists it */
	if (answer == NULL || (strcmp(answer, ANSWER_UNKNOWN) == 0 &&
	    !text_has_word(rule->answers, ',', ANSWER_UNKNOWN)) ||
	    !fires(ev, rule, answer, &until))
		return;
	if (rule->site) {
		ev->out->sites_blocked |= f->sites_affected;
		/* all planned sites are blocked */
		if (v == VERDICT_BLOCK && (f->sites_planned == 0 ||
		    (f->sites_planned & ~f->sites_affected) != 0))
			v = VERDICT_CAUTION;
	}
	add_finding(ev, ev->c->rules[i], (size_t)rule->item, v, until);
}

static void
count_answers(struct evaluation *ev)
{
	size_t i;

	for (i = 0; i < ev->c->n_items; i++) {
		const struct checklist_ask *ask = &ev->c->asks[i];
		const char *answer;

		if (ask->source == SOURCE_ASKED &&
		    !screening_item_applies(ev->c, ev->answers, i))
			continue;
		if (checklist_card_text(ev->c, i) >= 0)
			continue;
		answer = answer_of(ev, i);
		if (ask->source == SOURCE_ASKED) {
			ev->out->asked++;
			ev->out->answered += answer != NULL;
		}
		/* a date asked because of another answer cannot be "never" */
		if (answer == NULL || strcmp(answer, ANSWER_UNKNOWN) == 0 ||
		    (ask->only_if >= 0 && strcmp(answer, ANSWER_NEVER) == 0))
			add_finding(ev, NULL, i, VERDICT_INCOMPLETE, DATE_NONE);
	}
}

static int
finding_cmp(const void *a, const void *b)
{
	const struct screening_finding *x = a, *y = b;

	if (x->verdict != y->verdict)
		return x->verdict < y->verdict ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

void
screening_evaluate(const struct checklist *c, const char *const *answers,
    const struct screening_facts *facts, struct screening_result *out)
{
	struct evaluation ev = { .c = c, .answers = answers, .facts = facts,
	    .out = out };
	bool open = false;
	size_t i;

	*out = (struct screening_result){ .verdict = VERDICT_OK,
	    .eligible_on = DATE_NONE };
	if (facts->last_on_area != DATE_NONE)
		date_to_iso(facts->last_on_area, ev.last_on_area);
	if (facts->patch_tested != DATE_NONE)
		date_to_iso(facts->patch_tested, ev.patch_tested);
	count_answers(&ev);
	for (i = 0; i < c->n_rules; i++)
		apply_rule(&ev, i);
	for (i = 0; i < out->n_findings; i++) {
		const struct screening_finding *f = &out->findings[i];

		if (f->verdict != VERDICT_DEFER)
			continue;
		if (f->until == DATE_NONE)
			open = true;
		else if (f->until > out->eligible_on)
			out->eligible_on = f->until;
	}
	if (open)	/* until healed: no day can be named */
		out->eligible_on = DATE_NONE;
	if (out->n_findings > 1)
		qsort(out->findings, out->n_findings, sizeof(*out->findings),
		    finding_cmp);
	for (i = 0; i < CHECKLIST_CARD_TEXTS; i++)
		buf_free(&ev.card[i]);
}

void
screening_result_free(struct screening_result *r)
{
	free(r->findings);
	r->findings = NULL;
	r->n_findings = 0;
}

void
screening_name(const struct checklist *c, const struct screening_finding *f, struct buf *out)
{
	if (f->found[0] != '\0')
		buf_addf(out, "%s in ", f->found);
	checklist_item_name(c, f->item, out);
}
