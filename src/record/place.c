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

static const struct field device_fields[] = {
	{ .name = "name", .label = "Name", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE, .max = 40, .form = 10, .list = 16,
	  .help = "What the device is called, such as pen 2." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 20, .help = "No: kept for the history, no longer used." },
};

const struct record_type record_device = {
	.name = "device", .plural = "devices", .label = "Device",
	.help = "A device that is used on one client at a time.",
	.fields = device_fields, .n_fields = ARRAY_LEN(device_fields), .name_field = "name",
	.key = "name",
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
