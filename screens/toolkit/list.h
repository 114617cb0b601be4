/*
 * list.h - the widget for every list of rows.
 *
 * Rows come from a source in pages, by key; the list holds at most about three
 * screenfuls. The selection is kept by row id, so it survives when other rows come and
 * go. Rows change only by list_reload() or by a key that moves or filters: never under
 * the cursor. A key loads at most one screenful, and none while it moves among the rows
 * held.
 *
 * A screen with a list passes on sized(), act(), text() and mode_now(), and names
 * list_acts as its widget_acts. It handles Enter (ACT_open) itself.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_LIST_H
#define CHAIRSIDE_SCREENS_TOOLKIT_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/canvas.h"
#include "screens/toolkit/ui.h"

#define LIST_CELLS 16		/* columns at most */
#define LIST_COUNT_MAX 1000	/* matches are counted up to here */

struct list_row {
	int64_t id;		/* stable and unique in the list */
	char *key;		/* its place in the source's order, with the id */
	char *cells[LIST_CELLS];
	unsigned char styles[LIST_CELLS];	/* enum style */
	size_t n_cells;
	bool dim;		/* archived, not in force */
	bool heading;		/* its first cell stands over the rows of a group; it is never
				 * selected, and no filter shows it */
};

struct list_rows {
	struct list_row *rows;
	size_t n, cap;
};

/* For sources: adds a row, then its cells from left to right. Texts are copied. */
void list_rows_add(struct list_rows *to, int64_t id, const char *key);
void list_rows_cell(struct list_rows *to, enum style st, const char *text);
void list_rows_dim(struct list_rows *to);	/* the newest row */
void list_rows_heading(struct list_rows *to, int64_t id, const char *text);
void list_rows_clear(struct list_rows *r);	/* frees all */

/* Where a page starts. `key` NULL: at the first row going forwards, at the last going
 * backwards. */
struct list_seek {
	const char *key;
	int64_t id;
	bool with;	/* include the row at that place, if it is there */
};

struct list_source {
	/* Adds up to `n` rows after `from`, or before it when `backwards`, then nearest
	 * first. Sets *more if there are others beyond. `filter`: "" or as typed. */
	bool (*page)(void *arg, const char *filter, const struct list_seek *from,
	    bool backwards, size_t n, struct list_rows *into, bool *more,
	    struct err *e);
	/* Adds the key of the row with that id; ERR_NOTFOUND when it is gone or the
	 * filter hides it. NULL: rows outside the window are not looked for. */
	bool (*find)(void *arg, const char *filter, int64_t id, struct buf *key,
	    struct err *e);
	/* Counts the matches, up to `max`. NULL: no count is shown. */
	bool (*count)(void *arg, const char *filter, size_t max, size_t *n,
	    struct err *e);
};

struct list_column {
	const char *title;
	int min, max;	/* columns; max 0: takes the rest */
	int drop;	/* when narrow, the highest is left out first; 0: never */
	bool right;	/* right-aligned, for numbers */
};

struct list_spec {
	const struct list_source *source;
	void *arg;			/* of the source; borrowed */
	const struct list_column *columns;	/* the first shows the band */
	size_t n_columns;
	bool header;
	bool marks;	/* Space marks rows */
	bool search;	/* a picker: always typing; the screen handles Enter and Esc */
	const char *empty;		/* shown when there are no rows */
};

/* What Space shows in a list without marks. */
#define LIST_NO_MARKS "Nothing here can be marked; a key is for one row at a time."

struct list;

struct list *list_new(const struct list_spec *spec);
void list_free(struct list *l);		/* NULL is fine */

/* Sets the rows of its area; the first call loads. Called from the screen's sized(). */
void list_sized(struct list *l, int rows);
/* Reads the rows again; the selection stays, or moves to a neighbour if its row is
 * gone. */
void list_reload(struct list *l);
/* Selects that row and scrolls to it; false when it is not there. */
bool list_select(struct list *l, int64_t id);

/* `ui` shows errors and that there are no more rows; NULL in tests. */
bool list_act(struct list *l, struct ui *ui, enum act a);
bool list_text(struct list *l, struct ui *ui, const char *text, size_t n);
enum mode list_mode(const struct list *l);	/* TYPE while the filter is typed */
void list_draw(const struct list *l, struct canvas *c, struct area a, bool focused);

/* Drops filter and marks and goes to the first row. */
void list_begin_again(struct list *l);

const struct list_row *list_row(const struct list *l);	/* selected; NULL */
int64_t list_selected(const struct list *l);		/* its id; 0: none */
/* Ids of the marked rows that match the filter; `ids` has room for list_marks() of
 * them. *hidden gets how many the filter hides. */
size_t list_marked(const struct list *l, int64_t *ids, size_t *hidden);
size_t list_marks(const struct list *l);
void list_unmark(struct list *l);
bool list_shows(const struct list *l, int64_t id);	/* among the rows on screen */
const char *list_filter(const struct list *l);		/* "" when none */

/* For screen_ops.widget_acts; ends with ACT_NONE. */
extern const enum act list_acts[];

/* --- a fixed list: menus, picks ---------------------------------------------- */

/* Rows in the order added; keys are ignored. The filter keeps rows where each word
 * typed occurs in some cell, ignoring case and accents. `arg` is a struct list_rows. */
extern const struct list_source list_fixed;

#endif
