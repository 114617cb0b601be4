/*
 * authorized.h - what sshd is told of a key: AuthorizedKeysCommand.
 *
 * A line of authorized_keys(5) that lets a key do one thing. An active key of an active
 * person logs that person in. A key in FILE.rescue, a file of lines as in authorized_keys,
 * opens the rescue page and nothing else, whatever the practice file says or whether it can
 * be read: it is not in the practice, so that damage cannot lock everybody out. It counts
 * only while its owner alone may write it and it is no link. A key in FILE.fetchers, a file
 * of the same kind, fetches backups and nothing else (fetch_backup.h).
 *
 * It only reads, without a lock: a writer, a restore that waits, a full disk or an older
 * schema change nothing. Where the practice is missing, damaged or has no keys yet, only
 * the keys of FILE.rescue are known.
 */
#ifndef CHAIRSIDE_SERVER_AUTHORIZED_H
#define CHAIRSIDE_SERVER_AUTHORIZED_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the line, or nothing for a key that opens nothing. False, with nothing added: the
 * practice cannot be read, or a path cannot stand in such a line. */
bool authorized_line(const char *practice, const char *type, const char *base64,
    struct buf *out, struct err *e);
/* Does the key stand in FILE.rescue? */
bool authorized_is_rescue(const char *practice, const char *type, const char *base64);
/* In FILE.fetchers? */
bool authorized_is_fetcher(const char *practice, const char *type, const char *base64);

#endif
