/*
 * theme.h - what a style looks like: bold, underlined, a colour and its ground. Pure
 * data; the terminal makes attributes of it.
 *
 * Eight colours, on the terminal's own background or a ground of ours. Text of the
 * default theme has a contrast of 4.5:1 at least on black and on white, text of the light
 * and the dark theme on theirs (WCAG 2.1, 1.4.3). No meaning hangs on a colour
 * alone: the mono theme has the same attributes and no colours.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_THEME_H
#define CHAIRSIDE_SCREENS_TOOLKIT_THEME_H

#include <stdbool.h>

#include "screens/toolkit/canvas.h"

enum theme { THEME_DEFAULT, THEME_LIGHT, THEME_DARK, THEME_MONO, THEMES };

enum {
	LOOK_BOLD = 1 << 0, LOOK_DIM = 1 << 1, LOOK_UNDERLINE = 1 << 2,
	LOOK_REVERSE = 1 << 3,
	LOOK_FILL = 1 << 4	/* its blanks look as its text does: a band */
};
#define LOOK_PLAIN (-1)		/* the terminal's own colour */

struct look {
	unsigned looks;
	short colour, ground;	/* 0 black … 7 white, the order of ISO 6429 */
};

struct look theme_look(enum theme theme, enum style st);
/* By the word of the setting; false: there is none. */
bool theme_named(const char *name, enum theme *theme);

#endif
