/*
 * test_reads.c - who looked at whom, and who came and went.
 *
 * Proves that looks cost no statement and become one entry, once in ten minutes for each
 * person and client, over several programs; that they wait where nothing can be written,
 * and say so once; that one which was changed or taken out is named; and that a login
 * says from where, its end why, and the next one which was killed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "practice/journal.h"
#include "practice/reads.h"
#include "practice/watch.h"
#include "tests/support/clinic.h"

#define ENTRIES "SELECT count(*) FROM journal WHERE kind = 'read'"
#define LOOKS "SELECT count(*) FROM journal_change WHERE tbl = 'read'"
#define LATER (clock_monotonic_ms() + 3000)

static char *path;
static struct practice *p;
static int64_t anna, ben;

static int
begin(UNUSED void **state)
{
	static int n;
	char name[32];

	snprintf(name, sizeof(name), "reads-%d.db", n++);
	path = clinic_new(name);
	p = clinic_open(path, "mara");
	anna = clinic_client(p, "given", "Anna", NULL);
	ben = clinic_client(p, "given", "Ben", NULL);
	return 0;
}

static int
end(UNUSED void **state)
{
	practice_close(p);
	free(path);
	return 0;
}

static void
looks_become_one_entry(UNUSED void **state)
{
	struct err err;

	practice_work(p);

	reads_note(p, anna, "client");
	reads_note(p, anna, "chart");
	reads_note(p, ben, "client");
	reads_note(p, 0, "clients");
	OK(reads_write(p, clock_monotonic_ms() + 2000, &err));
	assert_int_equal(practice_work(p).statements, 0);
	assert_int_equal(dbfile_int(path, ENTRIES), 0);
	OK(reads_write(p, LATER, &err));
	assert_int_equal(dbfile_int(path, ENTRIES), 1);
	assert_int_equal(dbfile_int(path, LOOKS), 2);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal_change WHERE "
	    "tbl = 'read' AND row = 1 AND client = 1 AND CAST(change AS TEXT) = '1773309600 client'"), 1);
	/* written once */
	practice_work(p);
	OK(reads_write(p, LATER, &err));
	assert_int_equal(practice_work(p).statements, 0);
}

static void
write_now(struct practice *who, int64_t client)
{
	struct err err;

	reads_note(who, client, "client");
	OK(reads_write(who, LATER, &err));
}

static void
once_in_ten_minutes(UNUSED void **state)
{
	struct practice *twin, *jon;
	struct err err;

	write_now(p, anna);
	write_now(p, anna);
	assert_int_equal(dbfile_int(path, LOOKS), 1);
	/* also by another program of the same person */
	twin = clinic_open(path, "mara");
	write_now(twin, anna);
	practice_close(twin);
	assert_int_equal(dbfile_int(path, LOOKS), 1);
	/* each person, each client, each ten minutes; a closed practice has written it */
	clinic_staff(p, "jon", "practitioner");
	jon = clinic_open(path, "jon");
	reads_note(jon, anna, "client");
	practice_close(jon);
	write_now(p, ben);
	assert_int_equal(dbfile_int(path, LOOKS), 3);
	OK(clock_fix("2026-03-12T10:09:59", &err));
	write_now(p, anna);
	assert_int_equal(dbfile_int(path, LOOKS), 3);
	OK(clock_fix("2026-03-12T10:10", &err));
	write_now(p, anna);
	assert_int_equal(dbfile_int(path, LOOKS), 4);
	reads_note_always(p, anna, "emergency");
	reads_end(p);
	assert_int_equal(dbfile_int(path, LOOKS), 5);
}

static void
they_wait_and_say_so_once(UNUSED void **state)
{
	struct practice *other = clinic_open(path, "mara");
	struct err err;

	reads_note(p, anna, "client");
	assert_true(db_lock(other->db, &err));
	OK(reads_write(p, LATER, &err));
	assert_int_equal(dbfile_int(path, LOOKS), 0);
	assert_false(reads_write(p, clock_monotonic_ms() + 60000, &err));
	assert_string_equal(err.text, "Whom you look at is not in the journal yet; it will be "
	    "written when that is possible: Somebody is writing to the practice file.");
	OK(reads_write(p, clock_monotonic_ms() + 61000, &err));
	db_unlock(other->db);
	practice_close(other);
	OK(reads_write(p, LATER, &err));
	assert_int_equal(dbfile_int(path, LOOKS), 1);
}

static void
a_full_disk_keeps_nobody_from_reading(UNUSED void **state)
{
	struct err err;

	dbfile_sql(path, "CREATE TRIGGER full BEFORE INSERT ON journal "
	    "BEGIN SELECT RAISE(ABORT, 'no room'); END");
	reads_note(p, anna, "client");
	assert_false(reads_write(p, LATER, &err));
	OK(reads_write(p, LATER, &err));
	dbfile_sql(path, "DROP TRIGGER full");
	OK(reads_write(p, LATER, &err));
	assert_int_equal(dbfile_int(path, LOOKS), 1);
}

static void
check_says(const char *words)
{
	AUTO_FREE char *problems = dbfile_check(path, true);

	assert_non_null(strstr(problems, words));
}

static void
a_look_cannot_be_taken_out(UNUSED void **state)
{
	AUTO_FREE char *whole = NULL;
	char names[64];
	int64_t n;

	reads_note(p, anna, "client");
	write_now(p, ben);
	whole = dbfile_check(path, true);
	assert_string_equal(whole, "");
	n = dbfile_int(path, "SELECT max(n) FROM journal");
	snprintf(names, sizeof(names), "Journal: a change of entry %lld was edited.",
	    (long long)n);
	dbfile_sql(path, "UPDATE journal_change SET row = 2, client = 2 "
	    "WHERE tbl = 'read' AND row = 1");
	check_says(names);
	snprintf(names, sizeof(names), "Journal: entry %lld was edited.", (long long)n);
	dbfile_sql(path, "DELETE FROM journal_change WHERE tbl = 'read' AND i = 0");
	check_says(names);
}

static int
logins(const char *label)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM journal WHERE kind = 'login' "
	    "AND label = '%s, process %ld'", label, (long)getpid());

	return (int)dbfile_int(path, sql);
}

static void
a_login_says_from_where_and_why_it_ended(UNUSED void **state)
{
	struct err err;

	OK(login_begin(p, "192.0.2.7 50000 192.0.2.1 22", &err));
	OK(login_end(p, LOGOUT_HANG_UP, &err));
	OK(login_begin(p, "2001:db8::7 50000 2001:db8::1 22", &err));
	OK(login_end(p, LOGOUT_IDLE, &err));
	OK(login_begin(p, "x; a forged one", &err));
	OK(login_end(p, LOGOUT_LEFT, &err));
	OK(login_begin(p, NULL, &err));
	assert_int_equal(logins("log in from 192.0.2.7"), 1);
	assert_int_equal(logins("log out, line lost"), 1);
	assert_int_equal(logins("log in from 2001:db8::7"), 1);
	assert_int_equal(logins("log out, idle"), 1);
	assert_int_equal(logins("log in"), 2);
	assert_int_equal(logins("log out, left"), 1);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = 'login'"), 7);
}

static void
a_killed_login_is_told_by_the_next(UNUSED void **state)
{
	struct practice *twin = clinic_open(path, "mara");
	struct err err;

	/* of this process, which `twin` shows to be open */
	OK(login_begin(twin, NULL, &err));
	OK(db_note(p->db, "login", "log in from 192.0.2.7, process 4000001", &err));
	OK(login_begin(p, NULL, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE "
	    "label = 'no log out, process 4000001'"), 1);
	assert_int_equal(logins("no log out"), 0);
	practice_close(twin);
	/* told once */
	OK(login_begin(p, NULL, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE "
	    "label LIKE 'no log out%4000001'"), 1);
}

/* The looks at a client that the Journal's filter finds, and the steps of finding them. */
static int64_t
steps_to_looks(const char *statement, int wanted)
{
	const struct journal_filter f = { .client = anna, .kind = journal_kind_shown("read"),
	    .from = DATE_NONE, .to = DATE_NONE };
	struct stmt *st = db_stmt(p->db, statement);
	struct err err;
	int n = 0;

	practice_work(p);
	journal_filter_set(st, &f);
	stmt_set_int(st, "id", 0);
	stmt_set_int(st, "limit", 20);
	for (; stmt_next(st); n++)
		assert_int_equal(stmt_int(st, "id"), strtoll(stmt_text(st, "key"), NULL, 10));
	OK(stmt_end(st, &err));
	assert_int_equal(n, wanted);
	return practice_work(p).steps;
}

/* Who saw one client costs what there are looks at that client, not what there are entries. */
static void
who_saw_is_found_by_the_client(UNUSED void **state)
{
	struct err err = { 0 };
	int64_t ahead, back;
	int i;

	write_now(p, anna);
	ahead = steps_to_looks("page_journal_ahead", 1);
	back = steps_to_looks("page_journal_back", 1);
	for (i = 0; i < 100; i++)
		OK(db_note(p->db, "print", "print the book", &err));
	write_now(p, ben);
	assert_int_equal(steps_to_looks("page_journal_ahead", 1), ahead);
	assert_int_equal(steps_to_looks("page_journal_back", 1), back);
	reads_note_always(p, anna, "client");
	reads_note_always(p, anna, "form");
	OK(reads_write(p, LATER, &err));
	steps_to_looks("page_journal_ahead", 2);	/* entries, in one of which are two */
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)
TEST_MAIN(
    CASE(looks_become_one_entry),
    CASE(once_in_ten_minutes),
    CASE(who_saw_is_found_by_the_client),
    CASE(they_wait_and_say_so_once),
    CASE(a_full_disk_keeps_nobody_from_reading),
    CASE(a_look_cannot_be_taken_out),
    CASE(a_login_says_from_where_and_why_it_ended),
    CASE(a_killed_login_is_told_by_the_next))
