/*
 * reviews.c - the tab Reviews: the month's figures, and the list of all reviews.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/reviews.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/month.h"
#include "screens/page_source.h"
#include "screens/request_page.h"
#include "screens/toolkit/chart.h"

struct reviews {
	struct page_screen page;
	date_day first;		/* of the month */
	struct review_month month;
	bool loaded;
};

static struct reviews *
of(struct screen *s)
{
	return (struct reviews *)s;
}

static void
load(struct reviews *r)
{
	char month[8];
	struct err e;

	r->loaded = reviews_month(practice_of(&r->page.screen),
	    month_iso(r->first, month), &r->month, &e);
	if (!r->loaded)
		ui_err(r->page.screen.ui, &e);
}

/* --- keys ------------------------------------------------------------------------- */

static void
run_month(struct screen *s, enum act a)
{
	if (month_step(s->ui, a, &of(s)->first))
		load(of(s));
}

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = list_selected(of(s)->page.view.list);

	if (id == 0)
		page_view_none(desk_of(s), &of(s)->page.view,
		    "No review selected. n adds one.");
	else if (a == ACT_history)
		history_push(desk_of(s), &record_review, id);
	else
		form_review_edit(desk_of(s), id);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	form_review_new(desk_of(s), 0);
}

static void
run_request(struct screen *s, UNUSED enum act a)
{
	request_page_push(desk_of(s), REQUEST_WORDS);
}

static void
run_archive(struct screen *s, UNUSED enum act a)
{
	ui_complain(s->ui, "A review stays in the records; e changes it.");
}

static const struct binding bindings[] = {
	{ ACT_open, "open, reply", run_open },
	{ ACT_new, "new", run_new },
	{ ACT_review, "the request", run_request },
	{ ACT_earlier, "", run_month },
	{ ACT_later, "month", run_month },
	{ ACT_today, NULL, run_month },
	{ ACT_edit, NULL, run_open },
	{ ACT_history, NULL, run_open },
	{ ACT_archive, NULL, run_archive },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

/* --- painting ------------------------------------------------------------------------ */

static void
funnel_line(struct canvas *c, struct area a, int y, const char *label, int64_t n,
    int64_t of_all)
{
	int x = a.cols < 34 ? 22 : 26;

	canvas_fit(c, a, y, 2, x - 2, STYLE_TEXT, label);
	canvas_textf(c, a, y, x, STYLE_STRONG, "%5lld", (long long)n);
	if (of_all > 0 && a.cols >= 34)
		canvas_textf(c, a, y, x + 6, STYLE_DIM, "%3lld %%",
		    (long long)((n * 100 + of_all / 2) / of_all));
}

static void
draw_funnel(const struct screen *s, struct canvas *c, struct area a)
{
	const struct review_month *m = &((const struct reviews *)s)->month;
	canvas_text(c, a, 0, 1, STYLE_HEAD, "From visit to review");
	funnel_line(c, a, 1, a.cols < 34 ? "may be asked" : "visits that may be asked", m->eligible, 0);
	funnel_line(c, a, 2, "asked for a review", m->asked, m->eligible);
	funnel_line(c, a, 3, "of them wrote one", m->answered, m->asked);
	funnel_line(c, a, 4, "reviews received", m->received, 0);
	funnel_line(c, a, 5, "replied to", m->replied, m->received);
	if (m->reply_hours >= 0)
		canvas_textf(c, a, 6, 2, STYLE_DIM, "median reply %lld h",
		    (long long)m->reply_hours);
}

static void
draw_stars(const struct screen *s, struct canvas *c, struct area a)
{
	const struct review_month *m = &((const struct reviews *)s)->month;
	static const char *const labels[] = { "5 stars", "4", "3", "2", "1 star" };
	struct chart_bar bars[ARRAY_LEN(labels)];
	char texts[ARRAY_LEN(labels)][16];
	size_t i;

	if (m->mean_x10 >= 0)
		canvas_textf(c, a, 0, 0, STYLE_HEAD, "%lld.%lld %son average (%lld "
		    "review%s)", (long long)(m->mean_x10 / 10),
		    (long long)(m->mean_x10 % 10), a.cols < 34 ? "" : "stars ",
		    (long long)m->rated,
		    text_plural(m->rated));
	else
		canvas_text(c, a, 0, 0, STYLE_HEAD, "Stars: none yet");
	for (i = 0; i < ARRAY_LEN(labels); i++) {
		snprintf(texts[i], sizeof(texts[i]), "%lld",
		    (long long)m->stars[5 - i]);
		bars[i] = (struct chart_bar){ labels[i], texts[i], m->stars[5 - i] };
	}
	chart_bars(c, a, 1, bars, ARRAY_LEN(labels));
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	bool known = ((const struct reviews *)s)->loaded;

	page_screen_draw_headed(s, c, a, known ? draw_funnel : NULL, draw_stars);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct reviews *r = (const struct reviews *)s;

	buf_adds(out, "Reviews, ");
	month_words(r->first, out);
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_review,
	    &record_session, NULL };

	if (desk_touches(what, types))
		load(of(s));
	page_screen_changed(s, what);
}

static void
root(struct screen *s)
{
	of(s)->first = month_now();
	load(of(s));
	page_screen_root(s);
}

static const struct screen_ops ops = {
	.name = "reviews", .mode = MODE_LIST, .mode_now = page_screen_mode,
	.bindings = bindings, .widget_acts = list_acts, .act = page_screen_act,
	.text = page_screen_text, .draw = draw, .title = title, .sized = page_screen_sized_headed,
	.shown = page_screen_shown, .root = root, .changed = changed, .shows = page_screen_shows,
	.free = page_screen_free,
};

struct screen *
reviews_open(struct desk *d)
{
	struct reviews *r = xcalloc(1, sizeof(*r));
	struct page_query all = { .all = false };

	r->page.screen.ops = &ops;
	r->page.screen.ui = d->ui;
	r->first = month_now();
	page_view_begin(&r->page.view, d->p, &page_reviews, &all);
	load(r);
	return &r->page.screen;
}
