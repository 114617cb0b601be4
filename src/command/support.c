/*
 * support.c - `chairside support`: what to send along with a question.
 */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/support.h"

#define LINES_MAX 20	/* the newest mistakes */

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static void
fact(const char *name, const char *value, UNUSED void *arg)
{
	printf("%-24s ", name);
	print_shown(stdout, value);
	printf("\n");
}

/* The name of the machine is left out: it may be somebody's. */
static void
program_facts(const struct call *c)
{
	static const char *const variables[] = { "TERM", "COLORTERM", "NO_COLOR", "LANG",
	    "LC_ALL", "LC_CTYPE" };
	char libc[64];
	struct utsname u;
	size_t i;

	printf("Of the program\n");
#ifdef CHAIRSIDE_DEBUG
	fact("chairside", PACKAGE_VERSION " (checks itself)", NULL);
#else
	fact("chairside", PACKAGE_VERSION, NULL);
#endif
	if (uname(&u) == 0) {
		AUTO_FREE char *system = xasprintf("%s %s %s", u.sysname, u.release,
		    u.machine);

		fact("system", system, NULL);
	}
	if (confstr(_CS_GNU_LIBC_VERSION, libc, sizeof(libc)) > 0)
		fact("library", libc, NULL);
	fact("library", c->screens->library(), NULL);
	for (i = 0; support_library(i) != NULL; i++)
		fact("library", support_library(i), NULL);
	fact("character set", nl_langinfo(CODESET), NULL);
	for (i = 0; i < ARRAY_LEN(variables); i++)
		if (getenv(variables[i]) != NULL)
			fact(variables[i], getenv(variables[i]), NULL);
}

/* The newest lines of FILE.mistakes; bug.h says what is in them. */
static void
mistakes(const char *practice)
{
	AUTO_FREE char *path = companion_path(practice, COMPANION_MISTAKES);
	AUTO_BUF struct buf b = BUF_INIT;
	const char *at, *end;
	long lines;

	printf("\nMistakes of the program, the newest last\n");
	if (!file_read(path, 2 * BUG_FILE_MAX, &b, NULL) || b.len == 0) {
		printf("none is known\n");
		return;
	}
	for (at = b.s + b.len - 1, lines = 0; at > b.s; at--)
		if (at[-1] == '\n' && ++lines == LINES_MAX)
			break;
	for (; *at != '\0'; at = end + (*end != '\0')) {
		end = at + strcspn(at, "\n");
		AUTO_FREE char *line = xstrndup(at, (size_t)(end - at));

		print_shown(stdout, line);
		printf("\n");
	}
}

static bool
support_run(struct call *c, struct err *e)
{
	struct practice *p;
	bool ok;

	program_facts(c);
	mistakes(c->db);
	printf("\nOf the practice\n");
	p = call_open(c, e);
	ok = p != NULL && practice_support(p, fact, NULL, e);
	practice_close(p);
	if (!ok)
		printf("it could not be looked at\n");
	return ok;
}

const struct command command_support = {
	.name = "support", .words = "",
	.help = "Print what to send along with a question: versions, sizes, settings.",
	.more = "  No name, path or text that somebody typed is in it; read it before you\n"
	    "  send it.\n",
	.options = options, .run = support_run,
};
