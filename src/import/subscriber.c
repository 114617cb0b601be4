/*
 * subscriber.c - newsletter addresses and their consent events.
 *
 * Events are only added, and only new ones. The state is that of the newest event, so
 * an old file never subscribes an address again that has unsubscribed since, also where
 * the address was erased since: its row is refused. A blank consent adds no event.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/erase.h"
#include "import/inside.h"

const struct field import_subscriber_extra[IMPORT_SUBSCRIBER_EXTRA] = {
	{ .name = "opt_in_at", .label = "Opted in", .type = FIELD_INSTANT,
	  .help = "When the address was given." },
	{ .name = "confirmed_at", .label = "Confirmed", .type = FIELD_INSTANT,
	  .help = "When it was confirmed by its owner." },
	{ .name = "unsubscribed_at", .label = "Unsubscribed", .type = FIELD_INSTANT,
	  .help = "When its owner opted out." },
	{ .name = "cleaned_at", .label = "Cleaned", .type = FIELD_INSTANT,
	  .help = "When mail to it came back for good." },
	{ .name = "source", .label = "Source", .type = FIELD_TEXT,
	  .help = "How the consent was given: desk, form, paper, import, email." },
	{ .name = "reason", .label = "Reason", .type = FIELD_TEXT, .max = 500,
	  .help = "Reason given for opting out." },
};

#define EVENTS_MAX 6

struct event {
	const char *state;
	instant at;
	bool reason;		/* it gets the row's reason */
};

struct events {
	struct event list[EVENTS_MAX];
	size_t n;
	struct event newest;	/* the newest, these included; state NULL: none */
	char state[16];		/* of the newest event before this row */
};

static bool
opted_out(const char *state)
{
	return state != NULL && (strcmp(state, "unsubscribed") == 0 ||
	    strcmp(state, "cleaned") == 0);
}

/* Sorted by time; a time in the future counts as now. */
static void
add(struct events *v, const char *state, instant at, bool reason)
{
	size_t i = v->n++;

	if (at > clock_now())
		at = clock_now();
	for (; i > 0 && v->list[i - 1].at > at; i--)
		v->list[i] = v->list[i - 1];
	v->list[i] = (struct event){ state, at, reason };
}

/* Adds events from the row's dates. */
static void
dated(struct import *im, struct events *v)
{
	const struct value *in = &import_value(im, "opt_in_at")->v;
	const struct value *confirmed = &import_value(im, "confirmed_at")->v;
	const struct value *out = &import_value(im, "unsubscribed_at")->v;
	const struct value *cleaned = &import_value(im, "cleaned_at")->v;
	const struct value *state = &import_value(im, "state")->v;
	bool told = state->kind == VALUE_TEXT;
	bool pending = told && strcmp(state->s, "pending") == 0;
	/* if the status is undecided, the dates are no consent */
	bool never = told && strcmp(state->s, "unknown") == 0 &&
	    import_column_of(im, "state") != NO_COLUMN;
	bool waiting = pending || confirmed->kind == VALUE_INT ||
	    (import_bound(im, "confirmed_at") && (!told ||
	    strcmp(state->s, "subscribed") != 0));

	if (in->kind == VALUE_INT && !never &&
	    (confirmed->kind == VALUE_NULL || in->i < confirmed->i))
		add(v, waiting ? "pending" : "subscribed", in->i, false);
	if (confirmed->kind == VALUE_INT && !pending && !never)
		add(v, "subscribed", confirmed->i, false);
	if (out->kind == VALUE_INT)
		add(v, "unsubscribed", out->i, true);
	if (cleaned->kind == VALUE_INT)
		add(v, "cleaned", cleaned->i, out->kind == VALUE_NULL);
}

static bool
newest_known(struct import *im, int64_t id, struct events *v, struct err *e)
{
	struct stmt *st;

	if (id == 0)
		return true;
	st = db_stmt(im->db, "import_consent_newest");
	stmt_set_int(st, "subscriber", id);
	if (stmt_next(st)) {
		snprintf(v->state, sizeof(v->state), "%s", stmt_text(st, "state"));
		v->newest = (struct event){ v->state, stmt_int(st, "at"), false };
	}
	return stmt_end(st, e);
}

static bool
is_known(struct import *im, int64_t id, const struct event *ev, bool *known,
    struct err *e)
{
	struct stmt *st;

	*known = false;
	if (id == 0)
		return true;
	st = db_stmt(im->db, "import_consent_known");
	stmt_set_int(st, "subscriber", id);
	stmt_set_int(st, "at", ev->at);
	stmt_set_text(st, "state", ev->state);
	*known = stmt_next(st);
	return stmt_end(st, e);
}

/* Keeps only the new events; those older than the newest are history. */
static bool
sift(struct import *im, int64_t id, struct events *v, struct err *e)
{
	size_t i, kept = 0;
	bool known;

	for (i = 0; i < v->n; i++) {
		struct event ev = v->list[i];

		if (!is_known(im, id, &ev, &known, e))
			return false;
		if (known || (v->newest.state != NULL && ev.at == v->newest.at &&
		    opted_out(v->newest.state) && !opted_out(ev.state)))
			continue;
		v->list[kept++] = ev;
		if (v->newest.state == NULL || ev.at >= v->newest.at)
			v->newest = ev;
	}
	v->n = kept;
	return true;
}

/* A state without a date counts as now: it may lower a state, or raise an undecided
 * one. */
static void
undated(struct import *im, struct events *v, const char *told)
{
	const char *now = v->newest.state;
	bool undecided = now == NULL || strcmp(now, "unknown") == 0;

	if (strcmp(told, "unknown") == 0 || (now != NULL && strcmp(now, told) == 0))
		return;
	if (strcmp(told, "pending") == 0 && !undecided)
		return;
	if (strcmp(told, "subscribed") == 0 && opted_out(now)) {
		import_note(im, import_source_line(im->source),
		    "The address is %s here and stays so.", now);
		return;
	}
	add(v, told, clock_now(), opted_out(told));
	v->newest = (struct event){ told, clock_now(), false };
}

/* If undoing an import left the state unknown, the file's last event counts from now
 * on. */
static void
after_all(struct events *v, const struct event *last)
{
	if (last->state == NULL || v->newest.state == NULL ||
	    strcmp(v->newest.state, "unknown") != 0)
		return;
	add(v, last->state, clock_now(), last->reason);
	v->newest = (struct event){ last->state, clock_now(), last->reason };
}

/* True when one of the row's own dates gives its state. */
static bool
is_dated(const struct events *v, const char *state)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		if (strcmp(v->list[i].state, state) == 0)
			return true;
	return false;
}

static bool
save_events(struct import *im, int64_t id, const struct events *v, struct err *e)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		AUTO_RECORD struct record *r = record_new(&record_consent_event);

		record_set_int(r, "subscriber", id);
		record_set_int(r, "at", v->list[i].at);
		record_set_text(r, "state", v->list[i].state);
		record_set_text(r, "source", "import");
		if (db_who(im->db) != 0)
			record_set_int(r, "who", db_who(im->db));
		if (v->list[i].reason)
			record_set_text(r, "reason", import_text(im, "reason"));
		if (import_given(im, "source") && !record_parse(r,
		    &field_context_plain, "source", import_text(im, "source"), e))
			return false;
		if (!db_insert(im->db, r, e))
			return false;
	}
	return true;
}

static bool
not_state(UNUSED const struct record *r, const char *field, UNUSED void *arg)
{
	return strcmp(field, "state") == 0;
}

/* The client with this address, if there is only one. */
static bool
find_client(struct import *im, struct record *r, bool *changed, struct err *e)
{
	struct stmt *st;
	int64_t id = 0, found;
	int n = 0;

	if (!record_is_null(r, "client"))
		return true;
	st = db_stmt(im->db, "import_client_by_email");
	stmt_set_text(st, "key", record_text(r, "email"));
	while (stmt_next(st)) {
		found = db_client_leads_to(im->db, stmt_int(st, "id"));
		n += found != id;
		id = found;
	}
	if (n == 1) {
		record_set_int(r, "client", id);
		*changed = true;
	}
	return stmt_end(st, e);
}

/* Whoever was erased is not subscribed again by an old file, nor is their address kept again. */
static bool
is_welcome(struct import *im, struct err *e)
{
	bool out;

	return db_erased_opt_out(im->db, import_text(im, "email"), &out, e) && (!out ||
	    err_set(e, ERR_INVALID, "email", "This address wanted no newsletter when its person was "
	    "erased, and is not taken in again."));
}

bool
import_apply_subscriber(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	const struct value *told = &import_value(im, "state")->v;
	AUTO_RECORD struct record *r = import_find(im, e);
	struct events v = { .n = 0 };
	struct event last = { .state = NULL };
	bool changed = false, was_there, told_by_date;

	if (r == NULL || (r->id == 0 && !is_welcome(im, e)) || !newest_known(im, r->id, &v, e))
		return false;
	was_there = r->id != 0;
	dated(im, &v);
	if (v.n > 0)
		last = v.list[v.n - 1];
	told_by_date = told->kind == VALUE_TEXT && is_dated(&v, told->s);
	if (!sift(im, r->id, &v, e))
		return false;
	/* if status and dates disagree the stricter counts */
	if (told_by_date && opted_out(told->s) && !opted_out(v.newest.state))
		told_by_date = false;
	if (told->kind == VALUE_TEXT && !told_by_date)
		undated(im, &v, told->s);
	after_all(&v, &last);
	if (!import_put(im, r, false, not_state, NULL, &changed, e) ||
	    !find_client(im, r, &changed, e))
		return false;
	if (v.newest.state != NULL &&
	    strcmp(v.newest.state, record_text(r, "state")) != 0) {
		record_set_text(r, "state", v.newest.state);
		changed = true;
	}
	if (!import_save(im, r, changed, e) || !save_events(im, r->id, &v, e))
		return false;
	if (was_there && !changed && v.n > 0) {
		im->r->unchanged--;
		im->r->changed++;
	}
	return true;
}
