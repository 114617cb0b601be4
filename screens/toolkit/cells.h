/*
 * cells.h - what stands in a cell of a canvas as the characters of a terminal.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_CELLS_H
#define CHAIRSIDE_SCREENS_TOOLKIT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "screens/toolkit/canvas.h"

/* The cluster as at most `max` characters; returns how many, at least 1. */
size_t cells_wide(const char *s, bool utf8, wchar_t *wide, size_t max);

/* The character at `wide` and at most `max` - 1 of the marks of no width that stand on
 * it, into `out` with an end. Returns how many of the `n` they are. */
size_t cells_take(const wchar_t *wide, size_t n, wchar_t *out, size_t max);

/* Do terminals disagree on how many cells the cluster takes? (A vowel sign beside its
 * letter, a picture.) */
bool cells_unsure(const char *s);
/* The first column of a row that has one; behind the last: none has. */
int cells_first_unsure(const struct canvas *c, int y);

/* A blank that counts as a letter from left to right: a pattern of Braille with no dot. */
#define CELLS_WALL L"\x2800"

/* The blanks of a row that are shown as such a letter: those beside a run of letters from
 * right to left, which a terminal turns round, and with it what no other letter parts
 * from it. A run ends with its text, and at a digit: numbers are read from left to
 * right. */
void cells_find_walls(const struct canvas *c, int y, bool *walls);

#endif
