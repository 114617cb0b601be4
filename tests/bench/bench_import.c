/*
 * bench_import.c - an import from CSV against the bare engine writing its rows.
 *
 * chairside imports a file of made-up clients, journalled. Then the bare SQLite
 * interface writes the very rows that are there now (clients, where they came
 * from, sort keys, search, counts, journal, with all indexes) into another
 * practice file, in as many synchronous=FULL commits; what reading them takes is
 * measured apart and not counted. Prints both times, the longest time the lock
 * was held, the ratio and its goal, and the same as one line of JSON.
 *
 *	bench_import [CLIENTS]	default 100000
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "import/import.h"

#define GOAL 3.0

/* What a client's import writes: read with `from`, written with `to`. */
static const struct table {
	const char *from, *to;
} tables[] = {
	{ "SELECT * FROM client WHERE id > ?1 AND id <= ?2",
	  "INSERT INTO client VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)" },
	{ "SELECT * FROM import_row WHERE id > ?1 AND id <= ?2",
	  "INSERT INTO import_row VALUES(?,?,?,?,?,?,?)" },
	{ "SELECT * FROM client_key WHERE client > ?1 AND client <= ?2",
	  "INSERT INTO client_key VALUES(?,?,?,?)" },
	{ "SELECT * FROM client_stat WHERE client > ?1 AND client <= ?2",
	  "INSERT INTO client_stat VALUES(?,?,?,?,?,?,?)" },
	{ "SELECT rowid, * FROM client_search WHERE rowid > ?1 AND rowid <= ?2",
	  "INSERT INTO client_search(rowid, names, digits, other) VALUES(?,?,?,?)" },
	{ "SELECT * FROM journal_change WHERE n = ?3 ORDER BY i",
	  "INSERT INTO journal_change VALUES(?,?,?,?,?,?,?)" },
	{ "SELECT * FROM journal WHERE n = ?3",
	  "INSERT INTO journal VALUES(?,?,?,?,?,?,?,?,?)" },
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
need(bool ok, const struct err *e)
{
	if (!ok)
		bug("%s", e->text);
}

static void
write_file(const char *path, long clients)
{
	static const char *const given[] = { "Ann", "Jos\xc3\xa9", "Mei", "Zo\xc3\xab", "Liam" };
	static const char *const family[] = { "Smith", "M\xc3\xbcller", "O'Brien", "Lee" };
	FILE *f = fopen(path, "w");
	long i;

	if (f == NULL)
		bug("%s cannot be written", path);
	fprintf(f, "external_id,given,family,born,phone,email,address,city,region,"
	    "postcode,country,tags,notes\r\n");
	for (i = 0; i < clients; i++)
		fprintf(f, "C%06ld,%s,%s%ld,19%02ld-%02ld-%02ld,+1 416 555 %04ld,"
		    "c%ld@example.org,%ld Main Street,Toronto,ON,M5V %ldA%ld,Canada,%s,"
		    "%s\r\n", i, given[i % 5], family[i % 4], i % 977, i % 90 + 10,
		    i % 12 + 1, i % 28 + 1, i % 10000, i, i, i % 9, i % 7,
		    i % 10 == 0 ? "vip" : "", i % 5 == 0 ? "\"Mornings, please\"" : "");
	if (fclose(f) != 0)
		bug("%s cannot be written", path);
}

static double longest, newest;

/* Called between batches: the lock is free. */
static void
on_progress(UNUSED int permille, UNUSED void *arg)
{
	double t = now();

	if (t - newest > longest)
		longest = t - newest;
	newest = t;
}

static double
ours(const char *path, const char *csv, struct import_result *r)
{
	struct import_options o = { .kind = "clients", .path = csv,
	    .progress = on_progress };
	struct err e = { 0 };
	struct practice *p = practice_open(path, "bench", &e);
	double from;

	need(p != NULL, &e);
	from = newest = now();
	need(practice_import(p, &o, r, &e), &e);
	from = now() - from;
	practice_close(p);
	return from;
}

/* --- the bare engine -------------------------------------------------------------- */

static sqlite3 *
bare_open(const char *path)
{
	sqlite3 *raw;

	if (sqlite3_open(path, &raw) != SQLITE_OK ||
	    sqlite3_exec(raw, "PRAGMA synchronous = FULL; PRAGMA cache_size = -8000;"
	    "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON", NULL, NULL,
	    NULL) != SQLITE_OK)
		bug("%s", sqlite3_errmsg(raw));
	return raw;
}

static sqlite3_stmt *
prepare(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(raw, sql, -1, &st, NULL) != SQLITE_OK)
		bug("%s: %s", sql, sqlite3_errmsg(raw));
	return st;
}

/* Reads one batch's rows of a table and, with `to`, writes them. */
static void
copy(sqlite3_stmt *from, sqlite3_stmt *to, int64_t after, int64_t last, int64_t entry)
{
	int i, n = sqlite3_column_count(from);

	if (sqlite3_bind_parameter_count(from) == 2) {
		sqlite3_bind_int64(from, 1, after);
		sqlite3_bind_int64(from, 2, last);
	} else {
		sqlite3_bind_int64(from, 3, entry);
	}
	while (sqlite3_step(from) == SQLITE_ROW) {
		for (i = 0; i < n; i++) {
			if (to != NULL)
				sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
			else if (sqlite3_column_bytes(from, i) < 0)
				bug("a value without length");
		}
		if (to != NULL && sqlite3_step(to) != SQLITE_DONE)
			bug("%s", sqlite3_errmsg(sqlite3_db_handle(to)));
		sqlite3_reset(to);
	}
	sqlite3_reset(from);
}

/* All batches; `to` NULL only reads. */
static double
bare(sqlite3 *from, sqlite3 *to, const struct import_result *r)
{
	sqlite3_stmt *in[ARRAY_LEN(tables)], *out[ARRAY_LEN(tables)] = { NULL };
	int64_t entries = r->last_entry - r->first_entry + 1, entry;
	double start;
	size_t i;

	for (i = 0; i < ARRAY_LEN(tables); i++) {
		in[i] = prepare(from, tables[i].from);
		out[i] = to != NULL ? prepare(to, tables[i].to) : NULL;
	}
	start = now();
	for (entry = 0; entry < entries; entry++) {
		if (to != NULL)
			sqlite3_exec(to, "BEGIN IMMEDIATE", NULL, NULL, NULL);
		for (i = 0; i < ARRAY_LEN(tables); i++)
			copy(in[i], out[i], r->rows * entry / entries,
			    r->rows * (entry + 1) / entries, r->first_entry + entry);
		if (to != NULL && sqlite3_exec(to, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
			bug("%s", sqlite3_errmsg(to));
	}
	start = now() - start;
	for (i = 0; i < ARRAY_LEN(tables); i++) {
		sqlite3_finalize(in[i]);
		sqlite3_finalize(out[i]);
	}
	return start;
}

static double
bare_write(const char *from, const char *to, const struct import_result *r)
{
	sqlite3 *a = bare_open(from), *b = bare_open(to);
	double reading = bare(a, NULL, r), all = bare(a, b, r);

	sqlite3_close(a);
	sqlite3_close(b);
	return all - reading;
}

int
main(int argc, char **argv)
{
	static const char *const files[] = { "a.db", "a.db.key", "a.db.lock", "a.db-wal",
	    "a.db-shm", "b.db", "b.db.key", "b.db.lock", "b.db-wal", "b.db-shm", "c.csv" };
	struct practice_init init = { .name = "Bench", .timezone = "UTC", .login = "bench" };
	long clients = argc > 1 ? strtol(argv[1], NULL, 10) : 100000;
	char folder[] = "/tmp/chairside-bench.XXXXXX";
	struct import_result r;
	struct err e = { 0 };
	double import, plain;
	size_t i;

	if (clients < 1000 || mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	need(practice_make("a.db", &init, &e) && practice_make("b.db", &init, &e), &e);
	write_file("c.csv", clients);
	import = ours("a.db", "c.csv", &r);
	plain = bare_write("a.db", "b.db", &r);
	printf("%-28s %10s %10s %8s\n%-28s %10.0f %10.0f %8.2f  (goal %.1f)  "
	    "%.0f batches, longest %.0f ms\n", "", "ours ms", "bare ms", "ratio",
	    "import clients from CSV", import * 1e3, plain * 1e3, import / plain, GOAL,
	    (double)(r.last_entry - r.first_entry + 1), longest * 1e3);
	printf("{\"bench\":\"import clients from CSV\",\"ours_ms\":%.1f,\"bare_ms\":%.1f,"
	    "\"ratio\":%.3f,\"goal\":%.1f,\"longest_batch_ms\":%.1f}\n", import * 1e3,
	    plain * 1e3, import / plain, GOAL, longest * 1e3);
	for (i = 0; i < ARRAY_LEN(files); i++)
		unlink(files[i]);
	if (chdir("/") == 0)
		rmdir(folder);
	return import / plain <= GOAL ? 0 : 1;
}
