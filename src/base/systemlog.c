/*
 * systemlog.c - see systemlog.h.
 */
#include "base/systemlog.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LINE_MAX_BYTES 256
#define PRIORITY 85	/* authpriv, notice: 10 * 8 + 5 */

bool
systemlog_say(const char *socket_path, const char *line)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	char text[LINE_MAX_BYTES];
	int n = snprintf(text, sizeof(text), "<%d>chairside[%ld]: %s", PRIORITY,
	    (long)getpid(), line), fd, why;
	bool said;

	if ((size_t)n >= sizeof(text) || strlen(socket_path) >= sizeof(to.sun_path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(to.sun_path, socket_path, strlen(socket_path) + 1);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	said = sendto(fd, text, (size_t)n, MSG_NOSIGNAL, (const struct sockaddr *)&to,
	    sizeof(to)) == n;
	why = errno;
	close(fd);
	errno = why;
	return said;
}
