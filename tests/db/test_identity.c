/*
 * test_identity.c - a file that is not the one that was opened is not written.
 *
 * Proves that a program which has the file open notices whatever is done to it behind
 * its back, saves nothing more and says why; that what was put there instead is whole
 * afterwards, also when the log of the former file still lies beside it and its
 * programs were killed; and that colleagues who come, save, move the log and go are
 * not taken for that.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

/* --- another program ------------------------------------------------------------- */

struct program {
	pid_t pid;
	int to, from;
};

enum { SAVE = 's', SAVE_MUCH = 'm', LOOK = 'l', CLOSE = 'c', HALF = 'h' };

/* Saves; with `much` the log is moved into the file behind it. */
static bool
save(struct db *db, bool much, struct err *e)
{
	if (much)
		db->wal_pages = 5000;
	return dbfile_add_client(db, "Ada", "Late", e) != 0;
}

/* Dies in the middle of moving the log. */
static void
half(struct db *db)
{
	if (!db_lock(db, NULL) || !identity_checkpoint_begin(db))
		_exit(3);
	sqlite3_wal_checkpoint_v2(db->raw, "main", SQLITE_CHECKPOINT_PASSIVE, NULL,
	    NULL);
	_exit(0);
}

static void
serve(const char *path, int from, int to)
{
	struct err err = { 0 };
	struct db *db = db_open(path, &err);
	char order = db != NULL ? LOOK : CLOSE;

	db_set_who(db, 1, "mara");
	do {
		char text[sizeof(err.text)] = "";
		bool ok;

		if (order == HALF)
			half(db);
		ok = order == LOOK ? db_still_there(db) :
		    save(db, order == SAVE_MUCH, &err);
		if (!ok)
			text_copy(text, sizeof(text), order == LOOK ? db_refusal(db) :
			    err.text);
		if (write(to, text, strlen(text) + 1) < 0)
			_exit(2);
	} while (read(from, &order, 1) == 1 && order != CLOSE);
	db_close(db);
	_exit(0);
}

/* What it said to an order; "": all is well. Owned. */
static char *
hear(struct program *p)
{
	struct buf said = BUF_INIT;
	char c = '\0';

	while (read(p->from, &c, 1) == 1 && c != '\0')
		buf_addc(&said, c);
	return buf_steal(&said);
}

static char *
tell(struct program *p, char order)
{
	assert_int_equal(write(p->to, &order, 1), 1);
	return hear(p);
}

static void
well(struct program *p, char order)
{
	AUTO_FREE char *said = tell(p, order);

	assert_string_equal(said, "");
}

static struct program
begin(const char *path)
{
	struct program p;
	int to[2], from[2];

	assert_int_equal(pipe(to), 0);
	assert_int_equal(pipe(from), 0);
	p.pid = fork();
	assert_true(p.pid >= 0);
	if (p.pid == 0) {
		close(to[1]);
		close(from[0]);
		serve(path, to[0], from[1]);
	}
	close(to[0]);
	close(from[1]);
	p.to = to[1];
	p.from = from[0];
	AUTO_FREE char *said = hear(&p);
	assert_string_equal(said, "");
	return p;
}

static void
end(struct program *p, char order)
{
	int status;

	assert_int_equal(write(p->to, &order, 1), 1);
	assert_int_equal(waitpid(p->pid, &status, 0), p->pid);
	assert_int_equal(status, 0);
	close(p->to);
	close(p->from);
}

static void
killed(struct program *p)
{
	int status;

	kill(p->pid, SIGKILL);
	assert_int_equal(waitpid(p->pid, &status, 0), p->pid);
	close(p->to);
	close(p->from);
}

/* --- files ----------------------------------------------------------------------- */

/* Runs a line of shell in the folder of the tests, with $F the practice file. */
static void
shell(const char *path, const char *line)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (chdir(test_folder()) != 0 || setenv("F", path, 1) != 0)
			_exit(1);
		execl("/bin/sh", "sh", "-ec", line, (char *)NULL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (status != 0)
		fail_msg("%s: status %d", line, status);
}

static int64_t
clients(const char *path)
{
	return dbfile_int(path, "SELECT count(*) FROM client");
}

static void
is_whole(const char *path)
{
	AUTO_FREE char *problems = dbfile_check(path, true);

	assert_string_equal(problems, "");
}

/* A practice with two clients, $F.old an old copy of it with one, $F.other with
 * another history of as many entries, $F.packed what VACUUM makes of it. */
static char *
spoilt_soon(const char *name)
{
	static struct dbfile_made another;
	AUTO_FREE char *other = test_path("%s.other", name);
	char *path = dbfile_new(name);
	AUTO_FREE char *pack = xasprintf("VACUUM INTO '%s.packed'", path);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);

	if (!dbfile_again(&another, other)) {
		free(dbfile_make(path_name(other)));
		dbfile_keep(&another, other);
	}
	OK(dbfile_add_client(db, "Ada", "First", &err) != 0);
	db_close(db);
	shell(path, "cp $F $F.old");
	db = dbfile_open(path, 1);
	OK(dbfile_add_client(db, "Ada", "Second", &err) != 0);
	db_close(db);
	dbfile_sql(path, pack);
	return path;
}

/* --- what is noticed --------------------------------------------------------------- */

static const struct spoiling {
	const char *name, *line, *said;
	const char *back;	/* what makes a file stand there again, if anything */
	int clients;		/* in it then */
} spoilings[] = {
	{ "removed", "rm $F", "was removed", NULL, 0 },
	{ "all removed", "rm $F $F-wal $F-shm", "was removed", NULL, 0 },
	{ "renamed", "mv $F $F.away", "was removed", "rm -f $F-wal $F-shm; mv $F.away $F", 2 },
	{ "copied over", "cp $F.old $F", "was written over", NULL, 1 },
	{ "written over", "cat $F.old >$F", "was written over", NULL, 1 },
	{ "written over, without its log", "cat $F.old >$F; rm $F-wal $F-shm",
	  "lost its log", NULL, 1 },
	{ "an old one in its place", "mv $F.old $F", "was replaced", NULL, 1 },
	{ "and without its log", "mv $F.old $F; rm $F-wal $F-shm", "was replaced",
	  NULL, 1 },
	{ "the same in its place", "cp $F same; mv same $F", "was replaced", NULL, 3 },
	{ "another practice", "cp $F.other $F; cp $F.other.key $F.key", "was written over", NULL, 0 },
	{ "packed", "cp $F.packed $F", "was written over", NULL, 2 },
	{ "cut short", "head -c 5000 $F >part; cat part >$F", "was written over",
	  "cp $F.old $F", 1 },
	{ "its log removed", "rm $F-wal $F-shm", "lost its log", NULL, 2 },
	{ "its log alone", "rm $F-wal", "lost its log", "rm $F-shm", 2 },
	{ "its log emptied", ": >$F-wal", "lost its log", "rm $F-wal $F-shm", 2 },
	{ "another log", "cp $F-wal log; mv log $F-wal", "lost its log",
	  "rm $F-wal $F-shm", 2 },
	{ "a folder in its place", "rm $F; mkdir $F", "was replaced",
	  "rmdir $F; rm $F-wal $F-shm; mv $F.old $F", 1 },
};

static void
noticed(const struct spoiling *s, char order)
{
	AUTO_FREE char *path = spoilt_soon("p.db");
	struct program p = begin(path);
	int i;

	well(&p, SAVE);
	shell(path, s->line);
	for (i = 0; i < 2; i++) {
		AUTO_FREE char *said = tell(&p, i == 0 ? order : SAVE);

		if (strstr(said, s->said) == NULL || strstr(said, "p.db") == NULL)
			fail_msg("%s, %c: %s", s->name, order, said);
	}
	end(&p, CLOSE);
	if (s->back != NULL)
		shell(path, s->back);
	if (access(path, F_OK) == 0) {
		is_whole(path);
		if (clients(path) != s->clients)
			fail_msg("%s: %d clients", s->name, (int)clients(path));
	}
	shell(path, "rm -rf $F*");
}

static void
whatever_is_done_is_noticed(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(spoilings); i++) {
		noticed(&spoilings[i], LOOK);
		noticed(&spoilings[i], SAVE);
	}
}

/* What another program can do to the journal, past this one's door. */
static void
another_history_is_noticed(void **state)
{
	static const char *const lines[] = {
		"DELETE FROM journal WHERE n = (SELECT n FROM journal_head);"
		"UPDATE journal_head SET n = n - 1",
		"UPDATE journal SET mac = randomblob(64) "
		"WHERE n = (SELECT n FROM journal_head)",
	};
	size_t i;

	for (i = 0; i < 2 * ARRAY_LEN(lines); i++) {
		AUTO_FREE char *name = xasprintf("history-%zu.db", i);
		AUTO_FREE char *path = spoilt_soon(name);
		struct program p = begin(path);

		well(&p, SAVE);
		dbfile_sql(path, lines[i / 2]);
		AUTO_FREE char *said = tell(&p, i % 2 == 0 ? LOOK : SAVE);
		assert_non_null(strstr(said, "another state"));
		end(&p, CLOSE);
	}
}

static void
a_newer_schema_is_noticed(void **state)
{
	int i;

	for (i = 0; i < 2; i++) {
		AUTO_FREE char *name = xasprintf("newer-%d.db", i);
		AUTO_FREE char *path = spoilt_soon(name), *before, *after;
		struct program p = begin(path);
		struct err err = { 0 };

		well(&p, SAVE);
		dbfile_sql(path, "PRAGMA user_version = 99");
		before = dbfile_dump(path);
		AUTO_FREE char *said = tell(&p, i == 0 ? LOOK : SAVE);
		assert_non_null(strstr(said, "newer chairside"));
		assert_non_null(strstr(said, "schema 99"));
		end(&p, CLOSE);
		after = dbfile_dump(path);
		assert_string_equal(after, before);
		assert_null(db_open(path, &err));
		assert_non_null(strstr(err.text, "newer chairside"));
	}
}

/* --- a log without its programs ------------------------------------------------------ */

/* The programs were killed and a copy put back: SQLite would move their log into it. */
static void
a_former_log_is_put_aside(void **state)
{
	static const char *const lines[] = { "cp $F.old $F", "mv $F.old $F",
	    "cp $F.other $F; cp $F.other.key $F.key", "cp $F.packed $F" };
	static const int left[] = { 1, 1, 0, 2 };
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO_FREE char *path = spoilt_soon("p.db");
		AUTO_FREE char *aside = xasprintf("%s.old-wal-1", path);
		struct program p = begin(path);
		struct db *db;

		well(&p, SAVE);
		killed(&p);
		shell(path, lines[i]);
		db = db_open(path, &err);
		OK(db != NULL);
		assert_non_null(strstr(db_notice(db), "p.db.old-wal-1"));
		OK(save(db, false, &err));
		db_close(db);
		assert_int_equal(access(aside, F_OK), 0);
		is_whole(path);
		assert_int_equal(clients(path), left[i] + 1);
		shell(path, "rm -rf $F*");
	}
}

/* And where nothing was put back, the log is taken: also from a copy of all of it. */
static void
its_own_log_is_taken(void **state)
{
	static const char *const lines[] = { "true", "touch -d 2020-01-01 $F",
	    "cp $F same; mv same $F", "mkdir all; cp $F* all; rm $F*; mv all/* .; rmdir all",
	    "rm $F.lock" };
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO_FREE char *path = spoilt_soon("p.db");
		struct program p = begin(path);
		struct db *db;

		well(&p, SAVE_MUCH);
		well(&p, SAVE);
		killed(&p);
		shell(path, lines[i]);
		db = db_open(path, &err);
		OK(db != NULL);
		assert_null(db_notice(db));
		db_close(db);
		assert_int_equal(clients(path), 4);
		is_whole(path);
		shell(path, "rm -rf $F*");
	}
}

/* A new log may get the inode of the one that was removed with its programs. */
static void
an_inode_comes_again(void **state)
{
	AUTO_FREE char *path = spoilt_soon("again.db");
	struct program p = begin(path), other;

	well(&p, SAVE);
	killed(&p);
	shell(path, ": >$F-wal; rm $F-shm; cp $F.old $F");
	p = begin(path);
	well(&p, SAVE);
	other = begin(path);
	well(&other, SAVE);
	well(&p, LOOK);
	end(&other, CLOSE);
	end(&p, CLOSE);
	is_whole(path);
	assert_int_equal(clients(path), 3);
}

/* --- colleagues ------------------------------------------------------------------------ */

static void
colleagues_are_no_strangers(void **state)
{
	AUTO_FREE char *path = spoilt_soon("colleagues.db");
	struct program first = begin(path), second;
	int i;

	well(&first, SAVE);
	for (i = 0; i < 12; i++) {
		second = begin(path);
		well(&second, i % 2 == 0 ? SAVE : SAVE_MUCH);
		well(&first, LOOK);
		well(&first, i % 3 == 0 ? SAVE_MUCH : SAVE);
		well(&second, LOOK);
		if (i % 4 == 0)
			killed(&second);
		else
			end(&second, i % 4 == 1 ? HALF : CLOSE);
		well(&first, LOOK);
		well(&first, SAVE);
	}
	/* the last one out is not the one that made the log */
	second = begin(path);
	end(&first, CLOSE);
	well(&second, SAVE_MUCH);
	well(&second, LOOK);
	end(&second, CLOSE);
	is_whole(path);
	assert_int_equal(clients(path), 2 + 1 + 12 * 3 + 1);
}

/* What does no harm: a touched file, another lock file, other permissions. */
static void
what_does_no_harm(void **state)
{
	static const char *const lines[] = { "touch -d 2020-01-01 $F", "rm $F.lock",
	    "cp $F.lock new; mv new $F.lock", "chmod 640 $F", "cp $F same; cat same >$F" };
	AUTO_FREE char *path = spoilt_soon("harmless.db");
	struct program p = begin(path), other = begin(path);
	size_t i;

	for (i = 0; i < ARRAY_LEN(lines); i++) {
		shell(path, lines[i]);
		well(&p, LOOK);
		well(&p, SAVE);
		well(&other, SAVE_MUCH);
		well(&p, LOOK);
	}
	end(&p, CLOSE);
	end(&other, CLOSE);
	is_whole(path);
	assert_int_equal(clients(path), 2 + 2 * (int)ARRAY_LEN(lines));
}

TEST_MAIN(
    cmocka_unit_test(whatever_is_done_is_noticed),
    cmocka_unit_test(another_history_is_noticed),
    cmocka_unit_test(a_newer_schema_is_noticed),
    cmocka_unit_test(a_former_log_is_put_aside),
    cmocka_unit_test(its_own_log_is_taken),
    cmocka_unit_test(an_inode_comes_again),
    cmocka_unit_test(colleagues_are_no_strangers),
    cmocka_unit_test(what_does_no_harm))
