/*
 * undo.c - undo for the screens: shown before it is done, and never of entries older
 * than the login. See history.h.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/history.h"
#include "practice/naming.h"
#include "practice/undo_consents.h"
#include "practice/undo_receipts.h"
#include "practice/undo_words.h"

/* Reads an entry; *undoes is the entry that it undid (0: none). */
static bool
read_entry(struct practice *p, int64_t n, struct undoable *u, int64_t *undoes,
    struct err *e)
{
	static const char *const kinds[] = { "change", "import", "undo", "redo" };
	struct stmt *st = db_stmt(p->db, "journal_entry");
	bool found;
	size_t i;

	*undoes = 0;
	stmt_set_int(st, "n", n);
	found = stmt_next(st);
	if (found) {
		u->at = stmt_int(st, "at");
		u->kind = "";
		for (i = 0; i < ARRAY_LEN(kinds); i++)
			if (strcmp(stmt_text(st, "kind"), kinds[i]) == 0)
				u->kind = kinds[i];
		snprintf(u->label, sizeof(u->label), "%s", stmt_text(st, "label"));
		*undoes = stmt_int(st, "undoes");
	}
	if (!stmt_end(st, e))
		return false;
	return found || err_set(e, ERR_NOTFOUND, NULL,
	    "There is no journal entry %lld.", (long long)n);
}

/* The row that entry `n` is about. */
static bool
read_about(struct practice *p, int64_t n, struct undoable *u, struct err *e)
{
	const struct record_type *named = undo_label_type(u->label);
	struct stmt *st = db_stmt(p->db, "watch_about");

	stmt_set_int(st, "n", n);
	stmt_set_text(st, "tbl", named != NULL ? named->name : NULL);
	if (stmt_next(st)) {
		u->type = record_type_find(stmt_text(st, "tbl"));
		u->row = stmt_int(st, "row");
		u->client = stmt_int(st, "client");
	}
	return stmt_end(st, e);
}

/* How many records of that type it wrote, with its whole batch. */
static bool
count_rows(struct practice *p, int64_t n, struct undoable *u, struct err *e)
{
	struct stmt *st = db_stmt(p->db, u->batch != 0 ? "watch_rows_of_batch" :
	    "watch_rows_of_entry");

	stmt_set_int(st, "n", u->batch != 0 ? u->batch : n);
	stmt_set_text(st, "tbl", u->type != NULL ? u->type->name : "");
	if (stmt_next(st))
		u->rows = (long)stmt_int(st, "n");
	return stmt_end(st, e);
}

/* Fills `u` with the entry. *first is the original one: of an undo what it undid. */
static bool
read_first(struct practice *p, int64_t n, struct undoable *u, int64_t *first, struct err *e)
{
	int64_t undoes;
	instant at;

	*u = (struct undoable){ .entry = *first = n };
	if (!read_entry(p, n, u, &undoes, e))
		return false;
	at = u->at;
	while (undoes != 0) {
		*first = undoes;
		if (!read_entry(p, *first, u, &undoes, e))
			return false;
	}
	u->at = at;
	u->age_seconds = clock_now() - at;
	(void)sscanf(u->label, "merge client %" SCNd64, &u->merged);
	return true;
}

/* The same with the batch that would be undone. */
static bool
follow(struct practice *p, int64_t n, struct undoable *u, int64_t *first, struct err *e)
{
	if (!read_first(p, n, u, first, e))
		return false;
	u->batch = db_batch_of(p->db, *first, &u->left);
	return true;
}

/* And with the records that it is about. */
static bool
tell(struct practice *p, int64_t n, struct undoable *u, struct err *e)
{
	int64_t first;

	return follow(p, n, u, &first, e) && read_about(p, first, u, e) &&
	    count_rows(p, first, u, e);
}

bool
undoable_of(struct practice *p, int64_t n, struct undoable *u, struct err *e)
{
	int64_t first;

	return read_first(p, n, u, &first, e) && read_about(p, first, u, e) &&
	    count_rows(p, first, u, e);
}

void
undone_words(struct practice *p, const struct undone *u, struct buf *out)
{
	struct undoable what;
	struct err none;
	int64_t first;

	if (!read_first(p, u->entry, &what, &first, &none))
		return;
	what.batch = u->entries > 1 ? u->batch : 0;
	if (!read_about(p, first, &what, &none) || !count_rows(p, first, &what, &none))
		return;
	undoable_words(p, &what, out);
	if (first == u->entry) {
		buf_adds(out, ", done ");
		naming_add_moment(p, what.at, out);
	}
}

static bool
nothing(const char *verb, struct err *e)
{
	return err_set(e, ERR_INVALID, NULL,
	    "There is nothing of yours to %s since you logged in.", verb);
}

bool
practice_undo_next(struct practice *p, struct undoable *u, struct err *e)
{
	int64_t n, receipt;
	const char *stays;

	if (!practice_may(p, ACTION_UNDO, e) ||
	    !undo_next_entry(p, p->began, &n, &receipt, &stays, e))
		return false;
	if (n == 0 && stays != NULL)
		return err_set(e, ERR_INVALID, NULL, "%s There is nothing else of yours to "
		    "undo since you logged in.", stays);
	if (n == 0)
		return nothing("undo", e);
	if (!tell(p, n, u, e))
		return false;
	u->receipt = receipt;
	u->stays = stays;
	return true;
}

bool
practice_redo_next(struct practice *p, struct undoable *u, struct err *e)
{
	int64_t n;

	if (!practice_may(p, ACTION_UNDO, e) ||
	    !db_redo_next(p->db, p->began, &n, e))
		return false;
	return n != 0 ? tell(p, n, u, e) : nothing("redo", e);
}

bool
practice_undo_since(struct practice *p, const struct undoable *what,
    struct undone *u, struct err *e)
{
	int64_t n;

	*u = (struct undone){ .entry = 0 };
	if (!practice_may(p, ACTION_UNDO, e))
		return false;
	if (what->entry <= p->began)
		return nothing("undo", e);
	if (!undo_entry(p, what->entry, u, NULL, e))
		return false;
	u->batch = db_batch_of(p->db, u->entry, &u->left);
	u->entries = 1;
	/* an import is one undo, however many entries it has */
	while (u->batch != 0 && (n = db_batch_newest(p->db, u->batch)) > p->began) {
		if (!undo_entry(p, n, u, NULL, e))
			return err_prefix(e, "The newest part was undone, then");
		u->entries++;
		u->left--;
	}
	return true;
}

bool
practice_redo_since(struct practice *p, const struct undoable *what,
    struct undone *u, struct err *e)
{
	struct undoable next;
	int64_t n, first;

	*u = (struct undone){ .entry = 0 };
	if (!practice_may(p, ACTION_UNDO, e) ||
	    !db_redo_next(p->db, p->began, &n, e))
		return false;
	if (n == 0 || n != what->entry)
		return err_set(e, ERR_INVALID, NULL,
		    "Not redone: something else was done since.");
	if (!db_redo(p->db, &u->entry, NULL, e))
		return e->code == ERR_STALE && undo_tell_stale(p, n, e);
	u->entries = 1;
	while (what->batch != 0 && db_redo_next(p->db, p->began, &n, e) && n != 0 &&
	    follow(p, n, &next, &first, e) && next.batch == what->batch) {
		if (!db_redo(p->db, &u->entry, NULL, e))
			return false;
		u->entries++;
	}
	return true;
}
