/*
 * undo_consents.c - see undo_consents.h.
 */
#include "practice/undo_consents.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/client_merge.h"
#include "practice/undo_receipts.h"
#include "practice/undo_words.h"

struct consent {
	bool told;		/* the batch has an event of it */
	bool newest;		/* … and nothing is newer */
	instant at;		/* of the newest event */
	char back[16];		/* the state without the batch */
};

/* Addresses, what was said of them, and where a row went that a later import has said
 * again. */
static bool
leaves(struct db *db, int64_t n, const char *table, int64_t row)
{
	AUTO_RECORD struct record *r = NULL;
	int64_t left, batch;

	if (strcmp(table, record_subscriber.name) == 0 ||
	    strcmp(table, record_consent_event.name) == 0)
		return true;
	if (strcmp(table, record_import_row.name) != 0 ||
	    (r = db_get(db, &record_import_row, row, NULL)) == NULL)
		return false;
	batch = db_batch_of(db, r->version, &left);
	return batch != 0 && batch != db_batch_of(db, n, &left);
}

static bool
look_up(struct db *db, int64_t n, int64_t subscriber, const struct undone *u,
    struct consent *c, struct err *e)
{
	int64_t left, batch = db_batch_of(db, n, &left);
	struct stmt *st = db_stmt(db, "undo_consent");

	*c = (struct consent){ .at = clock_now(), .back = "unknown" };
	stmt_set_int(st, "n", n);
	stmt_set_int(st, "batch", batch);
	stmt_set_int(st, "began", u->began);
	stmt_set_int(st, "subscriber", subscriber);
	if (stmt_next(st)) {
		c->told = stmt_int(st, "told") != 0;
		c->newest = stmt_int(st, "newest") == n || (batch != 0 &&
		    (stmt_int(st, "batch") == batch ||
		    (stmt_int(st, "undone_batch") == batch &&
		    stmt_int(st, "newest") >= u->began)));
		if (stmt_int(st, "at") > c->at)
			c->at = stmt_int(st, "at");
		if (*stmt_text(st, "back") != '\0')
			snprintf(c->back, sizeof(c->back), "%s",
			    stmt_text(st, "back"));
	}
	return stmt_end(st, e);
}

static bool
record_back(struct db *db, const struct consent *c, const struct record *r,
    struct err *e)
{
	AUTO_RECORD struct record *ev = record_new(&record_consent_event);

	record_set_int(ev, "subscriber", r->id);
	record_set_int(ev, "at", c->at);
	record_set_text(ev, "state", c->back);
	record_set_text(ev, "source", "import");
	record_set_text(ev, "reason", "the import was undone");
	if (db_who(db) != 0)
		record_set_int(ev, "who", db_who(db));
	return db_insert(db, ev, e);
}

struct consent_reversal {
	struct record *r;
	int64_t n;
	bool changed;
};

/* Undoes what the entry changed beside the state, if unchanged since. */
static bool
turn_back(const struct history_entry *en, void *arg)
{
	struct consent_reversal *t = arg;
	size_t i;

	for (i = 0; en->n == t->n && en->op == 'U' && i < en->n_changes; i++) {
		const struct history_change *ch = &en->changes[i];

		if (strcmp(ch->field->name, "state") == 0 ||
		    !value_equal(record_value(t->r, ch->field->name), &ch->after))
			continue;
		value_copy(record_value(t->r, ch->field->name), &ch->before);
		t->changed = true;
	}
	return en->n != t->n;
}

static bool
take(struct db *db, int64_t n, const char *table, int64_t row, UNUSED char op, void *arg,
    struct err *e)
{
	struct undone *u = arg;
	AUTO_RECORD struct record *r = NULL;
	struct consent_reversal t = { .n = n };
	struct consent c;

	if (strcmp(table, record_subscriber.name) != 0)
		return true;
	if (u->began == 0)
		u->began = db_entry(db);
	if (!look_up(db, n, row, u, &c, e) ||
	    (t.r = r = db_get(db, &record_subscriber, row, e)) == NULL ||
	    !db_history(db, &record_subscriber, row, turn_back, &t, e))
		return false;
	if (c.told && !c.newest)
		u->left_since++;
	if (c.told && c.newest && strcmp(record_text(r, "state"), c.back) != 0) {
		record_set_text(r, "state", c.back);
		u->opposites++;
		t.changed = true;
		if (!record_back(db, &c, r, e))
			return false;
	}
	return !t.changed || db_update(db, r, e);
}

bool
undo_entry(struct practice *p, int64_t n, struct undone *u, struct buf *label,
    struct err *e)
{
	struct undone before = *u;
	const struct db_undo_rest rest = { leaves, take, u };
	struct undoable what = { .entry = 0 };
	int64_t receipt;
	const char *stays = NULL;

	if (n == 0 && (!undo_next_entry(p, 0, &n, &receipt, &stays, e) ||
	    (n != 0 && !undoable_of(p, n, &what, e))))
		return false;
	if (n == 0)
		return err_set(e, ERR_INVALID, NULL, "%s%sThere is nothing of yours to undo.",
		    stays != NULL ? stays : "", stays != NULL ? " " : "");
	/* by what made the two one last: a redo took along what came in between */
	if (what.merged != 0) {
		if (!client_unmerge(p, what.merged, NULL, NULL, e))
			return false;
		if (label != NULL)
			buf_adds(label, what.label);
		u->entry = n;
		return true;
	}
	if (!undo_leaves_money(p, n, e))
		return false;
	if (db_undo(p->db, n, &rest, NULL, label, e)) {
		if (u->entry == 0)
			u->entry = n;
		return true;
	}
	/* rolled back */
	u->opposites = before.opposites;
	u->left_since = before.left_since;
	u->began = before.began;
	return e->code == ERR_STALE && undo_tell_stale(p, n, e);
}
