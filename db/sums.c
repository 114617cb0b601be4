/*
 * sums.c - a digest of a whole table that does not depend on order.
 *
 * Each row's keyed digest is taken as four 64-bit numbers that are added up: the
 * sum is the same in any order, and a row can be taken out of it again. A load adds
 * each row that it writes and journals the sum of each table; `check --deep` computes it from the rows as
 * they were then, without the fields that were added since.
 */
#include "base/mem.h"
#include "db/internal.h"

static void
row_lanes(struct db *db, int64_t fields, const struct record_type *t, int64_t id,
    const struct value *values, uint64_t lanes[4])
{
	struct digest d;
	int64_t i;

	digest_begin(&d, db->key);
	digest_text(&d, t->name);
	digest_int(&d, id);
	for (i = 0; i < fields; i++) {
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
}

void
table_sum_add(struct db *db, struct table_sum *s, const struct record_type *t,
    int64_t id, const struct value *values, int times)
{
	uint64_t lanes[4];
	size_t i;

	row_lanes(db, s->fields, t, id, values, lanes);
	for (i = 0; i < ARRAY_LEN(lanes); i++)
		s->lane[i] += lanes[i] * (uint64_t)(int64_t)times;
	s->rows += times;
}

struct table_sum *
table_sums_new(void)
{
	struct table_sum *sums = xcalloc(type_count(), sizeof(*sums));
	size_t i;

	for (i = 0; record_types[i] != NULL; i++)
		sums[i].fields = (int64_t)record_types[i]->n_fields;
	return sums;
}
