/*
 * emergency.c - a look at a client's allergies, medicines and emergency contact by
 * somebody without medical rights: who, when and why, and which owner has seen it.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct field emergency_view_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "client",
	  .help = "Whose records were looked at." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "staff", .help = "Who looked." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "When." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .max = 200,
	  .help = "What had happened." },
	{ .name = "seen_by", .label = "Seen by", .type = FIELD_LINK, .flags = FIELD_FREE,
	  .link = "staff", .help = "The owner who has seen it; blank: nobody yet." },
	{ .name = "seen_at", .label = "Seen at", .type = FIELD_INSTANT, .flags = FIELD_FREE,
	  .help = "When the owner saw it." },
};

const struct record_type record_emergency_view = {
	.name = "emergency_view", .plural = "emergency_views", .label = "Emergency view",
	.help = "A use of the emergency view by somebody who otherwise may not see it, "
	    "with the reason.",
	.fields = emergency_view_fields, .n_fields = ARRAY_LEN(emergency_view_fields),
	.set_by = "the emergency view",
	.client = "client", .medical = true,
};
