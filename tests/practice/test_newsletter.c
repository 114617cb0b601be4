/*
 * A consent and its event go in together, by whom and with which wording; what was
 * said is not undone, and its opposite is recorded. The three files have the sender's
 * columns and come back by its preset; an opt-out is in the next file of those to
 * remove until one was written. The clock stands at 2026-03-12 10:00, a Thursday.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/newsletter_files.h"
#include "practice/newsletter.h"
#include "practice/watch.h"
#include "tests/support/importing.h"

static struct practice *p;

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("newsletter-%d.db", n++);

	p = importing_new(name);
	return 0;
}

static int
end(void **state)
{
	practice_close(p);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static int64_t
set(const char *email, const char *state)
{
	struct subscriber_change c = { .email = email, .state = state,
	    .wording = "form 3" };
	struct err err;
	int64_t id;

	OK(subscriber_set(p, &c, &id, &err));
	return id;
}

static void
refused(struct practice *by, const struct subscriber_change *c, const char *field,
    enum err_code code)
{
	int64_t before = number_of("SELECT max(n) FROM journal_change");
	struct err err;

	assert_false(subscriber_set(by, c, NULL, &err));
	assert_int_equal(err.code, code);
	assert_string_equal(err.field, field);
	assert_int_equal(number_of("SELECT max(n) FROM journal_change"), before);
}

/* --- consents ---------------------------------------------------------------------- */

static void
writes_consent_and_event_together(void **state)
{
	struct subscriber_change c = { .email = "ann@example.org", .given = "Ann",
	    .state = "subscribed", .wording = "form 3", .source = "paper" };
	struct err err;
	int64_t id, n;

	c.client = clinic_client(p, "family", "Lee", NULL);
	n = number_of("SELECT max(n) FROM journal");
	OK(subscriber_set(p, &c, &id, &err));
	assert_int_equal(number_of("SELECT max(n) FROM journal"), n + 1);
	is_text("SELECT email || given || state || client FROM subscriber",
	    "ann@example.orgAnnsubscribed1");
	is_text("SELECT state || source || wording || who || datetime(at, 'unixepoch') "
	    "FROM consent_event", "subscribedpaperform 312026-03-12 10:00:00");
	is_text("SELECT label FROM journal ORDER BY n DESC", "add subscriber 1");
	/* upper and lower case are the same address */
	c = (struct subscriber_change){ .email = "ANN@example.org",
	    .state = "unsubscribed", .reason = "too many" };
	OK(subscriber_set(p, &c, &id, &err));
	assert_int_equal(number_of("SELECT count(*) FROM subscriber"), 1);
	is_text("SELECT state || client FROM subscriber", "unsubscribed1");
	is_text("SELECT source || reason FROM consent_event WHERE id = 2", "desktoo many");
	c = (struct subscriber_change){ .id = id, .state = "pending",
	    .wording = "form 4" };
	OK(subscriber_set(p, &c, NULL, &err));
	is_text("SELECT state FROM subscriber", "pending");
	is_text("SELECT label FROM journal ORDER BY n DESC", "change subscriber 1");
}

static void
refuses_what_was_not_said(void **state)
{
	struct subscriber_change none = { .email = "ann@example.org",
	    .state = "subscribed" };
	struct subscriber_change blank = { .email = "", .state = "unknown" };
	struct subscriber_change odd = { .email = "ann", .state = "unsubscribed" };
	struct subscriber_change word = { .email = "a@b.c", .state = "perhaps" };
	struct subscriber_change from = { .email = "a@b.c", .state = "unsubscribed",
	    .source = "hearsay" };
	struct subscriber_change whose = { .email = "a@b.c", .state = "unsubscribed",
	    .client = 77 };
	struct subscriber_change gone = { .id = 77, .state = "unsubscribed" };
	struct subscriber_change again = { .email = "b@example.org",
	    .state = "subscribed", .wording = "form 3" };
	struct subscriber_change back = { .email = "b@example.org", .state = "unknown" };

	refused(p, &none, "wording", ERR_INVALID);
	refused(p, &blank, "email", ERR_INVALID);
	refused(p, &odd, "email", ERR_INVALID);
	refused(p, &word, "state", ERR_INVALID);
	refused(p, &from, "source", ERR_INVALID);
	refused(p, &whose, "", ERR_NOTFOUND);
	refused(p, &gone, "", ERR_NOTFOUND);
	set("b@example.org", "subscribed");
	refused(p, &again, "state", ERR_INVALID);
	refused(p, &back, "state", ERR_INVALID);
	clinic_staff(p, "rita", "read_only");
	struct practice *reader = clinic_open(importing_path(), "rita");
	refused(reader, &none, "", ERR_DENIED);
	practice_close(reader);
	assert_int_equal(number_of("SELECT count(*) FROM subscriber"), 1);
	assert_int_equal(number_of("SELECT count(*) FROM consent_event"), 1);
}

static void
unknown_is_no_event(void **state)
{
	set("ann@example.org", "unknown");
	is_text("SELECT state FROM subscriber", "unknown");
	assert_int_equal(number_of("SELECT count(*) FROM consent_event"), 0);
}

static void
is_not_undone(void **state)
{
	struct err err;
	int64_t n;

	set("ann@example.org", "subscribed");
	assert_false(db_undo(p->db, 0, NULL, &n, NULL, &err));
	assert_non_null(strstr(err.text, "record the opposite instead"));
	is_text("SELECT state FROM subscriber", "subscribed");
	set("ann@example.org", "unsubscribed");
	is_text("SELECT state FROM subscriber", "unsubscribed");
}

static void
knows_how_a_client_stands(void **state)
{
	int64_t ann = clinic_client(p, "family", "Lee", "email", "Ann@example.org", NULL);
	int64_t bo = clinic_client(p, "family", "Poe", NULL);
	struct subscriber_change c = { .email = "old@example.org", .client = ann,
	    .state = "unsubscribed" };
	struct newsletter_client s;
	struct err err;

	OK(newsletter_of_client(p, bo, &s, &err));
	assert_int_equal(s.subscriber, 0);
	assert_int_equal(s.state, NEWSLETTER_UNKNOWN);
	OK(subscriber_set(p, &c, NULL, &err));
	OK(newsletter_of_client(p, ann, &s, &err));
	assert_int_equal(s.state, NEWSLETTER_UNSUBSCRIBED);
	/* the address on the card comes first, whoever it was entered for */
	set("ann@example.org", "subscribed");
	OK(newsletter_of_client(p, ann, &s, &err));
	assert_int_equal(s.state, NEWSLETTER_SUBSCRIBED);
	assert_string_equal(s.email, "ann@example.org");
	assert_int_equal(s.since, clock_now());
}

static void
logs_an_address(void **state)
{
	set("ann@example.org", "subscribed");
	set("ann@example.org", "unsubscribed");
	AUTO_FREE char *log = text_of("SELECT group_concat(e.state || ' by ' || f.login || "
	    "' (' || e.wording || ')') FROM (SELECT * FROM consent_event ORDER BY id) e "
	    "JOIN staff f ON f.id = e.who");
	assert_string_equal(log, "subscribed by mara (form 3),unsubscribed by mara (form 3)");
}

/* --- counts --------------------------------------------------------------------------- */

static void
on(const char *day)
{
	AUTO_FREE char *now = xasprintf("%sT10:00", day);
	struct err err;

	OK(clock_fix(now, &err));
}

static void
counts_and_trends(void **state)
{
	struct newsletter_month t[NEWSLETTER_MONTHS];
	int64_t counts[NEWSLETTER_STATES];
	struct err err;

	on("2026-06-10");
	set("a@example.org", "subscribed");
	on("2027-01-31");
	set("b@example.org", "subscribed");
	set("c@example.org", "pending");
	on("2027-02-01");
	set("a@example.org", "unsubscribed");
	on("2027-03-12");
	set("c@example.org", "subscribed");
	set("d@example.org", "cleaned");
	OK(newsletter_counts(p, counts, &err));
	assert_int_equal(counts[NEWSLETTER_SUBSCRIBED], 2);
	assert_int_equal(counts[NEWSLETTER_UNSUBSCRIBED], 1);
	assert_int_equal(counts[NEWSLETTER_CLEANED], 1);
	assert_int_equal(counts[NEWSLETTER_PENDING], 0);
	OK(newsletter_trend(p, "2027-03", t, &err));
	assert_int_equal(t[0].first, date_from_iso("2026-04-01"));
	assert_int_equal(t[0].subscribed, 0);
	assert_int_equal(t[2].first, date_from_iso("2026-06-01"));
	assert_int_equal(t[2].change, 1);
	assert_int_equal(t[9].change, 1);
	assert_int_equal(t[10].subscribed, 1);
	assert_int_equal(t[10].change, -1);
	assert_int_equal(t[11].subscribed, 2);
	assert_int_equal(t[11].change, 1);
	/* a month that is past does not count what came later */
	OK(newsletter_trend(p, "2027-01", t, &err));
	assert_int_equal(t[11].subscribed, 2);
	assert_int_equal(t[11].change, 1);
	OK(newsletter_trend(p, "2027-02", t, &err));
	assert_int_equal(t[11].subscribed, 1);
	assert_int_equal(t[11].change, -1);
	assert_false(newsletter_trend(p, "March", t, &err));
}

/* --- files ---------------------------------------------------------------------------- */

static char *
file(enum newsletter_file which, long expected)
{
	AUTO_FREE char *target = test_path("%s.csv", newsletter_file_name(which));
	struct err err;
	long rows;

	OK(newsletter_export(p, which, target, &rows, &err));
	assert_int_equal(rows, expected);
	return test_read(target, NULL);
}

static void
writes_the_senders_columns(void **state)
{
	struct subscriber_change c = { .email = "=1@example.org", .given = "Ann, B.",
	    .state = "subscribed", .wording = "form 3" };
	struct err err;

	c.client = clinic_client(p, "given", "Ann", "family", "Lee", NULL);
	OK(subscriber_set(p, &c, NULL, &err));
	set("bo@example.org", "pending");
	set("cy@example.org", "unsubscribed");
	set("di@example.org", "cleaned");
	set("ed@example.org", "unknown");
	AUTO_FREE char *mailable = file(NEWSLETTER_FILE_MAILABLE, 1);
	AUTO_FREE char *pending = file(NEWSLETTER_FILE_PENDING, 1);
	AUTO_FREE char *gone = file(NEWSLETTER_FILE_REMOVE, 1);
	assert_string_equal(mailable, "Email Address,First Name,Last Name,OPTIN_TIME,"
	    "CONFIRM_TIME,TAGS\r\n=1@example.org,\"Ann, B.\",Lee,2026-03-12T10:00:00Z,"
	    "2026-03-12T10:00:00Z,\r\n");
	assert_string_equal(pending, "Email Address,First Name,Last Name,OPTIN_TIME,"
	    "CONFIRM_TIME,TAGS\r\nbo@example.org,,,2026-03-12T10:00:00Z,,\r\n");
	assert_string_equal(gone, "Email Address,First Name,Last Name,UNSUB_TIME,"
	    "UNSUB_REASON\r\ncy@example.org,,,2026-03-12T10:00:00Z,\r\n");
	assert_int_equal(number_of("SELECT count(*) FROM journal WHERE kind = 'export' "
	    "AND label LIKE 'export newsletter %'"), 3);
}

static void
comes_back_by_the_preset(void **state)
{
	struct import_options o = { .kind = "subscribers",
	    .preset = "mailchimp-subscribed" };

	set("ann@example.org", "subscribed");
	AUTO_FREE char *mailable = file(NEWSLETTER_FILE_MAILABLE, 1);
	assert_true(importing_as(p, &o, mailable, strlen(mailable), NULL));
	assert_int_equal(imported.r.refused, 0);
	assert_int_equal(imported.r.added, 0);
	assert_int_equal(number_of("SELECT count(*) FROM consent_event"), 1);
}

/* --- what is kept ------------------------------------------------------------------- */

/* Consent events of one write: address, seconds after the clock, state. */
struct said {
	int64_t subscriber, after;
	const char *state;
};

static bool
say(struct db *db, void *arg, struct err *e)
{
	const struct said *s;
	bool ok = true;

	for (s = arg; ok && s->state != NULL; s++) {
		AUTO_RECORD struct record *event = record_new(&record_consent_event);
		AUTO_RECORD struct record *r = db_get(db, &record_subscriber, s->subscriber, e);

		record_set_int(event, "subscriber", s->subscriber);
		record_set_int(event, "at", clock_now() + s->after);
		record_set_text(event, "state", s->state);
		record_set_text(event, "source", "desk");
		record_set_text(r, "state", s->state);
		ok = db_insert(db, event, e) && db_update(db, r, e);
	}
	return ok;
}

/* Several of an address at once, older ones after newer ones, in one second, in others'
 * order: what is kept is what all of them say. */
static void
what_is_kept_follows(void **state)
{
	static const struct said writes[][6] = {
		{ { 1, 5000, "subscribed" }, { 1, 100, "unsubscribed" },
		  { 1, 3000, "subscribed" }, { 2, 3000, "unsubscribed" }, { 0, 0, NULL } },
		{ { 2, 3000, "subscribed" }, { 2, 3000, "unsubscribed" },
		  { 3, -90000, "subscribed" }, { 3, -180000, "pending" }, { 0, 0, NULL } },
		{ { 3, 9000, "unsubscribed" }, { 1, 9000, "cleaned" },
		  { 2, -1000, "subscribed" }, { 3, -100000, "subscribed" }, { 0, 0, NULL } },
	};
	AUTO_FREE char *path = xstrdup(importing_path());
	size_t i;

	set("a@example.org", "pending");
	set("b@example.org", "subscribed");
	set("c@example.org", "unsubscribed");
	for (i = 0; i < ARRAY_LEN(writes); i++) {
		AUTO_FREE char *found = NULL;
		struct err err;

		OK(db_write(p->db, "change", "say", say, (void *)(uintptr_t)writes[i], &err));
		found = dbfile_check(path, false);
		assert_string_equal(found, "");
	}
	assert_true(number_of("SELECT count(*) FROM kept_subscribed WHERE n < 0") > 0);
	dbfile_sql(path, "DELETE FROM kept_subscribed");
	AUTO_FREE char *lost = dbfile_check(path, false);
	assert_non_null(strstr(lost, "What is kept of the newsletter is not what its records "
	    "say."));
}

static struct work
opening(void)
{
	int64_t counts[NEWSLETTER_STATES];
	struct newsletter_month trend[NEWSLETTER_MONTHS];
	struct newsletter_waiting waiting;
	struct err err;

	practice_work(p);
	OK(newsletter_counts(p, counts, &err));
	OK(newsletter_trend(p, "2026-03", trend, &err));
	OK(newsletter_waiting(p, &waiting, &err));
	return practice_work(p);
}

/* Behind the program's back, so that nothing else is kept of them. */
static void
opening_the_tab_reads_what_is_kept(void **state)
{
	AUTO_FREE char *path = xstrdup(importing_path());
	struct work before, after;

	set("a@example.org", "unsubscribed");
	before = opening();
	dbfile_sql(path, "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
	    "LIMIT 5000) INSERT INTO consent_event(version, subscriber, at, state, source) "
	    "SELECT 9, 1, unixepoch('2026-01-01') + i, 'unsubscribed', 'desk' FROM n");
	dbfile_sql(path, "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
	    "LIMIT 5000) INSERT INTO subscriber(version, email, state) "
	    "SELECT 9, 'n' || i || '@example.net', 'unsubscribed' FROM n");
	dbfile_sql(path, "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
	    "LIMIT 5000) INSERT INTO journal(at, who, kind, label, schema, mac) "
	    "SELECT 1, 1, 'change', 'add client', 1, x'00' FROM n");
	after = opening();
	assert_int_equal(after.rows, before.rows);
	assert_int_equal(after.steps, before.steps);
}

static struct newsletter_waiting
waiting(void)
{
	struct newsletter_waiting w;
	struct err err;

	OK(newsletter_waiting(p, &w, &err));
	return w;
}

static void
removes_once(void **state)
{
	struct err err;

	assert_int_equal(waiting().n, 0);
	set("a@example.org", "unsubscribed");
	set("b@example.org", "unsubscribed");
	set("b@example.org", "subscribed");
	set("c@example.org", "subscribed");
	assert_int_equal(waiting().n, 1);
	assert_int_equal(waiting().taken_at, 0);
	/* a file that could not be written took nothing */
	assert_false(newsletter_export(p, NEWSLETTER_FILE_REMOVE, test_folder(), NULL,
	    &err));
	assert_int_equal(waiting().n, 1);
	free(file(NEWSLETTER_FILE_REMOVE, 1));
	assert_int_equal(waiting().n, 0);
	assert_int_equal(waiting().taken_at, clock_now());
	free(file(NEWSLETTER_FILE_REMOVE, 0));
	set("c@example.org", "unsubscribed");
	set("a@example.org", "subscribed");
	set("a@example.org", "unsubscribed");
	free(file(NEWSLETTER_FILE_MAILABLE, 1));
	assert_int_equal(waiting().n, 2);
	free(file(NEWSLETTER_FILE_REMOVE, 2));
}

static void
warns_after_five_business_days(void **state)
{
	set("a@example.org", "unsubscribed");	/* Thursday */
	assert_int_equal(waiting().business_days, 0);
	on("2026-03-15");
	assert_int_equal(waiting().business_days, 1);
	on("2026-03-18");
	assert_int_equal(waiting().business_days, 4);
	assert_false(waiting().overdue);
	on("2026-03-19");
	assert_true(waiting().overdue);
	on("2026-04-12");
	assert_int_equal(waiting().business_days, 21);
	free(file(NEWSLETTER_FILE_REMOVE, 1));
	assert_false(waiting().overdue);
}

static void
files_are_the_owners(void **state)
{
	struct practice *desk;
	struct err err;

	clinic_staff(p, "ann", "front_desk");
	desk = clinic_open(importing_path(), "ann");
	assert_false(newsletter_export(desk, NEWSLETTER_FILE_REMOVE, "-", NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(desk);
}

TEST_MAIN(
    CASE(writes_consent_and_event_together),
    CASE(refuses_what_was_not_said),
    CASE(unknown_is_no_event),
    CASE(is_not_undone),
    CASE(knows_how_a_client_stands),
    CASE(logs_an_address),
    CASE(counts_and_trends),
    CASE(writes_the_senders_columns),
    CASE(comes_back_by_the_preset),
    CASE(what_is_kept_follows),
    CASE(opening_the_tab_reads_what_is_kept),
    CASE(removes_once),
    CASE(warns_after_five_business_days),
    CASE(files_are_the_owners))
