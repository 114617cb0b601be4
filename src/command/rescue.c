/*
 * rescue.c - `chairside rescue`: the rescue page, for a key in FILE.rescue.
 */
#include "command/command.h"
#include "server/rescue.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
rescue_page(struct call *c, struct err *e)
{
	return rescue_run(c->db, e);
}

const struct command command_rescue = {
	.name = "rescue", .words = "",
	.help = "Open the rescue page: backup, check, restore, for when nobody can log in.",
	.options = options, .run = rescue_page,
};
