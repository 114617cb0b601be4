/*
 * What a treatment needs, line by line: each requirement fails alone, and the
 * headline says which. Stored answers are evaluated again: a birthday, a skin type
 * told later, a session since, a window that has closed change the verdict that was
 * stored. An override meets what its role may, and never what is not known.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/checklist_file.h"
#include "practice/preflight.h"
#include "practice/screening_form.h"
#include "tests/support/visits.h"

static struct preflight pre;

static int64_t
here(int64_t client, int64_t service)
{
	return visits_add(client, service, 0, SHEET_TODAY, "09:00", "here");
}

static const struct preflight_line *
line(const char *code)
{
	size_t i;

	for (i = 0; i < pre.n; i++)
		if (strcmp(pre.lines[i].code, code) == 0)
			return &pre.lines[i];
	fail_msg("no line %s", code);
	return NULL;
}

/* Fails where the headline is another one; all lines but `unmet` are met. */
static void
expect_for(struct practice *p, int64_t id, const char *unmet, const char *headline)
{
	struct err err;
	size_t i;

	OK(session_preflight(p, id, &pre, &err));
	if (strcmp(pre.headline, headline) != 0)
		fail_msg("%s", pre.headline);
	assert_int_equal(pre.can_start, unmet == NULL);
	for (i = 0; i < pre.n; i++)
		if (pre.lines[i].stops != (unmet != NULL &&
		    strcmp(pre.lines[i].code, unmet) == 0))
			fail_msg("%s: %s", pre.lines[i].code, pre.lines[i].sentence);
}

static void
expect_line(int64_t id, const char *unmet, const char *headline)
{
	expect_for(v.mara, id, unmet, headline);
}

static void
needs_nothing_more_for_a_facial(void **state)
{
	int64_t id = here(v.anna, v.facial);
	struct err err;

	expect_line(id, NULL, "OK to start");
	assert_int_equal(pre.n, 3);
	assert_false(line("asked")->met);
	assert_string_equal(line("asked")->sentence,
	    "allergies not asked, medicines not asked");
	expect_for(v.desk, id, NULL, "OK to start");
	assert_string_equal(line("asked")->sentence,
	    "ask about allergies and medicines");
	OK(clinic_set(v.mara, v.anna, "allergies", "none", &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "warfarin", &err));
	expect_line(id, NULL, "OK to start");
	assert_true(line("asked")->met);
	OK(clinic_set(v.mara, v.anna, "do_not_book", "owes fees", &err));
	expect_line(id, "client", "Cannot start: do not book: owes fees");
	assert_int_equal(line("client")->mends, PREFLIGHT_MEND_CLIENT);
	OK(clinic_set(v.mara, v.anna, "archived", "yes", &err));
	expect_line(id, "client", "Cannot start: the client is archived");
	expect_line(here(0, v.facial), "client",
	    "Cannot start: the visit has no client");
	OK(clinic_set(v.mara, v.anna, "archived", "no", &err));
	OK(clinic_set(v.mara, v.anna, "do_not_book", "", &err));
	expect_line(here(v.anna, 0), "service",
	    "Cannot start: the visit has no service");
	REFUSED(session_preflight(v.books, id, &pre, &err), ERR_DENIED, "see clients");
	REFUSED(session_preflight(v.mara, 999, &pre, &err), ERR_NOTFOUND, "999");
}

/* Each to its last day; where no day is known there is no line. */
static void
needs_who_and_what_is_in_date(void **state)
{
	int64_t id = here(v.anna, v.facial);
	int64_t pen = visits_new(&record_device, "name", "Pen 2", NULL);
	AUTO_FREE char *with = xasprintf("%lld", (long long)pen);

	visits_set(&record_session, id, "device", with);
	visits_set(&record_session, id, "staff", "1");
	expect_line(id, NULL, "OK to start");
	assert_int_equal(pre.n, 3);
	visits_set(&record_staff, 1, "licence_ends", "2026-03-12");
	visits_set(&record_device, pen, "service_due", "2026-03-12");
	visits_new(&record_certificate, "staff", "1", "name", "first aid", "ends", "2026-03-13",
	    NULL);
	visits_new(&record_certificate, "staff", "1", "name", "old", "ends", "2026-03-01",
	    "active", "no", NULL);
	expect_line(id, NULL, "OK to start");
	assert_int_equal(pre.n, 6);
	visits_set(&record_staff, 1, "licence_ends", "2026-03-11");
	expect_line(id, "licence", "Cannot start: licence of mara ended 11 Mar 2026");
	assert_int_equal(line("licence")->mends, PREFLIGHT_MEND_STAFF);
	assert_string_equal(line("licence")->field, "licence_ends");
	visits_set(&record_staff, 1, "licence_ends", "");
	visits_set(&record_device, pen, "service_due", "2026-03-11");
	expect_line(id, "device", "Cannot start: service of Pen 2 ended 11 Mar 2026");
	visits_set(&record_device, pen, "service_due", "");
	visits_now("2026-03-14T10:00");
	expect_line(id, "certificate", "Cannot start: first aid ended 13 Mar 2026");
}

static void
line_is(int64_t id, const char *code, bool met, bool stops, const char *sentence)
{
	struct err err;

	OK(session_preflight(v.mara, id, &pre, &err));
	assert_string_equal(line(code)->sentence, sentence);
	assert_int_equal(line(code)->met, met);
	assert_int_equal(line(code)->stops, stops);
}

/* Of what the chart of the service needs; where no lot of the kind is kept there is no line. */
static void
needs_a_lot_in_date(void **state)
{
	int64_t id = here(v.anna, v.facial);

	visits_set(&record_service, v.facial, "chart", "microneedling");
	expect_line(id, NULL, "OK to start");
	assert_int_equal(pre.n, 3);
	visits_new(&record_product, "name", "Tip", "kind", "cartridge", NULL);
	visits_new(&record_lot, "product", "1", "number", "A1", "expires", "2026-03-12", NULL);
	line_is(id, "lots", false, false, "Cartridge: none on hand by the book");
	assert_int_equal(line("lots")->mends, PREFLIGHT_MEND_LOTS);
	visits_new(&record_lot_move, "lot", "1", "date", "2026-03-01", "kind", "received",
	    "quantity", "5", NULL);
	line_is(id, "lots", true, false, "lot A1 of Tip to 12 Mar 2026");
	visits_now("2026-03-13T10:00");
	expect_line(id, "lots", "Cannot start: lot A1 of Tip expired 12 Mar 2026");
	visits_new(&record_lot, "product", "1", "number", "A2", NULL);
	expect_line(id, "lots", "Cannot start: lot A1 of Tip expired 12 Mar 2026");
	visits_new(&record_lot_move, "lot", "2", "date", "2026-03-01", "kind", "received",
	    "quantity", "1", NULL);
	line_is(id, "lots", true, false, "lot A2 of Tip");
	visits_set(&record_lot, 2, "recalled_on", "2026-03-12");
	visits_set(&record_lot, 1, "active", "no");
	expect_line(id, "lots", "Cannot start: lot A2 of Tip was recalled 12 Mar 2026");
	visits_set(&record_lot, 2, "recalled_on", "");
	/* what numbs, where it is numbed */
	visits_new(&record_product, "name", "Cream", "kind", "anaesthetic", NULL);
	visits_new(&record_lot, "product", "2", "number", "L7", NULL);
	expect_line(id, NULL, "OK to start");
	assert_true(line("lots")->met);
	visits_set(&record_session, id, "numbing", "30");
	line_is(id, "lots", false, false, "Numbing: none on hand by the book");
}

/* The lowest of all, with whose it is. */
static void
tells_how_deep(void **state)
{
	int64_t id = here(v.anna, v.facial);
	int64_t pen = visits_new(&record_device, "name", "Pen 2", "max_depth", "250", NULL);
	AUTO_FREE char *with = xasprintf("%lld", (long long)pen);

	visits_set(&record_service, v.facial, "chart", "microneedling");
	visits_set(&record_session, id, "device", with);
	visits_set(&record_session, id, "staff", "1");
	line_is(id, "depth", true, false, "up to and including 2.50 (device)");
	visits_new(&record_device_label, "device", with, "max_depth", "200", "source", "K1", NULL);
	line_is(id, "depth", true, false, "up to and including 2.00 (label of the device)");
	visits_set(&record_staff, 1, "max_depth", "150");
	line_is(id, "depth", true, false, "up to and including 1.50 (licence)");
	visits_set(&record_device, pen, "max_depth", "150");
	line_is(id, "depth", true, false, "up to and including 1.50 (device, licence)");
	visits_set(&record_staff, 1, "depth_below", "below");
	line_is(id, "depth", true, false, "below 1.50 (licence)");
	visits_set(&record_service, v.facial, "needs_order", "yes");
	visits_new(&record_treatment_order, "client", "1", "ordered_by", "Dr Roe", "ordered_on",
	    "2026-03-01", "max_depth", "100", NULL);
	assert_int_equal(v.anna, 1);
	line_is(id, "depth", true, false, "up to and including 1.00 (order)");
	visits_set(&record_staff, 1, "modalities", "rf");
	expect_line(id, "depth", "Cannot start: The licence of mara does not cover this kind of "
	    "treatment: mechanical (Staff, Modalities)");
	assert_int_equal(line("depth")->mends, PREFLIGHT_MEND_STAFF);
	assert_string_equal(line("depth")->field, "modalities");
}

static void
needs_a_valid_screening(void **state)
{
	int64_t id = here(v.anna, v.needling);

	expect_line(id, "screening", "Cannot start: no screening");
	assert_int_equal(line("screening")->mends, PREFLIGHT_MEND_SCREENING);
	visits_screen(v.anna, NULL);
	expect_line(id, NULL, "OK to start");
	assert_int_equal(pre.verdict, VERDICT_OK);
	assert_int_equal(pre.n, 7);
	visits_now("2026-09-12T10:00");
	expect_line(id, NULL, "OK to start");
	visits_now("2026-09-13T10:00");
	expect_line(id, "screening", "Cannot start: screening expired 12 Sep 2026");
}

static void
needs_a_verdict_that_allows(void **state)
{
	int64_t id = here(v.anna, v.needling);

	visits_screen(v.anna, "keloid", "yes", NULL);
	expect_line(id, "verdict", "Cannot start: BLOCK keloid");
	assert_int_equal(pre.verdict, VERDICT_BLOCK);
	assert_int_equal(line("verdict")->mends, PREFLIGHT_MEND_SCREENING);
	visits_screen(v.anna, "keloid", "yes", "immune", "suppressed", NULL);
	expect_line(id, "verdict", "Cannot start: BLOCK keloid and 1 more");
	visits_screen(v.anna, "connective_cardiac", "yes", NULL);
	expect_line(id, "verdict", "Cannot start: REFER connective cardiac");
	visits_screen(v.anna, "diabetes", ANSWER_UNKNOWN, NULL);
	expect_line(id, "verdict", "Cannot start: INCOMPLETE diabetes");
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", "young_scar", "yes", NULL);
	expect_line(id, NULL, "OK to start; CAUTION cold sores, young scar");
	assert_string_equal(pre.cautions, "cold sores, young scar");
	assert_int_equal(pre.verdict, VERDICT_CAUTION);
}

static void
tells_the_desk_nothing_medical(void **state)
{
	int64_t id = here(v.anna, v.needling);
	struct err err;

	visits_screen(v.anna, "keloid", "yes", NULL);
	expect_for(v.desk, id, "verdict", "Cannot start: see screening");
	visits_screen(v.anna, "diabetes", "controlled", NULL);
	expect_for(v.desk, id, NULL, "OK to start; CAUTION see screening");
	assert_string_equal(line("verdict")->sentence, "OK");
	assert_int_equal(pre.verdict, VERDICT_OK);
	OK(clinic_set(v.mara, v.anna, "fitzpatrick", "", &err));
	expect_for(v.desk, id, "card", "Cannot start: skin type not known");
	assert_int_equal(pre.verdict, VERDICT_BLOCK);
}

/* --- evaluated again -------------------------------------------------------------- */

static void
reads_the_card_again(void **state)
{
	int64_t id = here(v.anna, v.needling);
	struct err err;

	visits_screen(v.anna, NULL);
	OK(clinic_set(v.mara, v.anna, "fitzpatrick", "V", &err));
	expect_line(id, NULL, "OK to start; CAUTION skin type");
	OK(clinic_set(v.mara, v.anna, "born", "", &err));
	expect_line(id, "card", "Cannot start: birth date not known");
	assert_int_equal(line("card")->mends, PREFLIGHT_MEND_CLIENT);
	OK(clinic_set(v.mara, v.anna, "fitzpatrick", "", &err));
	OK(session_preflight(v.mara, id, &pre, &err));
	assert_non_null(strstr(line("card")->sentence, "skin type"));
	assert_non_null(strstr(line("card")->sentence, "birth date"));
	OK(clinic_set(v.mara, v.anna, "fitzpatrick", "I", &err));
	OK(clinic_set(v.mara, v.anna, "born", "2008-03-13", &err));	/* 18 tomorrow */
	expect_line(id, "verdict", "Cannot start: BLOCK age");
	visits_now("2026-03-13T10:00");
	expect_line(id, NULL, "OK to start; CAUTION age");
}

static void
a_window_closes(void **state)
{
	int64_t id = here(v.anna, v.needling);

	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	visits_now("2026-03-28T10:00");
	expect_line(id, "verdict", "Cannot start: DEFER until 29 Mar 2026 (filler)");
	visits_now("2026-03-29T10:00");
	expect_line(id, NULL, "OK to start");
}

static void
a_session_since_counts(void **state)
{
	int64_t id = here(v.anna, v.needling), before;
	struct err err;

	visits_screen(v.anna, NULL);
	before = visits_add(v.anna, v.needling, 0, "2026-02-13", "09:00", "done");
	OK(session_preflight(v.mara, id, &pre, &err));
	expect_line(id, "interval", "Cannot start: too soon after the last session, "
	    "not before 13 Mar 2026");
	/* the series says the same, as advice */
	assert_false(line("series")->met);
	assert_false(line("series")->stops);
	visits_now("2026-03-13T10:00");
	expect_line(id, NULL, "OK to start");
	assert_true(line("series")->met);
	/* not done, or of another checklist: no session on the area */
	visits_now("2026-03-12T10:00");
	visits_set(&record_session, before, "status", "not_treated");
	expect_line(id, NULL, "OK to start");
	visits_set(&record_session, before, "status", "done");
	visits_set(&record_session, before, "service", "2");
	assert_int_equal(v.facial, 2);
	expect_line(id, NULL, "OK to start");
	/* a second one of the same day is no second session */
	visits_set(&record_session, before, "service", "1");
	visits_set(&record_session, before, "date", SHEET_TODAY);
	expect_line(id, NULL, "OK to start");
}

/* Its chart has that zone, hundredths of a millimetre deep. */
static void
chart(int64_t session, const char *zone, int depth)
{
	AUTO_FREE char *of = xasprintf("%lld", (long long)session);
	AUTO_FREE char *template = xasprintf("%lld", (long long)dbfile_int(v.path,
	    "SELECT max(id) FROM chart_template WHERE code = 'microneedling'"));
	AUTO_FREE char *deep = xasprintf("%d", depth);
	AUTO_FREE char *in = xasprintf("%lld", (long long)visits_new(&record_chart, "session", of,
	    "template", template, NULL));

	visits_new(&record_chart_line, "chart", in, "position", "1", "zone", zone, "depth", deep,
	    NULL);
}

static int64_t
charted(const char *date, const char *zone, int depth)
{
	int64_t id = visits_add(v.anna, v.needling, 0, date, "09:00", "done");

	chart(id, zone, depth);
	return id;
}

static void
how_deep_says_how_long(void **state)
{
	static const struct { int depth; const char *last, *first; } deep[] = {
		{ 50, "2026-02-26", "2026-02-27" }, { 51, "2026-02-12", "2026-02-13" },
		{ 150, "2026-02-12", "2026-02-13" }, { 151, "2026-01-29", "2026-01-30" },
	};
	int64_t id = here(v.anna, v.needling);
	size_t i;

	visits_screen(v.anna, NULL);
	for (i = 0; i < ARRAY_LEN(deep); i++) {
		int64_t before = charted(deep[i].last, "chin", deep[i].depth);

		expect_line(id, NULL, "OK to start");
		visits_set(&record_session, before, "date", deep[i].first);
		expect_line(id, "interval", "Cannot start: too soon after the last session, "
		    "not before 13 Mar 2026");
		visits_set(&record_session, before, "status", "not_treated");
	}
}

/* The last session on a zone counts; a chart that is begun says which zones are meant. */
static void
each_area_has_its_interval(void **state)
{
	static const char early[] = "Cannot start: too soon after the last session, "
	    "not before 13 Mar 2026";
	int64_t id = here(v.anna, v.needling);

	visits_screen(v.anna, NULL);
	charted("2026-01-30", "chin", 200);
	expect_line(id, "interval", early);
	charted("2026-02-20", "chin", 25);
	expect_line(id, NULL, "OK to start");
	charted("2026-01-30", "hands", 175);
	expect_line(id, "interval", early);
	chart(id, "chin", 50);
	expect_line(id, NULL, "OK to start");
	dbfile_sql(v.path, "UPDATE chart_line SET zone = 'hands' WHERE id = "
	    "(SELECT max(id) FROM chart_line)");
	expect_line(id, "interval", early);
}

static void
a_series_advises(void **state)
{
	int64_t id = here(v.anna, v.facial);

	visits_set(&record_service, v.facial, "series_days", "7");
	expect_line(id, NULL, "OK to start");
	visits_add(v.anna, v.facial, 0, "2026-03-06", "09:00", "done");
	expect_line(id, NULL, "OK to start");
	assert_false(line("series")->met);
	assert_string_equal(line("series")->sentence,
	    "last 6 Mar 2026, the next usually from 13 Mar 2026 on");
}

/* The screening is told what was done on the area when it is saved. */
static void
a_screening_reads_the_last_session(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	visits_add(v.anna, v.needling, 0, "2026-02-13", "09:00", "done");
	r = db_get(v.mara->db, &record_screening, visits_screen(v.anna, NULL), &err);
	OK(r != NULL);
	assert_string_equal(record_text(r, "verdict"), "defer");
	assert_string_equal(record_text(r, "eligible_on"), "2026-03-13");
}

/* --- reviewed, overridden ----------------------------------------------------------- */

static void
set_link(int64_t screening, const char *field, int64_t to)
{
	char text[24] = "";

	if (to != 0)
		snprintf(text, sizeof(text), "%lld", (long long)to);
	visits_set(&record_screening, screening, field, text);
}

static void
needs_a_look_of_a_practitioner(void **state)
{
	int64_t id = here(v.anna, v.needling), s = visits_screen(v.anna, NULL);

	set_link(s, "reviewed_by", 0);
	expect_line(id, NULL, "OK to start");	/* the owner has asked it */
	set_link(s, "entered_by", v.desk->staff->id);
	expect_line(id, "reviewed",
	    "Cannot start: screening not reviewed by a practitioner");
	assert_int_equal(line("reviewed")->mends, PREFLIGHT_MEND_REVIEW);
	set_link(s, "entered_by", 0);
	expect_line(id, "reviewed",
	    "Cannot start: screening not reviewed by a practitioner");
	set_link(s, "reviewed_by", v.ruth->staff->id);
	expect_line(id, NULL, "OK to start");
}

static void
overridden(const char *item, const char *answer, int64_t by, const char *unmet,
    const char *headline)
{
	int64_t id = here(v.anna, v.needling);
	int64_t s = visits_screen(v.anna, item, answer, NULL);

	visits_set(&record_screening, s, "override_reason", "agreed");
	set_link(s, "override_by", by);
	expect_line(id, unmet, headline);
}

static void
an_override_goes_as_far_as_its_rule(void **state)
{
	int64_t owner = v.mara->staff->id, ruth = v.ruth->staff->id;

	overridden("keloid", "yes", ruth, "verdict", "Cannot start: BLOCK keloid");
	overridden("keloid", "yes", owner, NULL, "OK to start");
	assert_string_equal(line("verdict")->sentence, "overridden");
	overridden("immune", "suppressed", ruth, NULL, "OK to start");
	overridden("filler_date", "2026-03-10", ruth, NULL, "OK to start");
	overridden("pregnancy", "pregnant", owner, "verdict",
	    "Cannot start: BLOCK pregnancy");
	overridden("diabetes", ANSWER_UNKNOWN, owner, "verdict",
	    "Cannot start: INCOMPLETE diabetes");
	overridden("filler_date", "2026-03-10", v.desk->staff->id, "verdict",
	    "Cannot start: DEFER until 7 Apr 2026 (filler)");
}

/* It says nothing of a session that came after it. */
static void
an_override_is_of_its_day(void **state)
{
	int64_t id = here(v.anna, v.needling), s;
	struct err err;

	visits_add(v.anna, v.needling, 0, "2026-02-20", "09:00", "done");
	s = visits_screen(v.anna, NULL);
	OK(clinic_override(v.ruth, s, "the skin is calm", &err));
	expect_line(id, NULL, "OK to start");
	visits_now("2026-03-13T10:00");
	expect_line(id, "interval", "Cannot start: too soon after the last session, "
	    "not before 20 Mar 2026");
}

/* What is in force since stops nothing that was overridden when the old edition was. */
static void
an_override_holds_in_the_next_edition(void **state)
{
	int64_t id = here(v.anna, v.needling), next;
	struct checklist *c;
	struct err err;

	OK(clinic_override(v.mara, visits_screen(v.anna, "keloid", "yes", NULL),
	    "an old scar, seen today", &err));
	expect_line(id, NULL, "OK to start");
	OK((c = checklist_named(v.mara, "microneedling", 0, &err)) != NULL);
	OK(checklist_add(v.mara, c, &next, &err));
	checklist_free(c);
	OK(checklist_publish(v.mara, next, &err));
	expect_line(id, NULL, "OK to start");
	visits_screen(v.anna, "keloid", "yes", NULL);
	expect_line(id, "verdict", "Cannot start: BLOCK keloid");
}

TEST_MAIN(
    VISITS_CASE(needs_nothing_more_for_a_facial),
    VISITS_CASE(needs_a_lot_in_date),
    VISITS_CASE(tells_how_deep),
    VISITS_CASE(needs_who_and_what_is_in_date), VISITS_CASE(needs_a_valid_screening),
    VISITS_CASE(needs_a_verdict_that_allows),
    VISITS_CASE(tells_the_desk_nothing_medical),
    VISITS_CASE(reads_the_card_again),
    VISITS_CASE(a_window_closes),
    VISITS_CASE(a_session_since_counts),
    VISITS_CASE(how_deep_says_how_long),
    VISITS_CASE(each_area_has_its_interval),
    VISITS_CASE(a_series_advises),
    VISITS_CASE(a_screening_reads_the_last_session),
    VISITS_CASE(needs_a_look_of_a_practitioner),
    VISITS_CASE(an_override_goes_as_far_as_its_rule),
    VISITS_CASE(an_override_is_of_its_day),
    VISITS_CASE(an_override_holds_in_the_next_edition))
