/*
 * emergency.h - medical facts shown in an emergency to somebody without medical rights.
 *
 * Somebody at the front desk, alone with a client who collapses, may see allergies,
 * medicines and whom to call, once, after typing a reason. The look is recorded before
 * anything is shown and can never be changed or undone; the owner is told at the next
 * login.
 *
 * Where it cannot be recorded (a full disk, a read-only file) the facts are shown all
 * the same, and `unwritten` says why, for the person to tell the owner;
 * emergency_write() records the look later.
 */
#ifndef CHAIRSIDE_PRACTICE_EMERGENCY_H
#define CHAIRSIDE_PRACTICE_EMERGENCY_H

#include "base/clock.h"
#include "practice/drafts.h"

/* Fills `out` with a page of text for text_page_push(). `unwritten` has no sentence, or
 * why the look was not recorded. ERR_INVALID without a reason, and for those who may
 * see medical facts anyway. */
bool emergency_view(struct practice *p, int64_t client, const char *reason,
    struct buf *out, struct err *unwritten, struct err *e);

/* Records an earlier look that could not be recorded then. */
bool emergency_write(struct practice *p, int64_t client, instant at, const char *reason,
    struct draft *draft, struct err *e);

/* How many looks the owner has not been told of, counted up to `most`; 0 for anybody
 * else. */
bool emergency_waiting(struct practice *p, long most, long *n, struct err *e);
/* Adds a line for each of these, oldest first: "Thu 12 Mar 2026 10:00a Dana looked at
 * Lang, Anna: collapsed". *last: id of the newest; 0: none. Nothing for anybody but the
 * owner. */
bool emergency_unseen(struct practice *p, struct buf *out, int64_t *last, struct err *e);
/* The owner has read those up to `last`. */
bool emergency_seen(struct practice *p, int64_t last, struct err *e);

/* Adds the looks at a client (0: at anybody), newest first, at most 200, and whether
 * the owner was told. Needs ACTION_READ_MEDICAL. */
bool emergency_list(struct practice *p, int64_t client, struct buf *out, struct err *e);

#endif
