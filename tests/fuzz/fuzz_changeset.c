/*
 * Journalled changes under arbitrary bytes. Whatever stands in a practice file's
 * journal may have been damaged or tampered with: it is read as one change of a
 * record table or refused, and the parts a set is cut into lie inside it and add
 * up to the number of changes it has. Each, packed, comes back byte by byte; and what is
 * not a packed change is refused.
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bounds b = { data, data + size, 0 };
	bool whole = changeset_split(data, size, inside, &b);
	static const char header[] = "T\003\001\000\000client";
	AUTO_BUF struct buf back = BUF_INIT;
	struct change_reader r;
	struct value v = VALUE_INIT;
	int i;

	change_unpack(header, sizeof(header), data, size, 7, ENTRY, &back);
	change_unpack(data, size, data, size, 7, ENTRY, &back);

	if (!change_reader_begin(&r, data, size))
		return 0;
	BUG_IF(!whole || b.changes != 1);
	BUG_IF(record_type_find(r.table) == NULL);
	for (i = 0; i < r.n_columns + 2; i++) {
		value_from_sqlite(&v, change_old(&r, i));
		value_from_sqlite(&v, change_new(&r, i));
	}
	value_clear(&v);
	change_reader_end(&r);
	return 0;
}
