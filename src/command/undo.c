/*
 * undo.c - `chairside undo`: takes back one's own newest change.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/history.h"

static const struct option_spec options[] = {
	{ "batch", 0, NULL, "all of the bulk write (an import) it is part of" },
	{ NULL, 0, NULL, NULL }
};

static void
tell(const struct undone *u, const char *label)
{
	printf("Undone: entry %" PRId64 ", ", u->entry);
	print_shown(stdout, label);
	if (u->entries > 1)
		printf(", and %ld more of its batch", u->entries - 1);
	printf(".\n");
	if (u->opposites + u->left_since > 0)
		printf("%ld address%s: the opposite was recorded, %ld left since they "
		    "changed afterwards.\n", u->opposites, u->opposites == 1 ? "" :
		    "es", u->left_since);
	if (u->left > 0)
		printf("%" PRId64 " more of its batch still stand%s; "
		    "`chairside undo --batch` takes all back.\n", u->left,
		    u->left == 1 ? "s" : "");
}

static bool
undo_run(struct call *c, struct err *e)
{
	AUTO_BUF struct buf label = BUF_INIT;
	bool batch = call_option(c, "batch") != NULL, ok;
	struct practice *p = call_open(c, e);
	struct undone u;

	if (p == NULL)
		return false;
	ok = (batch ? practice_undo_batch : practice_undo)(p, &u, &label, e);
	if (u.entries > 0)
		tell(&u, label.s);
	practice_close(p);
	return ok;
}

const struct command command_undo = {
	.name = "undo", .words = "",
	.help = "Undo your newest change, without asking.",
	.options = options, .run = undo_run,
};
