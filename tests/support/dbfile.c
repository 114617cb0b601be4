/*
 * dbfile.c - practice files for tests of the storage layer.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

void
dbfile_ok(bool ok, const struct err *e, const char *what, const char *file,
    int line)
{
	if (!ok)
		print_error("%s: %s\n", what, e->text);
	_assert_true(ok, what, file, line);
}

static bool
fill(struct db *db, void *arg, struct err *e)
{
	static const char *const people[] = { "mara", "jon" };
	AUTO_RECORD struct record *p = record_new(&record_practice);
	size_t i;
	bool ok;

	(void)arg;
	record_set_text(p, "name", "Test practice");
	ok = db_insert(db, p, e);
	for (i = 0; ok && i < ARRAY_LEN(people); i++) {
		AUTO_RECORD struct record *s = record_new(&record_staff);

		record_set_text(s, "name", people[i]);
		record_set_text(s, "code", people[i]);
		record_set_text(s, "login", people[i]);
		record_set_text(s, "role", "owner");
		ok = db_insert(db, s, e);
	}
	return ok;
}

static char *
companion(const char *path, const char *ending)
{
	return xasprintf("%s%s", path, ending);
}

bool
dbfile_again(const struct dbfile_made *made, const char *path)
{
	AUTO_FREE char *key = companion(path, ".key");

	if (made->file == NULL)
		return false;
	test_write(path, made->file, made->size);
	test_write(key, made->key, made->key_size);
	return chmod(path, 0660) == 0 && chmod(key, 0600) == 0;
}

void
dbfile_keep(struct dbfile_made *made, const char *path)
{
	AUTO_FREE char *key = companion(path, ".key");

	free(made->file);
	free(made->key);
	made->file = test_read(path, &made->size);
	made->key = test_read(key, &made->key_size);
}

/* What is done next is not dated before it was made. */
static bool
is_recent(instant at)
{
	return clock_now() >= at && clock_now() - at < 600;
}

char *
dbfile_new(const char *name)
{
	static struct dbfile_made made;
	static instant at;
	char *path = test_path("%s", name);

	if (is_recent(at) && dbfile_again(&made, path))
		return path;
	free(path);
	path = dbfile_make(name);
	dbfile_keep(&made, path);
	at = clock_now();
	return path;
}

char *
dbfile_make(const char *name)
{
	char *path = test_path("%s", name);
	struct err err = { 0 };
	struct db *db = db_create(path, &err);

	OK(db != NULL);
	OK(db_write(db, "change", "init", fill, NULL, &err));
	OK(db_publish(db, &err));
	return path;
}

/* Runs it in the file, triggers and links in force or not. */
static void
must_run(sqlite3 *raw, bool checked, const char *name, const char *sql)
{
	char *msg = NULL;

	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, checked, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, checked, NULL);
	if (sqlite3_exec(raw, sql, NULL, NULL, &msg) != SQLITE_OK)
		fail_msg("%s: %s", name, msg);
}

char *
dbfile_landed(const char *name, int number)
{
	char *path = test_path("%s", name);
	size_t n, i;
	const struct migration *list = migrations(&n);
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	for (i = 0; i < n && list[i].number <= number; i++) {
		AUTO_FREE char *rows = xasprintf("tests/db/landed/%04d.sql",
		    list[i].number);
		AUTO_FREE char *source = test_source(rows);

		must_run(raw, false, list[i].name, list[i].sql);
		if (access(source, F_OK) == 0) {
			AUTO_FREE char *sql = test_read(source, NULL);

			must_run(raw, true, rows, sql);
		}
	}
	AUTO_FREE char *stamp = xasprintf("PRAGMA application_id = %d;"
	    "PRAGMA user_version = %d", DB_APPLICATION_ID, number);
	must_run(raw, true, name, stamp);
	sqlite3_close(raw);
	dbfile_rekey(path, "0123456789abcdef0123456789abcdef");
	return path;
}

struct db *
dbfile_open(const char *path, int64_t who)
{
	struct err err = { 0 };
	struct db *db = db_open(path, &err);

	OK(db != NULL);
	db_set_who(db, who, who == 1 ? "mara" : "jon");
	return db;
}

struct adding {
	const char *given, *family;
	int64_t id;
};

static bool
add_inside(struct db *db, void *arg, struct err *e)
{
	struct adding *a = arg;
	AUTO_RECORD struct record *c = record_new(&record_client);

	record_set_text(c, "given", a->given);
	record_set_text(c, "family", a->family);
	if (!db_insert(db, c, e))
		return false;
	a->id = c->id;
	db_label(db, "add client %lld", (long long)c->id);
	return true;
}

int64_t
dbfile_add_client(struct db *db, const char *given, const char *family,
    struct err *e)
{
	struct adding a = { given, family, 0 };

	return db_write(db, "change", "add client", add_inside, &a, e) ? a.id : 0;
}

struct setting {
	const struct record_type *t;
	int64_t id;
	const char *field, *text;
};

static bool
set_inside(struct db *db, void *arg, struct err *e)
{
	struct setting *s = arg;
	AUTO_RECORD struct record *r = db_get(db, s->t, s->id, e);

	return r != NULL && record_parse(r, &field_context_plain, s->field,
	    s->text, e) && db_update(db, r, e);
}

bool
dbfile_set(struct db *db, const struct record_type *t, int64_t id,
    const char *field, const char *text, struct err *e)
{
	struct setting s = { t, id, field, text };

	return db_write(db, "change", "edit", set_inside, &s, e);
}

static sqlite3 *
raw_open(const char *path)
{
	sqlite3 *raw;

	assert_int_equal(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL),
	    SQLITE_OK);
	sqlite3_busy_timeout(raw, 5000);
	return raw;
}

static void
dump_table(sqlite3 *raw, const char *table, struct buf *out)
{
	AUTO_FREE char *sql = xasprintf("SELECT * FROM \"%s\" ORDER BY id", table);
	sqlite3_stmt *st;
	int i;

	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		buf_adds(out, table);
		for (i = 0; i < sqlite3_column_count(st); i++) {
			if (strcmp(sqlite3_column_name(st, i), "version") == 0)
				continue;
			buf_addf(out, "|%d:", sqlite3_column_type(st, i));
			buf_add(out, sqlite3_column_blob(st, i),
			    (size_t)sqlite3_column_bytes(st, i));
		}
		buf_addc(out, '\n');
	}
	sqlite3_finalize(st);
}

char *
dbfile_dump_of(struct sqlite3 *raw)
{
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; record_types[i] != NULL; i++)
		dump_table(raw, record_types[i]->name, &out);
	return buf_steal(&out);
}

char *
dbfile_dump(const char *path)
{
	sqlite3 *raw = raw_open(path);
	char *text = dbfile_dump_of(raw);

	sqlite3_close(raw);
	return text;
}

void
dbfile_sql(const char *path, const char *sql)
{
	sqlite3 *raw = raw_open(path);

	must_run(raw, false, sql, sql);
	sqlite3_close(raw);
}

/* One change, and where its row is. */
static void
older_change(struct db *db, sqlite3 *raw, struct stmt *st)
{
	unsigned char mac[DIGEST_SIZE];
	AUTO_BUF struct buf room = BUF_INIT;
	sqlite3_stmt *to;
	size_t size;
	const void *bytes = journal_change(st, &room, &size);

	change_mac(db, stmt_int(st, "n"), stmt_int(st, "i"), stmt_text(st, "tbl"),
	    stmt_int(st, "row"), stmt_int(st, "client"), bytes, size, mac);
	assert_int_equal(sqlite3_prepare_v2(raw, "UPDATE journal_change SET tbl = ?1, "
	    "change = ?2, mac = ?3 WHERE n = ?4 AND i = ?5", -1, &to, NULL), SQLITE_OK);
	sqlite3_bind_text(to, 1, stmt_text(st, "tbl"), -1, SQLITE_TRANSIENT);
	sqlite3_bind_blob(to, 2, bytes, (int)size, SQLITE_TRANSIENT);
	sqlite3_bind_blob(to, 3, mac, sizeof(mac), SQLITE_TRANSIENT);
	sqlite3_bind_int64(to, 4, stmt_int(st, "n"));
	sqlite3_bind_int64(to, 5, stmt_int(st, "i"));
	assert_int_equal(sqlite3_step(to), SQLITE_DONE);
	sqlite3_finalize(to);
}

void
dbfile_older_changes(const char *path, int64_t n)
{
	AUTO_FREE char *entries = xasprintf("INSERT OR IGNORE INTO journal_header SELECT "
	    "DISTINCT tbl, tbl, x'' FROM journal_header; UPDATE journal SET changes = NULL, "
	    "digest = NULL WHERE n <= %lld", (long long)n);
	struct err err = { 0 };
	struct db *db = db_open(path, &err);
	sqlite3 *raw = raw_open(path);
	struct stmt *st;

	OK(db != NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	st = db_stmt(db, "journal_changes_all");
	while (stmt_next(st) && stmt_int(st, "n") <= n)
		older_change(db, raw, st);
	OK(stmt_end(st, &err));
	sqlite3_close(raw);
	db_close(db);
	dbfile_sql(path, entries);
}

int
dbfile_held(const struct db *db, int what)
{
	int n = 0, most;

	sqlite3_db_status(db->raw, what, &n, &most, 0);
	return n;
}

void
dbfile_rekey(const char *path, const char *key)
{
	AUTO_FREE char *file = xasprintf("%s.key", path);
	unsigned char print[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	struct digest d;

	test_write(file, key, DIGEST_KEY_SIZE);
	digest_begin(&d, (const unsigned char *)key);
	digest_text(&d, "chairside journal key");
	digest_end(&d, print);
	AUTO_FREE char *sql = xasprintf("UPDATE journal_head SET key_fingerprint = x'%s'",
	    digest_hex(print, sizeof(print), hex));
	dbfile_sql(path, sql);
}

int64_t
dbfile_int(const char *path, const char *sql)
{
	sqlite3 *raw = raw_open(path);
	sqlite3_stmt *st;
	int64_t i;

	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	i = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(raw);
	return i;
}

static void
say(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

char *
dbfile_check(const char *path, bool deep)
{
	struct buf out = BUF_INIT;
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	long problems;

	OK(db_check(db, deep, say, &out, &problems, &err));
	assert_true((problems == 0) == (out.len == 0));
	db_close(db);
	return buf_steal(&out);
}
