/*
 * undo_consents.h - undoing an entry that may be an import of subscribers.
 *
 * Consent events are never removed. For each address whose newest event is the
 * import's, the state before it is recorded as a new event (unknown for an address that
 * the import added). An address with a newer event is left alone. No address is
 * deleted.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_CONSENTS_H
#define CHAIRSIDE_PRACTICE_UNDO_CONSENTS_H

#include "practice/history.h"

/* As db_undo() of entry `n` (0: the newest); adds to u->opposites and u->left_since. */
bool undo_entry(struct practice *p, int64_t n, struct undone *u, struct buf *label,
    struct err *e);

#endif
