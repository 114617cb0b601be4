/*
 * keep.c - saving the chart, its draft, and leaving it.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/sessions.h"
#include "screens/chart/inside.h"
#include "screens/sign.h"
#include "screens/toolkit/dialog.h"

static struct chart_page *
of(struct screen *s)
{
	return (struct chart_page *)s;
}

/* --- saving ---------------------------------------- */

static void save(struct chart_page *p);

static bool
insisted(struct ui *ui, const char *text, void *arg)
{
	struct chart_page *p = arg;

	if (*text == '\0') {
		ui_complain(ui, "Why was it there, although the book has none?");
		return false;
	}
	record_set_text(p->chart->short_of, "insisted", text);
	ui_pop(ui_top(ui));
	save(p);
	return false;
}

static bool
is_done(const struct chart_page *p)
{
	return session_status_of(p->chart->session) == SESSION_DONE;
}

static void
save(struct chart_page *p)
{
	struct ui *ui = p->screen.ui;
	struct chart_place at = chart_page_place(p);
	AUTO_BUF struct buf note = BUF_INIT;
	struct err e;
	bool ok;

	p->chart->met = false;
	ok = chart_save(practice_of(&p->screen), p->chart, &p->draft, &note, &e);
	if (p->chart->met)
		chart_page_forget_states(p);
	if (!ok) {
		chart_page_fresh(p);
		chart_page_return(p, &at);
		if (strcmp(e.field, "insisted") == 0)
			line_push(ui, "None is left by the book", e.text, "", insisted, p, NULL);
		else
			ui_err(ui, &e);
		return;
	}
	chart_page_load(p, practice_of(&p->screen));
	chart_page_fresh(p);
	chart_page_return(p, &at);
	desk_done(desk_of(&p->screen), &record_session, p->session, "Chart saved",
	    note.len > 0 ? note.s : is_done(p) ? "^S once more signs it." :
	    "u on the visit undoes it.");
}

static void
say_unchanged(struct chart_page *p)
{
	AUTO_BUF struct buf missing = BUF_INIT;

	chart_page_missing(p, &missing);
	ui_say(p->screen.ui, "Nothing changed since it was saved; %s.", missing.s);
}

void
chart_run_save(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);

	if (!chart_page_commit(p))
		return;
	if (p->chart->base.head == NULL || chart_is_changed(p->chart))
		save(p);
	else if (is_done(p))
		sign_push(desk_of(s), p->session);
	else
		say_unchanged(p);
}

/* --- drafts ---------------------------------------- */

bool
chart_page_is_typed(const struct chart_page *p)
{
	return strcmp(p->typed.s, p->shown) != 0 || chart_is_changed(p->chart);
}

bool
chart_page_keep(struct screen *s, enum keep why, struct err *e)
{
	struct chart_page *p = of(s);
	AUTO_FREE char *cell = xasprintf("%zu %zu %s", p->at, p->column, p->typed.s);
	AUTO_FREE char *name = xasprintf("Chart, %s", p->name);
	struct draft now = DRAFT_INIT;

	if (chart_page_is_typed(p)) {
		chart_keep(p->chart, &now);
		draft_set_string(&now.form, "chart");
		draft_set_string(&now.type, "session");
		draft_set_string(&now.title, name);
		draft_set(&now, CHART_DRAFT_CELL, cell);
	}
	return draft_keep(desk_of(s), &p->draft, chart_page_is_typed(p) ? &now : NULL, why, e);
}

void
chart_run_leave(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);
	struct ui *ui = s->ui;
	struct err e;

	if (p->hist) {
		p->hist = false;
		return;
	}
	if (!chart_page_keep(s, KEEP_LEFT, &e)) {
		ui_err(ui, &e);
		return;
	}
	ui_pop(s);
	if (p->draft.form != NULL)
		ui_say(ui, "Kept as a draft; Today opens it again.");
}

void
chart_run_discard(struct screen *s, UNUSED enum act a)
{
	struct ui *ui = s->ui;
	bool typed = chart_page_is_typed(of(s));

	if (!draft_leave(s, &of(s)->draft))
		return;
	ui_pop(s);
	ui_say(ui, typed ? "Thrown away. u brings it back." : "Nothing was typed.");
}
