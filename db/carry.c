/*
 * carry.c - files copied byte by byte, with their digest.
 *
 * The digest of a file is its plain BLAKE2b-256. That of a folder is over the names,
 * sizes and digests of all files in it, in the order of their names; nothing but
 * ordinary files and folders may be in it. Hidden files are passed over: such as are being
 * written have no name yet (base/file.h).
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static bool
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes += done;
		n -= (size_t)done;
	}
	return true;
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
		if (n < 0 || (to >= 0 && !write_all(to, chunk, (size_t)n)))
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
	struct carried *sum;
	struct digest d;
	bool read;		/* else only counted */
	mode_t file_mode, folder_mode;
	struct err *e;
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

static bool
carry_one(struct transfer *c, const char *from, const char *to)
{
	char hex[DIGEST_HEX_SIZE];
	int64_t size = 0;
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), out = -1;
	bool ok;

	if (in < 0)
		return carry_fail(c->e, "read", from);
	if (to != NULL && (out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    c->file_mode)) < 0) {
		close(in);
		return carry_fail(c->e, "write", to);
	}
	ok = carry_file(in, out, &size, hex) || carry_fail(c->e, "copy", from);
	close(in);
	if (out >= 0)
		close(out);
	digest_int(&c->d, size);
	digest_text(&c->d, hex);
	return ok;
}

static bool carry_names(struct transfer *c, const char *from, const char *to, int depth);

static bool
carry_entry(struct transfer *c, const char *from, const char *to, int depth)
{
	struct stat st;

	if (lstat(from, &st) != 0)
		return carry_fail(c->e, "look at", from);
	if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
		return carry_names(c, from, to, depth + 1);
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? ENAMETOOLONG : EINVAL;
		return carry_fail(c->e, "back up what is no ordinary file:", from);
	}
	c->sum->files++;
	c->sum->bytes += st.st_size;
	return !c->read || carry_one(c, from, to);
}

static bool
carry_names(struct transfer *c, const char *from, const char *to, int depth)
{
	struct dirent **list = NULL;
	int i, n = scandir(from, &list, not_hidden, by_name);
	bool ok = n >= 0 || carry_fail(c->e, "read the folder", from);

	if (ok && to != NULL && mkdir(to, c->folder_mode) != 0)
		ok = carry_fail(c->e, "make the folder", to);
	for (i = 0; i < n; i++) {
		AUTO_FREE char *in = xasprintf("%s/%s", from, list[i]->d_name);
		AUTO_FREE char *out = to != NULL ? xasprintf("%s/%s", to,
		    list[i]->d_name) : NULL;

		digest_int(&c->d, depth);
		digest_text(&c->d, list[i]->d_name);
		ok = ok && carry_entry(c, in, out, depth);
		free(list[i]);
	}
	free(list);
	return ok;
}

bool
carry_folder(const char *from, const char *to, bool read, struct carried *sum,
    struct err *e)
{
	bool shared = to != NULL && file_is_shared(to);
	struct transfer c = { .sum = sum, .read = read || to != NULL, .e = e,
	    .file_mode = shared ? 0660 : 0600, .folder_mode = shared ? 0770 : 0700 };
	unsigned char digest[DIGEST_SIZE];
	struct stat st;

	*sum = (struct carried){ .files = 0 };
	if (lstat(from, &st) != 0)
		return errno == ENOENT || carry_fail(e, "look at", from);
	digest_begin(&c.d, NULL);
	if (!S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return carry_fail(e, "read", from);
	}
	if (!carry_names(&c, from, to, 0))
		return false;
	digest_end(&c.d, digest);
	digest_hex(digest, sizeof(digest), sum->hex);
	return true;
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
