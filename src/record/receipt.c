/*
 * receipt.c - receipts, their lines and payments.
 *
 * Amounts are ten-thousandths of the currency unit. A line's `amount` is the
 * whole line net of discount and before tax; refunds are negative. A receipt
 * is open, closed or void; an imported one is closed.
 */
#include <string.h>

#include "base/mem.h"
#include "record/record.h"

static const struct choice states[] = {
	{ "open", NULL }, { "closed", NULL }, { "void", NULL }, { NULL, NULL }
};

static const struct choice origins[] = {
	{ "here", "written here" }, { "import", "imported" }, { NULL, NULL }
};

static const struct choice methods[] = {
	{ "cash", NULL }, { "card", NULL }, { "transfer", NULL },
	{ "other", NULL }, { NULL, NULL }
};

static const struct field receipt_fields[] = {
	{ .name = "number", .label = "Number", .type = FIELD_CODE, .flags = FIELD_FROZEN,
	  .list = 8,
	  .help = "Number on the paper, given when it is closed: unique and without gaps." },
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "client", .list = 16, .help = "Who paid; blank: sold over the counter." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .list = 15,
	  .help = "Day of the sale, clinic time." },
	{ .name = "state", .label = "State", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .choices = states, .initial = "open",
	  .list = 9, .help = "Only closed receipts count in reports." },
	{ .name = "origin", .label = "Origin", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = origins, .initial = "here",
	  .help = "Where the receipt was written." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .flags = FIELD_FREE,
	  .list = 16, .help = "Anything else." },
	{ .name = "corrects", .label = "Corrects", .type = FIELD_LINK, .link = "receipt",
	  .flags = FIELD_FROZEN, .help = "The receipt that it refunds." },
	{ .name = "paper_number", .label = "Paper number", .type = FIELD_CODE,
	  .flags = FIELD_FROZEN, .help = "Number of the receipt on paper that it was entered "
	      "from." },
	{ .name = "entered_at", .label = "Entered late", .type = FIELD_INSTANT,
	  .flags = FIELD_FROZEN, .help = "When it was entered, on a later day than its own." },
	{ .name = "entered_by", .label = "Entered by", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff", .help = "Who entered it then." },
};

/* A closed receipt must have a number. */
static bool
check_number(const struct record *r, struct err *e)
{
	if (record_is_null(r, "number") && strcmp(record_text(r, "state"), "closed") == 0)
		return err_set(e, ERR_INVALID, "number", "Number is missing");
	return true;
}

static const struct field line_fields[] = {
	{ .name = "receipt", .label = "Receipt", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "receipt",
	  .help = "The receipt it is on." },
	{ .name = "position", .label = "Position", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 100000, .initial = "1",
	  .help = "Order on the receipt, from 1." },
	{ .name = "service", .label = "Service", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "service", .help = "The service sold, if it is one." },
	{ .name = "product", .label = "Product", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "product", .help = "The product sold, if it is one." },
	{ .name = "session", .label = "Session", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "session", .help = "The visit it was done in." },
	{ .name = "description", .label = "Description", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .max = 200,
	  .help = "What the receipt says." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "staff", .help = "Whose sale it is." },
	{ .name = "quantity", .label = "Quantity", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = -100000, .max = 100000,
	  .initial = "1", .help = "Pieces; negative for goods taken back." },
	{ .name = "price", .label = "Price", .type = FIELD_MONEY, .flags = FIELD_FROZEN,
	  .help = "Price of one, before discount and tax." },
	{ .name = "discount", .label = "Discount", .type = FIELD_MONEY,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "0",
	  .help = "Amount off the whole line." },
	{ .name = "amount", .label = "Amount", .type = FIELD_MONEY,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "0",
	  .help = "The line net of discount and before tax; negative for a refund." },
	{ .name = "tax", .label = "Tax", .type = FIELD_MONEY,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "0",
	  .help = "First tax on the line." },
	{ .name = "tax2", .label = "Second tax", .type = FIELD_MONEY,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "0",
	  .help = "Second tax on the line." },
};

static const struct field payment_fields[] = {
	{ .name = "receipt", .label = "Receipt", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .link = "receipt",
	  .help = "The receipt it pays." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_FREE,
	  .help = "Day of the payment, clinic time." },
	{ .name = "method", .label = "Method", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .choices = methods, .initial = "card",
	  .help = "How it was paid." },
	{ .name = "amount", .label = "Amount", .type = FIELD_MONEY,
	  .flags = FIELD_REQUIRED | FIELD_FREE,
	  .help = "What was paid; negative for money given back." },
};

const struct record_type record_receipt = {
	.name = "receipt", .plural = "receipts", .label = "Receipt",
	.help = "What a client was charged on one day; its lines and payments follow.",
	.fields = receipt_fields, .n_fields = ARRAY_LEN(receipt_fields),
	.set_by = "the check-out",
	.client = "client", .name_field = "number",
	.check = check_number,
};

const struct record_type record_receipt_line = {
	.name = "receipt_line", .plural = "receipt_lines", .label = "Receipt line",
	.help = "One service or product on a receipt.",
	.fields = line_fields, .n_fields = ARRAY_LEN(line_fields),
	.set_by = "the check-out",
	.client = "receipt", .name_field = "description",
};

const struct record_type record_payment = {
	.name = "payment", .plural = "payments", .label = "Payment",
	.help = "Money paid for a receipt, or given back.",
	.fields = payment_fields, .n_fields = ARRAY_LEN(payment_fields),
	.set_by = "the check-out",
	.client = "receipt",
};
