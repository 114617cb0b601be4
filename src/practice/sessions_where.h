/*
 * sessions_where.h - inside the write that books or changes a visit: when and where.
 */
#ifndef CHAIRSIDE_PRACTICE_SESSIONS_WHERE_H
#define CHAIRSIDE_PRACTICE_SESSIONS_WHERE_H

#include "base/buf.h"
#include "practice/practice.h"

/*
 * `next` is about to be saved over `was` (NULL: a new visit). Chooses a room and a device
 * where its service needs one and none is set, and others where the visit moves and those
 * it had are taken. ERR_INVALID with the field and one sentence when something is taken, or
 * unusual and not insisted on (slot.h). `note` (may be NULL) gets what it insisted on.
 */
bool session_place(struct practice *p, struct record *next, const struct record *was,
    struct buf *note, struct err *e);

/* The other visits of the same coming (session.joined), at most SESSION_COMING_MAX. */
#define SESSION_COMING_MAX 16
bool session_coming(struct practice *p, const struct record *session,
    int64_t others[SESSION_COMING_MAX], size_t *n, struct err *e);

/* Keeps where a moved booking stood, and moves the others of its coming as far. */
bool session_move_coming(struct practice *p, struct record *next, const struct record *was,
    struct err *e);

#endif
