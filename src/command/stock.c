/*
 * stock.c - `chairside stock`: what is left of each lot, what expires, what is low.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/lots.h"

static const struct option_spec options[] = {
	{ "all", 'a', NULL, "every lot in force, not only those to see to" },
	{ NULL, 0, NULL, NULL }
};

struct shown {
	struct table *table;
	bool all;
};

static bool
add(const struct stock_line *l, void *arg)
{
	struct shown *s = arg;
	AUTO_BUF struct buf left = BUF_INIT, words = BUF_INIT;
	char day[24];

	stock_words(l, &words);
	if (!s->all && words.len == 0)
		return true;
	buf_addf(&left, "%" PRId64, l->on_hand);
	table_add(s->table, l->product);
	table_add(s->table, l->number);
	table_add(s->table, l->expires == DATE_NONE ? "" : date_to_words(l->expires, false, day));
	table_add(s->table, left.s);
	table_add(s->table, words.s);
	return true;
}

static bool
stock_run(struct call *c, struct err *e)
{
	static const char *const headings[] = { "product", "lot", "expires", ">left", "" };
	struct practice *p = call_open(c, e);
	struct shown s = { .all = call_option(c, "all") != NULL };
	bool ok;

	if (p == NULL)
		return false;
	s.table = table_new(headings, ARRAY_LEN(headings));
	ok = table_print(s.table, stock_list(p, add, &s, e), s.all ? "No lots are written down." :
	    "Nothing expires within 30 days and nothing is low.");
	practice_close(p);
	return ok;
}

const struct command command_stock = {
	.name = "stock", .words = "",
	.help = "Print the lots that expire, have expired or are low.",
	.options = options, .run = stock_run,
};
