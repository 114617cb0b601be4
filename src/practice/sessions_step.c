/*
 * sessions_step.c - the state changes of a visit, as one table.
 *
 * For each change the table has the states from which it is allowed: on the visit's own
 * day, on a past day (entered late), on a past day that is being caught up, on a future day.
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/follow_ups.h"
#include "practice/naming.h"
#include "practice/preflight.h"
#include "practice/rules.h"
#include "practice/sessions.h"
#include "practice/sessions_where.h"
#include "practice/write.h"

#define FROM(s) (1u << SESSION_##s)
#define BOOKING (FROM(BOOKED) | FROM(CONFIRMED))
#define OPEN (BOOKING | FROM(HERE) | FROM(IN_TREATMENT))

enum day { DAY_OWN, DAY_PAST, DAY_CAUGHT_UP, DAY_TO_COME, DAYS };

struct turn {
	const char *verb;		/* for the journal's label */
	unsigned from[DAYS];
	enum session_status to;
	const char *wrong_state, *wrong_day;
	bool together;			/* the others of its coming turn with it, if they can */
};

static const struct turn steps[] = {
	[SESSION_STEP_CONFIRM] = { "confirm",
		{ FROM(BOOKED), 0, 0, FROM(BOOKED) }, SESSION_CONFIRMED,
		"only a booking can be confirmed", "that day is past", true },
	[SESSION_STEP_HERE] = { "arrive",
		{ BOOKING, 0, BOOKING, 0 }, SESSION_HERE,
		"only a booked client can arrive", "a client arrives on the day "
		"itself", true },
	[SESSION_STEP_NUMB] = { "numb",
		{ FROM(HERE), 0, 0, 0 }, SESSION_HERE,
		"numbing is put on when the client is here",
		"numbing is put on on the day itself", false },
	[SESSION_STEP_START] = { "start",
		{ FROM(HERE), 0, FROM(HERE), 0 }, SESSION_IN_TREATMENT,
		"a treatment starts when the client is here",
		"a treatment starts on the day itself", false },
	[SESSION_STEP_DONE] = { "finish",
		{ FROM(IN_TREATMENT), OPEN, OPEN, 0 }, SESSION_DONE,
		"only a treatment that was started can be done",
		"a treatment is not done before its day", false },
};
static const struct turn ends[] = {
	[SESSION_CLIENT_CANCELLED] = { "cancel",
		{ BOOKING, BOOKING, BOOKING, BOOKING }, SESSION_CANCELLED,
		"only a booking can be cancelled", "", true },
	[SESSION_CLINIC_CANCELLED] = { "cancel",
		{ BOOKING, BOOKING, BOOKING, BOOKING }, SESSION_CANCELLED,
		"only a booking can be cancelled", "", true },
	[SESSION_MISSED] = { "miss",
		{ BOOKING, BOOKING, BOOKING, 0 }, SESSION_NO_SHOW,
		"only a booking can be missed", "nobody can have missed it yet", true },
	[SESSION_SENT_AWAY] = { "end",
		{ FROM(HERE) | FROM(IN_TREATMENT), OPEN, OPEN, 0 }, SESSION_NOT_TREATED,
		"only a client who is here can go without treatment",
		"nobody can have come yet", false },
	[SESSION_STOPPED] = { "stop",
		{ FROM(IN_TREATMENT), FROM(IN_TREATMENT), FROM(IN_TREATMENT), 0 },
		SESSION_DONE,
		"only a treatment that was started can be stopped",
		"a treatment is not stopped before its day", false },
};

static enum day
day_of(const struct record *r, bool catching_up)
{
	date_day day = date_from_iso(record_text(r, "date")), today = clock_today();

	return day == today ? DAY_OWN : day > today ? DAY_TO_COME :
	    catching_up ? DAY_CAUGHT_UP : DAY_PAST;
}

/* By its state, on such a day. */
static bool
state_allows(const struct turn *t, const struct record *r, enum day day, struct err *e)
{
	enum session_status s = session_status_of(r);
	unsigned from = t->from[day];
	char words[24];

	if (from == 0)
		return err_set(e, ERR_INVALID, NULL, "This visit is on %s; %s.",
		    date_to_words(date_from_iso(record_text(r, "date")), true, words),
		    t->wrong_day);
	return (from & 1u << s) != 0 || err_set(e, ERR_INVALID, NULL,
	    "This visit is %s; %s.", session_status_label(s), t->wrong_state);
}

static bool
turn_allowed(const struct turn *t, const struct record *r, bool catching_up, struct err *e)
{
	if (!state_allows(t, r, day_of(r, catching_up), e))
		return false;
	return t != &ends[SESSION_MISSED] || session_moment(r) <= rules_now() ||
	    err_set(e, ERR_INVALID, NULL, "This visit has not started; %s.", t->wrong_day);
}

bool
session_step_allowed(const struct record *session, enum session_step step,
    struct err *e)
{
	return turn_allowed(&steps[step], session, false, e);
}

bool
session_end_allowed(const struct record *session,
    enum session_outcome outcome, struct err *e)
{
	return turn_allowed(&ends[outcome], session, false, e);
}

/* --- writing ------------------------------------------------------------------------ */

struct step_change {
	struct practice *p;
	const struct turn *turn;
	int64_t id, version;
	const char *not_treated_for, *reason;
	bool charge;
	bool catching_up;
};

bool
session_refuse_stale(struct practice *p, const struct record *r, struct err *e)
{
	AUTO_BUF struct buf who = BUF_INIT, name = BUF_INIT;
	struct stmt *st = db_stmt(p->db, "session_writer");

	stmt_set_int(st, "n", r->version);
	if (stmt_next(st))
		text_show(&who, stmt_text(st, "name"), false);
	if (!stmt_end(st, e))
		return false;
	naming_add(p, r, &name);
	return err_set(e, ERR_STALE, NULL, "%s has changed %s in the meantime: it is %s "
	    "now. Nothing was saved.", who.len > 0 ? who.s : "Somebody", name.s,
	    session_status_label(session_status_of(r)));
}

static bool
ask_preflight(struct practice *p, const struct record *r, struct err *e)
{
	struct preflight pre;

	return preflight_of(p, r, &pre, e) &&
	    (pre.can_start || err_set(e, ERR_INVALID, NULL, "%s.", pre.headline));
}

bool
session_ends_late(struct practice *p, const struct record *r)
{
	return rules_cancels_late(p, r, clock_now());
}

static void
cancel(struct practice *p, struct record *r, bool by_client)
{
	date_day on = date_from_iso(record_text(r, "date"));

	if (on > clock_today())
		on = clock_today();
	record_set_day(r, "cancelled_on", on);
	record_set_text(r, "cancelled_by", by_client ? "client" : "clinic");
	record_set_int(r, "late", by_client && session_ends_late(p, r));
}

bool
session_late_fee(struct practice *p, const struct record *r, enum session_outcome outcome,
    money *fee)
{
	AUTO_RECORD struct record *service = NULL;
	struct err none;

	*fee = 0;
	if (outcome != SESSION_MISSED &&
	    (outcome != SESSION_CLIENT_CANCELLED || !session_ends_late(p, r)))
		return false;
	if (!record_is_null(r, "service"))
		service = db_get(p->db, &record_service, record_int(r, "service"), &none);
	if (service != NULL)
		*fee = record_int(service, "late_fee");
	return *fee > 0;
}

static bool
why(const struct step_change *t, struct record *r, struct err *e)
{
	const struct field_context *c = &t->p->context;

	if (t->turn == &ends[SESSION_SENT_AWAY]) {
		if (t->not_treated_for == NULL || *t->not_treated_for == '\0')
			return err_set(e, ERR_INVALID, "not_treated_for",
			    "A reason is needed: why was the client not treated?");
		if (!record_parse(r, c, "not_treated_for", t->not_treated_for, e))
			return false;
	}
	if (t->turn == &ends[SESSION_STOPPED])
		return (t->reason != NULL && *t->reason != '\0') ?
		    record_parse(r, c, "stopped", t->reason, e) :
		    err_set(e, ERR_INVALID, "stopped",
		    "A reason is needed: why did the treatment end part-way?");
	return t->reason == NULL || record_parse(r, c, "reason", t->reason, e);
}

/* The fee of its policy, where the person charges it. */
static void
charge(const struct step_change *t, struct record *r)
{
	size_t i;
	money fee;

	for (i = 0; t->charge && i < ARRAY_LEN(ends); i++)
		if (t->turn == &ends[i] &&
		    session_late_fee(t->p, r, (enum session_outcome)i, &fee))
			record_set_int(r, "late_fee", fee);
}

static bool
ask_numbing(const struct record *r, struct err *e)
{
	if (record_int(r, "numbing") == 0)
		return err_set(e, ERR_INVALID, NULL, "This visit has no numbing.");
	return record_is_null(r, "numbing_on") ||
	    err_set(e, ERR_INVALID, NULL, "The numbing is on already.");
}

/* What is entered after the visit's day says so; one that went on past midnight is still
 * of today. */
static void
mark_late(const struct step_change *t, struct record *r)
{
	int64_t over = session_moment(r) + record_int(r, "numbing") + record_int(r, "minutes");

	if (over > rules_moment(clock_today(), 0) || day_of(r, false) != DAY_PAST)
		return;
	practice_enter_late(t->p, r);
	if (r->id == t->id)
		db_label(t->p->db, "%s session %" PRId64 ", entered late", t->turn->verb, r->id);
}

/* Turns one visit, which its state allows. What was done on paper was asked there. */
static bool
turn_one(struct step_change *t, struct record *r, struct err *e)
{
	bool numb = t->turn == &steps[SESSION_STEP_NUMB];
	bool start = t->turn == &steps[SESSION_STEP_START] &&
	    day_of(r, t->catching_up) != DAY_CAUGHT_UP;

	if (!why(t, r, e) || (numb && !ask_numbing(r, e)) ||
	    ((numb || start) && !ask_preflight(t->p, r, e)))
		return false;
	charge(t, r);
	mark_late(t, r);
	if (t->turn->to == SESSION_CANCELLED)
		cancel(t->p, r, t->turn == &ends[SESSION_CLIENT_CANCELLED]);
	if (numb)
		record_set_int(r, "numbing_on", clock_now());
	record_set_text(r, "status", session_status_name(t->turn->to));
	return db_update(t->p->db, r, e) &&
	    (t->turn->to != SESSION_DONE || follow_ups_plan(t->p, r, e));
}

/* The others of its coming whose state allows it too, as if they were at the same time: who
 * does not come misses all of them. */
static bool
turn_coming(struct step_change *t, const struct record *first, struct err *e)
{
	int64_t others[SESSION_COMING_MAX];
	size_t n, i;

	if (!t->turn->together)
		return true;
	if (!session_coming(t->p, first, others, &n, e))
		return false;
	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *r = db_get(t->p->db, &record_session, others[i], e);

		if (r == NULL)
			return false;
		if (state_allows(t->turn, r, day_of(first, t->catching_up), NULL) &&
		    !turn_one(t, r, e))
			return false;
	}
	return true;
}

static bool
turn_inside(struct db *db, void *arg, struct err *e)
{
	struct step_change *t = arg;
	AUTO_RECORD struct record *r = db_get(db, &record_session, t->id, e);

	if (r == NULL)
		return false;
	if (t->version != 0 && r->version != t->version)
		return session_refuse_stale(t->p, r, e);
	return turn_allowed(t->turn, r, t->catching_up, e) && turn_one(t, r, e) &&
	    turn_coming(t, r, e);
}

static bool
turn(struct step_change *t, struct err *e)
{
	AUTO_FREE char *label = xasprintf("%s session %" PRId64, t->turn->verb, t->id);

	return practice_may(t->p, ACTION_WRITE_SESSIONS, e) &&
	    db_write(t->p->db, "change", label, turn_inside, t, e);
}

bool
session_step(struct practice *p, int64_t id, int64_t version,
    enum session_step step, struct err *e)
{
	struct step_change t = { .p = p, .turn = &steps[step], .id = id,
	    .version = version };

	return turn(&t, e);
}

bool
session_step_on_paper(struct practice *p, int64_t id, int64_t version,
    enum session_step step, struct err *e)
{
	struct step_change t = { .p = p, .turn = &steps[step], .id = id,
	    .version = version, .catching_up = true };

	return turn(&t, e);
}

struct step_change_all {
	struct step_change one;
	const int64_t *ids;
	size_t n;
};

static bool
turn_all_inside(struct db *db, void *arg, struct err *e)
{
	struct step_change_all *all = arg;
	size_t i;

	for (i = 0; i < all->n; i++) {
		AUTO_BUF struct buf name = BUF_INIT;

		all->one.id = all->ids[i];
		if (turn_inside(db, &all->one, e))
			continue;
		naming_add_id(all->one.p, &record_session, all->ids[i], &name);
		return err_prefix(e, "Nothing was changed. %s", name.s);
	}
	return true;
}

bool
sessions_confirm(struct practice *p, const int64_t *ids, size_t n, struct err *e)
{
	struct step_change_all all = { { .p = p, .turn = &steps[SESSION_STEP_CONFIRM] },
	    ids, n };
	AUTO_FREE char *label = xasprintf("confirm session %" PRId64, ids[0]);

	return practice_may(p, ACTION_WRITE_SESSIONS, e) &&
	    db_write(p->db, "change", label, turn_all_inside, &all, e);
}

bool
session_end(struct practice *p, int64_t id, int64_t version,
    enum session_outcome outcome, const char *not_treated_for,
    const char *reason, struct err *e)
{
	struct step_change t = { p, &ends[outcome], id, version, not_treated_for, reason,
	    false, false };

	return turn(&t, e);
}

bool
session_end_charged(struct practice *p, int64_t id, int64_t version,
    enum session_outcome outcome, const char *reason, struct err *e)
{
	struct step_change t = { p, &ends[outcome], id, version, NULL, reason, true, false };

	return turn(&t, e);
}
