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
	size_t paper, paper_end;	/* where a paper for the terminal's printer is in `out`;
					 * paper_end 0: none is on its way */
};

/* Opens standard output's terminal anew, non-blocking: the shell's own file description
 * is left alone. */
void line_open(struct line *line);
void line_close(struct line *line);

void line_send(struct line *line);		/* as much as can be sent now */
bool line_ready(const struct line *line);	/* everything has been sent */
void line_drain(struct line *line);		/* waits a moment for the last bytes */
/* Waits so too, then throws away what is left of the paper. */
void line_end_paper(struct line *line);

#endif
