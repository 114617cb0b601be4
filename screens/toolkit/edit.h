/*
 * edit.h - text being typed: one line, or several. Pure: no terminal, no screen.
 *
 * The text is always valid UTF-8 without controls but '\n' (where it may have
 * lines), the cursor a byte offset that stands between grapheme clusters. Lines are
 * folded at blanks to the columns of an area when they are shown; rows are what is
 * seen, lines what '\n' ends. Ctrl-Z takes back what was typed, a word at a time.
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
	bool lines;		/* Enter begins a new one */
	size_t max;		/* code points; 0: EDIT_MAX */
	int goal;		/* column that up and down aim at; -1: the cursor's */
	bool typing;		/* the newest undo state is that of a word begun */
	struct edit_state *states;
	size_t n_states, cap;
};

#define EDIT_MAX 100000

void edit_init(struct edit *e, bool lines, size_t max);
void edit_free(struct edit *e);
/* Replaces all, the cursor at the end; what was typed before is forgotten. Controls
 * are dropped, line ends become blanks where there is one line. */
void edit_set(struct edit *e, const char *text);
const char *edit_text(const struct edit *e);
/* Replaces all as if it had been typed: edit_undo() takes it back. */
void edit_type_over(struct edit *e, const char *text);

/* Puts bytes in at the cursor: bad ones become U+FFFD, controls are dropped, CR LF
 * and CR are line ends. False: not all of it fitted; what did is there. */
bool edit_insert(struct edit *e, const char *bytes, size_t n);
/* Does what the action says; `cols` is the width rows are folded to. False: not an
 * editing action, or (line_up, line_down) there is no row there. */
bool edit_act(struct edit *e, enum act a, int cols);
bool edit_undo(struct edit *e);

/* Rows it takes, and where the cursor stands, folded to `cols`. */
int edit_rows(const struct edit *e, int cols);
void edit_where(const struct edit *e, int cols, int *row, int *col);
/* Paints it into the area, scrolled so that the cursor is seen; with `on` the
 * hardware cursor is put there. */
void edit_draw(const struct edit *e, struct canvas *c, struct area a,
    enum style st, bool on);

/* For `?`; ends with ACT_NONE. */
extern const enum act edit_acts[];

#endif
