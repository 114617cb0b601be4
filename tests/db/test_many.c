/*
 * test_many.c - twenty programs save at once, some are killed.
 *
 * Proves that nothing that was acknowledged is lost and nothing is there twice:
 * each program writes down, beside the file, every save db_write() told it was
 * done; afterwards each is in the records and in the journal, which verifies.
 * And that somebody who saves now and then is not passed for ever by programs
 * that take the lock again as soon as they let it go.
 */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define PROGRAMS 20
#define SAVES 15

static void
saver(const char *path, int which, int fd)
{
	struct err err = { 0 };
	struct db *db = db_open(path, &err);
	int i;

	if (db == NULL)
		_exit(2);
	db_set_who(db, 1 + which % 2, "saver");
	db_set_wait(db, 120);
	for (i = 0; i < SAVES; i++) {
		AUTO_FREE char *name = xasprintf("p%d-%d", which, i);
		char line[32];
		int n;

		if (dbfile_add_client(db, name, "Many", &err) == 0)
			_exit(3);
		n = snprintf(line, sizeof(line), "%s\n", name);
		/* one short write to a pipe is whole or not there */
		if (write(fd, line, (size_t)n) != n)
			_exit(4);
		/* every third one dies at a save of its own */
		if (which % 3 == 0 && i == which % SAVES)
			kill(getpid(), SIGKILL);
	}
	db_close(db);
	_exit(0);
}

static void
nothing_acknowledged_is_lost(void **state)
{
	AUTO_FREE char *path = dbfile_new("many.db");
	AUTO_BUF struct buf said = BUF_INIT;
	pid_t child[PROGRAMS];
	int fds[2], i, status, killed = 0, acknowledged = 0;
	char bytes[4096], *line, *rest;
	ssize_t n;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	for (i = 0; i < PROGRAMS; i++) {
		child[i] = fork();
		assert_true(child[i] >= 0);
		if (child[i] == 0) {
			close(fds[0]);
			saver(path, i, fds[1]);
		}
	}
	close(fds[1]);
	/* and one is killed from outside, wherever it stands */
	kill(child[1], SIGKILL);
	while ((n = read(fds[0], bytes, sizeof(bytes))) > 0)
		buf_add(&said, bytes, (size_t)n);
	close(fds[0]);
	for (i = 0; i < PROGRAMS; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		if (WIFSIGNALED(status))
			killed++;
		else
			assert_int_equal(WEXITSTATUS(status), 0);
	}
	assert_true(killed >= 7);
	for (line = strtok_r(said.s, "\n", &rest); line != NULL;
	    line = strtok_r(NULL, "\n", &rest)) {
		AUTO_FREE char *sql = xasprintf(
		    "SELECT count(*) FROM client WHERE given = '%s'", line);

		acknowledged++;
		assert_int_equal(dbfile_int(path, sql), 1);
	}
	assert_true(acknowledged >= 13 * SAVES - SAVES);
	/* a save may be done and its word not out yet: at most one a killed one */
	assert_in_range(dbfile_int(path, "SELECT count(*) FROM client"),
	    acknowledged, acknowledged + killed);
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
}

/* Is somebody next in line? */
static bool
somebody_waits(struct db *db)
{
	struct flock turn = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };

	assert_int_equal(fcntl(db->lock_fd, F_OFD_GETLK, &turn), 0);
	return turn.l_type != F_UNLCK;
}

/* Holds the lock, lets go when somebody waits, and takes it again at once. */
static void
greedy(const char *path, int fd)
{
	struct err err = { 0 };
	struct db *db = db_open(path, &err);

	if (db == NULL)
		_exit(2);
	db_set_wait(db, 120);
	if (!db_lock(db, &err) || write(fd, "1", 1) != 1)
		_exit(3);
	while (!somebody_waits(db))
		sched_yield();
	db_unlock(db);
	if (!db_lock(db, &err) || write(fd, "2", 1) != 1)
		_exit(4);
	db_unlock(db);
	db_close(db);
	_exit(0);
}

static void
who_waits_is_not_passed(void **state)
{
	AUTO_FREE char *path = dbfile_new("greedy.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int fds[2], status, i;
	char byte;

	(void)state;
	for (i = 0; i < 20; i++) {
		pid_t child;

		assert_int_equal(pipe(fds), 0);
		child = fork();
		assert_true(child >= 0);
		if (child == 0)
			greedy(path, fds[1]);
		assert_int_equal(read(fds[0], &byte, 1), 1);
		db_set_wait(db, 120);
		OK(db_lock(db, &err));
		/* we have it: the other cannot have had it twice */
		assert_int_equal(fcntl(fds[0], F_SETFL, O_NONBLOCK), 0);
		assert_int_equal(read(fds[0], &byte, 1), -1);
		db_unlock(db);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		assert_int_equal(read(fds[0], &byte, 1), 1);
		close(fds[0]);
		close(fds[1]);
	}
	db_close(db);
}

TEST_MAIN(
    cmocka_unit_test(nothing_acknowledged_is_lost),
    cmocka_unit_test(who_waits_is_not_passed))
