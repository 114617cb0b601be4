/*
 * sessions_book.c - booking a visit and editing one: the rules of the book.
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rescreen.h"
#include "practice/rules.h"
#include "practice/sessions.h"
#include "practice/sessions_where.h"
#include "practice/waiting.h"
#include "practice/write.h"

struct record *
session_get(struct practice *p, int64_t id, struct err *e)
{
	struct record *r;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return NULL;
	r = db_get(p->db, &record_session, id, e);
	if (r != NULL)
		practice_hide_medical(p, r);
	return r;
}

struct record *
session_new(struct practice *p, int64_t client, bool walk_in)
{
	struct record *r = record_new(&record_session);

	if (client != 0)
		record_set_int(r, "client", client);
	if (rules_treats(p->staff))
		record_set_int(r, "staff", p->staff->id);
	record_set_day(r, "date", clock_today());
	if (walk_in) {
		record_set_text(r, "origin", "walk_in");
		record_set_text(r, "status", session_status_name(SESSION_HERE));
		record_set_int(r, "start", clock_minutes());
	}
	return r;
}

/* --- filling ------------------------------------------------------------------- */

/* What a new visit has of its service, and a changed one of its new service. */
static const struct { const char *of_session, *of_service; } filled[] = {
	{ "price", "price" }, { "numbing", "numbing_minutes" },
	{ "cleanup", "cleanup_minutes" },
};

static bool
fill(struct practice *p, struct record *r, struct err *e)
{
	AUTO_RECORD struct record *service = NULL;
	int64_t usual;
	size_t i;

	if (!record_is_null(r, "service")) {
		service = db_get(p->db, &record_service, record_int(r, "service"), e);
		if (service == NULL)
			return false;
		for (i = 0; i < ARRAY_LEN(filled); i++)
			if (record_is_null(r, filled[i].of_session) && (r->id == 0 || i == 0))
				value_copy(record_value(r, filled[i].of_session),
				    record_value(service, filled[i].of_service));
	}
	usual = rules_usual_minutes(p, service);
	if (record_is_null(r, "minutes")) {
		record_set_int(r, "minutes", usual);
		record_set_int(r, "minutes_assumed", 1);
	} else if (r->id == 0 && record_int(r, "minutes") != usual) {
		record_set_int(r, "minutes_assumed", 0);
	}
	return true;
}

bool
session_fill(struct practice *p, struct record *session, struct err *e)
{
	return practice_may(p, ACTION_WRITE_SESSIONS, e) && fill(p, session, e);
}

/* --- the rules ------------------------------------------------------------------- */

struct booking {
	struct practice *p;
	struct record *next;
	const struct record *was;	/* NULL: a new visit */
	struct buf *note;		/* may be NULL */
	struct record *guest;		/* a client to add with it, or NULL */
	int64_t known;
	struct session_among *among;	/* it is one of several; NULL: alone */
	bool on_paper;			/* it was done on a past day, on paper */
};

static bool
differs(const struct booking *b, const char *field)
{
	return b->was == NULL || !value_equal(record_value(b->next, field),
	    record_value(b->was, field));
}

/* Adds a sentence to the note. */
__attribute__((format(printf, 2, 3))) static void
add_note(struct buf *out, const char *fmt, ...)
{
	va_list ap;

	if (out == NULL)
		return;
	if (out->len > 0)
		buf_adds(out, "  ");
	va_start(ap, fmt);
	buf_vaddf(out, fmt, ap);
	va_end(ap);
}

static bool
is_new_or_moved(const struct booking *b)
{
	return differs(b, "client") || differs(b, "date") || differs(b, "start");
}

static bool
ask_whole(const struct booking *b, struct err *e)
{
	static const struct { const char *field, *sentence; } wanted[] = {
		{ "client", "A visit needs a client." },
		{ "service", "A visit needs a service." },
		{ "date", "A visit needs a day." },
		{ "start", "A visit needs a time." },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(wanted); i++)
		if (record_is_null(b->next, wanted[i].field) &&
		    differs(b, wanted[i].field))
			return err_set(e, ERR_INVALID, wanted[i].field, "%s",
			    wanted[i].sentence);
	return true;
}

/* Fields written by steps must not change, and only a booking may move. */
static bool
ask_state(const struct booking *b, struct err *e)
{
	static const char *const steps[] = { "status", "cancelled_on",
	    "cancelled_by", "late", "not_treated_for" };
	enum session_status s;
	size_t i;

	if (b->was == NULL)
		return true;
	for (i = 0; i < ARRAY_LEN(steps); i++)
		if (differs(b, steps[i]))
			return err_set(e, ERR_INVALID, steps[i], "The state of a visit "
			    "is changed by its own steps, not here.");
	s = session_status_of(b->was);
	if (s <= SESSION_CONFIRMED)
		return true;
	if (is_new_or_moved(b))
		return err_set(e, ERR_INVALID, differs(b, "client") ? "client" :
		    differs(b, "date") ? "date" : "start", "This visit is %s; "
		    "only a booking can be moved.", session_status_label(s));
	if (differs(b, "service") && s != SESSION_HERE)
		return err_set(e, ERR_INVALID, "service", "This visit is %s; its "
		    "service cannot be changed.", session_status_label(s));
	return true;
}

static bool
ask_past(const struct booking *b, struct err *e)
{
	return practice_ask_past(date_from_iso(record_text(b->next, "date")), e) &&
	    (rules_takes_time(b->next) || err_set(e, ERR_INVALID, "status",
	    "Enter it as booked or done; z then says what became of it instead."));
}

static bool
ask_time(const struct booking *b, struct err *e)
{
	date_day day = date_from_iso(record_text(b->next, "date"));
	int start = (int)record_int(b->next, "start");
	bool walk_in = strcmp(record_text(b->next, "origin"), "walk_in") == 0;
	char words[24], time[DATE_TIME_SIZE], now[DATE_TIME_SIZE];
	bool twelve = b->p->context.twelve_hour;

	date_to_words(day, true, words);
	if (walk_in && b->was == NULL && day != clock_today())
		return err_set(e, ERR_INVALID, "date", "Who walks in comes today, not "
		    "on %s; book the visit instead.", words);
	if (day < clock_today())
		return err_set(e, ERR_INVALID, "date", "%s is past; a visit is booked "
		    "from today on.", words);
	if (!walk_in && day == clock_today() && start < clock_minutes())
		return err_set(e, ERR_INVALID, "start", "%s is past, it is %s; a client "
		    "who is here without a booking is a walk-in.",
		    date_format_time(start, twelve, time),
		    date_format_time(clock_minutes(), twelve, now));
	return true;
}

bool
session_ask_client(const struct record *client, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT, why = BUF_INIT;

	client_display_name(client, &name);
	field_quote(&shown, name.s);
	if (record_int(client, "archived") != 0)
		return err_set(e, ERR_INVALID, "client", "%s is archived; bring the "
		    "client back first.", shown.s);
	text_show(&why, record_text(client, "do_not_book"), false);
	if (why.len > 0)
		return err_set(e, ERR_INVALID, "client", "%s is not to be booked: %s",
		    shown.s, why.s);
	return true;
}

/* Who was there is written down. */
static bool
ask_client(const struct booking *b, const struct record *client, struct err *e)
{
	if (session_ask_client(client, e))
		return true;
	if (!b->on_paper || record_int(client, "archived") != 0)
		return false;
	add_note(b->note, "%s.", e->text);
	err_clear(e);
	return true;
}

/* Service and practitioner must be active. */
static bool
ask_active(const struct booking *b, const struct record_type *t, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_BUF struct buf name = BUF_INIT;

	if (!differs(b, t->name) || record_is_null(b->next, t->name))
		return true;
	r = db_get(b->p->db, t, record_int(b->next, t->name), e);
	if (r == NULL)
		return false;
	field_quote(&name, record_text(r, "name"));
	return record_int(r, "active") != 0 || err_set(e, ERR_INVALID, t->name,
	    "%s is no longer active.", name.s);
}

/* --- the rules: screening ---------------------------------------------------------- */

static void
note_screening(const struct booking *b, const struct record *service,
    const struct rescreen *r)
{
	AUTO_BUF struct buf words = BUF_INIT, name = BUF_INIT;
	size_t i;

	if (b->note == NULL)
		return;
	field_quote(&name, record_text(service, "name"));
	if (r->changed != NULL) {
		add_note(b->note, "%s needs a new screening: the client's card has changed since "
		    "the last one.", name.s);
		return;
	}
	if (r->screening == NULL || !r->valid) {
		add_note(b->note, "%s needs a screening, and none is valid on that day.",
		    name.s);
		return;
	}
	for (i = 0; i < r->result.n_findings; i++)
		if (rescreen_stops(r, &r->result.findings[i]))
			break;
	if (i == r->result.n_findings)
		return;
	if (!practice_allows(b->p, ACTION_READ_MEDICAL)) {
		add_note(b->note, "The screening does not let %s start yet; a "
		    "practitioner sees why.", name.s);
		return;
	}
	rescreen_words(r->checklist, &r->result.findings[i], &words);
	add_note(b->note, "The screening does not let %s start: %s.", name.s, words.s);
}

static bool
ask_screening(const struct booking *b, const struct record *client, struct err *e)
{
	date_day day = date_from_iso(record_text(b->next, "date")), until;
	AUTO_RECORD struct record *service = db_get(b->p->db, &record_service,
	    record_int(b->next, "service"), e);
	const char *code = service != NULL ? record_text(service, "checklist") : "";
	struct rescreen r;
	char words[24];
	bool ok;

	if (service == NULL || *code == '\0')
		return service != NULL;
	ok = rescreen(b->p, client, code, day, &r, e);
	until = ok && r.screening != NULL ? rescreen_deferred(&r) : DATE_NONE;
	if (until != DATE_NONE && b->on_paper)
		add_note(b->note, "The screening deferred this treatment until %s.",
		    date_to_words(until, true, words));
	else if (until != DATE_NONE)
		ok = err_set(e, ERR_INVALID, "date", "The screening defers this "
		    "treatment; the first day it may be done is %s.",
		    date_to_words(until, true, words));
	else if (ok)
		note_screening(b, service, &r);
	rescreen_free(&r);
	return ok;
}

/* --- worth knowing: the same day -------------------------------------------------- */

/* Notes another visit that day: two may be intended, the time shows a double
 * booking. */
static bool
note_same_day(const struct booking *b, struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;
	struct stmt *st = db_stmt(b->p->db, "session_same_day");
	char time[DATE_TIME_SIZE];

	stmt_set_int(st, "client", record_int(b->next, "client"));
	stmt_set_text(st, "date", record_text(b->next, "date"));
	stmt_set_int(st, "session", b->next->id);
	if (stmt_next(st)) {
		field_quote(&name, stmt_text(st, "service_name"));
		add_note(b->note, "Booked that day too: %s at %s.", name.s,
		    date_format_time((int)stmt_int(st, "start"),
		    b->p->context.twelve_hour, time));
	}
	return stmt_end(st, e);
}

/* --- all of them -------------------------------------------------------------------- */

/* Typed minutes are not assumed any more. When the service changes, fields filled from
 * the old one are filled from the new. */
static bool
refill(const struct booking *b, struct err *e)
{
	AUTO_RECORD struct record *old = NULL, *now = NULL;
	size_t i;

	if (differs(b, "minutes") && !record_is_null(b->next, "minutes"))
		record_set_int(b->next, "minutes_assumed", 0);
	if (!differs(b, "service") || record_is_null(b->was, "service"))
		return true;
	old = db_get(b->p->db, &record_service, record_int(b->was, "service"), e);
	if (old == NULL)
		return false;
	if (record_int(b->next, "minutes_assumed") != 0)
		record_set_null(b->next, "minutes");
	now = record_is_null(b->next, "service") ? record_new(&record_service) :
	    db_get(b->p->db, &record_service, record_int(b->next, "service"), e);
	if (now == NULL)
		return false;
	for (i = 0; i < ARRAY_LEN(filled); i++)
		if (!differs(b, filled[i].of_session) &&
		    value_equal(record_value(b->next, filled[i].of_session),
		    record_value(old, filled[i].of_service)))
			value_copy(record_value(b->next, filled[i].of_session),
			    record_value(now, filled[i].of_service));
	return true;
}

/* Fields of a new visit that follow from its being done on paper. */
static void
begin_on_paper(const struct practice *p, struct record *r)
{
	value_copy(record_value(r, "booked_on"), record_value(r, "date"));
	if (record_is_null(r, "insisted"))
		record_set_text(r, "insisted", "entered late");
	practice_enter_late(p, r);
}

/* Fields of a new visit that follow from the clock and its origin. */
static void
begin(struct record *r)
{
	bool walk_in = strcmp(record_text(r, "origin"), "walk_in") == 0;

	record_set_day(r, "booked_on", clock_today());
	record_set_text(r, "status", session_status_name(walk_in ? SESSION_HERE :
	    SESSION_BOOKED));
	if (walk_in && record_is_null(r, "date"))
		record_set_day(r, "date", clock_today());
	if (walk_in && record_is_null(r, "start"))
		record_set_int(r, "start", clock_minutes());
}

static bool
ask_who_and_what(const struct booking *b, bool moved, struct err *e)
{
	AUTO_RECORD struct record *client = NULL;

	/* an import may have left out who comes */
	if (record_is_null(b->next, "client") || !(moved || differs(b, "service")))
		return true;
	client = db_get(b->p->db, &record_client, record_int(b->next, "client"), e);
	return client != NULL && (!moved || ask_client(b, client, e)) &&
	    (record_is_null(b->next, "service") || ask_screening(b, client, e));
}

static bool
ask_booking(struct practice *p, struct record *next, const struct record *was,
    void *arg, struct err *e)
{
	struct booking *b = arg;
	AUTO_FREE char *insisted = NULL;
	bool moved;

	b->p = p;
	b->next = next;
	b->was = was;
	moved = is_new_or_moved(b);
	if (differs(b, "insisted") && !record_is_null(next, "insisted"))
		insisted = xstrdup(record_text(next, "insisted"));
	if (b->guest != NULL) {
		if (!client_add_inside(p, b->guest, b->known, e))
			return false;
		record_set_int(next, "client", b->guest->id);
	}
	if (b->on_paper)
		begin_on_paper(p, next);
	else if (was == NULL)
		begin(next);
	if (!ask_whole(b, e) || !ask_state(b, e) ||
	    (was != NULL && !refill(b, e)) || !fill(p, next, e) ||
	    ((differs(b, "date") || differs(b, "start")) &&
	    !(b->on_paper ? ask_past : ask_time)(b, e)) ||
	    !ask_active(b, &record_service, e) ||
	    !ask_active(b, &record_staff, e) ||
	    !ask_who_and_what(b, moved, e) ||
	    !session_place(p, next, was, b->among, b->note, e) ||
	    (was != NULL && b->among == NULL && !session_move_coming(p, next, was,
	    insisted, e)) ||
	    (moved && !note_same_day(b, e)))
		return false;
	if (was != NULL && (differs(b, "date") || differs(b, "start")))
		db_label(p->db, "move session %" PRId64, was->id);
	return true;
}

static bool
settle(struct practice *p, const struct record *now, const struct record *was, void *arg,
    struct err *e)
{
	const struct booking *b = arg;

	if (b->on_paper)
		db_label(p->db, "book session %" PRId64 ", entered late", now->id);
	return waiting_end_for(p, now, was, e);
}

bool
session_ask_move(struct practice *p, struct record *next, const struct record *was,
    struct session_among *among, struct buf *note, struct err *e)
{
	struct booking b = { .note = note, .among = among };

	return ask_booking(p, next, was, &b, e);
}

static bool
book(struct practice *p, struct record *session, struct booking *b, struct draft *draft,
    struct err *e)
{
	struct save_rules rules = { ask_booking, settle, b, "book", draft };
	struct record *client = b->guest;

	if (client != NULL && !practice_may(p, ACTION_WRITE_CLIENTS, e))
		return false;
	if (practice_add(p, ACTION_WRITE_SESSIONS, session, &rules, e)) {
		if (client != NULL)
			add_note(b->note, "The new client is added too.");
		return true;
	}
	if (client != NULL) {	/* its insert was rolled back with the visit */
		client->id = client->version = 0;
		record_set_null(session, "client");
	}
	return false;
}

bool
session_book(struct practice *p, struct record *session, struct record *client,
    int64_t known, struct buf *note, struct draft *draft, struct err *e)
{
	struct booking b = { .note = note, .guest = client, .known = known };

	return book(p, session, &b, draft, e);
}

bool
session_book_on_paper(struct practice *p, struct record *session, struct record *client,
    int64_t known, struct buf *note, struct draft *draft, struct err *e)
{
	struct booking b = { .note = note, .guest = client, .known = known, .on_paper = true };

	return book(p, session, &b, draft, e);
}

struct several {
	struct practice *p;
	struct record *const *list;
	size_t n;
	struct buf *note;
};

static bool
book_several(struct db *db, void *arg, struct err *e)
{
	struct several *s = arg;
	size_t i;

	for (i = 0; i < s->n; i++) {
		struct booking b = { .note = s->note };
		struct record *r = s->list[i];
		AUTO_BUF struct buf name = BUF_INIT;

		if (i > 0 && record_int(r, "joined") == SESSION_JOINS_FIRST)
			record_set_int(r, "joined", s->list[0]->id);
		if (ask_booking(s->p, r, NULL, &b, e) && db_insert(db, r, e) &&
		    waiting_end_for(s->p, r, NULL, e))
			continue;
		naming_add(s->p, r, &name);
		return err_prefix(e, "Nothing was booked. %s", name.s);
	}
	db_label(db, "book session %" PRId64, s->list[0]->id);
	return true;
}

bool
sessions_book(struct practice *p, struct record *const *list, size_t n, struct buf *note,
    struct draft *draft, struct err *e)
{
	struct several s = { p, list, n, note };
	int64_t first;
	size_t i;

	if (!practice_may(p, ACTION_WRITE_SESSIONS, e))
		return false;
	if (practice_write(p, "book session", book_several, &s, draft, e))
		return true;
	first = list[0]->id;
	for (i = 0; i < n; i++) {	/* not saved, so they have no ids */
		if (i > 0 && first != 0 && record_int(list[i], "joined") == first)
			record_set_int(list[i], "joined", SESSION_JOINS_FIRST);
		list[i]->id = list[i]->version = 0;
	}
	return false;
}

bool
session_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct buf *note, struct draft *draft, struct err *e)
{
	struct booking b = { .note = note };
	struct save_rules rules = { .ask = ask_booking, .then = settle, .arg = &b,
	    .draft = draft };

	return practice_save(p, ACTION_WRITE_SESSIONS, mine, base, m, &rules, e);
}
