/*
 * stmt.c - statements: prepared when first used and kept, given values, run and read.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

bool
stmt_prepare(struct db *db, struct stmt *st, const char *sql, struct err *e)
{
	int rc;

	st->db = db;
	rc = sqlite3_prepare_v3(db->raw, sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &st->raw, NULL);
	if (rc == SQLITE_ERROR && strncmp(sqlite3_errmsg(db->raw), "near ", 5) == 0)
		bug("statement %s: %s", st->name, sqlite3_errmsg(db->raw));
	if (rc != SQLITE_OK)
		return db_fail(db, rc, e);
	return true;
}

/* Keeps why the statement failed: later statements would replace SQLite's message. */
static void
stmt_failed(struct stmt *st, int rc, const struct err *why)
{
	st->rc = rc;
	if (st->fault == NULL)
		st->fault = xcalloc(1, sizeof(*st->fault));
	*st->fault = *why;
}

void
stmt_damaged(struct stmt *st, const char *fmt, ...)
{
	AUTO_BUF struct buf what = BUF_INIT;
	struct err why;
	va_list ap;

	if (st->rc != SQLITE_ROW)	/* the first failure is the one returned */
		return;
	va_start(ap, fmt);
	buf_vaddf(&what, fmt, ap);
	va_end(ap);
	err_set(&why, ERR_DB, NULL,
	    "The practice file is damaged: %s. Run `chairside check`.", what.s);
	stmt_failed(st, SQLITE_CORRUPT, &why);
}

struct stmt *
db_stmt(struct db *db, const char *name)
{
	const struct query *q = query_find(name), *all;
	struct stmt *st;
	size_t n;

	all = queries(&n);
	if (db->stmts == NULL)
		db->stmts = xcalloc(n, sizeof(*db->stmts));
	st = &db->stmts[q - all];
	if (st->open)
		bug("statement %s is still open", name);
	st->name = q->name;
	st->rc = SQLITE_OK;
	st->used = true;
	if (st->raw == NULL) {
		struct err e;

		st->db = db;
		/* fails on a damaged or altered file: stmt_end() returns it */
		if (!stmt_prepare(db, st, q->sql, &e))
			stmt_failed(st, SQLITE_CORRUPT, &e);
	}
	return st;
}

void
stmt_asked(struct stmt *st, int column)
{
	if (column >= 0 && column < 64)
		st->asked |= UINT64_C(1) << column;
}

#ifdef CHAIRSIDE_DEBUG
/* For ./check: of each statement that gave a row the columns, and whether they were read.
 * A reader may need a column of some rows only, so that no program alone can say which
 * columns nobody reads. */
static void
columns_tell(const struct stmt *list, size_t n)
{
	const char *path = getenv("CHAIRSIDE_COLUMNS");
	AUTO_BUF struct buf out = BUF_INIT;
	const struct stmt *st;
	size_t i;
	int c, fd;

	if (path == NULL || *path == '\0')
		return;
	for (i = 0; i < n; i++) {
		st = &list[i];
		for (c = 0; st->gave && c < sqlite3_column_count(st->raw) && c < 64; c++)
			buf_addf(&out, "%s %s %s\n", (st->asked >> c & 1) != 0 ? "read" :
			    "left", st->name, sqlite3_column_name(st->raw, c));
	}
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	(void)!write(fd, out.s, out.len);
	close(fd);
}
#endif

void
stmt_close(struct stmt *st)
{
	sqlite3_finalize(st->raw);
	free(st->columns);
}

static void
kept_free(struct db *db)
{
	size_t i;

	for (i = 0; i < db->n_kept; i++) {
		sqlite3_finalize(db->kept[i].raw);
		free(db->kept[i].sql);
	}
	free(db->kept);
	db->kept = NULL;
	db->n_kept = db->cap_kept = 0;
}

void
stmts_free(struct db *db)
{
	size_t i, n;

	kept_free(db);
	if (db->stmts == NULL)
		return;
	queries(&n);
#ifdef CHAIRSIDE_DEBUG
	columns_tell(db->stmts, n);
#endif
	for (i = 0; i < n; i++) {
		stmt_close(&db->stmts[i]);
		free(db->stmts[i].fault);
	}
	free(db->stmts);
	db->stmts = NULL;
}

void
stmts_tidy(struct db *db)
{
	size_t i, n;

	queries(&n);
	for (i = 0; db->stmts != NULL && i < n; i++) {
		struct stmt *st = &db->stmts[i];

		if (st->raw != NULL && !st->used) {
#ifdef CHAIRSIDE_DEBUG
			columns_tell(st, 1);
#endif
			stmt_close(st);
			*st = (struct stmt){ .raw = NULL };
		}
		st->used = false;
	}
}

static int
stmt_parameter(struct stmt *st, const char *name)
{
	char with_colon[64];
	int i;

	if (st->raw == NULL)
		return 0;
	with_colon[0] = ':';
	BUG_IF(strlen(name) + 2 > sizeof(with_colon));
	memcpy(with_colon + 1, name, strlen(name) + 1);
	i = sqlite3_bind_parameter_index(st->raw, with_colon);
	if (i == 0)
		bug("statement %s has no parameter :%s", st->name, name);
	st->open = true;
	return i;
}

static void
stmt_bound(struct stmt *st, int rc)
{
	if (rc != SQLITE_OK && st->rc == SQLITE_OK)
		st->rc = rc;
}

void
stmt_set_int(struct stmt *st, const char *name, int64_t i)
{
	int p = stmt_parameter(st, name);

	if (p != 0)
		stmt_bound(st, sqlite3_bind_int64(st->raw, p, i));
}

void
stmt_set_text(struct stmt *st, const char *name, const char *s)
{
	int p = stmt_parameter(st, name);

	if (p == 0)
		return;
	if (s == NULL || *s == '\0')
		stmt_bound(st, sqlite3_bind_null(st->raw, p));
	else
		stmt_bound(st, sqlite3_bind_text(st->raw, p, s, -1,
		    SQLITE_TRANSIENT));
}

void
stmt_set_blob(struct stmt *st, const char *name, const void *bytes, size_t n)
{
	int p = stmt_parameter(st, name);

	if (p != 0)
		stmt_bound(st, sqlite3_bind_blob64(st->raw, p, bytes, n,
		    SQLITE_TRANSIENT));
}

void
stmt_set_value(struct stmt *st, const char *name, const struct value *v)
{
	int p = stmt_parameter(st, name);

	if (p == 0)
		return;
	switch (v->kind) {
	case VALUE_NULL:
		stmt_bound(st, sqlite3_bind_null(st->raw, p));
		return;
	case VALUE_INT:
		stmt_bound(st, sqlite3_bind_int64(st->raw, p, v->i));
		return;
	case VALUE_TEXT:
		stmt_bound(st, sqlite3_bind_text(st->raw, p, v->s, -1,
		    SQLITE_TRANSIENT));
		return;
	}
}

bool
stmt_next(struct stmt *st)
{
	struct err why;

	if (st->rc != SQLITE_OK && st->rc != SQLITE_ROW)
		return false;
	if (!txn_stands(st->db, &why)) {
		stmt_failed(st, SQLITE_ABORT_ROLLBACK, &why);
		return false;
	}
	if (st->rc == SQLITE_OK) {
		st->db->work.statements++;
		st->named = false;
	}
	st->open = true;
	st->rc = sqlite3_step(st->raw);
	st->db->work.rows += st->rc == SQLITE_ROW;
	st->gave = st->gave || st->rc == SQLITE_ROW;
	if (st->rc != SQLITE_ROW && st->rc != SQLITE_DONE) {
		db_fail(st->db, st->rc, &why);
		stmt_failed(st, st->rc, &why);
	}
	return st->rc == SQLITE_ROW;
}

struct db_work
db_work(struct db *db)
{
	struct db_work work = db->work;

	db->work = (struct db_work){ .statements = 0 };
	return work;
}

bool
stmt_end(struct stmt *st, struct err *e)
{
	int rc = st->rc;
	bool ok = rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE;

	if (!ok && st->fault != NULL && e != NULL)
		*e = *st->fault;
	else if (!ok)
		db_fail(st->db, rc, e);
	free(st->fault);
	st->fault = NULL;
	if (st->raw != NULL) {
		st->db->work.steps += sqlite3_stmt_status(st->raw,
		    SQLITE_STMTSTATUS_VM_STEP, 1);
		sqlite3_reset(st->raw);
		sqlite3_clear_bindings(st->raw);
	}
	st->rc = SQLITE_OK;
	st->open = false;
	return ok;
}

bool
stmt_ids(struct stmt *st, int64_t **ids, size_t *n, struct err *e)
{
	size_t cap = 0;

	*ids = NULL;
	*n = 0;
	while (stmt_next(st)) {
		GROW(*ids, cap, *n + 1);
		(*ids)[(*n)++] = stmt_int(st, "id");
	}
	return stmt_end(st, e);
}

bool
stmt_run(struct stmt *st, struct err *e)
{
	while (stmt_next(st))
		;
	return stmt_end(st, e);
}

/* A SELECT * lacks a column only when its table does. */
static bool
whole_rows(const struct stmt *st)
{
	const char *sql = sqlite3_sql(st->raw);

	return sql != NULL && (strstr(sql, "SELECT *") != NULL ||
	    strstr(sql, ".*") != NULL);
}

/* Takes the columns' names, once a statement and again when SQLite prepared it anew. */
static void
stmt_columns(struct stmt *st)
{
	int i, prepared = 1 + sqlite3_stmt_status(st->raw, SQLITE_STMTSTATUS_REPREPARE, 0);

	st->named = true;
	if (st->prepared == prepared)
		return;
	st->prepared = prepared;
	st->n_columns = sqlite3_column_count(st->raw);
	st->columns = xreallocarray(st->columns, (size_t)st->n_columns,
	    sizeof(*st->columns));
	for (i = 0; i < st->n_columns; i++)
		st->columns[i] = sqlite3_column_name(st->raw, i);
}

/* The one asked for is mostly that of last time or the next. -1: there is none. */
static int
find_column(const struct stmt *st, const char *name, int (*compare)(const char *, const char *))
{
	int i, at = st->column, n = st->n_columns;

	for (i = 0; i < n; i++, at++) {
		if (at >= n)
			at = 0;
		if (compare(st->columns[at], name) == 0)
			return at;
	}
	return -1;
}

/* -1, which SQLite reads as NULL, when an altered table lacks the column. */
int
stmt_column(struct stmt *st, const char *name)
{
	int at;

	if (!st->named)
		stmt_columns(st);
	st->db->work.named++;
	at = find_column(st, name, strcmp);
	/* SQL ignores the case, and an altered table may have changed it */
	if (at < 0)
		at = find_column(st, name, strcasecmp);
	if (at >= 0) {
		st->column = at;
		stmt_asked(st, at);
		return at;
	}
	if (!whole_rows(st))
		bug("statement %s has no column %s", st->name, name);
	stmt_damaged(st, "a table lacks the column %s", name);
	return -1;
}

/* A number that chairside cannot have written: whole numbers end at 10^15, and their
 * sums stay below this limit. Arithmetic with larger ones could overflow. */
#define ABSURD 9007199254740992.0	/* 2^53: the largest a double counts in ones */

/* Reports an impossible value in the column. */
static void
impossible(struct stmt *st, int column, const char *name)
{
	AUTO_BUF struct buf quoted = BUF_INIT;
	const char *text = (const char *)sqlite3_column_text(st->raw, column);
	int i, n = sqlite3_column_count(st->raw);

	field_quote(&quoted, text != NULL ? text : "");
	for (i = 0; i < n; i++)
		if (strcmp(sqlite3_column_name(st->raw, i), "id") == 0)
			break;
	if (i < n)
		stmt_damaged(st, "%s is \"%s\" in number %lld", name, quoted.s,
		    (long long)sqlite3_column_int64(st->raw, i));
	else
		stmt_damaged(st, "%s is \"%s\"", name, quoted.s);
}

/* The number in a column; 0 when it is too large. */
static double
sane(struct stmt *st, int column, const char *name)
{
	double d = sqlite3_column_double(st->raw, column);

	if (d > -ABSURD && d < ABSURD)
		return d;
	impossible(st, column, name);
	return 0;
}

static int64_t
sane_int(struct stmt *st, int column, const char *name)
{
	const int64_t i = sqlite3_column_int64(st->raw, column);

	if (i > -(int64_t)ABSURD && i < (int64_t)ABSURD)
		return i;
	return sane(st, column, name) == 0 ? 0 : i;
}

struct value
stmt_value(struct stmt *st, int column, enum value_kind kind)
{
	struct value v = VALUE_INIT;

	if (sqlite3_column_type(st->raw, column) == SQLITE_NULL)
		return v;
	if (kind == VALUE_TEXT) {
		v.s = (char *)(uintptr_t)sqlite3_column_text(st->raw, column);
		if (v.s == NULL || *v.s == '\0')
			return (struct value)VALUE_INIT;
	} else {
		v.i = sane_int(st, column, st->columns[column]);
	}
	v.kind = kind;
	return v;
}

bool
stmt_is_null(struct stmt *st, const char *name)
{
	return sqlite3_column_type(st->raw, stmt_column(st, name)) ==
	    SQLITE_NULL;
}

int64_t
stmt_int(struct stmt *st, const char *name)
{
	return sane_int(st, stmt_column(st, name), name);
}

int64_t
stmt_int_at(struct stmt *st, int column)
{
	stmt_asked(st, column);
	return sqlite3_column_int64(st->raw, column);
}

int64_t
stmt_number_at(struct stmt *st, int column)
{
	if (!st->named)
		stmt_columns(st);
	stmt_asked(st, column);
	return sane_int(st, column, st->columns[column]);
}

double
stmt_real(struct stmt *st, const char *name)
{
	return sane(st, stmt_column(st, name), name);
}

const char *
stmt_text_at(struct stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st->raw, column);

	stmt_asked(st, column);
	return s != NULL ? s : "";
}

const char *
stmt_text(struct stmt *st, const char *name)
{
	return stmt_text_at(st, stmt_column(st, name));
}

const void *
stmt_blob_at(struct stmt *st, int column, size_t *n)
{
	const void *bytes = sqlite3_column_blob(st->raw, column);

	stmt_asked(st, column);
	*n = (size_t)sqlite3_column_bytes(st->raw, column);
	return bytes;
}

const void *
stmt_blob(struct stmt *st, const char *name, size_t *n)
{
	return stmt_blob_at(st, stmt_column(st, name), n);
}

date_day
stmt_date(struct stmt *st, const char *name)
{
	const char *text = stmt_text(st, name);
	date_day day = date_from_iso(text);

	if (day == DATE_NONE && *text != '\0')
		impossible(st, stmt_column(st, name), name);
	return day;
}

int64_t
stmt_int_in(struct stmt *st, const char *name, int64_t min, int64_t max)
{
	int64_t i = stmt_int(st, name);

	if (i >= min && i <= max)
		return i;
	impossible(st, stmt_column(st, name), name);
	return min;
}

int
stmt_choice(struct stmt *st, const char *name, const struct choice *choices)
{
	const char *text = stmt_text(st, name);
	int i;

	for (i = 0; choices[i].value != NULL; i++)
		if (strcmp(choices[i].value, text) == 0)
			return i;
	impossible(st, stmt_column(st, name), name);
	return 0;
}

bool
db_exec(struct db *db, const char *sql, struct err *e)
{
	if (!txn_stands(db, e))
		return false;
	return sqlite3_exec(db->raw, sql, NULL, NULL, NULL) == SQLITE_OK ||
	    db_fail(db, sqlite3_extended_errcode(db->raw), e);
}

sqlite3_stmt *
db_kept(struct db *db, const char *sql)
{
	sqlite3_stmt *raw;
	size_t i;

	for (i = 0; i < db->n_kept; i++)
		if (strcmp(db->kept[i].sql, sql) == 0)
			return db->kept[i].raw;
	if (sqlite3_prepare_v3(db->raw, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw,
	    NULL) != SQLITE_OK)
		return NULL;
	GROW(db->kept, db->cap_kept, db->n_kept + 1);
	db->kept[db->n_kept++] = (struct kept_sql){ xstrdup(sql), raw };
	return raw;
}

int64_t
db_pragma_int(struct db *db, const char *pragma)
{
	AUTO_FREE char *sql = xasprintf("PRAGMA %s", pragma);
	sqlite3_stmt *st;
	int64_t i = -1;

	if (!txn_stands(db, NULL) || (st = db_kept(db, sql)) == NULL)
		return -1;
	if (sqlite3_step(st) == SQLITE_ROW)
		i = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return i;
}

bool
db_read_begin(struct db *db, struct err *e)
{
	return txn_read(db, e);
}

void
db_read_end(struct db *db)
{
	BUG_IF(db->txn != TXN_READ);
	txn_back(db);
}
