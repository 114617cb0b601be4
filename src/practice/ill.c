/*
 * ill.c - see ill.h.
 */
#include "practice/ill.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "practice/sessions_where.h"

/* A visit, where it stands and where it would go. */
struct placed {
	int64_t version, client;
	enum session_status status;
	struct slot_want was, to;
	bool asked;		/* else it goes along with one of its coming that is */
	bool done;		/* it has been asked, with those of its coming */
	bool goes;
	struct buf why;
};

struct placing {
	struct practice *p;
	struct slot_book book;
	struct slot_uses uses;
	struct placed *list;
	size_t n, cap;
	int later;
};

static int
by_time(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int64_t m = slot_moment(&x->was), n = slot_moment(&y->was);

	return m != n ? (m < n ? -1 : 1) : (x->was.session > y->was.session) -
	    (x->was.session < y->was.session);
}

/* --- one visit ------------------------------------------------------------------------ */

static void
add_given(const struct slot_place *who, struct buf *out)
{
	if (who != NULL)
		naming_add_given(who->name, out);
}

/* "Jonas has Tan, Mei", "Dana works 1:00p to 6:00p", "no room is free" */
static void
add_taken(struct placing *m, const struct slot_use *by, struct buf *out)
{
	AUTO_RECORD struct record *r = by->client != 0 ? db_get(m->p->db, &record_client,
	    by->client, NULL) : NULL;
	AUTO_BUF struct buf name = BUF_INIT;

	if (by->kind == SLOT_STAFF)
		add_given(slot_place(&m->book, SLOT_STAFF, by->place), out);
	else
		buf_adds(out, by->kind == SLOT_ROOM ? "the room" : "the device");
	if (r != NULL)
		client_display_name(r, &name);
	buf_adds(out, " has ");
	text_show(out, name.len > 0 ? name.s : "another visit", false);
}

/* What it has stays where that is free; else the next that is. */
static bool
place(struct placing *m, struct slot_want *w, struct buf *why)
{
	AUTO_BUF struct buf unusual = BUF_INIT;
	struct slot_use by;
	enum slot_kind kind;

	slot_give_up(&m->book, &m->uses, w, 0);
	if (slot_taken(&m->uses, w, &by)) {
		add_taken(m, &by, why);
		return false;
	}
	if (!slot_choose(&m->book, &m->uses, w, &kind, &by)) {
		buf_adds(why, kind == SLOT_ROOM ? "no room is free" : "no device is free");
		return false;
	}
	slot_unusual(&m->book, w, &unusual);
	buf_adds(why, unusual.s);
	return unusual.len == 0;
}

/* Whom the book lets nobody move. */
static void
ask_client(const struct placing *m, int64_t client, struct buf *why)
{
	AUTO_RECORD struct record *r = client == 0 ? NULL :
	    db_get(m->p->db, &record_client, client, NULL);
	struct err e;

	if (r != NULL && !session_ask_client(r, &e))
		buf_add(why, e.text, strcspn(e.text, ";"));
}

static bool
may_go(const struct placing *m, const struct placed *v, struct buf *why)
{
	if (v->status > SESSION_CONFIRMED)
		buf_addf(why, "it is %s", session_status_label(v->status));
	else if (v->was.start < 0)
		buf_adds(why, "it has no time");
	else if (m->later != 0 && slot_moment(&v->was) + m->later < rules_now())
		buf_adds(why, "that is past");
	else if (m->later != 0)
		ask_client(m, v->client, why);
	return why->len == 0;
}

/* --- one coming ------------------------------------------------------------------------- */

static bool
is_of(const struct placing *m, size_t i, size_t first)
{
	return m->list[i].was.coming == m->list[first].was.coming;
}

/* Takes what the visits of a coming have, or would have, off the uses, or puts it there. */
static void
put_uses(struct placing *m, size_t first, bool there, bool new_ones)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		struct placed *v = &m->list[i];

		if (!is_of(m, i, first))
			continue;
		if (there)
			slot_use_want(&m->uses, new_ones ? &v->to : &v->was, v->client);
		else
			slot_uses_drop(&m->uses, v->was.session);
	}
}

static struct slot_want
moved(const struct placing *m, const struct placed *v, int64_t staff)
{
	int64_t at = slot_moment(&v->was) + m->later;
	struct slot_want w = v->was;

	w.coming = 0;		/* those of it are asked beside each other */
	w.date = (date_day)(at / DAY_MINUTES);
	w.start = (int)(at % DAY_MINUTES);
	if (m->later == 0)
		w.staff = staff;
	return w;
}

/* Tries all of a coming with one person; `why` gets a reason of the first that cannot. */
static bool
try(struct placing *m, size_t first, int64_t staff, struct buf *why)
{
	struct placed *of = NULL;
	size_t i;
	bool ok = true;

	for (i = 0; i < m->n && ok; i++) {
		AUTO_BUF struct buf reason = BUF_INIT;

		of = &m->list[i];
		if (!is_of(m, i, first))
			continue;
		of->to = moved(m, of, staff);
		ok = may_go(m, of, &reason) && place(m, &of->to, &reason);
		if (ok)
			slot_use_want(&m->uses, &of->to, of->client);
		if (!ok && strstr(why->s != NULL ? why->s : "", reason.s) == NULL)
			buf_addf(why, "%s%s", why->len > 0 ? ", " : "", reason.s);
	}
	put_uses(m, first, false, false);
	return ok;
}

static bool
all_may(const struct placing *m, size_t first, int64_t staff)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (is_of(m, i, first) &&
		    !slot_may(&m->book, m->list[i].was.service, SLOT_STAFF, staff))
			return false;
	return true;
}

static bool
try_others(struct placing *m, size_t first, struct buf *why)
{
	size_t i;

	for (i = 0; i < m->book.n_places; i++) {
		const struct slot_place *who = &m->book.places[i];

		if (who->kind == SLOT_STAFF && who->offered &&
		    who->id != m->list[first].was.staff && all_may(m, first, who->id) &&
		    try(m, first, who->id, why))
			return true;
	}
	if (why->len == 0)
		buf_adds(why, "nobody else does it");
	return false;
}

static void
place_coming(struct placing *m, size_t first)
{
	AUTO_BUF struct buf why = BUF_INIT;
	bool goes;
	size_t i;

	put_uses(m, first, false, false);
	goes = m->later != 0 ? try(m, first, m->list[first].was.staff, &why) :
	    try_others(m, first, &why);
	put_uses(m, first, true, goes);
	for (i = 0; i < m->n; i++) {
		if (!is_of(m, i, first))
			continue;
		m->list[i].done = true;
		m->list[i].goes = goes;
		if (!goes)
			buf_adds(&m->list[i].why, why.s);
	}
}

/* --- all ---------------------------------------------------------------------------------- */

static void
add_visit(struct placing *m, const struct record *r, bool asked)
{
	struct placed *v;

	GROW(m->list, m->cap, m->n + 1);
	v = &m->list[m->n++];
	*v = (struct placed){ .version = r->version, .client = record_int(r, "client"),
	    .status = session_status_of(r), .was = slot_want_of(r), .asked = asked,
	    .why = BUF_INIT };
}

static bool
has(const struct placing *m, int64_t session)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->list[i].was.session == session)
			return true;
	return false;
}

static bool
is_among(const int64_t *ids, size_t n, int64_t session)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ids[i] == session)
			return true;
	return false;
}

/* Those of its coming that sessions_move() takes along, but for those that are asked about
 * themselves. */
static bool
add_coming(struct placing *m, const struct record *r, const int64_t *ids, size_t n,
    struct err *e)
{
	int64_t others[SESSION_COMING_MAX];
	size_t i, n_others;

	if (!session_coming(m->p, r, others, &n_others, e))
		return false;
	for (i = 0; i < n_others; i++) {
		AUTO_RECORD struct record *other = NULL;

		if (is_among(ids, n, others[i]) || has(m, others[i]))
			continue;
		if ((other = session_get(m->p, others[i], e)) == NULL)
			return false;
		if (session_goes_along(other) && (m->later != 0 ||
		    record_int(other, "staff") == record_int(r, "staff")))
			add_visit(m, other, false);
	}
	return true;
}

static bool
read_visits(struct placing *m, const int64_t *ids, size_t n, struct err *e)
{
	date_day first = 0, last = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *r = session_get(m->p, ids[i], e);

		if (r == NULL)
			return false;
		add_visit(m, r, true);
		if (!add_coming(m, r, ids, n, e))
			return false;
	}
	for (i = 0; i < m->n; i++) {
		date_day day = m->list[i].was.date;

		first = i == 0 || day < first ? day : first;
		last = i == 0 || day > last ? day : last;
	}
	if (m->n > 0)
		qsort(m->list, m->n, sizeof(*m->list), by_time);
	return slot_book_read(m->p, first, &m->book, e) &&
	    slot_uses_read(m->p, first - 1, last + 2, &m->uses, e);
}

/* "Jonas, room B", "9:30a, room B" */
static void
add_goal(const struct placing *m, const struct placed *v, struct buf *out)
{
	const struct slot_place *room = slot_place(&m->book, SLOT_ROOM, v->to.room);
	char time[DATE_TIME_SIZE];

	if (m->later != 0)
		buf_adds(out, date_format_time(v->to.start, m->book.twelve_hour, time));
	else
		add_given(slot_place(&m->book, SLOT_STAFF, v->to.staff), out);
	if (room != NULL) {
		buf_adds(out, ", room ");
		text_show(out, room->name, false);
	}
}

static void
tell(struct placing *m, const struct placed *v, struct ill_offer *o)
{
	AUTO_RECORD struct record *r = v->client != 0 ? db_get(m->p->db, &record_client,
	    v->client, NULL) : NULL;
	AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT, to = BUF_INIT;
	char time[DATE_TIME_SIZE];

	*o = (struct ill_offer){ .goes = v->goes, .move = { v->was.session, v->version,
	    v->to.date, v->to.start, v->to.staff, v->to.room } };
	if (r != NULL)
		client_display_name(r, &name);
	text_show(&shown, name.len > 0 ? name.s : "(no client)", false);
	text_copy(o->client, sizeof(o->client), shown.s);
	if (v->was.start >= 0)
		text_copy(o->time, sizeof(o->time), date_format_time(v->was.start,
		    m->book.twelve_hour, time));
	if (v->goes)
		add_goal(m, v, &to);
	else
		buf_adds(&to, v->why.s);
	text_copy(o->to, sizeof(o->to), to.s);
}

bool
ill_offers(struct practice *p, const int64_t *ids, size_t n, int later,
    struct ill_offer *out, struct err *e)
{
	struct placing m = { .p = p, .later = later };
	bool ok = practice_may(p, ACTION_WRITE_SESSIONS, e) && read_visits(&m, ids, n, e);
	size_t i, told = 0;

	/* those that go later make place from the last on */
	for (i = 0; ok && i < m.n; i++) {
		size_t at = later > 0 ? m.n - 1 - i : i;

		if (!m.list[at].done)
			place_coming(&m, at);
	}
	for (i = 0; ok && i < m.n; i++)
		if (m.list[i].asked)
			tell(&m, &m.list[i], &out[told++]);
	for (i = 0; i < m.n; i++)
		buf_free(&m.list[i].why);
	free(m.list);
	slot_book_free(&m.book);
	slot_uses_free(&m.uses);
	return ok;
}
