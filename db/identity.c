/*
 * identity.c - is the file still the one that was opened?
 *
 * A practice file can be removed, renamed, or replaced by an older copy while programs
 * have it open; SQLite notices none of it. What is saved then goes into a file without
 * a name, or the log of the new state is moved into the old copy. So these are checked
 * once a second, and under the writer lock before each write and checkpoint:
 *
 * - by name, FILE, FILE-wal and FILE-shm are the inodes they were at open. The log is
 *   made by the first connection, keeps its inode while anybody is connected, never
 *   gets smaller (it is reused from its start), and is removed with the last
 *   connection: it exists as long as this program is connected.
 * - FILE was not written by anybody else. Only checkpoints write it, all under the
 *   lock, and each leaves in FILE.lock what FILE then held: a digest of its first 100
 *   bytes and of the page of the journal's head, which differs after each entry. When
 *   FILE's time or size has moved, it is read and compared. While a checkpoint is under
 *   way the note says "writing": a program that finds it while the lock is free knows
 *   that the writer was killed, and trusts the file. It also does when there is no
 *   note: an older chairside wrote last.
 * - the schema's number is the one that was opened (a newer chairside migrates).
 * - the journal still has the newest entry seen, with the same mac.
 *
 * The note also says whose log it is: when a file is opened that does not hold what the
 * note says, while its log has the inode in the note, the log belongs to a file that
 * was replaced. It is renamed to FILE.old-wal-N, since SQLite would move it into FILE.
 *
 * Nothing here opens FILE: closing it would drop the locks that SQLite holds on it.
 * FILE is read through SQLite's own descriptor.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/companion.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/internal.h"

#define HEADER 100	/* bytes of SQLite's header of a file */
#define WAL_HEADER 32
#define FRAME_HEADER 24
#define WAL_LIMIT 16777216	/* see journal_size_limit */
#define PAGE_MAX 65536
#define WRITING "writing"
#define OLD_LOGS_MAX 10000

/* The note about FILE in FILE.lock. */
struct state {
	int64_t root, page;	/* of the journal's head; bytes a page has */
	char hex[DIGEST_HEX_SIZE];
	struct file_id wal;
};

/* --- refusing ----------------------------------------------------------------------- */

static bool
lost(struct db *db, const char *what)
{
	AUTO_BUF struct buf name = BUF_INIT;

	text_show(&name, path_name(db->path), false);
	db_refuse(db, "%s %s while it was open: nothing more is saved to it. What is "
	    "typed is kept as drafts; leave and start chairside again.", name.s, what);
	return false;
}

static bool
refused(const struct db *db, struct err *e)
{
	return err_set(e, ERR_DB, NULL, "%s", db->refusal);
}

static bool
outgrown(struct db *db, int64_t schema)
{
	AUTO_BUF struct buf name = BUF_INIT;

	text_show(&name, path_name(db->path), false);
	db->outgrown = true;
	db_refuse(db, "A newer chairside has changed %s (schema %" PRId64 ", this "
	    "program knows %" PRId64 "). What was typed is kept as drafts; log in "
	    "again, or start the newer chairside.", name.s, schema, db->identity.schema);
	return false;
}

/* --- by name -------------------------------------------------------------------------- */

static bool
id_of(const char *path, struct file_id *id, struct stat *st)
{
	struct stat local;

	if (st == NULL)
		st = &local;
	if (lstat(path, st) != 0)
		return false;
	*id = (struct file_id){ st->st_dev, st->st_ino };
	return true;
}

static bool
id_same(const struct file_id *a, const struct file_id *b)
{
	return a->dev == b->dev && a->ino == b->ino;
}

static bool
stands(const struct db *db, enum companion c, const struct file_id *id,
    struct stat *st)
{
	AUTO_FREE char *path = companion_path(db->path, c);
	struct file_id now;

	return id_of(path, &now, st) && id_same(&now, id);
}

/* --- what FILE holds -------------------------------------------------------------------- */

static bool
read_file(struct db *db, int64_t at, void *out, int n)
{
	sqlite3_file *f = NULL;

	return sqlite3_file_control(db->raw, "main", SQLITE_FCNTL_FILE_POINTER, &f) ==
	    SQLITE_OK && f != NULL && f->pMethods != NULL &&
	    f->pMethods->xRead(f, out, n, at) == SQLITE_OK;
}

/* Digests the parts of FILE that the note is about; false when FILE is shorter. */
static bool
digest_file(struct db *db, struct state *s)
{
	unsigned char header[HEADER], out[DIGEST_SIZE];
	unsigned char page[PAGE_MAX];
	struct digest d;

	if (s->root <= 0 || s->page <= 0 || s->page > PAGE_MAX ||
	    !read_file(db, 0, header, HEADER) ||
	    !read_file(db, (s->root - 1) * s->page, page, (int)s->page))
		return false;
	digest_begin(&d, NULL);
	digest_bytes(&d, header, HEADER);
	digest_bytes(&d, page, (size_t)s->page);
	digest_end(&d, out);
	digest_hex(out, sizeof(out), s->hex);
	return true;
}

/* An id of the current boot; "?" when there is none. */
static const char *
boot_id(void)
{
	static char id[40];
	FILE *f = *id == '\0' ? fopen("/proc/sys/kernel/random/boot_id", "re") : NULL;

	if (f != NULL && fscanf(f, "%39[0-9a-f-]", id) != 1)
		*id = '\0';
	if (f != NULL)
		fclose(f);
	if (*id == '\0')
		memcpy(id, "?", 2);
	return id;
}

/* False when there is no note that can be read and was made since this boot. */
static bool
note_read(struct db *db, struct state *s)
{
	char text[LOCK_NOTE_MAX], boot[40];
	uintmax_t dev, ino;

	lock_note(db, LOCK_STATE, text);
	if (sscanf(text, "file %" SCNd64 " %" SCNd64 " %64[0-9a-f] log %" SCNuMAX
	    " %" SCNuMAX " boot %39[0-9a-f-?]", &s->root, &s->page, s->hex, &dev,
	    &ino, boot) != 6 || strcmp(boot, boot_id()) != 0)
		return false;
	s->wal = (struct file_id){ (dev_t)dev, (ino_t)ino };
	return s->root > 0 && s->root < INT32_MAX && s->page >= 512 &&
	    s->page <= PAGE_MAX;
}

static void
remember(struct db *db, const struct stat *st)
{
	db->identity.size = st->st_size;
	db->identity.written = st->st_mtim;
}

/* Notes what FILE holds now as what it should hold. */
static void
note_write(struct db *db)
{
	struct state s = { .root = db->identity.root, .page = db->identity.page };
	char text[LOCK_NOTE_MAX];
	struct stat st;

	if (!stands(db, COMPANION_FILE, &db->identity.file, &st) ||
	    !digest_file(db, &s))
		return;
	snprintf(text, sizeof(text), "file %" PRId64 " %" PRId64 " %s log %" PRIuMAX
	    " %" PRIuMAX " boot %s\n", s.root, s.page, s.hex,
	    (uintmax_t)db->identity.wal.dev, (uintmax_t)db->identity.wal.ino,
	    boot_id());
	lock_note_set(db, LOCK_STATE, text);
	remember(db, &st);
}

/* Makes sure, before this login's first write, that the note is about this log and
 * FILE. A note about another log no longer counts, nor does one beside an empty log: a
 * new log may have the inode of an old one. */
static bool
note_begin(struct db *db, const struct stat *wal)
{
	struct state then, now;
	bool good = true;

	if (!db_try_lock(db))
		return true;	/* somebody is writing: checked next time */
	now.hex[0] = '\0';
	if (note_read(db, &then) && id_same(&then.wal, &db->identity.wal)) {
		now = then;
		good = digest_file(db, &now) && strcmp(now.hex, then.hex) == 0;
	}
	if (now.hex[0] == '\0' || (!good && wal->st_size <= WAL_HEADER)) {
		note_write(db);
		good = true;
	}
	db->identity.noted = good;
	db_unlock(db);
	return good;
}

/* FILE was written: by a checkpoint of another chairside? */
static bool
written_by_us(struct db *db)
{
	struct state then, now;
	struct stat st;
	bool good = true;

	if (!db_try_lock(db))
		return true;	/* somebody is writing: checked again later */
	if (!note_read(db, &then)) {
		note_write(db);
	} else if (stands(db, COMPANION_FILE, &db->identity.file, &st)) {
		now = then;
		good = id_same(&then.wal, &db->identity.wal) &&
		    digest_file(db, &now) && strcmp(now.hex, then.hex) == 0;
		if (good)
			remember(db, &st);
	}
	db_unlock(db);
	return good;
}

bool
identity_holds(struct db *db)
{
	struct identity *id = &db->identity;
	struct stat st, wal;

	if (db->refusal != NULL || !id->begun)
		return db->refusal == NULL;
	if (!stands(db, COMPANION_FILE, &id->file, &st))
		return lost(db, access(db->path, F_OK) != 0 ? "was removed or renamed" :
		    "was replaced");
	if (!stands(db, COMPANION_WAL, &id->wal, &wal) || wal.st_size < id->wal_size ||
	    !stands(db, COMPANION_SHM, &id->shm, NULL))
		return lost(db, "lost its log");
	id->wal_size = wal.st_size < WAL_LIMIT ? wal.st_size : WAL_LIMIT;
	if (!id->noted && !note_begin(db, &wal))
		return lost(db, "was replaced");
	if ((st.st_size != id->size || st.st_mtim.tv_sec != id->written.tv_sec ||
	    st.st_mtim.tv_nsec != id->written.tv_nsec) && !written_by_us(db))
		return lost(db, "was written over");
	return true;
}

/* --- the journal ------------------------------------------------------------------ */

/* Reads entry n; all zero when there is none. */
static bool
entry_read(struct db *db, int64_t n, struct journal_point *p, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	const void *bytes;
	size_t size;

	*p = (struct journal_point){ .n = n };
	stmt_set_int(st, "n", n);
	if (stmt_next(st)) {
		p->at = stmt_int(st, "at");
		p->schema = stmt_int(st, "schema");
		bytes = stmt_blob(st, "mac", &size);
		if (bytes != NULL && size == MAC_SIZE)
			memcpy(p->mac, bytes, MAC_SIZE);
	}
	return stmt_end(st, e);
}

static bool
head_read(struct db *db, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_head");
	bool there = stmt_next(st);

	if (there)
		*n = stmt_int(st, "n");
	return stmt_end(st, e) && (there || err_set(e, ERR_DB, NULL,
	    "The journal's head is missing: run `chairside check`."));
}

bool
identity_inside(struct db *db, struct err *e)
{
	struct identity *id = &db->identity;
	struct journal_point p;
	int64_t n = 0, schema;

	if (id->begun && (schema = db_pragma_int(db, "user_version")) != id->schema)
		return outgrown(db, schema) || refused(db, e);
	if (!head_read(db, &n, e) || !entry_read(db, id->seen.n, &p, e))
		return false;
	if (id->begun && (n < p.n || memcmp(p.mac, id->seen.mac, MAC_SIZE) != 0))
		return lost(db, "was brought to another state") || refused(db, e);
	if (n != p.n && !entry_read(db, n, &p, e))
		return false;
	id->seen = id->next = p;
	return true;
}

void
identity_wrote(struct db *db)
{
	struct identity *id = &db->identity;
	off_t wal = WAL_HEADER + (off_t)db->wal_pages * (id->page + FRAME_HEADER);

	id->seen = id->next;
	if (wal > id->wal_size)
		id->wal_size = wal < WAL_LIMIT ? wal : WAL_LIMIT;
}

bool
db_still_there(struct db *db)
{
	int64_t version;

	if (!identity_holds(db))
		return false;
	version = db_data_version(db);
	if (version != db->identity.version && identity_inside(db, NULL))
		db->identity.version = version;
	return db->refusal == NULL;
}

int64_t
db_version_seen(const struct db *db)
{
	return db->identity.version;
}

bool
db_outgrown(const struct db *db)
{
	return db->outgrown;
}

/* --- the file's life ------------------------------------------------------------------------ */

static int64_t
ask_int(struct db *db, const char *query, const char *column)
{
	struct stmt *st = db_stmt(db, query);
	int64_t i = stmt_next(st) ? stmt_int(st, column) : 0;

	stmt_end(st, NULL);
	return i;
}

void
identity_migrated(struct db *db)
{
	db->identity.schema = db_pragma_int(db, "user_version");
	db->identity.root = ask_int(db, "check_journal_root", "rootpage");
	db->identity.page = ask_int(db, "identity_page", "page_size");
}

bool
identity_begin(struct db *db, struct err *e)
{
	struct identity *id = &db->identity;
	AUTO_FREE char *wal = companion_path(db->path, COMPANION_WAL);
	AUTO_FREE char *shm = companion_path(db->path, COMPANION_SHM);
	struct stat st;
	int moved = 0;

	identity_migrated(db);
	id->version = db_data_version(db);
	/* `check` and the next write report a damaged journal */
	identity_inside(db, NULL);
	sqlite3_file_control(db->raw, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved != 0 || !id_of(db->path, &id->file, &st) ||
	    !id_of(wal, &id->wal, NULL) || !id_of(shm, &id->shm, NULL))
		return err_set(e, ERR_IO, NULL, "%s was moved or replaced while it was "
		    "being opened. Try again.", db->path);
	remember(db, &st);
	id->begun = true;
	return db->refusal != NULL || db_may_write(db, e);
}

bool
identity_checkpoint_begin(struct db *db)
{
	if (!identity_holds(db))
		return false;
	lock_note_set(db, LOCK_STATE, WRITING "\n");
	return true;
}

void
identity_checkpoint_end(struct db *db)
{
	note_write(db);
}

/* --- a log that is another file's ------------------------------------------------------------ */

/* Is there a log that, by the note, is not of this FILE? */
static bool
log_is_foreign(struct db *db)
{
	AUTO_FREE char *wal = companion_path(db->path, COMPANION_WAL);
	struct state then, now;
	struct file_id id;
	struct stat st;

	if (!id_of(wal, &id, &st) || st.st_size <= WAL_HEADER ||
	    !lock_open(db, NULL) || !note_read(db, &then) ||
	    !id_same(&id, &then.wal))
		return false;
	now = then;
	return !digest_file(db, &now) || strcmp(now.hex, then.hex) != 0;
}

static bool
put_aside(struct db *db, struct err *e)
{
	AUTO_FREE char *wal = companion_path(db->path, COMPANION_WAL);
	AUTO_FREE char *shm = companion_path(db->path, COMPANION_SHM);
	AUTO_FREE char *stem = companion_path(db->path, COMPANION_OLD_WAL);
	int n;

	for (n = 1; n <= OLD_LOGS_MAX; n++) {
		AUTO_FREE char *target = xasprintf("%s%d", stem, n);
		AUTO_BUF struct buf shown = BUF_INIT;

		if (link(wal, target) == 0) {
			text_show(&shown, target, false);
			if (unlink(wal) != 0 || (unlink(shm) != 0 && errno != ENOENT))
				break;
			free(db->notice);
			db->notice = xasprintf("The practice file was replaced while "
			    "it was open; what was saved to the former one and not "
			    "yet in it was put aside as %s.", shown.s);
			return true;
		}
		if (errno != EEXIST)
			break;
	}
	return err_set(e, ERR_IO, NULL, "Another file's log lies beside %s and cannot be "
	    "put aside: %s.", db->path, strerror(errno));
}

bool
identity_log(struct db *db, struct err *e)
{
	bool ok = true;

	if (!log_is_foreign(db))
		return true;
	/* a checkpoint may have run meanwhile; under the lock none can */
	if (!db_lock(db, e))
		return false;
	if (log_is_foreign(db))
		ok = put_aside(db, e);
	db_unlock(db);
	return ok;
}

const char *
db_notice(const struct db *db)
{
	return db->notice;
}
