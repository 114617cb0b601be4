/*
 * event.c - adverse events, those that are open first.
 */
#include "base/mem.h"
#include "lists/inside.h"

static const struct page_column columns[] = {
	{ .name = "onset" },
	{ .name = "client", .grow = true },
	{ .name = "what", .grow = true },
	{ .name = "grade", .drop = 3 },
	{ .name = "serious", .drop = 2 },
	{ .name = "resolved", .drop = 1 },
};

static void
cells(struct page_reading *r, struct stmt *st)
{
	size_t i;

	page_cell_field(r, st, &record_adverse_event, "onset");
	page_cell_client(r, st);
	for (i = 2; i < ARRAY_LEN(columns); i++)
		page_cell_field(r, st, &record_adverse_event, columns[i].name);
	r->dim = !stmt_is_null(st, "resolved");
	if (!r->dim)
		page_cell_mark(r, "open");
}

static const struct page_reader reader = {
	.ahead = "page_events_ahead", .back = "page_events_back", .row = "page_events_row",
	.cells = cells,
};

static const char *const tables[] = { "adverse_event", "client", NULL };

const struct page_list page_events = {
	.name = "adverse_events", .title = "Adverse events",
	.none = "No adverse event is written down. f on a client's page writes one.",
	.type = &record_adverse_event, .columns = columns, .n_columns = ARRAY_LEN(columns),
	.tables = tables, .may = ACTION_READ_MEDICAL, .newest_first = true, .reader = &reader,
};

/* --- to whom one was told ----------------------------------------------------------------- */

static const struct page_column report_columns[] = {
	{ .name = "sent_to" },
	{ .name = "sent_on" },
	{ .name = "reference", .drop = 2 },
	{ .name = "note", .grow = true, .drop = 1 },
};

static void
report_cells(struct page_reading *r, struct stmt *st)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(report_columns); i++) {
		page_cell_field(r, st, &record_event_report, report_columns[i].name);
		if (i == 1 && stmt_is_null(st, "sent_on"))
			page_cell_mark(r, "owed");
	}
}

static const struct page_reader report_reader = {
	.ahead = "page_event_reports_ahead", .back = "page_event_reports_back",
	.row = "page_event_reports_row", .of = true, .cells = report_cells,
};

static const char *const report_tables[] = { "event_report", NULL };

const struct page_list page_event_reports = {
	.name = "event_reports", .title = "Reports",
	.none = "Nobody was told yet. n writes down whom; P prints what they ask.",
	.type = &record_event_report, .columns = report_columns,
	.n_columns = ARRAY_LEN(report_columns), .tables = report_tables,
	.may = ACTION_READ_MEDICAL, .reader = &report_reader,
};
