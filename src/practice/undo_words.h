/*
 * undo_words.h - what the files of undo share beside history.h.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_WORDS_H
#define CHAIRSIDE_PRACTICE_UNDO_WORDS_H

#include "practice/history.h"

/* The record type that a label such as "add client 12" names; NULL: none. */
const struct record_type *undo_label_type(const char *label);
/* Who has changed what entry `n` wrote, and when, in place of the sentence in `e`, where
 * the journal tells; always returns false. */
bool undo_tell_stale(struct practice *p, int64_t n, struct err *e);

#endif
