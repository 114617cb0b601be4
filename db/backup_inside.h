/*
 * backup_inside.h - what backup.c, note.c, restore.c and their helpers share.
 */
#ifndef CHAIRSIDE_DB_BACKUP_INSIDE_H
#define CHAIRSIDE_DB_BACKUP_INSIDE_H

#include "base/file.h"
#include "base/seal.h"
#include "db/backup.h"
#include "db/internal.h"

#define CARRY_CHUNK ((size_t)1 << 18)

/* --- carry.c: files, byte by byte -------------------------------------------------- */

/* "Cannot VERB PATH: REASON." with errno; false. */
bool carry_fail(struct err *e, const char *verb, const char *path);
/* The same for what became of a seal. */
bool carry_seal_fail(struct err *e, enum seal_end end, const char *path);
/* Copies the rest of one file into another, which is synced; with `to` -1 only computes
 * the digest. False with errno. */
bool carry_file(int from, int to, int64_t *size, char hex[DIGEST_HEX_SIZE]);

struct carry {
	const char *from;	/* a folder; a missing one is carried as nothing */
	const char *to;		/* NULL: nothing is copied */
	const char *like;	/* an earlier copy, or NULL: what stands there is not copied
				 * again but gets a second name in `to` (carry.c) */
	bool again;		/* what is taken from there is read first */
	bool read;		/* without `to`: read too, for its digest */
	const struct seal_public *seal;		/* copied sealed to it */
	const struct seal_secret *open;		/* read from sealed files */
	/* Is told of a file that is not what its name says, or not what was sealed, and is left
	 * out; NULL: it is refused. */
	void (*altered)(const char *path, const char *name, void *arg);
	void *arg;
};
struct carried {
	int64_t files, bytes;
	int64_t linked;		/* bytes that an earlier copy has */
	int64_t altered;	/* files left out, counted in neither */
	char hex[DIGEST_HEX_SIZE];	/* empty when not read, or without a folder */
	char older[DIGEST_HEX_SIZE];	/* as older backups have noted it */
};
bool carry_folder(const struct carry *c, struct carried *sum, struct err *e);
/* Is the attachment of that name, its SHA-256, what it was? A sealed one: as it was sealed. */
bool carry_sound(const char *path, const char *name, bool sealed);
bool carry_stands(const char *path);	/* is there anything of that name? */
void carry_remove(const char *path);	/* a file, or a folder with all in it */
bool carry_sync_folder(const char *path);

/* --- note.c: the text beside a backup ------------------------------------------------ */

#define NOTE_ENDING ".txt"
#define NOTE_MAX 65536

/* The note as text, sealed. */
void note_write(const struct backup *b, const unsigned char key[DIGEST_KEY_SIZE],
    struct buf *out);
/* Reads a note. False when it is not one, or its seal was not made with this key.
 * b->path is where the backup was when it was made. */
bool note_read(const char *text, const unsigned char key[DIGEST_KEY_SIZE],
    struct backup *b);
/* The key's fingerprint in a note, whoever sealed it; "" without one. */
void note_key(const char *text, char hex[DIGEST_HEX_SIZE]);

/* --- stage.c: a backup is copied beside the practice ------------------------------------------ */

#define STAGE_NAME ".restoring-"	/* beside FILE, and six letters */
#define STAGE_KEY ".key"

struct restore {
	char *path, *source, *staged;
	char *scratch;		/* of a drill; NULL */
	char *shown;		/* the source, for sentences */
	int lock_fd, scratch_fd, note_fd;
	bool noted;
	const struct seal_secret *open;	/* of the wish, as the next two */
	void (*say)(const char *, void *);
	void *arg;
	bool sealed;
	bool has_key;			/* FILE.key, or where that is missing, that in the seal */
	bool brings_key;
	unsigned char key[DIGEST_KEY_SIZE];
	char **left;			/* attachments that were altered, by their digests */
	size_t n_left, cap_left;
	struct backup backup;
	struct db *db;
};

/* Finds what is to be restored, the newest where the wish names none. */
bool stage_find(struct restore *r, const struct restore_wish *w, struct err *e);
/* Makes a scratch folder below FILE.backups, open and locked while in use. */
bool stage_scratch(struct restore *r, struct err *e);
/* Copies it all. On failure r->staged is "" where nothing was made. */
bool stage(struct restore *r, struct err *e);
/* Removes what restores left that were killed before they had a plan. */
void stage_sweep(const char *path);

/* --- backup.c, tiers.c ------------------------------------------------------------------------ */

#define BACKUP_ENDING ".backup"
#define BACKUP_FILES ".files"
#define BACKUP_PART ".part"
#define BACKUP_ELSEWHERE "elsewhere" NOTE_ENDING	/* in FILE.backups: the note of the
							 * newest in another folder */

/* Reads FILE.key; false when there is none of the right length. */
bool backup_key(const char *path, unsigned char key[DIGEST_KEY_SIZE]);
/* Is it the name of a note of this practice's backups? */
bool backup_is_note(const char *name, const char *practice);
/* As backup_newest(); with `there`, the newest whose file can be read now. */
bool backup_find(const char *path, const unsigned char key[DIGEST_KEY_SIZE], bool there,
    struct backup *b);
/* The newest whole backup in any folder sealed to that key, "" for plain ones, and when it was
 * made; the caller frees the path. NULL: none. */
char *backup_like(const char *folder, const struct db *db, const char *sealed, instant *made);
/* Fills `b` with what a checked copy holds. */
bool backup_facts(struct db *copy, struct backup *b, struct err *e);
/* False, with how much is needed and free, when the disk of `folder` lacks the room. */
bool backup_room(const char *folder, int64_t bytes, struct err *e);
/* FILE.backups, made when missing; the caller frees. NULL: it cannot be made. */
char *backup_folder(const char *path, struct err *e);

#endif
