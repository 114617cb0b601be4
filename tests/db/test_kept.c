/*
 * test_kept.c - what is kept is kept.
 *
 * Proves, for every table of db/tables.c of which rows stay, through raw SQL of the
 * program's own connection, with and without foreign keys: no REPLACE, upsert, UPDATE,
 * UPDATE OR REPLACE or DELETE changes such a row, replaces any row of it, or moves one
 * onto another's place. Each attack is one that works where the triggers are off.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define COLUMNS_MAX 64

/* A kept table as the file has it, and the row that is attacked. */
struct target {
	sqlite3 *raw;
	const struct table_kept *kept;
	char *columns[COLUMNS_MAX];
	bool key[COLUMNS_MAX];		/* part of the primary key */
	size_t n;
	bool rowid;			/* has an id */
	char *is;			/* "id = 1": the row */
	char *other;			/* the same of another row; NULL: there is none */
	int tried, worked;		/* without triggers */
};

static char *
one_text(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *st;
	char *text = NULL;

	if (sqlite3_prepare_v2(raw, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) != SQLITE_NULL)
		text = xstrdup((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return text;
}

/* Every row of the table, as text. */
static char *
rows_of(struct target *t)
{
	struct buf sql = BUF_INIT;
	char *rows;
	size_t i;

	for (i = 0; i < t->n; i++)
		buf_addf(&sql, "%s quote(\"%s\")", i == 0 ? "SELECT group_concat(" :
		    " || '|' ||", t->columns[i]);
	buf_addf(&sql, ", char(10)) FROM \"%s\"", t->kept->name);
	rows = one_text(t->raw, sql.s);
	buf_free(&sql);
	return rows != NULL ? rows : xstrdup("");
}

static void
must(sqlite3 *raw, const char *sql)
{
	if (sqlite3_exec(raw, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
}

/* Whether the statement changes the table; it is taken back. */
static bool
changes(struct target *t, const char *sql, const char *before)
{
	bool same;

	must(t->raw, "SAVEPOINT attack");
	sqlite3_exec(t->raw, sql, NULL, NULL, NULL);
	AUTO_FREE char *after = rows_of(t);
	same = strcmp(before, after) == 0;
	if (!sqlite3_get_autocommit(t->raw))
		must(t->raw, "ROLLBACK TO attack; RELEASE attack");
	return !same;
}

static void
attack(struct target *t, const char *sql)
{
	AUTO_FREE char *before = rows_of(t);

	if (changes(t, sql, before))
		fail_msg("%s: nothing refuses %s", t->kept->name, sql);
	must(t->raw, "PRAGMA foreign_keys = OFF");
	if (changes(t, sql, before))
		fail_msg("%s: nothing but a foreign key refuses %s", t->kept->name,
		    sql);
	sqlite3_db_config(t->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	t->tried++;
	t->worked += changes(t, sql, before);
	sqlite3_db_config(t->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
	must(t->raw, "PRAGMA foreign_keys = ON");
}

/* Attacks of one kind that all fail by themselves prove nothing. */
static void
some_worked(struct target *t, const char *kind)
{
	if (t->tried > 0 && t->worked == 0)
		fail_msg("%s : no %s would work without the triggers", t->kept->name,
		    kind);
	t->tried = t->worked = 0;
}

/* A value that the column does not hold. */
static char *
changed(const char *column)
{
	return xasprintf("CASE typeof(\"%s\") WHEN 'integer' THEN \"%s\" + 1 WHEN 'blob' "
	    "THEN zeroblob(3) WHEN 'null' THEN 1 ELSE \"%s\" || 'x' END",
	    column, column, column);
}

/* The columns, or their values with one changed and the key moved away. */
static char *
list(struct target *t, size_t change, bool elsewhere)
{
	struct buf out = BUF_INIT;
	size_t i;
	bool moved = false;

	for (i = 0; i < t->n; i++) {
		AUTO_FREE char *value = changed(t->columns[i]);

		buf_adds(&out, i == 0 ? "" : ", ");
		if (elsewhere && t->key[i] && !moved) {
			buf_addf(&out, "\"%s\" + 1000", t->columns[i]);
			moved = true;
		} else if (i == change) {
			buf_adds(&out, value);
		} else {
			buf_addf(&out, "\"%s\"", t->columns[i]);
		}
	}
	return buf_steal(&out);
}

/* Of a record a field's mark says it, and `version` goes with those that are free. */
static bool
may_change(const struct target *t, size_t i)
{
	const struct record_type *type = record_type_find(t->kept->name);
	const char *may = t->kept->may_change != NULL ? t->kept->may_change : "";
	AUTO_FREE char *words = xasprintf(" %s ", may);
	AUTO_FREE char *word = xasprintf(" %s ", t->columns[i]);
	bool goes = false;
	size_t j;

	for (j = 0; type != NULL && j < type->n_fields; j++)
		if (strcmp(t->columns[i], "version") == 0 ||
		    strcmp(t->columns[i], type->fields[j].name) == 0)
			goes |= (type->fields[j].flags & FIELD_FREE) != 0;
	return !t->key[i] && (goes || strstr(words, word) != NULL);
}

static void
replaced(struct target *t)
{
	AUTO_FREE char *columns = list(t, t->n, false);
	size_t i;

	for (i = 0; i < t->n; i++) {
		AUTO_FREE char *values = list(t, i, false);
		AUTO_FREE char *value = changed(t->columns[i]);
		AUTO_FREE char *a = xasprintf("INSERT OR REPLACE INTO \"%s\"(%s) SELECT "
		    "%s FROM \"%s\" WHERE %s", t->kept->name, columns, values,
		    t->kept->name, t->is);
		AUTO_FREE char *b = xasprintf("REPLACE INTO \"%s\" SELECT %s FROM \"%s\" "
		    "WHERE %s", t->kept->name, values, t->kept->name, t->is);
		AUTO_FREE char *c = xasprintf("INSERT INTO \"%s\" SELECT * FROM \"%s\" "
		    "WHERE %s ON CONFLICT DO UPDATE SET \"%s\" = %s", t->kept->name,
		    t->kept->name, t->is, t->columns[i], value);

		if (!t->key[i]) {
			attack(t, a);
			attack(t, b);
		}
		attack(t, c);
	}
	some_worked(t, "REPLACE");
}

/* Over a unique key, with another id: what stands there goes without a DELETE. */
static void
replaced_by_key(struct target *t, const char *index)
{
	AUTO_FREE char *columns_sql = xasprintf("SELECT group_concat('\"' || name || "
	    "'\" = (SELECT \"' || name || '\" FROM \"%s\" WHERE %s)') FROM "
	    "pragma_index_info('%s')", t->kept->name, t->is, index);
	AUTO_FREE char *set = one_text(t->raw, columns_sql);
	AUTO_FREE char *values = list(t, t->n, true);
	AUTO_FREE char *a = xasprintf("REPLACE INTO \"%s\" SELECT %s FROM \"%s\" WHERE %s",
	    t->kept->name, values, t->kept->name, t->is);
	AUTO_FREE char *b = t->other == NULL ? NULL : xasprintf("UPDATE OR REPLACE \"%s\" "
	    "SET %s WHERE %s", t->kept->name, set, t->other);

	attack(t, a);
	if (b != NULL)
		attack(t, b);
	some_worked(t, index);
}

static void
replaced_by_keys(struct target *t)
{
	AUTO_FREE char *sql = xasprintf("SELECT group_concat(name, ' ') FROM "
	    "pragma_index_list('%s') WHERE \"unique\" AND origin <> 'pk'", t->kept->name);
	AUTO_FREE char *names = one_text(t->raw, sql);
	char *name, *rest;

	if (names == NULL)
		return;
	for (name = strtok_r(names, " ", &rest); name != NULL;
	    name = strtok_r(NULL, " ", &rest))
		replaced_by_key(t, name);
}

/* Whether the field takes another value in that row. */
static bool
takes(struct target *t, const struct field *f, const char *id, const char *value)
{
	AUTO_FREE char *sql = xasprintf("UPDATE \"%s\" SET \"%s\" = %s WHERE id = %s",
	    t->kept->name, f->name, value, id);
	AUTO_FREE char *before = rows_of(t);

	return changes(t, sql, before);
}

/* A field that is marked free changes in some kept row, if not to any value. */
static void
is_free(struct target *t, const struct field *f)
{
	AUTO_FREE char *sql = xasprintf("SELECT group_concat(id, ' ') FROM \"%s\" WHERE %s",
	    t->kept->name, t->kept->when != NULL ? t->kept->when : "1");
	AUTO_FREE char *ids = one_text(t->raw, sql), *value = changed(f->name);
	char *id, *rest = NULL;
	const struct choice *o;
	bool ok = false;

	must(t->raw, "PRAGMA foreign_keys = OFF");
	for (id = strtok_r(ids, " ", &rest); id != NULL && !ok; id = strtok_r(NULL, " ", &rest)) {
		ok = takes(t, f, id, value);
		for (o = f->choices; o != NULL && o->value != NULL && !ok; o++) {
			AUTO_FREE char *quoted = xasprintf("'%s'", o->value);

			ok = takes(t, f, id, quoted);
		}
	}
	must(t->raw, "PRAGMA foreign_keys = ON");
	if (!ok)
		fail_msg("%s.%s is marked free, and the triggers keep it", t->kept->name, f->name);
}

static void
updated(struct target *t)
{
	const struct record_type *type = record_type_find(t->kept->name);
	size_t i;

	for (i = 0; i < t->n; i++) {
		AUTO_FREE char *value = changed(t->columns[i]);
		AUTO_FREE char *a = xasprintf("UPDATE \"%s\" SET \"%s\" = %s WHERE %s",
		    t->kept->name, t->columns[i], value, t->is);
		AUTO_FREE char *b = xasprintf("UPDATE OR REPLACE \"%s\" SET \"%s\" = %s "
		    "WHERE %s", t->kept->name, t->columns[i], value, t->is);

		if (may_change(t, i)) {
			if (type != NULL && record_field(type, t->columns[i]) != NULL)
				is_free(t, record_field(type, t->columns[i]));
			continue;
		}
		attack(t, a);
		attack(t, b);
	}
	if (t->rowid) {
		AUTO_FREE char *a = xasprintf("UPDATE \"%s\" SET rowid = rowid + 1000 "
		    "WHERE %s", t->kept->name, t->is);

		attack(t, a);
	}
	some_worked(t, "UPDATE");
}

/* Another row moved onto the place of this one, and this one onto the other's. */
static void
moved_onto(struct target *t, const char *from, const char *to)
{
	struct buf set = BUF_INIT;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->key[i])
			buf_addf(&set, "%s\"%s\" = (SELECT \"%s\" FROM \"%s\" WHERE %s)",
			    set.len > 0 ? ", " : "", t->columns[i], t->columns[i],
			    t->kept->name, to);
	AUTO_FREE char *sql = xasprintf("UPDATE OR REPLACE \"%s\" SET %s WHERE %s",
	    t->kept->name, set.s, from);
	attack(t, sql);
	some_worked(t, "row moved onto another");
	buf_free(&set);
}

static void
deleted(struct target *t)
{
	AUTO_FREE char *one = xasprintf("DELETE FROM \"%s\" WHERE %s", t->kept->name, t->is);
	AUTO_FREE char *all = xasprintf("DELETE FROM \"%s\"", t->kept->name);

	attack(t, one);
	attack(t, all);
	some_worked(t, "DELETE");
}

static void
read_columns(struct target *t)
{
	AUTO_FREE char *sql = xasprintf("SELECT name, pk FROM pragma_table_info('%s')",
	    t->kept->name);
	AUTO_FREE char *kind = xasprintf("SELECT 1 FROM pragma_table_list('%s') "
	    "WHERE wr = 0", t->kept->name);
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(t->raw, sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		assert_true(t->n < COLUMNS_MAX);
		t->columns[t->n] = xstrdup((const char *)sqlite3_column_text(st, 0));
		t->key[t->n++] = sqlite3_column_int(st, 1) > 0;
	}
	sqlite3_finalize(st);
	AUTO_FREE char *rowid = one_text(t->raw, kind);
	t->rowid = rowid != NULL;
}

/* "n = 1 AND i = 0" of a row for which `when` holds; NULL: there is none. */
static char *
row_where(struct target *t, const char *when)
{
	struct buf sql = BUF_INIT;
	char *is;
	size_t i;

	buf_adds(&sql, "SELECT ''");
	for (i = 0; i < t->n; i++)
		if (t->key[i])
			buf_addf(&sql, " || '%s\"%s\" = ' || quote(\"%s\")",
			    strstr(sql.s, " = ") != NULL ? " AND " : "",
			    t->columns[i], t->columns[i]);
	buf_addf(&sql, " FROM \"%s\" WHERE %s LIMIT 1", t->kept->name, when);
	is = one_text(t->raw, sql.s);
	buf_free(&sql);
	return is;
}

static void
target_is_kept(sqlite3 *raw, const struct table_kept *kept)
{
	struct target t = { .raw = raw, .kept = kept };
	size_t i;

	read_columns(&t);
	t.is = row_where(&t, kept->when != NULL ? kept->when : "1");
	if (t.is == NULL)
		fail_msg("%s: the files of tests/db/landed have no row that is kept",
		    kept->name);
	AUTO_FREE char *others = xasprintf("NOT (%s)", t.is);
	t.other = row_where(&t, others);
	replaced(&t);
	replaced_by_keys(&t);
	updated(&t);
	if (t.other != NULL) {
		moved_onto(&t, t.other, t.is);
		moved_onto(&t, t.is, t.other);
	} else if (strcmp(kept->name, "journal_head") != 0) {
		fail_msg("%s: the files of tests/db/landed have one row", kept->name);
	}
	if (!kept->may_go)
		deleted(&t);
	for (i = 0; i < t.n; i++)
		free(t.columns[i]);
	free(t.is);
	free(t.other);
}

/* The newest schema with a row or two in each table. */
static struct db *
newest(const char *name)
{
	size_t n;
	const struct migration *all = migrations(&n);
	AUTO_FREE char *path = dbfile_landed(name, all[n - 1].number);
	struct err err = { 0 };
	struct db *db = db_open(path, &err);

	OK(db != NULL);
	return db;
}

static void
what_is_kept_is_kept(void **state)
{
	struct db *db = newest("kept.db");
	const struct table_kept *kept;
	size_t i;

	(void)state;
	for (i = 0; (kept = table_kept_at(i)) != NULL; i++)
		target_is_kept(db->raw, kept);
	assert_true(i > 8);
	db_close(db);
}

/* A table whose triggers keep rows and that db/tables.c does not name would not be
 * tried above. */
static void
every_kept_table_is_named(void **state)
{
	struct db *db = newest("named.db");
	sqlite3_stmt *st;
	const struct table_kept *kept;
	const char *table;
	size_t i;

	(void)state;
	assert_int_equal(sqlite3_prepare_v2(db->raw, "SELECT DISTINCT tbl_name FROM "
	    "sqlite_schema WHERE type = 'trigger' AND (sql LIKE '%''append-only: %' OR "
	    "sql LIKE '%''frozen: %')", -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		table = (const char *)sqlite3_column_text(st, 0);
		for (i = 0; (kept = table_kept_at(i)) != NULL; i++)
			if (strcmp(kept->name, table) == 0)
				break;
		if (kept == NULL)
			fail_msg("%s keeps rows and db/tables.c does not say so", table);
	}
	sqlite3_finalize(st);
	db_close(db);
}

/* Each field of a type of which rows are kept is marked, as one or the other. */
static void
every_field_of_such_a_type_is_marked(void **state)
{
	const unsigned marks = FIELD_FROZEN | FIELD_FREE;
	const struct record_type *const *t;
	const struct table_kept *kept;
	size_t i, j;

	(void)state;
	for (t = record_types; *t != NULL; t++) {
		for (j = 0; (kept = table_kept_at(j)) != NULL; j++)
			if (strcmp(kept->name, (*t)->name) == 0)
				break;
		for (i = 0; i < (*t)->n_fields; i++) {
			unsigned has = (*t)->fields[i].flags & marks;

			if ((kept != NULL) != (has == FIELD_FROZEN || has == FIELD_FREE) ||
			    (kept == NULL && has != 0))
				fail_msg("%s.%s is to be marked frozen or free where rows are "
				    "kept, and nowhere else", (*t)->name,
				    (*t)->fields[i].name);
		}
	}
}

TEST_MAIN(
    cmocka_unit_test(what_is_kept_is_kept),
    cmocka_unit_test(every_field_of_such_a_type_is_marked),
    cmocka_unit_test(every_kept_table_is_named))
