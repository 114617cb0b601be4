/*
 * backup.c - making a verified copy of the practice.
 *
 * The name is claimed by making the note, empty, and locking it for as long as the copy
 * is being made; the copy is NAME.backup.part until it is known to be good. A note that
 * nobody holds, without a finished backup, was left by a killed program: the next
 * backup removes it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/companion.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/scratch.h"
#include "base/text.h"
#include "db/backup_inside.h"
#include "db/erase.h"

#define SEALING "sealing-"		/* in FILE.backups: what is about to be sealed */
#define SPARE ((int64_t)1 << 20)	/* must stay free on the disk */
#define NAMES_MAX 99			/* backups in one second */

struct backup_work {
	struct db *db;
	const struct seal_public *seal;
	char *folder;		/* absolute */
	char *file, *part, *note;	/* paths; NULL until claimed */
	char *plain;		/* the copy that is checked: `part`, or what is sealed into it */
	char *like;		/* an earlier backup, whose attachments are used; NULL */
	instant like_made;
	int note_fd, plain_fd;
	void (*say)(const char *, void *);
	void *arg;
	struct backup *b;
};

void
backup_clear(struct backup *b)
{
	free(b->path);
	memset(b, 0, sizeof(*b));
	b->newest_visit = DATE_NONE;
}

int64_t
backup_rows(const struct backup *b, const struct record_type *t)
{
	size_t i;

	for (i = 0; record_types[i] != t; i++)
		;
	return b->rows[i];
}

/* --- folders, room --------------------------------------------------------------- */

char *
backup_folder(const char *path, struct err *e)
{
	AUTO_FREE char *folder = companion_path(path, COMPANION_BACKUPS);
	struct stat st;

	if (mkdir(folder, file_is_shared(folder) ? 0770 : 0700) != 0 && errno != EEXIST) {
		carry_fail(e, "make the folder", folder);
		return NULL;
	}
	if (lstat(folder, &st) == 0 && S_ISDIR(st.st_mode))
		return xstrdup(folder);
	errno = ENOTDIR;
	carry_fail(e, "use the folder", folder);
	return NULL;
}

/* The absolute path of the folder, since it is noted for others to read. */
static char *
folder_for(const struct db *db, const char *wanted, struct err *e)
{
	AUTO_FREE char *folder = wanted != NULL ? xstrdup(wanted) :
	    backup_folder(db->path, e);
	char *whole;

	if (folder == NULL)
		return NULL;
	whole = realpath(folder, NULL);
	if (whole == NULL) {
		carry_fail(e, "use the folder", folder);
	} else if (strchr(whole, '\n') != NULL) {
		err_set(e, ERR_IO, NULL, "The folder's name has a line break.");
		free(whole);
		whole = NULL;
	}
	return whole;
}

bool
backup_room(const char *folder, int64_t bytes, struct err *e)
{
	struct statvfs fs;
	int64_t there;

	if (statvfs(folder, &fs) != 0)
		return carry_fail(e, "look at the disk of", folder);
	there = (int64_t)((double)fs.f_bavail * (double)fs.f_frsize);
	return there >= bytes + SPARE || err_set(e, ERR_IO, NULL,
	    "There is not enough room on the disk: %.1f MB are needed and %.1f MB free.",
	    (double)(bytes + SPARE) / 1e6, (double)there / 1e6);
}

bool
backup_key(const char *path, unsigned char key[DIGEST_KEY_SIZE])
{
	AUTO_FREE char *file = xasprintf("%s.key", path);
	AUTO_BUF struct buf bytes = BUF_INIT;

	if (!file_read(file, DIGEST_KEY_SIZE, &bytes, NULL) ||
	    bytes.len != DIGEST_KEY_SIZE)
		return false;
	memcpy(key, bytes.s, DIGEST_KEY_SIZE);
	return true;
}

/* --- what killed backups left, and pruned ones ------------------------------------------------------- */

/* Removes a note that nobody holds and that has no backup, with its part and
 * attachments, when the note is empty or the part is there. */
static void
sweep_one(const char *folder, const char *name)
{
	AUTO_FREE char *note = xasprintf("%s/%s", folder, name);
	AUTO_FREE char *file = xstrndup(note, strlen(note) - strlen(NOTE_ENDING));
	AUTO_FREE char *part = xasprintf("%s" BACKUP_PART, file);
	AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, file);
	struct stat st;
	int fd = open(note, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && lstat(file, &st) != 0 &&
	    errno == ENOENT && fstat(fd, &st) == 0 &&
	    (st.st_size == 0 || access(part, F_OK) == 0)) {
		carry_remove(files);
		unlink(part);
		unlink(note);
	}
	close(fd);
}

static void
sweep(const struct backup_work *m)
{
	DIR *dir = opendir(m->folder);
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (backup_is_note(d->d_name, m->db->path))
			sweep_one(m->folder, d->d_name);
	if (dir != NULL)
		closedir(dir);
}

/* --- a name of its own ---------------------------------------------------------------- */

/* Makes the note, locked; -1 when the name is taken. */
static int
claim_name(struct backup_work *m, mode_t mode)
{
	struct stat a, b;
	int fd = open(m->note, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		return -1;
	/* another sweep may have removed it between open and lock */
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &a) == 0 &&
	    lstat(m->note, &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev &&
	    access(m->file, F_OK) != 0)
		return fd;
	close(fd);
	errno = EEXIST;
	return -1;
}

static bool
claim(struct backup_work *m, struct err *e)
{
	AUTO_FREE char *any = xasprintf("%s/any", m->folder);
	mode_t mode = file_is_shared(any) ? 0640 : 0600;
	char at[CLOCK_ISO_SIZE], stamp[CLOCK_ISO_SIZE], *to = stamp;
	const char *p;
	int i;

	m->b->made = clock_now();
	for (p = clock_iso(m->b->made, at); *p != '\0'; p++)
		if (*p != '-' && *p != ':')
			*to++ = *p;
	*to = '\0';
	for (i = 1; i <= NAMES_MAX; i++) {
		free(m->file);
		free(m->note);
		m->file = xasprintf("%s/%s-%s-%02d" BACKUP_ENDING, m->folder,
		    path_name(m->db->path), stamp, i);
		m->note = xasprintf("%s" NOTE_ENDING, m->file);
		m->note_fd = claim_name(m, mode);
		if (m->note_fd >= 0)
			break;
		if (errno != EEXIST)
			return carry_fail(e, "write", m->note);
	}
	if (m->note_fd < 0)
		return err_set(e, ERR_BUSY, NULL,
		    "There are too many backups of this second. Try again.");
	m->part = xasprintf("%s" BACKUP_PART, m->file);
	i = open(m->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (i < 0)
		return carry_fail(e, "write", m->part);
	close(i);
	return true;
}

/* --- the copy -------------------------------------------------------------------------- */

/* Asks for the room of the copy: pages (also those only in the log) and the attachments
 * that no earlier backup there has. */
static bool
asks_room(struct backup_work *m, struct err *e)
{
	AUTO_FREE char *own = NULL;
	AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, m->db->path);
	AUTO_FREE char *like = m->like != NULL ? xasprintf("%s" BACKUP_FILES, m->like) : NULL;
	const struct carry count = { .from = files, .like = like, .seal = m->seal };
	int64_t pages = db_pragma_int(m->db, "page_count") *
	    db_pragma_int(m->db, "page_size");
	struct carried sum;

	if (!carry_folder(&count, &sum, e) ||
	    !backup_room(m->folder, pages + sum.bytes - sum.linked, e))
		return false;
	if (m->seal == NULL)
		return true;
	own = backup_folder(m->db->path, e);
	return own != NULL && backup_room(own, 2 * pages, e);
}

/* Fills m->plain, which lies with the practice where it is sealed afterwards: nothing plain
 * goes to another disk. */
static bool
copy(struct backup_work *m, struct err *e)
{
	AUTO_FREE char *own = NULL, *stem = NULL;

	if (m->seal == NULL) {
		m->plain = xstrdup(m->part);
	} else {
		own = backup_folder(m->db->path, e);
		if (own == NULL)
			return false;
		stem = xasprintf("%s/" SEALING, own);
		scratch_sweep(stem);
		m->plain_fd = scratch_make(stem, &m->plain);
		if (m->plain_fd < 0)
			return carry_fail(e, "write", stem);
	}
	return copy_fill(m->db, m->plain, e);
}

bool
backup_facts(struct db *copy, struct backup *b, struct err *e)
{
	char here[DIGEST_HEX_SIZE];
	struct stmt *st = db_stmt(copy, "check_newest_visit");
	bool ok = true;
	size_t i;

	b->newest_visit = DATE_NONE;
	if (stmt_next(st))
		b->newest_visit = stmt_date(st, "date");
	if (!stmt_end(st, e) || !db_journal_head(copy, &b->entry, b->head, e) ||
	    !key_pair(copy, b->key, here, e))
		return false;
	b->schema = db_schema_version(copy);
	st = db_stmt(copy, "journal_entry");
	stmt_set_int(st, "n", b->entry);
	b->entry_at = stmt_next(st) ? stmt_int(st, "at") : 0;
	if (!stmt_end(st, e))
		return false;
	for (i = 0; ok && record_types[i] != NULL; i++)
		ok = count_table(copy, record_types[i]->name, &b->rows[i], e);
	return ok;
}

struct first {
	char text[300];
	void (*say)(const char *, void *);
	void *arg;
};

/* Passes the sentences on and keeps the first. */
static void
say_and_keep(const char *sentence, void *arg)
{
	struct first *f = arg;

	if (f->text[0] == '\0')
		text_copy(f->text, sizeof(f->text), sentence);
	if (f->say != NULL)
		f->say(sentence, f->arg);
}

/* Opens the copy again and checks it, as `check` does without --deep. */
static bool
verify(struct backup_work *m, struct err *e)
{
	struct first first = { .say = m->say, .arg = m->arg };
	struct db *copy = db_open_own(m->db->path, m->plain, m->plain, e);
	long problems = 0;
	bool ok;

	if (copy == NULL)
		return false;
	ok = db_check(copy, false, say_and_keep, &first, &problems, e) &&
	    backup_facts(copy, m->b, e);
	db_close(copy);
	if (ok && problems > 0)
		return err_set(e, ERR_PROBLEMS, NULL, "No backup was kept: the practice "
		    "file has %ld problem%s (%s) `chairside check` names them all.",
		    problems, text_plural(problems), first.text);
	return ok;
}

/* Seals the copy; the seal's letter is the practice's key. */
static bool
seal_copy(struct backup_work *m, int to, struct err *e)
{
	enum seal_end end = SEAL_IO;

	if (lseek(m->plain_fd, 0, SEEK_SET) == 0)
		end = seal_file(m->plain_fd, to, m->seal, m->db->key, sizeof(m->db->key),
		    NULL, NULL);
	return (end == SEAL_DONE && lseek(to, 0, SEEK_SET) == 0) ||
	    carry_seal_fail(e, end, m->part);
}

static bool
digest_part(struct backup_work *m, struct err *e)
{
	int fd = open(m->part, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool ok = fd >= 0 || carry_fail(e, "finish", m->part);

	if (ok && m->seal != NULL)
		ok = seal_copy(m, fd, e);
	if (ok && (!carry_file(fd, -1, &m->b->bytes, m->b->digest) || fsync(fd) != 0))
		ok = carry_fail(e, "finish", m->part);
	if (fd >= 0)
		close(fd);
	return ok;
}

#define ISO_DAY 10	/* "2026-03-12" */

static void
altered(const char *path, UNUSED const char *name, void *arg)
{
	const struct backup_work *m = arg;
	AUTO_BUF struct buf sentence = BUF_INIT;

	text_show(&sentence, path, false);
	buf_adds(&sentence, " is altered and left out of the backup; an older backup may have it as "
	    "it was.");
	m->say(sentence.s, m->arg);
}

/* For each day's first backup the attachments that an earlier one has are read: one that is
 * spoilt there comes anew. */
static bool
carry_files(struct backup_work *m, struct err *e)
{
	AUTO_FREE char *from = xasprintf("%s" BACKUP_FILES, m->db->path);
	AUTO_FREE char *to = xasprintf("%s" BACKUP_FILES, m->file);
	AUTO_FREE char *like = m->like != NULL ? xasprintf("%s" BACKUP_FILES, m->like) : NULL;
	char at[CLOCK_ISO_SIZE], day[CLOCK_ISO_SIZE];
	const char *was = clock_iso(m->like_made, at), *now = clock_iso(m->b->made, day);
	const struct carry c = { .from = from, .to = to, .like = like, .seal = m->seal,
	    .again = strncmp(was, now, ISO_DAY) != 0,
	    .altered = m->say != NULL ? altered : NULL, .arg = m };
	struct carried sum;

	if (!carry_folder(&c, &sum, e))
		return false;
	m->b->files = sum.files;
	m->b->files_bytes = sum.bytes;
	memcpy(m->b->files_digest, sum.hex, sizeof(sum.hex));
	return true;
}

/* Writes the note, then gives the copy its name. */
static bool
publish(struct backup_work *m, struct err *e)
{
	AUTO_BUF struct buf note = BUF_INIT;

	free(m->b->path);
	m->b->path = xstrdup(m->file);
	note_write(m->b, m->db->key, &note);
	if (pwrite(m->note_fd, note.s, note.len, 0) != (ssize_t)note.len ||
	    fsync(m->note_fd) != 0)
		return carry_fail(e, "write", m->note);
	if (rename(m->part, m->file) != 0 || !carry_sync_folder(m->folder))
		return carry_fail(e, "finish", m->file);
	return true;
}

/* Notes a backup made in another folder in FILE.backups too. */
static bool
remember(struct backup_work *m, struct err *e)
{
	AUTO_FREE char *usual = backup_folder(m->db->path, e);
	AUTO_FREE char *whole = usual != NULL ? realpath(usual, NULL) : NULL;
	AUTO_FREE char *to = NULL, *fresh = NULL;
	AUTO_BUF struct buf note = BUF_INIT;
	int fd;
	bool ok;

	if (whole == NULL)
		return false;
	if (strcmp(whole, m->folder) == 0)
		return true;
	to = xasprintf("%s/" BACKUP_ELSEWHERE, whole);
	fresh = xasprintf("%s.XXXXXX", to);
	note_write(m->b, m->db->key, &note);
	fd = mkostemp(fresh, O_CLOEXEC);
	ok = fd >= 0 && fchmod(fd, file_is_shared(to) ? 0660 : 0600) == 0 &&
	    write(fd, note.s, note.len) == (ssize_t)note.len && fsync(fd) == 0 &&
	    rename(fresh, to) == 0;
	if (!ok)
		carry_fail(e, "write", to);
	if (fd >= 0)
		close(fd);
	if (!ok)
		unlink(fresh);
	return ok;
}

static void
making_end(struct backup_work *m, bool made)
{
	if (!made && m->note_fd >= 0) {
		AUTO_FREE char *files = xasprintf("%s" BACKUP_FILES, m->file);

		carry_remove(files);
		if (m->part != NULL)
			unlink(m->part);
		unlink(m->file);
		unlink(m->note);
	}
	if (m->note_fd >= 0)
		close(m->note_fd);
	if (m->plain_fd >= 0) {
		unlink(m->plain);
		close(m->plain_fd);
	}
	free(m->plain);
	free(m->like);
	free(m->folder);
	free(m->file);
	free(m->part);
	free(m->note);
}

bool
backup_make(struct db *db, const char *folder, const struct seal_public *seal,
    void (*say)(const char *, void *), void *arg, struct backup *b, struct err *e)
{
	struct backup_work m = { .db = db, .seal = seal, .note_fd = -1, .plain_fd = -1,
	    .say = say, .arg = arg, .b = b };
	bool made, told;

	backup_clear(b);
	m.folder = folder_for(db, folder, e);
	if (m.folder == NULL)
		return false;
	if (seal != NULL)
		seal_public_text(seal, b->sealed);
	sweep(&m);
	m.like = backup_like(m.folder, db, b->sealed, &m.like_made);
	made = asks_room(&m, e) && claim(&m, e) && copy(&m, e) && carry_files(&m, e) &&
	    verify(&m, e) && digest_part(&m, e) && publish(&m, e);
	told = made && remember(&m, e) && erase_copy_list(db->path, m.folder, e);
	if (made && !told)
		err_prefix(e, "The backup %s is good, but where it is cannot be written "
		    "down", m.file);
	if (!made)
		backup_clear(b);
	making_end(&m, made);
	return told;
}
