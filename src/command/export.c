/*
 * export.c - `chairside export KIND`: all rows of a kind, archived ones too.
 */
#include <stdio.h>

#include "command/command.h"
#include "command/print.h"
#include "practice/exchange.h"

static const struct option_spec options[] = {
	{ "from", 0, "YYYY-MM-DD", "rows of that day and later, where rows have a day" },
	{ "to", 0, "YYYY-MM-DD", "rows of that day and earlier" },
	{ "format", 0, "csv|json|xlsx", "csv when not given" },
	{ "output", 'o', "FILE|-", "where it goes; - is standard output" },
	{ NULL, 0, NULL, NULL }
};

static bool
export_run(struct call *c, struct err *e)
{
	static char doing[] = "exporting";
	struct export_options o = {
		.kind = c->words[0],
		.from = call_option(c, "from"), .to = call_option(c, "to"),
		.format = call_option(c, "format"),
		.target = call_option(c, "output"),
		.progress = progress_show, .arg = doing,
	};
	struct practice *p;
	long rows;
	bool ok;

	if (!call_target(o.format, o.target, e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = practice_export(p, &o, &rows, e);
	progress_end();
	practice_close(p);
	return ok;
}

const struct command command_export = {
	.name = "export", .words = "KIND",
	.help = "Write out all records of a kind.",
	.more = "  KIND is clients, staff, services, products, sessions, receipts (one row a\n"
	    "  line), subscribers or reviews. Headers are the fields' names, so that\n"
	    "  `chairside import` takes the file again.\n",
	.min_words = 1, .max_words = 1, .options = options, .run = export_run,
};
