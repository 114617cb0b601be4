/*
 * undo.c - undo, redo, and the history of a record, all from the journal.
 *
 * An undo inverts an entry's changes and applies them as a new entry; a redo is the
 * undo of an undo. It is refused when a row has changed since. The version of a row is
 * the entry that last wrote it; after an undo the row is as it was before the undone
 * entry, so versions are followed back through undos (effective_version()) before they
 * are compared.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

struct undo_write {
	struct db *db;
	int64_t n;		/* the entry to undo */
	const char *kind;	/* undo or redo */
	struct buf changeset;	/* its changes, joined */
	struct buf header;	/* the newest table header in it */
	const struct db_undo_rest *rest;	/* NULL: all rows are undone */
	struct { const char *table; int64_t row; char op; } *left;
	size_t n_left, cap_left;
	const char *refusal;	/* from table_append_only() */
	bool merges;		/* it wrote a client_merge */
	bool anyone;		/* it may be somebody else's: a merge is taken apart */
	const struct db_merge_told *told;
	char conflict_table[64];
	int64_t conflict_row;
	bool constraint;
	struct err *e;
};

static int64_t
entry_undoes(struct db *db, int64_t n)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	int64_t undoes = 0;

	stmt_set_int(st, "n", n);
	if (stmt_next(st))
		undoes = stmt_int(st, "undoes");
	stmt_end(st, NULL);
	return undoes;
}

/* The version a row had before entry `n` changed it; 0: it did not exist. */
static int64_t
version_before(struct db *db, const char *table, int64_t row, int64_t n)
{
	struct stmt *st = db_stmt(db, "journal_change_of_row");
	AUTO_BUF struct buf room = BUF_INIT;
	struct change_reader r;
	const void *bytes;
	size_t size;
	int64_t version = 0;

	stmt_set_text(st, "tbl", table);
	stmt_set_int(st, "row", row);
	stmt_set_int(st, "n", n);
	if (stmt_next(st) && (bytes = journal_change(st, &room, &size)) != NULL &&
	    change_reader_begin(&r, bytes, size))
		version = cell_int(change_old(&r, COLUMN_VERSION));
	return stmt_end(st, NULL) ? version : 0;
}

/* A merge that was taken apart later left rows as others had changed them since: such an
 * undo is a change of its own. */
static int64_t
effective_version(struct db *db, const char *table, int64_t row, int64_t version)
{
	int64_t undoes, found;

	while (version != 0 && (undoes = entry_undoes(db, version)) != 0) {
		found = version_before(db, table, row, version);
		if (found != 0 && found != undoes &&
		    effective_version(db, table, row, found) !=
		    effective_version(db, table, row, undoes))
			break;
		version = version_before(db, table, row, undoes);
	}
	return version;
}

/* Current version of the row; 0: there is no row. */
static int64_t
row_version(struct db *db, const char *table, int64_t row)
{
	struct record *r = row_get(db, record_type_find(table), row);
	int64_t version = r != NULL ? r->version : 0;

	record_free(r);
	return version;
}

/* Joins changes, with one header for each run of rows of a table, so that a row refused
 * because of another is tried again after it. */
static bool
join_row(const struct change *ch, void *arg)
{
	struct undo_write *u = arg;

	if (record_type_find(ch->table) == NULL)
		return false;
	if (u->rest != NULL && u->rest->leaves(u->db, u->n, ch->table, ch->row)) {
		GROW(u->left, u->cap_left, u->n_left + 1);
		u->left[u->n_left].table = record_type_find(ch->table)->name;
		u->left[u->n_left].op = ch->op;
		u->left[u->n_left++].row = ch->row;
		return true;
	}
	u->merges = u->merges || strcmp(ch->table, record_client_merge.name) == 0;
	if (u->refusal == NULL)
		u->refusal = table_append_only(ch->table);
	if (u->header.len != ch->n_header ||
	    memcmp(u->header.s, ch->bytes, ch->n_header) != 0) {
		buf_cut(&u->header, 0);
		buf_add(&u->header, ch->bytes, ch->n_header);
		buf_add(&u->changeset, ch->bytes, ch->n_header);
	}
	buf_add(&u->changeset, ch->body, ch->n_body);
	return true;
}

static bool
collect(struct undo_write *u)
{
	struct stmt *st = db_stmt(u->db, "journal_changes");
	AUTO_BUF struct buf room = BUF_INIT;
	struct journal_sum sum;
	const void *bytes;
	size_t size;
	bool any = false, whole = true;

	stmt_set_int(st, "n", u->n);
	while (stmt_next(st)) {
		if (!any)
			journal_sum_begin(&sum, st);
		any = true;
		bytes = journal_change(st, &room, &size);
		journal_sum_add(u->db, &sum, st, bytes, size);
		whole = whole && bytes != NULL && sum.good &&
		    changeset_split(bytes, size, join_row, u);
	}
	if (!stmt_end(st, u->e))
		return false;
	whole = whole && (!any || journal_sum_end(&sum));
	if (!whole && u->anyone)
		return err_set(u->e, ERR_INVALID, NULL, "They cannot be taken apart: part of what "
		    "the merge changed was erased since, or is damaged.");
	if (!whole)
		return err_set(u->e, ERR_INVALID, NULL,
		    "Entry %lld cannot be undone: part of it was erased or damaged.",
		    (long long)u->n);
	return true;
}

/* Refuses when the row has changed since the entry. */
static bool
check_row(const struct change *ch, void *arg)
{
	struct undo_write *u = arg;
	AUTO_BUF struct buf kind = BUF_INIT;
	int64_t now = row_version(u->db, ch->table, ch->row);
	bool same;

	if (ch->op == 'D')
		same = now == 0;
	else
		same = now != 0 &&
		    effective_version(u->db, ch->table, ch->row, now) ==
		    effective_version(u->db, ch->table, ch->row, u->n);
	if (same)
		return true;
	text_fold(&kind, record_type_find(ch->table)->label);
	return err_set(u->e, ERR_STALE, NULL,
	    "Not undone: this %s has been changed since.", kind.s);
}

static int
on_conflict(void *arg, int why, sqlite3_changeset_iter *iter)
{
	struct undo_write *u = arg;
	const char *table = NULL;
	sqlite3_value *id = NULL;
	int columns, op, indirect;

	/* only versions may differ: check_row() has looked */
	if (why == SQLITE_CHANGESET_DATA)
		return SQLITE_CHANGESET_REPLACE;
	if (why != SQLITE_CHANGESET_FOREIGN_KEY &&
	    sqlite3changeset_op(iter, &table, &columns, &op, &indirect) ==
	    SQLITE_OK) {
		snprintf(u->conflict_table, sizeof(u->conflict_table), "%s", table);
		if (op == SQLITE_INSERT)
			sqlite3changeset_new(iter, COLUMN_ID, &id);
		else
			sqlite3changeset_old(iter, COLUMN_ID, &id);
		u->conflict_row = id != NULL ? sqlite3_value_int64(id) : 0;
	}
	u->constraint = true;
	return SQLITE_CHANGESET_ABORT;
}

/* Gives rows that exist after the undo its number as their version. */
static bool
stamp_row(const struct change *ch, void *arg)
{
	struct undo_write *u = arg;

	return ch->op == 'I' || row_stamp(u->db, record_type_find(ch->table),
	    ch->row, u->e);
}

/* Another record is in the way of a row. */
static bool
blocked(const char *table, struct err *e)
{
	AUTO_BUF struct buf kind = BUF_INIT;

	text_fold(&kind, record_type_find(table)->label);
	return err_set(e, ERR_STALE, NULL, "Not undone: this %s cannot go back, because "
	    "another record is now in its way.", kind.s);
}

static bool
apply(struct undo_write *u)
{
	void *inverse = NULL;
	int n = 0, rc;

	if (!txn_stands(u->db, u->e))
		return false;
	rc = sqlite3changeset_invert((int)u->changeset.len, u->changeset.s, &n,
	    &inverse);
	if (rc == SQLITE_OK)
		rc = sqlite3changeset_apply(u->db->raw, n, inverse, NULL,
		    on_conflict, u);
	sqlite3_free(inverse);
	if (rc == SQLITE_OK)
		return true;
	db_fail(u->db, rc, u->e);
	if (u->constraint && txn_stands(u->db, NULL)) {
		if (signed_row(u->db, u->conflict_table, u->conflict_row, u->e))
			return false;
		if (db_stays(u->conflict_table) != NULL)
			return err_set(u->e, ERR_INVALID, NULL, "%s",
			    db_stays(u->conflict_table));
		if (u->conflict_row != 0)
			return blocked(u->conflict_table, u->e);
		return err_set(u->e, ERR_STALE, NULL,
		    "Not undone: other records now depend on it.");
	}
	return false;
}

/* Hands the rows that are not undone to the caller, after the others. */
static bool
give_rest(struct undo_write *u)
{
	size_t i;

	for (i = 0; i < u->n_left; i++)
		if (!u->rest->take(u->db, u->n, u->left[i].table, u->left[i].row,
		    u->left[i].op, u->rest->arg, u->e))
			return false;
	return true;
}

static bool
undo_inside(struct db *db, void *arg, struct err *e)
{
	struct undo_write *u = arg;

	u->e = e;
	err_clear(e);
	if (!collect(u))
		return false;
	if (u->merges) {
		db_label(db, "%s entry %lld", u->kind, (long long)u->n);
		return merge_turn(db, u->changeset.s, u->changeset.len, u->told, e);
	}
	if (u->refusal != NULL)
		return err_set(e, ERR_INVALID, NULL, "%s", u->refusal);
	if (u->changeset.len == 0 && u->n_left == 0)
		return err_set(e, ERR_INVALID, NULL,
		    "Entry %lld changed no record.", (long long)u->n);
	db_label(db, "%s entry %lld", u->kind, (long long)u->n);
	return (u->changeset.len == 0 ||
	    (changeset_split(u->changeset.s, u->changeset.len, check_row, u) &&
	    apply(u) &&
	    changeset_split(u->changeset.s, u->changeset.len, stamp_row, u))) &&
	    give_rest(u);
}

static bool
entry_taken_back(struct db *db, int64_t n)
{
	struct stmt *st = db_stmt(db, "journal_undone");
	bool found;

	stmt_set_int(st, "n", n);
	found = stmt_next(st);
	stmt_end(st, NULL);
	return found;
}

/* Reads what entry `n` is; ERR_INVALID when this person must not undo it. */
static bool
entry_fits(struct db *db, int64_t n, bool anyone, struct buf *label, bool *import,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	bool found, mine = false, load = false, erasure = false;

	stmt_set_int(st, "n", n);
	found = stmt_next(st);
	if (found) {
		mine = anyone || stmt_int(st, "who") == db->who;
		load = strcmp(stmt_text(st, "kind"), "load") == 0;
		erasure = strcmp(stmt_text(st, "kind"), "erase") == 0;
		*import = strcmp(stmt_text(st, "kind"), "import") == 0;
		if (label != NULL)
			buf_adds(label, stmt_text(st, "label"));
	}
	if (!stmt_end(st, e))
		return false;
	if (!found)
		return err_set(e, ERR_NOTFOUND, NULL, "There is no journal entry %lld.",
		    (long long)n);
	if (!mine)
		return err_set(e, ERR_DENIED, NULL,
		    "Entry %lld is somebody else's; only they can undo it.",
		    (long long)n);
	if (load)
		return err_set(e, ERR_INVALID, NULL,
		    "Entry %lld is where this file began; it cannot be undone.",
		    (long long)n);
	if (erasure)
		return err_set(e, ERR_INVALID, NULL, "%s", db_stays("erasure"));
	if (entry_taken_back(db, n))
		return err_set(e, ERR_INVALID, NULL,
		    "Entry %lld is undone already.", (long long)n);
	return true;
}

static bool
write_back(struct undo_write *u, struct buf *label, struct err *e)
{
	bool ok, import = false;

	if (!entry_fits(u->db, u->n, u->anyone, label, &import, e))
		return false;
	if (!import)
		u->rest = NULL;
	u->db->undoes = u->n;
	ok = db_write(u->db, u->kind, u->kind, undo_inside, u, e);
	u->db->undoes = 0;
	buf_free(&u->changeset);
	buf_free(&u->header);
	free(u->left);
	return ok;
}

static bool
take_back(struct db *db, const char *kind, int64_t n, const struct db_undo_rest *rest,
    struct buf *label, struct err *e)
{
	struct undo_write u = { .db = db, .n = n, .kind = kind, .rest = rest,
	    .changeset = BUF_INIT, .header = BUF_INIT };

	return write_back(&u, label, e);
}

bool
db_unmerge(struct db *db, int64_t n, const struct db_merge_told *told, struct err *e)
{
	struct undo_write u = { .db = db, .n = n, .kind = "undo", .anyone = true, .told = told,
	    .changeset = BUF_INIT, .header = BUF_INIT };

	return write_back(&u, NULL, e);
}

bool
db_undo_next(struct db *db, int64_t after, int64_t before, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_undo_next");

	*n = 0;
	stmt_set_int(st, "who", db->who);
	stmt_set_int(st, "after", after);
	stmt_set_int(st, "before", before != 0 ? before : INT64_MAX);
	if (stmt_next(st))
		*n = stmt_int(st, "n");
	return stmt_end(st, e);
}

bool
db_undo(struct db *db, int64_t n, const struct db_undo_rest *rest, int64_t *undone,
    struct buf *label, struct err *e)
{
	if (n == 0) {
		if (!db_undo_next(db, 0, 0, &n, e))
			return false;
		if (n == 0)
			return err_set(e, ERR_INVALID, NULL,
			    "There is nothing of yours to undo.");
	}
	if (undone != NULL)
		*undone = n;
	return take_back(db, "undo", n, rest, label, e);
}

/* This person's newest undo that is not itself undone, unless they changed something
 * since. */
bool
db_redo_next(struct db *db, int64_t after, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_of_person");
	const char *kind;

	*n = 0;
	stmt_set_int(st, "who", db->who);
	stmt_set_int(st, "after", after);
	while (*n == 0 && stmt_next(st)) {
		kind = stmt_text(st, "kind");
		if (strcmp(kind, "redo") == 0)
			continue;
		if (strcmp(kind, "undo") != 0)
			break;
		if (!entry_taken_back(db, stmt_int(st, "n")))
			*n = stmt_int(st, "n");
	}
	return stmt_end(st, e);
}

bool
db_redo(struct db *db, int64_t *redone, struct buf *label, struct err *e)
{
	int64_t n;

	if (!db_redo_next(db, 0, &n, e))
		return false;
	if (n == 0)
		return err_set(e, ERR_INVALID, NULL,
		    "There is nothing of yours to redo.");
	if (redone != NULL)
		*redone = n;
	return take_back(db, "redo", n, NULL, label, e);
}

int64_t
db_batch_of(struct db *db, int64_t n, int64_t *left)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	int64_t batch = 0;

	stmt_set_int(st, "n", n);
	if (stmt_next(st))
		batch = stmt_int(st, "batch");
	stmt_end(st, NULL);
	*left = 0;
	if (batch == 0)
		return 0;
	st = db_stmt(db, "journal_batch_left");
	stmt_set_int(st, "batch", batch);
	if (stmt_next(st))
		*left = stmt_int(st, "n");
	stmt_end(st, NULL);
	return batch;
}

int64_t
db_batch_newest(struct db *db, int64_t batch)
{
	struct stmt *st = db_stmt(db, "journal_batch_newest");
	int64_t n = 0;

	stmt_set_int(st, "batch", batch);
	if (stmt_next(st))
		n = stmt_int(st, "n");
	stmt_end(st, NULL);
	return n;
}
