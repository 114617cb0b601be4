/*
 * test_counts.c - time and loops: what comes a thousand times, and what comes too early.
 *
 * Proves that notes in a loop are one entry a minute with their count, over several
 * programs and persons, that no count is lost to a write that fails, and that nothing
 * is journalled more than a minute before the newest entry.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/dbfile.h"

#define DENIED "denied: see reports"

static char *
begin(const char *name)
{
	struct err err = { 0 };

	OK(clock_fix("2026-03-12T10:00:00", &err));
	return dbfile_new(name);
}

static void
now(const char *time)
{
	AUTO_FREE char *text = xasprintf("2026-03-12T%s", time);
	struct err err = { 0 };

	OK(clock_fix(text, &err));
}

static void
deny(struct db *db, const char *label, int times)
{
	struct err err = { 0 };

	while (times-- > 0)
		OK(db_note_counted(db, "denied", label, &err));
}

static int
entries(const char *path, const char *label)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM journal "
	    "WHERE label = '%s'", label);

	return (int)dbfile_int(path, sql);
}

static int
all(const char *path)
{
	return (int)dbfile_int(path, "SELECT count(*) FROM journal");
}

static void
is_whole(const char *path)
{
	AUTO_FREE char *problems = dbfile_check(path, true);

	assert_string_equal(problems, "");
}

static void
a_loop_is_one_entry(void **state)
{
	AUTO_FREE char *path = begin("loop.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 2);
	int before = all(path);

	deny(db, DENIED, 1000);
	assert_int_equal(all(path), before + 1);
	assert_int_equal(entries(path, DENIED), 1);
	/* the next other entry brings the count, of whoever was denied */
	db_set_who(db, 1, "mara");
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	assert_int_equal(all(path), before + 3);
	assert_int_equal(entries(path, DENIED ", 999 more times"), 1);
	assert_int_equal(dbfile_int(path, "SELECT who FROM journal "
	    "WHERE label = '" DENIED ", 999 more times'"), 2);
	assert_int_equal(dbfile_int(path, "SELECT version FROM client"),
	    db_last_entry(db));
	OK(dbfile_add_client(db, "Ida", "Byrne", &err) != 0);
	assert_int_equal(all(path), before + 4);
	db_close(db);
	is_whole(path);
}

static void
once_a_minute(void **state)
{
	AUTO_FREE char *path = begin("minute.db");
	struct db *db = dbfile_open(path, 2);
	int before = all(path);

	deny(db, DENIED, 5);
	now("10:00:59");
	deny(db, DENIED, 5);
	assert_int_equal(all(path), before + 1);
	now("10:01:00");
	deny(db, DENIED, 1);
	assert_int_equal(all(path), before + 2);
	assert_int_equal(entries(path, DENIED ", 10 more times"), 1);
	deny(db, DENIED, 7);
	assert_int_equal(all(path), before + 2);
	/* long after, with nothing counted since: it is the first again */
	now("10:02:00");
	deny(db, DENIED, 1);
	assert_int_equal(entries(path, DENIED ", 8 more times"), 1);
	now("11:00:00");
	deny(db, DENIED, 1);
	assert_int_equal(entries(path, DENIED), 2);
	assert_int_equal(all(path), before + 4);
	db_close(db);
	is_whole(path);
}

static void
in_turns_they_are_few_too(void **state)
{
	AUTO_FREE char *path = begin("turns.db");
	struct db *db = dbfile_open(path, 2);
	int before = all(path), i;

	for (i = 0; i < 300; i++) {
		db_set_who(db, 1 + i % 2, "jon");
		deny(db, i % 3 == 0 ? DENIED : "denied: import files", 1);
	}
	assert_in_range(all(path), before + 4, before + 4 + 3);
	db_close(db);
	is_whole(path);
}

/* A program of its own each time, as a login that is refused is. */
static void
over_several_programs(void **state)
{
	AUTO_FREE char *path = begin("programs.db");
	struct err err = { 0 };
	int before = all(path), i;
	struct db *db;

	for (i = 0; i < 20; i++) {
		db = db_open(path, &err);
		OK(db != NULL);
		deny(db, "denied: log in", 1);
		db_close(db);
	}
	assert_int_equal(all(path), before + 1);
	now("10:00:30");
	db_close(dbfile_open(path, 1));
	assert_int_equal(all(path), before + 1);
	/* nobody writes any more: whoever opens it when the minute is over */
	now("10:01:01");
	db_close(dbfile_open(path, 1));
	assert_int_equal(all(path), before + 2);
	assert_int_equal(entries(path, "denied: log in, 19 more times"), 1);
	db_close(dbfile_open(path, 1));
	assert_int_equal(all(path), before + 2);
	is_whole(path);
}

static bool
fails(struct db *db, void *arg, struct err *e)
{
	return err_set(e, ERR_INVALID, NULL, "No.");
}

static void
a_failing_write_keeps_the_count(void **state)
{
	AUTO_FREE char *path = begin("fails.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);

	deny(db, DENIED, 3);
	assert_false(db_write(db, "change", "x", fails, NULL, &err));
	assert_int_equal(entries(path, DENIED ", 2 more times"), 0);
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	assert_int_equal(entries(path, DENIED ", 2 more times"), 1);
	deny(db, DENIED, 1);
	OK(db_note(db, "export", "export clients", &err));
	assert_int_equal(entries(path, DENIED ", 1 more time"), 1);
	db_close(db);
	is_whole(path);
}

static bool
nothing(struct db *db, void *arg, struct err *e)
{
	return true;
}

static void
a_clock_set_back_is_told(void **state)
{
	AUTO_FREE char *path = begin("clock.db"), *before;
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t id;

	now("10:30:00");
	id = dbfile_add_client(db, "Ada", "Byrne", &err);
	OK(id != 0);
	now("10:29:00");
	OK(dbfile_set(db, &record_client, id, "phone", "555 0100", &err));
	now("10:30:30");
	OK(dbfile_set(db, &record_client, id, "phone", "555 0101", &err));
	now("10:29:29");
	before = dbfile_dump(path);
	assert_false(dbfile_set(db, &record_client, id, "phone", "555 0102", &err));
	assert_int_equal(err.code, ERR_DB);
	assert_non_null(strstr(err.text, "2026-03-12 10:29"));
	assert_non_null(strstr(err.text, "2026-03-12 10:30"));
	assert_false(db_note(db, "export", "export clients", &err));
	assert_false(db_note_counted(db, "denied", DENIED, &err));
	assert_false(db_undo(db, 0, NULL, NULL, NULL, &err));
	AUTO_FREE char *after = dbfile_dump(path);
	assert_string_equal(after, before);
	/* a draft is no entry */
	OK(db_write_local(db, nothing, NULL, &err));
	db_close(db);
	/* the next login meets it too */
	OK(clock_fix("2025-12-31T23:59", &err));
	db = dbfile_open(path, 1);
	assert_false(dbfile_set(db, &record_client, id, "phone", "555 0102", &err));
	assert_non_null(strstr(err.text, "clock"));
	now("10:31:00");
	OK(dbfile_set(db, &record_client, id, "phone", "555 0102", &err));
	db_close(db);
	is_whole(path);
}

TEST_MAIN(
    cmocka_unit_test(a_loop_is_one_entry),
    cmocka_unit_test(once_a_minute),
    cmocka_unit_test(in_turns_they_are_few_too),
    cmocka_unit_test(over_several_programs),
    cmocka_unit_test(a_failing_write_keeps_the_count),
    cmocka_unit_test(a_clock_set_back_is_told))
