/*
 * journal.c - the journal's entries, and who looked at a client; the newest first.
 */
#include "base/mem.h"
#include "lists/inside.h"
#include "practice/journal.h"

static const struct field at_field = { .name = "at", .type = FIELD_INSTANT };

static void
cell_at(struct page_reading *r, struct stmt *st)
{
	struct value at = VALUE_INIT;

	value_set_int(&at, stmt_int(st, "at"));
	page_cell_value(r, &at_field, &at);
}

/* --- entries ---------------------------------------------------------------------------- */

static const struct page_column columns[] = {
	{ .name = "at", .title = "When", .width = 17 },
	{ .name = "who", .title = "Who", .width = 12 },
	{ .name = "kind", .title = "Kind", .width = 8, .drop = 1 },
	{ .name = "what", .title = "What", .width = 20, .grow = true },
};

static void
entry_cells(struct page_reading *r, struct stmt *st)
{
	AUTO_BUF struct buf words = BUF_INIT;

	cell_at(r, st);
	page_cell(r, stmt_text(st, "who_name"));
	page_cell(r, journal_kind_shown(stmt_text(st, "kind")));
	journal_add_words(r->p, stmt_int(st, "n"), stmt_text(st, "kind"), stmt_text(st, "label"),
	    &words);
	page_cell(r, words.s);
}

static void
bind(struct stmt *st, const struct page_query *q)
{
	struct journal_filter f;

	journal_filter_read(q->of_text, &f);
	journal_filter_set(st, &f);
}

static const struct page_reader reader = {
	.ahead = "page_journal_ahead", .back = "page_journal_back", .row = "page_journal_row",
	.bind = bind, .cells = entry_cells,
};

const struct page_list page_journal = {
	.name = "journal", .title = "Journal", .none = "No entry is like that; v shows others.",
	.columns = columns, .n_columns = ARRAY_LEN(columns),
	.may = ACTION_JOURNAL, .newest_first = true, .reader = &reader,
};

/* --- looks at a client -------------------------------------------------------------------- */

static const struct page_column look_columns[] = {
	{ .name = "at", .title = "When", .width = 17 },
	{ .name = "who", .title = "Who", .width = 16 },
	{ .name = "what", .title = "Looked at", .width = 20, .grow = true },
};

static void
look_cells(struct page_reading *r, struct stmt *st)
{
	AUTO_BUF struct buf what = BUF_INIT;

	cell_at(r, st);
	page_cell(r, stmt_text(st, "who_name"));
	journal_add_look(stmt_text(st, "what"), &what);
	page_cell(r, what.s);
}

static const struct page_reader look_reader = {
	.ahead = "page_looks_ahead", .back = "page_looks_back", .row = "page_looks_row",
	.of = true, .cells = look_cells,
};

const struct page_list page_client_looks = {
	.name = "client_looks", .title = "Who saw this client",
	.none = "Nobody has looked at this client so far.",
	.columns = look_columns, .n_columns = ARRAY_LEN(look_columns),
	.may = ACTION_JOURNAL, .newest_first = true, .reader = &look_reader,
};
