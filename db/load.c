/*
 * load.c - the first rows of a new file, many at once.
 *
 * Nobody else has the file, and it has no name until it is whole. So its indexes are made
 * after the rows, each in one go, but those that keep a value unique and those by which what
 * is signed is found; the rows are digested as they are written; and rules and derived data
 * come at the end, for all.
 */
#include <stdlib.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

struct indexes {
	struct index {
		char *name, *sql;
	} *list;
	size_t n, cap;
};

static void
indexes_free(struct indexes *x)
{
	size_t i;

	for (i = 0; i < x->n; i++) {
		free(x->list[i].name);
		free(x->list[i].sql);
	}
	free(x->list);
}

/* Drops them; indexes_make() makes them again, in the same order. */
static bool
indexes_drop(struct db *db, struct indexes *x, struct err *e)
{
	struct stmt *st = db_stmt(db, "load_indexes");
	size_t i;
	bool ok;

	while (stmt_next(st)) {
		GROW(x->list, x->cap, x->n + 1);
		x->list[x->n++] = (struct index){ xstrdup(stmt_text(st, "name")),
		    xstrdup(stmt_text(st, "sql")) };
	}
	ok = stmt_end(st, e);
	for (i = 0; ok && i < x->n; i++) {
		AUTO_FREE char *drop = xasprintf("DROP INDEX \"%s\"", x->list[i].name);

		ok = db_exec(db, drop, e);
	}
	return ok;
}

static bool
indexes_make(struct db *db, const struct indexes *x, struct err *e)
{
	size_t i;

	for (i = 0; i < x->n; i++)
		if (!db_exec(db, x->list[i].sql, e))
			return false;
	return true;
}

static bool
load_inside(struct db *db, db_write_fn fn, void *arg, struct err *e)
{
	struct indexes x = { NULL, 0, 0 };
	bool ok = journal_begin(db, e) && indexes_drop(db, &x, e) && fn(db, arg, e) &&
	    indexes_make(db, &x, e) && judge_load(db, e) && derive_all(db, e) &&
	    journal_append_load(db, e) && txn_stands(db, e);

	indexes_free(&x);
	return ok;
}

bool
db_load(struct db *db, const char *label, db_write_fn fn, void *arg,
    struct err *e)
{
	bool ok;

	BUG_IF(!db->creating || db->entry != 0);
	if (!write_begin(db, e))
		return false;
	db->sums = table_sums_new();
	buf_cut(&db->label, 0);
	buf_adds(&db->label, label);
	ok = load_inside(db, fn, arg, e);
	if (ok)
		ok = txn_commit(db, e);
	else
		txn_back(db);
	if (ok) {
		identity_wrote(db);
		db->last_entry = db->entry;
	}
	free(db->sums);
	db->sums = NULL;
	db->entry = 0;
	return ok;
}
