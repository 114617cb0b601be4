/*
 * values.c - checks every value of every record against its field's declaration.
 *
 * Kind, limits, choices and dates; text is UTF-8 without NUL, and one line where it
 * must be; required fields are filled; rules across fields hold. A value that does not
 * fit was written by another program or damaged on the disk: its record cannot be
 * opened (db_read_record()), and this check names it.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

#define NAMED_MAX 20	/* per table: a damaged page must not fill the terminal */

struct value_lookup {
	const struct finder *f;
	const struct record_type *t;
	long n;		/* found in this table */
};

static void
name(struct value_lookup *l, int64_t id, const char *fault)
{
	if (l->n++ < NAMED_MAX)
		finder_say(l->f, "%s %lld: %s.", l->t->name, (long long)id, fault);
}

/* Has the text a NUL before its end? */
static bool
has_nul(struct stmt *st, int column, const struct value *v)
{
	return v->kind == VALUE_TEXT &&
	    (size_t)sqlite3_column_bytes(st->raw, column) != strlen(v->s);
}

static void
look_at(struct value_lookup *l, struct stmt *st, const struct record *r)
{
	bool fits = true;
	size_t i;
	struct err e;

	for (i = 0; i < l->t->n_fields; i++) {
		const struct field *f = &l->t->fields[i];
		const struct value *v = &r->values[i];
		AUTO_BUF struct buf fault = BUF_INIT;

		if (!field_fits(f, v))
			row_fault(f, v, &fault);
		else if (has_nul(st, COLUMN_FIELDS + (int)i, v))
			buf_addf(&fault, "%s holds a NUL", f->name);
		else if (field_is_text(f) && !field_check(f, v, &e))
			buf_adds(&fault, e.text);
		if (fault.len > 0) {
			fits = false;
			name(l, r->id, fault.s);
		}
	}
	if (fits && l->t->check != NULL && !l->t->check(r, &e))
		name(l, r->id, e.text);
}

bool
values_check(struct db *db, const struct finder *f, struct err *e)
{
	size_t i;
	bool ok = true;

	for (i = 0; ok && record_types[i] != NULL; i++) {
		struct value_lookup l = { .f = f, .t = record_types[i] };
		AUTO_RECORD struct record *r = record_new(l.t);
		AUTO_BUF struct buf sql = BUF_INIT;
		struct stmt st = { .name = l.t->name };

		row_select(l.t, &sql);
		if (!stmt_prepare(db, &st, sql.s, e))
			return false;
		while (stmt_next(&st)) {
			row_read(&st, r);
			look_at(&l, &st, r);
		}
		ok = stmt_end(&st, e);
		stmt_close(&st);
		if (l.n > NAMED_MAX)
			finder_say(f, "%s: %ld more values that cannot be.", l.t->plural,
			    l.n - NAMED_MAX);
	}
	return ok;
}
