/*
 * stops.c - see stops.h.
 */
#include "practice/stops.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/preflight.h"
#include "practice/watch.h"

/* A booking, in the order of day and time, and what bars it. */
struct place {
	int64_t session, client, staff;
	date_day date;
	int start;
	date_day until;		/* as of struct stop */
	char why[200];		/* "" nothing does */
};

struct places {
	struct place *list;
	size_t n, cap;
};

/* What has changed since the last look. */
struct changed {
	int64_t *clients;
	size_t n, cap;
	bool all;
};

struct stops {
	struct watch watch;
	struct places barred;
	/* looking at all: those found so far, and the last one looked at */
	struct places found;
	struct place last;
	bool whole, began;	/* all are looked at; were, once */
};

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = compare(x->date, y->date);

	c = c != 0 ? c : compare(x->start, y->start);
	return c != 0 ? c : compare(x->session, y->session);
}

/* --- one booking ------------------------------------------------------------------------ */

static struct place
place_of(const struct record *session)
{
	return (struct place){ session->id, record_int(session, "client"),
	    record_int(session, "staff"), date_from_iso(record_text(session, "date")),
	    record_is_null(session, "start") ? -1 : (int)record_int(session, "start"),
	    DATE_NONE, "" };
}

/* The line that bars it, the verdict's before others; NULL: none does. */
static const struct preflight_line *
barring(const struct preflight *f)
{
	const struct preflight_line *found = NULL;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->lines[i].bars && (found == NULL ||
		    strcmp(f->lines[i].code, "verdict") == 0))
			found = &f->lines[i];
	return found;
}

/* What bars a booking, and until when: that the screening defers it, unless something else bars
 * it on that day too. */
static bool
ask(struct practice *p, const struct record *session, struct place *out, struct err *e)
{
	const struct preflight_line *line;
	struct preflight f;
	date_day until;

	*out = place_of(session);
	if (!preflight_on(p, session, out->date, &f, e))
		return false;
	line = barring(&f);
	if (line == NULL)
		return true;
	text_copy(out->why, sizeof(out->why), line->sentence);
	until = f.until;
	if (until == DATE_NONE)
		return true;
	if (!preflight_on(p, session, until, &f, e))
		return false;
	if (barring(&f) == NULL)
		out->until = until;
	return true;
}

/* --- what is kept ----------------------------------------------------------------------- */

static void
put(struct places *to, const struct place *s)
{
	GROW(to->list, to->cap, to->n + 1);
	to->list[to->n++] = *s;
}

static bool
has(const struct places *in, int64_t session)
{
	size_t i;

	for (i = 0; i < in->n; i++)
		if (in->list[i].session == session)
			return true;
	return false;
}

static void
drop_client(struct places *from, int64_t client)
{
	size_t i, n = 0;

	for (i = 0; i < from->n; i++)
		if (from->list[i].client != client)
			from->list[n++] = from->list[i];
	from->n = n;
}

/* Those of `now`, in their order, that are not in `was`. */
static void
add_fresh(const struct places *now, const struct places *was, struct stops_fresh *fresh)
{
	size_t i;

	for (i = 0; i < now->n; i++)
		if (!has(was, now->list[i].session) && fresh->n++ == 0)
			fresh->session = now->list[i].session;
}

/* Adds those of the statement's bookings that are barred. *n: how many it had. */
static bool
look_at(struct practice *p, struct stmt *st, struct places *barred, struct place *last,
    size_t *n, struct err *e)
{
	bool ok = true;

	for (*n = 0; ok && stmt_next(st); ++*n) {
		AUTO_RECORD struct record *session = record_new(&record_session);

		db_read_record(st, session);
		ok = ask(p, session, last, e);
		if (ok && *last->why != '\0')
			put(barred, last);
	}
	return stmt_end(st, ok ? e : NULL) && ok;
}

/* Of a client all again; while all are looked at, those that are still to come are left. */
static bool
look_at_client(struct practice *p, int64_t client, struct stops_fresh *fresh, struct err *e)
{
	struct stops *k = p->stops;
	struct places now = { NULL, 0, 0 };
	struct stmt *st = db_stmt(p->db, "stops_of_client");
	char iso[DATE_ISO_SIZE];
	struct place last;
	size_t n, i;
	bool ok;

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	ok = look_at(p, st, &now, &last, &n, e);
	if (ok) {
		add_fresh(&now, &k->barred, fresh);
		drop_client(&k->barred, client);
		drop_client(&k->found, client);
		for (i = 0; i < now.n; i++) {
			put(&k->barred, &now.list[i]);
			if (!k->whole && by_place(&now.list[i], &k->last) <= 0)
				put(&k->found, &now.list[i]);
		}
		if (k->barred.n > 1)
			qsort(k->barred.list, k->barred.n, sizeof(*k->barred.list), by_place);
	}
	free(now.list);
	return ok;
}

static void
begin_again(struct stops *k)
{
	k->whole = false;
	k->found.n = 0;
	k->last = (struct place){ .date = clock_today(), .start = -2 };
}

/* Those looked at are now what is kept. */
static void
end(struct stops *k, struct stops_fresh *fresh)
{
	struct places old = k->barred;

	if (k->found.n > 1)
		qsort(k->found.list, k->found.n, sizeof(*k->found.list), by_place);
	if (k->began)
		add_fresh(&k->found, &old, fresh);
	k->barred = k->found;
	k->found = old;
	k->found.n = 0;
	k->whole = k->began = true;
}

#define LOOK_AT_ONCE 100

static bool
go_on(struct practice *p, size_t most, struct stops_fresh *fresh, struct err *e)
{
	struct stops *k = p->stops;
	size_t looked = 0, n;
	char iso[DATE_ISO_SIZE];

	while (!k->whole && (most == 0 || looked < most)) {
		size_t wanted = most == 0 || most - looked > LOOK_AT_ONCE ? LOOK_AT_ONCE :
		    most - looked;
		struct stmt *st = db_stmt(p->db, "stops_open");

		stmt_set_text(st, "date", date_to_iso(k->last.date, iso));
		stmt_set_int(st, "start", k->last.start);
		stmt_set_int(st, "id", k->last.session);
		stmt_set_int(st, "most", (int64_t)wanted);
		if (!look_at(p, st, &k->found, &k->last, &n, e))
			return false;
		looked += n;
		if (n < wanted)
			end(k, fresh);
	}
	return true;
}

/* --- after a change --------------------------------------------------------------------- */

static void
note(const struct watch_change *w, void *arg)
{
	static const struct record_type *const everybodys[] = { &record_service, &record_staff,
	    &record_certificate, &record_lot, &record_product, &record_device, &record_checklist };
	struct changed *c = arg;
	size_t i;

	if (w->type == NULL)
		c->all = true;
	for (i = 0; i < ARRAY_LEN(everybodys); i++)
		c->all = c->all || w->type == everybodys[i];
	if (w->client == 0)
		return;
	for (i = 0; i < c->n; i++)
		if (c->clients[i] == w->client)
			return;
	GROW(c->clients, c->cap, c->n + 1);
	c->clients[c->n++] = w->client;
}

static bool
catch_up(struct practice *p, struct stops_fresh *fresh, struct err *e)
{
	struct stops *k = p->stops;
	struct changed c = { NULL, 0, 0, false };
	bool ok = watch_changes(p, &k->watch, note, &c, e);
	size_t i;

	if (ok && c.all)
		begin_again(k);
	for (i = 0; ok && i < c.n; i++)
		ok = look_at_client(p, c.clients[i], fresh, e);
	if (!ok)		/* which were not looked at is not known */
		begin_again(k);
	free(c.clients);
	return ok;
}

bool
stops_look(struct practice *p, size_t most, struct stops_fresh *fresh, struct err *e)
{
	struct stops_fresh unasked;

	if (fresh == NULL)
		fresh = &unasked;
	*fresh = (struct stops_fresh){ .n = 0 };
	if (!practice_allows(p, ACTION_READ_CLIENTS))
		return true;
	if (p->stops == NULL) {
		struct watch watch;

		if (!watch_begin(p, &watch, e))
			return false;
		p->stops = xcalloc(1, sizeof(*p->stops));
		p->stops->watch = watch;
		begin_again(p->stops);
	}
	return catch_up(p, fresh, e) && go_on(p, most, fresh, e);
}

long
stops_count(const struct practice *p, int64_t staff)
{
	long n = 0;
	size_t i;

	for (i = 0; p->stops != NULL && i < p->stops->barred.n; i++)
		n += p->stops->barred.list[i].date >= clock_today() &&
		    (staff == 0 || p->stops->barred.list[i].staff == staff);
	return n;
}

bool
stops_has(const struct practice *p, int64_t session)
{
	return p->stops != NULL && has(&p->stops->barred, session);
}

bool
stops_whole(const struct practice *p)
{
	return p->stops != NULL && p->stops->whole;
}

void
stops_free(struct practice *p)
{
	if (p->stops == NULL)
		return;
	free(p->stops->barred.list);
	free(p->stops->found.list);
	free(p->stops);
	p->stops = NULL;
}

/* --- told ------------------------------------------------------------------------------- */

static bool
tell(struct practice *p, const struct place *at, bool (*fn)(const struct stop *, void *),
    void *arg, bool *more, struct err *e)
{
	struct stop s = { .session = at->session, .client = at->client, .staff = at->staff,
	    .date = at->date, .start = at->start, .why = at->why, .until = at->until };
	struct stmt *st = db_stmt(p->db, "stops_row");
	AUTO_BUF struct buf name = BUF_INIT;

	stmt_set_int(st, "session", at->session);
	if (stmt_next(st)) {
		naming_add_row(st, at->client, &name);
		s.name = name.s;
		s.phone = stmt_text(st, "phone");
		s.service = stmt_text(st, "service_name");
		s.service_code = stmt_text(st, "service_code");
		s.staff_name = stmt_text(st, "staff_name");
		*more = fn(&s, arg);
	}
	return stmt_end(st, e);
}

bool
stops_list(struct practice *p, bool (*fn)(const struct stop *, void *), void *arg,
    struct err *e)
{
	bool ok, more = true;
	size_t i;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !stops_look(p, 0, NULL, e))
		return false;
	for (i = 0, ok = true; ok && more && i < p->stops->barred.n; i++)
		if (p->stops->barred.list[i].date >= clock_today())
			ok = tell(p, &p->stops->barred.list[i], fn, arg, &more, e);
	return ok;
}

struct one {
	void (*fn)(const struct stop *, void *);
	void *arg;
};

static bool
tell_one(const struct stop *s, void *arg)
{
	const struct one *one = arg;

	one->fn(s, one->arg);
	return false;
}

bool
stops_of(struct practice *p, int64_t session, void (*fn)(const struct stop *, void *), void *arg,
    struct err *e)
{
	struct one one = { fn, arg };
	bool more;
	size_t i;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	for (i = 0; p->stops != NULL && i < p->stops->barred.n; i++)
		if (p->stops->barred.list[i].session == session)
			return tell(p, &p->stops->barred.list[i], tell_one, &one, &more, e);
	return true;
}
