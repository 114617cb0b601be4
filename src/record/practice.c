/*
 * practice.c - the practice itself: one row of settings; there is no
 * configuration file beside it.
 */
#include "base/date.h"
#include "base/mem.h"
#include "base/seal.h"
#include "record/idle.h"
#include "record/record.h"

static const struct choice date_orders[] = {
	{ "ymd", "2026-03-12" }, { "dmy", "12/3/2026" }, { "mdy", "3/12/2026" },
	{ NULL, NULL }
};

static const struct choice weekdays[] = {
	{ "mon", "Monday" }, { "sat", "Saturday" }, { "sun", "Sunday" },
	{ NULL, NULL }
};

static const struct field practice_fields[] = {
	{ .name = "name", .label = "Name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .max = 80, .form = 10,
	  .help = "The practice's name, as it heads every screen and report." },
	{ .name = "timezone", .label = "Time zone", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED, .initial = "UTC", .form = 20,
	  .help = "Zone of the clinic's clock, such as Europe/Vienna or America/Toronto." },
	{ .name = "currency", .label = "Currency", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED, .max = 3, .initial = "USD", .form = 30,
	  .help = "Three letters of ISO 4217; one currency per practice." },
	{ .name = "date_order", .label = "Dates are typed", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = date_orders, .initial = "ymd", .form = 40,
	  .help = "In which order a typed date such as 3/12 is read." },
	{ .name = "twelve_hour", .label = "12-hour clock", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "no", .form = 50,
	  .help = "Show 2:30p instead of 14:30." },
	{ .name = "week_start", .label = "Week starts on", .type = FIELD_CHOICE,
	  .flags = FIELD_REQUIRED, .choices = weekdays, .initial = "mon", .form = 60,
	  .help = "First day of a calendar week." },
	{ .name = "phone_prefix", .label = "Phone country", .type = FIELD_CODE, .max = 4,
	  .initial = "1", .form = 100,
	  .help = "Country calling code put before national numbers, such as 1 or 43." },
	{ .name = "default_minutes", .label = "Usual minutes", .type = FIELD_MINUTES,
	  .flags = FIELD_REQUIRED, .min = 5, .max = 720, .initial = "60", .form = 110,
	  .help = "Length of a session when neither booking nor service says." },
	{ .name = "notice_hours", .label = "Notice hours", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED, .min = 0, .max = 720, .initial = "24", .form = 120,
	  .help = "A client who cancels later than this before the start cancels late." },
	{ .name = "tax_name", .label = "Tax", .type = FIELD_TEXT, .max = 20,
	  .initial = "Tax", .form = 130,
	  .help = "What the first tax column of a receipt is called." },
	{ .name = "tax2_name", .label = "Second tax", .type = FIELD_TEXT, .max = 20,
	  .initial = "Second tax", .form = 150,
	  .help = "What the second tax column of a receipt is called." },
	{ .name = "review_link", .label = "Review link", .type = FIELD_TEXT, .max = 500,
	  .form = 170,
	  .help = "Where a client writes a review; shown as text and as a QR code." },
	{ .name = "review_gap_days", .label = "Days between requests",
	  .type = FIELD_INTEGER, .flags = FIELD_REQUIRED, .min = 0, .max = 3650,
	  .initial = "90", .form = 180,
	  .help = "A client is asked for a review at most once in this many days." },
	{ .name = "retention_years", .label = "Keep records, years", .type = FIELD_INTEGER,
	  .flags = FIELD_REQUIRED, .min = 1, .max = 100, .initial = "10", .form = 190,
	  .help = "How long treatment records must be kept before a person may be erased." },
	{ .name = "opens", .label = "Opens", .type = FIELD_TIME, .flags = FIELD_REQUIRED,
	  .initial = "9:00", .form = 70,
	  .help = "When the day starts; free time of the agenda "
	      "counts from here." },
	{ .name = "closes", .label = "Closes", .type = FIELD_TIME, .flags = FIELD_REQUIRED,
	  .initial = "18:00", .form = 80,
	  .help = "When the day ends; after the time it opens." },
	{ .name = "tax_percent", .label = "Tax, %", .type = FIELD_PERCENT, .form = 140,
	  .help = "Rate of the first tax, such as 8.25; 0: there is none; blank: typed on each receipt." },
	{ .name = "tax2_percent", .label = "Second tax, %", .type = FIELD_PERCENT,
	  .form = 160,
	  .help = "Rate of the second tax; 0: there is none; blank: typed on each receipt." },
	{ .name = "open_days", .label = "Open on", .type = FIELD_TEXT, .max = 40,
	  .form = 90,
	  .help = "Days of the week, such as mon-fri or mon tue fri; blank: each day." },
	{ .name = "scan_prefix", .label = "Scanner prefix", .type = FIELD_CODE, .max = 8,
	  .form = 200,
	  .help = "What the barcode scanner is set to send before each scan." },
	{ .name = "guardians", .label = "Guardian consents", .type = FIELD_BOOL,
	  .form = 210,
	  .help = "Yes: the law here lets a guardian's consent allow treating under 18." },
	{ .name = "ask_age", .label = "Ask for age", .type = FIELD_BOOL,
	  .form = 220,
	  .help = "Yes: before a treatment every client's age is seen on a paper once." },
	{ .name = "look_percent", .label = "Second look, %", .type = FIELD_INTEGER, .max = 100,
	  .form = 230,
	  .help = "Of the charts that somebody with a supervisor signs, how many of a hundred, "
	      "drawn at random, the supervisor looks at; blank: none." },
	{ .name = "verify", .label = "Screen twice", .type = FIELD_BOOL, .form = 240,
	  .help = "Yes: a second person keys again what can change a verdict before a start." },
	{ .name = "majority", .label = "Of age at", .type = FIELD_INTEGER, .min = 1, .max = 99,
	  .initial = "18", .form = 250,
	  .help = "From this birthday on the years count in which a minor's records are kept; "
	      "blank: 18." },
	{ .name = "backup_key", .label = "Backup key", .type = FIELD_CODE, .max = 60,
	  .form = 260,
	  .help = "The public key that `chairside backup keygen` printed: backups are sealed "
	      "to it; blank: they are plain." },
	{ .name = "idle", .label = "Locks, leaves after", .type = FIELD_TEXT, .max = 120,
	  .form = 270,
	  .help = "Minutes without a key until a screen locks, and until it logs out; for a role "
	      "behind a comma: 10 30, front desk 5 15. Blank: 10 30." },
	{ .name = "phone", .label = "Phone", .type = FIELD_TEXT, .max = 60, .form = 12,
	  .help = "The practice's; it heads receipts and cards for clients." },
	{ .name = "address", .label = "Address", .type = FIELD_TEXT, .max = 200, .form = 14,
	  .help = "On one line, with whatever a receipt must name besides; it heads receipts." },
};

bool
practice_open_days(const char *text, unsigned *days, struct err *e)
{
	return date_parse_weekdays(text, days) || err_set(e, ERR_INVALID, "open_days",
	    "Open on must be days of the week, such as mon-fri or mon tue fri.");
}

static bool
practice_check(const struct record *r, struct err *e)
{
	const char *key = record_text(r, "backup_key");
	struct seal_public unused;
	struct idle_times idle;
	unsigned days;

	if (*key != '\0' && !seal_public_read(key, &unused))
		return err_set(e, ERR_INVALID, "backup_key", "The backup key is what `chairside "
		    "backup keygen` printed after public-, whole; a letter of this is wrong.");

	if (!practice_open_days(record_text(r, "open_days"), &days, e) ||
	    !idle_times(record_text(r, "idle"), "", &idle, e))
		return false;
	if (record_int(r, "closes") <= record_int(r, "opens"))
		return err_set(e, ERR_INVALID, "closes",
		    "The practice closes after it opens.");
	return true;
}

const struct record_type record_practice = {
	.name = "practice", .plural = "practices", .label = "Practice",
	.help = "Settings of the practice: one row.",
	.fields = practice_fields, .n_fields = ARRAY_LEN(practice_fields),
	.name_field = "name",
	.check = practice_check,
};
