/*
 * visit.c - arriving, starting, finishing, and what did not happen.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/sessions.h"
#include "screens/forms.h"
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

static bool
step(struct desk *d, const struct visit *v, enum session_step st,
    const char *said)
{
	struct err e;

	if (!session_step(d->p, v->session, v->version, st, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	desk_wrote(d);
	ui_say(d->ui, "%s u takes it back.", said);
	return true;
}

void
visit_here(struct desk *d, const struct visit *v)
{
	step(d, v, SESSION_STEP_HERE, "Here.");
}

void
visit_start(struct desk *d, const struct visit *v)
{
	struct err e;
	struct record *r = session_get(d->p, v->session, &e);
	enum session_status status;

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	status = session_status_of(r);
	if (status == SESSION_IN_TREATMENT ||
	    !session_step_allowed(r, SESSION_STEP_START, &e)) {
		if (session_step_allowed(r, SESSION_STEP_DONE, NULL))
			step(d, v, SESSION_STEP_DONE, "Done; p writes the receipt.");
		else
			ui_err(d->ui, &e);
	} else {
		preflight_push(d, v);
	}
	record_free(r);
}

/* --- moving ---------------------------------------------------------------------- */

static void
moved(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct visit *v = arg;

	if (key == 'c')
		step(d, v, SESSION_STEP_CONFIRM, "Confirmed.");
	else
		session_form_edit(d, v->session);
}

void
visit_move(struct desk *d, const struct visit *v)
{
	static const struct ask_answer answers[] = {
		{ 't', "to another time, day or person" },
		{ 'c', "stays, and the client has confirmed it" },
		{ 0, NULL }
	};

	ask_push(d->ui, "Move this visit?", answers, moved, visit_copy(v), free);
}

void
visit_confirm(struct desk *d, const struct visit *v)
{
	step(d, v, SESSION_STEP_CONFIRM, "Confirmed.");
}

/* --- what did not happen ------------------------------------------------------------ */

static const struct ending {
	char key;
	enum session_outcome outcome;
	const char *not_treated_for;
	const char *title;
} endings[] = {
	{ 'c', SESSION_CLIENT_CANCELLED, NULL, "The client cancelled" },
	{ 'w', SESSION_CLINIC_CANCELLED, NULL, "We cancelled" },
	{ 'n', SESSION_MISSED, NULL, "No-show" },
	{ 's', SESSION_SENT_AWAY, "screening", "Not treated: screening" },
	{ 'u', SESSION_SENT_AWAY, "unwell", "Not treated: unwell" },
	{ 'd', SESSION_SENT_AWAY, "declined", "Not treated: declined" },
	{ 'e', SESSION_SENT_AWAY, "equipment", "Not treated: equipment" },
};

static const struct ask_answer ending_answers[] = {
	{ 'c', "the client cancelled" },
	{ 'w', "we cancelled" },
	{ 'n', "no-show" },
	{ 's', "came, not treated: screening" },
	{ 'u', "came, not treated: unwell" },
	{ 'd', "came, not treated: declined" },
	{ 'e', "came, not treated: equipment" },
	{ 0, NULL }
};

struct ended {
	struct visit visit;
	const struct ending *ending;
};

static bool
reason_given(struct ui *ui, const char *reason, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct ended *en = arg;
	struct err e;

	if (!session_end(d->p, en->visit.session, en->visit.version,
	    en->ending->outcome, en->ending->not_treated_for,
	    *reason != '\0' ? reason : NULL, &e)) {
		ui_err(ui, &e);
		return e.code != ERR_INVALID;
	}
	desk_wrote(d);
	ui_say(ui, "%s. u takes it back.", en->ending->title);
	return true;
}

static void
ending_chosen(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct visit *v = arg;
	struct ended *en;
	struct record *r;
	struct err e;
	size_t i = 0;

	while (endings[i].key != key)
		i++;
	r = session_get(d->p, v->session, &e);
	if (r == NULL || !session_end_allowed(r, endings[i].outcome, &e)) {
		ui_err(ui, &e);
		record_free(r);
		return;
	}
	record_free(r);
	en = xmalloc(sizeof(*en));
	*en = (struct ended){ *v, &endings[i] };
	line_push(ui, endings[i].title, "Why, in a few words; Enter alone: no more is "
	    "known.", "", reason_given, en, free);
}

void
visit_not_happen(struct desk *d, const struct visit *v)
{
	ask_push(d->ui, "What became of this visit?", ending_answers, ending_chosen,
	    visit_copy(v), free);
}

void
visit_do(struct desk *d, const struct visit *v, enum act a)
{
	static void (*const runs[ACTS])(struct desk *, const struct visit *) = {
		[ACT_start] = visit_start, [ACT_move] = visit_move,
		[ACT_confirm] = visit_confirm,
		[ACT_not_happen] = visit_not_happen,
	};

	runs[a](d, v);
}
