/*
 * Proves that Q, Ctrl-T and idle time put everything out of sight until the PIN is given, with
 * what was typed kept as a draft and every screen as it stood; that a locked screen asks the
 * file nothing and shows the others' changes once it is unlocked; that the last minute is
 * counted without taking a key; that the longer time leaves; that times are a role's own; that
 * wrong PINs wait and stand in the journal; that who may not log in any more, or has another
 * role, is told and sees nothing; that a PIN given by the owner is changed first.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/pin.h"
#include "practice/watch.h"
#include "record/idle.h"
#include "screens/record_form.h"
#include "tests/support/driven_visits.h"

#define MINUTE 60000
#define DRAFTS "SELECT count(*) FROM draft"

static struct err err;

static void
begin(struct practice *p)
{
	OK(pin_set(p, NULL, "2580", &err));
	driven_begin(p, v.path, false);
}

static void
a_form_outlasts_the_lock(void **state)
{
	(void)state;
	begin(v.mara);
	keys("2 e");
	record_form_focus(d, "city");
	keys("Wels ^T");
	in_front("lock");
	sees("Locked");
	sees("PIN of mara");
	sees_not("Lang");
	sees_not("Wels");
	assert_int_equal(dbfile_int(v.path, DRAFTS), 1);
	looks_at_each_size("lock");
	keys("2581");
	sees("****");
	sees_not("2581");
	keys("Enter");
	says("This is not your PIN.");
	sees_not("Lang");
	keys("2580 Enter");
	in_front("form");
	sees("Lang");
	sees("Wels");
	keys("burg ^S");
	says("Saved");
	assert_int_equal(dbfile_int(v.path, DRAFTS), 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE city = 'Welsburg'"),
	    1);
}

/* A message that names somebody goes too, and comes back no more. */
static void
q_locks_and_q_leaves(void **state)
{
	(void)state;
	begin(v.mara);
	keys("2");
	ui_say(d->ui, "Booked: Lang, Anna.");
	keys("Q");
	in_front("lock");
	sees_not("Lang");
	keys("^G u 2");
	in_front("lock");
	sees_not("Lang");
	keys("Esc 2580 Enter");
	in_front("clients");
	sees_not("Booked");
	keys("Q Q");
	assert_true(ui_quitting(d->ui));
}

static void
the_last_minute_is_counted(void **state)
{
	(void)state;
	begin(v.mara);
	keys("2");
	driven_tick(8 * MINUTE, false);
	sees_not("any key stays");
	driven_tick(MINUTE + MINUTE / 2, false);
	sees("locks in 30 s: any key stays");
	keys("n");
	in_front("form");
	driven_tick(0, true);
	sees_not("any key stays");
	driven_tick(9 * MINUTE + 59000, false);
	in_front("form");
	sees("locks in 1 s");
	driven_tick(1000, false);
	in_front("lock");
	keys("2580 Enter");
	in_front("form");
}

static void
a_locked_screen_asks_nothing_and_catches_up(void **state)
{
	int64_t changes;

	(void)state;
	begin(v.mara);
	keys("2 Q");
	driven_tick(0, true);
	OK(clinic_set(v.ruth, v.anna, "family", "Berger", &err));
	changes = d->watch.entry;
	practice_work(v.mara);
	driven_tick(5 * MINUTE, false);
	driven_tick(1000, false);
	assert_int_equal(practice_work(v.mara).statements, 0);
	assert_int_equal(d->watch.entry, changes);
	sees_not("Berger");
	keys("2580 Enter");
	driven_tick(0, true);
	sees("Berger");
}

static void
the_longer_time_leaves(void **state)
{
	(void)state;
	begin(v.mara);
	keys("2 n Ngozi");
	driven_tick(10 * MINUTE, false);
	in_front("lock");
	driven_tick(19 * MINUTE + 30000, false);
	sees("Leaves by itself in 30 s");
	assert_false(ui_quitting(d->ui));
	driven_tick(30000, false);
	assert_true(ui_quitting(d->ui));
	assert_int_equal(dbfile_int(v.path, DRAFTS), 1);
}

/* Alone on a machine of one's own nothing changes; on a server the longer time counts. */
static void
without_a_pin_q_leaves(void **state)
{
	(void)state;
	driven_begin(v.mara, v.path, false);
	keys("Q");
	says("Q again leaves");
	keys("2 n ^T");
	in_front("form");
	says("choose one first");
	driven_tick(300 * MINUTE, false);
	in_front("form");
	assert_false(ui_quitting(d->ui));
	keys("Esc");
	driven_tick(0, true);
	d->login = "mara";
	driven_tick(29 * MINUTE + 15000, false);
	sees("leaves in 45 s: any key stays");
	keys("Q");
	assert_false(ui_quitting(d->ui));
	driven_tick(0, true);
	driven_tick(30 * MINUTE, false);
	assert_true(ui_quitting(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	keys("Q Q");
	assert_true(ui_quitting(d->ui));
}

static void
times_are_a_roles_own(void **state)
{
	(void)state;
	visits_set(&record_practice, 1, "idle", "practitioner 2 4, 20 60");
	OK(practice_reload(v.ruth, &err));
	OK(practice_reload(v.mara, &err));
	begin(v.ruth);
	driven_tick(2 * MINUTE, false);
	in_front("lock");
	driven_end();
	begin(v.mara);
	driven_tick(18 * MINUTE, false);
	in_front("today");
	sees_not("any key stays");
	driven_tick(2 * MINUTE, false);
	in_front("lock");
}

static void
times_that_are_none_are_refused(void **state)
{
	static const char *const bad[] = { "10", "x", "30 10", "0 5", "10 30 5", "10 1441",
	    "gardener 5 10", "10 30, ,", "-5 10" };
	struct idle_times t;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		err_clear(&err);
		assert_false(idle_times(bad[i], "owner", &t, &err));
		assert_int_equal(err.code, ERR_INVALID);
		assert_int_equal(t.lock, 10);
		assert_int_equal(t.leave, 30);
	}
	OK(idle_times("Front Desk 1 2,5 5", "front_desk", &t, &err));
	assert_int_equal(t.leave, 2);
	driven_begin(v.mara, v.path, false);
	keys("8 / settings Enter Enter");
	record_form_focus(d, "idle");
	keys("30 Space 10 ^S");
	says("such as 10 30");
	keys("^U 30 Space 60 ^S");
	says("Saved");
}

static void
wrong_pins_wait_and_are_written_down(void **state)
{
	(void)state;
	begin(v.mara);
	keys("Q 1 Enter");
	says("4 to 8 digits");
	keys("1111 Enter 2222 Enter 3333 Enter");
	says("not your PIN");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal WHERE kind = 'denied'"),
	    1);
	keys("2580 Enter");
	says("Too many wrong PINs: try again in 30 seconds.");
	visits_now("2026-03-12T10:01");
	keys("2580 Enter");
	in_front("today");
	keys("Q");
	OK(pin_forget(v.mara, v.mara->staff->id, &err));
	keys("2580 Enter");
	says("There is no PIN any more");
	in_front("lock");
}

static void
who_may_not_come_back_is_told(void **state)
{
	(void)state;
	begin(v.ruth);
	keys("2 n Ngozi ^T");
	visits_set(&record_staff, v.ruth->staff->id, "role", "front_desk");
	keys("2580 Enter");
	assert_true(ui_quitting(d->ui));
	assert_non_null(strstr(d->ended.text, "has changed, to Front desk"));
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.ruth, v.path, false);
	keys("Q");
	visits_set(&record_staff, v.ruth->staff->id, "active", "no");
	keys("2580 Enter");
	assert_true(ui_quitting(d->ui));
	assert_non_null(strstr(d->ended.text, "may not log in"));
	in_front("lock");
	assert_int_equal(dbfile_int(v.path, DRAFTS), 1);
}

static void
a_given_pin_is_changed_first(void **state)
{
	bool has;

	(void)state;
	assert_false(pin_lend(v.ruth, v.mara->staff->id, "1357", &err));
	driven_begin(v.mara, v.path, false);
	keys("8 / PIN Enter g ruth Enter 12 Enter");
	says("4 to 8 digits");
	keys("^U 1357 Enter");
	says("Ruth Aoki");
	driven_end();
	assert_false(pin_give(v.ruth, "1357", &err));
	driven_begin(v.ruth, v.path, false);
	keys("Q 1357 Enter");
	sees("Your new PIN");
	keys("1357 Enter 1357 Enter");
	says("given to you");
	keys("1357 Enter 2468 Enter 2469 Enter");
	says("not the same");
	keys("2468 Enter 2468 Enter");
	in_front("today");
	OK(pin_give(v.ruth, "2468", &err));
	OK(pin_has(v.desk, &has, &err));
	assert_false(has);
	OK(pin_set(v.desk, NULL, "7531", &err));
}

TEST_MAIN(
    CASE(a_form_outlasts_the_lock),
    CASE(q_locks_and_q_leaves),
    CASE(the_last_minute_is_counted),
    CASE(a_locked_screen_asks_nothing_and_catches_up),
    CASE(the_longer_time_leaves),
    CASE(without_a_pin_q_leaves),
    CASE(times_are_a_roles_own),
    CASE(times_that_are_none_are_refused),
    CASE(wrong_pins_wait_and_are_written_down),
    CASE(who_may_not_come_back_is_told),
    CASE(a_given_pin_is_changed_first))
