/*
 * events.c - see events.h.
 */
#include "practice/events.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/follow_ups.h"
#include "practice/naming.h"

struct record *
event_begin(struct practice *p, int64_t client, int64_t session, struct err *e)
{
	struct record *r;
	struct stmt *st;

	if (!practice_may(p, ACTION_WRITE_SCREENINGS, e))
		return NULL;
	r = record_new(&record_adverse_event);
	record_set_int(r, "client", client);
	record_set_day(r, "onset", clock_today());
	st = db_stmt(p->db, "event_visit");
	stmt_set_int(st, "client", client);
	stmt_set_int(st, "session", session);
	if (stmt_next(st)) {
		record_set_int(r, "session", stmt_int(st, "session"));
		if (!stmt_is_null(st, "device"))
			record_set_int(r, "device", stmt_int(st, "device"));
		if (!stmt_is_null(st, "lot"))
			record_set_int(r, "lot", stmt_int(st, "lot"));
	}
	if (stmt_end(st, e))
		return r;
	record_free(r);
	return NULL;
}

struct record *
event_get(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_READ_MEDICAL, e) ?
	    db_get(p->db, &record_adverse_event, id, e) : NULL;
}

/* The visit is the client's. */
static bool
ask(struct practice *p, struct record *next, UNUSED const struct record *was, UNUSED void *arg,
    struct err *e)
{
	AUTO_RECORD struct record *visit = NULL;

	if (record_is_null(next, "session"))
		return true;
	visit = db_get(p->db, &record_session, record_int(next, "session"), e);
	return visit != NULL && (record_int(visit, "client") == record_int(next, "client") ||
	    err_set(e, ERR_INVALID, "session", "That visit is another client's."));
}

static bool
then(struct practice *p, const struct record *now, const struct record *was, UNUSED void *arg,
    struct err *e)
{
	return was != NULL || record_is_null(now, "session") ||
	    follow_ups_answer_visit(p, record_int(now, "session"), FOLLOW_UP_EVENT, e);
}

bool
event_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask, .then = then, .draft = draft };

	return practice_add(p, ACTION_WRITE_SCREENINGS, r, &rules, e);
}

bool
event_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask, .draft = draft };

	return practice_save(p, ACTION_WRITE_SCREENINGS, mine, base, m, &rules, e);
}

bool
event_open(struct db *db, int64_t client, date_day on, int64_t *id, struct buf *out,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "event_open");
	char iso[DATE_ISO_SIZE], words[24];

	*id = 0;
	stmt_set_int(st, "client", client);
	stmt_set_text(st, "day", date_to_iso(on, iso));
	if (stmt_next(st)) {
		*id = stmt_int(st, "id");
		if (out != NULL) {
			text_show(out, stmt_text(st, "what"), false);
			buf_addf(out, ", since %s", date_to_words(stmt_date(st, "onset"), false,
			    words));
		}
	}
	return stmt_end(st, e);
}

/* --- to whom it is told ------------------------------------------------------------------ */

struct record *
event_report_get(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_READ_MEDICAL, e) ?
	    db_get(p->db, &record_event_report, id, e) : NULL;
}

static bool
ask_once(struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "event_report_to");
	bool twice = false;

	stmt_set_int(st, "event", record_int(next, "event"));
	stmt_set_text(st, "to", record_text(next, "sent_to"));
	while (stmt_next(st))
		twice |= stmt_int(st, "id") != next->id;
	return stmt_end(st, e) && (!twice || err_set(e, ERR_INVALID, "sent_to", "A report to them "
	    "is written down already: Enter on it."));
}

bool
event_report_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_once, .draft = draft };

	return practice_add(p, ACTION_WRITE_SCREENINGS, r, &rules, e);
}

bool
event_report_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_once, .draft = draft };

	return practice_save(p, ACTION_WRITE_SCREENINGS, mine, base, m, &rules, e);
}

bool
events_summary(struct practice *p, struct buf *out, struct err *e)
{
	struct stmt *st;

	if (!practice_allows(p, ACTION_READ_MEDICAL))
		return true;
	st = db_stmt(p->db, "events_summary");
	if (stmt_next(st)) {
		long long open = stmt_int(st, "open"), owed = stmt_int(st, "owed");

		if (open > 0)
			buf_addf(out, "%lld open", open);
		if (owed > 0)
			buf_addf(out, "%s%lld report%s owed", out->len > 0 ? ", " : "", owed,
			    text_plural(owed));
	}
	return stmt_end(st, e);
}

bool
events_list(struct practice *p, bool (*fn)(const struct event_line *, void *), void *arg,
    struct err *e)
{
	struct stmt *st;
	bool more = true;

	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	st = db_stmt(p->db, "event_list");
	while (more && stmt_next(st)) {
		AUTO_BUF struct buf name = BUF_INIT;
		struct event_line line = { .id = stmt_int(st, "id"),
		    .what = stmt_text(st, "what"), .grade = (int)stmt_int(st, "grade"),
		    .serious = stmt_int(st, "serious") != 0, .onset = stmt_date(st, "onset"),
		    .resolved = stmt_date(st, "resolved"), .owed = (long)stmt_int(st, "owed") };

		naming_add_row(st, stmt_int(st, "client_id"), &name);
		line.name = name.s;
		more = fn(&line, arg);
	}
	return stmt_end(st, e);
}
