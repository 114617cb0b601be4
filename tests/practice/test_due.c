/*
 * When somebody is due: months and days of a series counted by hand, an open booking, its
 * cancellation and their undo, who is archived or not to be booked, and a service that is
 * changed. Whom the lists name, and what a try hides until when.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/due.h"
#include "practice/history.h"
#include "practice/waiting.h"
#include "practice/watch.h"
#include "tests/support/visits.h"

/* "series 2026-04-08 2/3 since 2026-03-11": of Anna, the only client. */
static void
is_due(const char *wanted)
{
	AUTO_FREE char *check = dbfile_check(v.path, false);
	sqlite3_stmt *st;
	sqlite3 *raw;

	assert_int_equal(sqlite3_open_v2(v.path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, "SELECT coalesce(group_concat(kind || ' ' || due "
	    "|| CASE WHEN planned > 0 THEN ' ' || done || '/' || planned ELSE '' END || ' since ' "
	    "|| last, ', '), '') FROM client_due", -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), wanted);
	sqlite3_finalize(st);
	sqlite3_close(raw);
	assert_string_equal(check, "");
}

/* "1/3, 2/3 -3": the visits of series, with the days beside the interval. */
static void
series_are(const char *wanted)
{
	AUTO_FREE char *check = dbfile_check(v.path, false);
	sqlite3_stmt *st;
	sqlite3 *raw;

	assert_int_equal(sqlite3_open_v2(v.path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, "SELECT coalesce(group_concat(step || '/' || "
	    "planned || coalesce(' ' || off, ''), ', '), '') FROM (SELECT * FROM client_series "
	    "ORDER BY date, session)", -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), wanted);
	sqlite3_finalize(st);
	sqlite3_close(raw);
	assert_string_equal(check, "");
}

static void
months_end_with_the_month(void **state)
{
	int64_t id;

	visits_set(&record_service, v.facial, "return_months", "6");
	is_due("");
	id = visits_add(v.anna, v.facial, 0, "2025-08-31", "10:00", "done");
	is_due("return 2026-02-28 since 2025-08-31");
	visits_set(&record_session, id, "date", "2023-08-31");
	is_due("return 2024-02-29 since 2023-08-31");
	visits_set(&record_session, id, "date", "2025-08-28");
	is_due("return 2026-02-28 since 2025-08-28");
	visits_set(&record_session, id, "date", "2025-12-31");
	is_due("return 2026-06-30 since 2025-12-31");
	visits_set(&record_session, id, "status", "cancelled");
	is_due("");
}

static void
a_series_goes_on_until_it_is_whole(void **state)
{
	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	visits_add(v.anna, v.needling, 0, "2026-02-11", "10:00", "done");
	is_due("series 2026-03-11 2/3 since 2026-02-11");
	visits_set(&record_service, v.needling, "series_count", "4");
	is_due("series 2026-03-11 2/4 since 2026-02-11");
	visits_set(&record_service, v.needling, "series_days", "35");
	is_due("series 2026-03-18 2/4 since 2026-02-11");
	visits_set(&record_service, v.needling, "series_count", "2");
	is_due("");
	visits_set(&record_service, v.needling, "return_months", "12");
	is_due("return 2027-02-11 since 2026-02-11");
	visits_add(v.anna, v.needling, 0, "2026-03-11", "10:00", "done");
	is_due("series 2026-04-15 1/2 since 2026-03-11");
	visits_set(&record_service, v.needling, "active", "no");
	is_due("");
}

/* 28 days from one to the next: 25, then 32; a whole series is followed by another one. */
static void
each_visit_of_a_series_has_its_place(void **state)
{
	struct undone undone;
	struct err err;
	int64_t second, booked;

	visits_add(v.anna, v.needling, 0, "2025-11-01", "10:00", "done");
	second = visits_add(v.anna, v.needling, 0, "2025-11-26", "10:00", "done");
	visits_add(v.anna, v.facial, 0, "2025-12-01", "10:00", "done");
	visits_add(v.anna, v.needling, 0, "2025-12-28", "10:00", "done");
	visits_add(v.anna, v.needling, 0, "2026-01-10", "10:00", "done");
	series_are("1/3, 2/3 -3, 3/3 4, 1/3");
	visits_set(&record_session, second, "status", "cancelled");
	series_are("1/3, 2/3 29, 3/3 -15");
	OK(practice_undo(v.mara, &undone, NULL, &err));
	series_are("1/3, 2/3 -3, 3/3 4, 1/3");
	/* one that is to come is none yet */
	booked = visits_add(v.anna, v.needling, 0, "2026-03-20", "10:00", "booked");
	series_are("1/3, 2/3 -3, 3/3 4, 1/3");
	visits_set(&record_session, booked, "status", "no_show");
	visits_set(&record_service, v.needling, "series_count", "2");
	series_are("1/2, 2/2 -3, 1/2, 2/2 -15");
	visits_set(&record_service, v.needling, "series_days", "");
	series_are("");
}

static void
a_booking_ends_it_and_its_end_brings_it_back(void **state)
{
	struct undone undone;
	struct err err;
	int64_t id;

	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	id = visits_add(v.anna, v.needling, 0, "2026-03-20", "10:00", "booked");
	is_due("");
	visits_set(&record_session, id, "service", "");
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	OK(practice_undo(v.mara, &undone, NULL, &err));
	is_due("");
	OK(session_end(v.desk, id, visits_version(id), SESSION_CLIENT_CANCELLED, NULL, NULL,
	    &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	OK(practice_undo(v.desk, &undone, NULL, &err));
	is_due("");
	OK(practice_redo(v.desk, &undone, NULL, &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
}

static void
who_is_not_to_be_booked_is_not_due(void **state)
{
	struct err err;

	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	OK(clinic_set(v.mara, v.anna, "do_not_book", "owes", &err));
	is_due("");
	OK(clinic_set(v.mara, v.anna, "do_not_book", "", &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	OK(clinic_set(v.mara, v.anna, "archived", "yes", &err));
	is_due("");
}

/* What another program wrote there is named, and made anew. */
static void
check_compares_and_rebuilds(void **state)
{
	AUTO_FREE char *said = NULL;
	struct err err;

	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	dbfile_sql(v.path, "UPDATE client_due SET due = '2026-02-12'");
	said = dbfile_check(v.path, false);
	if (strstr(said, "is due for service") == NULL)
		fail_msg("%s", said);
	OK(db_rebuild(v.mara->db, &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	dbfile_sql(v.path, "UPDATE kept_total SET n = 2 WHERE name = 'client_due'");
	free(said);
	said = dbfile_check(v.path, false);
	if (strstr(said, "How many clients are due") == NULL)
		fail_msg("%s", said);
	OK(db_rebuild(v.mara->db, &err));
	dbfile_sql(v.path, "UPDATE client_series SET step = 2");
	free(said);
	said = dbfile_check(v.path, false);
	if (strstr(said, "of a series, which one of it they are") == NULL)
		fail_msg("%s", said);
	OK(db_rebuild(v.mara->db, &err));
	series_are("1/3");
}

/* --- the lists ------------------------------------------------------------------------- */

static struct due_list list;

static void
look(struct practice *p, bool mine)
{
	struct err err;

	OK(due_read(p, mine, NULL, &list, &err));
}

static const struct due_row *
row_of(enum due_kind kind, size_t nth)
{
	size_t i;

	for (i = 0; i < list.n; i++)
		if (list.rows[i].kind == kind && nth-- == 0)
			return &list.rows[i];
	fail_msg("no such row");
	return NULL;
}

static void
tried(enum due_kind kind, enum contact_outcome outcome, const char *until)
{
	struct contact_cause cause;
	char iso[DATE_ISO_SIZE];
	date_day day;
	struct err err;

	OK(due_cause(row_of(kind, 0), &cause, &err));
	OK(contact_write(v.desk, &cause, 1, outcome, &day, &err));
	assert_string_equal(date_to_iso(day, iso), until);
	look(v.desk, false);
}

static void
last_try_is(enum due_kind kind, const char *words)
{
	AUTO_BUF struct buf is = BUF_INIT;

	contact_words(v.desk, &row_of(kind, 0)->last, &is);
	assert_string_equal(is.s, words);
}

static int64_t
client(const char *given)
{
	return clinic_client(v.mara, "given", given, "family", "Due", "phone", "555 0100", NULL);
}

/* Thursday: the calls are for Friday; on Friday for Monday, where weekends are free. */
static void
calls_are_for_the_next_working_day(void **state)
{
	int64_t staff = v.mara->staff->id, id;
	struct due_counts counts;
	char iso[DATE_ISO_SIZE];
	struct err err;

	id = visits_add(v.anna, v.facial, staff, "2026-03-13", "10:00", "booked");
	visits_add(client("Bo"), v.facial, staff, "2026-03-13", "11:00", "confirmed");
	visits_add(client("Mo"), v.facial, 0, "2026-03-16", "11:00", "booked");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_CALLS], 1);
	assert_string_equal(row_of(DUE_CALLS, 0)->name, "Lang, Anna");
	tried(DUE_CALLS, CONTACT_NO_ANSWER, "2026-03-12");
	tried(DUE_CALLS, CONTACT_NO_ANSWER, "2026-03-12");
	last_try_is(DUE_CALLS, "no answer 10:00, 2nd");
	OK(session_step(v.desk, id, visits_version(id), SESSION_STEP_CONFIRM, &err));
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_CALLS], 0);
	visits_set(&record_practice, 1, "open_days", "mon tue wed thu fri");
	OK(practice_reload(v.desk, &err) && practice_reload(v.mara, &err));
	visits_now("2026-03-13T10:00");
	OK(due_count(v.desk, false, &counts, &err));
	assert_string_equal(date_to_iso(counts.calls_for, iso), "2026-03-16");
	assert_int_equal(counts.calls, 1);
	OK(due_count(v.mara, true, &counts, &err));
	assert_int_equal(counts.calls, 0);
}

/* Mara is ill today and tomorrow: what stands there is to be moved, with the reason why
 * nobody takes it, until its client is reached, or it is moved, gone or insisted on. */
static void
what_cannot_stand_is_called_about(void **state)
{
	int64_t staff = v.mara->staff->id, bo = client("Bo"), today, tomorrow, off;
	struct contact_cause reminder = { .about = CONTACT_CALL, .client = bo };
	AUTO_BUF struct buf words = BUF_INIT;
	struct due_counts counts;
	struct err err;

	visits_add(client("Early"), v.facial, staff, SHEET_TODAY, "09:00", "booked");	/* is over */
	today = visits_add(v.anna, v.facial, staff, SHEET_TODAY, "14:00", "confirmed");
	tomorrow = visits_add(bo, v.facial, staff, "2026-03-13", "10:00", "booked");
	visits_add(client("Ruths"), v.facial, v.ruth->staff->id, "2026-03-13", "10:00", "booked");
	reminder.session = tomorrow;
	OK(contact_write(v.desk, &reminder, 1, CONTACT_REACHED, NULL, &err));
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_MOVES], 0);
	visits_now("2026-03-12T10:05");
	off = visits_new(&record_block, "staff", "1", "date", SHEET_TODAY, "until", "2026-03-13",
	    "reason", "ill", NULL);
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_MOVES], 2);
	assert_int_equal(list.counts[DUE_CALLS], 1);	/* not Bo once more, reached or not */
	assert_string_equal(row_of(DUE_MOVES, 0)->name, "Lang, Anna");
	assert_string_equal(row_of(DUE_MOVES, 0)->why, "mara is away: ill; Ruth could");
	assert_string_equal(row_of(DUE_MOVES, 1)->why,
	    "mara is away: ill; Ruth has Due, Ruths");
	due_text(v.desk, row_of(DUE_MOVES, 0), &words);
	assert_non_null(strstr(words.s, "your visit on Thu 12 Mar at 14:00 has to be moved."));
	OK(due_count(v.desk, false, &counts, &err));
	assert_int_equal(counts.calls, 3);
	look(v.ruth, true);
	assert_int_equal(list.counts[DUE_MOVES], 0);
	/* no answer keeps it there, a client who knows is off */
	look(v.desk, false);
	tried(DUE_MOVES, CONTACT_NO_ANSWER, "2026-03-12");
	last_try_is(DUE_MOVES, "no answer 10:05, 1st");
	tried(DUE_MOVES, CONTACT_REACHED, "");
	assert_int_equal(list.counts[DUE_MOVES], 1);
	assert_int_equal(row_of(DUE_MOVES, 0)->session, tomorrow);
	/* moved, insisted on, and nobody away after all */
	visits_set(&record_session, tomorrow, "date", "2026-03-16");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_MOVES], 0);
	visits_set(&record_session, tomorrow, "date", "2026-03-13");
	visits_set(&record_session, tomorrow, "insisted", "mara is away: ill: she comes for it");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_MOVES], 0);
	visits_set(&record_session, tomorrow, "insisted", "");
	visits_set(&record_block, off, "until", "");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_MOVES], 0);
	visits_is(today, "status", "confirmed");
	/* a closed day is everybody's; lunch each week is nobody's news */
	visits_new(&record_block, "date", "2026-03-13", "reason", "storm", NULL);
	visits_new(&record_block, "staff", "1", "date", "2026-03-09", "start", "14:00",
	    "minutes", "60", "repeats", "weekly", "days", "thu", NULL);
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_MOVES], 2);
	/* a message is no answer; each is listed and counted once */
	tried(DUE_MOVES, CONTACT_MESSAGE, SHEET_TODAY);
	assert_int_equal(list.counts[DUE_MOVES], 2);
	assert_int_equal(list.counts[DUE_CALLS], 0);
	OK(due_count(v.desk, false, &counts, &err));
	assert_int_equal(counts.calls, 2);
}

/* Nobody is beyond reach: what is not listed is said, and listed when asked for. */
static void
more_than_are_listed_is_said(void **state)
{
	struct due_counts counts;
	struct err err;
	size_t kind;

	dbfile_sql(v.path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < 301) INSERT INTO session(version, client, service, date, start, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, late) SELECT 1, c.id, c.service, "
	    "'2026-03-13', 540, 1, 0, 'booked', 'booked', 1, 0 FROM n, (SELECT client.id, "
	    "service.id AS service FROM client, service LIMIT 1) c");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_CALLS], DUE_ROWS_MAX);
	assert_true(list.more[DUE_CALLS]);
	list.most = 2 * DUE_ROWS_MAX;
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_CALLS], 301);
	for (kind = 0; kind < DUE_KINDS; kind++)
		assert_false(list.more[kind]);
	list.most = 0;
	/* the tab says 99+ after one statement */
	OK(due_count_all(v.desk, &counts, &err));
	assert_true(counts.whole);
	assert_int_equal(counts.calls, DUE_COUNT_MAX);
	dbfile_sql(v.path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < 101) INSERT INTO client_due(client, service, kind, due, last, done, planned) "
	    "SELECT 1000 + i, 1, 'return', '2026-03-01', '2026-01-01', 0, 0 FROM n");
	OK(due_count_all(v.desk, &counts, &err));	/* and who is logged in is read anew */
	practice_work(v.desk);
	OK(due_count_all(v.desk, &counts, &err));
	assert_int_equal(practice_work(v.desk).statements, 1);
	assert_false(counts.whole);
	assert_int_equal(counts.back, DUE_COUNT_MAX + 1);
}

/* "screening 2026-03-20 for 2026-03-25" */
static void
end_is(struct practice *p, size_t nth, enum due_end end, const char *label, const char *ends,
    int64_t session)
{
	const struct due_row *r;
	char iso[DATE_ISO_SIZE];

	look(p, false);
	r = row_of(DUE_ENDS, nth);
	assert_int_equal(r->end, end);
	assert_string_equal(r->label, label);
	assert_string_equal(date_to_iso(r->ends, iso), ends);
	assert_int_equal(r->session, session);
}

static void
what_ends_before_a_visit_is_listed(void **state)
{
	int64_t screening = visits_screen(v.anna, NULL), letter, first, ruth = v.ruth->staff->id;
	AUTO_FREE char *who = xasprintf("%lld", (long long)ruth);

	visits_set(&record_screening, screening, "valid_until", "2026-03-20");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_ENDS], 0);	/* no visit is booked after it */
	visits_add(v.anna, v.needling, ruth, "2026-03-20", "10:00", "booked");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_ENDS], 0);	/* its last day counts */
	visits_add(v.anna, v.needling, ruth, "2026-03-28", "10:00", "booked");
	first = visits_add(v.anna, v.needling, ruth, "2026-03-25", "10:00", "booked");
	end_is(v.desk, 0, DUE_END_SCREENING, "Before microneedling", "2026-03-20", first);
	assert_int_equal(list.counts[DUE_ENDS], 1);
	visits_screen(v.anna, NULL);		/* renewed */
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_ENDS], 0);

	letter = visits_new(&record_clearance, "client", "1", "item", "immune", "given_by", "Dr Roe",
	    "given_on", "2026-03-01", "expires", "2026-03-24", NULL);
	end_is(v.ruth, 0, DUE_END_CLEARANCE, "immune", "2026-03-24", first);
	end_is(v.desk, 0, DUE_END_MEDICAL, "", "2026-03-24", first);
	visits_set(&record_clearance, letter, "expires", "2026-03-25");
	assert_int_equal((look(v.ruth, false), row_of(DUE_ENDS, 0)->day),
	    date_from_iso("2026-03-28"));
	visits_set(&record_clearance, letter, "expires", "");
	visits_set(&record_staff, ruth, "licence_ends", "2026-03-26");
	look(v.ruth, false);
	assert_string_equal(row_of(DUE_ENDS, 0)->name, "Ruth Aoki");
	assert_int_equal(row_of(DUE_ENDS, 0)->end, DUE_END_LICENCE);
	/* nobody is booked after it */
	visits_set(&record_staff, ruth, "licence_ends", "2026-04-05");
	end_is(v.ruth, 0, DUE_END_LICENCE, "", "2026-04-05", 0);
	visits_set(&record_staff, ruth, "licence_ends", "2026-05-05");
	visits_new(&record_certificate, "staff", who, "name", "Needling", "ends", "2026-03-30", NULL);
	end_is(v.ruth, 0, DUE_END_CERTIFICATE, "Needling", "2026-03-30", 0);
}

static void
a_try_hides_until_its_day(void **state)
{
	struct due_counts counts;
	struct err err;

	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-01-14", "10:00", "done");
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_BACK], 1);
	assert_int_equal(row_of(DUE_BACK, 0)->planned, 3);
	tried(DUE_BACK, CONTACT_NO_ANSWER, "2026-03-13");
	assert_int_equal(list.counts[DUE_BACK], 0);
	assert_int_equal(list.hidden, 1);
	assert_int_equal(list.hidden_until, date_from_iso("2026-03-13"));
	OK(due_count(v.desk, false, &counts, &err));
	assert_int_equal(counts.back, 0);
	visits_now("2026-03-13T10:00");
	look(v.desk, false);
	last_try_is(DUE_BACK, "no answer Thu, 1st");
	tried(DUE_BACK, CONTACT_MESSAGE, "2026-03-16");
	assert_int_equal(list.counts[DUE_BACK], 0);
	visits_now("2026-03-16T10:00");
	look(v.desk, false);
	last_try_is(DUE_BACK, "message Fri");
	tried(DUE_BACK, CONTACT_REACHED, "2026-04-15");
	visits_now("2026-04-15T10:00");
	look(v.ruth, true);
	last_try_is(DUE_BACK, "reached 16 Mar");
	look(v.mara, true);
	assert_int_equal(list.counts[DUE_BACK], 0);
	/* a new visit makes them due anew, whatever was said before it */
	visits_add(v.anna, v.needling, 0, "2026-04-15", "11:00", "done");
	visits_now("2026-05-13T10:00");
	look(v.desk, false);
	assert_int_equal(row_of(DUE_BACK, 0)->last.id, 0);
}

static void
a_refused_try_writes_nothing(void **state)
{
	struct contact_cause cause = { .about = CONTACT_DUE, .client = 999,
	    .service = v.facial };
	struct err err;

	REFUSED(contact_write(v.books, &cause, 1, CONTACT_REACHED, NULL, &err), ERR_DENIED,
	    "may");
	REFUSED(due_read(v.books, false, NULL, &list, &err), ERR_DENIED, "may");
	err_clear(&err);
	assert_false(contact_write(v.desk, &cause, 1, CONTACT_REACHED, NULL, &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM contact"), 0);
}

/* --- waiting ----------------------------------------------------------------------------- */

static int64_t
waits(int64_t who, ...)
{
	AUTO_RECORD struct record *r = record_new(&record_waiting);
	const char *name;
	struct err err;
	va_list ap;

	record_set_int(r, "client", who);
	record_set_int(r, "service", v.facial);
	va_start(ap, who);
	while ((name = va_arg(ap, const char *)) != NULL)
		OK(record_parse(r, &field_context_plain, name, va_arg(ap, const char *), &err));
	va_end(ap);
	OK(waiting_add(v.desk, r, NULL, &err));
	return r->id;
}

static int64_t
books(int64_t who, const char *date, int start)
{
	AUTO_RECORD struct record *r = session_new(v.mara, who, false);
	struct err err;

	record_set_int(r, "service", v.facial);
	record_set_text(r, "date", date);
	record_set_int(r, "start", start);
	OK(session_book(v.mara, r, NULL, 0, NULL, NULL, &err));
	return r->id;
}

static void
says(int64_t id, const char *field, const char *wanted)
{
	AUTO_BUF struct buf is = BUF_INIT;
	struct err err;
	AUTO_RECORD struct record *r = waiting_get(v.mara, id, &err);

	field_format(record_field(&record_waiting, field), record_value(r, field), &is);
	assert_string_equal(is.len > 0 ? is.s : "", wanted);
}

static void
a_free_slot_is_offered_to_whom_it_fits(void **state)
{
	int64_t later = client("Bo");

	waits(v.anna, "days", "tue", "after", "14:00", "staff", "1", NULL);
	waits(later, "until", "2026-03-12", "before", "9:30", NULL);
	look(v.desk, false);
	assert_int_equal(list.counts[DUE_WAITING], 1);
	assert_int_equal(row_of(DUE_WAITING, 0)->day, date_from_iso("2026-03-17"));
	assert_int_equal(row_of(DUE_WAITING, 0)->start, 14 * 60);
	assert_int_equal(list.counts[DUE_WAITING_LATER], 1);
	tried(DUE_WAITING, CONTACT_NO_ANSWER, "2026-03-13");
	assert_int_equal(list.counts[DUE_WAITING], 0);
	visits_now("2026-03-13T10:00");
	look(v.desk, false);	/* and of whom the last day is over nobody speaks any more */
	assert_int_equal(list.counts[DUE_WAITING] + list.counts[DUE_WAITING_LATER], 1);
}

/* Tuesday 17 March at 14:00 for an hour, in a day of Mara that is full but for it. */
static int64_t
fits_there(int64_t staff, const char *name)
{
	struct due_freed freed = { .staff = staff, .time.from =
	    (int64_t)date_from_iso("2026-03-17") * DAY_MINUTES + 14 * 60 };
	AUTO_BUF struct buf is = BUF_INIT;
	struct due_freed *found;
	struct err err;

	freed.time.until = freed.time.from + 60;
	OK(due_freed_for(v.desk, &freed, 1, &found, &is, &err));
	assert_ptr_equal(found, *name != '\0' ? &freed : NULL);
	assert_string_equal(is.len > 0 ? is.s : "", name);
	OK(due_read(v.desk, false, &freed, &list, &err));
	return freed.waiting;
}

static void
freed_time_is_for_who_fits_there(void **state)
{
	static const char *const lacks[][2] = { { "days", "wed" }, { "after", "15:00" },
	    { "before", "14:00" }, { "until", "2026-03-16" }, { "staff", "2" } };
	int64_t later = client("Bo"), mara = v.mara->staff->id, id, urgent;
	const struct due_row *r;
	struct err err;
	size_t i;

	visits_set(&record_session, visits_add(later, v.needling, mara, "2026-03-17", "09:00",
	    "booked"), "minutes", "300");
	visits_set(&record_session, visits_add(later, v.needling, mara, "2026-03-17", "15:00",
	    "booked"), "minutes", "180");
	assert_int_equal(fits_there(mara, ""), 0);
	for (i = 0; i < ARRAY_LEN(lacks); i++) {
		id = waits(v.anna, lacks[i][0], lacks[i][1], NULL);
		assert_int_equal(fits_there(mara, ""), 0);
		OK(waiting_end(v.desk, &id, 1, "not_wanted", &err));
	}
	id = waits(v.anna, "days", "tue", NULL);
	assert_int_equal(fits_there(mara, "Lang, Anna"), id);
	r = row_of(DUE_WAITING, 0);	/* not the earlier time that is free anyway */
	assert_int_equal(r->day, date_from_iso("2026-03-17"));
	assert_int_equal(r->start, 14 * 60);
	assert_int_equal(r->staff, mara);
	/* who is urgent is first; whom a try hides is left alone */
	urgent = waits(later, "urgent", "yes", NULL);
	assert_int_equal(fits_there(mara, "Due, Bo"), urgent);
	tried(DUE_WAITING, CONTACT_NO_ANSWER, "2026-03-13");
	assert_int_equal(fits_there(mara, "Lang, Anna"), id);
	/* nor is it sooner than what is booked meanwhile */
	books(v.anna, "2026-03-16", 15 * 60);
	assert_int_equal(fits_there(mara, ""), 0);
	visits_now("2026-03-17T14:30");
	assert_int_equal(fits_there(mara, ""), 0);
	assert_int_equal(fits_there(0, "Due, Bo"), urgent);
}

static void
who_books_drops_out_in_the_same_write(void **state)
{
	struct undone undone;
	struct err err;
	int64_t id = waits(v.anna, "days", "fri", NULL), session;
	int64_t entries = dbfile_int(v.path, "SELECT count(*) FROM journal");

	session = books(v.anna, "2026-03-13", 9 * 60);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal"), entries + 1);
	says(id, "ended_on", "2026-03-12");
	says(id, "ended_for", "booked");
	assert_int_equal(dbfile_int(v.path, "SELECT session FROM waiting"), session);
	OK(practice_undo(v.mara, &undone, NULL, &err));
	says(id, "ended_on", "");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 0);
}

/* Booked on a day that does not suit, a client still waits, for a sooner one. */
static void
a_booking_that_does_not_fit_is_moved_forward(void **state)
{
	int64_t id = waits(v.anna, "before", "12:00", "until", "2026-03-20", NULL);
	int64_t session = books(v.anna, "2026-03-24", 10 * 60);
	AUTO_RECORD struct record *base = NULL;
	AUTO_RECORD struct record *mine = NULL;
	struct err err;

	says(id, "ended_on", "");
	assert_int_equal(dbfile_int(v.path, "SELECT sooner FROM waiting"), session);
	look(v.desk, false);
	assert_int_equal(row_of(DUE_WAITING, 0)->session, session);
	assert_true(row_of(DUE_WAITING, 0)->day < date_from_iso("2026-03-24"));
	base = visits_get(session);
	mine = record_copy(base);
	record_set_text(mine, "date", "2026-03-17");
	OK(session_save(v.mara, mine, base, NULL, NULL, NULL, &err));
	says(id, "ended_for", "booked");
}

static void
noted(int64_t session, const char *field, const char *text)
{
	AUTO_RECORD struct record *base = visits_get(session);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;

	OK(record_parse(mine, &v.mara->context, field, text, &err));
	OK(session_save(v.mara, mine, base, NULL, NULL, NULL, &err));
}

/* Neither a later booking nor an edit of one that stands is what a wish is for. */
static void
only_a_sooner_time_ends_a_wish(void **state)
{
	int64_t past = visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-10", "10:00",
	    "done");
	int64_t id = waits(v.anna, NULL), first, later;

	noted(past, "price", "80");
	says(id, "ended_on", "");
	visits_set(&record_waiting, id, "until", "2026-03-14");
	first = books(v.anna, "2026-03-24", 10 * 60);
	visits_set(&record_waiting, id, "until", "");
	later = books(v.anna, "2026-03-31", 10 * 60);
	noted(later, "notes", "brings the dog");
	noted(later, "start", "9:00");
	noted(first, "notes", "by bus");
	noted(first, "start", "11:00");
	says(id, "ended_on", "");
	/* the later one becomes the sooner one */
	noted(later, "date", "2026-03-23");
	says(id, "ended_for", "booked");
}

static void
a_wish_is_whole_and_once(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_waiting);
	struct err err;

	REFUSED(waiting_add(v.desk, r, NULL, &err), ERR_INVALID, "Who waits?");
	record_set_int(r, "client", v.anna);
	REFUSED(waiting_add(v.desk, r, NULL, &err), ERR_INVALID, "For which service?");
	record_set_int(r, "service", v.facial);
	record_set_text(r, "until", "2026-03-11");
	REFUSED(waiting_add(v.desk, r, NULL, &err), ERR_INVALID, "past");
	record_set_null(r, "until");
	record_set_int(r, "after", 720);
	record_set_int(r, "before", 700);
	REFUSED(waiting_add(v.desk, r, NULL, &err), ERR_INVALID, "between");
	record_set_null(r, "before");
	REFUSED(waiting_add(v.books, r, NULL, &err), ERR_DENIED, "may");
	OK(waiting_add(v.desk, r, NULL, &err));
	r->id = r->version = 0;
	REFUSED(waiting_add(v.desk, r, NULL, &err), ERR_INVALID, "already");
	OK(clinic_set(v.mara, v.anna, "do_not_book", "owes", &err));
	look(v.desk, false);
	assert_int_equal(list.n, 0);
}

/* --- words ---------------------------------------------------------------------------------- */

static void
the_words_name_no_treatment(void **state)
{
	AUTO_BUF struct buf words = BUF_INIT;

	visits_set(&record_service, v.needling, "preparation", "No sun");
	visits_add(v.anna, v.needling, 0, "2026-03-13", "10:00", "booked");
	look(v.desk, false);
	due_text(v.desk, row_of(DUE_CALLS, 0), &words);
	assert_non_null(strstr(words.s, "Hello Anna, this is "));
	assert_non_null(strstr(words.s, "your visit on Fri 13 Mar. Please come at 10:00. No sun."));
	assert_null(strstr(words.s, "eedling"));
}

static int
end(void **state)
{
	due_list_free(&list);
	return visits_end(state);
}

#define LIST_CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, end)

TEST_MAIN(
    VISITS_CASE(months_end_with_the_month),
    VISITS_CASE(a_series_goes_on_until_it_is_whole),
    VISITS_CASE(each_visit_of_a_series_has_its_place),
    VISITS_CASE(a_booking_ends_it_and_its_end_brings_it_back),
    VISITS_CASE(who_is_not_to_be_booked_is_not_due),
    VISITS_CASE(check_compares_and_rebuilds),
    LIST_CASE(calls_are_for_the_next_working_day),
    LIST_CASE(what_cannot_stand_is_called_about),
    LIST_CASE(more_than_are_listed_is_said),
    LIST_CASE(what_ends_before_a_visit_is_listed),
    LIST_CASE(a_try_hides_until_its_day),
    LIST_CASE(a_refused_try_writes_nothing),
    LIST_CASE(a_free_slot_is_offered_to_whom_it_fits),
    LIST_CASE(freed_time_is_for_who_fits_there),
    LIST_CASE(who_books_drops_out_in_the_same_write),
    LIST_CASE(a_booking_that_does_not_fit_is_moved_forward),
    LIST_CASE(only_a_sooner_time_ends_a_wish),
    LIST_CASE(a_wish_is_whole_and_once),
    LIST_CASE(the_words_name_no_treatment))
