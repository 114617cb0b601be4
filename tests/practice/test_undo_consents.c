/*
 * Proves that an import of subscribers is taken back by recording the opposite: for
 * each address whose newest word is the import's, what stood before; addresses first
 * seen are unknown again, nobody is raised beyond what stood, what was said afterwards
 * stays said, and the file can be read again.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "practice/newsletter.h"
#include "tests/support/importing.h"

static const char states[] = "SELECT group_concat(email || ' ' || state, '; ') FROM "
    "(SELECT * FROM subscriber ORDER BY email)";

static void
import(struct practice *p, const char *rows, const char *preset)
{
	struct import_options o = { .kind = "subscribers", .preset = preset };

	importing_as(p, &o, rows, strlen(rows), NULL);
	if (!imported.ok || imported.r.refused > 0)
		fail_msg("%s\n%s", imported.e.text, imported.said.s);
}

static void
undo(struct practice *p, long opposites, long left)
{
	struct undone u;
	struct err err;

	OK(practice_undo_batch(p, &u, NULL, &err));
	assert_int_equal(u.opposites, opposites);
	assert_int_equal(u.left_since, left);
}

static void
set(struct practice *p, const char *email, const char *state)
{
	struct subscriber_change c = { .email = email, .state = state,
	    .wording = "form 3" };
	struct err err;

	OK(subscriber_set(p, &c, NULL, &err));
}

static void
whole(struct practice *p)
{
	AUTO_FREE char *problems = NULL;

	practice_close(p);
	problems = dbfile_check(importing_path(), true);
	assert_string_equal(problems, "");
	assert_int_equal(number_of("SELECT count(*) FROM subscriber s WHERE state <> "
	    "coalesce((SELECT e.state FROM consent_event e WHERE e.subscriber = s.id "
	    "ORDER BY e.at DESC, e.id DESC LIMIT 1), 'unknown')"), 0);
}

/* The wrong preset: back to unknown, and the right one then counts. */
static void
first_seen_is_unknown_again(void **state)
{
	static const char rows[] = "Email Address,First Name,CONFIRM_TIME\n"
	    "a@x.example,Ann,2016-04-18 13:51:14\nb@x.example,Bo,2016-04-18 13:51:14\n";
	struct practice *p = importing_new("first.db");

	import(p, rows, "mailchimp-unsubscribed");
	is_text(states, "a@x.example unsubscribed; b@x.example unsubscribed");
	undo(p, 2, 0);
	is_text(states, "a@x.example unknown; b@x.example unknown");
	assert_int_equal(number_of("SELECT count(*) FROM import_row"), 0);
	import(p, rows, "mailchimp-subscribed");
	is_text(states, "a@x.example subscribed; b@x.example subscribed");
	undo(p, 2, 0);
	is_text(states, "a@x.example unknown; b@x.example unknown");
	import(p, "Email,State\na@x.example,subscribed\n", NULL);
	is_text(states, "a@x.example subscribed; b@x.example unknown");
	whole(p);
}

/* What stood before stands again; what a colleague said afterwards is left. */
static void
a_colleague_said_more(void **state)
{
	struct practice *p = importing_new("colleague.db"), *jon;

	clinic_staff(p, "jon", "front_desk");
	set(p, "a@x.example", "subscribed");
	import(p, "Email,State,tags\na@x.example,unsubscribed,vip\n"
	    "b@x.example,subscribed,vip\nc@x.example,subscribed,vip\n", NULL);
	jon = clinic_open(importing_path(), "jon");
	set(jon, "c@x.example", "unsubscribed");
	practice_close(jon);
	undo(p, 2, 1);
	is_text(states, "a@x.example subscribed; b@x.example unknown; "
	    "c@x.example unsubscribed");
	is_text("SELECT coalesce(tags, '-') FROM subscriber WHERE email = 'a@x.example'",
	    "-");
	is_text("SELECT source || ' ' || reason || ' ' || who FROM consent_event "
	    "ORDER BY id DESC LIMIT 1", "import the import was undone 1");
	/* it is not redone, and says why */
	struct undone u;
	struct err err;
	assert_false(practice_redo(p, &u, NULL, &err));
	assert_non_null(strstr(err.text, "opposite"));
	whole(p);
}

/* An opt-out that another file brought meanwhile, older than the import's word, is
 * not lifted by going back to what stood before both. */
static void
nobody_is_raised(void **state)
{
	struct practice *p = importing_new("raised.db");
	struct err err;

	clinic_staff(p, "ona", "owner");
	set(p, "a@x.example", "subscribed");
	OK(clock_fix("2026-04-12T10:00", &err));
	import(p, "Email,State\na@x.example,cleaned\n", NULL);
	struct practice *ona = clinic_open(importing_path(), "ona");
	import(ona, "Email,unsubscribed_at\na@x.example,2026-04-01 10:00\n", NULL);
	practice_close(ona);
	is_text(states, "a@x.example cleaned");
	undo(p, 1, 0);
	is_text(states, "a@x.example unsubscribed");
	whole(p);
	OK(clock_fix("2026-03-12T10:00", &err));
}

/* One address in many rows and batches of one import. */
static void
a_long_import_goes_back_whole(void **state)
{
	struct practice *p = importing_new("long.db");
	AUTO_BUF struct buf rows = BUF_INIT;
	int round, i;

	set(p, "n7@x.example", "subscribed");
	buf_adds(&rows, "Email,State\n");
	for (round = 0; round < 2; round++)
		for (i = 0; i < 300; i++)
			buf_addf(&rows, "n%d@x.example,%s\n", i, round == 0 ?
			    "subscribed" : "unsubscribed");
	import(p, rows.s, NULL);
	assert_int_equal(number_of("SELECT count(*) FROM subscriber WHERE "
	    "state = 'unsubscribed'"), 300);
	assert_true(imported.r.last_entry > imported.r.first_entry);
	struct undone u;
	struct err err;
	OK(practice_undo_batch(p, &u, NULL, &err));
	assert_int_equal(u.left_since, 0);
	is_text("SELECT group_concat(DISTINCT state) FROM subscriber WHERE "
	    "email <> 'n7@x.example'", "unknown");
	is_text("SELECT state FROM subscriber WHERE email = 'n7@x.example'", "subscribed");
	whole(p);
}

TEST_MAIN(
    cmocka_unit_test(first_seen_is_unknown_again),
    cmocka_unit_test(a_colleague_said_more),
    cmocka_unit_test(nobody_is_raised),
    cmocka_unit_test(a_long_import_goes_back_whole))
