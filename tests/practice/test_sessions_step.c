/*
 * Every step from every state, on the visit's day, after and before it, and after it from
 * paper: the table below is written by hand, apart from the one in sessions_step.c. What is
 * refused writes nothing and says why; what somebody else changed is told with who and what;
 * what is entered after the day says so, by whom and when.
 * A client cancels late from the minute on at which less than the notice is left.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "tests/support/visits.h"

/* A turn: a step, or from STEPS on an outcome. */
enum { STEPS = SESSION_STEP_DONE + 1, TURNS = STEPS + SESSION_STOPPED + 1 };

static bool
turn(struct practice *p, int64_t id, int64_t version, int t, bool on_paper, struct err *e)
{
	if (t < STEPS)
		return (on_paper ? session_step_on_paper : session_step)(p, id, version,
		    (enum session_step)t, e);
	return session_end(p, id, version, (enum session_outcome)(t - STEPS),
	    t - STEPS == SESSION_SENT_AWAY ? "unwell" : NULL,
	    t - STEPS == SESSION_STOPPED ? "dizzy" : NULL, e);
}

static bool
allowed(int64_t id, int t)
{
	AUTO_RECORD struct record *r = visits_get(id);

	return t < STEPS ? session_step_allowed(r, (enum session_step)t, NULL) :
	    session_end_allowed(r, (enum session_outcome)(t - STEPS), NULL);
}

static int64_t
facial(const char *date, const char *time, const char *status)
{
	return visits_add(v.anna, v.facial, 0, date, time, status);
}

/* States by their first letters: booked, confirmed, here, in (t)reatment. */
static const char letters[] = "bcht";
static const struct {
	const char *today, *past, *paper, *to_come;	/* from which states */
	const char *to, *label;
} turns[TURNS] = {
	[SESSION_STEP_CONFIRM] = { "b", "", "", "b", "confirmed", "confirm" },
	[SESSION_STEP_HERE] = { "bc", "", "bc", "", "here", "arrive" },
	[SESSION_STEP_NUMB] = { "h", "", "", "", "here", "numb" },
	[SESSION_STEP_START] = { "h", "", "h", "", "in_treatment", "start" },
	[SESSION_STEP_DONE] = { "t", "bcht", "bcht", "", "done", "finish" },
	[STEPS + SESSION_CLIENT_CANCELLED] = { "bc", "bc", "bc", "bc", "cancelled", "cancel" },
	[STEPS + SESSION_CLINIC_CANCELLED] = { "bc", "bc", "bc", "bc", "cancelled", "cancel" },
	[STEPS + SESSION_MISSED] = { "bc", "bc", "bc", "", "no_show", "miss" },
	[STEPS + SESSION_SENT_AWAY] = { "ht", "bcht", "bcht", "", "not_treated", "end" },
	[STEPS + SESSION_STOPPED] = { "t", "t", "t", "", "done", "stop" },
};

static void
try_turn(int t, const char *date, bool on_paper, const char *from, enum session_status s)
{
	int64_t id = facial(date, "09:00", session_status_name(s));
	bool may = s < SESSION_DONE && strchr(from, letters[s]) != NULL;
	bool late = strcmp(date, SHEET_TODAY) < 0;
	char label[60];
	struct err err;

	if (t == SESSION_STEP_NUMB)
		visits_set(&record_session, id, "numbing", "30");
	if (!on_paper)
		assert_int_equal(allowed(id, t), may);
	if (!may) {
		REFUSED(turn(v.desk, id, visits_version(id), t, on_paper, &err), ERR_INVALID,
		    "This visit ");
		return;
	}
	OK(turn(v.desk, id, visits_version(id), t, on_paper, &err));
	visits_is(id, "status", turns[t].to);
	visits_is(id, "entered_at", late ? "2026-03-12T10:00:00Z" : "");
	snprintf(label, sizeof(label), "%s session %lld%s", turns[t].label, (long long)id,
	    late ? ", entered late" : "");
	visits_label(label);
}

static void
every_turn_from_every_state(void **state)
{
	int t, s;

	for (t = 0; t < TURNS; t++)
		for (s = 0; s < SESSION_STATUSES; s++) {
			enum session_status from = (enum session_status)s;

			try_turn(t, SHEET_TODAY, false, turns[t].today, from);
			try_turn(t, "2026-03-11", false, turns[t].past, from);
			try_turn(t, "2026-03-11", true, turns[t].paper, from);
			try_turn(t, "2026-03-13", false, turns[t].to_come, from);
			try_turn(t, "2026-03-13", true, turns[t].to_come, from);
		}
}

static void
says_why_not(void **state)
{
	int64_t booked = facial("2026-03-13", "09:00", "booked");
	int64_t done = facial(SHEET_TODAY, "09:00", "done");
	int64_t later = facial(SHEET_TODAY, "10:01", "confirmed");
	struct err err;

	REFUSED(session_step(v.desk, booked, visits_version(booked), SESSION_STEP_HERE,
	    &err), ERR_INVALID, "is on Fri 13 Mar 2026; a client arrives on the day");
	REFUSED(session_step(v.desk, done, visits_version(done), SESSION_STEP_START,
	    &err), ERR_INVALID, "is done; a treatment starts when the client is here");
	REFUSED(session_end(v.desk, later, visits_version(later), SESSION_MISSED, NULL,
	    NULL, &err), ERR_INVALID, "has not started");
	visits_now("2026-03-12T10:01");
	OK(session_end(v.desk, later, visits_version(later), SESSION_MISSED, NULL, NULL,
	    &err));
	REFUSED(session_step(v.desk, 999, 1, SESSION_STEP_HERE, &err), ERR_NOTFOUND,
	    "no session 999");
}

static void
a_visit_goes_through(void **state)
{
	int64_t id = facial(SHEET_TODAY, "11:00", "booked");
	struct undone u;
	struct err err;
	int s;

	visits_set(&record_session, id, "numbing", "30");
	for (s = SESSION_STEP_CONFIRM; s <= SESSION_STEP_DONE; s++)
		OK(session_step(v.desk, id, visits_version(id), (enum session_step)s,
		    &err));
	visits_is(id, "status", "done");
	OK(practice_undo(v.desk, &u, NULL, &err));
	visits_is(id, "status", "in_treatment");
	OK(session_step(v.desk, id, visits_version(id), SESSION_STEP_DONE, &err));
}

/* Who has gone home by now, and who came in the night and left after midnight. */
static void
after_its_day_it_is_late(void **state)
{
	int64_t past = facial("2026-03-11", "09:00", "booked");
	int64_t night = facial(SHEET_TODAY, "23:30", "in_treatment");
	AUTO_RECORD struct record *r = NULL;
	struct undone u;
	struct err err;
	int s;

	for (s = SESSION_STEP_HERE; s <= SESSION_STEP_DONE; s++)
		if (s != SESSION_STEP_NUMB)
			OK(session_step_on_paper(v.desk, past, visits_version(past),
			    (enum session_step)s, &err));
	r = visits_get(past);
	assert_int_equal(record_int(r, "entered_by"), v.desk->staff->id);
	visits_is(past, "entered_at", "2026-03-12T10:00:00Z");
	OK(practice_undo(v.desk, &u, NULL, &err));
	visits_is(past, "status", "in_treatment");
	visits_now("2026-03-13T00:20");
	OK(session_step(v.desk, night, visits_version(night), SESSION_STEP_DONE, &err));
	visits_is(night, "entered_at", "");
}

static void
tells_who_was_first(void **state)
{
	int64_t id = facial(SHEET_TODAY, "11:00", "booked");
	int64_t seen = visits_version(id);
	struct err err;

	OK(session_step(v.ruth, id, seen, SESSION_STEP_HERE, &err));
	REFUSED(session_step(v.desk, id, seen, SESSION_STEP_HERE, &err), ERR_STALE,
	    "Ruth Aoki has changed Lang, Anna, Thu 12 Mar 11:00");
	REFUSED(session_end(v.desk, id, seen, SESSION_MISSED, NULL, NULL, &err),
	    ERR_STALE, "it is here now");
}

/* --- cancelling --------------------------------------------------------------------- */

static void
cancelled_at(const char *now, enum session_outcome by, const char *late)
{
	int64_t id = facial("2026-03-14", "09:00", "booked");
	char today[11];
	struct err err;

	visits_now(now);
	OK(session_end(v.desk, id, visits_version(id), by, NULL, "Child ill", &err));
	visits_is(id, "late", late);
	snprintf(today, sizeof(today), "%.10s", now);
	visits_is(id, "cancelled_on", today);
	visits_is(id, "reason", "Child ill");
	visits_is(id, "cancelled_by", by == SESSION_CLIENT_CANCELLED ? "client" :
	    "clinic");
	visits_is(id, "status", "cancelled");
}

static void
cancels_late_inside_the_notice(void **state)
{
	struct err err;
	int64_t id;

	cancelled_at("2026-03-12T10:00", SESSION_CLIENT_CANCELLED, "no");
	cancelled_at("2026-03-13T09:00", SESSION_CLIENT_CANCELLED, "no");
	cancelled_at("2026-03-13T09:01", SESSION_CLIENT_CANCELLED, "yes");
	cancelled_at("2026-03-14T08:59", SESSION_CLIENT_CANCELLED, "yes");
	cancelled_at("2026-03-14T08:59", SESSION_CLINIC_CANCELLED, "no");
	/* told a day after: it was cancelled on its day at the latest */
	id = facial("2026-03-13", "09:00", "confirmed");
	OK(session_end(v.desk, id, visits_version(id), SESSION_CLIENT_CANCELLED, NULL,
	    NULL, &err));
	visits_is(id, "cancelled_on", "2026-03-13");
	visits_is(id, "late", "yes");
	/* nobody is charged by guess: no start is the end of the day */
	id = facial("2026-03-15", "", "booked");
	visits_now("2026-03-15T00:00");
	OK(session_end(v.desk, id, visits_version(id), SESSION_CLIENT_CANCELLED, NULL,
	    NULL, &err));
	visits_is(id, "late", "no");
	visits_is(id, "cancelled_on", "2026-03-15");
}

/* The hour that is put forward counts as it passes: 24 hours before 9:00 on the day
 * after is 8:00 of the day before. */
static void
notice_is_in_hours_that_pass(void **state)
{
	struct err err;
	int64_t a = facial("2026-03-29", "09:00", "booked");
	int64_t b = facial("2026-03-29", "10:00", "booked");

	OK(clock_set_zone("Europe/Vienna", &err));
	visits_now("2026-03-28T08:00");
	OK(session_end(v.desk, a, visits_version(a), SESSION_CLIENT_CANCELLED, NULL,
	    NULL, &err));
	visits_is(a, "late", "no");
	visits_now("2026-03-28T09:01");
	OK(session_end(v.desk, b, visits_version(b), SESSION_CLIENT_CANCELLED, NULL,
	    NULL, &err));
	visits_is(b, "late", "yes");
	OK(clock_set_zone("UTC", &err));
}

static void
not_treated_says_why(void **state)
{
	int64_t id = facial(SHEET_TODAY, "09:00", "here"), n = visits_version(id);
	struct err err;

	REFUSED(session_end(v.desk, id, n, SESSION_SENT_AWAY, NULL, NULL, &err),
	    ERR_INVALID, "A reason is needed");
	REFUSED(session_end(v.desk, id, n, SESSION_SENT_AWAY, "bored", NULL, &err),
	    ERR_INVALID, "screening, unwell");
	OK(session_end(v.desk, id, n, SESSION_SENT_AWAY, "declined", "too tired", &err));
	visits_is(id, "not_treated_for", "declined");
	visits_is(id, "reason", "too tired");
	visits_is(id, "cancelled_on", "");
}

static void
asks_who_may(void **state)
{
	int64_t id = facial(SHEET_TODAY, "09:00", "booked"), n = visits_version(id);
	struct err err;

	REFUSED(session_step(v.books, id, n, SESSION_STEP_HERE, &err), ERR_DENIED,
	    "change sessions");
	REFUSED(session_end(v.books, id, n, SESSION_MISSED, NULL, NULL, &err),
	    ERR_DENIED, "change sessions");
}

/* START alone asks the pre-flight, and asks it again at the last moment. */
static void
starts_after_the_preflight(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, 0, SHEET_TODAY, "09:00", "here");
	int64_t past = visits_add(v.anna, v.needling, 0, "2026-03-11", "09:00", "here");
	struct err err;

	REFUSED(session_step(v.desk, id, visits_version(id), SESSION_STEP_START, &err),
	    ERR_INVALID, "Cannot start: no screening.");
	/* paper is for a past day alone */
	REFUSED(session_step_on_paper(v.desk, id, visits_version(id), SESSION_STEP_START,
	    &err), ERR_INVALID, "Cannot start: no screening.");
	visits_screen(v.anna, "keloid", "yes", NULL);
	REFUSED(session_step(v.mara, id, visits_version(id), SESSION_STEP_START, &err),
	    ERR_INVALID, "Cannot start: BLOCK keloid.");
	REFUSED(session_step(v.desk, id, visits_version(id), SESSION_STEP_START, &err),
	    ERR_INVALID, "Cannot start: see screening.");
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	OK(session_step(v.mara, id, visits_version(id), SESSION_STEP_START, &err));
	/* an outcome told afterwards is told as it was */
	visits_screen(v.anna, "keloid", "yes", NULL);
	OK(session_step(v.mara, past, visits_version(past), SESSION_STEP_DONE, &err));
}

TEST_MAIN(
    VISITS_CASE(every_turn_from_every_state),
    VISITS_CASE(says_why_not),
    VISITS_CASE(a_visit_goes_through),
    VISITS_CASE(after_its_day_it_is_late),
    VISITS_CASE(tells_who_was_first),
    VISITS_CASE(cancels_late_inside_the_notice),
    VISITS_CASE(notice_is_in_hours_that_pass),
    VISITS_CASE(not_treated_says_why),
    VISITS_CASE(asks_who_may),
    VISITS_CASE(starts_after_the_preflight))
