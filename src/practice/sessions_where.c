/*
 * sessions_where.c - see sessions_where.h.
 */
#include "practice/sessions_where.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "practice/sessions.h"
#include "practice/slot.h"
#include "practice/waiting.h"

static bool
differs(const struct record *next, const struct record *was, const char *field)
{
	return was == NULL || !value_equal(record_value(next, field),
	    record_value(was, field));
}

static bool
any_differs(const struct record *next, const struct record *was, const char *const *fields)
{
	for (; *fields != NULL; fields++)
		if (differs(next, was, *fields))
			return true;
	return false;
}

/* --- taken -------------------------------------------------------------------------------- */

static const char *const place_words[SLOT_KINDS] = { "", "Room ", "" };

/* "It overlaps Byrne, Ada, Tue 1 Dec 9:00, Jonas, to 10:00", "Room A is taken: …" */
static bool
refuse_taken(struct practice *p, const struct slot_book *b, const struct slot_use *by,
    struct err *e)
{
	const struct slot_place *at = slot_place(b, by->kind, by->place);
	AUTO_BUF struct buf other = BUF_INIT, what = BUF_INIT;
	char to[DATE_TIME_SIZE];

	date_format_time((int)(by->ends % DAY_MINUTES), p->context.twelve_hour, to);
	naming_add_id(p, &record_session, by->session, &other);
	if (by->kind == SLOT_STAFF || at == NULL)
		return err_set(e, ERR_INVALID, "start", "It overlaps %s, to %s; choose "
		    "another time, or set Overlap allowed to yes.", other.s, to);
	buf_adds(&what, place_words[by->kind]);
	text_show(&what, at->name, false);
	return err_set(e, ERR_INVALID, "start", "%s is taken to %s: %s. Choose another time or "
	    "another %s, or set Overlap allowed to yes.", what.s, to, other.s,
	    by->kind == SLOT_ROOM ? "room" : "device");
}

/* None is free of those that the service may use. */
static bool
refuse_none(struct practice *p, enum slot_kind kind, const struct slot_use *by,
    struct err *e)
{
	const char *what = kind == SLOT_ROOM ? "room" : "device";
	AUTO_BUF struct buf other = BUF_INIT;
	char to[DATE_TIME_SIZE];

	if (by->session == 0)
		return err_set(e, ERR_INVALID, "start", "No %s that it may use is to be had "
		    "then; choose another time, or name one.", what);
	date_format_time((int)(by->ends % DAY_MINUTES), p->context.twelve_hour, to);
	naming_add_id(p, &record_session, by->session, &other);
	return err_set(e, ERR_INVALID, "start", "No %s is free then: %s, to %s. Choose another "
	    "time, or name one.", what, other.s, to);
}

static void
set_place(struct record *r, const char *field, int64_t place)
{
	if (place != 0)
		record_set_int(r, field, place);
	else
		record_set_null(r, field);
}

/* The kinds of place that somebody has named anew: all of a new visit. */
static unsigned
named(const struct record *next, const struct record *was)
{
	return (unsigned)differs(next, was, "room") << SLOT_ROOM |
	    (unsigned)differs(next, was, "device") << SLOT_DEVICE;
}

static bool
needs_place(const struct slot_book *b, const struct slot_want *w)
{
	return w->start >= 0 && (slot_needs(b, w->service, SLOT_ROOM) ||
	    slot_needs(b, w->service, SLOT_DEVICE));
}

static bool
moves(const struct record *next, const struct record *was)
{
	return was != NULL && session_moment(next) != session_moment(was);
}

/* `together`: the others of its coming stand in `uses` where it leaves them. */
static bool
ask_among(struct practice *p, const struct slot_book *b, const struct slot_uses *uses,
    struct record *next, const struct record *was, bool together, struct err *e)
{
	struct slot_want w = slot_want_of(next);
	bool let_in = record_int(next, "overlap_ok") != 0;
	struct slot_use by;
	enum slot_kind kind;

	w.coming = together ? w.coming : 0;
	slot_give_up(b, uses, &w, named(next, was));
	if (!slot_choose(b, uses, &w, &kind, &by) && !let_in)
		return refuse_none(p, kind, &by, e);
	set_place(next, "room", w.room);
	set_place(next, "device", w.device);
	return let_in || !slot_taken(uses, &w, &by) || refuse_taken(p, b, &by, e);
}

static bool
ask_taken(struct practice *p, const struct slot_book *b, struct record *next,
    const struct record *was, struct err *e)
{
	AUTO_USES struct slot_uses uses = { .list = NULL };
	struct slot_want w = slot_want_of(next);

	return (needs_place(b, &w) ? slot_uses_read(p, w.date - 1, w.date + 1, &uses, e) :
	    slot_beside_read(p, &w, &uses, e)) &&
	    ask_among(p, b, &uses, next, was, moves(next, was), e);
}

/* --- unusual -------------------------------------------------------------------------------- */

/* Only if insisted. That holds as long as the same things are unusual. */
static bool
ask_unusual(const struct slot_book *b, struct record *next, const struct record *was,
    struct buf *note, struct err *e)
{
	AUTO_BUF struct buf unusual = BUF_INIT, kept = BUF_INIT;
	const char *said = record_text(next, "insisted");
	struct slot_want w = slot_want_of(next);

	slot_unusual(b, &w, &unusual);
	if (unusual.len == 0) {
		record_set_null(next, "insisted");
		return true;
	}
	if (strncmp(said, unusual.s, unusual.len) == 0)
		return true;
	if (*said == '\0' || !differs(next, was, "insisted"))
		return err_set(e, ERR_INVALID, "insisted", "Unusual: %s. Type yes, or "
		    "why, to book it anyway.", unusual.s);
	slot_insisted(unusual.s, said, &kept);
	record_set_text(next, "insisted", kept.s);
	if (note != NULL)
		buf_addf(note, "%sBooked anyway: %s.", note->len > 0 ? "  " : "", unusual.s);
	return true;
}

/* Whether it is to be somewhere else, or to take longer. */
static bool
is_placed_anew(const struct record *next, const struct record *was)
{
	static const char *const when[] = { "client", "date", "start", "staff", "minutes",
	    "room", "device", "numbing", "cleanup", "service", NULL };

	return any_differs(next, was, when);
}

static bool
place_among(struct practice *p, struct record *next, const struct record *was,
    struct session_among *among, struct buf *note, struct err *e)
{
	struct slot_want w;

	if (is_placed_anew(next, was) && ((rules_takes_time(next) &&
	    !ask_among(p, &among->book, &among->uses, next, was, false, e)) ||
	    !ask_unusual(&among->book, next, was, note, e)))
		return false;
	w = slot_want_of(next);
	slot_use_want(&among->uses, &w, record_int(next, "client"));
	return true;
}

bool
session_place(struct practice *p, struct record *next, const struct record *was,
    struct session_among *among, struct buf *note, struct err *e)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	bool anew = is_placed_anew(next, was);

	if (among != NULL)
		return place_among(p, next, was, among, note, e);
	if (!anew && !differs(next, was, "overlap_ok") && !differs(next, was, "insisted"))
		return true;
	if (!slot_book_read(p, date_from_iso(record_text(next, "date")), &book, e))
		return false;
	return ((!anew && !differs(next, was, "overlap_ok")) || !rules_takes_time(next) ||
	    ask_taken(p, &book, next, was, e)) && ask_unusual(&book, next, was, note, e);
}

/* --- one coming ------------------------------------------------------------------------------ */

int64_t
session_moment(const struct record *r)
{
	return rules_moment(date_from_iso(record_text(r, "date")), (int)record_int(r, "start"));
}

void
session_set_moment(struct record *r, int64_t moment)
{
	record_set_day(r, "date", (date_day)(moment / DAY_MINUTES));
	record_set_int(r, "start", moment % DAY_MINUTES);
}

bool
session_goes_along(const struct record *r)
{
	return session_status_of(r) <= SESSION_CONFIRMED && !record_is_null(r, "start");
}

void
session_keep_was(struct record *next, const struct record *was)
{
	value_copy(record_value(next, "was_date"), record_value(was, "date"));
	value_copy(record_value(next, "was_start"), record_value(was, "start"));
}

/* What changes for all visits of one coming. */
struct along {
	struct practice *p;
	const struct record *next, *was;	/* the one that somebody changes */
	const char *insisted;			/* what was typed of it; NULL: nothing */
	struct session_among among;
};

static bool
read_along(struct along *a, const int64_t *others, size_t n, struct err *e)
{
	date_day day = date_from_iso(record_text(a->next, "date"));
	struct slot_want w = slot_want_of(a->next);
	size_t i;

	if (!slot_book_read(a->p, day - 1, &a->among.book, e) ||
	    !slot_uses_read(a->p, day - 2, day + 2, &a->among.uses, e))
		return false;
	for (i = 0; i < n; i++)
		slot_uses_drop(&a->among.uses, others[i]);
	slot_uses_drop(&a->among.uses, a->next->id);
	slot_use_want(&a->among.uses, &w, record_int(a->next, "client"));
	return true;
}

/* Another visit of the same coming goes as far, and to the same client. */
static bool
move_other(struct along *a, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *was = db_get(a->p->db, &record_session, id, e);
	AUTO_RECORD struct record *next = was != NULL ? record_copy(was) : NULL;
	AUTO_BUF struct buf name = BUF_INIT;
	int64_t by = session_moment(a->next) - session_moment(a->was);

	if (was == NULL)
		return false;
	if (!session_goes_along(was) && !differs(a->next, a->was, "client"))
		return true;
	if (session_goes_along(was) && by != 0) {
		session_set_moment(next, session_moment(was) + by);
		session_keep_was(next, was);
	}
	value_copy(record_value(next, "client"), record_value(a->next, "client"));
	if (a->insisted != NULL)
		record_set_text(next, "insisted", a->insisted);
	if (session_ask_move(a->p, next, was, &a->among, NULL, e))
		return db_update(a->p->db, next, e) && waiting_end_for(a->p, next, was, e);
	naming_add(a->p, was, &name);
	return err_prefix(e, "Joined to it, %s", name.s);
}

bool
session_coming(struct practice *p, const struct record *session,
    int64_t others[SESSION_COMING_MAX], size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "session_coming");

	*n = 0;
	stmt_set_int(st, "coming", record_is_null(session, "joined") ? session->id :
	    record_int(session, "joined"));
	while (stmt_next(st) && *n < SESSION_COMING_MAX)
		if (stmt_int(st, "id") != session->id)
			others[(*n)++] = stmt_int(st, "id");
	return stmt_end(st, e);
}

bool
session_move_coming(struct practice *p, struct record *next, const struct record *was,
    const char *insisted, struct err *e)
{
	struct along a = { .p = p, .next = next, .was = was, .insisted = insisted };
	int64_t others[SESSION_COMING_MAX];
	bool moved = moves(next, was), ok;
	size_t n, i;

	if (moved)
		session_keep_was(next, was);
	if (!moved && !differs(next, was, "client"))
		return true;
	ok = session_coming(p, was, others, &n, e) && (n == 0 || read_along(&a, others, n, e));
	for (i = 0; ok && i < n; i++)
		ok = move_other(&a, others[i], e);
	slot_book_free(&a.among.book);
	slot_uses_free(&a.among.uses);
	return ok;
}
