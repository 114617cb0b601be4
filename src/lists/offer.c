/*
 * offer.c - services, products, staff, checklists, places, hours and time off: small tables.
 */
#include <string.h>

#include "base/mem.h"
#include "lists/inside.h"
#include "practice/naming.h"
#include "practice/offer.h"

static void
fields(struct page_reading *r, struct stmt *st, const struct record_type *t,
    const struct page_column *columns, size_t n)
{
	size_t i;

	r->dim = stmt_int(st, "off") != 0;
	for (i = 0; i < n; i++) {
		if (record_field(t, columns[i].name) != NULL)
			page_cell_field(r, st, t, columns[i].name);
		else
			page_cell(r, stmt_text(st, columns[i].name));
		/* a checklist has a column for its state */
		if (r->dim && strcmp(columns[i].name, "name") == 0)
			page_cell_mark(r, "inactive");
		if (strcmp(columns[i].name, "checklist") == 0 && !r->dim &&
		    stmt_is_null(st, "checklist") && service_is_needling(
		    stmt_text(st, "name"), stmt_text(st, "category")))
			page_cell_mark(r, "missing");
	}
}

/* A list of what is offered: its statements, then what it is called. */
#define OFFERED(noun, list_, ahead_, back_, row_, ...) \
static void \
noun##_cells(struct page_reading *r, struct stmt *st) \
{ \
	fields(r, st, &record_##noun, noun##_columns, ARRAY_LEN(noun##_columns)); \
} \
static const struct page_reader noun##_reader = { \
	.ahead = ahead_, .back = back_, .row = row_, .all = true, .cells = noun##_cells, \
}; \
const struct page_list list_ = { \
	.type = &record_##noun, .columns = noun##_columns, \
	.n_columns = ARRAY_LEN(noun##_columns), .may = ACTIONS, .reader = &noun##_reader, \
	__VA_ARGS__ \
}

static const char *const service_tables[] = { "service", NULL };
static const char *const product_tables[] = { "product", NULL };
static const char *const staff_tables[] = { "staff", NULL };
static const char *const checklist_tables[] = { "checklist", "checklist_item", "checklist_rule",
    "service", NULL };
static const char *const document_tables[] = { "document", NULL };
static const char *const room_tables[] = { "room", "service_use", "service", NULL };
static const char *const device_tables[] = { "device", "service_use", "service", NULL };

static const struct page_column service_columns[] = {
	{ .name = "code", .drop = 3 },
	{ .name = "name", .grow = true },
	{ .name = "category", .drop = 4 },
	{ .name = "price" },
	{ .name = "minutes", .drop = 2 },
	{ .name = "checklist", .drop = 1 },
};
OFFERED(service, page_services, "page_service_ahead", "page_service_back", "page_service_row",
    .name = "services", .title = "Services", .tables = service_tables,
    .none = "No services yet. n adds one.");

static const struct page_column product_columns[] = {
	{ .name = "code", .drop = 2 },
	{ .name = "name", .grow = true },
	{ .name = "brand", .drop = 3 },
	{ .name = "kind", .drop = 4 },
	{ .name = "price" },
	{ .name = "on_hand", .drop = 1 },
};
OFFERED(product, page_products, "page_product_ahead", "page_product_back", "page_product_row",
    .name = "products", .title = "Products", .tables = product_tables,
    .none = "No products yet. n adds one.");

static const struct page_column staff_columns[] = {
	{ .name = "name", .grow = true },
	{ .name = "code", .drop = 2 },
	{ .name = "role" },
	{ .name = "login", .drop = 1 },
	{ .name = "licence", .drop = 3 },
};
OFFERED(staff, page_staff, "page_staff_ahead", "page_staff_back", "page_staff_row",
    .name = "staff", .title = "Staff", .tables = staff_tables,
    .none = "Nobody works here yet. n adds somebody.");

static const struct page_column checklist_columns[] = {
	{ .name = "title", .grow = true },
	{ .name = "code", .drop = 2 },
	{ .name = "edition" },
	{ .name = "state", .width = 9 },
	{ .name = "items", .title = "Items", .width = 5, .right = true },
	{ .name = "rules", .title = "Rules", .width = 5, .right = true },
	{ .name = "used_by", .title = "Asked by", .width = 16, .drop = 1 },
	{ .name = "valid_months", .drop = 3 },
};
OFFERED(checklist, page_checklists, "page_checklist_ahead", "page_checklist_back",
    "page_checklist_row",
    .name = "checklists", .title = "Checklists", .tables = checklist_tables,
    .none = "No checklists. n begins one.");

static const struct page_column document_columns[] = {
	{ .name = "title", .grow = true },
	{ .name = "code", .drop = 1 },
	{ .name = "edition", .width = 7 },
	{ .name = "language", .drop = 3 },
	{ .name = "kind", .drop = 2 },
	{ .name = "state" },
};
OFFERED(document, page_documents, "page_document_ahead", "page_document_back",
    "page_document_row",
    .name = "documents", .title = "Papers", .tables = document_tables,
    .none = "No papers. n writes one.");

static const struct page_column room_columns[] = {
	{ .name = "name" },
	{ .name = "used_for", .title = "Used for", .width = 30, .grow = true },
};
OFFERED(room, page_rooms, "page_room_ahead", "page_room_back", "page_room_row",
    .name = "rooms", .title = "Rooms", .tables = room_tables,
    .none = "No rooms yet. n adds one.");

static const struct page_column device_columns[] = {
	{ .name = "name" },
	{ .name = "used_for", .title = "Used for", .width = 30, .grow = true },
};
OFFERED(device, page_devices, "page_device_ahead", "page_device_back", "page_device_row",
    .name = "devices", .title = "Devices", .tables = device_tables,
    .none = "No devices yet. n adds one.");

/* --- what an inspector asks for --------------------------------------------------------- */

static const char *const certificate_tables[] = { "certificate", "staff", NULL };
static const char *const device_label_tables[] = { "device_label", "device", NULL };
static const char *const log_entry_tables[] = { "log_entry", "device", "staff", NULL };

static const struct page_column certificate_columns[] = {
	{ .name = "staff" },
	{ .name = "name", .grow = true },
	{ .name = "ends" },
	{ .name = "number", .drop = 1 },
};
OFFERED(certificate, page_certificates, "page_certificate_ahead", "page_certificate_back",
    "page_certificate_row", .name = "certificates", .title = "Certificates",
    .tables = certificate_tables, .none = "No certificates yet. n adds one.");

static const struct page_column device_label_columns[] = {
	{ .name = "device" },
	{ .name = "indication" },
	{ .name = "zones", .grow = true },
	{ .name = "max_depth" },
	{ .name = "source", .grow = true, .drop = 1 },
};
OFFERED(device_label, page_device_labels, "page_device_label_ahead", "page_device_label_back",
    "page_device_label_row", .name = "device_labels", .title = "Device labels",
    .tables = device_label_tables,
    .none = "No labels yet: nothing counts as outside one. n adds a line.");

static const char *const product_caution_tables[] = { "product_caution", NULL };

static const struct page_column product_caution_columns[] = {
	{ .name = "ingredients", .grow = true },
	{ .name = "meets" },
	{ .name = "answer", .drop = 2 },
	{ .name = "guidance", .grow = true, .drop = 1 },
};
OFFERED(product_caution, page_product_cautions, "page_caution_ahead", "page_caution_back",
    "page_caution_row", .name = "product_cautions", .title = "Cautions",
    .tables = product_caution_tables,
    .none = "No cautions in force. v shows those that are switched off, n adds one.");

static const struct page_column log_entry_columns[] = {
	{ .name = "date" },
	{ .name = "kind" },
	{ .name = "device", .drop = 2 },
	{ .name = "staff", .drop = 1 },
	{ .name = "text", .grow = true },
};

static void
log_entry_cells(struct page_reading *r, struct stmt *st)
{
	size_t i;

	page_cell_date(r, st, "date", true);
	for (i = 1; i < ARRAY_LEN(log_entry_columns); i++)
		page_cell_field(r, st, &record_log_entry, log_entry_columns[i].name);
}

static const struct page_reader log_entry_reader = {
	.ahead = "page_log_ahead", .back = "page_log_back", .row = "page_log_row",
	.cells = log_entry_cells,
};

const struct page_list page_log_entries = {
	.name = "log_entries", .title = "Logs",
	.none = "Nothing yet. n writes down a service, a sterilisation, an injury.",
	.type = &record_log_entry, .columns = log_entry_columns,
	.n_columns = ARRAY_LEN(log_entry_columns), .tables = log_entry_tables,
	.may = ACTION_READ_CLIENTS, .newest_first = true, .reader = &log_entry_reader,
};

/* --- working hours and time off --------------------------------------------------------- */

/* Whose they are, and whether they count. */
static void
cell_of(struct page_reading *r, struct stmt *st)
{
	page_cell(r, stmt_is_null(st, "name") ? "practice" : stmt_text(st, "name"));
	r->dim = stmt_int(st, "off") != 0;
	if (r->dim)
		page_cell_mark(r, "inactive");
}

static const struct page_column hours_columns[] = {
	{ .name = "staff", .title = "Of", .grow = true },
	{ .name = "days" },
	{ .name = "begins", .width = 11 },
	{ .name = "ends" },
	{ .name = "since", .drop = 1 },
};

static void
hours_cells(struct page_reading *r, struct stmt *st)
{
	cell_of(r, st);
	page_cell_field(r, st, &record_hours, "days");
	page_cell_field(r, st, &record_hours, "begins");
	if (stmt_is_null(st, "begins"))
		page_cell_mark(r, "not working");
	page_cell_field(r, st, &record_hours, "ends");
	page_cell_field(r, st, &record_hours, "since");
}

static const struct page_reader hours_reader = {
	.ahead = "page_hours_ahead", .back = "page_hours_back", .row = "page_hours_row",
	.all = true, .cells = hours_cells,
};

static const char *const hours_tables[] = { "hours", "staff", NULL };

const struct page_list page_hours = {
	.name = "hours", .title = "Working hours",
	.none = "No working hours yet: the days and hours of the settings count. n adds some.",
	.type = &record_hours, .columns = hours_columns, .n_columns = ARRAY_LEN(hours_columns),
	.tables = hours_tables, .may = ACTIONS, .reader = &hours_reader,
};

static const struct page_column block_columns[] = {
	{ .name = "of", .title = "Of", .width = 14 },
	{ .name = "when", .title = "When", .width = 22, .grow = true },
	{ .name = "time", .title = "Time", .width = 13 },
	{ .name = "reason", .drop = 1 },
};

static void
block_cells(struct page_reading *r, struct stmt *st)
{
	AUTO_RECORD struct record *block = record_new(&record_block);
	AUTO_BUF struct buf when = BUF_INIT, time = BUF_INIT;

	db_read_record(st, block);
	naming_off_days(block, &when);
	naming_off_time(r->p, block, &time);
	cell_of(r, st);
	page_cell(r, when.s);
	page_cell(r, time.s);
	page_cell_field(r, st, &record_block, "reason");
}

static const struct page_reader block_reader = {
	.ahead = "page_block_ahead", .back = "page_block_back", .row = "page_block_row",
	.all = true, .cells = block_cells,
};

static const char *const block_tables[] = { "block", "staff", "room", "device", NULL };

const struct page_list page_blocks = {
	.name = "blocks", .title = "Time off",
	.none = "No time off. n adds some: a holiday, a lunch, a room that is painted.",
	.type = &record_block, .columns = block_columns, .n_columns = ARRAY_LEN(block_columns),
	.without = "staff room device date until start minutes repeats",
	.tables = block_tables, .may = ACTIONS, .newest_first = true, .reader = &block_reader,
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
