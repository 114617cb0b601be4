/*
 * todo.c - the side pane's To do: what was begun and waits, by name, and what else is to do.
 */
#include "base/mem.h"
#include "practice/stops.h"
#include "screens/barred.h"
#include "screens/client/emergency.h"
#include "screens/client/rights.h"
#include "screens/looks.h"
#include "screens/sign.h"
#include "screens/today/today.h"

static struct today *
of(struct screen *s)
{
	return (struct today *)s;
}

/* --- its lines ---------------------------------------------------------------------- */

static const struct parked *
parked_of(const struct today *t)
{
	return desk_of(&t->screen)->parked;
}

size_t
today_begun(const struct today *t)
{
	size_t n = parked_of(t)->n;

	return n < TODAY_BEGUN ? n : TODAY_BEGUN;
}

long
today_count(const struct today *t, enum today_job job)
{
	switch (job) {
	case JOB_BEGUN:
		return (long)(parked_of(t)->n - today_begun(t));
	case JOB_LOOKS:
		return t->looks;
	case JOB_NO_OUTCOME:
		return t->todo.no_outcome;
	case JOB_TO_PAY:
		return t->todo.to_pay;
	case JOB_CALLS:
		return t->due.calls;
	case JOB_FOLLOW_UPS:
		return t->due.follow_ups;
	case JOB_BACK:
		return t->due.back;
	case JOB_UNSCREENED:
		return t->todo.unscreened;
	case JOB_SIGN:
		return t->sign.sign;
	case JOB_COSIGN:
		return t->sign.cosign;
	case JOB_SECOND:
		return t->second;
	case JOB_BARRED:
		return stops_count(practice_of(&t->screen), t->mine ?
		    practice_of(&t->screen)->staff->id : 0);
	case JOB_KEPT:
		return desk_of(&t->screen)->kept;
	case JOBS:
		break;
	}
	return 0;
}

size_t
today_jobs(const struct today *t, enum today_job jobs[JOBS])
{
	size_t n = 0;
	int job;

	for (job = 0; job < JOBS; job++)
		if (today_count(t, (enum today_job)job) > 0)
			jobs[n++] = (enum today_job)job;
	return n;
}

void
today_job_move(struct today *t, long by)
{
	const struct parked *all = parked_of(t);
	enum today_job jobs[JOBS];

	t->job = act_row(t->job, by, today_begun(t) + today_jobs(t, jobs));
	t->begun = t->job < today_begun(t) ? parked_key(&all->rows[t->job]) : 0;
}

void
today_job_again(struct today *t)
{
	size_t i = t->begun != 0 ? parked_find(parked_of(t), t->begun) : t->job;

	if (i < today_begun(t))
		t->job = i;
	today_job_move(t, 0);
}

/* Is a parked row selected, and not a job or nothing? */
static bool
is_begun(const struct today *t)
{
	return t->job < today_begun(t);
}

void
todo_facts(const struct screen *s, struct buf *out)
{
	const struct today *t = (const struct today *)s;

	if (is_begun(t))
		buf_adds(out, parked_of(t)->rows[t->job].words);
}

/* --- its keys ----------------------------------------------------------------------- */

/* Selects the first row for which `pick` is true. */
static void
select_first(struct today *t, bool (*pick)(struct today *t, struct today_row *r))
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->rows[i].id != 0 && pick(t, &t->rows[i])) {
			today_turn(t, false);
			today_select(t, t->rows[i].id);
			return;
		}
}

static bool
is_to_pay(UNUSED struct today *t, struct today_row *r)
{
	return r->to_pay;
}

static bool
is_unscreened(UNUSED struct today *t, struct today_row *r)
{
	return r->unscreened;
}

static bool
is_open(struct today *t, struct today_row *r)
{
	if (r->status < SESSION_DONE)	/* others have an outcome */
		today_show(t, r);
	return r->no_outcome;
}

static void
open_job(struct today *t, enum today_job job)
{
	struct desk *d = desk_of(&t->screen);

	switch (job) {
	case JOB_BEGUN:
		parked_push(d);
		break;
	case JOB_LOOKS:
		emergency_tell(d);
		break;
	case JOB_NO_OUTCOME:
		if (t->todo.first_open != DATE_NONE)
			today_go(t, t->todo.first_open);
		select_first(t, is_open);
		break;
	case JOB_TO_PAY:
		select_first(t, is_to_pay);
		break;
	case JOB_CALLS:
	case JOB_FOLLOW_UPS:
	case JOB_BACK:
		desk_go(d, TAB_due);
		break;
	case JOB_UNSCREENED:
		select_first(t, is_unscreened);
		break;
	case JOB_SIGN:
	case JOB_COSIGN:
		sign_list_push(d);
		break;
	case JOB_SECOND:
		looks_push(d);
		break;
	case JOB_BARRED:
		barred_push(d);
		break;
	case JOB_KEPT:
		retention_push(d);
		break;
	case JOBS:
		break;
	}
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	enum today_job jobs[JOBS];
	size_t n = today_jobs(of(s), jobs), job = of(s)->job - today_begun(of(s));

	if (is_begun(of(s)))
		parked_take_up(desk_of(s), of(s)->job);
	else if (job < n)
		open_job(of(s), jobs[job]);
	else
		ui_say(s->ui, "There is nothing to do here. Tab goes back to the day.");
}

static void
run_throw(struct screen *s, UNUSED enum act a)
{
	if (!is_begun(of(s))) {
		ui_complain(s->ui, "Only what was begun, named at the top, can be thrown away.");
		return;
	}
	parked_throw(desk_of(s), of(s)->job);
	today_job_again(of(s));
}

static void
run_leave(struct screen *s, UNUSED enum act a)
{
	today_turn(of(s), false);
}

const struct binding todo_bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_discard, "throw away", run_throw },
	{ ACT_next_pane, "the day", run_leave },
	{ ACT_prev_pane, NULL, run_leave },
	{ ACT_back, NULL, run_leave },
	{ ACT_book, NULL, today_book },
	{ ACT_new, NULL, today_book },
	{ ACT_filter, NULL, today_find },
	{ ACT_NONE, NULL, NULL }
};
