/*
 * pty.h - a program in a pseudo terminal, timed from a key to its last byte.
 *
 * A program that knows CHAIRSIDE_SYNC=1 shows itself when a key is on the screen
 * (tests/support/term.h); of any other the last byte is the one before it was silent
 * for a while. What is waited for afterwards is not counted.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_PTY_H
#define CHAIRSIDE_TESTS_BENCH_PTY_H

#include <stddef.h>
#include <sys/types.h>

struct pty {
	pid_t pid;
	int line;
	int quiet_ms;		/* 0: it has marks */
	size_t sent, bytes;	/* typed at all; written since the last key, no marks */
	unsigned long seen;	/* the number in the last mark */
	unsigned marks;
	char tail[64];		/* what a mark may begin with */
	size_t n_tail;
	double start_ms;	/* from its start to the last byte of its first screen */
	double cpu_ms;		/* processor that the last key took until then */
	double instructions;	/* millions, until then; NAN: they cannot be counted */
};

/* Starts it at 24×80 in `folder`, which is its home, and waits for its first screen.
 * `env`: "NAME=value", more of them, NULL; or NULL. */
void pty_start(struct pty *p, const char *folder, const char *const argv[],
    const char *const env[], int quiet_ms);
/* A login at a practice of fixture.h, by that build. */
struct build;
void pty_login(struct pty *p, const struct build *b, const char *practice,
    const char *const env[]);
/* Types, and waits for the last byte; milliseconds. */
double pty_type(struct pty *p, const char *keys);
/* Takes what comes without a key for so long. */
void pty_idle(struct pty *p, int ms);
/* Ends it. Milliseconds of processor it has taken, its own and the kernel's. */
double pty_stop(struct pty *p);
double pty_cpu_ms(const struct pty *p);	/* processor it has taken so far */
/* A number of /proc/PID/FILE behind a word: the last line that begins with it. */
double pty_proc(const struct pty *p, const char *file, const char *word);

#endif
