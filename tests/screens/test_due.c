/*
 * Due, driven by keys on a real practice file: what the list looks like at each size, in
 * ASCII and to each role; that a try is written for one or for all marked, hides them and is
 * undone at once; that b books what the row is about, y confirms, who waits is written down,
 * changed and taken off; and the file of reminders.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "practice/waiting.h"
#include "screens/freed.h"
#include "tests/support/driven_visits.h"

static int64_t bo, mei;

static int64_t
waits_for(int64_t who, const char *name, ...)
{
	AUTO_RECORD struct record *r = record_new(&record_waiting);
	struct err err;
	va_list ap;

	record_set_int(r, "client", who);
	record_set_int(r, "service", v.facial);
	va_start(ap, name);
	for (; name != NULL; name = va_arg(ap, const char *))
		OK(record_parse(r, &field_context_plain, name, va_arg(ap, const char *), &err));
	va_end(ap);
	OK(waiting_add(v.mara, r, NULL, &err));
	return r->id;
}

/* Three calls for Friday, two due back, two who wait, a review. */
static void
a_list(void)
{
	int64_t mara = v.mara->staff->id;
	int64_t ida = clinic_client(v.mara, "given", "Ida", "family", "Fox", "email",
	    "ida@example.org", "channel", "email", "alert", "faints", NULL);
	struct err err;
	AUTO_RECORD struct record *r = record_new(&record_review);

	bo = clinic_client(v.mara, "given", "Bo", "family", "Evans", "phone", "604 555 0110",
	    "channel", "none", NULL);
	mei = clinic_client(v.mara, "given", "Mei", "family", "Tan", "phone", "604 555 0142",
	    "channel", "text", NULL);
	OK(clinic_set(v.mara, v.anna, "phone", "604 555 0199", &err));
	visits_set(&record_service, v.facial, "return_months", "1");
	visits_set(&record_service, v.needling, "numbing_minutes", "30");
	visits_add(v.anna, v.needling, mara, "2026-03-13", "10:00", "booked");
	visits_add(bo, v.facial, mara, "2026-03-13", "12:00", "booked");
	visits_add(mei, v.facial, v.ruth->staff->id, "2026-03-13", "13:00", "booked");
	visits_add(ida, v.needling, mara, "2026-01-20", "10:00", "done");
	visits_add(ida, v.needling, mara, "2026-02-10", "10:00", "done");
	visits_add(ida, v.facial, mara, "2026-01-20", "12:00", "done");
	waits_for(v.anna, "days", "tue", "after", "14:00", "note", "short notice", NULL);
	waits_for(ida, "until", "2026-03-12", "before", "9:30", "urgent", "yes", NULL);
	record_set_int(r, "received_at", clock_now() - 86400);
	record_set_text(r, "platform", "google");
	record_set_int(r, "stars", 5);
	record_set_text(r, "author", "Somebody");
	OK(practice_add(v.mara, ACTION_WRITE_REVIEWS, r, NULL, &err));
}

static void
begin(struct practice *p, bool ascii)
{
	a_list();
	driven_begin(p, v.path, ascii);
	keys("4");
	in_front("due");
}

static void
the_list_at_each_size(void **state)
{
	begin(v.mara, false);
	looks_at_each_size("due");
}

static void
the_list_in_ascii(void **state)
{
	begin(v.mara, true);
	looks("due-ascii-80x24");
}

static void
the_front_desk_sees_nothing_medical(void **state)
{
	begin(v.desk, false);
	keys("Tab");
	sees_not("faints");
	looks("due-desk-80x24");
}

static void
a_bookkeeper_is_told_whose_it_is(void **state)
{
	begin(v.books, false);
	sees("Whom to call is for");
	sees_not("Lang, Anna");
	keys("f");
	says("may");
}

static void
nobody_is_to_be_called(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("4");
	sees("Calls for Fri 13 Mar: nobody");
	sees("Follow-ups: nobody today");
	keys("f");
	says("Nobody is selected.");
	keys("j Tab");
	says("Nobody is listed.");
}

static void
a_try_hides_and_u_brings_it_back(void **state)
{
	begin(v.desk, false);
	keys("P");
	sees("Print the card with the client's next visits: as what?");
	keys("Esc f n");
	says("No answer: Lang, Anna. u undoes it.");
	sees("no answer 10:00, 1st");
	keys("Tab");
	sees("series 2/3");
	keys("f n");
	says("hidden until Fri 13 Mar. u undoes it.");
	sees_not("series 2/3");
	sees("1 hidden, first Fri 13 Mar");
	keys("u");
	says("Undone");
	sees("series 2/3");
	sees_not("hidden, first");
	keys("f Esc");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM contact"), 1);
}

static void
a_try_of_all_marked_is_one_write(void **state)
{
	int64_t entries;

	begin(v.desk, false);
	entries = dbfile_int(v.path, "SELECT count(*) FROM journal WHERE kind = 'change'");
	keys("Space Space Space f m");
	says("Message: 3 clients. u undoes all of it.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM contact"), 3);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal WHERE kind = 'change'"),
	    entries + 1);
	sees("text 10:00");	/* by the client's own channel */
	keys("u");
	if (dbfile_int(v.path, "SELECT count(*) FROM contact") > 0)
		keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM contact"), 0);
}

static void
a_note_and_a_day_by_hand(void **state)
{
	begin(v.desk, false);
	keys("e");
	says("there is none yet: f writes one");
	keys("f r");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM contact"), 1);
	sees_not("10:00  ");	/* reached: off the list for good */
	keys("f n e");
	in_front("form");
	keys("rings Space twice ^S");
	in_front("due");
	sees("\"rings twice\"");
}

static void
y_confirms_the_marked_calls(void **state)
{
	begin(v.desk, false);
	keys("y");
	says("Confirmed: Lang, Anna, Fri 13 Mar 10:00, mara. u undoes it.");
	sees("Calls 2 ");
	keys("Space Space y");
	says("Confirmed: 2 visits.");
	sees("Calls for Fri 13 Mar: nobody");
	keys("y");
	says("y confirms a visit; Fox, Ida is on another list.");
}

static void
b_books_what_the_row_is_about(void **state)
{
	begin(v.mara, false);
	keys("Tab b");
	in_front("form");
	sees("Fox, Ida");
	sees("Microneedling");
	keys("^X Tab b");
	in_front("form");
	sees("17 Mar 2026");
	sees("14:00");
	keys("^S");
	says("Booked: Lang, Anna, Tue 17 Mar 14:00");
	in_front("due");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM waiting WHERE ended_for = "
	    "'booked'"), 1);
	sees_not("a time is free that fits");
}

/* Who wants a sooner time is moved to it, and to whoever is free then. */
static void
b_moves_the_booking_to_a_sooner_time(void **state)
{
	int64_t booking = visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-13", "16:00",
	    "booked");

	waits_for(v.anna, "staff", "1", "after", "12:00", "before", "13:00", NULL);
	driven_begin(v.mara, v.path, false);
	keys("4 Tab b");
	in_front("form");
	sees("Move a visit");
	keys("^S");
	says("Lang, Anna, Thu 12 Mar 12:00");
	visits_is(booking, "staff", "1");
	visits_is(booking, "start", "12:00");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM waiting WHERE ended_on IS NULL"),
	    0);
}

static void
who_waits_is_written_down_and_taken_off(void **state)
{
	begin(v.desk, false);
	keys("n evans Enter facial Enter ^S");
	in_front("due");
	assert_int_equal(dbfile_int(v.path, "SELECT sooner FROM waiting WHERE id = 3"), 2);
	sees("sooner");
	keys("Tab Tab e");
	in_front("form");
	keys("Esc d");
	says("Waits no longer:");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM waiting WHERE ended_on IS NULL"),
	    2);
	keys("u");
	says("Undone");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM waiting WHERE ended_on IS NULL"),
	    3);
	keys("g d");
	says("d takes somebody off the waiting list; Lang, Anna is not on it.");
}

/* --- time that has become free ------------------------------------------------------------ */

/* Ruth's Friday is full but for a booking at 15:00, on Today of that day. */
static void
a_full_day(void)
{
	int64_t ruth = v.ruth->staff->id;

	bo = clinic_client(v.mara, "given", "Bo", "family", "Evans", NULL);
	visits_set(&record_session, visits_add(bo, v.needling, ruth, "2026-03-13", "09:00",
	    "confirmed"), "minutes", "360");
	visits_add(v.anna, v.facial, ruth, "2026-03-13", "15:00", "confirmed");
	visits_set(&record_session, visits_add(bo, v.needling, ruth, "2026-03-13", "16:00",
	    "confirmed"), "minutes", "120");
	visits_new(&record_block, "staff", "1", "date", "2026-03-12", "until", "2026-04-30", NULL);
}

static void
a_cancelled_time_is_offered(void **state)
{
	a_full_day();
	mei = clinic_client(v.mara, "given", "Mei", "family", "Tan", NULL);
	waits_for(mei, "days", "fri", NULL);
	waits_for(bo, "days", "sat", NULL);
	driven_begin(v.desk, v.path, false);
	keys("4 2 1 . j z c Enter");
	says("Cancelled by the client: Lang, Anna, Fri 13 Mar 15:00, Ruth. u undoes it. "
	    "Free now: Tan, Mei waits for this; 4 shows where.");
	keys("4");
	in_front("due");
	sees("► 12 Mar      Tan, Mei");
	looks("due-freed-80x24");
	keys("1 4");			/* later the list is as it was left */
	sees("► 12 Mar      Tan, Mei");
	keys("j 1 4");
	sees("► 12 Mar      Evans, Bo");
	keys("k");
	keys("b");
	in_front("form");
	sees("Tan, Mei");
	sees("13 Mar 2026");
	sees("15:00");
	keys("^S");
	says("Booked: Tan, Mei, Fri 13 Mar 15:00, Ruth.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM waiting WHERE ended_for = "
	    "'booked'"), 1);
}

/* From its form, and picked up in the calendar. */
static void
a_time_left_by_a_move_is_offered(void **state)
{
	a_full_day();
	waits_for(bo, "days", "fri", NULL);
	driven_begin(v.desk, v.path, false);
	keys(". j m mon Enter 9 ^S");
	says("Moved: Lang, Anna, Mon 16 Mar 09:00, Ruth. u undoes it. Free now: Evans, Bo "
	    "waits for this; 4 shows where.");
	keys("u");
	says("Undone");
	/* picked up in the calendar and put down on the day before, at the same time */
	keys("3 . Right Down Down Down Down Down Down Down Down Down Down m");
	sees("Lang, Anna, Fri 13 Mar 15:00, Ruth");
	keys(", Enter");
	says("Moved: Lang, Anna, Thu 12 Mar 15:00, Ruth.");
	says("Free now: Evans, Bo waits for this; 4 shows where.");
}

/* Ruth is an hour late at 15:00: the visit of 16:00 begins at 17:00. */
static void
a_time_left_by_a_shift_is_offered(void **state)
{
	a_full_day();
	visits_set(&record_session, 3, "status", "cancelled");
	visits_set(&record_session, 2, "start", "16:00");
	waits_for(bo, "days", "fri", "after", "16:00", "before", "17:00", NULL);
	driven_begin(v.desk, v.path, false);
	keys("3 . Right Down Down Down Down Down Down Down Down Down Down i s 60 Enter Enter");
	says("Moved: 1 visit. u undoes all of it. Free now: Evans, Bo waits for this");
	visits_is(2, "start", "17:00");
}

static void
time_off_taken_away_is_offered(void **state)
{
	mei = clinic_client(v.mara, "given", "Mei", "family", "Tan", NULL);
	visits_new(&record_block, "reason", "dentist", "staff", "2", "date", "2026-03-13", NULL);
	waits_for(mei, "days", "fri", "staff", "2", "until", "2026-03-14", NULL);
	driven_begin(v.desk, v.path, false);
	keys("^G time Space off Enter d");
	says("Switched off, v shows it: Ruth, Fri 13 Mar, dentist. u undoes it. Free now: Tan, "
	    "Mei waits for this; 4 shows where.");
}

/* Nobody waits: nothing is asked of the file for it. */
static void
where_nobody_waits_nothing_is_asked(void **state)
{
	struct slot_want stood;
	struct err err;
	AUTO_RECORD struct record *r = NULL;

	a_full_day();
	driven_begin(v.desk, v.path, false);
	keys(". j z c Enter");
	says("Cancelled by the client");
	r = session_get(v.desk, 2, &err);
	stood = slot_want_of(r);
	practice_work(v.desk);
	freed_by_visits(d, &stood, 1);
	freed_by_visit(d, 2);
	assert_int_equal(practice_work(v.desk).statements, 0);
	waits_for(bo, "days", "sun", NULL);
	desk_catch_up(d);
	practice_work(v.desk);
	freed_by_visits(d, &stood, 1);
	assert_true(practice_work(v.desk).statements > 0);
	sees_not("Free now");
}

static void
the_text_is_alone_on_the_window(void **state)
{
	begin(v.desk, false);
	keys("Enter");
	in_front("due_text");
	sees("Hello Anna, this is");
	sees_not("Follow-ups");
	looks("due-text-80x24");
	keys("Enter");
	in_front("due");
	keys("G Enter");
	in_front("form");	/* a review is answered */
}

/* Mara is ill on Friday: who was to come to her stands first, with the reason. */
static void
who_cannot_be_moved_stands_first(void **state)
{
	begin(v.desk, false);
	visits_new(&record_block, "staff", "1", "date", "2026-03-13", "reason", "ill", NULL);
	desk_catch_up(d);
	keys("g");
	looks("due-moves-80x24");
	sees("Calls 3");
	sees("Fri 10:00");
	keys("y");
	says("y confirms a visit; Lang, Anna is on another list.");
	keys("Enter");
	sees("we are sorry, your visit on Fri 13 Mar at 10");
	keys("f r");
	says("Reached: Lang, Anna");
	sees_not("Fri 10:00");
	keys("m");			/* the next one goes to another day */
	in_front("form");
	keys("16 Space mar ^S");
	says("Moved: Evans, Bo");
	sees_not("visits that cannot stand");
}

/* More than are listed: said, reached by Enter, and told while a filter looks. */
static void
the_last_row_lists_more(void **state)
{
	begin(v.desk, false);
	dbfile_sql(v.path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < 310) INSERT INTO session(version, client, service, date, start, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, late) SELECT 1, c.id, s.id, "
	    "'2026-03-13', 540, 1, 0, 'booked', 'booked', 1, 0 FROM n, (SELECT max(id) AS id FROM "
	    "client) c, (SELECT min(id) AS id FROM service) s");
	keys("1 4 g");
	sees("Calls for Fri 13 Mar: the first 300");
	keys("/ lang");
	says("Found among those listed, 300 of a heading");
	keys("Esc g Tab k");
	sees("Enter shows more");
	sees("Calls 300+");
	keys("f");
	says("Nobody is selected.");
	keys("Enter g");
	sees_not("the first");
	sees("Calls 313");
}

/* … and what came of it is written from there, about that row. */
static void
the_try_is_written_from_the_text(void **state)
{
	begin(v.desk, false);
	keys("j Enter f");
	sees("Evans, Bo: what came of it?");
	keys("n");
	in_front("due");
	says("No answer: Evans, Bo");
	sees("no answer 10:00, 1st");
	keys("Enter f Esc");
	in_front("due_text");
	keys("C");
	says("This terminal has no clipboard");
	sees("mark the text with the mouse");
	keys("f r");
	says("Reached: Evans, Bo");
	sees_not("604 555 0110");
	keys("u");
	sees("604 555 0110");
}

/* A text that is not allowed any more is not sent, nor listed to be sent. */
static void
who_withdrew_a_channel_is_not_reached_by_it(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT;
	AUTO_FREE char *target = xasprintf("%s.exports/reminders-2026-03-12.csv", v.path);
	AUTO_FREE char *client = NULL;
	int64_t id;
	struct err err;

	begin(v.desk, false);
	client = xasprintf("%lld", (long long)mei);
	sees("text");
	driven_end();
	id = visits_new(&record_permission, "client", client, "purpose", "text", "given_on",
	    "2026-01-01", "revoked_on", "2026-03-13", NULL);
	driven_begin(v.desk, v.path, false);
	keys("4");
	sees_not("no text");
	driven_end();
	visits_set(&record_permission, id, "revoked_on", "2026-03-12");
	driven_begin(v.desk, v.path, false);
	keys("4");
	sees("no text");
	keys("Space Space Space x");
	OK(file_read(target, 100000, &file, &err));
	assert_non_null(strstr(file.s, "\"Tan, Mei\",604 555 0142,,none,"));
	driven_end();
	visits_new(&record_permission, "client", client, "purpose", "text", "given_on",
	    "2026-03-12", NULL);
	driven_begin(v.desk, v.path, false);
	keys("4");
	sees_not("no text");
}

static void
marked_rows_go_out_as_reminders(void **state)
{
	AUTO_BUF struct buf file = BUF_INIT;
	AUTO_FREE char *target = xasprintf("%s.exports/reminders-2026-03-12.csv", v.path);
	struct err err;

	a_list();
	OK(clinic_set(v.mara, v.anna, "phone", "+1 604 555 0199", &err));
	driven_begin(v.desk, v.path, false);
	keys("4 x");
	says("Mark those who are to get a reminder");
	keys("Space Space Space Space Space x");
	says("5 reminders: ");
	OK(file_read(target, 100000, &file, &err));
	assert_non_null(strstr(file.s, "name,phone,email,channel,day,comes_at,text\r\n"));
	assert_non_null(strstr(file.s, "\"Lang, Anna\",+1 604 555 0199,,,2026-03-13,10:00,"));
	assert_non_null(strstr(file.s, "\"Fox, Ida\",,ida@example.org,email,,,"));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal WHERE label = "
	    "'export reminders'"), 1);
}

static void
today_counts_it_and_leads_there(void **state)
{
	a_list();
	driven_begin(v.mara, v.path, false);
	sees("3 calls to make");
	sees("2 clients due back");
	sees("4Due 5");
	keys("v");
	sees("2 calls to make");
	keys("v Tab");
	keys("Enter");
	in_front("due");
}

static void
a_filter_finds_across_the_headings(void **state)
{
	begin(v.mara, false);
	keys("/ fox");
	sees("series 2/3");
	sees_not("Calls for");
	keys("Esc g");
	sees("Calls for");
}

/* --- follow-ups and what went wrong --------------------------------------------------- */

/* Two visits of two days ago, whose follow-ups are due. */
static void
begin_follow_ups(struct practice *p)
{
	struct err err;
	int64_t ids[2];
	size_t i;

	visits_set(&record_service, v.needling, "follow_ups", "2d 7d");
	bo = clinic_client(v.mara, "given", "Bo", "family", "Evans", "phone", "604 555 0110", NULL);
	ids[0] = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-10", "10:00",
	    "in_treatment");
	ids[1] = visits_add(bo, v.needling, v.ruth->staff->id, "2026-03-10", "12:00",
	    "in_treatment");
	for (i = 0; i < ARRAY_LEN(ids); i++)
		OK(session_step(v.mara, ids[i], visits_version(ids[i]), SESSION_STEP_DONE, &err));
	driven_begin(p, v.path, false);
	keys("4");
}

static void
a_follow_up_is_answered(void **state)
{
	begin_follow_ups(v.mara);
	sees("Follow-ups 2");
	sees("day 2       Evans, Bo");
	sees("Microneedling on Tue 10 Mar by RA");
	looks("due-follow-ups-80x24");
	keys("Enter");
	sees("pus");
	sees("how are you after your visit");
	keys("f");
	sees("heals well");
	keys("w");
	in_front("due");
	says("Heals well: Evans, Bo. u undoes it.");
	sees("Follow-ups 1");
	sees_not("day 2       Evans, Bo");
	keys("u");
	sees("day 2       Evans, Bo");
	keys("d");
	says("Not asked any more: Lang, Anna.");
	keys("u");
	/* both at once */
	keys("Space Space f w");
	says("Heals well: 2 clients. u undoes all of it.");
	sees("Follow-ups 0");
}

static void
a_concern_is_handed_on(void **state)
{
	begin_follow_ups(v.desk);
	keys("f c");
	in_front("form");
	sees("Handed to");
	keys("mara ^S");
	in_front("due");
	sees("handed to mara");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up WHERE "
	    "handed_to = 1 AND done_on IS NULL"), 1);
}

static void
an_event_is_written_from_there(void **state)
{
	begin_follow_ups(v.ruth);
	keys("f e");
	in_front("form");
	keys("blisters Tab 2 ^S");
	says("Added");
	sees("Follow-ups 1");
	keys("8 / adverse Enter");
	in_front("events");
	sees("Evans, Bo");
	sees("open");
	looks("events-80x24");
	keys("Enter");
	in_front("event");
	sees("Nobody was told yet.");
	keys("n");
	in_front("form");
	keys("maker ^S");
	in_front("event");
	sees("maker         owed");
	looks("event-80x24");
	keys("q");
	/* f on the client leads to the one that is open */
	keys("q 2 /evans Enter");
	sees("Event open  blisters, since");
	keys("f");
	sees("An event is open: blisters");
	keys("o");
	in_front("form");
	sees("blisters");
}

static void
the_desk_writes_no_event(void **state)
{
	begin_follow_ups(v.desk);
	keys("f e");
	in_front("due");
	says("practitioner");
	sees("Follow-ups 2");
}

static void
a_mark_over_two_lists_is_refused(void **state)
{
	begin_follow_ups(v.mara);
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-13", "10:00", "booked");
	keys("1 4 g Space Space f");
	says("mark one kind");
	sees("Follow-ups 2");
}

/* Enter begins what comes after it. */
static void
what_ends_is_renewed_from_there(void **state)
{
	visits_new(&record_clearance, "client", "1", "item", "immune", "given_by", "Dr Roe",
	    "given_on", "2026-03-01", "expires", "2026-03-24", NULL);
	visits_screen(v.anna, NULL);
	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-25", "10:00", "booked");
	driven_begin(v.ruth, v.path, false);
	keys("4 G");
	sees("Ends before a visit that is booked");
	sees("clearance immune");
	sees("clearance immune ends Tue 24 Mar; Wed 25 Mar, comes 10:00");
	looks_at_each_size("due-ends");
	keys("f");
	says("What ends is renewed: Enter opens its form.");
	keys("Enter");
	sees("immune");
	keys("Dr Space Roe ^S");
	sees_not("clearance immune");
	driven_end();
	visits_set(&record_clearance, 2, "expires", "2026-03-23");
	driven_begin(v.desk, v.path, false);
	keys("4 G");
	sees("a medical paper");
	sees_not("clearance");
	keys("Enter");
	says("practitioner");
}

TEST_MAIN(
    CASE(the_list_at_each_size), CASE(the_list_in_ascii),
    CASE(the_front_desk_sees_nothing_medical), CASE(a_bookkeeper_is_told_whose_it_is),
    CASE(nobody_is_to_be_called), CASE(a_try_hides_and_u_brings_it_back),
    CASE(a_try_of_all_marked_is_one_write), CASE(a_note_and_a_day_by_hand),
    CASE(y_confirms_the_marked_calls), CASE(b_books_what_the_row_is_about),
    CASE(b_moves_the_booking_to_a_sooner_time),
    CASE(who_waits_is_written_down_and_taken_off), CASE(a_cancelled_time_is_offered),
    CASE(a_time_left_by_a_move_is_offered), CASE(a_time_left_by_a_shift_is_offered),
    CASE(time_off_taken_away_is_offered),
    CASE(where_nobody_waits_nothing_is_asked), CASE(the_text_is_alone_on_the_window),
    CASE(the_try_is_written_from_the_text), CASE(who_cannot_be_moved_stands_first),
    CASE(the_last_row_lists_more),
    CASE(who_withdrew_a_channel_is_not_reached_by_it),
    CASE(marked_rows_go_out_as_reminders), CASE(today_counts_it_and_leads_there),
    CASE(a_filter_finds_across_the_headings),
    CASE(a_follow_up_is_answered), CASE(a_concern_is_handed_on),
    CASE(an_event_is_written_from_there), CASE(the_desk_writes_no_event),
    CASE(a_mark_over_two_lists_is_refused), CASE(what_ends_is_renewed_from_there))
