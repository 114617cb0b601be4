/*
 * month.h - the bare SQL of the monthly report, stepped with nothing between.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_MONTH_H
#define CHAIRSIDE_TESTS_BENCH_MONTH_H

#include <sqlite3.h>

#include "tests/bench/bench.h"

struct month {
	const char *first, *last;	/* days */
	long long from, until;		/* the same as instants, UTC */
};

extern const struct month month_september, month_october;	/* of 2026 */

/* Rows that were read of what the report counts one by one. */
struct month_rows {
	long sessions, lines, clients;
};

/* Steps the statements of a month's figures. */
struct month_rows month_figures(sqlite3 *raw, const struct month *m);
/* Those of the sheets of its workbook. */
void month_sheets(sqlite3 *raw, const struct month *m);
/* bug() where the report of that program on that file, for October, has other numbers. */
void month_agrees(const struct build *b, const char *path, const struct month_rows *rows);

#endif
