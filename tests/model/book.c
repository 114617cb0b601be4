/*
 * book.c - the book of the model, reckoned from the records in plain C: what nobody and
 * nothing may do twice at once, and what stays together.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/slot.h"
#include "tests/model/model.h"

/* --- reading ---------------------------------------------------------------------------- */

static enum session_status
status_of(struct model *m, const char *word)
{
	int s;

	for (s = 0; s < SESSION_STATUSES; s++)
		if (strcmp(session_status_name((enum session_status)s), word) == 0)
			return (enum session_status)s;
	model_fault(m, "a visit is %s", word);
}

static struct model_visit
read_visit(struct model *m, sqlite3_stmt *st)
{
	date_day day = date_from_iso((const char *)sqlite3_column_text(st, 8));
	int64_t start = sqlite3_column_int64(st, 9), numbing = sqlite3_column_int64(st, 10),
	    minutes = sqlite3_column_int64(st, 11), cleanup = sqlite3_column_int64(st, 12);
	struct model_visit v = { .id = sqlite3_column_int64(st, 0),
	    .client = sqlite3_column_int64(st, 1), .service = sqlite3_column_int64(st, 2),
	    .staff = sqlite3_column_int64(st, 3), .room = sqlite3_column_int64(st, 4),
	    .device = sqlite3_column_int64(st, 5), .joined = sqlite3_column_int64(st, 6),
	    .status = status_of(m, (const char *)sqlite3_column_text(st, 7)), .day = day,
	    .start = start, .let_in = sqlite3_column_int64(st, 13) != 0,
	    .imported = sqlite3_column_int64(st, 14) != 0 };

	v.comes = (int64_t)day * DAY_MINUTES + start;
	v.treated = v.comes + numbing;
	v.ends = v.treated + minutes;
	v.leaves = v.ends + cleanup;
	return v;
}

struct model_visits
model_visits(struct model *m)
{
	sqlite3_stmt *st = model_stmt(m, "SELECT id, client, service, staff, room, device, joined, "
	    "status, date, coalesce(start, -1), numbing, minutes, cleanup, overlap_ok, "
	    "origin = 'import' FROM session ORDER BY id");
	struct model_visits all = { .n = 0 };

	while (sqlite3_step(st) == SQLITE_ROW) {
		GROW(all.list, all.cap, all.n + 1);
		all.list[all.n++] = read_visit(m, st);
	}
	sqlite3_finalize(st);
	return all;
}

const struct model_visit *
model_visit(const struct model_visits *all, int64_t id)
{
	size_t from = 0, until = all->n, at;

	while (from < until) {
		at = (from + until) / 2;
		if (all->list[at].id == id)
			return &all->list[at];
		if (all->list[at].id < id)
			from = at + 1;
		else
			until = at;
	}
	return NULL;
}

bool
model_is_booking(const struct model_visit *v)
{
	return v->status <= SESSION_CONFIRMED;
}

bool
model_takes_time(const struct model_visit *v)
{
	return v->status <= SESSION_DONE;
}

int64_t
model_coming(const struct model_visit *v)
{
	return v->joined != 0 ? v->joined : v->id;
}

/* --- one thing at a time ------------------------------------------------------------------ */

struct busy {
	int64_t place, from, until, visit;
};

static int
by_place_and_time(const void *a, const void *b)
{
	const struct busy *x = a, *y = b;

	return x->place != y->place ? (x->place < y->place ? -1 : 1) :
	    x->from != y->from ? (x->from < y->from ? -1 : 1) : 0;
}

/* What a visit takes of that kind: its practitioner and its device for the treatment, its
 * room until that is clean again. */
static struct busy
busy_of(const struct model_visit *v, enum slot_kind kind)
{
	return kind == SLOT_ROOM ? (struct busy){ v->room, v->comes, v->leaves, v->id } :
	    (struct busy){ kind == SLOT_STAFF ? v->staff : v->device, v->treated, v->ends, v->id };
}

void
model_one_at_a_time(struct model *m)
{
	static const char *const names[SLOT_KINDS] = { "practitioner", "room", "device" };
	struct model_visits all = model_visits(m);
	struct busy *list = xcalloc(all.n + 1, sizeof(*list));
	int kind;
	size_t i, k, n;

	for (kind = 0; kind < SLOT_KINDS; kind++) {
		for (i = n = 0; i < all.n; i++) {
			const struct model_visit *v = &all.list[i];

			list[n] = busy_of(v, (enum slot_kind)kind);
			n += model_takes_time(v) && !v->let_in && v->start >= 0 &&
			    list[n].place != 0;
		}
		qsort(list, n, sizeof(*list), by_place_and_time);
		for (i = 0; i < n; i++)
			for (k = i + 1; k < n && list[k].place == list[i].place &&
			    list[k].from < list[i].until; k++)
				if (list[k].until > list[i].from)
					model_fault(m, "%s %lld has visits %lld and %lld at once",
					    names[kind], (long long)list[i].place,
					    (long long)list[i].visit, (long long)list[k].visit);
	}
	free(list);
	free(all.list);
}

/* --- one coming ----------------------------------------------------------------------------- */

/* Ends of a booking that take the others of its coming along. */
static bool
ends_together(const struct model_visit *v)
{
	return v->status == SESSION_CANCELLED || v->status == SESSION_NO_SHOW ||
	    v->status == SESSION_HERE;
}

static void
compare_coming(struct model *m, const struct model_visits *now, const struct model_visit *v)
{
	const struct model_visit *first = model_visit(now, v->joined);
	const struct model_visit *was = model_visit(&m->visits, v->id);
	const struct model_visit *first_was = model_visit(&m->visits, v->joined);
	long long id = (long long)v->id, led = (long long)v->joined;

	if (first == NULL || first->joined != 0)
		model_fault(m, "visit %lld is joined to %lld, which leads nobody", id, led);
	if (first->client != v->client)
		model_fault(m, "visits %lld and %lld are one coming of two clients", led, id);
	if (was == NULL || first_was == NULL || !model_is_booking(was) ||
	    !model_is_booking(first_was))
		return;
	if (model_is_booking(v) && model_is_booking(first) &&
	    v->comes - first->comes != was->comes - first_was->comes)
		model_fault(m, "of one coming %lld was moved by %lld minutes and %lld by %lld", led,
		    (long long)(first->comes - first_was->comes), id,
		    (long long)(v->comes - was->comes));
	if ((ends_together(v) || ends_together(first)) && v->status != first->status)
		model_fault(m, "of one coming %lld is %s and %lld is %s", led,
		    session_status_label(first->status), id, session_status_label(v->status));
}

/* Visits of one coming that were bookings when they were last looked at have been moved as
 * far, and have come or been cancelled, together. */
void
model_together(struct model *m)
{
	struct model_visits now = model_visits(m);
	size_t i;

	for (i = 0; i < now.n; i++)
		if (now.list[i].joined != 0)
			compare_coming(m, &now, &now.list[i]);
	free(now.list);
}

void
model_look_at_book(struct model *m)
{
	free(m->visits.list);
	free(m->wishes.list);
	m->visits = model_visits(m);
	m->wishes = model_wishes(m);
	m->looked_at = model_int(m, "SELECT max(n) FROM journal");
}
