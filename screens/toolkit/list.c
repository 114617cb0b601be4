/*
 * list.c - the window of a list: what it holds, where one is, moving and filtering.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "screens/toolkit/list_inside.h"

#define SCREENFULS 3
#define FILTER_MAX 200		/* characters */

const enum act list_acts[] = {
	ACT_up, ACT_down, ACT_page_up, ACT_page_down, ACT_first, ACT_last, ACT_filter,
	ACT_NONE
};

struct list *
list_new(const struct list_spec *spec)
{
	struct list *l = xcalloc(1, sizeof(*l));

	BUG_IF(spec->n_columns == 0 || spec->n_columns > LIST_CELLS);
	l->spec = *spec;
	edit_init(&l->filter, false, FILTER_MAX);
	l->typing = spec->search;
	return l;
}

void
list_free(struct list *l)
{
	size_t i;

	if (l == NULL)
		return;
	list_rows_clear(&l->rows);
	marks_clear(&l->marks);
	for (i = 0; i < LIST_EARLIER; i++)
		free(l->earlier[i]);
	edit_free(&l->filter);
	free(l);
}

bool
list_filtered(const struct list *l)
{
	return l->typing || l->filter.text.len > 0;
}

size_t
list_visible(const struct list *l)
{
	int rows = l->height - l->spec.header - list_filtered(l);

	return rows > 1 ? (size_t)rows : 1;
}

/* --- loading -------------------------------------------------------------------- */

/* A page of at most `n` rows; false: `err` says why, nothing was added. */
static bool
fetch(struct list *l, const struct list_seek *from, bool backwards, size_t n,
    struct list_rows *into, bool *more)
{
	*more = false;
	err_clear(&l->err);
	if (l->spec.source->page(l->spec.arg, l->filter.text.s, from, backwards, n,
	    into, more, &l->err))
		return true;
	list_rows_clear(into);
	return false;
}

/* The window is `rows` from now on. */
static void
replace(struct list *l, struct list_rows *rows, bool before, bool after)
{
	list_rows_clear(&l->rows);
	l->rows = *rows;
	l->before = before;
	l->after = after;
}

/* One screenful from an end of the list. */
static void
load_end(struct list *l, bool last)
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
}

/* Lets go of rows far from what is shown, at that end of the window. */
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

/* One screenful more at an end of the window. */
static void
extend(struct list *l, bool backwards)
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

/* What is shown stays a screenful where there is one, with the selection in it. */
static void
scroll(struct list *l)
{
	size_t rows = list_visible(l);

	if (l->sel >= l->rows.n)
		l->sel = l->rows.n > 0 ? l->rows.n - 1 : 0;
	if (l->sel < l->top)
		l->top = l->sel;
	if (l->sel >= l->top + rows)
		l->top = l->sel - rows + 1;
	if (l->top + rows > l->rows.n)
		l->top = l->rows.n > rows ? l->rows.n - rows : 0;
}

static void
fill(struct list *l)
{
	if (l->top + list_visible(l) > l->rows.n)
		extend(l, false);
	if (l->rows.n < list_visible(l))
		extend(l, true);
	scroll(l);
}

/* The window with that place in its middle. */
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

static bool
place_of(const struct list *l, int64_t id, size_t *i)
{
	for (*i = 0; *i < l->rows.n; ++*i)
		if (l->rows.rows[*i].id == id)
			return true;
	return false;
}

/* Finds it outside the window. */
static bool
seek_id(struct list *l, int64_t id)
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
	if (!load_around(l, key.s, id) || !place_of(l, id, &i))
		return false;
	l->sel = i;
	scroll(l);
	return true;
}

static void
count(struct list *l)
{
	struct err e;

	l->counted = l->filter.text.len > 0 && l->spec.source->count != NULL &&
	    l->spec.source->count(l->spec.arg, l->filter.text.s, LIST_COUNT_MAX,
	    &l->count, &e);
}

void
list_sized(struct list *l, int rows)
{
	bool first = l->height == 0;

	l->height = rows > 1 ? rows : 1;
	if (first)
		load_end(l, false);
	else
		fill(l);
	trim(l, true);
	trim(l, false);
}

/* The rows from the first that is shown on, again. */
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
		load_end(l, true);
		return l->err.code == ERR_NONE;
	}
	replace(l, &rows, !at_start, after);
	return true;
}

void
list_reload(struct list *l)
{
	int64_t id = list_selected(l);
	size_t i, offset = l->sel - l->top;

	if (l->height == 0)
		return;
	count(l);
	if (l->rows.n == 0) {
		load_end(l, false);
		return;
	}
	if (!reload_from_top(l))
		return;
	l->top = 0;
	if (place_of(l, id, &i))
		l->sel = i;
	else if (seek_id(l, id))
		return;
	else
		l->sel = offset;
	scroll(l);
	fill(l);
}

bool
list_select(struct list *l, int64_t id)
{
	size_t i;

	if (l->height == 0)
		list_sized(l, 1);
	if (!place_of(l, id, &i))
		return seek_id(l, id);
	l->sel = i;
	scroll(l);
	return true;
}

/* --- the filter ------------------------------------------------------------------- */

static void
filter_changed(struct list *l)
{
	l->recalled = 0;
	if (l->height == 0)
		return;
	count(l);
	load_end(l, false);
}

static void
filter_open(struct list *l)
{
	if (l->filter.text.len == 0)
		l->origin = list_selected(l);
	l->typing = true;
	if (l->filter.text.len > 0) {
		edit_set(&l->filter, "");
		filter_changed(l);
	}
	scroll(l);
}

/* The newest first, each once. */
static void
remember(struct list *l, const char *filter)
{
	size_t i = 0;

	while (i + 1 < LIST_EARLIER && l->earlier[i] != NULL &&
	    strcmp(l->earlier[i], filter) != 0)
		i++;
	free(l->earlier[i]);
	memmove(l->earlier + 1, l->earlier, i * sizeof(*l->earlier));
	l->earlier[0] = xstrdup(filter);
}

/* Up on a filter nobody has typed yet, or that was brought back: the one before; Down
 * the one after. */
static bool
recall(struct list *l, enum act a)
{
	size_t to = l->recalled + (a == ACT_line_up ? 1 : (size_t)-1);

	if (!l->typing || l->spec.search || (a != ACT_line_up && a != ACT_line_down) ||
	    (l->recalled == 0 && (a == ACT_line_down || l->filter.text.len > 0)) ||
	    to > LIST_EARLIER || (to > 0 && l->earlier[to - 1] == NULL))
		return false;
	edit_set(&l->filter, to > 0 ? l->earlier[to - 1] : "");
	filter_changed(l);
	l->recalled = to;
	return true;
}

static void
filter_close(struct list *l, bool keep)
{
	int64_t id = list_selected(l);

	l->typing = l->spec.search;
	l->recalled = 0;
	if (keep && l->filter.text.len > 0)
		remember(l, list_filter(l));
	if (keep || l->filter.text.len == 0)
		return;
	edit_set(&l->filter, "");
	l->counted = false;
	if (id == 0)
		id = l->origin;
	load_end(l, false);
	seek_id(l, id);
}

/* --- keys --------------------------------------------------------------------------- */

/* `by` rows down, or up; a page takes what is shown along. */
static bool
move(struct list *l, bool up, size_t by)
{
	bool page = by > 1;
	size_t was = l->sel;

	if (up && by > (page ? l->top : l->sel))
		extend(l, true);
	if (!up && (page ? l->top + 2 * by : l->sel + 1 + by) > l->rows.n)
		extend(l, false);
	was = l->sel;		/* moved by what came in front */
	if (up) {
		l->sel -= by < l->sel ? by : l->sel;
		if (page)
			l->top -= by < l->top ? by : l->top;
	} else {
		l->sel += by;
		if (page)
			l->top += by;
	}
	scroll(l);
	return l->sel != was;
}

static void
go_end(struct list *l, bool last)
{
	if (last ? l->after : l->before)
		load_end(l, last);
	else
		l->sel = last && l->rows.n > 0 ? l->rows.n - 1 : 0;
	scroll(l);
}

static bool
act_moves(struct list *l, struct ui *ui, enum act a)
{
	size_t page = list_visible(l);
	bool moved = true;

	if (a == ACT_up || a == ACT_line_up)
		moved = move(l, true, 1);
	else if (a == ACT_down || a == ACT_line_down)
		moved = move(l, false, 1);
	else if (a == ACT_page_up || a == ACT_type_page_up)
		moved = move(l, true, page);
	else if (a == ACT_page_down || a == ACT_type_page_down)
		moved = move(l, false, page);
	else if (a == ACT_first)
		go_end(l, false);
	else if (a == ACT_last)
		go_end(l, true);
	else
		return false;
	if (ui != NULL && l->err.code == ERR_NONE && !moved)
		ui_say(ui, l->rows.n == 0 ? "This list is empty." : l->rows.n == 1 ?
		    "There is only one row." : l->sel == 0 ? "This is the first row." :
		    "This is the last row.");
	return true;
}

static bool
act_typing(struct list *l, struct ui *ui, enum act a)
{
	AUTO_FREE char *was = xstrdup(list_filter(l));

	if (!l->spec.search && (a == ACT_accept || a == ACT_leave)) {
		bool one = a == ACT_accept && l->filter.text.len > 0 && l->rows.n == 1 &&
		    !l->before && !l->after;

		filter_close(l, a == ACT_accept);
		if (one && ui != NULL)
			ui_act(ui, ACT_open);
		return true;
	}
	if (!edit_act(&l->filter, a, FILTER_MAX))
		return false;
	if (strcmp(was, list_filter(l)) != 0)
		filter_changed(l);
	return true;
}

/* Space: the row is marked, or no longer, and the next one is selected. */
static void
mark(struct list *l, struct ui *ui)
{
	if (!l->spec.marks || l->rows.n == 0) {
		if (ui != NULL)
			ui_say(ui, "%s", l->spec.marks ? "There is nothing to mark." :
			    LIST_NO_MARKS);
		return;
	}
	marks_turn(&l->marks, list_selected(l));
	move(l, false, 1);
	if (ui != NULL)
		ui_say(ui, l->marks.n == 0 ? "None is marked." :
		    "%zu marked; the next action takes all. Esc takes the marks away.",
		    l->marks.n);
}

static void
tell(const struct list *l, struct ui *ui)
{
	if (ui != NULL && l->err.code != ERR_NONE)
		ui_err(ui, &l->err);
}

bool
list_act(struct list *l, struct ui *ui, enum act a)
{
	bool done = true;

	err_clear(&l->err);
	if (recall(l, a) || act_moves(l, ui, a))
		;
	else if (l->typing)
		done = act_typing(l, ui, a);
	else if (a == ACT_filter)
		filter_open(l);
	else if (a == ACT_mark)
		mark(l, ui);
	else if (a == ACT_back && l->marks.n > 0)
		marks_clear(&l->marks);
	else if (a == ACT_back && l->filter.text.len > 0)
		filter_close(l, false);
	else
		done = false;
	tell(l, ui);
	return done;
}

bool
list_text(struct list *l, struct ui *ui, const char *text, size_t n)
{
	if (!l->typing)
		return false;
	if (!edit_insert(&l->filter, text, n) && ui != NULL)
		ui_complain(ui, "That is too long for a filter.");
	filter_changed(l);
	tell(l, ui);
	return true;
}

void
list_narrow(struct list *l, const char *filter)
{
	edit_set(&l->filter, filter);
	filter_changed(l);
}

void
list_begin_again(struct list *l)
{
	l->typing = l->spec.search;
	marks_clear(&l->marks);
	list_narrow(l, "");
}

/* --- what it is -------------------------------------------------------------------------- */

enum mode
list_mode(const struct list *l)
{
	return l->typing ? MODE_TYPE : MODE_LIST;
}

const struct list_row *
list_row(const struct list *l)
{
	return l->sel < l->rows.n ? &l->rows.rows[l->sel] : NULL;
}

int64_t
list_selected(const struct list *l)
{
	const struct list_row *r = list_row(l);

	return r != NULL ? r->id : 0;
}

size_t
list_marked(const struct list *l, int64_t *ids, size_t *hidden)
{
	size_t i, n = 0;

	*hidden = 0;
	for (i = 0; i < l->marks.n; i++) {
		AUTO_BUF struct buf key = BUF_INIT;
		struct err e;

		if (l->spec.source->find(l->spec.arg, l->filter.text.s,
		    l->marks.ids[i], &key, &e))
			ids[n++] = l->marks.ids[i];
		else
			++*hidden;
	}
	return n;
}

size_t
list_marks(const struct list *l)
{
	return l->marks.n;
}

void
list_unmark(struct list *l)
{
	marks_clear(&l->marks);
}

bool
list_shows(const struct list *l, int64_t id)
{
	size_t i;

	return place_of(l, id, &i) && i >= l->top && i < l->top + list_visible(l);
}

const char *
list_filter(const struct list *l)
{
	return l->filter.text.s;
}

size_t
list_held(const struct list *l)
{
	return l->rows.n;
}

const struct err *
list_err(const struct list *l)
{
	return l->err.code != ERR_NONE ? &l->err : NULL;
}
