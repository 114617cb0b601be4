/*
 * db.h - the practice file: opened in one way, written through one door.
 *
 * Only db/ speaks SQL. Statements are named and stand in db/queries;
 * columns and parameters go by name, and an unknown one is a bug(). Every
 * write of a record runs inside db_write(): writer lock, BEGIN IMMEDIATE, the
 * caller's function, changeset, derived data, journal, COMMIT, release. What
 * db_write() acknowledged is on the disk.
 *
 * A `struct db` belongs to one process and one thread. No transaction and no
 * open statement outlives a call (db_idle() asserts it).
 */
#ifndef CHAIRSIDE_DB_DB_H
#define CHAIRSIDE_DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/money.h"
#include "record/record.h"

#define DB_APPLICATION_ID 0x63686169	/* "chai" */

struct db;
struct stmt;

/* --- opening (open.c) --------------------------------------------------- */

/*
 * Opens an existing practice file: never creates. Refused with a sentence: no
 * such file (ERR_NOTFOUND), a folder, a symbolic link, a second hard link, a
 * network file system, read-only, no database, another program's, damaged, of
 * a newer schema (ERR_DB or ERR_IO). An older schema is migrated, after a
 * verified copy FILE.before-NNNN. NULL on failure.
 */
struct db *db_open(const char *path, struct err *e);

/*
 * Begins a new practice file under a temporary name beside `path`, with the
 * newest schema and no record; ERR_INVALID when `path` exists. Fast and not
 * yet safe against power cuts. db_publish() syncs it, gives it its name (still
 * refusing to replace anything) and closes it; db_close() without publishing
 * removes it.
 */
struct db *db_create(const char *path, struct err *e);
bool db_publish(struct db *db, struct err *e);

void db_close(struct db *db);	/* NULL is fine */
const char *db_path(const struct db *db);
int db_schema_version(const struct db *db);
/* One sentence: why nothing may be written to this file by this login any more (its
 * key is missing, its schema was altered, another file stands in its place). NULL: it
 * may be. Reading goes on; db_write() and db_write_local() refuse with this sentence
 * (ERR_DB). */
const char *db_refusal(const struct db *db);
/* Looks whether the file is still the one that was opened: not removed, renamed,
 * replaced, written over, or migrated by a newer chairside. For once a second; every
 * write looks by itself. False: db_refusal() says what happened, and stays. */
bool db_still_there(struct db *db);
/* The refusal is that a newer chairside has migrated the file: it is not to be read
 * any more either. */
bool db_outgrown(const struct db *db);
/* What opening it had to do besides, one sentence to be told; NULL: nothing. */
const char *db_notice(const struct db *db);
/* Asserts that no statement is open and no transaction stands. */
void db_idle(struct db *db);
/* Moves when somebody else has committed. */
int64_t db_data_version(struct db *db);

/* Who writes from now on: staff id for the journal, a name for the lock file. */
void db_set_who(struct db *db, int64_t staff, const char *name);
int64_t db_who(const struct db *db);
/* How long a write waits for the lock before ERR_BUSY; 10 until set. */
void db_set_wait(struct db *db, int seconds);

/* --- statements (stmt.c) ------------------------------------------------- */

/*
 *	struct stmt *st = db_stmt(db, "client_page");
 *	stmt_set_text(st, "after", key);
 *	while (stmt_next(st))
 *		… stmt_text(st, "family") …
 *	return stmt_end(st, e);
 *
 * Parameters not set are NULL. Texts are borrowed until the next stmt_next(). A number
 * beyond 2^53, which only a damaged file holds, is 0 and stmt_end() names it.
 * A statement that is still open when asked for again is a bug().
 */
struct stmt *db_stmt(struct db *db, const char *name);
void stmt_set_int(struct stmt *st, const char *name, int64_t i);
void stmt_set_text(struct stmt *st, const char *name, const char *s);	/* NULL, "" → NULL */
void stmt_set_blob(struct stmt *st, const char *name, const void *bytes, size_t n);
void stmt_set_value(struct stmt *st, const char *name, const struct value *v);
bool stmt_next(struct stmt *st);	/* false: end, or failure that stmt_end() tells */
bool stmt_is_null(struct stmt *st, const char *name);
int64_t stmt_int(struct stmt *st, const char *name);	/* NULL: 0 */
double stmt_real(struct stmt *st, const char *name);
const char *stmt_text(struct stmt *st, const char *name);	/* NULL: "" */
const void *stmt_blob(struct stmt *st, const char *name, size_t *n);
date_day stmt_date(struct stmt *st, const char *name);	/* NULL: DATE_NONE */
/* For what becomes an index or a length: between min and max (a NULL is 0), and the
 * place of the word among the choices. What is no such number, word or date is min, 0
 * or DATE_NONE, and stmt_end() names it. */
int64_t stmt_int_in(struct stmt *st, const char *name, int64_t min, int64_t max);
int stmt_choice(struct stmt *st, const char *name, const struct choice *choices);
/* Closes (resets) it; false and a sentence when stepping had failed. */
bool stmt_end(struct stmt *st, struct err *e);
/* set, step to the end, close: for statements without rows. */
bool stmt_run(struct stmt *st, struct err *e);
/* Steps once; true when there was a row. Close with stmt_end() after reading. */
bool stmt_one(struct stmt *st);

/* What statements did since the last call, for tests that count the work of a key:
 * how many ran, the rows they gave, the steps of SQLite's machine. */
struct db_work {
	int64_t statements, rows, steps;
};
struct db_work db_work(struct db *db);

/* Every statement's name, for tests; NULL past the end. */
const char *db_query_name(size_t i);
/* EXPLAIN QUERY PLAN of a statement, a line a step, for tests and `check`. */
bool db_query_plan(struct db *db, const char *name, struct buf *out, struct err *e);

/* --- one read transaction for a whole report or export ------------------- */

bool db_read_begin(struct db *db, struct err *e);
void db_read_end(struct db *db);

/* --- the one door for writes (write.c) ----------------------------------- */

typedef bool (*db_write_fn)(struct db *db, void *arg, struct err *e);

/*
 * `kind` is a word of the journal (change, import, undo…), `label` a verb, a
 * record type and a number, never a name; fn may replace the label with db_label().
 * When fn returns false, everything is rolled back. When it changed no record,
 * nothing is journalled and the result is true. ERR_BUSY names who holds the
 * file; ERR_IO a full disk; ERR_INVALID a rule across rows.
 */
bool db_write(struct db *db, const char *kind, const char *label,
    db_write_fn fn, void *arg, struct err *e);
/* The same door for local tables: lock, transaction, fn; nothing is journalled. What
 * it writes may be lost for somebody else's sake: it waits a second at most. A record
 * changed in it is a bug(). */
bool db_write_local(struct db *db, db_write_fn fn, void *arg, struct err *e);
/* The draft (a row of `draft` of this login's person) whose record the next
 * db_write() saves: it is removed in the transaction of the first that succeeds, also
 * when no record was changed. -1: none, but db_draft() tells all the same; 0: none. */
void db_set_draft(struct db *db, int64_t id);
int64_t db_draft(const struct db *db);	/* 0 once it was removed */
/* Calls fn in that write, behind all it does and before its COMMIT: db_journal_mark()
 * of db_entry() is "" where no record was changed. */
void db_before_draft_ends(struct db *db, void (*fn)(struct db *db, void *arg),
    void *arg);

/* A number that one login holds, until it gives it back or its program ends, in
 * whatever way. False: another login holds it. Its own may be claimed again. */
bool db_claim(struct db *db, int64_t number);
void db_unclaim(struct db *db, int64_t number);
/* An entry without a change: a denied action, an export, a login. Where nothing may be
 * written (db_refusal()) it is not made and the result is true: reading goes on. */
bool db_note(struct db *db, const char *kind, const char *label, struct err *e);
/* The same for what may come in a loop (a refused login, a denied action): the first is
 * journalled, the same again within a minute is only counted, and the count follows as
 * one entry "LABEL, 57 more times" (counts.c says when). A loop does not fill the disk. */
bool db_note_counted(struct db *db, const char *kind, const char *label,
    struct err *e);

/* Inside fn: runs `part` so that, when it returns false, what it wrote is taken
 * back and the rest of the write stands. */
bool db_attempt(struct db *db, db_write_fn part, void *arg, struct err *e);
void db_label(struct db *db, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int64_t db_entry(const struct db *db);	/* number of the entry being written */
/* After db_write(): number of the newest entry this login wrote; 0 none. */
int64_t db_last_entry(const struct db *db);

/* Entries between begin and end are one batch (an import). */
void db_batch_begin(struct db *db);
void db_batch_end(struct db *db);

/* Outside the journal, only before db_publish(): rows go in as they are, derived
 * data last, then one entry of kind `load` with a digest of each record table. */
bool db_load(struct db *db, const char *label, db_write_fn fn, void *arg,
    struct err *e);

/* --- records (rows.c): from the field tables ------------------------------ */

/* ERR_NOTFOUND when there is none, ERR_DB when its row is damaged. Free with
 * record_free(). */
struct record *db_get(struct db *db, const struct record_type *t, int64_t id,
    struct err *e);
/* The record whose key field (or `field`) equals `text`; NULL and ERR_NONE when
 * there is none. Staff, services and products: without case. */
struct record *db_find(struct db *db, const struct record_type *t,
    const char *field, const char *text, struct err *e);
/* Inside db_write() or db_load(): checks the record, sets id and version. */
bool db_insert(struct db *db, struct record *r, struct err *e);
/* Inside db_write(): compare and swap on r->version; ERR_STALE when somebody
 * saved first, ERR_NOTFOUND when it is gone. Sets the new version. */
bool db_update(struct db *db, struct record *r, struct err *e);
/* Inside db_write(): the sort key and the phone digits of a client that has been
 * written, which are else made at the end, so that they are found by them before it. */
bool db_key_now(struct db *db, int64_t client, struct err *e);
/* Fills `r` from a row that has `id`, `version` and columns named as the fields;
 * a field without a column stays NULL. A value that no program of ours can have stored
 * (field_fits) is left NULL, and the statement ends with a sentence that names it: what
 * a record holds is within its declaration. */
void db_read_record(struct stmt *st, struct record *r);

/* --- history, undo (journal.c, undo.c) ------------------------------------ */

struct history_change {
	const struct field *field;	/* NULL: the record was made or removed */
	struct value before, after;
};
struct history_entry {
	int64_t n;
	instant at;
	int64_t who;
	const char *kind, *label;
	char op;		/* 'I' made, 'U' changed, 'D' removed, '-' erased */
	const struct history_change *changes;
	size_t n_changes;
};
/* Calls `fn` for each entry that touched the row, oldest first; secret fields
 * are left out. fn returns false to stop. */
bool db_history(struct db *db, const struct record_type *t, int64_t id,
    bool (*fn)(const struct history_entry *, void *), void *arg, struct err *e);

/*
 * Takes back entry `n` (0: the newest of this login's person that is not yet
 * undone). Refused (ERR_STALE) when a row has changed since, (ERR_INVALID) when
 * there is nothing to undo or it must not be undone, with what to do instead.
 * `undone` receives the number, `label` (may be NULL) what it was.
 */
bool db_undo(struct db *db, int64_t n, int64_t *undone, struct buf *label,
    struct err *e);
/* The same; but of an import, rows that `rest` leaves are not turned back:
 * `take` gets each of them in the same write, after the others, and does what is done
 * instead. `op` is what the import did: 'I' made, 'U' changed. */
struct db_undo_rest {
	bool (*leaves)(struct db *db, int64_t n, const char *table, int64_t row);
	bool (*take)(struct db *db, int64_t n, const char *table, int64_t row, char op,
	    void *arg, struct err *e);
	void *arg;
};
bool db_undo_but(struct db *db, int64_t n, const struct db_undo_rest *rest,
    int64_t *undone, struct buf *label, struct err *e);
bool db_redo(struct db *db, int64_t *redone, struct buf *label, struct err *e);
/* Why rows of that table that stay are not undone: a sentence; NULL: they may be. */
const char *db_stays(const char *table);
/* What the two would take back, looking only at entries after `after` and before
 * `before` (0: up to the newest); 0: nothing. */
bool db_undo_next(struct db *db, int64_t after, int64_t before, int64_t *n,
    struct err *e);
bool db_redo_next(struct db *db, int64_t after, int64_t *n, struct err *e);
/* The batch an entry belongs to, 0: none; and how many of its entries are not
 * undone. */
int64_t db_batch_of(struct db *db, int64_t n, int64_t *left);
/* The newest entry of a batch that is not undone; 0 when all are. */
int64_t db_batch_newest(struct db *db, int64_t batch);

/* --- JSON files (json.c) ---------------------------------------------------- */

/*
 * Calls fn for each entry of the list at `path` ("$.reviews"), or of the document
 * where that is a list: its text when it is an object, NULL for null, "" for
 * anything else. ERR_INVALID for what is no JSON or has no such list. fn returns
 * false to stop.
 */
bool db_json_items(struct db *db, const char *json, const char *path,
    bool (*fn)(const char *item, void *), void *arg, struct err *e);
/* Calls fn for each value in an object, NULL for null, by its dotted path
 * ("reviewer.displayName", "photos[0].url"). */
bool db_json_leaves(struct db *db, const char *json,
    bool (*fn)(const char *path, const char *text, void *), void *arg,
    struct err *e);

/* --- checks (check.c) ------------------------------------------------------ */

/*
 * The schema, SQLite's own checks, foreign keys, the journal's digests, derived
 * data; with `deep` every row against its newest journalled values. `say` gets one sentence
 * a problem. True when the check ran to its end; *problems counts.
 */
bool db_check(struct db *db, bool deep, void (*say)(const char *, void *),
    void *arg, long *problems, struct err *e);
/* Makes all derived data anew, in one write. */
bool db_rebuild(struct db *db, struct err *e);
/* Hex of the journal's head and its number, for reports. */
bool db_journal_head(struct db *db, int64_t *n, char hex[65], struct err *e);
/* Sixteen digits that only this entry has; "" where none of that number stands. */
#define DB_MARK_SIZE 17
bool db_journal_mark(struct db *db, int64_t n, char hex[DB_MARK_SIZE], struct err *e);

#endif
