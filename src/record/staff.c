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

/* Utah R156-11a-611: does not exceed 1.5 mm; Scotland asp 2026/13: 1.5 mm or more needs
 * clinical premises. */
static const struct choice bounds[] = {
	{ "including", "up to and including" }, { "below", NULL }, { NULL, NULL }
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
	{ .name = "licence_ends", .label = "Licence ends", .type = FIELD_DATE, .form = 90,
	  .help = "Its last day; after it no treatment starts." },
	{ .name = "depth_below", .label = "Depth limit is", .type = FIELD_CHOICE,
	  .choices = bounds, .form = 100,
	  .help = "Whether the limit itself is allowed; the place's law says." },
	{ .name = "supervised_depth", .label = "Supervised, 1/100 mm",
	  .type = FIELD_INTEGER, .min = 0, .max = 1000, .form = 110,
	  .help = "Deepest under supervision; blank: as the limit." },
	{ .name = "supervisor", .label = "Supervisor", .type = FIELD_LINK, .link = "staff",
	  .form = 120, .help = "Who co-signs the person's charts; blank: nobody." },
	{ .name = "modalities", .label = "Modalities", .type = FIELD_TEXT, .max = 100,
	  .form = 130, .help = "With which the licence lets treat, such as mechanical rf; "
	      "blank: all." },
	{ .name = "room", .label = "A room's login", .type = FIELD_BOOL, .form = 140,
	  .help = "Yes: the login of a room, by which several people work." },
};

const struct record_type record_staff = {
	.name = "staff", .plural = "staff", .label = "Staff",
	.help = "A person who works here: login, role, licence.",
	.fields = staff_fields, .n_fields = ARRAY_LEN(staff_fields),
	.key = "code", .name_field = "name",
};

static const struct field staff_key_fields[] = {
	{ .name = "staff", .label = "Of", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED, .list = 12, .help = "Who logs in with it." },
	{ .name = "type", .label = "Type", .type = FIELD_CODE, .max = 60,
	  .flags = FIELD_REQUIRED, .list = 22, .help = "Its kind, such as ssh-ed25519." },
	{ .name = "key", .label = "Key", .type = FIELD_TEXT, .max = 3000,
	  .flags = FIELD_REQUIRED, .help = "The public key in base64." },
	{ .name = "label", .label = "Label", .type = FIELD_TEXT, .max = 100, .list = 24,
	  .help = "Its comment, such as the machine it is on." },
	{ .name = "fingerprint", .label = "Fingerprint", .type = FIELD_CODE, .max = 60,
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE, .list = 50,
	  .help = "SHA-256 of the key, as ssh-keygen -l prints it." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .help = "No: removed; nobody logs in with it." },
};

const struct record_type record_staff_key = {
	.name = "staff_key", .plural = "staff_keys", .label = "Key",
	.help = "A public key by which a person logs in over SSH.",
	.fields = staff_key_fields, .n_fields = ARRAY_LEN(staff_key_fields),
	.set_by = "key add and key remove", .name_field = "label",
};

static const struct field certificate_fields[] = {
	{ .name = "staff", .label = "Of", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED, .form = 10, .list = 16, .help = "Whose." },
	{ .name = "name", .label = "Name", .type = FIELD_TEXT, .max = 100,
	  .flags = FIELD_REQUIRED | FIELD_IN_USE, .form = 20, .list = 18,
	  .help = "Such as blood-borne pathogens." },
	{ .name = "number", .label = "Number", .type = FIELD_CODE, .form = 30, .list = 12,
	  .help = "Its number." },
	{ .name = "ends", .label = "Ends", .type = FIELD_DATE,
	  .form = 40, .list = 12, .help = "Its last day; after it no treatment starts." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 50, .help = "No: it is not needed any more." },
};

const struct record_type record_certificate = {
	.name = "certificate", .plural = "certificates", .label = "Certificate",
	.help = "A certificate of a person beside the licence; one that has ended stops a start.",
	.fields = certificate_fields, .n_fields = ARRAY_LEN(certificate_fields),
	.name_field = "name",
};
