/*
 * backup.h - verified copies of a practice file, and the way back.
 *
 * A backup is one ordinary file NAME.backup with a note NAME.backup.txt beside it that
 * says when it was made, what it holds and its digest, sealed with the practice's key.
 * It gets its name only after it was read back and found whole: pages, links, journal,
 * derived data. NAME is the practice file's name, the instant in UTC and a number, so
 * that names sort by time. The attachments in FILE.files are copied to
 * NAME.backup.files. No plain backup holds the key: a backup is restored with the key it was
 * made with.
 *
 * Sealed to a public key (base/seal.h), neither file nor attachments can be read where
 * they lie: each is sealed by itself, the note tells nothing that is counted, and the
 * practice's key goes along in the seal, so that the owner's private key is all that a new
 * machine needs. An attachment that an earlier backup in the same folder has is there once,
 * under a name in each.
 *
 * Making one takes no lock, so others can save meanwhile. Restoring needs the practice
 * alone: each open `struct db` is listed in FILE.lock (presence.c), and while one is, a
 * restore is refused. The restored file is completed under another name first, and what
 * it replaces is kept. A restore that was interrupted is finished by the next program
 * that opens the practice.
 */
#ifndef CHAIRSIDE_DB_BACKUP_H
#define CHAIRSIDE_DB_BACKUP_H

#include "base/digest.h"
#include "base/seal.h"
#include "db/db.h"

#define BACKUP_TYPES_MAX 64

struct backup {
	char *path;		/* the backup file; NULL: there is none */
	instant made;
	int schema;
	int64_t entry;		/* newest journal entry, and when it was written */
	instant entry_at;
	char head[DIGEST_HEX_SIZE];	/* digest of the journal's head */
	char key[DIGEST_HEX_SIZE];	/* the key's fingerprint */
	char digest[DIGEST_HEX_SIZE];	/* of the file: plain BLAKE2b-256 */
	int64_t bytes;
	int64_t rows[BACKUP_TYPES_MAX];	/* of each type in record_types */
	date_day newest_visit;		/* newest session done; DATE_NONE: none */
	int64_t files, files_bytes;	/* attachments */
	char files_digest[DIGEST_HEX_SIZE];
	char sealed[SEAL_TEXT_SIZE];	/* the public key; "": it is plain. The note of a sealed
					 * one tells no rows and no visit */
};
void backup_clear(struct backup *b);
int64_t backup_rows(const struct backup *b, const struct record_type *t);

/*
 * Makes a backup in `folder`, or in FILE.backups when that is NULL, sealed to `seal` unless
 * that is NULL. ERR_PROBLEMS when the copy is not whole: `say` gets one sentence for each
 * problem, and the copy is removed; also one for each attachment that is altered and left
 * out, which fails nothing. ERR_IO: no such folder, too little room (with how much is
 * needed and free), a disk failure.
 */
bool backup_make(struct db *db, const char *folder, const struct seal_public *seal,
    void (*say)(const char *, void *), void *arg, struct backup *b, struct err *e);

/* --- those there are (tiers.c) ------------------------------------------------------ */

/* By when one made then is kept no more, if one is made every month: tiers count backups. */
instant backup_gone_by(instant made);

/* The newest backup of this practice, wherever it was made, according to the notes with
 * a valid seal. A backup dated in the future counts as older than all others. The file
 * must have its noted size; one made elsewhere may be out of reach. False, with b->path
 * NULL, when there is none. */
bool backup_newest(const struct db *db, struct backup *b);

/* presence.c: makes sure that nobody has the practice open, nor can until the returned
 * descriptor is closed; -1 and ERR_BUSY with who has. */
int presence_alone(const char *path, struct err *e);

struct backup_kept {
	struct backup backup;
	const char *tier;	/* which keeps it; NULL: none, the next thinning removes it,
				 * unless it is elsewhere, damaged or dated later than now */
	bool elsewhere;		/* the newest in another folder; no tier counts it */
	bool whole;		/* there, and as long as noted */
	bool away;		/* elsewhere, on a disk that cannot be had now */
};
/* All in FILE.backups, and the newest elsewhere; newest first. Free with
 * backup_list_free(). */
size_t backup_list(const struct db *db, struct backup_kept **list);
void backup_list_free(struct backup_kept *list, size_t n);
/* Removes from FILE.backups what no tier keeps, if `newest` is there and the newest; never
 * one that somebody restores from or fetches, nor one whose note was not sealed with this
 * practice's key. */
bool backup_thin(const struct db *db, const struct backup *newest, int *removed,
    struct err *e);
/* Keeps one from being removed until the descriptor is closed. -1: ERR_BUSY, it is just being
 * made or removed; ERR_IO. */
int backup_hold(const char *path, struct err *e);
/* Writes into the journal what was done with one. Not more than a month after the newest entry
 * that it holds: a timer whose machine has a wrong clock would else keep everybody from saving
 * once that is right again. */
bool backup_note(struct db *db, const struct backup *b, const char *label, struct err *e);
/* What is done with backups from time to time is noted in FILE.backups; when it was done last,
 * 0: never. `path` is the practice file. */
#define BACKUP_FETCHED "fetched"	/* by a second machine */
#define BACKUP_DRILLED "drilled"	/* one was restored beside, found whole, thrown away */
bool backup_did(const char *path, const char *what, struct err *e);
instant backup_last(const char *path, const char *what);
/* *current: no record has changed since this backup, which is of this file's past. */
bool backup_is_current(struct db *db, const struct backup *b, bool *current, struct err *e);

/* --- is one still what was made? Without the private key (sound.c) ------------------------ */

/* *sound: the file is what its note tells of. ERR_IO. */
bool backup_file_sound(const struct backup *b, bool *sound, struct err *e);
/* `spoilt` is told the digest of each attachment that is not what it was, and NULL where some
 * are missing. Those that are one file with that of `read`, which was asked about before, are
 * passed over; NULL: none was. ERR_IO. */
bool backup_files_sound(const struct backup *b, const struct backup *read,
    void (*spoilt)(const char *digest, void *arg), void *arg, struct err *e);

/* --- restoring (restore.c) ------------------------------------------------------- */

struct restore_wish {
	const char *path;	/* the practice file; it may be missing or damaged */
	const char *source;	/* a backup, or a practice file nobody has open; NULL:
				 * the newest backup */
	bool drill;		/* only into a scratch folder, checked deep */
	const struct seal_secret *key;	/* opens a sealed one; NULL: there is none */
	/* a sentence for each problem found, and for each person who could not be erased again */
	void (*say)(const char *, void *);
	void *arg;
};
struct restore;

/* Never waits: ERR_BUSY names who has the practice open. On success the backup lies
 * beside the practice (or in the scratch folder) as a practice file with today's
 * schema, found whole. On ERR_PROBLEMS, ERR_DB, ERR_IO or ERR_NOTFOUND nothing has
 * changed. */
struct restore *restore_begin(const struct restore_wish *w, struct err *e);
struct db *restore_db(struct restore *r);
const struct backup *restore_backup(const struct restore *r);
bool restore_noted(const struct restore *r);	/* there was a note to compare */
bool restore_sealed(const struct restore *r);
/* The attachments that were altered, and are not restored: their digests, borrowed. */
size_t restore_left_out(const struct restore *r, char *const **digests);
bool restore_brings_key(const struct restore *r);	/* FILE.key was missing: it was in the
							 * seal */
/* Makes it the practice, with a journal entry that says so. *kept gets the path of what
 * it replaced (NULL: nothing); the caller frees. Frees `r` either way. */
bool restore_finish(struct restore *r, char **kept, struct err *e);
void restore_end(struct restore *r);	/* gives up, changing nothing; NULL is fine */

#endif
