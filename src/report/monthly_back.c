/*
 * monthly_back.c - who came back in a month, and who was due: series, due back, overdue.
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

bool
monthly_due(struct report_period *p, struct err *e)
{
	static const char *const figures[] = { "due_back", "series_lapsed", "overdue",
	    "overdue_30", "overdue_60", "overdue_90", "overdue_over_90" };
	struct stmt *st = report_stmt(p, "monthly_due", "first last now");
	bool now = stmt_next(st);	/* none of a month to come */
	size_t i;

	for (i = 0; i < ARRAY_LEN(figures); i++)
		report_set(p, figures[i], now ? stmt_int(st, figures[i]) : 0);
	return stmt_end(st, e);
}
