/*
 * lot.c - lots of products, and every piece that comes in or goes out.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "record/record.h"

#define NUMBER_MAX 40		/* the field holds a whole code while it is read */

static const struct field lot_fields[] = {
	{ .name = "product", .label = "Product", .type = FIELD_LINK, .link = "product",
	  .flags = FIELD_REQUIRED, .form = 20, .list = 16, .help = "What it is a lot of." },
	{ .name = "number", .label = "Lot", .type = FIELD_CODE, .flags = FIELD_REQUIRED,
	  .max = 200, .form = 10, .list = 12,
	  .help = "As it stands on the box, or scan its code: product and days follow." },
	{ .name = "expires", .label = "Expires", .type = FIELD_DATE, .form = 30, .list = 12,
	  .help = "The last day it may be used." },
	{ .name = "made", .label = "Made", .type = FIELD_DATE, .flags = FIELD_PAST, .form = 40,
	  .help = "The day it was made, where the box says." },
	{ .name = "recalled_on", .label = "Recalled on", .type = FIELD_DATE,
	  .flags = FIELD_PAST, .form = 60, .help = "From then on nothing of it is used." },
	{ .name = "recalled_for", .label = "Recalled for", .type = FIELD_TEXT, .max = 400,
	  .form = 70, .help = "Who recalled it and why, with the reference." },
	{ .name = "note", .label = "Note", .type = FIELD_NOTE, .form = 80,
	  .help = "Anything else, such as where it is kept." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 50, .help = "No: used up or gone, no longer offered." },
};

static bool
check_lot(const struct record *r, struct err *e)
{
	if (text_count(record_text(r, "number")) > NUMBER_MAX)
		return err_set(e, ERR_INVALID, "number", "A lot has %d characters at most.",
		    NUMBER_MAX);
	/* ISO days compare as text. */
	return record_is_null(r, "made") || record_is_null(r, "expires") ||
	    strcmp(record_text(r, "made"), record_text(r, "expires")) <= 0 ||
	    err_set(e, ERR_INVALID, "expires", "It expires before it was made.");
}

const struct record_type record_lot = {
	.name = "lot", .plural = "lots", .label = "Lot",
	.help = "What was made at one time of a product: traced to its clients, and recalled.",
	.fields = lot_fields, .n_fields = ARRAY_LEN(lot_fields), .name_field = "number",
	.check = check_lot,
};

static const struct choice moves[] = {
	{ "received", NULL }, { "counted", NULL }, { "wasted", NULL }, { "returned", NULL },
	{ NULL, NULL }
};

static const struct field lot_move_fields[] = {
	{ .name = "lot", .label = "Lot", .type = FIELD_LINK, .link = "lot",
	  .flags = FIELD_REQUIRED, .set_by = "the lot's page", .help = "Of which lot." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 30, .list = 15,
	  .help = "The day, clinic time." },
	{ .name = "kind", .label = "What", .type = FIELD_CHOICE, .choices = moves,
	  .flags = FIELD_REQUIRED, .initial = "received", .form = 10, .list = 10,
	  .help = "Received, counted, wasted or returned." },
	{ .name = "quantity", .label = "Pieces", .type = FIELD_INTEGER, .min = -100000,
	  .max = 100000, .flags = FIELD_REQUIRED, .form = 20, .list = 7,
	  .help = "How many came in or went out; counted: how many there are." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .set_by = "who writes it down", .list = 10, .help = "Who wrote it down." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 200, .form = 40,
	  .list = 12, .help = "Why, such as fell on the floor." },
	{ .name = "counted", .label = "Counted", .type = FIELD_INTEGER, .min = 0,
	  .max = 100000, .set_by = "counting", .list = 8,
	  .help = "How many there were; the pieces are by how many the book was wrong." },
};

const struct record_type record_lot_move = {
	.name = "lot_move", .plural = "lot_moves", .label = "Movement of a lot",
	.help = "Pieces of a lot that came in or went out. What a treatment took stands in its "
	    "chart; both together are what is on hand.",
	.fields = lot_move_fields, .n_fields = ARRAY_LEN(lot_move_fields),
};
