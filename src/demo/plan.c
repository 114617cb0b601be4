/*
 * plan.c - who comes when: every visit of the demo, planned in memory.
 *
 * A practitioner's day is 36 quarters of an hour, as bits of one number; a visit takes a
 * free run of them, so nobody is ever booked twice. From today on the same holds of rooms
 * and pens: tests/demo asks slot.h about every booking.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "demo/inside.h"

#define QUARTER 15
#define QUARTERS ((DEMO_CLOSES - DEMO_OPENS) / QUARTER)
#define AHEAD_DAYS 45		/* bookings reach this far */

/* --- the calendar --------------------------------------------------------------- */

static uint64_t *
day_of(struct demo *d, date_day day, size_t staff)
{
	return &d->taken[(size_t)(day - d->first) * d->n_practitioners + staff];
}

/* The first of the rooms or pens of a day from today on. */
static uint64_t *
places_of(struct demo *d, date_day day, bool pens)
{
	return &d->places[((size_t)(day - d->today) * 2 + pens) * d->n_places];
}

static int
quarters(int minutes)
{
	return (minutes + QUARTER - 1) / QUARTER;
}

static uint64_t
run_of(int at, int n)
{
	return ((UINT64_C(1) << n) - 1) << at;
}

/* The first of them that is free, from 1; 0: none. */
static size_t
free_place(const struct demo *d, const uint64_t *places, uint64_t run)
{
	size_t i;

	for (i = 0; i < d->n_places; i++)
		if ((places[i] & run) == 0)
			return i + 1;
	return 0;
}

/* Takes a room from the quarter in which the client comes until it is clean, and a pen for
 * the needling. False: there is none. */
static bool
take_places(struct demo *d, struct demo_visit *v, date_day day, int at, uint64_t treatment)
{
	const struct demo_service *s = &demo_services[v->service];
	uint64_t *rooms, *pens, whole;

	v->room = v->pen = 0;
	if (day < d->today || !demo_needs_room(v->service))
		return true;
	rooms = places_of(d, day, false);
	pens = places_of(d, day, true);
	whole = run_of(at, quarters(v->numbing) + quarters(s->minutes + s->cleanup));
	v->room = (uint8_t)free_place(d, rooms, whole);
	if (s->needled != AREA_NONE)
		v->pen = (uint8_t)free_place(d, pens, treatment);
	if (v->room == 0 || (s->needled != AREA_NONE && v->pen == 0))
		return false;
	rooms[v->room - 1] |= whole;
	if (v->pen != 0)
		pens[v->pen - 1] |= treatment;
	return true;
}

/* Takes a free run of the person's day, the first from `from` on; false: none. */
static bool
take(struct demo *d, struct demo_visit *v, date_day day, size_t staff, int from)
{
	const struct demo_service *s = &demo_services[v->service];
	int before, n = quarters(s->minutes), works = demo_works_from(d, staff, day), i, at;
	uint64_t lunch = run_of(d->staff[staff].lunch, DEMO_LUNCH / QUARTER), *taken, run;

	if (works < 0 || !demo_does(d, staff, v->service, day))
		return false;
	v->numbing = day > d->today ? (uint8_t)s->numbing : 0;
	before = quarters(v->numbing);
	taken = day_of(d, day, staff);
	for (i = 0; i <= QUARTERS - before - n; i++) {
		at = (from + i) % (QUARTERS - before - n + 1);
		run = run_of(at + before, n);
		if (at + before < works || ((*taken | lunch) & run) != 0 ||
		    !take_places(d, v, day, at, run))
			continue;
		*taken |= run;
		v->date = day;
		v->staff = (uint16_t)staff;
		v->start = (uint16_t)(DEMO_OPENS + (at + before) * QUARTER - v->numbing);
		return true;
	}
	return false;
}

/* Finds the first day with room from v->date on, with the usual practitioner if
 * possible. False when two weeks are full. */
static bool
find_room(struct demo *d, struct demo_visit *v, struct demo_rng *r)
{
	size_t usual = d->clients[v->client].practitioner, i, staff;
	date_day last = v->date + 14;

	for (; v->date <= last && v->date <= d->today + AHEAD_DAYS; v->date++) {
		if (!demo_open_on(v->date))
			continue;
		for (i = 0; i < d->n_practitioners; i++) {
			staff = (usual + i) % d->n_practitioners;
			if (take(d, v, v->date, staff, (int)demo_below(r, QUARTERS)))
				return true;
		}
	}
	return false;
}

/* --- a client's way ---------------------------------------------------------------- */

/* The series that clients come for, and how many do. */
static const struct { uint8_t service; unsigned weight; } reasons[] = {
	{ SERVICE_FACE, 40 }, { SERVICE_SCARS, 25 }, { SERVICE_NECK, 11 },
	{ SERVICE_STRIAE, 9 }, { SERVICE_EYES, 7 }, { SERVICE_FACIAL, 8 },
};
/* Between and after series. */
static const struct { uint8_t service; unsigned weight; } others[] = {
	{ SERVICE_FACIAL, 40 }, { SERVICE_LED, 20 }, { SERVICE_PEEL, 15 },
	{ SERVICE_DERMAPLANING, 15 },
};

struct journey {
	struct demo_rng rng;
	uint8_t series;		/* its service */
	int left;		/* sessions of the series still to come */
	int since_series;	/* other visits since it ended */
};

static uint8_t
next_service(struct journey *j)
{
	unsigned weights[ARRAY_LEN(others)];
	size_t i;

	if (j->left > 0) {
		j->left--;
		return j->series;
	}
	/* maintenance about every half year */
	if (++j->since_series > 3 && demo_chance(&j->rng, 600)) {
		j->since_series = 0;
		return j->series;
	}
	for (i = 0; i < ARRAY_LEN(others); i++)
		weights[i] = others[i].weight;
	return others[demo_weighted(&j->rng, weights, ARRAY_LEN(others))].service;
}

static int
gap_after(struct journey *j, uint8_t service, enum demo_fate fate)
{
	const struct demo_service *s = &demo_services[service];

	if (fate != FATE_KEPT)
		return (int)demo_between(&j->rng, 3, 14);
	if (service == SERVICE_CONSULTATION)
		return (int)demo_between(&j->rng, 5, 21);
	if (j->left > 0 && s->series > 0)
		return s->interval + (int)demo_between(&j->rng, 0, 8);
	return (int)demo_between(&j->rng, 31, 63);
}

static enum demo_fate
draw_fate(struct demo_rng *r)
{
	static const unsigned weights[] = {
		[FATE_KEPT] = 838, [FATE_NO_SHOW] = 60, [FATE_CANCELLED] = 52,
		[FATE_CANCELLED_LATE] = 26, [FATE_CLINIC_CANCELLED] = 14,
		[FATE_UNWELL] = 5, [FATE_DECLINED] = 3, [FATE_EQUIPMENT] = 2
	};

	return (enum demo_fate)demo_weighted(r, weights, ARRAY_LEN(weights));
}

static void
begin_journey(struct demo *d, size_t i, struct journey *j)
{
	unsigned weights[ARRAY_LEN(reasons)];
	size_t k;

	*j = (struct journey){ .rng = demo_rng(d->seed, DEMO_JOURNEY, i) };
	for (k = 0; k < ARRAY_LEN(reasons); k++)
		weights[k] = reasons[k].weight;
	k = demo_weighted(&j->rng, weights, ARRAY_LEN(weights));
	j->series = reasons[k].service;
	j->left = demo_services[j->series].series;
	if (j->series == SERVICE_STRIAE)
		j->left = (int)demo_between(&j->rng, 4, 6);
}

/* How many visits a client makes in the long run. More than the ten on average, because
 * those who joined late have not made all of them yet. */
static long
visits_wanted(struct demo *d, struct demo_rng *r)
{
	long span = d->today - d->first;
	long most = 19 * span / (span - 270);

	return 1 + demo_below(r, most / 2 + 1) + demo_below(r, most - most / 2);
}

static date_day
booked_on(struct demo *d, struct demo_rng *r, date_day date, date_day before)
{
	date_day day = demo_chance(r, 600) ? before :
	    date - (date_day)demo_between(r, 1, 20);

	if (day < before)
		day = before;
	return day < d->today ? day : d->today;
}

static void
plan_client(struct demo *d, size_t i)
{
	struct journey j;
	struct demo_visit v = { .client = (uint32_t)i };
	date_day before = d->clients[i].joined, next;
	long wanted, k;

	begin_journey(d, i, &j);
	wanted = visits_wanted(d, &j.rng);
	next = before + (date_day)demo_between(&j.rng, 1, 12);
	for (k = 0; k < wanted; k++) {
		/* not everybody books the next visit at once */
		if (next > d->today && k > 0 && demo_chance(&j.rng, 450))
			break;
		v.service = k == 0 && demo_chance(&j.rng, 550) ?
		    SERVICE_CONSULTATION : next_service(&j);
		v.date = next;
		if (!find_room(d, &v, &j.rng))
			break;
		v.fate = (uint8_t)draw_fate(&j.rng);
		v.booked_on = booked_on(d, &j.rng, v.date, before);
		GROW(d->visits, d->cap_visits, d->n_visits + 1);
		d->visits[d->n_visits++] = v;
		before = v.date < d->today ? v.date : d->today;
		next = v.date + gap_after(&j, v.service, (enum demo_fate)v.fate);
		if (v.fate != FATE_KEPT && v.service == j.series)
			j.left++;
	}
}

static int
visit_cmp(const void *a, const void *b)
{
	const struct demo_visit *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->staff < y->staff ? -1 : x->staff > y->staff;
}

/* --- the desk at this moment ---------------------------------------------------------- */

/* Moves a visit of the coming days to a quarter of an hour of today. */
static bool
move_to(struct demo *d, struct demo_visit *v, int quarter)
{
	int n = quarters(demo_services[v->service].minutes);
	uint64_t run, *taken;
	size_t i;

	if (quarter < 0 || quarter + n > QUARTERS)
		return false;
	run = run_of(quarter, n);
	for (i = 0; i < d->n_practitioners; i++) {
		int works = demo_works_from(d, i, d->today);

		taken = day_of(d, d->today, i);
		if (works < 0 || works > quarter || (*taken & run) != 0)
			continue;
		v->numbing = 0;
		if (!take_places(d, v, d->today, quarter, run))
			v->room = v->pen = 0;	/* somewhere: it is here and now */
		*taken |= run;
		v->date = d->today;
		v->start = (uint16_t)(DEMO_OPENS + quarter * QUARTER);
		v->staff = (uint16_t)i;
		return true;
	}
	return false;
}

/* During opening hours makes sure that one client is in treatment and one has just come
 * in, however small the demo is. */
static void
open_the_door(struct demo *d)
{
	int quarter = d->now < DEMO_OPENS ? QUARTERS : (d->now - DEMO_OPENS) / QUARTER;
	int come = 0;
	size_t i;

	if (!demo_open_on(d->today))
		return;
	for (i = 0; i < d->n_visits && come < 2; i++) {
		struct demo_visit *v = &d->visits[i];

		if (v->date > d->today && v->date <= d->today + 21 &&
		    v->fate == FATE_KEPT &&
		    d->clients[v->client].joined < d->today &&
		    demo_services[v->service].needled == AREA_NONE &&
		    move_to(d, v, quarter + come))
			come++;
	}
}

void
demo_plan(struct demo *d)
{
	size_t days = (size_t)(d->today - d->first) + AHEAD_DAYS + 1, i;

	d->taken = xcalloc(days * d->n_practitioners, sizeof(*d->taken));
	d->places = xcalloc((AHEAD_DAYS + 1) * 2 * d->n_places, sizeof(*d->places));
	for (i = 0; i < d->n_clients; i++)
		plan_client(d, i);
	open_the_door(d);
	qsort(d->visits, d->n_visits, sizeof(*d->visits), visit_cmp);
	free(d->taken);
	free(d->places);
	d->taken = d->places = NULL;
}
