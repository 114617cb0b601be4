/*
 * due.c - whom to call in the model: reckoned from the records in plain C, beside the lists
 * of Due; and who waits no longer once they are booked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/due.h"
#include "tests/model/model.h"

/* --- reading ------------------------------------------------------------------------------ */

/* A client, a service, a try; and what a statement reads of each. */
struct who {
	int64_t id;
	bool gone;		/* archived, or not to be booked */
};
struct what {
	int64_t id, series, days, months;	/* 0: none */
	bool offered;
};
struct try {
	int64_t client, session, service;
	int64_t at;
	date_day until;		/* DATE_NONE: for good */
	char about;		/* c, d or w */
};

/* Time off of one person, 0: of the practice, that does not come again. */
struct off {
	int64_t staff, from, until;	/* on each day, in minutes of it */
	date_day first, last;
	int64_t written;
};

struct reckoning {
	struct model *m;
	struct model_visits visits;
	struct off *off;
	size_t n_off, cap_off;
	const struct due_list *said;
	struct model_wishes wishes;
	struct who *clients;
	struct what *services;
	struct try *tries;	/* the newest first */
	size_t n_clients, n_services, n_tries, cap_clients, cap_services, cap_tries;
	char **expected;
	size_t n_expected, cap_expected;
	long hidden, calls, back;
};

static date_day
day_of(sqlite3_stmt *st, int column)
{
	const char *iso = (const char *)sqlite3_column_text(st, column);

	return iso != NULL ? date_from_iso(iso) : DATE_NONE;
}

struct model_wishes
model_wishes(struct model *m)
{
	sqlite3_stmt *st = model_stmt(m, "SELECT id, client, service, staff, days, "
	    "coalesce(after, 0), coalesce(before, 1440), until, sooner, added_on FROM waiting "
	    "WHERE ended_on IS NULL ORDER BY id");
	struct model_wishes all = { .n = 0 };

	while (sqlite3_step(st) == SQLITE_ROW) {
		GROW(all.list, all.cap, all.n + 1);
		all.list[all.n++] = (struct model_wish){ sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2),
		    sqlite3_column_int64(st, 3), sqlite3_column_int64(st, 8),
		    sqlite3_column_int(st, 4), sqlite3_column_int(st, 5),
		    sqlite3_column_int(st, 6), day_of(st, 7), day_of(st, 9) };
	}
	sqlite3_finalize(st);
	return all;
}

static void
read_clients(struct reckoning *r)
{
	sqlite3_stmt *st = model_stmt(r->m, "SELECT id, archived OR do_not_book IS NOT NULL "
	    "FROM client");

	while (sqlite3_step(st) == SQLITE_ROW) {
		GROW(r->clients, r->cap_clients, r->n_clients + 1);
		r->clients[r->n_clients++] = (struct who){ sqlite3_column_int64(st, 0),
		    sqlite3_column_int(st, 1) != 0 };
	}
	sqlite3_finalize(st);
}

static void
read_services(struct reckoning *r)
{
	sqlite3_stmt *st = model_stmt(r->m, "SELECT id, series_count, series_days, "
	    "return_months, active FROM service");

	while (sqlite3_step(st) == SQLITE_ROW) {
		GROW(r->services, r->cap_services, r->n_services + 1);
		r->services[r->n_services++] = (struct what){ sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2),
		    sqlite3_column_int64(st, 3), sqlite3_column_int(st, 4) != 0 };
	}
	sqlite3_finalize(st);
}

static void
read_tries(struct reckoning *r)
{
	sqlite3_stmt *st = model_stmt(r->m, "SELECT client, session, service, at, hidden_until, "
	    "about FROM contact ORDER BY at DESC, id DESC");

	while (sqlite3_step(st) == SQLITE_ROW) {
		GROW(r->tries, r->cap_tries, r->n_tries + 1);
		r->tries[r->n_tries++] = (struct try){ sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2),
		    sqlite3_column_int64(st, 3), day_of(st, 4),
		    (char)*sqlite3_column_text(st, 5) };
	}
	sqlite3_finalize(st);
}

static void
read_off(struct reckoning *r)
{
	sqlite3_stmt *st = model_stmt(r->m, "SELECT coalesce(staff, 0), coalesce(start, 0), "
	    "coalesce(coalesce(start, 0) + minutes, 1440), date, coalesce(until, date), "
	    "(SELECT at FROM journal WHERE n = block.version) FROM block WHERE active AND "
	    "repeats IS NULL AND room IS NULL AND device IS NULL");

	while (sqlite3_step(st) == SQLITE_ROW) {
		GROW(r->off, r->cap_off, r->n_off + 1);
		r->off[r->n_off++] = (struct off){ sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2), day_of(st, 3),
		    day_of(st, 4), sqlite3_column_int64(st, 5) };
	}
	sqlite3_finalize(st);
}

static void
forget(struct reckoning *r)
{
	size_t i;

	for (i = 0; i < r->n_expected; i++)
		free(r->expected[i]);
	free(r->expected);
	free(r->visits.list);
	free(r->wishes.list);
	free(r->off);
	free(r->clients);
	free(r->services);
	free(r->tries);
}

/* --- reckoning ------------------------------------------------------------------------------ */

static void
expect(struct reckoning *r, const char *kind, int64_t of, int64_t service, date_day day)
{
	GROW(r->expected, r->cap_expected, r->n_expected + 1);
	r->expected[r->n_expected++] = xasprintf("%s %lld %lld %d", kind, (long long)of,
	    (long long)service, day == DATE_NONE ? 0 : (int)day);
}

/* Whether the newest try of a cause, since a moment, hides it today. */
static bool
tried(struct reckoning *r, char about, int64_t client, int64_t session, int64_t service,
    int64_t since)
{
	size_t i;

	for (i = 0; i < r->n_tries; i++) {
		const struct try *t = &r->tries[i];

		if (t->about != about || t->client != client ||
		    (session != 0 ? t->session != session : t->service != service) ||
		    t->at < since)
			continue;
		if (t->until != DATE_NONE && t->until <= r->m->day)
			return false;
		r->hidden += t->until != DATE_NONE;
		return true;
	}
	return false;
}

/* When a day begins. */
static int64_t
midnight(date_day day)
{
	return (int64_t)day * DAY_MINUTES * 60;
}

/* So many months later, a day that the month lacks is its last. */
static date_day
months_later(date_day day, int64_t months)
{
	int year, month, of_month, last = 31;

	date_split(day, &year, &month, &of_month);
	month += (int)months - 1;
	year += month / 12;
	month = month % 12 + 1;
	while (!date_valid(year, month, last))
		last--;
	return date_make(year, month, of_month < last ? of_month : last);
}

/* The day a client is due for a service; DATE_NONE: is not. */
static date_day
due_on(const struct reckoning *r, const struct who *c, const struct what *s, date_day *last)
{
	int64_t done = 0;
	size_t i;

	*last = DATE_NONE;
	if (c->gone || !s->offered)
		return DATE_NONE;
	for (i = 0; i < r->visits.n; i++) {
		const struct model_visit *v = &r->visits.list[i];

		if (v->client != c->id || v->service != s->id)
			continue;
		if (v->status < SESSION_DONE)
			return DATE_NONE;
		if (v->status != SESSION_DONE)
			continue;
		done++;
		*last = v->day > *last ? v->day : *last;
	}
	if (done == 0)
		return DATE_NONE;
	if (s->series > 0 && s->days > 0 && done % s->series != 0)
		return *last + (date_day)s->days;
	return s->months > 0 ? months_later(*last, s->months) : DATE_NONE;
}

static bool
is_kept(const struct reckoning *r, int64_t client, int64_t service, date_day due)
{
	return model_int(r->m, "SELECT count(*) FROM client_due WHERE client = %lld AND "
	    "service = %lld AND julianday(due) - 2440587.5 = %d", (long long)client,
	    (long long)service, (int)due) == 1;
}

static void
expect_due(struct reckoning *r)
{
	int64_t all = 0;
	date_day due, last;
	size_t i, k;

	for (i = 0; i < r->n_clients; i++)
		for (k = 0; k < r->n_services; k++) {
			int64_t client = r->clients[i].id, service = r->services[k].id;

			due = due_on(r, &r->clients[i], &r->services[k], &last);
			if (due == DATE_NONE)
				continue;
			all++;
			if (!is_kept(r, client, service, due))
				model_fault(r->m, "client %lld is due for %lld, and it is not kept",
				    (long long)client, (long long)service);
			if (due > r->m->day || tried(r, 'd', client, 0, service, midnight(last + 1)))
				continue;
			expect(r, "back", client, service, due);
			r->back++;
		}
	if (all != model_int(r->m, "SELECT count(*) FROM client_due"))
		model_fault(r->m, "more are kept as due than are");
}

/* Whether somebody is off while they treat, and since when that was written. */
static bool
is_away(const struct reckoning *r, const struct model_visit *v, int64_t *since)
{
	bool away = false;
	size_t i;

	*since = 0;
	for (i = 0; i < r->n_off; i++) {
		const struct off *o = &r->off[i];
		int64_t day = (int64_t)v->day * DAY_MINUTES;

		if ((o->staff != 0 && o->staff != v->staff) || v->day < o->first || v->day > o->last)
			continue;
		*since = o->written > *since ? o->written : *since;
		away = away || (day + o->from < v->ends && day + o->until > v->treated);
	}
	return away;
}

static bool
is_said(const struct reckoning *r, int64_t visit)
{
	size_t i;

	for (i = 0; i < r->said->n; i++)
		if (r->said->rows[i].kind == DUE_MOVES && r->said->rows[i].session == visit)
			return true;
	return false;
}

/* Whether a visit is one that cannot stand: then it is expected among these, or hidden. A
 * reason that somebody gave for it may be one for this; the list decides. */
static bool
expect_move(struct reckoning *r, const struct model_visit *v)
{
	int64_t since;

	if (!is_away(r, v, &since) || v->start < 0 ||
	    v->ends <= (int64_t)r->m->day * DAY_MINUTES + r->m->minutes ||
	    (!is_said(r, v->id) && model_int(r->m, "SELECT insisted IS NOT NULL FROM session "
	    "WHERE id = %lld", (long long)v->id) == 1))
		return false;
	if (!tried(r, 'c', v->client, v->id, 0, since)) {
		expect(r, "move", v->id, v->service, v->day);
		r->calls++;
	}
	return true;
}

static void
expect_calls(struct reckoning *r, date_day day)
{
	size_t i;

	for (i = 0; i < r->visits.n; i++) {
		const struct model_visit *v = &r->visits.list[i];

		if (!model_is_booking(v) || v->client == 0 || expect_move(r, v) ||
		    v->day != day || v->status != SESSION_BOOKED ||
		    tried(r, 'c', v->client, v->id, 0, 0))
			continue;
		expect(r, "call", v->id, v->service, v->day);
		r->calls++;
	}
}

static void
expect_wishes(struct reckoning *r)
{
	size_t i, k;

	for (i = 0; i < r->wishes.n; i++) {
		const struct model_wish *w = &r->wishes.list[i];

		for (k = 0; r->clients[k].id != w->client; k++)
			;
		if (r->clients[k].gone || (w->until != DATE_NONE && w->until < r->m->day) ||
		    tried(r, 'w', w->client, 0, w->service, midnight(w->added - 1)))
			continue;
		expect(r, "wait", w->id, w->service, DATE_NONE);
	}
}

/* --- what Due says ----------------------------------------------------------------------------- */

/* A free time that is offered is taken by nobody, but for the booking it would replace. */
static void
is_free(struct reckoning *r, const struct due_row *row)
{
	int64_t from = (int64_t)row->day * DAY_MINUTES + row->start + row->numbing, until = from +
	    model_int(r->m, "SELECT coalesce(minutes, (SELECT default_minutes FROM practice)) "
	    "FROM service WHERE id = %lld", (long long)row->service);
	const struct model_visit *own = model_visit(&r->visits, row->session);
	size_t i;

	for (i = 0; i < r->visits.n; i++) {
		const struct model_visit *v = &r->visits.list[i];

		if (v->staff == row->staff && model_takes_time(v) && v->start >= 0 &&
		    v->treated < until && from < v->ends &&
		    (own == NULL || model_coming(v) != model_coming(own)))
			model_fault(r->m, "wish %lld is offered a time that visit %lld has",
			    (long long)row->waiting, (long long)v->id);
	}
}

static bool
take_expected(struct reckoning *r, const char *row)
{
	size_t i;

	for (i = 0; i < r->n_expected; i++)
		if (strcmp(r->expected[i], row) == 0) {
			free(r->expected[i]);
			r->expected[i] = r->expected[--r->n_expected];
			return true;
		}
	return false;
}

static void
compare_row(struct reckoning *r, const struct due_row *row)
{
	static const char *const kinds[DUE_KINDS] = { [DUE_MOVES] = "move", [DUE_CALLS] = "call",
	    [DUE_BACK] = "back", [DUE_WAITING] = "wait", [DUE_WAITING_LATER] = "wait",
	    [DUE_FOLLOW_UPS] = "", [DUE_REVIEWS] = "", [DUE_ENDS] = "" };
	bool call = row->kind == DUE_MOVES || row->kind == DUE_CALLS, back = row->kind == DUE_BACK;
	AUTO_FREE char *words = xasprintf("%s %lld %lld %d", kinds[row->kind],
	    (long long)(call ? row->session : back ? row->client : row->waiting),
	    (long long)row->service, call || back ? (int)row->day : 0);

	if (row->kind == DUE_REVIEWS || row->kind == DUE_ENDS)
		return;
	if (row->client != 0 && !take_expected(r, words))
		model_fault(r->m, "Due lists what nobody is due for: %s", words);
	if (row->kind == DUE_WAITING)
		is_free(r, row);
}

/* Who is on Due, who is hidden there, and who is counted, are those of the records. */
void
model_due(struct model *m)
{
	struct due_list list = { .rows = NULL };
	struct reckoning r = { .m = m, .visits = model_visits(m), .wishes = model_wishes(m),
	    .said = &list };
	struct due_counts counts;
	struct err err;
	size_t i;

	if (!due_read(m->logins[OWNER].p, false, NULL, &list, &err) ||
	    !due_count(m->logins[OWNER].p, false, &counts, &err))
		model_fault(m, "%s", err.text);
	read_clients(&r);
	read_services(&r);
	read_tries(&r);
	read_off(&r);
	expect_calls(&r, list.calls_for);
	expect_due(&r);
	expect_wishes(&r);
	for (i = 0; i < list.n; i++)
		compare_row(&r, &list.rows[i]);
	if (r.n_expected > 0)
		model_fault(m, "somebody is forgotten: %s", r.expected[0]);
	if (list.hidden != r.hidden)
		model_fault(m, "%ld are said to be hidden of %ld", list.hidden, r.hidden);
	r.calls = r.calls > DUE_COUNT_MAX ? DUE_COUNT_MAX : r.calls;
	if (counts.calls != r.calls || counts.back != r.back)
		model_fault(m, "%ld calls and %ld due back are counted of %ld and %ld",
		    counts.calls, counts.back, r.calls, r.back);
	due_list_free(&list);
	forget(&r);
}

/* --- who waits no longer ------------------------------------------------------------------------ */

static bool
suits(const struct model_wish *w, const struct model_visit *v)
{
	return v->start >= w->after && v->start < w->before &&
	    (w->until == DATE_NONE || v->day <= w->until) &&
	    (w->staff == 0 || w->staff == v->staff) &&
	    (w->days == 0 || (w->days >> date_weekday(v->day) & 1) != 0);
}

/* Whether the newest write placed a visit where the wish wants one: sooner than the booking
 * it is linked to, where that still stands. `before`: the wish as it was. */
static bool
granted(const struct model *m, const struct model_wish *before, const struct model_wish *w,
    const struct model_visits *visits, const struct model_visit *v)
{
	const struct model_visit *was = model_visit(&m->visits, v->id);
	const struct model_visit *than = model_visit(visits, w->sooner), *stood;
	bool same = was != NULL && was->client == v->client && was->service == v->service;

	if (v->client != w->client || v->service != w->service || v->start < 0 || v->imported ||
	    !(was == NULL ? model_takes_time(v) : model_is_booking(v)))
		return false;
	if (same && (was->comes == v->comes || was->start < 0))
		return false;
	if (than == v)
		return same && before->sooner == v->id && v->comes < was->comes;
	if (than == NULL || !model_is_booking(than) || than->client != w->client)
		return suits(w, v);
	/* nothing is won where the two change places */
	stood = model_visit(&m->visits, than->id);
	return suits(w, v) && v->comes < than->comes && (stood == NULL || v->comes < stood->comes);
}

static void
compare_wish(struct model *m, const struct model_wish *before, const struct model_wish *w,
    const struct model_visits *visits)
{
	size_t i;

	for (i = 0; i < visits->n; i++)
		if (granted(m, before, w, visits, &visits->list[i]))
			model_fault(m, "wish %lld stands, and visit %lld is what it was for",
			    (long long)w->id, (long long)visits->list[i].id);
}

/* Who waited, and was booked or moved forward in the newest write, waits no longer; but who
 * waited under another card does, until somebody looks. */
void
model_waits_no_longer(struct model *m)
{
	struct model_visits visits = model_visits(m);
	struct model_wishes wishes = model_wishes(m);
	bool booked = model_int(m, "SELECT count(*) FROM journal WHERE n > %lld AND "
	    "kind NOT IN ('undo', 'redo') AND n NOT IN (SELECT version FROM client_merge)",
	    (long long)m->looked_at) > 0;
	size_t i, k;

	for (i = 0; booked && i < m->wishes.n; i++)
		for (k = 0; k < wishes.n; k++)
			if (wishes.list[k].id == m->wishes.list[i].id)
				compare_wish(m, &m->wishes.list[i], &wishes.list[k], &visits);
	free(visits.list);
	free(wishes.list);
}
