/*
 * free.c - `chairside free`: the next free slots for a service.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/free_slots.h"

#define DAYS 30			/* unless said otherwise */
#define MOST 10
#define MOST_MAX 1000

static const struct option_spec options[] = {
	{ "service", 0, "CODE", "for which service: its code or its name" },
	{ "staff", 0, "CODE", "by whom: a code or a name; anybody who does it" },
	{ "from", 0, "DAY", "the first day; today when not given" },
	{ "days", 0, "N", "how many days are looked at; 30 when not given" },
	{ "most", 0, "N", "how many slots at most; 10 when not given" },
	{ "format", 0, "text|json|csv", "text when not given" },
	{ NULL, 0, NULL, NULL }
};

struct slot_table {
	const struct practice *p;
	struct table *table;
};

static void
add_time(const struct slot_table *t, int minutes)
{
	char time[DATE_TIME_SIZE];

	table_add(t->table, date_format_time(minutes % DAY_MINUTES, t->p->context.twelve_hour,
	    time));
}

static void
add_slot(const struct free_slot *s, void *arg)
{
	struct slot_table *t = arg;
	char day[24];

	table_add(t->table, date_to_words(s->day, true, day));
	add_time(t, s->comes);
	add_time(t, s->treated);
	add_time(t, s->until);
	table_add(t->table, s->staff);
	table_add(t->table, s->room);
	table_add(t->table, s->device);
}

static bool
print_slots(struct practice *p, const struct free_query *q, bool *more, struct err *e)
{
	static const char *const headings[] = { "day", ">comes at", ">treated at", ">until",
	    "by", "room", "device" };
	struct slot_table t = { .p = p };

	t.table = table_new(headings, ARRAY_LEN(headings));
	return table_print(t.table, free_slots(p, q, add_slot, &t, more, e),
	    "Nothing is free in the days looked at; --days looks further.");
}

static bool
free_run(struct call *c, struct err *e)
{
	struct free_query q = { .service = call_option(c, "service"),
	    .staff = call_option(c, "staff"), .from = call_option(c, "from") };
	const char *format = call_option(c, "format");
	struct practice *p;
	int64_t days, most;
	bool ok, more = false;

	if (q.service == NULL)
		return err_set(e, ERR_USAGE, "service", "For which service? Such as "
		    "--service MN.");
	if (format != NULL && strcmp(format, "text") != 0 && strcmp(format, "csv") != 0 &&
	    strcmp(format, "json") != 0)
		return err_set(e, ERR_USAGE, "format", "--format is text, json or csv, not "
		    "\"%.40s\".", format);
	if (!call_number(c, "days", 1, FREE_SLOTS_DAYS, DAYS, &days, e) ||
	    !call_number(c, "most", 1, MOST_MAX, MOST, &most, e) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	q.days = (int)days;
	q.most = (long)most;
	ok = format == NULL || strcmp(format, "text") == 0 ? print_slots(p, &q, &more, e) :
	    free_slots_export(p, &q, format, &more, e);
	if (ok && more)
		fprintf(stderr, "These are the first %ld; --most shows more.\n", q.most);
	practice_close(p);
	return ok;
}

const struct command command_free = {
	.name = "free", .words = "",
	.help = "Print the next free slots for a service.",
	.more = "  Numbing, treatment and clean-up are the service's; each slot is inside the\n"
	    "  hours, with a room and a device that it may use.\n",
	.options = options, .run = free_run,
};
