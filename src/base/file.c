/*
 * file.c - see file.h.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/companion.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/scratch.h"
#include "base/text.h"

#define PATH_SHOWN 300	/* bytes; a longer path shows only its end */
#define BLOCK 65536	/* bytes the system gets at once; stdio itself would take 4096 */
#define LET_GO_MS 100

struct file_out {
	char *target, *folder, *tmp;	/* NULL for standard output */
	FILE *stream;
	char *block;		/* the stream's; NULL for standard output */
	mode_t mode;
	struct buf line;	/* for a terminal: the line not yet ended */
};

/* A path for use in a sentence; the caller frees. */
static char *
shown(const char *path)
{
	struct buf b = BUF_INIT;
	size_t len = strlen(path);

	if (len > PATH_SHOWN) {
		path += len - PATH_SHOWN;
		while (((unsigned char)*path & 0xC0) == 0x80)
			path++;
		buf_adds(&b, "\xE2\x80\xA6");
	}
	text_show(&b, path, false);
	return buf_steal(&b);
}

/* "cannot VERB PATH: REASON" */
static bool
refuse(struct err *e, enum err_code code, const char *verb, const char *path,
    const char *reason)
{
	AUTO_FREE char *name = shown(path);

	return err_set(e, code, NULL, "cannot %s %s: %s", verb, name, reason);
}

static bool
refuse_errno(struct err *e, const char *verb, const char *path, int error)
{
	return refuse(e, error == ENOENT ? ERR_NOTFOUND : ERR_IO, verb, path,
	    error == ENOENT ? "there is no such file or folder" : strerror(error));
}

/* What is at a path that is not an ordinary file, for a sentence. */
static const char *
kind_of(mode_t mode)
{
	return S_ISDIR(mode) ? "it is a folder" :
	    S_ISLNK(mode) ? "it is a symbolic link" :
	    S_ISFIFO(mode) ? "it is a named pipe" :
	    S_ISSOCK(mode) ? "it is a socket" : "it is a device";
}

/* Is there a folder to write in, and may what is at the target be replaced? */
static bool
check_target(struct file_out *o, struct err *e)
{
	struct stat st;

	if (stat(o->folder, &st) != 0 && errno != ENOENT && errno != ENOTDIR)
		return refuse_errno(e, "write", o->target, errno);
	if (stat(o->folder, &st) != 0 || !S_ISDIR(st.st_mode)) {
		AUTO_FREE char *folder = shown(o->folder);
		AUTO_FREE char *name = shown(o->target);

		return err_set(e, ERR_IO, NULL, "cannot write %s: there is no folder %s",
		    name, folder);
	}
	if (o->target[strlen(o->target) - 1] == '/')
		return refuse(e, ERR_IO, "write", o->target, "it names a folder");
	if (lstat(o->target, &st) == 0) {
		if (!S_ISREG(st.st_mode))
			return refuse(e, ERR_IO, "write", o->target, kind_of(st.st_mode));
		if (faccessat(AT_FDCWD, o->target, W_OK, AT_EACCESS) != 0)
			return refuse_errno(e, "write", o->target, errno);
		o->mode = st.st_mode & 0777;
		return true;
	}
	if (errno != ENOENT)
		return refuse_errno(e, "write", o->target, errno);
	o->mode = 0600;		/* the contents are about clients */
	return true;
}

static void
file_out_free(struct file_out *o)
{
	free(o->target);
	free(o->folder);
	free(o->tmp);
	free(o->block);
	free(o);
}

/* --- standard output that is a terminal ----------------------------------------- */

/* Prints a line, made harmless for a terminal; "\r\n" ends one as "\n" does. */
static bool
show_line(const char *line, size_t n)
{
	AUTO_FREE char *text = xstrndup(line, n);
	AUTO_BUF struct buf b = BUF_INIT;

	if (n > 0 && text[n - 1] == '\r')
		text[n - 1] = '\0';
	text_show(&b, text, false);
	return fwrite(b.s, 1, b.len, stdout) == b.len;
}

static ssize_t
terminal_write(void *arg, const char *bytes, size_t n)
{
	struct file_out *o = arg;
	size_t at = 0;
	const char *end;

	buf_add(&o->line, bytes, n);
	while ((end = memchr(o->line.s + at, '\n', o->line.len - at)) != NULL) {
		size_t length = (size_t)(end - o->line.s) - at;

		if (!show_line(o->line.s + at, length) || putchar('\n') == EOF)
			return 0;
		at += length + 1;
	}
	memmove(o->line.s, o->line.s + at, o->line.len - at);
	buf_cut(&o->line, o->line.len - at);
	return (ssize_t)n;
}

static int
terminal_close(void *arg)
{
	struct file_out *o = arg;
	bool ok = show_line(o->line.s, o->line.len);

	buf_free(&o->line);
	return ok ? 0 : EOF;
}

/* Text that others wrote must not control the reader's terminal. */
static FILE *
terminal_stream(struct file_out *o)
{
	static const cookie_io_functions_t io = {
		.write = terminal_write, .close = terminal_close,
	};

	return fopencookie(o, "w", io);
}

/* Its block stays, as the stream does. */
static FILE *
whole_stdout(void)
{
	static char block[BLOCK];

	setvbuf(stdout, block, _IOFBF, sizeof(block));
	return stdout;
}

static bool
is_stdout(const char *target)
{
	return !target || strcmp(target, "-") == 0;
}

struct file_out *
file_out_open(const char *target, struct err *e)
{
	const char *why = is_stdout(target) ? companion_is_stream(STDOUT_FILENO) :
	    companion_is(target);

	if (!why)
		return file_out_open_own(target, e);
	refuse(e, ERR_IO, "write", is_stdout(target) ? "standard output" : target, why);
	return NULL;
}

struct file_out *
file_out_open_own(const char *target, struct err *e)
{
	struct file_out *o = xcalloc(1, sizeof(*o));
	AUTO_FREE char *stem = NULL;
	int fd;

	if (is_stdout(target)) {
		o->line = (struct buf)BUF_INIT;
		o->stream = isatty(STDOUT_FILENO) ? terminal_stream(o) : whole_stdout();
		if (o->stream != NULL)
			return o;
		err_set(e, ERR_IO, NULL, "cannot write standard output: %s",
		    strerror(errno));
		goto fail;
	}
	if (!*target) {
		err_set(e, ERR_IO, NULL, "the file to write has no name");
		goto fail;
	}
	o->target = xstrdup(target);
	o->folder = path_folder(target);
	if (!check_target(o, e))
		goto fail;
	stem = xasprintf("%s/.%.200s.", o->folder, path_name(target));
	scratch_sweep(stem);
	fd = scratch_make(stem, &o->tmp);
	o->stream = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (o->stream) {
		o->block = xmalloc(BLOCK);
		setvbuf(o->stream, o->block, _IOFBF, BLOCK);
		return o;
	}
	refuse_errno(e, "write", target, errno);
	if (fd >= 0) {
		close(fd);
		unlink(o->tmp);
	}
fail:
	file_out_free(o);
	return NULL;
}

void
file_out_private(struct file_out *o)
{
	o->mode = 0600;
}

void
file_out_shared(struct file_out *o)
{
	if (file_is_shared(o->target))
		o->mode = 0660;
}

FILE *
file_out_stream(struct file_out *o)
{
	return o->stream;
}

const char *
file_out_path(struct file_out *o)
{
	return o->tmp;
}

/* Closes standard output, or the stream in front of a terminal. */
static bool
close_stdout(struct file_out *o)
{
	FILE *f = o->stream;
	bool ok = f == stdout || !ferror(f);

	o->stream = stdout;
	return (f == stdout || fclose(f) == 0) && ok;
}

static bool
commit_stdout(struct file_out *o, struct err *e)
{
	errno = 0;
	if (close_stdout(o) && fflush(stdout) == 0 && !ferror(stdout))
		return true;
	return err_set(e, ERR_IO, NULL, "cannot write standard output: %s",
	    errno ? strerror(errno) : "a part of it was not accepted");
}

/* Writes what is buffered; says why not in errno, 0 when that is not known. */
static bool
close_stream(struct file_out *o)
{
	bool failed = ferror(o->stream);
	int error;

	errno = 0;
	failed |= fflush(o->stream) != 0;
	error = errno;
	failed |= fclose(o->stream) != 0;
	o->stream = NULL;
	if (error)
		errno = error;
	return !failed;
}

/* Sets the file's permissions and waits until it is on the disk. Opened by name, since
 * a library may have replaced the temporary file. */
static bool
settle(const struct file_out *o)
{
	int fd = open(o->tmp, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), error;
	bool ok;

	if (fd < 0)
		return false;
	ok = fchmod(fd, o->mode) == 0 && fsync(fd) == 0;
	error = errno;
	close(fd);
	errno = error;
	return ok;
}

/* The new name must survive a power cut as well. By now the file is in place
 * and whole, so a folder that cannot be synced is no failure. */
static void
sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
}

bool
file_out_commit(struct file_out *o, struct err *e)
{
	bool ok;

	if (!o->target) {
		ok = commit_stdout(o, e);
		file_out_free(o);
		return ok;
	}
	ok = close_stream(o) && settle(o) && rename(o->tmp, o->target) == 0;
	if (ok) {
		sync_folder(o->folder);
		file_out_free(o);
		return true;
	}
	refuse(e, ERR_IO, "write", o->target, errno ? strerror(errno) :
	    "a part of it was not accepted; is the disk full?");
	file_out_abort(o);
	return false;
}

void
file_out_abort(struct file_out *o)
{
	if (!o)
		return;
	if (o->target) {
		if (o->stream)
			fclose(o->stream);
		unlink(o->tmp);
	} else {
		close_stdout(o);
	}
	file_out_free(o);
}

/* Appends at most limit + 1 bytes; false with errno set. */
static bool
read_all(int fd, size_t limit, struct buf *out)
{
	char chunk[65536];
	size_t total = 0;

	while (total <= limit) {
		size_t want = limit - total < sizeof(chunk) ? limit - total + 1 : sizeof(chunk);
		ssize_t n = read(fd, chunk, want);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		buf_add(out, chunk, (size_t)n);
		total += (size_t)n;
	}
	return true;
}

bool
file_input_whole(struct err *e)
{
	struct pollfd answers = { .fd = STDOUT_FILENO };

	/* sshd lets go of both ends when the line is gone, but maybe of this one first */
	return getenv("SSH_ORIGINAL_COMMAND") == NULL || poll(&answers, 1, LET_GO_MS) <= 0 ||
	    refuse(e, ERR_IO, "read", "standard input", "the line was cut before its end");
}

bool
file_read(const char *path, size_t limit, struct buf *out, struct err *e)
{
	bool std = strcmp(path, "-") == 0, ok = false;
	const char *name = std ? "standard input" : path;
	size_t before = out->len;
	struct stat st;
	int fd = STDIN_FILENO;

	/* O_NONBLOCK: a named pipe must not hold the program before it is refused. */
	if (!std && (fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) < 0)
		return refuse_errno(e, "read", path, errno);
	if (fstat(fd, &st) != 0)
		refuse_errno(e, "read", name, errno);
	else if (std ? S_ISDIR(st.st_mode) : !S_ISREG(st.st_mode))
		refuse(e, ERR_IO, "read", name, kind_of(st.st_mode));
	else if (!read_all(fd, limit, out))
		refuse_errno(e, "read", name, errno);
	else if (out->len - before > limit)
		refuse(e, ERR_IO, "read", name, "it is too large");
	else
		ok = !std || file_input_whole(e);
	if (!ok)
		buf_cut(out, before);
	if (!std)
		close(fd);
	return ok;
}

bool
file_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

const char *
file_unfit(const struct stat *st, size_t limit)
{
	return !S_ISREG(st->st_mode) ? kind_of(st->st_mode) :
	    st->st_size == 0 ? "it is empty" :
	    (uintmax_t)st->st_size > limit ? "it is too large" : NULL;
}

bool
file_read_still(const char *path, size_t limit, struct buf *out, struct stat *was,
    struct err *e)
{
	size_t before = out->len;
	const char *why = NULL;
	struct stat now;
	int fd;
	bool ok;

	if (lstat(path, was) != 0)
		return refuse_errno(e, "read", path_name(path), errno);
	if ((why = file_unfit(was, limit)) != NULL)
		return refuse(e, ERR_INVALID, "read", path_name(path), why);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return refuse_errno(e, "read", path_name(path), errno);
	ok = read_all(fd, limit, out) || refuse_errno(e, "read", path_name(path), errno);
	if (ok && (fstat(fd, &now) != 0 || !file_same(was, &now) ||
	    out->len - before != (size_t)now.st_size))
		ok = refuse(e, ERR_INVALID, "read", path_name(path), "it was written to meanwhile");
	close(fd);
	if (!ok)
		buf_cut(out, before);
	return ok;
}

bool
file_write_all(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t done = write(fd, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		at += done;
		n -= (size_t)done;
	}
	return true;
}

bool
file_hand_out(int fd, const char *after, struct err *e)
{
	char bytes[65536];
	ssize_t got;

	while ((got = read(fd, bytes, sizeof(bytes))) > 0)
		if (!file_write_all(STDOUT_FILENO, bytes, (size_t)got))
			return err_set(e, ERR_IO, NULL, "Cannot write to standard output: %s.%s",
			    strerror(errno), after);
	return got == 0 || err_set(e, ERR_IO, NULL, "The disk failed: %s.", strerror(errno));
}

bool
file_is_shared(const char *path)
{
	AUTO_FREE char *folder = path_folder(path);
	struct stat st;

	return stat(folder, &st) == 0 &&
	    (st.st_mode & (S_ISGID | S_IWGRP)) == (S_ISGID | S_IWGRP);
}

bool
file_make_own_folder(const char *path, struct err *e)
{
	struct stat st;

	if (mkdir(path, file_is_shared(path) ? 0770 : 0700) != 0 && errno != EEXIST)
		return refuse_errno(e, "make the folder", path, errno);
	if (lstat(path, &st) != 0)
		return refuse_errno(e, "make the folder", path, errno);
	if (S_ISDIR(st.st_mode))
		return true;
	AUTO_FREE char *name = shown(path);

	/* the reason first, since the path may be long */
	return err_set(e, ERR_IO, NULL, "%s where a folder of chairside's own should be: %s",
	    S_ISREG(st.st_mode) ? "There is a file" :
	    S_ISLNK(st.st_mode) ? "There is a symbolic link" : "There is no folder", name);
}

bool
file_make_folder(const char *path, struct err *e)
{
	AUTO_FREE char *part = xstrdup(path);
	struct stat st;
	char *p;

	if (!*path)
		return err_set(e, ERR_IO, NULL, "the folder to make has no name");
	for (p = part; *p; ) {
		char after;

		p += strspn(p, "/");
		p += strcspn(p, "/");
		after = *p;
		*p = '\0';
		if (mkdir(part, file_is_shared(part) ? 0770 : 0700) != 0 &&
		    errno != EEXIST)
			return refuse_errno(e, "make the folder", part, errno);
		if (stat(part, &st) != 0)
			return refuse_errno(e, "make the folder", part, errno);
		if (!S_ISDIR(st.st_mode))
			return refuse(e, ERR_IO, "make the folder", part,
			    "there is a file of that name");
		*p = after;
	}
	return true;
}
