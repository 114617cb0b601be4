/*
 * history.c - what the journal has of a record, and what an entry did to records.
 */
#include <sqlite3.h>
#include <stdlib.h>

#include "base/mem.h"
#include "db/internal.h"

static size_t
history_fields(const struct record_type *t, struct change_reader *r,
    struct history_change *changes)
{
	size_t i, n = 0;
	const struct change_cell *before, *after;

	for (i = 0; i < t->n_fields; i++) {
		if (t->fields[i].flags & FIELD_SECRET)
			continue;
		before = change_old(r, COLUMN_FIELDS + (int)i);
		after = change_new(r, COLUMN_FIELDS + (int)i);
		if (before == NULL && after == NULL)
			continue;
		if ((before == NULL || before->type == SQLITE_NULL) &&
		    (after == NULL || after->type == SQLITE_NULL))
			continue;
		changes[n].field = &t->fields[i];
		value_from_cell(&changes[n].before, before);
		value_from_cell(&changes[n].after, after);
		n++;
	}
	return n;
}

/* Reads the change in the row of `st`; one that was blanked has none. */
static void
history_read(struct stmt *st, const struct record_type *t, struct buf *room,
    struct history_change *changes, struct history_entry *en)
{
	struct change_reader r;
	size_t size;
	const void *bytes = journal_change(st, room, &size);

	if (bytes == NULL || !change_reader_begin(&r, bytes, size))
		return;
	en->op = r.op;
	en->n_changes = history_fields(t, &r, changes);
}

static void
history_clear(const struct history_entry *en, struct history_change *changes)
{
	size_t i;

	for (i = 0; i < en->n_changes; i++) {
		value_clear(&changes[i].before);
		value_clear(&changes[i].after);
	}
}

bool
db_history(struct db *db, const struct record_type *t, int64_t id,
    bool (*fn)(const struct history_entry *, void *), void *arg, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_row_history");
	struct history_change *changes = xcalloc(t->n_fields + 1,
	    sizeof(*changes));
	AUTO_BUF struct buf room = BUF_INIT;
	bool go_on = true;

	stmt_set_text(st, "tbl", t->name);
	stmt_set_int(st, "row", id);
	while (go_on && stmt_next(st)) {
		struct history_entry en = {
			.n = stmt_int(st, "n"), .at = stmt_int(st, "at"),
			.who = stmt_int(st, "who"), .kind = stmt_text(st, "kind"),
			.label = stmt_text(st, "label"), .op = '-',
			.changes = changes,
		};

		history_read(st, t, &room, changes, &en);
		go_on = fn(&en, arg);
		history_clear(&en, changes);
	}
	mem_auto_free(&changes);
	return stmt_end(st, e);
}

bool
db_entry_records(struct db *db, int64_t n, bool (*fn)(const struct record_type *t, int64_t row,
    const struct history_entry *en, void *arg), void *arg, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_records");
	AUTO_BUF struct buf room = BUF_INIT;
	bool go_on = true;

	stmt_set_int(st, "n", n);
	while (go_on && stmt_next(st)) {
		const struct record_type *t = record_type_find(stmt_text(st, "tbl"));
		struct history_entry en = { .n = n, .op = '-' };
		struct history_change *changes;

		if (t == NULL || stmt_int(st, "row") == 0)
			continue;
		changes = xcalloc(t->n_fields + 1, sizeof(*changes));
		en.changes = changes;
		history_read(st, t, &room, changes, &en);
		go_on = fn(t, stmt_int(st, "row"), &en, arg);
		history_clear(&en, changes);
		free(changes);
	}
	return stmt_end(st, e);
}
