/*
 * page.c - the chart as a screen, and opening it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/sessions.h"
#include "practice/sign.h"
#include "screens/chart/chart.h"
#include "screens/chart/inside.h"

static struct chart_page *
of(struct screen *s)
{
	return (struct chart_page *)s;
}

/* --- the screen ---------------------------------------- */

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "Chart, %s", ((const struct chart_page *)s)->name);
}

static void
alert(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct chart_page *)s)->alerts);
}

static void
sized(struct screen *s, struct area body)
{
	struct chart_page *p = of(s);

	if (body.cols < CHART_WIDE && p->map != CHART_MAP_NONE && !p->hist && p->top == 0)
		p->map = CHART_MAP_NONE;
	else if (body.cols >= CHART_WIDE && p->map == CHART_MAP_NONE)
		p->map = CHART_MAP_FACE;
	p->top = 0;
	chart_page_in_view(p);
}

static void
tell_behind(struct chart_page *p)
{
	struct practice *practice = practice_of(&p->screen);
	AUTO_BUF struct buf said = BUF_INIT;
	int64_t entry;

	if (!chart_is_behind(practice, p->chart, &entry))
		return;
	naming_add_done(practice, entry, "changed this chart", &said);
	ui_say(p->screen.ui, "%s; ^S brings both together.", said.s);
}

/* A colleague's save comes in where nothing is typed; else when this one is saved. */
static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const lots[] = { &record_lot, NULL },
	    *const files[] = { &record_attachment, NULL }, *const rows[] = { &record_chart,
	    &record_chart_line, &record_chart_product, NULL };
	struct chart_page *p = of(s);
	struct chart_place at;
	struct chart *fresh;
	struct err e;

	if (p->receiving && desk_touches(what, lots))
		chart_page_received(p);
	if (desk_touches(what, files))
		chart_photos_changed(p);
	if (chart_page_is_typed(p)) {
		if (desk_touches(what, rows))
			tell_behind(p);
		return;
	}
	if ((fresh = chart_open(practice_of(s), p->session, &e)) == NULL)
		return;
	if (p->chart->base.head == NULL || !chart_same(&p->chart->base, &fresh->base))
		chart_page_forget_states(p);
	at = chart_page_place(p);
	chart_free(p->chart);
	p->chart = fresh;
	chart_page_load(p, practice_of(s));
	chart_page_fresh(p);
	chart_page_return(p, &at);
}

static void
shown(struct screen *s)
{
	chart_photos_look(of(s));
}

static bool
shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct chart_page *p = (const struct chart_page *)s;

	return (t == &record_session && id == p->session) ||
	    (t == &record_chart && id == p->chart->now.head->id);
}

static void
page_free(struct screen *s)
{
	struct chart_page *p = of(s);

	chart_page_forget_states(p);
	while (p->n_words > 0)
		free(p->words[--p->n_words]);
	free(p->words);
	free(p->rows);
	free(p->dim);
	free(p->shown);
	free(p->name);
	free(p->alerts);
	free(p->head);
	free(p->consent);
	buf_free(&p->typed);
	draft_free(&p->draft);
	chart_free(p->chart);
	free(p);
}

static const struct screen_ops ops = {
	.name = "chart", .mode = MODE_TYPE, .bindings = chart_page_bindings, .text = chart_page_text,
	.draw = chart_draw, .title = title, .alert = alert, .facts = chart_facts,
	.sized = sized, .shown = shown, .changed = changed, .shows = shows,
	.keep = chart_page_keep, .free = page_free,
};

/* --- opening ---------------------------------------- */

static struct chart_page *
open_page(struct desk *d, int64_t session)
{
	struct chart_page *p = xcalloc(1, sizeof(*p));
	struct err e;

	p->screen.ops = &ops;
	p->screen.ui = d->ui;
	p->session = session;
	p->typed = (struct buf)BUF_INIT;
	p->shown = xstrdup("");
	p->chart = chart_open(d->p, session, &e);
	if (p->chart == NULL) {
		ui_err(d->ui, &e);
		page_free(&p->screen);
		return NULL;
	}
	p->screen.client = p->chart->client->id;
	chart_page_load(p, d->p);
	chart_page_words(p);
	chart_page_rows(p);
	chart_photos_look(p);
	return p;
}

bool
chart_offered(struct desk *d, int64_t session)
{
	AUTO_RECORD struct record *visit = NULL, *service = NULL;
	struct err e;

	if (!practice_allows(d->p, ACTION_READ_MEDICAL) ||
	    (visit = session_get(d->p, session, &e)) == NULL ||
	    session_status_of(visit) != SESSION_IN_TREATMENT || record_is_null(visit, "service"))
		return false;
	service = offer_get(d->p, &record_service, record_int(visit, "service"), &e);
	return service != NULL && !record_is_null(service, "chart");
}

/* Before anything is typed in vain. */
static void
tell_signed(struct chart_page *p)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct sign_visit v;
	struct err none;

	if (!sign_look(practice_of(&p->screen), p->session, &v, &none) || v.signature == 0)
		return;
	p->is_signed = true;
	sign_words(&v, &words);
	ui_say(p->screen.ui, "This chart is %s, and stays as it is. S on the visit adds to it.",
	    words.s);
}

void
chart_push(struct desk *d, int64_t session)
{
	struct chart_page *p = open_page(d, session);

	if (p == NULL)
		return;
	ui_push(d->ui, &p->screen);
	chart_page_go(p, p->chart->now.n_lines, 0);
	tell_signed(p);
}

void
chart_resume(struct desk *d, struct draft *draft)
{
	struct chart_page *p = open_page(d, draft->record);
	const char *cell = draft_get(draft, CHART_DRAFT_CELL);
	size_t at = 0, column = 0;
	int end = 0;
	bool newer;

	if (p == NULL)
		return;
	chart_take_up(p->chart, draft, &newer);
	chart_page_fresh(p);
	ui_push(d->ui, &p->screen);
	if (cell != NULL && sscanf(cell, "%9zu %9zu %n", &at, &column, &end) == 2) {
		chart_page_go(p, at, column);
		buf_cut(&p->typed, 0);
		buf_adds(&p->typed, cell + end);
	}
	p->draft = *draft;
	*draft = (struct draft)DRAFT_INIT;
	if (newer)
		tell_behind(p);
	else
		ui_say(d->ui, DRAFT_AS_LEFT);
}
