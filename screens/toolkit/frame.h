/*
 * frame.h - the lines around a screen: head, tabs, alerts, message, keys.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_FRAME_H
#define CHAIRSIDE_SCREENS_TOOLKIT_FRAME_H

#include "screens/toolkit/ui.h"

struct frame {
	const struct ui_app *app;
	const struct screen *top;	/* NULL: none */
	size_t tab;
	enum mode mode;
	const char *message;
	bool bad;		/* the message is a complaint */
};

/* Is the window at least 40 columns by 10 rows? Below that no screen is painted. */
bool frame_fits(struct area all);
void frame_too_small(struct canvas *c);
/* The area left for the screen. */
struct area frame_body(const struct frame *f, struct area all);
void frame_draw(const struct frame *f, struct canvas *c);

#endif
