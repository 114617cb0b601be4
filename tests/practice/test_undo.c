/*
 * The screens' undo says what it would take back, in words and with its age, takes
 * back just that, and never what was done before this login; notes that somebody
 * read, came or went are no changes and are written once in ten minutes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/history.h"
#include "practice/reads.h"
#include "tests/support/clinic.h"


static char *path;
static struct practice *p;
static int64_t old;	/* a client from before this login */

static int
begin(void **state)
{
	static int n;
	char name[32];
	struct practice *before;

	(void)state;
	snprintf(name, sizeof(name), "undo-%d.db", n++);
	path = clinic_new(name);
	before = clinic_open(path, "mara");
	clinic_staff(before, "jon", "practitioner");
	clinic_staff(before, "bea", "bookkeeper");
	old = clinic_client(before, "given", "Ada", NULL);
	practice_close(before);
	p = clinic_open(path, "mara");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	practice_close(p);
	free(path);
	return 0;
}

static void
words_are(const struct undoable *u, const char *want)
{
	AUTO_BUF struct buf words = BUF_INIT;

	undoable_words(p, u, &words);
	assert_string_equal(words.s, want);
}

static void
it_is_told_before_it_is_done(void **state)
{
	struct undoable u;
	struct undone done;
	struct err err;
	int64_t id = clinic_client(p, "given", "Zoe", NULL);

	(void)state;
	OK(clock_fix("2026-03-12T10:06:30", &err));
	OK(practice_undo_next(p, &u, &err));
	assert_int_equal(u.entry, db_last_entry(p->db));
	assert_int_equal(u.age_seconds, 390);
	assert_string_equal(u.kind, "change");
	assert_ptr_equal(u.type, &record_client);
	assert_int_equal(u.row, id);
	assert_int_equal(u.client, id);
	assert_int_equal(u.batch, 0);
	words_are(&u, "Added client Zoe");
	OK(practice_undo_since(p, &u, &done, &err));
	assert_int_equal(done.entry, u.entry);
	assert_int_equal(done.entries, 1);
	assert_null(client_get(p, id, &err));
	/* the same again is refused */
	assert_false(practice_undo_since(p, &u, &done, &err));
	assert_int_equal(err.code, ERR_INVALID);
	/* redo tells what was undone, and when that was */
	OK(clock_fix("2026-03-12T10:07:30", &err));
	OK(practice_redo_next(p, &u, &err));
	assert_string_equal(u.kind, "change");
	assert_int_equal(u.row, id);
	assert_int_equal(u.age_seconds, 60);
	words_are(&u, "Added client Zoe");
	OK(practice_redo_since(p, &u, &done, &err));
	assert_false(practice_redo_next(p, &u, &err));
	assert_int_equal(err.code, ERR_INVALID);
	/* what was done again can be undone again */
	OK(practice_undo_next(p, &u, &err));
	words_are(&u, "Added client Zoe");
}

static void
it_ends_where_the_login_began(void **state)
{
	struct undoable u = { .entry = p->began };
	struct undone done;
	struct err err;

	(void)state;
	assert_false(practice_undo_next(p, &u, &err));
	assert_string_equal(err.text,
	    "There is nothing of yours to undo since you logged in.");
	u.entry = p->began;
	assert_false(practice_undo_since(p, &u, &done, &err));
	OK(clinic_set(p, old, "city", "Graz", &err));
	OK(practice_undo_next(p, &u, &err));
	OK(practice_undo_since(p, &u, &done, &err));
	assert_false(practice_undo_next(p, &u, &err));
	assert_int_equal(err.code, ERR_INVALID);
	/* the command line's goes on */
	OK(practice_undo(p, &done, NULL, &err));
	assert_null(client_get(p, old, &err));
	/* and a login that begins now does not redo it */
	practice_close(p);
	p = clinic_open(path, "mara");
	assert_false(practice_redo_next(p, &u, &err));
	OK(practice_redo(p, &done, NULL, &err));
}

static void
what_was_told_is_what_is_done(void **state)
{
	struct undoable first, second, u;
	struct undone done;
	struct err err;

	(void)state;
	OK(clinic_set(p, old, "city", "Graz", &err));
	OK(practice_undo_next(p, &first, &err));
	clinic_client(p, "given", "Zoe", NULL);
	OK(practice_undo_next(p, &second, &err));
	OK(practice_undo_since(p, &first, &done, &err));
	assert_int_equal(done.entry, first.entry);
	OK(practice_redo_next(p, &u, &err));
	/* something else since: redo is refused */
	OK(clinic_set(p, old, "phone", "555 0100", &err));
	assert_false(practice_redo_since(p, &u, &done, &err));
	assert_int_equal(err.code, ERR_INVALID);
	/* a row that somebody changed since */
	OK(practice_undo_next(p, &u, &err));
	struct practice *jon = clinic_open(path, "jon");
	OK(clinic_set(jon, old, "phone", "555 0199", &err));
	assert_false(practice_undo_since(p, &u, &done, &err));
	assert_int_equal(err.code, ERR_STALE);
	/* somebody else's */
	OK(practice_undo_next(jon, &u, &err));
	assert_false(practice_undo_since(p, &u, &done, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(jon);
}

static void
roles_hold(void **state)
{
	struct practice *bea = clinic_open(path, "bea");
	struct undoable u = { .entry = 0 };
	struct undone done;
	struct err err;

	(void)state;
	assert_false(practice_undo_next(bea, &u, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(practice_redo_next(bea, &u, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(practice_undo_since(bea, &u, &done, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(practice_redo_since(bea, &u, &done, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(bea);
}

static void
labels_become_words(void **state)
{
	static const struct { const char *label, *words; } cases[] = {
		{ "add client 12", "Added client" },
		{ "change staff_setting 3", "Changed screen settings" },
		{ "close receipt 1001", "Closed receipt" },
		{ "write receipt #4", "Kept open receipt" },
		{ "pay receipt 4", "Paid receipt" },
		{ "cancel session 4", "Cancelled session" },
		{ "override screening 1", "Overridden screening" },
		{ "import clients", "Imported clients" },
		{ "reply to review 3", "Replied to review" },
		{ "\033[2J client 12", "^[[2Jed client" }, { "x", "x" }, { "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct undoable u = { .entry = 0 };

		snprintf(u.label, sizeof(u.label), "%s", cases[i].label);
		words_are(&u, cases[i].words);
	}
}

/* A look that is in the journal at once. */
static void
look(int64_t client)
{
	reads_note(p, client, "client");
	reads_end(p);
}

static void
notes_do_not_come_between_undo_and_redo(void **state)
{
	struct undoable u;
	struct undone done;
	struct err err;

	(void)state;
	OK(login_begin(p, NULL, &err));
	OK(clinic_set(p, old, "city", "Graz", &err));
	look(old);
	OK(practice_undo_next(p, &u, &err));
	OK(practice_undo_since(p, &u, &done, &err));
	OK(clock_fix("2026-03-12T11:00", &err));
	look(old);
	OK(practice_redo_next(p, &u, &err));
	OK(practice_redo_since(p, &u, &done, &err));
	OK(login_end(p, LOGOUT_LEFT, &err));
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM journal WHERE kind = 'login'"), 2);
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)
TEST_MAIN(
    CASE(it_is_told_before_it_is_done),
    CASE(it_ends_where_the_login_began),
    CASE(what_was_told_is_what_is_done),
    CASE(roles_hold),
    CASE(labels_become_words),
    CASE(notes_do_not_come_between_undo_and_redo))
