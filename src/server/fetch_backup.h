/*
 * fetch_backup.h - a backup for a second machine, over ssh.
 *
 * The second machine asks, with a key in FILE.fetchers that opens nothing else (authorized.h),
 * and gets the newest backup as a tar archive (POSIX ustar) on standard output; so this machine
 * can neither reach the copies there nor remove them. Only a sealed backup is given away. What
 * comes first on standard input is what it has already: the name of its newest backup, then the
 * names of the attachments there, a line each. doc/second-machine.sh is such a machine.
 *
 * The archive holds NAME.backup and its note; NAME.backup.list, the names of all attachments;
 * those that were not named, in NAME.backup.files; and last NAME.backup.sha256, what
 * `sha256sum -c` wants of all these: where it is missing, the line was cut. Nothing is in it
 * when the newest is there already.
 */
#ifndef CHAIRSIDE_SERVER_FETCH_BACKUP_H
#define CHAIRSIDE_SERVER_FETCH_BACKUP_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* `had` is what came on standard input; other lines in it are passed over. Only for the account
 * that the practice file belongs to. ERR_NOTFOUND: there is no backup; ERR_INVALID: the newest
 * is not sealed. Writes into the journal and FILE.backups that it was fetched. */
bool fetch_backup(const char *practice, const struct buf *had, FILE *out, struct err *e);

#endif
