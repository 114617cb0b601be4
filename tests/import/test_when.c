/*
 * Proves that rooms, devices, working hours and time off come in under the headers people
 * use, that what is not understood is told with its line and put on no other day, that a
 * file read twice writes nothing, and that slot.h finds the hours as the file has them.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/slot.h"
#include "tests/support/importing.h"

static int64_t
entries(void)
{
	return number_of("SELECT count(*) FROM journal");
}

static struct practice *
with_people(const char *name)
{
	struct practice *p = importing_new(name);

	clinic_staff(p, "jonas", "practitioner");
	importing(p, "rooms", "Room\nA\nB\nA\n", NULL);
	counted(3, 2, 0, 1, 0);
	importing(p, "devices", "equipment,active\nPen 1,yes\nLaser,no\n", NULL);
	counted(2, 2, 0, 0, 0);
	return p;
}

#define TWICE(p, kind, text, n) \
	do { \
		int64_t was_ = entries(); \
		importing(p, kind, text, NULL); \
		counted(n, 0, 0, n, 0); \
		assert_int_equal(entries(), was_); \
	} while (0)

static void
hours_come_in(void **state)
{
	static const char text[] = "Staff member,Weekday,From,To,Valid from\n"
	    "practice,Mon-Fri,9:00,6pm,\n"
	    "jonas,Mon,09:00,13:00,\n"
	    "jonas,Mon,14:00,18:00,\n"
	    "jonas,\"Tue, Thu\",10am,4pm,\n"
	    "jonas,Wednesday,closed,closed,\n"
	    "jonas,weekdays,13:00,18:00,2026-06-01\n";
	struct practice *p = with_people("hours.db");
	AUTO_BOOK struct slot_book book;
	struct slot_span spans[SLOT_SPANS];
	date_day monday = date_from_iso("2026-03-16");
	struct err err;
	int64_t jonas = number_of("SELECT id FROM staff WHERE login = 'jonas'");

	importing(p, "hours", text, NULL);
	counted(6, 6, 0, 0, 0);
	TWICE(p, "hours", text, 6);
	OK(slot_book_read(p, monday, &book, &err));
	assert_int_equal(slot_hours(&book, jonas, monday, spans), 2);
	assert_int_equal(spans[1].from - spans[0].until, 60);
	assert_int_equal(slot_hours(&book, jonas, monday + 1, spans), 1);
	assert_int_equal(spans[0].until - spans[0].from, 6 * 60);
	assert_int_equal(slot_hours(&book, jonas, monday + 2, spans), 0);
	assert_int_equal(slot_hours(&book, jonas, date_from_iso("2026-06-03"), spans), 1);
	assert_int_equal(slot_hours(&book, 1, monday + 4, spans), 1);
	assert_int_equal(spans[0].until - spans[0].from, 9 * 60);
	practice_close(p);
}

static void
hours_that_are_not_understood_are_told(void **state)
{
	struct practice *p = with_people("odd-hours.db");

	importing(p, "hours", "staff,days,from,to,since\n"
	    "jonas,mon,9:00,17:00,\nZoe,mon,9:00,17:00,\njonas,someday,9:00,17:00,\n"
	    "jonas,tue,nine,17:00,\njonas,wed,9:00,,\njonas,thu,9:00,17:00,soon\n"
	    "jonas,fri,,,\n", NULL);
	counted(7, 2, 0, 0, 5);
	said("refused 3:1 There is no staff \"Zoe\"");
	said("refused 4:2 ");
	said("refused 5:3 Begins must be a time of day such as 14:30, not \"nine\"");
	said("refused 6:4 Working hours have a begin and an end");
	said("refused 7:5 From must be a date that exists");
	said("noted 8 No begin and no end: not working on these days.");
	assert_false(importing(p, "hours", "staff,days\njonas,mon\n", NULL));
	practice_close(p);
}

/* One row each of the ways in which lists say when. */
static void
blocks_come_in(void **state)
{
	static const struct { const char *text, *is; } ways[] = {
		{ "staff,date,from,to,reason\njonas,2026-03-13,14:00,16:00,dentist\n",
		  "2|2026-03-13|-|840|120|-|dentist" },
		{ "Employee,Start date,End date,Type\njonas,2026-12-24,2027-01-02,Vacation\n",
		  "2|2026-12-24|2027-01-02|-|-|-|Vacation" },
		{ "who,from,to,note\njonas,2026-12-24,2027-01-02,Vacation\n",
		  "2|2026-12-24|2027-01-02|-|-|-|Vacation" },
		{ "who,from,to,note\njonas,2026-12-24 09:00,2026-12-24 11:30,course\n",
		  "2|2026-12-24|-|540|150|-|course" },
		{ "who,from,to,note\njonas,2026-12-24 22:00,2026-12-25 02:00,night\n",
		  "2|2026-12-24|-|1320|240|-|night" },
		{ "who,from,to\njonas,2026-12-24 00:00,2026-12-26 00:00\n",
		  "2|2026-12-24|2026-12-25|-|-|-|-" },
		{ "date,holiday\n2026-12-25,Christmas\n",
		  "-|2026-12-25|-|-|-|-|Christmas" },
		{ "staff,date,start,end,repeats,days,reason\n"
		  "jonas,2026-03-02,12:30,13:00,weekly,Mon-Fri,lunch\n",
		  "2|2026-03-02|-|750|30|weekly|lunch" },
		{ "staff,date,time,duration\njonas,2026-03-02,2pm,1h 30\n",
		  "2|2026-03-02|-|840|90|-|-" },
		{ "staff,date,from,to\njonas,2026-03-02,22:00,02:00\n",
		  "2|2026-03-02|-|1320|240|-|-" },
		{ "staff,date,to\njonas,2026-03-02,12:00\n", "2|2026-03-02|-|0|720|-|-" },
		{ "room,date,reason\nA,2026-03-02,painted\n",
		  "-|2026-03-02|-|-|-|-|painted" },
	};
	struct practice *p = with_people("blocks.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		importing(p, "blocks", ways[i].text, NULL);
		counted(1, 1, 0, 0, 0);
		is_text("SELECT coalesce(staff, '-') || '|' || date || '|' || coalesce(until, '-') "
		    "|| '|' || coalesce(start, '-') || '|' || coalesce(minutes, '-') || '|' || "
		    "coalesce(repeats, '-') || '|' || coalesce(reason, '-') "
		    "FROM block ORDER BY id DESC LIMIT 1", ways[i].is);
		TWICE(p, "blocks", ways[i].text, 1);
	}
	is_text("SELECT r.name FROM block b JOIN room r ON r.id = b.room", "A");
	practice_close(p);
}

static void
blocks_that_are_not_understood_are_told(void **state)
{
	struct practice *p = with_people("odd-blocks.db");

	importing(p, "blocks", "staff,date,from,to,reason\n"
	    "jonas,2026-02-30,14:00,16:00,a\nZoe,2026-03-13,14:00,16:00,b\n"
	    "jonas,2026-03-13,noonish,16:00,c\njonas,,14:00,16:00,d\n"
	    "jonas,2026-03-13,14:00,16:00,e\n", NULL);
	counted(5, 1, 0, 0, 4);
	said("refused 2:2 Date must be a date that exists");
	said("refused 3:1 There is no staff \"Zoe\"");
	said("refused 4:3 Start must be a time of day");
	said("refused 5:2 Date is missing");
	importing(p, "blocks", "who,from,to\njonas,2026-03-13 14:00,2026-03-16 10:00\n"
	    "jonas,2026-03-13 14:00,2026-03-12 10:00\njonas,2026-03-13,2026-03-12\n", NULL);
	counted(3, 0, 0, 0, 3);
	said("Time off on several days has no times of day");
	said("It ends before it starts");
	said("It ends before it begins.");
	assert_int_equal(number_of("SELECT count(*) FROM block"), 1);
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(hours_come_in),
    cmocka_unit_test(hours_that_are_not_understood_are_told),
    cmocka_unit_test(blocks_come_in),
    cmocka_unit_test(blocks_that_are_not_understood_are_told))
