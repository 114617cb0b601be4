/*
 * Proves what a consent is worth on a day: to its last day and no longer, for its treatment
 * alone, in any language of its edition, not once it or its words are withdrawn, and that of
 * somebody under 18 only through a guardian where the practice allows it. The day is
 * 12 March 2026.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/consents.h"
#include "practice/preflight.h"
#include "tests/support/visits.h"

static struct consent_answer answer;
static int64_t document;

static int64_t
words(const char *code, const char *edition, const char *language)
{
	return visits_new(&record_document, "code", code, "edition", edition, "language",
	    language, "title", "Consent", "body", "I agree.", "state", "published", NULL);
}

static int
begin(void **state)
{
	visits_begin(state);
	visits_set(&record_service, v.needling, "consent", "needling");
	document = words("needling", "1", "en");
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, visits_end)

/* Anna's, of that day. */
static int64_t
signed_of(int64_t doc, const char *on)
{
	AUTO_FREE char *client = xasprintf("%lld", (long long)v.anna);
	AUTO_FREE char *number = xasprintf("%lld", (long long)doc);

	return visits_new(&record_consent, "client", client, "document", number, "name",
	    "Anna Lang", "signed_on", on, NULL);
}

static void
ask(int64_t service, const char *on, enum consent_state state, const char *sentence)
{
	struct err err;
	AUTO_RECORD struct record *client = db_get(v.mara->db, &record_client, v.anna, &err);
	AUTO_RECORD struct record *s = db_get(v.mara->db, &record_service, service, &err);

	OK(consent_of(v.mara, client, s, date_from_iso(on), &answer, &err));
	assert_string_equal(answer.sentence, sentence);
	assert_int_equal(answer.state, state);
	assert_int_equal(answer.met, state == CONSENT_IN_FORCE || state == CONSENT_NOT_ASKED);
}

static void
is_asked_only_where_the_service_names_one(void **state)
{
	ask(v.facial, SHEET_TODAY, CONSENT_NOT_ASKED, "");
	ask(v.needling, SHEET_TODAY, CONSENT_NONE, "no consent to Microneedling");
	assert_int_equal(answer.document, document);
	visits_set(&record_service, v.needling, "consent", "gone");
	ask(v.needling, SHEET_TODAY, CONSENT_NONE, "no published consent is called gone");
	assert_int_equal(answer.document, 0);
}

static void
counts_to_its_last_day(void **state)
{
	int64_t id = signed_of(document, "2026-01-31");

	ask(v.needling, "2026-01-30", CONSENT_NONE, "no consent to Microneedling");
	ask(v.needling, "2026-01-31", CONSENT_IN_FORCE, "until it is revoked");
	visits_set(&record_consent, id, "expires", "2026-03-11");
	ask(v.needling, SHEET_TODAY, CONSENT_ENDED, "consent ended 11 Mar 2026");
	visits_set(&record_consent, id, "expires", "2026-03-12");
	ask(v.needling, SHEET_TODAY, CONSENT_IN_FORCE, "to 12 Mar 2026");
	assert_int_equal(answer.until, date_from_iso("2026-03-12"));
	assert_int_equal(answer.consent, id);
	/* of the consent's own day and the months of its words the earlier one */
	id = visits_new(&record_document, "code", "needling", "edition", "2", "language", "en",
	    "title", "Consent", "body", "I agree.", "state", "published", "valid_months", "1",
	    NULL);
	visits_set(&record_consent, signed_of(id, "2026-01-31"), "expires", "2026-03-12");
	ask(v.needling, "2026-02-28", CONSENT_IN_FORCE, "to 28 Feb 2026");
	ask(v.needling, "2026-03-01", CONSENT_IN_FORCE, "to 12 Mar 2026");
	ask(v.needling, "2026-03-13", CONSENT_ENDED, "consent ended 28 Feb 2026");
	/* an older one that lasts longer still counts */
	id = signed_of(document, "2026-01-10");
	ask(v.needling, "2026-03-13", CONSENT_IN_FORCE, "until it is revoked");
	assert_int_equal(answer.consent, id);
}

static void
counts_for_its_treatment(void **state)
{
	AUTO_FREE char *facial = xasprintf("%lld", (long long)v.facial);
	int64_t id = signed_of(document, "2026-03-01");

	visits_set(&record_consent, id, "service", facial);
	ask(v.needling, SHEET_TODAY, CONSENT_OTHER, "the consent is for Facial");
	visits_set(&record_service, v.facial, "consent", "needling");
	ask(v.facial, SHEET_TODAY, CONSENT_IN_FORCE, "until it is revoked");
	signed_of(words("peel", "1", "en"), "2026-03-02");
	ask(v.needling, SHEET_TODAY, CONSENT_OTHER, "the consent is for Facial");
}

/* An edition says the same in each language; one that is retired says it no more. */
static void
counts_in_any_language_of_words_in_force(void **state)
{
	int64_t french = words("needling", "1", "fr"), second = words("needling", "2", "en");

	signed_of(french, "2026-03-01");
	ask(v.needling, SHEET_TODAY, CONSENT_IN_FORCE, "until it is revoked");
	assert_int_equal(answer.edition, 1);
	assert_int_equal(answer.document, second);
	visits_set(&record_document, french, "state", "retired");
	ask(v.needling, SHEET_TODAY, CONSENT_RETIRED,
	    "its words have changed: the new ones are to be signed");
}

static void
ends_when_it_is_revoked(void **state)
{
	int64_t id;

	signed_of(document, "2026-01-01");
	id = signed_of(document, "2026-02-01");
	visits_set(&record_consent, id, "revoked_on", "2026-03-12");
	ask(v.needling, "2026-03-11", CONSENT_IN_FORCE, "until it is revoked");
	ask(v.needling, SHEET_TODAY, CONSENT_REVOKED, "consent revoked 12 Mar 2026");
	signed_of(document, SHEET_TODAY);
	ask(v.needling, SHEET_TODAY, CONSENT_IN_FORCE, "until it is revoked");
}

static void
is_withdrawn_by_zone(void **state)
{
	int64_t id = signed_of(document, "2026-03-01");

	ask(v.needling, SHEET_TODAY, CONSENT_IN_FORCE, "until it is revoked");
	assert_false(consent_without(answer.withdrawn, "chin"));
	visits_set(&record_consent, id, "revoked_for",
	    "chin 2026-03-12 09:58; upper_lip 2026-03-12 10:00");
	ask(v.needling, SHEET_TODAY, CONSENT_IN_FORCE,
	    "until it is revoked, not for chin, not for upper_lip");
	assert_true(consent_without(answer.withdrawn, "chin"));
	assert_true(consent_without(answer.withdrawn, "upper_lip"));
	assert_false(consent_without(answer.withdrawn, "upper"));
	assert_false(consent_without(answer.withdrawn, "neck"));
}

/* Born 13 March 2008: 17 to today, 18 tomorrow. */
static void
of_a_client_of_17_is_a_guardian_s(void **state)
{
	struct err err;
	int64_t id;

	OK(clinic_set(v.mara, v.anna, "born", "2008-03-13", &err));
	id = signed_of(document, "2026-03-01");
	ask(v.needling, SHEET_TODAY, CONSENT_MINOR, "under 18: a guardian's consent is needed");
	visits_set(&record_consent, id, "guardian", "mother");
	ask(v.needling, SHEET_TODAY, CONSENT_MINOR, "under 18: a guardian's consent is needed");
	visits_set(&record_practice, 1, "guardians", "yes");
	OK(practice_reload(v.mara, &err));
	ask(v.needling, SHEET_TODAY, CONSENT_IN_FORCE, "until it is revoked");
	ask(v.needling, "2026-03-13", CONSENT_MINOR,
	    "signed while under 18: the client signs now");
	signed_of(document, "2026-03-13");
	ask(v.needling, "2026-03-13", CONSENT_IN_FORCE, "until it is revoked");
}

static bool
starts(int64_t visit, const char *why)
{
	struct preflight pre;
	struct err err;

	OK(session_preflight(v.mara, visit, &pre, &err));
	if (why != NULL)
		assert_string_equal(pre.headline, why);
	return pre.can_start;
}

static void
is_needed_to_start_and_to_numb(void **state)
{
	int64_t visit = visits_add(v.anna, v.needling, 1, SHEET_TODAY, "09:00", "here"), id;
	struct err err;

	visits_set(&record_session, visit, "numbing", "30");
	visits_screen(v.anna, NULL);
	assert_false(starts(visit, "Cannot start: no consent to Microneedling"));
	REFUSED(session_step(v.mara, visit, 0, SESSION_STEP_NUMB, &err), ERR_INVALID,
	    "no consent to Microneedling");
	id = signed_of(document, "2026-03-01");
	visits_set(&record_consent, id, "expires", "2026-03-11");
	REFUSED(session_step(v.mara, visit, 0, SESSION_STEP_NUMB, &err), ERR_INVALID,
	    "consent ended 11 Mar 2026");
	visits_set(&record_consent, id, "expires", "2026-03-12");
	OK(session_step(v.mara, visit, 0, SESSION_STEP_NUMB, &err));
	visits_set(&record_consent, id, "revoked_on", "2026-03-12");
	REFUSED(session_step(v.mara, visit, 0, SESSION_STEP_START, &err), ERR_INVALID,
	    "consent revoked 12 Mar 2026");
	visits_set(&record_consent, id, "revoked_on", "");
	OK(session_step(v.mara, visit, 0, SESSION_STEP_START, &err));
}

/* The screening blocks under 18; a guardian's consent makes that a caution. */
static void
of_a_guardian_lifts_the_age_rule(void **state)
{
	int64_t visit = visits_add(v.anna, v.needling, 1, SHEET_TODAY, "09:00", "here"), id, year;
	struct err err;

	OK(clinic_set(v.mara, v.anna, "born", "2008-03-13", &err));
	id = signed_of(document, "2026-03-01");
	visits_set(&record_consent, id, "guardian", "mother");
	visits_screen(v.anna, NULL);
	assert_false(starts(visit, NULL));
	visits_set(&record_practice, 1, "guardians", "yes");
	OK(practice_reload(v.mara, &err));
	assert_true(starts(visit, "OK to start; CAUTION age"));
	visits_set(&record_consent, id, "revoked_on", "2026-03-12");
	assert_false(starts(visit, "Cannot start: BLOCK age"));
	visits_set(&record_consent, id, "revoked_on", "");
	visits_set(&record_consent, id, "expires", "2026-03-11");
	/* of words that hold for a year it counts to their last day */
	year = visits_new(&record_document, "code", "needling", "edition", "2", "language", "en",
	    "title", "Consent", "body", "I agree.", "state", "published", "valid_months", "12",
	    NULL);
	visits_set(&record_consent, signed_of(year, "2025-03-11"), "guardian", "mother");
	assert_false(starts(visit, "Cannot start: BLOCK age"));
	visits_set(&record_consent, signed_of(year, "2025-03-12"), "guardian", "mother");
	assert_true(starts(visit, "OK to start; CAUTION age"));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(is_asked_only_where_the_service_names_one),
		CASE(counts_to_its_last_day),
		CASE(counts_for_its_treatment),
		CASE(counts_in_any_language_of_words_in_force),
		CASE(ends_when_it_is_revoked),
		CASE(is_withdrawn_by_zone),
		CASE(of_a_client_of_17_is_a_guardian_s),
		CASE(is_needed_to_start_and_to_numb),
		CASE(of_a_guardian_lifts_the_age_rule),
	};

	return cmocka_run_group_tests(cases, NULL, NULL);
}
