/*
 * line.c - see line.h.
 */
#include "tests/soak/line.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/mem.h"

#define ROWS 24
#define COLS 80
#define WORDS_MAX 40

double
soak_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What the terminal answers to the program's questions. */
static void
answer(const char *bytes, size_t n, void *arg)
{
	struct line *l = arg;

	if (write(l->fd, bytes, n) != (ssize_t)n)
		return;
}

static char *
numbered(const char *word, int number)
{
	struct buf out = BUF_INIT;

	for (; *word != '\0'; word++)
		if (*word == '%')
			buf_addf(&out, "%02d", number);
		else
			buf_addc(&out, *word);
	return buf_steal(&out);
}

void
line_start(struct line *l, char *const words[], int number)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLS };
	char *argv[WORDS_MAX] = { NULL };
	VTermScreen *screen;
	size_t i;

	for (i = 0; words[i] != NULL && i + 1 < WORDS_MAX; i++)
		argv[i] = numbered(words[i], number);
	l->pid = forkpty(&l->fd, NULL, NULL, &size);
	BUG_IF(l->pid < 0);
	if (l->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
	for (i = 0; argv[i] != NULL; i++)
		free(argv[i]);
	fcntl(l->fd, F_SETFL, O_NONBLOCK);
	l->vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(l->vt, 1);
	vterm_output_set_callback(l->vt, answer, l);
	screen = vterm_obtain_screen(l->vt);
	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_reset(screen, 1);
	l->typed_at = l->byte_at = 0;
}

void
line_type(struct line *l, const char *keys)
{
	size_t n = strlen(keys);

	l->byte_at = 0;
	l->typed_at = soak_ms();
	BUG_IF(write(l->fd, keys, n) != (ssize_t)n);
}

double
line_take(struct line *l, bool *ended)
{
	char bytes[65536];
	ssize_t n = read(l->fd, bytes, sizeof(bytes));
	double took = -1;

	*ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
	if (n > 0) {
		if (l->byte_at == 0 || soak_ms() - l->byte_at < QUIET_MS)
			l->byte_at = soak_ms();
		vterm_input_write(l->vt, bytes, (size_t)n);
	}
	if (l->typed_at > 0 && l->byte_at > 0 && soak_ms() - l->byte_at > QUIET_MS) {
		took = l->byte_at - l->typed_at;
		l->typed_at = 0;
	}
	return took;
}

static const char *
row(struct line *l, int y, char text[COLS * 4 + 1])
{
	VTermRect at = { .start_row = y, .end_row = y + 1, .end_col = COLS };

	text[vterm_screen_get_text(vterm_obtain_screen(l->vt), text, COLS * 4, at)] = '\0';
	return text;
}

bool
line_has(struct line *l, const char *text)
{
	char shown[COLS * 4 + 1];
	int y;

	for (y = 0; y < ROWS; y++)
		if (strstr(row(l, y, shown), text) != NULL)
			return true;
	return false;
}

void
line_print(struct line *l, FILE *to)
{
	char text[COLS * 4 + 1];
	int y;

	for (y = 0; y < ROWS; y++)
		fprintf(to, "    %s\n", row(l, y, text));
}

void
line_drop(struct line *l)
{
	close(l->fd);
	kill(l->pid, SIGHUP);
	waitpid(l->pid, NULL, 0);
	vterm_free(l->vt);
	l->pid = 0;
}
