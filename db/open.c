/*
 * open.c - opening, making and closing a practice file: all hardening is here.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/scratch.h"
#include "base/text.h"
#include "db/erase.h"
#include "db/internal.h"

/* statfs(2) magic numbers of file systems whose locks cannot be trusted. */
static const struct {
	unsigned long magic;
	const char *name;
} network_systems[] = {
	{ 0x6969, "NFS" }, { 0xff534d42, "CIFS" }, { 0xfe534d42, "SMB" },
	{ 0x517b, "SMB" }, { 0x5346414f, "AFS" }, { 0x73757245, "Coda" },
	{ 0x01021997, "9p" }, { 0x00c36400, "Ceph" },
};

static struct db *
db_new(const char *path)
{
	struct db *db = xcalloc(1, sizeof(*db));
	struct buf empty = BUF_INIT;

	db->path = xstrdup(path);
	companion_guard(path);
	db->file = xstrdup(path);
	db->lock_fd = db->scratch_fd = db->slot = db->here.fd = -1;
	db->wait_seconds = 10;
	db->label = empty;
	return db;
}

#define MOVED_MAX 64		/* bytes of FILE.moved */
#define BEFORE_SIZE 24		/* ".before-0008." */

/* Removes the files that killed programs left. */
static void
sweep(const char *path)
{
	static const char *const stems[] = { ".new-", ".key.new-", ".import-" };
	static const char *const folders[] = { ".drafts", ".exports" };
	AUTO_FREE const char **endings = NULL;
	AUTO_FREE char (*before)[BEFORE_SIZE] = NULL;
	size_t i, n;

	migrations(&n);
	endings = xcalloc(ARRAY_LEN(stems) + n, sizeof(*endings));
	before = xcalloc(n, sizeof(*before));
	memcpy(endings, stems, sizeof(stems));
	for (i = 0; i < n; i++) {
		snprintf(before[i], BEFORE_SIZE, ".before-%04u.", (unsigned)i + 1);
		endings[ARRAY_LEN(stems) + i] = before[i];
	}
	scratch_sweep_all(path, endings, ARRAY_LEN(stems) + n);
	for (i = 0; i < ARRAY_LEN(folders); i++) {
		AUTO_FREE char *folder = xasprintf("%s%s", path, folders[i]);

		scratch_sweep_folder(folder);
	}
}

/* The file may be opened: an ordinary file of our own on a local disk. */
static bool
file_fits(const char *path, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stat st;
	struct statfs fs;
	size_t i;

	text_show(&shown, path, false);
	if (lstat(path, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return err_set(e, ERR_NOTFOUND, NULL,
			    "There is no practice file %s. `chairside init` makes one.",
			    shown.s);
		return err_set(e, ERR_IO, NULL, "Cannot look at %s: %s.", shown.s,
		    strerror(errno));
	}
	if (S_ISLNK(st.st_mode))
		return err_set(e, ERR_IO, NULL,
		    "%s is a symbolic link; name the practice file itself.", shown.s);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, NULL, "%s is not an ordinary file.", shown.s);
	if (st.st_nlink > 1)
		return err_set(e, ERR_IO, NULL,
		    "%s has a second name (hard link); its log would be lost.",
		    shown.s);
	if (st.st_size == 0)
		return err_set(e, ERR_DB, NULL,
		    "%s is empty and not a practice file.", shown.s);
	if ((st.st_mode & 0222) == 0 || access(path, W_OK) != 0)
		return err_set(e, ERR_IO, NULL,
		    "%s is read-only; chairside needs to write to it.", shown.s);
	if (statfs(path, &fs) == 0)
		for (i = 0; i < ARRAY_LEN(network_systems); i++)
			if ((unsigned long)fs.f_type == network_systems[i].magic)
				return err_set(e, ERR_IO, NULL,
				    "%s lies on a network file system (%s), where "
				    "saves can be lost.", shown.s,
				    network_systems[i].name);
	return true;
}

static int
wal_grew(void *arg, sqlite3 *raw, const char *schema, int pages)
{
	struct db *db = arg;

	(void)raw;
	(void)schema;
	db->wal_pages = pages;
	return SQLITE_OK;
}

char *
db_real_path(const char *file)
{
	AUTO_FREE char *folder = path_folder(file);
	AUTO_FREE char *real = realpath(folder, NULL);

	return real == NULL ? xstrdup(file) :
	    xasprintf("%s/%s", strcmp(real, "/") == 0 ? "" : real, path_name(file));
}

/* Options of the URI that SQLite opens. */
#define PLAIN ""
#define INDEX_IN_MEMORY "?readonly_shm=1"	/* of the log; where FILE-shm stands, it is only read */
#define WITHOUT_LOG "?immutable=1"	/* neither made nor looked for */

/* The file's URI for SQLite; the caller frees. */
static char *
file_uri(const char *file, const char *options)
{
	struct buf uri = BUF_INIT;

	buf_adds(&uri, "file:");
	for (; *file != '\0'; file++)
		buf_addf(&uri, strchr("?#%", *file) != NULL ? "%%%02X" : "%c", *file);
	buf_adds(&uri, options);
	return buf_steal(&uri);
}

/* Connects, hardened. */
static bool
connect_with(struct db *db, int mode, const char *options, struct err *e)
{
	static const struct { int op, value; } configs[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
	};
	AUTO_FREE char *real = db_real_path(db->file);
	AUTO_FREE char *uri = file_uri(real, options);
	size_t i;
	int rc;

	/* memory statistics are not used and cost a lock for each allocation; no effect
	 * once SQLite runs */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	rc = sqlite3_open_v2(uri, &db->raw, mode | SQLITE_OPEN_URI |
	    SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK)
		return db_fail(db, rc, e);
	sqlite3_extended_result_codes(db->raw, 1);
	sqlite3_busy_timeout(db->raw, BUSY_MS);
	for (i = 0; i < ARRAY_LEN(configs); i++)
		sqlite3_db_config(db->raw, configs[i].op, configs[i].value, NULL);
	sqlite3_limit(db->raw, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
	sqlite3_limit(db->raw, SQLITE_LIMIT_ATTACHED, 1);
	return true;
}

/* Opens and configures the connection that reads and writes. With `room` SQLite may make
 * the files it keeps beside the practice file. */
static bool
connection_open(struct db *db, bool room, struct err *e)
{
	if (!connect_with(db, SQLITE_OPEN_READWRITE, room ? PLAIN : INDEX_IN_MEMORY, e))
		return false;
	sqlite3_wal_hook(db->raw, wal_grew, db);
	txn_guard(db);
	if (!db->creating && !db->own && !identity_log(db, e))
		return false;
	return db_exec(db, "PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON;"
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA temp_store = MEMORY;"
	    "PRAGMA secure_delete = ON;"
	    "PRAGMA mmap_size = 0;"
	    "PRAGMA cache_size = -2000;"
	    "PRAGMA journal_size_limit = 16777216;"
	    "PRAGMA recursive_triggers = OFF", e);
}

/* The newest schema that this program knows. */
static int
schema_newest(void)
{
	size_t n;
	const struct migration *list = migrations(&n);

	return list[n - 1].number;
}

/* Is the file a practice made by this or an older chairside? */
static bool
schema_fits(struct db *db, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	int64_t version;

	text_show(&shown, db->path, false);
	/* the first read shows whether it is a database at all */
	if (!db_exec(db, "SELECT count(*) FROM sqlite_schema", e)) {
		if (e != NULL && e->code == ERR_DB)
			err_set(e, ERR_DB, NULL,
			    "%s is damaged or is not a practice file.", shown.s);
		return false;
	}
	if (db_pragma_int(db, "application_id") != DB_APPLICATION_ID)
		return err_set(e, ERR_DB, NULL,
		    "%s is a database of another program, not a practice file.",
		    shown.s);
	version = db_pragma_int(db, "user_version");
	if (version < 1)
		return err_set(e, ERR_DB, NULL, "%s is an unfinished practice file.",
		    shown.s);
	if (version > schema_newest())
		return err_set(e, ERR_DB, NULL,
		    "%s was last used by a newer chairside (schema %ld, this program "
		    "knows %d). Install the newer one.", shown.s, (long)version,
		    schema_newest());
	/* before migrating, too: rebuilding a table would hide an alteration */
	return fingerprint_open(db, e);
}

/* Brings it to the newest schema. The key is at hand, for the entry about it. */
static bool
bring_up(struct db *db, struct err *e)
{
	size_t n;
	const struct migration *list = migrations(&n);

	if (db_schema_version(db) == schema_newest())
		return true;
	if (!db_migrate(db, list, n, e))
		return db->refusal != NULL ? err_prefix(e, "%s", db->refusal) : false;
	return fingerprint_open(db, e);
}

/* The WAL mode is set when the file is made and kept in it; set again here because
 * another tool's copy may have lost it. */
static bool
open_with(struct db *db, bool room, struct err *e)
{
	return connection_open(db, room, e) && schema_fits(db, e) &&
	    key_open(db, e) && bring_up(db, e) && db_exec(db, "PRAGMA journal_mode = WAL", e) &&
	    identity_begin(db, e);
}

/* When the disk has no room for the log's shared index, one in memory is enough for
 * reading. */
static bool
open_for_reading(struct db *db, struct err *e)
{
	stmts_free(db);
	sqlite3_close(db->raw);
	db->raw = NULL;
	db_refuse(db, "The disk is full: nothing is saved. Make room on it, then log in "
	    "again.");
	return open_with(db, false, e);
}

/* A practice that was sent to another server is only read here: what was saved would be
 * lost. */
static void
refuse_moved(struct db *db)
{
	AUTO_FREE char *path = companion_path(db->path, COMPANION_MOVED);
	AUTO_BUF struct buf day = BUF_INIT, shown = BUF_INIT;
	struct stat st;

	if (lstat(path, &st) != 0)
		return;
	if (file_read(path, MOVED_MAX, &day, NULL))
		text_show(&shown, day.s, false);
	db_refuse(db, "This practice moved to another server%s%.10s: nothing is saved here any "
	    "more. Log in there; `chairside server-move --back` undoes the move.",
	    shown.len > 0 ? " on " : "", shown.s);
}

struct db *
db_open(const char *path, struct err *e)
{
	struct db *db;

	if (restore_pending(path) && !restore_settle(path, e))
		return NULL;
	sweep(path);
	if (!file_fits(path, e))
		return NULL;
	db = db_new(path);
	if (companion_is_stream(STDOUT_FILENO) != NULL) {
		err_set(e, ERR_IO, NULL, "Standard output goes into the practice file, "
		    "or into what belongs to it; nothing was done.");
		db_close(db);
		return NULL;
	}
	if (!presence_take(db, e)) {
		db_close(db);
		return NULL;
	}
	/* only now: whoever moves the practice waits for those present, so who looked before taking
	 * a place could miss a move and save into the file that was left behind */
	refuse_moved(db);
	if (open_with(db, true, e) || (db->no_room && open_for_reading(db, e))) {
		counts_settle(db);
		head_open(db);
		erase_settle(db);
		return db;
	}
	db_close(db);
	return NULL;
}

/* A log stands from the first program that opens the file to the last that closes it. */
struct db *
db_look(const char *path, struct err *e)
{
	AUTO_FREE char *wal = companion_path(path, COMPANION_WAL);
	AUTO_FREE char *shm = companion_path(path, COMPANION_SHM);
	const char *options = access(wal, F_OK) != 0 ? WITHOUT_LOG :
	    access(shm, F_OK) == 0 ? INDEX_IN_MEMORY : PLAIN;
	struct db *db = db_new(path);

	if (connect_with(db, SQLITE_OPEN_READONLY, options, e) &&
	    db_exec(db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", e) &&
	    (db_pragma_int(db, "application_id") == DB_APPLICATION_ID ||
	    err_set(e, ERR_DB, NULL, "It is damaged or is not a practice file.")))
		return db;
	db_close(db);
	return NULL;
}

/* Makes the temporary file that db_publish() renames. */
static bool
new_file(struct db *db, struct err *e)
{
	AUTO_FREE char *stem = xasprintf("%s.new-", db->path);
	AUTO_BUF struct buf shown = BUF_INIT;

	sweep(db->path);
	text_show(&shown, db->path, false);
	db->scratch_fd = scratch_make(stem, &db->file);
	/* for its group too, which is the folder's where that is shared; never for
	 * everybody */
	if (db->scratch_fd >= 0 && fchmod(db->scratch_fd, 0660) == 0)
		return true;
	return err_set(e, ERR_IO, NULL, "Cannot make %s: %s.", shown.s,
	    errno == ENOENT ? "its folder does not exist" : strerror(errno));
}

/* Was the copy made with the key at hand? `missing`: why there is none; ERR_NONE: there is. */
static bool
key_is_that(struct db *db, const struct err *missing, struct err *e)
{
	char made[DIGEST_HEX_SIZE], here[DIGEST_HEX_SIZE];

	if (!key_pair(db, made, here, e))
		return false;
	if (missing->code != ERR_NONE)
		return err_set(e, ERR_IO, NULL, "%s The key whose fingerprint begins "
		    "with %.8s must be there first.", missing->text, made);
	return strcmp(made, here) == 0 || err_set(e, ERR_DB, NULL,
	    "%s was made with another key: its fingerprint begins with %.8s, that of the "
	    "key beside the practice with %.8s. Put the right one there first.", db->path,
	    made, here);
}

struct db *
db_open_own(const char *path, const char *file, const char *shown, struct err *e)
{
	struct db *db = db_new(path);
	struct err key = { 0 };

	key_read(db, &key);
	companion_unguard(path);
	free(db->path);
	free(db->file);
	db->path = xstrdup(shown);
	db->file = xstrdup(file);
	db->own = true;
	if (!connection_open(db, true, e) || !db_exec(db, "PRAGMA journal_mode = DELETE;"
	    "PRAGMA journal_mode = MEMORY", e) || !schema_fits(db, e) ||
	    !key_is_that(db, &key, e) || !bring_up(db, e)) {
		db_close(db);
		return NULL;
	}
	identity_migrated(db);
	counts_settle(db);
	return db;
}

struct db *
db_create(const char *path, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	AUTO_FREE char *owner = NULL;
	struct db *db;
	struct stat st;
	size_t n;
	const struct migration *list = migrations(&n);

	text_show(&shown, path, false);
	if (restore_pending(path) && !restore_settle(path, e))
		return NULL;
	if (lstat(path, &st) == 0) {
		err_set(e, ERR_INVALID, NULL,
		    "%s exists already; it was not touched.", shown.s);
		return NULL;
	}
	owner = companion_owner(path);
	if (owner != NULL) {
		err_set(e, ERR_INVALID, NULL, "A practice file cannot be called %s: "
		    "that name belongs to %s.", shown.s, owner);
		return NULL;
	}
	db = db_new(path);
	db->creating = true;
	free(db->file);
	if (!new_file(db, e) || !presence_take(db, e) ||
	    !connection_open(db, true, e) ||
	    !db_exec(db, "PRAGMA journal_mode = MEMORY;"
	    "PRAGMA synchronous = OFF;"
	    "PRAGMA cache_size = -200000;"
	    "PRAGMA application_id = 1667785065", e) ||
	    !db_migrate(db, list, n, e) || !key_begin(db, e) ||
	    !journal_init(db, e)) {
		db_close(db);
		return NULL;
	}
	return db;
}

static bool
sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

bool
db_publish(struct db *db, struct err *e)
{
	AUTO_FREE char *folder = path_folder(db->path);
	bool ok;

	BUG_IF(!db->creating);
	db_idle(db);
	if (!db_exec(db, "PRAGMA optimize; PRAGMA journal_mode = WAL", e)) {
		db_close(db);
		return false;
	}
	stmts_free(db);
	rows_free(db);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	sqlite3_close(db->raw);
	db->raw = NULL;
	/* link(2) never replaces: a file that appeared meanwhile stays */
	ok = sync_path(db->file, O_RDWR) && link(db->file, db->path) == 0;
	if (!ok && errno == EEXIST)
		err_set(e, ERR_INVALID, NULL,
		    "The file appeared meanwhile; it was not touched.");
	else if (!ok)
		err_set(e, ERR_IO, NULL, "Cannot finish the practice file: %s.",
		    strerror(errno));
	if (ok) {
		unlink(db->file);
		free(db->file);
		db->file = NULL;
		db->made_key = false;
		lock_forget_head(db->path);
		ok = sync_path(folder, O_RDONLY | O_DIRECTORY) ||
		    err_set(e, ERR_IO, NULL, "Cannot sync the folder %s: %s.",
		    folder, strerror(errno));
	}
	db_close(db);
	return ok;
}

static void
remove_unfinished(struct db *db)
{
	static const enum companion made[] = { COMPANION_FILE, COMPANION_WAL,
	    COMPANION_SHM, COMPANION_JOURNAL };
	size_t i;

	for (i = 0; db->file != NULL && i < ARRAY_LEN(made); i++) {
		AUTO_FREE char *path = companion_path(db->file, made[i]);

		unlink(path);
	}
	if (db->made_key) {
		AUTO_FREE char *path = companion_path(db->path, COMPANION_KEY);

		unlink(path);
	}
}

/* The last connection moves the log into the file, under the lock, and never into
 * another file. When that fails half-way (a full disk), the log stays, and the note in
 * FILE.lock describes what was moved. */
static void
connection_close(struct db *db)
{
	bool last = db->identity.begun && db->locked && presence_is_last(db) &&
	    db_try_lock(db);

	if (last && identity_checkpoint_begin(db)) {
		if (sqlite3_wal_checkpoint_v2(db->raw, "main", SQLITE_CHECKPOINT_PASSIVE,
		    NULL, NULL) == SQLITE_OK)
			sqlite3_db_config(db->raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0,
			    NULL);
		identity_checkpoint_end(db);
	}
	sqlite3_close(db->raw);	/* NULL is fine */
	if (last)
		db_unlock(db);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	stmts_free(db);
	rows_free(db);
	connection_close(db);
	if (db->creating)
		remove_unfinished(db);
	if (db->scratch_fd >= 0)
		close(db->scratch_fd);
	here_close(db);
	if (db->lock_fd >= 0)
		close(db->lock_fd);
	buf_free(&db->label);
	free(db->who_name);
	free(db->refusal);
	free(db->key_trouble);
	free(db->notice);
	free(db->file);
	if (!db->own)
		companion_unguard(db->path);
	free(db->path);
	free(db);
}

void
db_refuse(struct db *db, const char *fmt, ...)
{
	AUTO_BUF struct buf why = BUF_INIT;
	va_list ap;

	if (db->refusal != NULL)
		return;
	va_start(ap, fmt);
	buf_vaddf(&why, fmt, ap);
	va_end(ap);
	db->refusal = xstrdup(why.s);
}

const char *
db_refusal(const struct db *db)
{
	return db->refusal;
}

const char *
db_path(const struct db *db)
{
	return db->path;
}

int
db_schema_version(const struct db *db)
{
	return (int)db_pragma_int((struct db *)(uintptr_t)db, "user_version");
}

void
db_assert_closed(struct db *db)
{
	sqlite3_stmt *st = NULL;

	/* the search index keeps statements of its own, without a text */
	while ((st = sqlite3_next_stmt(db->raw, st)) != NULL)
		if (sqlite3_stmt_busy(st) && sqlite3_sql(st) != NULL)
			bug("a statement is left open: %s", sqlite3_sql(st));
}

void
db_idle(struct db *db)
{
	db_assert_closed(db);
	if (sqlite3_txn_state(db->raw, "main") != SQLITE_TXN_NONE)
		bug("idle inside a transaction");
}

void
db_rest(struct db *db)
{
	db_idle(db);
	stmts_free(db);
	rows_free(db);
	sqlite3_db_release_memory(db->raw);
	mem_give_back();
}

void
db_tidy(struct db *db)
{
	db_idle(db);
	stmts_tidy(db);
	rows_tidy(db);
	sqlite3_db_release_memory(db->raw);
	mem_give_back();
}

int64_t
db_data_version(struct db *db)
{
	return db_pragma_int(db, "data_version");
}

void
db_set_who(struct db *db, int64_t staff, const char *name)
{
	db->who = staff;
	free(db->who_name);
	db->who_name = name != NULL ? xstrdup(name) : NULL;
	presence_name(db);
}

void
db_set_wait(struct db *db, int seconds)
{
	db->wait_seconds = seconds;
}

void
db_set_held(struct db *db, int kilobytes)
{
	AUTO_FREE char *sql = xasprintf("PRAGMA cache_size = -%d", kilobytes);

	db_exec(db, sql, NULL);
}

int64_t
db_who(const struct db *db)
{
	return db->who;
}
