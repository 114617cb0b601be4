/*
 * events.c - adverse events: their form, and the list of them.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/events.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/forms.h"
#include "screens/page_source.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

static bool
save(struct practice *p, struct record *r, const struct record *base, struct merge *m,
    UNUSED struct buf *said, struct draft *draft, struct err *e)
{
	return base != NULL ? event_save(p, r, base, m, draft, e) : event_add(p, r, draft, e);
}

static const struct record_form_kind event = {
	.name = "event", .type = &record_adverse_event, .may = ACTION_WRITE_SCREENINGS,
	.save = save, .get = event_get,
};

void
event_form_new(struct desk *d, int64_t client, int64_t session)
{
	struct err e;
	struct record *r = event_begin(d->p, client, session, &e);

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	record_form_push(d, &event, r, "Adverse event");
	record_form_focus(d, "what");
}

void
event_form_edit(struct desk *d, int64_t id)
{
	record_form_edit(d, &event, id, "Adverse event");
}

void
event_resume(struct desk *d, struct draft *draft)
{
	record_form_resume(d, &event, draft);
}

/* --- from a client or a visit --------------------------------------------------------- */

static const struct ask_answer answers[] = {
	{ 'o', "open that one" }, { 'n', "another one" }, { 0, NULL }
};

struct which {
	int64_t client, session, open;
};

static void
which_answered(struct ui *ui, char key, void *arg)
{
	const struct which *w = arg;

	if (key == 'o')
		event_form_edit(ui_arg(ui), w->open);
	else
		event_form_new(ui_arg(ui), w->client, w->session);
}

void
event_ask(struct desk *d, int64_t client, int64_t session)
{
	AUTO_BUF struct buf question = BUF_INIT;
	struct which *w;
	int64_t open;
	struct err e;

	buf_adds(&question, "An event is open: ");
	if (!desk_may(d, ACTION_WRITE_SCREENINGS))
		return;
	if (!event_open(d->p->db, client, clock_today(), &open, &question, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (open == 0) {
		event_form_new(d, client, session);
		return;
	}
	w = xmalloc(sizeof(*w));
	*w = (struct which){ client, session, open };
	buf_adds(&question, ". Which one?");
	ask_push(d->ui, question.s, answers, which_answered, w, free);
}

/* --- the list ------------------------------------------------------------------------- */

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct page_view *v = &((struct page_screen *)s)->view;
	int64_t id = list_selected(v->list);

	if (id > 0)
		event_form_edit(desk_of(s), id);
	else
		page_view_none(desk_of(s), v, "No event is selected.");
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	ui_complain(s->ui, "f on a client's page, or on a visit, writes one down: it is known then "
	    "whose it is.");
}

static void
run_history(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(((struct page_screen *)s)->view.list);

	if (id > 0)
		history_push(desk_of(s), &record_adverse_event, id);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_edit, NULL, run_open },
	{ ACT_new, NULL, run_new },
	{ ACT_history, "history", run_history },
	{ ACT_export, "export", page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = { .name = "events", .bindings = bindings, PAGE_SCREEN };

void
events_push(struct desk *d)
{
	struct page_screen *s;
	struct page_query q = { .of = 0 };

	if (!desk_may(d, page_events.may))
		return;
	s = xcalloc(1, sizeof(*s));
	s->screen.ops = &ops;
	s->screen.ui = d->ui;
	page_view_begin(&s->view, d->p, &page_events, &q);
	ui_push(d->ui, &s->screen);
}
