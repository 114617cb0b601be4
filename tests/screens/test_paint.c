/*
 * What curses is given for a painting: all cells of a window of which nothing is known, and
 * afterwards those that have changed, each with the one before it, whose style a blank
 * behind it decides. Cells are counted, not bytes: curses compares once more. It does not
 * look for keys meanwhile, and writes all rows at once.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "screens/toolkit/terminal.h"
#include "tests/support/test.h"

/* after our own headers, as in terminal.c */
#include <curses.h>

#define ROWS 24
#define COLUMNS 80

enum { FIRST, SAME, LETTER, ROW, COLUMN, FORGOTTEN, PAINTINGS };

static long given, looked, writes;

/* These take the place of the library's, and count. */
int
poll(struct pollfd *fds, nfds_t n, int ms)
{
	struct timespec until = { ms / 1000, ms % 1000 * 1000000L };

	looked++;
	return ppoll(fds, n, ms < 0 ? NULL : &until, NULL);
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	writes++;
	return syscall(SYS_write, fd, bytes, n);
}

int
setcchar(cchar_t *cell, const wchar_t *text, const attr_t looks, short pair, const void *more)
{
	int (*theirs)(cchar_t *, const wchar_t *, attr_t, short, const void *);
	void *found = dlsym(RTLD_NEXT, "setcchar");

	memcpy(&theirs, &found, sizeof(theirs));
	given++;
	return theirs(cell, text, looks, pair, more);
}

/* Standard input and output; assertions wait until they are what they were. */
struct line {
	int master, in, out;
};

static struct line
line_begin(void)
{
	struct line l = { posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC),
	    dup(STDIN_FILENO), dup(STDOUT_FILENO) };
	char name[64];
	int slave;

	assert_true(grantpt(l.master) == 0 && unlockpt(l.master) == 0);
	assert_int_equal(ptsname_r(l.master, name, sizeof(name)), 0);
	slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	fflush(stdout);
	assert_true(slave >= 0 && dup2(slave, STDIN_FILENO) >= 0 &&
	    dup2(slave, STDOUT_FILENO) >= 0);
	close(slave);
	return l;
}

static void
line_read(const struct line *l)
{
	char bytes[4096];

	while (read(l->master, bytes, sizeof(bytes)) > 0)
		;
}

static void
line_end(const struct line *l)
{
	dup2(l->in, STDIN_FILENO);
	dup2(l->out, STDOUT_FILENO);
	close(l->in);
	close(l->out);
	close(l->master);
}

static long
painted(const struct line *l, struct terminal *t, const struct canvas *c)
{
	given = writes = 0;
	terminal_paint(t, c);
	line_read(l);
	return given;
}

static void
curses_is_given_what_has_changed(void **state)
{
	struct canvas *c = canvas_new(ROWS, COLUMNS, false);
	struct area all = canvas_area(c);
	long cells[PAINTINGS], written = -1, written_column = -1;
	long looked_for_keys = -1;
	struct line l;
	struct terminal *t;
	int y;

	setenv("TERM", "xterm-256color", 1);
	for (y = 0; y < ROWS; y++)
		canvas_textf(c, all, y, 0, STYLE_TEXT, "%02d Byrne, Ada", y);
	l = line_begin();
	t = terminal_open(false, NULL);
	if (t != NULL) {
		looked = 0;
		cells[FIRST] = painted(&l, t, c);
		cells[SAME] = painted(&l, t, c);
		canvas_text(c, all, 7, 5, STYLE_TEXT, "i");
		cells[LETTER] = painted(&l, t, c);
		canvas_text(c, all, 9, 0, STYLE_SELECTED, "09 Byrne, Ada");
		cells[ROW] = painted(&l, t, c);
		written = writes;
		for (y = 0; y < ROWS; y++)
			canvas_text(c, all, y, 40 + y, STYLE_TEXT, "x");
		cells[COLUMN] = painted(&l, t, c);
		written_column = writes;
		terminal_forget(t);
		cells[FORGOTTEN] = painted(&l, t, c);
		looked_for_keys = looked;
		terminal_close(t);
	}
	line_end(&l);
	canvas_free(c);
	assert_non_null(t);
	/* the last cell of all would scroll the window */
	assert_int_equal(cells[FIRST], ROWS * COLUMNS - 1);
	assert_int_equal(cells[SAME], 0);
	assert_int_equal(cells[LETTER], 2);
	assert_int_equal(cells[ROW], strlen("09 Byrne, Ada"));
	assert_int_equal(cells[COLUMN], 2 * ROWS);
	assert_true(written > 0);
	assert_int_equal(written_column, written);
	assert_int_equal(cells[FORGOTTEN], ROWS * COLUMNS - 1);
	assert_int_equal(looked_for_keys, 0);
}

TEST_MAIN(
    cmocka_unit_test(curses_is_given_what_has_changed))
