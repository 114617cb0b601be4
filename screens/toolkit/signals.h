/*
 * signals.h - what is sent to the process of a terminal, seen only while it waits.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_SIGNALS_H
#define CHAIRSIDE_SCREENS_TOOLKIT_SIGNALS_H

#include <signal.h>

#define SIGNALS 5

struct signals {
	sigset_t waiting;	/* the mask while waiting */
	sigset_t mask_before;
	struct sigaction before[SIGNALS];
};

/* Blocks them, but for a wait with the mask `waiting`. */
void signals_catch(struct signals *s);
/* As they were before. */
void signals_release(struct signals *s);
/* WAIT_ flags (terminal.h) of those that came since the last call. */
unsigned signals_take(void);

#endif
