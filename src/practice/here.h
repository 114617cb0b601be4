/*
 * here.h - who else has a client open, and at what.
 *
 * A login is at one client at a time. Others see it while it lasts, also when the program is
 * killed; nothing of it is written anywhere.
 */
#ifndef CHAIRSIDE_PRACTICE_HERE_H
#define CHAIRSIDE_PRACTICE_HERE_H

#include "base/buf.h"
#include "practice/practice.h"

enum here { HERE_PAGE, HERE_FORM, HERE_CHART, HERE_CHECKOUT, HERE_SCREENING };

/* This login is at that client from now on; client 0: at none. Costs nothing when it is so
 * already. */
void here_is(struct practice *p, int64_t client, enum here what);
/* Adds who else is at the client of this login, "Jonas Allen (chart), Mara Lind"; nothing
 * when nobody is. */
void here_add_others(struct practice *p, struct buf *out);

#endif
