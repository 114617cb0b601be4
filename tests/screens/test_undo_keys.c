/*
 * Undo by keys: one u for what is before the eyes, a second one for what is not, is
 * older than five minutes, or tells of health or money; what is taken back is named; a
 * change by somebody else is told with who and when; what changed nothing offers none.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/history.h"
#include "practice/sessions.h"
#include "screens/client/client.h"
#include "screens/parked.h"
#include "screens/screening/screening.h"
#include "tests/support/driven_visits.h"

static int64_t
anna_at(const char *time)
{
	return visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-12", time,
	    "booked");
}

static void
on_another_page_it_asks(void **state)
{
	int64_t id = anna_at("10:30");

	driven_begin(v.mara, v.path, false);
	keys("a");
	visits_is(id, "status", "here");
	keys("7 u");
	says("Undo: Here Lang, Anna, Thu 12 Mar 10:30, Ruth? u again does it");
	visits_is(id, "status", "here");
	/* any other key leaves it, and the next u asks anew */
	keys("j u");
	says("Undo: Here Lang");
	visits_is(id, "status", "here");
	keys("u");
	says("Undone: Here Lang, Anna, Thu 12 Mar 10:30, Ruth.");
	visits_is(id, "status", "booked");
	/* redo alike */
	keys("j U");
	says("Redo: Here Lang, Anna");
	visits_is(id, "status", "booked");
	keys("U");
	says("Redone: Here Lang, Anna");
	visits_is(id, "status", "here");
}

static void
before_the_eyes_one_key_is_enough(void **state)
{
	int64_t id = anna_at("10:30");
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("a k j u");
	visits_is(id, "status", "booked");
	keys("a");
	OK(clock_fix("2026-03-12T10:06", &err));
	keys("u");
	says("done at 10:00? u again does it");
	visits_is(id, "status", "here");
	keys("u");
	visits_is(id, "status", "booked");
	/* another day is not this one */
	keys("a . u");
	says("u again does it");
	visits_is(id, "status", "here");
}

/* What stays is passed over, with its sentence: nothing is blocked behind it. */
static void
behind_an_override_there_is_more(void **state)
{
	visits_screen(v.anna, "blood_thinner", "yes", NULL);
	driven_begin(v.mara, v.path, false);
	keys("2 n Zoe Tab Quist ^S");
	client_push(d, v.anna);
	keys("Tab Tab Enter e o healed Space since Space then Enter");
	sees("Overridden by mara");
	keys("u");
	says("An override stays as it was given");
	says("Undo the change before: Added client Quist, Zoe");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "family = 'Quist'"), 1);
	keys("u");
	says("Undone: Added client Quist, Zoe.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM screening WHERE "
	    "override_reason = 'healed since then'"), 1);
}

static void
a_new_client_is_named_also_when_gone(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("2 n Zoe Tab Quist ^S 7 u");
	says("Undo: Added client Quist, Zoe?");
	keys("u");
	says("Undone: Added client Quist, Zoe.");
	keys("j U");
	says("Redo: Added client Quist, Zoe?");
}

static void
answers_about_health_are_asked_for(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n y ^S");
	says("Saved: ");
	keys("u");
	says("Undo: Added screening of Lang, Anna, Thu 12 Mar? u again does it");
	keys("u");
	says("Undone: Added screening of Lang, Anna");
}

static void
a_colleague_is_named(void **state)
{
	int64_t id = anna_at("10:30");
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("a");
	OK(clock_fix("2026-03-12T10:02", &err));
	r = session_get(v.desk, id, &err);
	assert_non_null(r);
	{
		AUTO_RECORD struct record *mine = record_copy(r);

		record_set_int(mine, "overlap_ok", 1);
		OK(session_save(v.desk, mine, r, NULL, NULL, NULL, &err));
	}
	keys("u u");
	says("Not undone: ");
	says("has changed Lang, Anna, Thu 12 Mar 10:30, Ruth since, Thu 12 Mar 10:02");
	visits_is(id, "status", "here");
}

static void
what_changed_nothing_offers_no_undo(void **state)
{
	struct undoable before, after;
	struct err err;

	driven_begin(v.mara, v.path, false);
	OK(practice_undo_next(v.mara, &before, &err));
	keys("2 e ^S");
	says("Nothing was changed.");
	assert_null(strstr(ui_message(d->ui), "u undoes"));
	OK(practice_undo_next(v.mara, &after, &err));
	assert_int_equal(after.entry, before.entry);
}

/* --- rows that Space marks ------------------------------------------------------------ */

static void
marked_clients_are_archived_as_one(void **state)
{
	driven_begin(v.mara, v.path, false);
	clinic_client(v.mara, "family", "Aab", NULL);
	clinic_client(v.mara, "family", "Aac", NULL);
	keys("2 Space Space");
	says("2 marked");
	sees("*");
	/* what takes one alone says so */
	keys("e");
	says("works on one at a time");
	/* a filter hides them, and they are left */
	keys("/ aab Enter d");
	says("Archived: Aab. u undoes it. 1 more is hidden");
	keys("u");
	says("Undone: Archived client Aab");
	keys("q g Space Space d");
	says("Archived: 2 clients");
	sees_not("Aac");
	keys("u");
	says("Undone: Archived client Aab and 1 other.");
	sees("Aac");
	/* Esc takes the marks away first */
	keys("g Space Esc d");
	says("is archived, kept");
}

/* One question, one wording, one write; one who cannot be written to is named. */
static void
marked_clients_get_the_newsletter_as_one(void **state)
{
	int64_t aac;

	driven_begin(v.mara, v.path, false);
	clinic_client(v.mara, "family", "Aab", "email", "aab@x.example", NULL);
	aac = clinic_client(v.mara, "family", "Aac", NULL);
	keys("2 Space Space w");
	sees("Newsletter for all 2 marked");
	keys("y card-1 Enter");
	says("Aac: no e-mail address; nothing was changed.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM subscriber"), 0);
	visits_set(&record_client, aac, "email", "aac@x.example");
	keys("w y");
	keys("Enter");		/* the wording is asked for */
	says("Which wording was shown?");
	keys("card-1 Enter");
	says("Newsletter: yes, to 2 clients. w again changes it.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM consent_event "
	    "WHERE state = 'subscribed' AND wording = 'card-1'"), 2);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM subscriber"), 2);
	/* in that state already: named, and the marks are still there */
	keys("g Space Space w y Enter");
	says("Aab: aab@x.example is subscribed already.");
	keys("w n");
	says("Newsletter: no more to 2 clients.");
	/* as of one, it is not undone: the opposite is recorded */
	keys("u");
	says("A newsletter consent is not undone");
	keys("g Space Space w y Enter");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM subscriber "
	    "WHERE state = 'subscribed'"), 2);
}

/* x writes the marked rows; the others are left out. */
static void
marked_rows_are_written_alone(void **state)
{
	driven_begin(v.mara, v.path, false);
	clinic_client(v.mara, "family", "Aab", NULL);
	clinic_client(v.mara, "family", "Aac", NULL);
	keys("2 Space Space x");
	sees("Write the 2 marked to a file, in which format?");
	keys("Esc / aab Enter x");
	sees("Write the 1 marked to a file");
	says("1 more is hidden and left as it was.");
	keys("Esc 1");
	anna_at("10:30");
	desk_catch_up(d);
	keys("t g");
	while (!shows("►  10:30"))
		keys("j");
	keys("Space x");
	sees("Write the 1 marked to a file");
}

static void
go_to(const char *row)
{
	int i;

	keys("g");
	for (i = 0; i < 20 && !shows(row); i++)
		keys("j");
	sees(row);
}

static void
marked_visits_are_confirmed_as_one(void **state)
{
	int64_t one = anna_at("10:30"), two = anna_at("12:30"), past = anna_at("13:30");

	visits_set(&record_session, past, "status", "cancelled");
	driven_begin(v.mara, v.path, false);
	go_to("►  10:30");
	keys("Space");
	go_to("►  12:30");
	keys("Space y");
	says("Confirmed: 2 visits");
	visits_is(one, "status", "confirmed");
	visits_is(two, "status", "confirmed");
	keys("u");
	visits_is(one, "status", "booked");
	visits_is(two, "status", "booked");
	/* one that is refused is named, and none is changed */
	go_to("►  10:30");
	keys("Space");
	go_to("►  13:30");
	keys("Space y");
	says("Nothing was changed. Lang, Anna, Thu 12 Mar 13:30, Ruth");
	visits_is(one, "status", "booked");
	keys("a");
	says("one at a time");
	keys("Esc");
	visits_is(one, "status", "booked");
}

/* --- drafts ----------------------------------------------------------------------------- */

static void
a_draft_is_thrown_away_from_the_list(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("2 n Zoe Esc n Yara Esc n Xena Esc");
	parked_push(d);
	sees("New client, Xena");
	keys("Down ^X");
	says("Thrown away: New client, Yara. u brings it back.");
	parked_push(d);
	sees("New client, Xena");
	sees_not("► New client, Yara");
	sees_not("  New client, Yara");
	keys("Esc u");
	says("Back in To do: New client, Yara.");
	parked_push(d);
	keys("yara Enter");
	sees("New client");
	sees("Yara");
}

TEST_MAIN(
	CASE(on_another_page_it_asks),
	CASE(before_the_eyes_one_key_is_enough),
	CASE(behind_an_override_there_is_more),
	CASE(a_new_client_is_named_also_when_gone),
	CASE(answers_about_health_are_asked_for),
	CASE(a_colleague_is_named),
	CASE(what_changed_nothing_offers_no_undo),
	CASE(marked_clients_are_archived_as_one),
	CASE(marked_visits_are_confirmed_as_one),
	CASE(marked_clients_get_the_newsletter_as_one),
	CASE(marked_rows_are_written_alone),
	CASE(a_draft_is_thrown_away_from_the_list))
