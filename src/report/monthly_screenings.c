/*
 * monthly_screenings.c - the screenings of a month: verdicts, the rules that decided, overrides.
 */
#include <string.h>

#include "report/monthly.h"

/* Which rule decided, and what it said. */
static bool
count_by_rule(struct report_period *p, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_by_rule", "first last");
	struct report_table *t = report_table(p, "screenings_by_rule");

	while (stmt_next(st)) {
		AUTO_FREE char *key = xasprintf("%s %s", stmt_text(st, "rule"),
		    stmt_text(st, "verdict"));
		struct report_cell *row = report_row(t, key);

		report_cell_text(t, &row[0], stmt_text(st, "rule"));
		report_cell_text(t, &row[1], stmt_text(st, "verdict"));
		monthly_add(t, row, "screenings", stmt_int(st, "n"));
	}
	report_sort(t, "screenings");
	return stmt_end(st, e);
}

static bool
list_overrides(struct report_period *p, struct err *e)
{
	static const char *const columns[] = { "date", "client_name", "verdict", "rule", "by",
	    "reason" };
	struct stmt *st = report_stmt(p, "monthly_rows_overrides", "first last");
	struct report_table *t = report_table(p, "screening_overrides");
	size_t i, n;

	for (n = 0; stmt_next(st); n++) {
		AUTO_FREE char *key = xasprintf("%zu", n);
		struct report_cell *row = report_row(t, key);

		for (i = 0; i < ARRAY_LEN(columns); i++)
			report_cell_text(t, &row[i], stmt_text(st, columns[i]));
	}
	report_set(p, "rules_overridden", (int64_t)n);
	return stmt_end(st, e);
}

bool
monthly_screenings(struct report_period *p, struct err *e)
{
	static const struct { const char *verdict, *figure; } ones[] = {
		{ "block", "screenings_blocked" }, { "defer", "screenings_deferred" },
		{ "refer", "screenings_referred" },
	};
	struct stmt *st = report_stmt(p, "monthly_screenings", "first last");
	struct report_table *t = report_table(p, "screenings_by_verdict");
	int64_t done = 0, overridden = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(ones); i++)
		report_set(p, ones[i].figure, 0);
	while (stmt_next(st)) {
		const char *verdict = stmt_text(st, "verdict");
		struct report_cell *row = report_row(t, verdict);

		report_cell_text(t, &row[0], verdict);
		monthly_add(t, row, "screenings", stmt_int(st, "n"));
		monthly_add(t, row, "overridden", stmt_int(st, "overridden"));
		done += stmt_int(st, "n");
		overridden += stmt_int(st, "overridden");
		for (i = 0; i < ARRAY_LEN(ones); i++)
			if (strcmp(verdict, ones[i].verdict) == 0)
				report_set(p, ones[i].figure, stmt_int(st, "n"));
	}
	if (!stmt_end(st, e))
		return false;
	report_sort(t, "screenings");
	report_set(p, "screenings_done", done);
	report_set(p, "screenings_overridden", overridden);
	return count_by_rule(p, e) && list_overrides(p, e);
}
