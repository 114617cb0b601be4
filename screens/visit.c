/*
 * visit.c - arriving, starting, finishing, and what did not happen.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/money.h"
#include "practice/naming.h"
#include "practice/sessions.h"
#include "screens/chart/chart.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/client/emergency.h"
#include "screens/forms.h"
#include "screens/freed.h"
#include "screens/receipt/receipt.h"
#include "screens/screening/screening.h"
#include "screens/series.h"
#include "screens/sign.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

/* A copy for a dialog's callback. */
static struct visit *
visit_copy(const struct visit *v)
{
	struct visit *copy = xmalloc(sizeof(*copy));

	*copy = *v;
	return copy;
}

bool
visit_is_on_paper(struct desk *d, int64_t session)
{
	AUTO_RECORD struct record *r = d->paper_day != DATE_NONE && session != 0 ?
	    session_get(d->p, session, NULL) : NULL;

	return r != NULL && date_from_iso(record_text(r, "date")) == d->paper_day;
}

/* Shows what was done, and for whom. */
static bool
step(struct desk *d, const struct visit *v, enum session_step st,
    const char *said, const char *next)
{
	struct err e;

	if (!(visit_is_on_paper(d, v->session) ? session_step_on_paper : session_step)(d->p,
	    v->session, v->version, st, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	desk_done(d, &record_session, v->session, said, next);
	return true;
}

void
visit_here(struct desk *d, const struct visit *v)
{
	step(d, v, SESSION_STEP_HERE, "Here", "u undoes it.");
}

void
visit_pay(struct desk *d, const struct visit *v)
{
	struct err e;
	AUTO_RECORD struct record *r = session_get(d->p, v->session, &e);
	date_day day;
	char words[24];

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	day = date_from_iso(record_text(r, "date"));
	if (day <= clock_today())
		receipt_push(d, v->client, day);
	else if (session_status_of(r) > SESSION_DONE)
		receipt_push(d, v->client, clock_today());	/* a late fee */
	else
		ui_complain(d->ui, "This visit is on %s; it is paid from that day on.",
		    naming_day(day, words));
}

/* A client who is here: opens the pre-flight, which puts the numbing on or starts it; from
 * paper it is started. In treatment: sets it done. */
static void
start(struct desk *d, const struct visit *v)
{
	struct err e;
	struct record *r = session_get(d->p, v->session, &e);
	enum session_status status;

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	status = session_status_of(r);
	if (status == SESSION_HERE && visit_is_on_paper(d, v->session))
		step(d, v, SESSION_STEP_START, "In treatment", "s sets it done. u undoes it.");
	else if (status == SESSION_IN_TREATMENT ||
	    !session_step_allowed(r, SESSION_STEP_START, &e)) {
		if (session_step_allowed(r, SESSION_STEP_DONE, NULL))
			step(d, v, SESSION_STEP_DONE, "Done",
			    "p writes the receipt. u undoes it.");
		else
			ui_err(d->ui, &e);
	} else {
		preflight_push(d, v);
	}
	record_free(r);
}

/* --- moving ---------------------------------------------------------------------- */

/* Opens the visit's form at the date. */
static void
move(struct desk *d, const struct visit *v)
{
	struct err e;
	AUTO_RECORD struct record *r = session_get(d->p, v->session, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else if (session_status_of(r) > SESSION_CONFIRMED)
		ui_complain(d->ui, "This visit is %s; only a booking can be moved.",
		    session_status_label(session_status_of(r)));
	else
		form_session_move(d, v->session);
}

/* The client has confirmed the visit. */
static void
confirm(struct desk *d, const struct visit *v)
{
	step(d, v, SESSION_STEP_CONFIRM, "Confirmed", "u undoes it.");
}

/* --- what did not happen ------------------------------------------------------------ */

static const struct ending {
	char key;
	enum session_outcome outcome;
	const char *not_treated_for;
	const char *title, *label;
} endings[] = {
	{ 'c', SESSION_CLIENT_CANCELLED, NULL, "Cancelled by the client",
	  "the client cancelled" },
	{ 'w', SESSION_CLINIC_CANCELLED, NULL, "Cancelled by us", "we cancelled" },
	{ 'n', SESSION_MISSED, NULL, "No-show", "no-show" },
	{ 's', SESSION_SENT_AWAY, "screening", "Not treated, screening",
	  "came, not treated: screening" },
	{ 'u', SESSION_SENT_AWAY, "unwell", "Not treated, unwell",
	  "came, not treated: unwell" },
	{ 'd', SESSION_SENT_AWAY, "declined", "Not treated, declined",
	  "came, not treated: declined" },
	{ 'e', SESSION_SENT_AWAY, "equipment", "Not treated, equipment",
	  "came, not treated: equipment" },
	{ 'p', SESSION_STOPPED, NULL, "Stopped part-way", "treated in part, then stopped" },
};

struct ended {
	struct visit visit;
	const struct ending *ending;
	bool late;
	char *reason;
	struct draft draft;	/* the reason as kept last; form NULL: never */
};

static void
ended_free(void *arg)
{
	struct ended *en = arg;

	free(en->reason);
	draft_free(&en->draft);
	free(en);
}

static bool keep_reason(struct ui *ui, const char *typed, enum keep why, void *arg,
    struct err *e);

/* False: the reason may be mended, or given again. Else it waits where nothing was saved. */
static bool
end_visit(struct desk *d, struct ended *en, bool charge, const char *fee)
{
	AUTO_FREE char *said = xasprintf("%s%s%s", en->ending->title,
	    en->late ? ", late" : "", charge ? fee : "");
	const char *reason = *en->reason != '\0' ? en->reason : NULL;
	struct err e;

	if (!(charge ? session_end_charged(d->p, en->visit.session, en->visit.version,
	    en->ending->outcome, reason, &e) : session_end(d->p, en->visit.session,
	    en->visit.version, en->ending->outcome, en->ending->not_treated_for, reason, &e))) {
		if (dialog_again(d->ui, &e) || e.code == ERR_INVALID)
			return false;
		(void)keep_reason(d->ui, en->reason, KEEP_LEFT, en, &e);
		return true;
	}
	(void)draft_drop(d->p, &en->draft, &e);
	desk_done(d, &record_session, en->visit.session, said, charge ?
	    "p checks it out. u undoes it." : "u undoes it.");
	if (en->ending->outcome != SESSION_STOPPED)
		freed_by_visit(d, en->visit.session);
	return true;
}

static const struct ask_answer fee_answers[] = {
	{ 'y', "yes, charge it" }, { 'n', "no, not this time" }, { 0, NULL }
};

static struct ended *
ended_copy(const struct ended *en)
{
	struct ended *copy = xmalloc(sizeof(*copy));

	*copy = *en;
	copy->reason = xstrdup(en->reason);
	copy->draft = (struct draft)DRAFT_INIT;
	draft_copy(&copy->draft, &en->draft);
	return copy;
}

static bool
keep_reason(struct ui *ui, const char *typed, enum keep why, void *arg, struct err *e)
{
	struct ended *en = arg;
	struct desk *d = ui_arg(ui);
	AUTO_BUF struct buf title = BUF_INIT;
	struct draft now = DRAFT_INIT;

	if (*typed != '\0') {
		buf_addf(&title, "%s, ", en->ending->title);
		naming_add_id(d->p, &record_session, en->visit.session, &title);
		draft_set_string(&now.form, "ended");
		draft_set_string(&now.type, "session");
		draft_set_string(&now.title, title.s);
		draft_set_string(&now.place, (const char[]){ en->ending->key, '\0' });
		now.record = en->visit.session;
		draft_set(&now, "words", typed);
	}
	return draft_keep(d, &en->draft, *typed != '\0' ? &now : NULL, why, e);
}

static void ask_reason(struct ui *ui, struct ended *en);

static void
fee_answered(struct ui *ui, char key, void *arg)
{
	if (!end_visit(ui_arg(ui), arg, key == 'y', ", fee charged"))
		ask_reason(ui, ended_copy(arg));
}

static bool
reason_given(struct ui *ui, const char *reason, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct ended *en = arg;
	AUTO_RECORD struct record *r = NULL;
	AUTO_FREE char *question = NULL;
	char amount[MONEY_SIZE];
	struct err e;
	money fee;

	free(en->reason);
	en->reason = xstrdup(reason);
	r = session_get(d->p, en->visit.session, &e);
	if (r == NULL || !session_late_fee(d->p, r, en->ending->outcome, &fee))
		return end_visit(d, en, false, "");
	(void)keep_reason(ui, reason, KEEP_LEFT, en, &e);	/* it outlasts the question */
	question = xasprintf("%s: the fee is %s. Charge it?", en->ending->title,
	    money_format2(fee, amount));
	ask_push(ui, question, fee_answers, fee_answered, ended_copy(en), ended_free);
	return true;
}

/* Owns `en`. */
static void
ask_reason(struct ui *ui, struct ended *en)
{
	AUTO_BUF struct buf title = BUF_INIT;

	buf_addf(&title, "%s%s: ", en->ending->title, en->late ? ", late" : "");
	naming_add_id(((struct desk *)ui_arg(ui))->p, &record_session, en->visit.session, &title);
	line_push_kept(ui, title.s, en->ending->outcome == SESSION_STOPPED ?
	    "Why, in a few words." : "Why, in a few words; Enter alone: no reason.", en->reason,
	    keep_reason, reason_given, en, ended_free);
}

static bool
is_late(struct desk *d, const struct record *r, const struct ending *ending)
{
	return ending->outcome == SESSION_CLIENT_CANCELLED && session_ends_late(d->p, r);
}

/* What was typed about that visit and left is gone on with, whichever ending it was for: a visit
 * ends once. */
static void
take_up(struct desk *d, struct ended *en)
{
	struct drafts all;
	struct err e;
	size_t i;

	if (!practice_drafts(d->p, &all, &e))
		return;
	for (i = 0; i < all.n; i++)
		if (strcmp(all.list[i].form, "ended") == 0 &&
		    all.list[i].record == en->visit.session &&
		    draft_get(&all.list[i], "words") != NULL)
			break;
	if (i < all.n) {
		draft_copy(&en->draft, &all.list[i]);
		free(en->reason);
		en->reason = xstrdup(draft_get(&en->draft, "words"));
	}
	drafts_free(&all);
}

static void
ending_chosen(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct visit *v = arg;
	AUTO_RECORD struct record *r = NULL;
	struct ended *en;
	struct err e;
	size_t i = 0;

	while (endings[i].key != key)
		i++;
	r = session_get(d->p, v->session, &e);
	if (r == NULL || !session_end_allowed(r, endings[i].outcome, &e)) {
		ui_err(ui, &e);
		return;
	}
	en = ended_copy(&(struct ended){ *v, &endings[i], is_late(d, r, &endings[i]),
	    (char[]){ "" }, DRAFT_INIT });
	take_up(d, en);
	ask_reason(ui, en);
}

void
ended_resume(struct desk *d, struct draft *draft)
{
	const char *typed = draft_get(draft, "words");
	AUTO_FREE char *words = xstrdup(typed != NULL ? typed : "");
	AUTO_RECORD struct record *r = NULL;
	struct err e;
	size_t i = 0;

	while (i < ARRAY_LEN(endings) && (draft->place == NULL ||
	    endings[i].key != draft->place[0]))
		i++;
	if (i == ARRAY_LEN(endings))
		ui_complain(d->ui, "This draft is damaged.");
	else if (!practice_may(d->p, ACTION_WRITE_SESSIONS, &e) ||
	    (r = session_get(d->p, draft->record, &e)) == NULL ||
	    !session_end_allowed(r, endings[i].outcome, &e))
		ui_err(d->ui, &e);
	else
		ask_reason(d->ui, ended_copy(&(struct ended){ { r->id, r->version,
		    record_int(r, "client") }, &endings[i], is_late(d, r, &endings[i]), words,
		    *draft }));
}

/* The endings its state allows, valid until the next call; NULL, with `e`, for none. */
static const struct ask_answer *
answers_for(struct desk *d, const struct record *r, struct err *e)
{
	static struct ask_answer answers[ARRAY_LEN(endings) + 1];
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(endings); i++) {
		const struct ending *en = &endings[i];

		/* `e` is about the first: why it cannot be cancelled */
		if (session_end_allowed(r, en->outcome, i == 0 ? e : NULL))
			answers[n++] = (struct ask_answer){ en->key, is_late(d, r, en) ?
			    "the client cancelled, late: inside the notice period" :
			    en->label };
	}
	answers[n].key = 0;
	return n > 0 ? answers : NULL;
}

void
visit_not_happen(struct desk *d, const struct visit *v)
{
	AUTO_BUF struct buf question = BUF_INIT;
	AUTO_RECORD struct record *r = NULL;
	const struct ask_answer *answers;
	struct err e;

	r = session_get(d->p, v->session, &e);
	answers = r != NULL ? answers_for(d, r, &e) : NULL;
	if (answers == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	buf_adds(&question, "What happened to ");
	naming_add(d->p, r, &question);
	buf_addc(&question, '?');
	ask_push(d->ui, question.s, answers, ending_chosen, visit_copy(v), free);
}

static void
sign(struct desk *d, const struct visit *v)
{
	sign_push(d, v->session);
}

/* Proposes the rest of the series that it is one of. */
static void
series(struct desk *d, const struct visit *v)
{
	struct err e;
	AUTO_RECORD struct record *r = session_get(d->p, v->session, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else
		series_push(d, v->client, record_int(r, "service"));
}

void
visit_do(struct desk *d, const struct visit *v, enum act a)
{
	static void (*const runs[ACTS])(struct desk *, const struct visit *) = {
		[ACT_start] = start, [ACT_move] = move, [ACT_confirm] = confirm,
		[ACT_not_happen] = visit_not_happen,
	};

	if (desk_may(d, ACTION_WRITE_SESSIONS))
		runs[a](d, v);
}

/* --- one key ------------------------------------------------------------------------- */

static void
edit(struct desk *d, const struct visit *v)
{
	form_session_edit(d, v->session);
}

static void
history(struct desk *d, const struct visit *v)
{
	history_push(d, &record_session, v->session);
}

static void
screen(struct desk *d, const struct visit *v)
{
	screening_push(d, v->client, v->session, NULL, NULL);
}

static void
review(struct desk *d, const struct visit *v)
{
	client_review(d, v->client, v->session);
}

static void
event(struct desk *d, const struct visit *v)
{
	event_ask(d, v->client, v->session);
}

static void
newsletter(struct desk *d, const struct visit *v)
{
	client_newsletter(d, v->client);
}

static void
look(struct desk *d, const struct visit *v)
{
	emergency_push(d, v->client);
}

static void
chart(struct desk *d, const struct visit *v)
{
	chart_push(d, v->session);
}

void
visit_key(struct desk *d, const struct visit *v, enum act a)
{
	static const struct {
		bool of_client;
		void (*run)(struct desk *, const struct visit *);
	} table[ACTS] = {
		[ACT_here] = { false, visit_here }, [ACT_edit] = { false, edit },
		[ACT_history] = { false, history }, [ACT_pay] = { true, visit_pay },
		[ACT_screening] = { true, screen }, [ACT_review] = { true, review },
		[ACT_newsletter] = { true, newsletter }, [ACT_emergency] = { true, look },
		[ACT_series] = { true, series }, [ACT_follow_up] = { true, event },
		[ACT_chart] = { false, chart }, [ACT_sign] = { false, sign },
	};

	if (table[a].run == NULL)
		visit_do(d, v, a);
	else if (table[a].of_client && v->client == 0)
		ui_complain(d->ui, "This visit was imported without its client.");
	else
		table[a].run(d, v);
}
