/*
 * companion.h - the files that belong to a practice file, listed once.
 *
 * FILE is a practice file. What belongs to it has FILE's name and an ending, or lies in
 * a folder with such a name. None of it may be the target of an output: file_out_open()
 * refuses what companion_is() names. The exception is FILE.exports, the folder where
 * the screens put what they write.
 */
#ifndef CHAIRSIDE_BASE_COMPANION_H
#define CHAIRSIDE_BASE_COMPANION_H

#include <stdbool.h>

enum companion {
	COMPANION_FILE,		/* the practice file itself */
	COMPANION_WAL,		/* SQLite's log, its index, its journal */
	COMPANION_SHM,
	COMPANION_JOURNAL,
	COMPANION_KEY,
	COMPANION_LOCK,
	COMPANION_HERE,		/* who has which client open; always empty */
	COMPANION_DRAFTS,	/* a folder */
	COMPANION_FILES,	/* a folder */
	COMPANION_INBOX,	/* a folder */
	COMPANION_BACKUPS,	/* a folder */
	COMPANION_EXPORTS,	/* a folder; outputs may lie in it */
	COMPANION_BEFORE,	/* FILE.before-NNNN, copies made by a migration */
	COMPANION_OLD_WAL,	/* FILE.old-wal-N, logs of a file that was replaced */
	COMPANION_REPLACED,	/* FILE.replaced-TIME-NN, what a restore replaced */
	COMPANION_RESTORING,	/* FILE.restoring, its plan, and the staged copy */
	COMPANION_NEW,		/* FILE.new-XXXXXX, not yet a practice file */
	COMPANION_ERASING,	/* FILE.erasing, the plan of an erasure */
	COMPANION_ERASED,	/* FILE.erased, who was erased, by number */
	COMPANION_MISTAKES,	/* FILE.mistakes, a line for each bug() (bug.h) */
	COMPANION_RESCUE,	/* FILE.rescue, the keys to a damaged practice (authorized.h) */
	COMPANION_MOVED,	/* FILE.moved: the practice lives on another server now */
	COMPANION_FETCHERS,	/* FILE.fetchers, keys that fetch backups (fetch_backup.h) */
	COMPANIONS
};

/* The path with the ending of `c`; the caller frees. */
char *companion_path(const char *practice, enum companion c);

/* Outputs are kept off this practice until it is unguarded as often as it was
 * guarded. */
void companion_guard(const char *practice);
void companion_unguard(const char *practice);

/* The end of a sentence that says why `target` must not be written; NULL when it may
 * be. Compared by name in the same folder, by device and inode, and by the folders it
 * lies in, however the path is spelled; `target` need not exist. */
const char *companion_is(const char *target);
/* The same for an open file, such as standard output. */
const char *companion_is_stream(int fd);
/* The existing file whose companion `path` would be by its name, or NULL. The caller
 * frees. */
char *companion_owner(const char *path);

#endif
