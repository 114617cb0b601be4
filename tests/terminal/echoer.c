/*
 * echoer.c - a small program for the tests of the harness.
 *
 * Writes what is typed, capitals in bold, and its size when that changes; '#' leaves
 * the terminal as it is, '%' aborts, '$' ends. Speaks the marks of term.h.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t resized = 1, stopped;

static void
on_signal(int number)
{
	if (number == SIGWINCH)
		resized = 1;
	else
		stopped = 1;
}

static void
echo(char c)
{
	if (c == '#')
		_exit(3);
	if (c == '%')
		abort();
	if (c == '$')
		stopped = 1;
	if (c >= 'A' && c <= 'Z')
		printf("\033[1m%c\033[m", c);
	else
		putchar(c < ' ' ? '?' : c);
}

static void
tell_size(void)
{
	struct winsize w;

	ioctl(0, TIOCGWINSZ, &w);
	printf("\033[3;1H%dx%d \033[1;1H", w.ws_row, w.ws_col);
	resized = 0;
}

int
main(void)
{
	struct sigaction sa = { .sa_handler = on_signal };
	struct termios before, raw;
	unsigned long n_read = 0;
	sigset_t blocked, open_mask;
	char bytes[256];
	ssize_t i, n = 0;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGWINCH);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, &open_mask);
	sigaction(SIGWINCH, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	tcgetattr(0, &before);
	raw = before;
	cfmakeraw(&raw);
	tcsetattr(0, TCSANOW, &raw);
	printf("\033[?1049h\033[?2004h\033[2J\033[2;1H\033[31mred \033[7mback\033[m é 日");
	while (!stopped && n >= 0) {
		struct pollfd fd = { .fd = 0, .events = POLLIN };

		if (resized)
			tell_size();
		for (i = 0; i < n; i++)
			echo(bytes[i]);
		printf("\033]777;chairside;%lu\a", n_read);
		fflush(stdout);
		n = 0;
		if (!stopped && ppoll(&fd, 1, NULL, &open_mask) > 0 &&
		    (n = read(0, bytes, sizeof(bytes))) <= 0)
			break;
		n_read += (unsigned long)n;
	}
	printf("\033[?2004l\033[?1049l");
	fflush(stdout);
	tcsetattr(0, TCSANOW, &before);
	return 0;
}
