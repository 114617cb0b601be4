/*
 * Where a client stands: age, screening as it is today, visits, the running series;
 * and to a role that may not see what is medical only that there is something.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "practice/standing.h"
#include "tests/support/visits.h"

static struct client_standing s;

static void
look(struct practice *p)
{
	struct err err;

	OK(client_standing(p, v.anna, &s, &err));
}

static void
is(const char *text, const char *wanted)
{
	assert_string_equal(text, wanted);
}

static void
knows_nothing_yet(void **state)
{
	struct err err;

	look(v.mara);
	is(s.name, "Lang, Anna");
	assert_int_equal(s.age, 40);
	is(s.skin, "II");
	is(s.alerts, "");
	is(s.what, "");
	assert_int_equal(s.screening, 0);
	assert_int_equal(s.last_visit, DATE_NONE);
	assert_int_equal(s.next_session, 0);
	assert_int_equal(s.series_planned, 0);
	assert_int_equal(s.sessions_done + s.no_shows + s.late_cancels, 0);
	visits_now("2026-05-05T10:00");
	look(v.mara);
	assert_int_equal(s.age, 41);
	OK(clinic_set(v.mara, v.anna, "born", "", &err));
	look(v.mara);
	assert_int_equal(s.age, -1);
	REFUSED(client_standing(v.books, v.anna, &s, &err), ERR_DENIED, "see clients");
	REFUSED(client_standing(v.desk, 999, &s, &err), ERR_NOTFOUND, "no client 999");
}

static void
knows_the_screening_of_today(void **state)
{
	int64_t id = visits_screen(v.anna, "filler_date", "2026-03-01", NULL);

	look(v.ruth);
	assert_int_equal(s.screening, id);
	assert_int_equal(s.verdict, VERDICT_DEFER);
	is(s.what, "DEFER until 29 Mar 2026 (filler)");
	is(s.alerts, "DEFER until 29 Mar 2026 (filler)");
	assert_int_equal(s.eligible_on, date_from_iso("2026-03-29"));
	assert_int_equal(s.screened_on, date_from_iso(SHEET_TODAY));
	assert_int_equal(s.valid_until, date_from_iso("2026-09-12"));
	assert_false(s.expired);
	visits_now("2026-03-29T10:00");
	look(v.ruth);
	assert_int_equal(s.verdict, VERDICT_OK);
	is(s.what, "OK");
	is(s.alerts, "");
	visits_now("2026-09-13T10:00");
	look(v.ruth);
	assert_true(s.expired);
	is(s.alerts, "screening expired 12 Sep 2026");
	visits_now("2026-03-12T10:00");
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	look(v.ruth);
	is(s.what, "CAUTION cold sores");
	is(s.alerts, "");
}

static void
tells_the_desk_nothing_medical(void **state)
{
	struct err err;

	visits_screen(v.anna, "keloid", "yes", NULL);
	look(v.mara);
	is(s.alerts, "BLOCK keloid");
	look(v.desk);
	is(s.alerts, "see screening");
	is(s.skin, "");
	is(s.what, "");
	assert_int_equal(s.screening, 0);
	assert_int_equal(s.verdict, VERDICT_OK);
	assert_int_equal(s.eligible_on, DATE_NONE);
	assert_int_equal(s.screened_on, DATE_NONE);
	assert_false(s.expired || s.overridden);
	assert_int_equal(s.age, 40);
	visits_screen(v.anna, NULL);
	look(v.desk);
	is(s.alerts, "");
	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "warfarin", &err));
	OK(clinic_set(v.mara, v.anna, "do_not_book", "owes fees", &err));
	look(v.mara);
	is(s.alerts, "ALLERGY latex · warfarin · allergies changed since the screening");
	look(v.desk);
	is(s.alerts, "see screening");
	is(s.do_not_book, "owes fees");
}

static void
long_alerts_are_cut_between_characters(void **state)
{
	char text[1300];
	struct err err;
	size_t i;

	for (i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "é", 3);
	OK(clinic_set(v.mara, v.anna, "allergies", text, &err));
	look(v.mara);
	assert_true(strlen(s.alerts) < sizeof(s.alerts));
	assert_true(strlen(s.alerts) > sizeof(s.alerts) - 4);
	assert_int_equal(text_bad_byte(s.alerts, strlen(s.alerts)), -1);
}

static void
knows_last_and_next(void **state)
{
	int64_t next;

	visits_add(v.anna, v.needling, 0, "2025-12-01", "09:00", "done");
	visits_add(v.anna, v.facial, 0, "2026-01-05", "09:00", "done");
	visits_add(v.anna, v.facial, 0, "2026-02-05", "09:00", "no_show");
	visits_add(v.anna, v.facial, 0, "2026-03-11", "09:00", "booked");
	visits_add(v.anna, v.facial, 0, SHEET_TODAY, "08:00", "cancelled");
	visits_add(v.anna, v.needling, 0, "2026-04-02", "09:00", "booked");
	next = visits_add(v.anna, v.facial, 0, "2026-03-20", "14:30", "confirmed");
	look(v.desk);
	assert_int_equal(s.sessions_done, 2);
	assert_int_equal(s.no_shows, 1);
	assert_int_equal(s.last_visit, date_from_iso("2026-01-05"));
	is(s.last_service, "Facial");
	assert_int_equal(s.next_session, next);
	assert_int_equal(s.next_visit, date_from_iso("2026-03-20"));
	assert_int_equal(s.next_start, 14 * 60 + 30);
	is(s.next_service, "Facial");
	visits_set(&record_session, next, "start", "");
	look(v.desk);
	assert_int_equal(s.next_start, -1);
}

static void
counts_the_running_series(void **state)
{
	static const char *const days[] = { "2025-10-01", "2025-11-01", "2025-12-01",
	    "2026-01-01" };
	static const int done[] = { 1, 2, 3, 1 };
	size_t i;

	visits_add(v.anna, v.needling, 0, "2026-06-01", "09:00", "booked");
	look(v.desk);
	assert_int_equal(s.series_planned, 3);
	assert_int_equal(s.series_done, 0);
	assert_int_equal(s.series_last, DATE_NONE);
	for (i = 0; i < 4; i++) {
		visits_add(v.anna, v.needling, 0, days[i], "09:00", "done");
		visits_add(v.anna, v.needling, 0, days[i], "12:00", "cancelled");
		look(v.desk);
		assert_int_equal(s.series_done, done[i]);
		assert_int_equal(s.series_last, date_from_iso(days[i]));
	}
	is(s.series_service, "Microneedling");
}

TEST_MAIN(
    VISITS_CASE(knows_nothing_yet),
    VISITS_CASE(knows_the_screening_of_today),
    VISITS_CASE(tells_the_desk_nothing_medical),
    VISITS_CASE(long_alerts_are_cut_between_characters),
    VISITS_CASE(knows_last_and_next),
    VISITS_CASE(counts_the_running_series))
