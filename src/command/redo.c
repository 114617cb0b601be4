/*
 * redo.c - `chairside redo`: repeats what the newest undo took back.
 */
#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "practice/history.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
redo_run(struct call *c, struct err *e)
{
	struct practice *p = call_open(c, e);
	AUTO_BUF struct buf words = BUF_INIT;
	struct undone u;
	bool ok;

	if (p == NULL)
		return false;
	ok = practice_redo(p, &u, NULL, e);
	if (ok) {
		undone_words(p, &u, &words);
		printf("Redone: %s.\n", words.s);
	}
	practice_close(p);
	return ok;
}

const struct command command_redo = {
	.name = "redo", .words = "",
	.help = "Redo what your newest undo undid.",
	.options = options, .run = redo_run,
};
