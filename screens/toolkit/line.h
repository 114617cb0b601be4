/*
 * line.h - bytes to the terminal, never blocking: only the last bytes before the
 * program ends are waited for.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_LINE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_LINE_H

#include <stdbool.h>

#include "base/buf.h"

struct line {
	int fd;			/* non-blocking if `own` */
	bool own;
	bool gone;		/* hung up */
	struct buf out;		/* to send: add here, then line_send() */
	size_t sent;		/* bytes of `out` already sent */
};

/* Opens standard output's terminal anew, non-blocking: the shell's own file description
 * is left alone. */
void line_open(struct line *line);
void line_close(struct line *line);

void line_send(struct line *line);		/* as much as can be sent now */
bool line_ready(const struct line *line);	/* everything has been sent */
void line_drain(struct line *line);		/* waits a moment for the last bytes */

#endif
