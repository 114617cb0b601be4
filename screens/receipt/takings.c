/*
 * takings.c - what a day brought in, as a page: what was sold and what was paid, so that the
 * drawer and the slips of the card terminal can be held against it.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "receipt/takings.h"
#include "screens/receipt/receipt.h"
#include "screens/receipt/words.h"

#define COLS 58	/* the longest words are whole */

struct takings_page {
	struct screen screen;
	date_day day;
	bool loaded;
	struct takings t;
};

static struct takings_page *
of(struct screen *s)
{
	return (struct takings_page *)s;
}

static void
load(struct takings_page *g)
{
	struct err e;

	g->loaded = takings_of(practice_of(&g->screen), g->day, &g->t, &e);
	if (!g->loaded)
		ui_err(g->screen.ui, &e);
}

static void
run_day(struct screen *s, enum act a)
{
	struct takings_page *g = of(s);
	date_day to = a == ACT_today ? clock_today() :
	    date_add_days(g->day, a == ACT_earlier ? -1 : 1);

	if (to > clock_today()) {
		ui_complain(s->ui, "That day is still to come.");
		return;
	}
	g->day = to;
	load(g);
}

static const struct binding bindings[] = {
	{ ACT_earlier, "day before", run_day },
	{ ACT_later, "next", run_day },
	{ ACT_today, "today", run_day },
	{ ACT_NONE, NULL, NULL }
};

/* --- painting ---------------------------------------------------------------------------- */

static void
add_count(struct buf *out, long n, const char *one, const char *many)
{
	if (n > 0)
		buf_addf(out, ", %ld %s", n, n == 1 ? one : many);
}

/* How many rows it takes. */
static int
draw_head(const struct takings_page *g, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf words = BUF_INIT;
	char day[24];

	buf_addf(&words, "%s: %ld receipt%s closed", naming_day(g->day, day), g->t.closed,
	    text_plural(g->t.closed));
	add_count(&words, g->t.refunds, "of them a refund", "of them refunds");
	add_count(&words, g->t.voids, "void", "void");
	add_count(&words, g->t.open, "still open", "still open");
	return canvas_fold(c, a, 1, 2, a.cols - 3, 2, STYLE_STRONG, words.s);
}

/* A sum that is not there on most days is shown where it is. */
static int
draw_sums(const struct takings_page *g, struct canvas *c, struct area a, int y)
{
	const struct record *settings = practice_of(&g->screen)->settings;
	const char *tax = record_text(settings, "tax_name");
	const char *tax2 = record_text(settings, "tax2_name");
	const struct { const char *words; money m; bool always; } sums[] = {
		{ "sales", g->t.sales, true },
		{ *tax != '\0' ? tax : "tax", g->t.tax, *tax != '\0' },
		{ *tax2 != '\0' ? tax2 : "second tax", g->t.tax2, *tax2 != '\0' },
		{ "rounded to cents", g->t.rounding, false },
		{ "not paid that day", -g->t.left, false },
		{ "paid for receipts of other days, or open", g->t.others, false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(sums); i++)
		if (sums[i].always || sums[i].m != 0)
			receipt_draw_sum(c, a, y++, STYLE_TEXT, sums[i].words, sums[i].m);
	canvas_hline(c, a, y++, a.cols - 13, 13);
	receipt_draw_sum(c, a, y++, STYLE_STRONG, "collected", g->t.collected);
	return y;
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct takings_page *g = (const struct takings_page *)s;
	struct area sums = { a.y, a.x, a.rows, a.cols < COLS ? a.cols : COLS };
	size_t i;
	int y;

	canvas_hline(c, a, 0, 0, a.cols);
	if (!g->loaded)
		return;
	y = draw_sums(g, c, sums, 2 + draw_head(g, c, a)) + 1;
	for (i = 0; i < TAKINGS_METHODS; i++)
		receipt_draw_sum(c, sums, y++, STYLE_TEXT, takings_method(i), g->t.methods[i]);
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Takings");
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_receipt, &record_receipt_line,
	    &record_payment, &record_practice, NULL };

	if (desk_touches(what, types))
		load(of(s));
}

static void
takings_free(struct screen *s)
{
	free(s);
}

static const struct screen_ops ops = {
	.name = "takings", .mode = MODE_LIST, .bindings = bindings, .draw = draw,
	.title = title, .changed = changed, .free = takings_free,
};

void
takings_push(struct desk *d)
{
	struct takings_page *g;

	if (!practice_allows(d->p, ACTION_WRITE_RECEIPTS) && !desk_may(d, ACTION_REPORT))
		return;
	g = xcalloc(1, sizeof(*g));
	g->screen.ops = &ops;
	g->screen.ui = d->ui;
	g->day = clock_today();
	load(g);
	ui_push(d->ui, &g->screen);
}
