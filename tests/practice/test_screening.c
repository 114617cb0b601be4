/*
 * The shipped checklist gives every answer the verdict the practice's rules
 * say: the tables here are written from those rules, not from the template. So
 * are windows to the day, ends of months, what is not known, ages and sites.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/sheet.h"

/* --- answers ------------------------------------------------------------------- */

static const struct {
	const char *item, *answer;
	enum verdict verdict;
	const char *override;	/* NULL: no rule fires */
} answers[] = {
	{ "acne", "none", K, NULL }, { "acne", "1", C, "anyone" },
	{ "acne", "2", C, "anyone" }, { "acne", "3", B, "owner" },
	{ "acne", "4", B, "owner" }, { "acne", "cystic", B, "owner" },
	{ "rosacea", "none", K, NULL }, { "rosacea", "controlled", C, "anyone" },
	{ "rosacea", "uncontrolled", B, "owner" },
	{ "blood_thinner", "no", K, NULL }, { "blood_thinner", "yes", B, "owner" },
	{ "bleeding_disorder", "no", K, NULL },
	{ "bleeding_disorder", "yes", B, "owner" },
	{ "skin_in_area", "clear", K, NULL },
	{ "skin_in_area", "cancer", B, "owner" },
	{ "skin_in_area", "infection", B, "owner" },
	{ "skin_in_area", "cold_sore", B, "owner" },
	{ "skin_in_area", "wart", B, "owner" },
	{ "skin_in_area", "wound", B, "owner" },
	{ "skin_in_area", "irritation", B, "owner" },
	{ "healing", "normal", K, NULL }, { "healing", "still_red", B, "owner" },
	{ "healing", "bumps", B, "owner" }, { "healing", "new_pigment", B, "owner" },
	{ "healing", "infection", B, "owner" },
	{ "isotretinoin", "never", K, NULL },
	{ "isotretinoin", "now", B, "never" },
	{ "isotretinoin", "stopped", I, NULL },		/* when? */
	{ "keloid", "no", K, NULL }, { "keloid", "yes", B, "owner" },
	{ "hypertrophic_scar", "none", K, NULL },
	{ "hypertrophic_scar", "elsewhere", C, "anyone" },
	{ "hypertrophic_scar", "in_area", R, "practitioner" },
	{ "pregnancy", "no", K, NULL }, { "pregnancy", "pregnant", B, "never" },
	{ "pregnancy", "nursing", B, "owner" },
	{ "metal_allergy", "no", K, NULL }, { "metal_allergy", "yes", B, "owner" },
	{ "anaesthetic", "ok", K, NULL },
	{ "anaesthetic", "contraindicated", C, "anyone" },
	{ "connective_cardiac", "no", K, NULL },
	{ "connective_cardiac", "yes", R, "practitioner" },
	{ "immune", "no", K, NULL }, { "immune", "suppressed", R, "practitioner" },
	{ "immune", "therapy_now", B, "owner" },
	{ "immune", "radiation_past", I, NULL },	/* when? */
	{ "diabetes", "no", K, NULL }, { "diabetes", "controlled", C, "anyone" },
	{ "diabetes", "uncontrolled", B, "owner" },
	{ "dermatitis", "no", K, NULL }, { "dermatitis", "elsewhere", C, "anyone" },
	{ "dermatitis", "in_area", D, "practitioner" },
	{ "site_lesion", "none", K, NULL },
	{ "site_lesion", "keratosis", C, "owner" },	/* of the site's BLOCK */
	{ "site_lesion", "mole", C, "owner" },
	{ "site_lesion", "tattoo", C, "owner" },
	{ "cold_sores", "no", K, NULL }, { "cold_sores", "yes", C, "anyone" },
	{ "young_scar", "no", K, NULL }, { "young_scar", "yes", C, "anyone" },
	{ "sun", "none", K, NULL }, { "sun", "sunburn", D, "practitioner" },
	{ "sun", "tan", I, NULL }, { "sun", "self_tan", I, NULL },	/* when? */
};

static void
says_what_each_answer_means(void **state)
{
	struct screening_result r;
	struct sheet s;
	char what[80];
	size_t i;

	for (i = 0; i < ARRAY_LEN(answers); i++) {
		s = well_sheet();
		put(&s, "antiviral", "taken_own");	/* asked after cold sores */
		put(&s, answers[i].item, answers[i].answer);
		snprintf(what, sizeof(what), "%s=%s", answers[i].item,
		    answers[i].answer);
		expect(&s, what, answers[i].verdict);
		r = evaluate(&s);
		assert_int_equal(r.n_findings, answers[i].verdict == K ? 0 : 1);
		if (answers[i].override == NULL) {
			assert_true(r.n_findings == 0 ||
			    r.findings[0].rule == NULL);
		} else {
			assert_string_equal(record_text(r.findings[0].rule,
			    "override"), answers[i].override);
			assert_int_equal(r.findings[0].item,
			    checklist_item(sheet_shipped, answers[i].item));
			assert_false(record_is_null(r.findings[0].rule, "source"));
			assert_false(record_is_null(r.findings[0].rule, "guidance"));
		}
		screening_result_free(&r);
	}
}

/* Cold sores are acknowledged; what was done about them is asked and answered. */
static void
asks_what_was_done_about_cold_sores(void **state)
{
	static const struct { const char *answer; enum verdict verdict; size_t found; } done[] = {
		{ NULL, I, 2 }, { ANSWER_UNKNOWN, I, 2 }, { "taken_own", C, 1 },
		{ "taken_here", C, 1 }, { "declined", C, 2 }, { "not_prescribed", C, 2 },
	};
	struct screening_result r;
	struct sheet s = well_sheet();
	size_t i;

	put(&s, "cold_sores", "yes");
	for (i = 0; i < ARRAY_LEN(done); i++) {
		put(&s, "antiviral", done[i].answer);
		expect(&s, done[i].answer, done[i].verdict);
		r = evaluate(&s);
		assert_int_equal(r.n_findings, done[i].found);
		screening_result_free(&r);
	}
	/* left over from an answer taken back */
	put(&s, "cold_sores", "no");
	expect(&s, "no cold sores", K);
}

/* The tables above name every item that is asked and every answer it takes. */
static void
asks_nothing_else(void **state)
{
	const struct choice *o;
	size_t i, k, asked = 0, listed;
	struct sheet s;

	for (i = 0; i < sheet_shipped->n_items; i++) {
		const struct field *f = &sheet_shipped->fields[i];

		if (!checklist_is_asked(sheet_shipped, i))
			continue;
		asked++;
		if (sheet_shipped->asks[i].only_if >= 0)
			continue;
		for (o = f->choices; o != NULL && o->value != NULL; o++) {
			listed = 0;
			for (k = 0; k < ARRAY_LEN(answers); k++)
				listed += strcmp(answers[k].item, f->name) == 0 &&
				    strcmp(answers[k].answer, o->value) == 0;
			if (listed != 1)
				fail_msg("%s=%s is asked and not in the table",
				    f->name, o->value);
		}
	}
	assert_int_equal(asked, SHEET_ASKED);
	s = well_sheet();
	memset(s.answers, 0, sizeof(s.answers));
	expect(&s, "nothing answered", I);
}

static void
asks_again_at_every_visit(void **state)
{
	static const char *const again[] = { "pregnancy", "blood_thinner",
	    "skin_in_area", "healing", "isotretinoin", "isotretinoin_date",
	    "retinoid_date", "waxing_date", "sun", "sun_date" };
	size_t i, k;

	for (i = 0; i < sheet_shipped->n_items; i++) {
		bool wanted = false;

		for (k = 0; k < ARRAY_LEN(again); k++)
			wanted |= strcmp(sheet_shipped->fields[i].name, again[k]) == 0;
		if ((record_int(sheet_shipped->items[i], "every_visit") != 0) != wanted)
			fail_msg("%s", sheet_shipped->fields[i].name);
	}
}

/* --- windows ------------------------------------------------------------------- */

static const struct {
	const char *item, *answer;	/* what calls for the date, or NULL */
	const char *date_item, *date;
	const char *last;		/* last day it is deferred on */
	const char *first;		/* first day allowed */
} windows[] = {
	{ "isotretinoin", "stopped", "isotretinoin_date", "2025-09-12", "2026-03-11", "2026-03-12" },
	{ "isotretinoin", "stopped", "isotretinoin_date", "2025-08-31", "2026-02-27", "2026-02-28" },
	{ "isotretinoin", "stopped", "isotretinoin_date", "2027-08-31", "2028-02-28", "2028-02-29" },
	{ "immune", "radiation_past", "radiation_date", "2025-12-12", "2026-03-11", "2026-03-12" },
	{ "immune", "radiation_past", "radiation_date", "2025-11-30", "2026-02-27", "2026-02-28" },
	{ NULL, NULL, "toxin_date", "2026-02-26", "2026-03-11", "2026-03-12" },
	{ NULL, NULL, "filler_date", "2026-02-12", "2026-03-11", "2026-03-12" },
	{ NULL, NULL, "peel_laser_date", "2026-02-10", "2026-03-11", "2026-03-12" },
	{ NULL, NULL, "surgery_date", "2025-12-12", "2026-03-11", "2026-03-12" },
	{ NULL, NULL, "surgery_date", "2025-12-31", "2026-03-30", "2026-03-31" },
	{ NULL, NULL, "retinoid_date", "2026-03-07", "2026-03-11", "2026-03-12" },
	{ NULL, NULL, "waxing_date", "2026-03-05", "2026-03-11", "2026-03-12" },
	{ "sun", "tan", "sun_date", "2026-02-26", "2026-03-11", "2026-03-12" },
	{ "sun", "self_tan", "sun_date", "2026-03-10", "2026-03-11", "2026-03-12" },
};

static void
defers_to_the_day(void **state)
{
	struct sheet s;
	size_t i;

	for (i = 0; i < ARRAY_LEN(windows); i++) {
		s = well_sheet();
		if (windows[i].item != NULL)
			put(&s, windows[i].item, windows[i].answer);
		put(&s, windows[i].date_item, windows[i].date);
		s.facts.on = date_from_iso(windows[i].date);
		expect_until(&s, windows[i].date_item, D, windows[i].first);
		s.facts.on = date_from_iso(windows[i].last);
		expect_until(&s, windows[i].date_item, D, windows[i].first);
		s.facts.on = date_from_iso(windows[i].first);
		expect(&s, windows[i].date_item, K);
	}
}

/* Of several windows the last counts; one without an end leaves no day to name. */
static void
waits_for_the_last_window(void **state)
{
	struct sheet s = well_sheet();

	put(&s, "toxin_date", "2026-03-10");
	put(&s, "filler_date", "2026-03-01");
	put(&s, "waxing_date", "2026-03-11");
	expect_until(&s, "three windows", D, "2026-03-29");
	put(&s, "dermatitis", "in_area");
	expect(&s, "until healed", D);
}

/* A month or a year counts as its end that gives the worse verdict, and no day counts
 * that came after the answer. Today is 12 March 2026. */
static void
an_imprecise_day_counts_as_its_worse_end(void **state)
{
	struct sheet s = well_sheet();

	/* 14 days since the last of the month, not the first */
	put(&s, "toxin_date", "2026-02");
	expect_until(&s, "toxin some day in February", D, "2026-03-14");
	put(&s, "toxin_date", "2026-01");
	expect(&s, "toxin some day in January", K);
	put(&s, "toxin_date", "2025");
	expect(&s, "toxin some day last year", K);
	/* this month and this year end today */
	put(&s, "toxin_date", "2026-03");
	expect_until(&s, "toxin this month", D, "2026-03-26");
	put(&s, "toxin_date", "2026");
	expect_until(&s, "toxin this year", D, "2026-03-26");
	/* three days on, what was answered then is no later */
	s.facts.on += 3;
	s.facts.days_since = 3;
	expect_until(&s, "toxin this month, asked three days ago", D, "2026-03-26");
	s = well_sheet();
	put(&s, "toxin_date", "soon");
	expect(&s, "no day at all", I);
}

/* A day that is called for cannot be never: the answers contradict each other. */
static void
wants_the_day_it_counts_from(void **state)
{
	struct sheet s = well_sheet();

	put(&s, "sun", "tan");
	put(&s, "sun_date", ANSWER_NEVER);
	expect(&s, "tan, never in the sun", I);
	put(&s, "sun_date", ANSWER_UNKNOWN);
	expect(&s, "tan, when is not known", I);
	put(&s, "sun_date", "2026-01-01");
	expect(&s, "tan, long ago", K);
	/* a day left over from an answer taken back is not asked and not counted */
	put(&s, "sun", "none");
	put(&s, "sun_date", SHEET_TODAY);
	expect(&s, "no sun", K);
}

/* --- not known ------------------------------------------------------------------- */

static void
never_says_ok_to_what_is_not_known(void **state)
{
	static const char *const given[] = { NULL, ANSWER_UNKNOWN, "maybe", "" };
	struct sheet s;
	size_t i, k;

	for (i = 0; i < SHEET_ASKED; i++) {
		if (sheet_well[i].answer == NULL)
			continue;
		for (k = 0; k < ARRAY_LEN(given); k++) {
			s = well_sheet();
			put(&s, sheet_well[i].item, given[k]);
			expect(&s, sheet_well[i].item, I);
			/* worst wins, with INCOMPLETE just under BLOCK */
			if (strcmp(sheet_well[i].item, "connective_cardiac") != 0)
				put(&s, "connective_cardiac", "yes");
			expect(&s, sheet_well[i].item, I);
			put(&s, strcmp(sheet_well[i].item, "keloid") == 0 ?
			    "pregnancy" : "keloid",
			    strcmp(sheet_well[i].item, "keloid") == 0 ?
			    "pregnant" : "yes");
			expect(&s, sheet_well[i].item, B);
		}
	}
	s = well_sheet();
	s.facts.born = DATE_NONE;
	expect(&s, "birth date not on the card", I);
	s = well_sheet();
	s.facts.fitzpatrick = "";
	expect(&s, "skin type not on the card", I);
	s.facts.fitzpatrick = NULL;
	expect(&s, "skin type not on the card", I);
}

static void
counts_questions_and_answers(void **state)
{
	struct sheet s = well_sheet();
	struct screening_result r = evaluate(&s);

	/* three dates and an antiviral are called for by other answers */
	assert_int_equal(r.asked, SHEET_ASKED - 4);
	assert_int_equal(r.answered, r.asked);
	put(&s, "immune", "radiation_past");
	put(&s, "keloid", NULL);
	r = evaluate(&s);
	assert_int_equal(r.asked, SHEET_ASKED - 3);
	assert_int_equal(r.answered, r.asked - 2);
	assert_int_equal(r.counts[I], 2);
	screening_result_free(&r);
}

static void
puts_the_worst_first(void **state)
{
	struct sheet s = well_sheet();
	struct screening_result r;
	size_t i;

	put(&s, "young_scar", "yes");
	put(&s, "toxin_date", SHEET_TODAY);
	put(&s, "connective_cardiac", "yes");
	put(&s, "keloid", "yes");
	put(&s, "diabetes", ANSWER_UNKNOWN);
	r = evaluate(&s);
	assert_int_equal(r.verdict, B);
	assert_int_equal(r.n_findings, 5);
	for (i = 0; i < r.n_findings; i++) {
		static const enum verdict order[] = { B, I, R, D, C };

		assert_int_equal(r.findings[i].verdict, order[i]);
		assert_int_equal(r.counts[order[i]], 1);
	}
	screening_result_free(&r);
}

/* --- card and chart ----------------------------------------------------------------- */

static void
reads_age_from_the_card(void **state)
{
	static const struct {
		const char *born;
		bool guardian;
		enum verdict verdict;
	} ages[] = {
		{ "2008-03-13", false, B },	/* 18 tomorrow */
		{ "2008-03-13", true, C },
		{ "2008-03-12", false, C },	/* 18 today */
		{ "2008-03-12", true, C },
		{ "2004-03-13", false, C },	/* 22 tomorrow */
		{ "2004-03-12", false, K },	/* 22 today */
		{ "2020-01-01", false, B },
		{ "1940-01-01", false, K },
	};
	struct screening_result r;
	struct sheet s;
	size_t i;

	for (i = 0; i < ARRAY_LEN(ages); i++) {
		s = well_sheet();
		s.facts.born = date_from_iso(ages[i].born);
		s.facts.guardian_consents = ages[i].guardian;
		expect(&s, ages[i].born, ages[i].verdict);
	}
	s = well_sheet();
	s.facts.born = date_from_iso("2009-01-01");
	r = evaluate(&s);
	assert_string_equal(record_text(r.findings[0].rule, "override"), "never");
	screening_result_free(&r);
}

static void
reads_skin_area_and_adverse_events(void **state)
{
	static const struct { const char *skin; enum verdict verdict; } skins[] = {
		{ "I", K }, { "II", K }, { "III", K }, { "IV", C }, { "V", C },
		{ "VI", C }
	};
	struct sheet s = well_sheet();
	size_t i;

	for (i = 0; i < ARRAY_LEN(skins); i++) {
		s.facts.fitzpatrick = skins[i].skin;
		expect(&s, skins[i].skin, skins[i].verdict);
	}
	s = well_sheet();
	s.facts.last_on_area = date_from_iso("2026-02-13");
	expect_until(&s, "27 days after the last", D, "2026-03-13");
	s.facts.last_on_area = date_from_iso("2026-02-12");
	expect(&s, "28 days after the last", K);
	s.facts.adverse_event_open = true;
	expect(&s, "open adverse event", B);
}

static void
blocks_a_site(void **state)
{
	static const struct {
		uint32_t planned, affected;
		enum verdict verdict;
	} sites[] = {
		{ 0x7, 0x2, C }, { 0x7, 0x8, C }, { 0x2, 0x2, B },
		{ 0x7, 0x7, B }, { 0x6, 0x7, B }, { 0x0, 0x0, C },
	};
	struct screening_result r;
	struct sheet s = well_sheet();
	size_t i;

	for (i = 0; i < ARRAY_LEN(sites); i++) {
		s.facts.sites_planned = sites[i].planned;
		s.facts.sites_affected = sites[i].affected;
		put(&s, "site_lesion", "tattoo");
		r = evaluate(&s);
		assert_int_equal(r.verdict, sites[i].verdict);
		assert_int_equal(r.sites_blocked, sites[i].affected);
		screening_result_free(&r);
		put(&s, "site_lesion", "none");
		r = evaluate(&s);
		assert_int_equal(r.verdict, K);
		assert_int_equal(r.sites_blocked, 0);
		screening_result_free(&r);
	}
}

TEST_MAIN(
    SHEET_CASE(says_what_each_answer_means),
    SHEET_CASE(asks_what_was_done_about_cold_sores),
    SHEET_CASE(asks_nothing_else),
    SHEET_CASE(asks_again_at_every_visit),
    SHEET_CASE(defers_to_the_day),
    SHEET_CASE(waits_for_the_last_window),
    SHEET_CASE(wants_the_day_it_counts_from),
    SHEET_CASE(never_says_ok_to_what_is_not_known),
    SHEET_CASE(an_imprecise_day_counts_as_its_worse_end),
    SHEET_CASE(counts_questions_and_answers),
    SHEET_CASE(puts_the_worst_first),
    SHEET_CASE(reads_age_from_the_card),
    SHEET_CASE(reads_skin_area_and_adverse_events),
    SHEET_CASE(blocks_a_site))
