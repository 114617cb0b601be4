/*
 * events.c - adverse events: their form, the list of them, and to whom one was told.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/events.h"
#include "practice/naming.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/forms.h"
#include "screens/page_source.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

const struct record_form_kind event_form = {
	.name = "event", .type = &record_adverse_event, .may = ACTION_WRITE_SCREENINGS,
	.make = event_add, .change = event_save, .get = event_get,
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
	record_form_push(d, &event_form, r, "Adverse event");
	record_form_focus(d, "what");
}

void
event_form_edit(struct desk *d, int64_t id)
{
	record_form_edit(d, &event_form, id, "Adverse event");
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

/* --- one event, and to whom it was told ----------------------------------------------- */

#define HEAD 4			/* rows above the reports */

struct event_page {
	struct page_screen page;
	char *title, *facts, *more;
	bool open;
};

static struct event_page *
of(struct screen *s)
{
	return (struct event_page *)s;
}

const struct record_form_kind event_report_form = {
	.name = "event_report", .type = &record_event_report, .may = ACTION_WRITE_SCREENINGS,
	.make = event_report_add, .change = event_report_save, .get = event_report_get,
};

static void
add_shown(const struct practice *p, const struct record *r, const char *field,
    const char *before, struct buf *out)
{
	AUTO_BUF struct buf words = BUF_INIT;

	if (record_is_null(r, field))
		return;
	field_show(record_field(r->type, field), &p->context, record_value(r, field), &words);
	buf_addf(out, "%s%s", before, words.s);
}

static void
load(struct event_page *x)
{
	struct desk *d = desk_of(&x->page.screen);
	struct err e;
	AUTO_RECORD struct record *r = event_get(d->p, x->page.view.query.of, &e);
	AUTO_BUF struct buf title = BUF_INIT, facts = BUF_INIT, more = BUF_INIT;

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	x->open = record_is_null(r, "resolved");
	x->page.screen.client = record_int(r, "client");
	naming_add_id(d->p, &record_client, record_int(r, "client"), &title);
	text_show(&facts, record_text(r, "what"), false);
	add_shown(d->p, r, "grade", ", grade ", &facts);
	buf_adds(&facts, record_int(r, "serious") != 0 ? ", serious" : "");
	add_shown(d->p, r, "onset", ", since ", &facts);
	add_shown(d->p, r, "resolved", ", over on ", &facts);
	if (!record_is_null(r, "session")) {
		buf_adds(&more, "after ");
		naming_add_id(d->p, &record_session, record_int(r, "session"), &more);
	}
	if (!record_is_null(r, "device")) {
		buf_adds(&more, more.len > 0 ? "  with " : "with ");
		naming_add_id(d->p, &record_device, record_int(r, "device"), &more);
	}
	if (!record_is_null(r, "lot")) {
		buf_adds(&more, more.len > 0 ? "  lot " : "lot ");
		naming_add_id(d->p, &record_lot, record_int(r, "lot"), &more);
	}
	free(x->title);
	free(x->facts);
	free(x->more);
	x->title = buf_steal(&title);
	x->facts = buf_steal(&facts);
	x->more = buf_steal(&more);
}

static void
page_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct event_page *x = (const struct event_page *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };

	canvas_fit(c, a, 0, 2, a.cols - 4, x->open ? STYLE_ALERT : STYLE_TEXT,
	    x->facts != NULL ? x->facts : "");
	canvas_fit(c, a, 1, 2, a.cols - 4, STYLE_DIM, x->more != NULL ? x->more : "");
	canvas_hline(c, a, 2, 0, a.cols);
	canvas_text(c, a, 3, 2, STYLE_STRONG, "Told to");
	list_draw(x->page.view.list, c, in, true);
}

static void
page_sized(struct screen *s, struct area body)
{
	list_sized(of(s)->page.view.list, body.rows - HEAD);
}

static void
page_title(const struct screen *s, struct buf *out)
{
	const struct event_page *x = (const struct event_page *)s;

	buf_addf(out, "Adverse event, %s", x->title != NULL ? x->title : "");
}

static void
page_changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_adverse_event,
	    &record_client, &record_session, &record_device, &record_lot, NULL };

	page_screen_changed(s, what);
	if (desk_touches(what, types))
		load(of(s));
}

static void
page_free(struct screen *s)
{
	free(of(s)->title);
	free(of(s)->facts);
	free(of(s)->more);
	page_screen_free(s);
}

static void
run_report(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);
	int64_t id = list_selected(of(s)->page.view.list);
	struct record *r;

	if (a == ACT_new) {
		r = record_new(&record_event_report);
		record_set_int(r, "event", of(s)->page.view.query.of);
		record_form_push(d, &event_report_form, r, "To whom it was told");
	} else if (id > 0) {
		record_form_edit(d, &event_report_form, id, "To whom it was told");
	} else {
		ui_complain(s->ui, "Nobody was told yet. n writes down whom.");
	}
}

static void
run_event(struct screen *s, enum act a)
{
	int64_t id = of(s)->page.view.query.of;

	if (a == ACT_history)
		history_push(desk_of(s), &record_adverse_event, id);
	else
		event_form_edit(desk_of(s), id);
}

static const struct ask_answer formats[] = {
	{ 'p', "a page to print" }, { 't', "plain text" }, { 0, NULL }
};

static void
print_answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	AUTO_FREE char *id = xasprintf("%" PRId64, *(const int64_t *)arg);
	const char *words[] = { "event", "print", id, "--format", key == 'p' ? "html" : "text",
	    NULL };
	char iso[DATE_ISO_SIZE];
	AUTO_FREE char *name = xasprintf("adverse-event-%s-%s.%s", id,
	    date_to_iso(clock_today(), iso), key == 'p' ? "html" : "txt");
	AUTO_FREE char *target = child_target(d, name);

	if (target != NULL)
		child_write(d, words, target, NULL);
}

static void
run_print(struct screen *s, UNUSED enum act a)
{
	int64_t *id = xmalloc(sizeof(*id));

	*id = of(s)->page.view.query.of;
	ask_push(s->ui, "What authority, maker, brand and insurer ask about it, without the "
	    "client's name: as what?", formats, print_answered, id, free);
}

static const struct binding page_bindings[] = {
	{ ACT_open, "change", run_report },
	{ ACT_new, "told to", run_report },
	{ ACT_edit, "edit", run_event },
	{ ACT_print, "print", run_print },
	{ ACT_history, "history", run_event },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops page_ops = {
	.name = "event", .mode = MODE_LIST, .mode_now = page_screen_mode,
	.bindings = page_bindings, .widget_acts = list_acts, .act = page_screen_act,
	.text = page_screen_text, .draw = page_draw, .title = page_title, .sized = page_sized,
	.shown = page_screen_shown, .changed = page_changed, .shows = page_screen_shows,
	.free = page_free,
};

static void
event_push(struct desk *d, int64_t id)
{
	struct event_page *x = xcalloc(1, sizeof(*x));
	struct page_query q = { .of = id };

	x->page.screen.ops = &page_ops;
	x->page.screen.ui = d->ui;
	page_view_begin(&x->page.view, d->p, &page_event_reports, &q);
	ui_push(d->ui, &x->page.screen);
	load(x);
}

/* --- the list ------------------------------------------------------------------------- */

static void
run_open(struct screen *s, enum act a)
{
	struct page_view *v = &((struct page_screen *)s)->view;
	int64_t id = list_selected(v->list);

	if (id <= 0)
		page_view_none(desk_of(s), v, "No event is selected.");
	else if (a == ACT_edit)
		event_form_edit(desk_of(s), id);
	else
		event_push(desk_of(s), id);
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
