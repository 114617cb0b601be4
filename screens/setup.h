/*
 * setup.h - the list of first steps in a new practice.
 */
#ifndef CHAIRSIDE_SCREENS_SETUP_H
#define CHAIRSIDE_SCREENS_SETUP_H

#include "screens/desk.h"

/* Pushes the list; only a message when all is done or this login is not an owner's. */
void setup_push(struct desk *d);
/* After a login: the same, while the practice is new. */
void setup_begin(struct desk *d);

#endif
