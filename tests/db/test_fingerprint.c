/*
 * test_fingerprint.c - a schema that is not chairside's own is noticed.
 *
 * Proves that db/fingerprints.def holds the digest of every schema that the migrations
 * make, that a migration which has landed still makes that schema, that own files pass, by
 * their digest alone and in whatever order things were made, that every kind of tampering is
 * named by the check and at open, where nothing can be written any more and reading goes on,
 * and that only what means something counts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

/* A landed migration is frozen: a digest that is written down stays, and
 * UPDATE_GOLDEN=1 only adds what is missing at the end. */
static void
landed_schemas_are_frozen(void **state)
{
	static const char head[] =
	    "/* Digests of what the migrations make, see fingerprint.c. Each is frozen; the "
	    "test of that\n * name adds the newest: UPDATE_GOLDEN=1 make check "
	    "TESTS=tests/db/test_fingerprint */\n";
	AUTO_FREE char *path = test_source("db/fingerprints.def");
	AUTO_FREE char *written = test_read(path, NULL);
	AUTO_BUF struct buf now = BUF_INIT;
	const char *update = getenv("UPDATE_GOLDEN");
	size_t n, i, old = strlen(written);
	const struct migration *list = migrations(&n);
	char hex[DIGEST_HEX_SIZE];
	sqlite3 *raw;

	(void)state;
	buf_adds(&now, head);
	assert_int_equal(sqlite3_open(":memory:", &raw), SQLITE_OK);
	for (i = 0; i < n; i++) {
		assert_int_equal(sqlite3_exec(raw, list[i].sql, NULL, NULL, NULL),
		    SQLITE_OK);
		assert_true(fingerprint_of(raw, hex));
		buf_addf(&now, "FINGERPRINT(%d, \"%s\")\n", list[i].number, hex);
		if (strncmp(written, now.s, old < now.len ? old : now.len) != 0)
			fail_msg("%s makes another schema than db/fingerprints.def has of "
			    "it. A migration that has landed is frozen; of one that has "
			    "not, delete the line and run this test with UPDATE_GOLDEN=1",
			    list[i].name);
	}
	sqlite3_close(raw);
	if (update != NULL && strcmp(update, "1") == 0)
		test_write(path, now.s, now.len);
	else if (old != now.len)
		fail_msg("db/fingerprints.def does not end with the newest migration; run "
		    "this test with UPDATE_GOLDEN=1");
}

/* A file of another digest is compared with what all migrations make, at each opening. */
static void
has_the_newest_digest(struct db *db)
{
	AUTO_FREE char *path = test_source("db/fingerprints.def");
	AUTO_FREE char *written = test_read(path, NULL);
	char hex[DIGEST_HEX_SIZE];

	assert_true(fingerprint_of(db->raw, hex));
	assert_non_null(strstr(strrchr(written, '('), hex));
}

/* What our own program and SQLite leave behind is no alarm. */
static void
own_files_pass(void **state)
{
	AUTO_FREE char *path = dbfile_new("own.db");
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);

	/* a load has made its indexes last */
	has_the_newest_digest(db);

	(void)state;
	assert_null(db_refusal(db));
	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	OK(db_undo(db, 0, NULL, NULL, NULL, &err));
	db_close(db);
	dbfile_sql(path, "ANALYZE");
	dbfile_sql(path, "VACUUM");
	AUTO_FREE char *problems = dbfile_check(path, true);
	assert_string_equal(problems, "");
	db = dbfile_open(path, 1);
	has_the_newest_digest(db);
	assert_null(db_refusal(db));
	db_close(db);
}

struct tampering {
	const char *name, *sql, *said;
};

static void
is_named(const struct tampering *t)
{
	AUTO_FREE char *file = xasprintf("%s.db", t->name);
	AUTO_FREE char *path = dbfile_new(file);
	struct err err = { 0 };
	struct db *db;
	struct record *staff;

	dbfile_sql(path, t->sql);
	AUTO_FREE char *problems = dbfile_check(path, true);
	if (strstr(problems, t->said) == NULL)
		fail_msg("%s: not said: %s\nbut: %s", t->name, t->said, problems);
	db = dbfile_open(path, 1);
	if (db_refusal(db) == NULL || strstr(db_refusal(db), t->said) == NULL)
		fail_msg("%s: not said at open: %s\nbut: %s", t->name, t->said,
		    db_refusal(db) != NULL ? db_refusal(db) : "nothing");
	assert_int_equal(dbfile_add_client(db, "Bo", "Lind", &err), 0);
	assert_int_equal(err.code, ERR_DB);
	assert_string_equal(err.text, db_refusal(db));
	assert_false(db_rebuild(db, &err));
	staff = db_get(db, &record_staff, 1, &err);
	OK(staff != NULL);
	record_free(staff);
	db_close(db);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 0);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"), 1);
}

#define REWRITE(where, from, to) "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET " \
	"sql = replace(sql, '" from "', '" to "') WHERE name = '" where "'"

static void
tamperings_are_named(void **state)
{
	static const struct tampering cases[] = {
		{ "trigger", "CREATE TRIGGER spy AFTER INSERT ON client BEGIN "
		  "UPDATE client SET notes = 'x' WHERE id = NEW.id; END",
		  "Schema: trigger spy of client was added." },
		{ "no-rule", "DROP TRIGGER consent_event_delete",
		  "Schema: trigger consent_event_delete of consent_event is missing." },
		{ "other-rule", "DROP TRIGGER consent_event_delete; CREATE TRIGGER "
		  "consent_event_delete BEFORE DELETE ON consent_event BEGIN SELECT 1; END",
		  "Schema: trigger consent_event_delete of consent_event was changed." },
		{ "hidden-rule", "DROP TRIGGER consent_event_update; CREATE TRIGGER "
		  "consent_event_update BEFORE UPDATE ON consent_event WHEN 1=0 "
		  "BEGIN SELECT RAISE(ABORT, 'append-only: a consent event stays; record "
		  "the opposite instead'); END",
		  "Schema: trigger consent_event_update of consent_event was changed." },
		{ "no-view", "DROP VIEW visit_overlap",
		  "Schema: view visit_overlap is missing." },
		{ "index", "DROP INDEX client_external",
		  "Schema: index client_external of client is missing." },
		{ "other-index", "DROP INDEX client_external; CREATE INDEX client_external "
		  "ON client(external_id) WHERE external_id IS NOT NULL",
		  "Schema: index client_external of client was changed." },
		{ "more-index", "CREATE INDEX extra ON client(city)",
		  "Schema: index extra of client was added." },
		{ "column", "ALTER TABLE client ADD COLUMN iban TEXT",
		  "Schema: column iban of table client was added." },
		{ "no-column", "ALTER TABLE client DROP COLUMN notes",
		  "Schema: column notes of table client is missing." },
		{ "table", "CREATE TABLE \"my copy\"(a)",
		  "Schema: table my copy was added." },
		{ "no-table", "DROP TABLE staff_setting",
		  "Schema: table staff_setting is missing." },
		{ "no-search", "DROP TABLE client_search",
		  "Schema: table client_search is missing." },
		{ "view", "CREATE VIEW everybody AS SELECT * FROM client",
		  "Schema: view everybody was added." },
		{ "not-null", REWRITE("consent_event", "state TEXT NOT NULL", "state TEXT"),
		  "Schema: table consent_event was changed." },
		{ "check", REWRITE("journal_head", "CHECK (id = 1)", ""),
		  "Schema: table journal_head was changed." },
		{ "link", REWRITE("payment", "REFERENCES receipt(id)", ""),
		  "Schema: table payment was changed." },
		{ "in-quotes", REWRITE("consent_event_update", "a consent event stays",
		  "a consent   event stays"),
		  "Schema: trigger consent_event_update of consent_event was changed." },
		{ "quoted-comment", REWRITE("checklist_update", "<> ''draft''",
		  "<> ''draft--''"),
		  "Schema: trigger checklist_update of checklist was changed." },
		{ "shadow", "DROP TABLE client_search; CREATE TABLE client_search_data(id "
		  "INTEGER PRIMARY KEY, block BLOB)",
		  "Schema: table client_search is missing." },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++)
		is_named(&cases[i]);
}

/* Two statements that differ in their layout are the same rule. */
static void
layout_and_comments_mean_nothing(void **state)
{
	static const char *const cases[] = {
		"DROP INDEX client_external; CREATE UNIQUE INDEX client_external\n"
		" ON client (external_id) -- of another program\n"
		" WHERE /* only */ external_id  IS NOT NULL",
		"DROP TRIGGER consent_event_delete; CREATE TRIGGER consent_event_delete\n"
		"  BEFORE DELETE\tON consent_event\nBEGIN\n  SELECT RAISE(ABORT,"
		"'append-only: a consent event stays; record the opposite instead');\nEND",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *name = xasprintf("layout-%zu.db", i);
		AUTO_FREE char *path = dbfile_new(name);
		struct db *db;

		dbfile_sql(path, cases[i]);
		db = dbfile_open(path, 1);
		if (db_refusal(db) != NULL)
			fail_msg("%s: %s", cases[i], db_refusal(db));
		db_close(db);
	}
}

/* A migration would heal what it makes anew, so the older schema is looked at first; and
 * what was hung in does not run: 0003 updates the practice. */
static void
an_altered_older_file_is_named(void **state)
{
	AUTO_FREE char *path = dbfile_landed("older.db", 2);
	struct err err = { 0 };
	struct db *db;
	size_t n;

	(void)state;
	migrations(&n);
	dbfile_sql(path, "CREATE TRIGGER spy AFTER UPDATE ON practice BEGIN "
	    "UPDATE client SET notes = 'x'; END");
	db = db_open(path, &err);
	OK(db != NULL);
	assert_int_equal(db_schema_version(db), n);
	assert_non_null(strstr(db_refusal(db),
	    "Schema: trigger spy of practice was added."));
	db_close(db);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client WHERE "
	    "notes = 'x'"), 0);
}

TEST_MAIN(
    cmocka_unit_test(landed_schemas_are_frozen),
    cmocka_unit_test(own_files_pass),
    cmocka_unit_test(tamperings_are_named),
    cmocka_unit_test(layout_and_comments_mean_nothing),
    cmocka_unit_test(an_altered_older_file_is_named))
