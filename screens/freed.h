/*
 * freed.h - time that has become free is offered to who waits for it.
 *
 * Each adds to the message that tells of the write: "Free now: Bell, Rosa waits for this; 4
 * shows where." Due then has that row selected, with the freed time. Where nobody waits, or
 * nobody who waits fits, nothing is added; where nobody waits nothing is asked of the file.
 */
#ifndef CHAIRSIDE_SCREENS_FREED_H
#define CHAIRSIDE_SCREENS_FREED_H

#include "practice/sessions.h"
#include "screens/desk.h"

/* Where these visits stood, before they were moved or ended. */
void freed_by_visits(struct desk *d, const struct slot_want *stood, size_t n);
/* Where they stand, before they are moved; how many, 0 where nobody waits. */
size_t freed_note(struct desk *d, const struct session_move *moves, size_t n,
    struct slot_want *stood);
/* Where this one is, which did not happen. */
void freed_by_visit(struct desk *d, int64_t session);
/* Time off that is not taken; not of one that is repeated. */
void freed_by_block(struct desk *d, const struct record *block);

#endif
