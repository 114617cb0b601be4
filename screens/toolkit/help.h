/*
 * help.h - the page of `?`: what the keys do on this screen, then all other keys.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_HELP_H
#define CHAIRSIDE_SCREENS_TOOLKIT_HELP_H

#include "screens/toolkit/ui.h"

/* Adds the page for the top screen, in the format of text_page_push(). */
void help_text(const struct ui *ui, struct buf *out);
void help_push(struct ui *ui);

#endif
