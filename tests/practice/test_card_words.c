/*
 * Words of a client's card, and conditions of rules: what is found by a word and what is not, by
 * which name, and that what is not known is never better.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/checklist_file.h"
#include "practice/checklist_look.h"
#include "practice/rescreen.h"
#include "practice/screening_form.h"
#include "tests/support/visits.h"

static struct err err;

#define SOURCE "\"source\":\"A manual, edition 3, checked 30 Nov 2026\""
#define ITEMS "{\"code\":\"thinner\",\"ask\":\"Blood thinner?\",\"answers\":" \
	"\"no=n=none|yes=y=one\"},{\"code\":\"medicines\",\"ask\":\"Medicines\",\"type\":\"card\"}," \
	"{\"code\":\"allergies\",\"ask\":\"Allergies\",\"type\":\"card\"}," \
	"{\"code\":\"conditions\",\"ask\":\"Conditions\",\"type\":\"card\"}," \
	"{\"code\":\"fitzpatrick\",\"ask\":\"Skin\",\"type\":\"card\"}"
#define RULE(item, answer, only_if, verdict) "{\"item\":\"" item "\",\"answer\":\"" answer \
	"\",\"only_if\":\"" only_if "\",\"verdict\":\"" verdict "\"," SOURCE "}"
#define FILE_OF(items, rules) "{\"code\":\"laser\",\"title\":\"Before a laser\",\"items\":[" items \
	"],\"rules\":[" rules "]}"
static const char by_words[] = FILE_OF(ITEMS,
	RULE("thinner", "yes", "", "refer") ","
	RULE("medicines", "warfarin, blood thinner ,hepar*", "thinner=no", "block") ","
	RULE("allergies", "nickel", "fitzpatrick=IV,V", "refer") ","
	RULE("conditions", "n\\u00e9vus", "medicines=doxycycline", "caution"));

static struct checklist *
parse(const char *json)
{
	struct checklist *c = checklist_parse(v.mara->db, json, &err);

	OK(c != NULL);
	return c;
}

static void
found_is(const struct sheet *s, enum verdict verdict, const char *name)
{
	struct screening_result r = evaluate(s);
	AUTO_BUF struct buf words = BUF_INIT;

	if (r.verdict != verdict || (r.n_findings > 0) != (verdict != K))
		fail_msg("%s, not %s", verdict_name(r.verdict), verdict_name(verdict));
	if (verdict != K)
		screening_name(s->c, &r.findings[0], &words);
	assert_string_equal(words.len > 0 ? words.s : "", name);
	screening_result_free(&r);
}

static struct sheet
sheet(const struct checklist *c, const char *thinner)
{
	struct sheet s = { .c = c, .facts = { .on = date_from_iso(SHEET_TODAY),
	    .fitzpatrick = "II", .last_on_area = DATE_NONE } };

	s.answers[0] = thinner;
	return s;
}

static void
a_word_is_found_whole_in_any_spelling(void **state)
{
	static const struct { const char *medicines, *found; } cases[] = {
		{ NULL, NULL }, { "", NULL }, { "none", NULL }, { "metformin", NULL },
		{ "warfarin", "warfarin" }, { "Warfarin 5 mg daily", "warfarin" },
		{ "Vitamin D;WARFARIN", "warfarin" }, { "w\xc3\xa0rfarin", "warfarin" },
		{ "warfarin-like", "warfarin" }, { "warfarine", NULL }, { "nonwarfarin", NULL },
		{ "antiwarfarin, warfarin", "warfarin" }, { "warfarin2", NULL },
		{ "warfarin\xd0\xb0", NULL },
		{ "a Blood  thinner", "blood thinner" }, { "blood\nthinner", "blood thinner" },
		{ "bloodthinner", NULL }, { "a blood thinner", "blood thinner" },
		{ "heparin", "heparin" }, { "Heparinoid cream", "heparinoid" }, { "hepar", "hepar" },
		{ "no hepa", NULL },
	};
	struct checklist *c = parse(by_words);
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct sheet s = sheet(c, "no");
		AUTO_FREE char *name = xasprintf("%s in medicines", cases[i].found != NULL ?
		    cases[i].found : "");

		s.facts.card[0] = cases[i].medicines;
		found_is(&s, cases[i].found != NULL ? B : K, cases[i].found != NULL ? name : "");
	}
	checklist_free(c);
}

/* The condition: met, not met, not known, not answered. */
static void
a_rule_needs_its_condition(void **state)
{
	struct checklist *c = parse(by_words);
	struct sheet s = sheet(c, "yes");

	s.facts.card[0] = "warfarin";
	found_is(&s, R, "thinner");
	s.answers[0] = ANSWER_UNKNOWN;
	found_is(&s, B, "warfarin in medicines");
	s.answers[0] = NULL;
	found_is(&s, B, "warfarin in medicines");

	s = sheet(c, "no");
	s.facts.card[1] = "Nickel";
	found_is(&s, K, "");
	s.facts.fitzpatrick = "V";
	found_is(&s, R, "nickel in allergies");

	s = sheet(c, "no");
	s.facts.card[2] = "a Nevus";
	s.facts.card[0] = "";
	found_is(&s, K, "");
	s.facts.card[0] = "Doxycycline";
	found_is(&s, C, "nevus in conditions");
	s.facts.card[0] = NULL;
	found_is(&s, C, "nevus in conditions");
	checklist_free(c);
}

static void
never_asked_is_an_answer_where_a_rule_lists_it(void **state)
{
	struct checklist *c = parse(FILE_OF(ITEMS, RULE("medicines", "-,warfarin", "", "caution") ","
	    RULE("thinner", "yes", "", "block")));
	struct sheet s = sheet(c, "no");

	found_is(&s, C, "medicines");
	s.facts.card[0] = "";
	found_is(&s, K, "");
	s.facts.card[0] = "- warfarin";
	found_is(&s, C, "warfarin in medicines");
	checklist_free(c);
}

/* --- from the file to the pre-flight -------------------------------------------------------- */

static void
standing_is(const char *field, const char *text, const char *words)
{
	AUTO_RECORD struct record *card = NULL;
	struct rescreen r;
	AUTO_BUF struct buf told = BUF_INIT;

	OK(clinic_set(v.mara, v.anna, field, text, &err));
	OK((card = db_get(v.mara->db, &record_client, v.anna, &err)) != NULL);
	OK(rescreen(v.mara, card, "microneedling", date_from_iso(SHEET_TODAY), &r, &err));
	if (r.result.n_findings > 0)
		rescreen_words(r.checklist, &r.result.findings[0], &told);
	assert_string_equal(told.len > 0 ? told.s : "", words);
	rescreen_free(&r);
	OK(clinic_set(v.mara, v.anna, field, "", &err));
}

/* The answers said no. */
static void
what_the_card_says_counts_whatever_was_answered(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, v.mara->staff->id, SHEET_TODAY, "10:00", "here");

	visits_screen(v.anna, NULL);
	standing_is("medicines", "", "");
	standing_is("medicines", "Metformin", "");
	standing_is("medicines", "Warfarin Sodium 5 MG Oral Tablet", "BLOCK warfarin in medicines");
	standing_is("medicines", "Roaccutane", "BLOCK roaccutane in medicines");
	standing_is("allergies", "Latex, nickel", "BLOCK nickel in allergies");
	standing_is("allergies", "Sulfa drugs", "CAUTION sulfa in allergies");
	standing_is("conditions", "Keloids", "BLOCK keloids in conditions");
	OK(clinic_set(v.mara, v.anna, "medicines", "apixaban", &err));
	visits_screen(v.anna, NULL);
	REFUSED(session_step(v.mara, id, visits_version(id), SESSION_STEP_START, &err),
	    ERR_INVALID, "Cannot start: BLOCK apixaban in medicines.");
}

static void
why_tells_the_words_and_the_condition(void **state)
{
	struct checklist *c = parse(by_words);
	struct screening_form *f = screening_form_new(c);
	AUTO_BUF struct buf why = BUF_INIT;

	screening_form_why(f, &f->items[0], &why);
	assert_string_equal(why.s, "one: REFER Source: A manual, edition 3, checked 30 Nov 2026. "
	    "Nobody may override it.\n"
	    "medicines on the card with warfarin, blood thinner, hepar*, only if thinner is none: "
	    "BLOCK Source: A manual, edition 3, checked 30 Nov 2026. Nobody may override it.\n"
	    "not known: INCOMPLETE. Nobody starts before it is answered.\n");
	screening_form_free(f);
	checklist_free(c);
}

/* --- what is refused and told ----------------------------------------------------------------- */

static void
gather_flaw(const struct checklist_flaw *flaw, void *arg)
{
	buf_addf(arg, "%s: %s\n", flaw->place, flaw->text);
}

static void
what_is_wrong_is_refused(void **state)
{
	static const struct { const char *rule, *why; } cases[] = {
		{ RULE("medicines", "", "", "block"), "rule 1, medicines: it names no answer" },
		{ RULE("medicines", "*", "", "block"), "medicines has no answer \"*\"" },
		{ RULE("fitzpatrick", "VII", "", "block"), "fitzpatrick has no answer \"VII\"" },
		{ RULE("thinner", "yes", "liver=yes", "block"),
		    "it counts only if liver=yes, and there is no such item" },
		{ RULE("thinner", "yes", "fitzpatrick", "block"), "there is no such item" },
		{ RULE("thinner", "yes", "fitzpatrick=", "block"), "names no answer" },
		{ RULE("thinner", "yes", "fitzpatrick=0", "block"), "fitzpatrick has no answer \"0\"" },
		{ RULE("medicines", "warfarin", "thinner=maybe", "block"),
		    "it counts only if thinner=maybe, and thinner has no answer \"maybe\"" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *json = xasprintf("{\"code\":\"laser\",\"title\":\"L\",\"items\":[%s],"
		    "\"rules\":[%s]}", ITEMS, cases[i].rule);

		err_clear(&err);
		if (checklist_parse(v.mara->db, json, &err) != NULL ||
		    strstr(err.text, cases[i].why) == NULL)
			fail_msg("case %zu: %s", i, err.text);
	}
}

static void
a_condition_that_cannot_be_met_is_told(void **state)
{
#define MORE ITEMS ",{\"code\":\"tan\",\"ask\":\"Tan?\",\"answers\":\"no=n=no|yes=y=yes\"," \
	"\"only_if\":\"thinner=yes\"}"
	static const struct { const char *json, *told; } cases[] = {
		{ FILE_OF(MORE, RULE("thinner", "yes", "", "block") "," RULE("tan", "yes", "thinner=no",
		    "block")), "rule 2, tan: it can never fire: it needs two different answers of "
		    "thinner.\n" },
		{ FILE_OF(MORE, RULE("thinner", "no", "tan=yes", "block")), "rule 1, thinner: it can "
		    "never fire: it needs two different answers of thinner.\n" },
		{ FILE_OF(MORE, RULE("thinner", "yes", "tan=yes,no", "block")), "" },
		{ FILE_OF(ITEMS, RULE("medicines", "a", "medicines=b", "block") ","
		    RULE("thinner", "yes", "", "block")), "" },
		{ FILE_OF(ITEMS, RULE("medicines", "a", "thinner=no", "block") ","
		    RULE("medicines", "a", "thinner=yes", "refer")), "" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct checklist *c = parse(cases[i].json);
		AUTO_BUF struct buf told = BUF_INIT;
		char *unread;

		checklist_look(c, gather_flaw, &told);
		/* the items of the card that this case does not use */
		while (told.len > 0 && (unread = strstr(told.s, "no rule reads it.\n")) != NULL &&
		    strncmp(told.s, "item", 4) == 0) {
			AUTO_FREE char *rest = xstrdup(unread + strlen("no rule reads it.\n"));

			buf_cut(&told, 0);
			buf_adds(&told, rest);
		}
		assert_string_equal(told.len > 0 ? told.s : "", cases[i].told);
		checklist_free(c);
	}
}

TEST_MAIN(
    VISITS_CASE(a_word_is_found_whole_in_any_spelling),
    VISITS_CASE(a_rule_needs_its_condition),
    VISITS_CASE(never_asked_is_an_answer_where_a_rule_lists_it),
    VISITS_CASE(what_the_card_says_counts_whatever_was_answered),
    VISITS_CASE(why_tells_the_words_and_the_condition),
    VISITS_CASE(what_is_wrong_is_refused),
    VISITS_CASE(a_condition_that_cannot_be_met_is_told))
