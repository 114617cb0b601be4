/*
 * edit.h - text being typed: one line, or several. Pure: no terminal, no screen.
 *
 * The text is always valid UTF-8 without controls except '\n' (if it may have lines);
 * the cursor is a byte offset between grapheme clusters. Lines end at '\n'; rows are
 * what is shown, lines wrapped at blanks to the columns of an area. Ctrl-Z undoes
 * typing, a word at a time.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_EDIT_H
#define CHAIRSIDE_SCREENS_TOOLKIT_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/canvas.h"

struct edit_state {
	char *text;
	size_t at;
};

struct edit {
	struct buf text;
	size_t at;
	bool lines;		/* may have several; Enter starts one */
	size_t max;		/* code points; 0: EDIT_MAX */
	int goal;		/* column that Up and Down aim for; -1: the cursor's */
	bool typing;		/* inside a word whose undo state is saved */
	struct edit_state *states;
	size_t n_states, cap;
};

#define EDIT_MAX 100000

void edit_init(struct edit *e, bool lines, size_t max);
void edit_free(struct edit *e);	/* what was typed is wiped: it may be a PIN */
/* Replaces all the text, with the cursor at the end and nothing to undo. Controls are
 * dropped; in a single line, line ends become blanks. */
void edit_set(struct edit *e, const char *text);
const char *edit_text(const struct edit *e);
/* Replaces all the text as if typed: edit_undo() undoes it. */
void edit_type_over(struct edit *e, const char *text);

/* Inserts bytes at the cursor: invalid ones become U+FFFD, controls are dropped, CR LF
 * and CR are line ends. Inserts what fits; false when something did not. */
bool edit_insert(struct edit *e, const char *bytes, size_t n);
/* Carries out an action; rows are wrapped to `cols`. False when it is not an editing
 * action, or when line_up or line_down finds no row there. */
bool edit_act(struct edit *e, enum act a, int cols);
bool edit_undo(struct edit *e);

/* The rows it takes, and the cursor's place, wrapped to `cols`. */
int edit_rows(const struct edit *e, int cols);
void edit_where(const struct edit *e, int cols, int *row, int *col);
/* Paints it into the area, scrolled to show the cursor; with `on` the hardware cursor
 * is placed there. */
void edit_draw(const struct edit *e, struct canvas *c, struct area a,
    enum style st, bool on);

/* For `?`; ends with ACT_NONE. */
extern const enum act edit_acts[];

#endif
