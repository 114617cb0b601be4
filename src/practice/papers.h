/*
 * papers.h - the words that are signed or given, in editions.
 *
 * A document is written as a draft and published by an act of its own; from then on its words
 * never change (triggers), and a change begins the next edition from it. An edition says the
 * same in each of its languages. An edition that is retired is signed no more, and what was
 * signed on it counts no more (consents.h); it may be brought back.
 *
 * Writing needs ACTION_WRITE_SETTINGS; everybody may read.
 */
#ifndef CHAIRSIDE_PRACTICE_PAPERS_H
#define CHAIRSIDE_PRACTICE_PAPERS_H

#include "practice/save.h"

/* A draft: a new one, or one that is changed. ERR_INVALID where that code, edition and
 * language are here already, or the code is of another kind. */
bool document_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool document_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);
/* A draft of its next edition, with the words of this one; not saved. NULL: with `e`. */
struct record *document_next(struct practice *p, int64_t id, struct err *e);

/* Publishes a draft or brings back what was retired; retires what is published. */
bool document_publish(struct practice *p, int64_t id, struct err *e);
bool document_retire(struct practice *p, int64_t id, struct err *e);

/* Every edition and language, by code and then the newest edition. */
bool documents_list(struct practice *p, bool (*fn)(const struct record *, void *), void *arg,
    struct err *e);

/* The consents that may be signed, or (`code`) that one: the newest published edition in each
 * of its languages. */
bool documents_to_sign(struct practice *p, const char *code,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e);

/* Of a service that is saved: its consent and its aftercare are published documents of that
 * kind (struct save_rules). */
bool document_ask_service(struct practice *p, const struct record *service, struct err *e);

/* Inside db_load(): adds the shipped texts, published. */
bool documents_install(struct db *db, struct err *e);
/* Adds those that a practice which was made before they shipped has no edition of, as drafts,
 * in a write of its own that is not undone; nothing is written where none is lacking. */
bool documents_offer(struct practice *p, struct err *e);

#endif
