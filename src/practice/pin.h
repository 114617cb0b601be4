/*
 * pin.h - the PIN by which a person signs and unlocks the screen: four to eight digits.
 *
 * Kept as a hash (yescrypt, base/secret.h) of what FILE.key makes of it, in a table that is
 * never journalled, exported or printed: without the key a copy of the file proves nothing,
 * and with another key every PIN is to be chosen anew. After three wrong ones each further
 * try waits, half a minute at first, then twice as long each time, an hour at most. The
 * refused ones stand in the journal, those of a minute as one entry.
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
/* The same for a person who has just proved who they are (pin_prove()). */
bool pin_change(struct practice *p, int64_t staff, const char *old, const char *pin,
    struct err *e);
/* Gives a person a first one, which neither signs nor opens anything until it is changed;
 * needs ACTION_WRITE_SETTINGS. */
bool pin_lend(struct practice *p, int64_t staff, const char *pin, struct err *e);
/* Is it that person's? *given: it is one to be changed first. ERR_INVALID, field "pin", also
 * where there is none; what cannot be a PIN is not counted as a try. */
bool pin_prove(struct practice *p, int64_t staff, const char *pin, bool *given,
    struct err *e);
/* Forgets that of a person who has forgotten it; needs ACTION_WRITE_SETTINGS. */
bool pin_forget(struct practice *p, int64_t staff, struct err *e);

/* Asks for it: from now on, until pin_end(), this login may sign. ERR_INVALID, field "pin",
 * when it is wrong or to be waited for. */
bool pin_give(struct practice *p, const char *pin, struct err *e);
void pin_end(struct practice *p);
/* Whether it may sign: there is no PIN, or it was given. ERR_INVALID, field "pin". */
bool pin_given(struct practice *p, struct err *e);

#endif
