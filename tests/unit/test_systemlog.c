/*
 * test_systemlog.c - the machine's log.
 *
 * Proves that a line arrives whole with its priority, that a log that takes no more is not
 * waited for, and that one which is not there is told.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/systemlog.h"
#include "tests/support/test.h"

static int
listening(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
	assert_true(fd >= 0 && bind(fd, (const struct sockaddr *)&at, sizeof(at)) == 0);
	return fd;
}

static void
a_line_arrives_whole(UNUSED void **state)
{
	AUTO_FREE char *path = test_path("log");
	AUTO_FREE char *expected = xasprintf("<85>chairside[%ld]: head 12:00ff", (long)getpid());
	char got[300];
	int fd = listening(path);
	ssize_t n;

	assert_true(systemlog_say(path, "head 12:00ff"));
	n = recv(fd, got, sizeof(got) - 1, 0);
	assert_true(n > 0);
	got[n] = '\0';
	assert_string_equal(got, expected);
	close(fd);
}

static void
nobody_waits_for_it(UNUSED void **state)
{
	AUTO_FREE char *path = test_path("stalled");
	int fd = listening(path), i;

	for (i = 0; i < 100000 && systemlog_say(path, "head 12:00ff"); i++)
		;
	assert_true(i > 0 && i < 100000);
	assert_int_equal(errno, EAGAIN);
	close(fd);
}

static void
one_that_is_not_there_is_told(UNUSED void **state)
{
	AUTO_FREE char *path = test_path("nowhere");
	char long_path[200];

	assert_false(systemlog_say(path, "head 12:00ff"));
	assert_int_equal(errno, ENOENT);
	memset(long_path, 'x', sizeof(long_path) - 1);
	long_path[sizeof(long_path) - 1] = '\0';
	assert_false(systemlog_say(long_path, "head 12:00ff"));
	assert_int_equal(errno, ENAMETOOLONG);
}

TEST_MAIN(cmocka_unit_test(a_line_arrives_whole), cmocka_unit_test(nobody_waits_for_it),
    cmocka_unit_test(one_that_is_not_there_is_told))
