/*
 * companion.h - a practice file and all that lies beside it, listed once.
 *
 * FILE is a practice file. What belongs to it has FILE's name and an ending, or lies
 * in a folder so named. Nothing of that may be the target of an output: companion_is()
 * is asked by file_out_open(), through which all outputs go. The exception is
 * FILE.exports, the folder where screens put what they write.
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
	COMPANION_DRAFTS,	/* a folder */
	COMPANION_FILES,	/* a folder */
	COMPANION_BACKUPS,	/* a folder */
	COMPANION_EXPORTS,	/* a folder; outputs may lie in it */
	COMPANION_BEFORE,	/* FILE.before-NNNN, copies made by a migration */
	COMPANION_OLD_WAL,	/* FILE.old-wal-N, logs of what stood there before */
	COMPANION_REPLACED,	/* FILE.replaced-TIME-NN, what a restore put away */
	COMPANION_RESTORING,	/* FILE.restoring, its plan, and what it has staged */
	COMPANION_NEW,		/* FILE.new-XXXXXX, not yet a practice file */
	COMPANIONS
};

/* The path with the ending of `c`; the caller frees. */
char *companion_path(const char *practice, enum companion c);

/* From now on, as often as it was told, outputs keep off this practice; and no longer. */
void companion_guard(const char *practice);
void companion_unguard(const char *practice);

/* Why `target` must not be written, as the end of a sentence; NULL: it may be. It is
 * compared by name in the same folder however spelled, by device and inode, and by
 * the folders it lies in; it need not exist. */
const char *companion_is(const char *target);
/* The same of an open file, such as standard output. */
const char *companion_is_stream(int fd);
/* The file that `path` would be a companion of, by its name; NULL: none stands there.
 * The caller frees. */
char *companion_owner(const char *path);

#endif
