/*
 * backups.h - the backups that are kept, and what is done with one.
 */
#ifndef CHAIRSIDE_SCREENS_BACKUPS_H
#define CHAIRSIDE_SCREENS_BACKUPS_H

#include "screens/desk.h"

/* Lists them, newest first, below how they stand; n makes one, Enter checks one or tries it
 * out. For who may make backups. */
void backups_push(struct desk *d);

#endif
