/*
 * fixture.h - the practice files that are measured.
 *
 * Each is made once by the older of the builds and kept in the bench folder. Every build
 * works on a copy of its own, which it has opened once, so that it has the build's schema
 * before anything is timed.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_FIXTURE_H
#define CHAIRSIDE_TESTS_BENCH_FIXTURE_H

#include <sqlite3.h>

#include "tests/bench/bench.h"

void fixtures_begin(struct build *builds);
void fixtures_end(void);

/*
 * The build's copy of a practice file; borrowed.
 *	large	the demo of bench_clients() clients
 *	middle	of a fifth of them
 *	small	of 300
 *	news	the large one with five newsletter events a client, two reviews
 *	years	the middle one, its visits also 10, 20, 30 and 40 years earlier
 *	imported	what the large one exports, imported
 *	book	the large one with 12 people who treat, each in a room of their own, and 85 of
 *		100 times booked for 160 days from BENCH_NOW on; later a day of 600 visits and
 *		one of 20
 *	charted	the middle one, each visit done with a chart of four zones and a lot; a lot has
 *		about so many uses
 */
#define FIXTURE_USES 200
#define FIXTURE_USES_TEXT "200"
#define FIXTURE_LOT "BENCH0007"
#define FIXTURE_FULL_DAY "2027-06-14"
#define FIXTURE_QUIET_DAY "2027-06-15"
const char *fixture(const struct build *b, const char *name);
/* Of how many clients it was made. */
long fixture_clients(const char *name);
/* Another copy of it, for rounds that write to it; what they write stays. Borrowed. */
const char *fixture_own(const struct build *b, const char *name);
/* What the large one exports of a kind, as a CSV file. The caller frees the path. */
char *fixture_csv(const char *kind);
/* A new practice without records. */
void fixture_init(const struct build *b, const char *path);
/* One with the staff, services and clients of the large one, imported. */
void fixture_imported(const struct build *b, const char *path);
/* Imports what the large one exports of a kind, or a CSV file; a new demo practice: each
 * gives milliseconds of processor. */
double fixture_import(const struct build *b, const char *path, const char *kind);
double fixture_import_file(const struct build *b, const char *path, const char *kind,
    const char *csv);
double fixture_demo(const struct build *b, const char *path, long n);
/* Removes a practice with all that is beside it. */
void fixture_remove(const char *path);
/* The path of a file in the build's folder; the caller frees it. */
char *fixture_path(const struct build *b, const char *name);

/* Opens it with the settings that chairside opens it with. */
sqlite3 *fixture_raw(const char *path);
sqlite3_stmt *fixture_prepare(sqlite3 *raw, const char *sql);
void fixture_exec(sqlite3 *raw, const char *sql);
/* Moves what the log holds into the file. */
void fixture_checkpoint(const char *path);
/* Names of the journal's tables that have rows of each entry. */
#define FIXTURE_OF_ENTRY "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c" \
	" WHERE m.type = 'table' AND m.name GLOB 'journal*' AND m.name <> 'journal_head'" \
	" AND c.name = 'n'"
/* The first column of the first row. */
long long fixture_number(sqlite3 *raw, const char *sql);
long long fixture_count(const char *path, const char *sql);

#endif
