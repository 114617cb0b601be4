/*
 * reads.c - who looked at whom: looks gathered by a program become one entry.
 *
 * Each is a row of journal_change under the client's number, so that the entry's digest
 * covers it, the index of rows finds who saw a client, and an erasure can blank it. Such
 * an entry changed no record: undo, redo and the watch pass it over.
 */
#include <stdlib.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

#define LATELY_MAX 50	/* looks at one client, until an older one is not looked for */

struct gathered {
	const struct db_read *reads;
	size_t n;
	int seconds;
};

/* Noted by this person a short while ago, by whatever program of theirs. */
static bool
noted_lately(struct db *db, const struct db_read *r, int seconds, bool *noted, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_read_lately");
	bool recent = true;

	*noted = false;
	stmt_set_int(st, "client", r->client);
	stmt_set_int(st, "most", LATELY_MAX);
	while (!*noted && recent && stmt_next(st)) {
		recent = stmt_int(st, "at") > r->at - seconds;
		*noted = recent && stmt_int(st, "who") == db->who;
	}
	return stmt_end(st, e);
}

/* Inside the write: leaves in db->reads what is to be noted. */
static bool
choose(struct db *db, void *arg, struct err *e)
{
	const struct gathered *g = arg;
	size_t i;

	for (i = 0; i < g->n; i++) {
		const struct db_read *r = &g->reads[i];
		bool noted = false;

		if (!r->always && !noted_lately(db, r, g->seconds, &noted, e))
			return false;
		if (!noted)
			db->reads[db->n_reads++] = r;
	}
	return true;
}

bool
db_note_reads(struct db *db, const struct db_read *reads, size_t n, int seconds, bool wait,
    struct err *e)
{
	struct gathered g = { reads, n, seconds };
	bool ok;

	BUG_IF(db->n_reads > 0);
	if (!db_may_write(db, e))
		return false;
	if (wait ? !write_lock_briefly(db, e) : !db_try_lock(db))
		return wait ? false : err_set(e, ERR_BUSY, NULL,
		    "Somebody is writing to the practice file.");
	db->reads = xcalloc(n, sizeof(*db->reads));
	ok = db_write(db, "read", "read clients", choose, &g, e);
	free(db->reads);
	db->reads = NULL;
	db->n_reads = 0;
	db_unlock(db);
	return ok;
}
