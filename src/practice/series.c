/*
 * series.c - see series.h.
 */
#include "practice/series.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/rules.h"
#include "practice/slot.h"

#define NEAR_DAYS 3		/* looked through on both sides of the interval's day */
#define SEARCH_DAYS 14
#define QUARTER 15

/* What a visit of the series takes. */
struct want {
	struct slot_want w;
	int usual;
};

static bool
want_of(struct practice *p, const struct series *s, struct want *out, struct err *e)
{
	AUTO_RECORD struct record *service = db_get(p->db, &record_service, s->service, e);

	if (service == NULL)
		return false;
	*out = (struct want){ .usual = s->start, .w = slot_want_for(p, service) };
	out->w.staff = s->staff;
	return true;
}

/* The hour nearest to the usual one at which it fits on that day. */
static bool
nearest(const struct slot_book *book, const struct slot_uses *uses, const struct want *want,
    date_day day, struct slot_want *w)
{
	int away, side;

	for (away = 0; away < DAY_MINUTES; away += QUARTER)
		for (side = 1; side >= (away == 0 ? 1 : -1); side -= 2) {
			*w = want->w;
			w->date = day;
			w->start = want->usual + side * away;
			if (w->start >= 0 && w->start < DAY_MINUTES &&
			    rules_moment(day, w->start) >= rules_now() &&
			    slot_fits(book, uses, w))
				return true;
		}
	return false;
}

/* What the other visits of the series would take. */
static void
add_others(const struct series *s, size_t i, const struct want *want, struct slot_uses *uses)
{
	size_t k;

	for (k = 0; k < s->n; k++) {
		const struct series_visit *v = &s->list[k];
		struct slot_want w = want->w;

		if (k == i || v->day == DATE_NONE)
			continue;
		w.date = v->day;
		w.start = v->start;
		w.room = v->room;
		w.device = v->device;
		slot_use_want(uses, &w, s->client);
	}
}

static bool
put(struct practice *p, const struct slot_book *book, const struct want *want,
    struct series *s, size_t i, date_day day, bool *fits, struct err *e)
{
	AUTO_USES struct slot_uses uses = { .list = NULL };
	struct series_visit *v = &s->list[i];
	struct slot_want w;

	*fits = false;
	if (day < clock_today())
		return true;
	if (!slot_uses_read(p, day - 1, day + 1, &uses, e))
		return false;
	add_others(s, i, want, &uses);
	*fits = nearest(book, &uses, want, day, &w);
	if (*fits) {
		v->day = day;
		v->start = w.start;
		v->room = w.room;
		v->device = w.device;
		v->as_wanted = day == v->wanted && w.start == want->usual;
	}
	return true;
}

/* On its interval's day, else the nearest one around it. */
static bool
place(struct practice *p, const struct slot_book *book, const struct want *want,
    struct series *s, size_t i, struct err *e)
{
	bool fits = false;
	int away, side;

	for (away = 0; away <= NEAR_DAYS && !fits; away++)
		for (side = 1; side >= (away == 0 ? 1 : -1) && !fits; side -= 2)
			if (!put(p, book, want, s, i, s->list[i].wanted + side * away, &fits, e))
				return false;
	return true;
}

/* How many of the series there are, and the visit that the rest follows. */
static bool
read_series(struct practice *p, struct series *s, const struct record *service,
    date_day *newest, int *have, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "series_counts");
	int done = 0, open = 0;

	stmt_set_int(st, "client", s->client);
	stmt_set_int(st, "service", s->service);
	if (stmt_next(st)) {
		done = (int)stmt_int(st, "done");
		open = (int)stmt_int(st, "open");
	}
	if (!stmt_end(st, e))
		return false;
	s->planned = (int)record_int(service, "series_count");
	*have = done % s->planned + open;
	st = db_stmt(p->db, "series_newest");
	stmt_set_int(st, "client", s->client);
	stmt_set_int(st, "service", s->service);
	*newest = DATE_NONE;
	if (stmt_next(st)) {
		*newest = stmt_date(st, "date");
		s->staff = stmt_int(st, "staff");
		s->start = stmt_is_null(st, "start") ? (int)record_int(p->settings, "opens") :
		    (int)stmt_int(st, "start");
	}
	return stmt_end(st, e);
}

bool
series_rest(struct practice *p, int64_t client, int64_t service, struct series *out,
    struct err *e)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_BOOK struct slot_book book = { .places = NULL };
	struct want want;
	date_day next;
	int have, i;

	*out = (struct series){ .client = client, .service = service };
	if (!practice_may(p, ACTION_READ_CLIENTS, e) ||
	    (r = db_get(p->db, &record_service, service, e)) == NULL)
		return false;
	if (record_is_null(r, "series_count") || record_is_null(r, "series_days")) {
		AUTO_BUF struct buf name = BUF_INIT;

		field_quote(&name, record_text(r, "name"));
		return err_set(e, ERR_INVALID, NULL, "%s has no series: Services in Practice "
		    "says of how many visits, and how many days apart.", name.s);
	}
	if (!read_series(p, out, r, &next, &have, e) || !want_of(p, out, &want, e) ||
	    !slot_book_read(p, clock_today(), &book, e))
		return false;
	for (i = have; next != DATE_NONE && i < out->planned && out->n < SERIES_MAX; i++) {
		struct series_visit *v = &out->list[out->n++];

		/* one that should have been is wanted from tomorrow on */
		next += (date_day)record_int(r, "series_days");
		next = next > clock_today() ? next : clock_today() + 1;
		*v = (struct series_visit){ .n = i + 1, .day = DATE_NONE, .start = out->start,
		    .wanted = next };
		if (!place(p, &book, &want, out, out->n - 1, e))
			return false;
	}
	return true;
}

bool
series_place(struct practice *p, struct series *s, size_t i, date_day day, int start, int by,
    struct err *e)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	struct want want;
	bool fits = false;
	char words[24];
	int away;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !want_of(p, s, &want, e) ||
	    !slot_book_read(p, clock_today(), &book, e))
		return false;
	if (start >= 0)
		want.usual = start;
	for (away = 0; away < SEARCH_DAYS && !fits; away++)
		if (!put(p, &book, &want, s, i, day + by * away, &fits, e))
			return false;
	if (!fits)
		return err_set(e, ERR_INVALID, NULL, "Nothing is free %s %s within two weeks.",
		    by < 0 ? "up to" : "from", date_to_words(day, true, words));
	return true;
}

void
series_leave_out(struct series *s, size_t i)
{
	memmove(&s->list[i], &s->list[i + 1], (s->n - i - 1) * sizeof(*s->list));
	s->n--;
}

bool
series_book(struct practice *p, const struct series *s, struct buf *note, struct draft *draft,
    struct err *e)
{
	struct record *list[SERIES_MAX];
	size_t i, n = 0;
	bool ok;

	for (i = 0; i < s->n; i++) {
		const struct series_visit *v = &s->list[i];
		struct record *r;

		if (v->day == DATE_NONE)
			continue;
		r = list[n++] = record_new(&record_session);
		record_set_int(r, "client", s->client);
		record_set_int(r, "service", s->service);
		if (s->staff != 0)
			record_set_int(r, "staff", s->staff);
		record_set_day(r, "date", v->day);
		record_set_int(r, "start", v->start);
		if (v->room != 0)
			record_set_int(r, "room", v->room);
		if (v->device != 0)
			record_set_int(r, "device", v->device);
	}
	ok = n > 0 ? sessions_book(p, list, n, note, draft, e) : err_set(e, ERR_INVALID, NULL,
	    "There is nothing to book.");
	for (i = 0; i < n; i++)
		record_free(list[i]);
	return ok;
}
