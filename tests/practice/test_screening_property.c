/*
 * Of every shipped checklist, on sheets at random: a verdict is never better because an answer got
 * worse, is not known or less precise, and never depends on an order. What is worse is told by the
 * rules themselves. And a treatment that nobody here thought of is screened by its file alone.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_file.h"
#include "practice/shipped.h"
#include "tests/support/visits.h"

#define SHEETS 100

static struct err err;
static uint32_t seed = 1;
static long worse, unknown, imprecise, shuffled;

static size_t
dice(size_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* --- a sheet at random ----------------------------------------------------------------------- */

struct given {
	struct sheet s;
	char days[SHEET_ITEMS_MAX][DATE_ISO_SIZE];
	char text[CHECKLIST_CARD_TEXTS][60];
};

/* The first word of a rule about a text of the card. */
static void
write_card(const struct checklist *c, struct given *g)
{
	size_t i;

	for (i = 0; i < CHECKLIST_CARD_TEXTS; i++)
		g->s.facts.card[i] = dice(2) == 0 ? NULL : "";
	for (i = 0; i < c->n_rules; i++) {
		int text = c->plan[i].item < 0 ? -1 : checklist_card_text(c, (size_t)c->plan[i].item);

		if (text < 0 || dice(6) != 0)
			continue;
		snprintf(g->text[text], sizeof(g->text[0]), "%.*s",
		    (int)strcspn(c->plan[i].answers, "*,"), c->plan[i].answers);
		g->s.facts.card[text] = g->text[text];
	}
}

static void
fill(const struct checklist *c, struct given *g)
{
	static const char *const skins[] = { NULL, "I", "II", "III", "IV", "V", "VI" };
	date_day on = date_from_iso(SHEET_TODAY);
	size_t i, n;

	*g = (struct given){ .s = { .c = c, .facts = { .on = on, .last_on_area = DATE_NONE,
	    .patch_tested = DATE_NONE, .fitzpatrick = skins[dice(ARRAY_LEN(skins))],
	    .born = dice(8) == 0 ? DATE_NONE : on - 365 * (date_day)(15 + dice(20)),
	    .adverse_event_open = dice(8) == 0, .sites_planned = 3,
	    .sites_affected = 1 + (uint32_t)dice(3) } } };
	if (dice(3) == 0) {
		static const int depths[] = { -1, 25, 50, 51, 150, 200 };

		g->s.facts.last_on_area = on - 1 - (date_day)dice(60);
		g->s.facts.areas[0] = (struct screening_area){ g->s.facts.last_on_area,
		    depths[dice(ARRAY_LEN(depths))], "chin" };
		g->s.facts.n_areas = 1;
	}
	write_card(c, g);
	for (i = 0; i < c->n_items; i++) {
		const struct choice *o = c->fields[i].choices;

		if (c->asks[i].source != SOURCE_ASKED || dice(25) == 0)
			continue;
		for (n = 0; o != NULL && o[n].value != NULL; n++)
			;
		date_to_iso(on - (date_day)dice(400), g->days[i]);
		g->s.answers[i] = n > 0 ? o[dice(3) == 0 ? dice(n) : 0].value :
		    dice(2) == 0 ? g->days[i] : ANSWER_NEVER;
	}
}

static void
fail_at(const struct checklist *c, size_t item, const char *was, const char *is)
{
	fail_msg("%s, %s: %s is no better than %s", record_text(c->head, "code"),
	    c->fields[item].name, is != NULL ? is : "unanswered", was != NULL ? was : "unanswered");
}

static struct screening_result
verdict_of_sheet(const struct sheet *s)
{
	struct screening_result r = evaluate(s);

	screening_result_free(&r);
	return r;
}

/* --- worse -------------------------------------------------------------------------------------- */

/* At least as bad as that, whatever else is answered. */
static enum verdict
surely(const struct checklist *c, size_t item, const char *answer)
{
	enum verdict worst = K;
	size_t i;

	for (i = 0; i < c->n_rules; i++) {
		const struct checklist_rule *rule = &c->plan[i];
		enum verdict says = rule->site ? C : (enum verdict)rule->verdict;

		if (rule->enabled && rule->item == (int)item && rule->counted_from < 0 &&
		    rule->only_if_answers == NULL && text_has_word(rule->answers, ',', answer) &&
		    says < worst)
			worst = says;
	}
	return worst;
}

/* As bad as that at the most: by its own rules, by those it is a condition of, by what is asked
 * after it. */
static enum verdict
perhaps(const struct checklist *c, size_t item, const char *answer)
{
	enum verdict worst = K;
	size_t i;

	for (i = 0; i < c->n_rules; i++) {
		const struct checklist_rule *rule = &c->plan[i];

		if (rule->enabled && (enum verdict)rule->verdict < worst && ((rule->item == (int)item &&
		    text_has_word(rule->answers, ',', answer)) || (rule->only_if == (int)item &&
		    text_has_word(rule->only_if_answers, ',', answer))))
			worst = (enum verdict)rule->verdict;
	}
	for (i = 0; i < c->n_items; i++)
		if (c->asks[i].only_if == (int)item &&
		    text_has_word(c->asks[i].only_if_answers, ',', answer))
			worst = B;
	return worst;
}

static void
a_worse_answer(struct given *g, size_t item, const struct screening_result *was)
{
	const struct checklist *c = g->s.c;
	const char *before = g->s.answers[item];
	const struct choice *o;

	if (before == NULL || c->fields[item].choices == NULL)
		return;
	for (o = c->fields[item].choices; o->value != NULL; o++) {
		if (surely(c, item, o->value) > perhaps(c, item, before))
			continue;
		g->s.answers[item] = o->value;
		worse++;
		if (verdict_of_sheet(&g->s).verdict > was->verdict)
			fail_at(c, item, before, o->value);
	}
	g->s.answers[item] = before;
}

/* Nobody starts. */
static void
an_answer_that_is_not_known(struct given *g, size_t item)
{
	static const char *const none[] = { NULL, ANSWER_UNKNOWN };
	const char *before = g->s.answers[item];
	size_t i;

	for (i = 0; i < ARRAY_LEN(none); i++, unknown++) {
		g->s.answers[item] = none[i];
		if (verdict_of_sheet(&g->s).verdict > I)
			fail_at(g->s.c, item, before, none[i]);
	}
	g->s.answers[item] = before;
}

/* The month of the day, then its year. */
static void
a_day_less_precise(struct given *g, size_t item, const struct screening_result *was)
{
	const char *before = g->s.answers[item];
	char month[8], year[5];
	const char *const less[] = { month, year };
	struct screening_result last = *was;
	size_t i;

	if (before != g->days[item])
		return;
	snprintf(month, sizeof(month), "%.7s", before);
	snprintf(year, sizeof(year), "%.4s", before);
	for (i = 0; i < ARRAY_LEN(less); i++, imprecise++) {
		g->s.answers[item] = less[i];
		struct screening_result r = verdict_of_sheet(&g->s);

		if (r.verdict > last.verdict || (r.verdict == D && last.verdict == D &&
		    r.eligible_on != DATE_NONE && (last.eligible_on == DATE_NONE ||
		    r.eligible_on < last.eligible_on)))
			fail_at(g->s.c, item, before, less[i]);
		last = r;
	}
	g->s.answers[item] = before;
}

static void
a_card_that_does_not_know(struct given *g)
{
	struct sheet s = g->s;

	if (checklist_item(s.c, "age") >= 0) {
		s.facts.born = DATE_NONE;
		assert_true(verdict_of_sheet(&s).verdict <= I);
		unknown++;
	}
	s = g->s;
	if (checklist_item(s.c, "fitzpatrick") >= 0) {
		s.facts.fitzpatrick = NULL;
		assert_true(verdict_of_sheet(&s).verdict <= I);
		unknown++;
	}
}

/* --- in another order ----------------------------------------------------------------------------- */

static struct record **
shuffle(struct record *const *rows, size_t n)
{
	struct record **all = xcalloc(n + 1, sizeof(*all));
	size_t i, k;

	for (i = 0; i < n; i++) {
		k = dice(i + 1);
		all[i] = all[k];
		all[k] = record_copy(rows[i]);
	}
	return all;
}

static struct checklist *
in_another_order(const struct checklist *c)
{
	struct checklist *other = xcalloc(1, sizeof(*other));

	other->head = record_copy(c->head);
	other->items = shuffle(c->items, other->n_items = c->n_items);
	other->rules = shuffle(c->rules, other->n_rules = c->n_rules);
	checklist_finish(other);
	return other;
}

/* A number for what was found, whatever the order: which rules, until when. */
static uint64_t
sum_of(const struct checklist *c, const struct sheet *s)
{
	struct screening_result r = evaluate(s);
	uint64_t sum = (uint64_t)r.verdict * 1000003u + (uint64_t)(r.eligible_on + 1) +
	    r.sites_blocked * 77u + r.n_findings * 31u;
	size_t i;

	for (i = 0; i < r.n_findings; i++) {
		const struct screening_finding *f = &r.findings[i];

		sum += (uint64_t)(f->rule != NULL ? record_int(f->rule, "position") * 7919 :
		    record_int(c->items[f->item], "position") * 104729) * ((uint64_t)f->verdict + 3) +
		    (uint64_t)(f->until + 1);
	}
	screening_result_free(&r);
	return sum;
}

static void
an_order_that_does_not_matter(struct given *g, const struct checklist *other)
{
	struct sheet s = g->s;
	size_t i;

	s.c = other;
	for (i = 0; i < other->n_items; i++)
		s.answers[i] = g->s.answers[checklist_item(g->s.c, other->fields[i].name)];
	if (sum_of(g->s.c, &g->s) != sum_of(other, &s))
		fail_msg("%s: another order says something else", record_text(other->head, "code"));
	shuffled++;
}

static bool
try_template(const char *code, UNUSED const char *text, UNUSED void *arg, struct err *e)
{
	struct checklist *c = checklist_load(v.mara->db, code, e), *other;
	struct given g;
	size_t n, i;

	if (c == NULL)
		return false;
	assert_true(c->n_items <= SHEET_ITEMS_MAX);
	other = in_another_order(c);
	for (n = 0; n < SHEETS; n++) {
		fill(c, &g);
		struct screening_result was = verdict_of_sheet(&g.s);

		for (i = 0; i < c->n_items; i++)
			if (screening_item_applies(c, g.s.answers, i)) {
				a_worse_answer(&g, i, &was);
				an_answer_that_is_not_known(&g, i);
				a_day_less_precise(&g, i, &was);
			}
		a_card_that_does_not_know(&g);
		an_order_that_does_not_matter(&g, other);
	}
	checklist_free(c);
	checklist_free(other);
	return true;
}

static void
nothing_is_better_for_being_worse(void **state)
{
	OK(shipped_each("checklists/", try_template, NULL, &err));
	assert_true(worse > 0 && unknown > 0 && imprecise > 0 && shuffled > 0);
}

/* --- a treatment nobody here thought of ------------------------------------------------------------- */

#define SOURCE "\"source\":\"A manual, edition 3, checked 30 Nov 2026\""
static const char cold[] = "{\"code\":\"cryolipolysis\",\"title\":\"Before cryolipolysis\","
	"\"items\":[{\"code\":\"cold_illness\",\"ask\":\"Cryoglobulinaemia or cold urticaria?\","
	"\"answers\":\"no=n=no|yes=y=yes\"},"
	"{\"code\":\"hernia\",\"ask\":\"Hernia in the area?\",\"answers\":\"no=n=no|yes=y=yes|mended="
	"m=mended\"},{\"code\":\"mended_on\",\"type\":\"date\",\"only_if\":\"hernia=mended\",\"ask\":"
	"\"Mended when?\"},{\"code\":\"conditions\",\"type\":\"card\",\"ask\":\"Conditions\"}],"
	"\"rules\":[{\"item\":\"cold_illness\",\"answer\":\"yes\",\"verdict\":\"block\"," SOURCE "},"
	"{\"item\":\"hernia\",\"answer\":\"yes\",\"verdict\":\"refer\",\"override\":\"practitioner\","
	SOURCE "},{\"item\":\"hernia\",\"answer\":\"mended\",\"verdict\":\"defer\",\"window_n\":6,"
	"\"window_unit\":\"months\",\"counted_from\":\"mended_on\",\"override\":\"practitioner\","
	SOURCE "},{\"item\":\"conditions\",\"answer\":\"raynaud*\",\"only_if\":\"cold_illness=no\","
	"\"verdict\":\"block\"," SOURCE "}]}";

static void
screened(const struct checklist *c, const char *illness, const char *hernia, const char *on,
    int64_t visit, const char *told)
{
	const char *answers[] = { illness, hernia, on, NULL };
	enum verdict verdict;
	int64_t id;

	OK(screening_save(v.mara, c, v.anna, 0, date_from_iso(SHEET_TODAY), answers, &id, &verdict,
	    NULL, &err));
	if (told == NULL)
		OK(session_step(v.mara, visit, visits_version(visit), SESSION_STEP_START, &err));
	else
		REFUSED(session_step(v.mara, visit, visits_version(visit), SESSION_STEP_START, &err),
		    ERR_INVALID, told);
}

static void
a_strangers_file_is_enough(void **state)
{
	struct checklist *file = checklist_parse(v.mara->db, cold, &err), *c;
	int64_t id, visit;

	OK(file != NULL);
	OK(checklist_add(v.mara, file, &id, &err));
	checklist_free(file);
	OK(checklist_publish(v.mara, id, &err));
	OK((c = checklist_load(v.mara->db, "cryolipolysis", &err)) != NULL);
	visit = visits_add(v.anna, visits_new(&record_service, "name", "Cryolipolysis", "checklist",
	    "cryolipolysis", NULL), v.mara->staff->id, SHEET_TODAY, "10:00", "here");
	screened(c, "yes", "no", NULL, visit, "BLOCK cold illness");
	screened(c, "no", "yes", NULL, visit, "REFER hernia");
	/* September counts as its last day */
	screened(c, "no", "mended", "2025-09", visit, "30 Mar 2026");
	screened(c, "no", ANSWER_UNKNOWN, NULL, visit, "hernia");
	OK(clinic_set(v.mara, v.anna, "conditions", "Raynaud's disease", &err));
	screened(c, "no", "no", NULL, visit, "BLOCK raynaud in conditions");
	OK(clinic_set(v.mara, v.anna, "conditions", "", &err));
	screened(c, "no", "mended", "2025-08-31", visit, NULL);
	checklist_free(c);
}

TEST_MAIN(
    VISITS_CASE(nothing_is_better_for_being_worse),
    VISITS_CASE(a_strangers_file_is_enough))
