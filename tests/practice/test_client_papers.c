/*
 * Proves what is asked before a client's paper is kept: published words of a consent, whoever
 * may sign it, a witness, days that have come; that it keeps the digest of its words and its
 * last day; that it is withdrawn wholly or by zone, with the time; and that an order and a
 * clearance let a treatment start to their last day; that a patch test is read once, and what
 * the skin reacted to is an alert. The day is 12 March 2026, 10:00.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/chart_template.h"
#include "practice/checklist_file.h"
#include "practice/client_papers.h"
#include "practice/consents.h"
#include "practice/orders.h"
#include "practice/preflight.h"
#include "practice/standing.h"
#include "tests/support/visits.h"

static char client[20];

static int
begin(void **state)
{
	visits_begin(state);
	snprintf(client, sizeof(client), "%lld", (long long)v.anna);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, visits_end)

/* name, value, …, NULL on top of what every such record has */
static struct record *
blank(const struct record_type *t, ...)
{
	struct record *r = record_new(t);
	const char *field;
	struct err err;
	va_list ap;

	OK(record_parse(r, &v.mara->context, "client", client, &err));
	va_start(ap, t);
	while ((field = va_arg(ap, const char *)) != NULL)
		OK(record_parse(r, &v.mara->context, field, va_arg(ap, const char *), &err));
	va_end(ap);
	return r;
}

static int64_t
consent_document(void)
{
	struct err err;
	AUTO_RECORD struct record *r = db_find(v.mara->db, &record_document, NULL,
	    "microneedling", &err);

	return r->id;
}

static struct record *
consent(const char *field, const char *value)
{
	struct record *r = blank(&record_consent, "name", "Anna Lang", "witness", "1",
	    "signed_on", "2026-03-12", NULL);
	struct err err;

	record_set_int(r, "document", consent_document());
	OK(record_parse(r, &v.mara->context, field, value, &err));
	return r;
}

static void
refused(const char *field, const char *value, const char *sentence)
{
	AUTO_RECORD struct record *r = consent(field, value);
	struct err err;

	REFUSED(client_paper_add(v.mara, r, NULL, &err), ERR_INVALID, sentence);
}

static void
a_consent_is_on_published_words(void **state)
{
	AUTO_FREE char *draft = xasprintf("%lld", (long long)visits_new(&record_document, "code",
	    "peel", "title", "Peel", "body", "I agree.", NULL));
	AUTO_FREE char *after = xasprintf("%lld", (long long)visits_new(&record_document, "code",
	    "after", "title", "After", "body", "Rest.", "kind", "aftercare", "state",
	    "published", NULL));

	refused("document", draft, "That edition is draft");
	refused("document", after, "After is not a consent.");
	refused("witness", "", "Who saw the client type the name");
	refused("signed_on", "2026-03-13", "still to come");
	refused("explained_on", "2026-03-13", "signed before it was explained");
}

static void
a_consent_keeps_its_words_and_day(void **state)
{
	AUTO_RECORD struct record *r = consent("how", "paper"), *mine = NULL;
	AUTO_FREE char *other = xasprintf("%lld", (long long)visits_new(&record_document, "code",
	    "peel", "title", "Peel", "body", "I agree.", "state", "published", NULL));
	struct err err;

	OK(client_paper_add(v.desk, r, NULL, &err));
	assert_string_equal(record_text(r, "expires"), "2027-03-12");
	assert_int_equal(strlen(record_text(r, "digest")), 64);
	mine = record_copy(r);
	OK(record_parse(mine, &v.mara->context, "document", other, &err));
	REFUSED(client_paper_save(v.mara, mine, r, NULL, NULL, &err), ERR_INVALID,
	    "signed on other words");
	REFUSED(client_paper_get(v.books, CLIENT_PAPER_CONSENT, r->id, &err) != NULL,
	    ERR_DENIED, "see clients");
}

/* As b2sum -l 256 prints it of the file "Peel\n\nI agree." */
static void
the_digest_is_that_of_the_words(void **state)
{
	AUTO_FREE char *peel = xasprintf("%lld", (long long)visits_new(&record_document, "code",
	    "peel", "title", "Peel", "body", "I agree.", "state", "published", NULL));
	AUTO_RECORD struct record *r = consent("document", peel);
	struct err err;

	OK(client_paper_add(v.mara, r, NULL, &err));
	assert_string_equal(record_text(r, "digest"), 
	    "146145dce564545854cc85311556fcdb31efae9ca5012819096daa8bb8fb1809");
	assert_true(record_is_null(r, "expires"));
}

static void
a_client_of_17_does_not_sign(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	OK(clinic_set(v.mara, v.anna, "born", "2008-03-13", &err));
	refused("guardian", "mother", "do not let a guardian sign");
	visits_set(&record_practice, 1, "guardians", "yes");
	OK(practice_reload(v.mara, &err));
	refused("guardian", "", "who signs, and as what");
	r = consent("guardian", "mother");
	OK(client_paper_add(v.mara, r, NULL, &err));
	OK(clinic_set(v.mara, v.anna, "born", "2008-03-12", &err));
	record_free(r);
	r = consent("guardian", "");
	OK(client_paper_add(v.mara, r, NULL, &err));
}

/* Of every template that ships; chin and neck are already. */
static void
all_zones_can_be_withdrawn(int64_t consent)
{
	static const char *const codes[] = { "microneedling", "rf_microneedling", "peel", "facial",
	    "led" };
	struct consent_answer answer;
	AUTO_RECORD struct record *now = NULL;
	struct err err;
	size_t i, z;

	for (i = 0; i < ARRAY_LEN(codes); i++) {
		const struct chart_template *t = chart_template_newest(v.mara, codes[i], &err);
		const struct chart_list *zones = &t->parts[CHART_ZONES];

		for (z = 0; z < zones->n; z++) {
			now = client_paper_get(v.mara, CLIENT_PAPER_CONSENT, consent, &err);
			if (!consent_without(record_text(now, "revoked_for"), zones->items[z].code))
				OK(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, consent,
				    zones->items[z].code, &err));
			record_free(now);
			now = NULL;
		}
	}
	now = client_paper_get(v.mara, CLIENT_PAPER_CONSENT, consent, &err);
	assert_true(strlen(record_text(now, "revoked_for")) < sizeof(answer.withdrawn));
	assert_true(consent_without(record_text(now, "revoked_for"), "thighs"));
}

static void
is_withdrawn_with_the_time(void **state)
{
	AUTO_RECORD struct record *r = consent("how", "paper"), *now = NULL;
	struct err err;

	OK(client_paper_add(v.mara, r, NULL, &err));
	OK(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, r->id, "chin", &err));
	REFUSED(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, r->id, "chin", &err),
	    ERR_INVALID, "withdrawn for chin already");
	REFUSED(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, r->id, "a; b", &err),
	    ERR_INVALID, "One zone at a time");
	visits_now("2026-03-12T10:05");
	OK(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, r->id, "neck", &err));
	now = client_paper_get(v.mara, CLIENT_PAPER_CONSENT, r->id, &err);
	assert_string_equal(record_text(now, "revoked_for"),
	    "chin 2026-03-12 10:00; neck 2026-03-12 10:05");
	all_zones_can_be_withdrawn(r->id);
	OK(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, r->id, NULL, &err));
	REFUSED(client_paper_withdraw(v.desk, CLIENT_PAPER_CONSENT, r->id, NULL, &err),
	    ERR_INVALID, "withdrawn already");
	REFUSED(client_paper_withdraw(v.mara, CLIENT_PAPER_ORDER, 1, NULL, &err), ERR_INVALID,
	    "its last day is changed");
}

static void
start_says(int64_t visit, const char *headline)
{
	struct preflight pre;
	struct err err;

	OK(session_preflight(v.mara, visit, &pre, &err));
	assert_string_equal(pre.headline, headline);
}

static void
an_order_is_needed_where_the_service_says_so(void **state)
{
	int64_t visit = visits_add(v.anna, v.facial, 1, SHEET_TODAY, "09:00", "here");
	AUTO_FREE char *needling = xasprintf("%lld", (long long)v.needling);
	AUTO_RECORD struct record *r = blank(&record_treatment_order, "ordered_by", "Dr Roe",
	    "ordered_on", "2026-03-01", "expires", "2026-03-11", "max_depth", "100", NULL);
	struct order_answer answer;
	struct err err;

	start_says(visit, "OK to start");
	visits_set(&record_service, v.facial, "needs_order", "yes");
	start_says(visit, "Cannot start: no order");
	REFUSED(client_paper_add(v.desk, r, NULL, &err), ERR_DENIED, "");
	OK(client_paper_add(v.ruth, r, NULL, &err));
	start_says(visit, "Cannot start: Dr Roe: ended 11 Mar 2026");
	visits_set(&record_treatment_order, r->id, "expires", "2026-03-12");
	start_says(visit, "OK to start");
	OK(order_of(v.mara, v.anna, v.facial, date_from_iso(SHEET_TODAY), &answer, &err));
	assert_int_equal(answer.max_depth, 100);
	assert_string_equal(answer.sentence, "Dr Roe, to 12 Mar 2026");
	visits_set(&record_treatment_order, r->id, "service", needling);
	start_says(visit, "Cannot start: no order");
	/* or somebody who treats under another's supervision */
	AUTO_FREE char *ruth = xasprintf("%lld", (long long)v.ruth->staff->id);
	visits_set(&record_staff, 1, "supervisor", ruth);
	start_says(visit, "OK to start");
	visits_set(&record_staff, v.ruth->staff->id, "active", "no");
	start_says(visit, "Cannot start: no order");
}

static void
stands_as(int64_t visit, const char *word)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM visit WHERE id = %lld AND screening = "
	    "'%s'", (long long)visit, word);

	assert_int_equal(dbfile_int(v.path, sql), 1);
}

static void
a_clearance_meets_a_referral(void **state)
{
	int64_t visit = visits_add(v.anna, v.needling, 1, SHEET_TODAY, "09:00", "here");
	AUTO_RECORD struct record *r = blank(&record_clearance, "item", "nonsense", "given_by",
	    "Dr Roe", "given_on", "2026-03-01", NULL);
	struct err err;

	visits_screen(v.anna, "immune", "suppressed", NULL);
	start_says(visit, "Cannot start: REFER immune");
	stands_as(visit, "stops");
	REFUSED(client_paper_add(v.mara, r, NULL, &err), ERR_INVALID,
	    "No screening asks for \"nonsense\"");
	record_set_text(r, "item", "immune");
	OK(client_paper_add(v.mara, r, NULL, &err));
	start_says(visit, "OK to start");
	stands_as(visit, "allows");
	visits_set(&record_clearance, r->id, "expires", "2026-03-11");
	start_says(visit, "Cannot start: REFER immune");
	stands_as(visit, "stops");
}

/* A wait, where its rule says so: the prescriber of isotretinoin may end it. */
static void
a_clearance_ends_a_wait_that_may_be_cleared(void **state)
{
	int64_t visit = visits_add(v.anna, v.needling, 1, SHEET_TODAY, "09:00", "here");
	AUTO_RECORD struct record *r = blank(&record_clearance, "item", "isotretinoin", "given_by",
	    "Dr Roe", "given_on", "2026-03-01", NULL);
	AUTO_RECORD struct record *other = blank(&record_clearance, "item", "filler_date",
	    "given_by", "Dr Roe", "given_on", "2026-03-01", NULL);
	struct err err;

	visits_screen(v.anna, "isotretinoin", "stopped", "isotretinoin_date", "2026-01-12", NULL);
	start_says(visit, "Cannot start: DEFER until 12 Jul 2026 (isotretinoin)");
	OK(client_paper_add(v.mara, r, NULL, &err));
	start_says(visit, "OK to start");
	stands_as(visit, "allows");
	visits_screen(v.anna, "isotretinoin", "now", NULL);
	start_says(visit, "Cannot start: BLOCK isotretinoin");
	stands_as(visit, "stops");
	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	OK(client_paper_add(v.mara, other, NULL, &err));
	start_says(visit, "Cannot start: DEFER until 29 Mar 2026 (filler)");
}

static void
a_patch_test_names_its_product(void **state)
{
	int64_t glue = visits_new(&record_product, "name", "Glue", NULL);
	AUTO_FREE char *of = xasprintf("%lld", (long long)glue);
	AUTO_FREE char *lot = xasprintf("%lld", (long long)visits_new(&record_lot, "product", of,
	    "number", "L1", NULL));
	AUTO_FREE char *soap = xasprintf("%lld", (long long)visits_new(&record_product, "name",
	    "Soap", NULL));
	AUTO_RECORD struct record *r = blank(&record_patch_test, "tested_on", "2026-03-10", NULL);
	struct err err;

	REFUSED(client_paper_add(v.mara, r, NULL, &err), ERR_INVALID, "What was put on?");
	OK(record_parse(r, &v.mara->context, "lot", lot, &err));
	OK(record_parse(r, &v.mara->context, "product", soap, &err));
	REFUSED(client_paper_add(v.mara, r, NULL, &err), ERR_INVALID, "another product");
	record_set_null(r, "product");
	record_set_text(r, "result", "negative");
	REFUSED(client_paper_add(v.mara, r, NULL, &err), ERR_INVALID,
	    "A reading has its day and its result.");
	record_set_text(r, "read_on", "2026-03-09");
	REFUSED(client_paper_add(v.mara, r, NULL, &err), ERR_INVALID, "read before it was put on");
	record_set_text(r, "read_on", "2026-03-12");
	REFUSED(client_paper_add(v.desk, r, NULL, &err), ERR_DENIED, "");
	OK(client_paper_add(v.mara, r, NULL, &err));
	assert_int_equal(record_int(r, "product"), glue);
	REFUSED(patch_test_read(v.mara, r->id, "weak", &err), ERR_INVALID, "read already");
}

static int64_t
tested(const char *product, const char *on)
{
	AUTO_RECORD struct record *r = blank(&record_patch_test, "product", product, "tested_on", on,
	    NULL);
	struct err err;

	OK(client_paper_add(v.mara, r, NULL, &err));
	return r->id;
}

static void
alerts_are(struct practice *p, const char *words)
{
	struct client_standing s;
	struct err err;

	OK(client_standing(p, v.anna, &s, &err));
	assert_string_equal(s.alerts, words);
}

static void
what_the_skin_reacted_to_is_an_alert(void **state)
{
	AUTO_FREE char *glue = xasprintf("%lld", (long long)visits_new(&record_product, "name",
	    "Glue", NULL));
	AUTO_FREE char *soap = xasprintf("%lld", (long long)visits_new(&record_product, "name",
	    "Soap", NULL));
	int64_t first = tested(glue, "2026-03-01"), other = tested(soap, "2026-03-05");
	struct err err;

	alerts_are(v.mara, "");
	OK(patch_test_read(v.mara, first, "weak", &err));
	alerts_are(v.mara, "PATCH TEST positive Glue 1 Mar 2026");
	alerts_are(v.desk, "see screening");
	OK(patch_test_read(v.mara, other, "negative", &err));
	alerts_are(v.mara, "PATCH TEST positive Glue 1 Mar 2026");
	OK(patch_test_read(v.mara, tested(glue, "2026-03-08"), "doubtful", &err));
	alerts_are(v.mara, "PATCH TEST positive Glue 1 Mar 2026");
	OK(patch_test_read(v.mara, tested(glue, "2026-03-09"), "negative", &err));
	alerts_are(v.mara, "");
}

/* A checklist that asks for one, of the facial; screened for it, all well. */
static void
glue_is_asked(void)
{
	static const char json[] =
	    "{\"code\": \"glue\", \"title\": \"Before glue\", \"items\": [\n"
	    " {\"code\": \"well\", \"ask\": \"Well?\", \"answers\": \"yes=y=yes|no=n=no\"},\n"
	    " {\"code\": \"age\", \"type\": \"card\", \"ask\": \"Age\"},\n"
	    " {\"code\": \"patch_test\", \"type\": \"chart\", \"ask\": \"Patch test\"}],\n"
	    " \"rules\": [\n"
	    " {\"item\": \"well\", \"answer\": \"no\", \"verdict\": \"block\", \"override\": \"owner\", \"source\": \"x 1\"},\n"
	    " {\"item\": \"age\", \"answer\": \"18_to_21\", \"verdict\": \"caution\", \"override\": \"anyone\", \"source\": \"x 1\"},\n"
	    " {\"item\": \"patch_test\", \"answer\": \"required\", \"verdict\": \"defer\", \"window_n\": 2, \"window_unit\": \"days\", \"counted_from\": \"patch_test\", \"override\": \"practitioner\", \"source\": \"x 1\"},\n"
	    " {\"item\": \"patch_test\", \"answer\": \"older\", \"verdict\": \"defer\", \"window_n\": 6, \"window_unit\": \"months\", \"counted_from\": \"patch_test\", \"override\": \"practitioner\", \"source\": \"x 1\"},\n"
	    " {\"item\": \"patch_test\", \"answer\": \"positive\", \"verdict\": \"block\", \"override\": \"owner\", \"source\": \"x 1\"}]}\n";
	const char *answers[3] = { "yes", NULL, NULL };
	struct err err;
	struct checklist *c = checklist_parse(v.mara->db, json, &err);
	enum verdict verdict;
	int64_t id;

	OK(c != NULL);
	OK(checklist_add(v.mara, c, &id, &err));
	checklist_free(c);
	OK(checklist_publish(v.mara, id, &err));
	visits_set(&record_service, v.facial, "checklist", "glue");
	c = checklist_load(v.mara->db, "glue", &err);
	OK(screening_save(v.mara, c, v.anna, 0, date_from_iso(SHEET_TODAY), answers, &id, &verdict,
	    NULL, &err));
	checklist_free(c);
}

/* From 48 hours after it was put on to six months, read, and negative. */
static void
a_patch_test_is_required(void **state)
{
	int64_t visit = visits_add(v.anna, v.facial, 1, SHEET_TODAY, "09:00", "here");
	AUTO_FREE char *glue = xasprintf("%lld", (long long)visits_new(&record_product, "name",
	    "Glue", NULL));
	int64_t test;
	struct err err;

	glue_is_asked();
	start_says(visit, "Cannot start: none that was negative");
	test = tested(glue, "2026-03-10");
	start_says(visit, "Cannot start: put on Tue 10 Mar 2026, still to be read");
	OK(patch_test_read(v.mara, test, "doubtful", &err));
	start_says(visit, "Cannot start: none that was negative");
	visits_set(&record_patch_test, test, "result", "negative");
	start_says(visit, "OK to start");
	visits_set(&record_patch_test, test, "tested_on", "2026-03-11");
	start_says(visit, "Cannot start: too short ago, not before 13 Mar 2026");
	visits_set(&record_patch_test, test, "tested_on", "2025-09-11");
	start_says(visit, "Cannot start: the last one is too old");
	visits_set(&record_patch_test, test, "tested_on", "2025-09-12");
	start_says(visit, "OK to start");
	test = tested(glue, "2026-02-01");
	OK(patch_test_read(v.mara, test, "extreme", &err));
	start_says(visit, "Cannot start: BLOCK: the skin reacted");
	/* the newest decides */
	test = tested(glue, "2026-02-02");
	OK(patch_test_read(v.mara, test, "negative", &err));
	start_says(visit, "OK to start");
}

/* By what the age was seen is asked where a rule about it fires, or of everybody. */
static void
the_age_is_verified_once(void **state)
{
	int64_t visit = visits_add(v.anna, v.facial, 1, SHEET_TODAY, "09:00", "here");
	struct preflight pre;
	struct err err;
	size_t i;

	glue_is_asked();
	visits_set(&record_client, v.anna, "born", "2006-03-12");
	OK(session_preflight(v.mara, visit, &pre, &err));
	for (i = 0; i < pre.n && strcmp(pre.lines[i].code, "age") != 0; i++)
		;
	assert_true(i < pre.n && !pre.lines[i].met && !pre.lines[i].stops);
	REFUSED(asked_age(v.mara, v.anna, "hearsay", &err), ERR_INVALID, "");
	OK(asked_age(v.desk, v.anna, "driving_licence", &err));
	OK(session_preflight(v.mara, visit, &pre, &err));
	assert_true(pre.lines[i].met);
	assert_string_equal(pre.lines[i].sentence, "driving licence, seen 12 Mar 2026 by desk");
	/* it goes with the birth date */
	OK(clinic_set(v.mara, v.anna, "born", "2006-03-11", &err));
	OK(session_preflight(v.mara, visit, &pre, &err));
	assert_false(pre.lines[i].met);
	OK(clinic_set(v.mara, v.anna, "born", "1986-03-11", &err));
	OK(session_preflight(v.mara, visit, &pre, &err));
	for (i = 0; i < pre.n; i++)
		assert_string_not_equal(pre.lines[i].code, "age");
	visits_set(&record_practice, 1, "ask_age", "yes");
	OK(practice_reload(v.mara, &err));
	OK(session_preflight(v.mara, visit, &pre, &err));
	for (i = 0; i < pre.n && strcmp(pre.lines[i].code, "age") != 0; i++)
		;
	assert_true(i < pre.n);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_consent_is_on_published_words),
		CASE(a_consent_keeps_its_words_and_day),
		CASE(the_digest_is_that_of_the_words),
		CASE(a_client_of_17_does_not_sign),
		CASE(is_withdrawn_with_the_time),
		CASE(an_order_is_needed_where_the_service_says_so),
		CASE(a_clearance_meets_a_referral),
		CASE(a_clearance_ends_a_wait_that_may_be_cleared),
		CASE(a_patch_test_names_its_product),
		CASE(what_the_skin_reacted_to_is_an_alert),
		CASE(a_patch_test_is_required),
		CASE(the_age_is_verified_once),
	};

	return cmocka_run_group_tests(cases, NULL, NULL);
}
