/*
 * theme.c - the themes, as tables.
 */
#include <string.h>

#include "screens/toolkit/theme.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

static const unsigned looks[STYLES] = {
	[STYLE_STRONG] = LOOK_BOLD, [STYLE_DIM] = LOOK_DIM, [STYLE_HEAD] = LOOK_BOLD,
	[STYLE_TAB_ON] = LOOK_BOLD | LOOK_UNDERLINE, [STYLE_ALERT] = LOOK_REVERSE,
	[STYLE_BAD] = LOOK_BOLD, [STYLE_WARN] = LOOK_BOLD,
	[STYLE_FIELD_ON] = LOOK_UNDERLINE, [STYLE_KEY] = LOOK_BOLD,
};

/* 0 is the terminal's own colour here, else the colour and 1. */
#define IS(colour) ((colour) + 1)

static const unsigned char colours[THEMES][STYLES] = {
	[THEME_DEFAULT] = { [STYLE_HEAD] = IS(CYAN), [STYLE_TAB_ON] = IS(CYAN),
	    [STYLE_BAD] = IS(RED), [STYLE_WARN] = IS(MAGENTA),
	    [STYLE_GOOD] = IS(GREEN), [STYLE_KEY] = IS(CYAN),
	    [STYLE_BAR] = IS(CYAN) },
	[THEME_LIGHT] = { [STYLE_HEAD] = IS(BLUE), [STYLE_TAB_ON] = IS(BLUE),
	    [STYLE_BAD] = IS(RED), [STYLE_WARN] = IS(MAGENTA),
	    [STYLE_GOOD] = IS(BLUE), [STYLE_KEY] = IS(BLUE),
	    [STYLE_BAR] = IS(BLUE) },
	[THEME_DARK] = { [STYLE_HEAD] = IS(CYAN), [STYLE_TAB_ON] = IS(CYAN),
	    [STYLE_BAD] = IS(RED), [STYLE_WARN] = IS(YELLOW),
	    [STYLE_GOOD] = IS(GREEN), [STYLE_KEY] = IS(YELLOW),
	    [STYLE_RULE] = IS(CYAN), [STYLE_BAR] = IS(GREEN) },
};

static const char *const names[THEMES] = {
	[THEME_DEFAULT] = "default", [THEME_LIGHT] = "light",
	[THEME_DARK] = "dark", [THEME_MONO] = "mono",
};

struct look
theme_look(enum theme theme, enum style st)
{
	return (struct look){ looks[st], (short)(colours[theme][st] - 1) };
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
