/*
 * places.h - who does a service, and which rooms and devices it may use: the ticks of the
 * page Who and where.
 *
 * What they mean is in slot.h: without a tick among people anybody who treats does it,
 * without one among rooms or devices none is needed. Reading needs no right, writing
 * ACTION_WRITE_SETTINGS.
 */
#ifndef CHAIRSIDE_PRACTICE_PLACES_H
#define CHAIRSIDE_PRACTICE_PLACES_H

#include "practice/slot.h"

/* Is there a tick? */
bool place_named(const struct slot_book *b, int64_t service, enum slot_kind kind,
    int64_t place);
/* Ticks it, or takes the tick away: one write with one undo, and nothing is written where
 * it is so already. */
bool place_name(struct practice *p, int64_t service, enum slot_kind kind, int64_t place,
    bool on, struct err *e);
/* Adds what the ticks of a service say: "done by Jonas or Mara, in room A or B, no device
 * needed". Harmless for a terminal. */
void place_words(const struct slot_book *b, int64_t service, struct buf *out);

#endif
