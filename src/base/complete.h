/*
 * complete.h - completes a file name while it is typed.
 */
#ifndef CHAIRSIDE_BASE_COMPLETE_H
#define CHAIRSIDE_BASE_COMPLETE_H

#include "base/buf.h"

/*
 * Adds `typed` to `out`, extended by what all matching file names have in common, with
 * a "/" when the only match is a folder. Adds the names of the first few matches to
 * `names`, made harmless for a terminal. Hidden files match only when a dot was typed.
 * Returns the number of matches; with 0 nothing is added.
 */
size_t complete_path(const char *typed, struct buf *out, struct buf *names);

#endif
