/*
 * main.c - the program: signals and language, then a command or the screens.
 */
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command/command.h"
#include "screens/screens.h"

static const struct command_screens screens = {
	.run = screens_run, .library = screens_library
};

/* The letters of the language. Terminals write UTF-8, and over SSH many do not say so
 * (PuTTY never does); others name a language that this machine has not got, whose letters
 * are in UTF-8 all the same. */
static void
set_letters(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *said = NULL;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names) && said == NULL; i++)
		said = getenv(names[i]) != NULL && *getenv(names[i]) != '\0' ? getenv(names[i]) : NULL;
	if (said != NULL ? setlocale(LC_CTYPE, "") == NULL && (strcasestr(said, "utf-8") != NULL ||
	    strcasestr(said, "utf8") != NULL) : getenv("SSH_CONNECTION") != NULL)
		setlocale(LC_CTYPE, "C.UTF-8");
}

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
	set_letters();
	return command_main(argc, argv, &screens);
}
