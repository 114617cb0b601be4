/*
 * coming.c - see coming.h.
 */
#include "practice/coming.h"

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/slot.h"

/* What each of them takes, one after the other. */
static bool
wants(struct practice *p, const struct coming *c, struct slot_want want[COMING_MAX],
    struct err *e)
{
	int at = c->start;
	size_t i;

	for (i = 0; i < c->n; i++) {
		AUTO_RECORD struct record *service = db_get(p->db, &record_service,
		    c->services[i], e);

		if (service == NULL)
			return false;
		want[i] = slot_want_for(p, service);
		want[i].staff = c->staff;
		want[i].date = c->day;
		want[i].start = at;
		if (i + 1 < c->n)
			want[i].cleanup = 0;
		at += want[i].numbing + want[i].minutes;
	}
	return true;
}

static bool
fits(const struct slot_book *book, const struct slot_uses *uses, const struct coming *c,
    const struct slot_want *want, int64_t staff)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct slot_want w = want[i];

		w.staff = staff;
		if (w.start >= DAY_MINUTES || !slot_fits(book, uses, &w))
			return false;
	}
	return true;
}

bool
coming_staff(struct practice *p, struct coming *c, struct err *e)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	AUTO_USES struct slot_uses uses = { .list = NULL };
	struct slot_want want[COMING_MAX];
	int64_t usual, staff = 0;
	size_t i;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) || !wants(p, c, want, e))
		return false;
	c->ends = want[c->n - 1].start + want[c->n - 1].numbing + want[c->n - 1].minutes;
	if (c->staff != 0)
		return true;
	if (!session_usual_staff(p, c->client, &usual, e) ||
	    !slot_book_read(p, c->day, &book, e) ||
	    !slot_uses_read(p, c->day - 1, c->day + 1, &uses, e))
		return false;
	if (usual != 0 && fits(&book, &uses, c, want, usual))
		staff = usual;
	for (i = 0; i < book.n_places && staff == 0; i++)
		if (book.places[i].kind == SLOT_STAFF && book.places[i].offered &&
		    fits(&book, &uses, c, want, book.places[i].id))
			staff = book.places[i].id;
	c->staff = staff;
	return staff != 0 || err_set(e, ERR_INVALID, "start",
	    "Nobody is free then for all of it.");
}

bool
coming_book(struct practice *p, const struct coming *c, struct buf *note, struct err *e)
{
	struct record *list[COMING_MAX];
	struct slot_want want[COMING_MAX];
	size_t i;
	bool ok;

	if (!practice_may(p, ACTION_WRITE_SESSIONS, e) || !wants(p, c, want, e))
		return false;
	for (i = 0; i < c->n; i++) {
		struct record *r = list[i] = record_new(&record_session);

		record_set_int(r, "client", c->client);
		record_set_int(r, "service", c->services[i]);
		if (c->staff != 0)
			record_set_int(r, "staff", c->staff);
		record_set_day(r, "date", c->day);
		record_set_int(r, "start", want[i].start);
		record_set_int(r, "cleanup", want[i].cleanup);
		if (i > 0)
			record_set_int(r, "joined", SESSION_JOINS_FIRST);
	}
	ok = sessions_book(p, list, c->n, note, NULL, e);
	for (i = 0; i < c->n; i++)
		record_free(list[i]);
	return ok;
}
