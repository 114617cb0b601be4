/*
 * test_undo.c - undo and redo.
 *
 * Proves, for random sequences of changes: undo gives back the exact bytes of
 * every record table (version apart), redo gives the change back, derived data
 * equals its recomputation and the journal verifies all along. And that an undo
 * is refused when somebody has changed the row since, or must not be undone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "tests/support/dbfile.h"

#define STEPS 60

static uint64_t seed;

static unsigned
dice(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % n;
}

static void
assert_whole(const char *path)
{
	AUTO_FREE char *problems = dbfile_check(path, true);

	assert_string_equal(problems, "");
}

static bool
add_session(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *s = record_new(&record_session);

	(void)arg;
	if (dice(4) != 0)
		record_set_int(s, "client", 1);
	record_set_text(s, "date", dice(2) ? "2026-03-12" : "2025-01-02");
	record_set_int(s, "minutes", 30);
	record_set_text(s, "status", dice(2) ? "done" : "no_show");
	return db_insert(db, s, e);
}

static bool
add_receipt(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_receipt);
	unsigned i, n = 1 + dice(3);
	bool ok;

	(void)arg;
	record_set_text(r, "number", "77");
	record_set_text(r, "origin", "import");
	record_set_text(r, "state", "closed");
	record_set_int(r, "client", 1);
	record_set_text(r, "date", "2026-04-01");
	ok = db_insert(db, r, e);
	for (i = 0; ok && i < n; i++) {
		AUTO_RECORD struct record *l = record_new(&record_receipt_line);

		record_set_int(l, "receipt", r->id);
		record_set_int(l, "position", i + 1);
		record_set_text(l, "description", "Peel");
		record_set_int(l, "amount", 10000 * (int64_t)dice(100));
		ok = db_insert(db, l, e);
	}
	return ok;
}

/* One random change by mara; true when something was written. */
static bool
random_change(struct db *db)
{
	static const char *const names[] = { "Zoë", "García", "O'Brien", "李",
	    "Łukasz", "", "Anna Maria" };
	static const char *const fields[] = { "given", "preferred", "phone",
	    "email", "notes" };
	static const char *const texts[] = { "Ada", "Bo", "0604 555 1234",
	    "a@example.org", "" };
	struct err err = { 0 };
	int64_t before = db_last_entry(db);
	unsigned f;

	switch (dice(5)) {
	case 0:
		OK(dbfile_add_client(db, names[dice(7)], "Family", &err) != 0);
		break;
	case 1:
		f = dice(5);
		OK(dbfile_set(db, &record_client, 1, fields[f], texts[f], &err));
		break;
	case 2:
		OK(db_write(db, "change", "add session", add_session, NULL, &err));
		break;
	case 3:
		OK(db_write(db, "change", "add receipt", add_receipt, NULL, &err));
		break;
	case 4:
		OK(dbfile_set(db, &record_client, 1, "archived",
		    dice(2) ? "yes" : "no", &err));
		break;
	}
	return db_last_entry(db) != before;
}

static void
undoes_any_sequence(void **state)
{
	char *dumps[STEPS + 1];
	struct err err = { 0 };
	struct db *db;
	size_t n = 0, i, back;
	int64_t undone;

	(void)state;
	for (seed = 1; seed < 4; seed++) {
		uint64_t kept = seed;
		AUTO_FREE char *name = xasprintf("undo-%d.db", (int)seed);
		AUTO_FREE char *path = dbfile_new(name);

		db = dbfile_open(path, 1);
		OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
		n = 0;
		dumps[n] = dbfile_dump(path);
		while (n < STEPS) {
			/* an edit that changes nothing leaves no entry */
			if (!random_change(db))
				continue;
			dumps[++n] = dbfile_dump(path);
		}
		back = 10 + dice(STEPS - 10);
		for (i = n; i > n - back; i--) {
			OK(db_undo(db, 0, NULL, &undone, NULL, &err));
			AUTO_FREE char *now = dbfile_dump(path);
			assert_string_equal(now, dumps[i - 1]);
		}
		assert_whole(path);
		for (i = n - back; i < n; i++) {
			OK(db_redo(db, &undone, NULL, &err));
			AUTO_FREE char *now = dbfile_dump(path);
			assert_string_equal(now, dumps[i + 1]);
		}
		assert_false(db_redo(db, &undone, NULL, &err));
		for (i = n; i > 0; i--) {
			OK(db_undo(db, 0, NULL, &undone, NULL, &err));
			AUTO_FREE char *now = dbfile_dump(path);
			assert_string_equal(now, dumps[i - 1]);
		}
		db_close(db);
		assert_whole(path);
		for (i = 0; i <= n; i++)
			free(dumps[i]);
		seed = kept;
	}
}

static void
refuses_when_changed_since(void **state)
{
	AUTO_FREE char *path = dbfile_new("since.db");
	struct err err = { 0 };
	struct db *mara = dbfile_open(path, 1), *jon = dbfile_open(path, 2);
	int64_t id = dbfile_add_client(mara, "Ada", "Byrne", &err), n;

	(void)state;
	OK(dbfile_set(mara, &record_client, id, "phone", "555 0100", &err));
	OK(dbfile_set(jon, &record_client, id, "email", "a@example.org", &err));
	AUTO_FREE char *before = dbfile_dump(path);
	assert_false(db_undo(mara, 0, NULL, &n, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_non_null(strstr(err.text, "this client has been changed since"));
	AUTO_FREE char *after = dbfile_dump(path);
	assert_string_equal(before, after);
	/* jon takes his back: now nothing stands in the way */
	OK(db_undo(jon, 0, NULL, &n, NULL, &err));
	OK(db_undo(mara, 0, NULL, &n, NULL, &err));
	/* somebody else's entry is theirs */
	OK(dbfile_set(jon, &record_client, id, "email", "b@example.org", &err));
	assert_false(db_undo(mara, db_last_entry(jon), NULL, &n, NULL, &err));
	assert_int_equal(err.code, ERR_DENIED);
	db_close(mara);
	db_close(jon);
	assert_whole(path);
}

static void
refuses_when_depended_on(void **state)
{
	AUTO_FREE char *path = dbfile_new("needed.db");
	struct err err = { 0 };
	struct db *mara = dbfile_open(path, 1), *jon = dbfile_open(path, 2);
	int64_t n;

	(void)state;
	OK(dbfile_add_client(mara, "Ada", "Byrne", &err) == 1);
	seed = 7;
	OK(db_write(jon, "change", "add receipt", add_receipt, NULL, &err));
	assert_false(db_undo(mara, 0, NULL, &n, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_non_null(strstr(err.text, "depend"));
	db_close(mara);
	db_close(jon);
	assert_whole(path);
}

static bool
subscribe(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *s = record_new(&record_subscriber);
	AUTO_RECORD struct record *v = record_new(&record_consent_event);

	(void)arg;
	record_set_text(s, "email", "a@example.org");
	record_set_text(s, "state", "subscribed");
	if (!db_insert(db, s, e))
		return false;
	record_set_int(v, "subscriber", s->id);
	record_set_int(v, "at", 1700000000);
	record_set_text(v, "state", "subscribed");
	return db_insert(db, v, e);
}

static void
consent_is_not_undone(void **state)
{
	AUTO_FREE char *path = dbfile_new("consent.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t n;

	(void)state;
	OK(db_write(db, "change", "subscribe", subscribe, NULL, &err));
	assert_false(db_undo(db, 0, NULL, &n, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "opposite"));
	db_close(db);
}

static void
a_batch_counts_what_is_left(void **state)
{
	AUTO_FREE char *path = dbfile_new("batch.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t n, left, batch;
	int i;

	(void)state;
	db_batch_begin(db);
	for (i = 0; i < 3; i++)
		OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	db_batch_end(db);
	batch = db_batch_of(db, db_last_entry(db), &left);
	assert_int_equal(batch, db_last_entry(db) - 2);
	assert_int_equal(left, 3);
	OK(db_undo(db, 0, NULL, &n, NULL, &err));
	assert_int_equal(n, batch + 2);
	db_batch_of(db, n, &left);
	assert_int_equal(left, 2);
	OK(db_redo(db, &n, NULL, &err));
	db_batch_of(db, batch, &left);
	assert_int_equal(left, 3);
	db_close(db);
}

TEST_MAIN(
    cmocka_unit_test(undoes_any_sequence),
    cmocka_unit_test(refuses_when_changed_since),
    cmocka_unit_test(refuses_when_depended_on),
    cmocka_unit_test(consent_is_not_undone),
    cmocka_unit_test(a_batch_counts_what_is_left))
