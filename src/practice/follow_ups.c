/*
 * follow_ups.c - see follow_ups.h.
 */
#include "practice/follow_ups.h"

#include <inttypes.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "record/plan.h"

/* --- planning ------------------------------------------------------------------------ */

static bool
add_step(struct practice *p, const struct record *session, const struct plan_step *step,
    struct err *e)
{
	date_day due = plan_day(step, date_from_iso(record_text(session, "date")));
	AUTO_RECORD struct record *r = record_new(&record_follow_up);

	if (due < clock_today())
		return true;
	record_set_int(r, "session", session->id);
	record_set_text(r, "plan", step->word);
	record_set_day(r, "due", due);
	return db_insert(p->db, r, e);
}

bool
follow_ups_plan(struct practice *p, const struct record *session, struct err *e)
{
	AUTO_RECORD struct record *service = NULL;
	const char *plan;
	struct plan_step step;

	if (record_is_null(session, "service") || record_is_null(session, "client"))
		return true;
	service = db_get(p->db, &record_service, record_int(session, "service"), e);
	if (service == NULL)
		return false;
	for (plan = record_text(service, "follow_ups"); plan_next(&plan, &step);)
		if (!add_step(p, session, &step, e))
			return false;
	return true;
}

/* --- answering ------------------------------------------------------------------------ */

static void
close_with(struct practice *p, struct record *r)
{
	record_set_day(r, "done_on", clock_today());
	record_set_int(r, "done_by", p->staff->id);
}

bool
follow_ups_answer_visit(struct practice *p, int64_t session, enum follow_up_outcome outcome,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "follow_ups_due_of");
	char iso[DATE_ISO_SIZE];
	int64_t ids[16];
	size_t n = 0, i;

	stmt_set_int(st, "session", session);
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	while (n < ARRAY_LEN(ids) && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *r = db_get(p->db, &record_follow_up, ids[i], e);

		if (r == NULL)
			return false;
		record_set_text(r, "outcome",
		    record_field(&record_follow_up, "outcome")->choices[outcome].value);
		close_with(p, r);
		if (!db_update(p->db, r, e))
			return false;
	}
	return true;
}

struct answer {
	struct practice *p;
	const int64_t *ids;
	size_t n;
	enum follow_up_outcome outcome;
};

static bool
answer_inside(struct db *db, void *arg, struct err *e)
{
	const struct answer *a = arg;
	size_t i;

	for (i = 0; i < a->n; i++) {
		AUTO_RECORD struct record *r = db_get(db, &record_follow_up, a->ids[i], e);

		if (r == NULL || !follow_ups_answer_visit(a->p, record_int(r, "session"),
		    a->outcome, e))
			return false;
	}
	return true;
}

bool
follow_ups_answer(struct practice *p, const int64_t *ids, size_t n,
    enum follow_up_outcome outcome, struct err *e)
{
	struct answer a = { p, ids, n, outcome };
	AUTO_FREE char *label = xasprintf("change follow_up %" PRId64, n > 0 ? ids[0] : 0);

	return practice_may(p, ACTION_WRITE_SESSIONS, e) &&
	    db_write(p->db, "change", label, answer_inside, &a, e);
}

struct record *
follow_up_get(struct practice *p, int64_t id, struct err *e)
{
	struct record *r = practice_may(p, ACTION_READ_CLIENTS, e) ?
	    db_get(p->db, &record_follow_up, id, e) : NULL;

	if (r != NULL)
		practice_hide_medical(p, r);
	return r;
}

static bool
ask(struct practice *p, struct record *next, UNUSED const struct record *was, UNUSED void *arg,
    UNUSED struct err *e)
{
	if (record_is_null(next, "outcome")) {
		record_set_null(next, "done_on");
		record_set_null(next, "done_by");
	} else if (record_is_null(next, "done_on")) {
		close_with(p, next);
	}
	return true;
}

bool
follow_up_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask, .draft = draft };

	return practice_save(p, ACTION_WRITE_SESSIONS, mine, base, m, &rules, e);
}
