/*
 * keys.h - the SSH keys of a person.
 */
#ifndef CHAIRSIDE_SCREENS_KEYS_H
#define CHAIRSIDE_SCREENS_KEYS_H

#include "screens/desk.h"

/* Lists them; n takes one in, d removes it. For who may write settings. */
void keys_push(struct desk *d, int64_t staff);

#endif
