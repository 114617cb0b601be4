/*
 * undo_words.h - what the files undo*.c share beside history.h.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_WORDS_H
#define CHAIRSIDE_PRACTICE_UNDO_WORDS_H

#include "practice/history.h"

/* Fills `u` with an entry and the records that it is about, of a batch with this entry's
 * alone; an undo as what it took back. */
bool undoable_of(struct practice *p, int64_t n, struct undoable *u, struct err *e);
/* Adds the first word of a label as what was done: "book" as "Booked". Harmless for a terminal. */
void undo_label_done(const char *label, struct buf *out);
/* The record type that a label such as "add client 12" names; NULL: none. */
const struct record_type *undo_label_type(const char *label);
/* Replaces the sentence in `e` by who has changed what entry `n` wrote, and when, if
 * the journal has it; always returns false. */
bool undo_tell_stale(struct practice *p, int64_t n, struct err *e);

#endif
