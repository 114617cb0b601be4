/*
 * places.c - working hours, time off and who does what of the model.
 */
#include "base/mem.h"
#include "practice/offer.h"
#include "practice/places.h"
#include "tests/model/model.h"

#define DAYS 6			/* time off is among the days that are booked */

/* Switches one of them off, or on again. */
static bool
turn(struct model *m, struct login *l, const struct record_type *t, struct err *e)
{
	int64_t id = model_any(m, "%s", t->name);
	AUTO_RECORD struct record *base = NULL, *mine = NULL, *was = NULL;

	if (id == 0)
		return model_nothing(m);
	base = offer_get(l->p, t, id, e);
	if (base == NULL)
		return false;
	mine = record_copy(base);
	record_set_int(mine, "active", record_int(base, "active") == 0);
	was = record_copy(base);
	if (!offer_save(l->p, mine, base, NULL, NULL, e))
		return false;
	model_saved(m, l, mine, base, was, NULL);
	return true;
}

static int64_t
any_place(struct model *m, const char **field)
{
	static const char *const fields[] = { "staff", "room", "device" };

	*field = ONE_OF(m, fields);
	return model_any(m, "%s", *field);
}

/* Somebody's lunch, a room that is painted; seldom the whole practice. */
bool
op_time_off(struct model *m, struct login *l, struct err *e)
{
	static const char *const repeats[] = { "weekly", "fortnightly", "yearly" };
	AUTO_RECORD struct record *r = record_new(&record_block);
	date_day day = m->day + (date_day)dice(m, DAYS);
	char iso[DATE_ISO_SIZE];
	const char *field;
	int64_t place;

	if (dice(m, 2) == 0 && model_any(m, "block") != 0)
		return turn(m, l, &record_block, e);
	place = any_place(m, &field);
	if (dice(m, 8) != 0)
		record_set_int(r, field, place);
	record_set_text(r, "reason", "painted");
	record_set_text(r, "date", date_to_iso(day, iso));
	if (dice(m, 4) == 0) {
		record_set_text(r, "repeats", ONE_OF(m, repeats));
		record_set_text(r, "until", date_to_iso(day + 20, iso));
	}
	if (dice(m, 4) != 0) {
		record_set_int(r, "start", 15 * (int64_t)dice(m, 96));
		record_set_int(r, "minutes", 15 * (int64_t)(1 + dice(m, 8)));
	}
	return offer_add(l->p, r, NULL, e);
}

/* Of a person or of the practice, from now on or soon. */
bool
op_hours(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_hours);
	char iso[DATE_ISO_SIZE];

	if (dice(m, 2) == 0 && model_any(m, "hours") != 0)
		return turn(m, l, &record_hours, e);
	if (dice(m, 4) != 0)
		record_set_int(r, "staff", model_any(m, "staff"));
	if (dice(m, 3) == 0)
		record_set_text(r, "since", date_to_iso(m->day + (date_day)dice(m, DAYS), iso));
	record_set_int(r, "days", dice(m, 2) == 0 ? 127 : 1 + dice(m, 127));
	if (dice(m, 10) != 0) {
		record_set_int(r, "begins", 60 * (int64_t)(7 + dice(m, 4)));
		record_set_int(r, "ends", (60 * (int64_t)(16 + dice(m, 10))) % DAY_MINUTES);
	}
	return offer_add(l->p, r, NULL, e);
}

bool
op_place(struct model *m, struct login *l, struct err *e)
{
	return turn(m, l, dice(m, 2) == 0 ? &record_room : &record_device, e);
}

/* A tick; asked for twice it is there once. */
bool
op_tick(struct model *m, struct login *l, struct err *e)
{
	enum slot_kind kind = (enum slot_kind)dice(m, SLOT_KINDS);
	static const char *const fields[] = { "staff", "room", "device" };
	int64_t service = model_any(m, "service"), place = model_any(m, "%s%s", fields[kind],
	    kind == SLOT_STAFF ? " WHERE role IN ('owner', 'practitioner')" : "");
	bool on = dice(m, 3) != 0;

	if (!place_name(l->p, service, kind, place, on, e))
		return false;
	if (model_int(m, "SELECT count(*) FROM service_use WHERE service = %lld AND %s = %lld "
	    "AND active", (long long)service, fields[kind], (long long)place) != on)
		model_fault(m, "a tick is not there once, or there after it was taken away");
	return true;
}
