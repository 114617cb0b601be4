/*
 * test_series.c - the rest of a series by keys, and how a visit ends.
 *
 * Proves that R proposes the rest from a client, from a visit and from the goodbye; that a
 * line is mended by a day, by a day and a time, or left out; that b books all of it with one
 * undo in at most eight keys; that a late cancellation asks about the fee of its service;
 * that s puts the numbing on before it starts; and that a stopped treatment asks why.
 */
#include "tests/support/driven_visits.h"

static int64_t
anna_at(const char *date, const char *time, const char *status, int64_t service)
{
	return visits_add(v.anna, service, v.ruth->staff->id, date, time, status);
}

static void
the_rest_is_booked_in_two_keys(void **state)
{
	anna_at("2026-03-12", "14:00", "booked", v.needling);
	driven_begin(v.mara, v.path, false);
	driven_pressed();
	keys("R");
	sees("The rest of a series, Lang, Anna");
	sees("2 of 3");
	sees("Thu 9 Apr 2026 14:00");
	looks_at_each_size("series");
	keys("b");
	says("Booked: Lang, Anna, 2 visits of the series. u takes all back.");
	assert_int_equal(driven_pressed(), 2);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 3);
	keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 1);
	keys("R");
	sees("2 of 3");
	keys("Esc");
}

static void
a_line_is_mended_or_left_out(void **state)
{
	anna_at("2026-03-12", "14:00", "booked", v.needling);
	driven_begin(v.mara, v.path, false);
	keys("R .");
	sees("Fri 10 Apr 2026 14:00");
	sees("1 day later, usual hour");
	keys(", ,");
	sees("Wed 8 Apr 2026 14:00");
	keys("e 3p Enter");
	sees("Wed 8 Apr 2026 15:00");
	keys("e 2:30 Enter");		/* within the hours, as in a booking */
	sees("Wed 8 Apr 2026 14:30");
	keys("e never Enter");
	says("A day and a time, such as tue 2p or 24 nov 14:30.");
	keys("^U fri Space 9:30 Enter");
	sees("Fri 13 Mar 2026 09:30");
	keys("j d b");
	says("Booked: Lang, Anna, 1 visit of the series. u takes it back.");
	visits_is(2, "start", "09:30");
}

static void
what_cannot_be_booked_says_why(void **state)
{
	anna_at("2026-03-12", "14:00", "booked", v.facial);
	driven_begin(v.mara, v.path, false);
	keys("R");
	says("Facial has no series");
	keys("2 Enter R");
	says("This client has no series; book the first visit of one.");
	anna_at("2026-03-13", "14:00", "booked", v.needling);
	anna_at("2026-04-13", "14:00", "booked", v.needling);
	anna_at("2026-05-13", "14:00", "booked", v.needling);
	keys("R");
	says("All 3 visits of the series are booked or done.");
}

/* --- free times in the form ---------------------------------------------------------------- */

static void
free_times_are_offered_in_the_form(void **state)
{
	anna_at("2026-03-12", "10:00", "booked", v.facial);
	anna_at("2026-03-13", "09:00", "booked", v.facial);
	driven_begin(v.mara, v.path, false);
	keys("2 Enter b ^P");
	sees("Free for Facial, 45 min, Ruth:");
	/* from the proposed day on, the usual weekday */
	sees("1  Fri 20 Mar  09:00   Ruth");
	looks("form-slots-80x24");
	keys("l");
	sees("1  Mon 23 Mar  09:00   Ruth");
	keys("e");
	sees("1  Thu 12 Mar  11:00   Ruth");
	keys("o");
	sees("Free for Facial, 45 min:");
	sees("1  Thu 12 Mar  10:00   mara");
	sees("with that person alone");
	keys("o 1");
	says("Thu 12 Mar 11:00. ^S books it.");
	keys("^S");
	says("Booked: Lang, Anna, Thu 12 Mar 11:00, Ruth");
	/* without a service nothing can be said */
	keys("b Shift-Tab Shift-Tab ^U Tab ^U Tab ^P");
	says("Choose the service first");
	keys("^X");
}

static void
where_nothing_is_free_it_says_so(void **state)
{
	visits_set(&record_practice, 1, "open_days", "thu");
	visits_new(&record_block, "date", "2026-03-12", "until", "2027-03-12", NULL);
	driven_begin(v.mara, v.path, false);
	keys("2 Enter b facial Tab Tab ^P");
	says("Nothing is free within 90 days from then on");
	keys("^X");
}

/* --- lines -------------------------------------------------------------------------------- */

static void
a_line_books_services_of_one_coming(void **state)
{
	visits_screen(v.anna, NULL);
	driven_begin(v.mara, v.path, false);
	keys(": book Space anna Space micro Space + Space facial Space fri Space 2p");
	sees("book Fri 13 Mar 14:00 to 15:45, mara · Lang, Anna · Microneedling + Facial");
	keys("Enter");
	says("Booked: Lang, Anna, Fri 13 Mar 14:00, 2 treatments of one coming. u takes all back.");
	visits_is(2, "start", "15:00");
	assert_int_equal(dbfile_int(v.path, "SELECT joined FROM session WHERE id = 2"), 1);
	/* both are moved by a line */
	keys(": mo Space lang Space mon Space 9:30 Enter ^S");
	says("Moved: Lang, Anna, Mon 16 Mar 09:30, mara");
	visits_is(2, "start", "10:30");
	visits_is(2, "was_start", "15:00");
	keys("u");
	visits_is(2, "start", "15:00");
	/* who is free for the first alone does not do both */
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-17", "10:15", "booked");
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-17", "10:15", "booked");
	keys(": book Space anna Space micro Space +facial Space tue Space 9");
	sees("Nobody is free then for all of it.");
	keys("Enter");
	says("Nobody is free then for all of it.");
	keys(": book Space anna Space micro Space + Space fasial Space tue Space 1p");
	sees("which service? \"+ fa");
	keys("Esc");
}

static void
a_line_that_moves_needs_a_visit(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys(": move Space anna Space fri Enter");
	says("Lang, Anna has no visit to come; nothing can be moved.");
}

static void
a_line_blocks_time(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys(": block Space me Space fri Space 2p-4p Space dentist");
	sees("block Fri 13 Mar 14:00 to 16:00, mara: dentist");
	keys("Enter ^S");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM block WHERE date = '2026-03-13' "
	    "AND start = 840 AND minutes = 120 AND reason = 'dentist' AND staff = 1"), 1);
	keys(": block Space ruth Space aoki Space tomorrow Space school");
	sees("block Fri 13 Mar, all day, Ruth: school");
	keys("Esc : block Space 25 Space dec Space holiday");
	sees("block Fri 25 Dec 2026, all day, the practice: holiday");
	keys("Esc");
}

/* --- ends ------------------------------------------------------------------------------- */

static void
a_late_cancellation_asks_about_the_fee(void **state)
{
	int64_t id = anna_at("2026-03-12", "14:30", "booked", v.facial);
	int64_t other = anna_at("2026-03-12", "16:00", "booked", v.facial);

	visits_set(&record_service, v.facial, "late_fee", "40");
	driven_begin(v.mara, v.path, false);
	/* the line drops: the reason is asked again, with what was typed */
	keys("z c ill");
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	keys("Tab Enter");
	sees("Cancelled by the client, late: Lang, Anna, Thu 12 Mar 14:30");
	keys("Enter");
	sees("Cancelled by the client: the fee is 40.00. Charge it?");
	visits_is(id, "status", "booked");
	/* what was typed is still there when it was not saved */
	driven_full(true);
	keys("y");
	says("The disk is full: nothing was saved.");
	driven_full(false);
	sees("Cancelled by the client, late: ");
	keys("Enter y");
	says("fee charged");
	visits_is(id, "late_fee", "40.00");
	visits_is(id, "reason", "ill");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
	keys("Tab G k z c Enter n");
	visits_is(other, "status", "cancelled");
	visits_is(other, "late_fee", "");
}

/* What was agreed to is a line of the next check-out; emptied there, it is not charged. */
static void
a_fee_charged_is_proposed_at_check_out(void **state)
{
	int64_t id = anna_at("2026-03-12", "14:30", "booked", v.facial);

	visits_set(&record_service, v.facial, "late_fee", "40");
	driven_begin(v.mara, v.path, false);
	keys("z c ill Enter y p");
	in_front("checkout");
	sees("Late fee, Facial, Thu");
	sees("to pay         40.00");
	looks("checkout-fee-80x24");
	/* a line taken off is off after a dropped line, too */
	keys("Up ^U Tab");
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	keys("Enter");
	in_front("checkout");
	sees_not("Late fee");
	keys("Esc");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM receipt"), 0);
	visits_is(id, "late_fee", "");
	keys("p");
	sees_not("Late fee");
	keys("^X u");
	says("Undone: Changed Lang, Anna, Thu 12 Mar 14:30, Ruth.");
	keys("2 p");			/* from the client, too */
	sees("Late fee, Facial, Thu");
	keys("^S a");
	in_front("receipt");
	keys("2 p");
	says("Everything of that day is checked out");
}

static void
numbing_is_on_before_the_start(void **state)
{
	int64_t id = anna_at("2026-03-12", "09:30", "here", v.facial);

	visits_set(&record_session, id, "numbing", "30");
	driven_begin(v.ruth, v.path, false);
	keys("s s");
	says("Numbing on: Lang, Anna");
	visits_is(id, "status", "here");
	keys("s s");
	visits_is(id, "status", "in_treatment");
	keys("z");
	sees("treated in part, then stopped");
	keys("p Enter");
	says("why did the treatment end part-way?");
	keys("dizzy Enter");
	says("Stopped part-way: Lang, Anna");
	visits_is(id, "status", "done");
	visits_is(id, "stopped", "dizzy");
}

TEST_MAIN(
    CASE(the_rest_is_booked_in_two_keys),
    CASE(a_line_is_mended_or_left_out),
    CASE(what_cannot_be_booked_says_why),
    CASE(free_times_are_offered_in_the_form),
    CASE(where_nothing_is_free_it_says_so),
    CASE(a_line_books_services_of_one_coming),
    CASE(a_line_that_moves_needs_a_visit),
    CASE(a_line_blocks_time),
    CASE(a_late_cancellation_asks_about_the_fee),
    CASE(a_fee_charged_is_proposed_at_check_out),
    CASE(numbing_is_on_before_the_start))
