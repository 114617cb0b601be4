/*
 * The calendar, driven by keys on a real practice file: what a day, its rooms, a week and a
 * month look like, that a visit is booked where the cell is, that it is picked up and put
 * down, alone and with others, or stays in hand where that is refused, that free time is
 * found, and that a colleague's change appears with the cell where it was.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "screens/calendar/calendar.h"
#include "tests/support/driven_visits.h"

static int64_t mireille, jonas, dana, room_a, room_b, face, peel, led;

static const char *
text(int64_t n)
{
	static char out[4][24];
	static size_t at;

	at = (at + 1) % ARRAY_LEN(out);
	snprintf(out[at], sizeof(out[at]), "%lld", (long long)n);
	return out[at];
}

static int64_t
person(const char *name, const char *begins, const char *ends)
{
	int64_t id = visits_new(&record_staff, "name", name, "role", "practitioner", NULL);

	visits_new(&record_hours, "staff", text(id), "days", "mon-fri", "begins", begins,
	    "ends", ends, NULL);
	return id;
}

static int64_t
service(const char *name, const char *code, const char *minutes, const char *numbing,
    const char *series)
{
	int64_t id = visits_new(&record_service, "name", name, "code", code, "minutes",
	    minutes, "numbing_minutes", numbing, "series_count", series, NULL);

	visits_new(&record_service_use, "service", text(id), "room", text(room_a), NULL);
	visits_new(&record_service_use, "service", text(id), "room", text(room_b), NULL);
	return id;
}

/* A visit of Mon 23 Nov, past every rule. */
static int64_t
booked(const char *family, const char *given, int64_t of, int64_t who, int64_t room,
    const char *time, const char *minutes, const char *numbing, const char *status)
{
	int64_t client = clinic_client(v.mara, "given", given, "family", family, NULL);
	int64_t id = visits_add(client, of, who, "2026-11-23", time, status);

	visits_set(&record_session, id, "minutes", minutes);
	visits_set(&record_session, id, "numbing", numbing);
	visits_set(&record_session, id, "room", text(room));
	return id;
}

/* People, rooms and services, and nobody booked: Monday 23 November, 7:40. */
static void
an_empty_day(void)
{
	struct err err;

	visits_now("2026-11-23T07:40");
	visits_set(&record_practice, 1, "twelve_hour", "yes");
	visits_set(&record_staff, v.mara->staff->id, "treats", "no");
	visits_set(&record_staff, v.ruth->staff->id, "active", "no");
	visits_set(&record_service, v.needling, "active", "no");
	visits_set(&record_service, v.facial, "active", "no");
	OK(practice_reload(v.mara, &err));
	room_a = visits_new(&record_room, "name", "A", NULL);
	room_b = visits_new(&record_room, "name", "B", NULL);
	mireille = person("Mireille Fontaine", "9:00", "18:00");
	jonas = person("Jonas Albrecht", "10:00", "18:00");
	dana = person("Dana Whitfield", "13:00", "18:00");
	face = service("Microneedling face", "MN face", "60", "30", "4");
	peel = service("Peel", "peel", "60", "", "3");
	led = service("LED light", "LED", "30", "", "6");
	visits_new(&record_block, "reason", "lunch", "staff", text(mireille), "date",
	    "2026-11-23", "start", "12:30", "minutes", "30", NULL);
	visits_new(&record_block, "reason", "lunch", "staff", text(jonas), "date",
	    "2026-11-23", "start", "13:00", "minutes", "30", NULL);
}

static void
a_day(void)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;
	int64_t ngozi, lind, lamp;

	an_empty_day();
	visits_now("2026-11-23T14:05");
	booked("Byrne", "Ada", face, mireille, room_a, "9:00", "60", "30", "done");
	booked("García", "José", face, mireille, room_a, "11:00", "60", "30", "done");
	ngozi = booked("Okafor", "Ngozi", face, mireille, room_a, "13:30", "90", "30",
	    "in_treatment");
	booked("Reyes", "Luz", face, mireille, room_a, "16:30", "60", "30", "booked");
	booked("Tan", "Mei", peel, jonas, room_b, "10:00", "60", "", "done");
	booked("Cole", "Ann", peel, jonas, room_b, "12:00", "60", "", "booked");
	lind = booked("Lind", "Eva", peel, jonas, room_b, "16:00", "60", "", "confirmed");
	lamp = booked("Lind", "Eva", led, jonas, room_b, "17:00", "30", "", "confirmed");
	visits_set(&record_session, lamp, "joined", text(lind));
	booked("Ortiz", "Pia", led, dana, room_b, "15:15", "30", "", "booked");
	r = visits_get(ngozi);
	OK(clinic_set(v.mara, record_int(r, "client"), "allergies", "latex", &err));
}

static void
a_day_at_each_size(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("3");
	looks_at_each_size("calendar");
	keys("Tab");
	looks("calendar-rooms-80x24");
	keys("Tab");
	looks_at_each_size("calendar-week");
	keys("Tab");
	looks_at_each_size("calendar-month");
}

static void
a_day_in_ascii(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, true);
	keys("3");
	looks("calendar-ascii-80x24");
}


/* Without a colour the words and marks say the same. */
static void
a_day_without_colours(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("3 g j j > Space j");
	looks_mono("calendar-mono-80x24");
}

/* A full day is read by one statement more than an empty one, a cursor key by none but where
 * it comes to people who were not shown. */
static void
a_page_has_no_statement_per_cell(void **state)
{
	long full, empty;

	a_day();
	driven_begin(v.mara, v.path, false);
	keys("3 .");
	practice_work(v.mara);
	keys(",");
	full = practice_work(v.mara).statements;
	keys(",");
	empty = practice_work(v.mara).statements;
	assert_int_equal(full, empty + 1);
	keys(". j j > j < k");
	practice_work(v.mara);
	keys("j j > j < k");
	assert_int_equal(practice_work(v.mara).statements, 0);
	/* two people are shown there, and the third is read once */
	driven_size(20, 60);
	keys("t Home");
	sees_not("Okafor");
	practice_work(v.mara);
	keys("> >");
	sees("Okafor");
	keys("< < > >");
	assert_int_equal(practice_work(v.mara).statements, 1);
}

static void
the_front_desk_sees_nothing_medical(void **state)
{
	a_day();
	driven_begin(v.desk, v.path, false);
	keys("3");
	sees("! Okafor");
	keys("Right Right Up");
	sees_not("latex");
	keys("Tab Tab Tab");
	sees_not("latex");
}

static void
who_may_not_see_visits_sees_none(void **state)
{
	a_day();
	driven_begin(v.books, v.path, false);
	keys("3");
	sees("Visits are for");
	sees_not("Okafor");
	keys("Tab Tab Tab Enter m /");
	sees_not("Okafor");
}

/* A cell of free time says who, when and where; the form only asks for the rest. */
static void
b_books_in_the_cell(void **state)
{
	an_empty_day();
	driven_begin(v.mara, v.path, false);
	keys("3");
	looks("calendar-empty-80x24");
	sees("from 1:00p");
	keys("Right Down Down Down");
	sees("10:30a Jonas: free to 1:00p, room A. Fits LED, MN face, peel.");
	keys("b");
	in_front("form");
	keys("ann Enter peel ^S");
	says("Booked: Lang, Anna, Mon 23 Nov 10:30a, Jonas.");
	in_front("calendar");
	sees("►Lang, Anna");
	keys("Down");
	sees("Lang, Anna: peel 1/3, 10:30a to 11:30a, room A, booked");
	keys("Enter");
	in_front("client");
}

static void
the_first_free_time_of_anybody_takes_three_keys(void **state)
{
	an_empty_day();
	booked("Tan", "Mei", peel, jonas, room_b, "10:00", "480", "", "booked");
	booked("Roe", "Kim", peel, mireille, room_a, "9:00", "540", "", "booked");
	driven_begin(v.mara, v.path, false);
	driven_pressed();
	keys("3 / Enter");
	says("Free: Mon 23 Nov 1:00p, Dana. b books it; / finds the next.");
	assert_int_equal(driven_pressed(), 3);
	keys("/ face Enter");		/* no room is free until the evening */
	says("Free: Tue 24 Nov 9:00a, Mireille, room A.");	/* nobody is there before */
	keys("b");
	in_front("form");
	sees("24 Nov 2026  Tue");
	sees("9:00a");
}

static void
a_visit_is_picked_up_and_put_down(void **state)
{
	int64_t id;

	an_empty_day();
	id = booked("Tan", "Mei", peel, jonas, room_b, "10:15", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 Right Down Down m");
	in_front("calendar-carry");
	sees("Tan, Mei, Mon 23 Nov 10:15a, Jonas: to Mon 23 Nov 10:15a, Jonas");
	keys("p");
	says("A visit is in your hand");
	keys("1 u Tab");
	in_front("calendar-carry");
	keys("Right");			/* the same time, of another */
	keys("Enter");
	says("Moved: Tan, Mei, Mon 23 Nov 10:15a, Mireille. u undoes it.");
	visits_is(id, "staff", text(mireille));
	visits_is(id, "start", "10:15");
	keys("u");
	visits_is(id, "staff", text(jonas));
	keys("Left m . Down Down Down Down Enter");
	says("Moved: Tan, Mei, Tue 24 Nov 12:00p, Jonas.");
	visits_is(id, "was_start", "10:15");
	keys("m Down Esc");
	says("Put back; nothing was moved.");
	visits_is(id, "start", "12:00");
	keys("m /");			/* the next that fits is another's */
	says("Free: Tue 24 Nov 12:00p, Mireille, room A. Enter puts it there; / finds the next.");
	keys("/ Enter");
	says("Moved: Tan, Mei, Tue 24 Nov 1:00p, Dana.");
}

/* What is refused stays in hand, and nothing has changed. */
static void
a_move_that_is_refused_loses_nothing(void **state)
{
	int64_t id, other;

	an_empty_day();
	id = booked("Tan", "Mei", peel, jonas, room_b, "10:00", "60", "", "booked");
	other = booked("Roe", "Kim", peel, jonas, room_a, "14:00", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 Right Down Down m Down Down Down Down Down Down Down Enter");
	in_front("calendar-carry");
	says("It overlaps Roe, Kim, Mon 23 Nov 2:00p, Jonas, to 3:00p");
	visits_is(id, "start", "10:00");
	keys("Down Down Down Enter");
	says("Moved: Tan, Mei, Mon 23 Nov 3:00p");
	(void)other;
}

/* Outside the hours a person may insist: the form has it all and asks why. */
static void
outside_the_hours_the_form_asks_why(void **state)
{
	int64_t id;

	an_empty_day();
	id = booked("Tan", "Mei", peel, jonas, room_b, "10:00", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 Right Down Down m Up Enter");
	in_front("form");
	says("Unusual: Jonas works 10:00a to 6:00p");
	visits_is(id, "start", "10:00");
	keys("asked ^S");
	says("Moved: Tan, Mei, Mon 23 Nov 9:30a, Jonas.");
	visits_is(id, "insisted", "Jonas works 10:00a to 6:00p: asked");
}

/* Every room and every person is taken; two that begin in one row are gone through. */
static void
a_full_day(void **state)
{
	static const char *const hours[] = { "9:00", "10:00", "11:00", "12:00", "13:00", "14:00",
	    "15:00", "16:00", "17:00" };
	size_t i;

	an_empty_day();
	for (i = 0; i < ARRAY_LEN(hours); i++) {
		booked("Ash", "Una", peel, mireille, room_a, hours[i], "60", "", "booked");
		booked("Bay", "Oto", led, jonas, room_b, hours[i], i == 1 ? "15" : "60", "",
		    "booked");
		if (i == 1)
			booked("Elm", "Ida", led, jonas, room_b, "10:15", "15", "", "booked");
	}
	driven_begin(v.mara, v.path, false);
	keys("3 Right");
	looks("calendar-full-80x24");
	keys("g Down Down");
	sees("Bay, Oto: LED 1/6, 10:00a to 10:15a");
	keys("Down");
	sees("Elm, Ida: LED 1/6, 10:15a to 10:30a");
	keys("Down");
	sees("10:30a Jonas: free to 11:00a, room B. Fits LED.");
	keys("Left G");
	sees("5:30p Dana: free to 6:00p, no room. Nothing that is offered fits.");
}

/* All go as far as the one in hand, in one write that is undone at once. */
static void
marked_visits_move_together(void **state)
{
	int64_t one, two;

	an_empty_day();
	one = booked("Tan", "Mei", peel, jonas, room_b, "10:00", "60", "", "booked");
	two = booked("Roe", "Kim", peel, jonas, room_a, "11:00", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 Right Down Down Space");
	says("1 marked; m picks all of them up");
	sees("*Tan, Mei");
	keys("Space");
	keys("m Down Down Enter");	/* onto where the other was */
	says("Moved: 2 visits. u undoes all of it.");
	visits_is(one, "start", "11:00");
	visits_is(two, "start", "12:00");
	keys("u");
	visits_is(one, "start", "10:00");
	visits_is(two, "start", "11:00");
	sees_not("*Tan");
}

static void
joined_visits_move_together(void **state)
{
	int64_t one, two;

	an_empty_day();
	one = booked("Lind", "Eva", peel, jonas, room_b, "10:00", "60", "", "booked");
	two = booked("Lind", "Eva", led, jonas, room_b, "11:00", "30", "", "booked");
	visits_set(&record_session, two, "joined", text(one));
	driven_begin(v.mara, v.path, false);
	keys("3 Right Down Down");
	sees("Lind, Eva: peel 1/3, + LED");
	keys("m Right Enter");
	says("Moved: Lind, Eva, Mon 23 Nov 10:00a, Mireille.");
	visits_is(two, "staff", text(mireille));
	keys("m Down Enter");
	visits_is(two, "start", "11:30");
}

/* The cell is a person and a time: what a colleague changes appears around it. */
static void
a_colleagues_change_appears(void **state)
{
	struct err err;
	struct session_move to = { .day = date_from_iso("2026-11-23"), .start = 11 * 60 };

	an_empty_day();
	to.session = booked("Tan", "Mei", peel, jonas, room_b, "10:00", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 Right Down Down Down Down");
	sees("11:00a Jonas: free to 1:00p");
	visits_now("2026-11-23T07:41");
	OK(sessions_move(v.desk, &to, 1, NULL, NULL, &err));
	driven_tick(1000, false);
	sees("►Tan, Mei");
	sees("Tan, Mei: peel 1/3, 11:00a to 12:00p, room B, booked");
	/* what was in hand and is changed meanwhile is told, and not overwritten */
	keys("m Down");
	to.start = 12 * 60;
	OK(sessions_move(v.desk, &to, 1, NULL, NULL, &err));
	driven_tick(1000, false);
	keys("Enter");
	says("has changed Tan, Mei, Mon 23 Nov 12:00p, Jonas in the meantime");
	in_front("calendar-carry");
	visits_is(to.session, "start", "12:00");
}

static void
past_midnight_and_on_days_of_a_clock_change(void **state)
{
	an_empty_day();
	booked("Owl", "Nia", peel, jonas, room_b, "23:30", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 Right G Up");
	sees("►Owl, Nia");
	keys(". g");
	sees("12:00a │");
	sees("Owl, Nia: peel 1/3, 11:30p to 12:30a");
	/* the night in which an hour is skipped, and the one in which it comes twice */
	visits_set(&record_practice, 1, "timezone", "America/Vancouver");
	visits_now("2026-03-07T12:00");
	keys("t .");
	sees("Sun 8 Mar 2026");
	sees("10:00a");
}

/* Mireille is ill at 7:40. */
static void
who_is_ill_gives_the_visits_to_others(void **state)
{
	int64_t early, noon, late, joined;

	an_empty_day();
	early = booked("Byrne", "Ada", peel, mireille, room_a, "9:00", "60", "", "booked");
	noon = booked("Chan", "Li", peel, mireille, room_a, "11:00", "60", "", "confirmed");
	late = booked("Diaz", "Pia", peel, mireille, room_a, "14:00", "60", "", "booked");
	joined = booked("Diaz", "Pia", led, mireille, room_a, "15:00", "30", "", "booked");
	visits_set(&record_session, joined, "joined", text(late));
	booked("Roe", "Kim", peel, dana, room_b, "15:00", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 > > i");
	sees("Mireille is ill: what becomes of the 4 marked?");
	keys("g");
	in_front("ill");
	says("3 of 4 can go.");
	looks_at_each_size("calendar-ill");
	keys("Enter");
	says("Moved: 3 visits. 1 could not go and is marked; Due (4) says why. u undoes all of it.");
	visits_is(early, "staff", text(mireille));
	visits_is(noon, "staff", text(jonas));
	visits_is(late, "staff", text(jonas));		/* Dana could take the first alone */
	visits_is(joined, "staff", text(jonas));
	visits_is(late, "start", "14:00");
	/* and she is not booked anew that day */
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM block WHERE reason = 'ill' AND "
	    "minutes IS NULL"), 1);
	keys("4 g");
	sees("visits that cannot stand");
	sees("Mon 9:00a  Byrne, Ada");
	sees("Mireille is away: ill");
	keys("u u");
	sees_not("visits that cannot stand");
	visits_is(noon, "staff", text(mireille));
	visits_is(joined, "staff", text(mireille));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM block WHERE reason = 'ill'"), 0);
}

static void
who_is_ill_without_bookings_is_away(void **state)
{
	an_empty_day();
	driven_begin(v.mara, v.path, false);
	keys("3 > > i");
	sees("Mireille is ill, and has no booking from this time on.");
	keys("y");
	says("Away: Mireille, for the rest of the day. u undoes it.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM block WHERE reason = 'ill'"), 1);
	keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM block WHERE reason = 'ill'"), 0);
}

static void
who_comes_later_shifts_all_of_them(void **state)
{
	int64_t one, two;

	an_empty_day();
	one = booked("Byrne", "Ada", peel, mireille, room_a, "9:00", "60", "", "booked");
	two = booked("Chan", "Li", peel, mireille, room_a, "10:00", "60", "", "booked");
	driven_begin(v.mara, v.path, false);
	keys("3 > > i s soon Enter");
	says("So many minutes");
	keys("^U 30 Enter");
	in_front("ill");
	says("2 of 2 can go.");
	keys("Esc");
	in_front("calendar");
	visits_is(one, "start", "09:00");
	keys("i s 30 Enter Enter");
	says("Moved: 2 visits. u undoes all of it.");
	visits_is(one, "start", "09:30");
	visits_is(two, "start", "10:30");
	sees_not("*Byrne");
}

TEST_MAIN(
    CASE(a_day_at_each_size), CASE(a_day_in_ascii), CASE(a_day_without_colours),
    CASE(a_page_has_no_statement_per_cell), CASE(the_front_desk_sees_nothing_medical),
    CASE(who_may_not_see_visits_sees_none), CASE(b_books_in_the_cell),
    CASE(the_first_free_time_of_anybody_takes_three_keys),
    CASE(a_visit_is_picked_up_and_put_down), CASE(a_move_that_is_refused_loses_nothing),
    CASE(outside_the_hours_the_form_asks_why), CASE(a_full_day), CASE(marked_visits_move_together),
    CASE(joined_visits_move_together), CASE(a_colleagues_change_appears),
    CASE(past_midnight_and_on_days_of_a_clock_change),
    CASE(who_is_ill_gives_the_visits_to_others), CASE(who_is_ill_without_bookings_is_away),
    CASE(who_comes_later_shifts_all_of_them))
