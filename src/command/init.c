/*
 * init.c - `chairside init`: makes a practice file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/practice.h"

static const struct option_spec options[] = {
	{ "name", 0, "TEXT", "the practice's name" },
	{ "timezone", 0, "ZONE", "the clinic's zone, such as Europe/Vienna" },
	{ NULL, 0, NULL, NULL }
};

/* The usual place is ours to make; any other folder must be there. */
static bool
make_usual_folder(const struct call *c, struct err *e)
{
	AUTO_FREE char *folder = xstrndup(c->db,
	    (size_t)(strrchr(c->db, '/') - c->db));

	return file_make_folder(folder, e);
}

static bool
init_run(struct call *c, struct err *e)
{
	static char doing[] = "making the practice";
	struct practice_init init = {
		.name = call_option(c, "name"),
		.timezone = call_option(c, "timezone"),
		.login = c->login, .progress = progress_show, .arg = doing,
	};
	bool ok;

	if (c->db_is_usual && !make_usual_folder(c, e))
		return false;
	ok = practice_make(c->db, &init, e);
	progress_end();
	if (!ok)
		return false;
	printf("The practice file is ");
	print_shown(stdout, c->db);
	printf(".\n");
	return true;
}

const struct command command_init = {
	.name = "init", .words = "",
	.help = "Make a new practice file; an existing file is not touched.",
	.options = options, .run = init_run,
};
