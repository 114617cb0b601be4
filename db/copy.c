/*
 * copy.c - a verified copy of a practice file.
 *
 * Without the writer lock (it neither writes nor checkpoints the source), then the
 * copy is opened again, checked and synced before it gets its name.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/scratch.h"
#include "db/internal.h"

#define PAGES_AT_ONCE 1024	/* 4 MB */

static bool
copy_check(sqlite3 *copy)
{
	sqlite3_stmt *st = NULL;
	bool good = sqlite3_prepare_v2(copy, "PRAGMA quick_check(1)", -1, &st,
	    NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW &&
	    strcmp((const char *)sqlite3_column_text(st, 0), "ok") == 0;

	sqlite3_finalize(st);
	return good;
}

/* Each step is on the disk before the next, as every save's sync would wait for what is still to
 * be written of the copy. A statement of the source stands open meanwhile: it holds the state
 * that is copied, or each save would begin the copy again. */
static int
copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_stmt *held = NULL;
	sqlite3_file *file = NULL;
	sqlite3_backup *b = NULL;
	int step, rc = sqlite3_prepare_v2(from, "SELECT 1 FROM sqlite_schema", -1, &held, NULL);

	if (rc == SQLITE_OK && (step = sqlite3_step(held)) != SQLITE_ROW)
		rc = step;
	if (rc == SQLITE_OK)
		rc = sqlite3_file_control(to, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (rc == SQLITE_OK && (b = sqlite3_backup_init(to, "main", from, "main")) == NULL)
		rc = sqlite3_errcode(to);
	if (b != NULL) {
		while ((step = sqlite3_backup_step(b, PAGES_AT_ONCE)) == SQLITE_OK && rc == SQLITE_OK)
			rc = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
		/* finish() does not report a busy source */
		if (rc == SQLITE_OK && step != SQLITE_DONE)
			rc = step;
		step = sqlite3_backup_finish(b);
		rc = rc != SQLITE_OK ? rc : step;
	}
	sqlite3_finalize(held);
	return rc;
}

bool
copy_fill(struct db *db, const char *file, struct err *e)
{
	AUTO_FREE char *real = db_real_path(file);
	sqlite3 *copy = NULL;
	bool ok;
	int rc;

	rc = sqlite3_open_v2(real, &copy, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOFOLLOW, NULL);
	if (rc == SQLITE_OK)
		rc = copy_pages(db->raw, copy);
	/* makes the copy a single file, without a log */
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL,
		    NULL);
	ok = rc == SQLITE_OK && copy_check(copy);
	sqlite3_close(copy);
	if (!ok)
		return err_set(e, ERR_IO, NULL, "No good copy of the practice file "
		    "could be made (%s); nothing was changed.",
		    sqlite3_errstr(rc));
	return true;
}

bool
db_copy(struct db *db, const char *target, struct err *e)
{
	AUTO_FREE char *stem = xasprintf("%s.", target), *file = NULL;
	int fd = scratch_make(stem, &file);
	bool ok;

	if (fd < 0)
		return err_set(e, ERR_IO, NULL, "Cannot make the copy %s: %s.",
		    target, strerror(errno));
	/* the copy keeps mode 0600: it holds all that the practice holds */
	ok = copy_fill(db, file, e);
	if (ok && (fsync(fd) != 0 || rename(file, target) != 0))
		ok = err_set(e, ERR_IO, NULL, "Cannot finish the copy %s: %s.",
		    target, strerror(errno));
	if (!ok)
		unlink(file);
	close(fd);
	return ok;
}
