/*
 * run.c - a child process and what it took.
 */
#include "tests/bench/run.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/bench.h"

double
run_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
used_ms(const struct rusage *used)
{
	return (double)(used->ru_utime.tv_sec + used->ru_stime.tv_sec) * 1e3 +
	    (double)(used->ru_utime.tv_usec + used->ru_stime.tv_usec) / 1e3;
}

double
run_cpu_ms(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return used_ms(&used);
}

struct cost
run_wait(pid_t pid, double from_ms)
{
	struct rusage used;
	int status;

	if (pid < 0)
		bug("no child can be made");
	while (wait4(pid, &status, 0, &used) != pid) {
		if (errno != EINTR)
			bug("a program that is timed is lost");
	}
	return (struct cost){ .cpu_ms = used_ms(&used), .wall_ms = run_now_ms() - from_ms,
	    .peak_kb = (double)used.ru_maxrss,
	    .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status) };
}

_Noreturn void
run_become(const char *const argv[])
{
	char *const *args;

	memcpy(&args, &argv, sizeof(args));
	execvp(args[0], args);
	_exit(127);
}

pid_t
run_begin(const char *const argv[], const char *out)
{
	pid_t pid = fork();
	int fd;

	if (pid == 0) {
		fd = open(out != NULL ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC,
		    0600);
		dup2(fd, STDOUT_FILENO);
		fd = open(RUN_LOG, O_WRONLY | O_CREAT | O_APPEND, 0600);
		dup2(fd, STDERR_FILENO);
		run_become(argv);
	}
	return pid;
}

struct cost
run_good(const char *const argv[], const char *out)
{
	double from = run_now_ms();
	struct cost c = run_wait(run_begin(argv, out), from);
	size_t i;

	for (i = 0; c.status != 0 && argv[i] != NULL; i++)
		fprintf(stderr, "%s%s", argv[i], argv[i + 1] != NULL ? " " : "\n");
	if (c.status != 0)
		bug("it ended with %d; %s has more", c.status, RUN_LOG);
	return c;
}

struct plain {
	void (*fn)(void *);
	void *arg;
};

static void
call_plain(void *arg, UNUSED double *figures)
{
	const struct plain *p = arg;

	p->fn(p->arg);
}

struct cost
run_forked(void (*fn)(void *arg), void *arg)
{
	struct plain p = { fn, arg };

	return run_figures(call_plain, &p, NULL, 0);
}

struct cost
run_figures(void (*fn)(void *arg, double *figures), void *arg, double *figures, int n)
{
	size_t size = (size_t)n * sizeof(*figures);
	double from = run_now_ms();
	struct cost c;
	int ends[2];
	pid_t pid;

	if (pipe(ends) != 0)
		bug("no pipe");
	pid = fork();
	if (pid == 0) {
		fn(arg, figures);
		_exit(n == 0 || write(ends[1], figures, size) == (ssize_t)size ? 0 : 1);
	}
	close(ends[1]);
	if (n > 0 && read(ends[0], figures, size) != (ssize_t)size)
		bug("the bare side of a line has failed");
	close(ends[0]);
	c = run_wait(pid, from);
	if (c.status != 0)
		bug("the bare side of a line has failed");
	return c;
}

pid_t
run_piped(const char *const argv[], int *to, int *from)
{
	int in[2], out[2];
	pid_t pid;

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		bug("no pipe");
	pid = fork();
	if (pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		run_become(argv);
	}
	close(in[0]);
	close(out[1]);
	*to = in[1];
	*from = out[0];
	return pid;
}

bool
run_installed(const char *name)
{
	AUTO_FREE char *path = xstrdup(getenv("PATH"));
	char *at = NULL, *dir;

	for (dir = strtok_r(path, ":", &at); dir != NULL; dir = strtok_r(NULL, ":", &at)) {
		AUTO_FREE char *file = xasprintf("%s/%s", dir, name);

		if (access(file, X_OK) == 0)
			return true;
	}
	return bench_skip("%s is not installed", name);
}

int
run_count(pid_t pid)
{
	struct perf_event_attr what = { .type = PERF_TYPE_HARDWARE, .size = sizeof(what),
	    .config = PERF_COUNT_HW_INSTRUCTIONS, .inherit = 1, .exclude_kernel = 1,
	    .exclude_hv = 1 };

	return (int)syscall(SYS_perf_event_open, &what, pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

double
run_counted(int counter)
{
	uint64_t n = 0;
	bool ok;

	if (counter < 0)
		return NAN;
	ok = read(counter, &n, sizeof(n)) == (ssize_t)sizeof(n) && n > 0;
	close(counter);
	return ok ? (double)n / 1e6 : NAN;
}
