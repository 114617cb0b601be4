/*
 * chart.c - bars and columns of figures, in cells.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/chart.h"

#define GAP 2	/* between label, figure and bar */

int
chart_steps(int64_t value, int64_t greatest, int steps)
{
	double part;
	int n;

	if (value <= 0 || greatest <= 0 || steps <= 0)
		return 0;
	if (value >= greatest)
		return steps;
	part = (double)value / (double)greatest * steps;
	n = (int)(part + 0.5);
	return n < 1 ? 1 : n > steps ? steps : n;
}

static int
less(int a, int b)
{
	return a < b ? a : b;
}

static int
widest(const struct chart_bar *bars, size_t n, bool label)
{
	int most = 0, width;
	size_t i;

	for (i = 0; i < n; i++) {
		width = text_width(label ? bars[i].label : bars[i].text);
		if (width > most)
			most = width;
	}
	return most;
}

/* Half a row high, so that bars below each other stay apart. */
static void
bar(struct canvas *c, struct area a, int y, int x, int cells)
{
	int i;

	for (i = 0; i < cells; i++)
		canvas_mark(c, a, y, x + i, STYLE_BAR, MARK_BAR);
}

int
chart_bars(struct canvas *c, struct area a, int y, const struct chart_bar *bars,
    size_t n)
{
	int room = a.rows - y, label = less(widest(bars, n, true), a.cols / 2);
	int text = less(widest(bars, n, false), a.cols - label - GAP);
	int x = label + GAP + text + GAP;
	int64_t greatest = 0;
	size_t i, shown;

	if (room <= 0 || y < 0)
		return 0;
	shown = n <= (size_t)room ? n : (size_t)room - 1;
	for (i = 0; i < n; i++)
		if (bars[i].value > greatest)
			greatest = bars[i].value;
	for (i = 0; i < shown; i++) {
		int row = y + (int)i;

		canvas_fit(c, a, row, 0, label, STYLE_TEXT, bars[i].label);
		canvas_fit_right(c, a, row, label + GAP, text, STYLE_TEXT,
		    bars[i].text);
		if (bars[i].value == CHART_NONE && x < a.cols)
			canvas_mark(c, a, row, x, STYLE_DIM, MARK_SHADE);
		bar(c, a, row, x, chart_steps(bars[i].value, greatest, a.cols - x));
	}
	if (shown < n)
		canvas_textf(c, a, y + (int)shown, 0, STYLE_DIM, "and %zu more",
		    n - shown);
	return (int)shown + (shown < n);
}

/* Draws one column; heights count half rows. */
static void
column(struct canvas *c, struct area a, int y, int x, int rows, int width, int halves)
{
	int row, i;

	for (row = 0; row < rows && halves > 0; row++, halves -= 2)
		for (i = 0; i < width; i++)
			canvas_mark(c, a, y + rows - 1 - row, x + i, STYLE_BAR,
			    halves > 1 ? MARK_BLOCK : MARK_LOWER);
}

int
chart_columns(struct canvas *c, struct area a, int y, int x, int rows, int width,
    const int64_t *values, const char *const *labels, size_t n)
{
	size_t room = width > 0 && a.cols > x ? (size_t)((a.cols - x) / width) : 0;
	size_t i, first = n > room ? n - room : 0;
	int solid = width > 1 ? width - 1 : width;
	int64_t greatest = 0;

	if (room == 0 || rows <= 0)
		return 0;
	for (i = first; i < n; i++)
		if (values[i] > greatest)
			greatest = values[i];
	for (i = first; i < n; i++, x += width) {
		column(c, a, y, x, rows, solid,
		    chart_steps(values[i], greatest, 2 * rows));
		if (values[i] == CHART_NONE)
			canvas_mark(c, a, y + rows - 1, x, STYLE_DIM, MARK_SHADE);
		if (labels != NULL)
			canvas_fit(c, a, y + rows, x, solid, STYLE_DIM, labels[i]);
	}
	return rows + (labels != NULL);
}
