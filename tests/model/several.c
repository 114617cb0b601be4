/*
 * several.c - several visits of the model in one write: moved, given to others, a series,
 * services on one coming. All go through what the screens ask before they write, and what is
 * offered there must be had.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/coming.h"
#include "practice/ill.h"
#include "practice/series.h"
#include "tests/model/model.h"

#define MOST 12
#define DAYS 4			/* as far ahead as the others book */
#define BOOKING "status IN ('booked', 'confirmed') AND start IS NOT NULL"

bool
model_offered(struct model *m, bool ok, const struct err *e)
{
	if (!ok && e->code == ERR_INVALID && strcmp(e->field, "date") != 0)
		model_fault(m, "what was offered is refused: %s", e->text);
	return ok;
}

static const struct model_visit *
get(struct model *m, const struct model_visits *all, int64_t id)
{
	const struct model_visit *v = model_visit(all, id);

	if (v == NULL)
		model_fault(m, "visit %lld is gone", (long long)id);
	return v;
}

/* What was moved is where it was to go. */
static void
is_moved(struct model *m, const struct session_move *moves, size_t n)
{
	struct model_visits all = model_visits(m);
	size_t i;

	for (i = 0; i < n; i++) {
		const struct model_visit *v = get(m, &all, moves[i].session);

		if (v->day != moves[i].day || v->start != moves[i].start ||
		    (moves[i].staff != 0 && v->staff != moves[i].staff))
			model_fault(m, "visit %lld is not where it was moved to", (long long)v->id);
	}
	free(all.list);
}

static bool
move_all(struct model *m, struct login *l, const struct session_move *moves, size_t n,
    struct record *off, struct err *e)
{
	AUTO_BUF struct buf note = BUF_INIT;

	if (!sessions_move(l->p, moves, n, off, &note, e))
		return false;
	is_moved(m, moves, n);
	return true;
}

/* --- picked up and put down ----------------------------------------------------------------- */

/* One that has a time, seldom of a past day. */
static int64_t
any_booking(struct model *m)
{
	char today[DATE_ISO_SIZE];
	int64_t id = dice(m, 10) == 0 ? 0 : model_any(m, "session WHERE " BOOKING
	    " AND date >= '%s'", date_to_iso(m->day, today));

	return id != 0 ? id : model_any(m, "session WHERE " BOOKING);
}

static struct session_move
move_to(struct model *m, const struct model_visit *v, int64_t comes, int64_t staff)
{
	return (struct session_move){ .session = v->id, .day = (date_day)(comes / DAY_MINUTES),
	    .start = (int)(comes % DAY_MINUTES), .staff = staff, .version = model_int(m,
	    "SELECT version FROM session WHERE id = %lld", (long long)v->id) - (dice(m, 20) == 0) };
}

/* Some of a person's bookings go as far as the first, and all to its new person. */
bool
op_move(struct model *m, struct login *l, struct err *e)
{
	int64_t ids[3], by = 15 * ((int64_t)dice(m, 16) - 6), staff = 0;
	struct session_move moves[ARRAY_LEN(ids)];
	struct model_visits all;
	size_t i, n = 1 + dice(m, ARRAY_LEN(ids));

	ids[0] = any_booking(m);
	if (ids[0] == 0)
		return model_nothing(m);
	for (i = 1; i < n; i++)
		ids[i] = model_any(m, "session WHERE " BOOKING " AND date = (SELECT date "
		    "FROM session WHERE id = %lld)", (long long)ids[0]);
	if (dice(m, 3) == 0)
		staff = model_any(m, "staff WHERE role IN ('owner', 'practitioner')");
	if (dice(m, 3) == 0)
		by += ((int64_t)dice(m, DAYS) - 1) * DAY_MINUTES;
	all = model_visits(m);
	for (i = 0; i < n; i++) {
		const struct model_visit *v = get(m, &all, ids[i]);

		moves[i] = move_to(m, v, v->comes + by, staff);
	}
	free(all.list);
	return move_all(m, l, moves, n, NULL, e);
}

/* Two bookings change places, whoever they are with. */
bool
op_swap(struct model *m, struct login *l, struct err *e)
{
	int64_t one = any_booking(m), other = model_any(m,
	    "session WHERE " BOOKING " AND coalesce(joined, id) <> (SELECT coalesce(joined, id) "
	    "FROM session WHERE id = %lld)", (long long)one);
	struct model_visits all;
	const struct model_visit *a, *b;
	struct session_move moves[2];

	if (other == 0)
		return model_nothing(m);
	all = model_visits(m);
	a = get(m, &all, one);
	b = get(m, &all, other);
	moves[0] = move_to(m, a, b->comes, b->staff);
	moves[1] = move_to(m, b, a->comes, a->staff);
	free(all.list);
	return move_all(m, l, moves, ARRAY_LEN(moves), NULL, e);
}

/* --- somebody is ill -------------------------------------------------------------------------- */

/* The bookings of one person on one day, most of the time all of them. */
static size_t
of_column(struct model *m, int64_t ids[MOST])
{
	int64_t one = any_booking(m);
	sqlite3_stmt *st = model_stmt(m, "SELECT b.id FROM session a JOIN session b "
	    "ON b.staff = a.staff AND b.date = a.date WHERE a.id = ? AND b.start IS NOT NULL "
	    "AND b.status IN ('booked', 'confirmed') ORDER BY b.start");
	bool some = dice(m, 4) == 0;
	size_t n = 0;

	sqlite3_bind_int64(st, 1, one);
	while (n < MOST && sqlite3_step(st) == SQLITE_ROW)
		if (!some || dice(m, 2) == 0)
			ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static struct record *
time_off(const struct model_visit *v, int later)
{
	struct record *r = record_new(&record_block);
	char iso[DATE_ISO_SIZE];

	record_set_text(r, "reason", "ill");
	record_set_int(r, "staff", v->staff);
	record_set_text(r, "date", date_to_iso(v->day, iso));
	record_set_int(r, "start", v->start);
	if (later > 0)
		record_set_int(r, "minutes", later);
	return r;
}

static bool
give_away(struct model *m, struct login *l, int later, struct err *e)
{
	AUTO_RECORD struct record *off = NULL;
	int64_t ids[MOST];
	struct ill_offer offers[MOST];
	struct session_move moves[MOST];
	size_t i, n = of_column(m, ids), going = 0;
	struct model_visits all;

	if (n == 0)
		return model_nothing(m);
	if (!ill_offers(l->p, ids, n, later, offers, e))
		return model_offered(m, false, e);
	for (i = 0; i < n; i++)
		if (offers[i].goes)
			moves[going++] = offers[i].move;
	if (going == 0)
		return model_nothing(m);
	all = model_visits(m);
	off = later >= 0 ? time_off(get(m, &all, ids[0]), later) : NULL;
	free(all.list);
	return model_offered(m, move_all(m, l, moves, going, off, e), e);
}

bool
op_ill(struct model *m, struct login *l, struct err *e)
{
	return give_away(m, l, 0, e);
}

bool
op_shift(struct model *m, struct login *l, struct err *e)
{
	static const int later[] = { -60, -15, 15, 30, 45, 90 };

	return give_away(m, l, ONE_OF(m, later), e);
}

/* --- a series, one coming ---------------------------------------------------------------------- */

/* Mends the list as somebody may who looks at it. */
static void
mend(struct model *m, struct login *l, struct series *s)
{
	size_t i = dice(m, (unsigned)s->n);
	int start = dice(m, 2) == 0 ? -1 : 9 * 60 + 15 * (int)dice(m, 36);
	struct err none;

	if (dice(m, 3) == 0)
		series_leave_out(s, i);
	else
		series_place(l->p, s, i, m->day + (date_day)dice(m, DAYS), start,
		    dice(m, 2) == 0 ? 1 : -1, &none);
}

static size_t
places(const struct series *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		n += s->list[i].day != DATE_NONE;
	return n;
}

bool
op_series(struct model *m, struct login *l, struct err *e)
{
	int64_t one = model_any(m, "session WHERE client IN (SELECT id FROM client WHERE "
	    "archived = 0 AND do_not_book IS NULL) AND service IN (SELECT id FROM service WHERE "
	    "series_count IS NOT NULL AND active)");
	AUTO_BUF struct buf note = BUF_INIT;
	struct series s;

	if (one == 0)
		return model_nothing(m);
	if (!practice_may(l->p, ACTION_WRITE_SESSIONS, e) || !series_rest(l->p, model_int(m,
	    "SELECT client FROM session WHERE id = %lld", (long long)one), model_int(m,
	    "SELECT service FROM session WHERE id = %lld", (long long)one), &s, e))
		return false;
	while (s.n > 0 && dice(m, 3) == 0)
		mend(m, l, &s);
	if (places(&s) == 0)
		return model_nothing(m);
	if (series_book(l->p, &s, &note, NULL, e))
		return true;
	return model_offered(m, false, e);
}

/* Two services or three, with somebody or with whoever is free for all of it. */
bool
op_coming(struct model *m, struct login *l, struct err *e)
{
	struct coming c = { .client = model_any(m, "client WHERE archived = 0 AND "
	    "do_not_book IS NULL"), .n = 2 + dice(m, 2), .day = m->day + (date_day)dice(m, DAYS),
	    .start = 8 * 60 + 15 * (int)dice(m, 44) };
	AUTO_BUF struct buf note = BUF_INIT;
	bool found = dice(m, 3) != 0;
	size_t i;

	if (c.day == m->day && c.start < m->minutes)
		c.day++;
	for (i = 0; i < c.n; i++)
		c.services[i] = model_any(m, "service WHERE active");
	if (!found)
		c.staff = model_any(m, "staff WHERE role IN ('owner', 'practitioner')");
	if (c.client == 0 || !practice_may(l->p, ACTION_WRITE_SESSIONS, e))
		return c.client == 0 ? model_nothing(m) : false;
	if (!coming_staff(l->p, &c, e))
		return false;
	if (coming_book(l->p, &c, &note, e))
		return true;
	return found ? model_offered(m, false, e) : false;
}
