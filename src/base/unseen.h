/*
 * unseen.h - what is typed at a terminal without being shown: a private key.
 */
#ifndef CHAIRSIDE_BASE_UNSEEN_H
#define CHAIRSIDE_BASE_UNSEEN_H

#include <stdbool.h>
#include <termios.h>

struct unseen {
	bool terminal;		/* else nothing is changed */
	struct termios before;
};

/* From here on the terminal that is standard input shows only the ends of lines. */
void unseen_begin(struct unseen *was);
void unseen_end(const struct unseen *was);

#endif
