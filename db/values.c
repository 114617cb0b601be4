/*
 * values.c - the one walk over every row of every record.
 *
 * Each value against its field's declaration: kind, limits, choices and dates; text is
 * UTF-8 without NUL, and one line where it must be; required fields are filled; rules
 * across fields hold. A value that does not fit was written by another program or
 * damaged on the disk: its record cannot be opened (db_read_record()), and this check
 * names it.
 *
 * Each link against the ids that the walk has met, a bit each. SQLite's own check looks
 * every link up in an index; it is asked only where a link was not met, to name it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

#define NAMED_MAX 20		/* per table: a damaged page must not fill the terminal */
#define ID_MAX (INT64_C(1) << 28)	/* larger ids have no bit */

/* The ids that a table has. */
struct id_set {
	unsigned char *bits;
	size_t cap;
};

struct link {
	size_t type;
	int64_t id;
};

struct walk {
	struct db *db;
	struct id_set *ids;	/* as record_types */
	struct link *ahead;	/* links to rows that the walk had not met yet */
	size_t n_ahead, cap_ahead;
	bool loose;		/* a link was not met, or is no number */
	struct buf found;	/* sentences about values, each with its NUL */
};

struct value_lookup {
	struct walk *w;
	const struct record_type *t;
	size_t *links;		/* of each field: place of the type it names */
	long n;			/* found in this table */
};

static void __attribute__((format(printf, 2, 3)))
found(struct walk *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&w->found, fmt, ap);
	va_end(ap);
	buf_addc(&w->found, '\0');
}

static void
name(struct value_lookup *l, int64_t id, const char *fault)
{
	if (l->n++ < NAMED_MAX)
		found(l->w, "%s %lld: %s.", l->t->name, (long long)id, fault);
}

/* --- values ------------------------------------------------------------------------ */

/* Has the text a NUL before its end? */
static bool
has_nul(struct stmt *st, int column, const struct value *v)
{
	return v->kind == VALUE_TEXT &&
	    (size_t)sqlite3_column_bytes(st->raw, column) != strlen(v->s);
}

/* What is wrong with it is added to `fault`. */
static bool
value_good(struct stmt *st, const struct field *f, int column, const struct value *v,
    struct buf *fault)
{
	struct err e;

	if (!field_fits(f, v))
		row_fault(f, v, fault);
	else if (has_nul(st, column, v))
		buf_addf(fault, "%s holds a NUL", f->name);
	else if (field_is_text(f) && !field_check(f, v, &e))
		buf_adds(fault, e.text);
	return fault->len == 0;
}

static void
look_at(struct value_lookup *l, struct stmt *st, const struct record *r)
{
	AUTO_BUF struct buf fault = BUF_INIT;
	bool fit = true;
	size_t i;
	struct err e;

	for (i = 0; i < l->t->n_fields; i++) {
		if (value_good(st, &l->t->fields[i], COLUMN_FIELDS + (int)i,
		    &r->values[i], &fault))
			continue;
		fit = false;
		name(l, r->id, fault.s);
		buf_cut(&fault, 0);
	}
	if (fit && l->t->check != NULL && !l->t->check(r, &e))
		name(l, r->id, e.text);
}

/* --- links -------------------------------------------------------------------------- */

static bool
met(const struct walk *w, size_t type, int64_t id)
{
	const struct id_set *s = &w->ids[type];

	return id >= 0 && (uint64_t)id / 8 < s->cap && (s->bits[id / 8] >> id % 8 & 1) != 0;
}

static void
meet(struct id_set *s, int64_t id)
{
	size_t before = s->cap;

	if (id < 0 || id >= ID_MAX)
		return;
	GROW(s->bits, s->cap, (size_t)id / 8 + 1);
	memset(s->bits + before, 0, s->cap - before);
	s->bits[id / 8] |= (unsigned char)(1 << id % 8);
}

static void
follow_links(struct value_lookup *l, const struct record *r)
{
	struct walk *w = l->w;
	size_t i;

	for (i = 0; i < l->t->n_fields; i++) {
		const struct value *v = &r->values[i];

		if (l->t->fields[i].type != FIELD_LINK || v->kind == VALUE_NULL)
			continue;
		if (v->kind != VALUE_INT) {
			w->loose = true;
		} else if (!w->loose && !met(w, l->links[i], v->i)) {
			GROW(w->ahead, w->cap_ahead, w->n_ahead + 1);
			w->ahead[w->n_ahead++] = (struct link){ l->links[i], v->i };
		}
	}
}

/* Where the field is no link the place is not read. */
static size_t *
places(const struct record_type *t)
{
	size_t *links = xcalloc(t->n_fields, sizeof(*links)), i;

	for (i = 0; i < t->n_fields; i++)
		if (t->fields[i].type == FIELD_LINK)
			links[i] = type_index(record_type_find(t->fields[i].link));
	return links;
}

/* --- the walk ------------------------------------------------------------------------ */

static bool
walk_table(struct walk *w, size_t type, struct err *e)
{
	struct value_lookup l = { .w = w, .t = record_types[type] };
	struct stmt st = { .name = l.t->name };
	struct record *r;
	AUTO_BUF struct buf sql = BUF_INIT;
	bool ok;

	row_select(l.t, &sql);
	if (!stmt_prepare(w->db, &st, sql.s, e))
		return false;
	r = row_borrow_begin(l.t);
	l.links = places(l.t);
	while (stmt_next(&st)) {
		row_borrow(&st, r);
		meet(&w->ids[type], r->id);
		follow_links(&l, r);
		look_at(&l, &st, r);
	}
	ok = stmt_end(&st, e);
	stmt_close(&st);
	if (l.n > NAMED_MAX)
		found(w, "%s: %ld more that cannot be.", l.t->plural, l.n - NAMED_MAX);
	row_borrow_end(r);
	free(l.links);
	return ok;
}

/* Names each row whose link leads nowhere. */
static bool
say_loose(struct db *db, const struct finder *f, struct err *e)
{
	struct stmt st = { .name = "foreign_key_check" };
	bool ok;

	if (!stmt_prepare(db, &st, "PRAGMA foreign_key_check", e))
		return false;
	while (stmt_next(&st))
		finder_say(f, "%s %lld names a %s that does not exist.",
		    stmt_text(&st, "table"), (long long)stmt_int(&st, "rowid"),
		    stmt_text(&st, "parent"));
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}

static void
walk_free(struct walk *w)
{
	size_t i;

	for (i = 0; record_types[i] != NULL; i++)
		free(w->ids[i].bits);
	free(w->ids);
	free(w->ahead);
	buf_free(&w->found);
}

bool
values_check(struct db *db, const struct finder *f, struct err *e)
{
	struct walk w = { .db = db, .found = BUF_INIT };
	struct err loose;
	const char *one;
	size_t i, types = type_count();
	bool ok = true;

	w.ids = xcalloc(types, sizeof(*w.ids));
	for (i = 0; ok && i < types; i++)
		ok = walk_table(&w, i, e);
	w.loose = w.loose || !ok;	/* a walk that ended early has not met all */
	for (i = 0; !w.loose && i < w.n_ahead; i++)
		w.loose = !met(&w, w.ahead[i].type, w.ahead[i].id);
	if (w.loose && !say_loose(db, f, &loose)) {
		if (loose.code == ERR_DB)
			finder_say(f, "%s", loose.text);
		else
			*e = loose;
		ok = ok && loose.code == ERR_DB;
	}
	for (one = w.found.s; one < w.found.s + w.found.len; one += strlen(one) + 1)
		finder_say(f, "%s", one);
	walk_free(&w);
	return ok;
}
