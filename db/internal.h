/*
 * internal.h - what the files of db/ share; nobody else includes it.
 */
#ifndef CHAIRSIDE_DB_INTERNAL_H
#define CHAIRSIDE_DB_INTERNAL_H

#include <sqlite3.h>
#include <sys/types.h>
#include <time.h>

#include "base/buf.h"
#include "base/digest.h"
#include "db/db.h"

#define BUSY_MS 5000	/* SQLite's own wait; the writer lock comes first */

struct stmt {
	sqlite3_stmt *raw;
	struct db *db;
	const char *name;
	int rc;			/* of the newest step */
	int column;		/* found last: the next asked for mostly follows */
	struct err *fault;	/* what stmt_end() will tell; NULL: nothing yet */
	bool open;
};

/* identity.c: what was opened. */
#define CHAIN DIGEST_SIZE		/* offset of `chain` in a mac, see journal.c */
#define MAC_SIZE (2 * DIGEST_SIZE)
struct file_id {
	dev_t dev;
	ino_t ino;
};
struct journal_point {
	int64_t n;			/* 0: before the first entry */
	instant at;
	unsigned char mac[MAC_SIZE];
};
struct identity {
	bool begun, noted;		/* noted: FILE.lock tells of this file and log */
	struct file_id file, wal, shm;
	off_t wal_size;			/* the log has at least so many bytes */
	off_t size;			/* of FILE, when it was last known to be ours */
	struct timespec written;
	int64_t schema;
	int64_t root, page;		/* of the journal's head; bytes a page has */
	int64_t version;		/* SQLite's counter, when it was last asked */
	struct journal_point seen;	/* the newest entry in the file */
	struct journal_point next;	/* with those of the write that is under way */
};

struct db {
	sqlite3 *raw;
	char *path;		/* the practice file */
	char *file;		/* what is open: path, or the temporary name */
	bool creating;
	bool made_key;
	int scratch_fd;		/* of a file being made; -1 */
	int lock_fd;		/* -1: not opened yet */
	int lock_depth;
	bool locked;		/* it has been held */
	int slot;		/* presence.c; -1: none */
	bool own;		/* a copy that nobody else knows */
	int wait_seconds;	/* for the lock */
	int wal_pages;
	unsigned char key[DIGEST_KEY_SIZE];
	char *key_trouble;	/* why it is not the journal's; NULL: it is */
	struct stmt *stmts;	/* one for each named query, prepared when first used */
	struct stmt **rows;	/* generated statements of rows.c */
	int64_t who;
	char *who_name;
	/* the write that is under way */
	sqlite3_session *session;
	int64_t entry;
	int64_t last_entry;
	struct buf label;
	long row_writes;
	int64_t batch;		/* 0 none, -1 begun, else its first entry */
	bool loading;
	enum txn { TXN_NONE, TXN_READ, TXN_WRITE } txn;	/* begun and not ended */
	bool committing;
	struct err lost;	/* why SQLite has rolled it back by itself */
	int64_t undoes;		/* entry that this one takes back, 0: none */
	int64_t draft;		/* ends in the next write; 0: none */
	void (*draft_ends)(struct db *db, void *arg);	/* before it does; NULL */
	void *draft_ends_arg;
	struct db_work work;
	bool no_room;		/* the disk was full */
	char *refusal;		/* why nothing may be written; NULL: it may */
	char *notice;		/* what opening it has done besides; NULL: nothing */
	bool outgrown;		/* the refusal is: a newer chairside has migrated it */
	struct identity identity;
};

/* open.c: a path whose folders are none of them links, for SQLITE_OPEN_NOFOLLOW, which
 * refuses a link anywhere on the way; only the file itself must be none. The caller frees. */
char *db_real_path(const char *file);

/* open.c: from now on nothing is written; the first reason stays. */
void db_refuse(struct db *db, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* key.c: FILE.key. Where it is not the one of the journal, nothing is written. */
bool key_open(struct db *db, struct err *e);
/* For a new file: one that stands there is used, else made. */
bool key_begin(struct db *db, struct err *e);
/* Reads FILE.key, or says why it cannot be had. */
bool key_read(struct db *db, struct err *e);
/* What stands in the journal's head of the key. */
void key_fingerprint(const unsigned char key[DIGEST_KEY_SIZE],
    unsigned char out[DIGEST_SIZE]);
void key_hex(const unsigned char key[DIGEST_KEY_SIZE], char hex[DIGEST_HEX_SIZE]);
/* In hex, of the key the journal was made with, and of the key at hand. */
bool key_pair(struct db *db, char made[DIGEST_HEX_SIZE], char here[DIGEST_HEX_SIZE],
    struct err *e);

/* write.c: false with that reason. Looks whether the file is the one that was opened. */
bool db_may_write(struct db *db, struct err *e);
/* write.c: BEGIN IMMEDIATE, when that may be. The lock is held. */
bool write_begin(struct db *db, struct err *e);

/* identity.c: is the file the one that was opened? Each refuses (db_refuse) when not.
 * identity_log() comes before the first read of a connection, identity_begin() behind
 * the last step of opening. */
bool identity_log(struct db *db, struct err *e);
bool identity_begin(struct db *db, struct err *e);
/* By name, and what FILE holds. True: yes, or it cannot be told just now. */
bool identity_holds(struct db *db);
/* By what it tells, in a transaction: schema and journal. Afterwards the newest entry
 * stands in db->identity, as seen and as next. */
bool identity_inside(struct db *db, struct err *e);
/* What was next is in the file. */
void identity_wrote(struct db *db);
/* Around everything that writes FILE itself; the lock is held. */
bool identity_checkpoint_begin(struct db *db);
void identity_checkpoint_end(struct db *db);
/* This connection itself has migrated. */
void identity_migrated(struct db *db);

/* txn.c: every transaction begins and ends here. txn_write() and txn_read() begin one;
 * after txn_commit(), whatever it returned, and txn_back() there is none. */
void txn_guard(struct db *db);	/* once, of a new connection */
bool txn_write(struct db *db, struct err *e);
bool txn_read(struct db *db, struct err *e);
bool txn_commit(struct db *db, struct err *e);
void txn_back(struct db *db);
/* Asked before each statement: false, with the first failure's sentence, when the
 * transaction was rolled back by SQLite itself. */
bool txn_stands(struct db *db, struct err *e);
/* Told of each failed statement. */
void txn_failed(struct db *db, const struct err *why);

/* open.c: a statement that somebody left open is a bug(). */
void db_assert_closed(struct db *db);

/* stmt.c */
void stmts_free(struct db *db);
bool db_exec(struct db *db, const char *sql, struct err *e);
int64_t db_pragma_int(struct db *db, const char *pragma);
bool stmt_prepare(struct db *db, struct stmt *st, const char *sql, struct err *e);
/* The row it stands on holds what cannot be: nothing more is read, and stmt_end() says
 * so. The text goes behind "The practice file is damaged: ". */
void stmt_damaged(struct stmt *st, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* fail.c: turns a SQLite failure into a sentence; returns false. */
bool db_fail(struct db *db, int rc, struct err *e);

/* open.c: opens `file`, a copy that nobody else knows, as the practice `path` will know
 * it (`shown` names it in sentences): with its key, which must be the one it was made
 * with, and today's schema. No lock is taken and no log kept. */
struct db *db_open_own(const char *path, const char *file, const char *shown,
    struct err *e);

/* presence.c: one is told of in FILE.lock while it is open; ERR_BUSY while it is being
 * restored. presence_name() tells its name anew. */
bool presence_take(struct db *db, struct err *e);
void presence_name(struct db *db);
bool presence_is_last(struct db *db);	/* nobody else has it open just now */
/* Nobody has it open, and nobody can until the result is closed; -1 and ERR_BUSY with
 * who has. */
int presence_alone(const char *path, struct err *e);

/* restore.c: a restore that was cut off in the middle stands there. */
bool restore_pending(const char *path);
/* Finishes it. ERR_BUSY while somebody else does. */
bool restore_settle(const char *path, struct err *e);

/* lock.c: FILE.lock opened, -1: it cannot be. */
int lock_file(const char *practice, struct err *e);
/* Line n of it: this process and a name (NULL: not known), padded to its length. Line 0
 * is who writes, the others are those of presence.c. */
#define LOCK_LINE 120
void lock_line(int fd, int n, const char *who);
void lock_line_read(int fd, int n, char **process, char **who);
/* lock.c: the writer lock. Held more than once by the same db is fine. */
bool db_lock(struct db *db, struct err *e);
bool db_try_lock(struct db *db);
void db_unlock(struct db *db);
/* The lock file, opened and made where needed. */
bool lock_open(struct db *db, struct err *e);
/* Notes in the lock file, for whoever takes the lock next: text that ends in a newline
 * and is never synced. Empty where there is none. Written under the lock. */
enum lock_note { LOCK_STATE, LOCK_COUNTS };
#define LOCK_NOTE_MAX 3072
void lock_note(struct db *db, enum lock_note which, char out[LOCK_NOTE_MAX]);
void lock_note_set(struct db *db, enum lock_note which, const char *text);
/* Checkpoints the log if it has grown; the lock must be held. */
void db_checkpoint(struct db *db);

/* rows.c */
void rows_free(struct db *db);
/* "SELECT id, version, … FROM …": a column that an altered file lacks is an error, not
 * NULL. */
void row_select(const struct record_type *t, struct buf *sql);
/* As db_read_record() and db_get(), but values stand as they are in the file, whether
 * they fit or not: for comparing, never for a use case. NULL: there is none. */
void row_read(struct stmt *st, struct record *r);
struct record *row_get(struct db *db, const struct record_type *t, int64_t id);
/* Adds what is wrong with a value that does not fit: status is "x", which … */
void row_fault(const struct field *f, const struct value *v, struct buf *out);
/* Gives a row the number of the entry being written as its version. */
bool row_stamp(struct db *db, const struct record_type *t, int64_t id,
    struct err *e);

/* tables.c: what each table is. */
enum table_kind { TABLE_RECORD, TABLE_DERIVED, TABLE_LOCAL };
/* False: not classified (a test fails). */
bool table_kind_of(const char *name, enum table_kind *kind);
/* A table of which rows stay: none of its rows is ever replaced by another (INSERT OR
 * REPLACE, an id moved onto another's), and those `when` holds for are not changed but
 * in the named columns. Triggers of the schema see to it; a test tries each. */
struct table_kept {
	const char *name;
	const char *when;	/* SQL; NULL: any, but only their place is kept */
	const char *may_change;	/* columns, by blanks; "*" all; NULL none */
	bool may_go;		/* an undo may remove them */
	const char *instead;	/* why a change is not undone; NULL: it may be */
};
const struct table_kept *table_kept_at(size_t i);	/* NULL past the end */
/* Why a change of this table is not undone; NULL: it may be. */
const char *table_append_only(const char *name);
/* Why a trigger of this table has refused an undo; NULL: none refuses there. */
const char *table_frozen(const char *name);

/* finder.c: where the problems that a check finds go. */
struct finder {
	void (*say)(const char *, void *);
	void *arg;
	long *problems;
};
void finder_say(const struct finder *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* values.c: every value of every record within its declaration. */
bool values_check(struct db *db, const struct finder *f, struct err *e);

/* changeset.c */
struct change {
	const char *table;	/* borrowed from the changeset */
	char op;		/* 'I', 'U', 'D' */
	int64_t row;
	const unsigned char *bytes;	/* header and body: a changeset of one row */
	size_t n_header, n_body;
	const unsigned char *body;
};
/* Calls fn for each row change of a changeset. False when it is malformed or fn
 * said so. */
bool changeset_split(const void *bytes, size_t n,
    bool (*fn)(const struct change *, void *), void *arg);
/* Reads one single-row changeset. Values are borrowed until change_reader_end(). */
struct change_reader {
	sqlite3_changeset_iter *iter;
	const char *table;
	char op;
	int n_columns;
};
bool change_reader_begin(struct change_reader *r, const void *bytes, size_t n);
sqlite3_value *change_old(struct change_reader *r, int column);	/* NULL: not in it */
sqlite3_value *change_new(struct change_reader *r, int column);
void change_reader_end(struct change_reader *r);
void value_from_sqlite(struct value *to, sqlite3_value *from);
/* Column of a record table's field: id 0, version 1, then as declared. */
#define COLUMN_ID 0
#define COLUMN_VERSION 1
#define COLUMN_FIELDS 2

/* journal.c */
/* Sets db->entry, behind identity_inside(). False: the clock was set back. */
bool journal_begin(struct db *db, struct err *e);
/* An entry without a change, of that person, before the one that is being written. */
bool journal_append_note(struct db *db, int64_t who, const char *kind,
    const char *label, struct err *e);
bool journal_append(struct db *db, const char *kind, const void *changeset,
    size_t n, struct err *e);
bool journal_append_load(struct db *db, struct err *e);
/* The change on which a statement with n, i, tbl, row, client, change and mac stands is
 * the one that was journalled. */
bool journal_change_good(struct db *db, struct stmt *st);
bool journal_verify(struct db *db, const struct finder *f, struct err *e);
bool journal_init(struct db *db, struct err *e);

/* counts.c: what was counted since goes before the entry that is being written; and is
 * settled when that is in the file. */
bool counts_flush(struct db *db, struct err *e);
void counts_flushed(struct db *db);
/* At open. */
void counts_settle(struct db *db);

/* owner.c */
/* Whose record a changed row is (0: nobody's), and whose it was before the
 * change where that differs (else 0). Called after the change. */
void change_owner(struct db *db, const struct change *ch, int64_t *owner,
    int64_t *former);

/* sums.c: order-free digests of whole tables, for loads. */
struct table_sum {
	uint64_t lane[4];
	int64_t rows;
	int64_t fields;	/* the first so many count: columns appended later do not */
};
void table_sum_add(struct db *db, struct table_sum *s,
    const struct record_type *t, int64_t id, const struct value *values);
bool table_sum_all(struct db *db, const struct record_type *t,
    struct table_sum *s, struct err *e);

/* derive.c */
bool derive_from(struct db *db, const void *changeset, size_t n, struct err *e);
bool derive_all(struct db *db, struct err *e);
bool derive_compare(struct db *db, const struct finder *f, struct err *e);

/* migrate.c */
struct migration {
	int number;
	const char *name;
	const char *sql;
};
/* The shipped ones, in order; *n counts them. Owned by the program. */
const struct migration *migrations(size_t *n);
/* Applies those newer than the file's, in one transaction. Takes the lock. */
bool db_migrate(struct db *db, const struct migration *list, size_t n, struct err *e);

/* fingerprint.c: the schema of the file against what the migrations make. */
/* A digest of all that stands in sqlite_schema; false when it cannot be read. */
bool fingerprint_of(sqlite3 *raw, char hex[DIGEST_HEX_SIZE]);
/* Tells each difference. False: the schema cannot be read. */
bool fingerprint_check(struct db *db, const struct finder *f, struct err *e);
/* The same at open: db_refuse() with the first difference. */
bool fingerprint_open(struct db *db, struct err *e);

/* copy.c: a verified copy of the whole database through the backup API. */
bool db_copy(struct db *db, const char *target, struct err *e);
/* The same into an empty file that stands there, neither synced nor named. */
bool copy_fill(struct db *db, const char *file, struct err *e);

#endif
