/*
 * write.c - the one door for writes.
 *
 * Writer lock, BEGIN IMMEDIATE, the caller's function, the changeset of what it
 * did, rules across rows, derived data, journal, COMMIT, release. Between BEGIN and COMMIT there is
 * no output to a terminal, no child and no network.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

#define LOCAL_SECONDS 1

void
db_label(struct db *db, const char *fmt, ...)
{
	va_list ap;

	BUG_IF(db->entry == 0);
	buf_cut(&db->label, 0);
	va_start(ap, fmt);
	buf_vaddf(&db->label, fmt, ap);
	va_end(ap);
}

bool
db_attempt(struct db *db, db_write_fn part, void *arg, struct err *e)
{
	long row_writes = db->row_writes;

	BUG_IF(db->entry == 0);
	if (!stmt_run(db_stmt(db, "attempt_begin"), e))
		return false;
	if (part(db, arg, e))
		return stmt_run(db_stmt(db, "attempt_end"), e);
	if (!txn_stands(db, e))		/* the whole transaction is gone */
		return false;
	db->row_writes = row_writes;
	if (!stmt_run(db_stmt(db, "attempt_back"), NULL) ||
	    !stmt_run(db_stmt(db, "attempt_end"), NULL))
		return err_set(e, ERR_DB, NULL,
		    "What could not be saved could not be undone either.");
	return false;
}

int64_t
db_entry(const struct db *db)
{
	return db->entry;
}

bool
db_is_writing(const struct db *db)
{
	return db->txn == TXN_WRITE;
}

int64_t
db_last_entry(const struct db *db)
{
	return db->last_entry;
}

void
db_batch_begin(struct db *db)
{
	BUG_IF(db->batch != 0);
	db->batch = -1;
}

void
db_batch_end(struct db *db)
{
	BUG_IF(db->batch == 0);
	db->batch = 0;
}

static bool
session_open(struct db *db, struct err *e)
{
	size_t i;
	int rc = sqlite3session_create(db->raw, "main", &db->session);

	for (i = 0; rc == SQLITE_OK && record_types[i] != NULL; i++)
		rc = sqlite3session_attach(db->session, record_types[i]->name);
	return rc == SQLITE_OK || db_fail(db, rc, e);
}

static void
session_close(struct db *db)
{
	if (db->session != NULL)
		sqlite3session_delete(db->session);
	db->session = NULL;
}

/* From the changeset to the journal. *wrote: there is something to commit. */
static bool
write_finish(struct db *db, const char *kind, bool note, bool *wrote,
    struct err *e)
{
	void *bytes = NULL;
	int n = 0, rc;
	bool ok;

	if (!txn_stands(db, e))
		return false;
	rc = sqlite3session_changeset(db->session, &n, &bytes);
	session_close(db);
	if (rc != SQLITE_OK)
		return db_fail(db, rc, e);
	if (db->row_writes > 0 && n == 0)
		bug("%ld rows were written and the changeset is empty",
		    db->row_writes);
	*wrote = n > 0 || note || db->n_reads > 0;
	ok = judge_write(db, bytes, (size_t)n, e) &&
	    derive_from(db, bytes, (size_t)n, e) &&
	    (!*wrote || (db->erasing != NULL ? erase_journal : journal_append)(db, kind, bytes,
	    (size_t)n, e));
	sqlite3_free(bytes);
	return ok;
}

static bool
end_draft(struct db *db, const struct db_ending *ending, struct err *e)
{
	struct stmt *st = db_stmt(db, "draft_end");

	stmt_set_int(st, "id", ending->draft);
	stmt_set_int(st, "staff", db->who);
	if (!stmt_run(st, e))
		return false;
	if (ending->before != NULL)
		ending->before(db, ending->arg);
	return true;
}

/* After the commit: notes what is now in the file. */
static void
write_done(struct db *db, bool wrote)
{
	identity_wrote(db);
	head_wrote(db);
	counts_flushed(db);
	if (wrote) {
		db->last_entry = db->entry;
		if (db->batch == -1)
			db->batch = db->entry;
	}
	db_checkpoint(db);
}

bool
db_may_write(struct db *db, struct err *e)
{
	return identity_holds(db) || err_set(e, ERR_DB, NULL, "%s", db->refusal);
}

static bool
head_lost(struct db *db, struct err *e)
{
	db_refuse(db, "An older copy was put in the place of the practice file while it was "
	    "open: nothing more is saved to it. What is typed is kept as drafts; leave and "
	    "start chairside again.");
	return err_set(e, ERR_DB, NULL, "%s", db->refusal);
}

bool
write_begin(struct db *db, struct err *e)
{
	if (!db_may_write(db, e) || !txn_write(db, e))
		return false;
	if (identity_inside(db, e) && (head_holds(db) || head_lost(db, e)))
		return true;
	txn_back(db);
	return false;
}

/* Without `fn` it is a note: an entry without a change. */
bool
db_write_ending(struct db *db, const struct db_ending *ending, const char *kind,
    const char *label, db_write_fn fn, void *arg, struct err *e)
{
	bool ok = false, wrote = false, ends = ending != NULL;

	BUG_IF(db->entry != 0 || db->txn != TXN_NONE);
	/* under the lock write_begin() asks; who has to wait is told before that */
	if (!db_lock_at_once(db) && (!db_may_write(db, e) || !db_lock(db, e)))
		return false;
	db->row_writes = 0;
	buf_cut(&db->label, 0);
	buf_adds(&db->label, label);
	if (write_begin(db, e)) {
		ok = journal_begin(db, e) && session_open(db, e) &&
		    (fn == NULL || fn(db, arg, e)) &&
		    write_finish(db, kind, fn == NULL, &wrote, e) &&
		    (!ends || end_draft(db, ending, e)) && txn_stands(db, e);
		session_close(db);
#ifdef CHAIRSIDE_DEBUG
		db_assert_closed(db);
#endif
		if (ok && (wrote || ends))
			ok = txn_commit(db, e);
		else
			txn_back(db);
	}
	if (ok && (wrote || ends))
		write_done(db, wrote);
	db->entry = 0;
	db_unlock(db);
	return ok;
}

bool
db_write(struct db *db, const char *kind, const char *label, db_write_fn fn,
    void *arg, struct err *e)
{
	return db_write_ending(db, NULL, kind, label, fn, arg, e);
}

bool
db_note(struct db *db, const char *kind, const char *label, struct err *e)
{
	/* reading goes on even where nothing can be written, without an entry */
	return db->refusal != NULL ||
	    db_write_ending(db, NULL, kind, label, NULL, NULL, e);
}

bool
write_lock_briefly(struct db *db, struct err *e)
{
	int wait = db->wait_seconds;
	bool ok;

	if (wait > LOCAL_SECONDS)
		db->wait_seconds = LOCAL_SECONDS;
	ok = db_lock(db, e);
	db->wait_seconds = wait;
	return ok;
}

static bool
local_inside(struct db *db, db_write_fn fn, void *arg, struct err *e)
{
	bool ok;

#ifdef CHAIRSIDE_DEBUG
	if (!session_open(db, e))
		return false;
#endif
	ok = fn(db, arg, e);
#ifdef CHAIRSIDE_DEBUG
	db_assert_closed(db);
	if (ok && !sqlite3session_isempty(db->session))
		bug("a record was changed outside the journal");
#endif
	return ok;
}

bool
db_write_local(struct db *db, db_write_fn fn, void *arg, struct err *e)
{
	bool ok = false;

	BUG_IF(db->entry != 0 || db->txn != TXN_NONE);
	if (!db_may_write(db, e) || !write_lock_briefly(db, e))
		return false;
	sqlite3_busy_timeout(db->raw, LOCAL_SECONDS * 1000);
	if (write_begin(db, e)) {
		ok = local_inside(db, fn, arg, e) && txn_stands(db, e);
		session_close(db);
		if (ok)
			ok = txn_commit(db, e);
		else
			txn_back(db);
	}
	sqlite3_busy_timeout(db->raw, BUSY_MS);
	if (ok)
		db_checkpoint(db);
	db_unlock(db);
	return ok;
}
