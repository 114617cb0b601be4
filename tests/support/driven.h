/*
 * driven.h - the screens of a login, driven by keys without a terminal.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_DRIVEN_H
#define CHAIRSIDE_TESTS_SUPPORT_DRIVEN_H

#include "screens/desk.h"

/* The desk of a practice that is open, at 80×24; ended by driven_end(). */
extern struct desk *d;
void driven_begin(struct practice *p, const char *path, bool ascii);
void driven_end(void);
void driven_size(int rows, int cols);

/* Keys by their names (key.h), separated by blanks; any other word is typed as it
 * stands. Painted after each. */
void keys(const char *names);
/* How many keys were pressed since the last time this was asked, by hand: each character
 * of a word is one. */
int driven_pressed(void);
/* From now on no file grows, as when the disk is full; or they do again. */
void driven_full(bool full);
/* So many milliseconds later: the desk's tick, after keys or without one. */
void driven_tick(int ms, bool typed);

/* Text, styles and cursor; the caller frees. */
char *seen(void);
bool shows(const char *text);
/* The text is on the screen, or is not; a failure shows the screen. */
void sees(const char *text);
void sees_not(const char *text);
/* The screen in front is of that name (screen_ops). */
void in_front(const char *name);
/* The message line has these words. */
void says(const char *words);
/* As tests/golden/screens/NAME.txt: UPDATE_GOLDEN=1 rewrites it. */
void looks(const char *name);
/* The same with what the theme without colours makes of it: bold, underlined, reversed. */
void looks_mono(const char *name);
/* The same at 80×24, 60×20 and 132×43, as NAME-80x24 … */
void looks_at_each_size(const char *name);

#endif
