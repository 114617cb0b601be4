/*
 * places.c - see places.h.
 */
#include "practice/places.h"

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/slot_inside.h"
#include "practice/write.h"

static const struct {
	const char *field;
	const char *before, *none;	/* of the sentence */
} kinds[SLOT_KINDS] = {
	[SLOT_STAFF] = { "staff", "done by ", "done by anybody who treats" },
	[SLOT_ROOM] = { "room", "in room ", "no room needed" },
	[SLOT_DEVICE] = { "device", "with ", "no device needed" },
};

bool
place_named(const struct slot_book *b, int64_t service, enum slot_kind kind, int64_t place)
{
	size_t i;

	for (i = 0; i < b->n_may; i++)
		if (b->may[i].service == service && b->may[i].kind == kind &&
		    b->may[i].place == place)
			return true;
	return false;
}

struct tick {
	int64_t service, place;
	enum slot_kind kind;
	bool on;
};

static bool
read_tick(struct db *db, const struct tick *t, struct record *r, bool *found, struct err *e)
{
	struct stmt *st = db_stmt(db, "place_use");
	int k;

	stmt_set_int(st, "service", t->service);
	for (k = 0; k < SLOT_KINDS; k++)
		stmt_set_int(st, kinds[k].field, k == (int)t->kind ? t->place : 0);
	*found = stmt_next(st);
	if (*found)
		db_read_record(st, r);
	return stmt_end(st, e);
}

static bool
write_tick(struct db *db, void *arg, struct err *e)
{
	const struct tick *t = arg;
	AUTO_RECORD struct record *r = record_new(&record_service_use);
	bool found;

	if (!read_tick(db, t, r, &found, e))
		return false;
	if ((found && record_int(r, "active") != 0) == t->on)
		return true;
	record_set_int(r, "active", t->on);
	if (found)
		return db_update(db, r, e);
	record_set_int(r, "service", t->service);
	record_set_int(r, kinds[t->kind].field, t->place);
	return db_insert(db, r, e);
}

bool
place_name(struct practice *p, int64_t service, enum slot_kind kind, int64_t place, bool on,
    struct err *e)
{
	struct tick t = { service, place, kind, on };

	return practice_may(p, ACTION_WRITE_SETTINGS, e) && practice_write(p,
	    on ? "tick service_use" : "untick service_use", write_tick, &t, NULL, e);
}

/* --- in words ---------------------------------------------------------------------------- */

static void
add_kind(const struct slot_book *b, int64_t service, enum slot_kind kind, struct buf *out)
{
	size_t left = 0, i;
	bool first = true;

	for (i = 0; i < b->n_places; i++)
		left += b->places[i].kind == kind &&
		    place_named(b, service, kind, b->places[i].id);
	buf_adds(out, left > 0 ? kinds[kind].before : kinds[kind].none);
	for (i = 0; i < b->n_places; i++) {
		const struct slot_place *at = &b->places[i];

		if (at->kind != kind || !place_named(b, service, kind, at->id))
			continue;
		buf_adds(out, first ? "" : left > 1 ? ", " : " or ");
		first = false;
		left--;
		if (kind == SLOT_STAFF)
			naming_add_given(at->name, out);
		else
			text_show(out, at->name, false);
	}
}

void
place_words(const struct slot_book *b, int64_t service, struct buf *out)
{
	int k;

	for (k = 0; k < SLOT_KINDS; k++) {
		buf_adds(out, k > 0 ? ", " : "");
		add_kind(b, service, (enum slot_kind)k, out);
	}
}
