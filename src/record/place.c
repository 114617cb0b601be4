/*
 * place.c - where the practice treats and with what: its rooms, its devices, and which of
 * them, and of the people, a service may use.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct field room_fields[] = {
	{ .name = "name", .label = "Name", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE, .max = 40, .form = 10, .list = 16, .help = "What the room is called, such as A." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 20, .help = "No: kept for the history, no longer used." },
};

const struct record_type record_room = {
	.name = "room", .plural = "rooms", .label = "Room",
	.help = "A room in which clients are treated, one at a time.",
	.fields = room_fields, .n_fields = ARRAY_LEN(room_fields), .name_field = "name",
	.key = "name",
};

static const struct choice modalities[] = {
	{ "mechanical", NULL }, { "rf", "radio frequency" }, { "light", NULL },
	{ "chemical", NULL }, { "other", NULL }, { NULL, NULL }
};

static const struct field device_fields[] = {
	{ .name = "name", .label = "Name", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE, .max = 40, .form = 10, .list = 16,
	  .help = "What the device is called, such as pen 2." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 15, .help = "No: kept for the history, no longer used." },
	{ .name = "make", .label = "Make", .type = FIELD_TEXT, .max = 80, .flags = FIELD_IN_USE,
	  .form = 20, .help = "Who makes it." },
	{ .name = "model", .label = "Model", .type = FIELD_TEXT, .max = 80, .form = 30,
	  .help = "As the plate on it says." },
	{ .name = "serial", .label = "Serial number", .type = FIELD_CODE, .form = 40,
	  .help = "As the plate on it says." },
	{ .name = "modality", .label = "Modality", .type = FIELD_CHOICE,
	  .choices = modalities, .form = 50, .help = "How it works." },
	{ .name = "depth_step", .label = "Depth step, 1/100 mm", .type = FIELD_INTEGER,
	  .min = 1, .max = 100, .form = 60,
	  .help = "By which its depth is set, in hundredths of a millimetre; blank: 25." },
	{ .name = "max_depth", .label = "Depth limit, 1/100 mm", .type = FIELD_INTEGER,
	  .min = 0, .max = 1000, .form = 70,
	  .help = "The deepest it goes, in hundredths of a millimetre." },
	{ .name = "service_due", .label = "Service due", .type = FIELD_DATE, .form = 80,
	  .help = "The last day before it has to be serviced; after it nothing starts with it." },
};

const struct record_type record_device = {
	.name = "device", .plural = "devices", .label = "Device",
	.help = "A device that is used on one client at a time.",
	.fields = device_fields, .n_fields = ARRAY_LEN(device_fields), .name_field = "name",
	.key = "name",
};

/* Other than a device's own limit, which its make sets, what it is cleared for. */
static const struct field device_label_fields[] = {
	{ .name = "device", .label = "Device", .type = FIELD_LINK, .link = "device",
	  .flags = FIELD_REQUIRED, .form = 10, .list = 14, .help = "What it says this of." },
	{ .name = "indication", .label = "Indication", .type = FIELD_CODE,
	  .form = 20, .list = 14, .help = "For what it is cleared, a code of the chart; blank: for any." },
	{ .name = "zones", .label = "Zones", .type = FIELD_TEXT, .max = 400,
	  .form = 30, .list = 16,
	  .help = "Where, codes of the chart separated by blanks; blank: anywhere." },
	{ .name = "age_from", .label = "Age from", .type = FIELD_INTEGER, .min = 0, .max = 120,
	  .form = 40, .help = "Years; blank: any." },
	{ .name = "skin_types", .label = "Skin types", .type = FIELD_TEXT, .max = 40,
	  .form = 50, .help = "Fitzpatrick types separated by blanks, such as II III IV; blank: all." },
	{ .name = "max_depth", .label = "Depth to, 1/100 mm", .type = FIELD_INTEGER, .min = 0,
	  .max = 1000, .form = 60, .list = 6, .heading = "To",
	  .help = "In hundredths of a millimetre, up to and including; blank: any." },
	{ .name = "source", .label = "Source", .type = FIELD_TEXT, .max = 400,
	  .flags = FIELD_REQUIRED, .form = 70, .list = 20,
	  .help = "Where it stands: title, edition or date, place in it." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 80, .help = "No: it says so no longer." },
};

const struct record_type record_device_label = {
	.name = "device_label", .plural = "device_labels", .label = "Label of a device",
	.help = "What a device is cleared for; a treatment that none of its lines covers is "
	    "outside the label.",
	.fields = device_label_fields, .n_fields = ARRAY_LEN(device_label_fields),
};

static const struct choice log_kinds[] = {
	{ "service", "service of a device" }, { "sterilisation", NULL },
	{ "sharps", "sharps injury" }, { "other", NULL }, { NULL, NULL }
};

static const struct field log_fields[] = {
	{ .name = "kind", .label = "Kind", .type = FIELD_CHOICE, .choices = log_kinds,
	  .flags = FIELD_REQUIRED, .initial = "service", .form = 10, .list = 19,
	  .help = "What was done or befell." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 20, .list = 15, .help = "The day." },
	{ .name = "device", .label = "Device", .type = FIELD_LINK, .link = "device",
	  .form = 30, .list = 14, .help = "With which device." },
	{ .name = "staff", .label = "Who", .type = FIELD_LINK, .link = "staff",
	  .form = 40, .list = 14, .help = "Who did it, or whom it befell." },
	{ .name = "text", .label = "What", .type = FIELD_NOTE, .flags = FIELD_REQUIRED,
	  .form = 50, .list = 16,
	  .help = "What was done, with the number of a cycle or a report." },
};

const struct record_type record_log_entry = {
	.name = "log_entry", .plural = "log_entries", .label = "Log",
	.help = "What an inspector asks for: service, sterilisation, sharps injuries.",
	.fields = log_fields, .n_fields = ARRAY_LEN(log_fields),
};

static const struct field service_use_fields[] = {
	{ .name = "service", .label = "Service", .type = FIELD_LINK, .flags = FIELD_REQUIRED,
	  .link = "service", .help = "What is done." },
	{ .name = "staff", .label = "Practitioner", .type = FIELD_LINK, .link = "staff",
	  .help = "Who does it." },
	{ .name = "room", .label = "Room", .type = FIELD_LINK, .link = "room",
	  .help = "Where it may be done." },
	{ .name = "device", .label = "Device", .type = FIELD_LINK, .link = "device",
	  .help = "With which device it may be done." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .help = "No: not any more." },
};

static bool
check_service_use(const struct record *r, struct err *e)
{
	int n = !record_is_null(r, "staff") + !record_is_null(r, "room") +
	    !record_is_null(r, "device");

	return n == 1 || err_set(e, ERR_INVALID, "staff",
	    "It names one practitioner, one room or one device.");
}

const struct record_type record_service_use = {
	.name = "service_use", .plural = "service_uses", .label = "Who and where",
	.help = "A practitioner who does a service, a room in which or a device with which "
	    "it may be done. One of each kind that is named is needed; where no practitioner "
	    "is named anybody who treats does it, where no room or device, none is needed.",
	.fields = service_use_fields, .n_fields = ARRAY_LEN(service_use_fields),
	.set_by = "the page Who and where", .check = check_service_use,
};
