/*
 * check.c - `chairside check`: is the practice file whole?
 */
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/history.h"

static const struct option_spec options[] = {
	{ "deep", 0, NULL, "also every record against its newest journalled values" },
	{ "rebuild", 0, NULL, "first make search, sort keys and counts anew" },
	{ NULL, 0, NULL, NULL }
};

static bool
check_run(struct call *c, struct err *e)
{
	bool deep = call_option(c, "deep") != NULL;
	bool rebuild = call_option(c, "rebuild") != NULL;
	struct practice *p = call_open(c, e);
	long problems = 0;
	bool ok;

	if (p == NULL)
		return false;
	ok = (!rebuild || practice_rebuild(p, e)) &&
	    practice_check(p, deep, print_sentence, NULL, &problems, e);
	practice_close(p);
	if (!ok)
		return false;
	if (problems > 0)
		return err_set(e, ERR_PROBLEMS, NULL,
		    "The practice file has %ld problem%s.", problems,
		    text_plural(problems));
	printf("The practice file is whole.\n");
	return true;
}

const struct command command_check = {
	.name = "check", .words = "",
	.help = "Check the practice file; exit status 3 when something is wrong.",
	.options = options, .run = check_run,
};
