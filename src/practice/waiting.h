/*
 * waiting.h - who wants a time that is not free yet, or a sooner one.
 *
 * A wish names client and service, and may name a person, days of the week, hours and a last
 * day. Whoever has a booking of that service wants a sooner one: the wish is linked to it.
 * Who books a time that fits, before that booking where there is one, drops out in the
 * same write, and so does who moves that booking forward; a booking that does not fit becomes
 * the one they want a sooner time than.
 */
#ifndef CHAIRSIDE_PRACTICE_WAITING_H
#define CHAIRSIDE_PRACTICE_WAITING_H

#include "practice/save.h"

struct record *waiting_get(struct practice *p, int64_t id, struct err *e);
/* ERR_INVALID when the client already waits for that service, is archived or is not to be
 * booked. */
bool waiting_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool waiting_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);
/* The client waits no longer: `why` is a choice of ended_for. All in one write. */
bool waiting_end(struct practice *p, const int64_t *ids, size_t n, const char *why,
    struct err *e);

/* Inside the write that saves a wish over `was` (NULL: a new one): what is asked of it, its
 * day and the booking that it wants a sooner time than. */
bool waiting_ask(struct practice *p, struct record *next, const struct record *was,
    struct err *e);

/* Inside the write that books or moves a visit, after it is in the file: ends what the
 * client waits for, or links it. `was` NULL: a new visit. */
bool waiting_end_for(struct practice *p, const struct record *session,
    const struct record *was, struct err *e);

#endif
