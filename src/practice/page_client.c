/*
 * page_client.c - what one client has: visits, screenings, receipts, reviews.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/page_inside.h"
#include "practice/receipts.h"

/* --- visits ------------------------------------------------------------------------ */

static const struct page_column visit_columns[] = {
	{ "date", "Date", 15, false, false, 0 },
	{ "start", "Time", 6, true, false, 3 },
	{ "service", "Service", 14, false, true, 0 },
	{ "staff", "By", 10, false, false, 5 },
	{ "status", "Status", 12, false, false, 0 },
	{ "price", "Price", 9, true, false, 4 },
	{ "reason", "Why not", 18, false, false, 6 },
};

/* With its weekday: what people remember of a visit. */
static void
cell_weekday(struct page_reading *r, struct stmt *st)
{
	date_day day = stmt_date(st, "date");
	char words[24];

	page_cell(r, day != DATE_NONE ? date_to_words(day, true, words) : "");
}

static void
visit_cells(struct page_reading *r, struct stmt *st)
{
	cell_weekday(r, st);
	page_cell_field(r, st, &record_session, "start");
	page_cell(r, stmt_text(st, "service_name"));
	page_cell(r, stmt_text(st, "staff_name"));
	page_cell_field(r, st, &record_session, "status");
	page_cell_field(r, st, &record_session, "price");
	page_cell(r, stmt_text(st, "reason"));
}

static const struct page_reader visit_reader = {
	.ahead = "page_visits_ahead", .back = "page_visits_back",
	.row = "page_visits_row", .of = true, .cells = visit_cells,
};

const struct page_list page_client_visits = {
	.name = "visits", .title = "Visits",
	.none = "No visits yet. b books one, a writes down a client who walked in.",
	.type = &record_session, .columns = visit_columns,
	.n_columns = ARRAY_LEN(visit_columns), .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &visit_reader,
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
	cell_weekday(r, st);
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

const struct page_list page_client_screenings = {
	.name = "screenings", .title = "Screening",
	.none = "Never screened. c asks the checklist.",
	.type = &record_screening, .columns = screening_columns,
	.n_columns = ARRAY_LEN(screening_columns), .may = ACTION_READ_MEDICAL,
	.newest_first = true, .reader = &screening_reader,
};

/* --- receipts -------------------------------------------------------------------------- */

static const struct page_column receipt_columns[] = {
	{ "date", "Date", 15, false, false, 0 },
	{ "number", "Number", 8, false, false, 0 },
	{ "what", "What", 14, false, true, 2 },
	{ "state", "State", 8, false, false, 3 },
	{ "total", "Total", 10, true, false, 0 },
	{ "left", "Left", 10, true, false, 4 },
	{ "note", "Note", 16, false, false, 5 },
};

static void
receipt_cells(struct page_reading *r, struct stmt *st)
{
	int64_t total = stmt_int(st, "total");
	bool closed = strcmp(stmt_text(st, "state"), "closed") == 0;
	/* an import that says nothing of payments is not unpaid */
	bool told = strcmp(stmt_text(st, "origin"), "import") != 0 ||
	    !stmt_is_null(st, "paid");
	int64_t left = closed && told ?
	    receipt_left(total, stmt_int(st, "paid")) : 0;

	cell_weekday(r, st);
	page_cell(r, stmt_text(st, "number"));
	page_cell(r, stmt_text(st, "what"));
	page_cell_field(r, st, &record_receipt, "state");
	page_cell_money(r, total);
	if (left != 0)
		page_cell_money(r, left);
	else
		page_cell(r, "");
	page_cell(r, stmt_text(st, "note"));
	r->dim = strcmp(stmt_text(st, "state"), "void") == 0;
}

static const struct page_reader receipt_reader = {
	.ahead = "page_receipts_of_ahead", .back = "page_receipts_of_back",
	.row = "page_receipts_of_row", .of = true, .cells = receipt_cells,
};

const struct page_list page_client_receipts = {
	.name = "receipts", .title = "Receipts",
	.none = "No receipts yet. p checks out.",
	.type = &record_receipt, .columns = receipt_columns,
	.n_columns = ARRAY_LEN(receipt_columns), .may = ACTION_READ_CLIENTS,
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
	page_cell_field(r, st, &record_review, "asked_on");
	page_cell_field(r, st, &record_review, "asked_how");
	page_cell_day(r, st, "received_at");
	page_cell_field(r, st, &record_review, "platform");
	page_cell_field(r, st, &record_review, "stars");
	page_cell(r, stmt_text(st, "text"));
	page_cell_day(r, st, "replied_at");
}

static const struct page_reader review_reader = {
	.ahead = "page_reviews_of_ahead", .back = "page_reviews_of_back",
	.row = "page_reviews_of_row", .of = true, .cells = review_cells,
};

const struct page_list page_client_reviews = {
	.name = "client_reviews", .title = "Reviews",
	.none = "Never asked for a review. r asks, or writes one down.",
	.type = &record_review, .columns = review_columns,
	.n_columns = ARRAY_LEN(review_columns), .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &review_reader,
};
