/*
 * client.c - one client's visits, screenings, receipts and reviews.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"

/* --- visits ------------------------------------------------------------------------ */

static const struct page_column visit_columns[] = {
	{ .name = "date" },
	{ .name = "start", .drop = 3 },
	{ .name = "service", .grow = true },
	{ .name = "staff", .drop = 5 },
	{ .name = "minutes", .drop = 6 },
	{ .name = "status" },
	{ .name = "price", .drop = 4 },
	{ .name = "reason", .drop = 7 },
	{ .name = "insisted", .drop = 8 },
};

static void
visit_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_date(r, st, "date", true);
	page_cell_field(r, st, &record_session, "start");
	page_cell(r, stmt_text(st, "service_name"));
	page_cell(r, stmt_text(st, "staff_name"));
	page_cell_field(r, st, &record_session, "minutes");
	page_cell_field(r, st, &record_session, "status");
	page_cell_field(r, st, &record_session, "price");
	page_cell(r, stmt_text(st, "reason"));
	page_cell(r, stmt_text(st, "insisted"));
}

static const struct page_reader visit_reader = {
	.ahead = "page_visits_ahead", .back = "page_visits_back",
	.row = "page_visits_row", .of = true, .cells = visit_cells,
};

static const char *const visit_tables[] = { "session", "service", "staff", NULL };

const struct page_list page_client_visits = {
	.name = "client_visits", .title = "Visits",
	.none = "No visits yet. b books one, a adds a client who walked in.",
	.type = &record_session, .columns = visit_columns,
	.n_columns = ARRAY_LEN(visit_columns),
	.without = "client", .tables = visit_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &visit_reader,
};

/* --- of a day, everybody's ----------------------------------------------------------- */

static const struct page_column day_columns[] = {
	{ .name = "start" },
	{ .name = "client", .grow = true },
	{ .name = "phone", .of = &record_client, .drop = 4 },
	{ .name = "service", .width = 16, .drop = 1 },
	{ .name = "staff", .drop = 3 },
	{ .name = "minutes", .drop = 5 },
	{ .name = "status" },
	{ .name = "price", .drop = 6 },
};

static void
day_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_field(r, st, &record_session, "start");
	page_cell_client(r, st);
	page_cell_field(r, st, &record_client, "phone");
	page_cell(r, stmt_text(st, "service_name"));
	page_cell(r, stmt_text(st, "staff_name"));
	page_cell_field(r, st, &record_session, "minutes");
	page_cell_field(r, st, &record_session, "status");
	page_cell_field(r, st, &record_session, "price");
}

static const struct page_reader day_reader = {
	.ahead = "page_day_ahead", .back = "page_day_back", .row = "page_day_row",
	.of_text = true, .cells = day_cells,
};

static const char *const day_tables[] = { "session", "client", "service", "staff", NULL };

const struct page_list page_day_visits = {
	.name = "day_visits", .title = "Visits of a day",
	.none = "No visits on this day. b books one.",
	.type = &record_session, .columns = day_columns,
	.n_columns = ARRAY_LEN(day_columns),
	.without = "date reason insisted", .tables = day_tables,
	.may = ACTION_READ_CLIENTS, .reader = &day_reader,
};

/* --- screenings ---------------------------------------------------------------------- */

static const struct page_column screening_columns[] = {
	{ .name = "date" },
	{ .name = "checklist", .grow = true, .drop = 3 },
	{ .name = "verdict" },
	{ .name = "eligible_on", .drop = 4 },
	{ .name = "valid_until" },
	{ .name = "entered_by", .drop = 5 },
	{ .name = "reviewed_by", .drop = 2 },
	{ .name = "override_by", .drop = 6 },
};

static void
screening_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_date(r, st, "date", true);
	page_cell(r, stmt_text(st, "title"));
	page_cell_field(r, st, &record_screening, "verdict");
	page_cell_field(r, st, &record_screening, "eligible_on");
	page_cell_field(r, st, &record_screening, "valid_until");
	page_cell(r, stmt_text(st, "entered_name"));
	page_cell(r, stmt_text(st, "reviewed_name"));
	page_cell(r, stmt_text(st, "override_name"));
}

static const struct page_reader screening_reader = {
	.ahead = "page_screenings_ahead", .back = "page_screenings_back",
	.row = "page_screenings_row", .of = true, .cells = screening_cells,
};

static const char *const screening_tables[] = { "screening", "staff", NULL };

const struct page_list page_client_screenings = {
	.name = "client_screenings", .title = "Screening",
	.none = "Never screened. c asks the checklist.",
	.type = &record_screening, .columns = screening_columns,
	.n_columns = ARRAY_LEN(screening_columns), .tables = screening_tables, .may = ACTION_READ_MEDICAL,
	.newest_first = true, .reader = &screening_reader,
};

/* --- receipts -------------------------------------------------------------------------- */

static const struct page_column receipt_columns[] = {
	{ .name = "date" },
	{ .name = "number", .drop = 3 },
	{ .name = "what", .title = "What", .width = 14, .grow = true, .drop = 2 },
	{ .name = "state" },
	{ .name = "total", .title = "Total", .width = 10, .right = true },
	{ .name = "left", .title = "Left", .width = 10, .right = true, .drop = 4 },
	{ .name = "note", .drop = 5 },
};

static void
receipt_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_date(r, st, "date", true);
	page_cell(r, stmt_text(st, "number"));
	page_cell(r, stmt_text(st, "what"));
	page_cell_state(r, st);
	page_cells_total(r, st);
	page_cell(r, stmt_text(st, "note"));
	r->dim = strcmp(stmt_text(st, "state"), "void") == 0;
}

static const struct page_reader receipt_reader = {
	.ahead = "page_receipts_of_ahead", .back = "page_receipts_of_back",
	.row = "page_receipts_of_row", .of = true, .cells = receipt_cells,
};

static const char *const receipt_tables[] = { "receipt", "receipt_line", "payment", NULL };

const struct page_list page_client_receipts = {
	.name = "client_receipts", .title = "Receipts",
	.none = "No receipts yet. p checks out.",
	.type = &record_receipt, .columns = receipt_columns,
	.n_columns = ARRAY_LEN(receipt_columns),
	.without = "client", .tables = receipt_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &receipt_reader,
};

/* --- reviews ----------------------------------------------------------------------------- */

static const struct page_column review_columns[] = {
	{ .name = "asked_on" },
	{ .name = "asked_how", .width = 6, .drop = 5 },
	{ .name = "received_at" },
	{ .name = "platform", .drop = 4 },
	{ .name = "stars" },
	{ .name = "text", .grow = true, .drop = 3 },
	{ .name = "replied_at", .drop = 2 },
};

static void
review_cells(struct page_reading *r, struct stmt *st)
{
	AUTO_BUF struct buf text = BUF_INIT;

	page_cell_field(r, st, &record_review, "asked_on");
	page_cell_field(r, st, &record_review, "asked_how");
	page_cell_day(r, st, "received_at");
	page_cell_field(r, st, &record_review, "platform");
	page_cell_field(r, st, &record_review, "stars");
	review_original(&text, stmt_text(st, "text"));
	page_cell(r, text.s);
	page_cell_day(r, st, "replied_at");
}

static const struct page_reader review_reader = {
	.ahead = "page_reviews_of_ahead", .back = "page_reviews_of_back",
	.row = "page_reviews_of_row", .of = true, .cells = review_cells,
};

static const char *const review_tables[] = { "review", NULL };

const struct page_list page_client_reviews = {
	.name = "client_reviews", .title = "Reviews",
	.none = "Never asked for a review. r asks, or adds one.",
	.type = &record_review, .columns = review_columns,
	.n_columns = ARRAY_LEN(review_columns),
	.without = "client asked_by author", .tables = review_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &review_reader,
};
