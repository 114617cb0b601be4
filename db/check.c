/*
 * check.c - is the practice file whole?
 *
 * The schema, SQLite's own checks, foreign keys, values, the journal's digests, derived
 * data, the search index. With `deep`, every row against its newest journalled values:
 * SQLite's checks miss most small damage inside a row. Rows that came with a load are
 * compared as a whole: with later changes taken back, they must add up to the sum the
 * load journalled.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

/* Runs a pragma that returns one row "ok", or one row for each problem. */
static bool
check_integrity(struct db *db, const struct finder *f, struct err *e)
{
	struct stmt st = { .name = "integrity_check" };
	bool ok;

	if (!stmt_prepare(db, &st, "PRAGMA integrity_check(20)", e))
		return false;
	while (stmt_next(&st))
		if (strcmp(stmt_text(&st, "integrity_check"), "ok") != 0)
			finder_say(f, "SQLite: %s.", stmt_text(&st, "integrity_check"));
	ok = stmt_end(&st, e);
	stmt_close(&st);
	return ok;
}

/* --- every row against its journalled values ------------------------------------ */

/* A row as the journal has it, column by column. Its texts lie in `text`, and each value has
 * in `i` where. */
struct told {
	bool any;		/* the journal has changes of this row */
	bool from_load;		/* its first change is not an insert */
	bool gone;		/* its newest change removed it */
	bool blank;		/* a change was erased: nothing is known */
	bool broken;		/* a change does not follow from the one before */
	bool *known;		/* newest value is known */
	struct value *newest;
	bool *had;		/* value at the load is known */
	struct value *first;
	struct buf text;
};

struct deep {
	struct db *db;
	const struct finder *f;
	const struct record_type *t;
	struct stmt *journal;
	bool more;
	struct buf room;
	struct told told;
	struct value *then;	/* a row as it was at the load: borrowed */
	struct table_sum sum;
};

static void
told_clear(struct told *t, size_t n_fields)
{
	if (!t->any && !t->blank)
		return;
	memset(t->known, 0, n_fields * sizeof(*t->known));
	memset(t->had, 0, n_fields * sizeof(*t->had));
	buf_cut(&t->text, 0);
	t->any = t->from_load = t->gone = t->blank = t->broken = false;
}

static struct value
told_keep(struct told *t, const struct change_cell *cell)
{
	struct value v = VALUE_INIT;

	v.kind = cell_read(cell, &v.i, &t->text);
	return v;
}

static struct value
told_value(const struct told *t, struct value kept)
{
	if (kept.kind == VALUE_TEXT)
		kept.s = t->text.s + kept.i;
	return kept;
}

static bool
told_is(const struct told *t, struct value kept, const struct value *other)
{
	const struct value v = told_value(t, kept);

	return value_equal(&v, other);
}

static void
told_add(struct told *t, const struct change_reader *r, size_t n_fields)
{
	const struct change_cell *before, *after;
	struct value was;
	size_t i;

	if (!t->any)
		t->from_load = r->op != 'I';
	t->any = true;
	t->gone = r->op == 'D';
	for (i = 0; i < n_fields; i++) {
		before = change_old(r, COLUMN_FIELDS + (int)i);
		after = change_new(r, COLUMN_FIELDS + (int)i);
		if (before != NULL) {
			was = told_keep(t, before);
			if (t->known[i]) {
				was = told_value(t, was);
				t->broken = t->broken || !told_is(t, t->newest[i], &was);
			} else if (!t->had[i]) {
				t->first[i] = was;
				t->had[i] = true;
			}
		}
		if (after != NULL)
			t->newest[i] = told_keep(t, after);
		t->known[i] = r->op != 'D' && (after != NULL || t->known[i]);
	}
}

/* Collects all changes of row `id`; the statement is at the first one. */
static void
told_collect(struct deep *d, int64_t id)
{
	struct change_reader r;
	const void *bytes;
	size_t n;

	told_clear(&d->told, d->t->n_fields);
	for (; d->more && stmt_number_at(d->journal, CHANGE_ROW) == id;
	    d->more = stmt_next(d->journal)) {
		bytes = journal_change(d->journal, &d->room, &n);
		if (bytes != NULL && change_reader_begin(&r, bytes, n)) {
			/* an erasure tells how it left the row, as if it were made then */
			d->told.blank = d->told.blank && r.op != 'I';
			told_add(&d->told, &r, d->t->n_fields);
		} else {
			told_clear(&d->told, d->t->n_fields);
			d->told.blank = true;
		}
	}
}

/* Of one that was blanked the erasure's entry tells what the load had of it. */
static bool
came_with_load(const struct deep *d)
{
	return !d->told.blank && (!d->told.any || d->told.from_load);
}

/* Adds the row as it was at the load: changed fields as they were first, others as
 * now. */
static void
sum_at_load(struct deep *d, int64_t id, const struct value *now)
{
	const struct value blank = VALUE_INIT;
	size_t i;

	for (i = 0; d->told.any && i < d->t->n_fields; i++)
		d->then[i] = d->told.had[i] ? told_value(&d->told, d->told.first[i]) :
		    now != NULL ? now[i] : blank;
	table_sum_add(d->db, &d->sum, d->t, id, d->told.any ? d->then : now, 1);
}

/* Reports rows below `before` that the journal has and the table lacks. */
static void
deep_absent(struct deep *d, int64_t before)
{
	int64_t id;

	while (d->more && (id = stmt_number_at(d->journal, CHANGE_ROW)) < before) {
		if (id == 0) {	/* a load's sum, no changeset */
			d->more = stmt_next(d->journal);
			continue;
		}
		told_collect(d, id);
		if (!d->told.gone && !d->told.blank)
			finder_say(d->f, "%s %lld is missing: the journal has it.",
			    d->t->name, (long long)id);
		if (d->told.from_load && !d->told.blank)
			sum_at_load(d, id, NULL);
	}
}

static void
deep_row(struct deep *d, const struct record *r)
{
	size_t i;

	deep_absent(d, r->id);
	told_clear(&d->told, d->t->n_fields);
	if (d->more && stmt_number_at(d->journal, CHANGE_ROW) == r->id)
		told_collect(d, r->id);
	if (d->told.gone)
		finder_say(d->f, "%s %lld is there although the journal removed it.",
		    d->t->name, (long long)r->id);
	if (d->told.broken)
		finder_say(d->f, "Changes of %s %lld do not follow one another.",
		    d->t->name, (long long)r->id);
	for (i = 0; i < d->t->n_fields && !d->told.gone && !d->told.blank; i++)
		if (d->told.known[i] &&
		    !told_is(&d->told, d->told.newest[i], &r->values[i]))
			finder_say(d->f, "%s %lld: %s is not what was last saved.",
			    d->t->name, (long long)r->id, d->t->fields[i].name);
	if (came_with_load(d))
		sum_at_load(d, r->id, r->values);
}

/* The sum the load journalled for this table, less what erasures told of rows of it; all
 * zero when there is none or it is damaged. */
static bool
load_sum(struct db *db, const struct finder *f, const struct record_type *t,
    struct table_sum *s, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_load_sum");
	struct table_sum share;
	const void *bytes;
	size_t n, i;
	bool any = false;

	memset(s, 0, sizeof(*s));
	stmt_set_text(st, "tbl", t->name);
	if (stmt_next(st)) {
		bytes = stmt_blob(st, "change", &n);
		if (bytes != NULL && n == sizeof(*s))
			memcpy(s, bytes, n);
		any = true;
		if (n != sizeof(*s) || s->fields < 0 ||
		    s->fields > (int64_t)t->n_fields) {
			memset(s, 0, sizeof(*s));
			finder_say(f, "What %s were when the file began is damaged.",
			    t->plural);
		}
	}
	while (any && stmt_next(st)) {
		bytes = stmt_blob(st, "change", &n);
		if (bytes == NULL || n != sizeof(share))
			continue;
		memcpy(&share, bytes, n);
		for (i = 0; i < ARRAY_LEN(s->lane); i++)
			s->lane[i] -= share.lane[i];
		s->rows -= share.rows;
	}
	return stmt_end(st, e);
}

static void
deep_room(struct deep *d)
{
	d->then = xcalloc(d->t->n_fields, sizeof(*d->then));
	d->told.known = xcalloc(d->t->n_fields, sizeof(bool));
	d->told.had = xcalloc(d->t->n_fields, sizeof(bool));
	d->told.newest = xcalloc(d->t->n_fields, sizeof(struct value));
	d->told.first = xcalloc(d->t->n_fields, sizeof(struct value));
}

static void
deep_free(struct deep *d)
{
	buf_free(&d->room);
	buf_free(&d->told.text);
	free(d->then);
	free(d->told.known);
	free(d->told.had);
	free(d->told.newest);
	free(d->told.first);
}

static void
pass_over(UNUSED const char *sentence, UNUSED void *arg)
{
}

bool
load_share(struct db *db, const struct record_type *t, int64_t id, const struct value *now,
    struct table_sum *s, struct err *e)
{
	struct deep d = { .db = db, .t = t, .room = BUF_INIT, .told.text = BUF_INIT };
	long problems = 0;
	const struct finder nobody = { pass_over, NULL, &problems };
	struct table_sum loaded;
	bool ok;

	if (!load_sum(db, &nobody, t, &loaded, e))
		return false;
	if (loaded.fields == 0)
		return true;	/* no load told of this type */
	d.sum = *s;
	d.sum.fields = loaded.fields;
	deep_room(&d);
	d.journal = db_stmt(db, "journal_row_history");
	stmt_set_text(d.journal, "tbl", t->name);
	stmt_set_int(d.journal, "row", id);
	d.more = stmt_next(d.journal);
	told_clear(&d.told, t->n_fields);
	if (d.more)
		told_collect(&d, id);
	ok = stmt_end(d.journal, e);
	if (ok && came_with_load(&d))
		sum_at_load(&d, id, now);
	*s = d.sum;
	deep_free(&d);
	return ok;
}

static bool
deep_table(struct db *db, const struct finder *f, const struct record_type *t,
    struct err *e)
{
	AUTO_BUF struct buf sql = BUF_INIT;
	struct record *r;
	struct stmt rows = { .name = t->name };
	struct deep d = { .db = db, .f = f, .t = t, .room = BUF_INIT,
	    .told.text = BUF_INIT };
	struct table_sum loaded;
	bool ok;

	if (!load_sum(db, f, t, &loaded, e))
		return false;
	d.sum.fields = loaded.fields;
	row_select(t, &sql);
	buf_adds(&sql, " ORDER BY id");
	if (!stmt_prepare(db, &rows, sql.s, e))
		return false;
	r = row_borrow_begin(t);
	deep_room(&d);
	d.journal = db_stmt(db, "journal_table_changes");
	stmt_set_text(d.journal, "tbl", t->name);
	d.more = stmt_next(d.journal);
	while (stmt_next(&rows)) {
		row_borrow(&rows, r);
		deep_row(&d, r);
	}
	deep_absent(&d, INT64_MAX);
	ok = stmt_end(&rows, e);
	ok = stmt_end(d.journal, ok ? e : NULL) && ok;
	stmt_close(&rows);
	/* the sum needs the key; when that is missing, another check has reported it */
	if (ok && db->key_trouble == NULL && memcmp(&d.sum, &loaded, sizeof(loaded)) != 0)
		finder_say(f, "%s: rows that nobody has changed are not what they were "
		    "when the file began.", t->plural);
	row_borrow_end(r);
	deep_free(&d);
	return ok;
}

/* Damage that stops one check is reported like other problems; the next checks go
 * on. */
static bool
go_on(const struct finder *f, const struct err *e)
{
	if (e->code != ERR_DB)
		return false;
	finder_say(f, "%s", e->text);
	return true;
}

static bool (*const looks[])(struct db *, const struct finder *, struct err *) = {
	fingerprint_check, check_integrity, values_check, journal_verify, derive_compare
};

bool
db_check(struct db *db, bool deep, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e)
{
	const struct finder f = { say, arg, problems };
	struct err local;
	bool ok = true;
	size_t i;

	if (e == NULL)
		e = &local;
	*problems = 0;
	/* one snapshot, in which only reading is done: no writer waits for it */
	if (!db_read_begin(db, e))
		return false;
	for (i = 0; ok && i < ARRAY_LEN(looks); i++)
		ok = looks[i](db, &f, e) || go_on(&f, e);
	for (i = 0; ok && deep && record_types[i] != NULL; i++)
		ok = deep_table(db, &f, record_types[i], e) || go_on(&f, e);
	if (ok)
		search_check(db, &f);
	db_read_end(db);
	return ok;
}

bool
db_rebuild(struct db *db, struct err *e)
{
	bool ok;

	if (!db_lock(db, e))
		return false;
	ok = write_begin(db, e);
	if (ok) {
		ok = derive_all(db, e) && txn_stands(db, e);
		if (!ok)
			txn_back(db);
		else if ((ok = txn_commit(db, e)))
			db_checkpoint(db);
	}
	db_unlock(db);
	return ok;
}

bool
db_check_journal(struct db *db, void (*say)(const char *, void *), void *arg, long *problems,
    struct err *e)
{
	const struct finder f = { say, arg, problems };
	bool ok;

	*problems = 0;
	if (!db_read_begin(db, e))
		return false;
	ok = journal_verify(db, &f, e);
	db_read_end(db);
	return ok;
}
