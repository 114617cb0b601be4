/*
 * report.c - `chairside report NAME` and `chairside report list`.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "figures/reports.h"

static const struct option_spec options[] = {
	{ "month", 0, "MONTH", "which month: 2026-03, \"nov 2025\", \"last month\"" },
	{ "format", 0, "text|json|csv|xlsx", "text when not given" },
	{ "output", 'o', "FILE|-", "where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
list_reports(void)
{
	static const char *const headings[] = { "report", "what it shows" };
	struct table *t = table_new(headings, ARRAY_LEN(headings));
	const char *name, *help;
	size_t i;

	for (i = 0; practice_report_list(i, &name, &help); i++) {
		table_add(t, name);
		table_add(t, help);
	}
	table_print(t, true, NULL);
	return true;
}

static bool
report_run(struct call *c, struct err *e)
{
	static char doing[] = "reporting";
	struct report_options o = {
		.name = c->words[0],
		.month = call_option(c, "month"),
		.format = call_option(c, "format"),
		.target = call_option(c, "output"),
		.progress = progress_show, .arg = doing,
	};
	struct practice *p;
	bool ok;

	if (strcmp(o.name, "list") == 0)
		return list_reports();
	if (o.month == NULL)
		return err_set(e, ERR_USAGE, "month", "A report is of a month: "
		    "--month 2026-03, or --month \"last month\".");
	if (!progress_begin(c, o.target, e) || !call_target(o.format, o.target, e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = practice_report(p, &o, e);
	progress_end();
	practice_close(p);
	return ok;
}

const struct command command_report = {
	.name = "report", .words = "NAME|list",
	.help = "Write the figures of a month.",
	.more = "  `chairside report list` names the reports there are; `monthly` is "
	    "the\n"
	    "  practice's month: sessions, sales, clients, screening, reviews, newsletter.\n",
	.min_words = 1, .max_words = 1, .options = options, .run = report_run,
};
