/*
 * scratch.c - see scratch.h.
 */
#include "base/scratch.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

#define LETTERS 6	/* mkostemp(3) */

/* Locks the file; false when somebody removed its name meanwhile. */
static bool
is_held(int fd)
{
	struct stat st;

	return flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
	    st.st_nlink == 1;
}

int
scratch_make(const char *stem, char **path)
{
	int fd;

	for (;;) {
		*path = xasprintf("%s%ld-XXXXXX", stem, (long)getpid());
		fd = mkostemp(*path, O_CLOEXEC);
		if (fd < 0 || is_held(fd))
			break;
		close(fd);
		free(*path);
	}
	if (fd < 0) {
		int error = errno;

		free(*path);
		*path = NULL;
		errno = error;
	}
	return fd;
}

/* The process in a name that ends with PID-XXXXXX, or 0; *length is the length before
 * it. */
static pid_t
maker_of(const char *name, size_t *length)
{
	size_t n = strlen(name), i;
	long pid;
	char *end;

	if (n < LETTERS + 2 || name[n - LETTERS - 1] != '-')
		return 0;
	for (i = n - LETTERS; i < n; i++)
		if (!isalnum((unsigned char)name[i]))
			return 0;
	for (i = n - LETTERS - 1; i > 0 && isdigit((unsigned char)name[i - 1]); i--)
		;
	pid = strtol(name + i, &end, 10);
	*length = i;
	return end == name + n - LETTERS - 1 && pid > 0 && pid <= 0x7fffffff ?
	    (pid_t)pid : 0;
}

/* True when nobody holds the file and the process in its name is gone. */
static bool
is_left(int folder, const char *name, pid_t maker)
{
	struct stat st;
	bool left;
	int fd;

	/* a file that a library put in its place has no lock */
	if (kill(maker, 0) == 0 || errno != ESRCH)
		return false;
	fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	left = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0;
	close(fd);
	return left;
}

static void
sweep_one(int folder, const char *name)
{
	static const char *const endings[] = { "-wal", "-shm", "-journal" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(endings); i++) {
		AUTO_FREE char *beside = xasprintf("%s%s", name, endings[i]);

		unlinkat(folder, beside, 0);
	}
	/* last: as long as it exists, the others are found again */
	unlinkat(folder, name, 0);
}

/* Is it `name` and one of the endings that the file's name has before its maker's number? */
static bool
is_stem(const char *file, size_t length, const char *name, const char *const *endings,
    size_t n)
{
	size_t begin = strlen(name), i;

	if (length < begin || strncmp(file, name, begin) != 0)
		return false;
	for (i = 0; i < n; i++)
		if (strlen(endings[i]) == length - begin &&
		    strncmp(endings[i], file + begin, length - begin) == 0)
			return true;
	return false;
}

/* With `name` NULL, any hidden name. */
static void
sweep(const char *path, const char *name, const char *const *endings, size_t n)
{
	DIR *dir = opendir(path);
	const struct dirent *en;
	size_t length;
	pid_t maker;

	while (dir != NULL && (en = readdir(dir)) != NULL) {
		maker = maker_of(en->d_name, &length);
		if (maker == 0)
			continue;
		if (name != NULL ? !is_stem(en->d_name, length, name, endings, n) :
		    en->d_name[0] != '.' || en->d_name[length - 1] != '.')
			continue;
		if (is_left(dirfd(dir), en->d_name, maker))
			sweep_one(dirfd(dir), en->d_name);
	}
	if (dir != NULL)
		closedir(dir);
}

void
scratch_sweep_all(const char *path, const char *const *endings, size_t n)
{
	AUTO_FREE char *folder = path_folder(path);

	sweep(folder, path_name(path), endings, n);
}

void
scratch_sweep(const char *stem)
{
	static const char *const none[] = { "" };

	scratch_sweep_all(stem, none, ARRAY_LEN(none));
}

void
scratch_sweep_folder(const char *folder)
{
	struct stat st;

	if (lstat(folder, &st) == 0 && S_ISDIR(st.st_mode))
		sweep(folder, NULL, NULL, 0);
}
