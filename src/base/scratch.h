/*
 * scratch.h - files under a temporary name, and what is left of them.
 *
 * A name is STEM PID-XXXXXX: the number of the process that made it and six letters or
 * digits. Its maker holds a lock (flock) on it while it is open. A program that is killed
 * leaves it; whoever comes next sweeps what it would have removed.
 */
#ifndef CHAIRSIDE_BASE_SCRATCH_H
#define CHAIRSIDE_BASE_SCRATCH_H

/* Makes one, mode 0600, for reading and writing. Returns its descriptor, locked, and its
 * path in *path, which the caller frees; -1 with errno set. */
int scratch_make(const char *stem, char **path);

/* Removes the ordinary files of this account called STEM PID-XXXXXX, and what SQLite
 * keeps beside such a file, when nobody holds their lock and their process is gone. */
void scratch_sweep(const char *stem);
/* The same for all hidden ones of a folder of our own: .NAME.PID-XXXXXX. */
void scratch_sweep_folder(const char *folder);

#endif
