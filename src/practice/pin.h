/*
 * pin.h - the PIN by which a person signs: four to eight digits.
 *
 * Kept as a hash (yescrypt, base/secret.h) of what FILE.key makes of it, in a table that is
 * never journalled, exported or printed: without the key a copy of the file proves nothing,
 * and with another key every PIN is to be chosen anew. After three wrong ones each further
 * try waits, half a minute at first, then twice as long each time, an hour at most.
 */
#ifndef CHAIRSIDE_PRACTICE_PIN_H
#define CHAIRSIDE_PRACTICE_PIN_H

#include "practice/practice.h"

/* Whether this login's person has one. */
bool pin_has(struct practice *p, bool *has, struct err *e);
/* Could it be one? ERR_INVALID, field "pin": four to eight digits that differ. */
bool pin_fits(const char *pin, struct err *e);
/* Chooses it; `old` is the one so far (NULL: there is none). ERR_INVALID with the field
 * "old", or "pin". */
bool pin_set(struct practice *p, const char *old, const char *pin, struct err *e);
/* Forgets that of a person who has forgotten it; needs ACTION_WRITE_SETTINGS. */
bool pin_forget(struct practice *p, int64_t staff, struct err *e);

/* Asks for it: from now on, until pin_end(), this login may sign. ERR_INVALID, field "pin",
 * when it is wrong or to be waited for. */
bool pin_give(struct practice *p, const char *pin, struct err *e);
void pin_end(struct practice *p);
/* Whether it may sign: there is no PIN, or it was given. ERR_INVALID, field "pin". */
bool pin_given(struct practice *p, struct err *e);

#endif
