/*
 * unseen.c - see unseen.h.
 */
#include "base/unseen.h"

#include <unistd.h>

void
unseen_begin(struct unseen *was)
{
	struct termios quiet;

	was->terminal = tcgetattr(STDIN_FILENO, &was->before) == 0;
	if (!was->terminal)
		return;
	quiet = was->before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	quiet.c_lflag |= ECHONL;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet);
}

void
unseen_end(const struct unseen *was)
{
	if (was->terminal)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &was->before);
}
