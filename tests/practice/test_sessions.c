/*
 * The agenda says what is so: order, names, who is late, what has no outcome, what
 * is to be paid, who is to be screened, and to the front desk nothing medical. Gaps
 * lie between visits, also where two overlap; what waits is counted, and no further
 * than its maximum.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/visits.h"

/* What a list gave, copied. */
static struct row {
	struct session_line l;
	struct session_shown s;
	char client[80], service[80], staff[8], alert[80];
} rows[40];
static size_t n_rows;

static void
take(const struct session_shown *s, void *arg)
{
	struct row *r = arg;

	r->s = *s;
	snprintf(r->client, sizeof(r->client), "%s", s->client_name);
	snprintf(r->service, sizeof(r->service), "%s", s->service_name);
	snprintf(r->staff, sizeof(r->staff), "%s", s->staff_code);
	snprintf(r->alert, sizeof(r->alert), "%s", s->alert_text);
}

static void
day_of(struct practice *p, const char *day, int64_t staff)
{
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct err err;

	OK(sessions_day(p, date_from_iso(day), staff, &lines, &err));
	assert_in_range(lines.n, 0, ARRAY_LEN(rows));
	for (n_rows = 0; n_rows < lines.n; n_rows++) {
		struct row *r = &rows[n_rows];

		r->l = lines.list[n_rows];
		r->s.client_name = NULL;
		OK(session_show(p, &r->l, take, r, &err));
		assert_non_null(r->s.client_name);
	}
}

static const struct row *
row_of(struct practice *p, int64_t id)
{
	AUTO_RECORD struct record *r = visits_get(id);
	size_t i;

	day_of(p, record_text(r, "date"), 0);
	for (i = 0; i < n_rows; i++)
		if (rows[i].l.id == id)
			return &rows[i];
	fail_msg("visit %lld is not in the agenda", (long long)id);
	return NULL;
}

static const struct session_line *
line_of(struct practice *p, int64_t id)
{
	return &row_of(p, id)->l;
}

static void
comes_in_time_order(void **state)
{
	int64_t mara = v.mara->staff->id, ruth = v.ruth->staff->id;
	int64_t late = visits_add(v.anna, v.facial, ruth, SHEET_TODAY, "15:00", "booked");
	int64_t early = visits_add(v.anna, v.needling, mara, SHEET_TODAY, "11:00", "cancelled");
	int64_t untimed = visits_add(0, 0, 0, SHEET_TODAY, "", "booked");

	visits_add(v.anna, v.facial, mara, "2026-03-11", "11:00", "done");
	visits_add(v.anna, v.facial, mara, "2026-03-13", "11:00", "booked");
	day_of(v.desk, SHEET_TODAY, 0);
	assert_int_equal(n_rows, 3);
	assert_int_equal(rows[0].l.id, untimed);
	assert_int_equal(rows[0].l.start, -1);
	assert_string_equal(rows[0].client, "");
	assert_string_equal(rows[0].staff, "");
	assert_int_equal(rows[1].l.id, early);
	assert_int_equal(rows[1].l.status, SESSION_CANCELLED);
	assert_string_equal(rows[1].service, "Microneedling");
	assert_string_equal(rows[1].staff, "MR");
	assert_int_equal(rows[2].l.id, late);
	assert_int_equal(rows[2].l.version, visits_version(late));
	assert_string_equal(rows[2].client, "Lang, Anna");
	assert_string_equal(rows[2].staff, "RA");
	assert_int_equal(rows[2].l.start, 15 * 60);
	day_of(v.desk, SHEET_TODAY, ruth);
	assert_int_equal(n_rows, 1);
	assert_int_equal(rows[0].l.id, late);
}

static void
tells_late_and_no_outcome(void **state)
{
	static const struct {
		const char *date, *time, *status;
		int late;
		bool no_outcome;
	} cases[] = {	/* now it is 10:00, and each takes an hour */
		{ SHEET_TODAY, "10:00", "booked", 0, false },
		{ SHEET_TODAY, "09:59", "booked", 1, false },
		{ SHEET_TODAY, "09:01", "confirmed", 59, false },
		{ SHEET_TODAY, "09:00", "confirmed", 60, true },
		{ SHEET_TODAY, "08:00", "here", 0, false },
		{ SHEET_TODAY, "08:00", "in_treatment", 0, false },
		{ SHEET_TODAY, "08:00", "done", 0, false },
		{ SHEET_TODAY, "08:00", "no_show", 0, false },
		{ SHEET_TODAY, "", "booked", 0, false },
		{ "2026-03-11", "", "booked", 0, true },
		{ "2026-03-11", "23:30", "confirmed", 0, true },
		{ "2026-03-11", "12:00", "here", 0, true },
		{ "2026-03-11", "12:00", "in_treatment", 0, true },
		{ "2026-03-11", "12:00", "done", 0, false },
		{ "2026-03-11", "12:00", "cancelled", 0, false },
		{ "2026-03-13", "08:00", "booked", 0, false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const struct row *r = row_of(v.desk, visits_add(v.anna,
		    v.facial, 0, cases[i].date, cases[i].time, cases[i].status));

		if (r->l.late != cases[i].late || r->s.no_outcome != cases[i].no_outcome)
			fail_msg("case %zu: late %d, no outcome %d", i, r->l.late,
			    r->s.no_outcome);
	}
}

static void
receipt(int64_t client, const char *date, const char *state)
{
	AUTO_RECORD struct record *r = record_new(&record_receipt);
	static int number;
	char text[16];
	struct err err;

	snprintf(text, sizeof(text), "%d", ++number);
	record_set_text(r, "number", text);
	record_set_int(r, "client", client);
	record_set_text(r, "date", date);
	record_set_text(r, "state", state);
	OK(practice_add(v.mara, ACTION_WRITE_RECEIPTS, r, NULL, &err));
}

static void
tells_what_is_to_be_paid(void **state)
{
	int64_t ida = clinic_client(v.mara, "given", "Ida", NULL);
	int64_t done = visits_add(v.anna, v.facial, 0, SHEET_TODAY, "08:00", "done");
	int64_t hers = visits_add(ida, v.facial, 0, SHEET_TODAY, "09:00", "done");
	int64_t free_one = visits_add(v.anna, v.facial, 0, "2026-03-10", "08:00", "done");
	int64_t imported = visits_add(v.anna, v.facial, 0, "2026-03-09", "08:00", "done");

	assert_true(line_of(v.desk, done)->to_pay);
	receipt(v.anna, SHEET_TODAY, "open");
	receipt(v.anna, "2026-03-11", "closed");
	assert_true(line_of(v.desk, done)->to_pay);
	receipt(v.anna, SHEET_TODAY, "closed");
	assert_false(line_of(v.desk, done)->to_pay);
	assert_true(line_of(v.desk, hers)->to_pay);
	assert_false(line_of(v.desk, visits_add(ida, v.facial, 0, SHEET_TODAY,
	    "11:00", "booked"))->to_pay);
	visits_set(&record_session, free_one, "price", "0");
	assert_false(line_of(v.desk, free_one)->to_pay);
	/* paid where it was brought from, until somebody here touches it */
	visits_set(&record_session, imported, "origin", "import");
	assert_true(line_of(v.desk, imported)->to_pay);
	dbfile_sql(v.path, "UPDATE journal SET kind = 'import' WHERE n = (SELECT "
	    "max(n) FROM journal)");
	assert_false(line_of(v.desk, imported)->to_pay);
}

/* A line of a receipt of another day pays too. */
static void
a_line_of_a_later_receipt_pays(void **state)
{
	int64_t done = visits_add(v.anna, v.facial, 0, SHEET_TODAY, "08:00", "done");
	AUTO_RECORD struct record *r = record_new(&record_receipt);
	AUTO_RECORD struct record *line = record_new(&record_receipt_line);
	struct err err;

	record_set_text(r, "date", "2026-03-14");
	OK(practice_add(v.mara, ACTION_WRITE_RECEIPTS, r, NULL, &err));
	record_set_int(line, "receipt", r->id);
	record_set_int(line, "session", done);
	record_set_text(line, "description", "Facial");
	assert_true(line_of(v.desk, done)->to_pay);
	OK(practice_add(v.mara, ACTION_WRITE_RECEIPTS, line, NULL, &err));
	dbfile_sql(v.path, "UPDATE receipt SET state = 'closed', number = '77'");
	assert_false(line_of(v.desk, done)->to_pay);
}

static void
tells_who_is_to_be_screened(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, 0, "2026-03-20", "09:00", "booked");
	int64_t facial = visits_add(v.anna, v.facial, 0, "2026-03-20", "11:00", "booked");
	int64_t past_it = visits_add(v.anna, v.needling, 0, "2026-09-13", "09:00", "booked");
	int64_t done = visits_add(v.anna, v.needling, 0, "2026-03-01", "09:00", "done");

	assert_true(line_of(v.desk, id)->unscreened);
	assert_false(line_of(v.desk, facial)->unscreened);
	assert_false(line_of(v.desk, done)->unscreened);
	visits_screen(v.anna, NULL);
	assert_false(line_of(v.mara, id)->unscreened);
	assert_true(line_of(v.mara, past_it)->unscreened);	/* 6 months and a day */
	/* after the treatment of 1 March the area waits until the 29th */
	assert_true(line_of(v.mara, id)->blocked);
	visits_set(&record_session, done, "status", "cancelled");
	visits_screen(v.anna, NULL);
	assert_false(line_of(v.mara, id)->blocked);
	assert_false(row_of(v.mara, id)->s.alert);
	visits_screen(v.anna, "keloid", "yes", NULL);
	assert_true(line_of(v.mara, id)->blocked);
	assert_true(row_of(v.mara, id)->s.alert);
	assert_false(line_of(v.desk, id)->blocked);
	assert_true(row_of(v.desk, id)->s.alert);
	assert_false(row_of(v.mara, facial)->s.alert);
	/* deferred: allowed on the day */
	visits_screen(v.anna, "filler_date", "2026-02-20", NULL);
	assert_false(line_of(v.mara, id)->blocked);
	visits_screen(v.anna, "filler_date", "2026-02-21", NULL);
	assert_true(line_of(v.mara, id)->blocked);
}

static void
hides_what_is_medical(void **state)
{
	int64_t id = visits_add(v.anna, v.facial, 0, SHEET_TODAY, "11:00", "booked");
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct err err;

	assert_false(row_of(v.desk, id)->s.alert);
	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
	assert_true(row_of(v.desk, id)->s.alert);
	assert_string_equal(rows[0].alert, "");
	assert_true(row_of(v.ruth, id)->s.alert);
	assert_string_equal(rows[0].alert, "ALLERGY latex");
	OK(clinic_set(v.mara, v.anna, "alert", "Faints", &err));
	line_of(v.mara, id);
	assert_string_equal(rows[0].alert, "Faints · ALLERGY latex");
	REFUSED(sessions_day(v.books, date_from_iso(SHEET_TODAY), 0, &lines, &err),
	    ERR_DENIED, "see clients");
	REFUSED(session_show(v.books, &rows[0].l, take, NULL, &err), ERR_DENIED,
	    "see clients");
}

/* --- gaps ------------------------------------------------------------------------- */

static bool
take_gap(const struct session_gap *g, void *arg)
{
	buf_addf(arg, "%s %d+%d|", g->staff_code, g->start, g->minutes);
	return true;
}

/* Of the day asked about last. */
static struct session_open opened;

static bool
gaps_of(struct practice *p, const char *day, int64_t staff, int least, struct buf *out,
    struct err *e)
{
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;

	buf_cut(out, 0);
	return sessions_day(p, date_from_iso(day), staff, &lines, e) &&
	    sessions_gaps(p, &lines, least, take_gap, out, &opened, e);
}

static void
expect_gaps(int64_t staff, int least, const char *text)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;

	OK(gaps_of(v.desk, SHEET_TODAY, staff, least, &out, &err));
	assert_string_equal(out.s, text);
}

static void
finds_gaps(void **state)
{
	struct err err;
	int64_t mara = v.mara->staff->id, ruth = v.ruth->staff->id, wide;
	struct session_lines none = SESSION_LINES_INIT;
	AUTO_BUF struct buf out = BUF_INIT;
	struct session_open open;

	/* who has no visit is free for what is left of the hours */
	expect_gaps(0, 1, "MR 600+480|RA 600+480|");
	assert_int_equal(opened.minutes, 2 * 540);	/* 9:00 to 18:00, since this morning */
	expect_gaps(ruth, 1, "RA 600+480|");
	assert_int_equal(opened.minutes, 540);
	expect_gaps(0, 481, "");
	visits_set(&record_practice, 1, "open_days", "mon");
	OK(practice_reload(v.desk, &err));
	expect_gaps(0, 1, "");
	visits_set(&record_practice, 1, "open_days", "");
	visits_set(&record_staff, ruth, "treats", "no");
	OK(practice_reload(v.desk, &err));
	expect_gaps(0, 1, "MR 600+480|");
	wide = visits_add(v.anna, v.facial, mara, SHEET_TODAY, "09:00", "done");
	visits_set(&record_session, wide, "minutes", "180");
	visits_set(&record_session, wide, "overlap_ok", "yes");
	expect_gaps(0, 1, "MR 720+360|");
	/* inside the first: the time after 10:30 is not free */
	visits_set(&record_session, visits_add(v.anna, v.facial, mara, SHEET_TODAY, "09:30",
	    "done"), "overlap_ok", "yes");
	visits_add(v.anna, v.facial, mara, SHEET_TODAY, "12:30", "booked");
	visits_add(v.anna, v.facial, mara, SHEET_TODAY, "13:30", "booked");
	visits_add(v.anna, v.facial, mara, SHEET_TODAY, "14:45", "cancelled");
	visits_add(v.anna, v.facial, mara, SHEET_TODAY, "16:30", "booked");
	visits_add(v.anna, v.facial, ruth, SHEET_TODAY, "10:00", "here");
	visits_add(v.anna, v.facial, ruth, SHEET_TODAY, "11:20", "booked");
	expect_gaps(0, 1, "MR 720+30|MR 870+120|MR 1050+30|");
	expect_gaps(0, 31, "MR 870+120|");
	expect_gaps(ruth, 1, "");	/* she does not treat */
	visits_set(&record_staff, ruth, "treats", "yes");
	expect_gaps(ruth, 1, "RA 660+20|RA 740+340|");
	REFUSED(sessions_gaps(v.books, &none, 1, take_gap, &out, &open, &err), ERR_DENIED,
	    "see clients");
}

static bool
todo_of(struct practice *p, const char *day, int64_t staff, struct sessions_todo *t,
    struct err *e)
{
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;

	return sessions_day(p, date_from_iso(day), staff, &lines, e) &&
	    sessions_todo(p, &lines, t, e);
}

/* --- midnight --------------------------------------------------------------------- */

#define NEXT_DAY "2026-03-13"

static void
read_day(const char *day, size_t n)
{
	day_of(v.desk, day, 0);
	assert_int_equal(n_rows, n);
}

/* A visit that goes on past midnight is among those of both days, the same on either,
 * counted on its own, and takes its practitioner's time. */
static void
is_seen_from_both_days(void **state)
{
	int64_t ruth = v.ruth->staff->id;
	int64_t on = visits_add(v.anna, v.facial, ruth, SHEET_TODAY, "23:30", "confirmed");
	int64_t day = visits_add(v.anna, v.facial, 0, NEXT_DAY, "09:00", "booked");
	AUTO_BUF struct buf gaps = BUF_INIT;
	struct sessions_todo t;
	struct err err;

	visits_add(v.anna, v.facial, ruth, SHEET_TODAY, "22:30", "done");
	visits_add(v.anna, v.facial, v.mara->staff->id, SHEET_TODAY, "23:45", "cancelled");
	visits_now(NEXT_DAY "T00:10");
	read_day(SHEET_TODAY, 3);
	assert_int_equal(rows[1].l.id, on);
	assert_false(rows[1].l.before);
	assert_int_equal(rows[1].l.late, 40);
	read_day(NEXT_DAY, 2);
	assert_int_equal(rows[0].l.id, on);
	assert_true(rows[0].l.before);
	assert_int_equal(rows[0].l.late, 40);
	assert_false(rows[0].s.no_outcome);
	assert_int_equal(rows[1].l.id, day);
	OK(todo_of(v.desk, NEXT_DAY, 0, &t, &err));
	assert_int_equal(t.visits, 1);
	assert_int_equal(t.minutes, 60);
	assert_int_equal(t.late, 0);
	visits_now(NEXT_DAY "T00:30");
	read_day(NEXT_DAY, 2);
	assert_true(rows[0].s.no_outcome);
	/* eleven and a half hours: till 11:00 */
	visits_set(&record_session, on, "minutes", "690");
	OK(gaps_of(v.desk, NEXT_DAY, ruth, 1, &gaps, &err));
	assert_string_equal(gaps.s, "RA 660+420|");
	visits_set(&record_session, on, "overlap_ok", "yes");
	visits_add(v.anna, v.facial, ruth, NEXT_DAY, "10:15", "booked");
	visits_add(v.anna, v.facial, ruth, NEXT_DAY, "12:00", "booked");
	OK(gaps_of(v.desk, NEXT_DAY, ruth, 1, &gaps, &err));
	assert_string_equal(gaps.s, "RA 675+45|RA 780+300|");
	visits_set(&record_session, on, "minutes", "720");	/* longer than the next */
	OK(gaps_of(v.desk, NEXT_DAY, ruth, 1, &gaps, &err));
	assert_string_equal(gaps.s, "RA 690+30|RA 780+300|");
}

/* --- what waits -------------------------------------------------------------------- */

static void
counts_what_waits(void **state)
{
	static const struct { const char *date, *time, *status; } all[] = {
		{ SHEET_TODAY, "07:00", "done" }, { SHEET_TODAY, "08:00", "booked" },
		{ SHEET_TODAY, "09:30", "confirmed" }, { SHEET_TODAY, "10:00", "here" },
		{ SHEET_TODAY, "08:30", "in_treatment" },	/* it takes its time */
		{ SHEET_TODAY, "12:00", "booked" }, { SHEET_TODAY, "13:00", "cancelled" },
		{ SHEET_TODAY, "14:00", "no_show" },
		{ SHEET_TODAY, "15:00", "not_treated" },
		{ "2026-03-11", "09:00", "in_treatment" },
		{ "2025-01-01", "", "booked" }, { "2026-03-11", "10:00", "done" },
		{ "2026-03-13", "09:00", "booked" },
		{ "2026-03-13", "10:00", "confirmed" },
		{ "2026-03-14", "09:00", "booked" },
	};
	struct session_lines none = SESSION_LINES_INIT;
	struct sessions_todo t;
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(all); i++)
		visits_add(v.anna, i == 5 ? v.needling : v.facial, i == 5 ?
		    v.ruth->staff->id : 0, all[i].date, all[i].time, all[i].status);
	OK(todo_of(v.desk, SHEET_TODAY, 0, &t, &err));
	assert_int_equal(t.no_outcome, 3);	/* 8:00, yesterday's, last year's */
	assert_int_equal(t.to_pay, 1);
	assert_int_equal(t.late, 2);
	assert_int_equal(t.unscreened, 1);
	assert_int_equal(t.visits, 6);
	assert_int_equal(t.booked, 3);
	assert_int_equal(t.here, 2);
	assert_int_equal(t.done, 1);
	assert_int_equal(t.minutes, 360);
	OK(todo_of(v.desk, SHEET_TODAY, v.ruth->staff->id, &t, &err));
	assert_int_equal(t.visits, 1);
	assert_int_equal(t.no_outcome + t.late + t.to_pay, 0);
	OK(todo_of(v.desk, "2026-03-13", 0, &t, &err));
	assert_int_equal(t.visits, 2);
	assert_int_equal(t.no_outcome, 3);	/* up to now, whatever day is looked at */
	REFUSED(sessions_todo(v.books, &none, &t, &err),
	    ERR_DENIED, "see clients");
}

static void
counts_no_further_than_99(void **state)
{
	struct sessions_todo t;
	struct err err;

	dbfile_sql(v.path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
	    "FROM n WHERE i < 100) INSERT INTO session(version, date, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, late) SELECT 1, day, 60, 0, "
	    "status, 'booked', 0, 0 FROM n, (SELECT '2026-03-01' AS day, 'booked' AS "
	    "status UNION ALL SELECT '2026-03-13', 'booked' UNION ALL SELECT '"
	    SHEET_TODAY "', 'done')");
	OK(todo_of(v.desk, SHEET_TODAY, 0, &t, &err));
	assert_int_equal(t.no_outcome, SESSIONS_WAITING_MAX);
	assert_int_equal(t.to_pay, SESSIONS_WAITING_MAX);
	assert_int_equal(t.done, 100);
}

static void
knows_its_states(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	int s;

	for (s = 0; s < SESSION_STATUSES; s++) {
		record_set_text(r, "status", session_status_name((enum session_status)s));
		assert_int_equal(session_status_of(r), s);
	}
	assert_null(record_field(&record_session, "status")->choices[s].value);
	assert_string_equal(session_status_name(SESSION_IN_TREATMENT), "in_treatment");
	assert_string_equal(session_status_label(SESSION_IN_TREATMENT), "in treatment");
	assert_string_equal(session_status_label(SESSION_HERE), "here");
}

TEST_MAIN(
    VISITS_CASE(comes_in_time_order),
    VISITS_CASE(tells_late_and_no_outcome),
    VISITS_CASE(tells_what_is_to_be_paid),
    VISITS_CASE(a_line_of_a_later_receipt_pays),
    VISITS_CASE(tells_who_is_to_be_screened),
    VISITS_CASE(hides_what_is_medical),
    VISITS_CASE(finds_gaps),
    VISITS_CASE(is_seen_from_both_days),
    VISITS_CASE(counts_what_waits),
    VISITS_CASE(counts_no_further_than_99),
    VISITS_CASE(knows_its_states))
