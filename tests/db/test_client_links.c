/*
 * test_client_links.c - whatever belongs to a client moves with a merge.
 *
 * Proves, for every column of the schema that points at a client, in a file with a row in
 * each table, that a merge moves its rows, kept ones too, but those of what is about the
 * record of a client itself; and that without a merge in the same entry the kept ones do not move.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

#define GONE 1
#define STAYS 26

static struct err err;

/* "SELECT table || '.' || column …" of what points at a client. */
static const char links[] = "SELECT m.name, f.\"from\" FROM sqlite_schema m, "
    "pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = 'client' "
    "AND m.name NOT IN ('client_merge', 'client_apart', 'erasure') ORDER BY 1, 2";

static int64_t
rows(struct db *db, const char *table, const char *column, int client)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM \"%s\" WHERE \"%s\" = %d", table,
	    column, client);
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static bool
move(struct db *db, UNUSED void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_client_merge);

	record_set_int(r, "stays", STAYS);
	record_set_int(r, "gone", GONE);
	record_set_int(r, "at", 1776000000);
	record_set_int(r, "staff", 1);
	return db_insert(db, r, e) && db_client_move(db, GONE, STAYS, e);
}

static bool
move_alone(struct db *db, UNUSED void *arg, struct err *e)
{
	return db_client_move(db, GONE, STAYS, e);
}

static void
every_link_moves(void **state)
{
	size_t n;
	const struct migration *all = migrations(&n);
	AUTO_FREE char *path = dbfile_landed("links.db", all[n - 1].number);
	struct db *db = dbfile_open(path, 1);
	sqlite3_stmt *st;
	int tables = 0;

	(void)state;
	/* who was erased is written for no more, so here nobody was */
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	assert_int_equal(sqlite3_exec(db->raw, "DELETE FROM erasure", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
	assert_false(db_write(db, "change", "merge client 1", move_alone, NULL, &err));
	assert_int_equal(sqlite3_prepare_v2(db->raw, links, -1, &st, NULL), SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; tables++)
		if (rows(db, (const char *)sqlite3_column_text(st, 0),
		    (const char *)sqlite3_column_text(st, 1), GONE) == 0)
			fail_msg("tests/db/landed has no row of %s.%s of client 1",
			    sqlite3_column_text(st, 0), sqlite3_column_text(st, 1));
	sqlite3_reset(st);
	assert_true(tables > 10);
	OK(db_write(db, "change", "merge client 1", move, NULL, &err));
	while (sqlite3_step(st) == SQLITE_ROW)
		if (rows(db, (const char *)sqlite3_column_text(st, 0),
		    (const char *)sqlite3_column_text(st, 1), GONE) != 0)
			fail_msg("%s.%s points at a client and does not move with a merge",
			    sqlite3_column_text(st, 0), sqlite3_column_text(st, 1));
	sqlite3_finalize(st);
	db_close(db);
}

TEST_MAIN(
    cmocka_unit_test(every_link_moves))
