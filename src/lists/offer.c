/*
 * offer.c - services, products, staff and checklists: small tables.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"
#include "practice/offer.h"

static void
fields(struct page_reading *r, struct stmt *st, const struct record_type *t,
    const struct page_column *columns, size_t n)
{
	size_t i;

	r->dim = stmt_int(st, "off") != 0;
	for (i = 0; i < n; i++) {
		page_cell_field(r, st, t, columns[i].name);
		/* a checklist has a column for its state */
		if (r->dim && strcmp(columns[i].name, "name") == 0)
			page_cell_mark(r, "inactive");
		if (strcmp(columns[i].name, "checklist") == 0 && !r->dim &&
		    stmt_is_null(st, "checklist") && service_is_needling(
		    stmt_text(st, "name"), stmt_text(st, "category")))
			page_cell_mark(r, "missing");
	}
}

#define CELLS(name, ahead_, back_, row_) \
static void \
name##_cells(struct page_reading *r, struct stmt *st) \
{ \
	fields(r, st, &record_##name, name##_columns, ARRAY_LEN(name##_columns)); \
} \
static const struct page_reader name##_reader = { \
	.ahead = ahead_, .back = back_, .row = row_, .all = true, .cells = name##_cells, \
}

static const struct page_column service_columns[] = {
	{ .name = "code", .drop = 3 },
	{ .name = "name", .grow = true },
	{ .name = "category", .drop = 4 },
	{ .name = "price" },
	{ .name = "minutes", .drop = 2 },
	{ .name = "checklist", .drop = 1 },
};
CELLS(service, "page_service_ahead", "page_service_back", "page_service_row");

static const char *const service_tables[] = { "service", NULL };

const struct page_list page_services = {
	.name = "services", .title = "Services",
	.none = "No services yet. n adds one.",
	.type = &record_service, .columns = service_columns,
	.n_columns = ARRAY_LEN(service_columns), .tables = service_tables, .may = ACTIONS,
	.reader = &service_reader,
};

static const struct page_column product_columns[] = {
	{ .name = "code", .drop = 2 },
	{ .name = "name", .grow = true },
	{ .name = "brand", .drop = 3 },
	{ .name = "kind", .drop = 4 },
	{ .name = "price" },
	{ .name = "on_hand", .drop = 1 },
};
CELLS(product, "page_product_ahead", "page_product_back", "page_product_row");

static const char *const product_tables[] = { "product", NULL };

const struct page_list page_products = {
	.name = "products", .title = "Products",
	.none = "No products yet. n adds one.",
	.type = &record_product, .columns = product_columns,
	.n_columns = ARRAY_LEN(product_columns), .tables = product_tables, .may = ACTIONS,
	.reader = &product_reader,
};

static const struct page_column staff_columns[] = {
	{ .name = "name", .grow = true },
	{ .name = "code", .drop = 2 },
	{ .name = "role" },
	{ .name = "login", .drop = 1 },
	{ .name = "licence", .drop = 3 },
};
CELLS(staff, "page_staff_ahead", "page_staff_back", "page_staff_row");

static const char *const staff_tables[] = { "staff", NULL };

const struct page_list page_staff = {
	.name = "staff", .title = "Staff",
	.none = "Nobody works here yet. n adds somebody.",
	.type = &record_staff, .columns = staff_columns,
	.n_columns = ARRAY_LEN(staff_columns), .tables = staff_tables, .may = ACTIONS,
	.reader = &staff_reader,
};

static const struct page_column checklist_columns[] = {
	{ .name = "title", .grow = true },
	{ .name = "code", .drop = 1 },
	{ .name = "edition" },
	{ .name = "state" },
	{ .name = "valid_months", .drop = 2 },
};
CELLS(checklist, "page_checklist_ahead", "page_checklist_back", "page_checklist_row");

static const char *const checklist_tables[] = { "checklist", NULL };

const struct page_list page_checklists = {
	.name = "checklists", .title = "Checklists",
	.none = "No checklists.",
	.type = &record_checklist, .columns = checklist_columns,
	.n_columns = ARRAY_LEN(checklist_columns), .tables = checklist_tables, .may = ACTIONS,
	.reader = &checklist_reader,
};

/* --- the rules of a checklist -------------------------------------------------------- */

static const struct page_column rule_columns[] = {
	{ .name = "item" },
	{ .name = "answer", .drop = 3 },
	{ .name = "verdict" },
	{ .name = "window", .title = "Window", .width = 9, .drop = 4 },
	{ .name = "guidance", .grow = true, .drop = 1 },
	{ .name = "source", .drop = 2 },
	{ .name = "override", .drop = 5 },
	{ .name = "ask", .of = &record_checklist_item, .drop = 6 },
};

static void
rule_cells(struct page_reading *r, struct stmt *st)
{
	static const char *const fields[] = { "guidance", "source", "override" };
	AUTO_BUF struct buf window = BUF_INIT;
	size_t i;

	page_cell_field(r, st, &record_checklist_rule, "item");
	r->dim = stmt_int(st, "off") != 0;
	if (r->dim)
		page_cell_mark(r, "switched off");
	page_cell_field(r, st, &record_checklist_rule, "answer");
	page_cell_field(r, st, &record_checklist_rule, "verdict");
	if (!stmt_is_null(st, "window_n"))
		buf_addf(&window, "%lld %s", (long long)stmt_int(st, "window_n"),
		    stmt_text(st, "window_unit"));
	page_cell(r, window.s);
	for (i = 0; i < ARRAY_LEN(fields); i++)
		page_cell_field(r, st, &record_checklist_rule, fields[i]);
	page_cell(r, stmt_text(st, "ask"));
}

static const struct page_reader rule_reader = {
	.ahead = "page_rules_ahead", .back = "page_rules_back",
	.row = "page_rules_row", .of = true, .cells = rule_cells,
};

static const char *const rule_tables[] = { "checklist", "checklist_rule", NULL };

const struct page_list page_checklist_rules = {
	.name = "checklist_rules", .title = "Rules", .none = "No rules.",
	.type = &record_checklist_rule, .columns = rule_columns,
	.n_columns = ARRAY_LEN(rule_columns), .tables = rule_tables, .may = ACTIONS,
	.reader = &rule_reader,
};
