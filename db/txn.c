/*
 * txn.c - a transaction that is known to be open.
 *
 * SQLite rolls back by itself when a disk is full or fails, memory is short, a
 * statement is interrupted or a trigger says ROLLBACK. The connection then commits each
 * further statement alone. So after every failed statement inside a transaction we ask
 * whether the transaction is still open; when it is not, everything that follows in it
 * fails with the sentence of the first failure. Statements that SQLite's session
 * extension runs by itself are stopped by the commit hook: inside a write only
 * txn_commit() may commit.
 */
#include <string.h>

#include "base/bug.h"
#include "db/internal.h"

static int
refuse_commit(void *arg)
{
	struct db *db = arg;

	return db->txn == TXN_WRITE && !db->committing;
}

void
txn_guard(struct db *db)
{
	sqlite3_commit_hook(db->raw, refuse_commit, db);
}

static bool
run_kept(struct db *db, const char *sql, struct err *e)
{
	sqlite3_stmt *st;
	int rc;

	if (!txn_stands(db, e))
		return false;
	st = db_kept(db, sql);
	rc = st != NULL ? sqlite3_step(st) : sqlite3_extended_errcode(db->raw);
	if (rc != SQLITE_DONE)
		db_fail(db, rc, e);
	sqlite3_reset(st);
	return rc == SQLITE_DONE;
}

static bool
txn_begin(struct db *db, const char *sql, enum txn kind, struct err *e)
{
	BUG_IF(db->txn != TXN_NONE);
	err_clear(&db->lost);
	if (!run_kept(db, sql, e))
		return false;
	db->txn = kind;
	return true;
}

bool
txn_write(struct db *db, struct err *e)
{
	return txn_begin(db, "BEGIN IMMEDIATE", TXN_WRITE, e);
}

bool
txn_read(struct db *db, struct err *e)
{
	return txn_begin(db, "BEGIN", TXN_READ, e);
}

bool
txn_stands(struct db *db, struct err *e)
{
	if (db->lost.code != ERR_NONE) {
		if (e != NULL)
			*e = db->lost;
		return false;
	}
#ifdef CHAIRSIDE_DEBUG
	if (db->txn != TXN_NONE && sqlite3_get_autocommit(db->raw))
		bug("a statement inside a transaction that does not stand");
#endif
	return true;
}

void
txn_failed(struct db *db, const struct err *why)
{
	if (db->txn != TXN_NONE && db->lost.code == ERR_NONE &&
	    sqlite3_get_autocommit(db->raw))
		db->lost = *why;
}

void
txn_back(struct db *db)
{
	db->txn = TXN_NONE;
	err_clear(&db->lost);
	if (!sqlite3_get_autocommit(db->raw))
		sqlite3_exec(db->raw, "ROLLBACK", NULL, NULL, NULL);
}

bool
txn_commit(struct db *db, struct err *e)
{
	bool ok;

	db->committing = true;
	ok = run_kept(db, "COMMIT", e);
	db->committing = false;
	if (ok)
		db->txn = TXN_NONE;
	else
		txn_back(db);
	return ok;
}
