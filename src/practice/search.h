/*
 * search.h - what a person typed into a search box, for the search index.
 *
 * Every word is folded and quoted, so no character has a meaning of its own.
 */
#ifndef CHAIRSIDE_PRACTICE_SEARCH_H
#define CHAIRSIDE_PRACTICE_SEARCH_H

#include <stdbool.h>

#include "base/buf.h"

/* Adds an expression that finds the words of `folded` (text_fold) in any order, each as
 * the beginning of a word. Neighbouring words of a phone number are also looked for
 * joined, and with the country prefix. False, and nothing added, when there is no
 * word. */
bool search_expression(const char *folded, const char *phone_prefix,
    struct buf *out);
/* Is it a single letter, which begins a name? A single digit may be a number. */
bool search_one_letter(const char *folded);

#endif
