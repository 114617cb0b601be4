/*
 * waiting.c - see waiting.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/rules.h"
#include "practice/sessions_where.h"
#include "practice/waiting.h"

struct record *
waiting_get(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_READ_CLIENTS, e) ?
	    db_get(p->db, &record_waiting, id, e) : NULL;
}

/* --- adding and changing -------------------------------------------------------------- */

static bool
ask_client(struct practice *p, const struct record *r, struct err *e)
{
	AUTO_RECORD struct record *client = db_get(p->db, &record_client,
	    record_int(r, "client"), e);

	return client != NULL && session_ask_client(client, e);
}

static struct stmt *
of(struct practice *p, const char *name, const struct record *r)
{
	struct stmt *st = db_stmt(p->db, name);

	stmt_set_int(st, "client", record_int(r, "client"));
	stmt_set_int(st, "service", record_int(r, "service"));
	return st;
}

/* One wish of a service: a second one is an edit of the first. */
static bool
ask_twice(struct practice *p, const struct record *r, struct err *e)
{
	struct stmt *st = of(p, "waiting_of", r);
	bool twice = false;

	while (stmt_next(st))
		twice |= stmt_int(st, "id") != r->id;
	if (!stmt_end(st, e))
		return false;
	return !twice || err_set(e, ERR_INVALID, "service", "The client waits for that "
	    "already; e on Due changes it.");
}

static bool
link_sooner(struct practice *p, struct record *r, struct err *e)
{
	struct stmt *st = of(p, "waiting_sooner", r);
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	record_set_null(r, "sooner");
	if (stmt_next(st))
		record_set_int(r, "sooner", stmt_int(st, "id"));
	return stmt_end(st, e);
}

bool
waiting_ask(struct practice *p, struct record *next, const struct record *was, struct err *e)
{
	static const char *const who[] = { "client", "service" };
	static const char *const lacks[] = { "Who waits?", "For which service?" };
	date_day until = date_from_iso(record_text(next, "until"));
	char words[24];
	size_t i;

	for (i = 0; i < ARRAY_LEN(who); i++)
		if (record_is_null(next, who[i]))
			return err_set(e, ERR_INVALID, who[i], "%s", lacks[i]);
	if (was == NULL && record_is_null(next, "added_on"))
		record_set_day(next, "added_on", clock_today());
	if (until != DATE_NONE && until < clock_today() &&
	    (was == NULL || strcmp(record_text(was, "until"), record_text(next, "until")) != 0))
		return err_set(e, ERR_INVALID, "until", "%s is past; until then nobody can come.",
		    date_to_words(until, true, words));
	if (!record_is_null(next, "ended_on"))
		return true;
	return ask_client(p, next, e) && ask_twice(p, next, e) && link_sooner(p, next, e);
}

static bool
ask(struct practice *p, struct record *next, const struct record *was, UNUSED void *arg,
    struct err *e)
{
	return waiting_ask(p, next, was, e);
}

bool
waiting_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask, .draft = draft };

	return practice_add(p, ACTION_WRITE_SESSIONS, r, &rules, e);
}

bool
waiting_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask, .draft = draft };

	return practice_save(p, ACTION_WRITE_SESSIONS, mine, base, m, &rules, e);
}

/* --- ending --------------------------------------------------------------------------- */

static void
end(struct record *r, const char *why)
{
	record_set_day(r, "ended_on", clock_today());
	record_set_text(r, "ended_for", why);
}

struct ending {
	const int64_t *ids;
	size_t n;
	const char *why;
};

static bool
end_inside(struct db *db, void *arg, struct err *e)
{
	const struct ending *x = arg;
	size_t i;

	for (i = 0; i < x->n; i++) {
		AUTO_RECORD struct record *r = db_get(db, &record_waiting, x->ids[i], e);

		if (r == NULL)
			return false;
		if (!record_is_null(r, "ended_on"))
			continue;
		end(r, x->why);
		if (!db_update(db, r, e))
			return false;
	}
	return true;
}

bool
waiting_end(struct practice *p, const int64_t *ids, size_t n, const char *why, struct err *e)
{
	struct ending x = { ids, n, why };
	AUTO_FREE char *label = xasprintf("change waiting %" PRId64, n > 0 ? ids[0] : 0);

	return practice_may(p, ACTION_WRITE_SESSIONS, e) &&
	    db_write(p->db, "change", label, end_inside, &x, e);
}

static bool
fits(const struct record *w, const struct record *session)
{
	date_day day = date_from_iso(record_text(session, "date"));
	int64_t start = record_int(session, "start"), days = record_int(w, "days");
	int64_t staff = record_int(w, "staff");

	if (day == DATE_NONE || record_is_null(session, "start"))
		return false;
	return (days == 0 || (days >> date_weekday(day) & 1) != 0) &&
	    (record_is_null(w, "after") || start >= record_int(w, "after")) &&
	    (record_is_null(w, "before") || start < record_int(w, "before")) &&
	    (record_is_null(w, "until") || day <= date_from_iso(record_text(w, "until"))) &&
	    (staff == 0 || staff == record_int(session, "staff"));
}

/* Whether it stands where it has not stood before: one of another client or service than
 * before is as good as new. */
static bool
is_placed_anew(const struct record *session, const struct record *was)
{
	static const char *const fields[] = { "client", "service", "date", "start" };
	size_t i;

	if (was == NULL)
		return true;
	for (i = 0; i < ARRAY_LEN(fields); i++)
		if (!value_equal(record_value(session, fields[i]), record_value(was, fields[i])))
			return session_goes_along(session);
	return false;
}

/* Reads when the booking stands that they want a sooner time than; INT64_MAX: there is none
 * any more. */
static bool
read_sooner(struct practice *p, const struct record *w, int64_t *moment, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	*moment = INT64_MAX;
	if (record_is_null(w, "sooner"))
		return true;
	r = db_get(p->db, &record_session, record_int(w, "sooner"), e);
	if (r != NULL && session_goes_along(r) &&
	    value_equal(record_value(r, "client"), record_value(w, "client")))
		*moment = session_moment(r);
	return r != NULL;
}

static bool
settle(struct practice *p, struct record *w, const struct record *session,
    const struct record *was, struct err *e)
{
	bool linked = record_int(w, "sooner") == session->id;
	int64_t than;

	if (!read_sooner(p, w, &than, e))
		return false;
	if (linked && was != NULL ? session_moment(session) < session_moment(was) :
	    fits(w, session) && session_moment(session) < than) {
		end(w, "booked");
		record_set_int(w, "session", session->id);
	} else if (linked || than != INT64_MAX) {
		return true;
	} else if (!link_sooner(p, w, e)) {
		return false;
	}
	return db_update(p->db, w, e);
}

bool
waiting_end_for(struct practice *p, const struct record *session, const struct record *was,
    struct err *e)
{
	struct record *open[8];
	struct stmt *st;
	size_t i, n = 0;
	bool ok;

	if (record_is_null(session, "client") || record_is_null(session, "service") ||
	    !rules_takes_time(session) || !is_placed_anew(session, was))
		return true;
	st = of(p, "waiting_of", session);
	while (n < ARRAY_LEN(open) && stmt_next(st)) {
		open[n] = record_new(&record_waiting);
		db_read_record(st, open[n++]);
	}
	ok = stmt_end(st, e);
	for (i = 0; i < n; i++) {
		ok = ok && settle(p, open[i], session, was, e);
		record_free(open[i]);
	}
	return ok;
}
