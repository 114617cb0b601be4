/*
 * publish.c - what an edition would do to the bookings that stand; from there it is published.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_effect.h"
#include "practice/checklist_file.h"
#include "practice/checklist_look.h"
#include "practice/offer.h"
#include "screens/checklist/inside.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define HEAD 3		/* rows above the list */

struct publishing {
	struct list_screen ls;
	int64_t id;
	char *title, *sum, *more;
	bool looked;		/* there is something to be looked at in it */
};

static struct publishing *
of(struct screen *s)
{
	return (struct publishing *)s;
}

/* --- what it would do ------------------------------------------------------------------------ */

static bool
add_stop(const struct checklist_stop *stop, void *arg)
{
	struct publishing *x = arg;

	AUTO_FREE char *freed = xasprintf("passes once screened: no %s", stop->why);

	list_rows_add(&x->ls.rows, stop->session, "");
	list_rows_cell(&x->ls.rows, STYLE_TEXT, stop->name);
	list_rows_cell(&x->ls.rows, stop->stops ? STYLE_WARN : STYLE_TEXT, stop->stops ?
	    stop->why : freed);
	return true;
}

static void
count(UNUSED const struct checklist_flaw *flaw, void *arg)
{
	++*(size_t *)arg;
}

static void
add_sum(struct publishing *x, const struct checklist *c, const struct checklist_effect *f)
{
	AUTO_BUF struct buf more = BUF_INIT;
	size_t flaws = 0;

	checklist_look(c, count, &flaws);
	x->looked = flaws > 0;
	if (f->bookings == 0)
		x->sum = xstrdup("No booking stands that asks it.");
	else if (f->stops + f->freed == 0)
		x->sum = xasprintf("%ld open booking%s: it stops none that may come now.",
		    f->bookings, text_plural(f->bookings));
	else
		x->sum = xasprintf("%ld open booking%s: it stops %ld more; %ld more pass once "
		    "screened by it.", f->bookings, text_plural(f->bookings), f->stops, f->freed);
	if (x->looked)
		buf_addf(&more, "%zu to be looked at in it. ", flaws);
	if (f->unanswered > 0)
		buf_addf(&more, "%ld ha%s a new question to answer. ", f->unanswered,
		    f->unanswered == 1 ? "s" : "ve");
	if (f->unscreened > 0)
		buf_addf(&more, "%ld %s never screened.", f->unscreened, f->unscreened == 1 ?
		    "was" : "were");
	x->more = buf_steal(&more);
}

static bool
load(struct publishing *x)
{
	struct desk *d = desk_of(&x->ls.screen);
	struct checklist_effect effect;
	struct err e;
	struct checklist *c = checklist_load_edition(d->p->db, x->id, &e);
	bool ok = c != NULL;

	list_rows_clear(&x->ls.rows);
	free(x->title);
	free(x->sum);
	free(x->more);
	x->title = x->sum = x->more = NULL;
	ok = ok && checklist_effect(d->p, c, add_stop, x, &effect, &e);
	if (ok) {
		x->title = xasprintf("Publish edition %" PRId64 "? %s", record_int(c->head,
		    "edition"), record_text(c->head, "title"));
		add_sum(x, c, &effect);
	} else {
		ui_err(d->ui, &e);
	}
	checklist_free(c);
	return ok;
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
run_open(struct screen *s, UNUSED enum act a)
{
	int64_t session = list_selected(of(s)->ls.list);

	if (session == 0)
		ui_complain(s->ui, "No booking is selected.");
	else
		record_open(desk_of(s), &record_session, session);
}

static void
run_publish(struct screen *s, UNUSED enum act a)
{
	struct desk *d = desk_of(s);
	struct err e;

	if (!checklist_publish(d->p, of(s)->id, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	ui_pop(s);
	desk_catch_up(d);
	ui_say(d->ui, "Published: asked from now on, and it stays as it is. d in the list of "
	    "checklists retires it.");
}

/* --- the screen ------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
	{ .min = 34, .max = 40 },
	{ .min = 20 },
};

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct publishing *x = (const struct publishing *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };

	canvas_fit(c, a, 0, 2, a.cols - 2, STYLE_STRONG, x->sum != NULL ? x->sum : "");
	canvas_fit(c, a, 1, 2, a.cols - 2, x->looked ? STYLE_WARN : STYLE_DIM,
	    x->more != NULL ? x->more : "");
	canvas_hline(c, a, 2, 0, a.cols);
	list_draw(x->ls.list, c, in, true);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - HEAD);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct publishing *x = (const struct publishing *)s;

	buf_adds(out, x->title != NULL ? x->title : "");
}

/* The whole row: a name may be long. */
static void
facts(const struct screen *s, struct buf *out)
{
	const struct list_row *row = list_row(((const struct publishing *)s)->ls.list);

	if (row != NULL)
		buf_addf(out, "%s: %s", row->cells[0], row->cells[1]);
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_checklist,
	    &record_checklist_item, &record_checklist_rule, &record_session, &record_screening,
	    &record_client, NULL };

	if (desk_touches(what, types) && load(of(s)))
		list_reload(of(s)->ls.list);
}

static bool
shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	return t == &record_session && list_shows(((const struct publishing *)s)->ls.list, id);
}

static void
publishing_free(struct screen *s)
{
	struct publishing *x = of(s);

	free(x->title);
	free(x->sum);
	free(x->more);
	list_screen_end(&x->ls);
	free(x);
}

static const struct binding bindings[] = {
	{ ACT_confirm, "publish", run_publish },
	{ ACT_open, "open the visit", run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "publish", LIST_SCREEN, .bindings = bindings, .draw = draw, .title = title,
	.facts = facts, .sized = sized, .changed = changed, .shows = shows,
	.free = publishing_free,
};

void
checklist_publish_push(struct desk *d, const struct record *head)
{
	struct publishing *x;

	if (!desk_may(d, ACTION_WRITE_SETTINGS))
		return;
	if (strcmp(record_text(head, "state"), "draft") != 0) {
		ui_complain(d->ui, "This edition is %s.", record_text(head, "state"));
		return;
	}
	x = xcalloc(1, sizeof(*x));
	x->ls.screen.ops = &ops;
	x->ls.screen.ui = d->ui;
	x->id = head->id;
	list_screen_begin(&x->ls, columns, ARRAY_LEN(columns), false,
	    "No booking that stands is stopped by it or let pass.");
	if (load(x))
		ui_push(d->ui, &x->ls.screen);
	else
		publishing_free(&x->ls.screen);
}

/* --- retiring ------------------------------------------------------------------------------------ */

struct newest {
	const struct record *but;	/* not this edition */
	struct record *found;
};

static bool
keep_published(const struct record *r, void *arg)
{
	struct newest *n = arg;

	if (r->id != n->but->id && strcmp(record_text(r, "state"), "published") == 0 &&
	    strcmp(record_text(r, "code"), record_text(n->but, "code")) == 0 &&
	    (n->found == NULL || record_int(r, "edition") > record_int(n->found, "edition"))) {
		record_free(n->found);
		n->found = record_copy(r);
	}
	return true;
}

/* Adds which edition is asked once that one is retired, and what that does to the bookings. */
static bool
add_then(struct desk *d, const struct record *head, struct buf *out, struct err *e)
{
	struct newest n = { head, NULL };
	struct checklist_effect effect;
	struct checklist *c = NULL;
	bool ok = offer_checklists(d->p, keep_published, &n, e) &&
	    (c = checklist_load_edition(d->p->db, n.found != NULL ? n.found->id : head->id, e)) !=
	    NULL && checklist_effect(d->p, c, NULL, NULL, &effect, e);

	if (ok && n.found == NULL)
		buf_addf(out, "Then no edition is asked, and nobody is screened anew before the %ld "
		    "bookings that stand.", effect.bookings);
	else if (ok)
		buf_addf(out, "Then edition %" PRId64 " is asked: of %ld open bookings it stops %ld "
		    "more, and lets %ld more pass.", record_int(n.found, "edition"),
		    effect.bookings, effect.stops, effect.freed);
	checklist_free(c);
	record_free(n.found);
	return ok;
}

static void
retire(struct ui *ui, UNUSED char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct record *head = arg;
	struct err e;

	if (!checklist_retire(d->p, head->id, &e)) {
		ui_err(ui, &e);
		return;
	}
	desk_catch_up(d);
	ui_say(ui, "Retired, v shows it: %s, edition %" PRId64 ". u undoes it.",
	    record_text(head, "title"), record_int(head, "edition"));
}

static void
head_free(void *arg)
{
	record_free(arg);
}

void
checklist_retire_ask(struct desk *d, const struct record *head)
{
	static const struct ask_answer answers[] = { { 'r', "retire it" }, { 0, NULL } };
	AUTO_BUF struct buf question = BUF_INIT;
	struct err e;

	if (!desk_may(d, ACTION_WRITE_SETTINGS))
		return;
	if (strcmp(record_text(head, "state"), "published") != 0) {
		ui_complain(d->ui, "This edition is %s: only what is published is retired.",
		    record_text(head, "state"));
		return;
	}
	buf_addf(&question, "Retire edition %" PRId64 " of %s? ", record_int(head, "edition"),
	    record_text(head, "title"));
	if (add_then(d, head, &question, &e))
		ask_push(d->ui, question.s, answers, retire, record_copy(head), head_free);
	else
		ui_err(d->ui, &e);
}
