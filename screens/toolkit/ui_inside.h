/*
 * ui_inside.h - what ui.c and ui_draw.c share.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_UI_INSIDE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_UI_INSIDE_H

#include "screens/toolkit/ui.h"

#define TABS_MAX 10

struct ui {
	const struct ui_app *app;
	bool ascii;
	struct screen *tops[TABS_MAX];
	size_t tab;
	struct screen *gone;	/* removed; freed before the next key */
	struct screen *cover;	/* in front of all; NULL: none */
	struct buf message;
	bool message_is_bad;
	bool dirty, repaint, wipe, beep, quit;
	enum act before;	/* the previous key's action */
	long keys;		/* keys pressed so far */
	int rows, cols;
	struct canvas *canvas;
};

/* Sizes the screens before a key, so that keys typed ahead act as if it were
 * painted. */
void ui_size_for_key(struct ui *ui);
/* What was painted last, with a text in the line of messages; NULL: nothing was. */
const struct canvas *ui_draw_over(struct ui *ui, const char *text);

#endif
