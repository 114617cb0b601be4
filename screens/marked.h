/*
 * marked.h - an action that takes all rows that are marked: one write, one undo.
 *
 * The table in marked.c says which actions do; the others say "one at a time". When one
 * of the records is refused none is changed, and the sentence names it.
 */
#ifndef CHAIRSIDE_SCREENS_MARKED_H
#define CHAIRSIDE_SCREENS_MARKED_H

#include "screens/desk.h"

/* Does it and tells how many; `hidden` more are marked and left. True: the marks are
 * done with. */
bool marked_do(struct desk *d, const struct record_type *t, enum act a,
    const int64_t *ids, size_t n, size_t hidden);

#endif
