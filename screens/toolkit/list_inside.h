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
	bool before, after;	/* rows stand beyond its ends */
	size_t sel, top;	/* in `rows`: selected, first shown */
	int height;		/* of its area; 0: never sized */
	struct edit filter;
	struct marks marks;
	bool typing;
	char *earlier[LIST_EARLIER];	/* filters that were kept, the newest first */
	size_t recalled;	/* of them shown now, from 1; 0: none */
	int64_t origin;		/* what was selected before the filter */
	bool counted;
	size_t count;
	struct err err;
};

/* Is the line of the filter there? */
bool list_filtered(const struct list *l);

/* list_window.c */
/* Rows of the list that are shown at once; 1 at least. */
size_t list_visible(const struct list *l);
/* One screenful from an end of the list. */
void list_load_end(struct list *l, bool last);
/* One screenful more at an end of the window. */
void list_extend(struct list *l, bool backwards);
/* What is shown stays a screenful where there is one, with the selection in it. */
void list_scroll(struct list *l);
bool list_place(const struct list *l, int64_t id, size_t *i);	/* in the window */
/* Finds it outside the window. */
bool list_seek_id(struct list *l, int64_t id);
void list_count(struct list *l);	/* what the filter shows */

/* list_rows.c */
void list_rows_drop(struct list_rows *r, size_t from, size_t n);
/* Moves all rows to the end of `to`, or, the nearest first, before its begin. */
void list_rows_take(struct list_rows *to, struct list_rows *from, bool in_front);

#endif
