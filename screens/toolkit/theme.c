/*
 * theme.c - the themes, as tables.
 */
#include <string.h>

#include "screens/toolkit/theme.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

/* Attributes without colours, and with colours for styles without a background. */
static const unsigned looks[STYLES] = {
	[STYLE_STRONG] = LOOK_BOLD, [STYLE_DIM] = LOOK_DIM, [STYLE_HEAD] = LOOK_BOLD,
	[STYLE_TAB_ON] = LOOK_BOLD | LOOK_UNDERLINE,
	[STYLE_ALERT] = LOOK_REVERSE | LOOK_FILL, [STYLE_BAD] = LOOK_REVERSE,
	[STYLE_WARN] = LOOK_BOLD | LOOK_UNDERLINE,
	[STYLE_FIELD_ON] = LOOK_UNDERLINE | LOOK_FILL, [STYLE_KEY] = LOOK_BOLD,
	[STYLE_PAPER] = LOOK_REVERSE | LOOK_FILL, [STYLE_INK] = LOOK_FILL,
	[STYLE_SELECTED] = LOOK_UNDERLINE | LOOK_FILL,
};

/* Colour and background: 0 is the terminal's own, else the colour plus 1. */
struct colours {
	unsigned char colour, ground;
};

#define IS(colour) { (colour) + 1, 0 }
#define ON(colour, ground) { (colour) + 1, (ground) + 1 }

/* None of the eight colours is readable on both black and white, so the default theme
 * uses them as backgrounds. */
static const struct colours colours[THEMES][STYLES] = {
	[THEME_DEFAULT] = { [STYLE_TAB_ON] = ON(WHITE, BLUE),
	    [STYLE_BAD] = ON(WHITE, RED), [STYLE_WARN] = ON(BLACK, YELLOW),
	    [STYLE_GOOD] = ON(BLACK, GREEN), [STYLE_SELECTED] = ON(BLACK, CYAN),
	    [STYLE_PAPER] = ON(BLACK, WHITE), [STYLE_INK] = ON(WHITE, BLACK) },
	[THEME_LIGHT] = { [STYLE_HEAD] = IS(BLUE), [STYLE_TAB_ON] = IS(BLUE),
	    [STYLE_BAD] = ON(WHITE, RED), [STYLE_WARN] = ON(BLACK, YELLOW),
	    [STYLE_GOOD] = IS(BLUE), [STYLE_KEY] = IS(BLUE),
	    [STYLE_BAR] = IS(BLUE), [STYLE_SELECTED] = ON(WHITE, BLUE),
	    [STYLE_PAPER] = ON(BLACK, WHITE), [STYLE_INK] = ON(WHITE, BLACK) },
	[THEME_DARK] = { [STYLE_HEAD] = IS(CYAN), [STYLE_TAB_ON] = IS(CYAN),
	    [STYLE_BAD] = ON(WHITE, RED), [STYLE_WARN] = IS(YELLOW),
	    [STYLE_GOOD] = IS(GREEN), [STYLE_KEY] = IS(YELLOW),
	    [STYLE_RULE] = IS(CYAN), [STYLE_BAR] = IS(GREEN),
	    [STYLE_SELECTED] = ON(BLACK, CYAN),
	    [STYLE_PAPER] = ON(BLACK, WHITE), [STYLE_INK] = ON(WHITE, BLACK) },
};

static const char *const names[THEMES] = {
	[THEME_DEFAULT] = "default", [THEME_LIGHT] = "light",
	[THEME_DARK] = "dark", [THEME_MONO] = "mono",
};

struct look
theme_look(enum theme theme, enum style st)
{
	struct colours c = colours[theme][st];

	return (struct look){ c.ground != 0 ? looks[st] & LOOK_FILL : looks[st],
	    (short)(c.colour - 1), (short)(c.ground - 1) };
}

bool
theme_named(const char *name, enum theme *theme)
{
	int i;

	for (i = 0; i < THEMES; i++)
		if (strcmp(names[i], name) == 0) {
			*theme = (enum theme)i;
			return true;
		}
	return false;
}
