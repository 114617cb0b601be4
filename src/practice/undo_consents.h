/*
 * undo_consents.h - taking back an entry that may be an import of subscribers.
 *
 * What was said of a consent is never unsaid. For each address whose newest word is
 * the import's, the state that stood without it is recorded as a new event: unknown
 * where the import saw the address first. An address of which something else was said
 * afterwards is left. The addresses stay.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_CONSENTS_H
#define CHAIRSIDE_PRACTICE_UNDO_CONSENTS_H

#include "practice/history.h"

/* db_undo() of entry `n` (0: the newest); adds to u->opposites and u->left_since. */
bool undo_entry(struct practice *p, int64_t n, struct undone *u, struct buf *label,
    struct err *e);

#endif
