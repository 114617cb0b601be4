/*
 * monthly_after.c - what was written down of the treatments of a month, and what came after them:
 * charts, second looks, adverse events, follow-ups.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "report/monthly.h"

/* A count of the table of all that an event may come from; nothing where it is not known. */
static void
add_by(struct report_table *t, const char *by, const char *which)
{
	AUTO_BUF struct buf key = BUF_INIT;
	struct report_cell *row;

	if (*which == '\0')
		return;
	buf_addf(&key, "%s %s", by, which);
	row = report_row(t, key.s);
	report_cell_text(t, &row[0], by);
	report_cell_text(t, &row[1], which);
	row[2].q.num++;
}

static void
add_event(struct report_period *p, struct stmt *st)
{
	struct report_table *by = report_table(p, "adverse_events_by");
	struct report_table *grades = report_table(p, "adverse_events_by_grade");
	struct report_cell *row = report_row(grades, stmt_text(st, "grade"));
	char depth[16] = "";

	row[0].q.num = stmt_int(st, "grade");
	row[1].q.num++;
	row[2].q.num += stmt_int(st, "serious");
	if (!stmt_is_null(st, "depth"))
		snprintf(depth, sizeof(depth), "%.2f mm", stmt_real(st, "depth"));
	add_by(by, "lot", stmt_text(st, "lot"));
	add_by(by, "device", stmt_text(st, "device"));
	add_by(by, "depth", depth);
	add_by(by, "zone", stmt_text(st, "zone"));
}

static bool
events(struct report_period *p, int64_t done, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_rows_events", "first last now");
	int64_t began = 0, serious = 0, open = 0;
	struct report_table *t;

	while (stmt_next(st)) {
		open += stmt_int(st, "open") != 0 && stmt_int(st, "open_days") > 7;
		if (stmt_date(st, "onset") < p->first)
			continue;
		began++;
		serious += stmt_int(st, "serious");
		add_event(p, st);
	}
	report_set(p, "adverse_events", began);
	report_set(p, "adverse_events_serious", serious);
	report_set(p, "adverse_events_open_long", open);
	report_ratio(p, "adverse_events_percent", began, done);
	t = report_table(p, "adverse_events_by_grade");
	report_sort(t, "grade");
	t = report_table(p, "adverse_events_by");
	report_sort(t, "events");
	return stmt_end(st, e);
}

static bool
charts(struct report_period *p, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_rows_charts", "first last");
	int64_t expected = 0, complete = 0, waiting = 0, off_label = 0;

	while (stmt_next(st)) {
		expected++;
		complete += stmt_int(st, "complete");
		waiting += stmt_int(st, "signed") == 0;
		off_label += stmt_int(st, "is_off_label");
	}
	report_set(p, "charts_expected", expected);
	report_ratio(p, "charts_complete_percent", complete, expected);
	report_set(p, "charts_unsigned", waiting);
	report_set(p, "charts_off_label", off_label);
	return stmt_end(st, e);
}

static bool
looks(struct report_period *p, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_rows_looks", "first last from until");
	struct report_table *t = report_table(p, "second_looks_by_practitioner");
	int64_t all = 0, open = 0, agreed = 0;

	while (stmt_next(st)) {
		const char *outcome = stmt_text(st, "outcome");
		struct report_cell *row = report_row(t, stmt_text(st, "staff"));
		bool waits = strcmp(outcome, "open") == 0, agrees = strcmp(outcome, "agreed") == 0;

		report_cell_text(t, &row[0], stmt_text(st, "staff"));
		row[1].q.num++;
		row[2].q.num += !waits;
		row[3].q.num += agrees;
		row[4].q.num += waits;
		row[5].q = (struct quantity){ 100 * row[3].q.num, row[2].q.num };
		all++;
		open += waits;
		agreed += agrees;
	}
	report_set(p, "second_looks", all);
	report_set(p, "second_looks_done", all - open);
	report_set(p, "second_looks_agreed", agreed);
	report_set(p, "second_looks_open", open);
	report_ratio(p, "second_looks_agreed_percent", agreed, all - open);
	report_sort(t, "looks");
	return stmt_end(st, e);
}

bool
monthly_after(struct report_period *p, int64_t done, struct err *e)
{
	struct stmt *st;

	if (!charts(p, e) || !looks(p, e) || !events(p, done, e))
		return false;
	st = report_stmt(p, "monthly_follow_ups", "first last now");
	if (stmt_next(st)) {
		report_set(p, "follow_ups_due", stmt_int(st, "due"));
		report_ratio(p, "follow_ups_done_percent", stmt_int(st, "answered"),
		    stmt_int(st, "due"));
	}
	return stmt_end(st, e);
}
