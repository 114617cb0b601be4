/*
 * setup.h - the list of what comes first in a new practice.
 */
#ifndef CHAIRSIDE_SCREENS_SETUP_H
#define CHAIRSIDE_SCREENS_SETUP_H

#include "screens/desk.h"

/* Pushes the list; for others than the owner, and when all is done, only says so. */
void setup_push(struct desk *d);
/* After a login: the same while the practice is new. */
void setup_begin(struct desk *d);

#endif
