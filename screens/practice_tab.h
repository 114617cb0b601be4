/*
 * practice_tab.h - the pages and checks that the tab Practice lists, for the palette.
 */
#ifndef CHAIRSIDE_SCREENS_PRACTICE_TAB_H
#define CHAIRSIDE_SCREENS_PRACTICE_TAB_H

#include "screens/desk.h"

/* The one at `i`, from 0, menus in it included: its name and what it is for, borrowed for good.
 * False behind the last. */
bool practice_tab_named(size_t i, const char **name, const char **what);
void practice_tab_go(struct desk *d, size_t i);

#endif
