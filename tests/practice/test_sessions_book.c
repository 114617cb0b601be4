/*
 * What is booked is whole, in time, with somebody who may be booked, and beside no
 * other visit of the practitioner; inside a DEFER it is refused with the first day,
 * and on that day it goes through. A refusal writes nothing. An edit asks the same
 * of what it changes, and of what two people's edits make together.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "practice/standing.h"
#include "tests/support/visits.h"

/* A booking of Anna for a facial on Friday at nine, with mara, and what differs:
 * name, value, …, NULL. */
static struct record *
booking(const char *name, ...)
{
	struct record *r = session_new(v.mara, v.anna, false);
	struct err err;
	va_list ap;

	record_set_int(r, "service", v.facial);
	record_set_text(r, "date", "2026-03-13");
	record_set_int(r, "start", 9 * 60);
	record_set_text(r, "insisted", "yes");	/* most of these are not about the hours */
	va_start(ap, name);
	for (; name != NULL; name = va_arg(ap, const char *))
		OK(record_parse(r, &field_context_plain, name,
		    va_arg(ap, const char *), &err));
	va_end(ap);
	return r;
}

static void
refused(struct practice *p, struct record *r, const char *field,
    const char *words)
{
	struct err err;

	REFUSED(session_book(p, r, NULL, 0, NULL, NULL, &err), ERR_INVALID, words);
	assert_string_equal(err.field, field);
	assert_int_equal(r->id, 0);
	record_free(r);
}

static int64_t
booked(struct practice *p, struct record *r)
{
	struct err err;
	int64_t id;

	OK(session_book(p, r, NULL, 0, NULL, NULL, &err));
	id = r->id;
	record_free(r);
	return id;
}

static const char *
number(int64_t n)
{
	static char text[4][24];
	static size_t at;

	at = (at + 1) % 4;
	snprintf(text[at], sizeof(text[at]), "%lld", (long long)n);
	return text[at];
}

static void
fills_in_what_follows(void **state)
{
	int64_t id = booked(v.desk, booking("service", number(v.needling), NULL));
	int64_t bare;
	char label[40];

	snprintf(label, sizeof(label), "book session %lld", (long long)id);
	visits_label(label);
	visits_is(id, "status", "booked");
	visits_is(id, "origin", "booked");
	visits_is(id, "booked_on", SHEET_TODAY);
	visits_is(id, "minutes", "60");
	visits_is(id, "minutes_assumed", "yes");
	visits_is(id, "price", "300.00");
	visits_is(id, "staff", number(v.mara->staff->id));
	visits_set(&record_service, v.facial, "minutes", "");
	visits_set(&record_practice, 1, "default_minutes", "50");
	practice_close(v.ruth);
	v.ruth = clinic_open(v.path, "ruth");
	bare = booked(v.ruth, booking("start", "15:00", NULL));
	visits_is(bare, "minutes", "50");
	visits_is(bare, "minutes_assumed", "yes");
	visits_is(bare, "price", "");
	id = booked(v.ruth, booking("start", "17:00", "minutes", "20", "price", "15",
	    NULL));
	visits_is(id, "minutes", "20");
	visits_is(id, "minutes_assumed", "no");
	visits_is(id, "price", "15.00");
}

static void
a_form_is_filled_before(void **state)
{
	struct record *r = booking("service", number(v.needling), NULL);
	AUTO_RECORD struct record *desk = session_new(v.desk, 0, false);
	struct err err;
	int64_t id;

	assert_true(record_is_null(desk, "staff"));
	assert_true(record_is_null(desk, "client"));
	OK(session_fill(v.desk, r, &err));
	assert_int_equal(record_int(r, "minutes"), 60);
	assert_int_equal(record_int(r, "price"), 300 * MONEY_UNIT);
	record_set_int(r, "minutes", 75);	/* the person knows better */
	id = booked(v.desk, r);
	visits_is(id, "minutes_assumed", "no");
	REFUSED(session_fill(v.books, desk, &err), ERR_DENIED, "change sessions");
}

static void
wants_all_of_it(void **state)
{
	refused(v.desk, booking("client", "", NULL), "client", "needs a client");
	refused(v.desk, booking("service", "", NULL), "service", "needs a service");
	refused(v.desk, booking("date", "", NULL), "date", "needs a day");
	refused(v.desk, booking("start", "", NULL), "start", "needs a time");
	booked(v.desk, booking("staff", "", NULL));
}

static void
wants_a_time_to_come(void **state)
{
	refused(v.desk, booking("date", "2026-03-11", NULL), "date", "is past");
	refused(v.desk, booking("date", SHEET_TODAY, "start", "9:59", NULL), "start",
	    "9:59 is past, it is 10:00");
	booked(v.desk, booking("date", SHEET_TODAY, "start", "10:00", NULL));
}

static void
wants_a_client_who_is_welcome(void **state)
{
	struct err err;

	OK(clinic_set(v.mara, v.anna, "do_not_book", "owes two \u202e fees", &err));
	refused(v.desk, booking(NULL), "client", "Lang, Anna is not to be booked: owes two <202E> fees");
	OK(clinic_set(v.mara, v.anna, "do_not_book", "", &err));
	OK(clinic_set(v.mara, v.anna, "archived", "yes", &err));
	refused(v.desk, booking(NULL), "client", "Lang, Anna is archived");
}

static void
wants_what_is_still_offered(void **state)
{
	visits_set(&record_service, v.facial, "active", "no");
	refused(v.desk, booking(NULL), "service", "Facial is no longer active");
	visits_set(&record_service, v.facial, "active", "yes");
	visits_set(&record_staff, v.ruth->staff->id, "active", "no");
	refused(v.desk, booking("staff", number(v.ruth->staff->id), NULL), "staff",
	    "Ruth Aoki is no longer active");
}

static void
names_the_visit_in_the_way(void **state)
{
	int64_t first = booked(v.desk, booking("service", number(v.needling), NULL));
	static const char words[] = "overlaps Lang, Anna, Fri 13 Mar 09:00, mara, to 10:00";

	refused(v.desk, booking("start", "9:59", NULL), "start", words);
	refused(v.desk, booking("start", "8:16", NULL), "start", words);
	booked(v.desk, booking("start", "8:15", NULL));
	booked(v.desk, booking("start", "10:00", NULL));
	booked(v.desk, booking("staff", number(v.ruth->staff->id), NULL));
	booked(v.desk, booking("staff", "", NULL));
	booked(v.desk, booking("overlap_ok", "yes", NULL));
	visits_set(&record_session, first, "status", "cancelled");
	/* the one let in on purpose is in the way still */
	refused(v.desk, booking(NULL), "start", "to 09:45");
}

/* A visit that goes on past midnight is in the way of the next day's, and a later one
 * is in the way of it. */
static void
midnight_ends_no_visit(void **state)
{
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-04-10", "23:30", "booked");
	refused(v.desk, booking("date", "2026-04-11", "start", "0:29", NULL),
	    "start", "Fri 10 Apr 23:30, mara, to 00:30");
	booked(v.desk, booking("date", "2026-04-11", "start", "0:30", NULL));
	refused(v.desk, booking("date", "2026-04-10", "start", "23:29",
	    NULL), "start", "23:30, mara, to 00:30");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-05-11", "00:10", "booked");
	refused(v.desk, booking("date", "2026-05-10", "start", "23:30", NULL),
	    "start", "Mon 11 May 00:10");
	booked(v.desk, booking("date", "2026-05-10", "start", "23:25", NULL));
}

/* --- screening ---------------------------------------------------------------------- */

static struct record *
needling(const char *date)
{
	return booking("service", number(v.needling), "date", date, NULL);
}

static void
waits_for_the_first_day(void **state)
{
	/* filler on 1 March: 28 days, so from the 29th on */
	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	refused(v.desk, needling("2026-03-28"), "date", "Sun 29 Mar 2026");
	booked(v.desk, booking("date", "2026-03-28", NULL));	/* a facial */
	booked(v.desk, needling("2026-03-29"));
	/* the newest screening counts */
	visits_screen(v.anna, NULL);
	booked(v.desk, needling("2026-03-27"));
}

static void
waits_for_the_area(void **state)
{
	visits_add(v.anna, v.needling, 0, "2026-02-20", "09:00", "done");
	visits_screen(v.anna, NULL);
	refused(v.desk, needling("2026-03-19"), "date", "Fri 20 Mar 2026");
	booked(v.desk, needling("2026-03-20"));
}

static void
an_override_lifts_the_wait(void **state)
{
	int64_t id = visits_screen(v.anna, "filler_date", "2026-03-01", NULL);

	refused(v.desk, needling("2026-03-20"), "date", "29 Mar");
	visits_set(&record_screening, id, "override_reason", "seen");
	visits_set(&record_screening, id, "override_by", number(v.desk->staff->id));
	refused(v.desk, needling("2026-03-20"), "date", "29 Mar");
	id = visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	visits_set(&record_screening, id, "override_reason", "seen");
	visits_set(&record_screening, id, "override_by", number(v.ruth->staff->id));
	booked(v.desk, needling("2026-03-20"));
}

static void
note_of(struct practice *p, struct record *r, const char *words)
{
	AUTO_BUF struct buf note = BUF_INIT;
	struct err err;

	OK(session_book(p, r, NULL, 0, &note, NULL, &err));
	if (words == NULL ? note.len > 0 : strstr(note.s, words) == NULL)
		fail_msg("%s", note.s);
	record_free(r);
}

static void
tells_what_is_worth_knowing(void **state)
{
	note_of(v.desk, booking(NULL), NULL);
	note_of(v.desk, needling("2026-03-16"), "none is valid");
	visits_screen(v.anna, NULL);
	note_of(v.desk, needling("2026-03-17"), NULL);
	note_of(v.desk, needling("2026-09-14"), "none is valid");
	visits_screen(v.anna, "keloid", "yes", NULL);
	note_of(v.mara, needling("2026-03-18"), "BLOCK keloid");
	note_of(v.desk, needling("2026-03-19"), "a practitioner sees why");
	/* until it has healed: no day can be named */
	visits_screen(v.anna, "sun", "sunburn", NULL);
	note_of(v.ruth, needling("2026-03-20"), "DEFER sun");
}

/* Those of the practice's own page: told when it is booked and when the client is here, and
 * nothing starts. */
static void
the_four_exclusions_stop_a_treatment(void **state)
{
	static const struct { const char *item, *answer, *block; } cases[] = {
		{ "acne", "cystic", "BLOCK acne" }, { "acne", "3", "BLOCK acne" },
		{ "acne", "4", "BLOCK acne" }, { "rosacea", "uncontrolled", "BLOCK rosacea" },
		{ "blood_thinner", "yes", "BLOCK blood thinner" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *start = xasprintf("%zu:00", 10 + i), *day = xasprintf("2026-03-%zu",
		    16 + i);
		int64_t id = visits_add(v.anna, v.needling, v.mara->staff->id, SHEET_TODAY, start,
		    "confirmed");
		struct client_standing s;
		struct err err;

		visits_screen(v.anna, cases[i].item, cases[i].answer, NULL);
		note_of(v.mara, needling(day), cases[i].block);
		OK(session_step(v.desk, id, visits_version(id), SESSION_STEP_HERE, &err));
		OK(client_standing(v.mara, v.anna, &s, &err));
		assert_string_equal(s.alerts, cases[i].block);
		REFUSED(session_step(v.mara, id, visits_version(id), SESSION_STEP_START, &err),
		    ERR_INVALID, cases[i].block);
	}
}

/* Twice on a day is booked, and said: with that practitioner or with another. */
static void
tells_of_another_visit_that_day(void **state)
{
	int64_t id = booked(v.desk, booking("start", "14:00", NULL));
	struct record *r = booking("start", "15:00", "staff", number(v.ruth->staff->id), NULL);

	note_of(v.desk, r, "Booked that day too: Facial at 14:00.");
	note_of(v.desk, booking("date", "2026-03-14", NULL), NULL);
	visits_set(&record_session, id, "status", "cancelled");
	note_of(v.desk, booking("start", "16:00", NULL), "at 15:00.");
	/* beside what else is worth knowing */
	note_of(v.desk, booking("start", "17:00", "service", number(v.needling), NULL),
	    "none is valid on that day.  Booked that day too");
}

/* --- walk-in, roles ------------------------------------------------------------------ */

static void
who_walks_in_is_here(void **state)
{
	struct record *r = session_new(v.ruth, v.anna, true);
	int64_t id;

	record_set_int(r, "service", v.facial);
	record_set_null(r, "start");
	id = booked(v.ruth, r);
	visits_is(id, "status", "here");
	visits_is(id, "origin", "walk_in");
	visits_is(id, "date", SHEET_TODAY);
	visits_is(id, "start", "10:00");
	visits_is(id, "staff", number(v.ruth->staff->id));
	id = booked(v.desk, booking("origin", "walk_in", "date", SHEET_TODAY, "start",
	    "8:00", NULL));
	visits_is(id, "status", "here");
	refused(v.desk, booking("origin", "walk_in", NULL), "date", "comes today");
	/* whatever a caller says: a booking begins as one */
	id = booked(v.desk, booking("status", "done", "staff", "", NULL));
	visits_is(id, "status", "booked");
}

static void
asks_who_may(void **state)
{
	struct record *r = booking("notes", "sore", NULL);
	AUTO_RECORD struct record *got = NULL;
	struct err err;
	int64_t id;

	REFUSED(session_book(v.books, r, NULL, 0, NULL, NULL, &err), ERR_DENIED, "change sessions");
	REFUSED(session_book(v.desk, r, NULL, 0, NULL, NULL, &err), ERR_DENIED, "medical");
	id = booked(v.mara, r);
	got = session_get(v.desk, id, &err);
	OK(got != NULL);
	assert_string_equal(record_text(got, "notes"), "");
	visits_is(id, "notes", "sore");
	REFUSED(session_get(v.books, id, &err) != NULL, ERR_DENIED, "see clients");
	REFUSED(session_get(v.desk, 999, &err) != NULL, ERR_NOTFOUND, "no session 999");
}

/* --- editing -------------------------------------------------------------------------- */

/* One field changed by somebody who just looked at it. */
static bool
edit(struct practice *p, int64_t id, const char *field, const char *text,
    struct err *e)
{
	AUTO_RECORD struct record *base = session_get(p, id, e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;

	return base != NULL &&
	    record_parse(mine, &field_context_plain, field, text, e) &&
	    session_save(p, mine, base, NULL, NULL, NULL, e);
}

/* --- what is usual ---------------------------------------------------------------------- */

static void
proposes(const char *service, const char *staff, const char *date, const char *start)
{
	static const char *const fields[] = { "service", "staff", "date", "start" };
	const char *const wanted[] = { service, staff, date, start };
	struct err err;
	AUTO_RECORD struct record *r = session_propose(v.desk, v.anna, &err);
	size_t i;

	OK(r != NULL);
	for (i = 0; i < ARRAY_LEN(fields); i++) {
		AUTO_BUF struct buf is = BUF_INIT;

		field_format(record_field(r->type, fields[i]),
		    record_value(r, fields[i]), &is);
		assert_string_equal(is.s, wanted[i]);
	}
}

/* The next of an open series, else the last service; with whom, on which day of the
 * week and when it usually is, not before the interval is over, on no closed day. */
static void
a_visit_is_proposed(void **state)
{
	AUTO_FREE char *ruth = xasprintf("%lld", (long long)v.ruth->staff->id);
	AUTO_FREE char *mara = xasprintf("%lld", (long long)v.mara->staff->id);
	AUTO_FREE char *facial = xasprintf("%lld", (long long)v.facial);
	AUTO_FREE char *needling = xasprintf("%lld", (long long)v.needling);
	struct err err;
	int64_t id;

	proposes("", "", "", "");
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-03", "14:00", "done");
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-02-03", "14:00", "done");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-05", "10:00", "no_show");
	proposes(facial, ruth, "2026-03-17", "14:00");
	/* one of three: 28 days later, on the weekday it is done on */
	id = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-04", "11:00",
	    "done");
	proposes(needling, mara, "2026-04-01", "11:00");
	visits_set(&record_practice, 1, "open_days", "mon tue thu fri");
	OK(practice_reload(v.desk, &err));
	proposes(needling, mara, "2026-04-02", "11:00");
	visits_set(&record_practice, 1, "open_days", "");
	OK(practice_reload(v.desk, &err));
	visits_set(&record_service, v.needling, "series_count", "1");
	visits_set(&record_session, id, "service", facial);
	proposes(facial, ruth, "2026-03-17", "14:00");
	visits_set(&record_staff, v.ruth->staff->id, "treats", "no");
	proposes(facial, mara, "2026-03-17", "14:00");
}

/* Two of the open series stand against four of an earlier one of that service. */
static void
the_open_series_says_when(void **state)
{
	static const char *const earlier[] = { "2025-08-05", "2025-09-02", "2025-09-30" };
	AUTO_FREE char *ruth = xasprintf("%lld", (long long)v.ruth->staff->id);
	AUTO_FREE char *mara = xasprintf("%lld", (long long)v.mara->staff->id);
	AUTO_FREE char *needling = xasprintf("%lld", (long long)v.needling);
	size_t i;

	for (i = 0; i < ARRAY_LEN(earlier); i++)
		visits_add(v.anna, v.needling, v.mara->staff->id, earlier[i], "11:00", "done");
	/* what is whole says when, until the next one has begun */
	visits_set(&record_service, v.needling, "series_days", "7");
	proposes(needling, mara, "2026-03-17", "11:00");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-02-23", "09:00", "done");
	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-02-26", "16:00", "done");
	proposes(needling, ruth, "2026-03-12", "16:00");
	/* what is booked of it, too */
	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-20", "17:00", "booked");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-24", "09:00", "booked");
	proposes(needling, ruth, "2026-03-27", "17:00");
}

/* --- the hours ----------------------------------------------------------------------- */

/* Outside the hours, on a closed day, with whom does not treat: refused until it is
 * insisted on, then kept with why. */
static void
what_is_unusual_is_insisted_on(void **state)
{
	static const struct { const char *field, *value, *words; } odd[] = {
		{ "start", "08:59", "Unusual: before 09:00." },
		{ "start", "17:16", "Unusual: after 18:00." },
		{ "date", "2026-03-15", "Unusual: closed on Sun." },
		{ "staff", NULL, "Unusual: desk does not treat." },
	};
	struct err err;
	size_t i;
	int64_t id;

	visits_set(&record_practice, 1, "open_days", "mon-sat");
	OK(practice_reload(v.desk, &err));
	for (i = 0; i < ARRAY_LEN(odd); i++)
		refused(v.desk, booking(odd[i].field, odd[i].value != NULL ?
		    odd[i].value : number(v.desk->staff->id), "insisted", "", NULL),
		    "insisted", odd[i].words);
	id = booked(v.desk, booking("date", "2026-03-15", "insisted", "she flies on Mon",
	    NULL));
	visits_is(id, "insisted", "closed on Sun: she flies on Mon");
	/* it holds while the same is unusual, and goes with it */
	OK(edit(v.desk, id, "date", "2026-03-22", &err));
	OK(edit(v.desk, id, "start", "18:00", &err));
	REFUSED(edit(v.desk, id, "date", "2026-03-16", &err), ERR_INVALID,
	    "Unusual: after 18:00.");
	OK(edit(v.desk, id, "start", "14:00", &err));
	OK(edit(v.desk, id, "date", "2026-03-16", &err));
	visits_is(id, "insisted", "");
	id = booked(v.desk, booking("start", "17:16", "insisted", "Yes", NULL));
	visits_is(id, "insisted", "after 18:00");
	booked(v.desk, booking("date", "2026-03-19", "start", "17:15", "insisted", "",
	    NULL));
}

static void
moves_a_booking(void **state)
{
	int64_t id = booked(v.desk, booking(NULL));
	int64_t other = booked(v.desk, booking("start", "11:00", NULL));
	char label[40];
	struct err err;

	OK(edit(v.desk, id, "start", "12:00", &err));
	visits_is(id, "start", "12:00");
	snprintf(label, sizeof(label), "move session %lld", (long long)id);
	visits_label(label);
	OK(edit(v.ruth, id, "notes", "tired", &err));
	snprintf(label, sizeof(label), "change session %lld", (long long)id);
	visits_label(label);
	REFUSED(edit(v.desk, id, "start", "11:30", &err), ERR_INVALID, "to 11:45");
	REFUSED(edit(v.desk, other, "minutes", "61", &err), ERR_INVALID, "12:00");
	OK(edit(v.desk, other, "minutes", "60", &err));
	visits_is(other, "minutes_assumed", "no");
	REFUSED(edit(v.desk, id, "date", "2026-03-11", &err), ERR_INVALID, "is past");
	REFUSED(edit(v.desk, id, "client", "", &err), ERR_INVALID, "needs a client");
	REFUSED(edit(v.books, id, "price", "1", &err), ERR_DENIED, "see clients");
	visits_set(&record_session, id, "status", "confirmed");
	OK(edit(v.desk, id, "date", "2026-03-16", &err));
	visits_is(id, "status", "confirmed");
	/* refused where it is, once it is past: the rest of it may be put right */
	visits_now("2026-03-20T10:00");
	OK(edit(v.desk, id, "price", "12", &err));
	REFUSED(edit(v.desk, id, "start", "8:00", &err), ERR_INVALID, "is past");
}

static void
asks_the_screening_when_moved(void **state)
{
	int64_t id;
	struct err err;

	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	id = booked(v.desk, needling("2026-03-30"));
	REFUSED(edit(v.desk, id, "date", "2026-03-28", &err), ERR_INVALID, "29 Mar");
	OK(edit(v.desk, id, "date", "2026-03-29", &err));
	id = booked(v.desk, booking("date", "2026-03-28", NULL));
	REFUSED(edit(v.desk, id, "service", number(v.needling), &err), ERR_INVALID,
	    "29 Mar");
	OK(edit(v.desk, id, "notes", "", &err));
}

static void
what_came_from_the_service_changes_with_it(void **state)
{
	int64_t id = booked(v.desk, booking(NULL)), own;
	AUTO_RECORD struct record *base = NULL, *mine = NULL;
	struct err err;

	OK(edit(v.desk, id, "service", number(v.needling), &err));
	visits_is(id, "minutes", "60");
	visits_is(id, "price", "300.00");
	own = booked(v.desk, booking("start", "11:00", "minutes", "20", "price", "7",
	    NULL));
	OK(edit(v.desk, own, "service", number(v.needling), &err));
	visits_is(own, "minutes", "20");
	visits_is(own, "price", "7.00");
	/* a price that was typed stays, even where the old service's is the same */
	visits_set(&record_service, v.facial, "price", "90");
	base = visits_get(id);
	mine = record_copy(base);
	record_set_int(mine, "service", v.facial);
	record_set_int(mine, "price", 300 * MONEY_UNIT);
	record_set_int(base, "price", 310 * MONEY_UNIT);
	visits_set(&record_session, id, "price", "310");
	OK(session_save(v.desk, mine, base, NULL, NULL, NULL, &err));
	visits_is(id, "price", "300.00");
}

static void
steps_are_not_typed(void **state)
{
	static const char *const typed[][2] = { { "status", "done" },
	    { "late", "yes" }, { "cancelled_by", "client" },
	    { "cancelled_on", "2026-03-11" }, { "not_treated_for", "unwell" } };
	int64_t id = booked(v.desk, booking(NULL));
	int64_t ida = clinic_client(v.mara, "given", "Ida", NULL);
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(typed); i++)
		REFUSED(edit(v.mara, id, typed[i][0], typed[i][1], &err), ERR_INVALID,
		    "its own step");
	visits_set(&record_session, id, "status", "here");
	REFUSED(edit(v.mara, id, "start", "12:00", &err), ERR_INVALID, "only a booking");
	REFUSED(edit(v.mara, id, "date", "2026-03-14", &err), ERR_INVALID, "is here");
	REFUSED(edit(v.mara, id, "client", number(ida), &err), ERR_INVALID, "is here");
	OK(edit(v.mara, id, "service", number(v.needling), &err));
	visits_set(&record_session, id, "status", "done");
	REFUSED(edit(v.mara, id, "service", number(v.facial), &err), ERR_INVALID,
	    "its service cannot be changed");
	OK(edit(v.mara, id, "price", "290", &err));
}

/* One moves the day, the other the time: each alone goes, both together do not. */
static void
asks_of_what_two_make_together(void **state)
{
	int64_t id = booked(v.desk, booking(NULL));
	struct err err;
	AUTO_RECORD struct record *base = NULL, *mine = NULL;
	struct merge m;

	booked(v.desk, booking("date", "2026-03-16", "start", "15:00", NULL));
	base = session_get(v.ruth, id, &err);
	mine = record_copy(base);
	record_set_int(mine, "start", 15 * 60);
	OK(edit(v.desk, id, "date", "2026-03-16", &err));
	REFUSED(session_save(v.ruth, mine, base, NULL, NULL, NULL, &err), ERR_INVALID,
	    "15:00");
	record_set_int(mine, "start", 16 * 60);
	OK(session_save(v.ruth, mine, base, &m, NULL, NULL, &err));
	assert_int_equal(m.n, 4);	/* with where it stood before */
	merge_free(&m);
	visits_is(id, "date", "2026-03-16");
	visits_is(id, "start", "16:00");
	record_set_int(mine, "start", 17 * 60);
	REFUSED(session_save(v.ruth, mine, base, NULL, NULL, NULL, &err), ERR_STALE, "Start");
}

static void
undo_takes_it_back(void **state)
{
	int64_t id = booked(v.desk, booking(NULL));
	struct undone u;
	struct err err;

	OK(edit(v.desk, id, "start", "12:00", &err));
	OK(practice_undo(v.desk, &u, NULL, &err));
	visits_is(id, "start", "09:00");
	OK(practice_undo(v.desk, &u, NULL, &err));
	REFUSED(session_get(v.desk, id, &err) != NULL, ERR_NOTFOUND, "no session");
}

TEST_MAIN(
    VISITS_CASE(fills_in_what_follows),
    VISITS_CASE(a_form_is_filled_before),
    VISITS_CASE(wants_all_of_it),
    VISITS_CASE(wants_a_time_to_come),
    VISITS_CASE(wants_a_client_who_is_welcome),
    VISITS_CASE(wants_what_is_still_offered),
    VISITS_CASE(names_the_visit_in_the_way),
    VISITS_CASE(midnight_ends_no_visit),
    VISITS_CASE(what_is_unusual_is_insisted_on), VISITS_CASE(a_visit_is_proposed),
    VISITS_CASE(the_open_series_says_when),
    VISITS_CASE(waits_for_the_first_day),
    VISITS_CASE(waits_for_the_area),
    VISITS_CASE(an_override_lifts_the_wait),
    VISITS_CASE(tells_what_is_worth_knowing),
    VISITS_CASE(the_four_exclusions_stop_a_treatment),
    VISITS_CASE(tells_of_another_visit_that_day),
    VISITS_CASE(who_walks_in_is_here),
    VISITS_CASE(asks_who_may),
    VISITS_CASE(moves_a_booking),
    VISITS_CASE(asks_the_screening_when_moved),
    VISITS_CASE(what_came_from_the_service_changes_with_it),
    VISITS_CASE(steps_are_not_typed),
    VISITS_CASE(asks_of_what_two_make_together),
    VISITS_CASE(undo_takes_it_back))
