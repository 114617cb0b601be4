/*
 * The month is counted as defined: a small practice that can be added up by hand,
 * and practices at random, where a second program (tests/support/monthly_oracle.py)
 * that reads the file itself must find the same figures and tables. The workbook
 * says what the JSON says, each of its formulas gives the value stored with it
 * (tests/support/workbook_check.py), and roles see no more than they may.
 */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "export/export.h"
#include "figures/reports.h"
#include "report/report.h"
#include "tests/support/dbfile.h"
#include "tests/support/month.h"

#define NOW "2026-05-20T12:00"

static struct practice *
open_as(const char *path, const char *login, const char *now)
{
	struct err err;
	struct practice *p;

	OK(clock_fix(now, &err));
	p = practice_open(path, login, &err);
	OK(p != NULL);
	return p;
}

/* The report in a file of the test's folder; the path is owned. */
static char *
report(struct practice *p, const char *month, const char *format)
{
	char *path = test_path("%s.%s", month, format);
	struct err err = { 0 };

	OK(practice_report(p, &(struct report_options){ .name = "monthly",
	    .month = month, .format = format, .target = path }, &err));
	return path;
}

/* Runs a script of tests/support; what it prints goes to the log. */
static void
run_script(const char *name, const char *a, const char *b, const char *c,
    const char *d)
{
	AUTO_FREE char *script = test_source(name);
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execlp("python3", "python3", script, a, b, c, d, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static bool
has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		print_error("%.2000s\ndoes not hold: %s\n", text, part);
	return strstr(text, part) != NULL;
}

/* --- by hand ------------------------------------------------------------------- */

/* Compares with a file of tests/golden; UPDATE_GOLDEN=1 writes it. */
static void
assert_golden(const char *name, const char *text)
{
	AUTO_FREE char *path = test_source(name), *golden = NULL;

	if (getenv("UPDATE_GOLDEN") != NULL)
		test_write(path, text, strlen(text));
	golden = test_read(path, NULL);
	assert_string_equal(text, golden);
}

static void
a_small_month_as_text(void **state)
{
	AUTO_FREE char *path = test_path("small.db"), *out = NULL, *text = NULL;
	struct practice *p;
	char *digest;

	month_small(path);
	p = open_as(path, MONTH_LOGIN, "2026-05-02T10:00");
	out = report(p, "2026-03", "text");
	text = test_read(out, NULL);
	/* the digest is keyed anew in every practice */
	digest = strstr(text, "its digest\n");
	assert_non_null(digest);
	assert_int_equal(strlen(digest), strlen("its digest\n") + 64 + 2);
	memset(digest + strlen("its digest\n"), 'd', 64);
	assert_golden("tests/golden/month.txt", text);
	practice_close(p);
}

/* The figures of the small month that somebody added up on paper. */
static void
a_small_month_as_json(void **state)
{
	static const char *const figures[] = {
		"\"sessions_total\": 9,", "\"sessions_done\": 4,",
		"\"sessions_no_outcome\": 1,",
		"\"no_show_percent\": 16.7,",	/* 1 of 4 + 1 + 1 */
		"\"sessions_stopped\": 1,", "\"late_fees\": 65.50,",
		"\"hours_done\": 3.75,",	/* 75 + 30 + 60 + 60 minutes */
		"\"hours_open\": 157.00,",	/* month.c adds them up */
		"\"utilisation_percent\": 2.4,",
		"\"visits\": 4,", "\"clients_new\": 1,",
		"\"rebooked_percent\": 50.0,",
		"\"series_started\": 1,", "\"series_completed\": 1,",	/* Zoë's, Ana's */
		"\"series_on_interval_percent\": 0.0,",	/* Ana came after 19 days of 28 */
		"\"sales_net\": 231.74,",	/* 231.735 */
		"\"sales_tax\": 40.80,",	/* 40.799 */
		"\"sales_lines\": 6,", "\"average_ticket\": 57.93,",
		"\"retail_share_percent\": 21.7,", "\"collected\": 201.60,",
		"\"treated_without_screening\": 1,",
		"\"reviews_received\": 4,", "\"reviews_mean_stars\": 4.00,",
		"\"reviews_reply_hours_median\": 6.75,",	/* of 12.5 and 1 */
		"\"newsletter_subscribed\": 1,", "\"newsletter_net_change\": -1,",
	};
	AUTO_FREE char *path = test_path("paper.db"), *out = NULL, *text = NULL;
	struct practice *p;
	size_t i;

	month_small(path);
	p = open_as(path, MONTH_LOGIN, "2026-05-02T10:00");
	out = report(p, "2026-03", "json");
	text = test_read(out, NULL);
	assert_int_equal(strncmp(text, "{\n  \"report\": \"monthly\",\n"
	    "  \"month\": \"2026-03\",\n  \"figures\": {\n", 58), 0);
	for (i = 0; i < ARRAY_LEN(figures); i++)
		assert_true(has(text, figures[i]));
	practice_close(p);
}

static void
csv_has_one_value_a_line(void **state)
{
	AUTO_FREE char *path = test_path("csv.db"), *out = NULL, *text = NULL;
	struct practice *p;

	month_small(path);
	p = open_as(path, MONTH_LOGIN, "2026-05-02T10:00");
	out = report(p, "2026-03", "csv");
	text = test_read(out, NULL);
	assert_int_equal(strncmp(text, "section,row,name,value\r\n"
	    "report,,name,monthly\r\nreport,,month,2026-03\r\n", 66), 0);
	assert_true(has(text, "\r\nfigures,,sales_net,231.74\r\n"));
	assert_true(has(text, "\r\nfigures,,retention_180_percent,\r\n"));
	assert_true(has(text, "\r\nsales_by_day,31,net,26.54\r\n"));
	practice_close(p);
}

/* --- at random -------------------------------------------------------------------- */

static const struct month_random kinds[] = {
	{ .seed = 1, .clients = 60, .sessions = 500, .receipts = 300, .reviews = 120,
	  .subscribers = 80, .wishes = 80, .hours = 12, .bookings_dated = true, .paid = true },
	{ .seed = 2, .clients = 40, .sessions = 300, .receipts = 200, .reviews = 60,
	  .subscribers = 40 },
	{ .seed = 3, .clients = 5, .sessions = 60, .receipts = 40, .reviews = 10,
	  .subscribers = 6, .wishes = 9, .hours = 3, .bookings_dated = true },
	{ .seed = 8, .clients = 5, .sessions = 30, .hours = 40, .bookings_dated = true },
};

static void
a_second_program_finds_the_same(void **state)
{
	static const char *const months[] = { "2025-11", "2025-12", "2026-02", "2026-03",
	    "2026-05", "2026-06" };
	size_t k;

	for (k = 0; k < ARRAY_LEN(kinds); k++) {
		AUTO_FREE char *path = test_path("twice-%zu.db", k);
		struct practice *p;
		size_t i;

		month_random(path, &kinds[k]);
		p = open_as(path, MONTH_LOGIN, NOW);
		for (i = 0; i < ARRAY_LEN(months); i++) {
			AUTO_FREE char *out = report(p, months[i], "json");

			run_script("tests/support/monthly_oracle.py", path, months[i],
			    NOW, out);
		}
		practice_close(p);
	}
}

/* An opt-out written through the ordinary door has a delay; a load has none. */
static bool
opt_out(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *s = db_get(db, &record_subscriber, 1, e);

	if (s == NULL)
		return false;
	record_set_text(s, "state", "unsubscribed");
	return db_update(db, s, e) && month_put(db, &record_consent_event, e,
	    "subscriber", "1", "at", arg, "state", "unsubscribed", "source", "email",
	    NULL) != 0;
}

static void
the_slowest_opt_out(void **state)
{
	static char at[] = "2026-05-10T10:00:00Z";
	AUTO_FREE char *path = test_path("opt-out.db"), *out = NULL, *text = NULL;
	struct practice *p;
	struct err err;

	month_small(path);
	p = open_as(path, MONTH_LOGIN, NOW);
	OK(db_write(p->db, "change", "opt out", opt_out, at, &err));
	out = report(p, "2026-05", "json");
	text = test_read(out, NULL);
	/* noon in Vienna is 10:00Z: ten days */
	assert_true(has(text, "\"newsletter_slowest_opt_out_days\": 10.0\n"));
	run_script("tests/support/monthly_oracle.py", path, "2026-05", NOW, out);
	practice_close(p);
}

/* --- the workbook ------------------------------------------------------------------- */

static void
check_workbook(struct practice *p, const char *month)
{
	AUTO_FREE char *json = report(p, month, "json");
	AUTO_FREE char *xlsx = report(p, month, "xlsx");

	run_script("tests/support/workbook_check.py", xlsx, json, NULL, NULL);
}

static void
the_workbook_agrees_with_itself(void **state)
{
	size_t k;

	for (k = 0; k < ARRAY_LEN(kinds); k++) {
		AUTO_FREE char *path = test_path("book-%zu.db", k);
		struct practice *p;

		month_random(path, &kinds[k]);
		p = open_as(path, MONTH_LOGIN, NOW);
		check_workbook(p, "2026-03");
		check_workbook(p, "2026-05");
		practice_close(p);
	}
}

/* What the reader makes of a workbook; owned. */
static char *
workbook_text(const char *xlsx)
{
	AUTO_FREE char *script = test_source("tests/support/xlsx_read.py");
	AUTO_FREE char *out = test_path("workbook.txt");
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (freopen(out, "w", stdout) == NULL)
			_exit(126);
		execlp("python3", "python3", script, "--lines", xlsx, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return test_read(out, NULL);
}

/* The sheet of all addresses: one without an event in the month costs its newest one and
 * nothing else, and they are read in the order in which they lie. */
static void
addresses_are_read_as_they_lie(void **state)
{
	AUTO_FREE char *path = test_path("lie.db");
	AUTO_BUF struct buf plan = BUF_INIT;
	int64_t n, steps;
	struct practice *p;
	struct stmt *st;
	struct err err;

	month_random(path, &(struct month_random){ .seed = 6, .clients = 5,
	    .subscribers = 500 });
	p = open_as(path, MONTH_LOGIN, NOW);
	OK(db_query_plan(p->db, "monthly_rows_newsletter", &plan, &err));
	assert_true(has(plan.s, "SEARCH s USING INTEGER PRIMARY KEY (rowid>?)"));
	st = db_stmt(p->db, "monthly_rows_newsletter");
	stmt_set_int(st, "from", clock_instant(date_from_iso("2027-01-01"), 0));
	stmt_set_int(st, "until", clock_instant(date_from_iso("2027-02-01"), 0));
	for (n = 0; stmt_next(st); n++)
		assert_string_equal(stmt_text(st, "state"), stmt_text(st, "state_before"));
	db_work(p->db);
	OK(stmt_end(st, &err));
	steps = db_work(p->db).steps;
	assert_true(n > 300);
	assert_in_range(steps / n, 1, 55);
	practice_close(p);
}

/* Sheets that go on as "Sessions 2", "Sessions 3": formulas add up all parts. */
static void
sheets_that_roll_over(void **state)
{
	static const char *const parts[] = { "\nSessions 3!A2\t", "\nSales 2!A2\t",
	    "\nClients 2!A2\t", "\nNewsletter 2!A2\t" };
	AUTO_FREE char *path = test_path("roll.db"), *out = NULL, *text = NULL;
	struct practice *p;
	size_t i;

	month_random(path, &(struct month_random){ .seed = 5, .clients = 400,
	    .sessions = 3900, .receipts = 1600, .reviews = 100, .subscribers = 500,
	    .bookings_dated = true, .paid = true });
	p = open_as(path, MONTH_LOGIN, NOW);
	report_workbook_row_limit = 200;
	check_workbook(p, "2026-03");
	out = report(p, "2026-03", "xlsx");
	report_workbook_row_limit = 0;
	text = workbook_text(out);
	for (i = 0; i < ARRAY_LEN(parts); i++)
		assert_true(has(text, parts[i]));
	practice_close(p);
}

static void
a_month_with_nothing_in_it(void **state)
{
	AUTO_FREE char *path = test_path("nothing.db"), *out = NULL, *text = NULL;
	struct practice *p;

	month_empty(path);
	p = open_as(path, MONTH_LOGIN, NOW);
	check_workbook(p, "2026-03");
	out = report(p, "2026-03", "json");
	run_script("tests/support/monthly_oracle.py", path, "2026-03", NOW, out);
	text = test_read(out, NULL);
	assert_true(has(text, "\"no_show_percent\": null,"));
	assert_true(has(text, "\"average_ticket\": null,"));
	assert_true(has(text, "\"hours_open\": null,"));
	assert_true(has(text, "\"utilisation_percent\": null,"));
	assert_true(has(text, "\"collected\": 0.00,"));
	practice_close(p);
}

static bool
wednesdays(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_hours, e, "staff", "1", "since", arg, "days", "wed",
	    "begins", "9:00", "ends", "17:00", NULL) != 0;
}

static bool
opening_days(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_practice, 1, e);

	return r != NULL && record_parse(r, &field_context_plain, "open_days", arg, e) &&
	    db_update(db, r, e);
}

static void
months_are(struct practice *p, const char *path, const char *const *pairs)
{
	for (; *pairs != NULL; pairs += 2) {
		AUTO_FREE char *out = report(p, pairs[0], "json");
		AUTO_FREE char *text = test_read(out, NULL);

		assert_true(has(text, pairs[1]));
		run_script("tests/support/monthly_oracle.py", path, pairs[0], NOW, out);
	}
}

/* A month that ends before the first hours begin is not open, and none is longer than up to
 * today. */
static void
hours_begin_with_their_first_day(void **state)
{
	AUTO_FREE char *path = test_path("begin.db");
	struct practice *p;
	struct err err;

	month_empty(path);
	p = open_as(path, MONTH_LOGIN, NOW);
	OK(db_write(p->db, "change", "hours", wednesdays, (char[]){ "2026-04-15" }, &err));
	months_are(p, path, (const char *const[]){
		"2026-03", "\"hours_open\": null,",
		/* to the 14th as the settings say, 9 hours a day; then three Wednesdays */
		"2026-04", "\"hours_open\": 150.00,",
		"2026-05", "\"hours_open\": 24.00,",	/* the 6th, 13th and 20th */
		"2026-06", "\"hours_open\": null,",
		NULL });
	/* who says on which days the practice opens has entered its hours */
	OK(db_write(p->db, "change", "days", opening_days, (char[]){ "mon sat" }, &err));
	OK(practice_reload(p, &err));
	months_are(p, path, (const char *const[]){
		"2026-03", "\"hours_open\": 81.00,",	/* five Mondays, four Saturdays */
		NULL });
	practice_close(p);
}

/* A client with a visit done, and one to come or cancelled where it has a day. */
struct came {
	const char *last, *service, *next, *booked_on, *status;
};

static bool
came(struct db *db, const struct came *c, const char *client, struct err *e)
{
	return month_put(db, &record_client, e, "family", client, NULL) != 0 &&
	    month_put(db, &record_session, e, "client", client, "service", c->service, "date",
	    c->last, "minutes", "30", "status", "done", NULL) != 0 && (c->next == NULL ||
	    month_put(db, &record_session, e, "client", client, "service", c->service, "date",
	    c->next, "minutes", "30", "status", c->status, "booked_on", c->booked_on, NULL) != 0);
}

static bool
fill_due(struct db *db, void *arg, struct err *e)
{
	/* The first service is due again after a month, the second in a series after 28 days.
	 * Of today, 20 May: */
	static const struct came clients[] = {
		{ "2026-04-21", "1", NULL, NULL, NULL },	/* tomorrow */
		{ "2026-04-20", "1", NULL, NULL, NULL },	/* today */
		{ "2026-04-19", "1", NULL, NULL, NULL },	/* a day late */
		{ "2026-03-20", "1", NULL, NULL, NULL },	/* 30 days */
		{ "2026-03-19", "1", NULL, NULL, NULL },	/* 31 */
		{ "2026-02-21", "1", NULL, NULL, NULL },	/* 60 */
		{ "2026-02-20", "1", NULL, NULL, NULL },	/* 61 */
		{ "2026-01-19", "1", NULL, NULL, NULL },	/* 90 */
		{ "2026-01-18", "1", NULL, NULL, NULL },	/* 91 */
		{ "2026-03-25", "2", NULL, NULL, NULL },	/* 28: lapses in two days */
		{ "2026-03-23", "2", NULL, NULL, NULL },	/* 30: lapses today */
		{ "2026-03-03", "2", NULL, NULL, NULL },	/* 50: lapsed on 30 April */
		/* 40, called: booked on that day; the day before; after it and cancelled */
		{ "2026-03-10", "1", "2026-06-01", "2026-05-05", "booked" },
		{ "2026-03-10", "1", "2026-06-01", "2026-05-05", "booked" },
		{ "2026-03-10", "1", "2026-06-01", "2026-05-08", "cancelled" },
	};
	static const char *const calls[] = { "4", "2026-05-04T10:00:00Z", "4",
	    "2026-05-06T10:00:00Z", "13", "2026-05-05T10:00:00Z", "14", "2026-05-06T10:00:00Z",
	    "15", "2026-05-07T10:00:00Z", "5", "2026-04-30T21:59:59Z" };
	static const char *const wishes[] = {
		"1", "2026-04-01", "", "", "",
		"2", "2026-04-05", "2026-05-19", "", "",	/* its last day is past */
		"3", "2026-05-01", "2026-05-20", "", "",
		"4", "2026-05-10", "", "2026-05-15", "booked",
		"5", "2026-05-10", "", "2026-05-15", "not_wanted",
	};
	bool ok = month_basics(db, e) &&
	    month_put(db, &record_service, e, "name", "Peel", "return_months", "1", NULL) != 0 &&
	    month_put(db, &record_service, e, "name", "Needling", "series_count", "2",
	    "series_days", "28", NULL) != 0;
	char id[8];
	size_t i;

	for (i = 0; ok && i < ARRAY_LEN(clients); i++) {
		snprintf(id, sizeof(id), "%zu", i + 1);
		ok = came(db, &clients[i], id, e);
	}
	for (i = 0; ok && i < ARRAY_LEN(calls); i += 2)
		ok = month_put(db, &record_contact, e, "client", calls[i], "about", "due",
		    "service", "1", "at", calls[i + 1], "outcome", "reached", NULL) != 0;
	for (i = 0; ok && i < ARRAY_LEN(wishes); i += 5)
		ok = month_put(db, &record_waiting, e, "client", wishes[i], "service", "1",
		    "added_on", wishes[i + 1], "until", wishes[i + 2], "ended_on", wishes[i + 3],
		    "ended_for", wishes[i + 4], NULL) != 0;
	return ok;
}

static void
who_is_due_is_counted_by_days(void **state)
{
	AUTO_FREE char *path = test_path("due.db");
	struct practice *p;

	month_make(path, fill_due, NULL);
	p = open_as(path, MONTH_LOGIN, NOW);
	months_are(p, path, (const char *const[]){
		"2026-05", "\"due_back\": 2,",
		"2026-05", "\"overdue\": 11,",
		"2026-05", "\"overdue_30\": 4,",
		"2026-05", "\"overdue_60\": 4,",
		"2026-05", "\"overdue_90\": 2,",
		"2026-05", "\"overdue_over_90\": 1,",
		"2026-05", "\"series_lapsed\": 1,",
		"2026-04", "\"series_lapsed\": 1,",
		"2026-05", "\"due_contacted\": 4,",
		"2026-04", "\"due_contacted\": 1,",	/* 23:59:59 in Vienna */
		"2026-05", "\"due_booked\": 1,",
		"2026-05", "\"waiting\": 2,",
		"2026-04", "\"waiting\": 2,",
		"2026-05", "\"waiting_booked\": 1,",
		"2026-06", "\"overdue_over_90\": 0,",	/* nobody knows yet */
		NULL });
	check_workbook(p, "2026-05");
	check_workbook(p, "2026-04");
	practice_close(p);
}

static bool
fill_after(struct db *db, void *arg, struct err *e)
{
	/* onset, over on, serious; of today, 20 May: */
	static const char *const events[] = { "2026-05-20", "", "no", "2026-05-13", "", "no",
	    "2026-05-12", "", "yes", "2026-04-30", "2026-05-20", "no",
	    "2026-04-01", "2026-05-01", "no", "2026-04-02", "2026-04-30", "yes" };
	static const char *const asked[] = { "2026-05-20", "2026-05-20", "well", "2026-05-01", "",
	    "", "2026-05-02", "2026-05-03", "given_up", "2026-05-21", "", "", "2026-04-30",
	    "2026-05-01", "concern" };
	bool ok = month_basics(db, e) &&
	    month_put(db, &record_client, e, "family", "Lang", NULL) != 0 &&
	    month_put(db, &record_session, e, "client", "1", "date", "2026-05-05", "minutes", "30",
	    "status", "done", NULL) != 0;
	char plan[8];
	size_t i;

	for (i = 0; ok && i < ARRAY_LEN(events); i += 3)
		ok = month_put(db, &record_adverse_event, e, "client", "1", "what", "redness",
		    "grade", "1", "onset", events[i], "resolved", events[i + 1], "serious",
		    events[i + 2], NULL) != 0;
	for (i = 0; ok && i < ARRAY_LEN(asked); i += 3) {
		snprintf(plan, sizeof(plan), "%zud", i + 1);
		ok = month_put(db, &record_follow_up, e, "session", "1", "plan", plan, "due",
		    asked[i], "done_on", asked[i + 1], "outcome", asked[i + 2], NULL) != 0;
	}
	return ok;
}

/* What began, what was open longer than seven days, what was asked in time or given up. */
static void
what_came_after_is_counted(void **state)
{
	AUTO_FREE char *path = test_path("after.db");
	struct practice *p;

	month_make(path, fill_after, NULL);
	p = open_as(path, MONTH_LOGIN, NOW);
	months_are(p, path, (const char *const[]){
		"2026-05", "\"adverse_events\": 3,",
		"2026-05", "\"adverse_events_serious\": 1,",
		"2026-05", "\"adverse_events_percent\": 300.0,",
		"2026-05", "\"adverse_events_open_long\": 1,",
		"2026-04", "\"adverse_events\": 3,",
		"2026-04", "\"adverse_events_percent\": null,",
		"2026-04", "\"adverse_events_open_long\": 1,",
		"2026-05", "\"follow_ups_due\": 3,",
		"2026-05", "\"follow_ups_done_percent\": 33.3,",
		"2026-04", "\"follow_ups_done_percent\": 100.0,",
		NULL });
	check_workbook(p, "2026-05");
	check_workbook(p, "2026-04");
	practice_close(p);
}

/* Names that are formulas, in quotes, with marks: all of them text. */
static void
a_workbook_of_odd_names(void **state)
{
	AUTO_FREE char *path = test_path("odd.db");
	struct err err;
	struct practice *p;

	OK(clock_fix("2026-05-02T09:00", &err));
	month_small(path);
	p = open_as(path, MONTH_LOGIN, "2026-05-02T10:00");
	check_workbook(p, "2026-03");
	practice_close(p);
}

/* A bookkeeper sees figures, nobody's name and no reason of an override. */
static void
a_role_sees_what_it_may(void **state)
{
	AUTO_FREE char *path = test_path("roles.db"), *xlsx = NULL, *json = NULL;
	AUTO_FREE char *book = NULL, *text = NULL, *whole = NULL, *all = NULL;
	struct practice *p;

	month_small(path);
	p = open_as(path, MONTH_LOGIN, NOW);
	whole = report(p, "2026-03", "xlsx");
	all = workbook_text(whole);
	assert_true(has(all, "Berg, Ana"));
	assert_true(has(all, "letter of her doctor seen"));
	practice_close(p);

	p = open_as(path, "jo", NOW);
	xlsx = report(p, "2026-03", "xlsx");
	book = workbook_text(xlsx);
	assert_true(has(book, "sales_net"));
	assert_null(strstr(book, "Berg"));
	assert_null(strstr(book, "0660"));
	assert_null(strstr(book, "ana@example.org"));
	assert_null(strstr(book, "letter of her doctor"));
	json = report(p, "2026-03", "json");
	text = test_read(json, NULL);
	assert_null(strstr(text, "screening_overrides"));
	run_script("tests/support/workbook_check.py", xlsx, json, NULL, NULL);
	practice_close(p);
}

/* --- asked for wrongly, and repeated --------------------------------------------------- */

static void
asked_for_wrongly(void **state)
{
	static const struct report_options wrong[] = {
		{ .name = "monthly" },
		{ .name = "monthly", .month = "2026-13" },
		{ .name = "monthly", .month = "2026-03-12-1" },
		{ .name = "monthly", .month = "" },
		{ .name = "monthly", .month = "0001-01" },	/* no month before */
		{ .name = "monthly", .month = "9999-12" },	/* none after */
		{ .name = "yearly", .month = "2026-03" },
		{ .name = "monthly", .month = "2026-03", .format = "pdf" },
	};
	AUTO_FREE char *path = test_path("wrong.db"), *out = test_path("wrong.out");
	struct practice *p;
	const char *name, *help;
	size_t i;

	month_empty(path);
	p = open_as(path, MONTH_LOGIN, NOW);
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		struct report_options o = wrong[i];
		struct err err = { 0 };

		o.target = out;
		assert_false(practice_report(p, &o, &err));
		assert_int_equal(err.code, ERR_USAGE);
		assert_true(err.text[0] != '\0');
		assert_int_equal(access(out, F_OK), -1);
	}
	practice_close(p);
	assert_true(practice_report_list(0, &name, &help));
	assert_string_equal(name, "monthly");
	assert_false(practice_report_list(1, &name, &help));
}

/* The same records give the same report, whatever was exported in between. */
static void
looking_changes_nothing(void **state)
{
	AUTO_FREE char *path = test_path("same.db"), *out = NULL, *before = NULL;
	AUTO_FREE char *again = NULL, *after = NULL, *csv = test_path("clients.csv");
	AUTO_FREE char *book = NULL;
	struct practice *p;
	struct err err;
	long rows;

	month_small(path);
	p = open_as(path, MONTH_LOGIN, NOW);
	out = report(p, "2026-03", "text");
	before = test_read(out, NULL);
	book = report(p, "2026-03", "xlsx");
	OK(practice_export(p, &(struct export_options){ .kind = "clients",
	    .target = csv }, &rows, &err));
	again = report(p, "2026-03", "text");
	after = test_read(again, NULL);
	assert_string_equal(before, after);
	practice_close(p);
	/* the workbook and the export, which hold names, are in the journal */
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"), 3);
}

/* A disk that takes no more while the workbook is written. */
static void
a_full_disk_leaves_the_old_workbook(void **state)
{
	AUTO_FREE char *path = test_path("full.db"), *out = test_path("full.xlsx");
	AUTO_FREE char *left = NULL;
	int status;
	pid_t child;

	month_random(path, &(struct month_random){ .seed = 4, .clients = 50,
	    .sessions = 6000 });
	test_write(out, "old", 3);
	child = fork();
	if (child == 0) {
		const struct rlimit limit = { 128 * 1024, 128 * 1024 };
		struct err err = { 0 };
		struct practice *p = practice_open(path, MONTH_LOGIN, &err);

		signal(SIGXFSZ, SIG_IGN);
		if (p == NULL || setrlimit(RLIMIT_FSIZE, &limit) != 0)
			_exit(2);
		_exit(practice_report(p, &(struct report_options){ .name = "monthly",
		    .month = "2026-03", .format = "xlsx", .target = out }, &err) ? 3 :
		    (int)err.code);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), ERR_IO);
	left = test_read(out, NULL);
	assert_string_equal(left, "old");
	/* the entry in the journal stands: it was written before the first row */
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM journal WHERE kind = 'export'"), 1);
}

TEST_MAIN(
	cmocka_unit_test(a_small_month_as_text),
	cmocka_unit_test(a_small_month_as_json),
	cmocka_unit_test(csv_has_one_value_a_line),
	cmocka_unit_test(a_second_program_finds_the_same),
	cmocka_unit_test(the_slowest_opt_out),
	cmocka_unit_test(the_workbook_agrees_with_itself),
	cmocka_unit_test(addresses_are_read_as_they_lie),
	cmocka_unit_test(sheets_that_roll_over),
	cmocka_unit_test(a_month_with_nothing_in_it),
	cmocka_unit_test(hours_begin_with_their_first_day),
	cmocka_unit_test(who_is_due_is_counted_by_days),
	cmocka_unit_test(what_came_after_is_counted),
	cmocka_unit_test(a_workbook_of_odd_names),
	cmocka_unit_test(a_role_sees_what_it_may),
	cmocka_unit_test(asked_for_wrongly),
	cmocka_unit_test(looking_changes_nothing),
	cmocka_unit_test(a_full_disk_leaves_the_old_workbook))
