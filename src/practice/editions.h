/*
 * editions.h - an edition of words or of questions: a draft, published, retired.
 *
 * A published edition never changes but to retired; the database keeps it (db/tables.c).
 */
#ifndef CHAIRSIDE_PRACTICE_EDITIONS_H
#define CHAIRSIDE_PRACTICE_EDITIONS_H

#include "practice/practice.h"

/* Sets the state of a record of a type that has one, in one write whose label begins with
 * `verb`. Needs ACTION_WRITE_SETTINGS. ERR_INVALID: it is in that state already, or in
 * `not_from` ("" none). */
bool edition_turn(struct practice *p, const struct record_type *t, int64_t id, const char *verb,
    const char *to, const char *not_from, struct err *e);

#endif
