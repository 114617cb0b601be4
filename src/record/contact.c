/*
 * contact.c - who waits for a free time, and each try to reach a client.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice endings[] = {
	{ "booked", NULL }, { "not_wanted", "not wanted any more" },
	{ "not_reached", "not reached" }, { "over", "its day is over" }, { NULL, NULL }
};

static const struct field waiting_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 10, .list = 16, .help = "Who waits." },
	{ .name = "service", .label = "Service", .type = FIELD_LINK, .link = "service",
	  .flags = FIELD_REQUIRED, .form = 20, .list = 14, .help = "For what." },
	{ .name = "staff", .label = "Practitioner", .type = FIELD_LINK, .link = "staff",
	  .form = 30, .list = 10, .heading = "By", .help = "With whom; blank: anybody." },
	{ .name = "days", .label = "Days", .type = FIELD_DAYS, .form = 40, .list = 14,
	  .help = "Days of the week that suit, such as tue thu; blank: each." },
	{ .name = "after", .label = "From", .type = FIELD_TIME, .form = 50, .list = 7,
	  .help = "The client can come from this time on; blank: at any time." },
	{ .name = "before", .label = "Before", .type = FIELD_TIME, .form = 60, .list = 7,
	  .help = "The client has to come before this time; blank: at any time." },
	{ .name = "until", .label = "Until", .type = FIELD_DATE, .form = 70, .list = 12,
	  .help = "The last day that is of use; blank: without an end." },
	{ .name = "sooner", .label = "Instead of", .type = FIELD_LINK, .link = "session",
	  .set_by = "the client's booking of that service",
	  .help = "The booking that a sooner one would take the place of." },
	{ .name = "urgent", .label = "Urgent", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "no", .form = 80, .list = 7, .help = "Yes: asked before the others." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 200, .form = 90,
	  .list = 18, .help = "Anything else, such as short notice is fine." },
	{ .name = "added_on", .label = "Since", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .set_by = "writing it down", .list = 12, .help = "The day it was written down." },
	{ .name = "ended_on", .label = "Ended on", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .set_by = "its booking, or d on Due", .help = "Blank: still waits." },
	{ .name = "ended_for", .label = "Ended for", .type = FIELD_CHOICE, .choices = endings,
	  .set_by = "its booking, or d on Due", .help = "Why the client waits no longer." },
	{ .name = "session", .label = "Booked", .type = FIELD_LINK, .link = "session",
	  .set_by = "its booking", .help = "The booking that ended it." },
};

static bool
check_waiting(const struct record *r, struct err *e)
{
	if (!record_is_null(r, "after") && !record_is_null(r, "before") &&
	    record_int(r, "after") >= record_int(r, "before"))
		return err_set(e, ERR_INVALID, "before",
		    "Before is later than From: the client comes between the two.");
	return true;
}

const struct record_type record_waiting = {
	.name = "waiting", .plural = "waiting", .label = "Waiting",
	.help = "A client who wants a time that is not free yet, or a sooner one.",
	.fields = waiting_fields, .n_fields = ARRAY_LEN(waiting_fields),
	.client = "client", .check = check_waiting,
};

/* In the order of enum contact_about. */
static const struct choice causes[] = {
	{ "call", "a call before the visit" }, { "due", "due back" },
	{ "waiting", "waiting list" }, { "follow_up", "how it heals" },
	{ "recall", "a recall" }, { NULL, NULL }
};

static const struct choice channels[] = {
	{ "call", NULL }, { "text", NULL }, { "email", "e-mail" }, { "letter", NULL },
	{ NULL, NULL }
};

static const struct choice outcomes[] = {
	{ "reached", NULL }, { "message", NULL }, { "no_answer", "no answer" }, { NULL, NULL }
};

static const struct field contact_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .set_by = "f on Due", .help = "Whom." },
	{ .name = "about", .label = "About", .type = FIELD_CHOICE, .choices = causes,
	  .flags = FIELD_REQUIRED, .set_by = "f on Due", .help = "What about." },
	{ .name = "session", .label = "Visit", .type = FIELD_LINK, .link = "session",
	  .set_by = "f on Due", .help = "The visit it was about." },
	{ .name = "service", .label = "Service", .type = FIELD_LINK, .link = "service",
	  .set_by = "f on Due", .help = "What the client is due or waits for." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .set_by = "f on Due", .help = "When." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .set_by = "f on Due", .help = "Who tried." },
	{ .name = "channel", .label = "How", .type = FIELD_CHOICE, .choices = channels,
	  .form = 10, .help = "By call, text, e-mail or letter." },
	{ .name = "outcome", .label = "Outcome", .type = FIELD_CHOICE, .choices = outcomes,
	  .flags = FIELD_REQUIRED, .initial = "no_answer", .form = 20,
	  .help = "Reached, a message was left, or no answer." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 200, .form = 30,
	  .help = "What was said, such as in December." },
	{ .name = "hidden_until", .label = "Hidden until", .type = FIELD_DATE, .form = 40,
	  .help = "The client is on the list again from this day on; blank: not again for "
	      "the same cause." },
};

const struct record_type record_contact = {
	.name = "contact", .plural = "contacts", .label = "Contact",
	.help = "One try to reach a client by call, text or e-mail, and what came of it.",
	.fields = contact_fields, .n_fields = ARRAY_LEN(contact_fields),
	.client = "client",
};
