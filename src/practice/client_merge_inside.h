/*
 * client_merge_inside.h - what the files of client_merge.h share.
 */
#ifndef CHAIRSIDE_PRACTICE_CLIENT_MERGE_INSIDE_H
#define CHAIRSIDE_PRACTICE_CLIENT_MERGE_INSIDE_H

#include "practice/client_merge.h"

/* Fills m->fields and m->merged, a copy of the one that stays. */
void merge_settle(struct client_merge *m);
/* What was verified is a birth date (asked.h): it comes from whose date that is. */
void merge_settle_age(struct client_merge *m);
/* Is the value that is not chosen kept in the notes? */
bool merge_is_noted(const struct merged_field *f);
/* Is the field whose another one is, such as who asked, beside when? */
bool merge_goes_along(const struct field *f);
/* Is there room for that text in the field? */
bool merge_fits(const struct field *f, const char *text);
/* Words of a card are read by rules, so none is left out: they are fewer first, or ERR_INVALID. */
bool merge_has_room(const struct record *merged, struct err *e);

#endif
