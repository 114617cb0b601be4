/*
 * redo.c - `chairside redo`: repeats what the newest undo took back.
 */
#include <inttypes.h>
#include <stdio.h>

#include "command/command.h"
#include "practice/history.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
redo_run(struct call *c, struct err *e)
{
	struct practice *p = call_open(c, e);
	struct undone u;
	bool ok;

	if (p == NULL)
		return false;
	ok = practice_redo(p, &u, NULL, e);
	if (ok)
		printf("Redone: what entry %" PRId64 " had undone.\n", u.entry);
	practice_close(p);
	return ok;
}

const struct command command_redo = {
	.name = "redo", .words = "",
	.help = "Redo what your newest undo undid.",
	.options = options, .run = redo_run,
};
