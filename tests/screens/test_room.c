/*
 * Proves that the login of a room opens on the lock page and may do nothing; that who enters by
 * initials and PIN works as themselves, on line 1, in the journal and by their role; that the
 * same person finds all as it stood and another a desk of their own, with the former's forms
 * kept as the former's drafts; that u reaches one's own changes alone; that nobody enters
 * without a PIN, by the room's own initials or when the room is closed.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/pin.h"
#include "practice/reads.h"
#include "practice/room.h"
#include "screens/record_form.h"
#include "tests/support/driven_visits.h"

#define MINUTE 60000

static struct err err;
static struct practice *here;
static int64_t room;

static void
begin_desk(void)
{
	driven_begin(here, v.path, false);
	d->login = record_text(here->staff, "login");
	OK(login_begin(here, NULL, &err));
}

static void
begin(void)
{
	room = visits_new(&record_staff, "name", "Room 2", "login", "room2", "code", "R2",
	    "role", "owner", "room", "yes", NULL);
	visits_set(&record_staff, v.ruth->staff->id, "code", "RA");
	visits_set(&record_staff, v.desk->staff->id, "code", "FD");
	OK(pin_set(v.mara, NULL, "2580", &err));
	OK(pin_set(v.ruth, NULL, "1470", &err));
	here = practice_open(v.path, "room2", &err);
	assert_non_null(here);
	begin_desk();
}

/* As screens_run() does when the loop has ended. */
static void
pass_on(void)
{
	struct practice *next;
	int64_t to = d->next;

	assert_true(ui_quitting(d->ui));
	assert_true(to != 0);
	assert_true(ui_keep(d->ui));
	OK(login_end(here, LOGOUT_LEFT, &err));
	driven_end();
	next = room_pass_on(here, to, &err);
	assert_non_null(next);
	here = next;
	begin_desk();
}

static void
end(void)
{
	driven_end();
	practice_close(here);
}

static void
a_room_opens_on_the_lock_page(void **state)
{
	(void)state;
	begin();
	in_front("lock");
	looks_at_each_size("lock-room");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal WHERE kind = 'denied'"), 0);
	assert_false(practice_may(here, ACTION_READ_CLIENTS, &err));
	assert_non_null(strstr(err.text, "initials and PIN"));
	driven_tick(600 * MINUTE, false);
	in_front("lock");
	assert_false(ui_quitting(d->ui));
	keys("Q");
	assert_true(ui_quitting(d->ui));
	assert_int_equal(d->next, 0);
	end();
}

static void
who_enters_works_as_themselves(void **state)
{
	(void)state;
	begin();
	keys("ra Enter 1470");
	sees("PIN of Ruth Aoki");
	sees_not("1470");
	keys("Enter");
	pass_on();
	in_front("today");
	sees("Room 2 · ruth");
	assert_int_equal(here->staff->id, v.ruth->staff->id);
	assert_true(practice_allows(here, ACTION_TREAT));
	assert_false(practice_allows(here, ACTION_WRITE_SETTINGS));
	assert_int_equal(dbfile_int(v.path, "SELECT who FROM journal WHERE kind = 'login' AND label "
	    "LIKE 'log in at room2%' ORDER BY n DESC LIMIT 1"), v.ruth->staff->id);
	end();
}

static void
the_rooms_key_fetches_no_papers(void **state)
{
	(void)state;
	begin();
	keys("RA Enter 1470 Enter");
	pass_on();
	keys("P d");
	says("The key of a room fetches no papers");
	end();
}

static void
the_same_person_goes_on_another_begins(void **state)
{
	(void)state;
	begin();
	keys("RA Enter 1470 Enter");
	pass_on();
	keys("2 e");
	record_form_focus(d, "city");
	keys("Wels ^T RA Enter 1470 Enter");
	in_front("form");
	sees("Wels");
	keys("^T MR Enter 1470 Enter");
	says("not the PIN of these initials");
	keys("MR Enter 2580 Enter");
	pass_on();
	in_front("today");
	sees("Room 2 · mara");
	sees_not("draft");
	sees_not("Lang");
	keys("u");
	says("nothing");
	keys("Q RA Enter 1470 Enter");
	pass_on();
	sees("1 draft kept");
	keys("Tab Enter");
	sees("Wels");
	end();
}

/* The longer time gives the room back, with the drafts kept. */
static void
a_room_left_alone_is_given_back(void **state)
{
	(void)state;
	begin();
	keys("RA Enter 1470 Enter");
	pass_on();
	keys("2 n Ngozi");
	driven_tick(10 * MINUTE, false);
	in_front("lock");
	assert_false(ui_quitting(d->ui));
	driven_tick(20 * MINUTE, false);
	assert_int_equal(d->next, room);
	pass_on();
	in_front("lock");
	sees_not("Ruth");
	assert_false(practice_allows(here, ACTION_READ_CLIENTS));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 1);
	end();
}

static void
nobody_else_enters(void **state)
{
	(void)state;
	begin();
	keys("Enter");
	says("Nobody logs in with the initials");
	keys("XX Enter");
	says("Nobody logs in with the initials \"XX\"");
	keys("R2 Enter");
	says("Nobody logs in");
	keys("FD Enter 1234 Enter");
	says("There is no PIN for these initials yet");
	keys("RA Enter 1471 Enter 1470 Enter");
	says("Nobody logs in");
	visits_set(&record_staff, v.ruth->staff->id, "active", "no");
	keys("RA Enter");
	says("Nobody logs in");
	assert_false(ui_quitting(d->ui));
	OK(pin_lend(v.mara, v.desk->staff->id, "1357", &err));
	keys("FD Enter 1357 Enter");
	sees("Your new PIN");
	keys("2468 Enter 2468 Enter");
	pass_on();
	sees("Room 2 · desk");
	/* the room is closed under them */
	visits_set(&record_staff, room, "active", "no");
	driven_tick(1000, false);
	assert_true(ui_quitting(d->ui));
	assert_int_equal(d->ended.code, ERR_DENIED);
	end();
}

TEST_MAIN(
    CASE(a_room_opens_on_the_lock_page),
    CASE(who_enters_works_as_themselves),
    CASE(the_rooms_key_fetches_no_papers),
    CASE(the_same_person_goes_on_another_begins),
    CASE(a_room_left_alone_is_given_back),
    CASE(nobody_else_enters))
