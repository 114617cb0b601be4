/*
 * steps.c - see steps.h. The functions of the C library that are the steps are defined
 * here anew; SQLite's calls come here too.
 */
#include "tests/support/steps.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/test.h"

static int left = -1;
static int fails;	/* 0: killed */
static bool writes;	/* they are steps too */
static void (*meanwhile)(void);

/* False: this one fails. */
static bool
step(void)
{
	if (left < 0 || left-- > 0)
		return true;
	if (fails == 0)
		raise(SIGKILL);
	errno = fails;
	return false;
}

int
rename(const char *from, const char *to)
{
	return step() ? (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0) : -1;
}

int
link(const char *from, const char *to)
{
	return step() ? (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0) : -1;
}

int
unlink(const char *path)
{
	return step() ? (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0) : -1;
}

int
fsync(int fd)
{
	return step() ? (int)syscall(SYS_fsync, fd) : -1;
}

int
fdatasync(int fd)
{
	void (*fn)(void) = meanwhile;

	if (fn != NULL) {
		meanwhile = NULL;
		fn();
		meanwhile = fn;
	}
	return step() ? (int)syscall(SYS_fdatasync, fd) : -1;
}

void
steps_meanwhile(void (*fn)(void))
{
	meanwhile = fn;
}

int
ftruncate(int fd, off_t size)
{
	return step() ? (int)syscall(SYS_ftruncate, fd, size) : -1;
}

int
ftruncate64(int fd, off64_t size)
{
	return step() ? (int)syscall(SYS_ftruncate, fd, size) : -1;
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	return !writes || step() ? syscall(SYS_write, fd, bytes, n) : -1;
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	return !writes || step() ? syscall(SYS_pwrite64, fd, bytes, n, at) : -1;
}

void
steps_kill_at(int n)
{
	steps_fail_at(n, 0);
}

void
steps_fail_at(int n, int error)
{
	writes = n >= 0;
	fails = error;
	left = n;
}

bool
steps_killed_at(int n, bool (*fn)(void *arg), void *arg)
{
	pid_t pid = fork();
	int status = 0;

	assert_true(pid >= 0);
	if (pid == 0) {
		left = n;
		_exit(fn(arg) ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		return true;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("step %d: status %#x", n, (unsigned)status);
	return false;
}
