/*
 * search.c - is the search index whole?
 *
 * The index checks itself with a statement that counts as a write, so asked in the
 * practice file it keeps every writer waiting. It is asked of a copy instead: the tables
 * in which SQLite keeps the index, in the order of the copy's own, all in memory.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static const char *const parts[] = {
	"client_search_data", "client_search_idx", "client_search_content",
	"client_search_docsize", "client_search_config",
};

static bool
copy_rows(sqlite3_stmt *from, sqlite3_stmt *to)
{
	int i, rc;

	while ((rc = sqlite3_step(from)) == SQLITE_ROW) {
		for (i = 0; i < sqlite3_column_count(from); i++)
			sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
		if (sqlite3_step(to) != SQLITE_DONE)
			return false;
		sqlite3_reset(to);
	}
	return rc == SQLITE_DONE;
}

/* Makes a table of the copy hold what the practice's holds. */
static bool
copy_part(struct db *db, sqlite3 *copy, const char *table)
{
	AUTO_FREE char *clear = xasprintf("DELETE FROM \"%s\"", table);
	AUTO_FREE char *all = xasprintf("SELECT * FROM \"%s\"", table);
	AUTO_BUF struct buf put = BUF_INIT;
	sqlite3_stmt *from = NULL, *to = NULL;
	bool ok;
	int i;

	ok = sqlite3_prepare_v2(db->raw, all, -1, &from, NULL) == SQLITE_OK &&
	    sqlite3_exec(copy, clear, NULL, NULL, NULL) == SQLITE_OK;
	buf_addf(&put, "INSERT INTO \"%s\" VALUES (", table);
	for (i = 0; ok && i < sqlite3_column_count(from); i++)
		buf_adds(&put, i == 0 ? "?" : ", ?");
	buf_adds(&put, ")");
	ok = ok && sqlite3_prepare_v2(copy, put.s, -1, &to, NULL) == SQLITE_OK &&
	    copy_rows(from, to);
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return ok;
}

/* Declares the index in the copy as the practice does: with one statement, whatever else
 * an altered file has there. */
static bool
declare(struct db *db, sqlite3 *copy)
{
	struct stmt *st = db_stmt(db, "check_search_declared");
	sqlite3_stmt *make = NULL;
	bool ok = stmt_next(st) &&
	    sqlite3_prepare_v2(copy, stmt_text(st, "sql"), -1, &make, NULL) == SQLITE_OK &&
	    sqlite3_step(make) == SQLITE_DONE;

	sqlite3_finalize(make);
	return stmt_end(st, NULL) && ok;
}

void
search_check(struct db *db, const struct finder *f)
{
	sqlite3 *copy = NULL;
	size_t i;
	bool ok;

	ok = sqlite3_open_v2(":memory:", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
	    NULL) == SQLITE_OK && declare(db, copy) &&
	    sqlite3_exec(copy, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
	for (i = 0; ok && i < ARRAY_LEN(parts); i++)
		ok = copy_part(db, copy, parts[i]);
	/* RESET: what the index kept in memory of its empty self is forgotten */
	ok = ok && sqlite3_exec(copy, "COMMIT; PRAGMA writable_schema = RESET;"
	    "INSERT INTO client_search(client_search) VALUES ('integrity-check')", NULL, NULL,
	    NULL) == SQLITE_OK;
	if (!ok)
		finder_say(f, "The search index is damaged; `chairside check "
		    "--rebuild` makes it anew.");
	sqlite3_close(copy);
}
