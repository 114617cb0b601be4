/*
 * plan.c - who comes when: every visit of the demo, planned in memory.
 *
 * Opening hours are Monday to Saturday, 9 to 18. A practitioner's day is 36 quarters of
 * an hour, as bits of one number; a visit takes a free run of them, so nobody is ever
 * booked twice.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "demo/inside.h"

#define OPENS (9 * 60)
#define QUARTERS 36
#define LUNCH_QUARTERS 2
#define AHEAD_DAYS 45		/* bookings reach this far */

static bool
is_holiday(date_day day)
{
	int y, m, dd;

	date_split(day, &y, &m, &dd);
	return (m == 1 && dd == 1) || (m == 7 && dd == 4) ||
	    (m == 12 && (dd == 25 || dd == 26));
}

static bool
demo_open_on(date_day day)
{
	return date_weekday(day) != 6 && !is_holiday(day);
}

/* --- the calendar --------------------------------------------------------------- */

static uint64_t *
day_of(struct demo *d, date_day day, size_t staff)
{
	return &d->taken[(size_t)(day - d->first) * d->n_practitioners + staff];
}

static bool
works_on(const struct demo_staff *s, date_day day)
{
	return date_weekday(day) != s->day_off && day >= s->from &&
	    (s->to == DATE_NONE || day <= s->to);
}

/* Takes a free run of the person's day, the first from `from` on; -1: none. */
static int
take(struct demo *d, date_day day, size_t staff, int minutes, int from)
{
	const struct demo_staff *s = &d->staff[staff];
	int n = (minutes + 14) / 15, i, at;
	uint64_t run = (UINT64_C(1) << n) - 1, *taken;
	uint64_t lunch = ((UINT64_C(1) << LUNCH_QUARTERS) - 1) << s->lunch;

	if (!works_on(s, day))
		return -1;
	taken = day_of(d, day, staff);
	for (i = 0; i <= QUARTERS - n; i++) {
		at = (from + i) % (QUARTERS - n + 1);
		if (((*taken | lunch) & (run << at)) == 0) {
			*taken |= run << at;
			return OPENS + at * 15;
		}
	}
	return -1;
}

/* Finds the first day with room from v->date on, with the usual practitioner if
 * possible. False when two weeks are full. */
static bool
find_room(struct demo *d, struct demo_visit *v, struct demo_rng *r)
{
	size_t usual = d->clients[v->client].practitioner, i, staff;
	int minutes = demo_services[v->service].minutes, start;
	date_day last = v->date + 14;

	for (; v->date <= last && v->date <= d->today + AHEAD_DAYS; v->date++) {
		if (!demo_open_on(v->date))
			continue;
		for (i = 0; i < d->n_practitioners; i++) {
			staff = (usual + i) % d->n_practitioners;
			start = take(d, v->date, staff, minutes,
			    (int)demo_below(r, QUARTERS));
			if (start < 0)
				continue;
			v->staff = (uint16_t)staff;
			v->start = (uint16_t)start;
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
	int n = (demo_services[v->service].minutes + 14) / 15;
	uint64_t run = ((UINT64_C(1) << n) - 1) << quarter, *taken;
	size_t i;

	if (quarter < 0 || quarter + n > QUARTERS)
		return false;
	for (i = 0; i < d->n_practitioners; i++) {
		taken = day_of(d, d->today, i);
		if (!works_on(&d->staff[i], d->today) || (*taken & run) != 0)
			continue;
		*taken |= run;
		v->date = d->today;
		v->start = (uint16_t)(OPENS + quarter * 15);
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
	int quarter = d->now < OPENS ? QUARTERS : (d->now - OPENS) / 15;
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
	for (i = 0; i < d->n_clients; i++)
		plan_client(d, i);
	open_the_door(d);
	qsort(d->visits, d->n_visits, sizeof(*d->visits), visit_cmp);
	free(d->taken);
	d->taken = NULL;
}
