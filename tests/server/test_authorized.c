/*
 * Proves what sshd is told of a key: a person's opens that login, a key in FILE.rescue the
 * rescue page, everything else nothing; that an awkward path comes through sshd and a shell as
 * it is; and what is told while somebody writes, where the file is older, damaged or gone.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "server/authorized.h"
#include "tests/support/clinic.h"

#define TYPE "ssh-ed25519"
#define KEY "AAAAC3NzaC1lZDI1NTE5AAAAIC94RuBLD6JjoeP72rpkxxQXBi4KypZV1bNAipSoT5fF"
#define OTHER "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
#define INSERT "INSERT INTO staff_key(version, staff, type, key, fingerprint, active) VALUES (1, 1, '" \
	TYPE "', '" KEY "', 'SHA256:ZSGuqpqi0rxp3EI1zBzIPbI1TuHtrokUhIy9SXTbf1o', 1)"

static void
answers(const char *path, const char *key, const char *wanted)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err = { 0 };

	OK(authorized_line(path, TYPE, key, &out, &err));
	if (*wanted == '\0')
		assert_string_equal(out.s, "");
	else if (strstr(out.s, wanted) == NULL)
		fail_msg("%s has no %s", out.s, wanted);
}

static void
fails(const char *path, const char *why)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err = { 0 };

	assert_false(authorized_line(path, TYPE, KEY, &out, &err));
	if (strstr(err.text, why) == NULL)
		fail_msg("%s: %s", why, err.text);
	assert_string_equal(out.s, "");
}

/* Puts a line into FILE.rescue. */
static char *
rescue(const char *path, const char *line)
{
	char *file = xasprintf("%s.rescue", path);

	test_write(file, line, strlen(line));
	chmod(file, 0600);
	return file;
}

static void
a_key_opens_its_login(void **state)
{
	AUTO_FREE char *path = clinic_new("login.db");
	AUTO_FREE char *line = xasprintf(" --db '%s' --login 'mara'\" " TYPE " " KEY "\n", path);

	answers(path, KEY, "");
	dbfile_sql(path, INSERT);
	answers(path, KEY, "restrict,pty,command=\"exec '/");
	answers(path, KEY, line);
	answers(path, OTHER, "");
	answers(path, "nothing", "");
	dbfile_sql(path, "UPDATE staff_key SET active = 0");
	answers(path, KEY, "");
	dbfile_sql(path, "UPDATE staff_key SET active = 1; UPDATE staff SET active = 0");
	answers(path, KEY, "");
	dbfile_sql(path, "UPDATE staff SET active = 1, login = NULL");
	answers(path, KEY, "");
}

static void
a_rescue_key_opens_the_rescue_page(void **state)
{
	AUTO_FREE char *path = clinic_new("rescue.db");
	AUTO_FREE char *file = rescue(path, "# for the safe\n\n" TYPE " " OTHER " safe\n");
	AUTO_FREE char *line = xasprintf(" --db '%s' rescue\" " TYPE " " OTHER "\n", path);

	answers(path, OTHER, line);
	answers(path, KEY, "");
	dbfile_sql(path, INSERT);
	answers(path, KEY, "--login 'mara'");
	unlink(path);
	answers(path, OTHER, line);
	fails(path, "");
	/* one that others may write could be anybody's */
	chmod(file, 0620);
	answers(path, "nothing", "");
	assert_false(authorized_is_rescue(path, TYPE, OTHER));
	chmod(file, 0600);
	assert_true(authorized_is_rescue(path, TYPE, OTHER));
}

static void
a_link_is_no_list_of_rescue_keys(void **state)
{
	AUTO_FREE char *path = clinic_new("link.db");
	AUTO_FREE char *there = rescue(path, TYPE " " OTHER "\n");
	AUTO_FREE char *other = clinic_new("linked.db");
	AUTO_FREE char *file = xasprintf("%s.rescue", other);

	assert_int_equal(symlink(there, file), 0);
	answers(other, OTHER, "");
	assert_int_equal(unlink(file), 0);
}

static bool
ask_meanwhile(struct db *db, void *arg, struct err *e)
{
	answers(db_path(db), KEY, "--login 'mara'");
	return true;
}

static void
it_waits_for_nobody_and_makes_nothing(void **state)
{
	AUTO_FREE char *path = clinic_new("busy.db");
	AUTO_FREE char *plan = xasprintf("%s.restoring", path);
	AUTO_FREE char *lock = xasprintf("%s.lock", path);
	AUTO_FREE char *wal = xasprintf("%s-wal", path), *shm = xasprintf("%s-shm", path);
	struct err err = { 0 };
	struct db *db;

	dbfile_sql(path, INSERT);
	db = dbfile_open(path, 1);
	OK(db_write(db, "change", "test", ask_meanwhile, NULL, &err));
	db_close(db);
	test_write(plan, "not a plan\n", 11);
	unlink(lock);
	answers(path, KEY, "--login 'mara'");
	assert_int_equal(access(plan, F_OK), 0);
	/* so that a full disk keeps nobody out */
	assert_int_equal(access(lock, F_OK), -1);
	assert_int_equal(access(wal, F_OK), -1);
	assert_int_equal(access(shm, F_OK), -1);
}

static void
an_older_file_has_no_keys(void **state)
{
	AUTO_FREE char *path = dbfile_landed("older.db", 23);

	free(rescue(path, TYPE " " OTHER "\n"));
	fails(path, "");
	answers(path, OTHER, "rescue");
	assert_int_equal(dbfile_int(path, "PRAGMA user_version"), 23);
}

static void
a_damaged_file_is_said(void **state)
{
	AUTO_FREE char *path = test_path("damaged.db");

	free(rescue(path, TYPE " " OTHER "\n"));
	test_write(path, "this is no database, whatever its name says", 43);
	fails(path, "");
	answers(path, OTHER, "rescue");
}

/* What sshd makes of the line's command, and then the shell. */
static void
awkward_paths_come_through(void **state)
{
	AUTO_FREE char *folder = test_path("Ana's \"own\" $HOME `id` \\\\ folder");
	AUTO_FREE char *path = NULL, *said = NULL, *command = NULL, *wanted = NULL;
	AUTO_BUF struct buf out = BUF_INIT;
	const char *const words[] = { "/bin/sh", "-c", NULL, NULL };
	const char *run[4];
	struct err err = { 0 };
	char *from, *to;
	int status;

	assert_int_equal(mkdir(folder, 0700), 0);
	path = xasprintf("%s/p.db", folder);
	free(rescue(path, TYPE " " OTHER "\n"));
	OK(authorized_line(path, TYPE, OTHER, &out, &err));
	/* as authorized_keys(5): \" is ", and the next " ends it */
	from = strstr(out.s, "exec ") + strlen("exec ");
	command = xasprintf("printf '%%s|' %s", from);
	for (from = to = command; *from != '"'; from++) {
		if (from[0] == '\\' && from[1] == '"')
			from++;
		*to++ = *from;
	}
	*to = '\0';
	memcpy(run, words, sizeof(words));
	run[2] = command;
	said = test_run(run, &status);
	wanted = xasprintf("|--db|%s|rescue|", path);
	if (strstr(said, wanted) == NULL)
		fail_msg("%s is not in %s", wanted, said);
}

TEST_MAIN(
	cmocka_unit_test(a_key_opens_its_login),
	cmocka_unit_test(a_rescue_key_opens_the_rescue_page),
	cmocka_unit_test(a_link_is_no_list_of_rescue_keys),
	cmocka_unit_test(it_waits_for_nobody_and_makes_nothing),
	cmocka_unit_test(an_older_file_has_no_keys),
	cmocka_unit_test(a_damaged_file_is_said),
	cmocka_unit_test(awkward_paths_come_through))
