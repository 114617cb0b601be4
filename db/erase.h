/*
 * erase.h - a person is erased: in the file, beside it, and again after a restore.
 *
 * In the file all is one write (erase.c). Beside it are steps that may be done again
 * (erasing.c), written down in FILE.erasing before that write: what was killed in between is
 * either as if it had never begun, or is finished by whoever opens the practice next. They
 * remove the person's files, drafts and what lies in the inbox with the same bytes, everything
 * in FILE.exports, and whole files of former days: FILE.before-NNNN, FILE.replaced-*,
 * FILE.old-wal-*; then the log's former pages are written over.
 *
 * FILE.erased is the list of erasures: a line for each card of the person, also those that were
 * merged into theirs, with the client's number, the journal entry that made the card, when, and
 * a keyed digest; a copy stands in FILE.backups. By it a restore erases again whoever the backup
 * still has, together or, from before the merge, one by one. Backups made before hold the person until
 * they are removed.
 */
#ifndef CHAIRSIDE_DB_ERASE_H
#define CHAIRSIDE_DB_ERASE_H

#include "db/db.h"

struct erase_wish {
	int64_t client;
	const char *reason;	/* without a name */
	bool (*ask)(void *arg, struct err *e);	/* may it be? Under the lock, before anything */
	void *arg;
};
/* `later` gets, in sentences, why what is beside the file could not be finished yet and whose
 * drafts could not be read, "" when it was. Not undone. ERR_NOTFOUND, ERR_INVALID: erased already. */
bool db_erase(struct db *db, const struct erase_wish *w, struct buf *later, struct err *e);

/* *stands: somebody with that newsletter address opted out, or was erased while subscribed. Of an
 * erased address a keyed digest is left. */
bool db_erased_opt_out(struct db *db, const char *email, bool *stands, struct err *e);

/* For db_open(): finishes what was begun, unless somebody else is at it. */
void erase_settle(struct db *db);
/* For a restore, about a checked copy that nobody has opened: erases again whoever a list
 * beside the practice `path` or beside `source` names, with their bytes in the folder
 * `files`. Cards that are one in the copy are taken apart first: each card that went has a line
 * of its own. `say` (or NULL) gets a sentence about whoever could not be erased again. */
struct erase_again {
	const char *path, *source, *files;
	void (*say)(const char *, void *);
	void *arg;
};
bool erase_again(struct db *copy, const struct erase_again *w, struct err *e);
/* For a new backup: puts a copy of the list beside it. */
bool erase_copy_list(const char *path, const char *folder, struct err *e);

#endif
