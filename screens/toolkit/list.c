/*
 * list.c - the keys of a list: moving, marking and filtering.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "screens/toolkit/list_inside.h"

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

/* --- the filter ------------------------------------------------------------------- */

static void
filter_changed(struct list *l)
{
	l->recalled = 0;
	if (l->height == 0)
		return;
	list_load_end(l, false);
	list_count(l);
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
	list_scroll(l);
}

/* Keeps the filter among the earlier ones, newest first, each once. */
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

/* In an empty or recalled filter Up brings back the one before, Down the one after. */
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
	list_load_end(l, false);
	list_seek_id(l, id);
}

/* --- keys --------------------------------------------------------------------------- */

/* Moves `by` rows down, or up if negative; a page scrolls too. */
static bool
move(struct list *l, bool up, size_t by)
{
	bool page = by > 1;
	size_t was = l->sel;

	if (up && by > (page ? l->top : l->sel))
		list_extend(l, true);
	if (!up && (page ? l->top + 2 * by : l->sel + 1 + by) > l->rows.n)
		list_extend(l, false);
	was = l->sel;		/* moved by rows added in front */
	if (up) {
		l->sel -= by < l->sel ? by : l->sel;
		while (l->sel > 0 && l->rows.rows[l->sel].heading)
			l->sel--;
		if (page)
			l->top -= by < l->top ? by : l->top;
	} else {
		l->sel += by;
		if (page)
			l->top += by;
	}
	list_scroll(l);
	return l->sel != was;
}

static void
go_end(struct list *l, bool last)
{
	if (last ? l->after : l->before)
		list_load_end(l, last);
	else
		l->sel = last && l->rows.n > 0 ? l->rows.n - 1 : 0;
	list_scroll(l);
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

bool
list_one_found(const struct list *l)
{
	return l->filter.text.len > 0 && l->rows.n == 1 && !l->before && !l->after;
}

static bool
act_typing(struct list *l, struct ui *ui, enum act a)
{
	AUTO_FREE char *was = xstrdup(list_filter(l));

	if (!l->spec.search && (a == ACT_accept || a == ACT_leave)) {
		bool one = a == ACT_accept && list_one_found(l);

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

/* For Space: marks or unmarks the row and selects the next. */
static void
mark(struct list *l, struct ui *ui)
{
	if (!l->spec.marks || list_row(l) == NULL) {
		if (ui != NULL)
			ui_say(ui, "%s", l->spec.marks ? "There is nothing to mark." :
			    LIST_NO_MARKS);
		return;
	}
	marks_turn(&l->marks, list_selected(l));
	move(l, false, 1);
	if (ui != NULL)
		ui_say(ui, l->marks.n == 0 ? "Nothing is marked." :
		    "%zu marked; the next action works on all. Esc clears the marks.",
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
list_begin_again(struct list *l)
{
	l->typing = l->spec.search;
	marks_clear(&l->marks);
	edit_set(&l->filter, "");
	filter_changed(l);
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
	return l->sel < l->rows.n && !l->rows.rows[l->sel].heading ?
	    &l->rows.rows[l->sel] : NULL;
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

	return list_place(l, id, &i) && i >= l->top && i < l->top + list_visible(l);
}

const char *
list_filter(const struct list *l)
{
	return l->filter.text.s;
}
