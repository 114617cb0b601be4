/*
 * What was done on paper while the line was down is entered on a later day: a visit of a past
 * day in the state in which it was left, a new client with it, whatever the ordinary rules
 * would have refused for the time that is past. It says that it was entered late, by whom and
 * when, counts as booked on its day, and is one undo. Only past days take it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "tests/support/visits.h"

#define YESTERDAY "2026-03-11"

static struct record *
on_paper(const char *date, const char *time, const char *status)
{
	struct record *r = session_new(v.desk, v.anna, false);
	struct err err;

	record_set_text(r, "date", date);
	record_set_int(r, "service", v.facial);
	OK(record_parse(r, &v.desk->context, "start", time, &err));
	OK(record_parse(r, &v.desk->context, "status", status, &err));
	return r;
}

static bool
enter(struct record *r, struct buf *note, struct err *e)
{
	return session_book_on_paper(v.desk, r, NULL, 0, note, NULL, e);
}

static void
a_visit_of_a_past_day(void **state)
{
	AUTO_RECORD struct record *r = on_paper(YESTERDAY, "9", "done"), *is = NULL;
	AUTO_FREE char *label = NULL;
	struct undone u;
	struct err err;

	OK(enter(r, NULL, &err));
	is = visits_get(r->id);
	visits_is(r->id, "status", "done");
	visits_is(r->id, "booked_on", YESTERDAY);
	visits_is(r->id, "minutes", "45");
	visits_is(r->id, "entered_at", "2026-03-12T10:00:00Z");
	visits_is(r->id, "insisted", "");
	assert_int_equal(record_int(is, "entered_by"), v.desk->staff->id);
	label = xasprintf("book session %lld, entered late", (long long)r->id);
	visits_label(label);
	OK(practice_undo(v.desk, &u, NULL, &err));
	assert_null(session_get(v.desk, r->id, &err));
}

static void
who_walked_in_is_new(void **state)
{
	AUTO_RECORD struct record *r = on_paper(YESTERDAY, "11:30", "here"), *who = NULL;
	AUTO_BUF struct buf note = BUF_INIT;
	struct err err;

	who = record_new(&record_client);
	record_set_text(who, "family", "Novak");
	record_set_null(r, "client");
	record_set_text(r, "origin", "walk_in");
	OK(session_book_on_paper(v.desk, r, who, 0, &note, NULL, &err));
	assert_non_null(strstr(note.s, "The new client is added too."));
	visits_is(r->id, "origin", "walk_in");
	visits_is(r->id, "status", "here");
	/* whoever came may start without the pre-flight, which was that day's */
	OK(session_step_on_paper(v.desk, r->id, r->version, SESSION_STEP_START, &err));
	visits_is(r->id, "status", "in_treatment");
}

static void
only_a_past_day_takes_it(void **state)
{
	AUTO_RECORD struct record *today = on_paper(SHEET_TODAY, "9", "done");
	AUTO_RECORD struct record *tomorrow = on_paper("2026-03-13", "9", "done");
	AUTO_RECORD struct record *missed = on_paper(YESTERDAY, "9", "no_show");
	AUTO_RECORD struct record *whole = on_paper(YESTERDAY, "9", "done");
	struct err err;

	REFUSED(enter(today, NULL, &err), ERR_INVALID, "Thu 12 Mar 2026 is not past");
	assert_string_equal(err.field, "date");
	REFUSED(enter(tomorrow, NULL, &err), ERR_INVALID, "Fri 13 Mar 2026 is not past");
	REFUSED(enter(missed, NULL, &err), ERR_INVALID, "z then says");
	assert_string_equal(err.field, "status");
	record_set_null(whole, "service");
	REFUSED(enter(whole, NULL, &err), ERR_INVALID, "A visit needs a service.");
	record_set_int(whole, "service", v.facial);
	REFUSED(session_book(v.desk, whole, NULL, 0, NULL, NULL, &err), ERR_INVALID,
	    "is past");
	REFUSED(session_book_on_paper(v.books, whole, NULL, 0, NULL, NULL, &err), ERR_DENIED,
	    "change sessions");
	assert_int_equal(whole->id, 0);
}

/* What cannot be refused any more is told, and kept. */
static void
what_happened_happened(void **state)
{
	AUTO_RECORD struct record *night = on_paper(YESTERDAY, "21:00", "done");
	AUTO_RECORD struct record *twice = on_paper(YESTERDAY, "21:15", "done");
	AUTO_RECORD struct record *is = NULL;
	AUTO_BUF struct buf note = BUF_INIT;
	struct err err;

	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	visits_set(&record_client, v.anna, "do_not_book", "owes money");
	record_set_int(night, "service", v.needling);
	OK(enter(night, &note, &err));
	assert_non_null(strstr(note.s, "is not to be booked: owes money"));
	assert_non_null(strstr(note.s, "Booked anyway: "));
	is = visits_get(night->id);
	assert_non_null(strstr(record_text(is, "insisted"), "entered late"));
	/* two at a time are asked about, as ever */
	visits_set(&record_session, night->id, "staff", "1");
	record_set_int(twice, "staff", 1);
	REFUSED(enter(twice, NULL, &err), ERR_INVALID, "It overlaps Lang, Anna, Wed 11 Mar");
	record_set_int(twice, "overlap_ok", 1);
	OK(enter(twice, NULL, &err));
}

/* Field by field the history says that it is late. */
struct told {
	bool at, by;
};

static bool
tell(const struct history_line *l, void *arg)
{
	struct told *t = arg;

	if (l->field == NULL)
		return true;
	t->at = t->at || strcmp(l->field->label, "Entered late") == 0;
	t->by = t->by || strcmp(l->field->label, "Entered by") == 0;
	return true;
}

static void
the_history_says_so(void **state)
{
	AUTO_RECORD struct record *r = on_paper(YESTERDAY, "9", "done");
	struct told t = { false, false };
	struct err err;

	OK(enter(r, NULL, &err));
	OK(practice_history(v.desk, "session", r->id, tell, &t, &err));
	assert_true(t.at && t.by);
}

TEST_MAIN(
    VISITS_CASE(a_visit_of_a_past_day),
    VISITS_CASE(who_walked_in_is_new),
    VISITS_CASE(only_a_past_day_takes_it),
    VISITS_CASE(what_happened_happened),
    VISITS_CASE(the_history_says_so))
