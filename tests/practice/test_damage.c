/*
 * test_damage.c - a file whose values cannot be.
 *
 * Proves that a value no program of ours has written, in any column of any table, is a
 * sentence or a finding at every question that can be asked of a practice, and never
 * the end of the program. The file's structure is what it should be: values are put in
 * while the schema is loose, which is then put back.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/damage.h"
#include "tests/support/dbfile.h"

/* SQL expressions. */
static const char *const absurd[] = {
	"NULL", "-1", "9223372036854775807", "'x'", "''",
	"CAST(x'ff31c3' AS TEXT)", "-9223372036854775808", "'2026-13-45'",
	"1e300", "x'00ff'", "1000000000000000", "'9999-12-31'", "0",
	"CAST(x'610062' AS TEXT)", "2147483648", "'{\"a\":{}}'",
	"-1e300", "'[1,'", "printf('%.70000c', 'w')", "9007199254740991",
	"'0001-01-01'", "zeroblob(9000)", "'-'", "253402300800",
	"printf('a%cb%c[2J', 10, 27)", "-2147483649",
};

static char *clean, *loose, *altered;

static void
sql(sqlite3 *raw, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(raw, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", text, why);
}

static sqlite3 *
raw_open(const char *path)
{
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	sql(raw, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;"
	    "PRAGMA writable_schema = ON");
	return raw;
}

/* Tables that take anything, and no trigger: see tighten(). */
static void
loosen(const char *path)
{
	sqlite3 *raw = raw_open(path);

	sql(raw, "DELETE FROM sqlite_schema WHERE type = 'trigger';"
	    "UPDATE sqlite_schema SET sql = replace(replace(replace(replace(sql,"
	    " ') STRICT', ')'), ' NOT NULL', ''), ' INTEGER', ' BLOB'), ' TEXT', ' BLOB')"
	    " WHERE type = 'table' AND sql LIKE '%STRICT%';"
	    "UPDATE sqlite_schema SET sql = replace(sql, ' BLOB PRIMARY', ' INTEGER PRIMARY')"
	    " WHERE type = 'table'");
	sqlite3_close(raw);
}

static void
tighten(sqlite3 *raw)
{
	AUTO_FREE char *attach = xasprintf("ATTACH '%s' AS clean", clean);

	sql(raw, attach);
	sql(raw, "UPDATE main.sqlite_schema AS m SET sql = (SELECT c.sql FROM"
	    " clean.sqlite_schema c WHERE c.type = m.type"
	    " AND c.name = m.name) WHERE type = 'table';"
	    "INSERT INTO main.sqlite_schema SELECT * FROM clean.sqlite_schema"
	    " WHERE type = 'trigger'");
	sqlite3_close(raw);
}

static int
begin(void **state)
{
	(void)state;
	if (clean != NULL)
		return 0;
	clean = test_path("clean.db");
	loose = test_path("loose.db");
	altered = test_path("altered.db");
	damage_sample(clean);
	damage_copy(clean, loose);
	loosen(loose);
	return 0;
}

static void
a_whole_file_has_no_problem(void **state)
{
	AUTO_FREE char *said = NULL;
	AUTO_FREE char *copy = test_path("copy.db");

	(void)state;
	damage_copy(loose, copy);
	tighten(raw_open(copy));
	said = dbfile_check(copy, true);
	assert_string_equal(said, "");
	assert_true(damage_walk(copy));
}

struct columns {
	struct { char *table, *column; } list[800];
	size_t n;
};

static int
take_column(void *arg, int n, char **values, char **names)
{
	struct columns *c = arg;

	(void)n;
	(void)names;
	assert_true(c->n < ARRAY_LEN(c->list));
	c->list[c->n].table = xstrdup(values[0]);
	c->list[c->n++].column = xstrdup(values[1]);
	return 0;
}

static int
walk(const void *path)
{
	damage_walk(path);
	return 0;
}

/* A copy with these values in these columns; true when nothing that is asked of it
 * ends the program. */
static bool
survives(const struct columns *c, const size_t *which, size_t n, size_t shift)
{
	sqlite3 *raw;
	size_t i;

	damage_copy(loose, altered);
	raw = raw_open(altered);
	for (i = 0; i < n; i++) {
		AUTO_FREE char *update = xasprintf("UPDATE OR IGNORE \"%s\" SET \"%s\" = %s",
		    c->list[which[i]].table, c->list[which[i]].column,
		    absurd[(which[i] + shift) % ARRAY_LEN(absurd)]);

		/* what an index or a row's number cannot take is left as it was */
		sqlite3_exec(raw, update, NULL, NULL, NULL);
	}
	tighten(raw);
	return test_in_child(walk, altered) == 0;
}

/* Those that end the program, each tried alone, are named. */
static long
stops(const struct columns *c, const size_t *which, size_t n, size_t shift)
{
	long stopped = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (survives(c, &which[i], 1, shift))
			continue;
		fprintf(stderr, "# stopped: %s.%s = %s\n", c->list[which[i]].table,
		    c->list[which[i]].column,
		    absurd[(which[i] + shift) % ARRAY_LEN(absurd)]);
		stopped++;
	}
	return stopped;
}

/* A file that is not opened, or not read on, would hide the other values in it. */
static bool
alone(const char *table)
{
	return strncmp(table, "journal", 7) == 0 || strcmp(table, "practice") == 0 ||
	    strcmp(table, "staff") == 0;
}

/* The first columns of all tables together, then the second ones: each column with one
 * value, so that each value meets each kind of column. */
static long
together(const struct columns *c)
{
	size_t which[ARRAY_LEN(c->list)], nth, n, i, place;
	long stopped = 0;

	for (nth = 0; nth < c->n; nth++) {
		n = 0;
		for (i = 0, place = 0; i < c->n; i++, place++) {
			if (i > 0 && strcmp(c->list[i].table, c->list[i - 1].table) != 0)
				place = 0;
			if (place == nth && !alone(c->list[i].table))
				which[n++] = i;
		}
		if (n == 0)
			break;
		if (survives(c, which, n, 0))
			continue;
		i = (size_t)stopped;
		stopped += stops(c, which, n, 0);
		if ((size_t)stopped == i) {
			fprintf(stderr, "# stopped: columns %zu together\n", nth);
			stopped++;
		}
	}
	return stopped;
}

/* CHAIRSIDE_TEST_DAMAGE= tries every value in every column of the tables it names
 * (none named: of all), each alone. */
static void
any_value_in_any_column(void **state)
{
	const char *all = getenv("CHAIRSIDE_TEST_DAMAGE");
	size_t i, k, each = all != NULL ? ARRAY_LEN(absurd) : 1;
	struct columns c = { .n = 0 };
	long stopped = 0;
	sqlite3 *raw = raw_open(loose);

	(void)state;
	assert_int_equal(sqlite3_exec(raw, "SELECT s.name, i.name FROM sqlite_schema s,"
	    " pragma_table_info(s.name) i WHERE s.type = 'table'"
	    " AND s.name NOT LIKE 'sqlite_%' AND s.name <> 'client_search'"
	    " ORDER BY s.name, i.cid", take_column, &c, NULL), SQLITE_OK);
	sqlite3_close(raw);
	assert_true(c.n > 150);
	if (all == NULL)
		stopped = together(&c);
	for (i = 0; i < c.n; i++)
		for (k = 0; k < each; k++)
			if (all != NULL ? *all == '\0' ||
			    strstr(all, c.list[i].table) != NULL : alone(c.list[i].table))
				stopped += stops(&c, &i, 1, k);
	for (i = 0; i < c.n; i++) {
		free(c.list[i].table);
		free(c.list[i].column);
	}
	assert_int_equal(stopped, 0);
}

#define CASE(name) cmocka_unit_test_setup(name, begin)

TEST_MAIN(CASE(a_whole_file_has_no_problem), CASE(any_value_in_any_column))
