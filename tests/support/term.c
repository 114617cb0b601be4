/*
 * term.c - a program in a pseudo terminal.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/support/term_inside.h"
#include "tests/support/test.h"

#define MARK_BEGIN "\033]777;chairside;"
#define MARK_MAX 64
#define PRINT_ON "\033[5i"
#define PRINT_OFF "\033[4i"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define TURN_MS 10	/* between two looks whether a program has ended */

const char *
term_program(void)
{
	const char *program = getenv("CHAIRSIDE_PROGRAM");

	if (program == NULL)
		fail_msg("CHAIRSIDE_PROGRAM is not set");
	return program;
}

/* --- what the program writes -------------------------------------------------- */

/* Devanagari's vowel signs AA and I do not reach the screen: those that are drawn within
 * the cell of their letter are not there for whoever looks at cells. */
static void
show_without_signs(struct term *t, const char *bytes, size_t n)
{
	static const char sign[] = "\xE0\xA4";
	size_t i;

	for (i = 0; i < n; i++) {
		bool is = t->in_sign == 2 && (bytes[i] == '\xBE' || bytes[i] == '\xBF');

		if (t->in_sign < 2 && bytes[i] == sign[t->in_sign]) {
			t->in_sign++;
			continue;
		}
		if (!is) {
			vterm_input_write(t->vt, sign, t->in_sign);
			vterm_input_write(t->vt, bytes + i, 1);
		}
		t->in_sign = 0;
	}
}

/* Konsole fills a row that letters are taken out of at the wrong place. */
static void
look_for_shift(struct term *t, const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (bytes[i] == '\033')
			t->in_csi = 1;
		else if (t->in_csi == 1)
			t->in_csi = bytes[i] == '[' ? 2 : 0;
		else if (t->in_csi == 2 && (bytes[i] < '0' || bytes[i] > '9')) {
			t->shifts = t->shifts || bytes[i] == 'P' || bytes[i] == '@';
			t->in_csi = 0;
		}
	}
}

static void
show(struct term *t, const char *bytes, size_t n)
{
	t->written += n;
	buf_add(&t->output, bytes, n);
	if (t->prints) {
		buf_add(&t->paper, bytes, n);
		return;
	}
	look_for_shift(t, bytes, n);
	if (t->signs_within)
		show_without_signs(t, bytes, n);
	else
		vterm_input_write(t->vt, bytes, n);
}

/* A sequence that is whole, begun by ESC: ours, or the screen's. */
static bool
take_sequence(struct term *t)
{
	struct buf *m = &t->mark;
	size_t begin = strlen(MARK_BEGIN);

	if (m->len < begin && memcmp(m->s, MARK_BEGIN, m->len) == 0)
		return false;
	if (m->len >= begin && memcmp(m->s, MARK_BEGIN, begin) == 0) {
		if (m->s[m->len - 1] != '\a' && m->len < MARK_MAX)
			return false;
		t->seen = strtoul(m->s + begin, NULL, 10);
		t->marks++;
		return true;
	}
	if (m->len < strlen(PASTE_ON) && memcmp(m->s, PASTE_ON, m->len) == 0)
		return false;
	if (m->len < strlen(PRINT_ON) && (memcmp(m->s, PRINT_ON, m->len) == 0 ||
	    memcmp(m->s, PRINT_OFF, m->len) == 0))
		return false;
	if (strcmp(m->s, PRINT_ON) == 0 || strcmp(m->s, PRINT_OFF) == 0) {
		buf_adds(&t->output, m->s);
		t->prints = strcmp(m->s, PRINT_ON) == 0;
		return true;
	}
	if (strcmp(m->s, PASTE_ON) == 0 || strcmp(m->s, PASTE_OFF) == 0)
		t->pastes = strcmp(m->s, PASTE_ON) == 0;
	show(t, m->s, m->len);
	return true;
}

static void
take_output(struct term *t, const char *bytes, size_t n)
{
	size_t i, from = 0;

	for (i = 0; i < n; i++) {
		if (t->mark.len == 0 && bytes[i] != '\033')
			continue;
		if (t->mark.len == 0) {
			show(t, bytes + from, i - from);
		} else if (bytes[i] == '\033') {	/* it was something else */
			show(t, t->mark.s, t->mark.len);
			buf_cut(&t->mark, 0);
		}
		buf_addc(&t->mark, bytes[i]);
		if (take_sequence(t))
			buf_cut(&t->mark, 0);
		from = i + 1;
	}
	if (t->mark.len == 0)
		show(t, bytes + from, n - from);
}

/* Carries bytes both ways once, waiting at most so long. False: nothing moved. */
static bool
carry(struct term *t, int ms)
{
	struct pollfd fd = { .fd = t->line };
	char bytes[65536];
	ssize_t n;
	bool moved = false;

	if (t->line < 0) {
		poll(NULL, 0, ms);
		return false;
	}
	fd.events = (short)((t->stalled ? 0 : POLLIN) | (t->queue.len > 0 ? POLLOUT : 0));
	if (poll(&fd, 1, ms) <= 0)
		return false;
	if (fd.revents & POLLOUT) {
		n = write(t->line, t->queue.s, t->queue.len);
		if (n > 0) {
			memmove(t->queue.s, t->queue.s + n, t->queue.len - (size_t)n);
			buf_cut(&t->queue, t->queue.len - (size_t)n);
			moved = true;
		}
	}
	if (!t->stalled && (fd.revents & (POLLIN | POLLHUP | POLLERR))) {
		n = read(t->line, bytes, sizeof(bytes));
		if (n > 0)
			take_output(t, bytes, (size_t)n);
		moved = moved || n > 0;
	}
	return moved;
}

/* The same for as long as patience lasts, or until the program has ended. */
static bool
pump(struct term *t)
{
	int turns;

	for (turns = 0; turns < TERM_PATIENCE * 1000 / TURN_MS && !t->ended; turns++) {
		if (carry(t, TURN_MS))
			return true;
		t->ended = waitpid(t->pid, &t->status, WNOHANG) == t->pid;
	}
	return false;
}

static void
pump_on(struct term *t, const char *what)
{
	bool moved = pump(t);

	if (t->ended)
		term_fail(t, "the program ended; waited for %s", what);
	if (!moved)
		term_fail(t, "the program is silent; waited for %s (read %lu of %zu)",
		    what, t->seen, t->sent);
}

/* --- beginning ------------------------------------------------------------------ */

static void
add_env(char **env, size_t *n, char *setting)
{
	BUG_IF(*n >= 63);
	env[(*n)++] = setting;
	env[*n] = NULL;
}

static void
become(const struct term_setup *s, const char *const argv[], const char *folder,
    const char *line)
{
	char *env[64];
	size_t i, n = 0;
	int fd;

	add_env(env, &n, xasprintf("TERM=%s", s->term ? s->term : "xterm-256color"));
	add_env(env, &n, xasprintf("LC_ALL=%s", s->locale ? s->locale : "C.UTF-8"));
	add_env(env, &n, xasprintf("LANG=%s", s->locale ? s->locale : "C.UTF-8"));
	add_env(env, &n, xasprintf("CHAIRSIDE_NOW=%s",
	    s->now ? s->now : "2026-03-12T10:00"));
	add_env(env, &n, xasprintf("PATH=%s", getenv("PATH")));
	add_env(env, &n, xstrdup("CHAIRSIDE_SYNC=1"));
	add_env(env, &n, xstrdup("TZ=UTC"));
	add_env(env, &n, xstrdup("HOME=/nonexistent"));
	add_env(env, &n, xstrdup("XDG_DATA_HOME=/nonexistent"));
	for (i = 0; s->env != NULL && s->env[i] != NULL; i++)
		add_env(env, &n, xstrdup(s->env[i]));
	signal(SIGHUP, SIG_DFL);	/* whatever the tests were begun by ignores it */
	setsid();
	fd = open(line, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0 || chdir(folder) != 0)
		_exit(126);
	dup2(fd, 0);
	dup2(fd, 1);
	dup2(fd, 2);
	if (fd > 2)
		close(fd);
	execve(argv[0], (char *const *)(uintptr_t)argv, env);
	_exit(127);
}

static void
open_pty(struct term *t, char *line, size_t size)
{
	struct winsize w = { .ws_row = (unsigned short)t->rows,
	    .ws_col = (unsigned short)t->cols };

	t->line = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (t->line < 0 || grantpt(t->line) != 0 || unlockpt(t->line) != 0 ||
	    ptsname_r(t->line, line, size) != 0)
		fail_msg("no pseudo terminal");
	/* Held open: the settings of the line outlast the program. */
	t->held = open(line, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (t->held < 0 || ioctl(t->held, TIOCSWINSZ, &w) != 0 ||
	    tcgetattr(t->held, &t->before) != 0)
		fail_msg("the pseudo terminal cannot be set up");
}

struct term *
term_start(const struct term_setup *setup, const char *const argv[])
{
	static const struct term_setup plain;
	const struct term_setup *s = setup != NULL ? setup : &plain;
	const char *folder = test_folder();
	struct term *t = xcalloc(1, sizeof(*t));
	char line[64];

	t->rows = s->rows > 0 ? s->rows : 24;
	t->cols = s->cols > 0 ? s->cols : 80;
	t->no_sync = s->no_sync;
	t->one_screen = s->one_screen;
	t->prints = s->prints;
	t->signs_within = s->signs_within;
	t->mark = t->row = t->queue = t->paper = (struct buf)BUF_INIT;
	open_pty(t, line, sizeof(line));
	term_screen_begin(t, s->locale == NULL || strstr(s->locale, "UTF-8") != NULL,
	    s->one_screen);
	fflush(NULL);
	t->pid = fork();
	if (t->pid < 0)
		fail_msg("no child");
	if (t->pid == 0)
		become(s, argv, folder, line);
	while (!t->no_sync && t->marks == 0)
		pump_on(t, "its first screen");
	return t;
}

/* --- ending ----------------------------------------------------------------------- */

static void
term_free(struct term *t)
{
	if (t->line >= 0) {
		close(t->line);
		close(t->held);
	}
	vterm_free(t->vt);
	buf_free(&t->mark);
	buf_free(&t->row);
	buf_free(&t->queue);
	buf_free(&t->output);
	buf_free(&t->paper);
	free(t);
}

static void
check_restored(struct term *t)
{
	struct termios now;

	if (t->line < 0)
		return;
	while (carry(t, 0))	/* its last words */
		;
	if (tcgetattr(t->held, &now) != 0 || now.c_lflag != t->before.c_lflag ||
	    now.c_iflag != t->before.c_iflag || now.c_oflag != t->before.c_oflag)
		term_fail(t, "the line's settings were not given back");
	if (t->other_screen || !t->cursor_shown || t->pastes || t->prints)
		term_fail(t, "left on the terminal:%s%s%s%s",
		    t->other_screen ? " the other screen" : "",
		    t->cursor_shown ? "" : " a hidden cursor",
		    t->pastes ? " bracketed pastes" : "", t->prints ? " its printer" : "");
	if (t->shifts)
		term_fail(t, "letters were put into a row, or taken out of it");
	if (t->one_screen && term_has(t, "LIST"))
		term_fail(t, "its last picture was left on the terminal");
}

static int
wait_for_end(struct term *t)
{
	int status;

	t->stalled = false;
	while (pump(t))
		;
	if (!t->ended) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, &t->status, 0);
		term_fail(t, "the program does not end");
	}
	status = t->status;
	if (WIFEXITED(status) && !t->no_sync)
		check_restored(t);
	term_free(t);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
term_stop(struct term *t)
{
	if (!t->ended)
		kill(t->pid, SIGTERM);
	return wait_for_end(t);
}

int
term_leave(struct term *t, const char *keys)
{
	if (keys != NULL)
		term_key_bytes(&t->queue, keys);
	return wait_for_end(t);
}

int
term_hangup(struct term *t)
{
	close(t->held);
	close(t->line);
	t->line = -1;
	return wait_for_end(t);
}

void
term_signal(struct term *t, int number)
{
	kill(t->pid, number);
}

/* --- typing --------------------------------------------------------------------------- */

void
term_send(struct term *t, const void *bytes, size_t n)
{
	t->sent += n;
	t->bells = 0;
	buf_add(&t->queue, bytes, n);
	while (t->stalled && t->queue.len > 0)
		if (!pump(t))
			term_fail(t, "the program does not read while its line stalls");
}

void
term_settle(struct term *t)
{
	while (t->queue.len > 0 || (!t->no_sync && t->seen < t->sent))
		pump_on(t, "the keys to be on the screen");
}

void
term_raw(struct term *t, const void *bytes, size_t n)
{
	term_send(t, bytes, n);
	term_settle(t);
}

void
term_keys(struct term *t, const char *keys)
{
	AUTO_BUF struct buf bytes = BUF_INIT;

	term_key_bytes(&bytes, keys);
	term_raw(t, bytes.s, bytes.len);
}

void
term_stall(struct term *t, bool stalled)
{
	t->stalled = stalled;
}

void
term_resize(struct term *t, int rows, int cols)
{
	struct winsize w = { .ws_row = (unsigned short)rows,
	    .ws_col = (unsigned short)cols };
	bool same = rows == t->rows && cols == t->cols;
	unsigned marks = t->marks;

	term_screen_resize(t, rows, cols);
	if (ioctl(t->line, TIOCSWINSZ, &w) != 0)
		fail_msg("no size %dx%d", rows, cols);
	while (!same && !t->stalled && !t->no_sync && t->marks == marks)
		pump_on(t, "the new size to be painted");
}

void
term_await(struct term *t, const char *text)
{
	while (!term_has(t, text))
		pump_on(t, text);
}

char *
term_output(struct term *t)
{
	return buf_steal(&t->output);
}

char *
term_paper(struct term *t)
{
	return buf_steal(&t->paper);
}

size_t
term_written(struct term *t)
{
	size_t n = t->written;

	t->written = 0;
	return n;
}

unsigned
term_bells(const struct term *t)
{
	return t->bells;
}
