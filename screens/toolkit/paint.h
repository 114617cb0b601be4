/*
 * paint.h - what of a canvas is sent to a terminal.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_PAINT_H
#define CHAIRSIDE_SCREENS_TOOLKIT_PAINT_H

#include "screens/toolkit/pen.h"

/* Sends what differs from `painted`, which the terminal shows, and makes that equal.
 * `walls`: blanks beside letters from right to left are sent as CELLS_WALL. The last cell of
 * the last row is not sent: it would scroll the terminal. */
void paint_changes(struct terminal *t, struct canvas *painted, const struct canvas *c,
    bool walls);

#endif
