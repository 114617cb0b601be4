/*
 * owner.c - whose record a row is.
 *
 * A record type names the column that says so: its own id (a client), a link to a
 * client, or a link to a record that has one (a line's receipt).
 */
#include <string.h>

#include "base/bug.h"
#include "db/internal.h"

static int64_t
owner_of_row(struct db *db, const struct record_type *t, int64_t id)
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
		*former = owner_of_row(db, up, old_link(ch, COLUMN_FIELDS +
		    record_field_index(t, t->client)));
	if (ch->op == 'D') {
		*owner = *former;
		*former = 0;
	} else {
		*owner = owner_of_row(db, t, ch->row);
	}
	if (*former == *owner)
		*former = 0;
}
