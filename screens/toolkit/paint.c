/*
 * paint.c - compares a canvas with what is shown, row by row.
 */
#include <string.h>

#include "screens/toolkit/cells.h"
#include "screens/toolkit/paint.h"
#include "screens/toolkit/terminal.h"

#define JUMP 5		/* columns: fewer are sent in fewer bytes than jumped over */
#define ERASED 12	/* blanks: fewer are sent in fewer bytes than emptied */
#define SCROLLED 3	/* rows: fewer are sent in as few bytes as moved */

/* A row as it is to be. */
struct row {
	const struct cell *cells;
	int cols, unsure;	/* from there on a width may be unsure */
	bool walls[TERMINAL_COLS_MAX];
};

static void
row_begin(struct row *r, const struct canvas *c, int y, bool walls)
{
	r->cells = canvas_cell(c, y, 0);
	r->cols = canvas_area(c).cols;
	r->unsure = cells_first_unsure(r->cells, r->cols);
	if (walls)
		cells_find_walls(r->cells, r->cols, r->walls);
	else
		memset(r->walls, 0, sizeof(r->walls));
}

static bool
is_blank(const struct row *r, int x)
{
	return x >= r->cols || strcmp(r->cells[x].text, " ") == 0;
}

/* Blanks after a text are sent without its style, in fewer bytes, unless it is a
 * band. */
static enum style
style_at(const struct terminal *t, const struct row *r, int x)
{
	enum style st = (enum style)r->cells[x].style;

	return is_blank(r, x) && is_blank(r, x + 1) && !pen_fills(t, st) ? STYLE_TEXT : st;
}

/* The column from which an empty row is what is to be seen. */
static int
row_end(const struct terminal *t, const struct row *r)
{
	int end = r->cols;

	while (end > 0 && is_blank(r, end - 1) && !r->walls[end - 1] &&
	    !pen_fills(t, (enum style)r->cells[end - 1].style))
		end--;
	return end;
}

/* How many blanks an empty row has too there are from x on. */
static int
blanks_at(const struct terminal *t, const struct row *r, int x)
{
	int n = 0;

	while (x + n < r->cols && is_blank(r, x + n) && !r->walls[x + n] &&
	    style_at(t, r, x + n) == STYLE_TEXT)
		n++;
	return n;
}

static int
cols_at(const struct row *r, int x)
{
	return x + 1 < r->cols && r->cells[x + 1].text[0] == '\0' ? 2 : 1;
}

/* Is the column as it was? In which style a blank is, the next one decides. */
static bool
is_painted(const struct terminal *t, const struct row *r, const struct row *was, int x)
{
	return r->walls[x] == was->walls[x] &&
	    memcmp(r->cells[x].text, was->cells[x].text, CANVAS_CLUSTER) == 0 &&
	    style_at(t, r, x) == style_at(t, was, x);
}

static void
put(struct terminal *t, const struct row *r, int y, int x, int cols)
{
	pen_put(t, y, x, &r->cells[x], cols, style_at(t, r, x), r->walls[x]);
	if (x + cols >= r->cols || (x >= r->unsure && cells_unsure(r->cells[x].text)))
		pen_lost(t);
}

/* Sends a row from x up to `last`; what is as it was from there on up to `sure` is left
 * out, but for a few columns between others. */
static void
send_row(struct terminal *t, const struct row *r, const struct row *was, int y, int sure,
    int last)
{
	int x, cols, at, end = row_end(t, r);

	for (x = 0; x < last; x += cols) {
		cols = cols_at(r, x);
		if (x < sure && is_painted(t, r, was, x))
			continue;
		if (x >= end) {
			if (x < sure)
				pen_empty(t, y, x, last);
			return;
		}
		cols = blanks_at(t, r, x);
		if (cols >= ERASED && pen_erase(t, y, x, cols))
			continue;
		cols = cols_at(r, x);
		at = pen_at(t, y);
		if (at >= 0 && at < x && x - at < JUMP)
			for (; at < x; at += cols_at(r, at))
				put(t, r, y, at, cols_at(r, at));
		put(t, r, y, x, cols);
	}
}

/* From the first cluster of unsure width the row is emptied first: a cell the terminal
 * did not use would keep its old text. */
static void
paint_row(struct terminal *t, const struct canvas *painted, const struct canvas *c, int y,
    bool walls)
{
	int last = canvas_area(c).cols - (y == canvas_area(c).rows - 1), sure;
	struct row row, was;

	row_begin(&row, c, y, walls);
	row_begin(&was, painted, y, walls);
	sure = row.unsure < was.unsure ? row.unsure : was.unsure;
	if (sure < row.cols)
		pen_empty(t, y, sure, last);
	send_row(t, &row, &was, y, sure, last);
}

/* --- rows that moved ---------------------------------------------------------------- */

static bool
is_row(const struct canvas *a, int y, const struct canvas *b, int from)
{
	return memcmp(canvas_cell(a, y, 0), canvas_cell(b, from, 0),
	    (size_t)canvas_area(a).cols * sizeof(struct cell)) == 0;
}

/* The longest run of rows that stood one row lower, or higher; how many there are. */
static int
moved(const struct canvas *painted, const struct canvas *c, bool up, int *top)
{
	int y, n = 0, most = 0;

	for (y = 0; y + 2 < canvas_area(c).rows; y++) {
		int to = up ? y : y + 1, from = up ? y + 1 : y;

		n = is_row(c, to, painted, from) && !is_row(c, to, painted, to) ? n + 1 : 0;
		if (n > most) {
			most = n;
			*top = y + 1 - n;
		}
	}
	return most;
}

/* A list that went on by a row is moved by the terminal. */
static void
scroll(struct terminal *t, struct canvas *painted, const struct canvas *c)
{
	int i, n, top;

	for (i = 0; i < 2; i++) {
		n = moved(painted, c, i == 0, &top);
		if (n < SCROLLED)
			continue;
		if (pen_scroll(t, top, top + n, i == 0))
			canvas_scroll(painted, top, top + n, i == 0);
		return;
	}
}

void
paint_changes(struct terminal *t, struct canvas *painted, const struct canvas *c, bool walls)
{
	int y;

	scroll(t, painted, c);
	for (y = 0; y < canvas_area(c).rows; y++)
		if (!canvas_same_row(c, painted, y))
			paint_row(t, painted, c, y, walls);
	canvas_copy(painted, c);
}
