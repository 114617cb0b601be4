/*
 * files_inside.h - what files.c and files_kept.c share.
 */
#ifndef CHAIRSIDE_PRACTICE_FILES_INSIDE_H
#define CHAIRSIDE_PRACTICE_FILES_INSIDE_H

#include "practice/files.h"

/* Keeps the bytes in FILE.files, on the disk, by the name of their digest; what lies there
 * already is used when it is whole. */
bool kept_put(struct practice *p, const struct buf *bytes, const char *digest,
    struct err *e);
#endif
