/*
 * theme.h - what a style looks like: bold, underlined, colour and background. Pure
 * data, which terminal.c turns into attributes.
 *
 * Eight colours, on the terminal's own background or on one we set. Contrast is at
 * least 4.5:1 (WCAG 2.1, 1.4.3): in the default theme on both black and white, in the
 * light and the dark theme on their own background. No meaning depends on colour
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
	LOOK_FILL = 1 << 4	/* blanks too: it makes a band */
};
#define LOOK_PLAIN (-1)		/* the terminal's own colour */

struct look {
	unsigned looks;
	short colour, ground;	/* 0 black … 7 white, the order of ISO 6429 */
};

struct look theme_look(enum theme theme, enum style st);
/* The theme a setting names; false when there is none of that name. */
bool theme_named(const char *name, enum theme *theme);

#endif
