/*
 * keys.c - the keys by which people log in: one person's, or everybody's.
 */
#include "base/mem.h"
#include "lists/inside.h"

static const struct page_column columns[] = {
	{ .name = "staff", .drop = 3 },
	{ .name = "label", .grow = true },
	{ .name = "type", .drop = 2 },
	{ .name = "fingerprint", .drop = 1 },
};

static void
cells(struct page_reading *r, struct stmt *st)
{
	size_t i;

	r->dim = stmt_int(st, "off") != 0;
	for (i = 0; i < ARRAY_LEN(columns); i++)
		page_cell_field(r, st, &record_staff_key, columns[i].name);
	if (r->dim)
		page_cell_mark(r, "removed");
}

static const struct page_reader reader = {
	.ahead = "page_staff_key_ahead", .back = "page_staff_key_back",
	.row = "page_staff_key_row", .of = true, .all = true, .cells = cells,
};

static const char *const tables[] = { "staff_key", "staff", NULL };

const struct page_list page_staff_keys = {
	.name = "staff_keys", .title = "Keys",
	.none = "No keys: nobody logs in over SSH by one. n takes a public key in.",
	.type = &record_staff_key, .columns = columns, .n_columns = ARRAY_LEN(columns),
	.tables = tables, .may = ACTION_WRITE_SETTINGS, .reader = &reader,
};
