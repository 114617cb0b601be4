/*
 * snap.h - small photos, and the inbox into which a test puts them.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_SNAP_H
#define CHAIRSIDE_TESTS_SUPPORT_SNAP_H

#include "base/buf.h"

/* A JPEG of eight by eight dots, all of one grey: another picture for each shade, 0 to 63.
 * `taken` as a camera writes it, "2026:03:12 09:58:00"; NULL: it does not say. */
void snap(struct buf *out, int shade, const char *taken);
/* Puts one into the inbox of the practice at `path`, last written to so many seconds after the
 * test's day began. */
void snap_put(const char *path, const char *name, int shade, const char *taken, long at);
/* Any bytes. */
void snap_put_bytes(const char *path, const char *name, const void *bytes, size_t n, long at);

#endif
