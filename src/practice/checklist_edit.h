/*
 * checklist_edit.h - a draft of a checklist, edited by its owner a row at a time.
 *
 * A row is an item or a rule; the head is the edition itself. Each change is one write, which `u`
 * takes back. Refused, with nothing of it kept: a row of an edition that is no draft, and what
 * makes more of the whole refused by checklist_look() than was before, with its place. That a new
 * checklist has no items and rules is let pass until it is published.
 *
 * All of it needs ACTION_WRITE_SETTINGS.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_EDIT_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_EDIT_H

#include "practice/checklists.h"
#include "practice/save.h"

/* A draft of its next edition, with the same items and rules; *draft is its record. */
bool checklist_next(struct practice *p, int64_t id, int64_t *draft, struct err *e);

/* Saves the head of a draft, as new where `base` is NULL; its edition follows from its code. */
bool checklist_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);

/* A new item or rule (`t`) of that edition, behind its others; not saved. The caller frees. */
struct record *checklist_row_new(const struct checklist *c, const struct record_type *t);
/* Saves an item or a rule, as new where `base` is NULL. An item goes to its position, those from
 * there on move by one. */
bool checklist_row_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);
/* Removes one, an item with the rules about it; *rules is how many these were. */
bool checklist_row_remove(struct practice *p, const struct record_type *t, int64_t id,
    size_t *rules, struct err *e);

/* Adds the services that ask the checklist of that code, "Peel, Peel, deep"; nothing for none. */
bool checklist_services(struct practice *p, const char *code, struct buf *out, struct err *e);

#endif
