/*
 * changeset.c - changesets of SQLite's session extension, one row at a time.
 *
 * The format is the one sqlite3changeset_concat() and friends write: a table
 * header ('T', number of columns, a key flag for each, the name and a NUL), then
 * changes (operation, indirect flag, records), then the next header. A record is a
 * value for each column: a type byte (0 absent, 1 integer, 2 real, 3 text,
 * 4 blob, 5 NULL) and its bytes. An UPDATE has an old and a new record.
 */
#include <string.h>

#include "base/bug.h"
#include "db/internal.h"

uint64_t
cursor_varint(struct cursor *c)
{
	uint64_t v = 0;
	int i;

	for (i = 0; i < 9 && c->at < c->end; i++) {
		if (i == 8)
			return (v << 8) | *c->at++;
		v = (v << 7) | (*c->at & 0x7f);
		if ((*c->at++ & 0x80) == 0)
			return v;
	}
	c->bad = true;
	return 0;
}

void
cursor_skip(struct cursor *c, uint64_t n)
{
	if ((uint64_t)(c->end - c->at) < n)
		c->bad = true;
	else
		c->at += n;
}

/* Skips one record; *id gets the integer of column 0 when it is present. */
static void
skip_record(struct cursor *c, uint64_t columns, int64_t *id)
{
	uint64_t i, v;
	int type, k;

	for (i = 0; i < columns && !c->bad; i++) {
		if (c->at >= c->end) {
			c->bad = true;
			return;
		}
		type = *c->at++;
		if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
			cursor_skip(c, cursor_varint(c));
		} else if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
			if (i == COLUMN_ID && c->end - c->at >= 8) {
				for (v = 0, k = 0; k < 8; k++)
					v = (v << 8) | c->at[k];
				*id = (int64_t)v;
			}
			cursor_skip(c, 8);
		} else if (type != 0 && type != SQLITE_NULL) {
			c->bad = true;
		}
	}
}

uint64_t
changeset_columns(const void *header, size_t n)
{
	const unsigned char *begin = n > 0 ? header : (const unsigned char *)"";
	struct cursor c = { begin, begin + n, false };
	uint64_t columns;

	if (n == 0 || *c.at++ != 'T')
		return 0;
	columns = cursor_varint(&c);
	cursor_skip(&c, columns);
	if (c.bad || memchr(c.at, 0, (size_t)(c.end - c.at)) != c.end - 1)
		return 0;
	return columns;
}

bool
changeset_split(const void *bytes, size_t n,
    bool (*fn)(const struct change *, void *), void *arg)
{
	/* a note has no changeset: avoid pointer arithmetic on NULL */
	const unsigned char *begin = bytes != NULL ? bytes :
	    (const unsigned char *)"";
	struct cursor c = { begin, begin + n, false };
	struct change ch = { .table = NULL };
	uint64_t columns = 0;
	const unsigned char *nul;
	int op;

	while (c.at < c.end && !c.bad) {
		if (*c.at == 'T') {
			ch.bytes = c.at++;
			columns = cursor_varint(&c);
			cursor_skip(&c, columns);
			nul = c.bad ? NULL : memchr(c.at, 0, (size_t)(c.end - c.at));
			if (nul == NULL)
				return false;
			ch.table = (const char *)c.at;
			c.at = nul + 1;
			ch.n_header = (size_t)(c.at - ch.bytes);
			continue;
		}
		if (ch.table == NULL || c.end - c.at < 2)
			return false;
		ch.body = c.at;
		op = c.at[0];
		ch.op = op == SQLITE_INSERT ? 'I' : op == SQLITE_DELETE ? 'D' :
		    op == SQLITE_UPDATE ? 'U' : '?';
		if (ch.op == '?')
			return false;
		c.at += 2;
		ch.row = 0;
		skip_record(&c, columns, &ch.row);
		if (ch.op == 'U')
			skip_record(&c, columns, &ch.row);
		ch.n_body = (size_t)(c.at - ch.body);
		if (c.bad || !fn(&ch, arg))
			return false;
	}
	return !c.bad;
}

bool
change_has(const struct change *ch, int column)
{
	struct cursor c = { ch->body + 2, ch->body + ch->n_body, false };
	int64_t id;

	if (ch->op != 'U')
		return true;
	skip_record(&c, changeset_columns(ch->bytes, ch->n_header), &id);
	skip_record(&c, (uint64_t)column, &id);
	return c.at < c.end && *c.at != 0;
}

static bool
count_change(const struct change *ch, void *arg)
{
	int *n = arg;

	return record_type_find(ch->table) != NULL && ++*n == 1;
}

bool
change_reader_begin(struct change_reader *r, const void *bytes, size_t n)
{
	int op, indirect, changes = 0;

	r->iter = NULL;
	/* SQLite's reader may loop forever on bytes that are not a changeset */
	if (!changeset_split(bytes, n, count_change, &changes) || changes != 1)
		return false;
	if (n > INT32_MAX || sqlite3changeset_start(&r->iter, (int)n,
	    (void *)(uintptr_t)bytes) != SQLITE_OK)
		return false;
	if (sqlite3changeset_next(r->iter) != SQLITE_ROW ||
	    sqlite3changeset_op(r->iter, &r->table, &r->n_columns, &op,
	    &indirect) != SQLITE_OK) {
		change_reader_end(r);
		return false;
	}
	r->op = op == SQLITE_INSERT ? 'I' : op == SQLITE_DELETE ? 'D' : 'U';
	return true;
}

sqlite3_value *
change_old(struct change_reader *r, int column)
{
	sqlite3_value *v = NULL;

	if (r->op != 'I' && column < r->n_columns)
		sqlite3changeset_old(r->iter, column, &v);
	return v;
}

sqlite3_value *
change_new(struct change_reader *r, int column)
{
	sqlite3_value *v = NULL;

	if (r->op != 'D' && column < r->n_columns)
		sqlite3changeset_new(r->iter, column, &v);
	return v;
}

void
change_reader_end(struct change_reader *r)
{
	if (r->iter != NULL)
		sqlite3changeset_finalize(r->iter);
	r->iter = NULL;
}

void
value_from_sqlite(struct value *to, sqlite3_value *from)
{
	if (from == NULL || sqlite3_value_type(from) == SQLITE_NULL)
		value_clear(to);
	else if (sqlite3_value_type(from) == SQLITE_INTEGER)
		value_set_int(to, sqlite3_value_int64(from));
	else
		value_set_text(to, (const char *)sqlite3_value_text(from));
}
