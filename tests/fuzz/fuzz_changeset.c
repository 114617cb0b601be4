/*
 * Journalled changes under arbitrary bytes. Whatever stands in a practice file's
 * journal may have been damaged or tampered with: it is read as one change of a
 * record table or refused, and the parts a set is cut into lie inside it and add
 * up to the number of changes it has. Each, packed, comes back byte by byte; and what is
 * not a packed change is refused. Where SQLite reads a change, it reads the same values.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"
#include "tests/fuzz/fuzz.h"

struct bounds {
	const unsigned char *from, *to;
	long changes;
};

#define ENTRY 300

static void
comes_back(const struct change *ch)
{
	AUTO_BUF struct buf packed = BUF_INIT, back = BUF_INIT;

	change_pack(ch, ENTRY, &packed);
	BUG_IF(packed.len > ch->n_body + 1);
	if (changeset_columns(ch->bytes, ch->n_header) == 0)
		return;
	BUG_IF(!change_unpack(ch->bytes, ch->n_header, packed.s, packed.len, ch->row, ENTRY,
	    &back));
	BUG_IF(back.len != ch->n_header + ch->n_body);
	BUG_IF(memcmp(back.s, ch->bytes, ch->n_header) != 0);
	BUG_IF(memcmp(back.s + ch->n_header, ch->body, ch->n_body) != 0);
}

static bool
inside(const struct change *ch, void *arg)
{
	struct bounds *b = arg;

	BUG_IF(ch->bytes < b->from || ch->body < ch->bytes + ch->n_header);
	BUG_IF(ch->body + ch->n_body > b->to || ch->n_body < 2);
	BUG_IF(ch->op != 'I' && ch->op != 'U' && ch->op != 'D');
	b->changes++;
	comes_back(ch);
	return true;
}

static void
same_value(const struct change_cell *cell, sqlite3_value *theirs)
{
	struct value v = VALUE_INIT;
	const char *text;

	BUG_IF((cell == NULL) != (theirs == NULL));
	value_from_cell(&v, cell);
	if (theirs == NULL || sqlite3_value_type(theirs) == SQLITE_NULL) {
		BUG_IF(v.kind != VALUE_NULL);
	} else if (sqlite3_value_type(theirs) == SQLITE_INTEGER) {
		BUG_IF(v.kind != VALUE_INT || v.i != sqlite3_value_int64(theirs));
	} else {
		text = (const char *)sqlite3_value_text(theirs);
		BUG_IF(strcmp(v.kind == VALUE_TEXT ? v.s : "", text != NULL ? text : "") != 0);
	}
	value_clear(&v);
}

static void
same_values(const struct change_reader *r, const void *data, size_t size)
{
	sqlite3_changeset_iter *theirs = NULL;
	const char *table;
	sqlite3_value *v;
	int i, columns, op, indirect;

	if (sqlite3changeset_start(&theirs, (int)size, (void *)(uintptr_t)data) == SQLITE_OK &&
	    sqlite3changeset_next(theirs) == SQLITE_ROW) {
		sqlite3changeset_op(theirs, &table, &columns, &op, &indirect);
		BUG_IF((uint64_t)columns != r->n_columns || strcmp(table, r->table) != 0);
		for (i = 0; i < columns && i < CHANGE_CELLS; i++) {
			v = NULL;
			sqlite3changeset_old(theirs, i, &v);
			same_value(change_old(r, i), v);
			v = NULL;
			sqlite3changeset_new(theirs, i, &v);
			same_value(change_new(r, i), v);
		}
	}
	sqlite3changeset_finalize(theirs);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bounds b = { data, data + size, 0 };
	bool whole = changeset_split(data, size, inside, &b);
	static const char header[] = "T\003\001\000\000client";
	AUTO_BUF struct buf back = BUF_INIT;
	struct change_reader r;

	change_unpack(header, sizeof(header), data, size, 7, ENTRY, &back);
	change_unpack(data, size, data, size, 7, ENTRY, &back);

	if (!change_reader_begin(&r, data, size))
		return 0;
	BUG_IF(!whole || b.changes != 1);
	BUG_IF(record_type_find(r.table) == NULL);
	same_values(&r, data, size);
	return 0;
}
