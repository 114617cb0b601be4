/*
 * restore.c - `chairside restore`: restores the practice from a backup, or drills it.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/backup.h"

static const struct option_spec options[] = {
	{ "latest", 0, NULL, "the newest backup, as FILE \"latest\" is too" },
	{ "drill", 0, NULL, "only try it out in a scratch folder and show what it "
	    "holds" },
	{ NULL, 0, NULL, NULL }
};

static void
say(const char *sentence, UNUSED void *arg)
{
	print_shown(stdout, sentence);
	printf("\n");
}

static void
tell(const struct call *c, const struct backup_told *t, bool drill)
{
	if (drill) {
		printf("The backup is good: ");
	} else {
		print_shown(stdout, c->db);
		printf(" is restored from ");
	}
	print_shown(stdout, t->path);
	printf("\n%s", t->holds);
	if (!t->noted)
		printf("It has no note; every row was compared with its journal "
		    "instead.\n");
	if (t->kept != NULL) {
		printf("What it replaced is kept: ");
		print_shown(stdout, t->kept);
		printf("\n");
	}
}

static bool
restore_run(struct call *c, struct err *e)
{
	bool latest = call_option(c, "latest") != NULL;
	struct restore_ask ask = { .path = c->db, .login = c->login, .say = say };
	struct backup_told t;
	bool ok;

	ask.drill = call_option(c, "drill") != NULL;
	if (c->n_words > 0 && strcmp(c->words[0], "latest") != 0)
		ask.source = c->words[0];
	if (latest && ask.source != NULL)
		return err_set(e, ERR_USAGE, "latest",
		    "--latest and a FILE do not go together.");
	if (c->n_words == 0 && !ask.drill && !latest)
		return err_set(e, ERR_USAGE, NULL,
		    "Something is missing: restore FILE, or restore --latest.");
	ok = practice_restore(&ask, &t, e);
	if (ok)
		tell(c, &t, ask.drill);
	backup_told_clear(&t);
	return ok;
}

const struct command command_restore = {
	.name = "restore", .words = "[FILE]", .max_words = 1,
	.help = "Put a backup in the practice's place; what it replaces is kept.",
	.options = options, .run = restore_run,
};
