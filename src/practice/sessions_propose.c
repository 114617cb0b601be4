/*
 * sessions_propose.c - proposing a client's next visit.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/rules.h"
#include "practice/sessions.h"
#include "practice/slot.h"
#include "practice/standing.h"

#define VISITS 12		/* newest visits that are considered */
#define DAYS_AHEAD 28		/* searched for an open one */

struct usual {
	struct past {
		int64_t service, staff, start;	/* 0, 0, -1: none */
		date_day date;
		bool done, offered;
		size_t weight;
	} visits[VISITS];
	size_t n;
	int64_t service;
};

/* One visit of the open series says more than all others of its service, and one of the
 * service more than all others. */
#define OF_SERVICE (VISITS + 1)
#define OF_SERIES (VISITS * OF_SERVICE + 1)

static bool
read_usual(struct practice *p, int64_t client, struct usual *u, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "session_usual");

	stmt_set_int(st, "client", client);
	stmt_set_int(st, "most", VISITS);
	while (stmt_next(st)) {
		struct past *v = &u->visits[u->n++];

		v->service = stmt_int(st, "service");
		v->offered = stmt_int(st, "offered") != 0;
		v->staff = stmt_int(st, "active") != 0 && rules_treats_row(st) ?
		    stmt_int(st, "staff") : 0;
		v->date = stmt_date(st, "date");
		v->start = stmt_is_null(st, "start") ? -1 : stmt_int(st, "start");
		v->done = stmt_int(st, "done") != 0;
	}
	return stmt_end(st, e);
}

/* The service of an unfinished series, and how many of it are done; 0: none. */
static bool
read_open_series(struct practice *p, int64_t client, int64_t *service, int *done,
    struct err *e)
{
	struct client_standing s = { .client = client };

	if (!standing_series(p, &s, e))
		return false;
	if (s.series_done > 0 && s.series_done < s.series_planned) {
		*service = s.series;
		*done = s.series_done;
	}
	return true;
}

/* Its own visits are the newest that are done, and what is booked. */
static void
weigh(struct usual *u, int done)
{
	size_t i;

	for (i = 0; i < u->n; i++) {
		struct past *v = &u->visits[i];

		v->weight = v->service != u->service ? 1 : done > 0 ? OF_SERIES : OF_SERVICE;
		done -= v->service == u->service && v->done;
	}
}

static int64_t
staff_of(const struct past *v)
{
	return v->staff != 0 ? v->staff : -1;
}

static int64_t
start_of(const struct past *v)
{
	return v->start;
}

static int64_t
weekday_of(const struct past *v)
{
	return v->date != DATE_NONE ? (int64_t)date_weekday(v->date) : -1;
}

/* The most frequent value, the newest if several are equally frequent; among visits of
 * the open series if there are any, else of the same service. -1: none. */
static int64_t
most_usual(const struct usual *u, int64_t (*value)(const struct past *))
{
	size_t i, k, best = 0;
	int64_t found = -1;

	for (i = 0; i < u->n; i++) {
		int64_t at = value(&u->visits[i]);
		size_t n = 0;

		for (k = 0; k < u->n; k++)
			n += value(&u->visits[k]) == at ? u->visits[k].weight : 0;
		if (at >= 0 && n > best) {
			best = n;
			found = at;
		}
	}
	return found;
}

/* Does the usual visit fit on that day? */
static bool
fits_on(struct practice *p, const struct slot_book *book, struct slot_want w, date_day day,
    bool *fits, struct err *e)
{
	AUTO_USES struct slot_uses uses = { .list = NULL };

	w.date = day;
	if (!slot_uses_read(p, day, day, &uses, e))
		return false;
	*fits = slot_fits(book, &uses, &w);
	return true;
}

/* After the service's interval: the first day of the usual weekday on which the visit
 * fits, else the first such day that is open, else any open day. */
static bool
first_day(struct practice *p, const struct slot_book *book, const struct usual *u,
    const struct record *service, const struct slot_want *w, date_day *out, struct err *e)
{
	date_day from = clock_today(), open = DATE_NONE, usual = DATE_NONE, day;
	int64_t weekday = most_usual(u, weekday_of);
	bool fits = false;
	size_t i;

	if (w->start >= 0 && w->start <= clock_minutes())
		from++;
	for (i = 0; i < u->n; i++)
		if (u->visits[i].service == u->service && u->visits[i].date != DATE_NONE) {
			day = u->visits[i].date + (date_day)(record_is_null(service,
			    "series_days") ? 1 : record_int(service, "series_days"));
			from = day > from ? day : from;
			break;
		}
	for (day = from; day < from + DAYS_AHEAD && !fits; day++) {
		if (!slot_open_on(book, day))
			continue;
		open = open == DATE_NONE ? day : open;
		if ((int64_t)date_weekday(day) != weekday)
			continue;
		usual = usual == DATE_NONE ? day : usual;
		if (w->start < 0)
			break;
		if (!fits_on(p, book, *w, day, &fits, e))
			return false;
		usual = fits ? day : usual;
	}
	*out = usual != DATE_NONE ? usual : open;
	return true;
}

static bool
propose(struct practice *p, struct usual *u, struct record *r, struct err *e)
{
	AUTO_RECORD struct record *service = NULL;
	AUTO_BOOK struct slot_book book = { .places = NULL };
	struct slot_want w;
	int64_t staff, start;
	date_day day;

	if (u->service == 0)
		return true;
	service = db_get(p->db, &record_service, u->service, e);
	if (service == NULL || !slot_book_read(p, clock_today(), &book, e))
		return false;
	record_set_int(r, "service", u->service);
	staff = most_usual(u, staff_of);
	if (staff > 0)
		record_set_int(r, "staff", staff);
	start = most_usual(u, start_of);
	if (start >= 0)
		record_set_int(r, "start", start);
	w = slot_want_for(p, service);
	w.staff = staff > 0 ? staff : 0;
	w.start = (int)start;
	if (!first_day(p, &book, u, service, &w, &day, e))
		return false;
	if (day != DATE_NONE)
		record_set_day(r, "date", day);
	return true;
}

/* The client's visits, and which service is the likely next: 0 none. */
static bool
begin(struct practice *p, int64_t client, struct usual *u, struct err *e)
{
	size_t i;
	int done = 0;

	*u = (struct usual){ .n = 0 };
	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !read_usual(p, client, u, e) ||
	    !read_open_series(p, client, &u->service, &done, e))
		return false;
	for (i = 0; i < u->n && u->service == 0; i++)
		if (u->visits[i].offered)
			u->service = u->visits[i].service;
	weigh(u, done);
	return true;
}

bool
session_usual_staff(struct practice *p, int64_t client, int64_t *staff, struct err *e)
{
	struct usual u;
	int64_t found;

	if (!begin(p, client, &u, e))
		return false;
	found = u.service != 0 ? most_usual(&u, staff_of) : 0;
	*staff = found > 0 ? found : 0;
	return true;
}

struct record *
session_propose(struct practice *p, int64_t client, struct err *e)
{
	struct record *r = record_new(&record_session);
	struct usual u;

	if (begin(p, client, &u, e) && propose(p, &u, r, e))
		return r;
	record_free(r);
	return NULL;
}
