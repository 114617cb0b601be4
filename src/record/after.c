/*
 * after.c - what comes after a treatment: files, follow-ups, adverse events.
 */
#include <string.h>

#include "base/mem.h"
#include "record/record.h"

static const struct choice file_kinds[] = {
	{ "before", NULL }, { "after", NULL }, { "form", NULL }, { "other", NULL },
	{ NULL, NULL }
};

static const struct field attachment_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 60,
	  .help = "Whose; one that was taken in for the wrong client goes to the right one." },
	{ .name = "session", .label = "Visit", .type = FIELD_LINK, .link = "session",
	  .form = 40, .help = "Of which visit." },
	{ .name = "kind", .label = "Kind", .type = FIELD_CHOICE, .choices = file_kinds,
	  .flags = FIELD_REQUIRED, .initial = "other",
	  .form = 10, .list = 6, .help = "A photo before or after, a form, or another." },
	{ .name = "angle", .label = "Angle", .type = FIELD_CODE,
	  .form = 20, .list = 12, .help = "From where, such as front." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST,
	  .form = 30, .list = 15, .help = "The day it is of." },
	{ .name = "format", .label = "Format", .type = FIELD_CODE, .flags = FIELD_REQUIRED,
	  .list = 6, .set_by = "taking it in", .help = "What it is, such as image/jpeg." },
	{ .name = "size", .label = "Size", .type = FIELD_INTEGER, .min = 0,
	  .max = 1000000000000, .flags = FIELD_REQUIRED,
	  .list = 9, .set_by = "taking it in", .help = "In bytes." },
	{ .name = "digest", .label = "Digest", .type = FIELD_CODE, .max = 64,
	  .flags = FIELD_REQUIRED,
	  .set_by = "taking it in",
	  .help = "SHA-256 of its bytes; its name among the practice's files." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 400,
	  .form = 50, .help = "Anything else." },
	{ .name = "picture", .label = "Picture", .type = FIELD_CODE, .max = 64,
	  .set_by = "taking it in", .help = "SHA-256 of its upright copy, the same for one "
	      "picture in two files; blank: it cannot be shown." },
	{ .name = "taken", .label = "Taken", .type = FIELD_INSTANT,
	  .set_by = "taking it in", .help = "When the photo was taken, where the file says so." },
	{ .name = "turn", .label = "Turned", .type = FIELD_INTEGER, .min = 0, .max = 3,
	  .set_by = "a key on it", .help = "Quarter turns clockwise that a person added." },
};

const struct record_type record_attachment = {
	.name = "attachment", .plural = "attachments", .label = "File",
	.help = "A photo or paper of a client; its bytes lie beside the practice file.",
	.fields = attachment_fields, .n_fields = ARRAY_LEN(attachment_fields),
	.client = "client", .medical = true,
};

static const struct choice outcomes[] = {
	{ "well", NULL }, { "concern", NULL }, { "event", "adverse event" },
	{ "given_up", "not reached" }, { NULL, NULL }
};

static const struct field follow_up_fields[] = {
	{ .name = "session", .label = "Visit", .type = FIELD_LINK, .link = "session",
	  .flags = FIELD_REQUIRED, .set_by = "the end of a treatment", .help = "After which visit." },
	{ .name = "plan", .label = "Plan", .type = FIELD_CODE, .flags = FIELD_REQUIRED,
	  .set_by = "the service's plan", .help = "Its word in the plan, such as 7d." },
	{ .name = "due", .label = "Due", .type = FIELD_DATE, .flags = FIELD_REQUIRED,
	  .set_by = "the service's plan", .help = "From this day on it is on Due." },
	{ .name = "handed_to", .label = "Handed to", .type = FIELD_LINK, .link = "staff",
	  .form = 10, .help = "In whose To do it stands; blank: of whom it was treated by." },
	{ .name = "done_on", .label = "Done on", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .set_by = "its outcome", .help = "Blank: it is open." },
	{ .name = "done_by", .label = "Done by", .type = FIELD_LINK, .link = "staff",
	  .set_by = "its outcome", .help = "Who asked." },
	{ .name = "outcome", .label = "Outcome", .type = FIELD_CHOICE, .choices = outcomes,
	  .form = 20, .help = "How it heals; blank: not asked yet." },
	{ .name = "note", .label = "Note", .type = FIELD_NOTE,
	  .flags = FIELD_MEDICAL, .form = 30, .help = "What was said." },
};

const struct record_type record_follow_up = {
	.name = "follow_up", .plural = "follow_ups", .label = "Follow-up",
	.help = "Asking after a treatment how it heals.",
	.fields = follow_up_fields, .n_fields = ARRAY_LEN(follow_up_fields),
	.client = "session", .name_field = "plan",
};

static const struct field event_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 10, .list = 16, .help = "Whom it befell." },
	{ .name = "session", .label = "Visit", .type = FIELD_LINK, .link = "session",
	  .form = 20, .help = "After which visit." },
	{ .name = "what", .label = "What", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED | FIELD_IN_USE,
	  .form = 30, .list = 20, .help = "What is seen or felt, such as blisters." },
	{ .name = "grade", .label = "Grade", .type = FIELD_INTEGER, .min = 1, .max = 5,
	  .flags = FIELD_REQUIRED,
	  .form = 40, .list = 6, .help = "1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death (CTCAE v5.0)." },
	{ .name = "serious", .label = "Serious", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "no",
	  .form = 50, .list = 8, .help = "Life-threatening, lasting, or an intervention prevented that "
	      "(21 CFR 803.3)." },
	{ .name = "onset", .label = "Onset", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 60, .list = 12,
	  .help = "The day it began." },
	{ .name = "resolved", .label = "Resolved", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .form = 130, .list = 12, .help = "The day it was over; blank: it is open." },
	{ .name = "zone", .label = "Zone", .type = FIELD_CODE, .form = 70, .help = "Where." },
	{ .name = "depth", .label = "Depth, 1/100 mm", .type = FIELD_INTEGER, .min = 0,
	  .max = 1000, .form = 80, .help = "How deep it was treated there." },
	{ .name = "device", .label = "Device", .type = FIELD_LINK, .link = "device",
	  .form = 90, .help = "With what." },
	{ .name = "lot", .label = "Lot", .type = FIELD_LINK, .link = "lot",
	  .form = 100, .help = "The lot it may come from." },
	{ .name = "done", .label = "Done", .type = FIELD_NOTE,
	  .form = 110, .help = "What was done about it, and what the client was told." },
};

static bool
check_event(const struct record *r, struct err *e)
{
	/* ISO days compare as text. */
	return record_is_null(r, "resolved") ||
	    strcmp(record_text(r, "resolved"), record_text(r, "onset")) >= 0 ||
	    err_set(e, ERR_INVALID, "resolved", "It was over before it began.");
}

const struct record_type record_adverse_event = {
	.name = "adverse_event", .plural = "adverse_events", .label = "Adverse event",
	.help = "Something that went wrong with a client, what it may come from, and its end.",
	.fields = event_fields, .n_fields = ARRAY_LEN(event_fields), .name_field = "what",
	.client = "client", .medical = true, .check = check_event,
};

static const struct choice receivers[] = {
	{ "authority", NULL }, { "maker", NULL }, { "brand", NULL }, { "insurer", NULL },
	{ NULL, NULL }
};

static const struct field report_fields[] = {
	{ .name = "event", .label = "Event", .type = FIELD_LINK, .link = "adverse_event",
	  .flags = FIELD_REQUIRED, .set_by = "the event's page", .help = "About what." },
	{ .name = "sent_to", .label = "To", .type = FIELD_CHOICE, .choices = receivers,
	  .flags = FIELD_REQUIRED, .initial = "authority", .form = 10, .list = 12,
	  .help = "To whom." },
	{ .name = "sent_on", .label = "On", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .form = 20, .list = 12, .help = "The day; blank: it is still owed." },
	{ .name = "reference", .label = "Reference", .type = FIELD_TEXT, .max = 100,
	  .form = 30, .list = 16, .help = "Under which number it is known there." },
	{ .name = "note", .label = "Note", .type = FIELD_NOTE,
	  .form = 40, .list = 20, .help = "Anything else, such as an answer." },
};

const struct record_type record_event_report = {
	.name = "event_report", .plural = "event_reports", .label = "Report of an event",
	.help = "To whom an adverse event was reported, and what is still owed.",
	.fields = report_fields, .n_fields = ARRAY_LEN(report_fields), .client = "event",
	.name_field = "sent_to", .medical = true,
};
