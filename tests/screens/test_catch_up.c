/*
 * A day that was done on the printed book is typed from it, by keys, on the morning after: a
 * booking that came and was treated, a walk-in who is new, receipts with their numbers on
 * paper. All of it stands on that day, says that it was entered late and by whom, and is one
 * undo each. Only a past day is caught up, by those who may.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/drafts.h"
#include "tests/support/driven_visits.h"

#define PAST "2026-03-11"

static int64_t
count(const char *what)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM %s", what);

	return dbfile_int(v.path, sql);
}

/* As the front desk, on the day before. */
static void
begin(void)
{
	driven_begin(v.desk, v.path, false);
	keys(", ^G catch-up Enter");
	sees("Catching up Wed 11 Mar 2026");
	sees("From paper: a s s, b, p enter what was done. Esc ends it.");
}

static void
a_day_is_typed_from_paper(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, v.mara->staff->id, PAST, "09:00", "booked");

	begin();
	keys("a");
	says("Here: Lang, Anna, Wed 11 Mar 09:00");
	keys("s");			/* no screening: it was that day's to ask */
	says("In treatment: Lang, Anna");
	keys("s");
	says("Done: Lang, Anna");
	visits_is(id, "status", "done");
	keys("p");
	sees("Paper no.");
	sees("Wed 11 Mar 2026, entered late");
	driven_pressed();
	keys("17 Enter Enter a Enter Enter");
	assert_in_range(driven_pressed(), 1, 7);
	looks("catch-up-receipt-80x24");
	assert_int_equal(count("receipt WHERE date = '" PAST "' AND paper_number = '17' AND "
	    "number = '1' AND state = 'closed' AND entered_at IS NOT NULL"), 1);
	assert_int_equal(count("payment WHERE date = '" PAST "'"), 1);
	keys("q");
	looks_at_each_size("catch-up");
}

static void
who_walked_in_is_new(void **state)
{
	begin();
	keys("a");			/* nobody was booked */
	looks("catch-up-form-80x24");
	driven_pressed();
	keys("Novak Down Enter 604 Enter Facial Enter Mara Enter Enter 1030 ^S");
	assert_in_range(driven_pressed(), 1, 31);
	says("Entered late: Novak");
	sees("10:30  done");
	assert_int_equal(count("session WHERE date = '" PAST "' AND status = 'done' AND "
	    "origin = 'walk_in' AND booked_on = '" PAST "' AND entered_by = (SELECT id FROM "
	    "staff WHERE login = 'desk')"), 1);
	keys("u");			/* the client goes with it */
	assert_int_equal(count("session"), 0);
	assert_int_equal(count("client"), 1);
	keys("U");
	sees("10:30  done");
}

/* What is entered is selected, so that its receipt is one key away; both visits are on it. */
static void
the_next_key_is_about_what_was_entered(void **state)
{
	visits_add(v.anna, v.needling, v.mara->staff->id, PAST, "15:00", "done");
	begin();
	keys("b Enter Enter Ruth Enter Enter 09 Tab here ^S");
	sees("09:00  open?       Lang, Anna");
	keys("s s");
	says("Done: Lang, Anna, Wed 11 Mar 09:00");
	keys("p");
	sees("600.00");
	keys("^X b Enter Enter Ruth Enter Enter 11 Tab no-show ^S");
	says("z then says what became of it instead");
}

static void
each_paper_is_entered_once(void **state)
{
	int64_t who = clinic_client(v.mara, "given", "Eva", "family", "Lind", NULL);

	visits_add(v.anna, v.needling, v.mara->staff->id, PAST, "09:00", "done");
	visits_add(who, v.needling, v.mara->staff->id, PAST, "11:00", "done");
	begin();
	keys("p 17 ^S a");
	says("Receipt 1 is closed");
	keys("q j p 17 ^S a");
	says("Paper 17 of Wed 11 Mar 2026 is entered already: receipt 1.");
	keys("18 ^S");			/* in the cell that has the focus */
	says("Receipt 2 is closed");
	assert_int_equal(count("receipt WHERE paper_number = '18' AND number = '2'"), 1);
	keys("u mistyped Enter");	/* it is of today, when it was entered */
	assert_int_equal(count("receipt WHERE paper_number = '18' AND state = 'void'"), 1);
}

static void
only_a_past_day(void **state)
{
	driven_begin(v.desk, v.path, false);
	keys("^G catch-up Enter");
	says("Only a past day is caught up");
	sees("Today");
	keys(". ^G catch-up Enter");
	says("Only a past day is caught up");
	keys("2 : catch-up Space wed Enter");	/* from anywhere, by its name */
	sees("Catching up Wed 11 Mar 2026");
	keys(", .");
	sees("Catching up Wed 11 Mar 2026");
	keys("b Enter Enter Enter t Enter");
	sees("Thu 12 Mar 2026 is not past");
	keys("^X .");
	says("Catching up has ended.");
	sees_not("Catching up Thu");
	keys(", ^G catch-up Enter q");
	says("Catching up has ended.");
	sees("Yesterday");
	keys("b");			/* an ordinary one again */
	in_front("form");
	sees("Book a visit");
}

static void
who_may(void **state)
{
	struct practice *looker;

	clinic_staff(v.mara, "looker", "read_only");
	looker = clinic_open(v.path, "looker");
	visits_add(v.anna, v.facial, 0, PAST, "09:00", "booked");
	driven_begin(looker, v.path, false);
	keys(", ^G catch-up Enter");
	says("may not change sessions");
	sees_not("Catching up");
	driven_end();
	practice_close(looker);
}

/* What is typed and left is a draft, and comes back as one on paper of that day, after the
 * mode has ended too. */
static void
a_draft_stays_on_paper(void **state)
{
	visits_add(v.anna, v.facial, v.mara->staff->id, PAST, "09:00", "done");
	begin();
	keys("p 17 Down Down Esc");	/* parked */
	keys("b Enter Enter Enter Enter 14 Tab Esc");
	keys("t Tab Enter");
	in_front("form");
	sees("From paper, entered late");
	sees("11 Mar 2026");
	sees("14:00");
	keys("^X");
	assert_int_equal(count("receipt WHERE state = 'open' AND date = '" PAST "' AND "
	    "paper_number = '17'"), 1);
}

/* The screening forms printed with the book: answered on that day. */
static void
a_screening_is_of_its_day(void **state)
{
	visits_add(v.anna, v.needling, v.mara->staff->id, PAST, "09:00", "booked");
	driven_begin(v.mara, v.path, false);
	keys(", ^G catch-up Enter c");
	sees("Screening Wed 11 Mar, Lang, Anna");
	keys("n ^S");
	assert_int_equal(count("screening WHERE date = '" PAST "'"), 1);
	assert_int_equal(count("journal WHERE label = 'add screening 1, entered late'"), 1);
}

/* "3 weeks ago" was said that day, and nobody then knew of the next. */
static void
days_count_from_the_day_on_paper(void **state)
{
	visits_add(v.anna, v.needling, v.mara->staff->id, PAST, "09:00", "booked");
	driven_begin(v.mara, v.path, false);
	keys(", ^G catch-up Enter c");
	while (!shows("x never"))
		keys("Down");
	keys("3 Space weeks Space ago Enter");
	sees("Wed 18 Feb 2026");
	keys("2026-03-12 Enter");
	says("future");
}

static void
the_history_says_late(void **state)
{
	visits_add(v.anna, v.facial, v.mara->staff->id, PAST, "09:00", "booked");
	begin();
	keys("s h");
	sees("Entered late");
	sees("Entered by");
	looks("catch-up-history-80x24");
}

TEST_MAIN(
    CASE(a_day_is_typed_from_paper),
    CASE(who_walked_in_is_new),
    CASE(the_next_key_is_about_what_was_entered),
    CASE(each_paper_is_entered_once),
    CASE(only_a_past_day),
    CASE(who_may),
    CASE(a_draft_stays_on_paper),
    CASE(a_screening_is_of_its_day),
    CASE(days_count_from_the_day_on_paper),
    CASE(the_history_says_late))
