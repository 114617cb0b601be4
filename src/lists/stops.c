/*
 * stops.c - open bookings that cannot stand.
 */
#include "base/mem.h"
#include "lists/inside.h"
#include "practice/naming.h"
#include "practice/stops.h"

static const struct page_column columns[] = {
	{ .name = "date", .title = "Date", .width = 10 },
	{ .name = "time", .title = "At", .width = 6, .right = true },
	{ .name = "client", .title = "Client", .width = 14 },
	{ .name = "service", .title = "Service", .width = 10, .drop = 2 },
	{ .name = "why", .title = "Why", .width = 20, .grow = true },
	{ .name = "first", .title = "First day", .width = 10, .drop = 1 },
	{ .name = "staff", .title = "By", .width = 14, .drop = 4 },
	{ .name = "phone", .title = "Phone", .width = 15, .drop = 3 },
};

struct stop_sink {
	const struct practice *p;
	struct page_whole *into;
	bool file;
};

/* "Tue 1 Dec"; ISO for a file; "" without a day. */
static const char *
day_words(const struct stop_sink *t, date_day day, char words[24])
{
	if (day == DATE_NONE)
		return "";
	return t->file ? date_to_iso(day, words) : naming_day(day, words);
}

static bool
add_row(const struct stop *s, void *arg)
{
	const struct stop_sink *t = arg;
	char words[24], first[24], time[DATE_TIME_SIZE], iso[DATE_ISO_SIZE];
	AUTO_FREE char *key = xasprintf("%s %04d", date_to_iso(s->date, iso), s->start + 1);

	page_whole_add(t->into, &(struct page_row){ .id = s->session, .key = key, .cells = {
	    day_words(t, s->date, words), s->start < 0 ? "" : date_format_time(s->start,
	    t->p->context.twelve_hour && !t->file, time), s->name,
	    t->file || *s->service_code == '\0' ? s->service : s->service_code, s->why,
	    day_words(t, s->until, first), s->staff_name, s->phone } },
	    ARRAY_LEN(columns));
	return true;
}

static bool
whole(struct practice *p, const struct page_query *q, struct page_whole *into, struct err *e)
{
	struct stop_sink t = { p, into, q->file };

	return stops_list(p, add_row, &t, e);
}

static const struct page_reader reader = { .alone = true, .whole = whole };

static const char *const tables[] = { "session", "client", "screening", "clearance", "consent",
    "adverse_event", "chart", "chart_line", "lot", "product", "service", "staff", "certificate",
    "device", NULL };

const struct page_list page_stops = {
	.name = "stops", .title = "Bookings that cannot stand",
	.none = "Every booking can stand.",
	.columns = columns, .n_columns = ARRAY_LEN(columns), .tables = tables,
	.may = ACTION_READ_CLIENTS, .reader = &reader,
};
