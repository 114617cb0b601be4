/*
 * clients.c - clients, by their sort keys or as the search index finds them.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "lists/inside.h"
#include "practice/search.h"

static const struct page_column columns[] = {
	{ .name = "name", .title = "Name", .width = 20, .grow = true },
	{ .name = "phone" },
	{ .name = "born", .drop = 4 },
	{ .name = "email", .drop = 6 },
	{ .name = "sessions_done", .title = "Visits", .width = 6, .right = true, .drop = 3 },
	{ .name = "no_shows", .title = "No-shows", .width = 8, .right = true, .drop = 5 },
	{ .name = "last_visit", .title = "Last visit", .width = 11, .drop = 2 },
};

static void
cells(struct page_reading *r, struct stmt *st)
{
	r->dim = stmt_int(st, "archived") != 0;
	page_cell_client(r, st);
	if (r->dim)
		page_cell_mark(r, "archived");
	page_cell_field(r, st, &record_client, "phone");
	page_cell_field(r, st, &record_client, "born");
	page_cell_field(r, st, &record_client, "email");
	page_cell_count(r, stmt_int(st, "sessions_done"));
	page_cell_count(r, stmt_int(st, "no_shows"));
	page_cell_date(r, st, "last_visit", false);
}

bool
page_search_words(struct practice *p, const struct page_query *q,
    const char *statement, struct page_search *s)
{
	AUTO_FREE char *words = text_trim(xstrdup(q->words != NULL ? q->words : ""));
	AUTO_BUF struct buf folded = BUF_INIT;

	if (*words == '\0')
		return false;
	text_fold(&folded, words);
	if (!search_expression(folded.s, record_text(p->settings, "phone_prefix"),
	    &s->match))
		buf_adds(&s->match, PAGE_NOTHING);
	buf_adds(&s->word, words);
	s->ahead = s->back = statement;
	return true;
}

static bool
search(struct practice *p, const struct page_query *q, struct page_search *s)
{
	AUTO_FREE char *words = text_trim(xstrdup(q->words != NULL ? q->words : ""));
	AUTO_BUF struct buf folded = BUF_INIT;

	text_fold(&folded, words);
	if (*words == '\0')
		return true;
	if (search_one_letter(folded.s)) {
		s->count = "page_clients_count";
		buf_adds(&s->from, folded.s);
		buf_addf(&s->until, "%s" TEXT_LAST, folded.s);
		return true;
	}
	page_search_words(p, q, NULL, s);
	s->clients = true;
	buf_cut(&s->word, 0);
	buf_adds(&s->word, folded.s);
	return strcmp(s->match.s, PAGE_NOTHING) != 0;
}

static const struct page_reader reader = {
	.ahead = "page_clients_ahead", .back = "page_clients_back",
	.row = "page_clients_row", .all = true, .known = true, .cells = cells,
	.search = search,
};

/* visits are counted from sessions and receipts */
static const char *const tables[] = { "client", "session", "receipt", "receipt_line",
    NULL };

const struct page_list page_clients = {
	.name = "clients", .title = "Clients",
	.none = "No clients yet. n adds one.",
	.type = &record_client, .columns = columns, .n_columns = ARRAY_LEN(columns),
	.tables = tables, .may = ACTION_READ_CLIENTS, .reader = &reader,
};
