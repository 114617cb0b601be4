/*
 * offer.h - services, products, checklists, staff, rooms, devices, working hours, time off
 * and the settings.
 *
 * Writing services, products and cautions needs ACTION_WRITE_OFFER, time off ACTION_WRITE_SESSIONS,
 * the rest ACTION_WRITE_SETTINGS; everybody may read. The last owner who can log in cannot
 * be taken away.
 */
#ifndef CHAIRSIDE_PRACTICE_OFFER_H
#define CHAIRSIDE_PRACTICE_OFFER_H

#include "practice/save.h"

/* Calls fn for each service, product, staff, room or device (`type`), active ones first, by
 * name; without `all` only active ones. For checklists, charts and documents: the newest
 * published editions. The record is borrowed; fn returns false to stop. */
bool offer_list(struct practice *p, const struct record_type *type, bool all,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e);
/* Any of them. Free with record_free(). */
struct record *offer_get(struct practice *p, const struct record_type *type,
    int64_t id, struct err *e);
/* A service's checklist and chart must be published ones. */
bool offer_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool offer_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct draft *draft, struct err *e);

/* True when the name or category of a service says that the skin is needled. */
bool service_is_needling(const char *name, const char *category);
/* True for an active service that needles and has no checklist. */
bool service_lacks_checklist(const struct record *service);
/* Sets a sentence that lists the published checklists or charts (`t`); always false. */
bool no_such_template(struct practice *p, const struct record_type *t, const char *code,
    struct err *e);
/* Adds the code of a published checklist to propose for a service that needles; needling with
 * radio frequency has its own. False: it does not needle, or there is none. The intervals
 * proposed with it: a rejuvenation (3 sessions, 4 weeks apart) and a maintenance visit after
 * 6 months. */
bool service_proposal(struct practice *p, const char *name, const char *category,
    struct buf *code);
#define PROPOSED_SERIES 3
#define PROPOSED_DAYS 28
#define PROPOSED_MONTHS 6

/* Saves the settings; `base` is a copy of p->settings. The zone must exist, the
 * currency must be three letters, the review link a web address. Afterwards
 * p->settings, the clock's zone and p->context are up to date. */
bool settings_save(struct practice *p, struct record *mine,
    const struct record *base, struct merge *m, struct draft *draft, struct err *e);

/* Every edition of every checklist, newest first. */
bool offer_checklists(struct practice *p,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e);

/* Inside a write: ERR_INVALID when saving `next` over `was` (NULL: new) would leave no
 * owner who can log in. */
bool offer_keep_an_owner(struct practice *p, const struct record *next,
    const struct record *was, struct err *e);

#endif
