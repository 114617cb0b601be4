/*
 * photo_copy.c - the copy of a picture that may leave, made by a child process.
 *
 * Decoders are large, and the bytes come from anywhere. So they run in a process that has
 * nothing open but a pipe, a bound on memory and time, and no way to the terminal; what it
 * hands back is searched here before it counts, and its words are made harmless.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/file.h"
#include "base/text.h"
#include "exchange/photo_inside.h"

#define CHILD_SECONDS 30		/* of a processor */
#define CHILD_WAIT_SECONDS 90
#define CHILD_MEMORY (3LL << 30)
#define CHILD_PIPE 3			/* its only open file behind the standard ones */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* --- in the child ---------------------------------------------------------------------- */

static bool
make_copy(struct bytes file, enum photo_format format, int turn, struct buf *jpeg,
    struct err *e)
{
	struct pixels p = { .profile = BUF_INIT };
	bool done;

	if (format == PHOTO_JPEG) {
		if (photo_jpeg_turn(file, turn, jpeg, e))
			return true;
		if (e->code != ERR_NONE)
			return false;
	}
	done = photo_decode(file, format, &p, e) && photo_to_srgb(&p, e) &&
	    photo_turn(&p, turn, e) && photo_jpeg_encode(&p, jpeg, e);
	photo_pixels_free(&p);
	return done;
}

static void
bound(int what, rlim_t most)
{
	setrlimit(what, &(struct rlimit){ most, most });
}

/* Leaves the child nothing of its parent's but its memory. Under a sanitizer what goes wrong
 * is told, and memory is not bounded: it reserves more than any bound. */
static void
cut_off(int to)
{
	int nothing = open("/dev/null", O_RDWR), i;

	bug_set_hook(NULL);
	for (i = 0; i < 3 - SANITIZED; i++)
		dup2(nothing, i);
	dup2(to, CHILD_PIPE);
	close_range(CHILD_PIPE + 1, ~0U, 0);
	signal(SIGALRM, SIG_DFL);
	signal(SIGXCPU, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	alarm(CHILD_WAIT_SECONDS);
	bound(RLIMIT_CPU, CHILD_SECONDS);
	bound(RLIMIT_CORE, 0);
	if (!SANITIZED)
		bound(RLIMIT_DATA, CHILD_MEMORY);
}

/* What it hands back is a byte, the code of what went wrong or ERR_NONE, and behind it the
 * sentence, or the copy. */
static _Noreturn void
be_child(int to, struct bytes file, enum photo_format format, int turn)
{
	struct buf jpeg = BUF_INIT;
	struct err e = { 0 };
	bool written;
	char code;

	cut_off(to);
	if (!make_copy(file, format, turn, &jpeg, &e)) {
		buf_cut(&jpeg, 0);
		buf_adds(&jpeg, e.text);
	}
	code = e.code;
	written = file_write_all(CHILD_PIPE, &code, 1) && file_write_all(CHILD_PIPE, jpeg.s, jpeg.len);
	buf_free(&jpeg);
	_exit(written ? 0 : 1);
}

/* --- in the parent --------------------------------------------------------------------- */

static void
read_all(int fd, struct buf *out)
{
	char room[65536];
	ssize_t n;

	while ((n = read(fd, room, sizeof(room))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(out, room, n);
}

/* Runs the child; `said` gets what it wrote. False with a sentence: it did not end well. */
static bool
run_child(struct bytes file, enum photo_format format, int turn, struct buf *said,
    struct err *e)
{
	int fds[2], status = 0;
	pid_t child, ended;

	if (pipe2(fds, O_CLOEXEC) != 0)
		return err_set(e, ERR_IO, NULL, "The picture could not be read: %s.",
		    strerror(errno));
	child = fork();
	if (child == 0)
		be_child(fds[1], file, format, turn);
	close(fds[1]);
	if (child < 0) {
		err_set(e, ERR_IO, NULL, "The picture could not be read: %s.", strerror(errno));
		close(fds[0]);
		return false;
	}
	read_all(fds[0], said);
	close(fds[0]);
	do
		ended = waitpid(child, &status, 0);
	while (ended < 0 && errno == EINTR);
	if (ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (ended == child && WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGXCPU))
		return err_set(e, ERR_INVALID, NULL, "This picture cannot be shown: it takes too "
		    "long to read.");
	return err_set(e, ERR_INVALID, NULL, "This picture cannot be shown: what reads %s "
	    "pictures failed at it.", photo_format_name(format));
}

/* Can a copy be made of it, as far as its first bytes tell? */
static bool
check(const struct photo *p, size_t n, struct err *e)
{
	if (n == 0)
		return err_set(e, ERR_INVALID, NULL, "This picture cannot be shown: the file is "
		    "empty.");
	if (photo_can_be_shown(p->format))
		return photo_fits(p->width, p->height, e);
	if (p->format == PHOTO_OTHER)
		return err_set(e, ERR_INVALID, NULL, "This file is no picture that can be shown.");
	return err_set(e, ERR_INVALID, NULL, "This file (%s) can be kept, but not shown.",
	    photo_format_name(p->format));
}

bool
photo_copy(const void *bytes, size_t n, int quarter_turns, struct buf *jpeg, struct err *e)
{
	/* A quarter clockwise more than each orientation. */
	static const int quarter[] = { 0, 6, 7, 8, 5, 2, 3, 4, 1 };
	AUTO_BUF struct buf said = BUF_INIT, sentence = BUF_INIT;
	struct bytes copy;
	struct photo p;

	photo_look(bytes, n, &p);
	if (!check(&p, n, e))
		return false;
	for (; quarter_turns > 0; quarter_turns--)
		p.turn = quarter[p.turn];
	if (!run_child((struct bytes){ bytes, n }, p.format, p.turn, &said, e))
		return false;
	if (said.s[0] != ERR_NONE) {
		text_show(&sentence, said.len > 0 ? said.s + 1 : "", false);
		return err_set(e, said.s[0] == ERR_IO ? ERR_IO : ERR_INVALID, NULL, "%s",
		    sentence.s);
	}
	copy = bytes_part((struct bytes){ (const uint8_t *)said.s, said.len }, 1, said.len);
	if (!photo_clean(copy, e))
		return false;
	buf_add(jpeg, copy.at, copy.n);
	return true;
}
