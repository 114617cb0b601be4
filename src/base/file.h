/*
 * file.h - files written whole or not at all.
 *
 * An output file is written beside its target under a temporary name, synced and
 * renamed over it. A new file has mode 0600; an existing ordinary file is replaced
 * whole and keeps its permissions. Refused with a sentence: a target that may not be
 * written, a folder, device, FIFO, socket or symbolic link, and an open practice with
 * all that belongs to it (companion.h). "-" is standard output, the only stream; on a
 * terminal each line of it passes text_show().
 */
#ifndef CHAIRSIDE_BASE_FILE_H
#define CHAIRSIDE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"

struct file_out;

/* NULL on failure. `target` "-" or NULL: standard output. */
struct file_out *file_out_open(const char *target, struct err *e);
/* Gives the file mode 0600, even where it replaces one that others may read. */
void file_out_private(struct file_out *o);
/* Gives a new file mode 0660 where a group shares its folder. */
void file_out_shared(struct file_out *o);
/* The same as file_out_open() without the check of companion_is(): for the program's own files beside a
 * practice, under names that the program chose. */
struct file_out *file_out_open_own(const char *target, struct err *e);
FILE *file_out_stream(struct file_out *o);
/* The temporary path (for libraries that open by name; do not use with the
 * stream at the same time); NULL for standard output. The library may replace
 * the file at that path. */
const char *file_out_path(struct file_out *o);
/* Flush, fsync, rename, fsync the folder; frees `o` either way. On failure the
 * target is as before and the temporary file is gone. */
bool file_out_commit(struct file_out *o, struct err *e);
/* Removes the temporary file; frees `o`. NULL is fine. */
void file_out_abort(struct file_out *o);

/* Adds a whole ordinary file (a symbolic link is followed), or "-" for standard
 * input, to `out`; more than `limit` bytes are refused. ERR_NOTFOUND when there is
 * none, else ERR_IO; `out` is then as before. */
bool file_read(const char *path, size_t limit, struct buf *out, struct err *e);
/* Asked at the end of standard input: false, ERR_IO, when it came as a command over ssh and the
 * line is gone by now, so that it may be a part. An end that was sent and a line that was cut
 * read alike. */
bool file_input_whole(struct err *e);

/* The same for a file that others may be writing to: `path` itself, no link to it, and only
 * when it was not written to meanwhile. `was` tells which file it was. ERR_INVALID: it is no
 * ordinary file, empty, too large, or it changed. Its folder is not said. */
bool file_read_still(const char *path, size_t limit, struct buf *out, struct stat *was,
    struct err *e);
/* The reason by itself, "it is empty"; NULL: none. */
const char *file_unfit(const struct stat *st, size_t limit);
/* Writes all of it, however many times that takes; false with errno. */
bool file_write_all(int fd, const void *bytes, size_t n);
/* Copies the rest of a file to standard output. `after`: what is said behind the sentence
 * that it cannot be written. */
bool file_hand_out(int fd, const char *after, struct err *e);

/* Is it the same file, and not written to since? */
bool file_same(const struct stat *a, const struct stat *b);

/* Does `path` lie in a folder that a group shares (set-group-ID and group-writable,
 * such as 2770)? New files there get that group, and the group may use them. */
bool file_is_shared(const char *path);

/* Makes one folder for the program's own files where it is missing: mode 0770 where a
 * group shares the parent, else 0700. A symbolic link in its place is refused. */
bool file_make_own_folder(const char *path, struct err *e);
/* Makes the folder and its missing parents: mode 0770 where a group shares the parent,
 * else 0700. */
bool file_make_folder(const char *path, struct err *e);

#endif
