/*
 * month.c - the bare SQL of the monthly report.
 */
#include "tests/bench/month.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/named.h"
#include "tests/bench/run.h"

#define NOW_MINUTES 29924045	/* BENCH_NOW since 1970 */

const struct month month_september = { "2026-09-01", "2026-09-30", 1788220800, 1790812800 };
const struct month month_october = { "2026-10-01", "2026-10-31", 1790812800, 1793491200 };

static void
bind_month(sqlite3_stmt *st, const struct month *m)
{
	named_text(st, ":first", m->first);
	named_text(st, ":last", m->last);
	named_int(st, ":from", m->from);
	named_int(st, ":until", m->until);
	named_int(st, ":now", NOW_MINUTES);
}

static long
rows_of(sqlite3 *raw, const char *name, const struct month *m)
{
	sqlite3_stmt *st = named(raw, "monthly", name);
	long rows;

	bind_month(st, m);
	rows = named_step(st);
	sqlite3_finalize(st);
	return rows;
}

/* Each client seen in the month is looked up once. */
static long
clients_seen(sqlite3 *raw, const struct month *m)
{
	sqlite3_stmt *seen = fixture_prepare(raw, "SELECT client, max(date) FROM ("
	    "SELECT client, date FROM session WHERE status = 'done'"
	    " AND date BETWEEN ?1 AND ?2 UNION ALL "
	    "SELECT r.client, r.date FROM receipt r CROSS JOIN receipt_line l"
	    " ON l.receipt = r.id WHERE r.state = 'closed' AND r.date BETWEEN ?1 AND ?2)"
	    " WHERE client IS NOT NULL GROUP BY client");
	sqlite3_stmt *st = named(raw, "monthly", "monthly_client");
	long rows = 0;

	sqlite3_bind_text(seen, 1, m->first, -1, SQLITE_STATIC);
	sqlite3_bind_text(seen, 2, m->last, -1, SQLITE_STATIC);
	bind_month(st, m);
	while (sqlite3_step(seen) == SQLITE_ROW) {
		named_int(st, ":client", sqlite3_column_int64(seen, 0));
		named_text(st, ":visit", (const char *)sqlite3_column_text(seen, 1));
		rows += sqlite3_step(st) == SQLITE_ROW;
		sqlite3_reset(st);
	}
	sqlite3_finalize(seen);
	sqlite3_finalize(st);
	return rows;
}

struct month_rows
month_figures(sqlite3 *raw, const struct month *m)
{
	static const char *const names[] = { "monthly_payments", "monthly_series", "monthly_screenings",
	    "monthly_by_rule", "monthly_rows_overrides", "monthly_reviews", "monthly_newsletter", "monthly_consents",
	    "monthly_opt_out" };
	struct month_rows rows = { .sessions = rows_of(raw, "monthly_sessions", m),
	    .lines = rows_of(raw, "monthly_lines", m), .clients = clients_seen(raw, m) };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		rows_of(raw, names[i], m);
	return rows;
}

void
month_sheets(sqlite3 *raw, const struct month *m)
{
	static const char *const names[] = { "monthly_rows_sessions", "monthly_rows_hours",
	    "monthly_rows_sales", "monthly_rows_payments", "monthly_rows_clients",
	    "monthly_rows_screening", "monthly_rows_reviews", "monthly_rows_newsletter" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		rows_of(raw, names[i], m);
}

void
month_agrees(const struct build *b, const char *path, const struct month_rows *rows)
{
	AUTO_FREE char *out = fixture_path(b, "month.csv");
	const char *const argv[] = { b->program, "--db", path, "report", "monthly", "--month",
	    "2026-10", "--format", "csv", "-o", out, NULL };
	const struct {
		const char *figure;
		long n;
	} want[] = {
		{ "figures,,sessions_total,", rows->sessions },
		{ "figures,,sales_lines,", rows->lines },
		{ "figures,,clients_seen,", rows->clients },
	};
	char line[200];
	size_t found = 0, i;
	FILE *f;

	remove(out);
	run_good(argv, NULL);
	f = fopen(out, "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		for (i = 0; i < ARRAY_LEN(want); i++)
			found += strncmp(line, want[i].figure, strlen(want[i].figure)) == 0 &&
			    strtol(line + strlen(want[i].figure), NULL, 10) == want[i].n;
	}
	if (f == NULL || found != ARRAY_LEN(want))
		bug("the bare month has read other rows than the report");
	fclose(f);
}
