/*
 * rights.c - why a person's records are kept longer, and that they were erased.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct field hold_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .help = "Whose records are kept." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT, .max = 410,
	  .flags = FIELD_REQUIRED, .help = "Why, such as a claim or a complaint; then why it "
	  "ended." },
	{ .name = "since", .label = "Since", .type = FIELD_DATE, .flags = FIELD_REQUIRED,
	  .help = "From which day on." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED, .help = "Who put the records on hold." },
	{ .name = "released_on", .label = "Released on", .type = FIELD_DATE,
	  .help = "The day it ended; blank: it holds." },
	{ .name = "released_by", .label = "Released by", .type = FIELD_LINK, .link = "staff",
	  .help = "Who ended it." },
};

const struct record_type record_hold = {
	.name = "hold", .plural = "holds", .label = "Hold",
	.help = "A client's records are not to be erased while it lasts.",
	.fields = hold_fields, .n_fields = ARRAY_LEN(hold_fields),
	.set_by = "the page of a person's rights", .client = "client",
};

static const struct field erasure_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE | FIELD_FROZEN, .help = "Who was erased." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "When." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_FROZEN, .help = "By whom; blank: again, after a restore." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "Why, without a name." },
};

const struct record_type record_erasure = {
	.name = "erasure", .plural = "erasures", .label = "Erasure",
	.help = "A client's records were erased; it stays as it was written.",
	.fields = erasure_fields, .n_fields = ARRAY_LEN(erasure_fields),
	.set_by = "the page of a person's rights", .client = "client",
};
