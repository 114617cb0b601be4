/*
 * merge_back.c - a merge taken apart, and made again, field by field.
 *
 * A merge is not undone as other entries are: days later its rows have changed. What it
 * changed and nobody changed since goes back, what somebody did stays and is told. Its own
 * record stays too and says whether the two are one; as it is written first, what is kept
 * (db/tables.c) may move with it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

struct merge_back {
	struct db *db;
	const struct db_merge_told *told;
	int64_t stays, gone;
	bool again;		/* they are made one again */
	struct err *e;
};

static bool
refuse(struct merge_back *b, const char *why)
{
	return err_set(b->e, ERR_INVALID, NULL, "Nothing was changed: %s", why);
}

static bool
went(struct merge_back *b, int64_t client)
{
	return db_client_leads_to(b->db, client) != client;
}

/* May they be taken apart, or made one again, now? */
static bool
is_possible(struct merge_back *b, const struct record *r)
{
	if (!b->again && !record_is_null(r, "ended_at"))
		return refuse(b, "the two were taken apart already.");
	if (went(b, b->stays))
		return refuse(b, "the client that stayed was merged into another one since; take "
		    "that apart first.");
	if (b->again && went(b, b->gone))
		return refuse(b, "one of the two was merged into another one since.");
	return true;
}

/* The record of the merge, in the same entry. */
static bool
turn_merge(const struct change *ch, void *arg)
{
	struct merge_back *b = arg;
	struct change_reader c;
	const struct change_cell *ended;
	AUTO_RECORD struct record *r = NULL;

	if (record_type_find(ch->table) != &record_client_merge)
		return true;
	change_read(&c, ch);
	r = db_get(b->db, &record_client_merge, ch->row, b->e);
	if (r == NULL)
		return false;
	b->stays = record_int(r, "stays");
	b->gone = record_int(r, "gone");
	ended = change_new(&c, COLUMN_FIELDS + record_field_index(r->type, "ended_at"));
	if (ch->op == 'U' && ended == NULL)	/* a row was given to one of them */
		return db_update(b->db, r, b->e);
	b->again = ended != NULL && ended->type != SQLITE_NULL;
	if (!is_possible(b, r))
		return false;
	record_set_null(r, "ended_at");
	record_set_null(r, "ended_by");
	if (!b->again) {
		record_set_int(r, "ended_at", clock_now());
		if (db_who(b->db) != 0)
			record_set_int(r, "ended_by", db_who(b->db));
	}
	return db_update(b->db, r, b->e);
}

/* An address gets its state back with an event, as each change of it has one. */
static bool
tell_state(struct merge_back *b, const struct record *r)
{
	AUTO_RECORD struct record *ev = record_new(&record_consent_event);

	record_set_int(ev, "subscriber", r->id);
	record_set_int(ev, "at", clock_now());
	record_set_text(ev, "state", record_text(r, "state"));
	record_set_text(ev, "source", "desk");
	record_set_text(ev, "reason", b->again ? "two records of the client were merged" :
	    "the merge with another client was taken apart");
	if (db_who(b->db) != 0)
		record_set_int(ev, "who", db_who(b->db));
	return db_insert(b->db, ev, b->e);
}

/* A visit that was signed since stays with whom it was signed for. */
static bool
signed_since(struct merge_back *b, const struct record *r, bool *yes)
{
	struct stmt *st;

	*yes = false;
	if (b->again || r->type != &record_session)
		return true;
	st = db_stmt(b->db, "merge_signed");
	stmt_set_int(st, "session", r->id);
	stmt_set_int(st, "n", b->db->undoes);
	*yes = stmt_next(st);
	return stmt_end(st, b->e);
}

struct turned {
	size_t n;			/* fields that go back */
	const struct field *last;	/* … one of them */
	bool state;
};

/* Sets the fields that are as the entry left them back in `r`. */
static void
turn_fields(struct merge_back *b, const struct change_reader *c, struct record *r,
    struct turned *t)
{
	struct value before = VALUE_INIT, after = VALUE_INIT;
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];
		const struct change_cell *is = change_new(c, COLUMN_FIELDS + (int)i);

		if (is == NULL)
			continue;
		value_from_cell(&before, change_old(c, COLUMN_FIELDS + (int)i));
		value_from_cell(&after, is);
		if (value_equal(&r->values[i], &after)) {
			value_copy(&r->values[i], &before);
			t->n++;
			t->last = f;
			t->state = t->state || (r->type == &record_subscriber &&
			    strcmp(f->name, "state") == 0);
		} else if (b->told != NULL) {
			b->told->left(r->type, r->id, f, b->told->arg);
		}
		value_clear(&before);
		value_clear(&after);
	}
}

static bool
turn_row(const struct change *ch, void *arg)
{
	struct merge_back *b = arg;
	struct change_reader c;
	struct turned t = { .n = 0 };
	AUTO_RECORD struct record *r = NULL;
	bool stays;

	if (ch->op != 'U' || strcmp(ch->table, record_client_merge.name) == 0)
		return true;
	r = row_get(b->db, record_type_find(ch->table), ch->row);
	if (r == NULL) {
		if (b->told != NULL)
			b->told->left(record_type_find(ch->table), ch->row, NULL, b->told->arg);
		return true;
	}
	if (!signed_since(b, r, &stays))
		return false;
	if (stays) {
		if (b->told != NULL)
			b->told->left(r->type, r->id, record_field(r->type, "client"),
			    b->told->arg);
		return true;
	}
	change_read(&c, ch);
	turn_fields(b, &c, r, &t);
	if (t.n == 0)
		return true;
	if (t.n == 1 && t.last->type == FIELD_LINK && r->type != &record_client)
		return merge_move_row(b->db, &(struct client_link){ r->type, t.last }, r->id,
		    record_int(r, t.last->name), b->e);
	return db_update(b->db, r, b->e) && (!t.state || tell_state(b, r));
}

struct merging {
	int64_t entry;
	bool apart;
};

static bool
find_entry(const struct history_entry *en, void *arg)
{
	struct merging *g = arg;
	size_t i;
	bool ended = false, told = en->op == 'I';

	for (i = 0; i < en->n_changes; i++)
		if (strcmp(en->changes[i].field->name, "ended_at") == 0) {
			told = true;
			ended = en->changes[i].after.kind != VALUE_NULL;
		}
	if (told)
		g->apart = ended;
	if (told && !ended)
		g->entry = en->n;
	return true;
}

bool
db_merge_entry(struct db *db, int64_t merge, int64_t *entry, bool *apart, struct err *e)
{
	struct merging g = { .entry = 0 };

	if (!db_history(db, &record_client_merge, merge, find_entry, &g, e))
		return false;
	*entry = g.entry;
	*apart = g.apart || g.entry == 0;
	return true;
}

bool
db_client_part(struct db *db, int64_t stays, int64_t gone, struct err *e)
{
	struct stmt *st = db_stmt(db, "merge_comings");
	int64_t *ids = NULL;
	size_t i, n;
	bool ok;

	stmt_set_int(st, "stays", stays);
	stmt_set_int(st, "gone", gone);
	ok = stmt_ids(st, &ids, &n, e);
	for (i = 0; ok && i < n; i++) {
		AUTO_RECORD struct record *r = db_get(db, &record_session, ids[i], e);

		if (r != NULL)
			record_set_null(r, "joined");
		ok = r != NULL && db_update(db, r, e);
	}
	free(ids);
	return ok;
}

bool
merge_turn(struct db *db, const void *changeset, size_t n, const struct db_merge_told *told,
    struct err *e)
{
	struct merge_back b = { .db = db, .told = told, .e = e };

	err_clear(e);
	return (changeset_split(changeset, n, turn_merge, &b) &&
	    changeset_split(changeset, n, turn_row, &b) &&
	    (b.again ? db_client_move(db, b.gone, b.stays, e) :
	    db_client_part(db, b.stays, b.gone, e))) ||
	    (e->code == ERR_NONE && err_set(e, ERR_DB, NULL, "The journal's entry of that merge "
	    "cannot be read."));
}
