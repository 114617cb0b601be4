/*
 * help.h - the page of `?`: what keys do here, and all others.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_HELP_H
#define CHAIRSIDE_SCREENS_TOOLKIT_HELP_H

#include "screens/toolkit/ui.h"

/* About the screen in front, as text_page_push() takes it. */
void help_text(const struct ui *ui, struct buf *out);
void help_push(struct ui *ui);

#endif
