/*
 * client_papers.c - one client's consents, permissions, orders, clearances and patch tests.
 *
 * Rows are of five types; their ids are client_paper_row().
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lists/inside.h"
#include "practice/client_papers.h"
#include "record/patch_test.h"

static const struct page_column columns[] = {
	{ .name = "date", .title = "Date", .width = 15 },
	{ .name = "paper", .title = "Paper", .width = 10 },
	{ .name = "what", .title = "For", .width = 12, .grow = true },
	{ .name = "by", .title = "By", .width = 16, .drop = 2 },
	{ .name = "until", .title = "To", .width = 11, .drop = 1 },
	{ .name = "state", .title = "State", .width = 11 },
};

struct papers_sink {
	struct page_whole *into;
	date_day today;
};

static const char *
state_of(const struct client_paper *c, date_day today)
{
	if (c->kind == CLIENT_PAPER_PATCH_TEST)
		return *c->result == '\0' ? "to be read" : patch_test_word(c->result);
	return c->revoked != DATE_NONE && c->revoked <= today ? "withdrawn" :
	    c->retired ? "old words" :
	    c->until != DATE_NONE && c->until < today ? "ended" :
	    *c->without != '\0' ? "in part" : "in force";
}

static bool
add_row(const struct client_paper *c, void *arg)
{
	const struct papers_sink *t = arg;
	char on[24], until[24], key[DATE_ISO_SIZE];
	const char *state = state_of(c, t->today);
	struct page_row row = { .id = client_paper_row(c->kind, c->id),
	    .key = date_to_iso(c->on, key),
	    .dim = c->kind != CLIENT_PAPER_PATCH_TEST && strncmp(state, "in ", strlen("in ")) != 0,
	    .cells = { date_to_words(c->on, true, on), client_paper_type(c->kind)->label,
	    c->kind == CLIENT_PAPER_PERMISSION ? choice_label(record_field(&record_permission,
	    "purpose")->choices, c->what) : c->what, c->by,
	    date_to_words(c->until, false, until), state } };

	page_whole_add(t->into, &row, ARRAY_LEN(columns));
	return true;
}

static bool
read_all(struct practice *p, const struct page_query *q, struct page_whole *into,
    struct err *e)
{
	struct papers_sink sink = { into, clock_today() };

	return client_papers_list(p, q->of, add_row, &sink, e);
}

static const struct page_reader reader = { .of = true, .whole = read_all };

static const char *const tables[] = { "consent", "permission", "treatment_order", "clearance",
    "patch_test", "document", "product", "service", "staff", NULL };

const struct page_list page_client_papers = {
	.name = "client_papers", .title = "Papers",
	.none = "No papers yet. n takes a consent, a permission, an order, a clearance or a patch "
	    "test.",
	.columns = columns, .n_columns = ARRAY_LEN(columns), .tables = tables,
	.may = ACTION_READ_CLIENTS, .newest_first = true, .reader = &reader,
};
