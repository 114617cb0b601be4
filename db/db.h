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
#include "base/process.h"
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
 * Opens it to read one thing: no lock, no presence, no migration, no log moved, nothing
 * made or written, also while another program writes, a restore waits or the disk is
 * full. For statements alone; an older schema may lack what one reads (stmt_end()).
 */
struct db *db_look(const char *path, struct err *e);

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
/* Why this login may no longer write to the file, in one sentence (its key is missing,
 * its schema was altered, another file has taken its place); NULL when it may. Reading
 * goes on; db_write() and db_write_local() refuse with this sentence (ERR_DB). */
const char *db_refusal(const struct db *db);
/* Is the file still the one that was opened: not removed, renamed, replaced, written
 * over, or migrated by a newer chairside? Meant for once a second; every write asks by
 * itself. False: db_refusal() says what happened, from now on. */
bool db_still_there(struct db *db);
/* A newer chairside has migrated the file: it must not be read any more either. */
bool db_outgrown(const struct db *db);
/* What opening the file did besides, one sentence to show; NULL: nothing. */
const char *db_notice(const struct db *db);
/* bug() when a statement or a transaction is open. */
void db_idle(struct db *db);
/* Gives back the memory held for the next call: pages read, prepared statements. Reads
 * and writes nothing; what comes next reads and prepares again what it needs. */
void db_rest(struct db *db);
/* The same for a login at which somebody types: statements used since the last call stay. */
void db_tidy(struct db *db);
/* Changes when another connection has committed. */
int64_t db_data_version(struct db *db);
/* The same as db_still_there() saw it last, without asking SQLite. */
int64_t db_version_seen(const struct db *db);

/* Has another program, of that process number, the practice open? */
bool db_is_open_by(struct db *db, long process);

/* Who writes from now on: staff id for the journal, a name for the lock file. */
void db_set_who(struct db *db, int64_t staff, const char *name);
int64_t db_who(const struct db *db);
/* facts.c: calls fn for each fact of the file that helps whoever is asked for support:
 * sizes and numbers, no path, no name, nothing of a record. */
typedef void (*db_fact_fn)(const char *name, const char *value, void *arg);
bool db_facts(struct db *db, db_fact_fn fn, void *arg, struct err *e);
const char *db_library(void);	/* "SQLite 3.40.1" */
/* How long a write waits for the lock before ERR_BUSY; 10 until set. */
void db_set_wait(struct db *db, int seconds);
/* Who holds the lock, as they wrote it down: for people. */
struct db_holder {
	char who[80];		/* as written: text_show() it */
	long process;
	instant since;		/* 0: not known */
	enum process_state state;
};
/* Called in a write that waits for the lock, from its first second on four times a second:
 * no transaction is open, and it must not read or write the file. False gives up, with
 * ERR_BUSY. NULL: nobody is told. */
typedef bool (*db_waiting_fn)(const struct db_holder *holder, int seconds_left, void *arg);
void db_set_waiting(struct db *db, db_waiting_fn fn, void *arg);
/* This login has that client open (here.c), and what of them, a number below 256 of the
 * caller's; client 0: none. It lasts until the next call, or the program's end. */
void db_here(struct db *db, int64_t client, unsigned what);
/* Calls fn for each other login that has that client open too. */
typedef void (*db_here_fn)(const struct db_holder *who, unsigned what, void *arg);
void db_here_others(struct db *db, int64_t client, db_here_fn fn, void *arg);
/* How much of the file is held in memory at most, in kilobytes; 2,000 until set. */
void db_set_held(struct db *db, int kilobytes);

/* What the journal's key makes of a text, in hex: without FILE.key nobody can compute it. */
#define DB_KEYED_SIZE 65
const char *db_keyed(const struct db *db, const char *text, char hex[DB_KEYED_SIZE]);

/* --- statements (stmt.c) ------------------------------------------------- */

/*
 *	struct stmt *st = db_stmt(db, "client_page");
 *	stmt_set_text(st, "after", key);
 *	while (stmt_next(st))
 *		… stmt_text(st, "family") …
 *	return stmt_end(st, e);
 *
 * Parameters not set are NULL. Texts are borrowed until the next stmt_next(). A number
 * beyond 2^53, which only a damaged file can hold, is read as 0, and stmt_end() fails
 * and names it. A statement that is still open when asked for again is a bug().
 */
struct stmt *db_stmt(struct db *db, const char *name);
void stmt_set_int(struct stmt *st, const char *name, int64_t i);
void stmt_set_text(struct stmt *st, const char *name, const char *s);	/* NULL, "" → NULL */
void stmt_set_blob(struct stmt *st, const char *name, const void *bytes, size_t n);
void stmt_set_value(struct stmt *st, const char *name, const struct value *v);
bool stmt_next(struct stmt *st);	/* false: no more rows, or a failure */
bool stmt_is_null(struct stmt *st, const char *name);
int64_t stmt_int(struct stmt *st, const char *name);	/* NULL: 0 */
double stmt_real(struct stmt *st, const char *name);
const char *stmt_text(struct stmt *st, const char *name);	/* NULL: "" */
const void *stmt_blob(struct stmt *st, const char *name, size_t *n);
date_day stmt_date(struct stmt *st, const char *name);	/* NULL: DATE_NONE */
/* For statements of many rows: the number of a column, looked up in the first row, and
 * what it holds, as a number or as text; text is borrowed and "" is NULL. */
int stmt_column(struct stmt *st, const char *name);
struct value stmt_value(struct stmt *st, int column, enum value_kind kind);
/* For values used as an index or a length: a number between min and max (NULL is 0),
 * and the index of a word among the choices. Anything else is read as min or 0, as a
 * bad date is as DATE_NONE, and stmt_end() fails and names it. */
int64_t stmt_int_in(struct stmt *st, const char *name, int64_t min, int64_t max);
int stmt_choice(struct stmt *st, const char *name, const struct choice *choices);
/* Closes (resets) the statement; false with a sentence when a step or a value
 * failed. */
bool stmt_end(struct stmt *st, struct err *e);
/* Steps to the end and closes: the column `id` of each row, in *ids, freed by the caller, also
 * after a failure. */
bool stmt_ids(struct stmt *st, int64_t **ids, size_t *n, struct err *e);
/* Steps to the end and closes: for statements without rows. */
bool stmt_run(struct stmt *st, struct err *e);

/* What statements did since the last call: how many ran, rows returned, steps of
 * SQLite's machine, columns looked up by name. For tests that measure the work of one key
 * press. */
struct db_work {
	int64_t statements, rows, steps, named;
};
struct db_work db_work(struct db *db);

/* Every statement's name, for tests; NULL past the end. */
const char *db_query_name(size_t i);
/* EXPLAIN QUERY PLAN of a statement, one line for each step, for tests. */
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
/* The same for local tables: lock, transaction, fn; nothing is journalled. It waits for
 * the lock a second at most, then gives up. A record changed in it is a bug(). */
bool db_write_local(struct db *db, db_write_fn fn, void *arg, struct err *e);
/* What else a write does just before its COMMIT, also when it changed no record: removes
 * the draft (a row of `draft` of this login's person; 0: none) and calls `before`.
 * db_journal_mark() of db_entry() is "" there when no record was changed. */
struct db_ending {
	int64_t draft;
	void (*before)(struct db *db, void *arg);	/* NULL: nothing */
	void *arg;
};
bool db_write_ending(struct db *db, const struct db_ending *ending, const char *kind,
    const char *label, db_write_fn fn, void *arg, struct err *e);

/* Claims a number for this login until it is released or the program ends, however that
 * happens. False: another login holds it. One's own may be claimed again. Where no lock
 * can be had (no FILE.lock) the claim succeeds. */
bool db_claim(struct db *db, int64_t number);
void db_unclaim(struct db *db, int64_t number);
/* An entry without a change: a denied action, an export, a login. Where nothing may be
 * written (db_refusal()) no entry is made and the result is true. */
bool db_note(struct db *db, const char *kind, const char *label, struct err *e);
/* The same for what a program may repeat in a loop (a refused login, a denied action):
 * the first is journalled, repeats within a minute are only counted, and the count is
 * journalled as one entry "LABEL, 57 more times" (counts.c says when), so that a loop
 * cannot fill the disk. */
bool db_note_counted(struct db *db, const char *kind, const char *label,
    struct err *e);

/* Who was looked at, by the person of db_set_who(): one entry for all of them, in which
 * db/verify.c would find one that was taken out or changed. Whom this person has been
 * noted for within `seconds` is left out, unless `always`. It never waits for the lock
 * (ERR_BUSY) unless `wait`, then a second. */
struct db_read {
	int64_t client;
	instant at;
	const char *what;	/* a word: page, chart */
	bool always;
};
bool db_note_reads(struct db *db, const struct db_read *reads, size_t n, int seconds,
    bool wait, struct err *e);

/* Inside fn: runs `part`; when it returns false, only what it wrote is rolled back. */
bool db_attempt(struct db *db, db_write_fn part, void *arg, struct err *e);
void db_label(struct db *db, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool db_is_writing(const struct db *db);	/* inside a write */
int64_t db_entry(const struct db *db);	/* number of the entry being written */
/* After db_write(): number of the newest entry this login wrote; 0 none. */
int64_t db_last_entry(const struct db *db);

/* Entries between begin and end are one batch (an import). */
void db_batch_begin(struct db *db);
void db_batch_end(struct db *db);

/* Outside the journal, only before db_publish(): rows are written as they are, derived
 * data last, then one entry of kind `load` with a digest of each record table. */
bool db_load(struct db *db, const char *label, db_write_fn fn, void *arg,
    struct err *e);

/* --- records (rows.c): from the field tables ------------------------------ */

/* ERR_NOTFOUND when there is none, ERR_DB when its row is damaged. Free with
 * record_free(). */
struct record *db_get(struct db *db, const struct record_type *t, int64_t id,
    struct err *e);
/* The statement that finds the records whose key field (or `field`) equals :key, by
 * `id`. */
struct stmt *db_finder(struct db *db, const struct record_type *t, const char *field);
/* The record whose key field (or `field`) equals `text`; NULL and ERR_NONE when there
 * is none. Staff, services and products are compared without case. */
struct record *db_find(struct db *db, const struct record_type *t,
    const char *field, const char *text, struct err *e);
/* Inside db_write() or db_load(): checks the record, sets id and version. */
bool db_insert(struct db *db, struct record *r, struct err *e);
/* Inside db_write(): compare and swap on r->version; ERR_STALE when somebody
 * saved first, ERR_NOTFOUND when it is gone. Sets the new version. */
bool db_update(struct db *db, struct record *r, struct err *e);
/* Inside db_write(): writes a client's sort key and phone digits now, so that the
 * client is found by them; without this they are written at the end. */
bool db_key_now(struct db *db, int64_t client, struct err *e);
/* Calls fn for each record of a type that leads to the client, or to a card merged into
 * theirs, by its links (`client` of its type), in order of their numbers; none of a type that does not. False when fn was, or a
 * record is damaged. fn may change `r`, and save it inside db_write(). */
bool db_owned(struct db *db, const struct record_type *t, int64_t client,
    bool (*fn)(struct record *r, void *arg, struct err *e), void *arg, struct err *e);
/* How many records of a type there are, as every write keeps it: nothing is counted. */
bool db_total(struct db *db, const struct record_type *t, int64_t *n, struct err *e);
/* Fills `r` from a row that has `id`, `version` and columns named as the fields; a
 * field without a column stays NULL. A value that does not fit its declaration
 * (field_fits()) stays NULL, and stmt_end() fails and names it. */
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

/* The same for each record that entry n wrote, in its order; `en` has op and changes. */
bool db_entry_records(struct db *db, int64_t n, bool (*fn)(const struct record_type *t,
    int64_t row, const struct history_entry *en, void *arg), void *arg, struct err *e);

/*
 * Undoes entry `n` (0: the newest of this login's person that is not yet undone).
 * ERR_STALE when a row has changed since; ERR_INVALID when there is nothing to undo, or
 * it must not be undone, with what to do instead. `undone` receives the number, `label`
 * (may be NULL) its label. With `rest` (may be NULL), rows of an import for which
 * `leaves` is true are not undone: `take` is called for each of them in the same write,
 * after the others, and does what is done instead. `op` is what the import did: 'I' made,
 * 'U' changed.
 */
struct db_undo_rest {
	bool (*leaves)(struct db *db, int64_t n, const char *table, int64_t row);
	bool (*take)(struct db *db, int64_t n, const char *table, int64_t row, char op,
	    void *arg, struct err *e);
	void *arg;
};
bool db_undo(struct db *db, int64_t n, const struct db_undo_rest *rest,
    int64_t *undone, struct buf *label, struct err *e);
bool db_redo(struct db *db, int64_t *redone, struct buf *label, struct err *e);
/* Why rows of that table cannot be undone, a sentence; NULL: they can. */
const char *db_stays(const char *table);
/* The entry that undo or redo would take back, among those after `after` and before
 * `before` (0: up to the newest); 0: none. */
bool db_undo_next(struct db *db, int64_t after, int64_t before, int64_t *n,
    struct err *e);
bool db_redo_next(struct db *db, int64_t after, int64_t *n, struct err *e);
/* The batch of an entry (0: none), and how many of its entries are not undone. */
int64_t db_batch_of(struct db *db, int64_t n, int64_t *left);
/* The newest entry of a batch that is not undone; 0 when all are. */
int64_t db_batch_newest(struct db *db, int64_t batch);

/* --- two records of one client (merge.c, merge_back.c) ----------------------- */

/* The client that a record leads to: the one it was merged into, and that one in turn; else
 * itself. */
int64_t db_client_leads_to(struct db *db, int64_t client);
/* A column by which rows belong to a client: every link to one that a record table has. */
struct client_link {
	const struct record_type *type;
	const struct field *field;
};
bool db_client_link(size_t i, struct client_link *out);	/* false past the end */
bool db_client_rows(struct db *db, const struct client_link *l, int64_t client, int64_t *n,
    struct err *e);
/* Inside db_write(), once a client_merge of both was written in it: all rows of `gone` become
 * those of `stays`. */
bool db_client_move(struct db *db, int64_t gone, int64_t stays, struct err *e);
/* Inside db_write(), after a row was given from one to the other: visits of one coming are of
 * one client. */
bool db_client_part(struct db *db, int64_t stays, int64_t gone, struct err *e);
/* Calls fn for each row of the client that was made after journal entry `after`. */
bool db_client_made_since(struct db *db, int64_t client, int64_t after,
    void (*fn)(const struct record_type *, int64_t, void *), void *arg, struct err *e);
/*
 * Takes the merge of journal entry `n` apart, whoever made it: rows and fields that are as it
 * left them go back, others stay; `left` is called for each of those (field NULL: a row that
 * is gone). It is an undo of `n`: db_undo() and db_redo() of such an entry do the same.
 * ERR_INVALID when the two are apart already, or the one that stayed was itself merged.
 */
struct db_merge_told {
	void (*left)(const struct record_type *t, int64_t row, const struct field *f, void *arg);
	void *arg;
};
bool db_unmerge(struct db *db, int64_t n, const struct db_merge_told *told, struct err *e);
/* The entry by which the two of a client_merge became one, and whether they were taken apart
 * since. */
bool db_merge_entry(struct db *db, int64_t merge, int64_t *entry, bool *apart, struct err *e);

/* Is the row one of a client who was erased? What is written for them is refused in these
 * words. */
bool db_is_erased(struct db *db, const struct record_type *t, int64_t row);
#define DB_ERASED "this client was erased; a person who comes again is a new client."

/* --- JSON files (json.c) ---------------------------------------------------- */

/*
 * Calls fn for each element of the list at `path` ("$.reviews"), or of the document
 * when that is a list: with its text when it is an object, NULL for null, "" for
 * anything else. ERR_INVALID when the text is not JSON or has no such list. fn returns
 * false to stop.
 */
bool db_json_items(struct db *db, const char *json, const char *path,
    bool (*fn)(const char *item, void *), void *arg, struct err *e);
/* Calls fn for each value in an object, NULL for null, with its dotted path
 * ("reviewer.displayName", "photos[0].url"). */
bool db_json_leaves(struct db *db, const char *json,
    bool (*fn)(const char *path, const char *text, void *), void *arg,
    struct err *e);

/* --- checks (check.c) ------------------------------------------------------ */

/*
 * The schema, SQLite's own checks, foreign keys, values, the journal's digests, derived
 * data, the search index; with `deep` also every row against its newest journalled
 * values. `say` gets one sentence for each problem. True when the check was completed;
 * *problems counts. It only reads, in one snapshot, and takes no lock: nobody waits for
 * it. Meanwhile the log is not begun anew and grows by what is saved.
 */
bool db_check(struct db *db, bool deep, void (*say)(const char *, void *),
    void *arg, long *problems, struct err *e);
/* The rules across rows (db/judge.c); adds to *problems. Not a part of db_check(): a
 * backup is kept, and restored, with a broken rule in it. */
bool db_check_rules(struct db *db, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e);
/* Computes all derived data again, in one write. */
bool db_rebuild(struct db *db, struct err *e);
/* Number of the journal's newest entry and, unless `hex` is NULL, the hex of its head. */
bool db_journal_head(struct db *db, int64_t *n, char hex[65], struct err *e);
/* Was entry n's head the one whose digest begins with these hex digits? The entry's own
 * digest, which reports print, does too. */
enum head_fits {
	HEAD_FITS,
	HEAD_CUT,	/* there is no such entry: the journal is shorter */
	HEAD_OTHER	/* there is, with another digest */
};
bool db_head_fits(struct db *db, int64_t n, const char *hex, enum head_fits *fits,
    struct err *e);
/* The part of db_check() about the journal: its digests. */
bool db_check_journal(struct db *db, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e);
/* Sixteen digits that identify the entry; "" when there is none of that number. */
#define DB_MARK_SIZE 17
bool db_journal_mark(struct db *db, int64_t n, char hex[DB_MARK_SIZE], struct err *e);

#endif
