/*
 * move_receive.c - the new server's side; see move.h.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup.h"
#include "server/machine.h"
#include "server/move_inside.h"

#define ARRIVING ".arriving"
#define KEPT ".move-"
#define KEPT_MAX 99	/* a day */
#define LINE_MAX_BYTES 200

struct receive {
	FILE *f;
	struct digest digest;
	struct move_told *told;
	char *folder;		/* where the practice will stand */
	char *staged;		/* beside it, root's alone until it is whole */
	const char *name;	/* of the practice file */
	struct machine_account owner;	/* of `folder` */
	void (*say)(const char *, void *);
	void *arg;
	char chunk[MOVE_CHUNK];
};

static bool
fail(struct err *e, const char *verb, const char *path)
{
	return err_set(e, ERR_IO, NULL, "Cannot %s %s: %s.", verb, path, strerror(errno));
}

static bool
damaged(struct err *e)
{
	return err_set(e, ERR_DB, NULL, "What came is no whole practice sent by `chairside "
	    "server-move --to`, or it was cut off; nothing was put in place.");
}

/* --- reading the stream ------------------------------------------------------------------- */

static bool
get(struct receive *r, void *bytes, size_t n)
{
	if (fread(bytes, 1, n, r->f) != n)
		return false;
	digest_raw(&r->digest, bytes, n);
	return true;
}

/* A line, with its newline; it enters the digest unless it is the last. */
static bool
get_line(struct receive *r, char line[LINE_MAX_BYTES])
{
	size_t n;

	if (fgets(line, LINE_MAX_BYTES, r->f) == NULL)
		return false;
	n = strlen(line);
	if (n == 0 || line[n - 1] != '\n')
		return false;
	if (*line != 'e')
		digest_raw(&r->digest, line, n);
	return true;
}

/* Is it the name of something that goes with a practice, and lies in no other place? */
static bool
name_fits(const char *name)
{
	enum companion c;
	const char *part;

	for (part = strchr(name, '/'); part != NULL; part = strchr(part + 1, '/')) {
		size_t n = strcspn(part + 1, "/");

		if (n == 0 || (n == 1 && part[1] == '.') ||
		    (n == 2 && strncmp(part + 1, "..", 2) == 0))
			return false;
	}
	for (c = COMPANION_FILE; c < COMPANIONS; c++) {
		AUTO_FREE char *ending = companion_path("", c);
		size_t n = strlen(ending);

		if (move_takes(c) && strncmp(name, ending, n) == 0 &&
		    (name[n] == '\0' || (n > 0 && name[n] == '/')))
			return true;
	}
	return false;
}

static bool
take_bytes(struct receive *r, int fd, int64_t size, const char *path, struct err *e)
{
	size_t n;

	for (; size > 0; size -= (int64_t)n) {
		n = size < (int64_t)MOVE_CHUNK ? (size_t)size : MOVE_CHUNK;
		if (!get(r, r->chunk, n))
			return damaged(e);
		if (write(fd, r->chunk, n) != (ssize_t)n)
			return fail(e, "write", path);
	}
	return fsync(fd) == 0 || fail(e, "write", path);
}

static bool
take_file(struct receive *r, const char *path, unsigned mode, int64_t size, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = fd >= 0 || fail(e, "make", path);

	ok = ok && take_bytes(r, fd, size, path, e) &&
	    ((fchown(fd, r->owner.uid, r->owner.gid) == 0 && fchmod(fd, mode & 0770) == 0) ||
	    fail(e, "give away", path));
	if (fd >= 0)
		close(fd);
	r->told->files++;
	r->told->bytes += size;
	return ok;
}

static bool
take_folder(struct receive *r, const char *path, struct err *e)
{
	return (mkdir(path, 0700) == 0 && chown(path, r->owner.uid, r->owner.gid) == 0 &&
	    chmod(path, 02770) == 0) || fail(e, "make", path);
}

static bool
take_entry(struct receive *r, const char *line, struct err *e)
{
	char kind, name[MOVE_NAME_MAX + 1];
	unsigned mode;
	int64_t size;
	size_t n;

	if (sscanf(line, "%c %o %" SCNd64 " %zu\n", &kind, &mode, &size, &n) != 4 ||
	    (kind != 'f' && kind != 'd') || size < 0 || n > MOVE_NAME_MAX || !get(r, name, n))
		return damaged(e);
	name[n] = '\0';
	if (strlen(name) != n || !name_fits(name))
		return damaged(e);

	AUTO_FREE char *path = xasprintf("%s/%s%s", r->staged, r->name, name);

	return kind == 'd' ? take_folder(r, path, e) : take_file(r, path, mode, size, e);
}

/* Is there room for it? The first line says how much. */
static bool
take_head(struct receive *r, struct err *e)
{
	char line[LINE_MAX_BYTES], word[16];
	struct statvfs fs;
	int64_t bytes, free_bytes;

	if (!get_line(r, line) ||
	    sscanf(line, MOVE_HEAD "%15s %" SCNd64, word, &bytes) != 2 || bytes < 0)
		return damaged(e);
	r->told->rehearsal |= strcmp(word, "rehearsal") == 0;
	if (statvfs(r->staged, &fs) != 0)
		return fail(e, "look at", r->staged);
	free_bytes = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	/* a migration makes a copy of the file */
	return bytes < free_bytes / 2 || err_set(e, ERR_IO, NULL, "%" PRId64 " MB come, "
	    "and only %" PRId64 " MB are free: twice as much is wanted.", bytes >> 20,
	    free_bytes >> 20);
}

static bool
take_all(struct receive *r, struct err *e)
{
	char line[LINE_MAX_BYTES], told[DIGEST_HEX_SIZE], hex[DIGEST_HEX_SIZE];
	unsigned char sum[DIGEST_SIZE];
	int64_t files = 0;
	bool ok;

	digest_begin(&r->digest, NULL);
	for (ok = take_head(r, e); ok; ) {
		if (!get_line(r, line))
			return damaged(e);
		if (*line == 'e')
			break;
		ok = take_entry(r, line, e);
	}
	if (!ok)
		return false;
	digest_end(&r->digest, sum);
	digest_hex(sum, sizeof(sum), hex);
	return (sscanf(line, "e %" SCNd64 " %64s", &files, told) == 2 &&
	    files == r->told->files && strcmp(told, hex) == 0) || damaged(e);
}

/* --- looking at it, and putting it in place ------------------------------------------------ */

/* As the account that will own it: opens the practice, checks it, notes the move. */
static bool
check_staged(void *arg, struct err *e)
{
	const struct receive *r = arg;
	AUTO_FREE char *path = xasprintf("%s/%s", r->staged, r->name);
	struct db *db = db_open(path, e);
	long problems = 0;
	bool ok = db != NULL && db_check(db, false, r->say, r->arg, &problems, e);

	if (ok && problems > 0)
		ok = err_set(e, ERR_PROBLEMS, NULL, "The practice that came has %ld "
		    "problem%s; nothing was put in place.", problems,
		    text_plural(problems));
	if (ok && db_refusal(db) != NULL)
		ok = err_set(e, ERR_DB, NULL, "%s", db_refusal(db));
	ok = ok && db_note(db, "move", "move practice 1", e);
	db_close(db);
	return ok;
}

static int
remove_one(const char *path, UNUSED const struct stat *st, UNUSED int kind,
    UNUSED struct FTW *at)
{
	return remove(path);
}

/* What was staged, now or by a program that was killed. */
static bool
sweep(const struct receive *r, struct err *e)
{
	return nftw(r->staged, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0 ||
	    errno == ENOENT || fail(e, "remove", r->staged);
}

/* Does the folder hold nothing but a practice, which nobody has open? */
static bool
folder_fits(const struct receive *r, const char *practice, int *alone, struct err *e)
{
	DIR *dir = opendir(r->folder);
	const struct dirent *d;
	struct stat st;
	bool ok = true;

	if (dir == NULL)
		return fail(e, "look into", r->folder);
	while (ok && (d = readdir(dir)) != NULL)
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0 &&
		    strncmp(d->d_name, r->name, strlen(r->name)) != 0)
			ok = err_set(e, ERR_INVALID, NULL, "%s is replaced as a whole, and "
			    "there is %s in it, which does not belong to %s.", r->folder,
			    d->d_name, r->name);
	closedir(dir);
	if (ok && lstat(practice, &st) == 0)
		ok = (*alone = presence_alone(practice, e)) >= 0;
	return ok;
}

static bool
sync_folder(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = (fd >= 0 && fsync(fd) == 0) || fail(e, "sync", path);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Both folders change places at once: whenever the machine stops, one practice stands. */
static bool
put_in_place(struct receive *r, struct err *e)
{
	AUTO_FREE char *parent = path_folder(r->folder);
	char at[CLOCK_ISO_SIZE], *kept = NULL;
	struct stat st;
	int i;

	clock_iso(clock_now(), at);
	for (i = 1; i <= KEPT_MAX && (kept == NULL || lstat(kept, &st) == 0); i++) {
		free(kept);
		kept = xasprintf("%s" KEPT "%.10s-%02d", r->folder, at, i);
	}
	if (rename(r->staged, kept) != 0 ||
	    renameat2(AT_FDCWD, kept, AT_FDCWD, r->folder, RENAME_EXCHANGE) != 0) {
		fail(e, "put in place", r->folder);
		rename(kept, r->staged);
		free(kept);
		return false;
	}
	/* an empty folder is nothing to keep */
	if (rmdir(kept) == 0) {
		free(kept);
		kept = NULL;
	}
	r->told->kept = kept;
	return sync_folder(parent, e);
}

static bool
receive(struct receive *r, const char *practice, struct err *e)
{
	struct stat st;
	int alone = -1;
	bool ok;

	if (stat(r->folder, &st) != 0)
		return fail(e, "look into", r->folder);
	r->owner = (struct machine_account){ .uid = st.st_uid, .gid = st.st_gid };
	if (geteuid() != 0 && geteuid() != st.st_uid)
		return err_set(e, ERR_DENIED, NULL, "Only root, or the account that owns "
		    "%s, can take a practice in.", r->folder);
	ok = folder_fits(r, practice, &alone, e) && sweep(r, e) &&
	    (mkdir(r->staged, 0700) == 0 || fail(e, "make", r->staged)) && take_all(r, e) &&
	    ((chown(r->staged, st.st_uid, st.st_gid) == 0 &&
	    chmod(r->staged, st.st_mode & 07777) == 0) || fail(e, "give away", r->staged)) &&
	    machine_as(&r->owner, check_staged, r, e) && sync_folder(r->staged, e) &&
	    (r->told->rehearsal || put_in_place(r, e));
	if (!ok || r->told->rehearsal)
		sweep(r, NULL);
	if (alone >= 0)
		close(alone);
	return ok;
}

bool
move_receive(const char *practice, const char *source, bool rehearsal,
    void (*say)(const char *, void *), void *arg, struct move_told *t, struct err *e)
{
	struct receive *r = xcalloc(1, sizeof(*r));
	AUTO_FREE char *folder = path_folder(practice), *real = realpath(folder, NULL);
	AUTO_FREE char *whole = real == NULL ? xstrdup(practice) :
	    xasprintf("%s/%s", strcmp(real, "/") == 0 ? "" : real, path_name(practice));
	bool standard = strcmp(source, "-") == 0, ok;

	/* from the root: what is written as . or x/.. cannot change places with another folder */
	practice = whole;
	*t = (struct move_told){ .rehearsal = rehearsal };
	r->f = standard ? stdin : fopen(source, "re");
	r->told = t;
	r->folder = path_folder(practice);
	r->staged = xasprintf("%s" ARRIVING, r->folder);
	r->name = path_name(practice);
	r->say = say;
	r->arg = arg;
	ok = r->f != NULL ? receive(r, practice, e) : fail(e, "read", source);
	if (r->f != NULL && !standard)
		fclose(r->f);
	free(r->folder);
	free(r->staged);
	free(r);
	return ok;
}
