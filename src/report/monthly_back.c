/*
 * monthly_back.c - who came back in a month: series.
 */
#include "report/monthly.h"

bool
monthly_series(struct report_period *p, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_series", "first last");

	if (stmt_next(st)) {
		report_set(p, "series_started", stmt_int(st, "started"));
		report_set(p, "series_completed", stmt_int(st, "completed"));
		report_ratio(p, "series_on_interval_percent", stmt_int(st, "on_interval"),
		    stmt_int(st, "later"));
	}
	return stmt_end(st, e);
}
