/*
 * month.h - the bare SQL of the monthly report, stepped with nothing between.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_MONTH_H
#define CHAIRSIDE_TESTS_BENCH_MONTH_H

#include <sqlite3.h>

struct month {
	const char *first, *last;	/* days */
	long long from, until;		/* the same as instants, UTC */
};

extern const struct month month_september, month_october;	/* of 2026 */

/* Steps the statements of a month's figures; rows read. */
long month_figures(sqlite3 *raw, const struct month *m);
/* Those of the sheets of its workbook. */
long month_sheets(sqlite3 *raw, const struct month *m);

#endif
