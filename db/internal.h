/*
 * internal.h - what the files of db/ share; nobody else includes it.
 */
#ifndef CHAIRSIDE_DB_INTERNAL_H
#define CHAIRSIDE_DB_INTERNAL_H

#include <sqlite3.h>
#include <sys/types.h>
#include <time.h>

#include "base/buf.h"
#include "base/companion.h"
#include "base/digest.h"
#include "db/db.h"

#define BUSY_MS 5000	/* SQLite's own wait; the writer lock comes first */

struct stmt {
	sqlite3_stmt *raw;
	struct db *db;
	const char *name;
	int rc;			/* result of the newest step */
	int column;		/* column found last; searches start here */
	/* The columns' names, SQLite's own: valid until it prepares the statement again,
	 * which it counts. */
	const char **columns;
	int n_columns, prepared;
	bool named;		/* they are those of this run */
	struct err *fault;	/* the error stmt_end() will return; NULL: none */
	bool open;
	bool used;		/* since the last db_tidy() */
	bool gave;		/* a row, once at least */
	uint64_t asked;		/* the columns that were read, a bit each */
};
/* Notes that a column was read. */
void stmt_asked(struct stmt *st, int column);
/* Of a statement that the caller prepared. */
void stmt_close(struct stmt *st);
/* By its place, for a pass over a whole table: looked for by name, columns cost as much as
 * the rest of it. Of whatever is no number it makes one. */
int64_t stmt_int_at(struct stmt *st, int column);
/* By their places too, and as stmt_int(), stmt_text() and stmt_blob() give them. */
int64_t stmt_number_at(struct stmt *st, int column);
const char *stmt_text_at(struct stmt *st, int column);
const void *stmt_blob_at(struct stmt *st, int column, size_t *n);

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
	int64_t schema;			/* the file's when it was written; 0: not known */
	unsigned char mac[MAC_SIZE];
};
struct identity {
	bool begun, noted;		/* noted: FILE.lock has this file and log */
	struct file_id file, wal, shm;
	off_t wal_size;			/* least size of the log */
	off_t size;			/* size of FILE when last known good */
	struct timespec written;
	int64_t schema;
	int64_t root, page;		/* of the journal's head; bytes a page has */
	int64_t version;		/* SQLite's data version when last asked */
	struct journal_point seen;	/* the newest entry in the file */
	struct journal_point next;	/* the same once the current write commits */
};

struct db {
	sqlite3 *raw;
	char *path;		/* the practice file */
	char *file;		/* the file that is open: path, or the temporary name */
	bool creating;
	bool made_key;
	int scratch_fd;		/* of a new file; -1 */
	int lock_fd;		/* -1: not opened yet */
	int lock_depth;
	bool locked;		/* the lock was taken at least once */
	int slot;		/* presence.c; -1: none */
	struct {
		int fd;		/* of FILE.here; -1: not opened yet */
		off_t at;	/* the byte that is locked; 0: none */
	} here;
	bool own;		/* a private copy: no lock, no log */
	int wait_seconds;	/* for the lock */
	int64_t wait_until;	/* monotonic, of the newest wait */
	struct {
		db_waiting_fn fn;	/* NULL: nobody is told */
		void *arg;
		bool over;	/* it has given the newest wait up */
	} waiting;
	int wal_pages;
	unsigned char key[DIGEST_KEY_SIZE];
	char *key_trouble;	/* why this key cannot be used; NULL: it can */
	struct stmt *stmts;	/* one for each named query, prepared when first used */
	struct stmt **rows;	/* generated statements of rows.c */
	struct kept_sql {
		char *sql;
		sqlite3_stmt *raw;
	} *kept;		/* db_kept() */
	size_t n_kept, cap_kept;
	int64_t who;
	char *who_name;
	/* the current write */
	sqlite3_session *session;
	int64_t entry;
	int64_t last_entry;
	struct buf label;
	long row_writes;
	int64_t batch;		/* 0 none, -1 begun, else its first entry */
	bool counted;		/* counts_flush() found some */
	struct table_sum *sums;	/* of a load, as record_types */
	enum txn { TXN_NONE, TXN_READ, TXN_WRITE } txn;	/* begun and not ended */
	bool committing;
	struct err lost;	/* why SQLite rolled it back by itself */
	struct erasing *erasing;	/* what is being erased; NULL: nothing */
	int64_t undoes;		/* the entry this one undoes; 0: none */
	const struct db_read **reads;	/* what this entry tells of (reads.c); NULL: nothing */
	size_t n_reads;
	struct db_work work;
	bool no_room;		/* the disk was full */
	char *refusal;		/* why nothing may be written; NULL: it may */
	char *notice;		/* what opening it did besides; NULL: nothing */
	bool outgrown;		/* a newer chairside has migrated the file */
	struct identity identity;
};

/* open.c: the path with links in its folders resolved, for SQLITE_OPEN_NOFOLLOW, which
 * refuses a link anywhere on the way; the file itself must not be one. The caller
 * frees. */
char *db_real_path(const char *file);

/* open.c: refuses all writes from now on; the first reason is kept. */
void db_refuse(struct db *db, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* key.c: reads FILE.key. Unless it is the journal's, writes are refused
 * (db_refuse()). */
bool key_open(struct db *db, struct err *e);
/* For a new file: uses an existing FILE.key, or makes one. */
bool key_begin(struct db *db, struct err *e);
/* Reads FILE.key; false with a sentence when it cannot. */
bool key_read(struct db *db, struct err *e);
/* The fingerprint by which the journal's head names the key. */
void key_fingerprint(const unsigned char key[DIGEST_KEY_SIZE],
    unsigned char out[DIGEST_SIZE]);
void key_hex(const unsigned char key[DIGEST_KEY_SIZE], char hex[DIGEST_HEX_SIZE]);
/* Fingerprints in hex: of the key the journal was made with, and of the key at hand. */
bool key_pair(struct db *db, char made[DIGEST_HEX_SIZE], char here[DIGEST_HEX_SIZE],
    struct err *e);

/* write.c: is the file still the one opened? False with db_refusal() when not
 * writable. */
bool db_may_write(struct db *db, struct err *e);
/* write.c: takes the lock, waiting briefly: for what can be kept elsewhere. */
bool write_lock_briefly(struct db *db, struct err *e);
/* write.c: BEGIN IMMEDIATE, when writing is allowed. The lock is held. */
bool write_begin(struct db *db, struct err *e);

/* identity.c: is the file the one that was opened? Each refuses writes (db_refuse())
 * when not. identity_log() comes before a connection's first read, identity_begin()
 * after the last step of opening. */
bool identity_log(struct db *db, struct err *e);
bool identity_begin(struct db *db, struct err *e);
/* By name, and by what FILE holds. True also when that cannot be told just now. */
bool identity_holds(struct db *db);
/* heads.c: after a commit, notes the newest head in FILE.lock; whether the file that is
 * open is not behind that, under the lock; and when it is opened: an older copy in its
 * place is told and journalled. */
void head_wrote(struct db *db);
bool head_holds(struct db *db);
void head_open(struct db *db);
/* Is the file's own head that of its newest entry? */
bool head_is_own(struct db *db);
/* By schema version and journal, in a transaction. Afterwards db->identity has the
 * newest entry, as seen and as next. */
bool identity_inside(struct db *db, struct err *e);
/* After a commit: the next entry is now the newest seen. */
void identity_wrote(struct db *db);
/* Before and after everything that writes FILE itself; the lock is held. */
bool identity_checkpoint_begin(struct db *db);
void identity_checkpoint_end(struct db *db);
/* Reads schema version and page layout: of a copy that is opened, and when this connection
 * migrates. */
void identity_migrated(struct db *db);

/* txn.c: every transaction begins and ends here. txn_write() and txn_read() begin one;
 * txn_commit(), whatever it returns, and txn_back() (rollback) end it. */
void txn_guard(struct db *db);	/* once for each new connection */
bool txn_write(struct db *db, struct err *e);
bool txn_read(struct db *db, struct err *e);
bool txn_commit(struct db *db, struct err *e);
void txn_back(struct db *db);
/* Called before each statement: false, with the sentence of the first failure, when
 * SQLite has rolled the transaction back by itself. */
bool txn_stands(struct db *db, struct err *e);
/* Called after each failed statement. */
void txn_failed(struct db *db, const struct err *why);

/* open.c: bug() when a statement was left open. */
void db_assert_closed(struct db *db);

/* query.c: the named statements. */
struct query {
	char *name;
	const char *sql;	/* in its file, with what follows there: one is prepared */
};
/* All of them, sorted by name; *n counts them. Not to be freed. */
const struct query *queries(size_t *n);
const struct query *query_find(const char *name);	/* bug() when there is none */

/* stmt.c */
void stmts_free(struct db *db);
void stmts_tidy(struct db *db);	/* see db_tidy() */
bool db_exec(struct db *db, const char *sql, struct err *e);
/* The statement for SQL without parameters, prepared once: a write begins, commits and asks
 * a pragma each time. NULL: it cannot be prepared. */
sqlite3_stmt *db_kept(struct db *db, const char *sql);
int64_t db_pragma_int(struct db *db, const char *pragma);
bool stmt_prepare(struct db *db, struct stmt *st, const char *sql, struct err *e);
/* Reports an impossible value in the current row: nothing more is read and stmt_end()
 * fails. The text follows "The practice file is damaged: ". */
void stmt_damaged(struct stmt *st, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* fail.c: turns a SQLite failure into a sentence; returns false. */
bool db_fail(struct db *db, int rc, struct err *e);

/* open.c: opens `file`, a private copy of the practice `path` (`shown` names it in
 * sentences), with today's schema and the practice's key, which must be the one it was
 * made with. No lock is taken and no log kept. */
struct db *db_open_own(const char *path, const char *file, const char *shown,
    struct err *e);

/* presence.c: lists this login in FILE.lock while it is open; ERR_BUSY during a
 * restore. presence_name() writes its name there again. */
bool presence_take(struct db *db, struct err *e);
void presence_name(struct db *db);
bool presence_is_last(struct db *db);	/* nobody else has the practice open */

/* here.c */
void here_close(struct db *db);

/* restore.c: was a restore of this practice interrupted? */
bool restore_pending(const char *path);
/* Finishes it. ERR_BUSY while somebody else is at it. */
bool restore_settle(const char *path, struct err *e);

/* lock.c: opens FILE.lock, or another companion that is only locked; -1 when it cannot. */
int lock_file(const char *practice, enum companion c, struct err *e);
/* Writes line n of it: this process, the time and a name (NULL: not known), padded to its
 * length. Line 0 is the writer's, the others are those of presence.c. */
#define LOCK_LINE 120
void lock_line(int fd, int n, const char *who);
void lock_holder(int fd, int n, struct db_holder *out);
/* lock.c: the writer lock. Held more than once by the same db is fine. */
bool db_lock(struct db *db, struct err *e);
bool db_try_lock(struct db *db);
/* Without waiting, and only where FILE.lock is the one that is open. */
bool db_lock_at_once(struct db *db);
void db_unlock(struct db *db);
/* Opens the lock file, made when missing. */
bool lock_open(struct db *db, struct err *e);
/* Notes in the lock file for the next holder of the lock: text that ends in a newline
 * and is never synced; empty when there is none. Written under the lock. */
enum lock_note { LOCK_STATE, LOCK_COUNTS, LOCK_HEAD };
#define LOCK_NOTE_MAX 3072
void lock_note(struct db *db, enum lock_note which, char out[LOCK_NOTE_MAX]);
void lock_note_set(struct db *db, enum lock_note which, const char *text);
/* The same of a practice that nobody has open: the head is forgotten, since another file
 * is put in its place on purpose. */
void lock_forget_head(const char *practice);
/* Checkpoints the log if it has grown; the lock must be held. */
void db_checkpoint(struct db *db);

/* rows.c */
/* The place of a type in record_types, and how many are there. */
size_t type_index(const struct record_type *t);
size_t type_count(void);
void rows_free(struct db *db);
void rows_tidy(struct db *db);		/* see db_tidy() */
/* "SELECT id, version, … FROM …": a column that an altered file lacks is an error, not
 * NULL. */
void row_select(const struct record_type *t, struct buf *sql);
/* As db_get(), but with the values as stored, whether they fit or not: for comparing,
 * never for a use case. NULL: there is none. */
struct record *row_get(struct db *db, const struct record_type *t, int64_t id);
/* A record for the rows of row_select(), whose texts are SQLite's until the next step: it
 * is read, never changed, and freed by row_borrow_end() alone. */
struct record *row_borrow_begin(const struct record_type *t);
void row_borrow(struct stmt *st, struct record *r);
void row_borrow_end(struct record *r);
/* Adds what is wrong with a value that does not fit: 'status is "x", which …'. */
void row_fault(const struct field *f, const struct value *v, struct buf *out);
/* Sets a row's version to the number of the current entry. */
bool row_stamp(struct db *db, const struct record_type *t, int64_t id,
    struct err *e);

/* tables.c: what each table is. */
enum table_kind { TABLE_RECORD, TABLE_DERIVED, TABLE_LOCAL };
/* False: in no list (a test fails). */
bool table_kind_of(const char *name, enum table_kind *kind);
/* A table whose rows are protected by triggers: none is ever replaced by another
 * (INSERT OR REPLACE, or moving an id onto another's), and of rows for which `when`
 * holds only fields marked FIELD_FREE change, and `version` with them. A test tries
 * each. */
struct table_kept {
	const char *name;
	const char *when;	/* SQL; NULL: rows may change, but none is replaced */
	const char *may_change;	/* of no record: columns, separated by blanks; NULL none */
	bool may_go;		/* an undo may remove them */
	const char *instead;	/* why a change cannot be undone; NULL: it can */
};
const struct table_kept *table_kept_at(size_t i);	/* NULL past the end */
/* Where each row stays whole: why a change cannot be undone; NULL: it can. */
const char *table_append_only(const char *name);

/* signed.c: the sentence of what its signature keeps as it is. False, and `e` as it was,
 * where the row is in no signed visit. */
bool signed_row(struct db *db, const char *table, int64_t row, struct err *e);
/* After a record was not written: `e` says so where that is why. Returns false. */
bool signed_refusal(struct db *db, const struct record *r, struct err *e);

/* finder.c: takes the problems that a check finds. */
struct finder {
	void (*say)(const char *, void *);
	void *arg;
	long *problems;
};
void finder_say(const struct finder *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* values.c: walks over every record: its values against their declaration, its links. */
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
/* Calls fn for each row change of a changeset. False when it is malformed or fn returns
 * false. */
bool changeset_split(const void *bytes, size_t n,
    bool (*fn)(const struct change *, void *), void *arg);
/* Sets `e` where it could not be read. False. */
bool changeset_unread(struct err *e);
/* The columns of a table header, such as begins a changeset; 0: it is none. */
uint64_t changeset_columns(const void *header, size_t n);
/* What is read byte by byte; bad once there was less than asked for. */
struct cursor {
	const unsigned char *at, *end;
	bool bad;
};
uint64_t cursor_varint(struct cursor *c);
void cursor_skip(struct cursor *c, uint64_t n);

/* pack.c: a change's body as the journal keeps it. The number of its row and of the entry
 * are beside it there, the table's header is in another table. */
void change_pack(const struct change *ch, int64_t entry, struct buf *out);
/* Header and body as SQLite cut them; false when they cannot be had from it. */
bool change_unpack(const void *header, size_t n_header, const void *packed, size_t n,
    int64_t row, int64_t entry, struct buf *out);

/* What a change has of a column, where it has it: borrowed. */
struct change_cell {
	int type;			/* of SQLite; 0: nothing */
	const unsigned char *bytes;
	uint64_t n;
};
/* Reads a change, or one single-row changeset, where it lies. No record has more columns. */
#define CHANGE_CELLS 64
struct change_reader {
	const char *table;
	char op;
	uint64_t n_columns;
	struct change_cell cells[2][CHANGE_CELLS];	/* before and after */
};
void change_read(struct change_reader *r, const struct change *ch);
bool change_reader_begin(struct change_reader *r, const void *bytes, size_t n);
/* NULL: not in it */
const struct change_cell *change_old(const struct change_reader *r, int column);
const struct change_cell *change_new(const struct change_reader *r, int column);
/* A number goes to *i; a text to the end of `text`, with its NUL, and where it begins there
 * to *i. */
enum value_kind cell_read(const struct change_cell *cell, int64_t *i, struct buf *text);
int64_t cell_int(const struct change_cell *cell);	/* 0: none */
void value_from_cell(struct value *to, const struct change_cell *cell);
/* Columns of a record table: id, version, then the fields as declared. */
#define COLUMN_ID 0
#define COLUMN_VERSION 1
#define COLUMN_FIELDS 2

/* journal.c */
/* The head, in hex, as it was when entry n was the newest; "" when there is none. */
bool journal_head_at(struct db *db, int64_t n, char hex[DIGEST_HEX_SIZE], struct err *e);
/* Sets db->entry, after identity_inside(). False: the clock was set back. */
bool journal_begin(struct db *db, struct err *e);
/* An entry without a change, for person `who`, before the entry being written. */
bool journal_append_note(struct db *db, int64_t who, const char *kind,
    const char *label, struct err *e);
/* If the file was brought to a newer schema than `from`, an entry says so. 0: which one it was of
 * is not known; older programs wrote that into the entry of a restore. */
bool journal_note_migrated(struct db *db, int64_t from, struct err *e);
bool journal_append(struct db *db, const char *kind, const void *changeset,
    size_t n, struct err *e);
bool journal_append_load(struct db *db, struct err *e);
/* verify.c: the digests, see journal.c. */
struct entry {
	int64_t n, at, who, schema, batch, undoes;
	int64_t changes;	/* how many; 0: none, or an older entry */
	const char *kind, *label;
};
void head_mac(const struct db *db, int64_t n, const unsigned char *chain,
    unsigned char out[DIGEST_SIZE]);
void chain_mac(const struct db *db, const unsigned char *before,
    const unsigned char *own, unsigned char out[DIGEST_SIZE]);
/* `changes` is a digest of the macs of its changes, in order. */
void own_mac(const struct db *db, const struct entry *en,
    const unsigned char changes[DIGEST_SIZE], unsigned char out[DIGEST_SIZE]);
void change_mac(const struct db *db, int64_t n, int64_t i, const char *table,
    int64_t row, int64_t client, const void *bytes, size_t size,
    unsigned char out[DIGEST_SIZE]);
/* Where the statements that read changes have what journal_change() and, in those of whole
 * entries, journal_sum_add() need. */
enum {
	CHANGE_N, CHANGE_ROW, CHANGE_HEADER, CHANGE_STORED,
	CHANGE_I, CHANGE_TABLE, CHANGE_CLIENT, CHANGE_MAC
};
/* The same of the statement that reads all entries, for speed; what journal_sum_begin() needs has
 * these places in each. */
enum {
	ENTRY_N, ENTRY_AT, ENTRY_WHO, ENTRY_KIND, ENTRY_LABEL, ENTRY_SCHEMA, ENTRY_BATCH,
	ENTRY_UNDOES, ENTRY_CHANGES, ENTRY_DIGEST, ENTRY_MAC
};
/* The change in the current row, as SQLite cut it; NULL: it is blanked. It may be unpacked
 * into `room`. One that cannot be unpacked is given as it is stored: no changeset, and no mac
 * fits it. */
const void *journal_change(struct stmt *st, struct buf *room, size_t *n);
/* The changes of one entry summed up: are they those that were journalled? */
struct journal_sum {
	struct digest macs;
	int64_t n, count;	/* changes there, and told by the entry */
	bool one;		/* it has one digest of all macs; else each has its mac */
	unsigned char told[DIGEST_SIZE];	/* that digest, else that of the macs */
	bool good;
};
/* `entry` is at a row with changes and digest. */
void journal_sum_begin(struct journal_sum *s, struct stmt *entry);
/* The change in the current row. */
void journal_sum_add(struct db *db, struct journal_sum *s, struct stmt *st,
    const void *bytes, size_t size);
bool journal_sum_end(struct journal_sum *s);
bool journal_verify(struct db *db, const struct finder *f, struct err *e);
bool journal_init(struct db *db, struct err *e);

/* counts.c: journals the counts before the entry that is being written;
 * counts_flushed() resets them once that entry is committed. */
bool counts_flush(struct db *db, struct err *e);
void counts_flushed(struct db *db);
/* When the file is opened: journals all counts if the minute of one is over. */
void counts_settle(struct db *db);

/* owner.c */
/* Whose the row is by its links; 0: nobody's. */
int64_t row_owner(struct db *db, const struct record_type *t, int64_t id);
/* The client a changed row belongs to (0: none), and the client it belonged to before
 * the change when that differs (else 0). Called after the change. */
void change_owner(struct db *db, const struct change *ch, int64_t *owner,
    int64_t *former);

/* sums.c: order-free digests of whole tables, for loads. */
struct table_sum {
	uint64_t lane[4];
	int64_t rows;
	int64_t fields;	/* only the first so many fields: later columns are left out */
};
/* Once; -1 times: takes the row out of it again. */
void table_sum_add(struct db *db, struct table_sum *s,
    const struct record_type *t, int64_t id, const struct value *values, int times);
/* Empty ones, as record_types, over all fields of today; freed with free(). */
struct table_sum *table_sums_new(void);

/* erase.c: an erasure being written; journal.c tells what is in it. */
struct erasing;
#define ERASED "erased"		/* in place of a table's name: the changes that it blanked */
struct blanked {
	int64_t n, i;
};
/* What an erasure's entry tells beside its changes: the changes that it blanked (*n of them,
 * the caller frees), and of each type what a load's sum had of the rows, as record_types. */
struct blanked *erase_blanked(const struct erasing *x, size_t *n);
const struct table_sum *erase_sums(const struct erasing *x);
int64_t erase_client(const struct erasing *x);
/* Journals it, from the changeset of what it did. */
bool erase_journal(struct db *db, const char *kind, const void *changeset, size_t n,
    struct err *e);
/* check.c: takes a row, with its values of now (NULL: it is gone), out of what a load of its
 * type told, into `s`; nothing where it did not come with a load. */
bool load_share(struct db *db, const struct record_type *t, int64_t id,
    const struct value *now, struct table_sum *s, struct err *e);

/* judge.c: rules across rows, judged on the rows that a write changed; after a load on
 * all. False with the sentence of the first that is broken. */
bool judge_write(struct db *db, const void *changeset, size_t n, struct err *e);
bool judge_load(struct db *db, struct err *e);

/* merge.c: is a changed row not one of a client who was merged into another? False with the
 * sentence. *asked keeps the last client who was found to be here; 0 to begin with. */
bool merge_judge(struct db *db, const struct change *ch, int64_t *asked, struct err *e);
/* Names each row of a client who was merged into another. */
bool merge_check(struct db *db, const struct finder *f, struct err *e);
/* Writes one row's client. */
bool merge_move_row(struct db *db, const struct client_link *l, int64_t row, int64_t client,
    struct err *e);
/* merge_back.c: turns the changes of an entry that wrote a client_merge back, where they
 * still stand; of an entry that took one apart it makes them one again. */
bool merge_turn(struct db *db, const void *changeset, size_t n,
    const struct db_merge_told *told, struct err *e);

/* consents.c: derived data of the newsletter, of one event or address that a write
 * touched, or of all; consents_count() adds what a changed address is to the states. */
#define CONSENT_STATES 8	/* no more choices */
void consents_count(const struct change *ch, int64_t states[CONSENT_STATES]);
bool consents_put_states(struct db *db, const int64_t states[CONSENT_STATES], struct err *e);
bool consents_put_event(struct db *db, int64_t event, struct err *e);
bool consents_put_address(struct db *db, int64_t address, struct err *e);
bool consents_all(struct db *db, struct err *e);
bool consents_compare(struct db *db, const struct finder *f, struct err *e);

/* due.c: when clients are due, of one of them, of all who had a service, or of all. */
bool due_depends(const struct change_reader *r, const struct record_type *type);
bool due_put_client(struct db *db, int64_t client, struct err *e);
bool due_put_service(struct db *db, int64_t service, struct err *e);
bool due_all(struct db *db, struct err *e);
bool due_compare(struct db *db, const struct finder *f, struct err *e);

/* derive.c */
/* Did one of the fields change? All of a row that is new or gone did. `fields` ends with
 * NULL. */
bool change_touches(const struct change_reader *r, const struct record_type *type,
    const char *const *fields);
bool derive_from(struct db *db, const void *changeset, size_t n, struct err *e);
bool derive_all(struct db *db, struct err *e);
/* Adds to a row of kept_total; one that is not there is 0. */
bool derive_total(struct db *db, const char *name, int64_t n, struct err *e);
bool derive_compare(struct db *db, const struct finder *f, struct err *e);
/* The rows of a table counted; 0 and false when it cannot be read. */
bool count_table(struct db *db, const char *table, int64_t *n, struct err *e);

/* tally.c: the counts of all clients. */
struct stat_counts {
	int64_t sessions_done, no_shows, late_cancels, visits;
	date_day first_visit, last_visit;	/* DATE_NONE: none; imported ones are not in it */
	size_t end;		/* while it is made */
	bool unsure;
};
struct tally {
	struct db *db;
	struct stat_counts *counts;	/* by client */
	size_t cap;
};
bool tally_begin(struct db *db, struct tally *t, struct err *e);
/* NULL: not told, ask derive_stat_compute. */
const struct stat_counts *tally_of(const struct tally *t, int64_t client);
void tally_end(struct tally *t);

/* search.c: is the search index what its own text says? Names it when not. */
void search_check(struct db *db, const struct finder *f);

/* migrate.c */
struct migration {
	int number;
	const char *name;
	const char *sql;
};
/* The shipped migrations, in order; *n counts them. Not to be freed. */
const struct migration *migrations(size_t *n);
/* Applies those newer than the file's, in one transaction. Takes the lock. */
bool db_migrate(struct db *db, const struct migration *list, size_t n, struct err *e);

/* fingerprint.c: the schema of the file against what the migrations make. */
/* A digest of all of sqlite_schema; false when it cannot be read. */
bool fingerprint_of(sqlite3 *raw, char hex[DIGEST_HEX_SIZE]);
/* Reports each difference. False: the schema cannot be read. */
bool fingerprint_check(struct db *db, const struct finder *f, struct err *e);
/* The same at open: db_refuse() with the first difference. */
bool fingerprint_open(struct db *db, struct err *e);

/* copy.c: a verified copy of the whole database through the backup API. */
bool db_copy(struct db *db, const char *target, struct err *e);
/* The same into an existing empty file, which is neither synced nor renamed. */
bool copy_fill(struct db *db, const char *file, struct err *e);

#endif
