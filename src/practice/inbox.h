/*
 * inbox.h - FILE.inbox: pictures and papers that wait to be taken in.
 *
 * A folder beside the practice file, into which the server's people, a shared folder or
 * `attach` put what came from cameras and scanners. What lies in it is not yet of the
 * practice: no backup carries it. It is made when it is first looked at. Only ordinary files
 * are taken, of 1 byte to INBOX_FILE_MAX; hidden ones are passed over, anything else stands
 * in the list with the reason why it cannot be taken.
 */
#ifndef CHAIRSIDE_PRACTICE_INBOX_H
#define CHAIRSIDE_PRACTICE_INBOX_H

#include <sys/stat.h>

#include "base/zone.h"
#include "exchange/photo.h"
#include "practice/practice.h"

#define INBOX_FILE_MAX 100000000	/* bytes */

struct inbox_entry {
	char *name;		/* as in the folder: to take it by, never to be shown */
	char *shown;		/* the same, harmless for a terminal */
	int64_t size;		/* bytes */
	instant came;		/* when it was last written to */
	struct photo photo;	/* by its first bytes: format, size, time of taking */
	const char *format;	/* "JPEG", "unknown" */
	bool can_be_shown;	/* as far as its format goes */
	const char *refused;	/* why it cannot be taken, "it is a folder"; NULL: it can */
};

/* Newest first, those that cannot be taken at the end; INBOX_LISTED at most. */
#define INBOX_LISTED 200
struct inbox {
	char *folder;
	struct inbox_entry *entries;
	size_t n;
	size_t waiting, others;	/* in the whole folder: those that can be taken, the others */
};

/* Needs ACTION_WRITE_CLIENTS. Reads the folder and the beginning of each file that is listed:
 * when a list opens or is caught up, not at a key. inbox_free() in any case. */
bool inbox_look(struct practice *p, struct inbox *in, struct err *e);
void inbox_free(struct inbox *in);

/* When a picture was taken; false: it does not say. A camera that says no zone is taken to show
 * the clinic's time. */
bool inbox_taken(const struct photo *photo, instant *at);

/* Adds the whole file of that name to `bytes`; `was` tells what it was then. ERR_NOTFOUND: it
 * is gone. ERR_IO: it is no ordinary file, empty, too large, or was written to meanwhile. */
bool inbox_read(struct practice *p, const char *name, struct buf *bytes, struct stat *was,
    struct err *e);
/* Removes it, where it is still what was read. */
void inbox_remove(struct practice *p, const char *name, const struct stat *was);

#endif
