/*
 * subscriber.c - newsletter addresses and the events of their consent.
 *
 * A blank consent is unknown, never yes or no. Every change of state is an event;
 * events are only added. `state` is the newest event's.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct choice states[] = {
	{ "unknown", NULL }, { "pending", NULL }, { "subscribed", NULL },
	{ "unsubscribed", NULL }, { "cleaned", "bounced" }, { NULL, NULL }
};

static const struct choice sources[] = {
	{ "desk", NULL }, { "form", NULL }, { "paper", NULL }, { "import", NULL },
	{ "email", "e-mail" }, { NULL, NULL }
};

static const struct field subscriber_fields[] = {
	{ .name = "email", .label = "E-mail", .type = FIELD_EMAIL,
	  .flags = FIELD_REQUIRED | FIELD_UNIQUE, .list = 20,
	  .help = "The address; upper and lower case are the same address." },
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .list = 20, .help = "Whose address it is, where known." },
	{ .name = "given", .label = "Given name", .type = FIELD_TEXT, .max = 200,
	  .help = "As the form gave it." },
	{ .name = "family", .label = "Family name", .type = FIELD_TEXT, .max = 200,
	  .help = "As the form gave it." },
	{ .name = "state", .label = "State", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED,
	  .choices = states, .initial = "unknown", .list = 12,
	  .help = "State of the newest consent event." },
	{ .name = "tags", .label = "Tags", .type = FIELD_TEXT, .max = 500, .list = 14,
	  .help = "Words to group addresses by, separated by commas." },
};

static const struct field event_fields[] = {
	{ .name = "subscriber", .label = "Subscriber", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "subscriber",
	  .help = "Whose consent." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .list = 18, .help = "When it changed." },
	{ .name = "state", .label = "State", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = states, .list = 12,
	  .help = "The state from then on." },
	{ .name = "who", .label = "By", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "staff", .list = 10, .help = "Who recorded it." },
	{ .name = "source", .label = "Source", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = sources, .initial = "desk",
	  .list = 7, .help = "How the person answered." },
	{ .name = "wording", .label = "Wording", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .max = 200, .list = 12, .help = "Version of the wording that was shown." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .max = 500, .list = 8, .help = "Reason given, if one was." },
};

const struct record_type record_subscriber = {
	.name = "subscriber", .plural = "subscribers", .label = "Subscriber",
	.help = "A newsletter address and its state.",
	.fields = subscriber_fields, .n_fields = ARRAY_LEN(subscriber_fields),
	.set_by = "the newsletter's w",
	.client = "client", .key = "email", .name_field = "email",
};

const struct record_type record_consent_event = {
	.name = "consent_event", .plural = "consent_events", .label = "Consent event",
	.help = "One change of a newsletter consent; only added, never changed.",
	.fields = event_fields, .n_fields = ARRAY_LEN(event_fields),
	.set_by = "the newsletter's w",
	.client = "subscriber",
};
