/*
 * hours.c - when people work, and when they, a room, a device or the practice do not.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "record/record.h"

static const struct field hours_fields[] = {
	{ .name = "staff", .label = "Practitioner", .type = FIELD_LINK, .link = "staff",
	  .form = 10, .list = 16,
	  .help = "Whose hours; blank: the practice's, for all who have none of their own." },
	{ .name = "since", .label = "From", .type = FIELD_DATE, .form = 20, .list = 12,
	  .help = "They count from this day, until others of the person begin; blank: from "
	      "the beginning." },
	{ .name = "days", .label = "Days", .type = FIELD_DAYS, .flags = FIELD_REQUIRED,
	  .form = 30, .list = 16,
	  .help = "Days of the week, such as mon-fri. Two lines of a day: a break between." },
	{ .name = "begins", .label = "Begins", .type = FIELD_TIME, .form = 40, .list = 7,
	  .help = "Begin of work; with Ends blank too: not working on these days." },
	{ .name = "ends", .label = "Ends", .type = FIELD_TIME, .form = 50, .list = 7,
	  .help = "End of work; at or before the begin: on the next day." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 60, .help = "No: kept for the history, counts no longer." },
};

static bool
check_hours(const struct record *r, struct err *e)
{
	return record_is_null(r, "begins") == record_is_null(r, "ends") || err_set(e,
	    ERR_INVALID, record_is_null(r, "begins") ? "begins" : "ends",
	    "Working hours have a begin and an end; both blank: not working.");
}

const struct record_type record_hours = {
	.name = "hours", .plural = "hours", .label = "Working hours",
	.help = "When a person, or the practice, works on some days of the week.",
	.fields = hours_fields, .n_fields = ARRAY_LEN(hours_fields), .check = check_hours,
};

static const struct choice repeats[] = {
	{ "weekly", "every week" }, { "fortnightly", "every other week" },
	{ "yearly", "every year" }, { NULL, NULL }
};

static const struct field block_fields[] = {
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT, .max = 200, .form = 10,
	  .list = 16, .help = "Why, such as holiday, dentist or lunch." },
	{ .name = "staff", .label = "Practitioner", .type = FIELD_LINK, .link = "staff",
	  .form = 20, .list = 14,
	  .help = "Who is away. No person, room or device: the practice is closed." },
	{ .name = "room", .label = "Room", .type = FIELD_LINK, .link = "room", .form = 30,
	  .list = 8, .help = "Which room is closed." },
	{ .name = "device", .label = "Device", .type = FIELD_LINK, .link = "device",
	  .form = 40, .list = 8, .help = "Which device cannot be used." },
	{ .name = "date", .label = "Date", .type = FIELD_DATE, .flags = FIELD_REQUIRED,
	  .form = 50, .list = 12, .help = "The day, or the first one." },
	{ .name = "until", .label = "Until", .type = FIELD_DATE, .form = 60, .list = 12,
	  .help = "The last day; blank: that day alone, or without an end where it repeats." },
	{ .name = "start", .label = "Start", .type = FIELD_TIME, .form = 70, .list = 7,
	  .help = "From this time on, each day; blank: all day." },
	{ .name = "minutes", .label = "Minutes", .type = FIELD_MINUTES, .max = DAY_MINUTES,
	  .form = 80, .list = 8, .help = "How long; blank: to the end of the day." },
	{ .name = "repeats", .label = "Repeats", .type = FIELD_CHOICE, .choices = repeats,
	  .form = 90, .list = 14, .help = "Blank: once, or each day until the last one." },
	{ .name = "days", .label = "On", .type = FIELD_DAYS, .form = 100,
	  .help = "Days of the week, such as mon-fri; blank: each day, or where it repeats "
	      "by weeks that of the date." },
	{ .name = "external_id", .label = "Other id", .type = FIELD_CODE,
	  .flags = FIELD_UNIQUE, .set_by = "an import",
	  .help = "What the calendar it was imported from calls it." },
	{ .name = "active", .label = "Active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED,
	  .initial = "yes", .form = 110, .help = "No: kept for the history, counts no longer." },
};

static bool
check_block(const struct record *r, struct err *e)
{
	int n = !record_is_null(r, "staff") + !record_is_null(r, "room") +
	    !record_is_null(r, "device");

	if (n > 1)
		return err_set(e, ERR_INVALID, record_is_null(r, "room") ? "device" : "room",
		    "Time off is of one person, one room or one device; enter it twice.");
	if (!record_is_null(r, "until") &&
	    strcmp(record_text(r, "until"), record_text(r, "date")) < 0)
		return err_set(e, ERR_INVALID, "until", "It ends before it begins.");
	if (!record_is_null(r, "minutes") && record_is_null(r, "start"))
		return err_set(e, ERR_INVALID, "start",
		    "Time off of some minutes has a start.");
	return true;
}

const struct record_type record_block = {
	.name = "block", .plural = "blocks", .label = "Time off",
	.help = "Time at which a person, a room, a device or the whole practice is not to "
	    "be booked: once or repeated, with the reason.",
	.fields = block_fields, .n_fields = ARRAY_LEN(block_fields), .name_field = "reason",
	.key = "external_id", .check = check_block,
};
