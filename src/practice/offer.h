/*
 * offer.h - what the practice offers, who works there, its settings.
 *
 * Services and products are ACTION_WRITE_OFFER, people and settings
 * ACTION_WRITE_SETTINGS; looking is everybody's. Nobody can lock everyone out:
 * the last person who logs in as an owner stays one.
 */
#ifndef CHAIRSIDE_PRACTICE_OFFER_H
#define CHAIRSIDE_PRACTICE_OFFER_H

#include "practice/clients.h"

/* Each service, product or staff (`type`), active ones first, by name; without
 * `all` the active ones alone. The record is borrowed; fn returns false to stop. */
bool offer_list(struct practice *p, const struct record_type *type, bool all,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e);
/* A service, product, staff or checklist. Free with record_free(). */
struct record *offer_get(struct practice *p, const struct record_type *type,
    int64_t id, struct err *e);
/* A service's checklist must be a published one. */
bool offer_add(struct practice *p, struct record *r, struct err *e);
bool offer_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct err *e);

/* The settings, begun from a copy of p->settings. The zone must exist, the
 * currency be three letters, the review link a web address. Afterwards
 * p->settings, the clock's zone and p->context are the new ones. */
bool settings_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct err *e);

/* Every edition of every checklist, newest first. */
bool offer_checklists(struct practice *p,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e);

/* Inside a write: ERR_INVALID when `next`, who was `was` (NULL: new), would leave nobody
 * who can log in and do everything. */
bool offer_keep_an_owner(struct practice *p, const struct record *next,
    const struct record *was, struct err *e);

#endif
