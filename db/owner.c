/*
 * owner.c - whose record a row is.
 *
 * A record type names the column that says so: its own id (a client), a link to a
 * client, or a link to a record that has one (a line's receipt).
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

int64_t
row_owner(struct db *db, const struct record_type *t, int64_t id)
{
	struct record *r;
	const struct field *link;

	while (t->client != NULL && id != 0) {
		if (strcmp(t->client, "id") == 0)
			return id;
		r = row_get(db, t, id);
		if (r == NULL)
			return 0;
		link = record_field(t, t->client);
		id = record_int(r, t->client);
		t = record_type_find(link->link);
		record_free(r);
	}
	return 0;
}

/* Adds the condition for rows of the type that lead to the client. */
static void
leads_to_client(const struct record_type *t, struct buf *sql)
{
	const struct field *link;

	if (strcmp(t->client, "id") == 0) {
		/* and the cards that were merged into theirs */
		buf_adds(sql, "id IN (WITH RECURSIVE card(id) AS (SELECT :client UNION "
		    "SELECT m.gone FROM client_merge m JOIN card ON m.stays = card.id "
		    "WHERE m.ended_at IS NULL) SELECT id FROM card)");
		return;
	}
	link = record_field(t, t->client);
	buf_addf(sql, "\"%s\" IN (SELECT id FROM \"%s\" WHERE ", link->name, link->link);
	leads_to_client(record_type_find(link->link), sql);
	buf_addc(sql, ')');
}

static bool
owned_ids(struct db *db, const struct record_type *t, int64_t client, int64_t **ids,
    size_t *n, struct err *e)
{
	AUTO_BUF struct buf sql = BUF_INIT;
	struct stmt st = { .name = t->name };
	size_t cap = 0;
	bool ok;

	buf_addf(&sql, "SELECT id FROM \"%s\" WHERE ", t->name);
	leads_to_client(t, &sql);
	buf_adds(&sql, " ORDER BY id");
	if (!stmt_prepare(db, &st, sql.s, e))
		return false;
	stmt_set_int(&st, "client", client);
	while (stmt_next(&st)) {
		GROW(*ids, cap, *n + 1);
		(*ids)[(*n)++] = stmt_int(&st, "id");
	}
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}

bool
db_owned(struct db *db, const struct record_type *t, int64_t client,
    bool (*fn)(struct record *r, void *arg, struct err *e), void *arg, struct err *e)
{
	AUTO_FREE int64_t *ids = NULL;
	size_t i, n = 0;
	bool ok = t->client == NULL || owned_ids(db, t, client, &ids, &n, e);

	for (i = 0; ok && i < n; i++) {
		AUTO_RECORD struct record *r = db_get(db, t, ids[i], e);

		ok = r != NULL && fn(r, arg, e);
	}
	return ok;
}

/* The link in the change's old record; 0: none, or not changed. */
static int64_t
old_link(const struct change *ch, int column)
{
	struct change_reader r;

	change_read(&r, ch);
	return cell_int(change_old(&r, column));
}

void
change_owner(struct db *db, const struct change *ch, int64_t *owner,
    int64_t *former)
{
	const struct record_type *t = record_type_find(ch->table), *up;

	*owner = *former = 0;
	BUG_IF(t == NULL);
	if (t->client == NULL)
		return;
	if (strcmp(t->client, "id") == 0) {
		*owner = ch->row;
		return;
	}
	up = record_type_find(record_field(t, t->client)->link);
	if (ch->op != 'I')
		*former = row_owner(db, up, old_link(ch, COLUMN_FIELDS +
		    record_field_index(t, t->client)));
	if (ch->op == 'D') {
		*owner = *former;
		*former = 0;
	} else {
		*owner = row_owner(db, t, ch->row);
	}
	if (*former == *owner)
		*former = 0;
}
