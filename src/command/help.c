/*
 * help.c - `chairside help [COMMAND]`.
 */
#include "command/command.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
help_run(struct call *c, struct err *e)
{
	const struct command *about;

	if (c->n_words == 0) {
		usage_program();
		return true;
	}
	about = command_find(c->words[0]);
	if (about == NULL)
		return err_set(e, ERR_USAGE, NULL, "There is no command \"%s\".",
		    c->words[0]);
	usage_command(about);
	return true;
}

const struct command command_help = {
	.name = "help", .words = "[COMMAND]",
	.help = "Explain the program, or one command.",
	.max_words = 1, .options = options, .run = help_run,
};
