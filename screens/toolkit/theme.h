/*
 * theme.h - what a style looks like: bold, underlined, a colour. Pure data; the
 * terminal makes attributes of it.
 *
 * 16 colours at most, on the terminal's own background. No meaning hangs on a colour
 * alone: the mono theme has the same attributes and no colours.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_THEME_H
#define CHAIRSIDE_SCREENS_TOOLKIT_THEME_H

#include <stdbool.h>

#include "screens/toolkit/canvas.h"

enum theme { THEME_DEFAULT, THEME_LIGHT, THEME_DARK, THEME_MONO, THEMES };

enum {
	LOOK_BOLD = 1 << 0, LOOK_DIM = 1 << 1, LOOK_UNDERLINE = 1 << 2,
	LOOK_REVERSE = 1 << 3
};
#define LOOK_PLAIN (-1)		/* the terminal's own colour */

struct look {
	unsigned looks;
	short colour;		/* 0 black … 7 white, the order of ISO 6429 */
};

struct look theme_look(enum theme theme, enum style st);
/* By the word of the setting; false: there is none. */
bool theme_named(const char *name, enum theme *theme);

#endif
