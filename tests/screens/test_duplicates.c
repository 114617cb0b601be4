/*
 * Proves that the page Duplicates lists pairs, that a pair is told apart by one key and taken
 * back by another, that both cards stand side by side and a value of either is chosen, that the
 * number of the card that goes is asked for and nothing else merges them, that the card that
 * went leads to the one that stays, as a draft of it does, and that the front desk sees the list
 * alone.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "screens/client/duplicates.h"
#include "screens/forms.h"
#include "screens/parked.h"
#include "screens/receipt/receipt.h"
#include "screens/sign.h"
#include "tests/support/driven_visits.h"

static int64_t again;

static void
day(void)
{
	visits_now("2026-03-12T12:00");
	visits_set(&record_client, v.anna, "phone", "555 0134 12");
	again = clinic_client(v.mara, "given", "Anna", "family", "Lang", "phone", "555 0134 12",
	    "allergies", "latex", "email", "anna@example.org", "fitzpatrick", "IV", NULL);
	visits_add(again, v.facial, v.mara->staff->id, "2026-03-16", "10:00", "booked");
}

static void
two_cards_are_made_one(void **state)
{
	char number[24];

	(void)state;
	day();
	snprintf(number, sizeof(number), "%lld Enter", (long long)again);
	driven_begin(v.mara, v.path, false);
	keys("8 / duplic Enter");
	sees("same names and phone");
	looks_at_each_size("duplicates");
	keys("Enter");
	sees("Lang, Anna stays, Lang, Anna goes");
	sees("visits                    0                           1");
	looks_at_each_size("merging");
	keys("j j j j <");	/* past the last line */
	keys("g <");
	says("There is nothing to choose in this line.");
	keys("Enter Enter");
	says("Nothing was merged: the number of the client who goes is");
	keys("Esc Tab");
	sees("visits                    1                           0");
	keys("Tab Enter");
	keys(number);
	says("Merged: the card of Lang, Anna leads to the one that stays.");
	sees("merged Thu 12 Mar 12:00");
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM session"), v.anna);
	/* the card that went, among the archived ones */
	keys("2 v G Enter");
	says("Lang, Anna was merged into Lang, Anna on 12 Mar 2026.");
	sees("latex");
	sees("Merged      Lang, Anna on 12 Mar");
	/* and taken apart, with what was done since */
	assert_true(clinic_set(v.mara, v.anna, "allergies", "latex, kiwi", NULL));
	keys("8");
	keys("Enter");
	sees("was merged into Lang, Anna on 12 Mar 2026.");
	keys("t");
	sees("changed since  Allergies of Lang, Anna");
	keys("Enter");
	says("That was changed since, and stays as it is.");
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM session"), again);
	keys("Esc");
	sees("same names and phone");
}

/* Merged by mistake, treated and signed as who stayed, taken apart; the chart is signed for who
 * stayed and is there, until it is given to whose it is. */
static void
a_signed_chart_stays_and_is_given(void **state)
{
	AUTO_FREE char *said = NULL;
	char number[24];
	int64_t visit;

	(void)state;
	day();
	visit = visits_add(again, v.needling, v.mara->staff->id, "2026-03-12", "10:00", "done");
	visits_chart(visit);
	snprintf(number, sizeof(number), "%lld Enter", (long long)again);
	driven_begin(v.mara, v.path, false);
	client_merge_push(d, v.anna, again);
	keys("Enter");
	keys(number);
	sign_push(d, visit);
	keys("^U none Space was Space wanted Enter y");
	says("Signed: Lang, Anna, Thu 12 Mar 10:00");
	/* an undo tells what stays too */
	keys("u");
	says("A signature is not undone");
	sees("Merged the card of Lang");
	keys("u");
	in_front("apart");
	says("They are two clients again. U makes them one.");
	looks_at_each_size("apart");
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM session WHERE status = 'done'"),
	    v.anna);
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM session WHERE status = 'booked'"),
	    again);
	keys("Enter");
	says("It is with who went now. u undoes it.");
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM session WHERE status = 'done'"),
	    again);
	keys("u");
	sees("stayed");
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM session WHERE status = 'done'"),
	    v.anna);
	keys("Enter");
	says("It is with who went now. u undoes it.");
	said = dbfile_check(v.path, true);
	assert_string_equal(said, "");
}

/* A colleague saves somebody meanwhile: what was chosen stays chosen. */
static void
a_choice_outlasts_a_colleague(void **state)
{
	char number[24];

	(void)state;
	day();
	snprintf(number, sizeof(number), "%lld Enter", (long long)again);
	driven_begin(v.mara, v.path, false);
	keys("8 / duplic Enter Enter");
	sees("* II");
	keys("j >");
	sees("* IV");
	assert_true(clinic_set(v.ruth, again, "city", "Graz", NULL));
	driven_tick(3000, false);
	sees("Graz");
	sees("* IV");
	keys("Enter");
	keys(number);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE fitzpatrick = 'IV' "
	    "AND city = 'Graz' AND NOT archived"), 1);
}

/* The line is lost, the two are made one, and what was typed is taken up again. */
static void
leave_and_take_up(void)
{
	char number[24];

	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	snprintf(number, sizeof(number), "%lld Enter", (long long)again);
	client_merge_push(d, v.anna, again);
	keys("Enter");
	keys(number);
	says("Merged");
	keys("1");
	parked_push(d);
}

/* What was half typed on the card that went is gone on with on the one that stays. */
static void
a_draft_goes_where_the_card_went(void **state)
{
	(void)state;
	day();
	driven_begin(v.mara, v.path, false);
	assert_true(clinic_set(v.mara, again, "family", "Lange", NULL));
	client_form_edit(d, again);
	keys("Tab Tab ^U Annie Tab");
	leave_and_take_up();
	in_front("form");
	says("Lange, Anna was merged into Lang, Anna on 12 Mar 2026. It is gone on with there.");
	sees("Annie");
	keys("^S");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE preferred = 'Annie' "
	    "AND phone = '555 0134 12' AND fitzpatrick = 'II' AND NOT archived"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

static void
a_booking_goes_on_for_who_stays(void **state)
{
	(void)state;
	day();
	driven_begin(v.mara, v.path, false);
	assert_true(clinic_set(v.mara, again, "family", "Lange", NULL));
	form_session_new(d, &(struct session_preset){ .client = again, .day = DATE_NONE,
	    .start = -1 });
	keys("Tab 2026-03-27");
	leave_and_take_up();
	says("Lange, Anna was merged into Lang, Anna on 12 Mar 2026. It is gone on with there.");
	sees("Client           Lang, Anna");
}

static void
a_receipt_goes_on_for_who_stays(void **state)
{
	(void)state;
	day();
	driven_begin(v.mara, v.path, false);
	assert_true(clinic_set(v.mara, again, "family", "Lange", NULL));
	receipt_push(d, again, clock_today());
	keys("Facial Enter");
	leave_and_take_up();
	sees("Check out, Lang, Anna");
	keys("^S 0 ^S");
	assert_int_equal(dbfile_int(v.path, "SELECT client FROM receipt"), v.anna);
}

static void
two_people_are_told_apart(void **state)
{
	(void)state;
	day();
	driven_begin(v.mara, v.path, false);
	keys("8 / duplic Enter n");
	says("Lang, Anna and Lang, Anna are two people. u undoes it.");
	sees("No two clients are alike.");
	keys("u");
	keys("Enter");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client_merge"), 0);
}

static void
the_desk_merges_nobody(void **state)
{
	(void)state;
	day();
	driven_begin(v.desk, v.path, false);
	keys("8 / duplic Enter Enter");
	sees("same names and phone");
	sees_not("latex");
}

TEST_MAIN(CASE(two_cards_are_made_one), CASE(a_signed_chart_stays_and_is_given),
    CASE(a_choice_outlasts_a_colleague),
    CASE(a_draft_goes_where_the_card_went), CASE(a_booking_goes_on_for_who_stays),
    CASE(a_receipt_goes_on_for_who_stays), CASE(two_people_are_told_apart), CASE(the_desk_merges_nobody))
