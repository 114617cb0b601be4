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
#include "base/order.h"
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

bool
changeset_unread(struct err *e)
{
	return err_set(e, ERR_DB, NULL, "Nothing was saved: what SQLite says of the change cannot "
	    "be read. `chairside check` tells whether the file is whole.");
}

/* Reads one record, and keeps its first cells. */
static void
read_record(struct cursor *c, uint64_t columns, struct change_cell *cells, size_t n_cells)
{
	struct change_cell one;
	uint64_t i;

	for (i = 0; i < columns && !c->bad; i++) {
		if (c->at >= c->end) {
			c->bad = true;
			return;
		}
		one = (struct change_cell){ .type = *c->at++ };
		if (one.type == SQLITE_TEXT || one.type == SQLITE_BLOB)
			one.n = cursor_varint(c);
		else if (one.type == SQLITE_INTEGER || one.type == SQLITE_FLOAT)
			one.n = 8;
		else if (one.type != 0 && one.type != SQLITE_NULL)
			c->bad = true;
		one.bytes = c->at;
		cursor_skip(c, one.n);
		if (i < n_cells)
			cells[i] = one;
	}
}

static uint64_t
eight_bytes(const struct change_cell *cell)
{
	uint64_t big;

	memcpy(&big, cell->bytes, sizeof(big));
	return order_big(big);
}

/* Skips one record; *id gets the integer of column 0 when it is present. */
static void
skip_record(struct cursor *c, uint64_t columns, int64_t *id)
{
	struct change_cell first = { .type = 0 };

	read_record(c, columns, &first, 1);
	if (!c->bad && (first.type == SQLITE_INTEGER || first.type == SQLITE_FLOAT))
		*id = (int64_t)eight_bytes(&first);
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

static bool
only_change(const struct change *ch, void *arg)
{
	struct change *only = arg;

	if (only->table != NULL || record_type_find(ch->table) == NULL)
		return false;
	*only = *ch;
	return true;
}

void
change_read(struct change_reader *r, const struct change *ch)
{
	struct cursor c = { ch->body + 2, ch->body + ch->n_body, false };

	r->table = ch->table;
	r->op = ch->op;
	r->n_columns = changeset_columns(ch->bytes, ch->n_header);
	read_record(&c, r->n_columns, r->cells[r->op == 'I'], CHANGE_CELLS);
	if (r->op == 'U')
		read_record(&c, r->n_columns, r->cells[1], CHANGE_CELLS);
}

bool
change_reader_begin(struct change_reader *r, const void *bytes, size_t n)
{
	struct change only = { .table = NULL };

	if (!changeset_split(bytes, n, only_change, &only) || only.table == NULL)
		return false;
	change_read(r, &only);
	return true;
}

static const struct change_cell *
cell_at(const struct change_reader *r, bool after, int column)
{
	const struct change_cell *cell;

	BUG_IF(column >= CHANGE_CELLS);
	cell = &r->cells[after][column];
	if (r->op == (after ? 'D' : 'I') || (uint64_t)column >= r->n_columns)
		return NULL;
	return cell->type != 0 ? cell : NULL;
}

/* What an update leaves as it was is in it only by mistake. */
const struct change_cell *
change_old(const struct change_reader *r, int column)
{
	if (r->op == 'U' && column != COLUMN_ID && change_new(r, column) == NULL)
		return NULL;
	return cell_at(r, false, column);
}

const struct change_cell *
change_new(const struct change_reader *r, int column)
{
	return cell_at(r, true, column);
}

enum value_kind
cell_read(const struct change_cell *cell, int64_t *i, struct buf *text)
{
	size_t before = text->len;
	double real;
	uint64_t bits;
	char digits[40];

	if (cell == NULL || cell->type == SQLITE_NULL)
		return VALUE_NULL;
	if (cell->type == SQLITE_INTEGER) {
		*i = (int64_t)eight_bytes(cell);
		return VALUE_INT;
	}
	*i = (int64_t)before;
	if (cell->type == SQLITE_FLOAT) {	/* as SQLite shows it */
		bits = eight_bytes(cell);
		memcpy(&real, &bits, sizeof(real));
		buf_adds(text, sqlite3_snprintf(sizeof(digits), digits, "%!.15g", real));
	} else {
		buf_add(text, cell->bytes, cell->n);
	}
	buf_addc(text, '\0');
	return text->s[before] != '\0' ? VALUE_TEXT : VALUE_NULL;
}

int64_t
cell_int(const struct change_cell *cell)
{
	return cell != NULL && cell->type == SQLITE_INTEGER ? (int64_t)eight_bytes(cell) : 0;
}

void
value_from_cell(struct value *to, const struct change_cell *cell)
{
	AUTO_BUF struct buf text = BUF_INIT;
	int64_t i = 0;
	enum value_kind kind = cell_read(cell, &i, &text);

	if (kind == VALUE_INT)
		value_set_int(to, i);
	else
		value_set_text(to, kind == VALUE_TEXT ? text.s : NULL);
}
