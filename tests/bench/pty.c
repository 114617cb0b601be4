/*
 * pty.c - keys in, bytes out, and when.
 */
#include "tests/bench/pty.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/run.h"

#define MARK "\033]777;chairside;"
#define PATIENCE_MS 20000

/* Counts a byte, or takes it for a part of a mark. */
static void
take(struct pty *p, char c)
{
	const size_t begin = sizeof(MARK) - 1;

	if (p->n_tail < begin ? c != MARK[p->n_tail] :
	    p->n_tail + 1 >= sizeof(p->tail)) {
		p->bytes += p->n_tail;
		p->n_tail = 0;
		if (c != MARK[0]) {
			p->bytes++;
			return;
		}
	}
	p->tail[p->n_tail++] = c;
	if (p->n_tail <= begin || c != '\a')
		return;
	p->tail[p->n_tail] = '\0';
	p->seen = strtoul(p->tail + begin, NULL, 10);
	p->marks++;
	p->n_tail = 0;
}

/* Reads once, waiting at most so long. False: nothing came. */
static bool
take_some(struct pty *p, int ms)
{
	struct pollfd fd = { .fd = p->line, .events = POLLIN };
	char bytes[65536];
	ssize_t n, i;

	if (poll(&fd, 1, ms) <= 0)
		return false;
	n = read(p->line, bytes, sizeof(bytes));
	if (n <= 0)
		bug("a program that is timed has ended; started in this way by hand "
		    "it shows why");
	for (i = 0; i < n; i++)
		take(p, bytes[i]);
	return true;
}

/* When the last byte came of what is waited for. */
static double
last_byte(struct pty *p, unsigned marks)
{
	double at = 0;
	bool done = false;

	while (!done) {
		bool came = take_some(p, at > 0 && p->quiet_ms > 0 ? p->quiet_ms :
		    PATIENCE_MS);

		if (came)
			at = run_now_ms();
		else if (at <= 0)
			bug("a program that is timed is silent");
		done = p->quiet_ms > 0 ? !came : p->marks > marks && p->seen >= p->sent;
		if (!came && !done)
			bug("a program that is timed has stopped");
	}
	return at;
}

static void
become(const char *line, const char *folder, const char *const argv[],
    const char *const env[])
{
	size_t i;
	int fd, to;

	setsid();
	fd = open(line, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0)
		_exit(126);
	for (to = 0; to <= 2; to++)
		dup2(fd, to);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("HOME", folder, 1);
	setenv("CHAIRSIDE_SYNC", "1", 1);
	for (i = 0; env != NULL && env[i] != NULL; i++)
		putenv(strdup(env[i]));
	if (chdir(folder) == 0)
		run_become(argv);
	_exit(127);
}

void
pty_start(struct pty *p, const char *folder, const char *const argv[],
    const char *const env[], int quiet_ms)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	char line[64], go = 'g';
	double from;
	int gate[2], counter;

	*p = (struct pty){ .quiet_ms = quiet_ms };
	p->line = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (p->line < 0 || grantpt(p->line) != 0 || unlockpt(p->line) != 0 ||
	    ptsname_r(p->line, line, sizeof(line)) != 0 ||
	    ioctl(p->line, TIOCSWINSZ, &size) != 0)
		bug("no pseudo terminal");
	if (pipe2(gate, O_CLOEXEC) != 0)
		bug("no pipe");
	p->pid = fork();
	if (p->pid < 0)
		bug("no child");
	if (p->pid == 0 && read(gate[0], &go, 1) == 1)
		become(line, folder, argv, env);
	counter = run_count(p->pid);
	from = run_now_ms();
	if (write(gate[1], &go, 1) != 1)
		bug("a program that is timed does not start");
	p->start_ms = last_byte(p, 0) - from;
	p->instructions = run_counted(counter);
	close(gate[0]);
	close(gate[1]);
}

void
pty_login(struct pty *p, const struct build *b, const char *practice,
    const char *const env[])
{
	const char *const argv[] = { b->program, "--db", fixture(b, practice), NULL };

	pty_start(p, b->folder, argv, env, 0);
}

double
pty_type(struct pty *p, const char *keys)
{
	size_t n = strlen(keys);
	unsigned marks = p->marks;
	double from;

	p->bytes = 0;
	p->sent += n;
	p->cpu_ms = -pty_cpu_ms(p);
	from = run_now_ms();
	if (write(p->line, keys, n) != (ssize_t)n)
		bug("a program that is timed takes no keys");
	from = last_byte(p, marks) - from;
	p->cpu_ms += pty_cpu_ms(p);
	return from;
}

void
pty_idle(struct pty *p, int ms)
{
	double until = run_now_ms() + ms, left;

	p->bytes = 0;
	while ((left = until - run_now_ms()) > 0)
		take_some(p, (int)left + 1);
}

double
pty_stop(struct pty *p)
{
	kill(p->pid, p->quiet_ms > 0 ? SIGKILL : SIGTERM);
	close(p->line);
	return run_wait(p->pid, 0).cpu_ms;
}

double
pty_proc(const struct pty *p, const char *file, const char *word)
{
	AUTO_FREE char *path = xasprintf("/proc/%ld/%s", (long)p->pid, file);
	char line[256];
	double n = 0;
	FILE *f = fopen(path, "r");

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, word, strlen(word)) == 0)
			n = strtod(line + strlen(word), NULL);
	fclose(f);
	return n;
}

double
pty_cpu_ms(const struct pty *p)
{
	return pty_proc(p, "schedstat", "") / 1e6;
}
