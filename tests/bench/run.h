/*
 * run.h - a child process and what it took: processor, time, instructions.
 *
 * Processor is user and system time of the child and its children, as the kernel counts
 * it when the child is waited for.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_RUN_H
#define CHAIRSIDE_TESTS_BENCH_RUN_H

#include <stdbool.h>
#include <sys/types.h>

#define RESULTS "tests/bench/results"	/* in the build folder */
#define RUN_LOG RESULTS "/log"		/* errors of programs */

struct cost {
	double cpu_ms, wall_ms;
	double peak_kb;		/* the most memory it had at a time */
	int status;		/* exit status; 128 and more: a signal */
};

double run_now_ms(void);		/* monotonic */
double run_cpu_ms(void);		/* of this process so far */

/* Begins a program; its standard output goes to the file `out`, or nowhere where that is
 * NULL; its errors and notes to RUN_LOG. */
pid_t run_begin(const char *const argv[], const char *out);
/* The same, to its end; bug() where it does not end with 0. */
struct cost run_good(const char *const argv[], const char *out);
/* Runs fn in a child of this program, which begins with what this one holds. */
struct cost run_forked(void (*fn)(void *arg), void *arg);
/* What fn writes into `figures`, `n` numbers, comes back from the child. */
struct cost run_figures(void (*fn)(void *arg, double *figures), void *arg,
    double *figures, int n);
/* Ends a child that was begun and takes what it used. */
struct cost run_wait(pid_t pid, double from_ms);
/* execvp(); the words of a table are not changed by it. */
_Noreturn void run_become(const char *const argv[]);
/* A program's standard input and output by pipes. */
pid_t run_piped(const char *const argv[], int *to, int *from);

/* Is there a program of that name? False: bench_skip() has been given the reason. */
bool run_installed(const char *name);

/* A counter of the instructions of a process and its children, from now on; -1: they
 * cannot be counted here. run_counted() reads it, in millions, and closes it. */
int run_count(pid_t pid);
double run_counted(int counter);

#endif
