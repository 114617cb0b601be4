/*
 * pen.h - what terminal.c writes for paint.c, which knows cells and no terminal.
 *
 * A style or a movement is written where it is another than before. Curses has emptied the
 * terminal and gives it back; between the two it does not know what is shown.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_PEN_H
#define CHAIRSIDE_SCREENS_TOOLKIT_PEN_H

#include <stdbool.h>

#include "screens/toolkit/canvas.h"

struct terminal;

/* Are blanks of that style seen? */
bool pen_fills(const struct terminal *t, enum style style);
/* The column of that row at which the terminal's cursor is; -1: elsewhere, or not known. */
int pen_at(const struct terminal *t, int y);
/* Writes a cell of 1 or 2 columns; `wall`: as CELLS_WALL. */
void pen_put(struct terminal *t, int y, int x, const struct cell *cell, int cols,
    enum style style, bool wall);
/* Terminals disagree on what was written last, or it was in the last column. */
void pen_lost(struct terminal *t);
/* Empties a row from x up to `cols`. */
void pen_empty(struct terminal *t, int y, int x, int cols);
/* Empties `n` columns. False: this terminal cannot. */
bool pen_erase(struct terminal *t, int y, int x, int n);
/* Moves the rows between the two, these included, up or down by one; the row that comes in
 * is empty. False: this terminal cannot. */
bool pen_scroll(struct terminal *t, int top, int bottom, bool up);

#endif
