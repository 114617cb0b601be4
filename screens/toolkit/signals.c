/*
 * signals.c - see signals.h.
 */
#include <stddef.h>

#include "screens/toolkit/signals.h"
#include "screens/toolkit/terminal.h"

static const struct { int number; unsigned flag; } caught[SIGNALS] = {
	{ SIGWINCH, WAIT_RESIZED }, { SIGHUP, WAIT_HANGUP }, { SIGTERM, WAIT_STOP },
	{ SIGINT, WAIT_STOP }, { SIGCHLD, WAIT_CHILD },
};
static volatile sig_atomic_t raised[SIGNALS];

static void
on_signal(int number)
{
	size_t i;

	for (i = 0; i < SIGNALS; i++)
		if (caught[i].number == number)
			raised[i] = 1;
}

unsigned
signals_take(void)
{
	unsigned all = 0;
	size_t i;

	for (i = 0; i < SIGNALS; i++)
		if (raised[i]) {
			raised[i] = 0;
			all |= caught[i].flag;
		}
	return all;
}

void
signals_catch(struct signals *s)
{
	struct sigaction sa = { .sa_handler = on_signal };
	sigset_t blocked;
	size_t i;

	sigemptyset(&sa.sa_mask);
	sigemptyset(&blocked);
	for (i = 0; i < SIGNALS; i++) {
		raised[i] = 0;
		sigaddset(&blocked, caught[i].number);
	}
	sigprocmask(SIG_BLOCK, &blocked, &s->mask_before);
	s->waiting = s->mask_before;
	for (i = 0; i < SIGNALS; i++) {
		sigdelset(&s->waiting, caught[i].number);
		sigaction(caught[i].number, &sa, &s->before[i]);
	}
}

void
signals_release(struct signals *s)
{
	size_t i;

	for (i = 0; i < SIGNALS; i++)
		sigaction(caught[i].number, &s->before[i], NULL);
	/* a hang-up may still come: the rest must be done first */
	signal(SIGHUP, SIG_IGN);
	sigprocmask(SIG_SETMASK, &s->mask_before, NULL);
}
