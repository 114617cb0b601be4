/*
 * slot_find.c - the next free slots that fit; see slot.h.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/rules.h"
#include "practice/slot.h"

#define GRID 15			/* minutes: a slot begins on a quarter of an hour */

struct finding {
	const struct slot_book *book;
	const struct slot_search *s;
	struct slot_uses uses, next;
	date_day read;		/* uses has what is taken up to this day; DATE_NONE: nothing */
	struct slot_want *list;	/* of the day at hand */
	size_t n, cap;
};

static int64_t
up(int64_t moment)
{
	return (moment + GRID - 1) / GRID * GRID;
}

static bool
is_wanted(const struct slot_search *s, int start)
{
	return start >= (s->after > 0 ? s->after : 0) &&
	    start < (s->before > 0 ? s->before : DAY_MINUTES);
}

/* Adds what fits into a stretch in which the person is free: one after the other. */
static void
find_in(struct finding *f, int64_t staff, date_day day, struct slot_span free_time)
{
	const struct slot_want *s = &f->s->want;
	struct slot_want w = *s;
	int64_t midnight = rules_moment(day, 0), at;

	w.staff = staff;
	w.date = day;
	for (at = up(free_time.from - s->numbing); at + s->numbing + s->minutes <=
	    free_time.until && at < midnight + DAY_MINUTES; at += GRID) {
		w.start = (int)(at - midnight);
		w.room = s->room;
		w.device = s->device;
		if (at < midnight || at + s->numbing < free_time.from || at < rules_now() ||
		    !is_wanted(f->s, w.start) || !slot_fits(f->book, &f->uses, &w))
			continue;
		GROW(f->list, f->cap, f->n + 1);
		f->list[f->n++] = w;
		at = up(at + s->numbing + s->minutes) - GRID;
	}
}

static void
find_on(struct finding *f, date_day day)
{
	struct slot_span spans[SLOT_FREE_SPANS];
	size_t i, k, n;

	for (i = 0; i < f->book->n_places; i++) {
		const struct slot_place *who = &f->book->places[i];

		if (who->kind != SLOT_STAFF || !who->offered ||
		    (f->s->want.staff != 0 ? who->id != f->s->want.staff :
		    !slot_may(f->book, f->s->want.service, SLOT_STAFF, who->id)))
			continue;
		n = slot_free(f->book, &f->uses, who->id, day, rules_now(), spans);
		for (k = 0; k < n; k++)
			find_in(f, who->id, day, spans[k]);
	}
}

/* By time; of one time in the order of people. (qsort() is not stable.) */
static void
by_time(struct slot_want *list, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++) {
		struct slot_want w = list[i];

		for (k = i; k > 0 && list[k - 1].start > w.start; k--)
			list[k] = list[k - 1];
		list[k] = w;
	}
}

/* What is taken on a day and the next one, of which the day before has read one. (What goes
 * on past midnight is then there twice.) */
static bool
read_days(struct finding *f, struct practice *p, date_day day, struct err *e)
{
	int64_t midnight = rules_moment(day, 0);
	size_t i, kept = 0;

	if (f->read != day) {
		f->read = day + 1;
		return slot_uses_read(p, day, day + 1, &f->uses, e);
	}
	for (i = 0; i < f->uses.n; i++)
		if (f->uses.list[i].ends > midnight)
			f->uses.list[kept++] = f->uses.list[i];
	f->uses.n = kept;
	f->read = day + 1;
	if (!slot_uses_read(p, day + 1, day + 1, &f->next, e))
		return false;
	for (i = 0; i < f->next.n; i++)
		slot_use_add(&f->uses, &f->next.list[i]);
	return true;
}

bool
slot_find(struct practice *p, const struct slot_book *book, const struct slot_search *s,
    bool (*fn)(const struct slot_want *, void *), void *arg, struct err *e)
{
	date_day today = clock_today(), day = s->first > today ? s->first : today;
	struct finding f = { .book = book, .s = s, .read = DATE_NONE };
	bool ok, more = true;
	size_t i;

	ok = practice_may(p, ACTION_READ_CLIENTS, e);
	for (; ok && more && day <= s->last; day++) {
		if ((s->days != 0 && (s->days >> date_weekday(day) & 1) == 0) ||
		    !slot_open_on(book, day))
			continue;
		ok = read_days(&f, p, day, e);
		f.n = 0;
		if (ok)
			find_on(&f, day);
		by_time(f.list, f.n);
		for (i = 0; ok && more && i < f.n; i++)
			more = fn(&f.list[i], arg);
	}
	slot_uses_free(&f.uses);
	slot_uses_free(&f.next);
	free(f.list);
	return ok;
}
