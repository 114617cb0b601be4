/*
 * merge.c - rows that belong to a client, and clients who were merged into another.
 *
 * By what a row belongs to a client the record tables say: every link to one, so that a new
 * table moves by itself. The statements are made from them, as those of rows.c.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

/* They are about the record of a client itself and stay as they are. */
static bool
names_records(const struct record_type *t)
{
	return t == &record_client_merge || t == &record_client_apart || t == &record_erasure;
}

static bool
is_link(const struct record_type *t, const struct field *f)
{
	return f->type == FIELD_LINK && !names_records(t) &&
	    strcmp(f->link, record_client.name) == 0;
}

bool
db_client_link(size_t i, struct client_link *out)
{
	size_t t, f;

	for (t = 0; record_types[t] != NULL; t++)
		for (f = 0; f < record_types[t]->n_fields; f++)
			if (is_link(record_types[t], &record_types[t]->fields[f]) && i-- == 0) {
				*out = (struct client_link){ record_types[t],
				    &record_types[t]->fields[f] };
				return true;
			}
	return false;
}

int64_t
db_client_leads_to(struct db *db, int64_t client)
{
	struct stmt *st = db_stmt(db, "merge_leads");

	stmt_set_int(st, "client", client);
	if (stmt_next(st))
		client = stmt_int(st, "id");
	stmt_end(st, NULL);
	return client;
}

/* --- statements of a link ---------------------------------------------------------- */

/* Prepares a statement in which $T is the table and $C its column. */
static bool
prepare(struct db *db, const struct client_link *l, const char *words, struct stmt *st,
    struct err *e)
{
	AUTO_BUF struct buf sql = BUF_INIT;

	for (; *words != '\0'; words++)
		if (words[0] == '$' && (words[1] == 'T' || words[1] == 'C'))
			buf_addf(&sql, "\"%s\"", *++words == 'T' ? l->type->name :
			    l->field->name);
		else
			buf_addc(&sql, *words);
	*st = (struct stmt){ .name = l->type->name };
	return stmt_prepare(db, st, sql.s, e);
}

bool
db_client_rows(struct db *db, const struct client_link *l, int64_t client, int64_t *n,
    struct err *e)
{
	struct stmt st;
	bool ok;

	*n = 0;
	if (!prepare(db, l, "SELECT count(*) AS n FROM $T WHERE $C = ?1", &st, e))
		return false;
	sqlite3_bind_int64(st.raw, 1, client);
	if (stmt_next(&st))
		*n = stmt_int(&st, "n");
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}

/* Rows of the link become that client's: those that `which` finds by ?1. */
static bool
move_rows(struct db *db, const struct client_link *l, const char *which, int64_t id,
    int64_t client, struct err *e)
{
	AUTO_FREE char *words = xasprintf("UPDATE $T SET $C = ?2, version = ?3 WHERE %s = ?1", which);
	struct stmt st;
	bool ok;

	if (!prepare(db, l, words, &st, e))
		return false;
	sqlite3_bind_int64(st.raw, 1, id);
	sqlite3_bind_int64(st.raw, 2, client);
	sqlite3_bind_int64(st.raw, 3, db->entry);
	ok = stmt_run(&st, e);
	if (ok)
		db->row_writes += sqlite3_changes(db->raw);
	stmt_close(&st);
	return ok;
}

bool
db_client_move(struct db *db, int64_t gone, int64_t stays, struct err *e)
{
	struct client_link l;
	size_t i;

	for (i = 0; db_client_link(i, &l); i++)
		if (!move_rows(db, &l, "$C", gone, stays, e))
			return false;
	return true;
}

bool
merge_move_row(struct db *db, const struct client_link *l, int64_t row, int64_t client,
    struct err *e)
{
	return move_rows(db, l, "id", row, client, e);
}

struct beginning {
	int64_t after;
	bool made;
};

static bool
first_entry(const struct history_entry *en, void *arg)
{
	struct beginning *b = arg;

	b->made = en->op == 'I' && en->n > b->after;
	return false;
}

static bool
since_link(struct db *db, const struct client_link *l, int64_t client, int64_t after,
    void (*fn)(const struct record_type *, int64_t, void *), void *arg, struct err *e)
{
	struct stmt st;
	bool ok = true;

	if (!prepare(db, l, "SELECT id FROM $T WHERE $C = ?1 AND version > ?2 ORDER BY id", &st,
	    e))
		return false;
	sqlite3_bind_int64(st.raw, 1, client);
	sqlite3_bind_int64(st.raw, 2, after);
	while (ok && stmt_next(&st)) {
		struct beginning b = { after, false };
		int64_t row = stmt_int(&st, "id");

		ok = db_history(db, l->type, row, first_entry, &b, e);
		if (ok && b.made)
			fn(l->type, row, arg);
	}
	ok = stmt_end(&st, ok ? e : NULL) && ok;
	stmt_close(&st);
	return ok;
}

bool
db_client_made_since(struct db *db, int64_t client, int64_t after,
    void (*fn)(const struct record_type *, int64_t, void *), void *arg, struct err *e)
{
	struct client_link l;
	size_t i;

	for (i = 0; db_client_link(i, &l); i++)
		if (!since_link(db, &l, client, after, fn, arg, e))
			return false;
	return true;
}

/* --- nothing is written for who went ------------------------------------------------ */

static void
add_name(struct db *db, int64_t client, struct buf *out)
{
	AUTO_RECORD struct record *r = db_get(db, &record_client, client, NULL);
	AUTO_BUF struct buf name = BUF_INIT;

	if (r != NULL)
		client_display_name(r, &name);
	text_show(out, name.len > 0 ? name.s : "somebody", false);
}

/* The card of who went is still to be erased. */
static bool
is_erased(struct db *db, int64_t client)
{
	struct stmt *st = db_stmt(db, "merge_erased");
	bool yes;

	stmt_set_int(st, "client", client);
	stmt_set_int(st, "n", db->entry);
	yes = stmt_next(st);
	return stmt_end(st, NULL) && yes;
}

/* Whoever is written to after their erasure could not be erased again. */
static bool
is_not_erased(struct db *db, int64_t client, struct err *e)
{
	struct stmt *st = db_stmt(db, "merge_was_erased");
	bool was;

	stmt_set_int(st, "client", client);
	stmt_set_int(st, "n", db->entry);
	was = stmt_next(st);
	return stmt_end(st, e) && (!was || err_set(e, ERR_INVALID, "client", "%s: " DB_ERASED,
	    db->undoes != 0 ? "Not undone" : "Not saved"));
}

/* Asks whether a client went or was erased, but for a merge or an erasure of this entry. */
static bool
is_here(struct db *db, int64_t client, struct err *e)
{
	struct stmt *st = db_stmt(db, "merge_of");
	AUTO_BUF struct buf gone = BUF_INIT, stays = BUF_INIT;
	int64_t other = 0;

	stmt_set_int(st, "client", client);
	if (stmt_next(st) && stmt_int(st, "version") != db->entry)
		other = stmt_int(st, "stays");
	if (!stmt_end(st, e))
		return false;
	if (other == 0 || is_erased(db, client))
		return is_not_erased(db, client, e);
	add_name(db, client, &gone);
	add_name(db, other, &stays);
	return err_set(e, ERR_INVALID, "client", "%s: this record of %s was merged into the one "
	    "of %s; write it there.", db->undoes != 0 ? "Not undone" : "Not saved", gone.s,
	    stays.s);
}

/* A link by which a row is written for a client; the two of a new merge too. */
static bool
is_judged(const struct change *ch, const struct record_type *t, const struct field *f)
{
	return is_link(t, f) || (t == &record_client_merge && ch->op == 'I' &&
	    f->type == FIELD_LINK && strcmp(f->link, record_client.name) == 0);
}

bool
merge_judge(struct db *db, const struct change *ch, int64_t *asked, struct err *e)
{
	const struct record_type *t = record_type_find(ch->table);
	struct change_reader r;
	size_t i;
	bool read = false;
	int64_t client;

	if (ch->op == 'D' || t == NULL)
		return true;
	if (t == &record_client)
		return ch->op == 'I' || is_here(db, ch->row, e);
	for (i = 0; i < t->n_fields; i++) {
		if (!is_judged(ch, t, &t->fields[i]))
			continue;
		if (!read)
			change_read(&r, ch);
		read = true;
		client = cell_int(change_new(&r, COLUMN_FIELDS + (int)i));
		if (client == 0 || client == *asked)
			continue;
		if (!is_here(db, client, e))
			return false;
		*asked = client;
	}
	return true;
}

static bool
check_link(struct db *db, const struct client_link *l, const struct finder *f, struct err *e)
{
	struct stmt st;
	bool ok;

	if (!prepare(db, l, "SELECT t.id, m.gone, m.stays FROM client_merge m JOIN $T t ON t.$C = "
	    "m.gone WHERE m.ended_at IS NULL", &st, e))
		return false;
	while (stmt_next(&st))
		finder_say(f, "%s %lld is of client %lld, who was merged into client %lld.",
		    l->type->name, (long long)stmt_int(&st, "id"),
		    (long long)stmt_int(&st, "gone"), (long long)stmt_int(&st, "stays"));
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}

bool
merge_check(struct db *db, const struct finder *f, struct err *e)
{
	struct client_link l;
	size_t i;

	for (i = 0; db_client_link(i, &l); i++)
		if (!check_link(db, &l, f, e))
			return false;
	return true;
}
