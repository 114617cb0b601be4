/*
 * line.h - one line that is typed in: the filter of a list, a question.
 *
 * The cursor stands between grapheme clusters. Controls and line ends of a paste
 * become blanks. LINE_MAX_BYTES is the most it takes; more is not taken.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_LINE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/canvas.h"

#define LINE_MAX_BYTES 500

struct line {
	struct buf text;
	size_t at;		/* byte offset of the cursor */
};
#define LINE_INIT { BUF_INIT, 0 }

void line_free(struct line *l);
void line_set(struct line *l, const char *text);	/* the cursor behind it */
/* True: the text or the cursor is another now, or could have been. */
bool line_act(struct line *l, enum act a);
bool line_text(struct line *l, const char *text, size_t n);
/* The part around the cursor, in `cols` columns; `on` puts the cursor there. */
void line_draw(const struct line *l, struct canvas *c, struct area a, int y, int x,
    int cols, bool on);

/* What line_act() knows, for `?`; ends with ACT_NONE. */
extern const enum act line_acts[];

#endif
