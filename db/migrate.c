/*
 * migrate.c - bringing a practice file to the newest schema.
 *
 * All pending migrations run in one transaction, under the writer lock. Foreign keys
 * are off (rebuilding a table would delete its children) and checked before the commit.
 * Triggers are off, so that protected rows get new columns too and no foreign trigger
 * runs. No row may be lost. Before anything changes, a verified copy of the file is
 * made beside it. An entry of the journal goes in with them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/embed.h"
#include "db/internal.h"

#define TYPES_MAX 64
#define GO_ON " Go on with the chairside you had; `chairside support` writes what helps to mend this."

static struct migration *shipped;
static size_t n_shipped, cap_shipped;

static void
shipped_free(void)
{
	free(shipped);
	shipped = NULL;
}

const struct migration *
migrations(size_t *n)
{
	static const char folder[] = "migrations/";
	const char *name;
	size_t i;

	for (i = 0; shipped == NULL && i < embed_count(); i++) {
		if (strncmp(embed_name(i), folder, sizeof(folder) - 1) != 0)
			continue;
		for (; i < embed_count(); i++) {
			name = embed_name(i);
			if (strncmp(name, folder, sizeof(folder) - 1) != 0)
				break;
			GROW(shipped, cap_shipped, n_shipped + 1);
			shipped[n_shipped].number =
			    (int)strtol(name + sizeof(folder) - 1, NULL, 10);
			shipped[n_shipped].name = name + sizeof(folder) - 1;
			shipped[n_shipped].sql = embed_find(name);
			BUG_IF(shipped[n_shipped].number != (int)n_shipped + 1);
			n_shipped++;
		}
		atexit(shipped_free);
	}
	BUG_IF(n_shipped == 0);
	*n = n_shipped;
	return shipped;
}

/* Row counts of the record tables, in record_types order; -1: no such table. */
static void
count_rows(struct db *db, int64_t *counts)
{
	size_t i;

	for (i = 0; record_types[i] != NULL; i++) {
		BUG_IF(i >= TYPES_MAX);
		if (!count_table(db, record_types[i]->name, &counts[i], NULL))
			counts[i] = -1;
	}
}

static bool
nothing_lost(struct db *db, const int64_t *before, struct err *e)
{
	int64_t after[TYPES_MAX];
	struct stmt st = { .name = "foreign_key_check" };
	size_t i;
	bool broken, ok;

	count_rows(db, after);
	for (i = 0; record_types[i] != NULL; i++)
		if (before[i] >= 0 && after[i] != before[i])
			return err_set(e, ERR_DB, NULL,
			    "The file was not changed: the new schema would have "
			    "%lld instead of %lld rows in %s." GO_ON,
			    (long long)after[i], (long long)before[i],
			    record_types[i]->name);
	if (!stmt_prepare(db, &st, "PRAGMA foreign_key_check", e))
		return false;
	broken = stmt_next(&st);
	ok = stmt_end(&st, e);
	stmt_close(&st);
	if (ok && broken)
		return err_set(e, ERR_DB, NULL, "The file was not changed: records "
		    "would name others that do not exist." GO_ON);
	return ok;
}

static bool
apply_pending(struct db *db, const struct migration *list, size_t n, struct err *e)
{
	int64_t before[TYPES_MAX], version = db_pragma_int(db, "user_version");
	size_t i;

	count_rows(db, before);
	for (i = 0; i < n; i++) {
		AUTO_FREE char *stamp = xasprintf("PRAGMA user_version = %d",
		    list[i].number);

		if (list[i].number <= version)
			continue;
		if (!db_exec(db, list[i].sql, e))
			return err_prefix(e, "Schema %s", list[i].name);
		if (!db_exec(db, stamp, e))
			return false;
	}
	return nothing_lost(db, before, e) && txn_stands(db, e);
}

/* The journal tells of it in the same transaction, where it can be written; else before the
 * next entry (journal_begin()). So it does in a copy that is looked at: what it is of is told by
 * the newest entry that it came with. */
static bool
note_it(struct db *db, int64_t from, struct err *e)
{
	identity_migrated(db);
	if (db->creating || db->own || db->refusal != NULL)
		return true;
	return identity_inside(db, e) && (!head_is_own(db) ||
	    journal_note_migrated(db, from, e)) && txn_stands(db, e);
}

static bool
copy_before(struct db *db, int number, struct err *e)
{
	AUTO_FREE char *target = xasprintf("%s.before-%04d", db->path, number);

	return db_copy(db, target, e);
}

bool
db_migrate(struct db *db, const struct migration *list, size_t n, struct err *e)
{
	int64_t from;
	bool ok;

	BUG_IF(n == 0);
	if (!db_lock(db, e))
		return false;
	from = db_pragma_int(db, "user_version");
	/* another program may have migrated while we waited */
	if (from >= list[n - 1].number) {
		db_unlock(db);
		return true;
	}
	ok = db->creating || db->own || copy_before(db, list[n - 1].number, e);
	ok = ok && db_exec(db, "PRAGMA foreign_keys = OFF", e);
	if (ok) {
		sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
		ok = txn_write(db, e);
		if (ok && (ok = apply_pending(db, list, n, e) && note_it(db, from, e)))
			ok = txn_commit(db, e);
		else if (db->txn != TXN_NONE)
			txn_back(db);
		sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
		if (!db_exec(db, "PRAGMA foreign_keys = ON", ok ? e : NULL))
			ok = false;
	}
	db_unlock(db);
	return ok;
}
