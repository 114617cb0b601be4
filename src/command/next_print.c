/*
 * next_print.c - `chairside next-print`: the next paper for the printer at a person's desk.
 */
#include <unistd.h>

#include "base/mem.h"
#include "command/command.h"
#include "practice/desk_print.h"

#define WAIT_SECONDS 60

static const struct option_spec options[] = {
	{ "wait", 0, "SECONDS", "how long for one; 60 when not given" },
	{ NULL, 0, NULL, NULL }
};

static bool
next_print_run(struct call *c, struct err *e)
{
	struct practice *p;
	int64_t seconds;
	bool ok;

	if (!call_number(c, "wait", 0, 3600, WAIT_SECONDS, &seconds, e))
		return false;
	if (isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, NULL, "A page to print is nothing to read on a "
		    "terminal; doc/desk-print.sh takes it at the desk.");
	p = call_open(c, e);
	if (p == NULL)
		return false;
	ok = desk_print_next(p, (int)seconds, e);
	practice_close(p);
	return ok;
}

const struct command command_next_print = {
	.name = "next-print", .words = "",
	.help = "Hand out the next paper for the printer at your desk, a web page; waits for one.",
	.min_words = 0, .max_words = 0, .options = options, .run = next_print_run,
};
