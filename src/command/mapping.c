/*
 * mapping.c - `chairside mapping`: a mapping file is brought to the server, for import.
 */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "server/outbox.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
mapping_run(struct call *c, struct err *e)
{
	struct practice *p;
	bool ok;

	if (strcmp(c->words[1], "-") != 0)
		return err_set(e, ERR_USAGE, NULL, "A mapping is read from standard input: mapping "
		    "NAME -.");
	p = call_open(c, e);
	ok = p != NULL && outbox_take_mapping(p, c->words[0], e);
	practice_close(p);
	if (ok)
		printf("Kept: import KIND - --map %s reads by it.\n", c->words[0]);
	return ok;
}

const struct command command_mapping = {
	.name = "mapping", .words = "NAME -",
	.help = "Bring a mapping file to the server, for import --map NAME over SSH.",
	.min_words = 2, .max_words = 2, .options = options, .run = mapping_run,
};
