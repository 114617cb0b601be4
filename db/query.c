/*
 * query.c - the named statements, as they stand in db/queries.
 *
 * A file has statements below lines `-- :name client_page`. They are found once at
 * start.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/embed.h"
#include "db/internal.h"

static struct query *all;
static size_t n_all, cap_all;

static int
query_cmp(const void *a, const void *b)
{
	return strcmp(((const struct query *)a)->name,
	    ((const struct query *)b)->name);
}

static void
queries_free(void)
{
	while (n_all > 0) {
		n_all--;
		free(all[n_all].name);
	}
	free(all);
	all = NULL;
}

/* Adds the statements of one file. */
static void
queries_read(const char *text)
{
	static const char mark[] = "-- :name ";
	const char *at = strstr(text, mark), *end;

	while (at != NULL) {
		at += sizeof(mark) - 1;
		end = strchr(at, '\n');
		BUG_IF(end == NULL);
		GROW(all, cap_all, n_all + 1);
		all[n_all].name = xstrndup(at, (size_t)(end - at));
		all[n_all].sql = end + 1;
		n_all++;
		at = strstr(end, mark);
	}
}

static void
queries_find(void)
{
	size_t i;

	for (i = 0; i < embed_count(); i++)
		if (strncmp(embed_name(i), "queries/", 8) == 0)
			queries_read(embed_find(embed_name(i)));
	BUG_IF(n_all == 0);
	qsort(all, n_all, sizeof(*all), query_cmp);
	for (i = 1; i < n_all; i++)
		if (query_cmp(&all[i - 1], &all[i]) == 0)
			bug("two statements are called %s", all[i].name);
	atexit(queries_free);
}

const struct query *
queries(size_t *n)
{
	if (all == NULL)
		queries_find();
	*n = n_all;
	return all;
}

const struct query *
query_find(const char *name)
{
	const struct query key = { .name = (char *)(uintptr_t)name }, *list, *q;
	size_t n;

	list = queries(&n);
	q = bsearch(&key, list, n, sizeof(*list), query_cmp);
	if (q == NULL)
		bug("no statement is called %s", name);
	return q;
}

const char *
db_query_name(size_t i)
{
	size_t n;
	const struct query *list = queries(&n);

	return i < n ? list[i].name : NULL;
}

bool
db_query_plan(struct db *db, const char *name, struct buf *out, struct err *e)
{
	AUTO_FREE char *sql = xasprintf("EXPLAIN QUERY PLAN %s", query_find(name)->sql);
	struct stmt st = { .name = name };
	bool ok;

	if (!stmt_prepare(db, &st, sql, e))
		return false;
	while (stmt_next(&st))
		buf_addf(out, "%s\n", stmt_text(&st, "detail"));
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}
