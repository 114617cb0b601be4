/*
 * visits.c - a visit of the demo: the booking and its outcome.
 */
#include <string.h>

#include "base/mem.h"
#include "demo/inside.h"

static const char *const reasons_client[] = { "Child ill", "Has to work",
    "Travelling", "Feels unwell", "Changed her mind" };
static const char *const reasons_clinic[] = { "Practitioner ill",
    "Room closed for repairs" };

/* The price at that time: about 3 % less for each year back, in steps of 5. */
money
demo_price(const struct demo *d, size_t service, date_day day)
{
	int dollars = demo_services[service].dollars;
	int years = (d->today - day) / 365;

	return (money)((dollars - dollars * 3 * years / 100 + 2) / 5 * 5) *
	    MONEY_UNIT;
}

bool
demo_is_past(const struct demo *d, const struct demo_visit *v)
{
	return v->date < d->today || (v->date == d->today &&
	    v->start + demo_services[v->service].minutes <= d->now);
}

/* True when it is today, and has begun or is about to. */
static const char *
status_now(const struct demo *d, const struct demo_visit *v, struct demo_rng *r)
{
	if (v->date == d->today && v->start <= d->now)
		return "in_treatment";
	if (v->date == d->today && v->start <= d->now + 15 &&
	    v->fate == FATE_KEPT)
		return "here";
	return v->date <= d->today + 3 && demo_chance(r, 600) ? "confirmed" :
	    "booked";
}

static struct record *
booked(struct demo *d, struct demo_visit *v)
{
	const struct demo_service *s;
	struct record *r = record_new(&record_session);

	demo_replace_service(d, v);
	s = &demo_services[v->service];
	if (s->needled == AREA_NONE) {	/* nothing to numb, no pen: the client comes later */
		v->start = (uint16_t)(v->start + v->numbing);
		v->numbing = v->pen = 0;
	}
	record_set_int(r, "client", d->clients[v->client].id);
	record_set_int(r, "service", d->service_ids[v->service]);
	record_set_int(r, "staff", d->staff[v->staff].id);
	record_set_day(r, "date", v->date);
	record_set_int(r, "start", v->start);
	record_set_int(r, "minutes", s->minutes);
	if (v->numbing > 0)
		record_set_int(r, "numbing", v->numbing);
	if (v->room > 0) {
		record_set_int(r, "room", d->room_ids[v->room - 1]);
		record_set_int(r, "cleanup", s->cleanup);
	}
	if (v->pen > 0)
		record_set_int(r, "device", d->pen_ids[v->pen - 1]);
	record_set_int(r, "price", demo_price(d, v->service, v->date));
	if (v->booked_on == v->date)
		record_set_text(r, "origin", "walk_in");
	record_set_day(r, "booked_on", v->booked_on);
	return r;
}

bool
demo_book(struct demo *d, struct demo_visit *v, struct err *e)
{
	AUTO_RECORD struct record *r = booked(d, v);
	struct demo_rng rng = demo_rng(d->seed, DEMO_VISIT, ((uint64_t)v->client
	    << 32) + (uint64_t)v->date);

	if (v->date > d->today || (v->date == d->today && v->start > d->now))
		record_set_text(r, "status", status_now(d, v, &rng));
	if (!db_insert(d->db, r, e))
		return false;
	v->id = (uint32_t)r->id;
	return true;
}

/* Cancelled or missed. */
static void
did_not_come(UNUSED const struct demo *d, const struct demo_visit *v, struct record *s,
    struct demo_rng *r)
{
	enum demo_fate fate = (enum demo_fate)v->fate;
	bool clinic = fate == FATE_CLINIC_CANCELLED;
	date_day on = fate == FATE_CANCELLED ?
	    v->date - (date_day)demo_between(r, 2, 9) :
	    v->date - (date_day)demo_below(r, 2);

	if (fate == FATE_NO_SHOW) {
		record_set_text(s, "status", "no_show");
		return;
	}
	if (on < v->booked_on)
		on = v->booked_on;
	record_set_text(s, "status", "cancelled");
	record_set_day(s, "cancelled_on", on);
	record_set_text(s, "cancelled_by", clinic ? "clinic" : "client");
	record_set_int(s, "late", fate == FATE_CANCELLED_LATE ||
	    (fate == FATE_CANCELLED && on >= v->date - 1));
	record_set_text(s, "reason", clinic ?
	    reasons_clinic[demo_below(r, (long)ARRAY_LEN(reasons_clinic))] :
	    reasons_client[demo_below(r, (long)ARRAY_LEN(reasons_client))]);
}

static bool
save(struct demo *d, struct demo_visit *v, struct record *s, struct err *e)
{
	if (s->id != 0 ? !db_update(d->db, s, e) : !db_insert(d->db, s, e))
		return false;
	v->id = (uint32_t)s->id;
	return true;
}

/* The client came: screened if needled, treated or not, paid, asked for a review. */
static bool
came(struct demo *d, struct demo_visit *v, struct record *s, struct demo_rng *r,
    struct err *e)
{
	static const char *const not_treated[] = { [FATE_UNWELL] = "unwell",
	    [FATE_DECLINED] = "declined", [FATE_EQUIPMENT] = "equipment" };
	AUTO_RECORD struct record *screening = NULL;
	struct demo_client *c = &d->clients[v->client];
	enum demo_area area;
	bool treated = true;

	if (v->fate > FATE_CLINIC_CANCELLED) {
		record_set_text(s, "status", "not_treated");
		record_set_text(s, "not_treated_for", not_treated[v->fate]);
		return save(d, v, s, e);
	}
	screening = demo_screen(d, v, &treated);
	if (!treated) {
		record_set_text(s, "status", "not_treated");
		record_set_text(s, "not_treated_for", "screening");
	} else if (demo_is_past(d, v)) {
		record_set_text(s, "status", "done");
	} else {
		record_set_text(s, "status", status_now(d, v, r));
	}
	if (!save(d, v, s, e))
		return false;
	if (screening != NULL) {
		record_set_int(screening, "session", s->id);
		if (!demo_screened(d, v, screening, e))
			return false;
		c->screening = screening->id;
	}
	if (!treated)
		return true;
	area = demo_services[v->service].needled;
	if (area != AREA_NONE)
		c->needled[area] = v->date;
	if (strcmp(record_text(s, "status"), "done") == 0 && !demo_after(d, v, e))
		return false;
	return demo_consent(d, v, e) && (strcmp(record_text(s, "status"), "done") != 0 ||
	    demo_chart(d, v, e)) && demo_receipt(d, v, e) && demo_ask_review(d, v, e);
}

bool
demo_happen(struct demo *d, struct demo_visit *v, struct err *e)
{
	AUTO_RECORD struct record *s = NULL;
	struct demo_rng rng = demo_rng(d->seed, DEMO_VISIT, ((uint64_t)v->client
	    << 32) + (uint64_t)v->date);

	s = v->id != 0 ? db_get(d->db, &record_session, v->id, e) : booked(d, v);
	if (s == NULL)
		return false;
	if (v->fate > FATE_KEPT && v->fate <= FATE_CLINIC_CANCELLED) {
		did_not_come(d, v, s, &rng);
		return save(d, v, s, e);
	}
	return came(d, v, s, &rng, e);
}
