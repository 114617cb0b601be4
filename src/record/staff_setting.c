/*
 * staff_setting.c - how a person wants the screens: one row each, made at their first
 * choice.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice themes[] = {
	{ "default", "Terminal's own colours" }, { "light", "Light" }, { "dark", "Dark" },
	{ "mono", "No colours" }, { NULL, NULL }
};

static const struct field staff_setting_fields[] = {
	{ .name = "staff", .label = "Staff", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE, .link = "staff",
	  .set_by = "the login", .help = "Whose settings these are." },
	{ .name = "theme", .label = "Colours", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = themes, .initial = "default", .form = 10,
	  .help = "Colours of the screens; colour is never the only sign." },
	{ .name = "ascii", .label = "Plain characters", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "no", .form = 20,
	  .help = "Yes: draw with ASCII alone, for terminals that show odd marks." },
	{ .name = "mouse", .label = "Mouse", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "no", .set_by = "nobody: no mouse is read yet",
	  .help = "Yes: the mouse chooses as keys do." },
	{ .name = "printers", .label = "Prints at", .type = FIELD_TEXT, .max = 1000,
	  .set_by = "the answer to a test page",
	  .help = "Kinds of terminal (TERM) whose own printer a test page came out of; /plain: "
	      "without accents." },
};

const struct record_type record_staff_setting = {
	.name = "staff_setting", .plural = "staff_settings", .label = "Screen settings",
	.help = "How a person wants the screens: colours, characters, mouse, printer.",
	.fields = staff_setting_fields, .n_fields = ARRAY_LEN(staff_setting_fields),
};
