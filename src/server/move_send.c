/*
 * move_send.c - the old server's side; see move.h.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/backup.h"
#include "server/move_inside.h"

bool
move_takes(enum companion c)
{
	switch (c) {
	case COMPANION_FILE:
	case COMPANION_WAL:
	case COMPANION_JOURNAL:
	case COMPANION_KEY:
	case COMPANION_DRAFTS:
	case COMPANION_FILES:
	case COMPANION_INBOX:
	case COMPANION_BACKUPS:
	case COMPANION_EXPORTS:
	case COMPANION_RESCUE:
	case COMPANION_FETCHERS:
	case COMPANION_ERASING:
	case COMPANION_ERASED:
	case COMPANION_MISTAKES:
		return true;
	case COMPANION_SHM:		/* made anew */
	case COMPANION_LOCK:
	case COMPANION_HERE:
	case COMPANION_BEFORE:		/* older copies stay where they were made */
	case COMPANION_OLD_WAL:
	case COMPANION_REPLACED:
	case COMPANION_RESTORING:
	case COMPANION_NEW:
	case COMPANION_MOVED:
	case COMPANIONS:
		break;
	}
	return false;
}

struct send {
	FILE *f;		/* NULL: only counted */
	struct digest digest;
	struct move_told *told;
	unsigned char chunk[MOVE_CHUNK];
};

static bool
fail(struct err *e, const char *path)
{
	return err_set(e, ERR_IO, NULL, "Cannot send %s: %s.", path, strerror(errno));
}

static bool
put(struct send *s, const void *bytes, size_t n, struct err *e)
{
	digest_raw(&s->digest, bytes, n);
	return fwrite(bytes, 1, n, s->f) == n || err_set(e, ERR_IO, NULL,
	    "The other side took no more: %s.", strerror(errno));
}

static bool
put_head(struct send *s, char kind, mode_t mode, int64_t size, const char *name,
    struct err *e)
{
	AUTO_FREE char *line = xasprintf("%c %o %" PRId64 " %zu\n%s", kind,
	    (unsigned)(mode & 07777), size, strlen(name), name);

	return put(s, line, strlen(line), e);
}

static bool
send_file(struct send *s, const char *path, const char *name, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	int64_t left = 0;
	ssize_t n = 0;
	bool ok;

	if (fd < 0)
		return fail(e, path);
	ok = fstat(fd, &st) == 0 || fail(e, path);
	if (ok && !S_ISREG(st.st_mode))
		ok = err_set(e, ERR_INVALID, NULL, "%s is neither a file nor a folder: "
		    "take it out of there first.", path);
	if (ok) {
		s->told->files++;
		s->told->bytes += st.st_size;
		left = s->f != NULL ? st.st_size : 0;
		ok = s->f == NULL || put_head(s, 'f', st.st_mode, st.st_size, name, e);
	}
	for (; ok && left > 0; left -= n) {
		n = read(fd, s->chunk, left < (int64_t)MOVE_CHUNK ? (size_t)left : MOVE_CHUNK);
		if (n == 0)
			ok = err_set(e, ERR_IO, NULL, "%s became shorter meanwhile.", path);
		else
			ok = n > 0 ? put(s, s->chunk, (size_t)n, e) : fail(e, path);
	}
	close(fd);
	return ok;
}

static bool
send_folder(struct send *s, const char *path, const char *name, struct err *e)
{
	DIR *dir = opendir(path);
	const struct dirent *d;
	struct stat st;
	bool ok;

	if (dir == NULL)
		return fail(e, path);
	ok = s->f == NULL || put_head(s, 'd', 0, 0, name, e);
	while (ok && (d = readdir(dir)) != NULL) {
		AUTO_FREE char *below = xasprintf("%s/%s", path, d->d_name);
		AUTO_FREE char *called = xasprintf("%s/%s", name, d->d_name);

		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		if (lstat(below, &st) != 0)
			ok = fail(e, below);
		else
			ok = S_ISDIR(st.st_mode) ? send_folder(s, below, called, e) :
			    send_file(s, below, called, e);
	}
	closedir(dir);
	return ok;
}

/* All that belongs to the practice, sent or only counted. */
static bool
send_all(struct send *s, const char *practice, struct err *e)
{
	enum companion c;
	struct stat st;
	bool ok = true;

	s->told->files = s->told->bytes = 0;
	for (c = COMPANION_FILE; c < COMPANIONS && ok; c++) {
		AUTO_FREE char *path = companion_path(practice, c);

		if (!move_takes(c) || lstat(path, &st) != 0)
			continue;
		ok = S_ISDIR(st.st_mode) ? send_folder(s, path, path + strlen(practice), e) :
		    send_file(s, path, path + strlen(practice), e);
	}
	return ok;
}

static bool
send_stream(const char *practice, struct file_out *o, struct move_told *t, struct err *e)
{
	struct send *s = xcalloc(1, sizeof(*s));
	unsigned char sum[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	AUTO_FREE char *head = NULL;
	bool ok;

	s->told = t;
	digest_begin(&s->digest, NULL);
	ok = send_all(s, practice, e);
	if (ok) {
		head = xasprintf(MOVE_HEAD "%s %" PRId64 "\n", t->rehearsal ? "rehearsal" :
		    "final", t->bytes);
		s->f = file_out_stream(o);
		ok = put(s, head, strlen(head), e) && send_all(s, practice, e);
	}
	digest_end(&s->digest, sum);
	if (ok && (fprintf(s->f, "e %" PRId64 " %s\n", t->files, digest_hex(sum, sizeof(sum),
	    hex)) < 0 || fflush(s->f) != 0))
		ok = err_set(e, ERR_IO, NULL, "The other side took no more: %s.",
		    strerror(errno));
	free(s);
	return ok;
}

/* From now on the practice can only be read here. */
static bool
mark(const char *practice, struct err *e)
{
	AUTO_FREE char *path = companion_path(practice, COMPANION_MOVED);
	char at[CLOCK_ISO_SIZE];
	struct file_out *o = file_out_open_own(path, e);

	if (o == NULL)
		return false;
	file_out_shared(o);
	fprintf(file_out_stream(o), "%.10s\n", clock_iso(clock_now(), at));
	return file_out_commit(o, e);
}

bool
move_back(const char *practice, struct err *e)
{
	AUTO_FREE char *path = companion_path(practice, COMPANION_MOVED);

	if (unlink(path) == 0)
		return true;
	return errno == ENOENT ? err_set(e, ERR_NOTFOUND, NULL,
	    "%s has not moved away.", practice) : err_set(e, ERR_IO, NULL,
	    "Cannot remove %s: %s.", path, strerror(errno));
}

/* Is it a practice whose owner is here, and whole but for what was saved last? */
static bool
may_send(const char *practice, struct err *e)
{
	AUTO_FREE char *restoring = companion_path(practice, COMPANION_RESTORING);
	AUTO_FREE char *moved = companion_path(practice, COMPANION_MOVED);
	struct stat st;

	if (lstat(practice, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_NOTFOUND, NULL, "There is no practice at %s.",
		    practice);
	if (geteuid() != 0 && geteuid() != st.st_uid)
		return err_set(e, ERR_DENIED, NULL, "Only root, or the account that owns "
		    "%s, can move it.", practice);
	if (lstat(restoring, &st) == 0)
		return err_set(e, ERR_BUSY, NULL, "A restore of %s was cut off: open it "
		    "once, which finishes that.", practice);
	return lstat(moved, &st) != 0 || err_set(e, ERR_INVALID, NULL, "%s has moved "
	    "already. `server-move --back` takes that back.", practice);
}

bool
move_send(const char *practice, const char *target, bool rehearsal, struct move_told *t,
    struct err *e)
{
	struct file_out *o;
	int alone;
	bool ok;

	*t = (struct move_told){ .rehearsal = rehearsal };
	if (!may_send(practice, e))
		return false;
	alone = presence_alone(practice, e);
	if (alone < 0)
		return false;
	companion_guard(practice);
	o = file_out_open(target, e);
	ok = o != NULL && (rehearsal || mark(practice, e));
	if (ok)
		file_out_private(o);
	ok = ok && send_stream(practice, o, t, e);
	if (ok)
		ok = file_out_commit(o, e);
	else
		file_out_abort(o);
	if (!ok && !rehearsal)
		move_back(practice, NULL);
	companion_unguard(practice);
	close(alone);
	return ok;
}
