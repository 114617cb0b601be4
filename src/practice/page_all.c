/*
 * page_all.c - everybody's receipts, reviews and newsletter addresses.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/page_inside.h"
#include "practice/receipts.h"

/* --- receipts ------------------------------------------------------------------------ */

static const struct page_column receipt_columns[] = {
	{ "date", "Date", 15, false, false, 0 },
	{ "number", "Number", 8, false, false, 0 },
	{ "client", "Client", 16, false, true, 0 },
	{ "state", "State", 8, false, false, 2 },
	{ "total", "Total", 10, true, false, 0 },
	{ "left", "Left", 10, true, false, 3 },
	{ "note", "Note", 16, false, false, 4 },
};

static void
receipt_cells(struct page_reading *r, struct stmt *st)
{
	int64_t total = stmt_int(st, "total");
	int64_t left = stmt_int(st, "told") != 0 ?
	    receipt_left(total, stmt_int(st, "paid")) : 0;
	date_day day = stmt_date(st, "date");
	char words[24];

	page_cell(r, day != DATE_NONE ? date_to_words(day, true, words) : "");
	page_cell(r, stmt_text(st, "number"));
	page_cell_client(r, st);
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
	.ahead = "page_receipts_ahead", .back = "page_receipts_back",
	.row = "page_receipts_row", .cells = receipt_cells,
};

const struct page_list page_receipts = {
	.name = "receipts", .title = "Receipts",
	.none = "No receipts yet. p on a client or a visit checks out.",
	.type = &record_receipt, .columns = receipt_columns,
	.n_columns = ARRAY_LEN(receipt_columns), .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &receipt_reader,
};

/* --- reviews -------------------------------------------------------------------------- */

static const struct page_column review_columns[] = {
	{ "received_at", "Received", 11, false, false, 0 },
	{ "stars", "Stars", 5, true, false, 0 },
	{ "client", "Client", 18, false, false, 2 },
	{ "author", "Author", 16, false, false, 4 },
	{ "platform", "Where", 10, false, false, 5 },
	{ "text", "Text", 14, false, true, 1 },
	{ "replied_at", "Replied", 11, false, false, 3 },
};

static void
review_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_day(r, st, "received_at");
	page_cell_field(r, st, &record_review, "stars");
	page_cell_client(r, st);
	page_cell(r, stmt_text(st, "author"));
	page_cell_field(r, st, &record_review, "platform");
	page_cell(r, stmt_text(st, "text"));
	page_cell_day(r, st, "replied_at");
}

static const struct page_reader review_reader = {
	.ahead = "page_reviews_ahead", .back = "page_reviews_back",
	.row = "page_reviews_row", .cells = review_cells,
};

const struct page_list page_reviews = {
	.name = "reviews", .title = "Reviews",
	.none = "No reviews yet. n writes down one that came.",
	.type = &record_review, .columns = review_columns,
	.n_columns = ARRAY_LEN(review_columns), .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &review_reader,
};

/* --- subscribers ------------------------------------------------------------------------ */

static const struct page_column subscriber_columns[] = {
	{ "email", "E-mail", 20, false, true, 0 },
	{ "state", "State", 12, false, false, 0 },
	{ "client", "Client", 20, false, false, 1 },
	{ "tags", "Tags", 14, false, false, 2 },
};

static void
subscriber_cells(struct page_reading *r, struct stmt *st)
{
	page_cell(r, stmt_text(st, "email"));
	page_cell_field(r, st, &record_subscriber, "state");
	page_cell_client(r, st);
	page_cell_field(r, st, &record_subscriber, "tags");
}

static const struct page_reader subscriber_reader = {
	.ahead = "page_subscribers_ahead", .back = "page_subscribers_back",
	.row = "page_subscribers_row", .cells = subscriber_cells,
};

const struct page_list page_subscribers = {
	.name = "subscribers", .title = "Newsletter",
	.none = "No addresses yet. w on a client writes their wish down.",
	.type = &record_subscriber, .columns = subscriber_columns,
	.n_columns = ARRAY_LEN(subscriber_columns), .may = ACTION_READ_CLIENTS,
	.reader = &subscriber_reader,
};
