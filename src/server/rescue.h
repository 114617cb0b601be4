/*
 * rescue.h - the rescue page: what a key in FILE.rescue opens (authorized.h).
 *
 * For the day on which nobody can log in: the practice is damaged or gone, or the owner's key
 * is lost. A plain dialogue on standard input and output that makes a backup, checks, puts a
 * backup back and leaves; it shows no client. Whoever holds the key may do these: it was named by
 * who set the server up. No login is asked for, so nobody but the file's own account may open it.
 * Each use is told to syslog and, where the practice can be written, to its journal.
 */
#ifndef CHAIRSIDE_SERVER_RESCUE_H
#define CHAIRSIDE_SERVER_RESCUE_H

#include <stdbool.h>

#include "base/err.h"

/* ERR_DENIED: another account's file, or something was asked for besides. */
bool rescue_run(const char *practice, struct err *e);

#endif
