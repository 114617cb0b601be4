/*
 * list_inside.h - what the files of the list share.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_LIST_INSIDE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_LIST_INSIDE_H

#include "screens/toolkit/edit.h"
#include "screens/toolkit/list.h"
#include "screens/toolkit/marks.h"

#define LIST_EARLIER 8

struct list {
	struct list_spec spec;
	struct list_rows rows;	/* the window */
	bool before, after;	/* there are more rows beyond its ends */
	size_t sel, top;	/* in `rows`: selected, first shown */
	int height;		/* of its area; 0: not sized yet */
	int widest[LIST_CELLS];	/* of the texts of each column that were here */
	struct edit filter;
	struct marks marks;
	bool typing;
	char *earlier[LIST_EARLIER];	/* earlier filters, the newest first */
	size_t recalled;	/* which of them is shown, from 1; 0: none */
	int64_t origin;		/* the row selected before the filter */
	bool counted;
	size_t count;
	struct err err;
};

/* Is the filter line shown? */
bool list_filtered(const struct list *l);
/* Does the filter leave one row? Enter in it opens that. */
bool list_one_found(const struct list *l);

/* list_window.c */
/* Rows shown at once; at least 1. */
size_t list_visible(const struct list *l);
/* Loads a screenful at the first or last end of the list. */
void list_load_end(struct list *l, bool last);
/* Loads another screenful at an end of the window. */
void list_extend(struct list *l, bool backwards);
/* Scrolls so that the selection is shown and, with enough rows, the area is full. */
void list_scroll(struct list *l);
bool list_place(const struct list *l, int64_t id, size_t *i);	/* in the window */
/* Looks the row up in the source and loads the window around it. */
bool list_seek_id(struct list *l, int64_t id);
void list_count(struct list *l);	/* counts the matches of the filter */

/* list_rows.c */
void list_rows_drop(struct list_rows *r, size_t from, size_t n);
/* Moves all rows to the end of `to`, or in front of it (then `from` is nearest
 * first). */
void list_rows_take(struct list_rows *to, struct list_rows *from, bool in_front);

#endif
