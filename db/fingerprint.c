/*
 * fingerprint.c - is the schema of the file the one that chairside makes?
 *
 * Everything in sqlite_schema counts: tables (also the search index's own), indexes,
 * triggers, views; not their order and pages, nor SQLite's own counters. The digest of
 * each schema that the migrations make is known (fingerprints.def). When the file's
 * differs, the migrations are run in memory and the two schemas are compared word by
 * word, so that another SQLite's layout of a statement is no alarm, and every difference
 * is named. That takes eight times as long as all else a command opens with.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

static const char *const known[] = {
#define FINGERPRINT(version, hex) [version] = hex,
#include "db/fingerprints.def"
#undef FINGERPRINT
};

/* Without SQLite's own tables; not in the order of creation, for a load makes indexes last. */
static const char select_objects[] = "SELECT type, name, tbl_name, sql "
    "FROM sqlite_schema WHERE type <> 'table' OR "
    "name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4') ORDER BY type, name";

enum { OBJECT_TYPE, OBJECT_NAME, OBJECT_TABLE, OBJECT_SQL, OBJECT_WORDS };

struct object {
	char *words[OBJECT_WORDS];
};

struct schema {
	sqlite3 *raw;
	struct object *objects;
	size_t n, cap;
};

bool
fingerprint_of(sqlite3 *raw, char hex[DIGEST_HEX_SIZE])
{
	unsigned char out[DIGEST_SIZE];
	sqlite3_stmt *st = NULL;
	struct digest d;
	int rc, i;

	rc = sqlite3_prepare_v2(raw, select_objects, -1, &st, NULL);
	digest_begin(&d, NULL);
	while (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		for (i = 0; i < OBJECT_WORDS; i++)
			digest_text(&d, (const char *)sqlite3_column_text(st, i));
	digest_end(&d, out);
	digest_hex(out, sizeof(out), hex);
	return sqlite3_finalize(st) == SQLITE_OK && rc == SQLITE_OK;
}

/* --- word by word ----------------------------------------------------------------- */

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '$' || (c & 0x80) != 0 ||
	    c == '\'' || c == '"' || c == '`' || c == '[';
}

/* Length of the white space or comment at s, or 0. */
static size_t
blank(const char *s)
{
	const char *end;

	if (s[0] == '-' && s[1] == '-')
		return strcspn(s, "\n");
	if (s[0] != '/' || s[1] != '*')
		return strspn(s, " \t\n\r\f");
	end = strstr(s + 2, "*/");
	return end != NULL ? (size_t)(end + 2 - s) : strlen(s);
}

/* Length of the quoted text at s with its quotes, or 0. */
static size_t
quoted(const char *s)
{
	char close = *s == '[' ? ']' : *s;
	size_t n = 1;

	if (*s == '\0' || strchr("'\"`[", *s) == NULL)
		return 0;
	while (s[n] != '\0' && s[n] != close)
		n++;
	return n + (s[n] != '\0');
}

/* The statement without comments, and with blanks only between words, one each. */
static char *
bare(const char *sql)
{
	struct buf out = BUF_INIT;
	bool parted = false;
	size_t n;

	while (*sql != '\0') {
		n = blank(sql);
		if (n > 0) {
			parted = true;
			sql += n;
			continue;
		}
		n = quoted(sql);
		if (n == 0)
			n = 1;
		if (parted && out.len > 0 && is_word(out.s[out.len - 1]) &&
		    is_word(*sql))
			buf_addc(&out, ' ');
		buf_add(&out, sql, n);
		parted = false;
		sql += n;
	}
	return buf_steal(&out);
}

/* Compares: tables first, then by the first n words. */
static int
by_words(const struct object *a, const struct object *b, int n)
{
	int i, order = (strcmp(a->words[OBJECT_TYPE], "table") != 0) -
	    (strcmp(b->words[OBJECT_TYPE], "table") != 0);

	for (i = 0; order == 0 && i < n; i++)
		order = strcmp(a->words[i], b->words[i]);
	return order;
}

static int
by_all_words(const void *a, const void *b)
{
	return by_words(a, b, OBJECT_WORDS);
}

static bool
schema_read(struct schema *s)
{
	sqlite3_stmt *st = NULL;
	int rc, i;

	rc = sqlite3_prepare_v2(s->raw, select_objects, -1, &st, NULL);
	while (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) {
		GROW(s->objects, s->cap, s->n + 1);
		for (i = 0; i < OBJECT_WORDS; i++) {
			const char *text = (const char *)sqlite3_column_text(st, i);

			text = text != NULL ? text : "";
			s->objects[s->n].words[i] = i == OBJECT_SQL ? bare(text) :
			    xstrdup(text);
		}
		s->n++;
	}
	if (s->n > 0)
		qsort(s->objects, s->n, sizeof(*s->objects), by_all_words);
	return sqlite3_finalize(st) == SQLITE_OK && rc == SQLITE_OK;
}

static void
schema_free(struct schema *s)
{
	size_t i, k;

	for (i = 0; i < s->n; i++)
		for (k = 0; k < OBJECT_WORDS; k++)
			free(s->objects[i].words[k]);
	free(s->objects);
}

/* A database in memory with the schema that the migrations up to `version` make. */
static sqlite3 *
made_in_memory(int version)
{
	size_t n, i;
	const struct migration *list = migrations(&n);
	sqlite3 *raw = NULL;
	int rc = sqlite3_open(":memory:", &raw);

	for (i = 0; rc == SQLITE_OK && i < n && list[i].number <= version; i++)
		rc = sqlite3_exec(raw, list[i].sql, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return raw;
	sqlite3_close(raw);
	return NULL;
}

/* --- what differs --------------------------------------------------------------------- */

/* "trigger x of client", "table client" */
static void
add_object(struct buf *out, const struct object *o)
{
	buf_addf(out, "%.20s %.60s", o->words[OBJECT_TYPE], o->words[OBJECT_NAME]);
	if (strcmp(o->words[OBJECT_NAME], o->words[OBJECT_TABLE]) != 0)
		buf_addf(out, " of %.60s", o->words[OBJECT_TABLE]);
}

static void
say_object(const struct finder *f, const struct object *o, const char *what)
{
	AUTO_BUF struct buf text = BUF_INIT;

	add_object(&text, o);
	finder_say(f, "Schema: %s %s.", text.s, what);
}

/* Reports columns that one has and the other lacks; returns how many. */
static long
say_columns(const struct finder *f, sqlite3 *has, sqlite3 *lacks, const char *table,
    const char *what)
{
	static const char sql[] = "SELECT name FROM pragma_table_xinfo(?1)";
	sqlite3_stmt *a = NULL, *b = NULL;
	const char *name;
	long n = 0;
	bool there;

	if (sqlite3_prepare_v2(has, sql, -1, &a, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(lacks, sql, -1, &b, NULL) == SQLITE_OK) {
		sqlite3_bind_text(a, 1, table, -1, SQLITE_STATIC);
		sqlite3_bind_text(b, 1, table, -1, SQLITE_STATIC);
		while (sqlite3_step(a) == SQLITE_ROW) {
			name = (const char *)sqlite3_column_text(a, 0);
			for (there = false; !there && sqlite3_step(b) == SQLITE_ROW;)
				there = strcmp(name,
				    (const char *)sqlite3_column_text(b, 0)) == 0;
			sqlite3_reset(b);
			if (!there && ++n > 0)
				finder_say(f, "Schema: column %.60s of table %s %s.", name,
				    table, what);
		}
	}
	sqlite3_finalize(a);
	sqlite3_finalize(b);
	return n;
}

static void
say_changed(const struct finder *f, const struct schema *file,
    const struct schema *made, const struct object *o)
{
	const char *table = o->words[OBJECT_NAME];
	long n = 0;

	if (strcmp(o->words[OBJECT_TYPE], "table") == 0)
		n = say_columns(f, file->raw, made->raw, table, "was added") +
		    say_columns(f, made->raw, file->raw, table, "is missing");
	if (n == 0)
		say_object(f, o, "was changed");
}

static void
say_differences(const struct finder *f, const struct schema *file,
    const struct schema *made)
{
	const struct object *a, *b;
	size_t i = 0, k = 0;
	int order;

	while (i < file->n || k < made->n) {
		a = i < file->n ? &file->objects[i] : NULL;
		b = k < made->n ? &made->objects[k] : NULL;
		order = a == NULL ? 1 : b == NULL ? -1 :
		    by_words(a, b, OBJECT_TABLE);
		if (order < 0)
			say_object(f, a, "was added");
		else if (order > 0)
			say_object(f, b, "is missing");
		else if (by_words(a, b, OBJECT_WORDS) != 0)
			say_changed(f, file, made, b);
		i += order <= 0;
		k += order >= 0;
	}
}

static bool
compare(struct db *db, int version, const struct finder *f, struct err *e)
{
	struct schema file = { .raw = db->raw };
	struct schema made = { .raw = made_in_memory(version) };
	bool ok = made.raw != NULL && schema_read(&made) && schema_read(&file);

	if (ok)
		say_differences(f, &file, &made);
	else
		err_set(e, ERR_DB, NULL, "The schema of the practice file cannot be "
		    "read: %s.", sqlite3_errmsg(db->raw));
	schema_free(&file);
	schema_free(&made);
	sqlite3_close(made.raw);
	return ok;
}

bool
fingerprint_check(struct db *db, const struct finder *f, struct err *e)
{
	int version = db_schema_version(db);
	char hex[DIGEST_HEX_SIZE];

	if (!fingerprint_of(db->raw, hex))
		return db_fail(db, sqlite3_extended_errcode(db->raw), e);
	if (version > 0 && (size_t)version < ARRAY_LEN(known) &&
	    strcmp(known[version], hex) == 0)
		return true;
	return compare(db, version, f, e);
}

/* --- at open -------------------------------------------------------------------------- */

static void
keep_first(const char *sentence, void *arg)
{
	struct buf *first = arg;

	if (first->len == 0)
		buf_adds(first, sentence);
}

bool
fingerprint_open(struct db *db, struct err *e)
{
	AUTO_BUF struct buf first = BUF_INIT;
	long n = 0;
	struct finder f = { keep_first, &first, &n };
	bool ok;

	/* one snapshot of version and schema */
	if (!db_read_begin(db, e))
		return false;
	ok = fingerprint_check(db, &f, e);
	db_read_end(db);
	if (ok && n > 0)
		db_refuse(db, "Nothing can be saved: the tables of the practice file were "
		    "altered by another program. %s Undo that or restore a backup; "
		    "`chairside check` names everything.", first.s);
	return ok;
}
