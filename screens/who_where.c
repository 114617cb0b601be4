/*
 * who_where.c - the page Who and where: a row for each service, a column for each person,
 * room and device, and a tick where they go together. Columns that do not fit are scrolled
 * to; the foot says what the selected row's ticks mean.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/offer.h"
#include "practice/places.h"
#include "screens/offer.h"

#define HEAD 3		/* a rule, the kinds, the columns' names */
#define FOOT 4		/* a rule, two rows of words, what no tick means */
#define TICK 3		/* columns of "[x]" */
#define CODE_MAX 8	/* columns of a person's code, a room's name */
#define BETWEEN 3	/* columns between two kinds */

struct service_row {
	int64_t id;
	char *name;
};

struct who_where {
	struct screen screen;
	struct slot_book book;
	struct service_row *rows;
	size_t n_rows, cap_rows;
	const struct slot_place **columns;	/* of the book */
	size_t n_columns, cap_columns;
	size_t row, column;		/* in focus */
	size_t top, left;		/* the first on show */
};

static struct who_where *
of(struct screen *s)
{
	return (struct who_where *)s;
}

/* --- reading ------------------------------------------------------------------------- */

static void
forget(struct who_where *w)
{
	size_t i;

	for (i = 0; i < w->n_rows; i++)
		free(w->rows[i].name);
	w->n_rows = w->n_columns = 0;
	slot_book_free(&w->book);
}

static bool
add_service(const struct record *r, void *arg)
{
	struct who_where *w = arg;

	GROW(w->rows, w->cap_rows, w->n_rows + 1);
	w->rows[w->n_rows++] = (struct service_row){ r->id, xstrdup(record_text(r, "name")) };
	return true;
}

/* One that is switched off has a column while a tick of it still counts. */
static bool
has_column(const struct who_where *w, const struct slot_place *place)
{
	size_t i;

	for (i = 0; !place->offered && i < w->n_rows; i++)
		if (place_named(&w->book, w->rows[i].id, place->kind, place->id))
			return true;
	return place->offered;
}

/* Reads all anew; the focus stays where it was, or as near as there is a place. */
static void
load(struct who_where *w)
{
	int64_t service = w->row < w->n_rows ? w->rows[w->row].id : 0;
	struct slot_place at = { .kind = SLOT_KINDS };
	struct err e;
	size_t i;

	if (w->column < w->n_columns)
		at = *w->columns[w->column];
	forget(w);
	if (!slot_book_read(practice_of(&w->screen), clock_today(), &w->book, &e) ||
	    !offer_list(practice_of(&w->screen), &record_service, false, add_service, w, &e))
		ui_err(w->screen.ui, &e);
	for (i = 0; i < w->book.n_places; i++)
		if (has_column(w, &w->book.places[i])) {
			GROW(w->columns, w->cap_columns, w->n_columns + 1);
			w->columns[w->n_columns++] = &w->book.places[i];
		}
	w->row = act_row(w->row, 0, w->n_rows);
	w->column = act_row(w->column, 0, w->n_columns);
	for (i = 0; i < w->n_rows; i++)
		if (w->rows[i].id == service)
			w->row = i;
	for (i = 0; i < w->n_columns; i++)
		if (w->columns[i]->kind == at.kind && w->columns[i]->id == at.id)
			w->column = i;
}

/* --- what is where ------------------------------------------------------------------- */

static const char *const titles[SLOT_KINDS] = { "People", "Rooms", "Devices" };

static int
name_cols(int cols)
{
	return cols >= 80 ? 28 : cols / 3;
}

static int
column_cols(const struct slot_place *p)
{
	int n = text_width(p->code);

	return n < TICK ? TICK : n > CODE_MAX ? CODE_MAX : n;
}

/* Where a column stands when `left` is the first; from 0. The last of a kind is as wide as
 * its kind's title wants. */
static int
column_x(const struct who_where *w, size_t left, size_t column)
{
	int x = 0, began = 0;
	size_t i;

	for (i = left; i < column; i++) {
		x += column_cols(w->columns[i]) + 1;
		if (w->columns[i + 1]->kind == w->columns[i]->kind)
			continue;
		if (x - 1 - began < text_width(titles[w->columns[i]->kind]))
			x = began + text_width(titles[w->columns[i]->kind]) + 1;
		began = x += BETWEEN - 1;
	}
	return x;
}

/* How many columns fit from the first on show. */
static size_t
on_show(const struct who_where *w, int cols)
{
	size_t i = w->left;

	cols -= 2 + name_cols(cols) + 2;
	while (i < w->n_columns &&
	    column_x(w, w->left, i) + column_cols(w->columns[i]) <= cols)
		i++;
	return i - w->left;
}

/* Scrolls so that the focus is on show. */
static void
scroll(struct who_where *w)
{
	size_t rows = w->screen.body.rows > HEAD + FOOT + 1 ?
	    (size_t)(w->screen.body.rows - HEAD - FOOT) : 1;

	if (w->top > w->row)
		w->top = w->row;
	if (w->top + rows <= w->row)
		w->top = w->row - rows + 1;
	if (w->left > w->column)
		w->left = w->column;
	while (w->left < w->column &&
	    w->left + on_show(w, w->screen.body.cols) <= w->column)
		w->left++;
}

/* --- keys ------------------------------------------------------------------------------ */

static void
run_column(struct screen *s, enum act a)
{
	struct who_where *w = of(s);
	size_t was = w->column;

	w->column = act_row(w->column, a == ACT_right ? 1 : -1, w->n_columns);
	if (w->column == was)
		ui_say(s->ui, "This is the %s column.", a == ACT_right ? "last" : "first");
	scroll(w);
}

static void
run_move(struct screen *s, enum act a)
{
	struct who_where *w = of(s);
	int by;

	if (act_rows(a, s->body.rows - HEAD - FOOT, &by))
		w->row = act_row(w->row, by, w->n_rows);
	scroll(w);
}

static void
run_tick(struct screen *s, UNUSED enum act a)
{
	struct who_where *w = of(s);
	AUTO_BUF struct buf words = BUF_INIT, name = BUF_INIT;
	const struct slot_place *at;
	struct err e;
	int64_t service;

	if (w->n_rows == 0 || w->n_columns == 0) {
		ui_complain(s->ui, "Nothing to tick: services come first.");
		return;
	}
	at = w->columns[w->column];
	service = w->rows[w->row].id;
	if (!place_name(practice_of(s), service, at->kind, at->id,
	    !place_named(&w->book, service, at->kind, at->id), &e)) {
		ui_err(s->ui, &e);
		return;
	}
	desk_catch_up(desk_of(s));
	if (w->n_rows == 0)
		return;
	place_words(&w->book, w->rows[w->row].id, &words);
	text_show(&name, w->rows[w->row].name, false);
	ui_say(s->ui, "%s: %s. u undoes it.", name.s, words.s);
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct who_where *w = of(s);

	if (w->n_rows == 0)
		ui_complain(s->ui, "No services yet.");
	else
		offer_edit(desk_of(s), &record_service, w->rows[w->row].id, "name");
}

/* --- the screen -------------------------------------------------------------------------- */

/* The names of the columns, and over each kind's first what kind they are. */
static void
draw_head(const struct who_where *w, struct canvas *c, struct area a, size_t n, int x0)
{
	size_t i;

	canvas_hline(c, a, 0, 0, a.cols);
	canvas_text(c, a, 2, 2, STYLE_DIM, "Service");
	for (i = w->left; i < w->left + n; i++) {
		const struct slot_place *p = w->columns[i];
		int x = x0 + column_x(w, w->left, i);

		if (i == w->left || w->columns[i - 1]->kind != p->kind)
			canvas_text(c, a, 1, x, STYLE_STRONG, titles[p->kind]);
		canvas_fit(c, a, 2, x, column_cols(p), !p->offered ? STYLE_DIM : STYLE_TEXT,
		    p->code);
	}
}

static void
draw_row(const struct who_where *w, struct canvas *c, struct area a, int y, size_t row,
    size_t n, int x0)
{
	const struct service_row *r = &w->rows[row];
	bool on = row == w->row;
	size_t i;

	if (on)
		canvas_select(c, a, y, 0);
	canvas_fit(c, a, y, 2, x0 - 4, on ? STYLE_SELECTED : STYLE_TEXT, r->name);
	for (i = w->left; i < w->left + n; i++) {
		const struct slot_place *p = w->columns[i];
		int x = x0 + column_x(w, w->left, i);

		canvas_text(c, a, y, x, on && i == w->column ? STYLE_FIELD_ON :
		    p->offered ? STYLE_TEXT : STYLE_DIM,
		    place_named(&w->book, r->id, p->kind, p->id) ? "[x]" : "[ ]");
		if (on && i == w->column)
			canvas_cursor(c, a, y, x + 1);
	}
}

/* The whole name of the column, the row's ticks in words, and what no tick means. */
static void
draw_foot(const struct who_where *w, struct canvas *c, struct area a, size_t n)
{
	AUTO_BUF struct buf b = BUF_INIT, legend = BUF_INIT;
	const struct slot_place *p = w->columns[w->column];
	int y = a.rows - FOOT;

	canvas_hline(c, a, y, 0, a.cols);
	text_show(&b, w->rows[w->row].name, false);
	buf_addf(&b, ", %s", p->kind == SLOT_ROOM ? "room " : "");
	text_show(&b, p->name, false);
	buf_addf(&b, "%s: ", p->offered ? "" : " (inactive)");
	place_words(&w->book, w->rows[w->row].id, &b);
	canvas_fold(c, a, y + 1, 2, a.cols - 4, 2, STYLE_TEXT, b.s);
	if (n < w->n_columns)
		buf_addf(&legend, "%zu-%zu of %zu columns. ", w->left + 1, w->left + n,
		    w->n_columns);
	buf_adds(&legend, a.cols < 80 ? "No tick: anybody; none needed." :
	    "No tick: anybody who treats; no room, no device needed.");
	canvas_fit(c, a, y + 3, 2, a.cols - 4, STYLE_DIM, legend.s);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct who_where *w = (const struct who_where *)s;
	int x0 = 2 + name_cols(a.cols) + 2, y;
	size_t n = on_show(w, a.cols), row;

	if (w->n_rows == 0 || w->n_columns == 0) {
		canvas_hline(c, a, 0, 0, a.cols);
		canvas_text(c, a, 2, 2, STYLE_DIM, "No services yet: 8, then Services, adds "
		    "them.");
		return;
	}
	draw_head(w, c, a, n, x0);
	for (row = w->top, y = HEAD; row < w->n_rows && y < a.rows - FOOT; row++, y++)
		if (row != w->row)
			draw_row(w, c, a, y, row, n, x0);
	draw_row(w, c, a, HEAD + (int)(w->row - w->top), w->row, n, x0);
	draw_foot(w, c, a, n);
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Who and where");
}

static void
sized(struct screen *s, UNUSED struct area body)
{
	scroll(of(s));
}

static void
shown(struct screen *s)
{
	load(of(s));
	scroll(of(s));
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_service_use,
	    &record_service, &record_staff, &record_room, &record_device, NULL };

	if (what == NULL || desk_touches(what, types))
		shown(s);
}

static bool
shows(UNUSED const struct screen *s, const struct record_type *t, UNUSED int64_t id)
{
	return t == &record_service_use;
}

static void
who_where_free(struct screen *s)
{
	struct who_where *w = of(s);

	forget(w);
	free(w->rows);
	free(w->columns);
	free(w);
}

static const struct binding bindings[] = {
	{ ACT_mark, "tick or not", run_tick },
	{ ACT_left, "column", run_column },
	{ ACT_right, NULL, run_column },
	{ ACT_open, "the service", run_open },
	{ ACT_edit, NULL, run_open },
	{ ACT_up, NULL, run_move }, { ACT_down, NULL, run_move },
	{ ACT_page_up, NULL, run_move }, { ACT_page_down, NULL, run_move },
	{ ACT_first, NULL, run_move }, { ACT_last, NULL, run_move },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "who and where", .mode = MODE_LIST, .bindings = bindings, .draw = draw,
	.title = title, .sized = sized, .shown = shown, .changed = changed, .shows = shows,
	.free = who_where_free,
};

void
who_where_push(struct desk *d)
{
	struct who_where *w = xcalloc(1, sizeof(*w));

	w->screen.ops = &ops;
	w->screen.ui = d->ui;
	load(w);
	ui_push(d->ui, &w->screen);
}
