/*
 * rights.c - see rights.h.
 */
#include "screens/client/rights.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/rights.h"
#include "screens/child.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define KEPT_ROWS 6	/* of what keeps the records, at most */

enum { ROW_BUNDLE = 1, ROW_HOLD, ROW_ERASE, ROWS };

struct rights {
	struct list_screen ls;
	struct keeping k;
	char *name;
};

static struct rights *
of(struct screen *s)
{
	return (struct rights *)s;
}

static int64_t
client_of(const struct rights *o)
{
	return o->ls.screen.client;
}

/* --- what is shown ------------------------------------------------------------------------ */

static const struct list_column columns[] = {
	{ .title = "", .min = 12, .max = 14 },
	{ .title = "", .min = 20, .max = 0 },
};

static void
add_row(struct rights *o, int64_t id, enum style st, const char *title, const char *what)
{
	list_rows_add(&o->ls.rows, id, "");
	list_rows_cell(&o->ls.rows, st, title);
	list_rows_cell(&o->ls.rows, STYLE_DIM, what);
}

/* "12 Mar 2026, Mara Voss: a claim" */
static void
add_hold(const struct record *hold, void *arg)
{
	struct rights *o = arg;
	struct practice *p = practice_of(&o->ls.screen);
	bool ended = !record_is_null(hold, "released_on");
	AUTO_BUF struct buf line = BUF_INIT;
	char day[24];

	buf_addf(&line, "%s, ", date_to_words(date_from_iso(record_text(hold,
	    "since")), false, day));
	naming_add_id(p, &record_staff, record_int(hold, "staff"), &line);
	buf_adds(&line, ": ");
	text_show(&line, record_text(hold, "reason"), false);
	if (ended) {
		buf_addf(&line, ", %s, ", date_to_words(date_from_iso(record_text(hold,
		    "released_on")), false,
		    day));
		naming_add_id(p, &record_staff, record_int(hold, "released_by"), &line);
	}
	add_row(o, ROWS + hold->id, ended ? STYLE_DIM : STYLE_WARN, ended ? "hold, ended" :
	    "on hold", line.s);
}

static const char *
kept_words(const struct rights *o)
{
	if (o->k.erased)
		return "This person is erased: visits and amounts stand without the person.";
	return o->k.why.len > 0 ? o->k.why.s : o->k.last == DATE_NONE ?
	    "There never was a visit: nothing keeps these records." :
	    "The years are over: nothing keeps these records any more.";
}

static bool
load(struct rights *o, struct err *e)
{
	struct practice *p = practice_of(&o->ls.screen);
	AUTO_BUF struct buf name = BUF_INIT;

	if (!rights_keeping(p, client_of(o), &o->k, e))
		return false;
	naming_add_id(p, &record_client, client_of(o), &name);
	free(o->name);
	o->name = buf_steal(&name);
	list_rows_clear(&o->ls.rows);
	add_row(o, ROW_BUNDLE, STYLE_TEXT, "Hand over", "all that is held on them, as one archive");
	if (!o->k.erased) {
		add_row(o, ROW_HOLD, STYLE_TEXT, o->k.held ? "End the hold" : "Hold", o->k.held ?
		    "with a reason; then the years count again" :
		    "with a reason: nothing is erased while it lasts");
		add_row(o, ROW_ERASE, o->k.why.len > 0 ? STYLE_DIM : STYLE_TEXT, "Erase",
		    o->k.why.len > 0 ? "not while the above keeps the records" :
		    "the person goes for good; visits and amounts stay");
	}
	if (!rights_holds(p, client_of(o), add_hold, o, e))
		return false;
	if (o->ls.list != NULL)
		list_reload(o->ls.list);
	return true;
}

static void
load_again(struct rights *o)
{
	struct err e;

	if (!load(o, &e))
		ui_err(o->ls.screen.ui, &e);
}

/* Rows that the sentences above the list take. */
static int
kept_rows(const struct rights *o, struct area a)
{
	return canvas_fold(NULL, a, 0, 2, a.cols - 4, KEPT_ROWS, STYLE_TEXT, kept_words(o));
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct rights *o = (const struct rights *)s;
	int n = kept_rows(o, a);
	struct area in = { a.y + n + 2, a.x, a.rows - n - 2, a.cols };

	canvas_hline(c, a, 0, 0, a.cols);
	canvas_fold(c, a, 1, 2, a.cols - 4, KEPT_ROWS, o->k.why.len > 0 ? STYLE_TEXT :
	    STYLE_DIM, kept_words(o));
	canvas_hline(c, a, n + 1, 0, a.cols);
	list_draw(o->ls.list, c, in, true);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - 2 - kept_rows(of(s), body));
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "Data rights, %s", ((const struct rights *)s)->name);
}

static void
shown(struct screen *s)
{
	load_again(of(s));
	sized(s, s->body);
}

static void
changed(struct screen *s, UNUSED const void *what)
{
	shown(s);
}

/* --- handing over ------------------------------------------------------------------------- */

static void
bundle_answered(struct ui *ui, UNUSED char key, void *arg)
{
	const struct rights *o = arg;
	AUTO_FREE char *id = xasprintf("%" PRId64, client_of(o));
	const char *words[] = { "client", "bundle", id, NULL };
	char iso[DATE_ISO_SIZE];
	AUTO_FREE char *name = xasprintf("client-%s-%s.tar", id, date_to_iso(clock_today(), iso));
	AUTO_FREE char *target = child_target(ui_arg(ui), name);

	if (target != NULL)
		child_write(ui_arg(ui), words, target, NULL);
}

static void
run_bundle(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = {
		{ 't', "an archive (tar): a page to read, JSON, photos and papers, digests" },
		{ 0, NULL }
	};
	AUTO_FREE char *question = xasprintf("All that is held on %s, to hand over, as what?",
	    of(s)->name);

	if (desk_may(desk_of(s), ACTION_EXPORT))
		ask_push(s->ui, question, answers, bundle_answered, of(s), NULL);
}

/* --- a hold ------------------------------------------------------------------------------- */

/* `held`: as it was when it was asked; a colleague may have said otherwise since. */
static bool
hold_said(struct ui *ui, const char *text, const struct rights *o, bool held)
{
	struct desk *d = ui_arg(ui);
	struct err e;

	if (!(held ? rights_release : rights_hold)(d->p, client_of(o), text, &e))
		return dialog_ends(ui, &e, NULL);
	desk_catch_up(d);
	ui_say(ui, held ? "The records of %s are on hold no more. u undoes it." :
	    "The records of %s are on hold. u undoes it.", o->name);
	return true;
}

static bool
hold_given(struct ui *ui, const char *text, void *arg)
{
	return hold_said(ui, text, arg, false);
}

static bool
end_given(struct ui *ui, const char *text, void *arg)
{
	return hold_said(ui, text, arg, true);
}

static void
ask_hold(struct rights *o)
{
	line_push(o->ls.screen.ui, o->k.held ? "Why does the hold end?" :
	    "Why are the records kept?", o->k.held ? "Such as: settled. It stands behind why "
	    "they were kept." : "Such as a claim or a complaint. Nothing is erased until the hold "
	    "is ended.", "", o->k.held ? end_given : hold_given, o, NULL);
}

/* --- erasing ------------------------------------------------------------------------------ */

struct erasing {
	struct rights *o;
	char *reason;
};

static void
erasing_free(void *arg)
{
	struct erasing *x = arg;

	free(x->reason);
	free(x);
}

/* As the client's number is shown, with # or without; 0: it is none. */
static int64_t
number_of(const char *text)
{
	char *end;
	int64_t n = strtoll(text + (*text == '#'), &end, 10);

	return *end == '\0' ? n : 0;
}

static bool
number_given(struct ui *ui, const char *text, void *arg)
{
	const struct erasing *x = arg;
	struct desk *d = ui_arg(ui);
	struct screen *page = &x->o->ls.screen;
	AUTO_BUF struct buf later = BUF_INIT;
	struct err e;

	if (!rights_erase(d->p, page->client, number_of(text), x->reason, &later, &e))
		return dialog_ends(ui, &e, NULL);
	desk_catch_up(d);
	rights_beyond(&later);
	text_page_push(ui, "Erased", later.s);
	return true;
}

static bool
reason_given(struct ui *ui, const char *text, void *arg)
{
	struct rights *o = arg;
	struct desk *d = ui_arg(ui);
	AUTO_FREE char *hint = NULL;
	struct erasing *x;
	struct err e;

	if (!rights_reason(d->p, client_of(o), text, &e))
		return dialog_ends(ui, &e, NULL);
	x = xcalloc(1, sizeof(*x));
	*x = (struct erasing){ o, xstrdup(text) };
	hint = xasprintf("%s is number %" PRId64 ". Name, words, photos and papers go for good; no "
	    "undo.", o->name, client_of(o));
	line_push(ui, "Number of the client to be erased", hint, "", number_given, x,
	    erasing_free);
	return true;
}

static void
ask_erase(struct rights *o)
{
	if (o->k.why.len > 0)
		ui_complain(o->ls.screen.ui, "Not erased. %s", o->k.why.s);
	else
		line_push(o->ls.screen.ui, "Why are the records erased?", "Without the name: the "
		    "reason is kept. Such as: asked for.", "", reason_given, o, NULL);
}

/* --- the page ----------------------------------------------------------------------------- */

static void
run_open(struct screen *s, enum act a)
{
	switch (list_selected(of(s)->ls.list)) {
	case 0:
		break;
	case ROW_BUNDLE:
		run_bundle(s, a);
		break;
	case ROW_HOLD:
		ask_hold(of(s));
		break;
	case ROW_ERASE:
		ask_erase(of(s));
		break;
	default:
		ui_say(s->ui, "%s", list_row(of(s)->ls.list)->cells[1]);
		break;
	}
}

static void
rights_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	buf_free(&of(s)->k.why);
	free(of(s)->name);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "do it", run_open },
	{ ACT_export, "hand over", run_bundle },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "rights", LIST_SCREEN, .bindings = bindings, .draw = draw, .title = title,
	.sized = sized, .shown = shown, .changed = changed, .free = rights_free,
};

void
rights_push(struct desk *d, int64_t client)
{
	struct rights *o = xcalloc(1, sizeof(*o));
	struct err e;

	o->ls.screen.ops = &ops;
	o->ls.screen.ui = d->ui;
	o->ls.screen.client = client;
	if (!load(o, &e)) {
		ui_err(d->ui, &e);
		rights_free(&o->ls.screen);
		return;
	}
	list_screen_begin(&o->ls, columns, ARRAY_LEN(columns), false, "");
	ui_push(d->ui, &o->ls.screen);
}
