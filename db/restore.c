/*
 * restore.c - a backup becomes the practice.
 *
 * The backup is copied byte by byte, opened if it is sealed, under another name beside the practice (computing
 * its digest), opened there, migrated to today's schema and checked, and its journal
 * gets an entry about the restore: so far the practice is unchanged. Then
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
#define STAGED ".restoring-"
#define REPLACED ".replaced-"
#define REPLACED_MAX 99
#define KEY ".key"

struct restore {
	char *path, *source, *staged;
	char *scratch;		/* of a drill; NULL */
	char *shown;		/* the source, for sentences */
	int lock_fd, scratch_fd, note_fd;
	bool noted;
	const struct seal_secret *open;	/* of the wish */
	bool sealed;
	bool has_key;			/* FILE.key, or where that is missing, that in the seal */
	bool brings_key;
	unsigned char key[DIGEST_KEY_SIZE];
	struct backup backup;
	struct db *db;
};

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
stands(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

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
	AUTO_FREE char *key = xasprintf("%s" KEY, staged);
	AUTO_FREE char *key_to = xasprintf("%s" KEY, path);

	if (stands(staged)) {
		if (stands(path) && !stands(kept) && link(path, kept) != 0 &&
		    rename(path, kept) != 0)
			return carry_fail(e, "put away", path);
		if (!move_following(path, kept, e))
			return false;
		if (!carry_sync_folder(folder))
			return carry_fail(e, "sync the folder", folder);
		if (rename(staged, path) != 0)
			return carry_fail(e, "put in place", path);
	}
	if (stands(files) && rename(files, files_to) != 0)
		return carry_fail(e, "put in place", files_to);
	if (stands(key) && !stands(key_to) && rename(key, key_to) != 0)
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
	AUTO_FREE char *fresh = xasprintf("%s" STAGED "plan", path);
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

	return stands(plan);
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
	staged = planned(path, text.s, "from", STAGED);
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

/* --- the source ------------------------------------------------------------------------ */

static bool
find_source(struct restore *r, const struct restore_wish *w, struct err *e)
{
	unsigned char key[DIGEST_KEY_SIZE];
	AUTO_BUF struct buf shown = BUF_INIT, elsewhere = BUF_INIT;
	struct backup away = { .path = NULL };

	if (w->source != NULL) {
		r->source = xstrdup(w->source);
	} else if (!backup_key(r->path, key)) {
		return err_set(e, ERR_IO, NULL, "The key %s.key is missing or not %d bytes "
		    "long. A backup needs the key it was made with: put it back first.",
		    r->path, DIGEST_KEY_SIZE);
	} else if (!backup_find(r->path, key, true, &r->backup)) {
		if (backup_find(r->path, key, false, &away))
			text_show(&elsewhere, away.path, false);
		backup_clear(&away);
		if (elsewhere.len > 0)
			return err_set(e, ERR_NOTFOUND, NULL, "The last backup is %s, which "
			    "cannot be had now.", elsewhere.s);
		return err_set(e, ERR_NOTFOUND, NULL,
		    "There is no backup made with this practice's key yet; `chairside backup` "
		    "makes one.");
	} else {
		r->source = xstrdup(r->backup.path);
	}
	text_show(&shown, r->source, false);
	r->shown = buf_steal(&shown);
	return true;
}

/* Is it an ordinary file other than the practice, and has nobody opened it? */
static bool
source_fits(struct restore *r, int fd, struct err *e)
{
	struct flock write = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat st, practice;

	if (fd < 0)
		return carry_fail(e, "read the backup", r->source);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_IO, NULL, "%s is not an ordinary file.", r->shown);
	if (stat(r->path, &practice) == 0 && practice.st_ino == st.st_ino &&
	    practice.st_dev == st.st_dev)
		return err_set(e, ERR_INVALID, NULL,
		    "%s is the practice file itself, not a backup.", r->shown);
	if (fcntl(fd, F_GETLK, &write) == 0 && write.l_type != F_UNLCK)
		return err_set(e, ERR_BUSY, NULL, "%s is open in another program (process "
		    "%ld); it is no backup.", r->shown, (long)write.l_pid);
	return true;
}

/* The practice's key: FILE.key, or that in the seal where there is no FILE.key. */
static bool
find_key(struct restore *r, int in, struct err *e)
{
	AUTO_FREE char *path = xasprintf("%s" KEY, r->path);
	unsigned char letter[SEAL_LETTER_MAX];
	enum seal_end end;
	size_t n = 0;

	r->has_key = backup_key(r->path, r->key);
	r->sealed = seal_is(in);
	if (!r->sealed)
		return true;
	if (r->open == NULL)
		return err_set(e, ERR_INVALID, "key", "%s is sealed: `restore --key FILE` opens "
		    "it with the private key that `backup keygen` printed.", r->shown);
	end = seal_letter(in, r->open, letter, &n);
	if (end != SEAL_DONE)
		return carry_seal_fail(e, end, r->source);
	if (n != DIGEST_KEY_SIZE)
		return err_set(e, ERR_DB, NULL, "%s is sealed, but is no backup.", r->shown);
	if (!r->has_key && stands(path))
		return err_set(e, ERR_DB, NULL, "%s is damaged. The right one is in the backup: "
		    "move that file away, and it is put in its place.", path);
	if (r->has_key && memcmp(r->key, letter, DIGEST_KEY_SIZE) != 0)
		return err_set(e, ERR_DB, NULL, "%s is of another practice: its key is not "
		    "%s.", r->shown, path);
	r->brings_key = !r->has_key;
	r->has_key = true;
	memcpy(r->key, letter, DIGEST_KEY_SIZE);
	seal_forget(letter, sizeof(letter));
	return true;
}

/* Reads the note, if there is one: then everything it says must be true of the file. */
static bool
read_note(struct restore *r, struct err *e)
{
	AUTO_FREE char *path = xasprintf("%s" NOTE_ENDING, r->source);
	AUTO_BUF struct buf text = BUF_INIT;
	char made[DIGEST_HEX_SIZE], here[DIGEST_HEX_SIZE] = "";
	bool good;

	r->noted = stands(path);
	if (!r->noted)
		return true;
	r->note_fd = backup_hold(r->source, e);
	if (r->note_fd < 0 || !file_read(path, NOTE_MAX, &text, e))
		return false;
	note_key(text.s, made);
	if (r->has_key)
		key_hex(r->key, here);
	if (made[0] != '\0' && strcmp(made, here) != 0)
		return err_set(e, ERR_DB, NULL, "%s needs the key whose fingerprint begins "
		    "with %.8s; %s.key %s%.8s. Put the right key there first.", r->shown,
		    made, r->path, here[0] != '\0' ? "is " : "is missing or cut short",
		    here);
	good = note_read(text.s, r->key, &r->backup);
	free(r->backup.path);
	r->backup.path = xstrdup(r->source);
	return good || err_set(e, ERR_DB, NULL, "%s" NOTE_ENDING " is damaged: it is not "
	    "what was written when the backup was made.", r->shown);
}

/* --- staging --------------------------------------------------------------------------- */

/* Removes what restores left that were killed before they had a plan. */
static void
sweep(const char *path)
{
	AUTO_FREE char *folder = path_folder(path);
	AUTO_FREE char *begin = xasprintf("%s" STAGED, path_name(path));
	DIR *dir = opendir(folder);
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (strncmp(d->d_name, begin, strlen(begin)) == 0) {
			AUTO_FREE char *left = xasprintf("%s/%s", folder, d->d_name);

			carry_remove(left);
		}
	if (dir != NULL)
		closedir(dir);
}

/* Makes a scratch folder below FILE.backups, open and locked while in use. */
static bool
make_scratch(struct restore *r, struct err *e)
{
	AUTO_FREE char *folder = backup_folder(r->path, e);
	DIR *dir = folder != NULL ? opendir(folder) : NULL;
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		AUTO_FREE char *left = xasprintf("%s/%s", folder, d->d_name);
		int fd;

		if (strncmp(d->d_name, "drill-", 6) != 0)
			continue;
		fd = open(left, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			carry_remove(left);
		if (fd >= 0)
			close(fd);
	}
	if (dir != NULL)
		closedir(dir);
	if (folder == NULL)
		return false;
	r->scratch = xasprintf("%s/drill-XXXXXX", folder);
	if (mkdtemp(r->scratch) == NULL) {
		carry_fail(e, "make the folder", r->scratch);
		free(r->scratch);
		r->scratch = NULL;
		return false;
	}
	r->scratch_fd = open(r->scratch, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return (r->scratch_fd >= 0 && flock(r->scratch_fd, LOCK_EX | LOCK_NB) == 0) ||
	    carry_fail(e, "use the folder", r->scratch);
}

/* Copies the log beside the source, if there is one. */
static bool
stage_log(struct restore *r, struct err *e)
{
	AUTO_FREE char *from = xasprintf("%s-wal", r->source);
	AUTO_FREE char *to = xasprintf("%s-wal", r->staged);
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), out;
	char hex[DIGEST_HEX_SIZE];
	int64_t size;
	bool ok;

	if (in < 0)
		return errno == ENOENT || carry_fail(e, "read", from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	ok = (out >= 0 && carry_file(in, out, &size, hex)) || carry_fail(e, "copy", from);
	close(in);
	if (out >= 0)
		close(out);
	return ok;
}

static bool
stage_files(struct restore *r, struct err *e)
{
	AUTO_FREE char *from = xasprintf("%s" BACKUP_FILES, r->source);
	AUTO_FREE char *to = xasprintf("%s" BACKUP_FILES, r->staged);
	const struct carry c = { .from = from, .to = to, .open = r->sealed ? r->open : NULL };
	struct carried sum;

	if (!carry_folder(&c, &sum, e))
		return false;
	if (r->noted && strcmp(sum.hex, r->backup.files_digest) != 0 &&
	    strcmp(sum.older, r->backup.files_digest) != 0)
		return err_set(e, ERR_DB, NULL, "The files in %s" BACKUP_FILES " are not "
		    "those that its note tells of.", r->shown);
	return true;
}

/* The key that was in the seal goes beside the staged file, and with it. */
static bool
stage_key(struct restore *r, struct err *e)
{
	AUTO_FREE char *to = xasprintf("%s" KEY, r->staged);
	int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    file_is_shared(r->path) ? 0640 : 0600);
	bool ok = fd >= 0 && write(fd, r->key, sizeof(r->key)) == (ssize_t)sizeof(r->key) &&
	    fsync(fd) == 0;

	if (!ok)
		carry_fail(e, "write", to);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Copies the file, opened if it is sealed, and compares it with its note. */
static bool
stage_one(struct restore *r, int in, int out, struct err *e)
{
	char hex[DIGEST_HEX_SIZE];
	int64_t size = 0;
	enum seal_end end = SEAL_DONE;

	if (!carry_file(in, r->sealed ? -1 : out, &size, hex))
		return carry_fail(e, "copy", r->source);
	if (r->noted && (size != r->backup.bytes || strcmp(hex, r->backup.digest) != 0))
		return err_set(e, ERR_DB, NULL, "%s is damaged: it is not the file that "
		    "its note tells of.", r->shown);
	if (r->sealed)
		end = seal_open(in, out, r->open, NULL, NULL);
	if (end != SEAL_DONE)
		return carry_seal_fail(e, end, r->source);
	return r->scratch != NULL || fchmod(out, 0660) == 0 ||
	    carry_fail(e, "copy", r->source);
}

static bool
stage_bytes(struct restore *r, int in, struct err *e)
{
	int out = mkostemp(r->staged, O_CLOEXEC);
	bool ok;

	if (out < 0) {
		carry_fail(e, "write", r->staged);
		r->staged[0] = '\0';	/* we made nothing of that name */
		return false;
	}
	ok = stage_one(r, in, out, e);
	close(out);
	return ok && (r->noted || r->sealed || stage_log(r, e)) && stage_files(r, e) &&
	    (!r->brings_key || stage_key(r, e));
}

static bool
stage(struct restore *r, struct err *e)
{
	AUTO_FREE char *folder = r->scratch != NULL ? xstrdup(r->scratch) :
	    path_folder(r->path);
	AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, r->source);
	AUTO_FREE char *log = xasprintf("%s-wal", r->source);
	int in = open(r->source, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	const struct carry count = { .from = files };
	struct carried sum;
	struct stat st, st_log = { .st_size = 0 };
	bool ok;

	if (in < 0 && (errno == EACCES || errno == EROFS))
		in = open(r->source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	r->staged = r->scratch != NULL ? xasprintf("%s/XXXXXX", r->scratch) :
	    xasprintf("%s" STAGED "XXXXXX", r->path);
	ok = source_fits(r, in, e) && find_key(r, in, e) && read_note(r, e) &&
	    carry_folder(&count, &sum, e);
	if (ok && fstat(in, &st) == 0) {
		if (!r->noted && stat(log, &st_log) != 0)
			st_log.st_size = 0;
		ok = backup_room(folder, st.st_size + st_log.st_size + sum.bytes, e) &&
		    stage_bytes(r, in, e);
	} else {
		r->staged[0] = '\0';
	}
	if (in >= 0)
		close(in);
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
		    "restored.", r->shown, problems, problems == 1 ? "" : "s");
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
	backup_clear(&r->backup);
	if (w->drill) {
		ok = find_source(r, w, e) && make_scratch(r, e);
	} else {
		r->lock_fd = presence_alone(r->path, e);
		ok = r->lock_fd >= 0 && settle_alone(r->path, e);
		if (ok)
			sweep(r->path);
		ok = ok && find_source(r, w, e);
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
		sweep(r->path);
	if (r->scratch_fd >= 0)
		close(r->scratch_fd);
	if (r->lock_fd >= 0)
		close(r->lock_fd);
	if (r->note_fd >= 0)
		close(r->note_fd);
	backup_clear(&r->backup);
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

		if (!stands(name))
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
	bool ok;
	int fd;

	*kept = NULL;
	ok = away != NULL || err_set(e, ERR_BUSY, NULL, "Try again in a second.");
	ok = ok && erase_again(r->db, r->path, r->source, files, e) &&
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
		if (ok && stands(away))
			*kept = xstrdup(away);
	}
	restore_end(r);
	return ok;
}
