/*
 * client.c - one client's visits, screenings, receipts and reviews.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"

/* --- visits ------------------------------------------------------------------------ */

static const struct page_column visit_columns[] = {
	{ "date", "Date", 15, false, false, 0 },
	{ "start", "Time", 6, true, false, 3 },
	{ "service", "Service", 14, false, true, 0 },
	{ "staff", "By", 10, false, false, 5 },
	{ "minutes", "Min", 7, true, false, 6 },
	{ "status", "Status", 12, false, false, 0 },
	{ "price", "Price", 9, true, false, 4 },
	{ "reason", "Why not", 18, false, false, 7 },
	{ "insisted", "Unusual", 18, false, false, 8 },
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
	.n_columns = ARRAY_LEN(visit_columns), .tables = visit_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &visit_reader,
};

/* --- of a day, everybody's ----------------------------------------------------------- */

static const struct page_column day_columns[] = {
	{ "start", "Time", 6, true, false, 0 },
	{ "client", "Client", 16, false, true, 0 },
	{ "phone", "Phone", 16, false, false, 4 },
	{ "service", "Service", 16, false, false, 1 },
	{ "staff", "By", 10, false, false, 3 },
	{ "minutes", "Min", 7, true, false, 5 },
	{ "status", "Status", 12, false, false, 0 },
	{ "price", "Price", 9, true, false, 6 },
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
	.n_columns = ARRAY_LEN(day_columns), .tables = day_tables,
	.may = ACTION_READ_CLIENTS, .reader = &day_reader,
};

/* --- screenings ---------------------------------------------------------------------- */

static const struct page_column screening_columns[] = {
	{ "date", "Date", 15, false, false, 0 },
	{ "checklist", "Checklist", 14, false, true, 3 },
	{ "verdict", "Verdict", 10, false, false, 0 },
	{ "eligible_on", "Not before", 11, false, false, 4 },
	{ "valid_until", "Valid until", 11, false, false, 0 },
	{ "entered_by", "Entered by", 12, false, false, 5 },
	{ "reviewed_by", "Reviewed by", 12, false, false, 2 },
	{ "override_by", "Override by", 12, false, false, 6 },
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
	{ "date", "Date", 15, false, false, 0 },
	{ "number", "Number", 8, false, false, 3 },
	{ "what", "What", 14, false, true, 2 },
	{ "state", "State", 9, false, false, 0 },
	{ "total", "Total", 10, true, false, 0 },
	{ "left", "Left", 10, true, false, 4 },
	{ "note", "Note", 16, false, false, 5 },
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
	.n_columns = ARRAY_LEN(receipt_columns), .tables = receipt_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &receipt_reader,
};

/* --- reviews ----------------------------------------------------------------------------- */

static const struct page_column review_columns[] = {
	{ "asked_on", "Asked", 11, false, false, 0 },
	{ "asked_how", "How", 6, false, false, 5 },
	{ "received_at", "Received", 11, false, false, 0 },
	{ "platform", "Where", 10, false, false, 4 },
	{ "stars", "Stars", 5, true, false, 0 },
	{ "text", "Text", 14, false, true, 3 },
	{ "replied_at", "Replied", 11, false, false, 2 },
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
	.n_columns = ARRAY_LEN(review_columns), .tables = review_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &review_reader,
};
