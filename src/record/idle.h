/*
 * idle.h - practice.idle: how many minutes without a key until a screen locks, and until its
 * login ends. "10 30, front desk 5 15": a role's own count before everybody's.
 */
#ifndef CHAIRSIDE_RECORD_IDLE_H
#define CHAIRSIDE_RECORD_IDLE_H

#include <stdbool.h>

#include "base/err.h"

struct idle_times {
	int lock, leave;
};
/* Those of a role, by its stored word; of nobody's role ("") everybody's. ERR_INVALID, with
 * those that are shipped, when the text is malformed; a blank one is those too. */
bool idle_times(const char *text, const char *role, struct idle_times *out, struct err *e);

#endif
