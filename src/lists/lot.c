/*
 * lot.c - lots of products, and what came in and went out of one.
 */
#include <limits.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lists/inside.h"
#include "practice/lots.h"

static const struct page_column lot_columns[] = {
	{ .name = "product", .grow = true },
	{ .name = "number" },
	{ .name = "expires" },
	{ .name = "on_hand", .title = "Left", .width = 6, .right = true },
	{ .name = "state", .title = "", .width = 12, .drop = 1 },
};

static void
lot_cells(struct page_reading *r, struct stmt *st)
{
	AUTO_BUF struct buf state = BUF_INIT;
	date_day expires = date_from_iso(stmt_text(st, "expires"));
	int days = expires == DATE_NONE ? INT_MAX : expires - clock_today();

	if (!stmt_is_null(st, "recalled_on"))
		buf_adds(&state, "recalled");
	else if (days < 0)
		buf_adds(&state, "expired");
	else if (days < LOT_SOON_DAYS)
		buf_addf(&state, "%d day%s left", days + 1, days == 0 ? "" : "s");
	r->dim = stmt_int(st, "off") != 0;
	page_cell(r, stmt_text(st, "product"));
	page_cell_field(r, st, &record_lot, "number");
	if (r->dim)
		page_cell_mark(r, "inactive");
	page_cell_field(r, st, &record_lot, "expires");
	page_cell_count(r, stmt_int(st, "on_hand"));
	page_cell(r, state.s);
}

static const struct page_reader lot_reader = {
	.ahead = "page_lot_ahead", .back = "page_lot_back", .row = "page_lot_row", .all = true,
	.cells = lot_cells,
};

static const char *const lot_tables[] = { "lot", "lot_move", "product", "chart_product", NULL };

const struct page_list page_lots = {
	.name = "lots", .title = "Lots", .none = "No lots yet. n adds one: scan its box.",
	.type = &record_lot, .columns = lot_columns, .n_columns = ARRAY_LEN(lot_columns),
	.tables = lot_tables, .may = ACTIONS, .reader = &lot_reader,
};

static const struct page_column move_columns[] = {
	{ .name = "date" },
	{ .name = "kind" },
	{ .name = "quantity" },
	{ .name = "counted" },
	{ .name = "staff", .drop = 2 },
	{ .name = "note", .grow = true, .drop = 1 },
};

static void
move_cells(struct page_reading *r, struct stmt *st)
{
	size_t i;

	page_cell_date(r, st, "date", true);
	for (i = 1; i < ARRAY_LEN(move_columns); i++)
		page_cell_field(r, st, &record_lot_move, move_columns[i].name);
}

static const struct page_reader move_reader = {
	.ahead = "page_lot_moves_ahead", .back = "page_lot_moves_back",
	.row = "page_lot_moves_row", .of = true, .cells = move_cells,
};

static const char *const move_tables[] = { "lot_move", "staff", NULL };

const struct page_list page_lot_moves = {
	.name = "lot_moves", .title = "Movements",
	.none = "Nothing came in yet. n writes down what did.",
	.type = &record_lot_move, .columns = move_columns, .n_columns = ARRAY_LEN(move_columns),
	.tables = move_tables, .may = ACTIONS, .newest_first = true, .reader = &move_reader,
};
