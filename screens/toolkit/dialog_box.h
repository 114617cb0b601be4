/*
 * dialog_box.h - what dialog.c and dialog_typed.c share.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_DIALOG_BOX_H
#define CHAIRSIDE_SCREENS_TOOLKIT_DIALOG_BOX_H

#include "screens/toolkit/ui.h"

/* Paints an empty box with `rows` rows inside, its edge and title, in the upper half of
 * `a`; returns its inside. */
struct area dialog_box(struct canvas *c, struct area a, int rows,
    const char *title);
/* How many rows a text takes, wrapped inside a box in `a`. */
int dialog_rows(struct area a, const char *text);
void dialog_close(struct screen *s, enum act a);

#endif
