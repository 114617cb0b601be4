/*
 * tar.h - several files as one, written.
 *
 * The format is ustar (POSIX.1-1988), which tar, bsdtar and the archive programs of desktops
 * read: files alone, no folders, readable by their owner.
 */
#ifndef CHAIRSIDE_EXCHANGE_TAR_H
#define CHAIRSIDE_EXCHANGE_TAR_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define TAR_NAME_MAX 99

/* A file under a name of at most TAR_NAME_MAX bytes (a longer one is a bug()), folders by
 * slashes; `at`: UTC seconds. After a failure ferror() of the stream is set. */
void tar_put(FILE *out, const char *name, int64_t at, const void *bytes, size_t n);
void tar_end(FILE *out);

#endif
