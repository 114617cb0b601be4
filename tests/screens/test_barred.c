/*
 * Proves that a change that bars bookings says so when it is saved, that To do counts them until
 * they are moved, cancelled or screened anew, that answers say it before they are saved, and that their page opens the visit, moves it to a
 * free time on the first day, and has words to read that tell nothing of the reason.
 */
#include "base/mem.h"
#include "tests/support/driven_visits.h"

#define MEDICINES "2 Enter e Tab Tab Tab Tab Tab Tab Tab Tab "	/* from anywhere to that field */

/* Anna's visit of Friday week, and a screening that lets it pass. */
static int64_t
booked(struct practice *p)
{
	int64_t id = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-20", "14:00",
	    "booked");

	visits_screen(v.anna, NULL);
	driven_begin(p, v.path, false);
	driven_tick(2000, false);
	sees_not("cannot stand");
	return id;
}

static void
a_changed_medicine_says_what_it_bars(void **state)
{
	booked(v.mara);
	keys(MEDICINES "warfarin ^S");
	says("Saved: Lang, Anna. u undoes it.");
	says("1 visit cannot stand now: Lang, Anna, Fri 20 Mar 14:00");
	sees("medicines changed since the screening");
	keys("1");
	sees("1 visit cannot stand");
	keys("u u");
	sees_not("cannot stand");
	keys("U U");
	sees("1 visit cannot stand");
	keys("Tab G Enter");
	in_front("barred");
	sees("medicines changed since");
	looks_at_each_size("barred");
	keys("Enter");
	in_front("form");
	keys("Esc c");
	in_front("screening");
	keys("Esc z c Enter");
	sees_not("medicines changed since");
	keys("1");
	sees_not("cannot stand");
}

static void
an_answer_bars_until_its_day(void **state)
{
	int64_t id = booked(v.mara);

	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	keys(": cannot Enter");
	in_front("barred");
	sees("DEFER until 29 Mar");
	sees("Sun 29 Mar");
	keys("C");
	sees("we are sorry, your visit on Fri 20 Mar at 14:");
	sees("has to be moved, and can be from Sun 29 Mar on");
	sees_not("filler");
	sees_not("Microneedling");
	keys("Enter m");
	says("The first free time from Sun 29 Mar on. ^S moves it there.");
	keys("^S");
	sees("Every booking can stand.");
	visits_is(id, "date", "2026-03-29");
	keys("u");
	sees("DEFER until 29 Mar");
}

/* Before they are saved. */
static void
answers_say_what_they_would_bar(void **state)
{
	booked(v.mara);
	visits_add(v.anna, v.needling, 0, "2026-04-20", "9:30", "booked");
	visits_screen(v.anna, "filler_date", "2026-03-01", NULL);
	keys("2 Enter c = Down Up");
	sees("Fri 20 Mar 14:00 cannot stand, from Sun 29 Mar on it can");
	sees_not("Mon 20 Apr");
	keys("^X");
	visits_screen(v.anna, "keloid", "yes", NULL);
	keys("c = Down Up");
	sees("Fri 20 Mar 14:00 cannot stand; Mon 20 Apr");
	keys("^X");
	visits_screen(v.anna, "bleeding_disorder", "-", NULL);
	keys("c = Down Up");
	sees_not("cannot stand");
}

static void
where_no_day_is_named_it_is_moved_by_hand(void **state)
{
	booked(v.mara);
	visits_screen(v.anna, "keloid", "yes", NULL);
	keys(": cannot Enter m");
	in_front("form");
	keys("Esc C");
	sees("ave to speak with you. Please call us.");
	keys("q x");
	sees("CSV, for any other program");
	keys("Esc j");
}

static void
the_desk_sees_no_reason(void **state)
{
	booked(v.desk);
	visits_screen(v.anna, "keloid", "yes", NULL);
	keys(": cannot Enter");
	sees("see screening");
	sees_not("keloid");
}

static void
nobody_else_sees_them(void **state)
{
	booked(v.books);
	keys(": cannot Enter");
	says("may");
	in_front("today");
}

TEST_MAIN(
    CASE(a_changed_medicine_says_what_it_bars),
    CASE(an_answer_bars_until_its_day),
    CASE(answers_say_what_they_would_bar),
    CASE(where_no_day_is_named_it_is_moved_by_hand),
    CASE(the_desk_sees_no_reason),
    CASE(nobody_else_sees_them))
