/*
 * named.c - the statements of db/queries, stepped bare.
 */
#include "tests/bench/named.h"

#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/embed.h"
#include "tests/bench/fixture.h"

sqlite3_stmt *
named(sqlite3 *raw, const char *file, const char *name)
{
	AUTO_FREE char *path = xasprintf("queries/%s.sql", file);
	AUTO_FREE char *mark = xasprintf("-- :name %s\n", name);
	const char *all = embed_find(path), *from = all != NULL ? strstr(all, mark) : NULL;

	if (from == NULL)
		bug("there is no statement %s", name);
	return fixture_prepare(raw, from + strlen(mark));
}

void
named_text(sqlite3_stmt *st, const char *parameter, const char *text)
{
	int i = sqlite3_bind_parameter_index(st, parameter);

	if (i > 0)
		sqlite3_bind_text(st, i, text, -1, SQLITE_TRANSIENT);
}

void
named_int(sqlite3_stmt *st, const char *parameter, long long n)
{
	int i = sqlite3_bind_parameter_index(st, parameter);

	if (i > 0)
		sqlite3_bind_int64(st, i, n);
}

long
named_step(sqlite3_stmt *st)
{
	long rows = 0;
	int i;

	for (; sqlite3_step(st) == SQLITE_ROW; rows++)
		for (i = 0; i < sqlite3_column_count(st); i++)
			sqlite3_column_bytes(st, i);
	sqlite3_reset(st);
	return rows;
}
