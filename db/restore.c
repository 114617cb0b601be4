/*
 * restore.c - a backup becomes the practice.
 *
 * What was staged beside the practice (stage.c) is opened there, migrated to today's schema and
 * checked, and its journal gets an entry about the restore: so far the practice is unchanged. Then
 * FILE.restoring, the plan, is written and synced, and its steps are done: the old file
 * gets a second name, to which its log, drafts and attachments move; the new file takes
 * the first name. Each step can be repeated, so whoever opens the practice after a
 * killed restore repeats them all (restore_settle()).
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup_inside.h"
#include "db/erase.h"

#define PLAN ".restoring"
#define REPLACED ".replaced-"
#define REPLACED_MAX 99

/* --- the plan and its steps ---------------------------------------------------------- */

/* The companions of the replaced file: each is renamed with it, or removed. */
static const struct {
	const char *ending;
	bool kept;
} following[] = {
	{ "-wal", true }, { "-journal", true }, { ".drafts", true }, { ".files", true },
	{ "-shm", false },
};

static bool
move_following(const char *path, const char *kept, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(following); i++) {
		AUTO_FREE char *from = xasprintf("%s%s", path, following[i].ending);
		AUTO_FREE char *to = xasprintf("%s%s", kept, following[i].ending);
		struct stat st;
		int rc;

		if (lstat(from, &st) != 0)
			continue;
		rc = following[i].kept && !(S_ISREG(st.st_mode) && st.st_size == 0) ?
		    rename(from, to) : unlink(from);
		if (rc != 0)
			return carry_fail(e, "put away", from);
	}
	return true;
}

/* Does all steps, whichever are already done. */
static bool
run_steps(const char *path, const char *staged, const char *kept, struct err *e)
{
	AUTO_FREE char *plan = xasprintf("%s" PLAN, path);
	AUTO_FREE char *folder = path_folder(path);
	AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, staged);
	AUTO_FREE char *files_to = xasprintf("%s" BACKUP_FILES, path);
	AUTO_FREE char *key = xasprintf("%s" STAGE_KEY, staged);
	AUTO_FREE char *key_to = xasprintf("%s" STAGE_KEY, path);

	if (carry_stands(staged)) {
		if (carry_stands(path) && !carry_stands(kept) && link(path, kept) != 0 &&
		    rename(path, kept) != 0)
			return carry_fail(e, "put away", path);
		if (!move_following(path, kept, e))
			return false;
		if (!carry_sync_folder(folder))
			return carry_fail(e, "sync the folder", folder);
		if (rename(staged, path) != 0)
			return carry_fail(e, "put in place", path);
	}
	if (carry_stands(files) && rename(files, files_to) != 0)
		return carry_fail(e, "put in place", files_to);
	if (carry_stands(key) && !carry_stands(key_to) && rename(key, key_to) != 0)
		return carry_fail(e, "put in place", key_to);
	if (!carry_sync_folder(folder))
		return carry_fail(e, "sync the folder", folder);
	if (unlink(plan) != 0 || !carry_sync_folder(folder))
		return carry_fail(e, "end the restore, whose plan is", plan);
	return true;
}

static bool
write_plan(const char *path, const char *staged, const char *kept, struct err *e)
{
	AUTO_FREE char *plan = xasprintf("%s" PLAN, path);
	AUTO_FREE char *fresh = xasprintf("%s" STAGE_NAME "plan", path);
	AUTO_FREE char *folder = path_folder(path);
	AUTO_FREE char *text = xasprintf("chairside restores %s\nfrom %s\nkeeps %s\n",
	    path_name(path), path_name(staged), path_name(kept));
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0660);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) &&
	    fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	ok = ok && rename(fresh, plan) == 0 && carry_sync_folder(folder);
	if (!ok) {
		carry_fail(e, "write", plan);
		unlink(fresh);
		unlink(plan);
	}
	return ok;
}

/* The path beside the practice with that ending, from a line of the plan; NULL: not
 * one. */
static char *
planned(const char *path, const char *text, const char *word, const char *ending)
{
	AUTO_FREE char *line = xasprintf("\n%s ", word);
	AUTO_FREE char *folder = path_folder(path);
	AUTO_FREE char *begin = xasprintf("%s%s", path_name(path), ending);
	AUTO_FREE char *name = NULL;
	const char *p = strstr(text, line);

	if (p == NULL)
		return NULL;
	p += strlen(line);
	name = xstrndup(p, strcspn(p, "\n"));
	if (strncmp(name, begin, strlen(begin)) != 0 || strchr(name, '/') != NULL)
		return NULL;
	return xasprintf("%s/%s", folder, name);
}

bool
restore_pending(const char *path)
{
	AUTO_FREE char *plan = xasprintf("%s" PLAN, path);

	return carry_stands(plan);
}

static bool
settle_alone(const char *path, struct err *e)
{
	AUTO_FREE char *plan = xasprintf("%s" PLAN, path);
	AUTO_FREE char *staged = NULL, *kept = NULL;
	AUTO_BUF struct buf text = BUF_INIT;

	if (!restore_pending(path))
		return true;
	if (!file_read(plan, NOTE_MAX, &text, e))
		return false;
	staged = planned(path, text.s, "from", STAGE_NAME);
	kept = planned(path, text.s, "keeps", REPLACED);
	if (staged == NULL || kept == NULL)
		return err_set(e, ERR_IO, NULL, "A restore was cut off and %s, which "
		    "tells how it goes on, cannot be read. Look which file is whole, then "
		    "remove it.", plan);
	lock_forget_head(path);
	return run_steps(path, staged, kept, e);
}

bool
restore_settle(const char *path, struct err *e)
{
	int fd = presence_alone(path, e);
	bool ok = fd >= 0 && settle_alone(path, e);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* --- from beginning to end ------------------------------------------------------------- */

static bool
check_staged(struct restore *r, const struct restore_wish *w, struct err *e)
{
	long problems = 0;

	/* without a note it is compared with its own journal instead */
	if (!db_check(r->db, w->drill || !r->noted, w->say, w->arg, &problems, e))
		return false;
	if (problems > 0)
		return err_set(e, ERR_PROBLEMS, NULL, "%s has %ld problem%s; nothing was "
		    "restored.", r->shown, problems, text_plural(problems));
	return backup_facts(r->db, &r->backup, e);
}

struct restore *
restore_begin(const struct restore_wish *w, struct err *e)
{
	struct restore *r = xcalloc(1, sizeof(*r));
	bool ok;

	r->path = xstrdup(w->path);
	r->lock_fd = r->scratch_fd = r->note_fd = -1;
	r->open = w->key;
	r->say = w->say;
	r->arg = w->arg;
	backup_clear(&r->backup);
	if (w->drill) {
		ok = stage_find(r, w, e) && stage_scratch(r, e);
	} else {
		r->lock_fd = presence_alone(r->path, e);
		ok = r->lock_fd >= 0 && settle_alone(r->path, e);
		if (ok)
			stage_sweep(r->path);
		ok = ok && stage_find(r, w, e);
	}
	ok = ok && stage(r, e) &&
	    (r->db = db_open_own(r->brings_key ? r->staged : r->path, r->staged, r->shown,
	    e)) != NULL &&
	    check_staged(r, w, e);
	if (!ok) {
		restore_end(r);
		return NULL;
	}
	if (r->backup.path == NULL)
		r->backup.path = xstrdup(r->source);
	return r;
}

struct db *
restore_db(struct restore *r)
{
	return r->db;
}

const struct backup *
restore_backup(const struct restore *r)
{
	return &r->backup;
}

bool
restore_noted(const struct restore *r)
{
	return r->noted;
}

bool
restore_sealed(const struct restore *r)
{
	return r->sealed;
}

size_t
restore_left_out(const struct restore *r, char *const **digests)
{
	*digests = r->left;
	return r->n_left;
}

bool
restore_brings_key(const struct restore *r)
{
	return r->brings_key;
}

void
restore_end(struct restore *r)
{
	if (r == NULL)
		return;
	db_close(r->db);
	if (r->scratch != NULL)
		carry_remove(r->scratch);
	else if (r->staged != NULL && r->staged[0] != '\0')
		stage_sweep(r->path);
	if (r->scratch_fd >= 0)
		close(r->scratch_fd);
	if (r->lock_fd >= 0)
		close(r->lock_fd);
	if (r->note_fd >= 0)
		close(r->note_fd);
	backup_clear(&r->backup);
	while (r->n_left > 0)
		free(r->left[--r->n_left]);
	free(r->left);
	free(r->path);
	free(r->source);
	free(r->staged);
	free(r->scratch);
	free(r->shown);
	free(r);
}

/* The name for the replaced file: FILE.replaced-20260312T100000Z-NN; NULL: none is
 * free. */
static char *
kept_name(const char *path)
{
	char at[CLOCK_ISO_SIZE], stamp[CLOCK_ISO_SIZE], *to = stamp;
	const char *p;
	int i;

	for (p = clock_iso(clock_now(), at); *p != '\0'; p++)
		if (*p != '-' && *p != ':')
			*to++ = *p;
	*to = '\0';
	for (i = 1; i <= REPLACED_MAX; i++) {
		char *name = xasprintf("%s" REPLACED "%s-%02d", path, stamp, i);

		if (!carry_stands(name))
			return name;
		free(name);
	}
	return NULL;
}

bool
restore_finish(struct restore *r, char **kept, struct err *e)
{
	AUTO_FREE char *away = kept_name(r->path);
	AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, r->staged);
	char at[CLOCK_ISO_SIZE];
	instant from = r->backup.made != 0 ? r->backup.made : r->backup.entry_at;
	AUTO_FREE char *label = xasprintf("restore practice 1 as of %s",
	    clock_iso(from, at));
	const struct erase_again again = { r->path, r->source, files, r->say, r->arg };
	bool ok;
	int fd;

	*kept = NULL;
	ok = away != NULL || err_set(e, ERR_BUSY, NULL, "Try again in a second.");
	ok = ok && erase_again(r->db, &again, e) &&
	    db_note(r->db, "restore", label, e);
	db_close(r->db);
	r->db = NULL;
	fd = ok ? open(r->staged, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
	if (ok && (fd < 0 || fsync(fd) != 0))
		ok = carry_fail(e, "finish", r->staged);
	if (fd >= 0)
		close(fd);
	ok = ok && write_plan(r->path, r->staged, away, e);
	if (ok) {
		/* the plan is written: no way back, the staged file must not be
		 * removed */
		r->staged[0] = '\0';
		ok = settle_alone(r->path, e);
		if (ok && carry_stands(away))
			*kept = xstrdup(away);
	}
	restore_end(r);
	return ok;
}
