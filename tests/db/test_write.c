/*
 * test_write.c - the one door for writes.
 *
 * Proves that a write is whole or nothing, that a second writer is told and
 * never overwrites, that rules across rows hold at every door, and that a held
 * lock, a full disk and a failing use case each leave the file as it was.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

static void
versions_are_journal_entries(void **state)
{
	AUTO_FREE char *path = dbfile_new("version.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t id = dbfile_add_client(db, "Ada", "Byrne", &err);
	AUTO_RECORD struct record *c = db_get(db, &record_client, id, &err);

	(void)state;
	assert_non_null(c);
	assert_int_equal(c->version, db_last_entry(db));
	OK(dbfile_set(db, &record_client, id, "phone", "555 0100", &err));
	assert_int_equal(dbfile_int(path, "SELECT version FROM client"),
	    db_last_entry(db));
	assert_int_equal(dbfile_int(path, "SELECT max(n) FROM journal"),
	    db_last_entry(db));
	db_idle(db);
	db_close(db);
}

static bool
update_inside(struct db *db, void *arg, struct err *e)
{
	return db_update(db, arg, e);
}

static void
a_second_writer_is_told(void **state)
{
	AUTO_FREE char *path = dbfile_new("stale.db");
	struct err err = { 0 };
	struct db *mara = dbfile_open(path, 1), *jon = dbfile_open(path, 2);
	int64_t id = dbfile_add_client(mara, "Ada", "Byrne", &err);
	AUTO_RECORD struct record *mine = db_get(mara, &record_client, id, &err);

	(void)state;
	OK(dbfile_set(jon, &record_client, id, "phone", "555 0100", &err));
	record_set_text(mine, "phone", "555 0199");
	assert_false(db_write(mara, "change", "edit", update_inside, mine, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM client WHERE phone = '555 0100'"), 1);
	db_close(mara);
	db_close(jon);
}

static bool
add_and_fail(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *c = record_new(&record_client);

	(void)arg;
	record_set_text(c, "family", "Nobody");
	return db_insert(db, c, e) &&
	    err_set(e, ERR_INVALID, NULL, "No, after all.");
}

static bool
nothing(struct db *db, void *arg, struct err *e)
{
	(void)db, (void)arg, (void)e;
	return true;
}

static void
a_failing_write_leaves_nothing(void **state)
{
	AUTO_FREE char *path = dbfile_new("fail.db");
	AUTO_FREE char *before = dbfile_dump(path);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t entries = dbfile_int(path, "SELECT count(*) FROM journal");

	(void)state;
	assert_false(db_write(db, "change", "x", add_and_fail, NULL, &err));
	assert_string_equal(err.text, "No, after all.");
	OK(db_write(db, "change", "x", nothing, NULL, &err));
	AUTO_FREE char *after = dbfile_dump(path);
	assert_string_equal(before, after);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"), entries);
	/* a note is an entry without a change */
	OK(db_note(db, "denied", "edit client 1", &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"),
	    entries + 1);
	db_close(db);
}

struct visit {
	int start, minutes;
	const char *status;
	bool overlap_ok;
	int64_t client, id;
};

static bool
add_visit(struct db *db, void *arg, struct err *e)
{
	struct visit *v = arg;
	AUTO_RECORD struct record *s = record_new(&record_session);

	record_set_int(s, "staff", 1);
	if (v->client != 0)
		record_set_int(s, "client", v->client);
	record_set_text(s, "date", "2026-03-12");
	record_set_int(s, "start", v->start);
	record_set_int(s, "minutes", v->minutes);
	record_set_text(s, "status", v->status);
	record_set_int(s, "overlap_ok", v->overlap_ok);
	if (!db_insert(db, s, e))
		return false;
	v->id = s->id;
	return true;
}

static void
visits_do_not_overlap(void **state)
{
	static const struct {
		struct visit v;
		bool fits;
	} cases[] = {
		{ { 600, 60, "booked", false, 0, 0 }, true },
		{ { 659, 30, "booked", false, 0, 0 }, false },
		{ { 541, 60, "booked", false, 0, 0 }, false },
		{ { 540, 60, "booked", false, 0, 0 }, true },
		{ { 660, 30, "booked", false, 0, 0 }, true },
		{ { 610, 10, "cancelled", false, 0, 0 }, true },
		{ { 610, 10, "booked", true, 0, 0 }, true },
	};
	AUTO_FREE char *path = dbfile_new("overlap.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	struct visit v = { 0 };
	int64_t n;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		v = cases[i].v;
		assert_int_equal(db_write(db, "change", "book", add_visit, &v, &err),
		    cases[i].fits);
		if (!cases[i].fits) {
			assert_int_equal(err.code, ERR_INVALID);
			assert_non_null(strstr(err.text, "another visit"));
		}
	}
	/* undo is a door too: the way back is taken by somebody else */
	v = (struct visit){ 900, 30, "booked", false, 0, 0 };
	OK(db_write(db, "change", "book", add_visit, &v, &err));
	OK(dbfile_set(db, &record_session, v.id, "status", "cancelled", &err));
	db_set_who(db, 2, "jon");
	OK(db_write(db, "change", "book", add_visit, &v, &err));
	db_set_who(db, 1, "mara");
	assert_false(db_undo(db, 0, NULL, &n, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	db_close(db);
}

static void
links_and_keys_hold(void **state)
{
	AUTO_FREE char *path = dbfile_new("links.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	struct visit v = { 600, 60, "booked", false, 99, 0 };
	int64_t a = dbfile_add_client(db, "Ada", "Byrne", &err);
	int64_t b = dbfile_add_client(db, "Bo", "Byrne", &err);

	(void)state;
	assert_false(db_write(db, "change", "book", add_visit, &v, &err));
	assert_int_equal(err.code, ERR_INVALID);
	OK(dbfile_set(db, &record_client, a, "external_id", "X1", &err));
	assert_false(dbfile_set(db, &record_client, b, "external_id", "X1", &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "external_id");
	assert_non_null(strstr(err.text, "the same other id"));
	assert_int_equal(dbfile_add_client(db, "", "", &err), 0);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "family");
	db_close(db);
}

static void
a_held_lock_names_its_holder(void **state)
{
	AUTO_FREE char *path = dbfile_new("busy.db");
	AUTO_FREE char *lock = xasprintf("%s.lock", path);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int fd = open(lock, O_RDWR | O_CREAT, 0660);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(pwrite(fd, "2147483647 jon\n", 15, 0), 15);
	db_set_wait(db, 1);
	assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 0);
	assert_int_equal(err.code, ERR_BUSY);
	assert_non_null(strstr(err.text, "jon is writing"));
	assert_non_null(strstr(err.text, "lists no such process"));
	close(fd);
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	db_close(db);
}

struct holding {
	struct db_holder holder;
	int told;
	bool goes_on;
	pid_t wakes;		/* continued when this is told; 0: nobody */
};

static bool
note_holder(const struct db_holder *h, int left, void *arg)
{
	struct holding *seen = arg;

	assert_in_range(left, 1, 9);
	if (seen->told++ == 0)
		seen->holder = *h;
	if (seen->wakes != 0)
		kill(seen->wakes, SIGCONT);
	return seen->goes_on;
}

/* A process that takes the lock and stops with it until it is continued. */
static pid_t
stopped_holder(const char *path)
{
	struct err err;
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct db *db = db_open(path, &err);

		prctl(PR_SET_PDEATHSIG, SIGKILL);	/* it does not outlive the test */
		db_set_who(db, 1, "Ewa Nowak");
		if (!db_lock(db, &err))
			_exit(1);
		raise(SIGSTOP);
		db_unlock(db);
		db_close(db);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(WIFSTOPPED(status));
	return child;
}

static void
who_was_stopped_is_told_from_who_is_busy(void **state)
{
	AUTO_FREE char *path = dbfile_new("stopped.db");
	struct holding seen = { .goes_on = true };
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	pid_t child = stopped_holder(path);
	AUTO_FREE char *kill_it = xasprintf("`kill -KILL %ld` ends it", (long)child);
	int status;

	(void)state;
	db_set_wait(db, 1);
	assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 0);
	assert_int_equal(err.code, ERR_BUSY);
	assert_non_null(strstr(err.text, "Ewa Nowak's program"));
	assert_non_null(strstr(err.text, "was stopped in the middle of a save"));
	assert_non_null(strstr(err.text, kill_it));
	/* who waits is told, and gets the lock when it goes on */
	db_set_wait(db, 10);
	db_set_waiting(db, note_holder, &seen);
	seen.wakes = child;
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	assert_true(seen.told > 0);
	assert_string_equal(seen.holder.who, "Ewa Nowak");
	assert_int_equal(seen.holder.process, child);
	assert_int_equal(seen.holder.state, PROCESS_STOPPED);
	assert_true(seen.holder.since > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	db_close(db);
}

static void
a_wait_can_be_given_up(void **state)
{
	AUTO_FREE char *path = dbfile_new("waits.db");
	struct holding seen = { .goes_on = false };
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	pid_t child = stopped_holder(path);

	(void)state;
	db_set_waiting(db, note_holder, &seen);
	assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 0);
	assert_int_equal(err.code, ERR_BUSY);
	assert_non_null(strstr(err.text, "Not waited for Ewa Nowak"));
	assert_int_equal(seen.told, 1);
	/* the kernel lets go of what it held */
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	db_close(db);
}

static void
a_full_disk_is_said(void **state)
{
	AUTO_FREE char *path = dbfile_new("full.db");
	struct err err = { 0 };
	struct db *db;
	struct rlimit small = { 200 * 1024, RLIM_INFINITY }, old;
	AUTO_FREE char *notes = NULL;
	int64_t id, entries;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	db = dbfile_open(path, 1);
	id = dbfile_add_client(db, "Ada", "Byrne", &err);
	notes = xmalloc(90001);
	memset(notes, 'x', 90000);
	notes[90000] = '\0';
	entries = dbfile_int(path, "SELECT count(*) FROM journal");
	AUTO_FREE char *before = dbfile_dump(path);
	getrlimit(RLIMIT_FSIZE, &old);
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(dbfile_set(db, &record_client, id, "notes", notes, &err));
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(err.code, ERR_IO);
	assert_string_equal(err.text, "The disk is full: nothing was saved.");
	AUTO_FREE char *after = dbfile_dump(path);
	assert_string_equal(before, after);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"), entries);
	/* and with room again the same handle goes on */
	OK(dbfile_set(db, &record_client, id, "notes", notes, &err));
	db_close(db);
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
}

TEST_MAIN(
    cmocka_unit_test(versions_are_journal_entries),
    cmocka_unit_test(a_second_writer_is_told),
    cmocka_unit_test(a_failing_write_leaves_nothing),
    cmocka_unit_test(visits_do_not_overlap),
    cmocka_unit_test(links_and_keys_hold),
    cmocka_unit_test(a_held_lock_names_its_holder),
    cmocka_unit_test(who_was_stopped_is_told_from_who_is_busy),
    cmocka_unit_test(a_wait_can_be_given_up),
    cmocka_unit_test(a_full_disk_is_said))
