/*
 * signals.h - the signals a terminal program gets, let in only while it waits.
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

/* Blocks the signals, except in a wait with the mask `waiting`. */
void signals_catch(struct signals *s);
/* Restores mask and handlers. */
void signals_release(struct signals *s);
/* The WAIT_ flags (terminal.h) of signals that came since the last call. */
unsigned signals_take(void);

#endif
