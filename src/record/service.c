/*
 * service.c - what the practice does for clients, with its times and series.
 */
#include "base/mem.h"
#include "base/money.h"
#include "record/plan.h"
#include "record/record.h"

static const struct field service_fields[] = {
	{ .name = "code", .label = "Code", .type = FIELD_CODE, .flags = FIELD_UNIQUE,
	  .form = 10, .list = 9,
	  .help = "Short code, as the agenda and other programs write it." },
	{ .name = "name", .label = "Name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .max = 200, .form = 20, .list = 16,
	  .help = "What clients and receipts call it." },
	{ .name = "category", .label = "Category", .type = FIELD_TEXT,
	  .flags = FIELD_IN_USE, .max = 80, .form = 30, .list = 14,
	  .help = "Group in reports." },
	{ .name = "price", .label = "Price", .type = FIELD_MONEY, .form = 40, .list = 9,
	  .help = "Usual price, before tax." },
	{ .name = "cost", .label = "Cost", .type = FIELD_MONEY, .form = 50,
	  .help = "What it costs the practice." },
	{ .name = "minutes", .label = "Minutes", .type = FIELD_MINUTES, .min = 5,
	  .max = 720, .form = 60, .list = 10, .help = "How long the practitioner is busy." },
	{ .name = "numbing_minutes", .label = "Numbing minutes", .type = FIELD_MINUTES,
	  .max = 240, .form = 70,
	  .help = "Before the treatment; the room is busy, the practitioner is not." },
	{ .name = "cleanup_minutes", .label = "Clean-up minutes", .type = FIELD_MINUTES,
	  .max = 240, .form = 80,
	  .help = "After the treatment; the room is busy, the practitioner is not." },
	{ .name = "checklist", .label = "Checklist", .type = FIELD_CODE,
	  .link = "checklist", .form = 90, .list = 14,
	  .help = "The screening checklist it needs; blank: none. Files have its code." },
	{ .name = "series_count", .label = "Series of", .type = FIELD_INTEGER, .min = 1,
	  .max = 52, .form = 100, .help = "How many sessions a usual series has." },
	{ .name = "series_days", .label = "Series interval, days", .type = FIELD_INTEGER,
	  .min = 1, .max = 366, .form = 110,
	  .help = "Days from one session of a series to the next." },
	{ .name = "return_months", .label = "Due back, months", .type = FIELD_INTEGER,
	  .min = 1, .max = 60, .form = 120,
	  .help = "Months after the last session when the client is due back." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 150,
	  .help = "No: kept for the history, no longer offered." },
	{ .name = "taxed", .label = "Tax applies", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "yes", .form = 130,
	  .help = "No: the first tax is not charged on it." },
	{ .name = "taxed2", .label = "Second tax applies", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "yes", .form = 140,
	  .help = "No: the second tax is not charged on it." },
	{ .name = "notice_hours", .label = "Notice hours", .type = FIELD_INTEGER,
	  .min = 0, .max = 720, .form = 160,
	  .help = "A client who cancels later than this before the start cancels late; "
	      "blank: the practice's." },
	{ .name = "late_fee", .label = "Late fee", .type = FIELD_MONEY, .min = 0,
	  .max = MONEY_MAX, .form = 170,
	  .help = "What is proposed for a late cancellation or a missed visit; blank: "
	      "nothing." },
	{ .name = "preparation", .label = "Preparation", .type = FIELD_NOTE, .form = 180,
	  .help = "What clients do before they come; part of the text of a call." },
	{ .name = "chart", .label = "Chart", .type = FIELD_CODE,
	  .link = "chart_template", .form = 190,
	  .help = "The chart it is written down in; blank: none. Files have its code." },
	{ .name = "consent", .label = "Consent", .type = FIELD_CODE, .link = "document",
	  .form = 200, .help = "The consent it needs; blank: none." },
	{ .name = "aftercare", .label = "Aftercare", .type = FIELD_CODE, .link = "document",
	  .form = 210, .help = "The sheet that is given after it; blank: none." },
	{ .name = "needs_order", .label = "Needs an order", .type = FIELD_BOOL, .form = 220,
	  .help = "Yes: it starts only under an examination or order in force, or by "
	      "somebody who has a supervisor." },
	{ .name = "follow_ups", .label = "Follow-ups", .type = FIELD_TEXT, .max = 100,
	  .form = 230,
	  .help = "When it is asked how it heals: so many days, weeks or months after the visit, "
	      "such as 2d 7d 3m; blank: not." },
};

static bool
check_service(const struct record *r, struct err *e)
{
	const char *plan = record_text(r, "follow_ups");
	struct plan_step step;

	while (plan_next(&plan, &step))
		;
	return *plan == '\0' || err_set(e, ERR_INVALID, "follow_ups", "Follow-ups are written as "
	    "2d 7d 3m: so many days, weeks or months after the visit.");
}

const struct record_type record_service = {
	.name = "service", .plural = "services", .label = "Service",
	.help = "A treatment the practice offers, with its price and times.",
	.fields = service_fields, .n_fields = ARRAY_LEN(service_fields),
	.key = "code", .name_field = "name", .check = check_service,
};
