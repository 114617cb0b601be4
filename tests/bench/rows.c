/*
 * rows.c - many rows at once, imported or invented, beside the bare engine writing the very
 * rows that are there afterwards. What it takes to read them is measured apart and not
 * counted.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/run.h"

/* A table's rows are read with `from` and written with `to`. */
struct table {
	sqlite3_stmt *from, *to;
};

/* From and to which file, and how. */
struct copy {
	const char *from, *to;
	long clients;
	bool writes;		/* false: it only reads */
};

static void
copy_rows(struct table *t)
{
	int i, n = sqlite3_column_count(t->from);

	while (sqlite3_step(t->from) == SQLITE_ROW) {
		for (i = 0; i < n; i++) {
			if (t->to != NULL)
				sqlite3_bind_value(t->to, i + 1,
				    sqlite3_column_value(t->from, i));
			else if (sqlite3_column_bytes(t->from, i) < 0)
				bug("a value without length");
		}
		if (t->to != NULL && sqlite3_step(t->to) != SQLITE_DONE)
			bug("%s", sqlite3_errmsg(sqlite3_db_handle(t->to)));
		sqlite3_reset(t->to);
	}
	sqlite3_reset(t->from);
}

/* `columns` of a table, the rows of `where`. */
static struct table
table_of(sqlite3 *from, sqlite3 *to, const char *name, const char *columns,
    const char *where)
{
	AUTO_FREE char *select = xasprintf("SELECT %s FROM %s %s", columns, name, where);
	struct table t = { .from = fixture_prepare(from, select) };
	char marks[256] = "?";
	int i;

	for (i = 1; i < sqlite3_column_count(t.from); i++)
		memcpy(marks + 2 * i - 1, ",?", 3);
	if (to != NULL) {
		AUTO_FREE char *insert = xasprintf("INSERT INTO %s%s%s%s VALUES(%s)", name,
		    *columns == '*' ? "" : "(", *columns == '*' ? "" : columns,
		    *columns == '*' ? "" : ")", marks);

		t.to = fixture_prepare(to, insert);
	}
	return t;
}

static void
table_end(struct table *t)
{
	sqlite3_finalize(t->from);
	sqlite3_finalize(t->to);
}

/* The first column of a SELECT's rows; returns how many. */
static size_t
names_of(sqlite3 *raw, const char *sql, char *names[], size_t most)
{
	sqlite3_stmt *st = fixture_prepare(raw, sql);
	size_t n = 0;

	while (sqlite3_step(st) == SQLITE_ROW) {
		if (n == most)
			bug("too many tables");
		names[n++] = xstrdup((const char *)sqlite3_column_text(st, 0));
	}
	sqlite3_finalize(st);
	return n;
}

/* Processor of the copying alone. */
static double
copying(void (*fn)(void *), struct copy *c)
{
	double reading;

	c->writes = false;
	reading = run_forked(fn, c).cpu_ms;
	c->writes = true;
	return run_forked(fn, c).cpu_ms - reading;
}

/* The same number of rows of that table is in both. */
static void
same_rows(const struct copy *c, const char *table)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM %s", table);
	long long a = fixture_count(c->from, sql), b = fixture_count(c->to, sql);

	if (a != b)
		bug("%s has %lld rows of %s, %s %lld", c->from, a, table, c->to, b);
}

/* --- an import of clients ---------------------------------------------------------------- */

static void
write_clients(const char *path, long n)
{
	static const char *const given[] = { "Ann", "Jos\xc3\xa9", "Mei", "Zo\xc3\xab", "Liam" };
	static const char *const family[] = { "Smith", "M\xc3\xbcller", "O'Brien", "Lee" };
	FILE *f = fopen(path, "w");
	long i;

	if (f == NULL)
		bug("%s cannot be written", path);
	fprintf(f, "external_id,given,family,born,phone,email,address,city,region,"
	    "postcode,country,tags,notes\r\n");
	for (i = 0; i < n; i++)
		fprintf(f, "C%06ld,%s,%s%ld,19%02ld-%02ld-%02ld,+1 416 555 %04ld,"
		    "c%ld@example.org,%ld Main Street,Toronto,ON,M5V %ldA%ld,Canada,%s,"
		    "%s\r\n", i, given[i % 5], family[i % 4], i % 977, i % 90 + 10,
		    i % 12 + 1, i % 28 + 1, i % 10000, i, i, i % 9, i % 7,
		    i % 10 == 0 ? "vip" : "", i % 5 == 0 ? "\"Mornings, please\"" : "");
	if (fclose(f) != 0)
		bug("%s cannot be written", path);
}

SIDE(import_ours)
{
	AUTO_FREE char *path = fixture_path(b, "import.db");
	AUTO_FREE char *csv = fixture_path(b, "import.csv");

	(void)s;
	write_clients(csv, bench_clients());
	fixture_init(b, path);
	figures[0] = fixture_import_file(b, path, "clients", csv);
	return true;
}

/* Tables with a part of the clients in each batch. */
static const struct {
	const char *name, *columns, *where;
} parts[] = {
	{ "client", "*", "WHERE id > ?1 AND id <= ?2" },
	{ "import_row", "*", "WHERE id > ?1 AND id <= ?2" },
	{ "client_key", "*", "WHERE client > ?1 AND client <= ?2" },
	{ "client_stat", "*", "WHERE client > ?1 AND client <= ?2" },
	{ "client_search", "rowid, names, digits, other", "WHERE rowid > ?1 AND rowid <= ?2" },
};

#define JOURNAL_MAX 8

static void
bare_import(void *arg)
{
	const struct copy *c = arg;
	sqlite3 *from = fixture_raw(c->from);
	sqlite3 *to = c->writes ? fixture_raw(c->to) : NULL;
	struct table tables[ARRAY_LEN(parts)], journal[JOURNAL_MAX];
	char *names[JOURNAL_MAX];
	size_t n = names_of(from, FIXTURE_OF_ENTRY, names, JOURNAL_MAX), i;
	int64_t last = fixture_number(from, "SELECT max(n) FROM journal_change");
	int64_t first = fixture_number(from, "SELECT min(version) FROM client"), entry;

	for (i = 0; i < ARRAY_LEN(parts); i++)
		tables[i] = table_of(from, to, parts[i].name, parts[i].columns,
		    parts[i].where);
	for (i = 0; i < n; i++)
		journal[i] = table_of(from, to, names[i], "*", "WHERE n = ?1");
	for (entry = first; entry <= last; entry++) {
		if (to != NULL)
			fixture_exec(to, "BEGIN IMMEDIATE");
		for (i = 0; i < ARRAY_LEN(parts); i++) {
			sqlite3_bind_int64(tables[i].from, 1,
			    c->clients * (entry - first) / (last - first + 1));
			sqlite3_bind_int64(tables[i].from, 2,
			    c->clients * (entry - first + 1) / (last - first + 1));
			copy_rows(&tables[i]);
		}
		for (i = 0; i < n; i++) {
			sqlite3_bind_int64(journal[i].from, 1, entry);
			copy_rows(&journal[i]);
		}
		if (to != NULL)
			fixture_exec(to, "COMMIT");
	}
	for (i = 0; i < ARRAY_LEN(parts); i++)
		table_end(&tables[i]);
	for (i = 0; i < n; i++)
		table_end(&journal[i]);
	sqlite3_close(from);
	sqlite3_close(to);
}

SIDE(import_bare)
{
	AUTO_FREE char *from = fixture_path(bench_build(THIS), "import.db");
	AUTO_FREE char *to = fixture_path(b, "import.db");
	struct copy c = { .from = from, .to = to, .clients = bench_clients() };
	size_t i;

	(void)s;
	fixture_init(b, to);
	figures[0] = copying(bare_import, &c);
	for (i = 0; i < ARRAY_LEN(parts); i++)
		same_rows(&c, parts[i].name);
	same_rows(&c, "journal_change");
	return true;
}

/* --- an import of sessions ----------------------------------------------------------------- */

/* In kB. */
static double
size_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		bug("there is no %s", path);
	return (double)st.st_size / 1024;
}

SIDE(sessions_ours)
{
	AUTO_FREE char *path = fixture_path(b, "sessions.db");
	double before;

	(void)s;
	fixture_imported(b, path);
	fixture_checkpoint(path);
	before = size_of(path);
	figures[1] = fixture_import(b, path, "sessions");
	fixture_checkpoint(path);
	figures[0] = size_of(path) - before;
	if (fixture_count(path, "SELECT count(*) FROM session") !=
	    fixture_count(fixture(b, "large"), "SELECT count(*) FROM session"))
		bug("not every session was imported");
	fixture_remove(path);
	return true;
}

SIDE(sessions_csv)
{
	AUTO_FREE char *csv = fixture_csv("sessions");

	(void)s;
	(void)b;
	figures[0] = size_of(csv);
	return true;
}

/* --- the demo ------------------------------------------------------------------------------ */

SIDE(demo_ours)
{
	AUTO_FREE char *path = fixture_path(b, "demo.db");

	(void)s;
	fixture_remove(path);
	figures[0] = fixture_demo(b, path, fixture_clients("middle"));
	return true;
}

#define TABLES_MAX 64
/* Tables that hold rows of their own: not those inside the search. */
#define OWN "SELECT %s FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'" \
	" AND name NOT GLOB 'client_search*'"

static void
run_all(sqlite3 *raw, char *sql[], size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		fixture_exec(raw, sql[i]);
}

static void
bare_demo(void *arg)
{
	const struct copy *c = arg;
	sqlite3 *from = fixture_raw(c->from), *to = NULL;
	char *names[TABLES_MAX], *made[TABLES_MAX], *indexes[2 * TABLES_MAX];
	AUTO_FREE char *own_names = xasprintf(OWN, "name");
	AUTO_FREE char *own_made = xasprintf(OWN " UNION ALL SELECT sql FROM sqlite_schema"
	    " WHERE name = 'client_search'", "sql");
	size_t n = names_of(from, own_names, names, TABLES_MAX), i;
	size_t n_made = names_of(from, own_made, made, TABLES_MAX);
	size_t n_indexes = names_of(from, "SELECT sql FROM sqlite_schema WHERE type = 'index'"
	    " AND sql IS NOT NULL", indexes, 2 * TABLES_MAX);
	struct table t;

	if (c->writes) {
		to = fixture_raw(c->to);
		fixture_exec(to, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
		    "PRAGMA cache_size = -200000; PRAGMA foreign_keys = OFF; BEGIN");
		run_all(to, made, n_made);
	}
	for (i = 0; i < n; i++) {
		t = table_of(from, to, names[i], "*", "");
		copy_rows(&t);
		table_end(&t);
	}
	t = table_of(from, to, "client_search", "rowid, names, digits, other", "");
	copy_rows(&t);
	table_end(&t);
	if (to != NULL) {
		run_all(to, indexes, n_indexes);
		fixture_exec(to, "COMMIT");
	}
	sqlite3_close(from);
	sqlite3_close(to);
}

SIDE(demo_bare)
{
	AUTO_FREE char *from = fixture_path(bench_build(THIS), "demo.db");
	AUTO_FREE char *to = fixture_path(b, "demo.db");
	struct copy c = { .from = from, .to = to };

	(void)s;
	fixture_remove(to);
	figures[0] = copying(bare_demo, &c);
	same_rows(&c, "client");
	same_rows(&c, "session");
	same_rows(&c, "receipt_line");
	same_rows(&c, "client_search");
	return true;
}
