/*
 * chart.h - the chart of a visit: what was done where, how deep and with what.
 */
#ifndef CHAIRSIDE_SCREENS_CHART_CHART_H
#define CHAIRSIDE_SCREENS_CHART_CHART_H

#include "screens/desk.h"

/* Opens it; a message where the visit has none. */
void chart_push(struct desk *d, int64_t session);
/* Is it being treated, and has it a chart? Then Enter opens that. */
bool chart_offered(struct desk *d, int64_t session);

#endif
