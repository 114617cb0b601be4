/*
 * trace.c - see trace.h.
 */
#include "screens/trace.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/lots.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/sessions.h"
#include "practice/trace.h"
#include "screens/client/client.h"
#include "screens/page_source.h"
#include "screens/toolkit/dialog.h"

struct trace {
	struct page_screen page;
	struct trace_cause cause;
	char *name;		/* of the lot, and its product */
	char *facts;
};

static struct trace *
of(struct screen *s)
{
	return (struct trace *)s;
}

static struct list *
list_of(struct screen *s)
{
	return of(s)->page.view.list;
}

/* --- what is shown ------------------------------------------------------------------------ */

struct counted {
	long all, open;
};

static bool
count(const struct trace_row *r, void *arg)
{
	struct counted *n = arg;

	n->all++;
	n->open += *r->told == '\0';
	return true;
}

/* How many are still to be called is counted where it matters: of a lot that is recalled. */
static void
load(struct trace *t)
{
	struct desk *d = desk_of(&t->page.screen);
	struct err e;
	AUTO_RECORD struct record *lot = offer_get(d->p, &record_lot, t->cause.id, &e);
	AUTO_BUF struct buf name = BUF_INIT, facts = BUF_INIT;
	struct counted n = { 0, 0 };

	if (lot == NULL || (!record_is_null(lot, "recalled_on") &&
	    !trace_list(d->p, &t->cause, count, &n, &e))) {
		ui_err(d->ui, &e);
		return;
	}
	naming_add(d->p, lot, &name);
	buf_adds(&name, " of ");
	naming_add_id(d->p, &record_product, record_int(lot, "product"), &name);
	lot_stopped(lot, clock_today(), &facts);
	if (n.all > 0)
		buf_addf(&facts, "%s%ld visit%s, %ld without a try", facts.len > 0 ? "; " : "",
		    n.all, text_plural(n.all), n.open);
	free(t->name);
	t->name = buf_steal(&name);
	free(t->facts);
	t->facts = buf_steal(&facts);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct trace *t = (const struct trace *)s;

	buf_addf(out, "Who had lot %s", t->name != NULL ? t->name : "");
}

static void
facts(const struct screen *s, struct buf *out)
{
	const struct trace *t = (const struct trace *)s;

	if (t->facts != NULL)
		buf_adds(out, t->facts);
}

static void
changed(struct screen *s, const void *what)
{
	page_screen_changed(s, what);
	if (page_view_touched(&of(s)->page.view, what))
		load(of(s));
}

/* A try is among the rows where it is on show. */
static bool
shows(UNUSED const struct screen *s, const struct record_type *t, UNUSED int64_t id)
{
	return t == &record_contact;
}

static void
trace_free(struct screen *s)
{
	free(of(s)->name);
	free(of(s)->facts);
	page_screen_free(s);
}

/* --- who was told --------------------------------------------------------------------------- */

static const struct ask_answer answers[] = {
	{ 'r', "told" }, { 'l', "a letter was sent" }, { 'n', "no answer" }, { 0, NULL }
};

static void
answered(struct ui *ui, char key, void *arg)
{
	struct trace *t = arg;
	struct list *l = t->page.view.list;
	struct desk *d = ui_arg(ui);
	AUTO_FREE int64_t *ids = xcalloc(list_marks(l) + 1, sizeof(*ids));
	enum trace_told told = key == 'r' ? TRACE_TOLD : key == 'l' ? TRACE_LETTER :
	    TRACE_NO_ANSWER;
	AUTO_BUF struct buf words = BUF_INIT;
	size_t n = 1, hidden = 0;
	struct err e;

	ids[0] = list_selected(l);
	if (list_marks(l) > 0)
		n = list_marked(l, ids, &hidden);
	if (!trace_tell(d->p, &t->cause, ids, n, told, &e)) {
		ui_err(ui, &e);
		return;
	}
	list_unmark(l);
	desk_catch_up(d);
	if (n == 1)
		naming_add_id(d->p, &record_session, ids[0], &words);
	else
		buf_addf(&words, "%zu visits", n);
	if (hidden > 0)
		buf_addf(&words, " (%zu more marked are hidden by the filter)", hidden);
	ui_say(ui, "%s: %s. u undoes %s.", told == TRACE_TOLD ? "Told" : told == TRACE_LETTER ?
	    "Letter sent" : "No answer", words.s, n == 1 ? "it" : "all of it");
}

static void
run_tell(struct screen *s, UNUSED enum act a)
{
	struct list *l = list_of(s);
	AUTO_BUF struct buf question = BUF_INIT;

	if (!desk_may(desk_of(s), ACTION_WRITE_SESSIONS))
		return;
	if (list_marks(l) > 0)
		buf_addf(&question, "%zu marked", list_marks(l));
	else if (list_selected(l) != 0)
		naming_add_id(desk_of(s)->p, &record_session, list_selected(l), &question);
	else {
		page_view_none(desk_of(s), &of(s)->page.view, "Nobody is selected.");
		return;
	}
	buf_adds(&question, ": what came of it?");
	ask_push(s->ui, question.s, answers, answered, of(s), NULL);
}

/* The client; a visit of nobody known itself. */
static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct desk *d = desk_of(s);
	struct err e;
	AUTO_RECORD struct record *visit = NULL;

	if (list_selected(list_of(s)) == 0) {
		page_view_none(d, &of(s)->page.view, "Nobody is selected.");
		return;
	}
	visit = session_get(d->p, list_selected(list_of(s)), &e);
	if (visit == NULL)
		ui_err(s->ui, &e);
	else if (record_int(visit, "client") != 0)
		client_push(d, record_int(visit, "client"));
	else
		record_open(d, &record_session, visit->id);
}

static const struct binding bindings[] = {
	{ ACT_open, "client", run_open },
	{ ACT_follow_up, "told, letter, no answer", run_tell },
	{ ACT_export, "export", page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "trace", .mode = MODE_LIST, .mode_now = page_screen_mode, .bindings = bindings,
	.widget_acts = list_acts, .act = page_screen_act, .text = page_screen_text,
	.draw = page_screen_draw, .title = title, .facts = facts, .sized = page_screen_sized,
	.shown = page_screen_shown, .changed = changed, .shows = shows, .free = trace_free,
};

void
trace_push(struct desk *d, int64_t lot)
{
	struct trace *t = xcalloc(1, sizeof(*t));
	struct page_query q = { .of = lot, .of_text = "lot" };

	t->page.screen.ops = &ops;
	t->cause = (struct trace_cause){ TRACE_LOT, lot, DATE_NONE, DATE_NONE };
	t->page.view.marks = true;
	page_view_begin(&t->page.view, d->p, &page_trace, &q);
	ui_push(d->ui, &t->page.screen);
	load(t);
}
