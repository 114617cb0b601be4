/*
 * list_window.c - the rows a list holds, and the selection in them.
 */
#include "base/text.h"
#include "screens/toolkit/list_inside.h"

#define SCREENFULS 3

size_t
list_visible(const struct list *l)
{
	int rows = l->height - l->spec.header - list_filtered(l);

	return rows > 1 ? (size_t)rows : 1;
}

static bool
is_heading(const struct list *l, size_t i)
{
	return i < l->rows.n && l->rows.rows[i].heading;
}

/* From a heading to the next row, in front of it where there is none behind. */
static void
leave_heading(struct list *l)
{
	size_t was = l->sel;

	while (is_heading(l, l->sel) && l->sel + 1 < l->rows.n)
		l->sel++;
	if (is_heading(l, l->sel))
		for (l->sel = was; is_heading(l, l->sel) && l->sel > 0; l->sel--)
			;
}

/* --- loading -------------------------------------------------------------------- */

/* Notes how wide the texts of new rows are. A column never asks for less again, so that
 * the others stay where they are while rows come and go. */
static void
measure(struct list *l, const struct list_rows *rows)
{
	size_t i, k;

	for (i = 0; i < rows->n; i++)
		for (k = 0; k < rows->rows[i].n_cells && !rows->rows[i].heading; k++) {
			AUTO_BUF struct buf shown = BUF_INIT;
			int width;

			text_show(&shown, rows->rows[i].cells[k], false);
			width = text_width(shown.s);
			if (width > l->widest[k])
				l->widest[k] = width;
		}
}

/* Gets a page of at most `n` rows; false, with l->err, adds nothing. */
static bool
fetch(struct list *l, const struct list_seek *from, bool backwards, size_t n,
    struct list_rows *into, bool *more)
{
	*more = false;
	err_clear(&l->err);
	if (l->spec.source->page(l->spec.arg, l->filter.text.s, from, backwards, n,
	    into, more, &l->err)) {
		measure(l, into);
		return true;
	}
	list_rows_clear(into);
	return false;
}

/* Replaces the window by `rows`. */
static void
replace(struct list *l, struct list_rows *rows, bool before, bool after)
{
	list_rows_clear(&l->rows);
	l->rows = *rows;
	l->before = before;
	l->after = after;
}

void
list_load_end(struct list *l, bool last)
{
	const struct list_seek end = { NULL, 0, false };
	struct list_rows rows = { NULL, 0, 0 }, turned = { NULL, 0, 0 };
	bool more;

	if (!fetch(l, &end, last, list_visible(l), &rows, &more))
		return;
	list_rows_take(&turned, &rows, last);
	replace(l, &turned, last && more, !last && more);
	l->top = 0;
	l->sel = last && l->rows.n > 0 ? l->rows.n - 1 : 0;
	leave_heading(l);
}

/* Drops rows far from those shown, at that end of the window. */
static void
trim(struct list *l, bool front)
{
	size_t rows = list_visible(l), n, hidden, most = SCREENFULS * rows;

	if (l->rows.n <= most)
		return;
	n = l->rows.n - most;
	hidden = front ? l->top : l->rows.n - l->top;
	if (!front)
		hidden -= rows < hidden ? rows : hidden;
	n = n < hidden ? n : hidden;
	if (n == 0)
		return;
	list_rows_drop(&l->rows, front ? 0 : l->rows.n - n, n);
	if (front) {
		l->before = true;
		l->sel -= n;
		l->top -= n;
	} else
		l->after = true;
}

void
list_extend(struct list *l, bool backwards)
{
	struct list_rows rows = { NULL, 0, 0 };
	const struct list_row *edge;
	struct list_seek from;
	bool more;
	size_t n;

	if (l->rows.n == 0 || !(backwards ? l->before : l->after))
		return;
	edge = &l->rows.rows[backwards ? 0 : l->rows.n - 1];
	from = (struct list_seek){ edge->key, edge->id, false };
	if (!fetch(l, &from, backwards, list_visible(l), &rows, &more))
		return;
	n = rows.n;
	list_rows_take(&l->rows, &rows, backwards);
	if (backwards) {
		l->before = more;
		l->sel += n;
		l->top += n;
	} else
		l->after = more;
	trim(l, !backwards);
}

void
list_scroll(struct list *l)
{
	size_t rows = list_visible(l);

	if (l->sel >= l->rows.n)
		l->sel = l->rows.n > 0 ? l->rows.n - 1 : 0;
	leave_heading(l);
	if (l->sel < l->top)
		l->top = l->sel;
	while (l->top > 0 && is_heading(l, l->top - 1) && l->sel - l->top + 1 < rows)
		l->top--;	/* a group is shown with its heading */
	if (l->sel >= l->top + rows)
		l->top = l->sel - rows + 1;
	if (l->top + rows > l->rows.n)
		l->top = l->rows.n > rows ? l->rows.n - rows : 0;
}

static void
fill(struct list *l)
{
	if (l->top + list_visible(l) > l->rows.n)
		list_extend(l, false);
	if (l->rows.n < list_visible(l))
		list_extend(l, true);
	list_scroll(l);
}

/* Loads a window with that place in its middle. */
static bool
load_around(struct list *l, const char *key, int64_t id)
{
	struct list_seek from = { key, id, true };
	struct list_rows rows = { NULL, 0, 0 }, above = { NULL, 0, 0 };
	bool after, before;
	size_t n, half = list_visible(l) / 2;

	if (!fetch(l, &from, false, list_visible(l), &rows, &after))
		return false;
	from.with = false;
	if (!fetch(l, &from, true, half, &above, &before)) {
		list_rows_clear(&rows);
		return false;
	}
	n = above.n;
	list_rows_take(&rows, &above, true);
	replace(l, &rows, before, after);
	l->sel = n;
	l->top = 0;
	fill(l);
	return true;
}

bool
list_place(const struct list *l, int64_t id, size_t *i)
{
	for (*i = 0; *i < l->rows.n; ++*i)
		if (l->rows.rows[*i].id == id)
			return true;
	return false;
}

bool
list_seek_id(struct list *l, int64_t id)
{
	AUTO_BUF struct buf key = BUF_INIT;
	struct err e;
	size_t i;

	if (id == 0 || l->spec.source->find == NULL)
		return false;
	if (!l->spec.source->find(l->spec.arg, l->filter.text.s, id, &key, &e)) {
		if (e.code != ERR_NOTFOUND)
			l->err = e;
		return false;
	}
	if (!load_around(l, key.s, id) || !list_place(l, id, &i))
		return false;
	l->sel = i;
	list_scroll(l);
	return true;
}

void
list_count(struct list *l)
{
	struct err e;
	bool all = !l->before && !l->after && l->err.code == ERR_NONE;

	l->counted = l->filter.text.len > 0 && l->spec.source->count != NULL;
	if (l->counted && all)	/* they are all here */
		l->count = l->rows.n;
	else if (l->counted)
		l->counted = l->spec.source->count(l->spec.arg, l->filter.text.s,
		    LIST_COUNT_MAX, &l->count, &e);
}

void
list_sized(struct list *l, int rows)
{
	bool first = l->height == 0;

	l->height = rows > 1 ? rows : 1;
	if (first)
		list_load_end(l, false);
	else
		fill(l);
	trim(l, true);
	trim(l, false);
}

/* Reads the rows from the first one shown again. */
static bool
reload_from_top(struct list *l)
{
	const struct list_row *top = &l->rows.rows[l->top];
	struct list_seek from = { top->key, top->id, true };
	bool after, at_start = l->top == 0 && !l->before;
	struct list_rows rows = { NULL, 0, 0 };

	if (at_start)
		from = (struct list_seek){ NULL, 0, false };
	if (!fetch(l, &from, false, list_visible(l), &rows, &after))
		return false;
	if (rows.n == 0 && !at_start) {
		list_load_end(l, true);
		return l->err.code == ERR_NONE;
	}
	replace(l, &rows, !at_start, after);
	return true;
}

static void
reload_rows(struct list *l)
{
	int64_t id = list_selected(l);
	size_t i, offset = l->sel - l->top;

	if (l->rows.n == 0) {
		list_load_end(l, false);
		return;
	}
	if (!reload_from_top(l))
		return;
	l->top = 0;
	if (list_place(l, id, &i))
		l->sel = i;
	else if (list_seek_id(l, id))
		return;
	else
		l->sel = offset;
	list_scroll(l);
	fill(l);
}

void
list_reload(struct list *l)
{
	if (l->height == 0)
		return;
	reload_rows(l);
	list_count(l);
}

bool
list_select(struct list *l, int64_t id)
{
	size_t i;

	if (l->height == 0)
		list_sized(l, 1);
	if (!list_place(l, id, &i))
		return list_seek_id(l, id);
	l->sel = i;
	list_scroll(l);
	return true;
}
