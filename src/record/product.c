/*
 * product.c - what is sold or used up.
 */
#include <string.h>

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
	  .help = "Of an anaesthetic or an acid, in percent." },
	{ .name = "not_for_needled", .label = "Not on needled skin", .type = FIELD_BOOL,
	  .form = 170,
	  .help = "Yes: a chart that uses it warns (JAMA Dermatology 2014;150:68)." },
	{ .name = "ingredients", .label = "Ingredients", .type = FIELD_TEXT, .max = 4000,
	  .form = 180,
	  .help = "As on the box, with commas between them; cautions and allergies are compared." },
};

const struct record_type record_product = {
	.name = "product", .plural = "products", .label = "Product",
	.help = "Something sold over the counter or used in a treatment.",
	.fields = product_fields, .n_fields = ARRAY_LEN(product_fields),
	.key = "code", .name_field = "name",
};

/* --- what must not meet ---------------------------------------------------------------------- */

static const struct choice places[] = {
	{ "allergies", "Allergies" }, { "medicines", "Medicines" },
	{ "conditions", "Conditions" }, { NULL, NULL }
};

static const struct field caution_fields[] = {
	{ .name = "code", .label = "Code", .type = FIELD_CODE, .flags = FIELD_UNIQUE, .form = 10,
	  .help = "A short name; those that come with the program have one." },
	{ .name = "ingredients", .label = "Product has", .type = FIELD_TEXT, .max = 1000,
	  .form = 20, .list = 22,
	  .help = "Any of these, with commas between them, in its ingredients or its name; blank: "
	      "any product of that kind." },
	{ .name = "kind", .label = "Kind", .type = FIELD_CHOICE, .choices = kinds, .form = 30,
	  .help = "Products of that kind alone; blank: of any." },
	{ .name = "strength_over", .label = "Stronger than, %", .type = FIELD_PERCENT, .form = 40,
	  .help = "Products that are stronger alone, or whose strength is not known; blank: any." },
	{ .name = "meets", .label = "Client has", .type = FIELD_TEXT, .max = 1000, .form = 50,
	  .list = 18, .help = "Any of these words on the client's card, with commas between them; "
	      "a * ends one that begins so." },
	{ .name = "found_in", .label = "Written in", .type = FIELD_CHOICE, .choices = places,
	  .form = 60, .help = "Where on the card; blank: in allergies, medicines or conditions." },
	{ .name = "answer", .label = "Or answered", .type = FIELD_TEXT, .max = 400, .form = 70,
	  .list = 18, .help = "To a screening, as item=answer,answer: pregnancy=pregnant,nursing." },
	{ .name = "guidance", .label = "Guidance", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .max = 200, .form = 80, .list = 24, .help = "One sentence: what to do." },
	{ .name = "source", .label = "Source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .max = 1000, .form = 90,
	  .help = "Where it stands, and the day somebody looked: \"..., checked 29 Nov 2026\"." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 100, .help = "No: it warns no longer." },
};

/* What could never warn, or always would, is no caution. */
static bool
caution_check(const struct record *r, struct err *e)
{
	const char *answer = record_text(r, "answer"), *is = strchr(answer, '=');

	if (record_is_null(r, "ingredients") && record_is_null(r, "kind"))
		return err_set(e, ERR_INVALID, "ingredients", "Which products is it about? Name an "
		    "ingredient or a kind.");
	if (record_is_null(r, "meets") && record_is_null(r, "answer"))
		return err_set(e, ERR_INVALID, "meets", "What must it not meet? Name a word on the "
		    "client's card, or an answer of a screening.");
	return *answer == '\0' || (is != NULL && is != answer && is[1] != '\0') ||
	    err_set(e, ERR_INVALID, "answer", "An answer is item=answer, such as "
	    "pregnancy=pregnant,nursing.");
}

const struct record_type record_product_caution = {
	.name = "product_caution", .plural = "product_cautions", .label = "Caution",
	.help = "What must not meet: a product, and what a client has or takes.",
	.fields = caution_fields, .n_fields = ARRAY_LEN(caution_fields),
	.name_field = "guidance", .check = caution_check,
};
