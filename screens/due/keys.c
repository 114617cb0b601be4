/*
 * keys.c - what is done about the selected row of Due, or about all that are marked.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "export/due_file.h"
#include "practice/follow_ups.h"
#include "practice/naming.h"
#include "practice/sessions.h"
#include "practice/waiting.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/client/papers.h"
#include "screens/due/due.h"
#include "screens/forms.h"
#include "screens/marked.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/screening/screening.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

static struct due_screen *
of(struct screen *s)
{
	return (struct due_screen *)s;
}

/* --- what a key is about ------------------------------------------------------------ */

/* The marked rows, else the selected one. */
struct targets {
	const struct due_row **rows;	/* owned; they live until the list is read again */
	size_t n, hidden;
};

static void
targets_free(struct targets *t)
{
	free(t->rows);
}
#define AUTO_TARGETS __attribute__((cleanup(targets_free)))

/* False, with a message: there are none. */
static bool
targets_of(struct due_screen *s, struct targets *t)
{
	size_t marks = list_marks(s->list), i, n;
	AUTO_FREE int64_t *ids = xcalloc(marks + 1, sizeof(*ids));

	*t = (struct targets){ .rows = NULL };
	n = marks > 0 ? list_marked(s->list, ids, &t->hidden) : 1;
	if (marks == 0)
		ids[0] = list_selected(s->list);
	t->rows = xcalloc(n + 1, sizeof(const struct due_row *));
	for (i = 0; i < n; i++)
		if ((t->rows[t->n] = due_row_of(s, ids[i])) != NULL)
			t->n++;
	if (t->n == 0)
		ui_complain(s->screen.ui, marks > 0 ? "The marked rows are hidden here; nothing "
		    "was done." : "Nobody is selected.");
	return t->n > 0;
}

/* The selected row; NULL, with a message, when there is none or rows are marked. */
static const struct due_row *
one_of(struct screen *s)
{
	const struct due_row *r = due_selected(of(s));

	if (list_marks(of(s)->list) > 0) {
		ui_complain(s->ui, "That works on one at a time; Esc clears the marks.");
		return NULL;
	}
	if (r == NULL)
		ui_complain(s->ui, "Nobody is selected.");
	return r;
}

/* --- tries ------------------------------------------------------------------------------- */

static const struct ask_answer outcomes[] = {
	{ 'r', "reached" }, { 'm', "a message was left or sent" }, { 'n', "no answer" },
	{ 0, NULL }
};
static const struct ask_answer follow_up_outcomes[] = {
	{ 'w', "heals well" }, { 'c', "a concern: write it down, or hand it on" }, { 'e', "an adverse event" },
	{ 'm', "a message was left or sent" }, { 'n', "no answer" }, { 0, NULL }
};

static const struct ask_answer *
outcomes_of(const struct due_row *r)
{
	return r->kind == DUE_FOLLOW_UPS ? follow_up_outcomes : outcomes;
}

static void
tell_tries(struct due_screen *s, const struct targets *t, const char *what, date_day until)
{
	AUTO_BUF struct buf out = BUF_INIT;
	char day[24];

	buf_addf(&out, "%s: ", what);
	if (t->n == 1)
		buf_adds(&out, t->rows[0]->name);
	else
		buf_addf(&out, "%zu clients", t->n);
	if (until != DATE_NONE && until > clock_today())
		buf_addf(&out, ", hidden until %s", naming_day(until, day));
	buf_adds(&out, t->n == 1 ? ". u undoes it." : ". u undoes all of it.");
	if (t->hidden > 0)
		buf_addf(&out, " %zu more marked are hidden by the filter.", t->hidden);
	desk_catch_up(desk_of(&s->screen));
	ui_say(s->screen.ui, "%s", out.s);
}

static bool
write_tries(struct due_screen *s, enum contact_outcome outcome)
{
	static const char *const words[] = { "Reached", "Message", "No answer" };
	struct practice *p = practice_of(&s->screen);
	AUTO_TARGETS struct targets t = { .rows = NULL };
	AUTO_FREE struct contact_cause *causes = NULL;
	date_day until;
	struct err e;
	size_t i;
	bool ok;

	if (!targets_of(s, &t))
		return false;
	causes = xcalloc(t.n, sizeof(*causes));
	for (i = 0, ok = true; ok && i < t.n; i++)
		ok = due_cause(t.rows[i], &causes[i], &e);
	if (!ok || !contact_write(p, causes, t.n, outcome, &until, &e)) {
		ui_err(s->screen.ui, &e);
		return false;
	}
	list_unmark(s->list);
	tell_tries(s, &t, words[outcome], until);
	return true;
}

/* The ids of the follow-ups among the targets; owned. NULL, with a message: others are
 * marked too. */
static int64_t *
follow_ups_of(struct due_screen *s, const struct targets *t)
{
	int64_t *ids = xcalloc(t->n + 1, sizeof(*ids));
	size_t i;

	for (i = 0; i < t->n; i++)
		if ((ids[i] = t->rows[i]->follow_up) == 0) {
			ui_complain(s->screen.ui, "That is for follow-ups; %s is on another "
			    "list.", t->rows[i]->name);
			free(ids);
			return NULL;
		}
	return ids;
}

static void
write_follow_ups(struct due_screen *s, enum follow_up_outcome outcome)
{
	AUTO_TARGETS struct targets t = { .rows = NULL };
	AUTO_FREE int64_t *ids = NULL;
	struct err e;

	if (!targets_of(s, &t) || (ids = follow_ups_of(s, &t)) == NULL)
		return;
	if (!follow_ups_answer(practice_of(&s->screen), ids, t.n, outcome, &e)) {
		ui_err(s->screen.ui, &e);
		return;
	}
	list_unmark(s->list);
	tell_tries(s, &t, outcome == FOLLOW_UP_WELL ? "Heals well" : "Not asked any more",
	    DATE_NONE);
}

/* A form, which answers the follow-up once it is saved with an outcome; an event's does too. */
static void
begin_form(struct due_screen *s, bool event)
{
	const struct due_row *r = one_of(&s->screen);

	if (r != NULL && event)
		event_form_new(desk_of(&s->screen), r->client, r->session);
	else if (r != NULL)
		follow_up_form_edit(desk_of(&s->screen), r->follow_up);
}

static void
outcome_answered(UNUSED struct ui *ui, char key, void *arg)
{
	switch (key) {
	case 'r':
		write_tries(arg, CONTACT_REACHED);
		break;
	case 'm':
		write_tries(arg, CONTACT_MESSAGE);
		break;
	case 'n':
		write_tries(arg, CONTACT_NO_ANSWER);
		break;
	case 'w':
		write_follow_ups(arg, FOLLOW_UP_WELL);
		break;
	default:
		begin_form(arg, key == 'e');
	}
}

static void
ask_outcome(struct ui *ui, const struct due_row *r, const char *whom, void (*then)(struct ui *, char, void *), void *arg,
    void (*done)(void *))
{
	AUTO_BUF struct buf question = BUF_INIT;

	buf_addf(&question, "%s: what came of it?", whom);
	ask_push(ui, question.s, outcomes_of(r), then, arg, done);
}

static void
run_try(struct screen *s, UNUSED enum act a)
{
	AUTO_TARGETS struct targets t = { .rows = NULL };
	AUTO_BUF struct buf whom = BUF_INIT;
	struct contact_cause cause;
	struct err e;
	size_t i;

	if (!desk_may(desk_of(s), ACTION_WRITE_SESSIONS) || !targets_of(of(s), &t))
		return;
	for (i = 0; i < t.n; i++) {
		if (!due_cause(t.rows[i], &cause, &e)) {
			ui_err(s->ui, &e);
			return;
		}
		if (outcomes_of(t.rows[i]) != outcomes_of(t.rows[0])) {
			ui_complain(s->ui, "Follow-ups are answered otherwise than calls: mark one "
			    "kind of them.");
			return;
		}
	}
	if (t.n == 1)
		field_quote(&whom, t.rows[0]->name);
	else
		buf_addf(&whom, "%zu clients", t.n);
	ask_outcome(s->ui, t.rows[0], whom.s, outcome_answered, s, NULL);
}

/* A page above the list, and the row that it is about. */
struct page_try {
	struct due_screen *due;
	struct screen *page;
	int64_t row;
};

static void
page_answered(struct ui *ui, char key, void *arg)
{
	const struct page_try *t = arg;

	ui_pop(t->page);
	if (list_select(t->due->list, t->row))
		outcome_answered(ui, key, t->due);
	else
		ui_complain(ui, "Not written: meanwhile it is no longer on the list.");
}

void
due_try(struct due_screen *s, int64_t row, struct screen *page)
{
	const struct due_row *r = due_row_of(s, row);
	struct page_try *t;

	if (!desk_may(desk_of(page), ACTION_WRITE_SESSIONS))
		return;
	if (r == NULL) {
		ui_complain(page->ui, "Meanwhile it is no longer on the list.");
		return;
	}
	t = xmalloc(sizeof(*t));
	*t = (struct page_try){ s, page, row };
	ask_outcome(page->ui, r, r->name, page_answered, t, free);
}

/* --- booking ------------------------------------------------------------------------------- */

static void
run_book(struct screen *s, UNUSED enum act a)
{
	const struct due_row *r = due_selected(of(s));
	struct session_preset preset = { .day = DATE_NONE, .start = -1 };

	if (r != NULL && (r = one_of(s)) == NULL)
		return;
	if (r != NULL && r->kind == DUE_WAITING && r->session != 0) {
		form_session_move(desk_of(s), r->session);
		record_form_set_day(desk_of(s), "date", r->day);
		record_form_set_int(desk_of(s), "start", r->start);
		record_form_set_int(desk_of(s), "staff", r->staff);
		return;
	}
	if (r != NULL) {
		preset.client = r->client;
		preset.service = r->kind <= DUE_FOLLOW_UPS ? 0 : r->service;
		preset.staff = r->kind == DUE_WAITING ? r->staff : 0;
		if (r->kind == DUE_WAITING) {
			preset.day = r->day;
			preset.start = r->start;
		}
	}
	form_session_new(desk_of(s), &preset);
}

/* For keys of a visit: only a call is about one that is booked. */
static bool
visit_of(struct screen *s, const struct due_row *r, struct visit *v)
{
	struct err e;
	AUTO_RECORD struct record *session = NULL;

	if (r->session == 0 || r->kind == DUE_FOLLOW_UPS) {
		ui_complain(s->ui, "That is for a visit that is booked.");
		return false;
	}
	session = session_get(practice_of(s), r->session, &e);
	if (session == NULL) {
		ui_err(s->ui, &e);
		return false;
	}
	*v = (struct visit){ r->session, session->version, r->client };
	return true;
}

static void
run_visit(struct screen *s, enum act a)
{
	const struct due_row *r = one_of(s);
	struct visit v;

	if (r != NULL && visit_of(s, r, &v))
		visit_do(desk_of(s), &v, a);
}

static void
unmark(void *list)
{
	list_unmark(list);
}

static void
run_confirm(struct screen *s, enum act a)
{
	AUTO_TARGETS struct targets t = { .rows = NULL };
	AUTO_FREE int64_t *ids = NULL;
	struct marked m = { .list = &page_day_visits, .unmark = unmark, .arg = of(s)->list };
	size_t i;

	if (!targets_of(of(s), &t))
		return;
	ids = xcalloc(t.n, sizeof(*ids));
	for (i = 0; i < t.n; i++) {
		ids[i] = t.rows[i]->session;
		if (t.rows[i]->kind != DUE_CALLS) {
			ui_complain(s->ui, "y confirms a visit; %s is on another list.",
			    t.rows[i]->name);
			return;
		}
	}
	m.ids = ids;
	m.n = t.n;
	m.hidden = t.hidden;
	marked_do(desk_of(s), &m, a);
}

/* --- others ----------------------------------------------------------------------------------- */

/* The form of what comes after it; a licence and a certificate get another last day. */
static void
renew(struct desk *d, const struct due_row *r)
{
	switch (r->end) {
	case DUE_END_SCREENING:
		screening_push(d, r->client, r->session, r->checklist, NULL);
		break;
	case DUE_END_CLEARANCE:
		clearance_take(d, r->client, r->label);
		break;
	case DUE_END_ORDER:
		order_take(d, r->client, r->service);
		break;
	case DUE_END_CONSENT:
		consent_take(d, r->client, r->document);
		break;
	case DUE_END_PATCH_TEST:
		patch_test_take(d, r->client, 0);
		break;
	case DUE_END_LICENCE:
		offer_edit(d, &record_staff, r->paper, "licence_ends");
		break;
	case DUE_END_CERTIFICATE:
		offer_edit(d, &record_certificate, r->paper, "ends");
		break;
	case DUE_END_MEDICAL:
		desk_may(d, ACTION_WRITE_SCREENINGS);
		break;
	}
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	const struct due_row *r = due_show_more(of(s)) ? NULL : one_of(s);

	if (r == NULL)
		return;
	if (r->kind == DUE_REVIEWS)
		form_review_edit(desk_of(s), r->review);
	else if (r->kind == DUE_ENDS)
		renew(desk_of(s), r);
	else
		due_text_push(of(s), r);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	waiting_form_new(desk_of(s), 0);
}

static void
run_edit(struct screen *s, UNUSED enum act a)
{
	const struct due_row *r = one_of(s);

	if (r == NULL)
		return;
	if (r->kind == DUE_REVIEWS)
		form_review_edit(desk_of(s), r->review);
	else if (r->follow_up != 0)
		follow_up_form_edit(desk_of(s), r->follow_up);
	else if (r->waiting != 0)
		waiting_form_edit(desk_of(s), r->waiting);
	else if (r->last.id != 0)
		contact_form_edit(desk_of(s), r->last.id);
	else
		ui_complain(s->ui, "e changes the last try, and there is none yet: f writes "
		    "one.");
}

/* Takes clients off the waiting list, or follow-ups off the list unanswered. */
static void
run_end(struct screen *s, UNUSED enum act a)
{
	AUTO_TARGETS struct targets t = { .rows = NULL };
	AUTO_FREE int64_t *ids = NULL;
	AUTO_BUF struct buf who = BUF_INIT;
	struct err e;
	size_t i;

	if (!targets_of(of(s), &t))
		return;
	if (t.rows[0]->follow_up != 0) {
		write_follow_ups(of(s), FOLLOW_UP_GIVEN_UP);
		return;
	}
	ids = xcalloc(t.n, sizeof(*ids));
	for (i = 0; i < t.n; i++) {
		ids[i] = t.rows[i]->waiting;
		if (ids[i] == 0) {
			ui_complain(s->ui, "d takes somebody off the waiting list; %s is not on "
			    "it.", t.rows[i]->name);
			return;
		}
	}
	if (t.n == 1)
		buf_adds(&who, t.rows[0]->name);
	else
		buf_addf(&who, "%zu clients", t.n);
	if (!waiting_end(practice_of(s), ids, t.n, "not_wanted", &e)) {
		ui_err(s->ui, &e);
		return;
	}
	list_unmark(of(s)->list);
	desk_catch_up(desk_of(s));
	ui_say(s->ui, "Waits no longer: %s. u undoes it.", who.s);
}

static void
run_client(struct screen *s, enum act a)
{
	const struct due_row *r = one_of(s);

	if (r == NULL)
		return;
	if (r->client == 0)
		ui_complain(s->ui, r->kind == DUE_ENDS ? "No client is booked then." :
		    "Whose review it is, is not known.");
	else if (a == ACT_history)
		history_push(desk_of(s), r->waiting != 0 ? &record_waiting : &record_client,
		    r->waiting != 0 ? r->waiting : r->client);
	else if (a == ACT_print)
		client_do(desk_of(s), r->client, a);
	else
		client_push(desk_of(s), r->client);
}

/* The reminders of the marked rows, else of all that are listed. */
static void
run_export(struct screen *s, UNUSED enum act a)
{
	struct due_screen *d = of(s);
	AUTO_TARGETS struct targets t = { .rows = NULL };
	char day[DATE_ISO_SIZE];
	AUTO_FREE char *name = xasprintf("reminders-%s.csv", date_to_iso(clock_today(), day));
	AUTO_FREE char *target = NULL;
	struct due_file_counts counts;
	AUTO_BUF struct buf more = BUF_INIT;
	struct err e;

	if (list_marks(d->list) == 0) {
		ui_complain(s->ui, "Mark those who are to get a reminder with Space; x then writes "
		    "the file.");
		return;
	}
	if (!desk_may(desk_of(s), ACTION_WRITE_SESSIONS) || !targets_of(d, &t) ||
	    (target = child_target(desk_of(s), name)) == NULL)
		return;
	if (!due_file_write(practice_of(s), t.rows, t.n, target, &counts, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	if (counts.refused > 0)
		buf_addf(&more, " %zu want no contact and are left out.", counts.refused);
	if (counts.unreachable > 0)
		buf_addf(&more, " %zu have neither phone nor e-mail.", counts.unreachable);
	ui_say(s->ui, "%zu reminder%s: %s.%s f m then writes that they were sent.",
	    counts.written, text_plural(counts.written), target, more.s);
}

const struct binding due_bindings[] = {
	{ ACT_open, "text", run_open },
	{ ACT_follow_up, "outcome", run_try },
	{ ACT_confirm, "confirm", run_confirm },
	{ ACT_book, "book", run_book },
	{ ACT_new, "waiting", run_new },
	{ ACT_export, "file", run_export },
	{ ACT_edit, NULL, run_edit },
	{ ACT_archive, NULL, run_end },
	{ ACT_move, NULL, run_visit },
	{ ACT_not_happen, NULL, run_visit },
	{ ACT_history, NULL, run_client },
	{ ACT_print, NULL, run_client },
	{ ACT_NONE, NULL, NULL }
};
