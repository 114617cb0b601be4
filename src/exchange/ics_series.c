/*
 * ics_series.c - when an event and its overrides occur (3.8.4.4, 3.8.5).
 *
 * Whether a day is one of a series is decided on the clock of the event's own zone; only
 * what is given is turned into the clinic's time.
 */
#include <stdlib.h>
#include <string.h>

#include "exchange/ics_inside.h"
#include "exchange/ics_rule.h"

struct when {			/* one of a series */
	instant wall;		/* of the master's zone */
	bool own;		/* an RDATE with its own length: */
	struct ics_length length;
};

/* Times of a series in rising order: exact ones, and days that mean all of theirs. */
struct marks {
	instant *times, *days;
	size_t n_times, n_days, cap_times, cap_days;
};

struct onwards {		/* an override of all later ones too */
	instant from;
	const struct ics_item *item;
};

struct series {
	struct ics_reading *r;
	const struct ics_item *master;
	struct ics_item *const *overrides;
	size_t n_overrides;
	struct marks out, overridden;
	struct when *whens;
	size_t n, cap;
	instant until;		/* of a rule with UNTIL in UTC */
	bool full, cut, unread;
};

static instant
midnight(instant wall)
{
	return wall - (wall % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
}

/* What the clock of a zone shows. */
static instant
wall_of(const struct ics_zone *z, instant at)
{
	return at + zone_offset(z->zone, at);
}

/* A time as the clock of the master's zone shows it; a day in a series of times, and a
 * time in one of days, count as the day. */
static instant
in_series(const struct ics_item *master, const struct ics_time *t)
{
	if (t->date)
		return t->wall;
	if (master->start.date)
		return midnight(t->wall);
	return wall_of(master->start.zone, t->at);
}

static void
mark(struct marks *m, const struct ics_item *master, const struct ics_time *t)
{
	instant wall = in_series(master, t);

	if (t->date || master->start.date) {
		GROW(m->days, m->cap_days, m->n_days + 1);
		m->days[m->n_days++] = midnight(wall);
	} else {
		GROW(m->times, m->cap_times, m->n_times + 1);
		m->times[m->n_times++] = wall;
	}
}

static int
by_instant(const void *a, const void *b)
{
	const instant *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
sort_instants(instant *at, size_t n)
{
	if (n > 1)
		qsort(at, n, sizeof(*at), by_instant);
}

static bool
is_one(const instant *at, size_t n, instant t)
{
	return n > 0 && bsearch(&t, at, n, sizeof(*at), by_instant) != NULL;
}

static bool
is_marked(const struct marks *m, instant wall)
{
	return is_one(m->times, m->n_times, wall) ||
	    is_one(m->days, m->n_days, midnight(wall));
}

/* --- giving one ---------------------------------------------------------------------------- */

static bool
in_window(const struct ics_reading *r, date_day day)
{
	return day >= r->reader->from && day <= r->reader->until;
}

/* Sets when `ev` is; false when it ends behind the calendar. */
static bool
set_time(const struct ics_reading *r, struct ics_event *ev, struct ics_zone *zone,
    instant wall, bool date, const struct ics_length *length)
{
	char meant[ICS_WORDS], shown[ICS_WORDS];
	enum zone_fit fit;
	instant here, end;

	ev->all_day = date;
	ev->at = ics_instant(r, zone, wall, ev->line, &fit);
	here = date ? wall : wall_of(&r->clinic, ev->at);
	ev->day = ev->last_day = (date_day)(midnight(here) / DAY_SECONDS);
	ev->start = date ? -1 : (int)((here - midnight(here)) / 60);
	ev->minutes = -1;
	if (date) {
		ev->last_day = date_add_days(ev->day, length->known ? length->days - 1 : 0);
		return ev->last_day != DATE_NONE;
	}
	if (length->known) {
		end = zone_instant(zone->zone, wall + (instant)length->days * DAY_SECONDS, NULL) +
		    length->seconds;
		ev->minutes = end > ev->at ? (end - ev->at) / 60 : 0;
	}
	if (fit == ZONE_NEVER)
		ics_tell(r, ev->line, "%s does not occur in %s, where the clock goes forward: "
		    "taken as %s of the clinic", ics_time_words(wall, false, meant),
		    zone_name(zone->zone), ics_time_words(here, false, shown));
	else if (zone_instant(r->clinic.zone, here, NULL) != ev->at)
		ics_tell(r, ev->line, "%s comes twice, and the second is meant, which the "
		    "clinic's time cannot tell", ics_time_words(here, false, shown));
	return true;
}

static void
give(struct ics_reading *r, const struct ics_item *item, struct ics_zone *zone,
    instant wall, const struct ics_length *length, bool windowed, const char *recurrence)
{
	struct ics_event ev = item->event;

	ev.recurrence = recurrence;
	if (r->stopped)
		return;
	if (!set_time(r, &ev, zone, wall, item->start.date, length)) {
		ics_tell(r, ev.line, "The event is not taken: it ends behind the calendar");
		return;
	}
	if (!windowed || in_window(r, ev.day))
		r->stopped = !r->reader->event(&ev, r->reader->arg);
}

/* "20261103T190000Z", or "20261103" of days. */
static const char *
recurrence_name(const struct ics_reading *r, const struct ics_item *series, instant wall)
{
	instant t = series->start.date ? wall : zone_instant(series->start.zone->zone, wall, NULL);
	instant day = midnight(t);
	char iso[DATE_ISO_SIZE];
	int seconds = (int)(t - day);

	date_to_iso((date_day)(day / DAY_SECONDS), iso);
	if (series->start.date)
		return arena_printf(r->arena, "%.4s%.2s%s", iso, iso + 5, iso + 8);
	return arena_printf(r->arena, "%.4s%.2s%sT%02d%02d%02dZ", iso, iso + 5, iso + 8,
	    seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* --- what the series has -------------------------------------------------------------------- */

static void
add_when(struct series *s, instant wall, bool own, struct ics_length length)
{
	GROW(s->whens, s->cap, s->n + 1);
	s->whens[s->n++] = (struct when){ .wall = wall, .own = own, .length = length };
}

static bool
add_from_rule(instant wall, void *arg)
{
	struct series *s = arg;

	if (zone_instant(s->master->start.zone->zone, wall, NULL) > s->until)
		return false;
	s->full = s->full || s->n > ICS_SERIES_MAX;	/* the start is there twice */
	if (!s->full)
		add_when(s, wall, false, (struct ics_length){ .known = false });
	return !s->full;
}

/* Sets the end of a run by UNTIL; false when it is not understood. */
static bool
set_until(struct series *s, const struct ics_line *l, const struct ics_rule *rule,
    struct ics_run *run)
{
	const struct ics_item *m = s->master;
	bool date, utc;
	instant until, last;
	char words[ICS_WORDS];

	s->until = INT64_MAX;
	if (rule->until[0] == '\0')
		return true;
	if (!ics_stamp(rule->until, &until, &date, &utc))
		return false;
	last = until;
	if (m->start.date) {
		/* Midnight in UTC is a day written as a time. */
		if (utc && until != midnight(until))
			last = midnight(wall_of(&s->r->clinic, until));
	} else if (utc) {
		s->until = until;
		last = until + DAY_SECONDS;
	} else if (date) {
		last = until + DAY_SECONDS - 1;
		ics_tell(s->r, l->line, "UNTIL is a day: %s is the last that is taken",
		    ics_time_words(until, true, words));
	}
	if (last < run->last)
		run->last = last;
	return true;
}

static void
add_rule(struct series *s, const struct ics_line *l)
{
	const struct ics_reader *reader = s->r->reader;
	/* A day more on each side: no clock is more than that from the clinic's. */
	instant window = (reader->until + (instant)3) * DAY_SECONDS;
	struct ics_run run = { .start = s->master->start.wall,
		.from = (reader->from - (instant)2) * DAY_SECONDS, .last = window,
		.work = &s->r->work, .give = add_from_rule, .arg = s };
	struct ics_rule rule;
	struct err e = { 0 };

	if (!ics_rule_parse(&rule, l->value, &e) || !set_until(s, l, &rule, &run)) {
		s->unread = true;
		ics_tell(s->r, l->line, "The rule of the series \"%s\" is not understood (%s): "
		    "only its start is taken", s->master->event.summary,
		    e.code != ERR_NONE ? e.text : "UNTIL is no time");
		return;
	}
	if (!ics_rule_run(&rule, &run)) {
		s->unread = true;
		ics_tell(s->r, l->line, "The rules of the file want more days than are looked "
		    "at: the series \"%s\" is not whole", s->master->event.summary);
	}
	if (run.strayed)
		ics_tell(s->r, l->line, "The start of the series is none of its rule's days: "
		    "kept as the first");
	s->cut = s->cut || (run.cut && run.last == window);
}

/* A time of RDATE or EXDATE, or of a PERIOD with its length (3.3.9). */
static void
add_date(struct series *s, const struct ics_line *l, char *text)
{
	const struct ics_item *m = s->master;
	char *slash = strchr(text, '/');
	struct ics_length length = { .known = false };
	struct ics_time t, end;
	instant wall;

	if (slash != NULL)
		*slash++ = '\0';
	if (!ics_time(s->r, m->part, l, text, m->start.zone, &t))
		return;
	wall = in_series(m, &t);
	if (t.date && !m->start.date)
		wall += m->start.wall - midnight(m->start.wall);
	if (slash != NULL && *slash == 'P' && !ics_duration(slash, &length)) {
		ics_tell(s->r, l->line, "The length \"%s\" is not understood", slash);
	} else if (slash != NULL && *slash != 'P' &&
	    ics_time(s->r, m->part, l, slash, m->start.zone, &end) && end.at >= t.at) {
		length = (struct ics_length){ .known = true, .seconds = end.at - t.at };
	}
	add_when(s, wall, slash != NULL, length);
}

static void
each_date(struct series *s, const char *name,
    void (*fn)(struct series *s, const struct ics_line *l, char *text))
{
	const struct ics_line *l;

	for (l = NULL; (l = ics_line(s->master->part, name, l)) != NULL; ) {
		char *list = arena_strdup(s->r->arena, l->value), *one;

		while ((one = strsep(&list, ",")) != NULL)
			if (*one != '\0')
				fn(s, l, one);
	}
}

static void
take_out(struct series *s, const struct ics_line *l, char *text)
{
	struct ics_time t;

	if (ics_time(s->r, s->master->part, l, text, s->master->start.zone, &t))
		mark(&s->out, s->master, &t);
}

static int
by_wall(const void *a, const void *b)
{
	const struct when *x = a, *y = b;

	if (x->wall != y->wall)
		return x->wall < y->wall ? -1 : 1;
	return (int)y->own - (int)x->own;
}

static void
collect(struct series *s)
{
	const struct ics_item *m = s->master;
	const struct ics_line *l;
	size_t i, kept = 0;

	l = ics_line(m->part, "EXRULE", NULL);
	if (l != NULL) {
		s->unread = true;
		ics_tell(s->r, l->line, "EXRULE is not read: the series \"%s\" is not taken",
		    m->event.summary);
		return;
	}
	add_when(s, m->start.wall, false, (struct ics_length){ .known = false });
	for (l = NULL; (l = ics_line(m->part, "RRULE", l)) != NULL; )
		add_rule(s, l);
	each_date(s, "RDATE", add_date);
	each_date(s, "EXDATE", take_out);
	sort_instants(s->out.times, s->out.n_times);
	sort_instants(s->out.days, s->out.n_days);
	qsort(s->whens, s->n, sizeof(*s->whens), by_wall);
	for (i = 0; i < s->n; i++)
		if ((kept == 0 || s->whens[i].wall != s->whens[kept - 1].wall) &&
		    !is_marked(&s->out, s->whens[i].wall))
			s->whens[kept++] = s->whens[i];
	s->n = kept;
	if (s->full)
		ics_tell(s->r, m->part->line, "The series has more than %d: the rest is not taken",
		    ICS_SERIES_MAX);
}

/* --- and what overrides it ------------------------------------------------------------------ */

static int
by_from(const void *a, const void *b)
{
	const struct onwards *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* What stands for one of the series, and for it and all later ones, in rising order;
 * the caller frees. */
static struct onwards *
sort_overrides(struct series *s, size_t *n)
{
	struct onwards *all = xreallocarray(NULL, s->n_overrides + 1, sizeof(*all));
	size_t i;

	*n = 0;
	for (i = 0; i < s->n_overrides; i++) {
		const struct ics_item *o = s->overrides[i];

		mark(&s->overridden, s->master, &o->recurrence);
		if (o->onwards)
			all[(*n)++] = (struct onwards){ in_series(s->master, &o->recurrence), o };
	}
	sort_instants(s->overridden.times, s->overridden.n_times);
	sort_instants(s->overridden.days, s->overridden.n_days);
	qsort(all, *n, sizeof(*all), by_from);
	return all;
}

/* As far from its place in the series as the one that was changed. */
static instant
shifted(const struct series *s, const struct ics_item *o, instant wall)
{
	const struct ics_item *m = s->master;
	instant was = in_series(m, &o->recurrence);

	if (m->start.date || o->start.date) {
		was = midnight(was);
		return midnight(wall) + o->start.wall - was;
	}
	was = wall_of(o->start.zone, zone_instant(m->start.zone->zone, was, NULL));
	wall = wall_of(o->start.zone, zone_instant(m->start.zone->zone, wall, NULL));
	return wall + o->start.wall - was;
}

static void
give_series(struct series *s)
{
	const struct ics_item *m = s->master, *o = NULL;
	size_t n, i, next = 0;
	AUTO_FREE struct onwards *onwards = sort_overrides(s, &n);

	for (i = 0; i < s->n; i++) {
		const struct when *w = &s->whens[i];
		const char *name = m->repeats ? recurrence_name(s->r, m, w->wall) : "";

		while (next < n && onwards[next].from <= w->wall)
			o = onwards[next++].item;
		if (is_marked(&s->overridden, w->wall))
			continue;
		if (o != NULL)
			give(s->r, o, o->start.zone, shifted(s, o, w->wall), &o->length, true,
			    name);
		else
			give(s->r, m, m->start.zone, w->wall, w->own ? &w->length : &m->length,
			    m->repeats, name);
	}
}

/* The one that an override stands for; NULL: the series has none. */
static const struct when *
find_one(const struct series *s, const struct ics_time *t)
{
	instant wall = in_series(s->master, t), end = wall;
	size_t low = 0, high = s->n;

	if (t->date || s->master->start.date) {
		wall = midnight(wall);
		end = wall + DAY_SECONDS - 1;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->whens[middle].wall < wall)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n && s->whens[low].wall <= end ? &s->whens[low] : NULL;
}

/* Was all made that an override may stand for? */
static bool
is_whole(const struct series *s, const struct ics_time *t)
{
	return !s->unread && !s->full && in_window(s->r,
	    (date_day)(midnight(in_series(s->master, t)) / DAY_SECONDS));
}

static void
give_override(struct series *s, const struct ics_item *o)
{
	const struct ics_item *m = s->master;
	const struct when *one = m != NULL ? find_one(s, &o->recurrence) : NULL;
	struct ics_item alone = { .start = o->recurrence };

	if (m == NULL && o->onwards)
		ics_tell(s->r, o->part->line, "It stands for all later ones of a series that is "
		    "not in the file: it is taken alone");
	if (m != NULL && one == NULL && is_whole(s, &o->recurrence))
		ics_tell(s->r, o->part->line, "It stands for one that its series does not have: "
		    "taken all the same");
	m = m != NULL ? m : &alone;
	give(s->r, o, o->start.zone, o->start.wall, &o->length, s->master != NULL &&
	    s->master->repeats, recurrence_name(s->r, m, one != NULL ? one->wall :
	    in_series(m, &o->recurrence)));
}

static void
tell_reach(const struct series *s)
{
	const struct ics_reader *reader = s->r->reader;
	char from[24], until[24];

	if (s->cut || (s->master->repeats &&
	    s->master->start.wall < (instant)reader->from * DAY_SECONDS))
		ics_tell(s->r, s->master->part->line, "The series \"%s\" reaches beyond %s to "
		    "%s: only what lies between is taken", s->master->event.summary,
		    date_to_words(reader->from, false, from),
		    date_to_words(reader->until, false, until));
}

void
ics_series_give(struct ics_reading *r, struct ics_item *const *items, size_t n)
{
	struct series s = { .r = r };
	size_t i;

	/* The one that is no override comes first. */
	s.master = n > 0 && !items[0]->overrides ? items[0] : NULL;
	s.overrides = items + (s.master != NULL);
	s.n_overrides = n - (s.master != NULL);
	s.until = INT64_MAX;
	if (s.master != NULL) {
		collect(&s);
		give_series(&s);
		tell_reach(&s);
	}
	for (i = 0; i < s.n_overrides; i++)
		give_override(&s, s.overrides[i]);
	free(s.whens);
	free(s.out.times);
	free(s.out.days);
	free(s.overridden.times);
	free(s.overridden.days);
}
