#!/bin/sh
# ncurses 6.4 (Debian 12): a program that has never called endwin() writes each movement of
# the cursor to the terminal by itself.
#
# doupdate() collects what a screen needs and writes it when its buffer is full or the
# screen is done. Not so before the first endwin(): until then it takes itself for a program
# that moves the cursor without curses, and empties its buffer after each movement. So a list
# whose twenty rows change in one column costs twenty-one calls to write(2), and over SSH as
# many small packets as the kernel does not join. Called once right after newterm(), endwin()
# ends that: the next refresh begins the screen again, and a screen is one write.
. "$(dirname "$0")/lib.sh"

debian libncursesw6=6.4-4 libncurses-dev=6.4-4

cat >try.c <<'END'
#define _GNU_SOURCE
#include <curses.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static int writes;

/* Takes the place of the library's, and counts. */
ssize_t
write(int fd, const void *bytes, size_t n)
{
	writes++;
	return syscall(SYS_write, fd, bytes, n);
}

int
main(int argc, char **argv)
{
	FILE *out = fopen("/dev/null", "w");
	int row;

	if (out == NULL || newterm("xterm", out, stdin) == NULL)
		return 2;
	if (argc > 1)
		endwin();
	refresh();
	writes = 0;
	for (row = 0; row < 20; row++)
		mvaddch(row, 40, 'x');
	refresh();
	dprintf(STDOUT_FILENO, "%d\n", writes);
	return 0;
}
END
cc -o try try.c -I"$root/usr/include" -L"$libraries" -lncursesw -ltinfo

seen 'writes for twenty rows' 21 "$(./try)"
seen 'writes for twenty rows, after an endwin()' 1 "$(./try ended)"
told
