/*
 * An emergency, driven by keys: the front desk sees what is medical once, with a reason
 * that is written down first; the page ends with the key that closes it, and nothing of
 * it is kept; the owner is told at the next login until that is answered. Nobody else
 * has that way. And what was asked of allergies and medicines, in words and by keys.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/asked.h"
#include "practice/drafts.h"
#include "practice/emergency.h"
#include "practice/history.h"
#include "screens/client/client.h"
#include "tests/support/driven_visits.h"

static int
looks_written(void)
{
	return (int)dbfile_int(v.path, "SELECT count(*) FROM emergency_view");
}

static void
fill(void)
{
	struct err err;

	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "none", &err));
	OK(clinic_set(v.mara, v.anna, "emergency", "Karl 416 555 0177", &err));
}

static void
the_desk_sees_it_once(void **state)
{
	fill();
	driven_begin(v.desk, v.path, false);
	keys("2 !");
	sees("what happened to Lang, Anna");
	/* no reason, no look */
	keys("Enter");
	says("Type what happened");
	assert_int_equal(looks_written(), 0);
	sees_not("latex");
	keys("collapsed Enter");
	assert_int_equal(looks_written(), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM emergency_view WHERE "
	    "reason = 'collapsed' AND seen_by IS NULL"), 1);
	sees("latex (asked 12 Mar 2026");
	sees("none known (asked 12 Mar 2026");
	sees("Karl 416 555 0177");
	looks_at_each_size("emergency");
	/* no key leads away with the page still there */
	keys("1 ^G : 3 Q j x");
	sees("latex");
	keys("q");
	says("The emergency view has ended");
	sees_not("latex");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
	keys("Enter");
	sees("! see screening");
	sees_not("latex");
	/* another look is another reason */
	keys("!");
	sees("what happened");
	keys("Esc");
	assert_int_equal(looks_written(), 1);
}

static void
the_owner_is_told_until_it_is_read(void **state)
{
	AUTO_BUF struct buf page = BUF_INIT;
	struct err unwritten, err;

	OK(emergency_view(v.desk, v.anna, "collapsed", &page, &unwritten, &err));
	assert_int_equal(unwritten.code, ERR_NONE);
	driven_begin(v.mara, v.path, false);
	sees("looked at Lang, Anna: collapsed");
	looks_at_each_size("emergency-told");
	keys("l");
	driven_end();
	driven_begin(v.mara, v.path, false);
	sees("looked at Lang, Anna: collapsed");
	keys("y");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM emergency_view WHERE "
	    "seen_by IS NOT NULL AND seen_at IS NOT NULL"), 1);
	keys("2 Enter");
	sees("collapsed");
	driven_end();
	driven_begin(v.mara, v.path, false);
	sees_not("collapsed");
	driven_end();
	driven_begin(v.ruth, v.path, false);
	sees_not("collapsed");
}

static void
nobody_else_has_that_way(void **state)
{
	AUTO_BUF struct buf page = BUF_INIT;
	struct err unwritten, err;
	int64_t readonly;
	struct practice *looker;

	fill();
	readonly = clinic_staff(v.mara, "rita", "read_only");
	assert_true(readonly > 0);
	looker = clinic_open(v.path, "rita");
	REFUSED(emergency_view(v.books, v.anna, "why", &page, &unwritten, &err),
	    ERR_DENIED, "may not use");
	REFUSED(emergency_view(looker, v.anna, "why", &page, &unwritten, &err),
	    ERR_DENIED, "may not use");
	REFUSED(emergency_view(v.ruth, v.anna, "why", &page, &unwritten, &err),
	    ERR_DENIED, "may not use");
	REFUSED(emergency_view(v.mara, v.anna, "why", &page, &unwritten, &err),
	    ERR_INVALID, "on the client's page");
	REFUSED(emergency_view(v.desk, v.anna, "", &page, &unwritten, &err),
	    ERR_INVALID, "what happened");
	assert_int_equal(page.len, 0);
	REFUSED(emergency_list(v.desk, 0, &page, &err), ERR_DENIED, "medical");
	practice_close(looker);
	driven_begin(v.ruth, v.path, false);
	keys("2 !");
	says("Your login shows allergies");
}

/* Shown all the same, and kept: with the drafts, and written at a login that can. */
static void
a_file_that_cannot_be_written_hides_nothing(void **state)
{
	fill();
	driven_begin(v.desk, v.path, false);
	keys("2 !");
	dbfile_sql(v.path, "CREATE TRIGGER full BEFORE INSERT ON emergency_view "
	    "BEGIN SELECT RAISE(ABORT, 'no room'); END");
	keys("collapsed Enter");
	sees("NOT recorded yet");
	sees("latex");
	looks_at_each_size("emergency-unwritten");
	keys("q 1");
	assert_int_equal(looks_written(), 0);
	sees("Emergency look, Lang");
	keys("Tab Enter");
	says("no room");
	sees("Emergency look, Lang");
	driven_end();
	dbfile_sql(v.path, "DROP TRIGGER full");
	visits_now("2026-03-12T15:00");
	driven_begin(v.desk, v.path, false);
	sees_not("Emergency look");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM emergency_view WHERE "
	    "reason = 'collapsed' AND seen_by IS NULL"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM emergency_view v JOIN "
	    "journal j WHERE j.n = v.version AND j.at > v.at"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

/* Another program has changed the schema meanwhile: nothing is written, all is shown. */
static void
another_schema_hides_nothing(void **state)
{
	AUTO_FREE char *ours = xasprintf("PRAGMA user_version = %d",
	    (int)dbfile_int(v.path, "PRAGMA user_version"));

	fill();
	driven_begin(v.desk, v.path, false);
	keys("2 !");
	dbfile_sql(v.path, "PRAGMA user_version = 99");
	keys("collapsed Enter");
	sees("NOT recorded yet");
	sees("latex");
	sees("Karl 416 555 0177");
	keys("q");
	driven_end();
	dbfile_sql(v.path, ours);
	assert_int_equal(looks_written(), 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
	practice_close(v.desk);
	v.desk = clinic_open(v.path, "desk");
	driven_begin(v.desk, v.path, false);
	assert_int_equal(looks_written(), 1);
}

/* Who is logged in already finds it in To do; it is in the client's history too. */
static void
the_owner_who_is_here_finds_it(void **state)
{
	AUTO_BUF struct buf page = BUF_INIT;
	struct err unwritten, err;

	driven_begin(v.mara, v.path, false);
	sees_not("emergency");
	/* on another page it is said at once */
	keys("2");
	OK(emergency_view(v.desk, v.anna, "collapsed", &page, &unwritten, &err));
	desk_catch_up(d);
	says("in an emergency: Today, To do");
	REFUSED(practice_history(v.desk, "emergency_view", 1, NULL, NULL, &err), ERR_DENIED,
	    "medical");
	keys("1");
	sees("1 emergency look");
	keys("Tab Enter");
	sees("looked at Lang, Anna: collapsed");
	keys("l");
	sees("1 emergency look");
	keys("Enter y");
	sees_not("emergency look");
	/* that it was read is not taken back either */
	keys("u");
	says("An emergency look is never undone");
	keys("2 Enter Tab Tab Tab Tab Tab");
	sees("Emergency look");
	sees("Look seen by");
	sees("collapsed");
	driven_end();
	driven_begin(v.desk, v.path, false);
	keys("2 Enter Tab Tab Tab Tab Tab");
	sees_not("collapsed");
	sees_not("Emergency look");
}

/* u says that a look stays, and undoes what was done before only when asked again. */
static void
a_look_is_not_taken_back(void **state)
{
	struct err err;

	fill();
	driven_begin(v.desk, v.path, false);
	keys("2 ! collapsed Enter q u");
	says("An emergency look is never undone. There is nothing else");
	OK(clinic_set(v.desk, v.anna, "phone", "416 555 0101", &err));
	keys("! again Enter q u");
	says("never undone. Undo the change before: ");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "phone = '416 555 0101'"), 1);
	keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "phone = '416 555 0101'"), 0);
	assert_int_equal(looks_written(), 2);
	keys("u");
	says("never undone");
}

/* --- what was asked ----------------------------------------------------------------- */

static void
asked_in_words(void **state)
{
	AUTO_BUF struct buf words = BUF_INIT;
	AUTO_RECORD struct record *card = NULL;
	struct err err;

	card = client_get(v.mara, v.anna, &err);
	asked_words(v.mara, card, "allergies", &words);
	assert_string_equal(words.s, "not asked");
	assert_true(asked_is_none(" No known allergies. "));
	assert_false(asked_is_none("nonethelesstin"));
	driven_begin(v.mara, v.path, false);
	keys("2 Enter");
	sees("not asked");
	keys("=");
	says("never asked");
	OK(clinic_set(v.mara, v.anna, "allergies", "NKDA", &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "warfarin", &err));
	desk_catch_up(d);
	sees("12 Mar 2026");
	sees("warfarin (asked");
	sees_not("ALLERGY");
	/* still true, a month later, in one key */
	visits_now("2026-04-20T10:00");
	keys("=");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "allergies IS NULL AND allergies_on = '2026-04-20' AND "
	    "medicines_on = '2026-04-20' AND medicines_by IS NOT NULL"), 1);
	/* taken out without an answer: nobody has asked */
	OK(clinic_set(v.mara, v.anna, "medicines", "", &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "medicines_on IS NULL AND medicines_by IS NULL"), 1);
	REFUSED(asked_still_true(v.desk, v.anna, &err), ERR_DENIED, "medical");
	/* what is not medical does not ask again */
	OK(clinic_set(v.desk, v.anna, "phone", "416 555 0101", &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "allergies_on = '2026-04-20'"), 1);
}

TEST_MAIN(
	CASE(the_desk_sees_it_once),
	CASE(the_owner_is_told_until_it_is_read),
	CASE(nobody_else_has_that_way),
	CASE(a_file_that_cannot_be_written_hides_nothing),
	CASE(another_schema_hides_nothing),
	CASE(the_owner_who_is_here_finds_it),
	CASE(a_look_is_not_taken_back),
	CASE(asked_in_words))
