/*
 * init.c - `chairside init`: makes a practice file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "command/command.h"
#include "command/print.h"
#include "demo/demo.h"

#define DEMO_CLIENTS_MAX 2000000

static const struct option_spec options[] = {
	{ "name", 0, "TEXT", "the practice's name" },
	{ "demo", 0, NULL, "fill it with an invented practice, to learn and to try" },
	{ "clients", 0, "N", "demo: number of clients, about ten sessions each; 300" },
	{ "seed", 0, "N", "demo: another seed gives other records; 1" },
	{ "timezone", 0, "ZONE", "the clinic's zone, such as Europe/Vienna" },
	{ NULL, 0, NULL, NULL }
};

/* Makes the folder of the usual path; any other folder must exist. */
static bool
make_usual_folder(const struct call *c, struct err *e)
{
	AUTO_FREE char *folder = path_folder(c->db);

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
	struct demo_options size;
	int64_t clients, seed;
	bool ok, demo = call_option(c, "demo") != NULL;

	if (!call_number(c, "clients", 1, DEMO_CLIENTS_MAX, 300, &clients, e) ||
	    !call_number(c, "seed", 0, INT32_MAX, 1, &seed, e))
		return false;
	if (!demo && (call_option(c, "clients") != NULL ||
	    call_option(c, "seed") != NULL))
		return err_set(e, ERR_USAGE, NULL,
		    "--clients and --seed go with --demo.");
	if (demo) {
		size = (struct demo_options){ (long)clients, (unsigned long)seed };
		init.fill = demo_fill;
		init.fill_arg = &size;
	}
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
