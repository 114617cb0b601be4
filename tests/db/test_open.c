/*
 * test_open.c - opening and making a practice file.
 *
 * Proves that whatever is not a practice file of ours is refused with a
 * sentence and not touched, and that an unfinished one never gets its name.
 */
#include <errno.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/dbfile.h"

static void
refused(const char *path, enum err_code code, const char *said)
{
	struct err err = { 0 };
	struct db *db = db_open(path, &err);

	if (db != NULL)
		fail_msg("%s was opened", path);
	if (err.code != code || strstr(err.text, said) == NULL)
		fail_msg("%s: code %d: %s", path, err.code, err.text);
}

static void
what_is_no_practice_is_refused(void **state)
{
	AUTO_FREE char *good = dbfile_new("good.db");
	AUTO_FREE char *missing = test_path("none/at/all.db");
	AUTO_FREE char *folder = test_path("folder");
	AUTO_FREE char *text = test_path("text.db");
	AUTO_FREE char *empty = test_path("empty.db");
	AUTO_FREE char *fifo = test_path("fifo");
	AUTO_FREE char *soft = test_path("soft.db");
	AUTO_FREE char *foreign = dbfile_new("foreign.db");
	AUTO_FREE char *newer = dbfile_new("newer.db");
	AUTO_FREE char *damaged = dbfile_new("damaged.db");

	(void)state;
	refused(missing, ERR_NOTFOUND, "There is no practice file");
	assert_int_equal(mkdir(folder, 0700), 0);
	refused(folder, ERR_IO, "not an ordinary file");
	test_write(text, "Dear diary, this is no database at all.", 39);
	refused(text, ERR_DB, "not a practice file");
	test_write(empty, "", 0);
	refused(empty, ERR_DB, "empty");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	refused(fifo, ERR_IO, "not an ordinary file");
	assert_int_equal(symlink(good, soft), 0);
	refused(soft, ERR_IO, "symbolic link");
	dbfile_sql(foreign, "PRAGMA application_id = 7");
	refused(foreign, ERR_DB, "another program");
	dbfile_sql(newer, "PRAGMA user_version = 9999");
	refused(newer, ERR_DB, "newer chairside");
	dbfile_sql(damaged, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_int_equal(truncate(damaged, 5000), 0);
	refused(damaged, ERR_DB, "damaged");
	assert_int_equal(chmod(good, 0444), 0);
	refused(good, ERR_IO, "read-only");
	assert_int_equal(chmod(good, 0660), 0);
	AUTO_FREE char *second = test_path("second.db");
	assert_int_equal(link(good, second), 0);
	refused(good, ERR_IO, "second name");
	assert_int_equal(unlink(second), 0);
	struct err err = { 0 };
	struct db *db = db_open(good, &err);
	OK(db != NULL);
	db_close(db);
}

static void
init_touches_nothing_that_exists(void **state)
{
	AUTO_FREE char *path = test_path("mine.txt");
	AUTO_FREE char *nowhere = test_path("no/such/folder/x.db");
	struct err err = { 0 };

	(void)state;
	test_write(path, "mine", 4);
	assert_null(db_create(path, &err));
	assert_int_equal(err.code, ERR_INVALID);
	AUTO_FREE char *still = test_read(path, NULL);
	assert_string_equal(still, "mine");
	assert_null(db_create(nowhere, &err));
	assert_int_equal(err.code, ERR_IO);
}

static void
an_unfinished_file_has_no_name(void **state)
{
	AUTO_FREE char *path = test_path("half.db");
	AUTO_FREE char *key = test_path("half.db.key");
	AUTO_FREE char *late = test_path("late.db");
	struct err err = { 0 };
	struct db *db = db_create(path, &err);

	(void)state;
	OK(db != NULL);
	assert_int_not_equal(access(path, F_OK), 0);
	db_close(db);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_not_equal(access(key, F_OK), 0);
	/* somebody takes the name meanwhile: it stays theirs */
	db = db_create(late, &err);
	OK(db != NULL);
	test_write(late, "theirs", 6);
	assert_false(db_publish(db, &err));
	assert_int_equal(err.code, ERR_INVALID);
	AUTO_FREE char *still = test_read(late, NULL);
	assert_string_equal(still, "theirs");
}

static void
a_key_is_kept_and_private(void **state)
{
	AUTO_FREE char *path = dbfile_new("keyed.db");
	AUTO_FREE char *key = xasprintf("%s.key", path);
	struct stat st;
	struct err err = { 0 };
	struct db *db;

	(void)state;
	assert_int_equal(stat(key, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	AUTO_FREE char *before = test_read(key, NULL);
	assert_int_equal(unlink(path), 0);
	db = db_create(path, &err);
	OK(db != NULL);
	OK(db_publish(db, &err));
	AUTO_FREE char *after = test_read(key, NULL);
	assert_memory_equal(before, after, 32);
}

/* How the key is spoilt, and what is said. */
struct spoilt {
	const char *name;
	void (*spoil)(const char *key);
	const char *said;
};

static void
key_gone(const char *key)
{
	assert_int_equal(unlink(key), 0);
}

static void
key_other(const char *key)
{
	test_write(key, "another key, of another practice", 32);
}

static void
key_short(const char *key)
{
	assert_int_equal(truncate(key, 31), 0);
}

static void
key_long(const char *key)
{
	assert_int_equal(truncate(key, 33), 0);
}

static void
key_empty(const char *key)
{
	assert_int_equal(truncate(key, 0), 0);
}

static void
key_link(const char *key)
{
	AUTO_FREE char *real = xasprintf("%s.real", key);

	assert_int_equal(rename(key, real), 0);
	assert_int_equal(symlink(real, key), 0);
}

static void
key_folder(const char *key)
{
	assert_int_equal(unlink(key), 0);
	assert_int_equal(mkdir(key, 0700), 0);
}

static void
key_fifo(const char *key)
{
	assert_int_equal(unlink(key), 0);
	assert_int_equal(mkfifo(key, 0600), 0);
}

/* Rights stop nobody who is root, unless that is put away for a while. */
static void
root_rights(bool on)
{
	const uint32_t rights = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];

	assert_int_equal(syscall(SYS_capget, &header, data), 0);
	data[0].effective = on ? data[0].permitted : data[0].effective & ~rights;
	assert_int_equal(syscall(SYS_capset, &header, data), 0);
}

static void
key_unreadable(const char *key)
{
	assert_int_equal(chmod(key, 0), 0);
	root_rights(false);
}

static const struct spoilt spoilt_keys[] = {
	{ "gone", key_gone, "is missing" },
	{ "other", key_other, "is not the one this practice was written with" },
	{ "short", key_short, "is 31 bytes long and not 32" },
	{ "long", key_long, "is 33 bytes long and not 32" },
	{ "empty", key_empty, "is 0 bytes long and not 32" },
	{ "link", key_link, "is a symbolic link" },
	{ "folder", key_folder, "is not an ordinary file" },
	{ "fifo", key_fifo, "is not an ordinary file" },
	{ "unreadable", key_unreadable, "cannot be read" },
};

static bool
touch_nothing(struct db *db, void *arg, struct err *e)
{
	(void)db;
	(void)arg;
	(void)e;
	return true;
}

/* Read and nothing else; put back, all is well. */
static void
a_spoilt_key_leaves_reading(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(spoilt_keys); i++) {
		const struct spoilt *s = &spoilt_keys[i];
		AUTO_FREE char *name = xasprintf("key-%s.db", s->name);
		AUTO_FREE char *path = dbfile_new(name);
		AUTO_FREE char *key = xasprintf("%s.key", path);
		struct err err = { 0 };
		struct db *db;
		struct record *r;

		s->spoil(key);
		db = dbfile_open(path, 1);
		if (db_refusal(db) == NULL || strstr(db_refusal(db), s->said) == NULL)
			fail_msg("%s: not said: %s", s->name, s->said);
		assert_non_null(strstr(db_refusal(db), name));
		assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 0);
		assert_string_equal(err.text, db_refusal(db));
		assert_false(db_write_local(db, touch_nothing, NULL, &err));
		assert_false(db_undo(db, 1, NULL, NULL, NULL, &err));
		assert_false(db_rebuild(db, &err));
		/* a note is no reason not to read */
		OK(db_note(db, "export", "export clients", &err));
		r = db_get(db, &record_staff, 1, &err);
		OK(r != NULL);
		record_free(r);
		db_close(db);
		assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"), 1);
		AUTO_FREE char *problems = dbfile_check(path, true);
		if (strncmp(problems, "Journal: its digests cannot be verified. The key ",
		    49) != 0 || strchr(problems, '\n')[1] != '\0')
			fail_msg("%s: %s", s->name, problems);
		root_rights(true);
	}
}

/* What can be seen without the key is still seen. */
static void
without_its_key_a_cut_is_found(void **state)
{
	AUTO_FREE char *path = dbfile_new("cut.db");
	AUTO_FREE char *key = xasprintf("%s.key", path);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);

	(void)state;
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	db_close(db);
	key_gone(key);
	dbfile_sql(path, "DELETE FROM journal WHERE n = 2; DELETE FROM journal_change "
	    "WHERE n = 2; UPDATE client SET city = 'Linz'");
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_non_null(strstr(problems, "its digests cannot be verified"));
	assert_non_null(strstr(problems,
	    "Journal: cut at its end: the newest entry is 1 and was 2."));
}

/* In a process in which the kernel refuses one system call. */
static int
init_without(const void *call)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, *(const unsigned *)call, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { ARRAY_LEN(filter), filter };
	AUTO_FREE char *path = test_path("refused-%u.db", *(const unsigned *)call);
	struct err err = { 0 };
	struct db *db;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		return 2;
	db = db_create(path, &err);
	if (db != NULL && db_publish(db, &err))
		return 0;
	return err.code == ERR_IO && err.text[0] != '\0' && access(path, F_OK) != 0 ? 1 : 3;
}

/* Whatever the machine refuses, what was not made is said to be so. */
static void
a_refused_init_says_so(void **state)
{
	static const unsigned calls[] = { SYS_fchmod, SYS_link, SYS_fsync, SYS_getdents64 };
	static const int ends[] = { 1, 1, 1, 0 };
	size_t i;

	for (i = 0; i < ARRAY_LEN(calls); i++) {
		int end = test_in_child(init_without, &calls[i]);

		if (end == 2) {
			print_message("# this kernel refuses no calls\n");
			return;
		}
		assert_int_equal(end, ends[i]);
	}
}

TEST_MAIN(
    cmocka_unit_test(a_refused_init_says_so),
    cmocka_unit_test(what_is_no_practice_is_refused),
    cmocka_unit_test(init_touches_nothing_that_exists),
    cmocka_unit_test(an_unfinished_file_has_no_name),
    cmocka_unit_test(a_key_is_kept_and_private),
    cmocka_unit_test(a_spoilt_key_leaves_reading),
    cmocka_unit_test(without_its_key_a_cut_is_found))
