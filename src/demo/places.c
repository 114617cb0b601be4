/*
 * places.c - when and where the demo's people work: Monday to Saturday, 9 to 18, less a day
 * each, lunch and holidays; one is there in the afternoons alone from today on, and one has
 * a week off soon. Needling takes a room and a pen, a consultation neither.
 */
#include "base/mem.h"
#include "demo/inside.h"

#define AFTERNOON (13 * 60)
#define QUARTER 15
#define WORKDAYS 0x3fu		/* Monday to Saturday */
#define PLACE_NAME 16

/* Days on which the practice is closed, each year. */
static const struct { int month, day; const char *name; } holidays[] = {
	{ 1, 1, "New Year's Day" }, { 7, 4, "Independence Day" }, { 12, 25, "Christmas" },
	{ 12, 26, "Christmas" },
};

bool
demo_open_on(date_day day)
{
	int y, m, on;
	size_t i;

	date_split(day, &y, &m, &on);
	for (i = 0; i < ARRAY_LEN(holidays); i++)
		if (m == holidays[i].month && on == holidays[i].day)
			return false;
	return (WORKDAYS >> date_weekday(day) & 1) != 0;
}

/* The last one of the practitioners works in the afternoons from today on. */
static bool
is_part_time(const struct demo *d, size_t staff)
{
	return staff == d->n_practitioners - 1;
}

/* The first day of somebody's week off; a Monday. */
static date_day
week_off(const struct demo *d)
{
	date_day day = d->today + 20;

	return day - date_weekday(day);
}

static bool
is_away(const struct demo *d, size_t staff, date_day day)
{
	return staff == 1 && day >= week_off(d) && day < week_off(d) + 6;
}

int
demo_works_from(const struct demo *d, size_t staff, date_day day)
{
	const struct demo_staff *s = &d->staff[staff];

	if (date_weekday(day) == s->day_off || day < s->from ||
	    (s->to != DATE_NONE && day > s->to) || is_away(d, staff, day))
		return -1;
	return is_part_time(d, staff) && day >= d->today ?
	    (AFTERNOON - DEMO_OPENS) / QUARTER : 0;
}

bool
demo_does(const struct demo *d, size_t staff, size_t service, date_day day)
{
	return day < d->today || staff < 2 ||
	    (service != SERVICE_SCARS && service != SERVICE_STRIAE);
}

bool
demo_needs_room(size_t service)
{
	return service != SERVICE_CONSULTATION;
}

/* --- saved ------------------------------------------------------------------------------ */

static bool
places(struct demo *d, const struct record_type *t, int64_t *ids, struct err *e)
{
	size_t i;

	for (i = 0; i < d->n_places; i++) {
		AUTO_RECORD struct record *r = record_new(t);
		AUTO_FREE char *pen = xasprintf("Pen %zu", i + 1);
		AUTO_FREE char *room = i < 26 ? xasprintf("%c", (char)('A' + i)) :
		    xasprintf("%zu", i + 1);

		record_set_text(r, "name", t == &record_room ? room : pen);
		if (!db_insert(d->db, r, e))
			return false;
		ids[i] = r->id;
	}
	return true;
}

/* Hours of a practitioner, or of the practice (0). */
static bool
hours(struct demo *d, int64_t staff, unsigned days, int from, date_day since, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_hours);

	if (staff != 0)
		record_set_int(r, "staff", staff);
	if (since != DATE_NONE)
		record_set_day(r, "since", since);
	record_set_int(r, "days", days);
	record_set_int(r, "begins", from);
	record_set_int(r, "ends", DEMO_CLOSES);
	return db_insert(d->db, r, e);
}

static struct record *
off(const char *reason, date_day date, date_day until)
{
	struct record *r = record_new(&record_block);

	record_set_text(r, "reason", reason);
	record_set_day(r, "date", date);
	if (until != DATE_NONE)
		record_set_day(r, "until", until);
	return r;
}

static bool
person(struct demo *d, size_t i, struct err *e)
{
	const struct demo_staff *s = &d->staff[i];
	unsigned days = WORKDAYS & ~(1u << s->day_off);
	AUTO_RECORD struct record *lunch = off("Lunch", d->first, is_part_time(d, i) ?
	    d->today - 1 : DATE_NONE);
	AUTO_RECORD struct record *week = off("Vacation", week_off(d), week_off(d) + 5);

	record_set_int(lunch, "staff", s->id);
	record_set_text(lunch, "repeats", "weekly");
	record_set_int(lunch, "days", days);
	record_set_int(lunch, "start", DEMO_OPENS + s->lunch * QUARTER);
	record_set_int(lunch, "minutes", DEMO_LUNCH);
	record_set_int(week, "staff", s->id);
	return hours(d, s->id, days, DEMO_OPENS, DATE_NONE, e) &&
	    (!is_part_time(d, i) || hours(d, s->id, days, AFTERNOON, d->today, e)) &&
	    db_insert(d->db, lunch, e) &&
	    (!is_away(d, i, week_off(d)) || db_insert(d->db, week, e));
}

static bool
closed(struct demo *d, struct err *e)
{
	int y, m, on;
	size_t i;

	date_split(d->first, &y, &m, &on);
	for (i = 0; i < ARRAY_LEN(holidays); i++) {
		AUTO_RECORD struct record *r = off(holidays[i].name,
		    date_make(y, holidays[i].month, holidays[i].day), DATE_NONE);

		record_set_text(r, "repeats", "yearly");
		if (!db_insert(d->db, r, e))
			return false;
	}
	return true;
}

static bool
use(struct demo *d, size_t service, const char *field, int64_t place, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_service_use);

	record_set_int(r, "service", d->service_ids[service]);
	record_set_int(r, field, place);
	return db_insert(d->db, r, e);
}

static bool
uses(struct demo *d, size_t service, struct err *e)
{
	bool needled = demo_services[service].needled != AREA_NONE;
	size_t i;

	for (i = 0; i < d->n_places; i++)
		if ((demo_needs_room(service) && !use(d, service, "room", d->room_ids[i], e)) ||
		    (needled && !use(d, service, "device", d->pen_ids[i], e)))
			return false;
	if (demo_does(d, 2, service, d->today))
		return true;
	for (i = 0; i < 2; i++)
		if (!use(d, service, "staff", d->staff[i].id, e))
			return false;
	return true;
}

bool
demo_places(struct demo *d, struct err *e)
{
	size_t i;

	d->room_ids = xcalloc(d->n_places, sizeof(*d->room_ids));
	d->pen_ids = xcalloc(d->n_places, sizeof(*d->pen_ids));
	if (!places(d, &record_room, d->room_ids, e) ||
	    !places(d, &record_device, d->pen_ids, e) ||
	    !hours(d, 0, WORKDAYS, DEMO_OPENS, DATE_NONE, e) || !closed(d, e))
		return false;
	for (i = 0; i < d->n_practitioners; i++)
		if (d->staff[i].to == DATE_NONE && !person(d, i, e))
			return false;
	for (i = 0; i < SERVICES; i++)
		if (!uses(d, i, e))
			return false;
	return true;
}
