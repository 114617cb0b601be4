/*
 * chart.c - what was done in a treatment, with what, and who signed for it.
 *
 * What a chart asks for is a template: values with a column here are what limits, tracing
 * and figures read; the others stand in `more`, a line each, CODE=VALUE, in the order of the
 * template.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice states[] = {
	{ "draft", NULL }, { "published", NULL }, { "retired", NULL }, { NULL, NULL }
};

static const struct field template_fields[] = {
	{ .name = "code", .label = "Code", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "What services name it by." },
	{ .name = "edition", .label = "Edition", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 100000,
	  .help = "Rises with every change; a chart keeps the one it was begun with." },
	{ .name = "title", .label = "Title", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .max = 200, .help = "What it is called." },
	{ .name = "state", .label = "State", .type = FIELD_CHOICE, .choices = states,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .initial = "draft",
	  .help = "New charts take the newest published edition." },
	{ .name = "body", .label = "Body", .type = FIELD_NOTE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .max = 200000, .help = "What it asks for, as JSON." },
};

const struct record_type record_chart_template = {
	.name = "chart_template", .plural = "chart_templates", .label = "Chart template",
	.help = "An edition of what a chart asks for: fields, zones, limits with their sources.",
	.fields = template_fields, .n_fields = ARRAY_LEN(template_fields),
	.set_by = "an edition that ships or is loaded", .key = "code", .name_field = "title",
};

static const struct field chart_fields[] = {
	{ .name = "session", .label = "Visit", .type = FIELD_LINK, .link = "session",
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE | FIELD_FROZEN, .help = "The visit it is of." },
	{ .name = "template", .label = "Template", .type = FIELD_LINK,
	  .link = "chart_template",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "What it asks for." },
	{ .name = "indication", .label = "Indication", .type = FIELD_CODE,
	  .flags = FIELD_FROZEN,
	  .help = "What is treated." },
	{ .name = "device", .label = "Device", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "device",
	  .help = "With what." },
	{ .name = "screening", .label = "Screening", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "screening",
	  .help = "The screening that allowed it." },
	{ .name = "consent", .label = "Consent", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "consent",
	  .help = "The consent that covers it." },
	{ .name = "off_label", .label = "Outside the label", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 400,
	  .help = "In what the device's label does not cover it; blank: it does." },
	{ .name = "ticks", .label = "Ticks", .type = FIELD_NOTE, .flags = FIELD_FROZEN,
	  .help = "Sections that were gone through, a line each; behind = why one is missing." },
	{ .name = "more", .label = "Other values", .type = FIELD_NOTE, .flags = FIELD_FROZEN,
	  .help = "The other fields of the template, a line each." },
	{ .name = "aftercare", .label = "Aftercare", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "document",
	  .help = "The sheet that was given." },
	{ .name = "note", .label = "Note", .type = FIELD_NOTE,
	  .flags = FIELD_FROZEN, .help = "Anything else." },
};

const struct record_type record_chart = {
	.name = "chart", .plural = "charts", .label = "Chart",
	.help = "What was done in one treatment.",
	.fields = chart_fields, .n_fields = ARRAY_LEN(chart_fields),
	.set_by = "the chart", .client = "session", .medical = true,
};

static const struct field line_fields[] = {
	{ .name = "chart", .label = "Chart", .type = FIELD_LINK, .link = "chart",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "The chart it is in." },
	{ .name = "position", .label = "Position", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 1000, .help = "Order, from 1." },
	{ .name = "zone", .label = "Zone", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "Where; left and right are the client's." },
	{ .name = "depth", .label = "Depth, 1/100 mm", .type = FIELD_INTEGER,
	  .flags = FIELD_FROZEN, .min = 0,
	  .max = 1000, .help = "In hundredths of a millimetre." },
	{ .name = "passes", .label = "Passes", .type = FIELD_INTEGER,
	  .flags = FIELD_FROZEN, .min = 0, .max = 99,
	  .help = "How many times over the zone." },
	{ .name = "cartridge", .label = "Cartridge", .type = FIELD_INTEGER,
	  .flags = FIELD_FROZEN, .min = 1, .max = 99,
	  .help = "Number among the chart's cartridges." },
	{ .name = "more", .label = "Other values", .type = FIELD_NOTE, .flags = FIELD_FROZEN,
	  .help = "The other columns of the template, a line each." },
	{ .name = "ended_at", .label = "Ended at", .type = FIELD_INSTANT,
	  .flags = FIELD_FROZEN,
	  .help = "When the client ended it; blank: it was done." },
};

const struct record_type record_chart_line = {
	.name = "chart_line", .plural = "chart_lines", .label = "Line of a chart",
	.help = "One zone that was treated: how deep, how often, with which cartridge.",
	.fields = line_fields, .n_fields = ARRAY_LEN(line_fields), .name_field = "zone",
	.client = "chart", .medical = true,
	.set_by = "the chart",
};

static const struct field product_fields[] = {
	{ .name = "chart", .label = "Chart", .type = FIELD_LINK, .link = "chart",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "The chart it is in." },
	{ .name = "position", .label = "Position", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 1000,
	  .help = "Order, from 1, among those of its use." },
	{ .name = "used_as", .label = "Used as", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "The template's word for its use, such as cartridge." },
	{ .name = "product", .label = "Product", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "product",
	  .help = "What was used." },
	{ .name = "lot", .label = "Lot", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "lot",
	  .help = "Of which lot." },
	{ .name = "serial", .label = "Serial", .type = FIELD_CODE, .flags = FIELD_FROZEN,
	  .help = "Its own number, where it has one: used once." },
	{ .name = "quantity", .label = "Pieces", .type = FIELD_INTEGER, .min = 0, .max = 1000,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "1",
	  .help = "How many the lot has fewer." },
	{ .name = "area", .label = "Area", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 100,
	  .help = "Where it was used." },
	{ .name = "began", .label = "On at", .type = FIELD_INSTANT, .flags = FIELD_FROZEN,
	  .help = "When it was put on." },
	{ .name = "ended", .label = "Off at", .type = FIELD_INSTANT, .flags = FIELD_FROZEN,
	  .help = "When it was taken off." },
	{ .name = "more", .label = "Other values", .type = FIELD_NOTE, .flags = FIELD_FROZEN,
	  .help = "The other fields of its use, a line each." },
	{ .name = "insisted", .label = "Insisted", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 200,
	  .help = "Why it was used although none is on hand by the book." },
};

const struct record_type record_chart_product = {
	.name = "chart_product", .plural = "chart_products", .label = "Product in a chart",
	.help = "What a treatment used, of which lot.",
	.fields = product_fields, .n_fields = ARRAY_LEN(product_fields),
	.client = "chart", .medical = true,
	.set_by = "the chart",
};

static const struct choice acts[] = {
	{ "sign", "signed" }, { "cosign", "co-signed" }, { "addendum", NULL },
	{ "wrong_client", "wrong client" }, { "invalid", "invalidated" }, { NULL, NULL }
};

/* What is signed is signed: rows are added. */
static const struct field signature_fields[] = {
	{ .name = "session", .label = "Visit", .type = FIELD_LINK, .link = "session",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "The visit it is of." },
	{ .name = "act", .label = "Act", .type = FIELD_CHOICE, .choices = acts,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "What was done with the PIN." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "Who signed." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "When." },
	{ .name = "form", .label = "Form", .type = FIELD_INTEGER, .min = 1, .max = 10000,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "Number of the way in which the text was made." },
	{ .name = "text", .label = "Text", .type = FIELD_NOTE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .max = 200000,
	  .help = "What was signed, with names as words." },
	{ .name = "digest", .label = "Digest", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .max = 64, .help = "Of the text." },
};

const struct record_type record_signature = {
	.name = "signature", .plural = "signatures", .label = "Signature",
	.help = "A chart that was signed, or a dated word about one that was.",
	.fields = signature_fields, .n_fields = ARRAY_LEN(signature_fields),
	.set_by = "S in the chart", .client = "session", .medical = true,
};

static const struct choice looks[] = {
	{ "drawn", NULL }, { "agreed", NULL }, { "disagreed", NULL }, { NULL, NULL }
};

static const struct field look_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "Whose treatment." },
	{ .name = "signature", .label = "Signature", .type = FIELD_LINK, .link = "signature",
	  .flags = FIELD_FROZEN, .help = "Of the chart that is looked at." },
	{ .name = "screening", .label = "Screening", .type = FIELD_LINK, .link = "screening",
	  .flags = FIELD_FROZEN, .help = "Whose override is looked at." },
	{ .name = "act", .label = "Act", .type = FIELD_CHOICE, .choices = looks,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "Drawn for a second look when it was signed, or what the second person said." },
	{ .name = "staff", .label = "Of", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "Who signed, or overrode." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "When." },
	{ .name = "looked_by", .label = "Looked at by", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_FROZEN, .help = "The second person." },
	{ .name = "words", .label = "Words", .type = FIELD_NOTE, .flags = FIELD_FROZEN,
	  .max = 2000, .help = "Why somebody disagrees." },
};

const struct record_type record_second_look = {
	.name = "second_look", .plural = "second_looks", .label = "Second look",
	.help = "A signed chart or an override that a second person looks at, and what was said.",
	.fields = look_fields, .n_fields = ARRAY_LEN(look_fields),
	.set_by = "a signature, and the page To look at", .client = "client", .medical = true,
};
