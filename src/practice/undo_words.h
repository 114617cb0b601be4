/*
 * undo_words.h - what the files undo*.c share beside history.h.
 */
#ifndef CHAIRSIDE_PRACTICE_UNDO_WORDS_H
#define CHAIRSIDE_PRACTICE_UNDO_WORDS_H

#include "practice/history.h"

/* The record type that a label such as "add client 12" names; NULL: none. */
const struct record_type *undo_label_type(const char *label);
/* Replaces the sentence in `e` by who has changed what entry `n` wrote, and when, if
 * the journal has it; always returns false. */
bool undo_tell_stale(struct practice *p, int64_t n, struct err *e);

#endif
