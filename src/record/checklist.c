/*
 * checklist.c - screening checklists: templates with items and rules.
 *
 * Clinical windows differ between sources, so they are data: a template that
 * the owner can edit, each rule with its source. A published edition never
 * changes; a change makes the next edition.
 */
#include "base/mem.h"
#include "record/checklist.h"
#include "record/record.h"

static const struct choice states[] = {
	{ "draft", NULL }, { "published", NULL }, { "retired", NULL }, { NULL, NULL }
};

static const struct choice item_types[] = {
	{ "choice", "answers" }, { "date", "date or never" },
	{ "card", "from the client's card" }, { "chart", "from the records" },
	{ NULL, NULL }
};

/* In the order of enum verdict, worst first. */
const struct choice checklist_verdicts[] = {
	{ "block", "BLOCK" }, { "incomplete", "INCOMPLETE" }, { "refer", "REFER" },
	{ "defer", "DEFER" }, { "caution", "CAUTION" }, { "ok", "OK" }, { NULL, NULL }
};

static const struct choice units[] = {
	{ "days", NULL }, { "months", NULL }, { NULL, NULL }
};

static const struct choice overrides[] = {
	{ "never", NULL }, { "owner", NULL }, { "practitioner", NULL },
	{ "cleared", "practitioner, or a clearance" }, { "anyone", NULL }, { NULL, NULL }
};

static const struct field checklist_fields[] = {
	{ .name = "code", .label = "Code", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 20, .list = 16,
	  .help = "Short name, the same for every edition: small letters, digits and _." },
	{ .name = "edition", .label = "Edition", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 100000, .initial = "1",
	  .list = 7, .set_by = "the editions before it",
	  .help = "Counts up; a published edition never changes." },
	{ .name = "title", .label = "Title", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 10, .list = 16,
	  .help = "Title of the printed form." },
	{ .name = "state", .label = "State", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .choices = states, .initial = "draft",
	  .list = 10, .set_by = "publishing and retiring",
	  .help = "Only a published edition is asked." },
	{ .name = "valid_months", .label = "Valid, months", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 60, .initial = "6",
	  .form = 30, .list = 13, .help = "How long a screening by this checklist is valid." },
	{ .name = "languages", .label = "Languages", .type = FIELD_NOTE, .flags = FIELD_FROZEN,
	  .max = 4000, .form = 40, .help = "A line a language, fr=Title|x=jamais|-=inconnu: what its "
	      "printed form says beside the questions; also day, if, or, how." },
};

static const struct field item_fields[] = {
	{ .name = "checklist", .label = "Checklist", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "checklist",
	  .set_by = "the edition it is put into", .help = "The edition it belongs to." },
	{ .name = "position", .label = "Position", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 1000, .form = 70,
	  .help = "Order on screen and paper, from 1; those from there on move by one." },
	{ .name = "code", .label = "Code", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 20,
	  .help = "Short name of the item, unique in the edition: small letters, digits and _." },
	{ .name = "ask", .label = "Question", .type = FIELD_TEXT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 10, .list = 30,
	  .heading = "Asked",
	  .help = "What the client is asked." },
	{ .name = "type", .label = "Type", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = item_types,
	  .initial = "choice", .form = 30, .help = "Kind of answer." },
	{ .name = "answers", .label = "Answers", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .max = 1000, .form = 40,
	  .help = "Of a choice: the key and the words of each, as n No; y Yes, best first. In files "
	    "value=key=label, separated by |." },
	{ .name = "only_if", .label = "Only if", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .form = 50,
	  .help = "item=answer[,answer…] that makes this item asked; blank: always." },
	{ .name = "every_visit", .label = "Every visit", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "no",
	  .form = 60,
	  .help = "Yes: asked again even when the last screening still holds." },
	{ .name = "languages", .label = "In other languages", .type = FIELD_NOTE,
	  .flags = FIELD_FROZEN, .max = 4000, .form = 80,
	  .help = "A line a language: the question and its answers by their keys, "
	      "fr=Question ?|n=non|y=oui." },
};

static const struct field rule_fields[] = {
	{ .name = "checklist", .label = "Checklist", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "checklist",
	  .set_by = "the edition it is put into", .help = "The edition it belongs to." },
	{ .name = "position", .label = "Position", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .min = 1, .max = 10000,
	  .set_by = "the rules before it", .help = "Order, from 1." },
	{ .name = "item", .label = "Item", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 10, .list = 16,
	  .help = "Code of the item whose answer fires it." },
	{ .name = "answer", .label = "Answer", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .max = 1000, .form = 20, .list = 14,
	  .help = "Answers that fire it, separated by commas, - for not known; of medicines, "
	    "allergies or conditions words on the card, with * what begins so; for a date: "
	    "blank within the window, required also when never, older past it; of the last "
	    "session on the area how deep it was, to_50 or above_150, blank: else." },
	{ .name = "verdict", .label = "Verdict", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = checklist_verdicts,
	  .form = 30, .list = 8,
	  .help = "Verdict when it fires; the worst of all rules wins." },
	{ .name = "window_n", .label = "Window", .type = FIELD_INTEGER,
	  .flags = FIELD_FROZEN, .min = 0, .max = 1000, .form = 40,
	  .help = "DEFER: how many days or months after the date; blank: until answered otherwise." },
	{ .name = "window_unit", .label = "Unit", .type = FIELD_CHOICE,
	  .flags = FIELD_FROZEN, .choices = units, .form = 50,
	  .help = "Unit of the window; months are calendar-true." },
	{ .name = "counted_from", .label = "Counted from", .type = FIELD_CODE,
	  .flags = FIELD_FROZEN, .form = 60,
	  .help = "Code of the date item the window counts from." },
	{ .name = "site", .label = "Site only", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "no",
	  .form = 70,
	  .help = "Yes: blocks that site alone; the verdict overall is CAUTION." },
	{ .name = "guidance", .label = "Guidance", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 1000, .form = 80, .list = 16,
	  .help = "What to do, in a sentence." },
	{ .name = "source", .label = "Source", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .max = 1000, .form = 90, .list = 18,
	  .help = "Where the rule comes from, and when that was looked up: …, checked 29 Nov 2026." },
	{ .name = "override", .label = "Override by", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .choices = overrides, .initial = "never",
	  .form = 100, .list = 12, .help = "Who may treat anyway, with a reason." },
	{ .name = "enabled", .label = "In force", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "yes",
	  .form = 110,
	  .help = "No: kept in the template, not applied." },
	{ .name = "only_if", .label = "Only if", .type = FIELD_TEXT, .flags = FIELD_FROZEN,
	  .max = 500, .form = 120, .help = "item=answer[,answer…] that it needs too; blank: always." },
};

const struct record_type record_checklist = {
	.name = "checklist", .plural = "checklists", .label = "Checklist",
	.help = "An edition of a screening checklist.",
	.fields = checklist_fields, .n_fields = ARRAY_LEN(checklist_fields),
	.key = "code", .name_field = "title",
};

const struct record_type record_checklist_item = {
	.name = "checklist_item", .plural = "checklist_items", .label = "Checklist item",
	.help = "One question of a checklist.",
	.fields = item_fields, .n_fields = ARRAY_LEN(item_fields),
	.name_field = "code",
};

const struct record_type record_checklist_rule = {
	.name = "checklist_rule", .plural = "checklist_rules", .label = "Checklist rule",
	.help = "What an answer means: a verdict, its window and its source.",
	.fields = rule_fields, .n_fields = ARRAY_LEN(rule_fields),
	.name_field = "item",
};
