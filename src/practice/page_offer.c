/*
 * page_offer.c - services, products, staff and checklists: small tables.
 */
#include "base/mem.h"
#include "practice/page_inside.h"

static void
fields(struct page_reading *r, struct stmt *st, const struct record_type *t,
    const struct page_column *columns, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		page_cell_field(r, st, t, columns[i].name);
}

#define CELLS(name) \
static void \
name##_cells(struct page_reading *r, struct stmt *st) \
{ \
	fields(r, st, &record_##name, name##_columns, ARRAY_LEN(name##_columns)); \
	r->dim = stmt_int(st, "off") != 0; \
} \
static const struct page_reader name##_reader = { \
	.ahead = "page_" #name "_ahead", .back = "page_" #name "_back", \
	.row = "page_" #name "_row", .all = true, .cells = name##_cells, \
}

static const struct page_column service_columns[] = {
	{ "code", "Code", 8, false, false, 2 },
	{ "name", "Name", 16, false, true, 0 },
	{ "category", "Category", 14, false, false, 4 },
	{ "price", "Price", 9, true, false, 0 },
	{ "minutes", "Minutes", 8, true, false, 1 },
	{ "checklist", "Checklist", 14, false, false, 3 },
};
CELLS(service);

const struct page_list page_services = {
	.name = "services", .title = "Services",
	.none = "No services yet. n writes the first one down.",
	.type = &record_service, .columns = service_columns,
	.n_columns = ARRAY_LEN(service_columns), .may = ACTIONS,
	.reader = &service_reader,
};

static const struct page_column product_columns[] = {
	{ "code", "Code", 10, false, false, 2 },
	{ "name", "Name", 16, false, true, 0 },
	{ "brand", "Brand", 14, false, false, 3 },
	{ "kind", "Kind", 10, false, false, 4 },
	{ "price", "Price", 9, true, false, 0 },
	{ "on_hand", "On hand", 7, true, false, 1 },
};
CELLS(product);

const struct page_list page_products = {
	.name = "products", .title = "Products",
	.none = "No products yet. n writes the first one down.",
	.type = &record_product, .columns = product_columns,
	.n_columns = ARRAY_LEN(product_columns), .may = ACTIONS,
	.reader = &product_reader,
};

static const struct page_column staff_columns[] = {
	{ "name", "Name", 16, false, true, 0 },
	{ "code", "Code", 6, false, false, 2 },
	{ "role", "Role", 14, false, false, 0 },
	{ "login", "Login", 12, false, false, 1 },
	{ "licence", "Licence", 14, false, false, 3 },
};
CELLS(staff);

const struct page_list page_staff = {
	.name = "staff", .title = "Staff",
	.none = "Nobody works here yet. n writes somebody down.",
	.type = &record_staff, .columns = staff_columns,
	.n_columns = ARRAY_LEN(staff_columns), .may = ACTIONS,
	.reader = &staff_reader,
};

static const struct page_column checklist_columns[] = {
	{ "title", "Title", 16, false, true, 0 },
	{ "code", "Code", 16, false, false, 1 },
	{ "edition", "Edition", 7, true, false, 0 },
	{ "state", "State", 10, false, false, 0 },
	{ "valid_months", "Valid, months", 13, true, false, 2 },
};
CELLS(checklist);

const struct page_list page_checklists = {
	.name = "checklists", .title = "Checklists",
	.none = "No checklists.",
	.type = &record_checklist, .columns = checklist_columns,
	.n_columns = ARRAY_LEN(checklist_columns), .may = ACTIONS,
	.reader = &checklist_reader,
};
