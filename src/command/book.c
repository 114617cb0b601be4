/*
 * book.c - `chairside book` and `chairside book print`: the book of a day.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/book.h"
#include "export/book_print.h"

static const struct option_spec options[] = {
	{ "day", 0, "DAY", "which day; today, print: the next one with visits" },
	{ "format", 0, "text|json", "text when not given; print: text or html" },
	{ "output", 'o', "FILE|-", "print: where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

/* *day is as it was when none is given. */
static bool
read_day(const struct call *c, const struct practice *p, date_day *day, struct err *e)
{
	const char *text = call_option(c, "day");

	if (text == NULL)
		return true;
	*day = date_parse(text, p->context.date_order, p->context.today, false);
	return *day != DATE_NONE || err_set(e, ERR_USAGE, "day", "\"%.40s\" is not a day, such "
	    "as 2026-03-12, tomorrow or \"next tue\".", text);
}

/* --- a table ------------------------------------------------------------------------------ */

static void
add_time(struct table *t, const struct practice *p, bool timed, int minutes)
{
	AUTO_BUF struct buf time = BUF_INIT;

	if (timed)
		book_time(p, minutes, &time);
	table_add(t, time.s);
}

static void
add_visit(struct table *t, const struct practice *p, const struct book_visit *v)
{
	add_time(t, p, v->timed, v->comes);
	add_time(t, p, v->timed, v->until);
	table_add(t, v->name);
	table_add(t, v->phone);
	table_add(t, v->service);
	table_add(t, v->staff);
	table_add(t, v->room);
	table_add(t, session_status_label(v->status));
	table_add(t, v->alerts);
}

static void
add_gap(struct table *t, const struct practice *p, const struct book_gap *g)
{
	int i;

	add_time(t, p, true, g->start);
	add_time(t, p, true, g->start + g->minutes);
	for (i = 0; i < 3; i++)
		table_add(t, "");
	table_add(t, g->staff);
	table_add(t, "");
	table_add(t, "free");
	table_add(t, "");
}

static void
print_book(const struct practice *p, const struct book *b)
{
	static const char *const headings[] = { ">comes at", ">until", "client", "phone",
	    "treatment", "by", "room", "state", "alerts" };
	struct table *t = table_new(headings, ARRAY_LEN(headings));
	size_t i, gap = 0;
	char day[24];

	printf("%s\n", date_to_words(b->day, true, day));
	for (i = 0; i < b->n_visits; i++) {
		for (; gap < b->n_gaps && b->gaps[gap].start < b->visits[i].comes; gap++)
			add_gap(t, p, &b->gaps[gap]);
		add_visit(t, p, &b->visits[i]);
	}
	for (; gap < b->n_gaps; gap++)
		add_gap(t, p, &b->gaps[gap]);
	table_print(t, true, NULL);
	if (b->n_visits == 0)
		printf("%s\n", b->works ? "Nobody is booked." : "Closed, and nobody is booked.");
}

static bool
show(struct call *c, struct practice *p, struct err *e)
{
	AUTO_DAY_BOOK struct book b = { .visits = NULL };
	date_day day = clock_today();
	bool json;

	if (call_option(c, "output") != NULL)
		return err_set(e, ERR_USAGE, "output", "--output is for book print.");
	if (!call_json(c, &json, e) || !read_day(c, p, &day, e) || !book_read(p, day, &b, e))
		return false;
	if (json)
		book_write_json(&b, stdout);
	else
		print_book(p, &b);
	return true;
}

static bool
print(struct call *c, struct practice *p, struct err *e)
{
	date_day day = DATE_NONE;

	return read_day(c, p, &day, e) && (day != DATE_NONE || book_next_day(p, &day, e)) &&
	    book_print(p, day, call_option(c, "format"), call_option(c, "output"), e);
}

static bool
book_run(struct call *c, struct err *e)
{
	bool on_paper = c->n_words > 0, ok;
	struct practice *p;

	if (on_paper && strcmp(c->words[0], "print") != 0)
		return err_set(e, ERR_USAGE, NULL, "It is written chairside book, or chairside "
		    "book print.");
	if (!progress_begin(c, call_option(c, "output"), e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = on_paper ? print(c, p, e) : show(c, p, e);
	practice_close(p);
	return ok;
}

const struct command command_book = {
	.name = "book", .words = "[print]",
	.help = "Show the book of a day: who comes when, by whom, where.",
	.more = "  book         one line for each visit and each free time\n"
	    "  book print   to be put on paper for a day on which the line is down: who comes,\n"
	    "               with room to write on, and a blank screening form for each who\n"
	    "               needs one, in the order in which it is typed\n",
	.max_words = 1, .options = options, .run = book_run,
};
