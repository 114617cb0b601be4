/*
 * kept.h - the months a login has computed (kept.c), for the engine; nobody else includes
 * it.
 */
#ifndef CHAIRSIDE_REPORT_KEPT_H
#define CHAIRSIDE_REPORT_KEPT_H

#include "report/report.h"

/* The month of `p` if it is kept and still true, else NULL. */
struct report_period *kept_find(struct report_kept *k, const struct report_period *p);
/* A copy of `p`, to be computed: it has an arena, and the month after it where that is
 * kept. It is kept from then on, unless kept_drop() takes it out again. */
struct report_period *kept_add(struct report_kept *k, const struct report_period *p);
void kept_drop(struct report_kept *k, const struct report_period *p);
/* The month is computed: what only that needed goes, and so do older months where there
 * are too many. */
void kept_done(struct report_kept *k, struct report_period *p);

#endif
