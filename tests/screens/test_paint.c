/*
 * What is sent for a painting: the whole window where nothing is known of it, and afterwards
 * what has changed. A few columns between two others are sent with them, many blanks are
 * emptied, and a list that went on by a row is moved by the terminal.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/toolkit/terminal.h"
#include "tests/support/test.h"

#define ROWS 24
#define COLUMNS 80
#define HIDDEN "\033[24;1H"	/* where a hidden cursor is left */

enum { FIRST, SAME, LETTER, STYLE, BETWEEN, BLANKS, UP, DOWN, FORGOTTEN, PAINTINGS };

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
line_end(const struct line *l)
{
	dup2(l->in, STDIN_FILENO);
	dup2(l->out, STDOUT_FILENO);
	close(l->in);
	close(l->out);
	close(l->master);
}

/* What is sent for the canvas; the caller frees. */
static char *
painted(const struct line *l, struct terminal *t, const struct canvas *c)
{
	AUTO_BUF struct buf sent = BUF_INIT;
	char bytes[4096];
	ssize_t n;

	terminal_paint(t, c);
	while ((n = read(l->master, bytes, sizeof(bytes))) > 0)
		buf_add(&sent, bytes, (size_t)n);
	return buf_steal(&sent);
}

/* Rows of a list from the given one on, between those of the window. */
static void
paint_list(struct canvas *c, int first)
{
	int y;

	for (y = 3; y < ROWS - 2; y++)
		canvas_textf(c, canvas_area(c), y, 0, STYLE_TEXT, "%02d Byrne, Ada", first + y);
}

static void
paint_all(const struct line *l, struct terminal *t, struct canvas *c, char **sent)
{
	struct area all = canvas_area(c);

	sent[FIRST] = painted(l, t, c);
	sent[SAME] = painted(l, t, c);
	canvas_text(c, all, 7, 5, STYLE_TEXT, "i");
	sent[LETTER] = painted(l, t, c);
	canvas_text(c, all, 9, 0, STYLE_STRONG, "09");
	sent[STYLE] = painted(l, t, c);
	canvas_text(c, all, 7, 3, STYLE_TEXT, "b");
	canvas_text(c, all, 7, 6, STYLE_TEXT, "m");
	sent[BETWEEN] = painted(l, t, c);
	canvas_text(c, all, 0, 0, STYLE_TEXT, "                         ");
	sent[BLANKS] = painted(l, t, c);
	paint_list(c, 0);
	free(painted(l, t, c));
	paint_list(c, 1);
	sent[UP] = painted(l, t, c);
	paint_list(c, 0);
	sent[DOWN] = painted(l, t, c);
	terminal_forget(t);
	sent[FORGOTTEN] = painted(l, t, c);
}

static void
what_has_changed_is_sent(void **state)
{
	struct canvas *c = canvas_new(ROWS, COLUMNS, false);
	char *sent[PAINTINGS] = { NULL };
	struct line l;
	struct terminal *t;
	size_t i;

	setenv("TERM", "xterm-256color", 1);
	canvas_text(c, canvas_area(c), 0, 0, STYLE_TEXT, "A practice of Vancouver, and its day");
	paint_list(c, 0);
	l = line_begin();
	t = terminal_open(false, NULL);
	if (t != NULL)
		paint_all(&l, t, c, sent);
	terminal_close(t);
	line_end(&l);
	canvas_free(c);
	assert_non_null(t);
	assert_non_null(strstr(sent[FIRST], "\033[4;1H03 Byrne, Ada"));
	assert_non_null(strstr(sent[FIRST], "\033[22;1H21 Byrne, Ada"));
	assert_string_equal(sent[SAME], HIDDEN);
	assert_string_equal(sent[LETTER], "\033[8;6Hi" HIDDEN);
	assert_int_equal(strncmp(sent[STYLE], "\033[10;1H\033", 8), 0);
	assert_non_null(strstr(sent[STYLE], "m09\033"));
	assert_string_equal(sent[BETWEEN], "\033[8;4Hbyim" HIDDEN);
	assert_string_equal(sent[BLANKS], "\033[1;1H\033[25X" HIDDEN);
	assert_string_equal(sent[UP], "\033[4;22r\033[22;1H\n\033[1;24r"
	    "\033[22;1H22 Byrne, Ada" HIDDEN);
	assert_string_equal(sent[DOWN], "\033[4;22r\033[4;1H\033M\033[1;24r"
	    "\033[4;1H03 Byrne, Ada" HIDDEN);
	assert_non_null(strstr(sent[FORGOTTEN], "\033[2J"));
	assert_non_null(strstr(sent[FORGOTTEN], "\033[22;1H21 Byrne, Ada"));
	for (i = 0; i < PAINTINGS; i++)
		free(sent[i]);
}

TEST_MAIN(
    cmocka_unit_test(what_has_changed_is_sent))
