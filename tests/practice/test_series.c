/*
 * test_series.c - the rest of a series, several visits in one write, and how a visit ends
 * or changes besides.
 *
 * Proves that the rest is what is neither done nor booked, at its interval, with the same
 * person, at the usual hour or as near as is free, and never two at once; that all of it is one write and one undo,
 * or nothing; that services on one coming are booked, confirmed and cancelled together; that
 * numbing is put on before the start and once; that a treatment that is stopped says why and
 * counts as done; and that the notice and the fee are the service's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/series.h"
#include "tests/support/visits.h"

static int64_t
booked(int64_t service, const char *date, const char *start)
{
	AUTO_RECORD struct record *r = session_new(v.desk, v.anna, false);
	struct err err;

	record_set_int(r, "service", service);
	record_set_int(r, "staff", v.ruth->staff->id);
	OK(record_parse(r, &v.desk->context, "date", date, &err));
	OK(record_parse(r, &v.desk->context, "start", start, &err));
	OK(session_book(v.desk, r, NULL, 0, NULL, NULL, &err));
	return r->id;
}

static void
rest_is(const struct series *s, const char *wanted)
{
	AUTO_BUF struct buf out = BUF_INIT;
	char iso[DATE_ISO_SIZE];
	size_t i;

	for (i = 0; i < s->n; i++)
		buf_addf(&out, "%d/%d %s %d:%02d%s|", s->list[i].n, s->planned,
		    s->list[i].day == DATE_NONE ? "-" : date_to_iso(s->list[i].day, iso),
		    s->list[i].start / 60, s->list[i].start % 60,
		    s->list[i].as_wanted ? "" : " other");
	assert_string_equal(out.s, wanted);
}

static void
the_rest_keeps_its_interval_and_hour(void **state)
{
	struct series s;
	struct err err;

	/* three visits, 28 days apart */
	booked(v.needling, "2026-03-13", "14:00");
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	rest_is(&s, "2/3 2026-04-10 14:00|3/3 2026-05-08 14:00|");
	/* where that is taken, the nearest hour; on a closed day the nearest day */
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-04-10", "14:30", "booked");
	visits_new(&record_block, "date", "2026-05-08", NULL);
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	rest_is(&s, "2/3 2026-04-10 13:30 other|3/3 2026-05-09 14:00 other|");
	assert_int_equal(s.list[1].wanted, date_from_iso("2026-05-08"));
	/* one of them is mended */
	OK(series_place(v.desk, &s, 0, date_from_iso("2026-04-11"), -1, 1, &err));
	rest_is(&s, "2/3 2026-04-11 14:00 other|3/3 2026-05-09 14:00 other|");
	OK(series_place(v.desk, &s, 0, date_from_iso("2026-04-11"), 9 * 60, 1, &err));
	rest_is(&s, "2/3 2026-04-11 9:00 other|3/3 2026-05-09 14:00 other|");
	series_leave_out(&s, 0);
	rest_is(&s, "3/3 2026-05-09 14:00 other|");
}

static void
what_is_done_or_booked_is_not_proposed(void **state)
{
	struct series s;
	struct err err;

	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-02-05", "9:00", "done");
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	/* the second should have been on 5 March: from today on */
	rest_is(&s, "2/3 2026-03-13 9:00|3/3 2026-04-10 9:00|");
	booked(v.needling, "2026-03-13", "14:00");
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	rest_is(&s, "3/3 2026-04-10 14:00|");
	booked(v.needling, "2026-04-10", "14:00");
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	rest_is(&s, "");
	REFUSED(series_rest(v.desk, v.anna, v.facial, &s, &err), ERR_INVALID,
	    "Facial has no series");
	REFUSED(series_rest(v.books, v.anna, v.needling, &s, &err), ERR_DENIED, "see clients");
}

/* One that is put off to the next free day leaves that hour to the one which is due then. */
static void
visits_of_a_dense_series_are_not_at_once(void **state)
{
	struct series s;
	struct err err;

	visits_set(&record_service, v.needling, "series_days", "1");
	booked(v.needling, "2026-03-16", "14:00");
	visits_new(&record_block, "date", "2026-03-17", NULL);
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	rest_is(&s, "2/3 2026-03-18 14:00 other|3/3 2026-03-18 15:00 other|");
	OK(series_place(v.desk, &s, 1, date_from_iso("2026-03-18"), 13 * 60 + 30, 1, &err));
	rest_is(&s, "2/3 2026-03-18 14:00 other|3/3 2026-03-18 13:00 other|");
	OK(series_book(v.desk, &s, NULL, NULL, &err));
}

static void
all_of_it_is_one_write_or_nothing(void **state)
{
	struct series s;
	struct err err;
	int64_t before;

	booked(v.needling, "2026-03-13", "14:00");
	OK(series_rest(v.desk, v.anna, v.needling, &s, &err));
	/* the second of them is taken meanwhile */
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-05-08", "14:00", "booked");
	REFUSED(series_book(v.desk, &s, NULL, NULL, &err), ERR_INVALID,
	    "Nothing was booked. Lang, Anna, Fri 8 May 14:00, Ruth: It overlaps");
	OK(series_place(v.desk, &s, 1, date_from_iso("2026-05-08"), -1, 1, &err));
	before = dbfile_int(v.path, "SELECT max(n) FROM journal");
	OK(series_book(v.desk, &s, NULL, NULL, &err));
	assert_int_equal(dbfile_int(v.path, "SELECT max(n) FROM journal"), before + 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session WHERE service = 1 "
	    "OR client = 1"), 4);
	OK(db_undo(v.desk->db, before + 1, NULL, NULL, NULL, &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 2);
	s.n = 0;
	REFUSED(series_book(v.desk, &s, NULL, NULL, &err), ERR_INVALID, "nothing to book");
}

/* --- one coming -------------------------------------------------------------------------- */

static void
services_of_one_coming_go_together(void **state)
{
	struct record *list[2] = { session_new(v.desk, v.anna, false),
	    session_new(v.desk, v.anna, false) };
	struct err err;
	int64_t a, b;
	size_t i;

	for (i = 0; i < 2; i++) {
		record_set_int(list[i], "service", i == 0 ? v.needling : v.facial);
		record_set_int(list[i], "staff", v.ruth->staff->id);
		record_set_text(list[i], "date", "2026-03-20");
		record_set_int(list[i], "start", i == 0 ? 600 : 630);
	}
	record_set_int(list[1], "joined", SESSION_JOINS_FIRST);
	/* the second begins before the first has ended: neither is booked */
	REFUSED(sessions_book(v.desk, list, 2, NULL, NULL, &err), ERR_INVALID,
	    "It overlaps Lang, Anna, Fri 20 Mar 10:00, Ruth, to 11:00");
	record_set_int(list[1], "start", 660);
	OK(sessions_book(v.desk, list, 2, NULL, NULL, &err));
	a = list[0]->id;
	b = list[1]->id;
	assert_int_equal(record_int(list[1], "joined"), a);
	OK(session_step(v.desk, b, 0, SESSION_STEP_CONFIRM, &err));
	visits_is(a, "status", "confirmed");
	OK(session_end(v.desk, a, 0, SESSION_CLIENT_CANCELLED, NULL, "ill", &err));
	visits_is(b, "status", "cancelled");
	visits_is(b, "reason", "ill");
	for (i = 0; i < 2; i++)
		record_free(list[i]);
}

/* --- steps and ends ------------------------------------------------------------------------- */

static void
numbing_comes_before_the_start_and_once(void **state)
{
	int64_t plain = visits_add(v.anna, v.facial, v.ruth->staff->id, SHEET_TODAY, "10:00",
	    "here");
	struct err err;

	REFUSED(session_step(v.ruth, plain, 0, SESSION_STEP_NUMB, &err), ERR_INVALID,
	    "This visit has no numbing.");
	visits_set(&record_session, plain, "numbing", "30");
	OK(session_step(v.ruth, plain, 0, SESSION_STEP_NUMB, &err));
	visits_is(plain, "status", "here");
	visits_is(plain, "numbing_on", "2026-03-12T10:00:00Z");
	REFUSED(session_step(v.ruth, plain, 0, SESSION_STEP_NUMB, &err), ERR_INVALID,
	    "The numbing is on already.");
	OK(session_step(v.ruth, plain, 0, SESSION_STEP_START, &err));
	REFUSED(session_step(v.ruth, plain, 0, SESSION_STEP_NUMB, &err), ERR_INVALID,
	    "numbing is put on when the client is here");
}

static void
a_screening_that_stops_stops_the_numbing(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, v.ruth->staff->id, SHEET_TODAY, "10:00",
	    "here");
	struct err err;

	visits_set(&record_session, id, "numbing", "30");
	REFUSED(session_step(v.ruth, id, 0, SESSION_STEP_NUMB, &err), ERR_INVALID,
	    "Cannot start");
}

static void
a_stopped_treatment_says_why_and_is_done(void **state)
{
	int64_t id = visits_add(v.anna, v.facial, v.ruth->staff->id, SHEET_TODAY, "10:00",
	    "here");
	struct err err;

	REFUSED(session_end(v.ruth, id, 0, SESSION_STOPPED, NULL, "dizzy", &err), ERR_INVALID,
	    "only a treatment that was started can be stopped");
	visits_set(&record_session, id, "status", "in_treatment");
	REFUSED(session_end(v.ruth, id, 0, SESSION_STOPPED, NULL, NULL, &err), ERR_INVALID,
	    "why did the treatment end part-way?");
	OK(session_end(v.ruth, id, 0, SESSION_STOPPED, NULL, "dizzy", &err));
	visits_is(id, "status", "done");
	visits_is(id, "stopped", "dizzy");
}

static void
notice_and_fee_are_the_services(void **state)
{
	int64_t id = visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-14", "10:00",
	    "booked"), missed;
	AUTO_RECORD struct record *r = NULL;
	struct err err;
	money fee;

	/* 48 hours before: the practice wants 24, so it is in time */
	r = visits_get(id);
	assert_false(session_ends_late(v.desk, r));
	assert_false(session_late_fee(v.desk, r, SESSION_CLIENT_CANCELLED, &fee));
	visits_set(&record_service, v.facial, "notice_hours", "72");
	visits_set(&record_service, v.facial, "late_fee", "40");
	assert_true(session_late_fee(v.desk, r, SESSION_CLIENT_CANCELLED, &fee));
	assert_int_equal(fee, 400000);
	assert_false(session_late_fee(v.desk, r, SESSION_CLINIC_CANCELLED, &fee));
	OK(session_end(v.desk, id, 0, SESSION_CLIENT_CANCELLED, NULL, NULL, &err));
	visits_is(id, "late", "yes");
	visits_is(id, "late_fee", "");
	missed = visits_add(v.anna, v.facial, v.ruth->staff->id, SHEET_TODAY, "8:00", "booked");
	OK(session_end_charged(v.desk, missed, 0, SESSION_MISSED, NULL, &err));
	visits_is(missed, "late_fee", "40.00");
}

TEST_MAIN(
    VISITS_CASE(the_rest_keeps_its_interval_and_hour),
    VISITS_CASE(what_is_done_or_booked_is_not_proposed),
    VISITS_CASE(visits_of_a_dense_series_are_not_at_once),
    VISITS_CASE(all_of_it_is_one_write_or_nothing),
    VISITS_CASE(services_of_one_coming_go_together),
    VISITS_CASE(numbing_comes_before_the_start_and_once),
    VISITS_CASE(a_screening_that_stops_stops_the_numbing),
    VISITS_CASE(a_stopped_treatment_says_why_and_is_done),
    VISITS_CASE(notice_and_fee_are_the_services))
