/*
 * preferences.h - how the person logged in wants the screens (record staff_setting).
 *
 * Everybody's own: no role is asked, and nobody reads or writes another's.
 */
#ifndef CHAIRSIDE_PRACTICE_PREFERENCES_H
#define CHAIRSIDE_PRACTICE_PREFERENCES_H

#include "practice/drafts.h"

/* The person's row, or a new one (id 0) with the defaults. NULL on failure; free with
 * record_free(). */
struct record *preferences_get(struct practice *p, struct err *e);
/* Saves it; the last choice wins. */
bool preferences_save(struct practice *p, struct record *r, struct draft *draft,
    struct err *e);

#endif
