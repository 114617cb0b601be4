/*
 * ics_read.c - a calendar file read: its events by their UIDs, each with what overrides
 * it. They may stand in any order (3.6), so the whole file is read first.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/ics_inside.h"

void
ics_tell(const struct ics_reading *r, long line, const char *fmt, ...)
{
	AUTO_BUF struct buf said = BUF_INIT, shown = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&said, fmt, ap);
	va_end(ap);
	text_show(&shown, said.s, false);
	r->reader->told(line, shown.s, r->reader->arg);
}

/* What cannot be right for the whole file. */
static bool
check_calendars(const struct ics_reading *r, struct err *e)
{
	const struct ics_part *p;

	for (p = r->parts; p != NULL; p = p->next) {
		const char *scale = ics_value(p, "CALSCALE");

		if (p->kind != ICS_CALENDAR)
			continue;
		if (text_is(ics_value(p, "VERSION"), "1.0"))
			return err_set(e, ERR_INVALID, NULL, "it is a vCalendar of version 1.0; "
			    "export it as iCalendar (version 2.0)");
		if (*scale != '\0' && !text_is(scale, "GREGORIAN"))
			return err_set(e, ERR_INVALID, NULL, "its days are those of another "
			    "calendar than the Gregorian (CALSCALE)");
		if (!p->ended)
			ics_tell(r, p->line, "The calendar that begins here does not end: the file "
			    "may be cut off");
	}
	return true;
}

/* To-do entries, journals and the like are told once a kind. */
static void
tell_others(const struct ics_reading *r)
{
	static const char *const kinds[] = { "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY" };
	const struct ics_part *p;
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		long n = 0, line = 0;

		for (p = r->parts; p != NULL; p = p->next)
			if (text_is(p->name, kinds[i]) && n++ == 0)
				line = p->line;
		if (n > 0)
			ics_tell(r, line, "%s is not read: %ld passed over", kinds[i], n);
	}
}

/* By UID; those that override behind the others, by what they stand for; by line. */
static int
by_uid(const void *a, const void *b)
{
	const struct ics_item *x = *(struct ics_item *const *)a;
	const struct ics_item *y = *(struct ics_item *const *)b;
	const struct ics_time *s = &x->recurrence, *t = &y->recurrence;
	int order = strcmp(x->uid, y->uid);

	if (order == 0)
		order = (int)x->overrides - (int)y->overrides;
	if (order == 0)
		order = (int)s->date - (int)t->date;
	if (order == 0)
		order = (s->at > t->at) - (s->at < t->at);
	return order != 0 ? order : x->part->line < y->part->line ? -1 : 1;
}

static int
by_line(const void *a, const void *b)
{
	const struct ics_item *x = *(struct ics_item *const *)a;
	const struct ics_item *y = *(struct ics_item *const *)b;

	return x->part->line < y->part->line ? -1 : 1;
}

/* Gives events of one digest a number each. */
static void
number_alike(const struct ics_reading *r, struct ics_item **items, size_t n)
{
	size_t i, same;

	for (i = 0; i < n; i += same) {
		const char *digest = items[i]->uid;

		for (same = 1; i + same < n && strcmp(items[i + same]->uid, digest) == 0; same++)
			if (items[i + same]->digest)
				items[i + same]->event.uid = items[i + same]->uid =
				    arena_printf(r->arena, "%s-%zu", digest, same + 1);
	}
}

static bool
stand_for_the_same(const struct ics_item *a, const struct ics_item *b)
{
	return a->overrides == b->overrides && (!a->overrides ||
	    (a->recurrence.date == b->recurrence.date && a->recurrence.at == b->recurrence.at));
}

/* Of several states of an event the newest stays, as SEQUENCE and then DTSTAMP say, else
 * the later in the file (RFC 5546, 2.1.5). Returns how many are left. */
static size_t
keep_newest(const struct ics_reading *r, struct ics_item **items, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		struct ics_item *one = items[i];

		if (kept > 0 && stand_for_the_same(items[kept - 1], one)) {
			struct ics_item *had = items[kept - 1];
			bool newer = one->sequence != had->sequence ?
			    one->sequence > had->sequence : one->stamp >= had->stamp;

			items[kept - 1] = newer ? one : had;
			ics_tell(r, (newer ? had : one)->part->line, "The event on line %ld has "
			    "the same UID and is newer or further on: this one is passed over",
			    items[kept - 1]->part->line);
		} else {
			items[kept++] = one;
		}
	}
	return kept;
}

/* Groups of events in the order in which the file has them. */
static void
give_all(struct ics_reading *r, struct ics_item **items, size_t n)
{
	struct group { size_t at, n; } *groups;
	struct ics_item **firsts;
	size_t i, k, same, n_groups = 0;

	qsort(items, n, sizeof(*items), by_uid);
	number_alike(r, items, n);
	qsort(items, n, sizeof(*items), by_uid);
	groups = arena_alloc(r->arena, n * sizeof(*groups));
	firsts = arena_alloc(r->arena, n * sizeof(struct ics_item *));
	for (i = 0; i < n; i += same) {
		struct ics_item *first = items[i];

		for (same = 1; i + same < n && strcmp(items[i + same]->uid, first->uid) == 0;
		    same++)
			if (items[i + same]->part->line < first->part->line)
				first = items[i + same];
		groups[n_groups] = (struct group){ i, same };
		first->group = n_groups;
		firsts[n_groups++] = first;
	}
	qsort(firsts, n_groups, sizeof(struct ics_item *), by_line);
	for (k = 0; k < n_groups && !r->stopped; k++) {
		const struct group *g = &groups[firsts[k]->group];

		ics_series_give(r, items + g->at, keep_newest(r, items + g->at, g->n));
	}
}

bool
ics_read(const char *bytes, size_t size, const struct ics_reader *reader, struct err *e)
{
	struct ics_reading r = { .reader = reader, .arena = arena_new(), .work = ICS_WORK_MAX };
	struct zone *utc = zone_open("UTC", NULL);
	struct ics_item *all, **items;
	struct ics_part *p;
	size_t n = 0;
	bool good;

	r.clinic.zone = reader->zone;
	r.utc.zone = utc;
	good = ics_parse(&r, bytes, size, e) && check_calendars(&r, e);
	for (p = r.parts; p != NULL; p = p->next)
		n += p->kind == ICS_EVENT;
	all = arena_alloc(r.arena, n * sizeof(*all));
	items = arena_alloc(r.arena, n * sizeof(*items));
	n = 0;
	for (p = r.parts; good && p != NULL; p = p->next) {
		if (p->kind != ICS_EVENT)
			continue;
		if (!p->ended)
			ics_tell(&r, p->line, "The event that begins here does not end: it is not "
			    "taken");
		else if (ics_item_read(&r, p, &all[n])) {
			items[n] = &all[n];
			n++;
		}
	}
	if (good) {
		tell_others(&r);
		give_all(&r, items, n);
	}
	ics_zones_free(&r);
	zone_free(utc);
	arena_free(r.arena);
	return good;
}
