/*
 * outbox.h - files that a login on a server may fetch, and mappings that it brought.
 *
 * Who works over SSH has no folder there. What x writes goes into a folder of the person's own
 * in FILE.exports, 0700, its files 0600 and gone after a week; `fetch NAME` gives one to that
 * person, and nobody else's.
 */
#ifndef CHAIRSIDE_SERVER_OUTBOX_H
#define CHAIRSIDE_SERVER_OUTBOX_H

#include "practice/practice.h"

/* Does this program serve a line of SSH? Under --login only: else the environment is the
 * person's own. */
bool outbox_serves(const char *login);
/* The path for a file called `name`; makes the folder, removes what is older than a week. The
 * caller frees; NULL on failure. */
char *outbox_path(struct practice *p, const char *name, struct err *e);
/* Adds how a file is fetched, for a page of text: the line for a terminal, and the one for
 * Windows, where PowerShell's > makes text of what comes and spoils it. */
void outbox_tell(const char *name, struct buf *out);
/* Adds how a file is imported: from the person's own machine, since those of the server are not
 * theirs. */
void outbox_tell_import(struct buf *out);
/* Writes the person's own file of that name to standard output, and a `fetch` into the journal.
 * ERR_NOTFOUND, with which there are. */
bool outbox_fetch(struct practice *p, const char *name, struct err *e);

/* Where the mapping of that name lies, as the screens keep them, in FILE.exports. The caller
 * frees; NULL: it is no such name. */
char *outbox_mapping(const char *practice, const char *name, struct err *e);
/* Reads one from standard input. */
bool outbox_take_mapping(struct practice *p, const char *name, struct err *e);

#endif
