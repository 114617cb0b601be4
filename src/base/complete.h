/*
 * complete.h - completing a file's name that is being typed.
 */
#ifndef CHAIRSIDE_BASE_COMPLETE_H
#define CHAIRSIDE_BASE_COMPLETE_H

#include "base/buf.h"

/*
 * Adds `typed` with as much of a name as all files have that begin so ("/" behind a
 * folder that is the only one), and to `names` the first of those files, harmless for a
 * terminal, where there are several. Hidden files only when a dot was typed. Returns
 * how many there are; 0: none begins so, and nothing is added.
 */
size_t complete_path(const char *typed, struct buf *out, struct buf *names);

#endif
