/*
 * fail.c - turns a SQLite failure into a sentence.
 */
#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

#define ROOM_MIN ((fsblkcnt_t)64 * 1024)	/* bytes; less counts as full */

/* SQLite has many codes for a full disk and for a log that cannot grow. */
static bool
no_room(const struct db *db, int rc)
{
	/* when a write of the log fails, SQLite's own error stays 0 */
	int last = errno, error = db->raw != NULL ? sqlite3_system_errno(db->raw) : 0;
	struct statvfs disk;

	if ((rc & 0xff) == SQLITE_FULL)
		return true;
	if (((rc & 0xff) != SQLITE_IOERR && (rc & 0xff) != SQLITE_CANTOPEN) ||
	    error == EIO)
		return false;
	if (error == 0)
		error = last;
	return error == ENOSPC || error == EDQUOT || error == EFBIG ||
	    (statvfs(db->path, &disk) == 0 &&
	    disk.f_bavail * disk.f_frsize < ROOM_MIN);
}

/* "staff.login": what nobody asked about before. */
static bool
same_value(const char *column, struct err *e)
{
	AUTO_FREE char *table = xstrndup(column, strcspn(column, "."));
	const char *dot = column + strcspn(column, ".");
	AUTO_FREE char *name = xstrndup(dot, strcspn(dot, ","));
	AUTO_BUF struct buf kind = BUF_INIT, what = BUF_INIT;
	const struct record_type *t = record_type_find(table);
	const struct field *f = t != NULL && *name == '.' ?
	    record_field(t, name + 1) : NULL;

	if (f == NULL)
		return err_set(e, ERR_INVALID, NULL,
		    "Not saved: another record has the same %s.", column);
	text_fold(&kind, t->label);
	text_fold(&what, f->label);
	return err_set(e, ERR_INVALID, f->name, "Not saved: another record of %s has the same %s.",
	    kind.s, what.s);
}

static bool
sentence(struct db *db, int rc, struct err *e)
{
	const char *msg = db->raw != NULL ? sqlite3_errmsg(db->raw) :
	    sqlite3_errstr(rc);
	const char *colon;

	if (no_room(db, rc)) {
		db->no_room = true;
		return err_set(e, ERR_IO, NULL,
		    "The disk is full: nothing was saved.");
	}
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_BUSY, NULL,
		    "The practice file is busy: somebody else is writing. Try again.");
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return err_set(e, ERR_IO, NULL,
		    "The practice file or its folder cannot be written: %s.", msg);
	case SQLITE_IOERR:
		return err_set(e, ERR_IO, NULL,
		    "The disk failed: %s (%d). Nothing was saved.", msg, rc);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(e, ERR_DB, NULL,
		    "%s is damaged or is not a practice file: %s.", db->path, msg);
	case SQLITE_CONSTRAINT:
		/* our triggers raise "rule: sentence" */
		colon = strstr(msg, ": ");
		if (rc == SQLITE_CONSTRAINT_TRIGGER && colon != NULL)
			return err_set(e, ERR_INVALID, NULL, "Not saved, %s.",
			    colon + 2);
		if (rc == SQLITE_CONSTRAINT_UNIQUE && colon != NULL)
			return same_value(colon + 2, e);
		if (rc == SQLITE_CONSTRAINT_FOREIGNKEY)
			return err_set(e, ERR_INVALID, NULL,
			    "Not saved: it names a record that does not exist, "
			    "or others still name it.");
		return err_set(e, ERR_INVALID, NULL, "Not saved: %s.", msg);
	case SQLITE_TOOBIG:
		return err_set(e, ERR_INVALID, NULL, "Not saved: a value is too large.");
	case SQLITE_INTERRUPT:
		return err_set(e, ERR_IO, NULL, "Interrupted: nothing was saved.");
	case SQLITE_ERROR:
		/* all our statements fit the schema, so the file is at fault */
		return err_set(e, ERR_DB, NULL, "The practice file was altered or is "
		    "damaged: %s. Run `chairside check`.", msg);
	}
	return err_set(e, ERR_DB, NULL, "The practice file: %s (%d).", msg, rc);
}

bool
db_fail(struct db *db, int rc, struct err *e)
{
	struct err why;

	sentence(db, rc, &why);
	txn_failed(db, &why);
	if (db->lost.code != ERR_NONE)
		why = db->lost;
	if (e != NULL)
		*e = why;
	return false;
}
