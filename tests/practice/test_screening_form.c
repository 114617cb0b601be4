/*
 * A checklist is typed by its keys: every answer has one, unique in its item, and
 * the same number stands on screen and paper. The bar tells the verdict in one line
 * at every answer. Last time's answers come back without those that are asked at
 * every visit. Who may override is what the rules say, and an override stays.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/save.h"
#include "practice/screening_form.h"
#include "practice/screening_override.h"
#include "tests/support/sheet.h"

static struct screening_form *form;

static int
form_begin(void **state)
{
	sheet_begin(state);
	form = screening_form_new(sheet_shipped);
	return 0;
}

static int
form_end(void **state)
{
	screening_form_free(form);
	return sheet_end(state);
}

#define FORM_CASE(name) cmocka_unit_test_setup_teardown(name, form_begin, form_end)

static const struct screening_item *
item(const char *code)
{
	int at = checklist_item(sheet_shipped, code);
	size_t i;

	for (i = 0; i < form->n_items; i++)
		if ((int)form->items[i].item == at)
			return &form->items[i];
	fail_msg("%s is not on the form", code);
	return NULL;
}

/* --- keys ---------------------------------------------------------------------- */

static void
every_answer_has_a_key_of_its_own(void **state)
{
	struct err err;
	size_t i;

	assert_int_equal(form->n_items, SHEET_ASKED);
	for (i = 0; i < form->n_items; i++) {
		const struct screening_item *it = &form->items[i];
		size_t k;

		assert_int_equal(it->number, (int)i + 1);
		assert_true(it->n_choices >= (it->is_date ? 1 : 2));
		for (k = 0; k < it->n_choices; k++) {
			const struct screening_choice *c = &it->choices[k];
			size_t m;

			assert_int_equal(strlen(c->key), 1);
			for (m = 0; m < k; m++)
				if (strcmp(it->choices[m].key, c->key) == 0)
					fail_msg("%s: %s and %s have the key %s",
					    it->ask, it->choices[m].value, c->value,
					    c->key);
			AUTO_FREE char *by_key = screening_form_parse(form, it,
			    &field_context_plain, c->key, &err);
			AUTO_FREE char *by_label = screening_form_parse(form, it,
			    &field_context_plain, c->label, &err);
			assert_string_equal(by_key, c->value);
			assert_string_equal(by_label, c->value);
		}
		assert_string_equal(it->choices[it->n_choices - 1].value,
		    ANSWER_UNKNOWN);
	}
}

/* Whatever begins a day as people say it is text in a date's row, not a key. */
static void
no_key_of_a_date_begins_a_date(void **state)
{
	static const char begins[] = "0123456789+abcdefghijlmnopqrstuvwy";
	size_t i;
	const char *c;

	for (i = 0; i < form->n_items; i++)
		for (c = begins; form->items[i].is_date && *c != '\0'; c++) {
			char typed[2] = { *c, '\0' };

			assert_null(screening_form_choice(&form->items[i], typed));
		}
}

static char *
parsed(const char *code, const char *typed, struct err *e)
{
	struct field_context today = { .date_order = DATE_DMY,
	    .today = date_from_iso(SHEET_TODAY) };

	return screening_form_parse(form, item(code), &today, typed, e);
}

/* What another answer calls for has been: there is no key for never, and the word is
 * refused with a sentence. */
static void
never_does_not_fit_what_has_been(void **state)
{
	static const char *const called_for[] = { "isotretinoin_date", "radiation_date",
		"sun_date" };
	struct err err;
	size_t i;

	assert_non_null(screening_form_choice(item("toxin_date"), "x"));
	for (i = 0; i < ARRAY_LEN(called_for); i++) {
		assert_null(screening_form_choice(item(called_for[i]), "x"));
		assert_null(parsed(called_for[i], "never", &err));
		assert_non_null(strstr(err.text, "Never does not fit"));
	}
}

/* A month or a year alone stays one, and none is to come. */
static void
a_day_is_as_precise_as_it_was_said(void **state)
{
	static const struct { const char *typed, *stored, *shown; } cases[] = {
		{ "jan 2026", "2026-01", "Jan 2026" }, { "2026-01", "2026-01", "Jan 2026" },
		{ "2025", "2025", "2025" }, { "nov", "2025-11", "Nov 2025" },
		{ "12 jan", "2026-01-12", "Mon 12 Jan 2026" },
		{ "next", NULL, NULL }, { "2027", NULL, NULL }, { "apr 2026", NULL, NULL },
	};
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *answer = parsed("toxin_date", cases[i].typed, &err);
		AUTO_BUF struct buf shown = BUF_INIT;

		if (cases[i].stored == NULL) {
			assert_null(answer);
			assert_true(err.text[0] != '\0');
			continue;
		}
		assert_string_equal(answer, cases[i].stored);
		screening_form_label(item("toxin_date"), answer, &shown);
		assert_string_equal(shown.s, cases[i].shown);
		/* as a draft keeps it */
		AUTO_FREE char *again = screening_form_parse(form, item("toxin_date"),
		    &field_context_plain, answer, &err);
		assert_string_equal(again, answer);
	}
}

static void
a_graded_answer_has_its_grade(void **state)
{
	const struct screening_item *acne = item("acne");

	assert_string_equal(screening_form_choice(acne, "3")->label, "grade III");
	assert_string_equal(screening_form_choice(acne, "C")->value, "cystic");
	assert_null(screening_form_choice(acne, "5"));
	assert_null(screening_form_choice(acne, ""));
}

static void
reads_days_and_tells_what_is_wrong(void **state)
{
	struct field_context context = { .date_order = DATE_DMY,
	    .today = date_from_iso(SHEET_TODAY) };
	AUTO_BUF struct buf shown = BUF_INIT;
	struct err err;

	AUTO_FREE char *day = screening_form_parse(form, item("filler_date"), &context,
	    "1/3", &err);
	assert_string_equal(day, "2026-03-01");
	screening_form_label(item("filler_date"), day, &shown);
	assert_string_equal(shown.s, "Sun 1 Mar 2026");
	assert_null(screening_form_parse(form, item("filler_date"), &context,
	    "2026-03-13", &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_null(screening_form_parse(form, item("acne"), &context, "x", &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_null(screening_form_parse(form, item("acne"), &context, "", &err));
	buf_cut(&shown, 0);
	screening_form_label(item("acne"), NULL, &shown);
	assert_string_equal(shown.s, "");
	screening_form_label(item("acne"), ANSWER_UNKNOWN, &shown);
	assert_string_equal(shown.s, "not known");
}

/* The source of the nth rule about an item, from 0. */
static const char *
source_of(const char *code, size_t nth)
{
	size_t i = 0;

	while (strcmp(record_text(sheet_shipped->rules[i], "item"), code) != 0 || nth-- > 0)
		i++;
	return record_text(sheet_shipped->rules[i], "source");
}

static void
tells_why(void **state)
{
	AUTO_BUF struct buf acne = BUF_INIT, surgery = BUF_INIT, when = BUF_INIT;
	AUTO_FREE char *of_acne = xasprintf(
	    "grade III, grade IV, cystic: BLOCK. Do not treat over active acne of grade "
	    "III, IV or cystic; refer to a physician. Source: %s. The owner may override it, "
	    "with a reason.\n"
	    "grade I, grade II: CAUTION. Avoid the lesions. Source: %s. To be acknowledged.\n"
	    "not known: INCOMPLETE. Nobody starts before it is answered.\n",
	    source_of("acne", 0), source_of("acne", 1));
	AUTO_FREE char *of_surgery = xasprintf(
	    "more recent than 3 months: DEFER. Wait 3 months after a deep peel or surgery. "
	    "Source: %s. A practitioner may override it, with a reason.\n"
	    "not known: INCOMPLETE. Nobody starts before it is answered.\n",
	    source_of("surgery_date", 0));

	screening_form_why(form, item("acne"), &acne);
	assert_string_equal(acne.s, of_acne);
	screening_form_why(form, item("surgery_date"), &surgery);
	assert_string_equal(surgery.s, of_surgery);
	screening_form_why(form, item("isotretinoin_date"), &when);
	assert_string_equal(when.s,
	    "The day counts for: Isotretinoin, now or before?\n"
	    "not known: INCOMPLETE. Nobody starts before it is answered.\n"
	    "Asked at every visit.\n");
}

/* Every item of the shipped template says something with a source. */
static void
tells_why_for_every_item(void **state)
{
	size_t i;

	for (i = 0; i < form->n_items; i++) {
		AUTO_BUF struct buf why = BUF_INIT;

		screening_form_why(form, &form->items[i], &why);
		if (strstr(why.s, "Source: ") == NULL &&
		    strstr(why.s, "The day counts for: ") == NULL)
			fail_msg("%s: %s", form->items[i].ask, why.s);
	}
}

/* --- the bar ---------------------------------------------------------------------- */

static void
bar_is(const struct sheet *s, const char *expected)
{
	struct screening_result r = evaluate(s);
	AUTO_BUF struct buf out = BUF_INIT;

	buf_adds(&out, "x");	/* what stands before is left alone */
	screening_bar(&r, s->c, s->answers, s->facts.on, &out);
	buf_addc(&out, '|');
	screening_count(&r, &out);
	screening_result_free(&r);
	assert_string_equal(out.s + 1, expected);
}

static void
bar_tells_the_verdict(void **state)
{
	struct sheet s = well_sheet(), none = well_sheet();

	bar_is(&s, "OK|26 of 26 answered");
	memset(none.answers, 0, sizeof(none.answers));
	bar_is(&none, "|0 of 26 answered");
	put(&none, "keloid", "yes");
	bar_is(&none, "BLOCK keloid|1 of 26 answered");

	put(&s, "filler_date", "2026-03-01");
	bar_is(&s, "DEFER until 29 Mar (filler)|26 of 26 answered");
	put(&s, "dermatitis", "elsewhere");
	put(&s, "young_scar", "yes");
	put(&s, "keloid", "yes");
	put(&s, "toxin_date", "2026-03-11");
	bar_is(&s, "BLOCK keloid · DEFER until 29 Mar (filler) · CAUTION 2|"
	    "26 of 26 answered");
	put(&s, "isotretinoin", "stopped");
	bar_is(&s, "BLOCK keloid · DEFER until 29 Mar (filler) · CAUTION 2|"
	    "26 of 27 answered");
	put(&s, "isotretinoin_date", "2025-12-31");
	bar_is(&s, "BLOCK keloid · DEFER until 30 Jun (isotretinoin) · CAUTION 2|"
	    "27 of 27 answered");
	s.facts.on = date_from_iso("2025-12-31");
	bar_is(&s, "BLOCK keloid · DEFER until 30 Jun 2026 (isotretinoin) · CAUTION 2|"
	    "27 of 27 answered");
}

static void
bar_tells_what_is_open(void **state)
{
	struct sheet s = well_sheet();

	put(&s, "diabetes", ANSWER_UNKNOWN);
	put(&s, "keloid", NULL);
	bar_is(&s, "not known diabetes|25 of 26 answered");
	s.facts.fitzpatrick = NULL;	/* nor is what the card should say */
	bar_is(&s, "not known diabetes and 1 more|25 of 26 answered");
	put(&s, "young_scar", "yes");	/* the first in the list decides nothing */
	bar_is(&s, "not known diabetes and 1 more · CAUTION 1|25 of 26 answered");
	put(&s, "diabetes", "no");
	bar_is(&s, "not known skin type · CAUTION 1|25 of 26 answered");
	s = well_sheet();
	put(&s, "connective_cardiac", "yes");
	put(&s, "filler_date", "2026-03-01");
	put(&s, "dermatitis", "in_area");
	bar_is(&s, "REFER connective cardiac · DEFER, no day yet (dermatitis)|26 of 26 answered");
}

/* --- a client's screenings -------------------------------------------------------------- */

static int64_t
client(void)
{
	return clinic_client(sheet_clinic, "family", "Lind", "born", "1985-05-05",
	    "fitzpatrick", "II", NULL);
}

static int64_t
save(struct practice *p, int64_t who, const struct sheet *s)
{
	enum verdict v;
	int64_t id;
	struct err err;

	OK(screening_save(p, s->c, who, 0, clock_today(), s->answers, &id, &v, NULL, &err));
	return id;
}

static struct screening_state
state_on(int64_t who, const char *day)
{
	struct screening_state st;
	struct err err;

	OK(screening_latest(sheet_clinic, who, "microneedling", date_from_iso(day), &st,
	    &err));
	return st;
}

static void
knows_the_newest_screening(void **state)
{
	int64_t who = client(), first, second;
	struct sheet s = well_sheet();
	struct screening_state st;
	struct err err;

	assert_int_equal(state_on(who, SHEET_TODAY).id, 0);
	assert_false(state_on(who, SHEET_TODAY).treatable);
	first = save(sheet_clinic, who, &s);
	st = state_on(who, SHEET_TODAY);
	assert_int_equal(st.id, first);
	assert_true(st.reviewed && st.holds && st.treatable);
	assert_true(state_on(who, "2026-09-12").treatable);
	assert_false(state_on(who, "2026-09-13").holds);
	assert_false(state_on(who, "2026-09-13").treatable);
	put(&s, "filler_date", "2026-03-01");
	second = save(sheet_clinic, who, &s);
	st = state_on(who, "2026-03-28");
	assert_int_equal(st.id, second);
	assert_int_equal(st.verdict, VERDICT_DEFER);
	assert_false(st.treatable);
	assert_true(state_on(who, "2026-03-29").treatable);
	assert_int_equal(state_on(who, "2026-03-11").id, 0);
	OK(screening_latest(sheet_clinic, who, "other", st.date, &st, &err));
	assert_int_equal(st.id, 0);
}

static void
asks_every_visit_items_again(void **state)
{
	char *answers[SHEET_ITEMS_MAX];
	int64_t who = client(), id;
	struct sheet s = well_sheet();
	struct err err;
	bool found;
	size_t i;

	OK(screening_last(sheet_clinic, s.c, who, answers, &found, &err));
	assert_false(found);
	put(&s, "acne", "2");
	put(&s, "diabetes", ANSWER_UNKNOWN);
	id = save(sheet_clinic, who, &s);
	OK(screening_last(sheet_clinic, s.c, who, answers, &found, &err));
	assert_true(found);
	for (i = 0; i < s.c->n_items; i++) {
		bool again = record_int(s.c->items[i], "every_visit") != 0 ||
		    (s.answers[i] != NULL && strcmp(s.answers[i], "-") == 0);

		if (again || s.answers[i] == NULL)
			assert_null(answers[i]);
		else
			assert_string_equal(answers[i], s.answers[i]);
	}
	screening_answers_free(s.c, answers);

	AUTO_RECORD struct record *r = db_get(sheet_clinic->db, &record_screening, id, &err);
	OK(screening_answers_read(sheet_clinic->db, s.c, r, answers, &err));
	for (i = 0; i < s.c->n_items; i++)
		if (s.answers[i] == NULL)
			assert_null(answers[i]);
		else
			assert_string_equal(answers[i], s.answers[i]);
	screening_answers_free(s.c, answers);
}

/* --- review and override ------------------------------------------------------------------ */

/* By what its screening says, asked by the owner. */
static enum screening_override
next_by(const struct sheet *s)
{
	struct rescreen r;
	struct screening_next next;
	struct err err;

	OK(rescreen_of(sheet_clinic, save(sheet_clinic, client(), s), &r, &err));
	next = screening_next_override(sheet_clinic, &r);
	rescreen_free(&r);
	return next.by;
}

static void
each_rule_says_who_overrides(void **state)
{
	static const struct {
		const char *item, *answer;
		enum screening_override by;
	} cases[] = {
		{ "acne", "none", OVERRIDE_NOT_NEEDED },
		{ "young_scar", "yes", OVERRIDE_NOT_NEEDED },
		{ "site_lesion", "mole", OVERRIDE_NOT_NEEDED },
		{ "toxin_date", SHEET_TODAY, OVERRIDE_PRACTITIONER },
		{ "connective_cardiac", "yes", OVERRIDE_PRACTITIONER },
		{ "keloid", "yes", OVERRIDE_OWNER },
		{ "pregnancy", "nursing", OVERRIDE_OWNER },
		{ "pregnancy", "pregnant", OVERRIDE_NEVER },
		{ "isotretinoin", "now", OVERRIDE_NEVER },
		{ "diabetes", ANSWER_UNKNOWN, OVERRIDE_NEVER },
		{ "diabetes", NULL, OVERRIDE_NEVER },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct sheet s = well_sheet();

		put(&s, cases[i].item, cases[i].answer);
		if (next_by(&s) != cases[i].by)
			fail_msg("%s", cases[i].item);
	}
	struct sheet s = well_sheet();
	put(&s, "keloid", "yes");
	put(&s, "toxin_date", SHEET_TODAY);
	assert_int_equal(next_by(&s), OVERRIDE_OWNER);
}

static int64_t
version_of(int64_t id)
{
	struct err err;
	AUTO_RECORD struct record *r = db_get(sheet_clinic->db, &record_screening, id, &err);

	OK(r != NULL);
	return r->version;
}

static bool
override(struct practice *p, int64_t id, const char *reason, struct err *e)
{
	return clinic_override(p, id, reason, e);
}

static void
only_who_may_overrides(void **state)
{
	int64_t who = client(), blocked, deferred, never, well;
	struct sheet s = well_sheet();
	struct practice *jon;
	struct err err;

	clinic_staff(sheet_clinic, "jon", "practitioner");
	jon = clinic_open(sheet_path, "jon");
	well = save(jon, who, &s);
	put(&s, "toxin_date", SHEET_TODAY);
	deferred = save(jon, who, &s);
	put(&s, "toxin_date", ANSWER_NEVER);
	put(&s, "keloid", "yes");
	blocked = save(jon, who, &s);
	put(&s, "pregnancy", "pregnant");
	never = save(jon, who, &s);

	assert_false(override(jon, well, "all well", &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_false(override(jon, never, "she insists", &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_false(override(sheet_clinic, never, "she insists", &err));
	assert_false(override(jon, blocked, "old scar", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM journal "
	    "WHERE kind = 'denied'"), 1);
	assert_false(override(jon, deferred, " ", &err));
	assert_string_equal(err.field, "override_reason");
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM screening "
	    "WHERE override_by IS NOT NULL"), 0);

	OK(override(jon, deferred, "other area", &err));
	OK(override(sheet_clinic, blocked, "checked: no keloid", &err));
	assert_false(override(sheet_clinic, blocked, "checked once more", &err));
	assert_false(db_undo(sheet_clinic->db, 0, NULL, NULL, NULL, &err));
	assert_non_null(strstr(err.text, "screen the client again"));
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM screening "
	    "WHERE override_by = 1 AND override_reason LIKE 'checked%'"), 1);
	practice_close(jon);
}

static void
a_reason_has_substance(void **state)
{
	static const char *const nothing[] = { "ok", "xxx", ".", "", "healed", "ok ok ok ok ok",
	    "1234 5678 90", "a b c d e f g h", "all well" };
	int64_t id;
	struct sheet s = well_sheet();
	struct err err;
	size_t i;

	put(&s, "keloid", "yes");
	id = save(sheet_clinic, client(), &s);
	for (i = 0; i < ARRAY_LEN(nothing); i++) {
		assert_false(override(sheet_clinic, id, nothing[i], &err));
		assert_int_equal(err.code, ERR_INVALID);
	}
	assert_non_null(strstr(err.text, "two different words and 10 characters at least"));
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM rule_override"), 0);
	OK(override(sheet_clinic, id, "\xc3\xa4rztlich gekl\xc3\xa4rt", &err));
}

/* Each by the role it allows; of all of them the screening itself keeps who was last. */
static void
rules_are_overridden_one_by_one(void **state)
{
	struct sheet s = well_sheet();
	struct practice *jon;
	AUTO_RECORD struct record *mine = NULL, *base = NULL;
	struct rescreen r;
	int64_t id, version;
	struct err err;

	clinic_staff(sheet_clinic, "jon", "practitioner");
	jon = clinic_open(sheet_path, "jon");
	put(&s, "keloid", "yes");
	put(&s, "toxin_date", SHEET_TODAY);
	id = save(jon, client(), &s);
	version = version_of(id);
	OK(override(jon, id, "another area is treated", &err));
	assert_false(override(jon, id, "it is an old scar", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM screening WHERE "
	    "override_by IS NOT NULL"), 0);
	/* what stands in the way is what was looked at */
	assert_false(screening_override(sheet_clinic, id, version, 1, "it is an old scar", &err));
	assert_int_equal(err.code, ERR_STALE);
	OK(override(sheet_clinic, id, "it is an old scar", &err));
	OK(rescreen_of(sheet_clinic, id, &r, &err));
	assert_int_equal(screening_next_override(sheet_clinic, &r).by, OVERRIDE_NOT_NEEDED);
	rescreen_free(&r);
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM rule_override o JOIN "
	    "checklist_rule r ON r.id = o.rule WHERE (o.staff = 1 AND r.item = 'keloid' AND "
	    "o.reason = 'it is an old scar') OR (o.staff = 2 AND r.item = 'toxin_date')"), 2);
	assert_int_equal(dbfile_int(sheet_path, "SELECT count(*) FROM screening WHERE "
	    "override_by = 1"), 1);
	/* who has lost the right does not override any more */
	mine = db_get(sheet_clinic->db, &record_staff, jon->staff->id, &err);
	base = record_copy(mine);
	record_set_text(mine, "role", "front_desk");
	OK(practice_save(sheet_clinic, ACTION_WRITE_OFFER, mine, base, NULL, NULL, &err));
	OK(rescreen_of(sheet_clinic, id, &r, &err));
	assert_int_equal(screening_next_override(sheet_clinic, &r).by, OVERRIDE_PRACTITIONER);
	rescreen_free(&r);
	practice_close(jon);
}

/* What was told at the time, and is in the verdict alone, still counts. */
static void
the_stored_verdict_counts(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct sheet s = well_sheet();
	struct practice *jon;
	struct err err;

	s.facts.adverse_event_open = true;
	r = screening_record(s.c, client(), s.answers, &s.facts);
	OK(practice_add(sheet_clinic, ACTION_WRITE_SCREENINGS, r, NULL, &err));
	clinic_staff(sheet_clinic, "jon", "practitioner");
	jon = clinic_open(sheet_path, "jon");
	assert_false(override(jon, r->id, "healed", &err));
	assert_int_equal(err.code, ERR_DENIED);
	OK(override(sheet_clinic, r->id, "it has healed since", &err));
	practice_close(jon);
}

static void
review_is_a_practitioners(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct sheet s = well_sheet();
	struct practice *desk;
	struct err err;
	int64_t who = client(), id;

	r = screening_record(s.c, who, s.answers, &s.facts);
	OK(practice_add(sheet_clinic, ACTION_WRITE_SCREENINGS, r, NULL, &err));
	id = r->id;
	assert_false(state_on(who, SHEET_TODAY).reviewed);
	clinic_staff(sheet_clinic, "ann", "front_desk");
	desk = clinic_open(sheet_path, "ann");
	assert_false(screening_review(desk, id, r->version, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(desk);
	assert_false(screening_review(sheet_clinic, id, r->version - 1, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_false(screening_review(sheet_clinic, id + 1, 1, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	OK(screening_review(sheet_clinic, id, r->version, &err));
	assert_true(state_on(who, SHEET_TODAY).reviewed);
	assert_false(screening_review(sheet_clinic, id, version_of(id), &err));
}

TEST_MAIN(
    FORM_CASE(every_answer_has_a_key_of_its_own),
    FORM_CASE(no_key_of_a_date_begins_a_date),
    FORM_CASE(never_does_not_fit_what_has_been),
    FORM_CASE(a_day_is_as_precise_as_it_was_said),
    FORM_CASE(a_graded_answer_has_its_grade),
    FORM_CASE(reads_days_and_tells_what_is_wrong),
    FORM_CASE(tells_why),
    FORM_CASE(tells_why_for_every_item),
    FORM_CASE(bar_tells_the_verdict),
    FORM_CASE(bar_tells_what_is_open),
    FORM_CASE(knows_the_newest_screening),
    FORM_CASE(asks_every_visit_items_again),
    FORM_CASE(each_rule_says_who_overrides),
    FORM_CASE(a_reason_has_substance),
    FORM_CASE(rules_are_overridden_one_by_one),
    FORM_CASE(only_who_may_overrides),
    FORM_CASE(the_stored_verdict_counts),
    FORM_CASE(review_is_a_practitioners))
