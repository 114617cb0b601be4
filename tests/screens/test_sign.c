/*
 * Proves that S signs what is on show, for the client whom the question names, and goes on to
 * the next chart that waits in a key; that a missing section asks for its reason; that the PIN
 * is asked once and never shown; that what is signed says so and takes an addendum, a word of
 * the wrong client and of what is invalid, whose words outlast a line that is cut; that nothing
 * happens without the last answer.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/pin.h"
#include "practice/sign.h"
#include "screens/sign.h"
#include "tests/support/driven_visits.h"

static int64_t first, second;

/* Two visits of today, done and charted. */
static void
day(void)
{
	visits_now("2026-03-12T12:00");
	first = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "09:00", "done");
	second = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "10:30", "done");
	visits_chart(first);
	dbfile_sql(v.path, "UPDATE device SET name = 'First'; UPDATE lot SET number = 'A1'");
	visits_chart(second);
	driven_begin(v.mara, v.path, false);
}

static bool
is_signed(int64_t session)
{
	struct sign_visit look;
	struct err err;

	OK(sign_look(v.mara, session, &look, &err));
	return look.signature != 0;
}

static void
signs_what_it_shows(void **state)
{
	(void)state;
	day();
	keys("g S");
	sees("Why is this missing: photos?");
	keys("Enter");
	says("A reason is needed");
	keys("she Space did Space not Space want Space any Enter");
	sees("Sign the treatment of Lang, Anna, Thu 12 Mar 09:00, mara?");
	sees("cheek L 1.00, chin");
	sees("Cartridge 12, lot A1");
	sees("without photos: she did not want any");
	keys("S");
	says("One of the keys shown");
	keys("Enter");
	assert_false(is_signed(first));
	driven_full(true);
	keys("y");
	says("The disk is full");
	driven_full(false);
	sees("without photos: she did not want any");
	keys("y");
	says("Signed: Lang, Anna, Thu 12 Mar 09:00, mara.");
	assert_true(is_signed(first));
	assert_false(is_signed(second));
	sees("signed, mara, Thu 12 Mar");
	sees("1 chart to sign");
	/* what is signed is not changed by the visit's keys or form */
	keys("e Tab Tab Tab Tab Tab ^U 90 ^S");
	sees("is signed (mara, 12 Mar 2026)");
	in_front("form");
	keys("^X");
}

static void
esc_signs_nothing(void **state)
{
	(void)state;
	day();
	keys("g S no Enter Esc");
	assert_false(is_signed(first));
	in_front("today");
	keys("g S Esc");
	assert_false(is_signed(first));
}

static void
goes_through_what_waits(void **state)
{
	(void)state;
	day();
	dbfile_sql(v.path, "UPDATE chart SET ticks = ticks || char(10) || 'photos'");
	sees("2 charts to sign");
	keys("8 / to Space sign Enter Enter");
	sees("To sign");
	sees("Lang, Anna, Thu 12 Mar 09:00, mara");
	sees("Lang, Anna, Thu 12 Mar 10:30, mara");
	(void)driven_pressed();
	keys("S n");
	sees("Sign the treatment of Lang, Anna, Thu 12 Mar 10:30, mara?");
	assert_true(is_signed(first));
	keys("y");
	assert_int_equal(driven_pressed(), 3);
	assert_true(is_signed(second));
	sees("Nothing waits to be signed.");
	keys("S");
	says("Nothing waits");
}

/* A quarter of a year later they are not counted any more, and not gone. */
static void
what_is_older_still_waits(void **state)
{
	(void)state;
	day();
	dbfile_sql(v.path, "UPDATE session SET date = '2025-12-09' WHERE date = '2026-03-12'");
	keys("8 / to Space sign Enter");
	sees("older charts to sign");
	keys("Enter");
	sees("Nothing waits to be signed.");
	sees("Older ones wait, the newest of 9 Dec 2025: v shows them.");
	keys("S");
	says("Nothing waits");
	keys("v");
	sees("Lang, Anna, Tue 9 Dec 09:00, mara");
	sees("Lang, Anna, Tue 9 Dec 10:30, mara");
	sees_not("Older ones wait");
	keys("v");
	says("No older chart waits to be signed.");
	keys("S");
	sees("Why is this missing: photos?");
}

static void
the_pin_is_asked_once_and_not_shown(void **state)
{
	struct err err;

	(void)state;
	day();
	dbfile_sql(v.path, "UPDATE chart SET ticks = ticks || char(10) || 'photos'");
	OK(pin_set(v.mara, NULL, "2580", &err));
	keys("g S 2581");
	sees("****");
	sees_not("2581");
	keys("Enter");
	says("not your PIN");
	keys("^U 2580 Enter");
	sees("Sign the treatment of Lang, Anna, Thu 12 Mar 09:00");
	keys("n");
	sees("Sign the treatment of Lang, Anna, Thu 12 Mar 10:30");
	keys("y");
	assert_true(is_signed(second));
	/* a new queue asks again, and so does what was left by Esc */
	keys("g S a");
	sees("Your PIN");
	keys("2580 Enter");
	sees("What is to be added?");
	keys("Esc S a");
	sees("Your PIN");
	keys("Esc");
}

static void
chooses_a_pin(void **state)
{
	struct err err;
	bool has;

	(void)state;
	day();
	keys("8 / PIN Enter m");
	sees("Your new PIN");
	keys("12 Enter");
	says("4 to 8 digits");
	keys("^U 2580 Enter 2581 Enter");
	says("not the same");
	OK(pin_has(v.mara, &has, &err));
	assert_false(has);
	keys("Enter m 2580 Enter 2580 Enter");
	says("your PIN is asked when you sign");
	OK(pin_has(v.mara, &has, &err));
	assert_true(has);
	keys("Enter m 1111 Enter 4680 Enter 4680 Enter");
	says("not your PIN");
	OK(pin_give(v.mara, "2580", &err));
	pin_end(v.mara);
	keys("Enter f nobody Enter");
	sees("Who has forgotten the PIN?");
	keys("^U mara Enter");
	says("The PIN of mara is forgotten");
	OK(pin_has(v.mara, &has, &err));
	assert_false(has);
}

/* On a server; alone on a machine of one's own it is a choice. */
static void
the_first_signature_of_a_server_asks_for_a_pin(void **state)
{
	(void)state;
	day();
	dbfile_sql(v.path, "UPDATE chart SET ticks = ticks || char(10) || 'photos'");
	d->login = "mara";
	keys("g S");
	says("choose one, then sign");
	keys("2580 Enter 2580 Enter");
	assert_false(is_signed(first));
	keys("S");
	sees("Your PIN");
	keys("2580 Enter y");
	assert_true(is_signed(first));
}

static void
what_is_signed_is_added_to(void **state)
{
	(void)state;
	day();
	keys("g S no Enter y S");
	sees("12 Mar 2026 signed, mara");
	keys("a");
	sees("What is to be added?");
	keys("Enter");
	says("Something is to be said");
	keys("called: Space well Enter");
	sees("Add this to Lang, Anna, Thu 12 Mar 09:00, mara?");
	keys("y S");
	sees("12 Mar 2026 addendum, mara: called: well");
	keys("w Langer Enter y");
	says("Marked as the wrong client's");
	keys("S i wrong Space depth Enter y");
	says("can be changed and signed again");
	assert_false(is_signed(first));
	/* and then it is signed again */
	keys("S");
	sees("Sign the treatment of");
	keys("y");
	assert_true(is_signed(first));
}

/* What is typed is kept when the line is cut, and until the last question is answered. */
static void
words_outlast_a_line_that_is_cut(void **state)
{
	(void)state;
	day();
	keys("g S no Enter y S a called:");
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	sees("Addendum, Lang, Anna");
	keys("Tab Enter");
	sees("What is to be added?");
	keys("Space well Enter Esc");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 1);
	keys("1 Tab Enter Enter");
	sees("called: well");
	keys("y");
	says("Added to: Lang, Anna, Thu 12 Mar 09:00, mara.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM signature WHERE text LIKE "
	    "'%called: well'"), 1);
}

/* Saved and unchanged, the chart's own ^S signs. */
static void
the_chart_signs_too(void **state)
{
	(void)state;
	visits_set(&record_service, v.needling, "chart", "microneedling");
	day();
	keys("g o");
	in_front("chart");
	keys("^S");
	sees("Why is this missing: photos?");
	keys("no Enter y");
	says("Signed: Lang, Anna, Thu 12 Mar 09:00");
	assert_true(is_signed(first));
	in_front("chart");
}

static void
who_does_not_treat_is_told(void **state)
{
	(void)state;
	day();
	driven_end();
	driven_begin(v.desk, v.path, false);
	keys("g S");
	in_front("today");
	assert_false(is_signed(first));
}

TEST_MAIN(
    CASE(signs_what_it_shows),
    CASE(esc_signs_nothing),
    CASE(goes_through_what_waits),
    CASE(what_is_older_still_waits),
    CASE(the_pin_is_asked_once_and_not_shown),
    CASE(chooses_a_pin),
    CASE(the_first_signature_of_a_server_asks_for_a_pin),
    CASE(what_is_signed_is_added_to),
    CASE(words_outlast_a_line_that_is_cut),
    CASE(the_chart_signs_too),
    CASE(who_does_not_treat_is_told))
