/*
 * trace.c - who had a lot, a product, a device, a room or a person; or one client's visits.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"
#include "practice/naming.h"
#include "practice/trace.h"

static const struct page_column columns[] = {
	{ .name = "date", .title = "Date", .width = 11 },
	{ .name = "client", .title = "Client", .width = 12, .grow = true },
	{ .name = "phone", .title = "Phone", .width = 15 },
	{ .name = "zones", .title = "Zones, mm", .width = 9, .grow = true, .drop = 1 },
	{ .name = "outcome", .title = "Outcome", .width = 10, .drop = 2 },
	{ .name = "told", .title = "Told", .width = 13, .grow = true },
	{ .name = "service", .title = "Service", .width = 16, .drop = 3 },
	{ .name = "staff", .title = "By", .width = 14, .drop = 4 },
	{ .name = "email", .title = "E-mail", .width = 20, .drop = 5 },
};

struct trace_sink {
	struct page_whole *into;
	bool file;
};

static bool
add_row(const struct trace_row *r, void *arg)
{
	const struct trace_sink *t = arg;
	AUTO_BUF struct buf told = BUF_INIT;
	char key[DATE_ISO_SIZE], iso[DATE_ISO_SIZE], words[24], day[24];

	buf_adds(&told, r->told);
	if (r->told_on != DATE_NONE)	/* "told 12 Mar" */
		buf_addf(&told, " %s", t->file ? date_to_iso(r->told_on, iso) :
		    strchr(naming_day(r->told_on, day), ' ') + 1);
	page_whole_add(t->into, &(struct page_row){ .id = r->session,
	    .key = date_to_iso(r->date, key), .cells = {
	    t->file ? key : date_to_words(r->date, false, words), r->name, r->phone,
	    r->booked && !t->file ? "booked" : r->zones, r->booked ? "booked" : r->outcome,
	    told.s, r->service, r->staff, r->email } }, ARRAY_LEN(columns));
	return true;
}

static bool
whole(struct practice *p, const struct page_query *q, struct page_whole *into, struct err *e)
{
	struct trace_sink t = { into, q->file };
	struct trace_cause cause;
	struct err why;

	/* a record that is gone had nothing */
	if (trace_cause_read(q->of_text, q->of, &cause, &why) &&
	    (trace_list(p, &cause, add_row, &t, &why) || why.code == ERR_NOTFOUND))
		return true;
	if (e != NULL)
		*e = why;
	return false;
}

static const struct page_reader reader = { .whole = whole };

static const char *const tables[] = { "session", "client", "chart", "chart_line",
    "chart_product", "contact", "adverse_event", "lot", "product", "service", "staff", NULL };

const struct page_list page_trace = {
	.name = "trace", .title = "Who had it", .none = "No visit has it.",
	.columns = columns, .n_columns = ARRAY_LEN(columns), .tables = tables,
	.may = ACTION_READ_CLIENTS, .newest_first = true, .reader = &reader,
};
