/*
 * checklist_words.h - the answers and rules of a checklist as their owner reads and types them.
 *
 * Answers are stored as value=key=label|…, and people write "n No; y Yes, now": a key, which is
 * what is typed on the screen and ticked on paper, and its words. The value, which rules name, is
 * made from the words once and stays when they are changed.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_WORDS_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_WORDS_H

#include "practice/checklists.h"

/* Adds "n No; y Yes" for stored answers; with | between them where words have a semicolon. */
void checklist_answers_words(const char *stored, struct buf *out);
/* Adds the stored form of what was typed; values are those of `was` ("": none) where key or words
 * are the same. What is typed in the stored form is taken as it is. ERR_INVALID: something is no
 * answer, or two have one key. */
bool checklist_answers_parse(const char *typed, const char *was, struct buf *out, struct err *e);

/* Adds the stored form of the answers a rule or a condition names, typed as keys, words or values
 * with commas between. ERR_INVALID: the item has no such answer; what is no choice is taken as it
 * is typed. */
bool checklist_answers_named(const struct checklist *c, size_t item, const char *typed,
    struct buf *out, struct err *e);
/* The item of that code or number, as typed; -1: there is none. */
int checklist_item_typed(const struct checklist *c, const char *typed);
/* Adds a code for a question, which no item of `c` has: "waxed_this_week". */
void checklist_code_for(const struct checklist *c, const char *question, struct buf *out);

/* Adds when a rule fires: "grade III, cystic", "within 28 days"; "for 6 months" follows where it
 * is counted from another item, "that site alone" where it blocks no more, its condition last. */
void checklist_rule_when(const struct checklist *c, size_t rule, struct buf *out);
/* Adds a rule's condition, ", only if blood thinner is no"; nothing where it has none. */
void checklist_rule_condition(const struct checklist *c, size_t rule, struct buf *out);
/* Adds how an item is answered: its answers in words, "a day, or never", "from the records". */
void checklist_item_answers(const struct checklist *c, size_t item, struct buf *out);

#endif
