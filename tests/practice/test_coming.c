/*
 * test_coming.c - services on one coming, and the visits of somebody who is ill.
 *
 * Proves that what is changed of one visit of a coming holds for all: their client, their
 * time with every rule of booking, a reason to insist, a miss; that they are in each other's
 * way and it is said who is; that who is ill is offered nothing that the write would refuse,
 * whichever of a coming were marked; and that a client who waits for a sooner time waits no
 * longer, however the booking was moved forward.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/ill.h"
#include "practice/waiting.h"
#include "tests/support/visits.h"

static int64_t first, second;

static const char *
text(int64_t n)
{
	static char out[2][24];
	static size_t at;

	at = (at + 1) % ARRAY_LEN(out);
	snprintf(out[at], sizeof(out[at]), "%lld", (long long)n);
	return out[at];
}

/* An hour of Ruth's from 10:00 on on Tuesday the 17th, and another one after it. */
static int
begin(void **state)
{
	int failed = visits_begin(state);
	int64_t ruth = v.ruth->staff->id;

	first = visits_add(v.anna, v.facial, ruth, "2026-03-17", "10:00", "booked");
	second = visits_add(v.anna, v.facial, ruth, "2026-03-17", "11:00", "booked");
	visits_set(&record_session, second, "joined", text(first));
	return failed;
}

#define COMING_CASE(name) cmocka_unit_test_setup_teardown(name, begin, visits_end)

/* Edits a visit as the form does: field, text, …, NULL. */
__attribute__((sentinel)) static bool
edit(int64_t id, struct err *e, ...)
{
	struct err err;
	AUTO_RECORD struct record *base = session_get(v.mara, id, &err);
	AUTO_RECORD struct record *mine = record_copy(base);
	const char *field;
	va_list ap;

	va_start(ap, e);
	while ((field = va_arg(ap, const char *)) != NULL)
		OK(record_parse(mine, &v.mara->context, field, va_arg(ap, const char *), &err));
	va_end(ap);
	return session_save(v.mara, mine, base, NULL, NULL, NULL, e);
}

static int64_t
somebody(const char *given)
{
	return clinic_client(v.mara, "given", given, "family", "Tan", NULL);
}

static void
client_is(int64_t id, int64_t client)
{
	AUTO_RECORD struct record *r = visits_get(id);

	assert_int_equal(record_int(r, "client"), client);
}

/* --- one coming ----------------------------------------------------------------------- */

static void
all_of_them_are_of_one_client(void **state)
{
	int64_t mei = somebody("Mei");
	struct err err;

	OK(edit(second, &err, "client", text(mei), NULL));
	client_is(first, mei);
	client_is(second, mei);
	/* and not when one of them is not a booking any more */
	visits_set(&record_session, first, "status", "here");
	REFUSED(edit(second, &err, "client", text(v.anna), NULL), ERR_INVALID,
	    "Joined to it, Tan, Mei, Tue 17 Mar 10:00, Ruth: This visit is here; only a booking");
	client_is(second, mei);
}

static void
who_insists_insists_for_all(void **state)
{
	struct err err;

	REFUSED(edit(first, &err, "start", "17:00", NULL), ERR_INVALID, "Unusual: after 18:00");
	assert_string_equal(err.field, "insisted");
	OK(edit(first, &err, "start", "17:00", "insisted", "she works late", NULL));
	visits_is(first, "insisted", "");
	visits_is(second, "insisted", "after 18:00: she works late");
	visits_is(second, "start", "18:00");
}

static void
no_visit_of_it_moves_before_its_screening_allows(void **state)
{
	struct err err;

	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);	/* 28 days */
	visits_set(&record_session, first, "date", "2026-04-07");
	visits_set(&record_session, second, "date", "2026-04-07");
	visits_set(&record_session, second, "service", text(v.needling));
	REFUSED(edit(first, &err, "date", "2026-03-18", NULL), ERR_INVALID, "Joined to it, "
	    "Lang, Anna, Tue 7 Apr 11:00, Ruth: The screening defers this treatment");
	OK(edit(first, &err, "date", "2026-04-08", NULL));
	visits_is(second, "date", "2026-04-08");
	visits_is(second, "was_date", "2026-04-07");
}

/* They are in each other's way as others are. */
static void
one_of_them_does_not_run_into_the_next(void **state)
{
	struct err err;

	REFUSED(edit(first, &err, "minutes", "75", NULL), ERR_INVALID,
	    "It overlaps Lang, Anna, Tue 17 Mar 11:00, Ruth, to 12:00");
	assert_string_equal(err.field, "start");
	REFUSED(edit(first, &err, "minutes", "75", "start", "9:00", NULL), ERR_INVALID,
	    "Joined to it, Lang, Anna, Tue 17 Mar 11:00, Ruth: It overlaps Lang, Anna");
	/* they do not stand in their own way while they move */
	OK(edit(first, &err, "start", "10:30", NULL));
	visits_is(second, "start", "11:30");
}

static void
who_misses_one_misses_all(void **state)
{
	struct err err;

	visits_now("2026-03-17T10:20");
	REFUSED(session_end(v.desk, second, 0, SESSION_MISSED, NULL, NULL, &err), ERR_INVALID,
	    "This visit has not started");
	OK(session_end(v.desk, first, 0, SESSION_MISSED, NULL, NULL, &err));
	visits_is(second, "status", "no_show");
}

/* One that begins after midnight is another day's. */
static void
who_comes_at_night_comes_for_all(void **state)
{
	struct err err;

	visits_set(&record_session, first, "start", "23:30");
	visits_set(&record_session, second, "date", "2026-03-18");
	visits_set(&record_session, second, "start", "0:30");
	visits_now("2026-03-17T23:25");
	OK(session_step(v.desk, first, 0, SESSION_STEP_HERE, &err));
	visits_is(second, "status", "here");
}

/* --- a sooner time ---------------------------------------------------------------------- */

static int64_t
waits_sooner(void)
{
	AUTO_RECORD struct record *r = record_new(&record_waiting);
	struct err err;

	record_set_int(r, "client", v.anna);
	record_set_int(r, "service", v.facial);
	OK(waiting_add(v.desk, r, NULL, &err));
	return r->id;
}

static void
waits(int64_t id, bool still)
{
	struct err err;
	AUTO_RECORD struct record *r = waiting_get(v.desk, id, &err);

	assert_int_equal(record_is_null(r, "ended_on"), still);
}

static void
whoever_moves_it_forward_ends_the_wish(void **state)
{
	struct session_move later = { .session = first, .day = date_from_iso("2026-03-17"),
	    .start = 12 * 60 }, sooner = later;
	struct err err;
	int64_t wish = waits_sooner();

	OK(sessions_move(v.desk, &later, 1, NULL, NULL, &err));
	waits(wish, true);
	sooner.start = 9 * 60;
	OK(sessions_move(v.desk, &sooner, 1, NULL, NULL, &err));
	waits(wish, false);
	/* the wish for the second is granted when the first takes it along */
	visits_set(&record_session, first, "service", text(v.needling));
	wish = waits_sooner();
	OK(edit(first, &err, "start", "9:15", NULL));
	waits(wish, true);
	OK(edit(first, &err, "start", "9:00", NULL));
	waits(wish, false);
}

/* --- somebody is ill --------------------------------------------------------------------- */

/* What Ruth's visits are offered, mara being the only other one. */
static void
offered(const int64_t *ids, size_t n, int later, bool goes, const char *words)
{
	struct ill_offer offers[4];
	struct session_move moves[4];
	struct err err;
	size_t i;

	OK(ill_offers(v.desk, ids, n, later, offers, &err));
	for (i = 0; i < n; i++) {
		assert_int_equal(offers[i].goes, goes);
		assert_non_null(strstr(offers[i].to, words));
		moves[i] = offers[i].move;
	}
	if (goes)
		OK(sessions_move(v.desk, moves, n, NULL, NULL, &err));
}

static void
a_coming_of_which_one_is_marked_goes_as_a_whole(void **state)
{
	int64_t ids[] = { second };

	/* mara could take the second alone */
	visits_add(somebody("Li"), v.facial, v.mara->staff->id, "2026-03-17", "9:30", "booked");
	offered(ids, 1, 0, false, "mara has Tan, Li");
	offered(ids, 1, 30, true, "11:30");
	visits_is(first, "start", "10:30");
	visits_is(second, "start", "11:30");
}

static void
what_two_did_at_once_nobody_does_alone(void **state)
{
	int64_t ids[] = { first, second }, third;

	visits_set(&record_staff, v.mara->staff->id, "treats", "no");
	third = visits_new(&record_staff, "name", "Jonas Lee", "role", "practitioner", NULL);
	visits_set(&record_session, second, "staff", text(third));
	visits_set(&record_session, first, "minutes", "75");
	offered(ids, 2, 0, false, "has ");
	offered(ids, 1, 0, false, "Jonas has Lang, Anna");
}

/* Of a coming what another person does stays as it is, and is not asked about. */
static void
what_another_does_of_it_stays(void **state)
{
	int64_t ids[] = { first };

	visits_new(&record_staff, "name", "Jonas Lee", "role", "practitioner", NULL);
	visits_set(&record_session, second, "staff", text(v.mara->staff->id));
	visits_new(&record_hours, "staff", text(v.mara->staff->id), "days", "mon-sun", "begins",
	    "13:00", "ends", "18:00", NULL);
	offered(ids, 1, 0, true, "Jonas");
	visits_is(second, "staff", text(v.mara->staff->id));
	visits_is(second, "insisted", "");
}

static void
who_is_not_to_be_booked_stays(void **state)
{
	int64_t ids[] = { first, second };
	struct err err;

	OK(clinic_set(v.mara, v.anna, "do_not_book", "three times absent", &err));
	offered(ids, 2, 30, false, "Lang, Anna is not to be booked: three times absent");
	/* who is given to another keeps the time */
	offered(ids, 2, 0, true, "mara");
}

TEST_MAIN(
    COMING_CASE(all_of_them_are_of_one_client),
    COMING_CASE(who_insists_insists_for_all),
    COMING_CASE(no_visit_of_it_moves_before_its_screening_allows),
    COMING_CASE(one_of_them_does_not_run_into_the_next),
    COMING_CASE(who_misses_one_misses_all),
    COMING_CASE(who_comes_at_night_comes_for_all),
    COMING_CASE(whoever_moves_it_forward_ends_the_wish),
    COMING_CASE(a_coming_of_which_one_is_marked_goes_as_a_whole),
    COMING_CASE(what_two_did_at_once_nobody_does_alone),
    COMING_CASE(what_another_does_of_it_stays),
    COMING_CASE(who_is_not_to_be_booked_stays))
