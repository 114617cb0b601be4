/*
 * backup.c - `chairside backup`: a verified copy of the practice.
 */
#include <stdio.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/backup.h"

static const struct option_spec options[] = {
	{ "to", 0, "DIR", "into that folder, such as one on another disk" },
	{ NULL, 0, NULL, NULL }
};

static void
say(const char *sentence, UNUSED void *arg)
{
	print_shown(stdout, sentence);
	printf("\n");
}

static bool
backup_run(struct call *c, struct err *e)
{
	struct practice *p = call_open(c, e);
	struct backup_told t;
	bool ok;

	if (p == NULL)
		return false;
	ok = practice_backup(p, call_option(c, "to"), say, NULL, &t, e);
	practice_close(p);
	if (ok) {
		printf("Backup made and checked: ");
		print_shown(stdout, t.path);
		printf("\n%s", t.holds);
	}
	backup_told_clear(&t);
	return ok;
}

const struct command command_backup = {
	.name = "backup", .words = "",
	.help = "Make a verified copy of the practice; work goes on meanwhile.",
	.options = options, .run = backup_run,
};
