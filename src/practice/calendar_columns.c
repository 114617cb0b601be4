/*
 * calendar_columns.c - the columns of a page and its rows; see calendar.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "practice/calendar_inside.h"
#include "practice/naming.h"
#include "practice/rules.h"

#define FREE_LEAST 15		/* minutes: less is not shown */

/* --- columns -------------------------------------------------------------------------- */

static int64_t
until_of(const struct calendar_visit *v, enum slot_kind kind)
{
	return kind == SLOT_ROOM ? v->leaves : v->ends;
}

/* Is it on that day, or goes on into it? */
static bool
is_in(const struct calendar_visit *v, const struct calendar_column *col)
{
	int64_t midnight = rules_moment(col->day, 0);

	return (col->kind == SLOT_ROOM ? v->room : v->staff) == col->place &&
	    v->comes < midnight + DAY_MINUTES &&
	    (v->comes >= midnight || until_of(v, col->kind) > midnight);
}

static struct calendar_item *
add_item(struct calendar *c, enum calendar_kind kind, int64_t from, int64_t until)
{
	GROW(c->items, c->cap_items, c->n_items + 1);
	c->items[c->n_items] = (struct calendar_item){ .kind = kind, .from = from,
	    .until = until };
	return &c->items[c->n_items++];
}

struct filling {
	struct calendar *c;
	struct calendar_column *col;
	struct slot_uses taken;		/* as of the person 0 or the column's */
	int64_t owner;			/* whose hours count; 0: the practice's */
	bool shown;			/* time off gets an item */
};

static void
take(struct filling *f, int64_t from, int64_t until)
{
	slot_use_add(&f->taken, &(struct slot_use){ .kind = SLOT_STAFF, .place = f->owner,
	    .begins = from, .ends = until });
}

static void
add_off(const struct slot_span *s, const char *reason, void *arg)
{
	struct filling *f = arg;
	int64_t midnight = rules_moment(f->col->day, 0);

	take(f, s->from, s->until);
	add_item(f->c, CALENDAR_OFF, s->from > midnight ? s->from : midnight,
	    s->until)->text = xstrdup(reason);
}

static bool
has_rooms(const struct calendar *c)
{
	size_t i;

	for (i = 0; i < c->book.n_places; i++)
		if (c->book.places[i].kind == SLOT_ROOM && c->book.places[i].offered)
			return true;
	return false;
}

static void
find_room(const struct calendar *c, struct calendar_item *free_time)
{
	size_t i;
	int64_t none_until = free_time->until;

	for (i = 0; i < c->book.n_places; i++) {
		const struct slot_place *at = &c->book.places[i];
		int64_t until;

		if (at->kind != SLOT_ROOM || !at->offered)
			continue;
		until = slot_until(&c->book, &c->uses, SLOT_ROOM, at->id, free_time->from,
		    free_time->until);
		if (until > free_time->from && until > free_time->room_until) {
			free_time->room = at->id;
			free_time->room_until = until;
		}
		if (until == free_time->until)
			return;
	}
	if (free_time->room != 0)
		return;
	for (i = 0; i < c->uses.n; i++)		/* the first that gets free again */
		if (c->uses.list[i].kind == SLOT_ROOM && c->uses.list[i].ends < none_until &&
		    c->uses.list[i].ends > free_time->from &&
		    slot_until(&c->book, &c->uses, SLOT_ROOM, c->uses.list[i].place,
		    c->uses.list[i].ends, none_until) > c->uses.list[i].ends)
			none_until = c->uses.list[i].ends;
	free_time->room_until = none_until;
}

static void
add_free(struct filling *f)
{
	struct calendar *c = f->c;
	struct slot_span spans[SLOT_FREE_SPANS];
	int64_t midnight = rules_moment(f->col->day, 0);
	size_t i, n = slot_free(&c->book, &f->taken, f->owner, f->col->day, midnight, spans);

	for (i = 0; i < n; i++) {
		struct calendar_item *it;

		if (spans[i].until - spans[i].from < FREE_LEAST)
			continue;
		it = add_item(c, CALENDAR_FREE, spans[i].from, spans[i].until);
		f->col->free += (int)(it->until - it->from);
		if (f->col->kind == SLOT_STAFF && has_rooms(c))
			find_room(c, it);
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct calendar_item *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

/* From its first opening on the day to its last closing. */
static void
set_hours(const struct calendar *c, struct calendar_column *col)
{
	struct slot_span spans[SLOT_SPANS];
	int64_t midnight = rules_moment(col->day, 0);
	size_t n = slot_hours(&c->book, col->kind == SLOT_STAFF ? col->place : 0, col->day,
	    spans), i;

	for (i = 0; i < n; i++) {
		if (spans[i].from < midnight)
			continue;
		if (col->hours.until == 0)
			col->hours = spans[i];
		if (spans[i].until > col->hours.until)
			col->hours.until = spans[i].until;
	}
}

static void
fill(struct calendar *c, struct calendar_column *col)
{
	struct filling f = { .c = c, .col = col,
	    .owner = col->kind == SLOT_STAFF ? col->place : 0 };
	size_t i;

	col->first = c->n_items;
	for (i = 0; i < c->n_visits; i++) {
		const struct calendar_visit *v = &c->visits[i];

		if (!is_in(v, col))
			continue;
		add_item(c, CALENDAR_VISIT, v->comes, until_of(v, col->kind))->visit = i;
		take(&f, v->comes, until_of(v, col->kind));
	}
	if (col->place != 0) {
		slot_off(&c->book, col->kind, col->place, col->day, false, add_off,
		    &f);
		add_free(&f);
	}
	col->n = c->n_items - col->first;
	if (col->n > 0)
		qsort(c->items + col->first, col->n, sizeof(*c->items), by_time);
	slot_uses_free(&f.taken);
}

static void
add_column(struct calendar *c, enum slot_kind kind, int64_t place, const char *name,
    date_day day)
{
	struct calendar_column *col;

	GROW(c->columns, c->cap_columns, c->n_columns + 1);
	col = &c->columns[c->n_columns++];
	*col = (struct calendar_column){ .kind = kind, .place = place, .day = day,
	    .name = xstrdup(name) };
	set_hours(c, col);
}

static bool
has_visit(const struct calendar *c, enum slot_kind kind, int64_t place, date_day day)
{
	struct calendar_column col = { .kind = kind, .place = place, .day = day };
	size_t i;

	for (i = 0; i < c->n_visits; i++)
		if (is_in(&c->visits[i], &col))
			return true;
	return false;
}

bool
calendar_works(const struct calendar *c, int64_t staff, date_day day)
{
	struct slot_span spans[SLOT_SPANS];

	return slot_hours(&c->book, staff, day, spans) > 0;
}

/* Who works, then who has visits all the same; where nobody works, everybody. */
void
calendar_add_places(struct calendar *c, enum slot_kind kind, date_day day)
{
	bool all = kind == SLOT_ROOM;
	size_t i;
	int turn;

	for (turn = 0; turn < 2 && c->n_columns == 0; turn++) {
		for (i = 0; i < c->book.n_places; i++) {
			const struct slot_place *at = &c->book.places[i];
			AUTO_BUF struct buf name = BUF_INIT;

			if (at->kind != kind || !((at->offered && (all ||
			    calendar_works(c, at->id, day))) || has_visit(c, kind, at->id, day)))
				continue;
			if (kind == SLOT_STAFF)
				naming_add_given(at->name, &name);
			else
				buf_adds(&name, at->name);
			add_column(c, kind, at->id, name.s, day);
		}
		all = true;
	}
	if (has_visit(c, kind, 0, day))
		add_column(c, kind, 0, kind == SLOT_ROOM ? "no room" : "nobody", day);
}

void
calendar_add_week(struct calendar *c, int64_t staff)
{
	int i;

	for (i = 0; i < 7; i++) {
		date_day day = date_add_days(c->first, i);
		int y, m, d;
		char name[16];

		date_split(day, &y, &m, &d);
		snprintf(name, sizeof(name), "%s %d", date_weekday_name(date_weekday(day)), d);
		add_column(c, SLOT_STAFF, staff, name, day);
	}
}

/* --- rows ------------------------------------------------------------------------------ */

static void
reach(struct calendar *c, int64_t from, int64_t until)
{
	if (c->ends == 0 || from < c->begins)
		c->begins = from > 0 ? (int)from : 0;
	if (until > c->ends)
		c->ends = (int)until;
}

/* From the earliest opening to the latest closing, and what is outside. */
static void
set_rows(struct calendar *c)
{
	size_t i, k;

	c->begins = c->ends = 0;
	for (i = 0; i < c->n_columns; i++) {
		const struct calendar_column *col = &c->columns[i];
		int64_t midnight = rules_moment(col->day, 0);

		if (col->hours.until > col->hours.from)
			reach(c, col->hours.from - midnight, col->hours.until - midnight);
		for (k = col->first; k < col->first + col->n; k++)
			if (c->items[k].kind == CALENDAR_VISIT)
				reach(c, c->items[k].from - midnight,
				    c->items[k].until - midnight);
	}
	if (c->ends == 0)
		reach(c, c->book.usual.opens, c->book.usual.closes);
	c->begins -= c->begins % CALENDAR_ROW;
	c->ends += (CALENDAR_ROW - c->ends % CALENDAR_ROW) % CALENDAR_ROW;
	if (c->ends <= c->begins)
		c->ends = c->begins + CALENDAR_ROW;
}

void
calendar_fill(struct calendar *c)
{
	size_t i;

	for (i = 0; i < c->n_columns; i++)
		fill(c, &c->columns[i]);
	set_rows(c);
}
