/*
 * main.c - the program: signals and language, then a command or the screens.
 */
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <sys/stat.h>

#include "command/command.h"
#include "screens/screens.h"

static const struct command_screens screens = {
	.run = screens_run, .library = screens_library
};

int
main(int argc, char **argv)
{
	/* a closed pipe or a file over its limit then fails the write, which is
	 * reported */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	/* a group may share a practice; others get no access. The log beside it gets
	 * the file's mode only after it was made: until then this mask decides */
	umask(0007);
	setlocale(LC_CTYPE, "");
	return command_main(argc, argv, &screens);
}
