/*
 * inside.h - what the files of the checklists share.
 */
#ifndef CHAIRSIDE_SCREENS_CHECKLIST_INSIDE_H
#define CHAIRSIDE_SCREENS_CHECKLIST_INSIDE_H

#include "practice/checklists.h"
#include "screens/desk.h"

/* --- an edition (page.c) -------------------------------------------------------------------- */

/* Its items and rules, and what is to be looked at in a draft. */
void checklist_push(struct desk *d, int64_t edition);
/* Begins the next edition from that one, a draft, and opens it. */
void checklist_begin_next(struct desk *d, int64_t edition);
/* The same after a question that says why: that edition stays as it is. */
void checklist_ask_next(struct desk *d, const struct record *head);

/* --- publishing and retiring (publish.c) ------------------------------------------------------ */

/* What a draft would do to the bookings that stand; there it is published. */
void checklist_publish_push(struct desk *d, const struct record *head);
/* Asks, with what that would do to them. */
void checklist_retire_ask(struct desk *d, const struct record *head);

/* --- the forms of a draft (forms.c) ----------------------------------------------------------- */

void checklist_head_new(struct desk *d);
void checklist_head_edit(struct desk *d, int64_t edition);
/* Once it is saved, the form of a rule about it follows. */
void checklist_item_new(struct desk *d, const struct checklist *c);
void checklist_rule_new(struct desk *d, const struct checklist *c, const char *item);
void checklist_row_edit(struct desk *d, const struct record *row);

/* --- texts (text.c) ------------------------------------------------------------------------- */

/* Adds "Microneedling, edition 2, draft". */
void checklist_title(const struct checklist *c, struct buf *out);
/* Adds the whole: each item with its answers, and what they mean. */
void checklist_text(const struct checklist *c, struct buf *out);
/* Pages to read: an item with its answers and rules, a rule with all its fields. */
void checklist_read_item(struct desk *d, const struct checklist *c, size_t item);
void checklist_read_rule(struct desk *d, const struct checklist *c, size_t rule);

#endif
