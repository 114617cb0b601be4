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

struct seal_secret;

/* What is known of a backup. Free with backup_told_clear(), also after a failure. */
struct backup_told {
	char *path;		/* NULL: nothing had changed, none was made */
	char *holds;		/* lines: as of when, clients, visits, … */
	char *kept;		/* restoring: path of the file replaced; NULL: none */
	bool noted;		/* restoring: there was a note to compare it with */
	char *drill;		/* a drill: a line on how long it took and how old the data would be */
	bool key;		/* restoring: FILE.key was missing and came out of the seal */
	bool sealed;
	size_t left_out;	/* restoring: attachments that were altered, each told by say() */
	int removed;		/* older backups that no tier keeps */
};
void backup_told_clear(struct backup_told *t);

struct backup_ask {
	const char *folder;	/* NULL: FILE.backups */
	bool if_changed;	/* none when no record has changed since the newest, which
				 * is in FILE.backups */
	bool thin;		/* then removes what no tier keeps (db/tiers.c) */
	/* gets a sentence for each problem found in the copy, which is then deleted
	 * (ERR_PROBLEMS), and for each altered attachment, which is left out */
	void (*say)(const char *, void *);
	void *arg;
	const char *by;		/* who made it, for the journal; NULL: who logged in */
};
/* Makes a backup, sealed where the setting backup_key has a public key, and writes that into
 * the journal. */
bool practice_backup(struct practice *p, const struct backup_ask *ask, struct backup_told *t,
    struct err *e);
/* The same without a login, of a file that the caller has opened. */
bool practice_backup_alone(struct db *db, const struct backup_ask *ask, struct backup_told *t,
    struct err *e);
/* The same for a timer, without a login: only for the account that owns the file, which can
 * copy it anyway, and only into FILE.backups. */
bool practice_backup_timer(const char *path, const struct backup_ask *ask,
    struct backup_told *t, struct err *e);
struct restore_ask {
	const char *path;	/* the practice file, which may be gone or damaged */
	const char *login;	/* who asks; NULL: the operating-system user */
	const char *source;	/* the backup; NULL: the newest */
	bool rescue;		/* the rescue page asks (server/rescue.h): no login is looked for */
	bool drill;		/* only tries it out, in a scratch folder, which is noted */
	const struct seal_secret *key;	/* opens a sealed one; NULL: there is none */
	void (*say)(const char *, void *);	/* a sentence for each problem found */
	void *arg;
};
/* On failure nothing has changed. ERR_BUSY, with who has the practice open;
 * ERR_PROBLEMS or ERR_DB: the backup is damaged. */
bool practice_restore(const struct restore_ask *ask, struct backup_told *t,
    struct err *e);

#endif
