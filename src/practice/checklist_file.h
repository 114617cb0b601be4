/*
 * checklist_file.h - a screening checklist as a file that an owner reviews and shares.
 *
 * The file is one JSON object: "code", "title", "valid_months", and the lists "items" and
 * "rules". The members of an item and of a rule are the fields of checklist_item and
 * checklist_rule (doc/records.md) by their names; what is left out is blank or as a new record
 * has it. The order is the order on screen and paper. "edition" and "state" may stand there
 * too, as in what is exported; they are not taken over: what comes in is the next edition, a
 * draft.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_FILE_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_FILE_H

#include "practice/checklists.h"

struct practice;

#define CHECKLIST_ITEMS_MAX 200
#define CHECKLIST_RULES_MAX 600
#define CHECKLIST_FILE_MAX 1000000	/* bytes */

/* Reads one; nothing is written. ERR_INVALID names the place, "rule 3, window_n", and what is
 * wrong there; whatever checklist_look() refuses is refused too. Free with checklist_free(). */
struct checklist *checklist_parse(struct db *db, const char *json, struct err *e);

/* Adds it as a draft, the next edition of its code, in one write that `u` takes back. Needs
 * ACTION_WRITE_SETTINGS. *id is its record. */
bool checklist_add(struct practice *p, const struct checklist *c, int64_t *id, struct err *e);

/* A draft is published, from then on asked and never changed; a published one is retired.
 * ERR_INVALID: it is in another state, or checklist_look() refuses it. */
bool checklist_publish(struct practice *p, int64_t id, struct err *e);
bool checklist_retire(struct practice *p, int64_t id, struct err *e);

/* The edition of a code; `edition` 0: the newest published one. NULL and ERR_NOTFOUND. */
struct checklist *checklist_named(struct practice *p, const char *code, int64_t edition,
    struct err *e);

/* Inside db_write() or db_load(): adds each shipped template that has no edition yet,
 * as a published edition. */
bool checklists_install(struct db *db, struct err *e);

/* Adds each shipped template that says what no edition of its code says, as its next edition, a
 * draft: once, whatever becomes of it. For whoever may write settings; nobody else adds any. One
 * write each, which no undo means. */
bool checklists_offer(struct practice *p, struct err *e);

/* Calls fn with a sentence for each thing in which `b` differs from `a`: heads, items by
 * code, rules by item and answer. */
void checklist_diff(const struct checklist *a, const struct checklist *b,
    void (*fn)(const char *sentence, void *), void *arg);

#endif
