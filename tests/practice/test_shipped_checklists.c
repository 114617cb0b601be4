/*
 * Every rule of every shipped checklist fires at its answers and at no other, on the last day
 * of its window and not on the day after, with the verdict it says. Nothing here is a list of
 * rules: a template that is added is held by the same loop.
 *
 * The first answer of a question is the one of somebody well.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "practice/shipped.h"
#include "tests/support/sheet.h"

static struct err err;

/* Well, 40 years old, skin type II, and never treated before. */
static struct sheet
well(const struct checklist *c)
{
	struct sheet s = { .c = c, .facts = { .on = date_from_iso(SHEET_TODAY),
	    .born = date_from_iso("1985-05-05"), .fitzpatrick = "II",
	    .last_on_area = DATE_NONE, .patch_tested = DATE_NONE } };
	size_t i;

	assert_true(c->n_items <= SHEET_ITEMS_MAX);
	for (i = 0; i < c->n_items; i++)
		if (c->asks[i].source == SOURCE_ASKED && c->asks[i].only_if < 0)
			s.answers[i] = c->fields[i].choices != NULL ?
			    c->fields[i].choices[0].value : ANSWER_NEVER;
	return s;
}

static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);
	const char *at;

	for (at = list; (at = strstr(at, word)) != NULL; at++)
		if ((at == list || at[-1] == ',') && (at[n] == ',' || at[n] == '\0'))
			return true;
	return false;
}

/* "peel, rule 3, isotretinoin, now" */
static void
fail_at(const struct checklist *c, size_t rule, const char *answer, const char *what)
{
	fail_msg("%s, rule %zu, %s, %s: %s", record_text(c->head, "code"), rule + 1,
	    record_text(c->rules[rule], "item"), answer, what);
}

/* The rule is found, or is not; what is found says the rule's verdict and its day. */
static void
expect_rule(const struct sheet *s, size_t rule, const char *answer, bool fires, date_day until)
{
	const struct checklist_rule *plan = &s->c->plan[rule];
	enum verdict says = plan->site ? C : (enum verdict)plan->verdict;
	struct screening_result r = evaluate(s);
	const struct screening_finding *found = NULL;
	size_t i;

	for (i = 0; i < r.n_findings; i++)
		if (r.findings[i].rule == s->c->rules[rule])
			found = &r.findings[i];
	if ((found != NULL) != fires)
		fail_at(s->c, rule, answer, fires ? "it does not fire" : "it fires");
	if (fires && (found->verdict != says || found->until != until || r.verdict > says))
		fail_at(s->c, rule, answer, "another verdict or day");
	screening_result_free(&r);
}

static void
ask(struct sheet *s, size_t item)
{
	const struct checklist_ask *a = &s->c->asks[item];
	const struct choice *o;

	if (a->only_if < 0)
		return;
	ask(s, (size_t)a->only_if);
	for (o = s->c->fields[a->only_if].choices; !has_word(a->only_if_answers, o->value); o++)
		;
	s->answers[a->only_if] = o->value;
}

/* The answers that make its item asked and meet its condition. */
static void
call_for(struct sheet *s, size_t rule)
{
	const struct checklist_rule *plan = &s->c->plan[rule];
	const struct choice *o;

	ask(s, (size_t)plan->item);
	if (plan->only_if < 0)
		return;
	ask(s, (size_t)plan->only_if);
	for (o = s->c->fields[plan->only_if].choices; !has_word(plan->only_if_answers, o->value); o++)
		;
	s->answers[plan->only_if] = o->value;
}

/* --- answers ------------------------------------------------------------------------------- */

static void
at_each_answer(const struct checklist *c, size_t rule)
{
	const struct checklist_rule *plan = &c->plan[rule];
	const struct choice *o;

	for (o = c->fields[plan->item].choices; o->value != NULL; o++) {
		struct sheet s = well(c);
		bool fires = has_word(plan->answers, o->value);

		call_for(&s, rule);
		s.answers[plan->item] = o->value;
		if (plan->counted_from >= 0)
			s.answers[plan->counted_from] = SHEET_TODAY;
		expect_rule(&s, rule, o->value, fires, !fires || plan->counted_from < 0 ?
		    DATE_NONE : plan->months ? date_add_months(s.facts.on, plan->window) :
		    date_add_days(s.facts.on, plan->window));
	}
}

static void
at_each_skin_type(const struct checklist *c, size_t rule)
{
	static const char *const types[] = { "I", "II", "III", "IV", "V", "VI" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(types); i++) {
		struct sheet s = well(c);

		s.facts.fitzpatrick = types[i];
		expect_rule(&s, rule, types[i], has_word(c->plan[rule].answers, types[i]),
		    DATE_NONE);
	}
}

/* The day before a birthday, and the day itself. */
static void
at_each_age(const struct checklist *c, size_t rule)
{
	static const struct { const char *born, *answer; } ages[] = {
		{ "2008-03-13", "under_18" }, { "2008-03-12", "18_to_21" },
		{ "2004-03-13", "18_to_21" }, { "2004-03-12", "adult" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(ages); i++) {
		struct sheet s = well(c);

		s.facts.born = date_from_iso(ages[i].born);
		expect_rule(&s, rule, ages[i].born, has_word(c->plan[rule].answers,
		    ages[i].answer), DATE_NONE);
	}
}

static void
at_an_event(const struct checklist *c, size_t rule)
{
	struct sheet s = well(c);

	expect_rule(&s, rule, "no event", false, DATE_NONE);
	s.facts.adverse_event_open = true;
	expect_rule(&s, rule, "open event", true, DATE_NONE);
}

static void
at_a_reaction(const struct checklist *c, size_t rule)
{
	struct sheet s = well(c);

	s.facts.patch_tested = date_from_iso("2026-03-02");
	expect_rule(&s, rule, "negative", false, DATE_NONE);
	s.facts.patch_tested = DATE_NONE;
	expect_rule(&s, rule, "never", false, DATE_NONE);
	s.facts.patch_reacted = true;
	expect_rule(&s, rule, "positive", true, DATE_NONE);
}

/* Each word alone and among others, in capitals too, and not as a part of another. */
static void
at_each_word(const struct checklist *c, size_t rule)
{
	const struct checklist_rule *plan = &c->plan[rule];
	int text = checklist_card_text(c, (size_t)plan->item);
	const char *at = plan->answers;
	size_t n;

	for (; *at != '\0'; at += n + (at[n] == ',')) {
		n = strcspn(at, ",");
		bool begins = at[n - 1] == '*';
		AUTO_FREE char *word = xstrndup(at, n - begins);
		AUTO_FREE char *among = xasprintf("Vitamin D, %c%s 5 mg", word[0] - 'a' + 'A', word + 1);
		AUTO_FREE char *longer = xasprintf("%sx", word), *behind = xasprintf("x%s", word);
		struct sheet s = well(c);

		call_for(&s, rule);
		s.facts.card[text] = "";
		expect_rule(&s, rule, "none", false, DATE_NONE);
		s.facts.card[text] = word;
		expect_rule(&s, rule, word, true, DATE_NONE);
		s.facts.card[text] = among;
		expect_rule(&s, rule, among, true, DATE_NONE);
		s.facts.card[text] = longer;
		expect_rule(&s, rule, longer, begins, DATE_NONE);
		s.facts.card[text] = behind;
		expect_rule(&s, rule, behind, false, DATE_NONE);
	}
}

/* Another answer than the condition names, and the rule is silent. */
static void
without_its_condition(const struct checklist *c, size_t rule)
{
	const struct checklist_rule *plan = &c->plan[rule];
	const struct choice *o;
	AUTO_FREE char *word = xstrndup(plan->answers, strcspn(plan->answers, "*,"));

	for (o = c->fields[plan->only_if].choices; o->value != NULL; o++) {
		struct sheet s = well(c);

		call_for(&s, rule);
		s.facts.card[checklist_card_text(c, (size_t)plan->item)] = word;
		s.answers[plan->only_if] = o->value;
		expect_rule(&s, rule, o->value, has_word(plan->only_if_answers, o->value), DATE_NONE);
	}
}

/* A site rule blocks the whole where it takes every planned site. */
static void
at_the_last_site(const struct checklist *c, size_t rule)
{
	struct sheet s = well(c);
	AUTO_FREE char *answer = xstrndup(c->plan[rule].answers,
	    strcspn(c->plan[rule].answers, ","));
	struct screening_result r;

	s.answers[c->plan[rule].item] = answer;
	s.facts.sites_planned = 3;
	s.facts.sites_affected = 1;
	r = evaluate(&s);
	assert_int_equal(r.verdict, C);
	assert_int_equal(r.sites_blocked, 1);
	screening_result_free(&r);
	s.facts.sites_affected = 3;
	r = evaluate(&s);
	assert_int_equal(r.verdict, c->plan[rule].verdict);
	screening_result_free(&r);
}

/* --- the area -------------------------------------------------------------------------------- */

/* The last session there, so deep; -1: no chart says. */
static void
needled(struct sheet *s, date_day day, int depth)
{
	s->facts.last_on_area = day;
	s->facts.areas[0] = (struct screening_area){ .day = day, .depth = depth,
	    .zone = "forehead" };
	s->facts.n_areas = 1;
}

/* A depth of which the rule speaks: its own, or where it names none one that no other rule of
 * the item names. */
static int
depth_of(const struct checklist *c, size_t rule)
{
	int depth;

	if (sscanf(c->plan[rule].answers, "to_%d", &depth) == 1)
		return depth;
	if (sscanf(c->plan[rule].answers, "above_%d", &depth) == 1)
		return depth + 1;
	return -1;
}

/* One hundredth beyond the depth it names. */
static void
at_the_next_depth(const struct checklist *c, size_t rule)
{
	int depth = depth_of(c, rule);
	struct sheet s = well(c);

	if (depth < 0)
		return;
	needled(&s, s.facts.on - 1, strncmp(c->plan[rule].answers, "to_", 3) == 0 ? depth + 1 :
	    depth - 1);
	expect_rule(&s, rule, "the next depth", false, DATE_NONE);
}

/* --- windows ------------------------------------------------------------------------------- */

/* From days of three kinds: ordinary, the last of a long month, the leap day. */
static void
on_the_days_of_its_window(const struct checklist *c, size_t rule)
{
	static const char *const days[] = { "2025-06-10", "2025-08-31", "2024-02-29" };
	const struct checklist_rule *plan = &c->plan[rule];
	bool older = strcmp(plan->answers, "older") == 0;
	bool by_date = plan->counted_from == plan->item;
	AUTO_FREE char *first = xstrndup(plan->answers, strcspn(plan->answers, ","));
	size_t i;

	for (i = 0; i < ARRAY_LEN(days); i++) {
		struct sheet s = well(c);
		date_day day = date_from_iso(days[i]);
		date_day until = plan->months ? date_add_months(day, plan->window) :
		    date_add_days(day, plan->window);

		if (!by_date)
			s.answers[plan->item] = first;
		if (c->asks[plan->counted_from].source == SOURCE_PATCH_TEST)
			s.facts.patch_tested = day;
		else if (c->asks[plan->counted_from].source == SOURCE_AREA)
			needled(&s, day, depth_of(c, rule));
		else
			s.answers[plan->counted_from] = days[i];
		s.facts.on = until - 1;
		expect_rule(&s, rule, days[i], !older, until);
		s.facts.on = until;
		expect_rule(&s, rule, days[i], false, DATE_NONE);
		s.facts.on = until + 1;
		expect_rule(&s, rule, days[i], older, DATE_NONE);
	}
	if (by_date) {
		struct sheet s = well(c);

		expect_rule(&s, rule, "never", strcmp(plan->answers, "required") == 0, DATE_NONE);
	}
}

static date_day
window_from(const struct checklist_rule *plan, date_day day)
{
	return plan->months ? date_add_months(day, plan->window) : date_add_days(day, plan->window);
}

/* A month and a year count as their worse end, and no day after the one it was answered on. */
static void
where_the_day_is_imprecise(const struct checklist *c, size_t rule)
{
	static const struct { const char *answer, *first, *last; } cases[] = {
		{ "2025-08", "2025-08-01", "2025-08-31" }, { "2024-02", "2024-02-01", "2024-02-29" },
		{ "2024", "2024-01-01", "2024-12-31" },
	};
	const struct checklist_rule *plan = &c->plan[rule];
	bool older = strcmp(plan->answers, "older") == 0;
	AUTO_FREE char *first = xstrndup(plan->answers, strcspn(plan->answers, ","));
	struct sheet s = well(c);
	date_day until;
	size_t i;

	if (plan->counted_from != plan->item)
		s.answers[plan->item] = first;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		until = window_from(plan, date_from_iso(older ? cases[i].first : cases[i].last));
		s.answers[plan->counted_from] = cases[i].answer;
		s.facts.on = until + 1;
		expect_rule(&s, rule, cases[i].answer, older, DATE_NONE);
		s.facts.on = until;
		expect_rule(&s, rule, cases[i].answer, false, DATE_NONE);
		if (older)
			continue;
		s.facts.on = until - 1;
		expect_rule(&s, rule, cases[i].answer, true, until);
		/* answered on the second day of the span */
		s.facts.on = date_from_iso(cases[i].first) + 1;
		expect_rule(&s, rule, cases[i].answer, true, window_from(plan, s.facts.on));
	}
	s.answers[plan->counted_from] = ANSWER_UNKNOWN;
	expect_rule(&s, rule, ANSWER_UNKNOWN, false, DATE_NONE);
	expect(&s, "a day that is not known", I);
}

/* --- each template --------------------------------------------------------------------------- */

static void
try_rule(const struct checklist *c, size_t rule)
{
	const struct checklist_rule *plan = &c->plan[rule];

	switch (c->asks[plan->item].source) {
	case SOURCE_ASKED:
		if (c->fields[plan->item].choices != NULL)
			at_each_answer(c, rule);
		break;
	case SOURCE_SKIN:
		at_each_skin_type(c, rule);
		break;
	case SOURCE_AGE:
		at_each_age(c, rule);
		break;
	case SOURCE_ADVERSE_EVENT:
		at_an_event(c, rule);
		break;
	case SOURCE_AREA:
		at_the_next_depth(c, rule);
		break;
	case SOURCE_PATCH_TEST:
		if (plan->counted_from < 0)
			at_a_reaction(c, rule);
		break;
	case SOURCE_MEDICINES:
	case SOURCE_ALLERGIES:
	case SOURCE_CONDITIONS:
		at_each_word(c, rule);
		break;
	}
	if (plan->only_if >= 0)
		without_its_condition(c, rule);
	if (plan->counted_from >= 0)
		on_the_days_of_its_window(c, rule);
	if (plan->counted_from >= 0 && c->asks[plan->counted_from].source == SOURCE_ASKED)
		where_the_day_is_imprecise(c, rule);
	if (plan->site)
		at_the_last_site(c, rule);
}

static bool
try_template(const char *code, UNUSED const char *text, void *arg, struct err *e)
{
	struct checklist *c = checklist_load(sheet_clinic->db, code, e);
	struct sheet s;
	size_t i, *tried = arg;

	if (c == NULL)
		return false;
	s = well(c);
	/* but for a patch test, which nobody has had yet */
	if ((i = (size_t)checklist_item(c, "patch_test_date")) < c->n_items)
		s.answers[i] = "2026-03-01";
	expect(&s, code, K);
	for (i = 0; i < c->n_rules; i++)
		if (c->plan[i].enabled || c->asks[c->plan[i].item].source == SOURCE_PATCH_TEST) {
			bool was = c->plan[i].enabled;

			/* shipped switched off */
			c->plan[i].enabled = true;
			try_rule(c, i);
			c->plan[i].enabled = was;
			++*tried;
		}
	checklist_free(c);
	return true;
}

static void
each_rule_fires_where_it_says(void **state)
{
	size_t tried = 0;

	OK(shipped_each("checklists/", try_template, &tried, &err));
	assert_true(tried > 0);
}

/* Somebody who must not be treated is not talked out of it by whoever is at the desk. */
static bool
is_overridden_by_role(const char *code, UNUSED const char *text, UNUSED void *arg, struct err *e)
{
	static const char *const least[] = { [B] = "owner", [R] = "practitioner",
	    [D] = "practitioner", [C] = "anyone" };
	struct checklist *c = checklist_load(sheet_clinic->db, code, e);
	size_t i;

	if (c == NULL)
		return false;
	for (i = 0; i < c->n_rules; i++) {
		const char *by = record_text(c->rules[i], "override");
		const char *item = record_text(c->rules[i], "item");
		const char *answer = record_text(c->rules[i], "answer");

		/* a wait may be lifted by whoever prescribed it, too */
		if ((strcmp(by, "never") != 0 || c->plan[i].verdict != B) &&
		    (strcmp(by, "cleared") != 0 || c->plan[i].verdict != D) &&
		    strcmp(by, least[c->plan[i].verdict]) != 0)
			fail_at(c, i, by, "not the role of its verdict");
		if (c->plan[i].verdict == B && strcmp(by, "never") != 0 &&
		    ((strcmp(item, "pregnancy") == 0 && strstr(answer, "pregnant") != NULL) ||
		    (strcmp(item, "isotretinoin") == 0 && strcmp(answer, "now") == 0) ||
		    (strcmp(item, "age") == 0 && strcmp(answer, "under_18") == 0)))
			fail_at(c, i, by, "this is never overridden");
	}
	checklist_free(c);
	return true;
}

static void
who_overrides_follows_from_the_verdict(void **state)
{
	OK(shipped_each("checklists/", is_overridden_by_role, NULL, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SHEET_CASE(each_rule_fires_where_it_says),
		SHEET_CASE(who_overrides_follows_from_the_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
