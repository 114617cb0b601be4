/*
 * chart.h - bars and columns of figures, in cells.
 *
 * Bars are scaled to the greatest figure in whole cells, columns in half cells, with a
 * gap between neighbours. A figure above 0 always shows, one of 0 or less has no bar.
 * The marks are those of canvas.h, so a chart reads the same in ASCII and without
 * colour. A bar always has its figure beside it as text.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_CHART_H
#define CHAIRSIDE_SCREENS_TOOLKIT_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "screens/toolkit/canvas.h"

#define CHART_NONE INT64_MIN	/* no figure: shown as ░ */

struct chart_bar {
	const char *label;
	const char *text;	/* the figure as it is shown */
	int64_t value;
};

/* The value scaled to `steps` for the greatest: rounded half up, at least 1 for a value
 * above 0, 0 for one of 0 or less. */
int chart_steps(int64_t value, int64_t greatest, int steps);

/* Draws label, figure and bar, a row each, from row y of the area. If the rows are too
 * few, the last says how many more there are. Returns the rows painted. */
int chart_bars(struct canvas *c, struct area a, int y, const struct chart_bar *bars,
    size_t n);

/* Draws a column for each figure from (y, x), `rows` high and `width` wide (if 2 or
 * more, the last cell is a gap), with its label beneath, cut to the column (`labels`
 * NULL: none). What does not fit is left out on the left, so the newest stay. Returns
 * the rows painted. */
int chart_columns(struct canvas *c, struct area a, int y, int x, int rows, int width,
    const int64_t *values, const char *const *labels, size_t n);

#endif
