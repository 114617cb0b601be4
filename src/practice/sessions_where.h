/*
 * sessions_where.h - inside the write that books or changes a visit: when and where.
 */
#ifndef CHAIRSIDE_PRACTICE_SESSIONS_WHERE_H
#define CHAIRSIDE_PRACTICE_SESSIONS_WHERE_H

#include "base/buf.h"
#include "practice/slot.h"

/* What several visits that are changed in one write are asked by: read once, and without
 * what they take where they stand, so that they may change places. */
struct session_among {
	struct slot_book book;
	struct slot_uses uses;
};

/*
 * `next` is about to be saved over `was` (NULL: a new visit). Chooses a room and a device
 * where its service needs one and none is set, and others where the visit moves and those
 * it had are taken. ERR_INVALID with the field and one sentence when something is taken, or
 * unusual and not insisted on (slot.h). `note` (may be NULL) gets what it insisted on. Of
 * several (`among`, else NULL) the next is asked beside what this one now takes.
 */
bool session_place(struct practice *p, struct record *next, const struct record *was,
    struct session_among *among, struct buf *note, struct err *e);

/* ERR_INVALID, with the field "client", for one who is archived or not to be booked
 * (sessions_book.c). */
bool session_ask_client(const struct record *client, struct err *e);
/* All that is asked before a visit is moved, as one of several (sessions_book.c). */
bool session_ask_move(struct practice *p, struct record *next, const struct record *was,
    struct session_among *among, struct buf *note, struct err *e);
/* ERR_STALE with who has changed it, and its state now (sessions_step.c). */
bool session_refuse_stale(struct practice *p, const struct record *r, struct err *e);
/* A visit that moves keeps where it stood. */
void session_keep_was(struct record *next, const struct record *was);

/* When the client comes, a moment; a visit without a start counts from midnight. */
int64_t session_moment(const struct record *r);
void session_set_moment(struct record *r, int64_t moment);
/* Whether it moves when another of its coming does: a booking with a start. */
bool session_goes_along(const struct record *r);

/* The other visits of the same coming (session.joined), at most SESSION_COMING_MAX. */
#define SESSION_COMING_MAX 16
bool session_coming(struct practice *p, const struct record *session,
    int64_t others[SESSION_COMING_MAX], size_t *n, struct err *e);

/* Keeps where a moved booking stood, and moves the others of its coming as far; its client
 * is theirs. `insisted` (NULL: nothing) was typed, and holds for all of them. */
bool session_move_coming(struct practice *p, struct record *next, const struct record *was,
    const char *insisted, struct err *e);

#endif
