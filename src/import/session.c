/*
 * session.c - visits: bookings, and lists of visits that did not happen.
 *
 * A list (no-shows, cancellations) names bookings by client, day and service. A row of
 * it updates that booking, or else adds a session, which a booking imported later then
 * uses. So the order of the files does not matter: a booking and the list's row about
 * it become one session, with the times of the booking and the outcome of the list.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/rules.h"
#include "practice/slot.h"

const struct field import_session_extra[IMPORT_SESSION_EXTRA] = {
	{ .name = "start_at", .label = "Starts at", .type = FIELD_DATE,
	  .help = "Date and time of the start in one." },
	{ .name = "end_at", .label = "Ends at", .type = FIELD_DATE,
	  .help = "Date and time of the end in one." },
	{ .name = "end", .label = "End", .type = FIELD_TIME,
	  .help = "Time of the end; the length follows from it." },
};

static bool
in_words(const char *const *words, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* --- what the cells say together ---------------------------------------------------- */

static void
set_day(struct import_value *date, date_day day)
{
	char iso[DATE_ISO_SIZE];

	if (date->v.kind == VALUE_NULL && day != DATE_NONE)
		value_set_text(&date->v, date_to_iso(day, iso));
}

static void
set_length(struct import *im, int64_t minutes)
{
	struct import_value *v = import_value(im, "minutes");

	if (v->v.kind == VALUE_NULL && minutes > 0)
		value_set_int(&v->v, minutes);
}

/*
 * A day in the start's cell is the day of the visit; a different one in the date's cell
 * is kept as a note. Only a mapping that names the date overrides this.
 */
static void
choose_day(struct import *im, struct import_value *date, date_day own)
{
	size_t column = import_column_of(im, "date");
	const struct import_target *t =
	    &im->plan.targets[import_target_find(&im->plan, "date")];
	char iso[DATE_ISO_SIZE];

	if (own == DATE_NONE || date->v.kind == VALUE_NULL ||
	    date_from_iso(date->v.s) == own) {
		set_day(date, own);
		return;
	}
	date_to_iso(own, iso);
	if (t->mapped != NULL && t->mapped->n_parts > 0) {
		import_note(im, import_source_line(im->source), "The start says %s and "
		    "the date %s: the mapping's date counts.", iso, date->v.s);
		return;
	}
	import_note(im, import_source_line(im->source), "The start says %s and the date "
	    "%s: the start's day counts.", iso, date->v.s);
	if (column != NO_COLUMN)
		import_row_note(im, column, date->text);
	value_set_text(&date->v, iso);
}

/* Sets what else the status says: who cancelled, and whether it was late. */
static void
finish_outcome(struct import *im, struct import_row *row)
{
	struct import_value *by = import_value(im, "cancelled_by");
	struct import_value *late = import_value(im, "late");
	size_t column = import_column_of(im, "status");
	struct import_outcome o;

	if (!import_given(im, "status"))
		return;
	o = import_outcome_of(import_text(im, "status"));
	row->passed = o.passed;
	if (o.by != NULL && by->v.kind == VALUE_NULL && text_is(o.status, "cancelled"))
		value_set_text(&by->v, o.by);
	if (o.late && late->v.kind == VALUE_NULL && text_is(by->v.s, "client"))
		value_set_int(&late->v, 1);
	if (o.more && column != NO_COLUMN)
		import_row_note(im, column, import_text(im, "status"));
}

/* The minutes between two instants, independent of clock changes; *known when the row
 * has both. */
static bool
set_length_of_instants(struct import *im, bool *known, struct err *e)
{
	const struct import_value *start = import_value(im, "start_at");
	const struct import_value *end = import_value(im, "end_at");

	start = start->zoned ? start : import_value(im, "start");
	end = end->zoned ? end : import_value(im, "end");
	*known = start->zoned && end->zoned;
	if (!*known)
		return true;
	if (end->at < start->at)
		return err_set(e, ERR_INVALID, "end_at", "It ends before it starts");
	set_length(im, (end->at - start->at) / 60);
	return true;
}

static bool
finish_length(struct import *im, const struct import_value *start, date_day first,
    struct err *e)
{
	struct import_value *end_at = import_value(im, "end_at");
	struct import_value *end = import_value(im, "end");
	date_day last;
	bool known;

	if (!set_length_of_instants(im, &known, e))
		return false;
	if (known)
		return true;
	if (end->v.kind == VALUE_INT)
		set_length(im, (end->v.i - start->v.i + DAY_MINUTES) % DAY_MINUTES);
	if (end_at->v.kind != VALUE_TEXT || end_at->minutes < 0)
		return true;
	last = date_from_iso(end_at->v.s);
	if (last < first || (last - first) * DAY_MINUTES + end_at->minutes < start->v.i)
		return err_set(e, ERR_INVALID, "end_at", "It ends before it starts");
	set_length(im, (last - first) * DAY_MINUTES + end_at->minutes - start->v.i);
	return true;
}

bool
import_finish_session(struct import *im, struct import_row *row, struct err *e)
{
	struct import_value *date = import_value(im, "date");
	struct import_value *start = import_value(im, "start");
	struct import_value *start_at = import_value(im, "start_at");

	finish_outcome(im, row);
	choose_day(im, date, start_at->v.kind == VALUE_TEXT ?
	    date_from_iso(start_at->v.s) : start->day);
	if (row->passed != NULL)
		return true;
	if (date->v.kind == VALUE_NULL)
		return err_set(e, ERR_INVALID, "date", "Date is missing");
	if (start->v.kind == VALUE_NULL && start_at->minutes >= 0)
		value_set_int(&start->v, start_at->minutes);
	/* a day at midnight is a day without a time */
	if (start->v.kind == VALUE_NULL && date->minutes > 0)
		value_set_int(&start->v, date->minutes);
	return start->v.kind == VALUE_NULL || finish_length(im, start,
	    date_from_iso(date->v.s), e);
}

/* --- the session a row is about ------------------------------------------------------- */

struct names {
	int64_t client, service, staff;	/* 0: not in the row */
};

static bool
resolve(struct import *im, const char *field, int64_t *id, struct err *e)
{
	struct import_value *v = import_value(im, field);

	if (!import_link(im, record_type_find(field), field, v->text, id, e))
		return false;
	if (*id != 0)
		value_set_int(&v->v, *id);
	return true;
}

static void
set_id(struct stmt *st, const char *name, int64_t id)
{
	if (id != 0)
		stmt_set_int(st, name, id);
}

static bool
first_id(struct stmt *st, int64_t *id, struct err *e)
{
	*id = stmt_next(st) ? stmt_int(st, "id") : 0;
	return stmt_end(st, e);
}

/* For a list's row the booking that it names; for a booking's row the session that a
 * list has added for it; 0: none. */
static bool
named(struct import *im, const struct names *n, int64_t *id, struct err *e)
{
	bool list = im->plan.list;
	struct stmt *st = db_stmt(im->db, list ? "import_session_named" :
	    "import_session_waiting");

	set_id(st, "client", n->client);
	set_id(st, "service", n->service);
	stmt_set_text(st, "date", import_value(im, "date")->v.s);
	stmt_set_value(st, "start", &import_value(im, "start")->v);
	if (list)
		stmt_set_text(st, "status", im->plan.state);
	else
		set_id(st, "staff", n->staff);
	return first_id(st, id, e);
}

static struct record *
find_session(struct import *im, const struct names *n, struct err *e)
{
	const struct value *other = &import_value(im, "external_id")->v;
	struct record *r = NULL;
	int64_t id = im->row.record;

	err_clear(e);
	if (id == 0)
		id = import_source_own(im->source);
	if (id == 0 && other->kind == VALUE_TEXT) {
		r = db_find(im->db, &record_session, NULL, other->s, e);
		if (r != NULL || e->code != ERR_NONE)
			return r;
	}
	if (id == 0 && !im->plan.list &&
	    (r = import_own(im, &record_session)) != NULL)
		return r;
	if (id == 0 && !named(im, n, &id, e))
		return NULL;
	if (id != 0) {
		r = db_get(im->db, &record_session, id, e);
		if (r != NULL || e->code != ERR_NOTFOUND)
			return r;
	}
	return record_new(&record_session);
}

/* --- filling it ------------------------------------------------------------------------- */

enum filling {
	FILL_ALL,	/* the row sets all fields */
	FILL_TIMES,	/* … except the outcome, which came from a list */
	FILL_OUTCOME	/* a list's row: sets other fields only if blank */
};

static bool
skip_field(const struct record *r, const char *field, void *arg)
{
	static const char *const outcome[] = { "status", "cancelled_on",
	    "cancelled_by", "late", "not_treated_for", "reason" };
	enum filling fill = *(enum filling *)arg;
	bool told = in_words(outcome, ARRAY_LEN(outcome), field);

	if (fill == FILL_ALL || r->id == 0 || told == (fill == FILL_OUTCOME))
		return false;
	return !record_is_null(r, field);
}

static bool
set_minutes(struct import *im, struct record *r, struct err *e)
{
	AUTO_RECORD struct record *service = NULL;

	if (!record_is_null(r, "service")) {
		service = db_get(im->db, &record_service,
		    record_int(r, "service"), e);
		if (service == NULL)
			return false;
	}
	record_set_int(r, "minutes", rules_usual_minutes(im->p, service));
	record_set_int(r, "minutes_assumed", 1);
	im->told.assumed++;
	return true;
}

static bool
choose(struct import *im, const struct record *r, enum filling *how,
    struct err *e)
{
	bool list = im->plan.list, other = true;
	struct stmt *st;

	if (r->id != 0) {
		st = db_stmt(im->db, list ? "import_session_booked" :
		    "import_session_claimed");
		stmt_set_int(st, "session", r->id);
		other = stmt_next(st);
		if (!stmt_end(st, e))
			return false;
	}
	/* what a list itself has made is all its own */
	if (list && im->row.record == r->id && !other &&
	    strcmp(record_text(r, "origin"), "import") == 0)
		list = false;
	*how = list ? FILL_OUTCOME : other ? FILL_TIMES : FILL_ALL;
	return true;
}

/* Sets what a new session needs and the row does not have. */
static bool
set_defaults(struct import *im, struct record *r, struct err *e)
{
	record_set_text(r, "origin", "import");
	if (!import_own_put(im, r, "origin", e) ||
	    !import_own_put(im, r, "overlap_ok", e))
		return false;
	if (import_value(im, "status")->v.kind == VALUE_NULL)
		record_set_text(r, "status",
		    date_from_iso(record_text(r, "date")) < clock_today() ?
		    "done" : "booked");
	return !record_is_null(r, "minutes") || set_minutes(im, r, e);
}

/* True when the client cancelled inside the notice period at any time of the day of
 * cancelling, as that time is not known; nor is a missing start, but it lies before the
 * day's end. */
static bool
is_late(const struct import *im, const struct record *r)
{
	date_day on = date_from_iso(record_text(r, "cancelled_on"));

	return strcmp(record_text(r, "status"), "cancelled") == 0 &&
	    strcmp(record_text(r, "cancelled_by"), "client") == 0 && on != DATE_NONE &&
	    rules_cancels_late(im->p, r, clock_instant(on, record_is_null(r, "start")));
}

/* Overlapping visits of one practitioner, room or device are kept and marked, with a note. */
static bool
mark_overlap(struct import *im, struct record *r, struct err *e)
{
	AUTO_USES struct slot_uses uses = { .list = NULL };
	struct slot_want w = slot_want_of(r);
	struct slot_use by;

	if (record_int(r, "overlap_ok") != 0 || !rules_takes_time(r) || w.start < 0)
		return true;
	if (!slot_beside_read(im->p, &w, &uses, e))
		return false;
	if (!slot_taken(&uses, &w, &by))
		return true;
	record_set_int(r, "overlap_ok", 1);
	im->r->overlaps++;
	import_note(im, import_source_line(im->source), "Overlaps session %lld of the same "
	    "%s; kept and marked.", (long long)by.session, by.kind == SLOT_STAFF ?
	    "practitioner" : by.kind == SLOT_ROOM ? "room" : "device");
	return true;
}

/* Hours and places are read once for the rows of a batch. */
static bool
read_book(struct import *im, struct err *e)
{
	if (im->book != NULL)
		return true;
	im->book = xcalloc(1, sizeof(*im->book));
	return slot_book_read(im->p, clock_today(), im->book, e);
}

void
import_book_forget(struct import *im)
{
	if (im->book != NULL)
		slot_book_free(im->book);
	free(im->book);
	im->book = NULL;
}

/* Future visits at unusual times are kept and marked. */
static bool
mark_unusual(struct import *im, struct record *r, struct err *e)
{
	AUTO_BUF struct buf unusual = BUF_INIT, kept = BUF_INIT;
	struct slot_want w = slot_want_of(r);

	if (!rules_takes_time(r) || !record_is_null(r, "insisted") || w.date < clock_today())
		return true;
	if (!read_book(im, e))
		return false;
	slot_unusual(im->book, &w, &unusual);
	if (unusual.len > 0) {
		slot_insisted(unusual.s, "imported", &kept);
		record_set_text(r, "insisted", kept.s);
	}
	return true;
}

static bool
fill(struct import *im, struct record *r, enum filling how, bool *changed,
    struct err *e)
{
	int64_t service = record_int(r, "service");

	if (!import_put(im, r, how != FILL_ALL, skip_field, &how, changed, e) ||
	    (r->id == 0 && !set_defaults(im, r, e)))
		return false;
	if (how != FILL_OUTCOME && !import_given(im, "minutes_assumed") &&
	    import_value(im, "minutes")->v.kind == VALUE_INT) {
		*changed = *changed || record_int(r, "minutes_assumed") != 0;
		record_set_int(r, "minutes_assumed", 0);
	} else if (r->id != 0 && record_int(r, "minutes_assumed") != 0 &&
	    service != record_int(r, "service") && !set_minutes(im, r, e)) {
		return false;
	}
	if (!import_bound(im, "late") && is_late(im, r) &&
	    record_int(r, "late") == 0) {
		record_set_int(r, "late", 1);
		*changed = true;
	}
	return (r->id != 0 && !*changed) || (mark_overlap(im, r, e) &&
	    mark_unusual(im, r, e));
}

bool
import_apply_session(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	struct names n;
	AUTO_RECORD struct record *r = NULL;
	enum filling how;
	bool changed = false;

	if (!resolve(im, "client", &n.client, e) ||
	    !resolve(im, "service", &n.service, e) ||
	    !resolve(im, "staff", &n.staff, e) ||
	    (r = find_session(im, &n, e)) == NULL || !choose(im, r, &how, e))
		return false;
	return fill(im, r, how, &changed, e) && import_save(im, r, changed, e);
}
