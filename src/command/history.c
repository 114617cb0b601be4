/*
 * history.c - `chairside history TYPE ID`: a record field by field.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/history.h"
#include "practice/reads.h"

static const struct option_spec options[] = {
	{ "format", 0, "text|json", "how to answer" },
	{ NULL, 0, NULL, NULL }
};

struct history_table {
	struct practice *p;
	struct table *table;
};

static void
add_at(struct history_table *to, instant at)
{
	AUTO_BUF struct buf text = BUF_INIT;

	field_show_instant(&to->p->context, at, &text);
	table_add(to->table, text.s);
}

static void
add_value(struct history_table *to, const struct history_line *l,
    const struct value *v)
{
	AUTO_BUF struct buf text = BUF_INIT;

	if (l->field != NULL)
		field_show(l->field, &to->p->context, v, &text);
	table_add(to->table, text.s);
}

static const char *
what(char op)
{
	return op == 'I' ? "made" : op == 'U' ? "changed" :
	    op == 'D' ? "removed" : "erased";
}

static bool
add_line(const struct history_line *l, void *arg)
{
	struct history_table *to = arg;
	char entry[24];

	add_at(to, l->at);
	table_add(to->table, l->who);
	snprintf(entry, sizeof(entry), "%" PRId64, l->entry);
	table_add(to->table, entry);
	table_add(to->table, what(l->op));
	table_add(to->table, l->field != NULL ? l->field->label : "");
	add_value(to, l, l->before);
	add_value(to, l, l->after);
	return true;
}

static bool
history_table(struct practice *p, const char *type, int64_t id, struct err *e)
{
	static const char *const headings[] = { "at", "who", ">entry", "record",
	    "field", "old", "new" };
	struct history_table to = { .p = p };

	to.table = table_new(headings, ARRAY_LEN(headings));
	return table_print(to.table, practice_history(p, type, id, add_line, &to, e),
	    "It is as it was when the file was made.");
}

static bool
history_run(struct call *c, struct err *e)
{
	struct practice *p;
	int64_t id;
	bool json, ok;

	if (!call_json(c, &json, e) || !call_id(c->words[1], &id, e) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	ok = json ? practice_history_json(p, c->words[0], id, stdout, e) :
	    history_table(p, c->words[0], id, e);
	if (ok && strcmp(c->words[0], record_client.name) == 0)
		reads_note(p, id, "history");
	practice_close(p);
	return ok;
}

const struct command command_history = {
	.name = "history", .words = "TYPE ID",
	.help = "Show when, by whom and how a record was changed.",
	.more = "  TYPE is client, session, receipt, service, product, staff, screening,\n"
	    "  review, subscriber or another type of record; ID is its number.\n",
	.min_words = 2, .max_words = 2, .options = options, .run = history_run,
};
