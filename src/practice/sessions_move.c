/*
 * sessions_move.c - several visits moved in one write: drawn by hand in the calendar, or
 * given to others because somebody is ill.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "practice/sessions.h"
#include "practice/sessions_where.h"
#include "practice/waiting.h"

/* A visit, and how it is to be. */
struct turned {
	struct record *was, *next;
};

struct moving {
	struct practice *p;
	const struct session_move *moves;
	size_t n_moves;
	struct turned *list;
	size_t n, cap;
	struct session_among among;
	struct buf *note;
	struct record *off;	/* time off to add; NULL: none */
};

static bool
has(const struct moving *m, int64_t session)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->list[i].was->id == session)
			return true;
	return false;
}

static struct turned *
add(struct moving *m, struct record *was)
{
	struct turned *t;

	GROW(m->list, m->cap, m->n + 1);
	t = &m->list[m->n++];
	*t = (struct turned){ was, record_copy(was) };
	return t;
}

static bool
add_move(struct moving *m, const struct session_move *move, struct err *e)
{
	struct record *was = db_get(m->p->db, &record_session, move->session, e);
	struct turned *t;

	if (was == NULL)
		return false;
	t = add(m, was);
	if (move->version != 0 && was->version != move->version)
		return session_refuse_stale(m->p, was, e);
	session_set_moment(t->next, rules_moment(move->day, move->start));
	if (move->staff != 0)
		record_set_int(t->next, "staff", move->staff);
	if (move->room != 0)
		record_set_int(t->next, "room", move->room);
	return true;
}

/* Another visit of the same coming goes with it, unless its state keeps it where it is. */
static bool
add_other(struct moving *m, int64_t id, const struct turned *first, struct err *e)
{
	const struct record *led = first->was, *to = first->next;
	int64_t by = session_moment(to) - session_moment(led);
	bool to_another = !value_equal(record_value(led, "staff"), record_value(to, "staff"));
	struct record *was = db_get(m->p->db, &record_session, id, e);
	struct turned *t;

	if (was == NULL)
		return false;
	to_another = to_another &&
	    value_equal(record_value(was, "staff"), record_value(led, "staff"));
	if (!session_goes_along(was) || (by == 0 && !to_another)) {
		record_free(was);
		return true;
	}
	t = add(m, was);
	session_set_moment(t->next, session_moment(was) + by);
	if (to_another)
		value_copy(record_value(t->next, "staff"), record_value(to, "staff"));
	return true;
}

static bool
add_coming(struct moving *m, size_t i, struct err *e)
{
	int64_t others[SESSION_COMING_MAX];
	size_t n, k;

	if (!session_coming(m->p, m->list[i].was, others, &n, e))
		return false;
	for (k = 0; k < n; k++) {
		struct turned first = m->list[i];

		if (!has(m, others[k]) && !add_other(m, others[k], &first, e))
			return false;
	}
	return true;
}

static bool
read_among(struct moving *m, struct err *e)
{
	date_day first = 0, last = 0;
	size_t i;

	for (i = 0; i < m->n; i++) {
		date_day day = date_from_iso(record_text(m->list[i].next, "date"));

		if (i == 0 || day < first)
			first = day;
		if (i == 0 || day > last)
			last = day;
	}
	if (!slot_book_read(m->p, first, &m->among.book, e) ||
	    !slot_uses_read(m->p, first - 1, last + 1, &m->among.uses, e))
		return false;
	for (i = 0; i < m->n; i++)
		slot_uses_drop(&m->among.uses, m->list[i].was->id);
	return true;
}

static bool
move_one(struct moving *m, struct turned *t, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;

	if (session_moment(t->next) != session_moment(t->was))
		session_keep_was(t->next, t->was);
	if (session_ask_move(m->p, t->next, t->was, &m->among, m->note, e))
		return db_update(m->p->db, t->next, e) &&
		    waiting_end_for(m->p, t->next, t->was, e);
	if (m->n == 1)
		return false;
	naming_add(m->p, t->was, &name);
	return err_prefix(e, "Nothing was moved. %s", name.s);
}

static bool
move_inside(struct db *db, void *arg, struct err *e)
{
	struct moving *m = arg;
	size_t i;

	for (i = 0; i < m->n_moves; i++)
		if (!add_move(m, &m->moves[i], e))
			return false;
	for (i = 0; i < m->n_moves; i++)
		if (!add_coming(m, i, e))
			return false;
	if (m->n > 0 && !read_among(m, e))
		return false;
	for (i = 0; i < m->n; i++)
		if (!move_one(m, &m->list[i], e))
			return false;
	if (m->n_moves > 0)
		db_label(db, "move session %" PRId64, m->moves[0].session);
	return m->off == NULL || db_insert(db, m->off, e);
}

bool
sessions_move(struct practice *p, const struct session_move *moves, size_t n,
    struct record *off, struct buf *note, struct err *e)
{
	struct moving m = { .p = p, .moves = moves, .n_moves = n, .off = off, .note = note };
	bool ok = practice_may(p, ACTION_WRITE_SESSIONS, e) &&
	    db_write(p->db, "change", n > 0 ? "move session" : "add block", move_inside, &m, e);
	size_t i;

	for (i = 0; i < m.n; i++) {
		record_free(m.list[i].was);
		record_free(m.list[i].next);
	}
	free(m.list);
	slot_book_free(&m.among.book);
	slot_uses_free(&m.among.uses);
	return ok;
}
