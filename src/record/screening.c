/*
 * screening.c - a checklist answered for a client, with its verdict.
 *
 * Answers, verdict and earliest day stay as first recorded; the rules are applied again
 * at booking, at arrival and at start.
 */
#include "base/mem.h"
#include "record/checklist.h"
#include "record/record.h"

static const struct field screening_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "client",
	  .help = "Who was asked." },
	{ .name = "checklist", .label = "Checklist", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "checklist", .list = 14,
	  .help = "The edition that was asked." },
	{ .name = "session", .label = "Session", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "session", .help = "The visit it was asked for, if one." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .list = 15,
	  .help = "Day it was asked, clinic time." },
	{ .name = "answers", .label = "Answers", .type = FIELD_NOTE,
	  .flags = FIELD_REQUIRED | FIELD_MEDICAL | FIELD_FROZEN,
	  .help = "Answers by item code, as JSON." },
	{ .name = "verdict", .label = "Verdict", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = checklist_verdicts, .list = 10,
	  .help = "The worst of all rules that fired." },
	{ .name = "eligible_on", .label = "Not before", .type = FIELD_DATE,
	  .flags = FIELD_FROZEN, .list = 11,
	  .help = "First day of treatment where the verdict is DEFER." },
	{ .name = "valid_until", .label = "Valid until", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .list = 11,
	  .help = "Last day it is valid." },
	{ .name = "entered_by", .label = "Entered by", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff", .list = 12,
	  .help = "Who typed the answers." },
	{ .name = "reviewed_by", .label = "Reviewed by", .type = FIELD_LINK,
	  .flags = FIELD_FREE, .link = "staff", .list = 12,
	  .help = "The practitioner who looked at it." },
	{ .name = "override_by", .label = "Overridden by", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff", .list = 12, .heading = "Override by",
	  .help = "Who treats anyway." },
	{ .name = "override_reason", .label = "Override reason", .type = FIELD_TEXT,
	  .flags = FIELD_MEDICAL | FIELD_FROZEN,
	  .help = "Why; it appears in the monthly report." },
	{ .name = "rule", .label = "Decided by", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "checklist_rule",
	  .help = "The rule whose verdict it is; blank: none, or something is not answered." },
	{ .name = "again", .label = "Keyed again", .type = FIELD_NOTE,
	  .flags = FIELD_MEDICAL | FIELD_FREE, .help = "What a second person keyed without seeing "
	      "the first answers, as JSON; where the practice has screenings keyed twice." },
	{ .name = "again_by", .label = "Keyed again by", .type = FIELD_LINK, .flags = FIELD_FREE,
	  .link = "staff", .help = "Who did." },
	{ .name = "again_at", .label = "Keyed again at", .type = FIELD_INSTANT,
	  .flags = FIELD_FREE, .help = "When." },
	{ .name = "settled", .label = "First keyed", .type = FIELD_NOTE,
	  .flags = FIELD_MEDICAL | FIELD_FREE, .help = "The first answers, as JSON, where the two "
	      "differed and were settled." },
	{ .name = "settled_by", .label = "Settled by", .type = FIELD_LINK, .flags = FIELD_FREE,
	  .link = "staff", .help = "The practitioner who settled what differed." },
};

static bool
screening_check(const struct record *r, struct err *e)
{
	if (!record_is_null(r, "override_by") && record_is_null(r, "override_reason"))
		return err_set(e, ERR_INVALID, "override_reason",
		    "An override needs a reason.");
	return true;
}

static const struct field override_fields[] = {
	{ .name = "screening", .label = "Screening", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "screening", .help = "Of which." },
	{ .name = "rule", .label = "Rule", .type = FIELD_LINK, .flags = FIELD_FROZEN,
	  .link = "checklist_rule",
	  .help = "Which rule; blank: the verdict that the records led to on its day." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "staff", .help = "Who treats anyway." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "The day." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "Why; the month's report shows it." },
};

const struct record_type record_rule_override = {
	.name = "rule_override", .plural = "rule_overrides", .label = "Override",
	.help = "A rule of a screening that somebody overrode, with the reason.",
	.fields = override_fields, .n_fields = ARRAY_LEN(override_fields),
	.set_by = "the page of a screening", .client = "screening", .medical = true,
};

const struct record_type record_screening = {
	.name = "screening", .plural = "screenings", .label = "Screening",
	.help = "A checklist answered for a client, with its verdict.",
	.fields = screening_fields, .n_fields = ARRAY_LEN(screening_fields),
	.set_by = "the form of a screening",
	.client = "client", .medical = true, .check = screening_check,
};
