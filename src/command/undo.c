/*
 * undo.c - `chairside undo`: takes back one's own newest change.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/history.h"

static const struct option_spec options[] = {
	{ "batch", 0, NULL, "all of the bulk write (an import) it is part of" },
	{ NULL, 0, NULL, NULL }
};

static void
tell(struct practice *p, const struct undone *u)
{
	AUTO_BUF struct buf words = BUF_INIT;

	undone_words(p, u, &words);
	printf("Undone: %s.\n", words.s);
	if (u->opposites + u->left_since > 0)
		printf("%ld address%s: the opposite was recorded, %ld left since they "
		    "changed afterwards.\n", u->opposites, u->opposites == 1 ? "" :
		    "es", u->left_since);
	if (u->left > 0)
		printf("%" PRId64 " more part%s of that import still stand%s; "
		    "`chairside undo --batch` takes all of it back.\n", u->left,
		    text_plural(u->left), u->left == 1 ? "s" : "");
}

static bool
undo_run(struct call *c, struct err *e)
{
	bool batch = call_option(c, "batch") != NULL, ok;
	struct practice *p = call_open(c, e);
	struct undone u;

	if (p == NULL)
		return false;
	ok = (batch ? practice_undo_batch : practice_undo)(p, &u, NULL, e);
	if (u.entries > 0)
		tell(p, &u);
	practice_close(p);
	return ok;
}

const struct command command_undo = {
	.name = "undo", .words = "",
	.help = "Undo your newest change, without asking.",
	.options = options, .run = undo_run,
};
