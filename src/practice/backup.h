/*
 * backup.h - backups of the practice: made, told of, restored, tried out.
 *
 * The owner's: a backup holds everything. Restoring asks the practice as it stands who
 * may, and where that cannot be opened, the backup.
 */
#ifndef CHAIRSIDE_PRACTICE_BACKUP_H
#define CHAIRSIDE_PRACTICE_BACKUP_H

#include "practice/practice.h"

#define BACKUP_STALE_HOURS 24

struct buf;

/* What is told of a backup. Empty it with backup_told_clear(), also after a failure. */
struct backup_told {
	char *path;
	char *holds;		/* lines: as of when, clients, visits, … */
	char *kept;		/* restored: what was replaced, a path; NULL: nothing */
	bool noted;		/* restored: there was a note to compare it with */
};
void backup_told_clear(struct backup_told *t);

/* Makes one in `folder`; NULL: in FILE.backups. `say` gets a sentence for each problem
 * found in the copy, which is then not kept (ERR_PROBLEMS). */
bool practice_backup(struct practice *p, const char *folder,
    void (*say)(const char *, void *), void *arg, struct backup_told *t, struct err *e);
/* Adds a line on the newest backup: when, how long ago; how to make one where there is
 * none. False: a warning, there is none of the last 24 hours, nor was the practice made
 * in them. */
bool practice_backup_words(const struct practice *p, struct buf *out);

struct restore_ask {
	const char *path;	/* the practice file, which may be gone or damaged */
	const char *login;	/* who asks; NULL: the operating-system user */
	const char *source;	/* the backup; NULL: the newest */
	bool drill;		/* only tries it out, in a scratch folder */
	void (*say)(const char *, void *);	/* a sentence for each problem found */
	void *arg;
};
/* ERR_BUSY with who has the practice open; ERR_PROBLEMS, ERR_DB: the backup is not good.
 * Then nothing has changed. */
bool practice_restore(const struct restore_ask *ask, struct backup_told *t,
    struct err *e);

#endif
