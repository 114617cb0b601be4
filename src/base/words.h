/*
 * words.h - whole words looked for in a text.
 *
 * Both are folded (text_fold()). A word is a run of letters and digits, bytes of other scripts
 * among them. Between two words anything is as good as a blank; but a comma or semicolon parts
 * a list, and no phrase without one is found across it.
 */
#ifndef CHAIRSIDE_BASE_WORDS_H
#define CHAIRSIDE_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

bool words_is_letter(char c);

/* Where the phrase of `n` bytes first stands in the text, and in *size how long it is there:
 * to the end of a word, also where a * at its end takes every word that begins so. NULL:
 * nowhere, or it has no word. */
const char *words_find(const char *text, const char *phrase, size_t n, size_t *size);

/* The first word from `at` on, and in *size how long it is; NULL: none. */
const char *words_next(const char *at, size_t *size);

#endif
