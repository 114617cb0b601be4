/*
 * Proves that who opens a client's page, chart or screening is in the journal, without a
 * statement by a key; that the Journal page names people and no number, narrows to a
 * person, a client, a kind or a day, and opens an entry field by field; that a client's
 * history goes on to who saw the client; and that it is the owner's alone.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "practice/reads.h"
#include "tests/support/driven_visits.h"

#define LOOKS "SELECT count(*) FROM journal_change WHERE tbl = 'read'"

/* What was gathered is written, as by the tick three seconds later. */
static void
write_looks(void)
{
	struct err err;

	OK(reads_write(d->p, clock_monotonic_ms() + 3000, &err));
}

static void
whose_page_is_in_front_is_noted(UNUSED void **state)
{
	driven_begin(v.ruth, v.path, false);
	driven_tick(0, true);
	write_looks();
	assert_int_equal(dbfile_int(v.path, LOOKS), 0);
	keys("2 / lang Enter");
	driven_tick(0, true);
	assert_int_equal(dbfile_int(v.path, LOOKS), 0);
	keys("Tab Tab q");
	driven_tick(0, true);
	write_looks();
	assert_int_equal(dbfile_int(v.path, LOOKS), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT j.who FROM journal j JOIN journal_change c "
	    "ON c.n = j.n WHERE c.tbl = 'read' AND c.row = 1"), v.ruth->staff->id);
}

/* What a clinic's day leaves: a visit, a look, a refusal, somebody who logs in. */
static void
day(void)
{
	struct err err;

	visits_set(&record_client, v.anna, "city", "Graz");
	OK(clinic_set(v.mara, v.anna, "city", "Wien", &err));
	reads_note(v.ruth, v.anna, "client");
	reads_end(v.ruth);
	assert_false(practice_may(v.desk, ACTION_REPORT, &err));
	OK(login_begin(v.ruth, "192.0.2.7 50000 192.0.2.1 22", &err));
	OK(login_end(v.ruth, LOGOUT_HANG_UP, &err));
}

static void
it_names_people(UNUSED void **state)
{
	day();
	driven_begin(v.mara, v.path, false);
	keys("8 / looked Enter");
	in_front("journal");
	sees("Logged in from 192.0.2.7");
	sees("Logged out: line lost");
	sees("Looked at Lang, Anna");
	sees("Refused: see reports");
	sees("Changed client Lang, Anna");
	sees_not("process");
	looks_at_each_size("journal");
	keys("/ looked Enter");
	sees("Who was looked at");
	sees("Lang, Anna: page");
	keys("q q / changed Enter");
	if (shows("Journal"))
		keys("Enter");
	sees("Wien (was Graz)");
	looks("journal-entry");
}

static void
it_narrows(UNUSED void **state)
{
	day();
	driven_begin(v.mara, v.path, false);
	keys("8 / looked Enter v w ruth Enter");
	sees("Journal, Ruth Aoki");
	sees("Logged in");
	sees_not("Refused");
	keys("v k look Enter");
	sees("only look");
	sees_not("Logged in");
	sees("Looked at Lang, Anna");
	keys("v w Enter v a v c nobody Enter");
	says("nobody");
	keys("^U lang Enter");
	sees("about Lang, Anna");
	sees("Looked at Lang, Anna");
	sees_not("Logged in");
	keys("v a v d 2001-01-01 Enter");
	sees("No entry is like that");
	keys("v a");
	sees("Logged in");
}

static void
who_saw_this_client(UNUSED void **state)
{
	day();
	driven_begin(v.mara, v.path, false);
	keys("2 / lang Enter h h");
	in_front("who saw");
	sees("Who saw this client, Lang, Anna");
	sees("Ruth Aoki");
	sees("page");
}

static void
it_is_the_owners(UNUSED void **state)
{
	day();
	driven_begin(v.ruth, v.path, false);
	keys("8 / looked Enter");
	says("may not read the journal");
	keys("2 / lang Enter h h");
	in_front("client");
	says("This is the client's history");
}

TEST_MAIN(CASE(whose_page_is_in_front_is_noted), CASE(it_names_people), CASE(it_narrows),
    CASE(who_saw_this_client), CASE(it_is_the_owners))
