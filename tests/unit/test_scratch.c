/*
 * Proves that what a killed program left under a temporary name is swept by the next, and
 * nothing else: not what a living one holds, not another's, no other name.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/scratch.h"
#include "tests/support/test.h"

/* A process that has been and is gone. */
static pid_t
gone(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	return child;
}

/* Makes one in a process that is killed; its name comes through a pipe. */
static char *
left_behind(const char *stem)
{
	char path[4096] = "";
	int line[2];
	pid_t child;

	assert_int_equal(pipe(line), 0);
	child = fork();
	if (child == 0) {
		char *made;

		if (scratch_make(stem, &made) >= 0 &&
		    write(line[1], made, strlen(made)) > 0)
			kill(getpid(), SIGKILL);
		_exit(1);
	}
	close(line[1]);
	assert_true(read(line[0], path, sizeof(path) - 1) > 0);
	close(line[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	return xstrdup(path);
}

static bool
stands(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static void
what_is_left_is_swept(void **state)
{
	AUTO_FREE char *stem = test_path("p.db.new-");
	AUTO_FREE char *left = left_behind(stem);
	AUTO_FREE char *log = xasprintf("%s-wal", left);

	assert_true(stands(left));
	test_write(log, "x", 1);
	scratch_sweep(stem);
	assert_false(stands(left));
	assert_false(stands(log));
}

static int folders_read;

/* Instead of the library's, for all that is linked here: counts. */
DIR *
opendir(const char *name)
{
	int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	folders_read++;
	return fd >= 0 ? fdopendir(fd) : NULL;
}

static void
all_endings_are_swept_in_one_reading(void **state)
{
	static const char *const endings[] = { ".new-", ".before-0002." };
	AUTO_FREE char *path = test_path("s.db");
	AUTO_FREE char *one_stem = xasprintf("%s.new-", path);
	AUTO_FREE char *two_stem = xasprintf("%s.before-0002.", path);
	AUTO_FREE char *other_stem = xasprintf("%s.before-0003.", path);
	AUTO_FREE char *one = left_behind(one_stem), *two = left_behind(two_stem);
	AUTO_FREE char *other = left_behind(other_stem);

	folders_read = 0;
	scratch_sweep_all(path, endings, ARRAY_LEN(endings));
	assert_false(stands(one) || stands(two));
	assert_true(stands(other));
	assert_int_equal(folders_read, 1);
}

static void
what_lives_stays(void **state)
{
	AUTO_FREE char *stem = test_path("q.db.new-");
	AUTO_FREE char *mine = NULL, *alive = NULL, *held = NULL;
	int fd = scratch_make(stem, &mine), lock;
	struct stat st;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	scratch_sweep(stem);
	assert_true(stands(mine));
	/* its lock is lost, but it is alive */
	close(fd);
	scratch_sweep(stem);
	assert_true(stands(mine));
	/* its number is nobody's here, but somebody holds it */
	held = xasprintf("%s%ld-Abc123", stem, (long)gone());
	test_write(held, "x", 1);
	lock = open(held, O_RDONLY);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	scratch_sweep(stem);
	assert_true(stands(held));
	close(lock);
	scratch_sweep(stem);
	assert_false(stands(held));
	alive = xasprintf("%s%ld-Abc123", stem, (long)getppid());
	test_write(alive, "x", 1);
	scratch_sweep(stem);
	assert_true(stands(alive));
}

/* # is the number of a process. */
static char *
named(const char *name, long pid)
{
	const char *mark = strchr(name, '#');

	return mark == NULL ? test_path("%s", name) :
	    test_path("%.*s%ld%s", (int)(mark - name), name, pid, mark + 1);
}

static void
other_names_stay(void **state)
{
	static const char *const names[] = {
		"r.db", "r.db.new", "r.db.new-", "r.db.new-backup", "r.db.new-#-Abc12",
		"r.db.new-#-Abc1234", "r.db.new-#_Abc123", "r.db.new-x#-Abc123",
		"r.db.new-#-Ab.123", "r.db.old-#-Abc123", "xr.db.new-#-Abc123",
		"r.db.new-0-Abc123", "r.db.new--#-Abc12", "r.db.new-copy.#-Abc123",
		"r.db.new-99999999999999999999-Abc123",
	};
	AUTO_FREE char *stem = test_path("r.db.new-");
	long pid = (long)gone();
	AUTO_FREE char *folder = xasprintf("%s%ld-Folder", stem, pid);
	AUTO_FREE char *link = xasprintf("%s%ld-Linked", stem, pid);
	AUTO_FREE char *theirs = xasprintf("%s%ld-Theirs", stem, pid);
	size_t i;

	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink("r.db", link), 0);
	test_write(theirs, "x", 1);
	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *path = named(names[i], pid);

		test_write(path, "x", 1);
	}
	if (geteuid() == 0)	/* only root can give a file away */
		assert_int_equal(chown(theirs, 64801, 64801), 0);
	scratch_sweep(stem);
	assert_true(stands(folder));
	assert_true(stands(link));
	assert_true(stands(theirs) || geteuid() != 0);
	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *path = named(names[i], pid);

		if (!stands(path))
			fail_msg("%s is gone", path);
	}
}

/* The next output to the same target takes away what the last one left. */
static void
outputs_are_swept(void **state)
{
	AUTO_FREE char *target = test_path("list.csv"), *other = test_path("o/.a.csv.1-Abc123");
	AUTO_FREE char *stem = test_path(".list.csv."), *folder = test_path("o");
	AUTO_FREE char *left = left_behind(stem), *in_folder = NULL, *plain = NULL;
	struct file_out *o = file_out_open(target, NULL);

	assert_non_null(o);
	assert_false(stands(left));
	assert_true(file_out_commit(o, NULL));
	assert_true(stands(target));
	/* and a folder of our own at once */
	assert_int_equal(mkdir(folder, 0700), 0);
	in_folder = xasprintf("%s/.a.csv.%ld-Abc123", folder, (long)gone());
	plain = xasprintf("%s/a.csv.%ld-Abc123", folder, (long)gone());
	test_write(in_folder, "x", 1);
	test_write(plain, "x", 1);
	test_write(other, "x", 1);	/* process 1 lives */
	scratch_sweep_folder(folder);
	assert_false(stands(in_folder));
	assert_true(stands(plain));
	assert_true(stands(other));
}

TEST_MAIN(
	cmocka_unit_test(what_is_left_is_swept),
	cmocka_unit_test(all_endings_are_swept_in_one_reading),
	cmocka_unit_test(what_lives_stays),
	cmocka_unit_test(other_names_stay),
	cmocka_unit_test(outputs_are_swept)
)
