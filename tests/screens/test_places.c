/*
 * When and where, driven by keys on a real practice file: rooms and devices, working hours
 * and time off are listed, typed, switched off and on again and found by their words; what
 * is wrong gets a sentence; a draft is taken up again; who may not is told who may. On the
 * page Who and where a tick is a write, and says what it means.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/places.h"
#include "tests/support/driven_visits.h"

static const char hours[] = "8 j j j Enter Enter", off[] = "8 j j j Enter j Enter",
    rooms[] = "8 j j j Enter j j Enter", ticks[] = "8 j j j Enter G Enter";

static void
the_menu_leads_to_them(void **state)
{
	static const struct { const char *keys, *sees; } ways[] = {
		{ "Enter", "No working hours yet" }, { "q j Enter", "No time off." },
		{ "q j Enter", "No rooms yet" }, { "q j Enter", "No devices yet" },
		{ "q j Enter", "Service" },
	};
	size_t i;

	driven_begin(v.mara, "practice.db", false);
	keys("8 j j j Enter");
	looks_at_each_size("when-and-where");
	for (i = 0; i < ARRAY_LEN(ways); i++) {
		keys(ways[i].keys);
		sees(ways[i].sees);
	}
	keys("^G time Space off Enter");
	sees("No time off.");
}

static void
rooms_are_typed_and_switched_off(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys(rooms);
	keys("n A ^S n B ^S");
	says("Added: B");
	keys("n a ^S");
	sees("a");
	assert_true(strlen(ui_message(d->ui)) > 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM room"), 2);
	keys("^X g d");
	says("Switched off, v shows it: A");
	sees_not("► A");
	keys("v");
	sees("A (inactive)");
	keys("G d");
	says("Switched on again: A");
	keys("d u");
	says("Undone");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM room WHERE active"), 2);
	keys("g h");
	sees("History, Room");
}

/* What stands in the list is what counts. */
static void
hours_are_typed_in_words(void **state)
{
	struct slot_span spans[SLOT_SPANS];
	AUTO_BOOK struct slot_book book;
	struct err err;
	date_day friday = date_from_iso("2026-03-13");

	driven_begin(v.mara, v.path, false);
	keys(hours);
	keys("n Tab Tab mon-fri Tab 9 Tab 6p ^S");
	says("Added: working hours of the practice, Mon-Fri 09:00-18:00");
	keys("n ruth Tab Tab mon Space wed-thu Tab 9 Tab 1p ^S");
	says("Added: working hours of Ruth, Mon Wed Thu 09:00-13:00");
	keys("n ruth Tab Tab fri ^S");
	says("working hours of Ruth, Fri not working");
	keys("n ruth Tab t+60 Tab mon Tab 10 Tab 4p ^S");
	keys("n ruth Tab Tab sun Tab 10 Tab ^S");
	sees("Working hours have a begin and an end");
	keys("^X");
	looks_at_each_size("hours");
	OK(slot_book_read(v.mara, friday, &book, &err));
	assert_int_equal(slot_hours(&book, v.ruth->staff->id, friday, spans), 0);
	assert_int_equal(slot_hours(&book, v.ruth->staff->id, friday - 1, spans), 1);
	keys("/ fri Enter");
	sees("not working");
	sees_not("Mon Wed Thu");
}

static void
time_off_says_who_when_and_why(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys(rooms);
	keys("n A ^S");
	keys(off);
	keys("n dentist Tab ruth Tab Tab Tab 2026-03-13 Tab Tab 2p Tab 2h ^S");
	says("Added: Ruth, Fri 13 Mar 14:00-16:00, dentist");
	keys("n lunch Tab Tab Tab Tab 2026-03-02 Tab Tab 12:30 Tab 30 Tab every Space week Tab "
	    "mon-fri ^S");
	says("the practice, every Mon-Fri from Mon 2 Mar 12:30-13:00, lunch");
	keys("n painted Tab Tab A Tab Tab 2026-03-16 Tab 2026-03-20 ^S");
	says("room A, Mon 16 Mar to Fri 20 Mar, painted");
	keys("n Christmas Tab Tab Tab Tab 2025-12-25 Tab Tab Tab Tab every Space year ^S");
	says("every year 25 Dec, Christmas");
	keys("n odd Tab Tab Tab Tab 2026-03-16 Tab 2026-03-15 ^S");
	sees("It ends before it begins.");
	keys("^X g");
	looks_at_each_size("time-off");
	keys("j d");
	says("Switched off, v shows it: Ruth, Fri 13 Mar 14:00-16:00, dentist");
	keys("u");
	says("Undone");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM block WHERE active"), 4);
}

static void
a_draft_of_each_is_taken_up(void **state)
{
	static const struct { const char *page, *typed, *sees; } forms[] = {
		{ "8 j j j Enter Enter", "n Tab Tab mon-fri", "mon-fri" },
		{ "8 j j j Enter j Enter", "n dentist", "dentist" },
		{ "8 j j j Enter j j Enter", "n Blue", "Blue" },
		{ "8 j j j Enter j j j Enter", "n Pen", "Pen" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++) {
		driven_begin(v.mara, v.path, false);
		keys(forms[i].page);
		keys(forms[i].typed);
		assert_true(ui_keep(d->ui));
		driven_end();
		driven_begin(v.mara, v.path, false);
		says("1 draft kept");
		keys("Enter");
		sees(forms[i].sees);
		keys("^X");
		driven_end();
	}
	driven_begin(v.mara, v.path, false);
}

/* Time off is part of the book; places and hours are the owner's. */
static void
who_may_not_is_told_who_may(void **state)
{
	driven_begin(v.desk, v.path, false);
	keys(rooms);
	keys("n");
	says("may not change settings and staff; the owner may");
	keys(hours);
	keys("n");
	says("may not change settings and staff; the owner may");
	keys(off);
	keys("n ill Tab ruth Tab Tab Tab t ^S");
	says("Added: Ruth, Thu 12 Mar, ill");
	driven_end();
	driven_begin(v.books, v.path, false);
	keys(off);
	sees("ill");
	keys("d");
	says("may not change sessions");
}

/* --- who and where ------------------------------------------------------------------------ */

static void
add_rooms(const char *first, ...)
{
	va_list names;
	const char *name;

	va_start(names, first);
	for (name = first; name != NULL; name = va_arg(names, const char *))
		visits_new(strncmp(name, "pen", 3) == 0 ? &record_device : &record_room,
		    "name", name, NULL);
	va_end(names);
}

static void
ticks_say_who_does_what_and_where(void **state)
{
	AUTO_BOOK struct slot_book book;
	struct err err;

	add_rooms("A", "B", "pen 1", NULL);
	driven_begin(v.mara, "practice.db", false);
	keys(ticks);
	sees("Facial, mara: done by anybody who treats, no room needed, no device needed");
	looks_at_each_size("who-and-where");
	keys("Down Right Space");
	says("Microneedling: done by Ruth, no room needed");
	keys("Right Space Right Space Right Space");
	says("done by Ruth, in room A or B, with pen 1. u undoes it.");
	looks_at_each_size("who-and-where-ticked");
	OK(slot_book_read(v.mara, 0, &book, &err));
	assert_false(slot_may(&book, v.needling, SLOT_STAFF, v.mara->staff->id));
	assert_true(slot_may(&book, v.needling, SLOT_STAFF, v.ruth->staff->id));
	assert_true(slot_needs(&book, v.needling, SLOT_DEVICE));
	assert_false(slot_needs(&book, v.facial, SLOT_ROOM));
	keys("u");
	says("Undone: Ticked Microneedling: pen 1");
	sees("no device needed");
	keys("U");
	sees("with pen 1");
	keys("Space");
	says("no device needed");
	keys("Space");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM service_use"), 4);
	keys("Enter");
	sees("Cost");
}

/* Twenty people fit nowhere at once. */
static void
columns_are_scrolled_to(void **state)
{
	int i;

	add_rooms("A", "B", "The blue room behind the stairs", "pen 1", NULL);
	for (i = 0; i < 12; i++) {
		AUTO_FREE char *name = xasprintf("Ada Number%d", i);

		visits_new(&record_staff, "name", name, "role", "practitioner", NULL);
	}
	driven_begin(v.mara, v.path, false);
	driven_size(20, 60);
	keys(ticks);
	sees("of 18 columns");
	sees_not("Devices");
	for (i = 0; i < 40; i++)
		keys("Right");
	looks("who-and-where-scrolled-60x20");
	sees("Devices");
	sees("-18 of 18 columns");
	says("This is the last column.");
	keys("Space");
	says("with pen 1");
	for (i = 0; i < 40; i++)
		keys("<");
	sees("1-");
	sees("People");
}

static void
ticks_without_colour_and_without_unicode(void **state)
{
	AUTO_FREE char *text = NULL;
	const char *c;

	add_rooms("A", "pen 1", NULL);
	driven_begin(v.mara, "practice.db", true);
	keys(ticks);
	keys("Space Down Space");
	looks("who-and-where-ascii-80x24");
	text = seen();
	for (c = text; *c != '\0'; c++)
		assert_true((unsigned char)*c < 0x80);
}

/* What is no longer used keeps its column while a tick of it counts. */
static void
what_is_switched_off_is_still_seen(void **state)
{
	add_rooms("A", "B", NULL);
	driven_begin(v.mara, v.path, false);
	keys(ticks);
	keys("Right Right Space");
	says("in room A");
	keys(rooms);
	keys("g d");
	says("Switched off, v shows it: A");
	keys(ticks);
	keys("Right Right Right");
	sees("room A (inactive)");
	keys("Space");
	says("no room needed");
	sees_not("(inactive)");
}

static void
a_colleagues_tick_is_shown_and_the_desks_refused(void **state)
{
	struct err err;

	add_rooms("A", NULL);
	driven_begin(v.desk, v.path, false);
	keys(ticks);
	keys("Space");
	says("may not change settings and staff; the owner may");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM service_use"), 0);
	OK(place_name(v.mara, v.facial, SLOT_ROOM, 1, true, &err));
	driven_tick(1500, false);
	sees("in room A");
}

static void
without_services_it_says_so(void **state)
{
	driven_begin(v.mara, v.path, false);
	visits_set(&record_service, v.facial, "active", "no");
	visits_set(&record_service, v.needling, "active", "no");
	keys(ticks);
	sees("No services yet");
	keys("Space");
	says("Nothing to tick");
	keys("Down Right Enter");
	says("No services yet");
}

TEST_MAIN(
    CASE(the_menu_leads_to_them),
    CASE(rooms_are_typed_and_switched_off),
    CASE(hours_are_typed_in_words),
    CASE(time_off_says_who_when_and_why),
    CASE(a_draft_of_each_is_taken_up),
    CASE(who_may_not_is_told_who_may),
    CASE(ticks_say_who_does_what_and_where),
    CASE(columns_are_scrolled_to),
    CASE(ticks_without_colour_and_without_unicode),
    CASE(what_is_switched_off_is_still_seen),
    CASE(a_colleagues_tick_is_shown_and_the_desks_refused),
    CASE(without_services_it_says_so))
