/*
 * named.h - the statements of db/queries, stepped with nothing between.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_NAMED_H
#define CHAIRSIDE_TESTS_BENCH_NAMED_H

#include <sqlite3.h>

/* The statement of that name in a file of db/queries, such as "slots". */
sqlite3_stmt *named(sqlite3 *raw, const char *file, const char *name);
/* Where it has that parameter. */
void named_text(sqlite3_stmt *st, const char *parameter, const char *text);
void named_int(sqlite3_stmt *st, const char *parameter, long long n);
/* Steps it to its end, reading every column, and resets it; how many rows. */
long named_step(sqlite3_stmt *st);

#endif
