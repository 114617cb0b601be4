/*
 * rows.c - see rows.h.
 */
#include "practice/rows.h"

#include "base/bug.h"
#include "db/db.h"

struct record *
rows_find(struct record *const *rows, size_t n, int64_t id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (rows[i]->id == id)
			return rows[i];
	return NULL;
}

int64_t
rows_newest(struct record *const *rows, size_t n, int64_t entry)
{
	for (; n > 0; n--)
		if (rows[n - 1]->version > entry)
			entry = rows[n - 1]->version;
	return entry;
}

bool
rows_put_one(struct db *db, struct record *row, const struct record *base, struct err *e)
{
	if (row->id == 0)
		return db_insert(db, row, e);
	BUG_IF(base == NULL);
	return record_equal(row, base) || db_update(db, row, e);
}

bool
rows_put(struct db *db, const char *owner, int64_t id, struct record *const *rows, size_t n,
    struct record *const *base, size_t n_base, const char *away, struct err *e)
{
	size_t i;

	for (i = 0; i < n_base; i++) {
		struct stmt *st;

		if (rows_find(rows, n, base[i]->id) != NULL)
			continue;
		st = db_stmt(db, away);
		stmt_set_int(st, "id", base[i]->id);
		if (!stmt_run(st, e))
			return false;
	}
	for (i = 0; i < n; i++) {
		record_set_int(rows[i], owner, id);
		if (!rows_put_one(db, rows[i], rows_find(base, n_base, rows[i]->id), e))
			return err_prefix(e, "%s %zu", rows[i]->type->label, i + 1);
	}
	return true;
}
