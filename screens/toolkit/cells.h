/*
 * cells.h - a canvas cell's text as terminal characters.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_CELLS_H
#define CHAIRSIDE_SCREENS_TOOLKIT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "screens/toolkit/canvas.h"

/* The letter with which `s` begins, without UTF-8: without accents, or a question mark. */
char cells_plain(const char *s);
/* The cluster as at most `max` characters; returns how many, at least 1. */
size_t cells_wide(const char *s, bool utf8, wchar_t *wide, size_t max);

/* Copies the character at `wide` and up to `max` - 1 zero-width marks on it into `out`,
 * with a final NUL. Returns how many of the `n` characters belong to it. */
size_t cells_take(const wchar_t *wide, size_t n, wchar_t *out, size_t max);

/* Do terminals disagree on the cluster's width? (A spacing vowel sign, an emoji.) */
bool cells_unsure(const char *s);
/* The first column of a row with such a cluster; the number of columns if none. */
int cells_first_unsure(const struct cell *row, int cols);

/* A blank that counts as a left-to-right letter: the Braille pattern with no dots. */
#define CELLS_WALL L"\x2800"

/* Marks the blanks of a row to send as such a letter: those beside a right-to-left run,
 * which a terminal reverses together with everything up to the next left-to-right
 * letter. A run ends where its text ends, and at a digit: numbers read left to
 * right. */
void cells_find_walls(const struct cell *row, int cols, bool *walls);

#endif
