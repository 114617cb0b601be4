/*
 * move_inside.h - what both sides of a move share.
 */
#ifndef CHAIRSIDE_SERVER_MOVE_INSIDE_H
#define CHAIRSIDE_SERVER_MOVE_INSIDE_H

#include "base/companion.h"
#include "server/move.h"

#define MOVE_HEAD "chairside move 1 "
#define MOVE_NAME_MAX 4096
#define MOVE_CHUNK ((size_t)1 << 18)

/* Does this companion of a practice go with it? */
bool move_takes(enum companion c);

#endif
