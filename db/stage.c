/*
 * stage.c - a backup is copied beside the practice, to be looked at there.
 *
 * It is found, its note read, and copied byte by byte with its attachments under another name,
 * or into a scratch folder, opened where it is sealed; by the digests computed on the way it is
 * what its note tells of. An attachment that is not is left out, and the rest comes back.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup_inside.h"

/* --- the source ------------------------------------------------------------------------ */

bool
stage_find(struct restore *r, const struct restore_wish *w, struct err *e)
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
	AUTO_FREE char *path = xasprintf("%s" STAGE_KEY, r->path);
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
	if (!r->has_key && carry_stands(path))
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

	r->noted = carry_stands(path);
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

void
stage_sweep(const char *path)
{
	AUTO_FREE char *folder = path_folder(path);
	AUTO_FREE char *begin = xasprintf("%s" STAGE_NAME, path_name(path));
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

bool
stage_scratch(struct restore *r, struct err *e)
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

static void
keep_left(UNUSED const char *path, const char *name, void *arg)
{
	struct restore *r = arg;

	GROW(r->left, r->cap_left, r->n_left + 1);
	r->left[r->n_left++] = xstrdup(name);
}

/* An altered one is left out; else they are what the note tells of. */
static bool
stage_files(struct restore *r, struct err *e)
{
	AUTO_FREE char *from = xasprintf("%s" BACKUP_FILES, r->source);
	AUTO_FREE char *to = xasprintf("%s" BACKUP_FILES, r->staged);
	const struct carry c = { .from = from, .to = to, .open = r->sealed ? r->open : NULL,
	    .altered = keep_left, .arg = r };
	struct carried sum;
	bool same;

	if (!carry_folder(&c, &sum, e))
		return false;
	same = sum.altered > 0 ? sum.files + sum.altered == r->backup.files :
	    strcmp(sum.hex, r->backup.files_digest) == 0 ||
	    strcmp(sum.older, r->backup.files_digest) == 0;
	if (r->noted && !same)
		return err_set(e, ERR_DB, NULL, "The files in %s" BACKUP_FILES " are not "
		    "those that its note tells of.", r->shown);
	return true;
}

/* The key that was in the seal goes beside the staged file, and with it. */
static bool
stage_key(struct restore *r, struct err *e)
{
	AUTO_FREE char *to = xasprintf("%s" STAGE_KEY, r->staged);
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

bool
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
	    xasprintf("%s" STAGE_NAME "XXXXXX", r->path);
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
