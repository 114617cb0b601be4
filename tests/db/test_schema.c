/*
 * test_schema.c - the schema, the field tables and the statements agree.
 *
 * Proves that schema.sql is what the migrations make, that every table is
 * classified, that record tables keep the rules the journal relies on, that each
 * field has its column in order, and that no statement a screen uses scans a
 * table that grows.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

static sqlite3 *
from_sql(const char *sql)
{
	sqlite3 *raw;
	char *msg = NULL;

	assert_int_equal(sqlite3_open(":memory:", &raw), SQLITE_OK);
	if (sqlite3_exec(raw, sql, NULL, NULL, &msg) != SQLITE_OK)
		fail_msg("%s", msg);
	return raw;
}

/* Without comments and white space: ALTER TABLE writes its own. */
static void
add_bare(struct buf *out, const char *sql)
{
	for (; *sql != '\0'; sql++) {
		if (sql[0] == '-' && sql[1] == '-')
			sql += strcspn(sql, "\n");
		if (*sql == '\0')
			return;
		if (strchr(" \t\n", *sql) == NULL)
			buf_addc(out, *sql);
	}
}

static char *
schema_of(sqlite3 *raw)
{
	struct buf out = BUF_INIT;
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(raw, "SELECT type, name, sql FROM "
	    "sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name", -1, &st,
	    NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		buf_addf(&out, "%s %s ", sqlite3_column_text(st, 0),
		    sqlite3_column_text(st, 1));
		add_bare(&out, (const char *)sqlite3_column_text(st, 2));
		buf_addc(&out, '\n');
	}
	sqlite3_finalize(st);
	return buf_steal(&out);
}

/* Fails with the first thing of which the two say different things. */
static void
same_schema(const char *a, const char *name_a, const char *b, const char *name_b)
{
	size_t n, m;

	while (*a != '\0' || *b != '\0') {
		n = strcspn(a, "\n");
		m = strcspn(b, "\n");
		if (n != m || strncmp(a, b, n) != 0)
			fail_msg("%s is not what %s:\n%.*s\n%.*s", name_a, name_b,
			    (int)n, a, (int)m, b);
		a += n + (a[n] != '\0');
		b += m + (b[m] != '\0');
	}
}

static void
snapshot_is_what_migrations_make(void **state)
{
	AUTO_FREE char *source = test_source("db/schema.sql");
	AUTO_FREE char *snapshot = test_read(source, NULL);
	AUTO_BUF struct buf all = BUF_INIT;
	size_t n, i;
	const struct migration *list = migrations(&n);
	sqlite3 *a, *b;

	(void)state;
	for (i = 0; i < n; i++)
		buf_addf(&all, "%s\n", list[i].sql);
	a = from_sql(snapshot);
	b = from_sql(all.s);
	AUTO_FREE char *from_snapshot = schema_of(a);
	AUTO_FREE char *from_migrations = schema_of(b);
	same_schema(from_snapshot, "db/schema.sql", from_migrations,
	    "the migrations make");
	sqlite3_close(a);
	sqlite3_close(b);
}

static void
every_table_is_classified(void **state)
{
	AUTO_FREE char *path = dbfile_new("tables.db");
	sqlite3 *raw;
	sqlite3_stmt *st;
	enum table_kind kind;
	int n = 0;

	(void)state;
	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	sqlite3_prepare_v2(raw, "SELECT name FROM sqlite_schema WHERE type = 'table' "
	    "AND name NOT LIKE 'sqlite_%'", -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);

		if (!table_kind_of(name, &kind))
			fail_msg("table %s is neither record, derived nor local", name);
		n++;
	}
	assert_true(n > 20);
	assert_false(table_kind_of("stranger", &kind));
	sqlite3_finalize(st);
	sqlite3_close(raw);
}

static void
check_columns(sqlite3 *raw, const struct record_type *t)
{
	AUTO_FREE char *sql = xasprintf("PRAGMA table_xinfo(\"%s\")", t->name);
	sqlite3_stmt *st;
	int i = 0;

	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &st, NULL), SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; i++) {
		const char *name = (const char *)sqlite3_column_text(st, 1);
		const char *type = (const char *)sqlite3_column_text(st, 2);
		bool not_null = sqlite3_column_int(st, 3) != 0;
		const struct field *f;

		if (sqlite3_column_int(st, 6) != 0)
			fail_msg("%s.%s is generated or hidden", t->name, name);
		if (i == COLUMN_ID) {
			assert_string_equal(name, "id");
			assert_int_equal(sqlite3_column_int(st, 5), 1);
			continue;
		}
		if (i == COLUMN_VERSION) {
			assert_string_equal(name, "version");
			continue;
		}
		if (i - COLUMN_FIELDS >= (int)t->n_fields)
			fail_msg("%s.%s has no field", t->name, name);
		f = &t->fields[i - COLUMN_FIELDS];
		if (strcmp(name, f->name) != 0)
			fail_msg("%s: column %s stands where the field %s is declared",
			    t->name, name, f->name);
		if (strcmp(type, field_column_type(f)) != 0)
			fail_msg("%s.%s: the column is %s, the field wants %s",
			    t->name, name, type, field_column_type(f));
		if (not_null != ((f->flags & FIELD_REQUIRED) != 0))
			fail_msg("%s.%s: required and NOT NULL differ", t->name, name);
	}
	if (i - COLUMN_FIELDS < (int)t->n_fields)
		fail_msg("%s.%s has no column: no migration in db/local.mk makes it",
		    t->name, t->fields[i - COLUMN_FIELDS].name);
	sqlite3_finalize(st);
}

static int64_t
count_where(sqlite3 *raw, const char *sql, const char *name)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static int
count_links(const struct record_type *t)
{
	int n = 0;
	size_t i;

	for (i = 0; i < t->n_fields; i++)
		n += t->fields[i].type == FIELD_LINK;
	return n;
}

/* Each declared link is a foreign key to the table that it names. */
static void
check_links(sqlite3 *raw, const struct record_type *t)
{
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM "
		    "pragma_foreign_key_list(?1) WHERE \"from\" = '%s' AND \"table\" = '%s'",
		    t->fields[i].name, t->fields[i].link != NULL ? t->fields[i].link : "");

		if (t->fields[i].type == FIELD_LINK)
			assert_int_equal(count_where(raw, sql, t->name), 1);
	}
}

static void
record_tables_keep_the_rules(void **state)
{
	AUTO_FREE char *path = dbfile_new("rules.db");
	sqlite3 *raw;
	size_t i;

	(void)state;
	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	for (i = 0; record_types[i] != NULL; i++) {
		const char *name = record_types[i]->name;

		check_columns(raw, record_types[i]);
		assert_int_equal(count_where(raw, "SELECT strict FROM "
		    "pragma_table_list WHERE name = ?1", name), 1);
		assert_int_equal(count_where(raw, "SELECT count(*) FROM sqlite_schema "
		    "WHERE name = ?1 AND sql LIKE '%AUTOINCREMENT%'", name), 1);
		/* CASCADE would change rows that an undo does not know of */
		assert_int_equal(count_where(raw, "SELECT count(*) FROM "
		    "pragma_foreign_key_list(?1) WHERE on_update <> 'NO ACTION' OR "
		    "on_delete <> 'NO ACTION'", name), 0);
		/* the check of a file follows the declared links alone */
		assert_int_equal(count_where(raw, "SELECT count(*) FROM "
		    "pragma_foreign_key_list(?1) WHERE \"to\" <> 'id'", name), 0);
		assert_int_equal(count_where(raw, "SELECT count(*) FROM "
		    "pragma_foreign_key_list(?1)", name), count_links(record_types[i]));
		check_links(raw, record_types[i]);
	}
	sqlite3_close(raw);
}

/* Statements that read everything on purpose: checks, rebuilds, whole exports, but not
 * those of a period; and a rule taken out of a draft, which no override names, and those are
 * few; and an erasure. */
static bool
may_scan(const char *name)
{
	static const char *const starts[] = { "derive_", "journal_all",
	    "journal_changes_all", "journal_table_changes", "export_", "check_",
	    "checklist_rule_away", "journal_newest_of_kind", "erase_" };
	const char *dated = strstr(name, "_dated");
	size_t i;

	if (dated != NULL && dated[strlen("_dated")] == '\0')
		return false;
	for (i = 0; i < ARRAY_LEN(starts); i++)
		if (strncmp(name, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* Tables that stay small: what the practice offers, not what it does. */
static bool
is_small(const char *line)
{
	static const char *const small[] = { "practice", "staff", "staff_key", "service",
	    "product", "product_caution", "chart_template", "checklist", "checklist_item", "checklist_rule",
	    "room", "device", "service_use", "hours", "block", "lot", "document", "certificate",
	    "device_label", "adverse_event", "event_report", "draft", "client_merge",
	    "journal_head", "journal_header", "kept_total", "sqlite_schema" };
	const char *name = line + strlen("SCAN ");
	size_t i, n = strcspn(name, " \n");

	for (i = 0; i < ARRAY_LEN(small); i++)
		if (strlen(small[i]) == n && strncmp(name, small[i], n) == 0)
			return true;
	return strstr(line, "CONSTANT ROW") != NULL;
}

/* The result of a subquery, named in the plan above. */
static bool
is_subquery(const char *plan, const char *line)
{
	const char *name = line + strlen("SCAN ");
	int n = (int)strcspn(name, " \n");
	AUTO_FREE char *routine = xasprintf("CO-ROUTINE %.*s\n", n, name);
	AUTO_FREE char *table = xasprintf("MATERIALIZE %.*s\n", n, name);

	return name[0] == '(' || strstr(plan, routine) != NULL ||
	    strstr(plan, table) != NULL;
}

/* A table's name alone is no bound for the journal: all that was written of it. */
static bool
scans(const char *plan, const char *line)
{
	if (strstr(line, "journal_change_row (tbl=?)") != NULL)
		return true;
	/* an index walked in order is a seek that goes on */
	return strncmp(line, "SCAN ", 5) == 0 && !is_small(line) &&
	    strstr(line, "USING") == NULL &&
	    strstr(line, "VIRTUAL TABLE INDEX") == NULL && !is_subquery(plan, line);
}

static void
no_statement_scans_a_big_table(void **state)
{
	AUTO_FREE char *path = dbfile_new("plans.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	const char *name;
	size_t i;

	(void)state;
	for (i = 0; (name = db_query_name(i)) != NULL; i++) {
		AUTO_BUF struct buf plan = BUF_INIT;
		char *line, *rest;

		OK(db_query_plan(db, name, &plan, &err));
		if (may_scan(name))
			continue;
		AUTO_FREE char *lines = xstrdup(plan.s);
		for (line = strtok_r(lines, "\n", &rest); line != NULL;
		    line = strtok_r(NULL, "\n", &rest))
			if (scans(plan.s, line))
				fail_msg("%s: %s", name, line);
	}
	assert_true(i > 20);
	db_close(db);
}

/* The names of a statement's columns are taken once, and again when another program has
 * altered a table that it reads. */
static void
columns_are_those_of_the_table_now(void **state)
{
	AUTO_FREE char *path = dbfile_new("columns.db");
	struct db *db = dbfile_open(path, 1);
	struct stmt *st = db_stmt(db, "export_staff");
	struct err err;

	assert_true(stmt_next(st));
	assert_string_not_equal(stmt_text(st, "name"), "");
	OK(stmt_end(st, &err));
	dbfile_sql(path, "ALTER TABLE staff ADD COLUMN shoes TEXT DEFAULT '42'");
	st = db_stmt(db, "export_staff");
	assert_true(stmt_next(st));
	assert_string_equal(stmt_text(st, "shoes"), "42");
	assert_string_not_equal(stmt_text(st, "NAME"), "");
	OK(stmt_end(st, &err));
	db_close(db);
}

TEST_MAIN(
    cmocka_unit_test(columns_are_those_of_the_table_now),
    cmocka_unit_test(snapshot_is_what_migrations_make),
    cmocka_unit_test(every_table_is_classified),
    cmocka_unit_test(record_tables_keep_the_rules),
    cmocka_unit_test(no_statement_scans_a_big_table))
