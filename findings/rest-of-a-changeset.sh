#!/bin/sh
# SQLite 3.40.1 (Debian 12): half a changeset is committed although its rule says ABORT.
#
# Five visits made in one file are brought into another by sqlite3changeset_apply().
# There a trigger refuses a visit on a closed day with RAISE(ROLLBACK), and the caller's
# conflict handler answers ABORT to everything. The trigger ends the transaction, the
# caller's own BEGIN included, but the session extension first sets a row that breaks a
# rule aside and goes on: the visits after it are written without a transaction, each
# committed at once. Only then is the handler asked. The call fails, the caller has
# nothing left to roll back, and the file holds the last two of five visits. With
# RAISE(ABORT) in the trigger nothing remains.
. "$(dirname "$0")/lib.sh"

debian libsqlite3-0=3.40.1-2+deb12u2 libsqlite3-dev=3.40.1-2+deb12u2

cat >apply.c <<'END'
#include <sqlite3.h>
#include <stdio.h>

static int
conflict(void *arg, int why, sqlite3_changeset_iter *row)
{
	(void)why, (void)row;
	printf("asked %s a transaction, ",
	    sqlite3_get_autocommit(arg) ? "outside" : "inside");
	return SQLITE_CHANGESET_ABORT;
}

static sqlite3 *
clinic(const char *sql)
{
	sqlite3 *db;

	sqlite3_open(":memory:", &db);
	sqlite3_exec(db, "CREATE TABLE visit (id INTEGER PRIMARY KEY, day TEXT)", 0, 0, 0);
	sqlite3_exec(db, sql, 0, 0, 0);
	return db;
}

int
main(int argc, char **argv)
{
	sqlite3 *from = clinic(""), *to = clinic(argc > 1 ? argv[1] : "");
	sqlite3_session *session;
	sqlite3_stmt *kept;
	void *changes;
	int size, answer;

	sqlite3session_create(from, "main", &session);
	sqlite3session_attach(session, NULL);
	sqlite3_exec(from, "INSERT INTO visit VALUES (1, 'open'), (2, 'open'),"
	    "(3, 'closed'), (4, 'open'), (5, 'open')", 0, 0, 0);
	sqlite3session_changeset(session, &size, &changes);
	sqlite3_exec(to, "BEGIN", 0, 0, 0);
	answer = sqlite3changeset_apply(to, size, changes, NULL, conflict, to);
	sqlite3_exec(to, "ROLLBACK", 0, 0, 0);
	sqlite3_prepare_v2(to, "SELECT coalesce(group_concat(id), 'none') FROM visit", -1,
	    &kept, NULL);
	sqlite3_step(kept);
	printf("answer %d, visits kept: %s\n", answer, sqlite3_column_text(kept, 0));
	return 0;
}
END
sqlite_program apply

rule="CREATE TRIGGER rule BEFORE INSERT ON visit WHEN NEW.day = 'closed'"
seen 'RAISE(ROLLBACK)' 'asked outside a transaction, answer 4, visits kept: 4,5' \
    "$(./apply "$rule BEGIN SELECT raise(ROLLBACK, 'closed'); END")"
seen 'RAISE(ABORT)' 'asked inside a transaction, answer 4, visits kept: none' \
    "$(./apply "$rule BEGIN SELECT raise(ABORT, 'closed'); END")"
told
