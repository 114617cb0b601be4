/*
 * backup.h - verified copies of a practice file, and the way back.
 *
 * A backup is one ordinary file NAME.backup with a note NAME.backup.txt beside it that
 * tells when it was made, what it holds and its digest, sealed with the practice's key.
 * It has its name only when it was read back and found whole: pages, links, journal,
 * derived data. NAME is the practice file's name, the instant in UTC and a number, so
 * that names sort by time. The attachments FILE.files go along as NAME.backup.files. The
 * key is in no backup: what is made with one key is restored with that key.
 *
 * Making one takes no lock: whoever saves goes on. Restoring is done alone: each open
 * `struct db` is told of in FILE.lock (presence.c), and while one is, there is no
 * restore. What is restored is made whole under another name first, and what was replaced
 * is kept. A restore that was cut off in the middle is finished by the next that opens.
 */
#ifndef CHAIRSIDE_DB_BACKUP_H
#define CHAIRSIDE_DB_BACKUP_H

#include "base/digest.h"
#include "db/db.h"

#define BACKUP_TYPES_MAX 64

struct backup {
	char *path;		/* of the file; NULL: there is none */
	instant made;
	int schema;
	int64_t entry;		/* newest of its journal, and when that was written */
	instant entry_at;
	char head[DIGEST_HEX_SIZE];	/* digest of the journal's head */
	char key[DIGEST_HEX_SIZE];	/* the key's fingerprint */
	char digest[DIGEST_HEX_SIZE];	/* of the file: plain BLAKE2b-256 */
	int64_t bytes;
	int64_t rows[BACKUP_TYPES_MAX];	/* of each record table, in record_types order */
	date_day newest_visit;		/* done; DATE_NONE: none */
	int64_t files, files_bytes;	/* attachments */
	char files_digest[DIGEST_HEX_SIZE];
};
void backup_clear(struct backup *b);
int64_t backup_rows(const struct backup *b, const struct record_type *t);

/*
 * Makes one in `folder`, or in FILE.backups where that is NULL. ERR_PROBLEMS where the
 * copy is not whole: `say` got one sentence a problem, and it is not kept. ERR_IO: no
 * such folder, no room (how much is needed and how much there is), a failed disk.
 */
bool backup_make(struct db *db, const char *folder,
    void (*say)(const char *, void *), void *arg, struct backup *b, struct err *e);
/* The newest backup made of this practice, wherever it went, one dated later than now
 * behind all others: by its note, whose seal is right; a file that lies there must have
 * its size. False and b->path NULL: none. */
bool backup_newest(const struct db *db, struct backup *b);

/* --- restoring (restore.c) ------------------------------------------------------- */

struct restore_wish {
	const char *path;	/* the practice file: it need not be there, or be whole */
	const char *source;	/* the backup, or another practice file that nobody has
				 * open; NULL: the newest backup */
	bool drill;		/* into a scratch folder, checked deep, for restore_end() */
	void (*say)(const char *, void *);	/* a sentence for each problem found */
	void *arg;
};
struct restore;

/* Waits for nobody: ERR_BUSY with who has the practice open. Otherwise the backup now
 * stands beside the practice (or in the scratch folder) as a practice file with today's
 * schema, found whole; else ERR_PROBLEMS, ERR_DB, ERR_IO, ERR_NOTFOUND and nothing has
 * changed. */
struct restore *restore_begin(const struct restore_wish *w, struct err *e);
struct db *restore_db(struct restore *r);
const struct backup *restore_backup(const struct restore *r);
bool restore_noted(const struct restore *r);	/* it had a note to be compared with */
/* It becomes the practice, with an entry in its journal that says so. *kept gets the
 * path of what it replaced (NULL: nothing); the caller frees. Frees `r` either way. */
bool restore_finish(struct restore *r, char **kept, struct err *e);
void restore_end(struct restore *r);	/* nothing has happened; NULL is fine */

#endif
