/*
 * line.c - see line.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "screens/toolkit/line.h"

void
line_open(struct line *line)
{
	const char *name = ttyname(STDOUT_FILENO);

	*line = (struct line){ .out = BUF_INIT };
	line->fd = name != NULL ?
	    open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
	line->own = line->fd >= 0;
	if (!line->own)
		line->fd = STDOUT_FILENO;
}

void
line_close(struct line *line)
{
	if (line->own)
		close(line->fd);
	buf_free(&line->out);
}

void
line_send(struct line *line)
{
	ssize_t n;

	while (line->sent < line->out.len && !line->gone) {
		n = write(line->fd, line->out.s + line->sent, line->out.len - line->sent);
		if (n > 0)
			line->sent += (size_t)n;
		else if (n < 0 && errno == EINTR)
			continue;
		else if (n < 0 && errno == EAGAIN)
			return;
		else
			line->gone = true;
	}
	buf_cut(&line->out, 0);
	line->sent = line->paper = line->paper_end = 0;
}

bool
line_ready(const struct line *line)
{
	return line->out.len == 0;
}

void
line_drain(struct line *line)
{
	struct pollfd fd = { .fd = line->fd, .events = POLLOUT };
	int tries;

	for (tries = 0; tries < 10; tries++) {
		line_send(line);
		if (line_ready(line) || line->gone || poll(&fd, 1, 50) < 0)
			break;
	}
}

void
line_end_paper(struct line *line)
{
	struct buf *out = &line->out;
	size_t from, end;

	if (line->paper_end == 0)
		return;
	line_drain(line);
	from = line->sent > line->paper ? line->sent : line->paper;
	end = line->paper_end;
	if (from < end) {
		memmove(out->s + from, out->s + end, out->len - end);
		buf_cut(out, out->len - (end - from));
	}
	line->paper = line->paper_end = 0;
}
