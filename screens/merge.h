/*
 * merge.h - somebody saved first: field by field, whose value it shall be.
 */
#ifndef CHAIRSIDE_SCREENS_MERGE_H
#define CHAIRSIDE_SCREENS_MERGE_H

#include "practice/save.h"
#include "screens/desk.h"

/* Shows what both changed. Fields that one side alone changed go by themselves.
 * `decided` gets the values field by field (mine[i]: yours); it runs when all are
 * chosen. `m` is taken over and freed. Esc goes back to the form. */
void merge_push(struct desk *d, struct merge *m,
    void (*decided)(struct desk *d, const struct merge *m, const bool *mine,
    void *arg), void *arg);

#endif
