/*
 * product.c - what is sold or used up.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice kinds[] = {
	{ "retail", "Retail" }, { "cartridge", "Cartridge" }, { "serum", "Serum" },
	{ "anaesthetic", "Anaesthetic" }, { "other", "Other" }, { NULL, NULL }
};

static const struct field product_fields[] = {
	{ .name = "code", .label = "Code", .type = FIELD_CODE, .flags = FIELD_UNIQUE,
	  .form = 10, .list = 10,
	  .help = "Article code, as other programs and the shelf write it." },
	{ .name = "name", .label = "Name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .max = 200, .form = 20, .list = 16, .help = "What receipts call it." },
	{ .name = "brand", .label = "Brand", .type = FIELD_TEXT, .flags = FIELD_IN_USE,
	  .max = 80, .form = 30, .list = 14, .help = "Maker's brand." },
	{ .name = "kind", .label = "Kind", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED,
	  .choices = kinds, .initial = "retail", .form = 40, .list = 10,
	  .help = "What it is used for." },
	{ .name = "category", .label = "Category", .type = FIELD_TEXT,
	  .flags = FIELD_IN_USE, .max = 80, .form = 50, .help = "Group in reports." },
	{ .name = "supplier", .label = "Supplier", .type = FIELD_TEXT,
	  .flags = FIELD_IN_USE, .max = 80, .form = 60, .help = "Who delivers it." },
	{ .name = "price", .label = "Price", .type = FIELD_MONEY, .form = 70, .list = 9,
	  .help = "Usual price, before tax." },
	{ .name = "cost", .label = "Cost", .type = FIELD_MONEY, .form = 80,
	  .help = "What it costs the practice." },
	{ .name = "on_hand", .label = "On hand", .type = FIELD_INTEGER, .min = -1000000,
	  .max = 1000000, .form = 90, .list = 7, .help = "Pieces on the shelf." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 120,
	  .help = "No: kept for the history, no longer offered." },
	{ .name = "taxed", .label = "Tax applies", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "yes", .form = 100,
	  .help = "No: the first tax is not charged on it." },
	{ .name = "taxed2", .label = "Second tax applies", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "yes", .form = 110,
	  .help = "No: the second tax is not charged on it." },
	{ .name = "gtin", .label = "GTIN", .type = FIELD_CODE, .max = 200, .form = 130,
	  .flags = FIELD_UNIQUE,
	  .help = "The fourteen digits of its GS1 item, as on the box; scan it." },
	{ .name = "hibc", .label = "HIBC", .type = FIELD_CODE, .max = 200, .form = 140,
	  .flags = FIELD_UNIQUE, .help = "Its labeler, product and unit in HIBC; scan it." },
	{ .name = "reorder_at", .label = "Reorder at", .type = FIELD_INTEGER, .min = 0,
	  .max = 1000000, .form = 150, .help = "Told as low when so many or fewer are left." },
	{ .name = "strength", .label = "Strength", .type = FIELD_PERCENT, .form = 160,
	  .help = "Of an anaesthetic, in percent." },
	{ .name = "not_for_needled", .label = "Not on needled skin", .type = FIELD_BOOL,
	  .form = 170,
	  .help = "Yes: a chart that uses it warns (JAMA Dermatology 2014;150:68)." },
};

const struct record_type record_product = {
	.name = "product", .plural = "products", .label = "Product",
	.help = "Something sold over the counter or used in a treatment.",
	.fields = product_fields, .n_fields = ARRAY_LEN(product_fields),
	.key = "code", .name_field = "name",
};
