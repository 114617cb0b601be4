/*
 * all.c - everybody's receipts, reviews and newsletter addresses.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lists/inside.h"
#include "practice/search.h"

/* A single digit begins a receipt's number, not a phone's. A single letter begins the
 * sort key of clients: in the search index there is too much that begins with it. */
static void
search_words(struct practice *p, const struct page_query *q, const char *statement,
    struct page_search *s)
{
	AUTO_BUF struct buf folded = BUF_INIT;

	if (!page_search_words(p, q, statement, s))
		return;
	text_fold(&folded, s->word.s);
	if (search_one_letter(folded.s))
		buf_adds(&s->letter, folded.s);
	else if (s->word.len != 1 || strchr("0123456789", s->word.s[0]) == NULL)
		return;
	buf_cut(&s->match, 0);
	buf_adds(&s->match, PAGE_NOTHING);
}

/* --- receipts ------------------------------------------------------------------------ */

static const struct page_column receipt_columns[] = {
	{ .name = "date" },
	{ .name = "number", .drop = 1 },
	{ .name = "client", .grow = true },
	{ .name = "state" },
	{ .name = "total", .title = "Total", .width = 10, .right = true },
	{ .name = "left", .title = "Left", .width = 10, .right = true, .drop = 3 },
	{ .name = "note", .drop = 4 },
};

static void
receipt_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_date(r, st, "date", true);
	page_cell(r, stmt_text(st, "number"));
	page_cell_client(r, st);
	page_cell_state(r, st);
	page_cells_total(r, st);
	page_cell(r, stmt_text(st, "note"));
	r->dim = strcmp(stmt_text(st, "state"), "void") == 0;
}

static bool
receipt_search(struct practice *p, const struct page_query *q, struct page_search *s)
{
	static const char *const states[][2] = {
		{ "open", "open" }, { "parked", "open" }, { "closed", "closed" },
		{ "void", "void" }, { "refunded", "refunded" },
	};
	struct value day = VALUE_INIT;
	struct err none;
	size_t i;

	search_words(p, q, "page_receipts_match", s);
	if (s->word.len == 0)
		return true;
	/* a day as people type it; digits alone are a number or a year */
	if (s->word.s[strspn(s->word.s, "0123456789-")] != '\0' &&
	    field_parse(record_field(&record_receipt, "date"), &p->context, s->word.s,
	    &day, &none)) {
		buf_cut(&s->word, 0);
		buf_adds(&s->word, day.s);
	}
	value_clear(&day);
	for (i = 0; i < ARRAY_LEN(states); i++)
		if (text_fold_cmp(states[i][0], s->word.s) == 0) {
			buf_cut(&s->word, 0);
			buf_adds(&s->word, states[i][1]);
			break;
		}
	return true;
}

static const struct page_reader receipt_reader = {
	.ahead = "page_receipts_ahead", .back = "page_receipts_back",
	.row = "page_receipts_row", .cells = receipt_cells, .search = receipt_search,
};

static const char *const receipt_tables[] = { "receipt", "receipt_line", "payment",
    "client", NULL };

const struct page_list page_receipts = {
	.name = "receipts", .title = "Receipts",
	.none = "No receipts yet. p on a client or a visit checks out.",
	.type = &record_receipt, .columns = receipt_columns,
	.n_columns = ARRAY_LEN(receipt_columns), .tables = receipt_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &receipt_reader,
};

/* --- reviews -------------------------------------------------------------------------- */

static const struct page_column review_columns[] = {
	{ .name = "received_at" },
	{ .name = "stars" },
	{ .name = "client", .width = 18, .drop = 2 },
	{ .name = "author", .drop = 4 },
	{ .name = "platform", .drop = 5 },
	{ .name = "text", .grow = true, .drop = 1 },
	{ .name = "replied_at", .drop = 3 },
};

static void
review_cells(struct page_reading *r, struct stmt *st)
{
	AUTO_BUF struct buf text = BUF_INIT;

	page_cell_day(r, st, "received_at");
	page_cell_field(r, st, &record_review, "stars");
	page_cell_client(r, st);
	page_cell(r, stmt_text(st, "author"));
	page_cell_field(r, st, &record_review, "platform");
	review_original(&text, stmt_text(st, "text"));
	page_cell(r, text.s);
	page_cell_day(r, st, "replied_at");
}

static const struct page_reader review_reader = {
	.ahead = "page_reviews_ahead", .back = "page_reviews_back",
	.row = "page_reviews_row", .cells = review_cells,
};

static const char *const review_tables[] = { "review", "client", NULL };

const struct page_list page_reviews = {
	.name = "reviews", .title = "Reviews",
	.none = "No reviews yet. n adds one that came.",
	.type = &record_review, .columns = review_columns,
	.n_columns = ARRAY_LEN(review_columns),
	.without = "asked_on asked_by asked_how", .tables = review_tables, .may = ACTION_READ_CLIENTS,
	.newest_first = true, .reader = &review_reader,
};

/* --- requests for one ------------------------------------------------------------------ */

static const struct page_column request_columns[] = {
	{ .name = "asked_on", .width = 15 },
	{ .name = "client", .grow = true },
	{ .name = "asked_how", .drop = 2 },
	{ .name = "asked_by", .drop = 3 },
	{ .name = "received_at", .title = "Answered" },
	{ .name = "stars", .drop = 1 },
};

static void
request_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_date(r, st, "asked_on", true);
	page_cell_client(r, st);
	page_cell_field(r, st, &record_review, "asked_how");
	page_cell(r, stmt_text(st, "staff_name"));
	page_cell_day(r, st, "received_at");
	page_cell_field(r, st, &record_review, "stars");
}

static const struct page_reader request_reader = {
	.ahead = "page_requests_ahead", .back = "page_requests_back",
	.row = "page_requests_row", .cells = request_cells,
};

const struct page_list page_review_requests = {
	.name = "review_requests", .title = "Asked for reviews",
	.none = "Nobody has been asked yet. r on a client asks.",
	.type = &record_review, .columns = request_columns,
	.n_columns = ARRAY_LEN(request_columns),
	.without = "platform author text replied_at", .tables = review_tables,
	.may = ACTION_READ_CLIENTS, .newest_first = true, .reader = &request_reader,
};

/* --- subscribers ------------------------------------------------------------------------ */

static const struct page_column subscriber_columns[] = {
	{ .name = "email", .grow = true },
	{ .name = "state" },
	{ .name = "since", .title = "Since", .width = 11, .drop = 2 },
	{ .name = "client", .drop = 1 },
	{ .name = "tags", .drop = 3 },
};

static void
subscriber_cells(struct page_reading *r, struct stmt *st)
{
	page_cell(r, stmt_text(st, "email"));
	page_cell_field(r, st, &record_subscriber, "state");
	page_cell_day(r, st, "since");
	page_cell_client(r, st);
	page_cell_field(r, st, &record_subscriber, "tags");
}

static bool
subscriber_search(struct practice *p, const struct page_query *q, struct page_search *s)
{
	search_words(p, q, "page_subscribers_match", s);
	if (s->word.len > 0)
		s->count = "page_subscribers_count";
	return true;
}

static const struct page_reader subscriber_reader = {
	.ahead = "page_subscribers_ahead", .back = "page_subscribers_back",
	.row = "page_subscribers_row", .cells = subscriber_cells,
	.search = subscriber_search,
};

static const char *const subscriber_tables[] = { "subscriber", "consent_event", "client",
    NULL };

const struct page_list page_subscribers = {
	.name = "subscribers", .title = "Newsletter",
	.none = "No addresses yet. n adds one; w on a client asks for theirs.",
	.type = &record_subscriber, .columns = subscriber_columns,
	.n_columns = ARRAY_LEN(subscriber_columns), .tables = subscriber_tables, .may = ACTION_READ_CLIENTS,
	.reader = &subscriber_reader,
};

/* --- the log of an address ----------------------------------------------------------------- */

static const struct page_column consent_columns[] = {
	{ .name = "at" },
	{ .name = "state" },
	{ .name = "source", .drop = 3 },
	{ .name = "who", .drop = 2 },
	{ .name = "wording", .drop = 4 },
	{ .name = "reason", .grow = true, .drop = 1 },
};

static void
consent_cells(struct page_reading *r, struct stmt *st)
{
	page_cell_field(r, st, &record_consent_event, "at");
	page_cell_field(r, st, &record_consent_event, "state");
	page_cell_field(r, st, &record_consent_event, "source");
	page_cell(r, stmt_text(st, "who_name"));
	page_cell_field(r, st, &record_consent_event, "wording");
	page_cell_field(r, st, &record_consent_event, "reason");
}

static const struct page_reader consent_reader = {
	.ahead = "page_consents_ahead", .back = "page_consents_back",
	.row = "page_consents_row", .of = true, .cells = consent_cells,
};

static const char *const consent_tables[] = { "consent_event", NULL };

const struct page_list page_consents = {
	.name = "consents", .title = "What the person said",
	.none = "There is no entry for this address.",
	.type = &record_consent_event, .columns = consent_columns,
	.n_columns = ARRAY_LEN(consent_columns), .tables = consent_tables,
	.may = ACTION_READ_CLIENTS, .newest_first = true, .reader = &consent_reader,
};
