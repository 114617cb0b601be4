/*
 * test.h - what every test in C starts with.
 *
 * A test program is one group of cases and ends with
 *
 *	TEST_MAIN(cmocka_unit_test(parses_a_date), …)
 *
 * Each case may ask for a temporary folder; it is emptied and removed when the
 * program ends well, and left, with its name in the log, when a case failed.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_TEST_H
#define CHAIRSIDE_TESTS_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A case is given the state of its group whether it has one or not. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define TEST_MAIN(...)                                                        \
	int                                                                   \
	main(void)                                                            \
	{                                                                     \
		const struct CMUnitTest cases[] = { __VA_ARGS__ };            \
                                                                              \
		return test_end(cmocka_run_group_tests(cases, NULL, NULL));   \
	}

/* The program's own temporary folder, made at the first call. */
const char *test_folder(void);

/* A path below it; owned by the caller. `fmt` gives the part below. */
char *test_path(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Writes `size` bytes to a file, or reads one whole: owned by the caller,
 * followed by a NUL; `size` may be NULL. Both fail the case when they cannot. */
void test_write(const char *path, const void *bytes, size_t size);
char *test_read(const char *path, size_t *size);

/* A file of the repository, such as "tests/golden/month.txt"; owned. */
char *test_source(const char *name);

/* Runs fn(arg) in a child and returns what it returns, 0 to 255, or -1 when the
 * child ended otherwise. The child is killed as soon as fn is through, so what
 * it leaks is not looked for: for failures inside a library that leaks then. */
int test_in_child(int (*fn)(const void *), const void *arg);

/* Runs a program; returns what it wrote to either stream, owned, and sets its exit
 * status. Fails the case when a signal ended it. */
char *test_run(const char *const *argv, int *status);

/* Removes the folder when `failed` is 0; returns the exit status. */
int test_end(int failed);

#endif
