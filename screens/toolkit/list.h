/*
 * list.h - the list behind every list of rows.
 *
 * Rows come from a source by keyed pages; the list holds at most about three
 * screenfuls of them. A row is selected by its id, so it stays selected when others
 * come and go. Rows change only by list_reload() or by a key that moves or filters:
 * never under the cursor. A key steps at most one screenful of rows, one inside the
 * window none.
 *
 * A screen that holds a list passes it sized(), act(), text() and mode_now(), and
 * names list_acts as its widget_acts. Enter (ACT_open) is the screen's own.
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

#define LIST_CELLS 12		/* columns at most */
#define LIST_COUNT_MAX 1000	/* matches are counted up to here */

struct list_row {
	int64_t id;		/* stable and unique in the list */
	char *key;		/* its place in the source's order, with the id */
	char *cells[LIST_CELLS];
	unsigned char styles[LIST_CELLS];	/* enum style */
	size_t n_cells;
	bool dim;		/* archived, not in force */
};

struct list_rows {
	struct list_row *rows;
	size_t n, cap;
};

/* A source adds a row, then its cells from left to right. Texts are copied. */
void list_rows_add(struct list_rows *to, int64_t id, const char *key);
void list_rows_cell(struct list_rows *to, enum style st, const char *text);
void list_rows_dim(struct list_rows *to);	/* the newest row */
void list_rows_clear(struct list_rows *r);	/* frees all */

/* Where a page begins. `key` NULL: at the end that is behind (the first row
 * forwards, the last backwards). */
struct list_seek {
	const char *key;
	int64_t id;
	bool with;	/* the row at that place too, if it is there */
};

struct list_source {
	/* Adds up to `n` rows behind `from`, or before it when `backwards`: then the
	 * nearest first. *more: further ones stand there. `filter`: "" or what was
	 * typed. */
	bool (*page)(void *arg, const char *filter, const struct list_seek *from,
	    bool backwards, size_t n, struct list_rows *into, bool *more,
	    struct err *e);
	/* Adds the key of the row of that id; ERR_NOTFOUND: it is gone or the filter
	 * hides it. NULL: a row that went out of the window is not looked for. */
	bool (*find)(void *arg, const char *filter, int64_t id, struct buf *key,
	    struct err *e);
	/* How many match, at most `max`. NULL: no count is shown. */
	bool (*count)(void *arg, const char *filter, size_t max, size_t *n,
	    struct err *e);
};

struct list_column {
	const char *title;
	int min, max;	/* columns; max 0: takes what is left */
	int drop;	/* where it is narrow the highest goes first; 0: never */
	bool right;	/* at the right end, for numbers */
};

struct list_spec {
	const struct list_source *source;
	void *arg;			/* of the source; borrowed */
	const struct list_column *columns;	/* the first is the selected one's band */
	size_t n_columns;
	bool header;
	bool marks;	/* Space marks rows */
	bool search;	/* a picker: always typing, Enter and Esc are the screen's */
	const char *empty;		/* what to press where there are no rows */
};

/* What Space says where rows are not marked. */
#define LIST_NO_MARKS "Nothing here can be marked; a key is for one row at a time."

struct list;

struct list *list_new(const struct list_spec *spec);
void list_free(struct list *l);		/* NULL is fine */

/* Rows of its area; the first call loads. From the screen's sized(). */
void list_sized(struct list *l, int rows);
/* Reads its rows again; the selection stays, or goes to the neighbour of a row
 * that has gone. */
void list_reload(struct list *l);
/* Selects that row and shows it; false: it is not there. */
bool list_select(struct list *l, int64_t id);

/* `ui` hears what went wrong and that there is nothing more; NULL in tests. */
bool list_act(struct list *l, struct ui *ui, enum act a);
bool list_text(struct list *l, struct ui *ui, const char *text, size_t n);
enum mode list_mode(const struct list *l);	/* TYPE while the filter is typed */
void list_draw(const struct list *l, struct canvas *c, struct area a, bool focused);

/* With that filter kept, as if it had been typed. */
void list_narrow(struct list *l, const char *filter);
/* Without filter and marks, at the first row: as it was opened. */
void list_begin_again(struct list *l);

const struct list_row *list_row(const struct list *l);	/* selected; NULL */
int64_t list_selected(const struct list *l);		/* its id; 0: none */
/* Numbers of the marked rows that the filter shows, `ids` with room for all of
 * list_marks(); *hidden gets how many it hides. */
size_t list_marked(const struct list *l, int64_t *ids, size_t *hidden);
size_t list_marks(const struct list *l);
void list_unmark(struct list *l);
bool list_shows(const struct list *l, int64_t id);	/* among the rows on screen */
const char *list_filter(const struct list *l);		/* "" when none */
size_t list_held(const struct list *l);			/* rows in memory */
/* What the source last complained of; NULL when all is well. */
const struct err *list_err(const struct list *l);

/* For screen_ops.widget_acts; ends with ACT_NONE. */
extern const enum act list_acts[];

/* --- a fixed list: menus, picks ---------------------------------------------- */

/* Rows in the order added, keys not looked at; the filter keeps rows of which each
 * word typed stands in some cell, folded. `arg` is a struct list_rows. */
extern const struct list_source list_fixed;

#endif
