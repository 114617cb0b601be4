/*
 * test_journal.c - tampering is found and named.
 *
 * Proves that a journal that was edited, deleted from, renumbered, swapped, cut
 * at its end or recomputed is told apart, and that a row changed behind the
 * journal's back is found, also one that came with a load.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

/* A file with twenty entries. */
static char *
journalled(const char *name)
{
	char *path = dbfile_new(name);
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int i;

	OK(dbfile_add_client(db, "Ada", "Byrne", &err) != 0);
	for (i = 2; i < 20; i++) {
		AUTO_FREE char *phone = xasprintf("555 01%02d", i);

		OK(dbfile_set(db, &record_client, 1, "phone", phone, &err));
	}
	assert_int_equal(db_last_entry(db), 20);
	db_close(db);
	return path;
}

static void
whole_means_no_problem(void **state)
{
	AUTO_FREE char *path = journalled("whole.db");
	AUTO_FREE char *problems = dbfile_check(path, true);

	(void)state;
	assert_string_equal(problems, "");
}

struct tampering {
	const char *name, *sql, *said;
};

static void
all_are_named(const struct tampering *cases, size_t n, int64_t older)
{
	size_t i;

	for (i = 0; i < n; i++) {
		AUTO_FREE char *name = xasprintf("%s-%d.db", cases[i].name, (int)older);
		AUTO_FREE char *path = journalled(name);

		if (older > 0)
			dbfile_older_changes(path, older);
		dbfile_sql(path, cases[i].sql);
		AUTO_FREE char *problems = dbfile_check(path, true);
		if (strstr(problems, cases[i].said) == NULL)
			fail_msg("%s: not said: %s\nbut: %s", name, cases[i].said, problems);
	}
}

/* Also where the changes, or the first nine, are as the first release stored them. */
static void
tamperings_are_named(void **state)
{
	static const struct tampering cases[] = {
		{ "label", "UPDATE journal SET label = 'edit client 2' WHERE n = 7",
		  "Journal: entry 7 was edited." },
		{ "who", "UPDATE journal SET who = 2 WHERE n = 20",
		  "Journal: entry 20 was edited." },
		{ "change", "UPDATE journal_change SET change = "
		  "(SELECT change FROM journal_change WHERE n = 9) WHERE n = 8",
		  "Journal: a change of entry 8 was edited." },
		{ "garbage", "UPDATE journal_change SET change = randomblob(40) "
		  "WHERE n = 8", "Journal: a change of entry 8 was edited." },
		{ "half", "UPDATE journal_change SET change = "
		  "substr(change, 1, length(change) - 3) WHERE n = 8",
		  "Journal: a change of entry 8 was edited." },
		{ "no-columns", "UPDATE journal_change SET change = "
		  "x'5400636c69656e740017001700170017001700' WHERE n = 8",
		  "Journal: a change of entry 8 was edited." },
		{ "deleted", "DELETE FROM journal WHERE n = 9;"
		  "DELETE FROM journal_change WHERE n = 9",
		  "Journal: entry 9 was deleted." },
		{ "deleted-change", "DELETE FROM journal_change WHERE n = 9",
		  "Journal: entry 9 was edited." },
		{ "renumbered", "DELETE FROM journal WHERE n = 9;"
		  "DELETE FROM journal_change WHERE n = 9;"
		  "UPDATE journal SET n = 9 WHERE n = 10;"
		  "UPDATE journal_change SET n = 9 WHERE n = 10",
		  "Journal: entry 9 was renumbered; it was entry 10." },
		{ "swapped", "UPDATE journal SET n = 99 WHERE n = 9;"
		  "UPDATE journal SET n = 9 WHERE n = 10;"
		  "UPDATE journal SET n = 10 WHERE n = 99;"
		  "UPDATE journal_change SET n = 99 WHERE n = 9;"
		  "UPDATE journal_change SET n = 9 WHERE n = 10;"
		  "UPDATE journal_change SET n = 10 WHERE n = 99",
		  "Journal: entries 9 and 10 were swapped." },
		{ "cut", "DELETE FROM journal WHERE n > 18;"
		  "DELETE FROM journal_change WHERE n > 18",
		  "Journal: cut at its end: the newest entry is 18 and was 20." },
		{ "numbered-on", "UPDATE journal SET n = 25 WHERE n = 20;"
		  "UPDATE journal_change SET n = 25 WHERE n = 20",
		  "Journal: the newest entry is 25 and was 20." },
		{ "cut-with-head", "DELETE FROM journal WHERE n > 18;"
		  "DELETE FROM journal_change WHERE n > 18;"
		  "UPDATE journal_head SET n = 18",
		  "Journal: its head does not fit its newest entry." },
		{ "fingerprint", "UPDATE journal_head SET key_fingerprint = zeroblob(32)",
		  "Journal: the fingerprint of its key was edited." },
		{ "row", "UPDATE client SET phone = '555 9999'",
		  "client 1: phone is not what was last saved." },
		{ "row-gone", "DELETE FROM client",
		  "client 1 is missing: the journal has it." },
		{ "stat", "UPDATE client_stat SET visits = 9",
		  "Counts of client 1 are not what its records say." },
		{ "key", "UPDATE client_key SET sort_key = 'zz'",
		  "Sort key of client 1 is not what its record says." },
		{ "search", "UPDATE client_search SET names = 'zz'",
		  "Search words of client 1 are not what its record says." },
		{ "total", "UPDATE kept_total SET n = n + 1 WHERE name = 'client'",
		  "The kept total of clients is 2 and there are 1." },
		{ "link", "PRAGMA foreign_keys = OFF; INSERT INTO payment(version, "
		  "receipt, date, method, amount) VALUES(1, 9, '2026-01-01', 'cash', 1)",
		  "payment 1 names a receipt that does not exist." },
	};

	(void)state;
	all_are_named(cases, ARRAY_LEN(cases), 0);
	all_are_named(cases, ARRAY_LEN(cases), 20);
	all_are_named(cases, ARRAY_LEN(cases), 9);
}

/* The headers of changes, and the one digest of an entry's changes. */
static void
tampered_headers_are_named(void **state)
{
	static const char edited[] = "Journal: a change of entry 8 was edited.";
	static const struct tampering cases[] = {
		{ "header", "UPDATE journal_header SET header = CAST(replace(header, 'client', "
		  "'patron') AS BLOB)", edited },
		{ "header-key", "UPDATE journal_header SET header = CAST(substr(header, 1, 2) || "
		  "x'00' || substr(header, 4) AS BLOB) WHERE tbl = 'client'", edited },
		{ "header-table", "UPDATE journal_header SET tbl = 'staff' WHERE tbl = 'client'",
		  edited },
		{ "header-empty", "UPDATE journal_header SET header = x''", edited },
		{ "header-half", "UPDATE journal_header SET header = substr(header, 1, 9)",
		  edited },
		{ "header-gone", "DELETE FROM journal_header", edited },
		{ "header-swapped", "UPDATE journal_header SET header = (SELECT header FROM "
		  "journal_header WHERE tbl = 'staff' AND header <> x'') WHERE tbl = 'client'",
		  edited },
		{ "header-codes", "INSERT INTO journal_header SELECT '99', tbl, header FROM "
		  "journal_header WHERE tbl = 'staff' AND header <> x''; UPDATE journal_change "
		  "SET tbl = '99' WHERE n = 8", edited },
		{ "unpacked", "UPDATE journal_change SET change = zeroblob(0) WHERE n = 8",
		  edited },
		{ "blanked", "UPDATE journal_change SET change = NULL WHERE n = 8", edited },
		{ "mac", "UPDATE journal_change SET mac = randomblob(32) WHERE n = 8", edited },
		{ "digest", "UPDATE journal SET digest = randomblob(32) WHERE n = 8",
		  "Journal: entry 8 was edited." },
		{ "no-digest", "UPDATE journal SET digest = NULL WHERE n = 8",
		  "Journal: entry 8 was edited." },
		{ "count", "UPDATE journal SET changes = 2 WHERE n = 8",
		  "Journal: entry 8 was edited." },
		{ "added", "INSERT INTO journal_change SELECT n, 1, tbl, row, client, change, "
		  "mac FROM journal_change WHERE n = 8", "Journal: entry 8 was edited." },
		{ "moved", "UPDATE journal_change SET n = 9, i = 1 WHERE n = 8",
		  "Journal: entry 8 was edited." },
	};

	(void)state;
	all_are_named(cases, ARRAY_LEN(cases), 0);
}

/* What the first release stored verifies, and is undone and redone, beside what this
 * program stores. */
static void
both_forms_are_one_journal(void **state)
{
	AUTO_FREE char *path = journalled("forms.db");
	AUTO_FREE char *before = NULL;
	char was[DIGEST_HEX_SIZE], head[DIGEST_HEX_SIZE];
	struct err err = { 0 };
	struct db *db = dbfile_open(path, 1);
	int64_t n, undone;

	(void)state;
	OK(db_journal_head(db, &n, was, &err));
	db_close(db);
	dbfile_older_changes(path, 12);
	AUTO_FREE char *same = dbfile_check(path, true);
	assert_string_equal(same, "");
	before = dbfile_dump(path);
	db = dbfile_open(path, 1);
	OK(db_journal_head(db, &n, head, &err));
	assert_string_equal(head, was);
	for (n = 0; n < 15; n++)
		OK(db_undo(db, 0, NULL, &undone, NULL, &err));
	assert_int_equal(undone, 6);
	for (n = 0; n < 15; n++)
		OK(db_redo(db, NULL, NULL, &err));
	db_close(db);
	AUTO_FREE char *after = dbfile_dump(path);
	assert_string_equal(after, before);
	AUTO_FREE char *whole = dbfile_check(path, true);
	assert_string_equal(whole, "");
}

/* A change takes few bytes: its table's header is stored once, its macs are one digest. */
static void
a_change_is_small(void **state)
{
	AUTO_FREE char *path = journalled("small.db");

	(void)state;
	assert_true(dbfile_int(path, "SELECT max(length(change) + length(mac) + length(tbl)) "
	    "FROM journal_change WHERE n BETWEEN 3 AND 20") <= 40);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal_header "
	    "WHERE tbl = 'client' AND header <> x''"), 1);
}

/* Somebody rewrites the end of the journal with a key of their own. */
static void
recomputing_needs_the_key(void **state)
{
	static const char *const phones[] = { "555 7777", "555 8888" }, *const said[] = {
		"entry 21 was recomputed without its key",
		"2 entries from 21 on were recomputed without its key",
	};
	AUTO_FREE char *path = journalled("recomputed.db");
	AUTO_FREE char *key = xasprintf("%s.key", path);
	struct err err = { 0 };
	struct db *db;
	size_t i, n;

	(void)state;
	AUTO_FREE char *kept = test_read(key, &n);
	assert_int_equal(n, DIGEST_KEY_SIZE);
	for (i = 0; i < ARRAY_LEN(phones); i++) {
		dbfile_rekey(path, "a key that somebody made for it.");
		db = dbfile_open(path, 1);
		OK(dbfile_set(db, &record_client, 1, "phone", phones[i], &err));
		db_close(db);
		dbfile_rekey(path, kept);
		AUTO_FREE char *problems = dbfile_check(path, true);
		assert_non_null(strstr(problems, said[i]));
	}
}

static bool
load_clients(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *p = record_new(&record_practice);
	int i;

	(void)arg;
	record_set_text(p, "name", "Loaded");
	if (!db_insert(db, p, e))
		return false;
	for (i = 0; i < 50; i++) {
		AUTO_RECORD struct record *c = record_new(&record_client);

		record_set_text(c, "family", "Tan");
		record_set_int(c, "archived", i % 2);
		if (!db_insert(db, c, e))
			return false;
	}
	return true;
}

static void
a_load_is_guarded_too(void **state)
{
	AUTO_FREE char *path = test_path("load.db");
	struct err err = { 0 };
	struct db *db = db_create(path, &err);
	int64_t n;

	(void)state;
	OK(db != NULL);
	OK(db_load(db, "load", load_clients, NULL, &err));
	OK(db_publish(db, &err));
	db = dbfile_open(path, 1);
	OK(dbfile_set(db, &record_client, 7, "phone", "555 0100", &err));
	OK(dbfile_set(db, &record_client, 7, "family", "Lind", &err));
	OK(dbfile_set(db, &record_client, 8, "email", "a@example.org", &err));
	OK(db_undo(db, 0, NULL, &n, NULL, &err));
	assert_false(db_undo(db, 1, NULL, &n, NULL, &err));
	db_close(db);
	AUTO_FREE char *good = dbfile_check(path, true);
	assert_string_equal(good, "");
	dbfile_sql(path, "UPDATE client SET archived = 1 WHERE id = 41");
	AUTO_FREE char *bad = dbfile_check(path, true);
	assert_non_null(strstr(bad, "clients: rows that nobody has changed"));
	/* its last eight bytes count fields: no length to be trusted */
	dbfile_sql(path, "UPDATE journal_change SET change = CAST(substr(change, 1, 40) ||"
	    " x'ffffffffffffff7f' AS BLOB) WHERE row = 0 AND tbl = 'client'");
	AUTO_FREE char *spoilt = dbfile_check(path, true);
	assert_non_null(strstr(spoilt, "What clients were when the file began is damaged."));
}

/* What no program of ours has written, and a column that is gone, are named. */
static void
what_cannot_be_is_named(void **state)
{
	AUTO_FREE char *path = dbfile_new("values.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	struct record *r;

	(void)state;
	assert_int_equal(dbfile_add_client(db, "Ada", "Byrne", &err), 1);
	db_close(db);
	dbfile_sql(path, "UPDATE client SET born = '2026-13-45', archived = 7 WHERE id = 1");
	AUTO_FREE char *said = dbfile_check(path, false);
	assert_non_null(strstr(said, "client 1: born is \"2026-13-45\", which cannot be."));
	assert_non_null(strstr(said, "client 1: archived is \"7\", which cannot be."));
	db = dbfile_open(path, 1);
	assert_null(db_get(db, &record_client, 1, &err));
	assert_int_equal(err.code, ERR_DB);
	assert_non_null(strstr(err.text, "client 1: born is"));
	db_close(db);
	dbfile_sql(path, "UPDATE client SET born = NULL, archived = 0;"
	    "ALTER TABLE client DROP COLUMN allergies");
	db = dbfile_open(path, 1);
	r = db_get(db, &record_client, 1, &err);
	assert_null(r);
	assert_int_equal(err.code, ERR_DB);
	assert_non_null(strstr(err.text, "no such column"));
	db_close(db);
}

/* A field that a migration appends after a load is no part of its sum. */
static void
a_later_field_is_no_part_of_a_load(void **state)
{
	AUTO_FREE char *path = dbfile_new("later.db");
	struct db *db = dbfile_open(path, 1);
	int64_t n = (int64_t)record_client.n_fields;
	struct table_sum then = { .fields = n - 1 }, now = { .fields = n - 1 };
	struct table_sum all = { .fields = n };
	AUTO_RECORD struct record *c = record_new(&record_client);

	(void)state;
	record_set_text(c, "family", "Byrne");
	table_sum_add(db, &then, c->type, 1, c->values, 1);
	value_clear(&c->values[n - 1]);
	table_sum_add(db, &now, c->type, 1, c->values, 1);
	assert_memory_equal(then.lane, now.lane, sizeof(then.lane));
	table_sum_add(db, &all, c->type, 1, c->values, 1);
	assert_memory_not_equal(all.lane, now.lane, sizeof(all.lane));
	db_close(db);
}

static void
rebuild_mends_derived_data(void **state)
{
	AUTO_FREE char *path = journalled("rebuild.db");
	struct err err = { 0 };
	struct db *db;

	(void)state;
	dbfile_sql(path, "DELETE FROM client_key; UPDATE client_stat SET visits = 9;"
	    "DELETE FROM client_search; DELETE FROM kept_total");
	AUTO_FREE char *bad = dbfile_check(path, false);
	assert_string_not_equal(bad, "");
	db = dbfile_open(path, 1);
	OK(db_rebuild(db, &err));
	db_close(db);
	AUTO_FREE char *good = dbfile_check(path, true);
	assert_string_equal(good, "");
}

TEST_MAIN(
    cmocka_unit_test(whole_means_no_problem),
    cmocka_unit_test(tamperings_are_named),
    cmocka_unit_test(tampered_headers_are_named),
    cmocka_unit_test(both_forms_are_one_journal),
    cmocka_unit_test(a_change_is_small),
    cmocka_unit_test(recomputing_needs_the_key),
    cmocka_unit_test(a_load_is_guarded_too),
    cmocka_unit_test(what_cannot_be_is_named),
    cmocka_unit_test(a_later_field_is_no_part_of_a_load),
    cmocka_unit_test(rebuild_mends_derived_data))
