/*
 * canvas.h - what a screen looks like, as cells.
 *
 * Screens and widgets paint into a canvas; only terminal.c sends it to the terminal. A
 * cell holds one grapheme cluster and a style; a wide cluster takes two cells, the
 * second of which is empty. A style is a role ("this is an alert"), never a colour: the
 * theme decides what it looks like. The bottom-right cell of the window is never used.
 *
 * All text passes text_show() on its way in, so no control, escape or bidi character of
 * client data reaches the terminal. Positions are rows and columns of an area, from 0;
 * what is outside the area is clipped, and a wide character is never halved.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_CANVAS_H
#define CHAIRSIDE_SCREENS_TOOLKIT_CANVAS_H

#include <stdbool.h>

#include "base/buf.h"

enum style {
	STYLE_TEXT,
	STYLE_STRONG,	/* a name that is selected, a heading */
	STYLE_DIM,	/* archived, not in force, a ghost */
	STYLE_HEAD,	/* the line with practice, screen and time */
	STYLE_TAB,	/* a tab */
	STYLE_TAB_ON,	/* the current tab */
	STYLE_ALERT,	/* reverse: must not be missed */
	STYLE_BAD,	/* blocked, overdue, refused */
	STYLE_WARN,	/* careful */
	STYLE_GOOD,	/* done, allowed */
	STYLE_FIELD,	/* a value that can be typed over */
	STYLE_FIELD_ON,	/* the field in focus */
	STYLE_KEY,	/* a key in the hint line */
	STYLE_RULE,	/* lines between things */
	STYLE_BAR,	/* of a chart */
	STYLE_PAPER,	/* a QR code's light modules, black on white */
	STYLE_INK,	/* its dark modules */
	STYLE_SELECTED,	/* the row in focus, from its mark on */
	STYLES
};

/* Marks that have an ASCII twin; only from WGL4. */
enum mark {
	MARK_CURSOR,	/* ► > the row that is selected */
	MARK_HLINE, MARK_VLINE, MARK_TEE_DOWN, MARK_TEE_RIGHT,
	MARK_FULL,	/* ● * */
	MARK_EMPTY,	/* ○ o */
	MARK_BLOCK,	/* █ # */
	MARK_BAR,	/* ▄ # part of a bar, a gap above it */
	MARK_SHADE,	/* ░ . */
	MARK_LOWER,	/* ▄ _ */
	MARK_CROSS,	/* ┼ + */
	MARK_HALF,	/* ▌ # */
	MARKS
};

/* A part of the canvas; with rows or columns of 0 or less nothing is painted. */
struct area {
	int y, x, rows, cols;
};

#define CANVAS_CLUSTER 32	/* bytes of a cluster with its NUL; the rest is cut */

struct cell {
	char text[CANVAS_CLUSTER];	/* "" after a wide cluster; " " is blank */
	unsigned char style;		/* enum style */
	bool begins;			/* a separately painted text starts here */
};

struct canvas;

/* Rows and columns ≥ 1; with `ascii`, marks are ASCII. */
struct canvas *canvas_new(int rows, int cols, bool ascii);
void canvas_free(struct canvas *c);	/* NULL is fine */
void canvas_clear(struct canvas *c);	/* blank, no cursor */
struct area canvas_area(const struct canvas *c);
bool canvas_is_ascii(const struct canvas *c);
const struct cell *canvas_cell(const struct canvas *c, int y, int x);

/* Paints `s` from (y, x); returns the columns painted, without clipped ones. */
int canvas_text(struct canvas *c, struct area a, int y, int x, enum style st,
    const char *s);
int canvas_textf(struct canvas *c, struct area a, int y, int x, enum style st,
    const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* Paints exactly `cols` columns: padded with blanks or cut with "…" ("~" in ASCII). */
void canvas_fit(struct canvas *c, struct area a, int y, int x, int cols,
    enum style st, const char *s);
/* The same, right-aligned. */
void canvas_fit_right(struct canvas *c, struct area a, int y, int x, int cols,
    enum style st, const char *s);
/* Paints the text wrapped at blanks into at most `rows` rows from y; returns the rows
 * it took. '\n' starts a new row. With `c` NULL the rows are only counted. */
int canvas_fold(struct canvas *c, struct area a, int y, int x, int cols, int rows,
    enum style st, const char *s);
/* Paints the text from row y on into at most `rows` rows of an area as wide as the window,
 * broken where a terminal breaks a long line by itself; returns the rows it took. It is sent
 * in one piece, so that what is copied from there has no line ends. There is one at a time,
 * and what is painted over it makes it ordinary text. */
int canvas_flow(struct canvas *c, struct area a, int y, int rows, const char *s);
/* What flows, as far as it was painted, and its first row in the window; NULL: nothing. */
const char *canvas_flowing(const struct canvas *c, int *y);
void canvas_mark(struct canvas *c, struct area a, int y, int x, enum style st,
    enum mark m);
/* Marks the row in focus: paints the mark and a blank at (y, x). Its text is painted
 * next from x + 2 in STYLE_SELECTED, which makes the row a band. There is one at a
 * time: a second call removes the first, so the pane in focus paints its row last. */
void canvas_select(struct canvas *c, struct area a, int y, int x);
void canvas_unselect(struct canvas *c);		/* and no hardware cursor */
/* Adds a text of the selected row that its column cuts, after canvas_select(); the frame
 * shows it whole where nothing else is said. */
void canvas_add_cut(struct canvas *c, const char *text);
const char *canvas_cut_text(const struct canvas *c);	/* "": nothing is cut */
void canvas_hline(struct canvas *c, struct area a, int y, int x, int cols);
void canvas_vline(struct canvas *c, struct area a, int y, int x, int rows);
const char *canvas_mark_text(bool ascii, enum mark m);

/* Places the hardware cursor: on the row or field in focus. */
void canvas_cursor(struct canvas *c, struct area a, int y, int x);
bool canvas_where(const struct canvas *c, int *y, int *x);	/* false: hidden */

/* For two canvases of the same size. */
void canvas_copy(struct canvas *to, const struct canvas *from);
bool canvas_same_flow(const struct canvas *a, const struct canvas *b);
bool canvas_same_row(const struct canvas *a, const struct canvas *b, int y);

/* For tests: adds the canvas as text: the rows, a line for each run of a style other
 * than STYLE_TEXT, what flows, the cursor. */
void canvas_dump(const struct canvas *c, struct buf *out);

#endif
