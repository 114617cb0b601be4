/*
 * when.c - working hours and time off, as lists of other programs have them.
 *
 * A list of time off has a day and times, two days, or begin and end with both: what the
 * cells are decides (match.c). Time off on several days with times of its own has no place
 * in a record and is refused, never put on other days.
 */
#include "base/mem.h"
#include "base/text.h"
#include "import/calendar.h"
#include "import/inside.h"

const struct field import_block_extra[IMPORT_BLOCK_EXTRA] = {
	{ .name = "start_at", .label = "Starts at", .type = FIELD_DATE,
	  .help = "First day, or day and time of the begin in one." },
	{ .name = "end_at", .label = "Ends at", .type = FIELD_DATE,
	  .help = "Last day, or day and time of the end in one." },
	{ .name = "end", .label = "End", .type = FIELD_TIME,
	  .help = "Time of the end; the length follows from it." },
};

/* Nobody's are the practice's; a day without work has no times. */
static const struct { const char *field, *word, *means; } words[] = {
	{ "staff", "practice", "" }, { "staff", "the practice", "" }, { "staff", "all", "" },
	{ "staff", "everybody", "" }, { "staff", "everyone", "" }, { "staff", "clinic", "" },
	{ "staff", "salon", "" },
	{ "begins", "closed", "" }, { "begins", "off", "" }, { "begins", "not working", "" },
	{ "ends", "closed", "" }, { "ends", "off", "" }, { "ends", "not working", "" },
	{ "start", "all day", "" }, { "days", "weekdays", "mon-fri" },
	{ "days", "weekend", "sat sun" }, { "days", "weekends", "sat sun" },
	{ "days", "daily", "mon-sun" }, { "days", "every day", "mon-sun" },
	{ "days", "all", "mon-sun" },
};

const char *
import_clean_when(UNUSED struct import *im, const struct import_target *t, const char *text)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (text_is(words[i].field, t->field->name) && text_is(words[i].word, text))
			return words[i].means;
	return text;
}

/* --- hours ------------------------------------------------------------------------------ */

/* A row without times is a day off; where no cell says so, it is told. */
bool
import_finish_hours(struct import *im, UNUSED struct import_row *row, UNUSED struct err *e)
{
	if (import_value(im, "begins")->v.kind == VALUE_NULL &&
	    import_value(im, "ends")->v.kind == VALUE_NULL &&
	    *import_value(im, "begins")->said == '\0' && *import_value(im, "ends")->said == '\0')
		import_note(im, import_source_line(im->source),
		    "No begin and no end: not working on these days.");
	return true;
}

/* --- time off ----------------------------------------------------------------------------- */

struct when {
	date_day first, last;		/* DATE_NONE: not known */
	int64_t start, end;		/* minutes since midnight; -1: not known */
};

static void
set_day(struct import_value *v, date_day day)
{
	char iso[DATE_ISO_SIZE];

	if (v->v.kind == VALUE_NULL && day != DATE_NONE)
		value_set_text(&v->v, date_to_iso(day, iso));
}

static void
set_number(struct import_value *v, int64_t n)
{
	if (v->v.kind == VALUE_NULL && n >= 0)
		value_set_int(&v->v, n);
}

static date_day
day_of(const struct import_value *v)
{
	return v->v.kind == VALUE_TEXT ? date_from_iso(v->v.s) : v->day;
}

/* What a cell of a day or a time says of the time. */
static int64_t
time_of(const struct import_value *time, const struct import_value *at)
{
	return time->v.kind == VALUE_INT ? time->v.i : at->minutes;
}

static struct when
read_when(struct import *im)
{
	const struct import_value *start = import_value(im, "start");
	const struct import_value *start_at = import_value(im, "start_at");
	const struct import_value *end = import_value(im, "end");
	const struct import_value *end_at = import_value(im, "end_at");
	const struct import_value *date = import_value(im, "date");
	struct when w = { .first = day_of(start_at), .last = day_of(end_at),
	    .start = time_of(start, start_at), .end = time_of(end, end_at) };

	w.first = w.first != DATE_NONE ? w.first : start->day;
	w.first = date->v.kind == VALUE_TEXT ? day_of(date) : w.first;
	w.last = w.last != DATE_NONE ? w.last : end->day;
	w.last = w.last != DATE_NONE ? w.last : day_of(import_value(im, "until"));
	if (w.start < 0)
		w.start = date->minutes;
	return w;
}

/* From midnight to midnight is all day, and ends on the day before. */
static void
whole_days(struct when *w)
{
	if (w->start > 0 || w->end != 0 || w->last == DATE_NONE || w->last <= w->first)
		return;
	w->start = w->end = -1;
	w->last--;
}

/* The length of time off that has an end. */
static bool
set_length(struct import *im, struct when *w, struct err *e)
{
	bool repeats = import_value(im, "repeats")->v.kind != VALUE_NULL;
	int64_t days = !repeats && w->last != DATE_NONE ? w->last - w->first : 0, minutes;

	if (w->end < 0)
		return true;
	w->start = w->start < 0 ? 0 : w->start;
	minutes = days * DAY_MINUTES + w->end - w->start;
	if (days == 0 && minutes <= 0 && import_value(im, "end_at")->minutes < 0)
		minutes += DAY_MINUTES;		/* past midnight */
	if (minutes < 0)
		return err_set(e, ERR_INVALID, "end_at", "It ends before it starts");
	if (minutes > DAY_MINUTES)
		return err_set(e, ERR_INVALID, "end_at", "Time off on several days has no "
		    "times of day: give each day a row, or leave the times out");
	if (!repeats)
		w->last = DATE_NONE;
	set_number(import_value(im, "minutes"), minutes);
	return true;
}

bool
import_finish_block(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	struct when w = read_when(im);

	if (!import_calendar_whose(im, e))
		return false;
	if (w.first == DATE_NONE)
		return err_set(e, ERR_INVALID, "date", "Date is missing");
	whole_days(&w);
	if (!set_length(im, &w, e))
		return false;
	set_day(import_value(im, "date"), w.first);
	set_number(import_value(im, "start"), w.start);
	if (w.last != w.first)
		set_day(import_value(im, "until"), w.last);
	return true;
}
