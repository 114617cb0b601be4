/*
 * What anybody changes is told row by row, once, and nothing is asked while nobody
 * writes; a program that runs sees new settings, a new day, a new role, and refuses
 * its person when the login was taken away.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"
#include "practice/drafts.h"
#include "practice/history.h"
#include "practice/offer.h"
#include "practice/preferences.h"
#include "practice/reads.h"
#include "practice/watch.h"
#include "tests/support/clinic.h"

static char *path;
static struct practice *mara, *jon;
static int64_t jon_id, client;
static struct watch w;

static int
begin(void **state)
{
	static int n;
	struct err err;
	char name[32];

	(void)state;
	snprintf(name, sizeof(name), "watch-%d.db", n++);
	path = clinic_new(name);
	mara = clinic_open(path, "mara");
	jon_id = clinic_staff(mara, "jon", "practitioner");
	client = clinic_client(mara, "given", "Ada", NULL);
	jon = clinic_open(path, "jon");
	OK(watch_begin(mara, &w, &err));
	OK(practice_refresh(mara, NULL, &err));
	practice_work(mara);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	practice_close(mara);
	practice_close(jon);
	free(path);
	return 0;
}

static void
add_change(const struct watch_change *ch, void *arg)
{
	if (ch->type == NULL)
		buf_adds(arg, "all\n");
	else
		buf_addf(arg, "%s %s%s: %s %lld of %lld\n", ch->who, ch->kind,
		    ch->mine ? " (mine)" : "", ch->type->name, (long long)ch->row,
		    (long long)ch->client);
}

static void
told(const char *want)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;

	OK(watch_changes(mara, &w, add_change, &out, &err));
	assert_string_equal(out.s, want);
	buf_cut(&out, 0);
	OK(watch_changes(mara, &w, add_change, &out, &err));
	assert_string_equal(out.s, "");
}

static void
nothing_is_asked_while_nobody_writes(void **state)
{
	struct work done;
	struct err err;
	bool changed;
	int i;

	(void)state;
	for (i = 0; i < 10; i++) {
		told("");
		OK(practice_refresh(mara, &changed, &err));
		assert_false(changed);
	}
	done = practice_work(mara);
	assert_int_equal(done.statements, 0);
	assert_int_equal(done.rows, 0);
	/* one query when somebody has */
	OK(clinic_set(jon, client, "city", "Graz", &err));
	told("jon change: client 1 of 1\n");
	done = practice_work(mara);
	assert_int_equal(done.statements, 1);
	assert_int_equal(done.rows, 1);
}

static void
no_more_of_the_file_is_held_than_allowed(void **state)
{
	struct err err;

	(void)state;
	OK(clinic_set(mara, client, "city", "Graz", &err));
	assert_true(dbfile_held(mara->db, SQLITE_DBSTATUS_CACHE_USED) > 100000);
	practice_hold(mara, 60);
	assert_true(dbfile_held(mara->db, SQLITE_DBSTATUS_CACHE_USED) < 80000);
}

/* Pages and statements are given back, nothing is asked for it, and the next key gets what
 * it needs. */
static void
a_login_at_rest_holds_nothing_for_its_next_key(void **state)
{
	struct err err;

	(void)state;
	OK(clinic_set(mara, client, "city", "Graz", &err));
	told("mara change (mine): client 1 of 1\n");
	assert_true(dbfile_held(mara->db, SQLITE_DBSTATUS_CACHE_USED) > 100000);
	assert_true(dbfile_held(mara->db, SQLITE_DBSTATUS_STMT_USED) > 100000);
	practice_work(mara);
	practice_rest(mara);
	assert_int_equal(practice_work(mara).statements, 0);
	assert_true(dbfile_held(mara->db, SQLITE_DBSTATUS_CACHE_USED) < 20000);
	/* what asks whether anybody has written stays */
	assert_true(dbfile_held(mara->db, SQLITE_DBSTATUS_STMT_USED) < 20000);
	OK(clinic_set(jon, client, "city", "Wien", &err));
	told("jon change: client 1 of 1\n");
}

static void
others_and_own_come_the_same_way(void **state)
{
	struct undone u;
	struct err err;

	(void)state;
	OK(clinic_set(jon, client, "city", "Graz", &err));
	OK(clinic_set(mara, client, "phone", "555 0100", &err));
	told("jon change: client 1 of 1\nmara change (mine): client 1 of 1\n");
	OK(clinic_set(mara, client, "phone", "555 0101", &err));
	told("mara change (mine): client 1 of 1\n");
	OK(practice_undo(mara, &u, NULL, &err));
	OK(practice_redo(mara, &u, NULL, &err));
	told("mara undo (mine): client 1 of 1\nmara redo (mine): client 1 of 1\n");
	clinic_staff(mara, "eve", "owner");
	told("mara change (mine): staff 3 of 0\n");
}

static void
what_changes_no_record_is_not_told(void **state)
{
	AUTO_DRAFT struct draft d = DRAFT_INIT;
	struct err err;

	(void)state;
	reads_note(jon, client, "client");
	reads_end(jon);
	OK(login_begin(mara, NULL, &err));
	draft_set_string(&d.form, "client");
	OK(practice_draft_save(jon, &d, &err));
	told("");
}

static bool
many_inside(struct db *db, void *arg, struct err *e)
{
	const int *n = arg;
	int i;

	for (i = 0; i < *n; i++) {
		AUTO_RECORD struct record *r = record_new(&record_client);

		record_set_text(r, "given", "Zoe");
		if (!db_insert(db, r, e))
			return false;
	}
	return true;
}

static void
too_many_are_told_as_all(void **state)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;
	int n = WATCH_ROWS_MAX;
	struct watch before;

	(void)state;
	OK(db_write(jon->db, "import", "import clients", many_inside, &n, &err));
	before = w;
	OK(watch_changes(mara, &w, add_change, &out, &err));
	assert_null(strstr(out.s, "all"));
	assert_non_null(strstr(out.s, "jon import: client 501 of 501\n"));
	OK(clinic_set(jon, client, "city", "Graz", &err));
	told("jon change: client 1 of 1\n");
	w = before;
	buf_cut(&out, 0);
	OK(watch_changes(mara, &w, add_change, &out, &err));
	assert_string_equal(out.s + out.len - 4, "all\n");
	told("");
}

static void
a_failure_forgets_nothing(void **state)
{
	struct watch before = w;
	struct err err;

	(void)state;
	OK(clinic_set(jon, client, "city", "Graz", &err));
	dbfile_sql(path, "ALTER TABLE journal_change RENAME TO aside");
	dbfile_sql(path, "CREATE VIEW journal_change AS SELECT n, i, tbl, "
	    "abs(-9223372036854775807 - 1) AS row, client FROM aside");
	assert_false(watch_changes(mara, &w, add_change, NULL, &err));
	assert_memory_equal(&w, &before, sizeof(w));
	dbfile_sql(path, "DROP VIEW journal_change");
	dbfile_sql(path, "ALTER TABLE aside RENAME TO journal_change");
	told("jon change: client 1 of 1\n");
}

/* Changes a field of a record in the offer or of the settings, as mara. */
static void
set(const struct record_type *t, int64_t id, const char *field, const char *text)
{
	AUTO_RECORD struct record *base = db_get(mara->db, t, id, NULL);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;

	OK(record_parse(mine, &mara->context, field, text, &err));
	OK(t == &record_practice ? settings_save(mara, mine, base, NULL, NULL, &err) :
	    offer_save(mara, mine, base, NULL, NULL, &err));
}

static void
settings_and_the_day_come(void **state)
{
	struct err err;
	bool changed;

	(void)state;
	set(&record_practice, 1, "date_order", "dmy");
	set(&record_practice, 1, "opens", "8:00");
	OK(practice_refresh(jon, &changed, &err));
	assert_true(changed);
	assert_int_equal(jon->context.date_order, DATE_DMY);
	assert_int_equal(record_int(jon->settings, "opens"), 480);
	OK(clinic_set(mara, client, "city", "Graz", &err));
	OK(practice_refresh(jon, &changed, &err));
	assert_false(changed);
	OK(clock_fix("2026-03-13T00:00", &err));
	OK(practice_refresh(jon, &changed, &err));
	assert_true(changed);
	assert_int_equal(jon->context.today, date_from_iso("2026-03-13"));
	OK(practice_refresh(jon, NULL, &err));
}

static void
a_role_holds_at_once(void **state)
{
	struct err err;
	bool changed;

	(void)state;
	set(&record_staff, jon_id, "role", "front_desk");
	assert_false(practice_may(jon, ACTION_READ_MEDICAL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	set(&record_staff, jon_id, "role", "practitioner");
	OK(practice_refresh(jon, &changed, &err));
	assert_true(changed);
	OK(practice_may(jon, ACTION_READ_MEDICAL, &err));
}

static void
a_login_taken_away_is_refused(void **state)
{
	struct err err;
	int64_t denied;

	(void)state;
	set(&record_staff, jon_id, "active", "no");
	OK(clock_fix("2026-03-13T10:30", &err));
	denied = dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = 'denied'");
	assert_false(practice_refresh(jon, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_string_equal(err.text, "jon may not log in to this practice any more; "
	    "the owner can allow it again.");
	assert_false(clinic_set(jon, client, "city", "Graz", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_null(client_get(jon, client, &err));
	/* the second, to see clients too, is counted */
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM journal WHERE kind = 'denied'"), denied + 1);
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM client WHERE city IS NOT NULL"), 0);
	/* allowed again, it goes on; under another login it does not */
	set(&record_staff, jon_id, "active", "yes");
	OK(clinic_set(jon, client, "city", "Graz", &err));
	set(&record_staff, jon_id, "login", "john");
	assert_false(practice_refresh(jon, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
}

static void
preferences_are_a_persons_own(void **state)
{
	AUTO_RECORD struct record *r = NULL, *again = NULL, *jons = NULL, *late = NULL;
	struct err err;

	(void)state;
	r = preferences_get(mara, &err);
	late = preferences_get(mara, &err);
	assert_int_equal(r->id, 0);
	assert_string_equal(record_text(r, "theme"), "default");
	record_set_text(r, "theme", "mono");
	OK(preferences_save(mara, r, NULL, &err));
	/* the last choice wins, in the same row */
	record_set_text(late, "theme", "dark");
	OK(preferences_save(mara, late, NULL, &err));
	OK(preferences_save(mara, late, NULL, &err));
	again = preferences_get(mara, &err);
	assert_int_equal(again->id, r->id);
	assert_string_equal(record_text(again, "theme"), "dark");
	jons = preferences_get(jon, &err);
	assert_int_equal(jons->id, 0);
	record_set_int(jons, "mouse", 1);
	OK(preferences_save(jon, jons, NULL, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM staff_setting"), 2);
	record_set_text(again, "theme", "pink");
	assert_false(preferences_save(mara, again, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)
TEST_MAIN(
    CASE(nothing_is_asked_while_nobody_writes),
    CASE(no_more_of_the_file_is_held_than_allowed),
    CASE(a_login_at_rest_holds_nothing_for_its_next_key),
    CASE(others_and_own_come_the_same_way),
    CASE(what_changes_no_record_is_not_told),
    CASE(too_many_are_told_as_all),
    CASE(a_failure_forgets_nothing),
    CASE(settings_and_the_day_come),
    CASE(a_role_holds_at_once),
    CASE(a_login_taken_away_is_refused),
    CASE(preferences_are_a_persons_own))
