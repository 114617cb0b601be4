/*
 * merge.h - after somebody else saved first: choosing whose value, field by field.
 */
#ifndef CHAIRSIDE_SCREENS_MERGE_H
#define CHAIRSIDE_SCREENS_MERGE_H

#include "practice/save.h"
#include "screens/desk.h"

/* Shows the fields that both changed; those that one side changed are settled.
 * `decided` runs when all are chosen, mine[i] true for your value of field i. Takes
 * over `m` and frees it. Esc goes back to the form. */
void merge_push(struct desk *d, struct merge *m,
    void (*decided)(struct desk *d, const struct merge *m, const bool *mine,
    void *arg), void *arg);

#endif
