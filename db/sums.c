/*
 * sums.c - a digest of a whole table that does not depend on order.
 *
 * Each row's keyed digest is taken as four 64-bit numbers that are added up: the
 * sum is the same in any order, and a row can be taken out of it again. A load
 * journals the sum of each table; `check --deep` computes it from the rows as
 * they were then, without the fields that were added since.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

void
table_sum_add(struct db *db, struct table_sum *s, const struct record_type *t,
    int64_t id, const struct value *values)
{
	struct digest d;
	uint64_t lanes[4];
	int64_t i;

	digest_begin(&d, db->key);
	digest_text(&d, t->name);
	digest_int(&d, id);
	for (i = 0; i < s->fields; i++) {
		switch (values[i].kind) {
		case VALUE_NULL:
			digest_text(&d, NULL);
			break;
		case VALUE_INT:
			digest_int(&d, values[i].i);
			break;
		case VALUE_TEXT:
			digest_text(&d, values[i].s);
			break;
		}
	}
	digest_end(&d, (unsigned char *)lanes);
	for (i = 0; i < (int64_t)ARRAY_LEN(lanes); i++)
		s->lane[i] += lanes[i];
	s->rows++;
}

bool
table_sum_all(struct db *db, const struct record_type *t, struct table_sum *s,
    struct err *e)
{
	AUTO_BUF struct buf sql = BUF_INIT;
	AUTO_RECORD struct record *r = record_new(t);
	struct stmt st = { .name = t->name };
	bool ok;

	memset(s, 0, sizeof(*s));
	s->fields = (int64_t)t->n_fields;
	row_select(t, &sql);
	if (!stmt_prepare(db, &st, sql.s, e))
		return false;
	while (stmt_next(&st)) {
		row_read(&st, r);
		table_sum_add(db, s, t, r->id, r->values);
	}
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}
