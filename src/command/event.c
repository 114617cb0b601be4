/*
 * event.c - `chairside event list` and `chairside event print`: adverse events.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/event_pack.h"
#include "practice/events.h"

static const struct option_spec options[] = {
	{ "format", 0, "text|html", "print: text when not given" },
	{ "output", 'o', "FILE|-", "print: where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
add_event(const struct event_line *l, void *arg)
{
	struct table *t = arg;
	AUTO_FREE char *id = xasprintf("%lld", (long long)l->id);
	AUTO_FREE char *grade = xasprintf("%d", l->grade);
	AUTO_FREE char *owed = xasprintf("%ld", l->owed);
	char onset[24], over[24];

	table_add(t, id);
	table_add(t, date_to_words(l->onset, false, onset));
	table_add(t, l->name);
	table_add(t, l->what);
	table_add(t, grade);
	table_add(t, l->serious ? "yes" : "no");
	table_add(t, l->resolved == DATE_NONE ? "open" : date_to_words(l->resolved, false, over));
	table_add(t, owed);
	return true;
}

static bool
list(struct practice *p, struct err *e)
{
	static const char *const headings[] = { ">id", "since", "client", "what", ">grade",
	    "serious", "over", ">reports owed" };
	struct table *t = table_new(headings, ARRAY_LEN(headings));

	return table_print(t, events_list(p, add_event, t, e), "No adverse events.");
}

static bool
event_run(struct call *c, struct err *e)
{
	bool prints = strcmp(c->words[0], "print") == 0, ok;
	struct practice *p;
	int64_t id = 0;

	if ((!prints && strcmp(c->words[0], "list") != 0) || (prints && c->n_words < 2))
		return err_set(e, ERR_USAGE, NULL, "It is written chairside event list, or "
		    "chairside event print ID.");
	if (prints && !call_id(c->words[1], &id, e))
		return false;
	if (!progress_begin(c, call_option(c, "output"), e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = prints ? event_pack_print(p, id, call_option(c, "format"), call_option(c, "output"),
	    e) : list(p, e);
	practice_close(p);
	return ok;
}

const struct command command_event = {
	.name = "event", .words = "list|print [ID]",
	.help = "Adverse events, and what is asked about one by those who are told of it.",
	.more = "  event list           those that are open first, with the reports still owed\n"
	    "  event print ID       the sections of Form FDA 3500, filled in as far as the\n"
	    "                       practice knows, without the client's name\n",
	.min_words = 1, .max_words = 2, .options = options, .run = event_run,
};
