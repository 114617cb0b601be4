/*
 * session.c - one visit: booked, kept, missed.
 *
 * Date and start are clinic wall time. States: booked, confirmed, here,
 * in_treatment, done; ends without treatment are cancelled, no_show and
 * not_treated, and each says why.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice statuses[] = {
	{ "booked", NULL }, { "confirmed", NULL }, { "here", NULL },
	{ "in_treatment", "in treatment" }, { "done", NULL },
	{ "cancelled", NULL }, { "no_show", "no-show" },
	{ "not_treated", "not treated" }, { NULL, NULL }
};

static const struct choice origins[] = {
	{ "booked", "booked here" }, { "walk_in", "walk-in" },
	{ "import", "imported" }, { NULL, NULL }
};

static const struct choice sides[] = {
	{ "client", NULL }, { "clinic", NULL }, { NULL, NULL }
};

static const struct choice not_treated_reasons[] = {
	{ "screening", NULL }, { "unwell", NULL }, { "declined", NULL },
	{ "equipment", NULL }, { NULL, NULL }
};

static const struct field session_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "client",
	  .form = 10, .list = 16,
	  .help = "Who comes; blank only where an import did not say." },
	{ .name = "service", .label = "Service", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "service",
	  .form = 20, .list = 14, .help = "What is done." },
	{ .name = "staff", .label = "Practitioner", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff",
	  .form = 30, .list = 10, .heading = "By", .help = "Who does it." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .form = 40, .list = 15, .help = "Day of the visit, clinic time; ^P lists free times." },
	{ .name = "start", .label = "Start", .type = FIELD_TIME,
	  .flags = FIELD_FROZEN, .form = 50, .list = 6,
	  .heading = "Time",
	  .help = "When the client comes, clinic time; ^P lists free times. Blank only where "
	      "an import did not say." },
	{ .name = "minutes", .label = "Minutes", .type = FIELD_MINUTES,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 0, .max = DAY_MINUTES,
	  .form = 60, .list = 7,
	  .heading = "Min", .help = "How long the practitioner is busy." },
	{ .name = "minutes_assumed", .label = "Minutes assumed", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "no", .set_by = "an import",
	  .help = "Yes: the length was not given and is the service's or the practice's usual." },
	{ .name = "status", .label = "Status", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = statuses, .initial = "booked",
	  .set_by = "the keys of a visit", .list = 12, .help = "State of the visit." },
	{ .name = "price", .label = "Price", .type = FIELD_MONEY,
	  .flags = FIELD_FREE, .form = 70, .list = 9,
	  .help = "Agreed price, before tax." },
	{ .name = "origin", .label = "Origin", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = origins, .initial = "booked",
	  .set_by = "an import", .help = "How the visit was made." },
	{ .name = "overlap_ok", .label = "Overlap allowed", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .initial = "no", .form = 90,
	  .help = "Yes: it may overlap another visit of the same practitioner." },
	{ .name = "booked_on", .label = "Booked on", .type = FIELD_DATE,
	  .flags = FIELD_PAST | FIELD_FROZEN, .set_by = "the keys of a visit",
	  .help = "Day the booking was made." },
	{ .name = "cancelled_on", .label = "Cancelled on", .type = FIELD_DATE,
	  .flags = FIELD_PAST | FIELD_FROZEN, .set_by = "the keys of a visit",
	  .help = "Day it was cancelled." },
	{ .name = "cancelled_by", .label = "Cancelled by", .type = FIELD_CHOICE,
	  .flags = FIELD_FROZEN,
	  .choices = sides, .set_by = "the keys of a visit",
	  .help = "Who cancelled: the client or the clinic." },
	{ .name = "late", .label = "Late", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .initial = "no", .set_by = "the keys of a visit",
	  .help = "Yes: the client cancelled inside the notice period." },
	{ .name = "not_treated_for", .label = "Not treated for", .type = FIELD_CHOICE,
	  .flags = FIELD_FROZEN,
	  .choices = not_treated_reasons, .set_by = "the keys of a visit",
	  .help = "Why the client came and was not treated." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 200,
	  .set_by = "the keys of a visit", .list = 18, .heading = "Why not",
	  .help = "Why the visit did not happen, in words." },
	{ .name = "external_id", .label = "Other id", .type = FIELD_CODE,
	  .flags = FIELD_UNIQUE | FIELD_FREE, .set_by = "an import",
	  .help = "Number in the system the visit was imported from." },
	{ .name = "notes", .label = "Notes", .type = FIELD_NOTE,
	  .flags = FIELD_MEDICAL | FIELD_FREE,
	  .form = 80, .help = "Anything else." },
	{ .name = "insisted", .label = "Booked anyway", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 200,
	  .form = 100, .list = 18, .heading = "Unusual",
	  .help = "Why it is outside the hours, on a closed day or with somebody who "
	      "does not treat." },
	{ .name = "room", .label = "Room", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "room", .form = 110,
	  .list = 6, .help = "Where; blank: the first free one that the service may use." },
	{ .name = "device", .label = "Device", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "device",
	  .form = 120, .list = 8,
	  .help = "With what; blank: the first free one that the service may use." },
	{ .name = "numbing", .label = "Numbing", .type = FIELD_MINUTES,
	  .flags = FIELD_FROZEN, .max = 240,
	  .form = 130, .help = "Before the treatment: the client is here and the room is "
	      "taken, the practitioner is not." },
	{ .name = "cleanup", .label = "Clean-up", .type = FIELD_MINUTES,
	  .flags = FIELD_FROZEN, .max = 240,
	  .form = 140, .help = "After the treatment: the room is taken, the practitioner is "
	      "not." },
	{ .name = "joined", .label = "Joined to", .type = FIELD_LINK,
	  .flags = FIELD_FREE, .link = "session",
	  .set_by = "booking two services on one coming",
	  .help = "The first visit of the same coming; they are moved and cancelled together." },
	{ .name = "was_date", .label = "Moved from", .type = FIELD_DATE, .flags = FIELD_FROZEN,
	  .set_by = "moving it", .help = "The day it stood on before it was last moved." },
	{ .name = "was_start", .label = "Moved from, time", .type = FIELD_TIME,
	  .flags = FIELD_FROZEN,
	  .set_by = "moving it", .help = "The time at which it stood then." },
	{ .name = "late_fee", .label = "Late fee", .type = FIELD_MONEY, .flags = FIELD_FREE,
	  .set_by = "cancelling late or missing it",
	  .help = "What is charged for it, by the service's policy." },
	{ .name = "numbing_on", .label = "Numbing since", .type = FIELD_INSTANT,
	  .flags = FIELD_FROZEN,
	  .set_by = "the keys of a visit", .help = "When the numbing was put on." },
	{ .name = "stopped", .label = "Stopped for", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 200,
	  .set_by = "the keys of a visit",
	  .help = "Why the treatment ended part-way; it counts as done." },
	{ .name = "entered_at", .label = "Entered late", .type = FIELD_INSTANT,
	  .flags = FIELD_FROZEN,
	  .set_by = "entering what became of it after its day",
	  .help = "When its state was entered, on a later day than its own." },
	{ .name = "entered_by", .label = "Entered by", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff",
	  .set_by = "entering what became of it after its day",
	  .help = "Who entered it then." },
};

const struct record_type record_session = {
	.name = "session", .plural = "sessions", .label = "Session",
	.help = "One visit of a client, booked, kept or missed.",
	.fields = session_fields, .n_fields = ARRAY_LEN(session_fields),
	.client = "client", .key = "external_id",
};
