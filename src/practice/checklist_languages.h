/*
 * checklist_languages.h - what a checklist says in other languages, for its printed form.
 *
 * A line a language in the field `languages` of the checklist and of each item: the title or
 * the question, then answers by the key that is typed for them, "fr=Chéloïdes ?|n=non|y=oui".
 * The checklist's own line also has what its items share: x (never), - (not known), day (how
 * a date is answered), if and or (a condition), how (the line above the questions). Where a
 * word is missing the checklist's own stands: nothing is translated here.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_LANGUAGES_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_LANGUAGES_H

#include "practice/checklist_look.h"

/* The title or question (`key` NULL), or the word of that key; NULL: there is none. `row` is
 * a checklist or an item. The caller frees. */
char *checklist_said(const struct record *row, const char *language, const char *key);

/* Sets the languages in which something is said, "fr es". `out` is empty before. */
void checklist_languages(const struct checklist *c, struct buf *out);

#endif
