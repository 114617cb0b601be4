/*
 * trace.c - `chairside trace`: who had a lot, a product, a device, a room or a person.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/export.h"
#include "lists/page.h"
#include "practice/trace.h"

static const struct option_spec options[] = {
	{ "from", 0, "DAY", "only visits of that day and later" },
	{ "to", 0, "DAY", "only visits up to that day" },
	{ "format", 0, "text|csv|json|xlsx", "text when not given" },
	{ "output", 'o', "FILE|-", "where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
day_option(struct call *c, const char *name, const char **iso, struct err *e)
{
	*iso = call_option(c, name);
	if (*iso != NULL && date_from_iso(*iso) == DATE_NONE)
		return err_set(e, ERR_USAGE, name, "--%s is a day such as 2026-03-12, not "
		    "\"%.40s\".", name, *iso);
	if (*iso == NULL)
		*iso = "-";
	return true;
}

static bool
trace(struct call *c, struct practice *p, const char *from, const char *to, struct err *e)
{
	static char doing[] = "tracing";
	struct export_options o = { .format = call_option(c, "format"),
	    .target = call_option(c, "output"), .progress = progress_show, .arg = doing };
	AUTO_FREE char *which = xasprintf("%s %s %s", c->words[0], from, to);
	struct page_query q = { .of_text = which };
	struct trace_cause cause;
	long rows;

	if (!trace_cause_read(which, 0, &cause, e) ||
	    !trace_find(p, cause.by, c->words[1], &q.of, e))
		return false;
	return o.format == NULL || strcmp(o.format, "text") == 0 ?
	    print_list(&page_trace, p, &q, e) : page_export(&page_trace, p, &q, &o, &rows, e);
}

static bool
trace_run(struct call *c, struct err *e)
{
	const char *target = call_option(c, "output"), *format = call_option(c, "format");
	const char *from, *to;
	struct practice *p;
	bool ok;

	if (!day_option(c, "from", &from, e) || !day_option(c, "to", &to, e) ||
	    !progress_begin(c, target, e) || !call_target(format, target, e) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	ok = trace(c, p, from, to, e);
	progress_end();
	practice_close(p);
	return ok;
}

const struct command command_trace = {
	.name = "trace", .words = "KIND WORD",
	.help = "Print who had a lot: visits, phones, who was told.",
	.more = "  KIND is lot, product, device, room, staff or client. WORD is a lot's number\n"
	    "  or the code on its box, else a code or a name. Of a lot that is recalled the\n"
	    "  bookings that would use its product stand there too.\n",
	.min_words = 2, .max_words = 2, .options = options, .run = trace_run,
};
