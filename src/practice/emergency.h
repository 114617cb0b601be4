/*
 * emergency.h - a look at what is medical by somebody who otherwise may not.
 *
 * The front desk alone with a client who collapses is shown allergies, medicines and
 * whom to call, once, for a reason that is typed. The look is written down before
 * anything is shown, and stays as it was written; the owner is told at the next login.
 *
 * Where it cannot be written (a full disk, a file that must not be written), the
 * client counts more than the record: they are shown all the same, and `unwritten`
 * says why, for the person to tell the owner; emergency_write() writes it later. Written,
 * it is never taken back.
 */
#ifndef CHAIRSIDE_PRACTICE_EMERGENCY_H
#define CHAIRSIDE_PRACTICE_EMERGENCY_H

#include "base/clock.h"
#include "practice/practice.h"

/* Fills `out` with a page of text, '\n' and TAB as text_page_push() reads them.
 * `unwritten`: "" or the sentence why it is not written down. ERR_INVALID without a
 * reason, and for those who see it anyway. */
bool emergency_view(struct practice *p, int64_t client, const char *reason,
    struct buf *out, struct err *unwritten, struct err *e);

/* A look of before that could not be written then. */
bool emergency_write(struct practice *p, int64_t client, instant at, const char *reason,
    struct err *e);

/* How many the owner has not read of, `most` at most; 0 for anybody else. */
bool emergency_waiting(struct practice *p, long most, long *n, struct err *e);
/* Looks nobody has been told of, oldest first: a line each, "Thu 12 Mar 2026 10:00a
 * Dana looked at Lang, Anna: collapsed". *last: the newest of them; 0: none. Nothing
 * for anybody but the owner. */
bool emergency_unseen(struct practice *p, struct buf *out, int64_t *last, struct err *e);
/* The owner has read those up to `last`. */
bool emergency_seen(struct practice *p, int64_t last, struct err *e);

/* All of them, newest first, at most 200; `client` 0: of everybody. With who was told.
 * Needs to see medical records. */
bool emergency_list(struct practice *p, int64_t client, struct buf *out, struct err *e);

#endif
