/*
 * staff.c - the people who work here and log in.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice roles[] = {
#define ROLE(name, word, label, said, rights) { word, label },
#include "record/roles.def"
#undef ROLE
	{ NULL, NULL }
};

static const struct field staff_fields[] = {
	{ .name = "name", .label = "Name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .max = 200, .form = 10, .list = 16, .help = "The person's name." },
	{ .name = "code", .label = "Code", .type = FIELD_CODE, .flags = FIELD_UNIQUE,
	  .form = 20, .list = 6,
	  .help = "Initials or short name, as the agenda and other programs write it." },
	{ .name = "login", .label = "Login", .type = FIELD_CODE, .flags = FIELD_UNIQUE,
	  .form = 30, .list = 12, .help = "Name of the account the person logs in with." },
	{ .name = "role", .label = "Role", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED,
	  .choices = roles, .initial = "practitioner", .form = 40, .list = 14,
	  .help = "What the person may do." },
	{ .name = "licence", .label = "Licence", .type = FIELD_CODE, .form = 60, .list = 14,
	  .help = "Number of the professional licence." },
	{ .name = "max_depth", .label = "Depth limit, 1/100 mm", .type = FIELD_INTEGER,
	  .min = 0, .max = 300, .form = 70,
	  .help = "Deepest needle depth the licence allows, in hundredths of a millimetre." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 80,
	  .help = "No: kept for the history, may not log in." },
	{ .name = "treats", .label = "Treats clients", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "yes", .form = 50,
	  .help = "No: visits are not booked with this person without a reason." },
};

const struct record_type record_staff = {
	.name = "staff", .plural = "staff", .label = "Staff",
	.help = "A person who works here: login, role, licence.",
	.fields = staff_fields, .n_fields = ARRAY_LEN(staff_fields),
	.key = "code", .name_field = "name",
};
