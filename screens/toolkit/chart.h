/*
 * chart.h - bars and columns of figures, in cells.
 *
 * A bar is as long as its figure beside the greatest, to a cell, a column as high, to
 * half a cell; between neighbours there is a gap; a figure above 0 never vanishes, one
 * of 0 or less has no bar. Marks are those of canvas.h, so a chart reads the same in
 * ASCII and without colour; the figure itself always stands beside its bar as text.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_CHART_H
#define CHAIRSIDE_SCREENS_TOOLKIT_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "screens/toolkit/canvas.h"

#define CHART_NONE INT64_MIN	/* there is no figure: ░ stands for it */

struct chart_bar {
	const char *label;
	const char *text;	/* the figure as it is shown */
	int64_t value;
};

/* Steps out of `steps` for a value beside the greatest: rounded half up, at least 1
 * for a value above 0, 0 for one of 0 or less. */
int chart_steps(int64_t value, int64_t greatest, int steps);

/* Label, figure, bar; one row each, from row y of the area on. Where the rows do not
 * suffice the last says how many more there are. Returns the rows painted. */
int chart_bars(struct canvas *c, struct area a, int y, const struct chart_bar *bars,
    size_t n);

/* A column for each figure, `rows` high and `width` wide (from 2 on its last cell is a
 * gap), from (y, x) on; beneath each its label, cut to the column; NULL: no
 * labels. Figures that do not fit are left out at the left: the newest stay. Returns
 * the rows painted. */
int chart_columns(struct canvas *c, struct area a, int y, int x, int rows, int width,
    const int64_t *values, const char *const *labels, size_t n);

#endif
