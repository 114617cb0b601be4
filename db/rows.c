/*
 * rows.c - loads and saves a record with statements made from its field table.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

static void
value_from_sqlite(struct value *to, sqlite3_value *from)
{
	if (from == NULL || sqlite3_value_type(from) == SQLITE_NULL)
		value_clear(to);
	else if (sqlite3_value_type(from) == SQLITE_INTEGER)
		value_set_int(to, sqlite3_value_int64(from));
	else
		value_set_text(to, (const char *)sqlite3_value_text(from));
}

enum row_op { ROW_GET, ROW_INSERT, ROW_UPDATE, ROW_STAMP, ROW_OPS };

size_t
type_index(const struct record_type *t)
{
	size_t i;

	for (i = 0; record_types[i] != NULL; i++)
		if (record_types[i] == t)
			return i;
	bug("record type %s is not in record_types", t->name);
}

size_t
type_count(void)
{
	size_t i = 0;

	while (record_types[i] != NULL)
		i++;
	return i;
}

void
row_select(const struct record_type *t, struct buf *sql)
{
	size_t i;

	buf_adds(sql, "SELECT id, version");
	for (i = 0; i < t->n_fields; i++)
		buf_addf(sql, ", \"%s\"", t->fields[i].name);
	buf_addf(sql, " FROM \"%s\"", t->name);
}

/* Parameters of all three: 1 id, 2 version, 3… fields; of update also n+3, the old
 * version. */
static void
row_sql(const struct record_type *t, enum row_op op, struct buf *sql)
{
	size_t i;

	switch (op) {
	case ROW_GET:
		row_select(t, sql);
		buf_adds(sql, " WHERE id = ?1");
		return;
	case ROW_INSERT:
		buf_addf(sql, "INSERT INTO \"%s\"(id, version", t->name);
		for (i = 0; i < t->n_fields; i++)
			buf_addf(sql, ", \"%s\"", t->fields[i].name);
		buf_adds(sql, ") VALUES(?1, ?2");
		for (i = 0; i < t->n_fields; i++)
			buf_addf(sql, ", ?%zu", i + 3);
		buf_adds(sql, ")");
		return;
	case ROW_UPDATE:
		buf_addf(sql, "UPDATE \"%s\" SET version = ?2", t->name);
		for (i = 0; i < t->n_fields; i++)
			buf_addf(sql, ", \"%s\" = ?%zu", t->fields[i].name, i + 3);
		buf_addf(sql, " WHERE id = ?1 AND version = ?%zu", t->n_fields + 3);
		return;
	case ROW_STAMP:
		buf_addf(sql, "UPDATE \"%s\" SET version = ?2 WHERE id = ?1",
		    t->name);
		return;
	case ROW_OPS:
		break;
	}
	bug("no such row operation");
}

static struct stmt *
row_stmt(struct db *db, const struct record_type *t, enum row_op op,
    struct err *e)
{
	size_t at = type_index(t) * ROW_OPS + op;
	AUTO_BUF struct buf sql = BUF_INIT;
	struct stmt *st;

	if (db->rows == NULL)
		db->rows = xcalloc(type_count() * ROW_OPS, sizeof(*db->rows));
	if (db->rows[at] == NULL) {
		row_sql(t, op, &sql);
		st = xcalloc(1, sizeof(*st));
		st->name = t->name;
		if (!stmt_prepare(db, st, sql.s, e)) {
			free(st);
			return NULL;
		}
		db->rows[at] = st;
	}
	db->rows[at]->used = true;
	return db->rows[at];
}

void
rows_tidy(struct db *db)
{
	size_t i;

	for (i = 0; db->rows != NULL && i < type_count() * ROW_OPS; i++) {
		struct stmt *st = db->rows[i];

		if (st != NULL && !st->used) {
			stmt_close(st);
			free(st);
			db->rows[i] = NULL;
		} else if (st != NULL) {
			st->used = false;
		}
	}
}

void
rows_free(struct db *db)
{
	size_t i;

	if (db->rows == NULL)
		return;
	for (i = 0; i < type_count() * ROW_OPS; i++)
		if (db->rows[i] != NULL) {
			stmt_close(db->rows[i]);
			free(db->rows[i]);
		}
	free(db->rows);
	db->rows = NULL;
}

static void
row_bind(struct stmt *st, const struct record *r)
{
	size_t i;
	int p;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct value *v = &r->values[i];

		p = (int)i + 3;
		switch (v->kind) {
		case VALUE_NULL:
			sqlite3_bind_null(st->raw, p);
			break;
		case VALUE_INT:
			sqlite3_bind_int64(st->raw, p, v->i);
			break;
		case VALUE_TEXT:
			sqlite3_bind_text(st->raw, p, v->s, -1, SQLITE_STATIC);
			break;
		}
	}
}

/* Reads column `i` of a row; returns the index of its field, or -1. */
static int
read_one(struct stmt *st, int i, struct record *r)
{
	const char *name = sqlite3_column_name(st->raw, i);
	/* in a whole row the fields follow id and version, as declared */
	int field = i - COLUMN_FIELDS;

	if (field < 0 || (size_t)field >= r->type->n_fields ||
	    strcmp(name, r->type->fields[field].name) != 0)
		field = record_field_index(r->type, name);
	stmt_asked(st, i);
	if (field >= 0)
		value_from_sqlite(&r->values[field], sqlite3_column_value(st->raw, i));
	else if (strcmp(name, "id") == 0)
		r->id = sqlite3_column_int64(st->raw, i);
	else if (strcmp(name, "version") == 0)
		r->version = sqlite3_column_int64(st->raw, i);
	return field;
}

static void
row_read(struct stmt *st, struct record *r)
{
	int i, n = sqlite3_column_count(st->raw);

	for (i = 0; i < n; i++)
		read_one(st, i, r);
}

struct record *
row_borrow_begin(const struct record_type *t)
{
	struct record *r = xcalloc(1, sizeof(*r));

	r->type = t;
	r->values = xcalloc(t->n_fields, sizeof(*r->values));
	return r;
}

void
row_borrow_end(struct record *r)
{
	free(r->values);
	free(r);
}

void
row_borrow(struct stmt *st, struct record *r)
{
	sqlite3_value *from;
	struct value *v;
	size_t i;

	r->id = sqlite3_column_int64(st->raw, COLUMN_ID);
	r->version = sqlite3_column_int64(st->raw, COLUMN_VERSION);
	for (i = 0; i < r->type->n_fields; i++) {
		from = sqlite3_column_value(st->raw, COLUMN_FIELDS + (int)i);
		v = &r->values[i];
		*v = (struct value)VALUE_INIT;
		if (sqlite3_value_type(from) == SQLITE_INTEGER) {
			v->kind = VALUE_INT;
			v->i = sqlite3_value_int64(from);
		} else if (sqlite3_value_type(from) != SQLITE_NULL) {
			v->s = (char *)(uintptr_t)sqlite3_value_text(from);
			v->kind = v->s != NULL && *v->s != '\0' ? VALUE_TEXT : VALUE_NULL;
		}
	}
}

void
row_fault(const struct field *f, const struct value *v, struct buf *out)
{
	AUTO_BUF struct buf plain = BUF_INIT, quoted = BUF_INIT;

	if (v->kind == VALUE_NULL) {
		buf_addf(out, "%s is missing", f->name);
		return;
	}
	if (v->kind == VALUE_INT)
		buf_addf(&plain, "%lld", (long long)v->i);
	else
		buf_adds(&plain, v->s);
	field_quote(&quoted, f->flags & FIELD_SECRET ? "…" : plain.s);
	buf_addf(out, "%s is \"%s\", which %s", f->name, quoted.s,
	    f->type == FIELD_CHOICE ? "this program does not know" : "cannot be");
}

void
db_read_record(struct stmt *st, struct record *r)
{
	int i, field, n = sqlite3_column_count(st->raw);

	for (i = 0; i < n; i++) {
		field = read_one(st, i, r);
		if (field >= 0 && !field_fits(&r->type->fields[field],
		    &r->values[field])) {
			AUTO_BUF struct buf fault = BUF_INIT;

			row_fault(&r->type->fields[field], &r->values[field], &fault);
			stmt_damaged(st, "%s %lld: %s", r->type->name,
			    (long long)r->id, fault.s);
			value_clear(&r->values[field]);
		}
	}
}

/* ERR_NOTFOUND when there is none. */
static struct record *
get(struct db *db, const struct record_type *t, int64_t id,
    void (*read)(struct stmt *, struct record *), struct err *e)
{
	struct stmt *st = row_stmt(db, t, ROW_GET, e);
	struct record *r;

	if (st == NULL)
		return NULL;
	sqlite3_bind_int64(st->raw, 1, id);
	if (!stmt_next(st)) {
		if (stmt_end(st, e))
			err_set(e, ERR_NOTFOUND, NULL, "There is no %s %lld.",
			    t->name, (long long)id);
		return NULL;
	}
	r = record_new(t);
	read(st, r);
	if (!stmt_end(st, e)) {
		record_free(r);
		return NULL;
	}
	return r;
}

struct record *
db_get(struct db *db, const struct record_type *t, int64_t id, struct err *e)
{
	return get(db, t, id, db_read_record, e);
}

struct record *
row_get(struct db *db, const struct record_type *t, int64_t id)
{
	return get(db, t, id, row_read, NULL);
}

/* The statements that find a record by a field. */
static const struct {
	const struct record_type *type;
	const char *field, *name;
} finders[] = {
	{ &record_block, "external_id", "block_by_external_id" },
	{ &record_chart_template, "code", "chart_template_by_code" },
	{ &record_checklist, "code", "checklist_by_code" },
	{ &record_client, "external_id", "client_by_external_id" },
	{ &record_device, "name", "device_by_name" },
	{ &record_document, "code", "document_by_code" },
	{ &record_product, "code", "product_by_code" },
	{ &record_product, "gtin", "product_by_gtin" },
	{ &record_product, "hibc", "product_by_hibc" },
	{ &record_product, "name", "product_by_name" },
	{ &record_receipt, "number", "receipt_by_number" },
	{ &record_review, "external_id", "review_by_external_id" },
	{ &record_room, "name", "room_by_name" },
	{ &record_service, "code", "service_by_code" },
	{ &record_service, "name", "service_by_name" },
	{ &record_session, "external_id", "session_by_external_id" },
	{ &record_staff, "code", "staff_by_code" },
	{ &record_staff, "login", "staff_by_login" },
	{ &record_staff, "name", "staff_by_name" },
	{ &record_staff_key, "fingerprint", "staff_key_by_fingerprint" },
	{ &record_staff_setting, "staff", "staff_setting_by_staff" },
	{ &record_subscriber, "email", "subscriber_by_email" },
};

struct stmt *
db_finder(struct db *db, const struct record_type *t, const char *field)
{
	const char *by = field != NULL ? field : t->key;
	size_t i;

	for (i = 0; i < ARRAY_LEN(finders); i++)
		if (finders[i].type == t && strcmp(finders[i].field, by) == 0)
			return db_stmt(db, finders[i].name);
	bug("no statement finds a %s by its %s", t->name, by);
}

struct record *
db_find(struct db *db, const struct record_type *t, const char *field,
    const char *text, struct err *e)
{
	struct stmt *st = db_finder(db, t, field);
	struct record *r = NULL;
	int64_t id = 0;

	err_clear(e);
	stmt_set_text(st, "key", text);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	if (stmt_end(st, e) && id != 0)
		r = db_get(db, t, id, e);
	return r;
}

/* In a load: the row goes into the sum of its table, or with -1 out of it again. */
static void
sum_row(struct db *db, const struct record *r, int times)
{
	size_t at;

	if (db->sums == NULL)
		return;
	at = type_index(r->type);
	table_sum_add(db, &db->sums[at], r->type, r->id, r->values, times);
}

bool
db_insert(struct db *db, struct record *r, struct err *e)
{
	struct stmt *st;

	BUG_IF(db->entry == 0);
	if (!record_check(r, e) ||
	    (st = row_stmt(db, r->type, ROW_INSERT, e)) == NULL)
		return false;
	if (r->id != 0)
		sqlite3_bind_int64(st->raw, 1, r->id);
	sqlite3_bind_int64(st->raw, 2, db->entry);
	row_bind(st, r);
	if (!stmt_run(st, e))
		return signed_refusal(db, r, e);
	r->id = sqlite3_last_insert_rowid(db->raw);
	r->version = db->entry;
	db->row_writes++;
	sum_row(db, r, 1);
	return true;
}

/* In a load: what the row is before it is updated goes out of the sum. */
static bool
sum_without(struct db *db, const struct record *r, struct err *e)
{
	AUTO_RECORD struct record *was = db_get(db, r->type, r->id, e);

	if (was != NULL)
		sum_row(db, was, -1);
	return was != NULL;
}

bool
db_update(struct db *db, struct record *r, struct err *e)
{
	struct stmt *st;
	struct record *there;

	BUG_IF(db->entry == 0);
	if (!record_check(r, e) ||
	    (db->sums != NULL && !sum_without(db, r, e)) ||
	    (st = row_stmt(db, r->type, ROW_UPDATE, e)) == NULL)
		return false;
	sqlite3_bind_int64(st->raw, 1, r->id);
	sqlite3_bind_int64(st->raw, 2, db->entry);
	row_bind(st, r);
	sqlite3_bind_int64(st->raw, (int)r->type->n_fields + 3, r->version);
	if (!stmt_run(st, e))
		return signed_refusal(db, r, e);
	if (sqlite3_changes(db->raw) == 1) {
		r->version = db->entry;
		db->row_writes++;
		sum_row(db, r, 1);
		return true;
	}
	there = db_get(db, r->type, r->id, e);
	if (there == NULL)
		return false;
	record_free(there);
	return err_set(e, ERR_STALE, NULL,
	    "Somebody else has saved %s %lld in the meantime.", r->type->name,
	    (long long)r->id);
}

bool
row_stamp(struct db *db, const struct record_type *t, int64_t id, struct err *e)
{
	struct stmt *st = row_stmt(db, t, ROW_STAMP, e);

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st->raw, 1, id);
	sqlite3_bind_int64(st->raw, 2, db->entry);
	return stmt_run(st, e);
}
