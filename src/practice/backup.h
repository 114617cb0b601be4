/*
 * backup.h - making, describing, restoring and trying out backups of the practice.
 *
 * For the owner alone: a backup holds everything. Whether somebody may restore is
 * looked up in the present practice file or, where that cannot be opened, in the
 * backup.
 */
#ifndef CHAIRSIDE_PRACTICE_BACKUP_H
#define CHAIRSIDE_PRACTICE_BACKUP_H

#include "practice/practice.h"

#define BACKUP_STALE_HOURS 24

struct buf;

/* What is known of a backup. Free with backup_told_clear(), also after a failure. */
struct backup_told {
	char *path;
	char *holds;		/* lines: as of when, clients, visits, … */
	char *kept;		/* restoring: path of the file replaced; NULL: none */
	bool noted;		/* restoring: there was a note to compare it with */
};
void backup_told_clear(struct backup_told *t);

/* Makes a backup in `folder`; NULL: in FILE.backups. `say` gets a sentence for each
 * problem found in the copy, which is then deleted (ERR_PROBLEMS). */
bool practice_backup(struct practice *p, const char *folder,
    void (*say)(const char *, void *), void *arg, struct backup_told *t, struct err *e);
/* Adds a line on the newest backup and its age, or on how to make one. False: a
 * warning, the last 24 hours have no backup and the practice is older than that. */
bool practice_backup_words(const struct practice *p, struct buf *out);

struct restore_ask {
	const char *path;	/* the practice file, which may be gone or damaged */
	const char *login;	/* who asks; NULL: the operating-system user */
	const char *source;	/* the backup; NULL: the newest */
	bool rescue;		/* the rescue page asks (server/rescue.h): no login is looked for */
	bool drill;		/* only tries it out, in a scratch folder */
	void (*say)(const char *, void *);	/* a sentence for each problem found */
	void *arg;
};
/* On failure nothing has changed. ERR_BUSY, with who has the practice open;
 * ERR_PROBLEMS or ERR_DB: the backup is damaged. */
bool practice_restore(const struct restore_ask *ask, struct backup_told *t,
    struct err *e);

#endif
