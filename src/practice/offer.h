/*
 * offer.h - what the practice offers, who works there, its settings.
 *
 * Services and products are ACTION_WRITE_OFFER, people and settings
 * ACTION_WRITE_SETTINGS; looking is everybody's. Nobody can lock everyone out:
 * the last person who logs in as an owner stays one.
 */
#ifndef CHAIRSIDE_PRACTICE_OFFER_H
#define CHAIRSIDE_PRACTICE_OFFER_H

#include "practice/save.h"

/* Each service, product or staff (`type`), active ones first, by name; without
 * `all` the active ones alone. Of checklists the newest published editions. The record
 * is borrowed; fn returns false to stop. */
bool offer_list(struct practice *p, const struct record_type *type, bool all,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e);
/* A service, product, staff or checklist. Free with record_free(). */
struct record *offer_get(struct practice *p, const struct record_type *type,
    int64_t id, struct err *e);
/* A service's checklist must be a published one. */
bool offer_add(struct practice *p, struct record *r, struct err *e);
bool offer_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct err *e);

/* Does a service's name or category say that the skin is needled? */
bool service_is_needling(const char *name, const char *category);
/* It does, the service is offered, and nobody is screened before it. */
bool service_lacks_checklist(const struct record *service);
/* False, with a sentence that lists the published checklists. */
bool no_such_checklist(struct practice *p, const char *code, struct err *e);
/* What is proposed for a service that needles: adds the code of a published checklist
 * for it. False: it does not needle, or there is none. The intervals are those of a
 * rejuvenation (3 sessions, 4 weeks apart) and a maintenance visit after 6 months. */
bool service_proposal(struct practice *p, const char *name, const char *category,
    struct buf *code);
#define PROPOSED_SERIES 3
#define PROPOSED_DAYS 28
#define PROPOSED_MONTHS 6

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
