/*
 * line.h - bytes to the terminal, as far as its line takes them: nothing here waits,
 * but for the last bytes before the program ends.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_LINE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_LINE_H

#include <stdbool.h>

#include "base/buf.h"

struct line {
	int fd;			/* never blocks, where it is our own */
	bool own;
	bool gone;		/* hung up */
	struct buf out;		/* not yet taken: add here, then line_send() */
	size_t sent;		/* of it */
};

/* A description of our own for the terminal of standard output, so that it never
 * blocks us and the shell's stays as it is. */
void line_open(struct line *line);
void line_close(struct line *line);

void line_send(struct line *line);		/* as much as it takes now */
bool line_ready(const struct line *line);	/* it has taken everything */
void line_drain(struct line *line);		/* the last bytes get a moment, and no more */

#endif
