/*
 * carry.c - files copied byte by byte, with their digest.
 *
 * The digest of a file is its plain BLAKE2b-256. That of a folder is over the names,
 * sizes and digests of all files in it, in the order of their names; nothing but
 * ordinary files and folders may be in it. Hidden files are passed over: such as are being
 * written have no name yet (base/file.h).
 *
 * A file whose name is a SHA-256, as those in FILE.files, says by it what is in it: whenever
 * it is read it must be that, and in the folder's digest its name stands for its bytes. So
 * one that an earlier copy has is not read to be had again: it gets a second name (a hard
 * link) from there, and where the disk has none is copied. Two practices, or a practice and
 * its backups, never share one: what spoils the one would spoil the other.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/backup_inside.h"

#define DEPTH_MAX 8

bool
carry_fail(struct err *e, const char *verb, const char *path)
{
	int error = errno;
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, path, false);
	return err_set(e, ERR_IO, NULL, "Cannot %s %s: %s.", verb, shown.s,
	    error == ENOSPC || error == EDQUOT ? "the disk is full" : strerror(error));
}

bool
carry_seal_fail(struct err *e, enum seal_end end, const char *path)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	if (end == SEAL_IO)
		return carry_fail(e, "copy", path);
	text_show(&shown, path, false);
	return err_set(e, ERR_DB, NULL, "%s %s", shown.s,
	    end == SEAL_NONE ? "is not sealed, though what it belongs to is." :
	    end == SEAL_NEWER ? "was sealed by another version of chairside." :
	    end == SEAL_OTHER ? "is sealed to another key than the one given." :
	    "is altered or cut short: it is not what was sealed.");
}

bool
carry_file(int from, int to, int64_t *size, char hex[DIGEST_HEX_SIZE])
{
	AUTO_FREE char *chunk = xmalloc(CARRY_CHUNK);
	unsigned char sum[DIGEST_SIZE];
	struct digest d;
	ssize_t n;

	*size = 0;
	digest_begin(&d, NULL);
	while ((n = read(from, chunk, CARRY_CHUNK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || (to >= 0 && !file_write_all(to, chunk, (size_t)n)))
			return false;
		digest_raw(&d, chunk, (size_t)n);
		*size += n;
	}
	digest_end(&d, sum);
	digest_hex(sum, sizeof(sum), hex);
	return to < 0 || fsync(to) == 0;
}

/* --- folders -------------------------------------------------------------------- */

struct transfer {
	const struct carry *c;
	struct carried *sum;
	struct digest d, older;
	bool read;		/* else only counted */
	mode_t file_mode, folder_mode;
	struct err *e;
};

/* A file that is read: its size and its digests. */
struct reading {
	int64_t size;
	struct digest plain;
	struct digest_sha sha;
};

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
not_dots(const struct dirent *d)
{
	return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

static int
not_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

/* Does the name say what is in the file? */
static bool
is_digest(const char *name)
{
	return strlen(name) == DIGEST_HEX_SIZE - 1 &&
	    strspn(name, "0123456789abcdef") == DIGEST_HEX_SIZE - 1;
}

static void
saw(const void *bytes, size_t n, void *arg)
{
	struct reading *r = arg;

	r->size += (int64_t)n;
	digest_raw(&r->plain, bytes, n);
	digest_sha_add(&r->sha, bytes, n);
}

static enum seal_end
carry_plain(int from, int to, struct reading *r)
{
	AUTO_FREE char *chunk = xmalloc(CARRY_CHUNK);
	ssize_t n;

	while ((n = read(from, chunk, CARRY_CHUNK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || (to >= 0 && !file_write_all(to, chunk, (size_t)n)))
			return SEAL_IO;
		saw(chunk, (size_t)n, r);
	}
	return to < 0 || fsync(to) == 0 ? SEAL_DONE : SEAL_IO;
}

/* Copies or reads one file; *r gets what was in it. Fills `e` unless it is done. */
static enum seal_end
carry_bytes(struct transfer *t, const char *from, const char *to, struct reading *r,
    struct err *e)
{
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), out = -1;
	enum seal_end end;

	*r = (struct reading){ .size = 0 };
	digest_begin(&r->plain, NULL);
	digest_sha_begin(&r->sha);
	if (in < 0) {
		carry_fail(e, "read", from);
		return SEAL_IO;
	}
	if (to != NULL && (out = open(to, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
	    t->file_mode)) < 0) {
		close(in);
		carry_fail(e, "write", to);
		return SEAL_IO;
	}
	end = t->c->open != NULL ? seal_open(in, out, t->c->open, saw, r) :
	    out >= 0 && t->c->seal != NULL ? seal_file(in, out, t->c->seal, NULL, 0, saw, r) :
	    carry_plain(in, out, r);
	if (end != SEAL_DONE)
		carry_seal_fail(e, end, from);
	close(in);
	if (out >= 0)
		close(out);
	return end;
}

bool
carry_sound(const char *path, const char *name, bool sealed)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char hex[DIGEST_HEX_SIZE];
	struct reading r = { .size = 0 };
	bool sound;

	digest_begin(&r.plain, NULL);
	digest_sha_begin(&r.sha);
	sound = fd >= 0 && (sealed ? seal_sound(fd) : carry_plain(fd, -1, &r)) == SEAL_DONE;
	if (fd >= 0)
		close(fd);
	return sound && (sealed || strcmp(digest_sha_end(&r.sha, hex), name) == 0);
}

/* Does the earlier copy have it, to all appearance? */
static bool
stands_in(const struct transfer *t, const char *name, const char *like, int64_t size)
{
	struct stat st;

	return like != NULL && is_digest(name) && lstat(like, &st) == 0 &&
	    S_ISREG(st.st_mode) &&
	    st.st_size == (t->c->seal != NULL ? seal_size(size, 0) : size);
}

/* Gives what stands in the earlier copy a second name. */
static bool
link_like(const struct transfer *t, const char *name, const char *like, const char *to)
{
	return (!t->c->again || carry_sound(like, name, t->c->seal != NULL)) &&
	    link(like, to) == 0;
}

/* Adds one file to the folder's digests. */
static void
add_file(struct transfer *t, int depth, const char *name, int64_t size, const char *hex,
    const char *older)
{
	digest_int(&t->d, depth);
	digest_text(&t->d, name);
	digest_int(&t->d, size);
	digest_text(&t->d, hex);
	digest_int(&t->older, depth);
	digest_text(&t->older, name);
	digest_int(&t->older, size);
	digest_text(&t->older, older);
	t->sum->files++;
	t->sum->bytes += size;
}

/* A file is not what its name says, or not what was sealed, which `t->e` says then. */
static bool
leave_out(struct transfer *t, const char *name, const char *from, const char *to, enum seal_end end)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, from, false);
	if (to == NULL || t->c->altered == NULL)
		return end != SEAL_DONE ? false : err_set(t->e, ERR_DB, NULL, "%s is altered: it "
		    "is not the file that was taken in.", shown.s);
	err_clear(t->e);
	unlink(to);
	t->sum->altered++;
	t->c->altered(from, name, t->c->arg);
	return true;
}

static bool
carry_one(struct transfer *t, const char *name, const char *from, const char *to,
    const char *like, int depth, int64_t size)
{
	char hex[DIGEST_HEX_SIZE] = "", sha[DIGEST_HEX_SIZE];
	unsigned char sum[DIGEST_SIZE];
	struct reading r;
	enum seal_end end;

	if (stands_in(t, name, like, size) && (to == NULL || link_like(t, name, like, to))) {
		t->sum->linked += size;
		add_file(t, depth, name, size, name, "");
		return true;
	}
	if (!t->read) {
		add_file(t, depth, name, size, "", "");
		return true;
	}
	end = carry_bytes(t, from, to, &r, t->e);
	if (end == SEAL_IO)
		return false;
	digest_end(&r.plain, sum);
	digest_hex(sum, sizeof(sum), hex);
	digest_sha_end(&r.sha, sha);
	if (end != SEAL_DONE || (is_digest(name) && strcmp(sha, name) != 0))
		return leave_out(t, name, from, to, end);
	add_file(t, depth, name, r.size, is_digest(name) ? name : hex, hex);
	return true;
}

static bool carry_names(struct transfer *t, const char *from, const char *to,
    const char *like, int depth);

static bool
carry_entry(struct transfer *t, const char *name, const char *from, const char *to,
    const char *like, int depth)
{
	struct stat st;

	if (lstat(from, &st) != 0)
		return carry_fail(t->e, "look at", from);
	if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX) {
		digest_int(&t->d, depth);
		digest_text(&t->d, name);
		digest_int(&t->older, depth);
		digest_text(&t->older, name);
		return carry_names(t, from, to, like, depth + 1);
	}
	if (S_ISREG(st.st_mode))
		return carry_one(t, name, from, to, like, depth, st.st_size);
	errno = S_ISDIR(st.st_mode) ? ENAMETOOLONG : EINVAL;
	return carry_fail(t->e, "back up what is no ordinary file:", from);
}

static bool
carry_names(struct transfer *t, const char *from, const char *to, const char *like, int depth)
{
	struct dirent **list = NULL;
	int i, n = scandir(from, &list, not_hidden, by_name);
	bool ok = n >= 0 || carry_fail(t->e, "read the folder", from);

	if (ok && to != NULL && mkdir(to, t->folder_mode) != 0)
		ok = carry_fail(t->e, "make the folder", to);
	for (i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		AUTO_FREE char *in = xasprintf("%s/%s", from, name);
		AUTO_FREE char *out = to != NULL ? xasprintf("%s/%s", to, name) : NULL;
		AUTO_FREE char *had = like != NULL ? xasprintf("%s/%s", like, name) : NULL;

		ok = ok && carry_entry(t, name, in, out, had, depth);
		free(list[i]);
	}
	free(list);
	return ok && (to == NULL || carry_sync_folder(to) ||
	    carry_fail(t->e, "sync the folder", to));
}

bool
carry_folder(const struct carry *c, struct carried *sum, struct err *e)
{
	bool shared = c->to != NULL && file_is_shared(c->to);
	struct transfer t = { .c = c, .sum = sum, .read = c->read || c->to != NULL, .e = e,
	    .file_mode = shared ? 0660 : 0600, .folder_mode = shared ? 0770 : 0700 };
	unsigned char digest[DIGEST_SIZE];
	struct stat st;

	*sum = (struct carried){ .files = 0 };
	if (lstat(c->from, &st) != 0)
		return errno == ENOENT || carry_fail(e, "look at", c->from);
	if (!S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return carry_fail(e, "read", c->from);
	}
	digest_begin(&t.d, NULL);
	digest_begin(&t.older, NULL);
	if (!carry_names(&t, c->from, c->to, c->like, 0))
		return false;
	digest_end(&t.d, digest);
	digest_hex(digest, sizeof(digest), sum->hex);
	digest_end(&t.older, digest);
	digest_hex(digest, sizeof(digest), sum->older);
	return true;
}

bool
carry_stands(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

void
carry_remove(const char *path)
{
	struct dirent **list = NULL;
	struct stat st;
	int i, n;

	if (lstat(path, &st) != 0)
		return;
	if (!S_ISDIR(st.st_mode)) {
		unlink(path);
		return;
	}
	n = scandir(path, &list, not_dots, NULL);
	for (i = 0; i < n; i++) {
		AUTO_FREE char *inside = xasprintf("%s/%s", path, list[i]->d_name);

		carry_remove(inside);
		free(list[i]);
	}
	free(list);
	rmdir(path);
}

bool
carry_sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}
