/*
 * hist.c - past charts side by side: depth by zone, what changed set off, how it healed.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/chart/inside.h"

#define ZONE_WIDTH 13
#define CELL 9		/* "1.00+1.50" */
#define TITLES 2

/* Depths of a zone in one chart, "0.50" or "1.00+1.50"; nothing where it was not treated. */
static void
add_depths(const struct chart_rows *rows, const char *zone, struct buf *out)
{
	size_t i;

	for (i = 0; i < rows->n_lines; i++) {
		AUTO_BUF struct buf value = BUF_INIT;

		if (strcmp(record_text(rows->lines[i], "zone"), zone) != 0)
			continue;
		chart_value(rows->lines[i], "depth", &value);
		buf_addf(out, "%s%s", out->len > 0 ? "+" : "", value.len > 0 ? value.s : "x");
	}
}

/* The charts that have room, the newest at the right: this visit's last. */
static size_t
shown(const struct chart_page *p, int cols)
{
	size_t room = cols > ZONE_WIDTH + 2 ? (size_t)(cols - ZONE_WIDTH - 2) / CELL : 1;

	return room > p->chart->n_past + 1 ? p->chart->n_past + 1 : room;
}

/* Column `i` of n: the past ones from the oldest, then now. */
static const struct chart_rows *
rows_of(const struct chart_page *p, size_t i, size_t n)
{
	return i + 1 == n ? &p->chart->now : &p->chart->past[n - 2 - i].rows;
}

/* False: it was never treated. */
static bool
draw_zone(const struct chart_page *p, const struct chart_item *z, size_t n, struct canvas *c,
    struct area a, int y)
{
	AUTO_BUF struct buf before = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		add_depths(rows_of(p, i, n), z->code, &before);
	if (before.len == 0)
		return false;
	buf_cut(&before, 0);
	canvas_fit(c, a, y, 2, ZONE_WIDTH, STYLE_TEXT, z->label);
	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf now = BUF_INIT;

		add_depths(rows_of(p, i, n), z->code, &now);
		canvas_fit_right(c, a, y, ZONE_WIDTH + 2 + (int)i * CELL, CELL,
		    now.len == 0 ? STYLE_DIM : i > 0 && strcmp(now.s, before.s) != 0 ?
		    STYLE_STRONG : STYLE_TEXT, now.len > 0 ? now.s : "-");
		buf_cut(&before, 0);
		buf_adds(&before, now.s);
	}
	return true;
}

void
chart_hist_draw(const struct chart_page *p, struct canvas *c, struct area a)
{
	const struct chart_list *zones = &p->chart->t->parts[CHART_ZONES];
	size_t n = shown(p, a.cols), i;
	int y = TITLES;
	char day[24];

	for (i = 0; i < n; i++) {
		bool now = i + 1 == n;
		int x = ZONE_WIDTH + 2 + (int)i * CELL;

		if (now) {
			canvas_fit_right(c, a, 1, x, CELL, STYLE_DIM, "now");
			continue;
		}
		/* "12 Mar 2026": the year stands below */
		date_to_words(p->chart->past[n - 2 - i].date, false, day);
		canvas_fit_right(c, a, 1, x, CELL, STYLE_DIM, day + strlen(day) - 4);
		day[strlen(day) - 5] = '\0';
		canvas_fit_right(c, a, 0, x, CELL, STYLE_DIM, day);
	}
	for (i = 0; i < zones->n && y < a.rows - 3; i++) {
		if (draw_zone(p, &zones->items[i], n, c, a, y))
			y++;
	}
	if (p->chart->n_past == 0)
		canvas_text(c, a, y, 2, STYLE_DIM, "There is no earlier chart of this treatment.");
	for (i = 0; i < p->chart->n_past && y + 1 < a.rows; i++) {
		const struct chart_past *past = &p->chart->past[i];
		AUTO_BUF struct buf words = BUF_INIT;

		buf_addf(&words, "%s, %s", date_to_words(past->date, false, day), past->by);
		if (past->healed[0] != '\0') {
			buf_adds(&words, ": ");
			text_show(&words, past->healed, false);
		}
		canvas_fit(c, a, ++y, 2, a.cols - 3, STYLE_TEXT, words.s);
	}
}
