/*
 * scratch.h - temporary files, and the removal of those left over.
 *
 * A name is STEM PID-XXXXXX: the process that made it, and six letters or digits. The
 * maker holds a lock (flock) on the file while it is open. A killed program leaves its
 * files behind; the next program removes them.
 */
#ifndef CHAIRSIDE_BASE_SCRATCH_H
#define CHAIRSIDE_BASE_SCRATCH_H

#include <stddef.h>

/* Makes one, mode 0600, open for reading and writing. Returns its locked descriptor,
 * and its path in *path, which the caller frees; -1 with errno set. */
int scratch_make(const char *stem, char **path);

/* Removes this account's ordinary files called STEM PID-XXXXXX, and the files SQLite
 * keeps beside them, when nobody holds their lock and their process is gone. */
void scratch_sweep(const char *stem);
/* The same for PATH and each of the endings as a stem; the folder is read once. */
void scratch_sweep_all(const char *path, const char *const *endings, size_t n);
/* The same for all hidden files in one of our own folders: .NAME.PID-XXXXXX. */
void scratch_sweep_folder(const char *folder);

#endif
