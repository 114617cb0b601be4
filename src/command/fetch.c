/*
 * fetch.c - `chairside fetch`: a file that x wrote for who works over SSH.
 */
#include <unistd.h>

#include "command/command.h"
#include "server/outbox.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
fetch_run(struct call *c, struct err *e)
{
	struct practice *p;
	bool ok;

	if (isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, NULL, "A file is nothing to read on a terminal; add "
		    "> NAME behind the command.");
	p = call_open(c, e);
	ok = p != NULL && outbox_fetch(p, c->words[0], e);
	practice_close(p);
	return ok;
}

const struct command command_fetch = {
	.name = "fetch", .words = "NAME",
	.help = "Write a file to standard output that x wrote on the server.",
	.min_words = 1, .max_words = 1, .options = options, .run = fetch_run,
};
